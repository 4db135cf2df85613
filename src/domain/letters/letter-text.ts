import { dateInWords } from '../../platform/clock/words.js';
import { answerInWords, beginning } from '../representations/points.js';
import { byTelephone, inAList, part } from './kinds/parts.js';
import type { DecisionLetter, LetterBody, LetterFacts, LetterPart } from './letter-kind.js';

/** The provider's ways to answer, with their last days. */
export interface ReplyDates {
  /** The day they are counted from: the letter's service. */
  readonly servedOn: string;
  /** Whether the days to answer ran before the letter: the provider was told otherwise. */
  readonly toldBefore: boolean;
  readonly replyBy: string;
  readonly appealBy: string;
  readonly groundsBy: string;
}

export function subjectOf(kind: DecisionLetter, facts: LetterFacts): string {
  return `${kind.title(facts)}: ${facts.serviceName}`;
}

/** The parts of a letter about a decision, in order; those for which the record has nothing are left out. `dates` is null where no reply is invited. */
export function letterParts(kind: DecisionLetter, facts: LetterFacts, dates: ReplyDates | null): LetterPart[] {
  return [
    { heading: 'What we have decided', text: decided(kind, facts) },
    { heading: 'Why', text: facts.decision.reasons },
    ...part('What concerns us', facts.criteria.join('\n')),
    ...part('What you told us, and our answer', facts.answers.flatMap(({ reference, points }) => points.map((point) => `${reference}, point ${point.number}. You said: “${beginning(point.words, quotedLength)}”\n${answerInWords(point)}`)).join('\n\n')),
    ...(kind.inYourFavour?.(facts) === true ? [] : notHeard(facts)),
    ...kind.follows(facts),
    ...(kind.namesOfficer ? [] : part('Whom to ask', facts.leadOfficer === null ? null : `${facts.leadOfficer}${byTelephone(facts.leadPhone)}.`)),
    { key: 'reach', heading: 'How to reach us', text: '' },
    ...(dates === null ? [] : [{ heading: 'How to answer', text: reply(kind, facts, dates) }]),
  ];
}

/** How a letter begins and ends: by name where it has one, else as to nobody known. */
export function courtesy(names: readonly string[]): { readonly salutation: string; readonly closing: string } {
  const named = names.map((name) => name.replace(/^the /i, '')).filter((name) => name !== '');
  if (named.length === 0) return { salutation: 'Dear Sir or Madam,', closing: 'Yours faithfully' };
  return { salutation: `Dear ${named.length > mostNamed ? 'colleagues' : inAList(named)},`, closing: 'Yours sincerely' };
}
const mostNamed = 4;

/** What comes from the record as it stands now, with what people have made of the parts they may change. */
export function withEdits(parts: readonly LetterPart[], edited: LetterBody | null): LetterPart[] {
  const texts = new Map((edited?.parts ?? []).map(({ key, text }) => [key, text]));
  return parts.map((one) => (one.key === undefined ? one : { ...one, text: texts.get(one.key) ?? one.text }));
}

/** What stands on the paper: a part that nobody wrote is not there. */
export const written = (parts: readonly LetterPart[]): LetterPart[] => parts.filter(({ text }) => text !== '');

/** What is still to be written before it goes. */
export const unwritten = (parts: readonly LetterPart[]): LetterPart[] => parts.filter(({ needed, text }) => needed === true && text === '');

/** So much of a point as shows which it is; the whole stands in what the provider sent. */
const quotedLength = 400;

/** Who was not heard before a decision is told why, in writing (R04). */
function notHeard({ terms }: LetterFacts): LetterPart[] {
  const early = terms.wayIn === 'emergency' || terms.wayIn === 'precautionary' || terms.change === 'emergency';
  return part(early ? 'Why you were not heard first' : 'Why your answer was not waited for', terms.notHeardReason);
}

function decided(kind: DecisionLetter, facts: LetterFacts): string {
  const { decision } = facts;
  return `On ${dateInWords(decision.decidedOn)} ${decision.decidedBy}, ${decision.decidedByTitle}, decided ${kind.act(facts)} The decision’s reference is ${decision.reference}.`;
}

function reply(kind: DecisionLetter, { appealExclusion }: LetterFacts, { servedOn, toldBefore, replyBy, appealBy, groundsBy }: ReplyDates): string {
  const answer = `You may answer in writing by ${dateInWords(replyBy)}, or sign in and reply to this letter. Whatever you tell us, also later, is considered and answered.`;
  const appeal = `You may appeal in writing by ${dateInWords(appealBy)}; the grounds may follow by ${dateInWords(groundsBy)}. An officer who took no part in the decision hears it. The restriction stays in force until then.`;
  const excluded = appealExclusion === null ? '' : `No appeal is open against this decision: the council’s procedure opens none for the reason of the restriction, as agreed with ${appealExclusion.legalOfficer} of Legal on ${dateInWords(appealExclusion.agreedOn)}. What you say against it is a representation: write it or sign in as above, and each point is answered in writing.`;
  const mayAppeal = kind.reply === 'answerOrAppeal';
  const appeals = mayAppeal && appealExclusion === null;
  const which = !toldBefore && appeals ? 'These days are' : toldBefore ? 'The days to appeal are' : 'The days to answer are';
  const counted = `${which} counted from ${dateInWords(servedOn)}. If this letter is served on you later, you have as many days from then.`;
  return [answer, ...(appeals ? [appeal] : mayAppeal ? [excluded] : []), ...(appeals || !toldBefore ? [counted] : [])].join('\n\n');
}
