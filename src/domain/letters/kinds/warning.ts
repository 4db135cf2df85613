import type { DecisionLetter } from '../letter-kind.js';
import { before, breaches, noticeOf, period } from './notice-parts.js';

/** N1: a warning letter. */
export const warning: DecisionLetter = {
  code: 'N1',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Warning under the contract',
  tellsOf: ({ code, change }) => code === 'D10' && change === 'warning',
  reply: null,
  awaitedBy: 'notice',
  act: ({ serviceName }) => `to warn you that the contract for ${serviceName} is breached.`,
  follows: (facts) => {
    const notice = noticeOf(facts);
    return [
      ...breaches(notice), ...period(notice), ...before(notice),
      { heading: 'What may follow', text: 'An officer checks whether it is remedied. If it is not, the council may issue a formal notice under the contract. That is decided separately.' },
      { heading: 'How to answer', text: 'You may answer in writing at any time, or ask us to meet you. What you tell us is considered before anything further is decided.' },
    ];
  },
};
