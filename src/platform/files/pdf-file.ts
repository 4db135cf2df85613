import { inflateSync } from 'node:zlib';
import { FileRefused } from './file-kinds.js';

/**
 * Names by which a PDF starts a program, runs a script or carries another file, in the order they are asked. Long enough that
 * chance does not make them in compressed bytes: 7 letters in 20 MB, one in 10^9.
 */
const harmful: readonly (readonly [name: RegExp, words: string])[] = [
  [/\/Encrypt\b/, 'The PDF has a password or is locked. Print it to a new PDF, or take the lock off, and send that'],
  [/\/JavaScript\b|\/Launch\b|\/RichMedia\b|\/ImportData\b/, 'The PDF holds a program or starts one. Print it to a new PDF and send that'],
  [/\/EmbeddedFiles?\b/, 'The PDF has other files inside it. Send those as files of their own, and the PDF without them'],
];
/** Objects packed together unpack to little: what goes beyond this is made to fill memory. */
const mostUnpacked = 50 * 1_048_576;
const damaged = 'The PDF cannot be read: part of it is missing or damaged. Print it to a new PDF and send that';

/**
 * Looks over a PDF without drawing it: header, end, and every name of an object, also those packed into object streams and
 * those written in hexadecimal. What cannot be looked into is refused.
 * @throws FileRefused
 */
export function checkPdf(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text) || !/startxref\s+\d+\s+%%EOF\s*$/.test(text.slice(-2_048))) throw new FileRefused(damaged);
  refuseHarmful(text);
  let unpacked = 0;
  for (const { index } of text.matchAll(/\/ObjStm\b/g)) {
    const objects = unpack(bytes, text, index, mostUnpacked - unpacked);
    unpacked += objects.length;
    refuseHarmful(objects);
  }
}

/** `/Java#53cript` is `/JavaScript`. */
function refuseHarmful(text: string): void {
  const plain = text.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  for (const [name, words] of harmful) if (name.test(plain)) throw new FileRefused(words);
}

/** The objects of the stream whose dictionary has `/ObjStm` at `index`. */
function unpack(bytes: Buffer, text: string, index: number, most: number): string {
  const begins = text.indexOf('stream', index + '/ObjStm'.length);
  const dictionary = text.slice(Math.max(text.lastIndexOf(' obj', index), 0), begins);
  const ends = text.indexOf('endstream', begins);
  if (begins < 0 || ends < 0) throw new FileRefused(damaged);
  const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1];
  const from = begins + 'stream'.length + (text.startsWith('\r\n', begins + 'stream'.length) ? 2 : 1);
  if (filters === undefined) return text.slice(from, ends);
  if (!/^\[?\s*\/FlateDecode\s*\]?$/.test(filters)) throw new FileRefused(damaged);
  try {
    return inflateSync(bytes.subarray(from, ends), { maxOutputLength: Math.max(most, 1) }).toString('latin1');
  } catch {
    throw new FileRefused(damaged);
  }
}
