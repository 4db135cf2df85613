import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const member = { roles: panelCircle, who: 'members of the panel' } as const;
const recorder = { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' } as const;
const officer = { roles: councilOfficers, who: 'an officer of the council' } as const;

definePolicy('Termination', {
  terminations: member,
  termination: member,
  terminationForm: recorder,
  proposeTermination: recorder,
  editTermination: recorder,
  withdrawTermination: { roles: ['coordinator', 'qaOfficer', 'authorisedOfficer'], who: 'the coordinator, a QA officer or an authorised officer' },
  planExit: officer,
  listExitPerson: officer,
  settleExitPerson: officer,
  recordTerminationEffect: officer,
  recordExitHandover: officer,
});
