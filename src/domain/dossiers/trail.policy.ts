import { personRoles } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

// Row-level policies (`sees_trail_of` in migrations) say the same of the rows: an administrator sees what is about access, and
// chair and safeguarding lead what is about care (ADR 0015).
definePolicy('Trail', {
  recordAccess: { roles: ['auditor', 'safeguardingLead', 'chair'], who: 'the auditor, the safeguarding lead or the panel’s chair' },
  personTrail: { roles: ['auditor', 'administrator'], who: 'the auditor or an administrator' },
  trailPeople: { roles: ['auditor', 'administrator'], who: 'the auditor or an administrator' },
  myAccess: { roles: personRoles, who: 'anybody who has signed in' },
});
