import type { DecisionLetter } from '../letter-kind.js';
import { bars, reliedOn, standingRestriction } from './parts.js';

/** R3: a restriction stays as it was, after a fresh decision or its review. */
export const restrictionKept: DecisionLetter = {
  code: 'R3',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: ({ terms }) => (terms.outcome === 'extend' ? 'Review of the restriction on new placements' : 'Fresh decision on the restriction on new placements'),
  tellsOf: ({ code, change }) => code === 'D09' && (change === 'confirm' || change === 'extend'),
  reply: 'answerOrAppeal',
  act: (facts) => `${facts.terms.outcome === 'extend' ? 'after its review to keep' : 'to confirm'} the restriction ${facts.restriction?.reference ?? ''} on ${facts.serviceName}: ${bars(facts)}.`,
  follows: (facts) => [...reliedOn(facts), ...standingRestriction(facts)],
};
