import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { part, whoToAsk } from './parts.js';

/** An appeal against a decision on placing has arrived: by when it is heard, by whom, and what holds until then (R11). */
export const appealLodged: OccasionLetter = {
  code: 'AL',
  occasion: 'appeal',
  addressee: 'provider',
  legalFirst: false,
  title: 'We have your appeal',
  parts: (facts) => {
    const { appeal } = facts;
    if (appeal === null) return [];
    return [
      { heading: 'What we received', text: `On ${dateInWords(appeal.lodgedOn)} you appealed against the decision ${appeal.decisionReference} on the restriction ${appeal.restrictionReference}. Your appeal’s reference is ${appeal.reference}.` },
      ...part('Your grounds', appeal.grounds),
      { heading: appeal.grounds === null ? 'Your grounds are still to come' : 'If you wish to add to them', text: `Send them to us by ${dateInWords(appeal.groundsBy)}: sign in and open your appeal, or write to us.` },
      { heading: 'Who hears it, and by when', text: `An officer of the same rank as the one who decided, or higher, who neither decided nor recommended it and attended no meeting on it. It is heard by ${dateInWords(appeal.hearBy)}. You may bring somebody with you. Every argument is answered in writing.` },
      { heading: 'What holds until then', text: 'The restriction stays in force while your appeal is heard.' },
      { key: 'arrangements', heading: 'The hearing', text: '' },
      ...whoToAsk(facts),
    ];
  },
};
