import { personRoles } from '../access/actor.js';
import { definePolicy } from '../access/policy.js';

definePolicy('Document', { documentFile: { roles: personRoles, who: 'whoever the document was made for, each their own', route: 'GET /documents/:id' } });
