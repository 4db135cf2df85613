import { defaultProcedure } from './default.ts';
import type { Procedure } from './procedure.ts';

/** What Coventry's Cabinet Member report of 14 December 2015 [COV] says differently; the rest is the default. */
export const coventry: Procedure = {
  ...defaultProcedure,
  name: 'coventry',
  title: 'Coventry',
  basis: 'What Coventry’s report of December 2015 says; where it is silent, this project’s default.',
  panel: {
    ...defaultProcedure.panel,
    // Those named in [COV 1.4.9]; the nurse may be employed within the council's team and still sits for the ICB [COV 1.4.6].
    membership: [
      { seat: 'chair', title: 'Chair, Strategic Commissioning Team' },
      { seat: 'contracts', title: 'Strategic Commissioning Team' },
      { seat: 'safeguarding', title: 'Safeguarding' },
      { seat: 'icbNurse', title: 'Clinical quality nurse (ICB, formerly CCG)' },
      { seat: 'socialWork', title: 'Operational staff' },
      { seat: 'cqc', title: 'Care Quality Commission' },
      { seat: 'other', title: 'Commissioning support, which monitors care home contracts for the NHS' },
    ],
    reportsTo: {
      quarterly: 'Quality and Audit sub-group of Coventry’s Adults Safeguarding Board',
      yearly: 'Coventry’s Adults Safeguarding Board',
    },
  },
  // "sanctions, for example, placement stops" [COV 1.4.10]
  restrictionKinds: defaultProcedure.restrictionKinds.map((kind) => (kind.code === 'fullStop' ? { ...kind, words: 'Placement stop' } : kind)),
  terms: { ...defaultProcedure.terms, qualityTeam: 'Strategic Commissioning Team' },
};
