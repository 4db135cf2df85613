import { definePolicy } from '../../platform/access/policy.js';

const adders = { roles: ['coordinator', 'qaOfficer'], who: 'a QA officer or the panel’s coordinator' } as const;

definePolicy('Provider', {
  mayAddService: adders,
  addService: adders,
});
