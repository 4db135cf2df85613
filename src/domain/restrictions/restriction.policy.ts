import { councilOfficers, panelCircle, placingDesk, type Role } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const recorder = { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' } as const;
const officer = { roles: ['coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the coordinator, a QA officer or an authorised officer' } as const;

const placers = 'brokerage, hospital discharge and out of hours';
const alerted: readonly Role[] = [...placingDesk, 'partner', 'cqcObserver', 'safeguardingLead'];

definePolicy('Restriction', {
  alertsToAcknowledge: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  restrictionPlacing: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  acknowledgeAlert: { roles: alerted, who: `${placers}, partners, CQC and the safeguarding lead` },
  askForException: { roles: placingDesk, who: placers },
  decideException: { roles: ['authorisedOfficer'], who: 'an authorised officer' },
  recordPlacementAgainst: { roles: [...placingDesk, ...councilOfficers], who: `${placers}, or an officer of the council` },
  recordRefusal: { roles: ['brokerage', 'hospitalDischarge'], who: 'brokerage and hospital discharge' },
  placingRefusals: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  placingAnswer: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  placingSearch: { roles: [...panelCircle, ...placingDesk], who: 'brokerage, hospital discharge, out of hours and members of the panel' },
  peopleList: { roles: panelCircle, who: 'members of the panel' },
  listPerson: { roles: councilOfficers, who: 'an officer of the council' },
  recordPersonReview: { roles: councilOfficers, who: 'an officer of the council' },
  recordFunderRequest: { roles: councilOfficers, who: 'an officer of the council' },
  recordFunderAnswer: { roles: councilOfficers, who: 'an officer of the council' },
  onCallSheet: { roles: [...placingDesk, ...councilOfficers, 'auditor'], who: 'brokerage, hospital discharge, out of hours and officers of the council' },
  recordImposedRestriction: recorder,
  imposedRestrictionForm: recorder,
  reviewImposedRestriction: officer,
  endImposedRestriction: officer,
  recordDisclosure: officer,
  supersedeRestriction: { roles: ['authorisedOfficer'], who: 'an authorised officer' },
});
