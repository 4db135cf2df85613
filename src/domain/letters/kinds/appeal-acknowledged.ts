import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { whoToAsk } from './parts.js';

/** An answer of the provider's has arrived and will be considered (R05). */
export const appealAcknowledged: OccasionLetter = {
  code: 'AA',
  occasion: 'representation',
  addressee: 'provider',
  legalFirst: false,
  title: 'We have your answer',
  parts: (facts) => [
    { heading: 'What we received', text: `On ${dateInWords(facts.representation?.receivedOn ?? '')} we received what you wrote. It is about: ${facts.representation?.subject ?? facts.serviceName}. Its reference is ${facts.representation?.reference ?? ''}.` },
    { heading: 'What you told us', text: facts.representation?.text ?? '' },
    { heading: 'What happens now', text: 'Each point is considered before anything is decided on it, and answered in writing. What was decided stays as it is until then.' },
    { key: 'arrangements', heading: 'What else we tell you', text: '' },
    ...whoToAsk(facts),
  ],
};
