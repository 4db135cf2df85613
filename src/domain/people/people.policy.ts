import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

definePolicy('Membership', {
  viewer: { roles: [...panelCircle, 'boardReader', 'provider', 'brokerage', 'contributor', 'administrator', 'system'], who: 'anybody who has signed in' },
  members: { roles: [...panelCircle, 'administrator'], who: 'members of the panel' },
});
