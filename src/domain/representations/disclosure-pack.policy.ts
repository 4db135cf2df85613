import { panelCircle, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const readers: readonly Role[] = [...panelCircle, 'provider'];
const preparer = { roles: ['chair', 'coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the chair, the coordinator, a QA officer or an authorised officer' } as const;

definePolicy('DisclosurePack', {
  disclosurePack: { roles: readers, who: 'members of the panel, and the provider it is given to' },
  downloadDisclosed: { roles: readers, who: 'members of the panel, and the provider it is given to', route: 'GET /disclosures/files/:id' },
  disclosureForm: preparer,
  prepareDisclosure: preparer,
  addToDisclosure: preparer,
  takeFromDisclosure: preparer,
  serveDisclosure: preparer,
  dropDisclosure: preparer,
});
