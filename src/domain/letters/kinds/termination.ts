import type { DecisionLetter } from '../letter-kind.js';
import { contractAndEnd, remedies, terminationOf, untilThen } from './termination-parts.js';

/** T1: a contract is ended, after the provider was heard. Legal agrees first. */
export const termination: DecisionLetter = {
  code: 'T1',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: true,
  title: () => 'Termination of the contract',
  tellsOf: ({ code, change }) => code === 'D14' && change === 'terminate',
  reply: null,
  awaitedBy: 'termination',
  act: (facts) => `to end contract ${terminationOf(facts).contract} for ${facts.serviceName}.`,
  follows: (facts) => [...contractAndEnd(facts), ...untilThen(), remedies],
};
