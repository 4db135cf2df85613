import { personRoles } from '../access/actor.js';
import { definePolicy } from '../access/policy.js';

definePolicy('Draft', { keepDraft: { roles: personRoles, who: 'anybody who is signed in', route: 'POST /drafts' } });
