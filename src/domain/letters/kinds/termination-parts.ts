import { dateInWords } from '../../../platform/clock/words.js';
import type { LetterFacts, LetterPart } from '../letter-kind.js';
import type { TerminationFacts } from '../termination-facts.js';

/** @throws Error for a letter on a termination whose decision names none: the record always has one. */
export function terminationOf({ termination }: LetterFacts): TerminationFacts {
  if (termination === null) throw new Error('A letter on a termination has its termination.');
  return termination;
}

const grounds: Readonly<Record<TerminationFacts['ground'], string>> = {
  irremediableBreach: 'You have breached the contract in a way that cannot be remedied.',
  repeatedBreach: 'You have breached the contract repeatedly.',
  unremediedNotice: 'A breach of the contract, of which you had notice, was not remedied.',
  cqcCancellation: 'The Care Quality Commission has cancelled the registration that the contract needs.',
  insolvency: 'You are insolvent, or cannot pay your debts as they fall due.',
  defaultCount: 'You have had as many defaults as the contract sets for its end.',
};

/** Which contract, on what ground and what facts, when it ends and by which clause (domain.md 3.3). */
export function contractAndEnd(facts: LetterFacts): LetterPart[] {
  const { contract, reference, ground, noticeReference, facts: rests, period, periodCount, periodClause, servedOn, endsOn } = terminationOf(facts);
  const counted = periodCount === 0 ? `Clause ${periodClause} lets it end at once.` : `Clause ${periodClause} sets ${period} from the day this letter is served.`;
  const later = servedOn === null ? ' The date is counted as if it is served on the day it is issued; if it is served on you later, the contract ends as many days later.' : '';
  return [
    { heading: 'The contract', text: `Contract ${contract}. Our reference of its termination: ${reference}.` },
    { heading: 'The ground', text: `${grounds[ground]}${noticeReference === null ? '' : ` The notice is ${noticeReference}.`}` },
    { heading: 'The facts', text: rests },
    { heading: 'When it ends', text: `On ${dateInWords(endsOn)}, and no earlier. ${counted}${later}` },
  ];
}

/** What everybody does until then: people come first (case 24). */
export function untilThen(): LetterPart[] {
  return [
    { heading: 'The people who use the service', text: 'An officer leads a plan for everybody who uses the service, whoever pays for them. Each is told, looked at again and moved by their own choice; somebody who pays for themselves may choose to stay with you. Until then you go on caring for them as the contract asks.' },
    { heading: 'What we ask of you', text: 'Help us to carry out that plan: let officers, advocates and new providers in; hand over care records, medicines, money and keys; tell us now which of your staff may go with the work, and what you have told them.' },
  ];
}

export const remedies: LetterPart = {
  heading: 'If you disagree',
  text: 'You may use the council’s complaints procedure, and then the Local Government and Social Care Ombudsman. What your contract says of disputes stays as it is.',
};
