import { defaultProcedure } from './default.ts';
import type { Procedure } from './procedure.ts';

/** What Wolverhampton's Quality Assurance and Compliance update of March 2018 [WOL] says differently; the rest is the default. */
export const wolverhampton: Procedure = {
  ...defaultProcedure,
  name: 'wolverhampton',
  title: 'Wolverhampton',
  basis: 'What Wolverhampton’s report of March 2018 says; where it is silent, this project’s default.',
  panel: { ...defaultProcedure.panel, name: 'Commissioning and Quality Meeting' }, // [WOL 4.3]; how often it meets is not said
  // "suspension of placements" [WOL 4.3]
  restrictionKinds: defaultProcedure.restrictionKinds.map((kind) => (kind.code === 'fullStop' ? { ...kind, words: 'Suspension of placements' } : kind)),
  // "Action Plans are in place for all homes who have been rated as 'Requiring Improvement'" [WOL 4.2]
  actionPlanOnRating: ['requiresImprovement', 'inadequate'],
  terms: {
    ...defaultProcedure.terms,
    remedyNotice: 'Contract default', // [WOL 4.3]
    qualityTeam: 'Quality Assurance and Compliance Team', // [WOL 2.1]
  },
};
