import { defaultProcedure } from './default.ts';
import type { Procedure } from './procedure.ts';

/**
 * What Leicester's quality report of 2018-19 [LEI] and its domiciliary support report of October 2018 [LDC] say
 * differently. Neither names a panel; its intelligence record, its improvement team and its notice are what the default took over.
 */
export const leicester: Procedure = {
  ...defaultProcedure,
  name: 'leicester',
  title: 'Leicester',
  basis: 'What Leicester’s reports of 2018 and 2019 say. They name no panel: its name, members and quorum are this project’s default.',
  terms: {
    ...defaultProcedure.terms,
    intelligenceRecord: 'Intelligence monitoring record', // [LEI]
    qualityTeam: 'Contracts and Assurance service', // [LEI]
    improvementTeam: 'Multi Agency Improvement Planning Team', // [LEI]
  },
};
