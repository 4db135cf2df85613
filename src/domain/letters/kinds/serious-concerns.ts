import { dateInWords } from '../../../platform/clock/words.js';
import { within } from '../../../platform/access/own-words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { part, review } from './parts.js';

/** S1: the serious concerns process is invoked, by a decision or urgently (R03). */
export const seriousConcerns: DecisionLetter = {
  code: 'S1',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: ({ stageNames }) => stageNames.seriousConcerns,
  tellsOf: ({ code, change }) => code === 'D04' || (code === 'D18' && change !== 'confirm' && change !== 'end'),
  reply: 'answer',
  act: ({ serviceName, stageNames }) => `to invoke the ${within(stageNames.seriousConcerns)} process for ${serviceName}.`,
  follows: (facts) => [
    ...part('What happens next', `${facts.leadOfficer ?? 'An officer'} leads the work and ${facts.concernsChair ?? 'a senior officer'} chairs its meetings.${facts.initialMeetingBy === null ? '' : ` They hold a first meeting by ${dateInWords(facts.initialMeetingBy)}, as far as we can say today.`} You will be told whether you take part in it, and after it, in writing, what is asked of you and by when.`),
    { key: 'notDisclosed', needed: true, heading: 'What is not disclosed yet', text: 'We hold back what could identify a person or harm an enquiry that is still open. You will have it as soon as that is past.' },
    ...review(facts),
  ],
};
