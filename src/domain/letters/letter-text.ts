import { dateInWords } from '../../platform/clock/words.js';
import { type RestrictionScope, whatItBars } from '../restrictions/effective-rule.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';

/** The letters that follow a decision, by their code in domain.md 7; `D` tells a provider that a proposal was not followed. */
export type LetterKind = 'E1' | 'S1' | 'R1' | 'R3' | 'R5' | 'S4' | 'D';

/** One part of a letter. Parts come from the record and cannot be removed; the officer's own paragraph stands beside them. */
export interface LetterPart {
  readonly heading: string;
  readonly text: string;
}
export interface LetterBody {
  readonly parts: readonly LetterPart[];
  /** The one part people write: after the decision, before what follows from it. */
  readonly paragraph: string;
}
/**
 * What a letter may say. Everything is from the decision, the restriction and the provider's own words: no score, no source,
 * nothing of what any agency told us (domain.md 2.6).
 */
export interface LetterFacts {
  readonly serviceName: string;
  readonly decision: {
    readonly reference: string;
    readonly code: string;
    readonly outcome: string;
    /** A date in London. */
    readonly decidedOn: string;
    readonly reasons: string;
    readonly reviewOn: string | null;
    readonly decidedBy: string;
    readonly decidedByTitle: string;
  };
  /** What the letter reads of the decision's terms. */
  readonly terms: {
    readonly frequency?: string;
    readonly wayIn?: string;
    readonly outcome?: string;
    readonly to?: string;
    readonly evidence?: string;
    readonly notHeardReason?: string | null;
  };
  readonly leadOfficer: string | null;
  readonly concernsChair: string | null;
  /** Words of the criteria met, without their evidence. */
  readonly criteria: readonly string[];
  readonly restriction: {
    readonly reference: string;
    readonly kind: RestrictionKind;
    readonly scope: RestrictionScope;
    readonly startsOn: string;
    readonly reviewOn: string;
    readonly confirmBy: string | null;
    readonly liftConditions: string | null;
    readonly exceptions: string;
    readonly reasons: readonly string[];
    readonly riskAssessment: { readonly number: number; readonly assessedOn: string } | null;
  } | null;
  readonly answers: readonly { readonly reference: string; readonly answer: string }[];
  readonly panelsOnTrack: number;
}
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

/** The letter a decision calls for. */
export function letterKind(code: string, outcome: string, termsOutcome?: string): LetterKind {
  if (outcome === 'declined') return 'D';
  if (code === 'D18') return termsOutcome === 'end' ? 'S4' : 'S1';
  if (code === 'D09') return termsOutcome === 'confirm' || termsOutcome === 'vary' || termsOutcome === 'extend' ? 'R3' : 'R5';
  const kinds: Record<string, LetterKind> = { D03: 'E1', D04: 'S1', D08: 'R1', D16: 'S4' };
  const kind = kinds[code];
  if (kind === undefined) throw new Error(`No letter tells of the decision ${code}.`);
  return kind;
}

/** Decisions of which no letter tells: a senior officer confirms what the provider was told, or a case is closed. */
export const tellsNobody = (code: string, { outcome, to }: Pick<LetterFacts['terms'], 'outcome' | 'to'>): boolean => (code === 'D18' && outcome === 'confirm') || (code === 'D16' && to === 'closed');

/** Letters after which the provider has a window to answer. */
export const invitesReply = (kind: LetterKind): boolean => kind === 'E1' || kind === 'S1' || kind === 'R1' || kind === 'R3';

const subjects: Record<LetterKind, string> = {
  E1: 'Enhanced monitoring', S1: 'Serious concerns', R1: 'Restriction on new placements', R3: 'Restriction on new placements: fresh decision',
  R5: 'Restriction on new placements lifted', S4: 'Step down', D: 'Decision on a proposal',
};
export function subjectOf(kind: LetterKind, { serviceName, terms }: LetterFacts): string {
  return `${terms.outcome === 'extend' ? 'Restriction on new placements: review' : subjects[kind]}: ${serviceName}`;
}

/** The parts of a letter, in order; those for which the record has nothing are left out. `dates` is null where no reply is invited. */
export function letterParts(kind: LetterKind, facts: LetterFacts, dates: ReplyDates | null): LetterPart[] {
  return [
    { heading: 'What we have decided', text: decided(kind, facts) },
    { heading: 'Why', text: facts.decision.reasons },
    ...part('What concerns us', facts.criteria.join('\n')),
    ...part('What you told us, and our answer', facts.answers.map(({ reference, answer }) => `${reference}: ${answer}`).join('\n\n')),
    ...follows(kind, facts),
    ...(dates === null ? [] : [{ heading: 'How to answer', text: reply(kind, dates) }]),
  ];
}

function part(heading: string, text: string | null | undefined): LetterPart[] {
  return text ? [{ heading, text }] : [];
}

/** What a fresh decision or a review does to a restriction that stays. */
const keeping: Readonly<Record<string, string>> = { confirm: 'to confirm', vary: 'to change', extend: 'after its review to keep' };

function decided(kind: LetterKind, { decision, serviceName, restriction, terms }: LetterFacts): string {
  const who = `On ${dateInWords(decision.decidedOn)} ${decision.decidedBy}, ${decision.decidedByTitle}, decided`;
  const bars = restriction === null ? '' : lower(whatItBars(restriction));
  const acts: Record<LetterKind, () => string> = {
    E1: () => `to start enhanced monitoring of ${serviceName}.`,
    S1: () => `to invoke the serious concerns process for ${serviceName}.`,
    R1: () => `to restrict new placements with ${serviceName}: ${bars}, from ${dateInWords(restriction?.startsOn ?? decision.decidedOn)}. People who use the service now are not affected by it.`,
    R3: () => `${keeping[terms.outcome ?? ''] ?? 'to confirm'} the restriction ${restriction?.reference ?? ''} on ${serviceName}: ${bars}.`,
    R5: () => `to lift the restriction ${restriction?.reference ?? ''} on ${serviceName} (${bars}). Any other restriction stays as it is.`,
    S4: () => `that ${serviceName} ${decision.code === 'D18' ? 'goes back' : 'steps down'} to ${terms.to === 'enhanced' ? 'enhanced monitoring' : 'routine monitoring'}.`,
    D: () => `not to follow the proposal of which you were told about ${serviceName}.`,
  };
  return `${who} ${acts[kind]()} The decision’s reference is ${decision.reference}.`;
}

function follows(kind: LetterKind, facts: LetterFacts): LetterPart[] {
  switch (kind) {
    case 'E1': return [
      ...part('What changes', facts.terms.frequency),
      ...part('Your named officer', facts.leadOfficer),
      ...review(facts),
      { heading: 'How it ends', text: `Enhanced monitoring ends when ${facts.panelsOnTrack} panels in a row find the service on track and every action of its plan is closed.` },
    ];
    case 'S1': return [
      ...part('What happens next', `${facts.leadOfficer ?? 'An officer'} leads the work and ${facts.concernsChair ?? 'a senior officer'} chairs its meetings. You will be told in writing what is asked of you and by when.`),
      { heading: 'What is not disclosed yet', text: 'We hold back what could identify a person or harm an enquiry that is still open. You will have it as soon as that is past.' },
      ...review(facts),
    ];
    case 'R1': case 'R3': return restrictionParts(facts);
    case 'R5': return part('What we relied on', facts.terms.evidence);
    case 'S4': return [
      ...part('What we relied on', facts.terms.evidence),
      { heading: 'What continues', text: facts.terms.to === 'enhanced' ? 'Enhanced monitoring continues until it too is stepped down.' : 'Planned reviews continue as for every service.' },
      ...review(facts),
    ];
    case 'D': return [];
  }
}

function restrictionParts({ restriction, terms }: LetterFacts): LetterPart[] {
  if (restriction === null) return [];
  const { riskAssessment, confirmBy } = restriction;
  const early = terms.wayIn === 'emergency' ? 'an emergency' : 'a precaution';
  return [
    ...part('The restriction', `${whatItBars(restriction)}, from ${dateInWords(restriction.startsOn)}. Exceptions are asked of ${restriction.exceptions}. Reference ${restriction.reference}.`),
    ...part('Grounds', restriction.reasons.join('\n')),
    ...(riskAssessment === null ? [] : part('Risk assessment', `Version ${riskAssessment.number}, of ${dateInWords(riskAssessment.assessedOn)}. You will be sent what of it can be disclosed.`)),
    ...part('When it will be lifted', restriction.liftConditions),
    ...part('When it is reviewed', `By ${dateInWords(restriction.reviewOn)}.`),
    ...(confirmBy === null ? [] : part('A decision to come', `It is in force as ${early}, before you were heard. A fresh decision to confirm, change or end it will be made by ${dateInWords(confirmBy)}, with what you tell us by then.`)),
  ];
}

function review({ decision }: LetterFacts): LetterPart[] {
  return decision.reviewOn === null ? [] : [{ heading: 'When it is reviewed', text: `By ${dateInWords(decision.reviewOn)}.` }];
}

function reply(kind: LetterKind, { servedOn, toldBefore, replyBy, appealBy, groundsBy }: ReplyDates): string {
  const answer = `You may answer in writing by ${dateInWords(replyBy)}, or sign in and reply to this letter. Whatever you tell us, also later, is considered and answered.`;
  const appeal = `You may appeal in writing by ${dateInWords(appealBy)}; the grounds may follow by ${dateInWords(groundsBy)}. An officer who took no part in the decision hears it. The restriction stays in force until then.`;
  const appeals = kind === 'R1';
  const which = !toldBefore && appeals ? 'These days are' : toldBefore ? 'The days to appeal are' : 'The days to answer are';
  const counted = `${which} counted from ${dateInWords(servedOn)}. If this letter is served on you later, you have as many days from then.`;
  return [answer, ...(appeals ? [appeal] : []), ...(appeals || !toldBefore ? [counted] : [])].join('\n\n');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
