import { dateInWords } from '../../../platform/clock/words.js';
import type { LetterFacts, LetterPart } from '../letter-kind.js';
import type { NoticeFacts } from '../notice-facts.js';
import { part } from './parts.js';

/** @throws Error for a letter on a notice whose decision names none: the record always has one. */
export function noticeOf({ notice }: LetterFacts): NoticeFacts {
  if (notice === null) throw new Error('A letter on a notice has its notice.');
  return notice;
}

/** Which contract is breached, where and how, and what remedies it, or keeps it from being repeated (domain.md 3.3, R12). */
export function breaches({ kind, contract, contractFrom, reference, clauses }: NoticeFacts): LetterPart[] {
  return [
    { heading: 'The contract', text: `Contract ${contract}, which began on ${dateInWords(contractFrom)}. Our reference of the notice: ${reference}.` },
    ...clauses.map(({ clause, facts, steps }) => ({
      heading: `Clause ${clause}`,
      text: [facts, ...(steps.length > 0 ? [kind === 'breach' ? 'So that it is not repeated:' : 'To remedy it:', ...steps.map((step, at) => `${at + 1}. ${step}`)] : [])].join('\n'),
    })),
  ];
}

/** By when, by which clause, and from when it is counted (R13, case 28). */
export function period({ period: long, periodClause, shortReason, remedyOn, servedOn }: NoticeFacts): LetterPart[] {
  if (long === null || remedyOn === null) return [];
  const counted = servedOn === null ? ` That is ${long} from the day this letter is served, as clause ${periodClause ?? ''} sets. The date is counted as if it is served on the day it is issued; if it is served on you later, you have as many days from then.` : '';
  return [
    { heading: 'By when', text: `By ${dateInWords(remedyOn)}.${counted}` },
    ...part('Why the time is short', shortReason),
  ];
}

/** What went before (R04). */
export function before({ warnedOn, warnedHow, notWarnedReason, supportOffered }: NoticeFacts): LetterPart[] {
  return [
    ...part('What went before', warnedOn === null ? notWarnedReason : `${dateInWords(warnedOn)}: ${warnedHow ?? ''}`),
    ...part('The support we offered', supportOffered),
  ];
}

/** Clauses a decision withdraws, in words. */
export function clausesNamed({ clauses }: NoticeFacts, ids: readonly string[]): string {
  return clauses.filter(({ id }) => ids.includes(id)).map(({ clause }) => clause).join(', ');
}

export const grounds: Readonly<Record<string, string>> = {
  issuedInError: 'it was issued in error', outsideControl: 'what it rests on is outside your control', providerChanged: 'the provider of the service has changed',
};
