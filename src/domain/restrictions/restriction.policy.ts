import { panelCircle, placingDesk } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const recorder = { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' } as const;
const officer = { roles: ['coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the coordinator, a QA officer or an authorised officer' } as const;

definePolicy('Restriction', {
  placingAnswer: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  placingSearch: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  recordImposedRestriction: recorder,
  imposedRestrictionForm: recorder,
  reviewImposedRestriction: officer,
  endImposedRestriction: officer,
  recordDisclosure: officer,
  supersedeRestriction: { roles: ['authorisedOfficer'], who: 'an authorised officer' },
});
