import { councilOfficers } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const readers = { roles: [...councilOfficers, 'auditor', 'administrator'], who: 'officers of the council, the administrator and the auditor' } as const;

definePolicy('Import', { imports: readers, importRejects: readers });
