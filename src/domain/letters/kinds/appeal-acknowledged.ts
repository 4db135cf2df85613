import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { whoToAsk } from './parts.js';

/** An appeal, or another answer of the provider's, has arrived and will be considered (R05, R11). */
export const appealAcknowledged: OccasionLetter = {
  code: 'AA',
  occasion: 'representation',
  addressee: 'provider',
  legalFirst: false,
  title: 'We have your appeal or answer',
  parts: (facts) => [
    { heading: 'What we received', text: `On ${dateInWords(facts.representation?.receivedOn ?? '')} we received what you wrote about: ${facts.representation?.subject ?? facts.serviceName}. Its reference is ${facts.representation?.reference ?? ''}.` },
    { heading: 'What you told us', text: facts.representation?.text ?? '' },
    { heading: 'What happens now', text: 'Each point is considered and answered in writing. An appeal is heard by an officer who took no part in the decision. What was decided stays as it is until then.' },
    { key: 'arrangements', heading: 'Who hears it, and when', text: '' },
    ...whoToAsk(facts),
  ],
};
