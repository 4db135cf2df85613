import { panelCircle, placingDesk } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

// Its id is a meeting's.
definePolicy('Meeting', { meetingRecord: { roles: panelCircle, who: 'members of the panel' } });

definePolicy('Dossier', {
  services: { roles: panelCircle, who: 'members of the panel' },
  restrictionList: { roles: panelCircle, who: 'members of the panel' },
  deadlines: { roles: panelCircle, who: 'members of the panel' },
  caseStanding: { roles: [...panelCircle, 'recordsOfficer'], who: 'members of the panel and the records officer' },
  chronology: { roles: panelCircle, who: 'members of the panel' },
  home: { roles: [...panelCircle, 'boardReader', 'provider', ...placingDesk, 'contributor', 'placingCouncil', 'recordsOfficer', 'administrator'], who: 'anybody who has signed in' },
  search: { roles: panelCircle, who: 'members of the panel' },
  service: { roles: panelCircle, who: 'members of the panel' },
});
