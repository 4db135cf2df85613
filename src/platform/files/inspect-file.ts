import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { type FileKind, FileRefused, largestFile } from './file-kinds.js';
import { cleanOffice } from './office-file.js';
import { checkPdf } from './pdf-file.js';
import { drawnAnew } from './picture-file.js';

/** A file that may be kept: what it is, and the bytes to keep. */
export interface InspectedFile {
  readonly kind: FileKind;
  /** What is kept: as received, pictures drawn anew, also those in a Word or Excel file. */
  readonly bytes: Buffer;
  /** SHA-256 of what was received, and of what is kept. */
  readonly receivedSha256: Buffer;
  readonly keptSha256: Buffer;
}

const byExtension: Readonly<Record<string, FileKind>> = { pdf: 'pdf', docx: 'docx', xlsx: 'xlsx', jpg: 'jpeg', png: 'png' };
const macroKinds = new Set(['docm', 'dotm', 'xlsm', 'xltm', 'xlam']);

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * Says what a file is by what is in it, and refuses what may harm whoever opens it. The sender's name for it and its
 * type are not asked: both are whatever the sender says.
 * @throws FileRefused with the words for whoever sent it
 */
export async function inspect(received: Buffer): Promise<InspectedFile> {
  if (received.length === 0) throw new FileRefused('The file is empty. Choose another, or save it again and send it once more');
  if (received.length > largestFile) throw new FileRefused(tooLarge);
  const kind = await kindOf(received);
  demandOneType(received, kind);
  const bytes = await harmless(received, kind);
  const receivedSha256 = sha256(received);
  return { kind, bytes, receivedSha256, keptSha256: bytes === received ? receivedSha256 : sha256(bytes) };
}

async function harmless(received: Buffer, kind: FileKind): Promise<Buffer> {
  switch (kind) {
    case 'pdf': checkPdf(received); return received;
    case 'docx': case 'xlsx': return cleanOffice(received, kind);
    case 'jpeg': case 'png': return (await drawnAnew(received, kind)).bytes;
  }
}

export const tooLarge = 'The file is larger than 20 MB. Send it in parts, or make its pictures smaller';
const otherType = 'The file is not a PDF, Word document (.docx), Excel workbook (.xlsx), JPEG or PNG, whatever it is called. Save it as one of these';

async function kindOf(received: Buffer): Promise<FileKind> {
  const found = await fileTypeFromBuffer(received).catch(() => undefined);
  if (found !== undefined && macroKinds.has(found.ext)) throw new FileRefused(holdsMacros);
  if (found?.ext === 'cfb') throw new FileRefused('The file has a password or is of an old kind (.doc, .xls). Take the password off, or save it as .docx or .xlsx');
  const kind = found === undefined ? undefined : byExtension[found.ext];
  if (kind === undefined) throw new FileRefused(otherType);
  return kind;
}
const holdsMacros = 'The file holds macros, which are programs. Save it without macros, as .docx or .xlsx';

const endOfZip = Buffer.from('PK\u0005\u0006', 'latin1');
/** The longest comment a ZIP archive may end with, and its last record: readers look for an archive there. */
const zipTail = 65_557;
/** PDF readers look for the header this far in. */
const pdfHead = 1_024;
const markup = /<(?:script|html|svg|\?php)/i;

/** A file that other programs take for another type is a way past whoever checks it: refused (a polyglot). */
function demandOneType(bytes: Buffer, kind: FileKind): void {
  const isArchive = kind === 'docx' || kind === 'xlsx';
  const isPicture = kind === 'jpeg' || kind === 'png';
  const alsoPdf = kind !== 'pdf' && bytes.subarray(0, pdfHead).includes('%PDF-');
  const alsoArchive = !isArchive && bytes.subarray(-zipTail).includes(endOfZip);
  const alsoPage = isPicture && markup.test(bytes.toString('latin1'));
  if (alsoPdf || alsoArchive || alsoPage) throw new FileRefused('The file is of two types at once, which files made by office programs and cameras are not. Open it, save it anew and send that');
}
