import { definePolicy } from '../../platform/access/policy.js';

const officer = { roles: ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead'], who: 'the chair, the coordinator, a QA officer or the safeguarding lead' } as const;

definePolicy('Stage', {
  proposeEnhancedMonitoring: officer,
  reopenService: officer,
  holdInitialMeeting: officer,
  moveFindingsMeeting: officer,
  holdFindingsMeeting: officer,
  continueEnquiries: officer,
  arrangeEnhancedMonitoring: officer,
  recordClosingCheck: officer,
});
