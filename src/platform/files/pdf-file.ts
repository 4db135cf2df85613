import { inflateSync } from 'node:zlib';
import { FileRefused } from './file-kinds.js';
import { plainNames, type PdfStream, streamsOf } from './pdf-streams.js';

const program = 'The PDF holds a program or starts one. Print it to a new PDF and send that';
/**
 * Names by which a PDF starts a program, runs a script, carries another file or reaches for one, in the order they are asked. Long
 * enough that chance does not make them in compressed bytes: 7 letters in 20 MB, one in 10^9.
 */
const harmful: readonly (readonly [name: RegExp, words: string])[] = [
  [/\/Encrypt\b/, 'The PDF has a password or is locked. Print it to a new PDF, or take the lock off, and send that'],
  [/\/JavaScript\b|\/Launch\b|\/RichMedia\b|\/ImportData\b|\/Rendition\b/, program],
  // Forms of the older kind carry scripts in packed text.
  [/\/XFA\s*(?:\[|\d+\s+\d+\s+R\b)/, program],
  [/\/EmbeddedFiles?\b/, 'The PDF has other files inside it. Send those as files of their own, and the PDF without them'],
  [/\/SubmitForm\b|\/GoToE\b|\/GoToR\b/, 'The PDF opens other files or sends what is typed into it. Print it to a new PDF and send that'],
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
  try {
    for (const stream of streamsOf(text)) {
      // Readers know packed objects by `First`, also where the type is not said.
      if (!/\/(?:ObjStm|First)\b/.test(stream.dictionary)) continue;
      const objects = unpack(bytes, stream, mostUnpacked - unpacked);
      unpacked += objects.length;
      refuseHarmful(objects);
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused(damaged);
  }
}

function refuseHarmful(text: string): void {
  const plain = plainNames(text);
  for (const [name, words] of harmful) if (name.test(plain)) throw new FileRefused(words);
}

/** Packed in any other way than the usual one, or behind a prediction, is not looked into. */
function unpack(bytes: Buffer, { dictionary, from, to }: PdfStream, most: number): string {
  if (!/\/Filter\b/.test(dictionary)) return bytes.toString('latin1', from, to);
  const usual = /\/Filter ?(?:\/FlateDecode\b|\[ ?\/FlateDecode ?\])/.test(dictionary) && dictionary.split('/Filter').length === 2;
  if (!usual || /\/(?:DecodeParms|DP|FFilter)\b(?! ?null)/.test(dictionary)) throw new FileRefused(damaged);
  return inflateSync(bytes.subarray(from, to), { maxOutputLength: Math.max(most, 1) }).toString('latin1');
}
