import { dateInWords } from '../../../platform/clock/words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { contractAndEnd, remedies, terminationOf, untilThen } from './termination-parts.js';
import { part } from './parts.js';

/** T2: a contract is ended by one officer in an emergency; the provider is heard now (R03, R04). It waits for nobody. */
export const terminationInEmergency: DecisionLetter = {
  code: 'T2',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Termination of the contract in an emergency',
  tellsOf: ({ code, change }) => code === 'D14' && change === 'emergency',
  reply: 'answer',
  awaitedBy: 'termination',
  act: (facts) => `in an emergency to end contract ${terminationOf(facts).contract} for ${facts.serviceName}.`,
  follows: (facts) => {
    const { confirmBy } = terminationOf(facts);
    return [
      ...part('A decision to come', confirmBy === null ? null : `A senior officer confirms this decision or ends it by ${dateInWords(confirmBy)}.`),
      ...contractAndEnd(facts), ...untilThen(), remedies,
    ];
  },
};
