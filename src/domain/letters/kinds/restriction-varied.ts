import type { DecisionLetter } from '../letter-kind.js';
import { bars, reliedOn, standingRestriction } from './parts.js';

/** What changes a restriction that stays. */
const changing: Readonly<Record<string, { act: string; title: string }>> = {
  vary: { act: 'to change', title: 'Change of the restriction on new placements' }, phase: { act: 'to lift in phases', title: 'Restriction on new placements lifted in phases' },
  nextPhase: { act: 'to begin the next phase of lifting', title: 'Next phase of lifting the restriction on new placements' },
  relapse: { act: 'to end the phased lift of', title: 'End of the phased lift of the restriction on new placements' },
};

/** R4: a restriction stays, changed: another scope, or the phases in which it is lifted. */
export const restrictionVaried: DecisionLetter = {
  code: 'R4',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: ({ terms }) => changing[terms.outcome ?? '']?.title ?? 'Change of the restriction on new placements',
  tellsOf: ({ code, change }) => code === 'D09' && change !== undefined && change in changing,
  reply: 'answerOrAppeal',
  act: (facts) => `${changing[facts.terms.outcome ?? '']?.act ?? 'to change'} the restriction ${facts.restriction?.reference ?? ''} on ${facts.serviceName}: ${bars(facts)}.`,
  follows: (facts) => [...reliedOn(facts), ...standingRestriction(facts)],
};
