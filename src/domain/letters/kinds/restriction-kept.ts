import type { LetterKind } from '../letter-kind.js';
import { bars, standingRestriction } from './parts.js';

/** What a fresh decision or a review does to a restriction that stays. */
const keeping: Readonly<Record<string, string>> = { confirm: 'to confirm', vary: 'to change', extend: 'after its review to keep' };

/** R3: a restriction stays, as it was or changed, after a fresh decision or its review. */
export const restrictionKept: LetterKind = {
  code: 'R3',
  title: ({ terms }) => (terms.outcome === 'extend' ? 'Restriction on new placements: review' : 'Restriction on new placements: fresh decision'),
  tellsOf: ({ code, change }) => code === 'D09' && change !== undefined && change in keeping,
  reply: 'answer',
  act: (facts) => `${keeping[facts.terms.outcome ?? ''] ?? 'to confirm'} the restriction ${facts.restriction?.reference ?? ''} on ${facts.serviceName}: ${bars(facts)}.`,
  follows: standingRestriction,
};
