import { councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { definePolicy } from '../../platform/access/policy.js';

const decider = { roles: ['authorisedOfficer'], who: 'an authorised officer within the delegated limit' } as const;
const alone = { roles: ['authorisedOfficer'], who: 'an authorised officer who may decide alone in an emergency' } as const;
const ranked = { roles: ['authorisedOfficer'], who: 'an authorised officer of the rank that imposed the restriction, or higher' } as const;
const member = { roles: panelCircle, who: 'members of the panel' } as const;

const officer = { roles: councilOfficers, who: 'an officer of the council' } as const;

definePolicy('Decision', {
  telling: member,
  planTelling: officer,
  deferTelling: officer,
  recordTold: officer,
  recordedDecisionForm: officer,
  noteNoFurtherAction: officer,
  referToSafeguarding: officer,
  requireActionPlan: officer,
  assessActionPlan: officer,
  notifyElsewhere: officer,
  offerSupport: officer,
  measurePayments: decider,
  stepIn: decider,
  activateFailurePlan: decider,
  continuePlacing: decider,
  decisionsWaiting: member,
  decisions: member,
  recommendation: member,
  decision: member,
  standingRestriction: member,
  decideEnhancedMonitoring: decider,
  decideSeriousConcerns: decider,
  decideRestriction: decider,
  decideLift: decider,
  decideStageProposal: decider,
  escalateUrgently: alone,
  restrictUrgently: alone,
  urgentRestrictionForm: alone,
  confirmUrgentEscalation: { roles: ['authorisedOfficer'], who: 'an authorised officer senior to the decider' },
  decideNotice: decider,
  decideNoticeChange: decider,
  decideTermination: decider,
  terminateInEmergency: decider,
  confirmTermination: { roles: ['authorisedOfficer'], who: 'an authorised officer senior to the decider' },
  rescindTermination: decider,
  completeTermination: decider,
  decideStepDown: decider,
  closeService: decider,
  declineRecommendation: decider,
  classDecision: decider,
  setRestrictionPublicity: decider,
  extendRestriction: ranked,
  varyRestriction: { roles: ['authorisedOfficer'], who: 'an authorised officer of the rank that would impose it' },
  startPhasedLift: ranked,
  passPhase: ranked,
  relapseRestriction: decider,
  decideAppeal: { roles: ['authorisedOfficer'], who: 'an authorised officer of the rank of whoever decided, or higher, who took no part' },
  confirmRestriction: { roles: ['authorisedOfficer'], who: 'an authorised officer; of an emergency, one senior to the decider' },
});
