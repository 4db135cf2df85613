import { dateInWords } from '../../../platform/clock/words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { noticeOf } from './notice-parts.js';

/** N4: more time to remedy, given once. */
export const noticeExtended: DecisionLetter = {
  code: 'N4',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: (facts) => `More time under the ${noticeOf(facts).name}`,
  tellsOf: ({ code, change }) => code === 'D11' && change === 'extend',
  reply: null,
  inYourFavour: () => true,
  act: (facts) => `to give you until ${dateInWords(facts.terms.remedyOn ?? '')} to remedy what the ${noticeOf(facts).name} ${noticeOf(facts).reference} names.`,
  follows: (facts) => [
    { heading: 'What stays', text: `Everything else in the notice stays as it is. Contract ${noticeOf(facts).contract}.` },
    { heading: 'What may follow', text: 'More time is given once. If the breach is not remedied by then, the council may issue a second notice, restrict new placements, or propose to end the contract. None of these follows by itself.' },
  ],
};
