import { councilOfficers } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

definePolicy('Sharing', {
  sharing: { roles: [...councilOfficers, 'auditor'], who: 'an officer of the council or the auditor' },
  sharedWithUs: { roles: ['placingCouncil'], who: 'a host or placing council' },
  sharedService: { roles: ['placingCouncil'], who: 'a host or placing council, for what is shared with it' },
  sharedRecord: { roles: ['placingCouncil'], who: 'a host or placing council, for what is shared with it' },
});
