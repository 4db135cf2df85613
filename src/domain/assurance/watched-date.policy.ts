import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const member = { roles: panelCircle, who: 'members of the panel' } as const;
const officer = { roles: councilOfficers, who: 'an officer of the council' } as const;

definePolicy('WatchedDate', {
  watchedDate: member,
  watchedDateForm: officer,
  startWatchedDate: officer,
  finishWatchedDate: officer,
  withdrawWatchedDate: officer,
});
