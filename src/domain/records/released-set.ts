import { exemptionOf, ifNotContent, neitherConfirmed } from './exemptions.js';
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
  /** Among what is given, so that no number that is missing tells of what is not. */
  readonly position: number;
  readonly kind: string;
  readonly reference: string;
  readonly happenedOn: string;
  readonly paragraphs: readonly (readonly ReleasedPiece[])[];
}

export const recordKinds: Readonly<Record<string, string>> = {
  intelligence: 'Intelligence record', sourceOpening: 'Look at who told us', risk: 'Risk assessment', visit: 'Visit', stage: 'Stage', stageProposal: 'Proposal for a stage', stageNote: 'Note of a stage',
  recommendation: 'Recommendation', decision: 'Decision', handlingChoice: 'Who may be told of a decision or restriction', restriction: 'Restriction on placements', placingException: 'Exception to a restriction', placementAgainst: 'Placement against a restriction', placingRefusal: 'Placement that was refused',
  listedPerson: 'Somebody’s line of a list of people to be seen', funderRequest: 'Request to a funder', peopleCount: 'Count of people', telling: 'Telling people and families',
  representation: 'Representation', hearingRequest: 'What a provider asked about being heard', appeal: 'Appeal', disclosurePack: 'Disclosure to a provider', share: 'Share with another authority',
  letter: 'Letter', letterChange: 'Change of a draft letter', notice: 'Notice under the contract', noticeLegalCheck: 'Legal’s check of a notice', termination: 'Termination', exitPerson: 'Somebody’s line of an exit',
  meeting: 'Meeting', meetingNotes: 'Notes of a forum', agendaItem: 'Item of an agenda', itemProposal: 'Item proposed', interest: 'Declared interest', itemRecord: 'Record of an item', minutes: 'Minutes',
  minuteComment: 'Comment on minutes', extractComment: 'Provider’s comment on its minutes', redactedCopy: 'Redacted copy of minutes', contribution: 'Contribution to a panel',
  writtenProcedure: 'Question put in writing', writtenAnswer: 'Answer in writing', watchedDate: 'Date waited for', action: 'Action', serviceLink: 'What became of a service', file: 'File',
};

/** Records that are withheld whole under one exemption: how many, and neither which nor of when. */
export interface WithheldWhole {
  readonly count: number;
  readonly label: string;
  readonly words: string;
}
/** A set as whoever asked reads it. */
export interface ReleasedSet {
  readonly items: readonly ReleasedItem[];
  readonly passages: readonly LoggedExemption[];
  readonly withheldWhole: readonly WithheldWhole[];
  /** Of how many records it says nothing: for those who make the set alone. */
  readonly unmentioned: number;
  readonly closing: string;
}

const isWhole = ({ withheldCode, text }: StoredItem): boolean => withheldCode !== null || text === null;
const wholeCode = ({ withheldCode }: StoredItem): string => withheldCode ?? 'caveat';

/**
 * The one place where a stored set becomes what is released: the preview and the PDF both come from here. A reference and a date may tell
 * as much as words do, so a record that is withheld whole is counted under its exemption, and not even that where its existence would tell.
 */
export function releasedSet(items: readonly StoredItem[]): ReleasedSet {
  const given = items.filter((item) => !isWhole(item)).map((item, at) => ({ ...item, position: at + 1 }));
  const wholes = items.filter(isWhole);
  const counted = wholes.filter((item) => exemptionOf(wholeCode(item)).existenceTells !== true);
  return {
    items: given.map(releasedItem), passages: exemptionLogOf(given),
    withheldWhole: [...Map.groupBy(counted, wholeCode)].map(([code, all]) => ({ count: all.length, label: exemptionOf(code).label, words: exemptionOf(code).words })),
    unmentioned: wholes.length - counted.length, closing: `${neitherConfirmed}\n\n${ifNotContent}`,
  };
}

function releasedItem({ position, recordKind, reference, happenedOn, text, redactions }: StoredItem): ReleasedItem {
  const paragraphs: ReleasedPiece[][] = [[]];
  for (const piece of piecesOf(text ?? '', redactions)) {
    if (piece.text === null) {
      paragraphs.at(-1)?.push({ text: piece.codes.map((code) => exemptionOf(code).label).join(', '), bar: true });
      continue;
    }
    const [first = '', ...rest] = piece.text.split('\n');
    paragraphs.at(-1)?.push({ text: first, bar: false });
    for (const line of rest) paragraphs.push([{ text: line, bar: false }]);
  }
  return { position, kind: recordKinds[recordKind] ?? recordKind, reference, happenedOn, paragraphs: paragraphs.map((pieces) => pieces.filter((piece) => piece.bar || piece.text !== '')).filter((pieces) => pieces.length > 0) };
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

/** What was withheld and why, a line for each record and exemption, for the council’s own file: it answers a review, and the Commissioner. Never what the words were. */
export function exemptionLogOf(items: readonly StoredItem[]): LoggedExemption[] {
  return items.flatMap((item) => {
    const { position, reference, recordKind, happenedOn, redactions } = item;
    const head = { position, reference, kind: recordKinds[recordKind] ?? recordKind, happenedOn };
    const line = (code: string, what: string): LoggedExemption => ({ ...head, what, label: exemptionOf(code).label, words: exemptionOf(code).words });
    if (isWhole(item)) return [line(wholeCode(item), 'Whole record')];
    return [...Map.groupBy(redactions, ({ code }) => code)].map(([code, all]) => line(code, all.length === 1 ? '1 passage' : `${all.length} passages`));
  });
}
