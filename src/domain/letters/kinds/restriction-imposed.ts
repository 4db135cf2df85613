import { dateInWords } from '../../../platform/clock/words.js';
import type { LetterKind } from '../letter-kind.js';
import { bars, standingRestriction } from './parts.js';

/** R1: new placements are restricted. */
export const restrictionImposed: LetterKind = {
  code: 'R1',
  title: () => 'Restriction on new placements',
  tellsOf: ({ code }) => code === 'D08',
  reply: 'answerOrAppeal',
  awaitedBy: 'restriction',
  act: (facts) => `to restrict new placements with ${facts.serviceName}: ${bars(facts)}, from ${dateInWords(facts.restriction?.startsOn ?? facts.decision.decidedOn)}. People who use the service now are not affected by it.`,
  follows: standingRestriction,
};
