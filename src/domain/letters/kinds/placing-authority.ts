import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { part, restrictionsNow, stageInWords, whoToAsk } from './parts.js';

/** To other councils and health boards that place people here, of Wales, Scotland and Northern Ireland too. */
export const placingAuthority: OccasionLetter = {
  code: 'PA',
  occasion: 'service',
  addressee: 'placingAuthorities',
  legalFirst: false,
  title: 'Concerns about a service where you place people',
  parts: (facts) => [
    { heading: 'Why we are writing', text: `${facts.serviceName}, run by ${facts.providerName}, is in our area. ${stageInWords(facts)} We host the work on it and tell every authority that may have people there.` },
    ...part('What concerns us', facts.criteria.join('\n')),
    { key: 'outline', heading: 'More about the concern', text: '' },
    { heading: 'Restrictions on new placements', text: restrictionsNow(facts) },
    { heading: 'What we ask of you', text: 'Please review each person you place there, without delay, and tell us how many they are, when you have seen them and what you found. Tell us too of any restriction of your own.' },
    { heading: 'Meetings', text: facts.nextMeetingOn === null ? 'No meeting is arranged yet. You will be told of it.' : `The next meeting that speaks about it is on ${dateInWords(facts.nextMeetingOn)}. Ask us if you wish to attend.` },
    ...whoToAsk(facts),
  ],
};
