import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const recorder = { roles: ['coordinator', 'qaOfficer'], who: 'the panel’s coordinator or a QA officer' } as const;

definePolicy('Appeal', {
  appeal: { roles: panelCircle, who: 'members of the panel' },
  appealForm: { roles: ['provider', 'coordinator', 'qaOfficer'], who: 'the provider the decision is about, the panel’s coordinator or a QA officer' },
  myAppeals: { roles: ['provider'], who: 'the provider it is about' },
  lodgeAppeal: { roles: ['provider'], who: 'the provider the decision is about' },
  recordAppeal: recorder,
  giveAppealGrounds: { roles: ['provider', 'coordinator', 'qaOfficer'], who: 'the provider whose appeal it is, the panel’s coordinator or a QA officer' },
  withdrawAppeal: recorder,
});
