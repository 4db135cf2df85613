import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const officer = { roles: ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead'], who: 'the chair, the coordinator, a QA officer or the safeguarding lead' } as const;

definePolicy('Stage', {
  stageForm: { roles: panelCircle, who: 'members of the panel' },
  proposeEnhancedMonitoring: officer,
  reopenService: officer,
  holdInitialMeeting: officer,
  moveFindingsMeeting: officer,
  holdFindingsMeeting: officer,
  continueEnquiries: officer,
  arrangeEnhancedMonitoring: officer,
  recordClosingCheck: officer,
});
