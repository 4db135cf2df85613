import type { Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const readers: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'boardReader', 'auditor', 'system'];

definePolicy('Report', {
  produceReport: { roles: ['chair', 'coordinator', 'system'], who: 'the panel chair or coordinator' },
  reports: { roles: readers, who: 'council officers and the Safeguarding Adults Board' },
  report: { roles: readers, who: 'council officers and the Safeguarding Adults Board' },
  reportFigure: { roles: readers, who: 'council officers and the Safeguarding Adults Board' },
});
