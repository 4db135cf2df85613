import type { LetterKind } from '../letter-kind.js';
import { bars, part, standingRestriction } from './parts.js';

/** What a fresh decision or a review does to a restriction that stays. */
const keeping: Readonly<Record<string, string>> = { confirm: 'to confirm', vary: 'to change', extend: 'after its review to keep', phase: 'to lift in phases', nextPhase: 'to begin the next phase of lifting', relapse: 'to end the phased lift of' };

const titles: Readonly<Record<string, string>> = { extend: 'review', phase: 'lifted in phases', nextPhase: 'next phase', relapse: 'end of the phased lift' };

/** R3: a restriction stays, as it was or changed, after a fresh decision or its review. */
export const restrictionKept: LetterKind = {
  code: 'R3',
  title: ({ terms }) => `Restriction on new placements: ${titles[terms.outcome ?? ''] ?? 'fresh decision'}`,
  tellsOf: ({ code, change }) => code === 'D09' && change !== undefined && change in keeping,
  reply: 'answer',
  act: (facts) => `${keeping[facts.terms.outcome ?? ''] ?? 'to confirm'} the restriction ${facts.restriction?.reference ?? ''} on ${facts.serviceName}: ${bars(facts)}.`,
  follows: (facts) => [...part('What we relied on', facts.terms.evidence), ...standingRestriction(facts)],
};
