import type { DecisionLetter } from '../letter-kind.js';
import { before, breaches, noticeOf } from './notice-parts.js';

/** N3: a breach that cannot be remedied. It asks for nothing by a date: it says that it must not happen again. */
export const noticeOfBreach: DecisionLetter = {
  code: 'N3',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Breach notice',
  tellsOf: ({ code, change }) => code === 'D10' && change === 'breach',
  reply: null,
  awaitedBy: 'notice',
  act: ({ serviceName }) => `to issue a breach notice for ${serviceName}: what happened cannot be remedied.`,
  follows: (facts) => {
    const notice = noticeOf(facts);
    return [
      ...breaches(notice), ...before(notice),
      { heading: 'What we ask of you', text: 'It must not be repeated. There is no date by which it could be put right.' },
      { heading: 'What may follow', text: 'If it is repeated, or together with other breaches justifies it, the council may restrict new placements or propose to end the contract. None of these follows by itself: each is decided separately, and you are heard first.' },
      { heading: 'How to answer', text: 'You may answer in writing at any time. What you tell us is considered before anything further is decided.' },
    ];
  },
};
