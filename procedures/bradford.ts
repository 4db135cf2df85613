import { defaultProcedure } from './default.ts';
import type { Procedure } from './procedure.ts';

/** What Bradford's report to its Safeguarding Adults Board of June 2019 [BRA] says differently; the rest is the default. */
export const bradford: Procedure = {
  ...defaultProcedure,
  name: 'bradford',
  title: 'Bradford',
  basis: 'What Bradford’s report of June 2019 says; where it is silent, this project’s default.',
  // Enhanced monitoring is an arrangement inside the serious concerns process, not a stage below it [BRA 5.4.1, 6.1.2].
  stages: defaultProcedure.stages.filter(({ key }) => key !== 'enhanced'),
  enhancedMonitoring: 'insideSeriousConcerns',
  panel: {
    ...defaultProcedure.panel,
    name: 'Serious Concerns Meeting', // [BRA 6.1.2]
    membership: [
      { seat: 'chair', title: 'Chair' },
      { seat: 'contracts', title: 'Adult social care contract and quality assurance team' },
      { seat: 'safeguarding', title: 'Adults safeguarding' },
      { seat: 'icbNurse', title: 'Health care professionals' },
      { seat: 'socialWork', title: 'Operational front line social work' },
      { seat: 'cqc', title: 'Care Quality Commission' },
    ],
  },
  agenda: {
    ...defaultProcedure.agenda,
    sections: defaultProcedure.agenda.sections.map((section) =>
      section.key === 'enhanced' ? { ...section, title: 'Services under enhanced monitoring arrangements' } : section),
  },
  // Part of serious concerns there, so no decision of its own [BRA 5.4.1].
  authorities: defaultProcedure.authorities.filter(({ code }) => code !== 'D03'),
  unannouncedVisits: 'reactiveOnly', // [BRA 5.3.3]
  terms: {
    ...defaultProcedure.terms,
    intelligenceRecord: 'Customer care log entry', // [BRA 4.2]
    brokerage: 'Support options team', // [BRA 5.2.4]
    qualityTeam: 'Adult social care contract and quality assurance team',
  },
};
