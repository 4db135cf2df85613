import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

definePolicy('RiskAssessment', {
  riskAssessments: { roles: panelCircle, who: 'members of the panel' },
  recordRiskAssessment: { roles: councilOfficers, who: 'an officer of the council' },
});
