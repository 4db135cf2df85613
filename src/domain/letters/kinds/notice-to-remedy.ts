import { dateInWords } from '../../../platform/clock/words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { before, breaches, noticeOf, period } from './notice-parts.js';

/** N2: the notice to remedy a breach, by the council's own name for it. */
export const noticeToRemedy: DecisionLetter = {
  code: 'N2',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: (facts) => noticeOf(facts).name,
  tellsOf: ({ code, change }) => code === 'D10' && change === 'remedy',
  reply: null,
  awaitedBy: 'notice',
  act: (facts) => `to issue a ${noticeOf(facts).name} for ${facts.serviceName}.`,
  follows: (facts) => {
    const notice = noticeOf(facts);
    return [
      ...breaches(notice), ...period(notice), ...before(notice),
      {
        heading: 'Your plan',
        text: `Send us by ${dateInWords(notice.planBy ?? '')} your plan: under every step what you will do, who does it and by when. Sign in and send it under “Notices”, or write to us. We accept it, or return it with reasons, and you may then send it again.`,
      },
      { heading: 'How it is checked', text: 'An officer visits or checks the records, step by step. What you report is welcome, and does not close a step by itself.' },
      {
        heading: 'What may follow',
        text: 'If the breach is not remedied by the date above, the council may issue a second notice, restrict new placements, or propose to end the contract: you may lose the contract. None of these follows by itself: each is decided separately, and you are heard first.',
      },
    ];
  },
};
