/** A stream of a PDF: its dictionary with names in plain letters and without strings and comments, and where its bytes lie. */
export interface PdfStream {
  readonly dictionary: string;
  readonly from: number;
  readonly to: number;
}

/** Space, comment, bracket, string in hexadecimal, name, or anything else up to one of these. */
const token = /[\s\0]+|%[^\r\n]*|<<|>>|<[0-9a-f\s]*>|[()<>[\]{}]|\/[^\s\0()<>[\]{}/%]*|[^\s\0()<>[\]{}/%]+/giy;
/** Dictionaries of packed objects have some hundred characters, lists of pages some hundred thousand. */
const longest = 1_048_576;
/** Dictionaries lie behind one another: whoever makes us read more than the whole file twice means to keep us busy. */
const mostReadings = 2;

/** `/Java#53cript` is `/JavaScript`. */
export function plainNames(text: string): string {
  return text.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * Every stream, found from the beginning of its object as readers find it. Words in strings may look like more beginnings, and
 * give more streams than there are; none is left out for them.
 * @param text one character a byte
 * @throws Error where it costs too much to read
 */
export function* streamsOf(text: string): Generator<PdfStream> {
  let left = text.length * mostReadings;
  for (const { index } of text.matchAll(/(?<!end)obj/g)) {
    const { dictionary, end } = dictionaryAt(text, index + 'obj'.length);
    left -= end - index;
    if (end - index > longest || left <= 0) throw new Error('too much to read');
    const begins = /stream(?:\r\n|\r|\n)?/y;
    begins.lastIndex = end;
    if (dictionary === '' || !begins.test(text)) continue;
    const to = text.indexOf('endstream', begins.lastIndex);
    yield { dictionary, from: begins.lastIndex, to: to < 0 ? text.length : to };
  }
}

/** @returns '' where no dictionary begins, and where what stands behind it begins */
function dictionaryAt(text: string, from: number): { dictionary: string; end: number } {
  const parts: string[] = [];
  let [depth, at, begun] = [0, from, false];
  while (at < text.length && at - from <= longest) {
    token.lastIndex = at;
    const [found = ''] = token.exec(text) ?? [];
    const isSpace = /^[\s\0%]/.test(found);
    // Readers end a dictionary that was never closed where its bytes or its object do.
    if (/^(?:stream|endobj)/.test(found) || (depth === 0 && !isSpace && (begun || found !== '<<'))) break;
    if (found === '<<') depth += 1;
    if (found === '>>') depth -= 1;
    begun ||= depth > 0;
    if (found !== '(') parts.push(isSpace ? ' ' : found);
    at = found === '(' ? endOfString(text, at) : at + found.length;
  }
  return { dictionary: plainNames(parts.join('').trim()), end: at };
}

/** Brackets nest in strings, unless a backslash stands before them. */
function endOfString(text: string, from: number): number {
  const mark = /\\[\s\S]|[()]/g;
  mark.lastIndex = from;
  for (let depth = 0, found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '(') depth += 1;
    if (found[0] === ')') depth -= 1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}
