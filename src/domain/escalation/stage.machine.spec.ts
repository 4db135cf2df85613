import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type StageContext, type StageEvents, stageMachine } from './stage.machine.js';

const routine: StageContext = { cameFrom: 'routine', leadOfficerId: null, reviewOn: null, urgent: null };
const urgent = { decidedBy: 'director', deciderGrade: 4, confirmBy: '2026-11-24' };
const deciding = {
  decidedBy: 'director', deciderIsAuthorised: true, deciderGrade: 5, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true,
};
const hearing = { openWindows: 0, notHeardReasonGiven: false, unansweredRepresentations: 0 };
const invocation = {
  ...deciding, criteriaWithEvidence: 2, recommendationId: 'recommendation', leadOfficerId: 'officer', concernsChairId: 'chair', policePositionGiven: true,
  informingPeopleGiven: true, reviewOn: '2026-12-10',
};
const confirming = { confirmedBy: 'chief', confirmerGrade: 5, confirmerIsOtherDirector: false };
const facts: StageEvents = {
  HAND_OVER: { leadOfficerId: 'successor' },
  SCREEN: { riskBand: 'amber', recommendationId: null },
  START_ENHANCED: { ...deciding, ...hearing, leadOfficerId: 'officer', reviewOn: '2026-12-10' },
  PROPOSE_SERIOUS_CONCERNS: { criteriaWithEvidence: 1, recommendationId: 'recommendation' },
  INVOKE_SERIOUS_CONCERNS: { ...invocation, ...hearing },
  DECLINE: deciding,
  CONTINUE: { reviewOn: '2027-01-14', latestReviewOn: '2027-01-14', evidenceGiven: true },
  STEP_DOWN_TO_ENHANCED: { ...deciding, unverifiedMustDoActions: 0, firstHandChecks: 1, openRedRisks: 0, liveFullStops: 0, reviewOn: '2027-01-14' },
  STEP_DOWN_TO_ROUTINE: { ...deciding, panelsOnTrack: 2, panelsOnTrackNeeded: 2, openActions: 0 },
  ESCALATE_URGENTLY: { ...invocation, recommendationId: null, deciderGrade: 4, immediateDanger: true, riskGiven: true, whoWasTriedGiven: true, confirmBy: '2026-11-24' },
  CONFIRM_URGENT_ESCALATION: confirming,
  END_URGENT_ESCALATION: { ...confirming, reasonsGiven: true },
  CLOSE: { closingReason: 'contractEnded', openActions: 0, liveRestrictions: 0, liveNotices: 0, liveSafeguardingEnquiries: 0, safeguardingOwnerAccepts: false },
  REOPEN: { newIntelligence: 1 },
};

const propose = ['seriousConcernsProposed', 'hasCriterionWithEvidence', 'hasMinutedRecommendation'] as const;
const escalate = [
  'seriousConcerns', 'hasImmediateDanger', 'hasSaidWhoWasTried', 'hasCriterionWithEvidence', 'hasAuthorisedDecider', 'hasConfirmationDate', 'hasLeadOfficer',
  'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople', 'hasReviewDate', 'hasReasons',
] as const;
const close = ['closed', 'hasEnded', 'hasClosedPlan', 'hasNoLiveSanction', 'hasSafeguardingOwner'] as const;
const remain = (state: string) => [state, 'hasReviewDate', 'isReviewedInTime', 'hasEvidenceToContinue'] as const;

describeMachine(stageMachine, {
  context: { ...routine, urgent },
  contextFor: (_state, event, to) => ({
    ...(['DECLINE', 'END_URGENT_ESCALATION'].includes(event) && { cameFrom: to as 'routine' | 'enhanced' }),
    ...(event === 'STEP_DOWN_TO_ENHANCED' && { urgent: null }),
  }),
  starts: [routine],
  facts,
  matrix: {
    routine: { SCREEN: ['enhancedProposed', 'hasRiskEvidence'], PROPOSE_SERIOUS_CONCERNS: propose, ESCALATE_URGENTLY: escalate, CLOSE: close },
    enhancedProposed: {
      START_ENHANCED: ['enhanced', 'hasAuthorisedDecider', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasLeadOfficer', 'hasReviewDate', 'hasReasons'],
      DECLINE: ['routine', 'hasAuthorisedDecider', 'hasReasons'],
      PROPOSE_SERIOUS_CONCERNS: propose, ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    enhanced: {
      CONTINUE: remain('enhanced'),
      HAND_OVER: ['enhanced', 'hasLeadOfficer'],
      STEP_DOWN_TO_ROUTINE: ['routine', 'hasAuthorisedDecider', 'isOnTrack', 'hasClosedPlan', 'hasReasons'],
      PROPOSE_SERIOUS_CONCERNS: propose, ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    seriousConcernsProposed: {
      HAND_OVER: ['seriousConcernsProposed', 'hasLeadOfficer'],
      INVOKE_SERIOUS_CONCERNS: [
        'seriousConcerns', 'hasAuthorisedDecider', 'isIndependentDecider', 'hasCriterionWithEvidence', 'hasMinutedRecommendation', 'hasHeardProvider',
        'hasAnsweredEveryRepresentation', 'hasLeadOfficer', 'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople', 'hasReviewDate', 'hasReasons',
      ],
      DECLINE: [['routine', 'isFromRoutine', 'hasAuthorisedDecider', 'hasReasons'], ['enhanced', 'isFromEnhanced', 'hasAuthorisedDecider', 'hasReasons']],
      ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    seriousConcerns: {
      CONTINUE: remain('seriousConcerns'),
      HAND_OVER: ['seriousConcerns', 'hasLeadOfficer'],
      CONFIRM_URGENT_ESCALATION: ['seriousConcerns', 'isUrgent', 'hasSeniorConfirmer'],
      END_URGENT_ESCALATION: [
        ['routine', 'isFromRoutine', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'], ['enhanced', 'isFromEnhanced', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'],
      ],
      STEP_DOWN_TO_ENHANCED: [
        'enhanced', 'hasAuthorisedDecider', 'isConfirmed', 'hasVerifiedMustDoActions', 'hasFirstHandCheck', 'hasNoRedRisk', 'hasNoFullStop', 'hasReviewDate', 'hasReasons',
      ],
      CLOSE: close,
    },
    closed: { REOPEN: ['seriousConcernsProposed', 'hasNewIntelligence'] },
  },
  broken: {
    hasAuthorisedDecider: [{ facts: { decidedBy: null } }, { facts: { deciderIsAuthorised: false } }],
    isIndependentDecider: { facts: { deciderChairedOrSigned: true } },
    hasReasons: { facts: { reasonsGiven: false } },
    hasHeardProvider: { facts: { openWindows: 1 } },
    hasAnsweredEveryRepresentation: { facts: { unansweredRepresentations: 1 } },
    hasRiskEvidence: [{ facts: { riskBand: 'green' } }, { facts: { riskBand: null } }],
    hasLeadOfficer: { facts: { leadOfficerId: null } },
    hasConcernsChair: { facts: { concernsChairId: null } },
    hasReviewDate: { facts: { reviewOn: null } },
    isReviewedInTime: [{ facts: { reviewOn: '2027-01-15' } }, { facts: { reviewOn: null } }],
    hasEvidenceToContinue: { facts: { evidenceGiven: false } },
    hasCriterionWithEvidence: { facts: { criteriaWithEvidence: 0 } },
    hasMinutedRecommendation: { facts: { recommendationId: null } },
    hasPolicePosition: { facts: { policePositionGiven: false } },
    hasDecisionOnInformingPeople: { facts: { informingPeopleGiven: false } },
    hasImmediateDanger: [{ facts: { immediateDanger: false } }, { facts: { riskGiven: false } }],
    hasSaidWhoWasTried: { facts: { whoWasTriedGiven: false } },
    hasConfirmationDate: { facts: { confirmBy: null } },
    isUrgent: { context: { urgent: null } },
    isConfirmed: { context: { urgent } },
    hasSeniorConfirmer: [{ facts: { confirmerGrade: 4 } }, { facts: { confirmerGrade: 4, confirmerIsOtherDirector: true } }, { facts: { confirmedBy: 'director' } }],
    hasVerifiedMustDoActions: { facts: { unverifiedMustDoActions: 1 } },
    hasFirstHandCheck: { facts: { firstHandChecks: 0 } },
    hasNoRedRisk: { facts: { openRedRisks: 1 } },
    hasNoFullStop: { facts: { liveFullStops: 1 } },
    isOnTrack: { facts: { panelsOnTrack: 1 } },
    hasClosedPlan: { facts: { openActions: 1 } },
    hasEnded: { facts: { closingReason: null } },
    hasNoLiveSanction: [{ facts: { liveRestrictions: 1 } }, { facts: { liveNotices: 1 } }],
    hasSafeguardingOwner: { facts: { liveSafeguardingEnquiries: 1 } },
    hasNewIntelligence: { facts: { newIntelligence: 0 } },
    isFromRoutine: { context: { cameFrom: 'enhanced' } },
    isFromEnhanced: { context: { cameFrom: 'routine' } },
  },
  invariant: ({ state, context }, _last, path) => {
    const led = ['enhanced', 'seriousConcerns'].includes(state);
    if (led) expect(context).toMatchObject({ leadOfficerId: expect.any(String), reviewOn: expect.any(String) });
    if (context.urgent !== null) expect(state).toBe('seriousConcerns');
    // R02: serious concerns are reached by a decision on a proposal, or urgently.
    if (state === 'seriousConcerns') expect(path.some((event) => ['INVOKE_SERIOUS_CONCERNS', 'ESCALATE_URGENTLY'].includes(event))).toBe(true);
    if (state === 'routine') expect(context).toMatchObject({ leadOfficerId: null, reviewOn: null, urgent: null });
  },
});

describe('the way back', () => {
  it('an urgent escalation that is ended goes back to enhanced monitoring, where it was', () => {
    const escalated = decide(stageMachine, { state: 'enhanced', context: { ...routine, cameFrom: 'enhanced' } }, { type: 'ESCALATE_URGENTLY', facts: facts.ESCALATE_URGENTLY });
    if (escalated.kind !== 'moved') throw new Error('It should have moved.');
    expect(escalated.context.urgent).toEqual(urgent);
    expect(escalated.effects).toContainEqual({ type: 'deadline', kind: 'urgentConfirmation', dueOn: '2026-11-24' });
    const ended = decide(stageMachine, { state: escalated.to, context: escalated.context }, { type: 'END_URGENT_ESCALATION', facts: facts.END_URGENT_ESCALATION });
    expect(ended).toMatchObject({ kind: 'moved', to: 'enhanced', context: { urgent: null } });
  });

  it('R03 for the DASS another director of that rank confirms, and nobody else by saying so', () => {
    const at = { state: 'seriousConcerns', context: { ...routine, urgent: { ...urgent, deciderGrade: 5 } } };
    const confirm = (change: object) => decide(stageMachine, at, { type: 'CONFIRM_URGENT_ESCALATION', facts: { ...confirming, ...change } }).kind;
    expect([confirm({}), confirm({ confirmerIsOtherDirector: true }), confirm({ confirmerIsOtherDirector: true, confirmerGrade: 4 })]).toEqual(['refused', 'moved', 'refused']);
  });
});
