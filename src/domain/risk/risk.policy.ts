import { panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

definePolicy('RiskAssessment', {
  riskAssessments: { roles: panelCircle, who: 'members of the panel' },
  recordRiskAssessment: { roles: ['qaOfficer', 'safeguardingLead', 'coordinator', 'chair'], who: 'a QA officer, the safeguarding lead, the panel’s coordinator or its chair' },
});
