import type { Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const officer = { roles: ['recordsOfficer'], who: 'a records officer' } as const;
const office: { roles: readonly Role[]; who: string } = { roles: ['recordsOfficer', 'legal', 'safeguardingLead', 'auditor'], who: 'the records office: records officers, legal, the safeguarding lead and the auditor' };
/** Beside who proposed: another records officer, legal or the safeguarding lead; the machine asks that it is somebody else. */
const second: { roles: readonly Role[]; who: string } = { roles: ['recordsOfficer', 'legal', 'safeguardingLead'], who: 'another records officer, legal or the safeguarding lead' };
const holders: { roles: readonly Role[]; who: string } = { roles: ['recordsOfficer', 'legal'], who: 'a records officer or legal' };

definePolicy('InformationRequest', {
  informationRequests: office, informationRequest: office, disclosureItem: office, disclosurePreview: office, exemptionLog: office,
  disclosableRecords: officer,
  recordInformationRequest: officer, startGathering: officer, askRequester: officer, recordRequesterAnswer: officer, extendInformationRequest: officer,
  chooseRecords: officer, removeChosenRecord: officer, recordProviderConsultation: officer,
  startRedaction: officer, redactWords: officer, removeRedaction: officer, withholdRecord: officer, sendSetToCheck: officer,
  returnDisclosureSet: second, approveDisclosureSet: second,
  // Whole cases leave the council here (ADR 0024).
  releaseDisclosureSet: { ...officer, recentSignIn: true },
  refuseInformationRequest: officer, withdrawInformationRequest: officer,
});

definePolicy('Retention', {
  legalHolds: office, setLegalHold: holders, endLegalHold: holders,
  serviceRecords: {
    roles: [...office.roles, 'chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the records office and the council’s officers',
  },
  retentionPreview: office, purges: office, purge: office,
  proposePurge: officer, approvePurge: second, returnPurge: second,
});
