import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

definePolicy('Restriction', {
  placingAnswer: { roles: [...panelCircle, 'brokerage'], who: 'brokerage and members of the panel' },
  placingSearch: { roles: [...panelCircle, 'brokerage'], who: 'brokerage and members of the panel' },
  recordImposedRestriction: { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' },
});
