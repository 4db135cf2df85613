import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const members = panelCircle.filter((role) => role !== 'auditor');
const who = 'an officer of the council';
const doers = 'its owner, an officer of the council for them, or the provider whose plan it is part of';

definePolicy('Action', {
  actions: { roles: panelCircle, who: 'members of the panel' },
  action: { roles: panelCircle, who: 'members of the panel' },
  actionForm: { roles: councilOfficers, who },
  createAction: { roles: councilOfficers, who },
  // Its owner, or an officer for them: the service asks which.
  beginAction: { roles: members, who: 'its owner, or an officer of the council for them' },
  reportActionComplete: { roles: [...members, 'provider'], who: doers },
  requestActionExtension: { roles: [...members, 'provider'], who: doers },
  verifyAction: { roles: councilOfficers, who },
  extendAction: { roles: councilOfficers, who },
  supersedeAction: { roles: councilOfficers, who },
  myPlan: { roles: ['provider'], who: 'the provider whose plan it is' },
  myPlanAction: { roles: ['provider'], who: 'the provider whose plan it is' },
});
