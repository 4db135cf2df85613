import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { actionsToDo, whoToAsk } from './parts.js';

/** S2: after a meeting about it, the provider is told in writing the issues and the actions. */
export const postMeeting: OccasionLetter = {
  code: 'S2',
  occasion: 'meeting',
  addressee: 'provider',
  legalFirst: false,
  title: 'After our meeting',
  parts: (facts) => [
    { heading: 'The meeting', text: `${facts.meeting?.title ?? 'A meeting'} on ${dateInWords(facts.meeting?.heldOn ?? '')} spoke about ${facts.serviceName}. This letter says in writing what concerns those who met, and what is to be done.` },
    { key: 'issues', needed: true, heading: 'What concerns us', text: facts.criteria.join('\n') },
    { heading: 'What is to be done', text: actionsToDo(facts) },
    { key: 'next', heading: 'What happens next', text: facts.nextMeetingOn === null ? '' : `${facts.serviceName} is spoken about again on ${dateInWords(facts.nextMeetingOn)}.` },
    ...whoToAsk(facts),
  ],
};
