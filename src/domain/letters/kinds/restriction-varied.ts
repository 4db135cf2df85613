import type { DecisionLetter } from '../letter-kind.js';
import { bars, part, standingRestriction } from './parts.js';

/** R4: a restriction stays, changed. */
export const restrictionVaried: DecisionLetter = {
  code: 'R4',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Restriction on new placements changed',
  tellsOf: ({ code, change }) => code === 'D09' && change === 'vary',
  reply: 'answer',
  act: (facts) => `to change the restriction ${facts.restriction?.reference ?? ''} on ${facts.serviceName}: ${bars(facts)}.`,
  follows: (facts) => [...part('What we relied on', facts.terms.evidence), ...standingRestriction(facts)],
};
