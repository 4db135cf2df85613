import type { DecisionLetter } from '../letter-kind.js';
import { bars, part } from './parts.js';

/** R5: a restriction is lifted. */
export const restrictionLifted: DecisionLetter = {
  code: 'R5',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Restriction on new placements lifted',
  tellsOf: ({ code }) => code === 'D09',
  reply: null,
  inYourFavour: () => true,
  act: (facts) => `to lift the restriction ${facts.restriction?.reference ?? ''} on ${facts.serviceName} (${bars(facts)}). Any other restriction stays as it is.`,
  follows: ({ terms }) => part('What we relied on', terms.evidence),
};
