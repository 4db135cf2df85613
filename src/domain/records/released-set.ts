import { exemptionOf } from './exemptions.js';
import { piecesOf, type Redaction } from './redaction.js';

/** An item of a set as it is stored, for those who make the set. */
export interface StoredItem {
  readonly id: string;
  readonly position: number;
  readonly recordKind: string;
  readonly reference: string;
  readonly happenedOn: string;
  readonly text: string | null;
  readonly withheldCode: string | null;
  readonly redactions: readonly (Redaction & { readonly id: string; readonly automatic: boolean })[];
}
/** A stretch of text, or a bar: then `text` is what stands in it, such as `s40`. */
export interface ReleasedPiece {
  readonly text: string;
  readonly bar: boolean;
}
/** An item as whoever asked reads it: nothing withheld is in it. */
export interface ReleasedItem {
  readonly position: number;
  readonly kind: string;
  readonly reference: string;
  readonly happenedOn: string;
  /** Why the whole record is withheld; null where its words follow. */
  readonly withheld: string | null;
  readonly paragraphs: readonly (readonly ReleasedPiece[])[];
}

export const recordKinds: Readonly<Record<string, string>> = {
  intelligence: 'Intelligence record', risk: 'Risk assessment', recommendation: 'Recommendation', decision: 'Decision', restriction: 'Restriction on placements', representation: 'Representation',
  letter: 'Letter', notice: 'Notice under the contract', disclosurePack: 'Disclosure to a provider', minutes: 'Minutes', contribution: 'Contribution to a panel', minuteComment: 'Comment on minutes', action: 'Action', termination: 'Termination', exitPerson: 'Somebody’s line of an exit',
};

/** The one place where stored items become released ones: the preview, the PDF and the log all come from here. */
export function releasedItem({ position, recordKind, reference, happenedOn, text, withheldCode, redactions }: StoredItem): ReleasedItem {
  const head = { position, kind: recordKinds[recordKind] ?? recordKind, reference, happenedOn };
  if (withheldCode !== null || text === null) return { ...head, withheld: exemptionOf(withheldCode ?? 'caveat').words, paragraphs: [] };
  const paragraphs: ReleasedPiece[][] = [[]];
  for (const piece of piecesOf(text, redactions)) {
    if (piece.text === null) {
      paragraphs.at(-1)?.push({ text: piece.codes.map((code) => exemptionOf(code).label).join(', '), bar: true });
      continue;
    }
    const [first = '', ...rest] = piece.text.split('\n');
    paragraphs.at(-1)?.push({ text: first, bar: false });
    for (const line of rest) paragraphs.push([{ text: line, bar: false }]);
  }
  return { ...head, withheld: null, paragraphs: paragraphs.map((pieces) => pieces.filter((piece) => piece.bar || piece.text !== '')).filter((pieces) => pieces.length > 0) };
}

/** One line of the exemption log. */
export interface LoggedExemption {
  readonly position: number;
  readonly reference: string;
  readonly kind: string;
  readonly happenedOn: string;
  /** `Whole record`, or how many passages. */
  readonly what: string;
  readonly label: string;
  readonly words: string;
}

/** What was withheld and why, a line for each record and exemption; never what the words were. */
export function exemptionLogOf(items: readonly StoredItem[]): LoggedExemption[] {
  return items.flatMap(({ position, reference, recordKind, happenedOn, withheldCode, text, redactions }) => {
    const head = { position, reference, kind: recordKinds[recordKind] ?? recordKind, happenedOn };
    const line = (code: string, what: string): LoggedExemption => ({ ...head, what, label: exemptionOf(code).label, words: exemptionOf(code).words });
    if (withheldCode !== null || text === null) return [line(withheldCode ?? 'caveat', 'Whole record')];
    return [...Map.groupBy(redactions, ({ code }) => code)].map(([code, all]) => line(code, all.length === 1 ? '1 passage' : `${all.length} passages`));
  });
}
