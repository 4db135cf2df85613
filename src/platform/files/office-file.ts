import { zipSync } from 'fflate';
import { fileTypeFromBuffer } from 'file-type';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { FileRefused } from './file-kinds.js';
import { drawnAnew } from './picture-file.js';

/** A long report with a picture on every page has some hundred parts. */
const mostParts = 2_000;
/** Ten times the largest file: office parts are text, which packs well; beyond it an archive is made to fill memory. */
const mostUnpacked = 200 * 1_048_576;
/** Parts we read as text; real ones are some kilobytes. */
const mostText = 4 * 1_048_576;

/** What an archive with pictures may unpack to beside them: it is written anew whole, and that takes memory and time. */
const mostRewritten = 50 * 1_048_576;
/** Some twenty photographs as telephones take them; office programs make them smaller themselves. */
const mostPixels = 250_000_000;
/** How much of a part says what it is. */
const tell = 4_100;

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
  whereabouts: 'The file has pictures, film or sound of a kind that may say where it was made. Save the pictures as JPEG or PNG, take film and sound out, and send it again',
  pictures: 'The pictures in the file are larger than 250 megapixels together. Make them smaller, or send the file in parts',
  fetches: 'The file takes its template from another place. Save it with an ordinary template and send that',
} as const;
const refuse = (why: keyof typeof words): never => {
  throw new FileRefused(words[why]);
};

type Drawable = 'jpeg' | 'png';
const drawable: Readonly<Record<string, Drawable>> = { jpg: 'jpeg', png: 'png' };
/** They hold no place: what office programs draw with themselves. */
const placeless = new Set(['gif', 'bmp']);

/**
 * A Word or Excel file as it is kept: checked, its pictures drawn anew as pictures of their own are, and the archive written
 * anew around them; the very bytes where there is no picture.
 * @throws FileRefused
 */
export async function cleanOffice(bytes: Buffer, kind: keyof typeof main): Promise<Buffer> {
  const pictures = await checkOffice(bytes, kind);
  return pictures.size === 0 ? bytes : rewritten(await opened(bytes), pictures);
}

/**
 * Unpacks every part once, into nothing, holding it to what it says of itself, to bounds and to parts that run no program.
 * @returns its pictures, by the names of their parts
 * @throws FileRefused
 */
export async function checkOffice(bytes: Buffer, kind: keyof typeof main): Promise<ReadonlyMap<string, Drawable>> {
  const zip = await opened(bytes);
  if (zip.entryCount > mostParts) refuse('bomb');
  // Text before the archive or behind it belongs to another type of file.
  if (zip.comment.length > 0) refuse('damaged');
  try {
    return await checkParts(zip, kind);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    return refuse('damaged');
  }
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }).catch(() => refuse('damaged'));
}

/** The same parts in the same order, each picture drawn anew. */
async function rewritten(zip: ZipFile, pictures: ReadonlyMap<string, Drawable>): Promise<Buffer> {
  const parts: Record<string, [Uint8Array, { level: 0 | 6 }]> = {};
  let [other, pixels] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const kind = pictures.get(entry.fileName);
    if (kind === undefined) other += entry.uncompressedSize;
    if (other > mostRewritten) refuse('bomb');
    const part = await whole(zip, entry);
    if (kind === undefined) {
      parts[entry.fileName] = [part, { level: 6 }];
      continue;
    }
    const drawn = await drawnAnew(part, kind);
    pixels += drawn.pixels;
    if (pixels > mostPixels) refuse('pictures');
    parts[entry.fileName] = [drawn.bytes, { level: 0 }];
  }
  // Always of one time: when a part was written says nothing that is asked for.
  return Buffer.from(zipSync(parts, { mtime: '1980-01-01T12:00:00' }));
}

async function whole(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function checkParts(zip: ZipFile, kind: keyof typeof main): Promise<Map<string, Drawable>> {
  const names = new Set<string>();
  const pictures = new Map<string, Drawable>();
  let unpacked = 0;
  let first = Number.POSITIVE_INFINITY;
  for await (const entry of zip.eachEntry()) {
    demandHarmless(entry, names);
    unpacked += entry.uncompressedSize;
    first = Math.min(first, entry.relativeOffsetOfLocalHeader);
    if (unpacked > mostUnpacked) refuse('bomb');
    const { text, head } = await read(zip, entry);
    const picture = await pictureIn(head);
    if (picture !== null) pictures.set(entry.fileName, picture);
    if (entry.fileName === contentTypes && /macroEnabled|vbaProject/i.test(text)) refuse('macros');
    if (/\.rels$/i.test(entry.fileName) && fetchesTemplate(text)) refuse('fetches');
  }
  if (first !== 0 || !names.has(contentTypes.toLowerCase()) || !names.has(main[kind])) refuse('damaged');
  return pictures;
}

/** By content, wherever it stands and whatever it is called. @throws FileRefused for pictures, film and sound that keep a place we cannot take out */
async function pictureIn(head: Buffer): Promise<Drawable | null> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined || placeless.has(found.ext)) return null;
  const kind = drawable[found.ext];
  if (kind === undefined && /^(?:image|video|audio)\//.test(found.mime)) refuse('whereabouts');
  return kind ?? null;
}

function demandHarmless(entry: Entry, names: Set<string>): void {
  const name = entry.fileName.toLowerCase();
  if (entry.isEncrypted()) refuse('password');
  if (macros.test(name)) refuse('macros');
  if (carried.test(name)) refuse('carries');
  if (names.has(name) || ((entry.externalFileAttributes >>> 16) & 0o170000) === symbolicLink) refuse('damaged');
  names.add(name);
}

/** The part's text where we look into it, else '', and its beginning; either way it was unpacked whole, and is as long as it says. */
async function read(zip: ZipFile, entry: Entry): Promise<{ text: string; head: Buffer }> {
  const wanted = entry.fileName === contentTypes || /\.rels$/i.test(entry.fileName);
  if (wanted && entry.uncompressedSize > mostText) refuse('bomb');
  const chunks: Buffer[] = [];
  let held = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (!wanted && held >= tell) continue;
    chunks.push(chunk as Buffer);
    held += (chunk as Buffer).length;
  }
  const bytes = Buffer.concat(chunks);
  return { text: wanted ? bytes.toString('utf8') : '', head: bytes.subarray(0, tell) };
}

function fetchesTemplate(relationships: string): boolean {
  return (relationships.match(/<Relationship\b[^>]*>/gi) ?? []).some((one) => /attachedTemplate|\/frame"|oleObject/i.test(one) && /TargetMode\s*=\s*["']External/i.test(one));
}
