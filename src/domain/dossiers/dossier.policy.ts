import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

export const dossierPolicy = definePolicy('Dossier', {
  services: { roles: panelCircle, who: 'members of the panel' },
  chronology: { roles: panelCircle, who: 'members of the panel' },
  service: { roles: panelCircle, who: 'members of the panel' },
});
