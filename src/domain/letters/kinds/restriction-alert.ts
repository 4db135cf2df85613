import type { OccasionLetter } from '../letter-kind.js';
import { restrictionsNow, whoToAsk } from './parts.js';

/** R2: those who place people, and those who watch over them, are told of a restriction. No more than they need: never why. */
export const restrictionAlert: OccasionLetter = {
  code: 'R2',
  occasion: 'restriction',
  addressee: 'agencies',
  legalFirst: false,
  title: 'Restriction on new placements',
  missing: ({ undecided }) => (undecided === null ? null : `Choose a restriction that was decided here: ${undecided} is from earlier records, evidence not held. Extend, change or lift it first, and the letter tells of that decision`),
  parts: (facts) => [
    { heading: 'What is restricted', text: restrictionsNow(facts) },
    { heading: 'What we ask of you', text: `Arrange no placement with ${facts.serviceName} that the restriction bars. Please acknowledge this alert, and tell us of any placement that is already on its way.` },
    ...whoToAsk(facts),
  ],
};
