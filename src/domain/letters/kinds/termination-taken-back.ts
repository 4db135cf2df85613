import type { DecisionLetter } from '../letter-kind.js';
import { terminationOf } from './termination-parts.js';

/** T4: a termination is taken back, or was not confirmed (R03). */
export const terminationTakenBack: DecisionLetter = {
  code: 'T4',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Termination of the contract taken back',
  tellsOf: ({ code, change }) => code === 'D14' && (change === 'rescind' || change === 'end'),
  reply: null,
  inYourFavour: () => true,
  act: (facts) => `not to end contract ${terminationOf(facts).contract} for ${facts.serviceName}: its termination ${terminationOf(facts).reference} is taken back.`,
  follows: () => [{ heading: 'What that means', text: 'The contract goes on as it was. Restrictions and notices that stand are not changed by this letter. The termination stays on our file as taken back.' }],
};
