/** A span of a text that is blacked out: UTF-16 indices, the end not included. */
export interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}
export interface Redaction extends Span {
  readonly code: string;
}
/** A stretch of released text, or a bar with the codes of what it covers. */
export type Piece = { readonly text: string; readonly codes: readonly [] } | { readonly text: null; readonly codes: readonly string[] };

export interface Sentence extends Span {
  /** From 1, through the whole text. */
  readonly number: number;
  readonly text: string;
}

const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** Every sentence of a text, line by line: what people choose by its number. */
export function sentencesOf(text: string): Sentence[] {
  const found: Omit<Sentence, 'number'>[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    for (const { segment, index } of segmenter.segment(text.slice(at, end))) {
      const lead = segment.length - segment.trimStart().length;
      const words = segment.trim();
      if (words !== '') found.push({ startsAt: at + index + lead, endsAt: at + index + lead + words.length, text: words });
    }
    at = end + 1;
  }
  return found.map((one, index) => ({ number: index + 1, ...one }));
}

/** One form of a text, so that what people type finds what others typed: é is one sign, however it was made. */
export function comparable(text: string): string {
  return text.normalize('NFC');
}

/** Every place where words stand, as whole words, in any case of letters, across line ends and either kind of apostrophe. */
export function occurrencesOf(text: string, words: string): Span[] {
  const wanted = comparable(words).trim();
  if (wanted === '') return [];
  const pattern = wanted.split(/\s+/).map((word) => literally(word).replaceAll(/['’]/g, '[\'’]')).join('\\s+');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu');
  return [...text.matchAll(whole)].map((match) => ({ startsAt: match.index, endsAt: match.index + match[0].length }));
}

const literally = (words: string): string => words.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
const addresses = /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/gu;
const telephones = /(?<!\d)(?:\+44\s?|0)(?:\d[\s-]?){8,10}\d(?!\d)/g;
const titles = '(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sister|Nurse|Matron|Councillor|Cllr)\\.?';

/**
 * What the service proposes by itself: people it knows by name, also by title and surname, mail addresses and telephone numbers. A person
 * adds to it and takes from it: it finds nobody the service has not heard of.
 */
export function knownThirdParties(text: string, names: readonly string[]): Span[] {
  const byTitle = names.flatMap((name) => {
    const surname = name.trim().split(/\s+/).at(-1) ?? '';
    return surname === '' ? [] : [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${titles}\\s+(?:\\p{Lu}\\p{L}*\\.?\\s+)?${literally(comparable(surname))}(?![\\p{L}\\p{N}])`, 'gu'))];
  });
  const matches = [...byTitle, ...text.matchAll(addresses), ...text.matchAll(telephones)];
  const spans = [...names.flatMap((name) => occurrencesOf(text, name)), ...matches.map((match) => ({ startsAt: match.index, endsAt: match.index + match[0].length }))];
  return merged(spans.map((span) => ({ ...span, code: '' }))).map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
}

/** A text as whoever asked will read it: nothing of what a bar covers is in it, not even how long it was. */
export function piecesOf(text: string, redactions: readonly Redaction[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { startsAt, endsAt, codes } of merged(redactions)) {
    if (startsAt > at) pieces.push({ text: text.slice(at, startsAt), codes: [] });
    pieces.push({ text: null, codes });
    at = endsAt;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), codes: [] });
  return pieces;
}

function merged(redactions: readonly Redaction[]): (Span & { codes: string[] })[] {
  const bars: (Span & { codes: string[] })[] = [];
  for (const { startsAt, endsAt, code } of redactions.toSorted((a, b) => a.startsAt - b.startsAt || b.endsAt - a.endsAt)) {
    const last = bars.at(-1);
    if (last === undefined || startsAt >= last.endsAt) bars.push({ startsAt, endsAt, codes: [code] });
    else bars.splice(-1, 1, { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, endsAt), codes: last.codes.includes(code) ? last.codes : [...last.codes, code] });
  }
  return bars;
}
