import { dateInWords } from '../../../platform/clock/words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { bars, planAsked, standingRestriction } from './parts.js';

/** R1: new placements are restricted. */
export const restrictionImposed: DecisionLetter = {
  code: 'R1',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Restriction on new placements',
  tellsOf: ({ code }) => code === 'D08',
  reply: 'answerOrAppeal',
  awaitedBy: 'restriction',
  act: (facts) => `to restrict new placements with ${facts.serviceName}: ${bars(facts)}, from ${dateInWords(facts.restriction?.startsOn ?? facts.decision.decidedOn)}. People who use the service now are not affected by it.`,
  follows: (facts) => [...standingRestriction(facts), planAsked],
};
