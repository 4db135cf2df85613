import { dateInWords } from '../../../platform/clock/words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { remedies, terminationOf } from './termination-parts.js';

/** T3: a senior officer confirmed what was decided in an emergency (R03). */
export const terminationConfirmed: DecisionLetter = {
  code: 'T3',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Termination of the contract confirmed',
  tellsOf: ({ code, change }) => code === 'D14' && change === 'confirm',
  reply: null,
  act: (facts) => `to confirm that contract ${terminationOf(facts).contract} for ${facts.serviceName} is ended.`,
  follows: (facts) => [{ heading: 'When it ends', text: `On ${dateInWords(terminationOf(facts).endsOn)}, and no earlier: what we wrote before stands.` }, remedies],
};
