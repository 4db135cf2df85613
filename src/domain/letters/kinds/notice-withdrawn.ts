import type { DecisionLetter } from '../letter-kind.js';
import { clausesNamed, grounds, noticeOf } from './notice-parts.js';

/** N5: a notice, or some of its clauses, withdrawn (R15). */
export const noticeWithdrawn: DecisionLetter = {
  code: 'N5',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: (facts) => `${noticeOf(facts).name} ${facts.terms.change === 'withdraw' ? 'withdrawn' : 'withdrawn in part'}`,
  tellsOf: ({ code, change }) => code === 'D11' && (change === 'withdraw' || change === 'withdrawClauses'),
  reply: null,
  inYourFavour: () => true,
  act: (facts) => {
    const notice = noticeOf(facts);
    const why = grounds[facts.terms.ground ?? ''] ?? '';
    return facts.terms.change === 'withdraw'
      ? `to withdraw the ${notice.name} ${notice.reference}: ${why}.`
      : `to withdraw from the ${notice.name} ${notice.reference} what it says of clause ${clausesNamed(notice, facts.terms.clauseIds ?? [])}: ${why}.`;
  },
  follows: (facts) => [
    {
      heading: 'What that means',
      text: facts.terms.change === 'withdraw'
        ? 'You need do nothing more under it, and it does not count as a default. It stays on our file as withdrawn.'
        : 'You need do nothing more under what is withdrawn. The rest of the notice stays as it is.',
    },
  ],
};
