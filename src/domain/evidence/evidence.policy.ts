import { councilOfficers, panelCircle, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const readers: readonly Role[] = [...panelCircle, 'contributor', 'provider'];
/** Whether they may add to this kind of record, its folder says (`EvidenceRecords`). */
const adders = readers.filter((role) => role !== 'auditor');
const officer = { roles: councilOfficers, who: 'an officer of the council who did not send the file' } as const;

definePolicy('Evidence', {
  evidence: { roles: readers, who: 'members of the panel, and providers and contributors their own' },
  evidenceFile: { roles: readers, who: 'members of the panel, and providers and contributors their own' },
  evidenceWaiting: { roles: [...councilOfficers, 'auditor'], who: 'an officer of the council or the auditor' },
  downloadEvidence: { roles: readers, who: 'members of the panel, and providers and contributors their own', route: 'GET /evidence/files/:id' },
  uploadEvidence: { roles: adders, who: 'members of the panel, and providers and contributors on their own', route: 'POST /evidence/:kind/:id' },
  releaseEvidence: officer,
  refuseEvidence: officer,
  withdrawEvidence: { roles: adders, who: 'whoever sent the file, or an officer of the council' },
});
