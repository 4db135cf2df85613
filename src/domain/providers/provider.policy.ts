import { definePolicy } from '../../platform/access/policy.js';

export const providerPolicy = definePolicy('Provider', {
  addService: { roles: ['coordinator', 'qaOfficer'], who: 'a QA officer or the panel’s coordinator' },
});
