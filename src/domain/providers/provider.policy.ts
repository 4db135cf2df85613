import { definePolicy } from '../../platform/access/policy.js';

definePolicy('Provider', {
  addService: { roles: ['coordinator', 'qaOfficer'], who: 'a QA officer or the panel’s coordinator' },
});
