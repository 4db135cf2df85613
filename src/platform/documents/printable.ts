import { readFileSync } from 'node:fs';

/** The three font files of every PDF. Bold italic is not among them: no template asks for it. */
export const FONT_FOLDER = new URL('../../../assets/fonts/', import.meta.url);
const FONT_FILES = ['NotoSans-Regular.ttf', 'NotoSans-Bold.ttf', 'NotoSans-Italic.ttf'];

/** The font files' bytes, read once. */
let fonts: readonly Buffer[] | undefined;
export function fontFiles(): readonly Buffer[] {
  fonts ??= FONT_FILES.map((file) => readFileSync(new URL(file, FONT_FOLDER)));
  return fonts;
}

/** Signs that steer the direction of writing: left open in typed text they would turn our own words around it. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
// U+FEFF, the byte-order mark, is forbidden in PDF/UA-1 by name.
const CONTROL = /^(?![\n\t])[\p{Cc}\p{Noncharacter_Code_Point}\ufeff]$/u;
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';

let covered: ReadonlySet<number> | undefined;

/**
 * Text as typed, made so that any of it can be set in PDF/UA-1, which forbids a sign without a letter shape:
 * control characters go, line ends and tabs stay, and a sign our fonts lack becomes its code (`[U+1F600]`), or goes
 * where it is invisible anyway. Text that steers the direction of writing is isolated, so that it turns itself alone.
 */
export function printable(text: string): string {
  covered ??= fontFiles().map(charactersOf).reduce((all, some) => all.intersection(some));
  let result = '';
  for (const sign of text.toWellFormed().replace(/\r\n?/g, '\n')) {
    if (CONTROL.test(sign)) continue;
    if (sign === '\n' || sign === '\t' || covered.has(sign.codePointAt(0) ?? 0)) result += sign;
    else if (!INVISIBLE.test(sign)) result += `[U+${codeOf(sign)}]`;
  }
  return DIRECTION.test(result) ? isolated(result) : result;
}

/** Every text inside a JSON value made printable; its keys are ours. */
export function printableData(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(printableData);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printableData(inner)]));
  }
  return value;
}

function isolated(text: string): string {
  // Line by line: an isolate ends with its paragraph. A stray end-isolate would close ours early, so typed ones go.
  return text.split('\n').map((line) => (line === '' ? line : ISOLATE + line.replaceAll(END_ISOLATE, '') + END_ISOLATE)).join('\n');
}

function codeOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The characters a TrueType file has shapes for, from its format 4 character map (OpenType specification, "cmap").
 * @throws Error where the file has none: then it is not one of our fonts.
 */
function charactersOf(font: Buffer): Set<number> {
  const start = formatFourTable(font);
  const characters = new Set<number>();
  const segments = font.readUInt16BE(start + 6) / 2;
  const ends = start + 14;
  const starts = ends + segments * 2 + 2;
  const offsets = starts + segments * 4;
  for (let segment = 0; segment < segments; segment += 1) {
    const at = segment * 2;
    const first = font.readUInt16BE(starts + at);
    const delta = font.readUInt16BE(starts + segments * 2 + at);
    const offset = font.readUInt16BE(offsets + at);
    for (let code = first; code <= font.readUInt16BE(ends + at); code += 1) {
      const raw = offset === 0 ? code : font.readUInt16BE(offsets + at + offset + (code - first) * 2);
      const glyph = raw === 0 && offset !== 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0 && code !== 0xffff) characters.add(code);
    }
  }
  return characters;
}

function formatFourTable(font: Buffer): number {
  for (let record = 12; record < 12 + font.readUInt16BE(4) * 16; record += 16) {
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const map = font.readUInt32BE(record + 8);
    for (let table = 0; table < font.readUInt16BE(map + 2); table += 1) {
      const start = map + font.readUInt32BE(map + 4 + table * 8 + 4);
      if (font.readUInt16BE(start) === 4) return start;
    }
  }
  throw new Error('The font file has no character map of format 4.');
}
