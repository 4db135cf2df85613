import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const member = { roles: panelCircle, who: 'members of the panel' } as const;
// A nurse of the ICB visits too, and writes down what was found (domain.md 2.5).
const visitor = { roles: [...councilOfficers, 'partner'], who: 'an officer of the council, or a partner who visits' } as const;

definePolicy('Visit', {
  visits: member,
  visit: member,
  visitForm: visitor,
  decideResponsiveVisit: { roles: councilOfficers, who: 'an officer of the council' },
  cancelVisit: { roles: councilOfficers, who: 'an officer of the council' },
  recordVisit: visitor,
  correctVisit: visitor,
  shareVisitReport: { roles: councilOfficers, who: 'an officer of the council' },
  myReports: { roles: ['provider'], who: 'the provider they were given to' },
});
