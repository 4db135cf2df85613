import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { FileRefused } from './file-kinds.js';

/** A long report with a picture on every page has some hundred parts. */
const mostParts = 2_000;
/** Ten times the largest file: office parts are text, which packs well; beyond it an archive is made to fill memory. */
const mostUnpacked = 200 * 1_048_576;
/** Parts we read as text; real ones are some kilobytes. */
const mostText = 4 * 1_048_576;

const main = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' } as const;
const contentTypes = '[Content_Types].xml';
const macros = /vbaproject|vbadata|macrosheets|dialogsheets/i;
/** Charts carry their figures as workbooks without macros; everything else inside is another file. */
const carried = /(?:^|\/)(?:embeddings\/(?!.*\.xlsx$)|activex\/)|\.(?:exe|dll|js|vbs|bat|cmd|ps1|lnk|hta|scr|com|msi|jar|docm|xlsm|pptm)$/i;
const symbolicLink = 0o120000;

const words = {
  damaged: 'The file cannot be read: part of it is missing or damaged. Open it, save it anew and send that',
  macros: 'The file holds macros, which are programs. Save it without macros, as .docx or .xlsx',
  carries: 'The file has other files or controls inside it. Take them out, or send them as files of their own',
  bomb: 'The file unpacks to far more than it holds. Open it, save it anew and send that',
  password: 'The file has a password. Take it off and send it again',
  fetches: 'The file takes its template from another place. Save it with an ordinary template and send that',
} as const;
const refuse = (why: keyof typeof words): never => {
  throw new FileRefused(words[why]);
};

/**
 * Unpacks every part of a Word or Excel file once, into nothing, holding it to what it says of itself, to bounds and to parts
 * that run no program.
 * @throws FileRefused
 */
export async function checkOffice(bytes: Buffer, kind: keyof typeof main): Promise<void> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }).catch(() => refuse('damaged'));
  if (zip.entryCount > mostParts) refuse('bomb');
  // Text before the archive or behind it belongs to another type of file.
  if (zip.comment.length > 0) refuse('damaged');
  try {
    await checkParts(zip, kind);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    refuse('damaged');
  }
}

async function checkParts(zip: ZipFile, kind: keyof typeof main): Promise<void> {
  const names = new Set<string>();
  let unpacked = 0;
  let first = Number.POSITIVE_INFINITY;
  for await (const entry of zip.eachEntry()) {
    demandHarmless(entry, names);
    unpacked += entry.uncompressedSize;
    first = Math.min(first, entry.relativeOffsetOfLocalHeader);
    if (unpacked > mostUnpacked) refuse('bomb');
    const text = await read(zip, entry);
    if (entry.fileName === contentTypes && /macroEnabled|vbaProject/i.test(text)) refuse('macros');
    if (/\.rels$/i.test(entry.fileName) && fetchesTemplate(text)) refuse('fetches');
  }
  if (first !== 0 || !names.has(contentTypes.toLowerCase()) || !names.has(main[kind])) refuse('damaged');
}

function demandHarmless(entry: Entry, names: Set<string>): void {
  const name = entry.fileName.toLowerCase();
  if (entry.isEncrypted()) refuse('password');
  if (macros.test(name)) refuse('macros');
  if (carried.test(name)) refuse('carries');
  if (names.has(name) || ((entry.externalFileAttributes >>> 16) & 0o170000) === symbolicLink) refuse('damaged');
  names.add(name);
}

/** The part's text where we look into it, else ''; either way it was unpacked whole, and is as long as it says. */
async function read(zip: ZipFile, entry: Entry): Promise<string> {
  const wanted = entry.fileName === contentTypes || /\.rels$/i.test(entry.fileName);
  if (wanted && entry.uncompressedSize > mostText) refuse('bomb');
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) if (wanted) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function fetchesTemplate(relationships: string): boolean {
  return (relationships.match(/<Relationship\b[^>]*>/gi) ?? []).some((one) => /attachedTemplate|\/frame"|oleObject/i.test(one) && /TargetMode\s*=\s*["']External/i.test(one));
}
