import { describeMachine } from '../../../test/support/machine-cases.js';
import { missingStages, procedureNamed, procedureNames, stepDownEvidence, stepDownNeeds } from '../../../procedures/index.ts';
import { decide } from '../../platform/workflow/decide.js';
import { faultOf } from '../../platform/workflow/replay.js';
import { stateToday } from '../../platform/workflow/state-path.js';
import { type StageContext, type StageEvents, stageMachine } from './stage.machine.js';

const routine: StageContext = { cameFrom: 'routine', leadOfficerId: null, reviewOn: null, urgent: null };
const urgent = { decidedBy: 'director', deciderGrade: 4, confirmBy: '2026-11-24' };
const deciding = {
  decidedBy: 'director', deciderIsAuthorised: true, deciderGrade: 5, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true,
};
const hearing = { openWindows: 0, notHeardReasonGiven: false, unansweredRepresentations: 0 };
const everyStage = { missingStages: [] };
const noEnhanced = { missingStages: ['enhanced'] };
const invocation = {
  ...deciding, ...everyStage, criteriaWithEvidence: 2, recommendationId: 'recommendation', leadOfficerId: 'officer', concernsChairId: 'chair', policePositionGiven: true,
  informingPeopleGiven: true, reviewOn: '2026-12-10', initialMeetingBy: '2026-11-30',
};
const confirming = { confirmedBy: 'chief', confirmerGrade: 5, confirmerIsOtherDirector: false };
const today = '2026-11-30';
const stepDown = {
  ...deciding, ...everyStage, needs: stepDownEvidence, unverifiedMustDoActions: 0, firstHandChecks: 1, openRedRisks: 0, liveFullStops: 0, panelsOnTrack: 2, panelsOnTrackNeeded: 2, openActions: 0,
};
const stated = { ...everyStage, since: '2026-03-02', today, leadOfficerId: 'officer', reviewOn: '2026-12-10', stepsHere: 0 };
const facts: StageEvents = {
  HAND_OVER: { leadOfficerId: 'successor' },
  BRING_IN_AT_ENHANCED: stated,
  BRING_IN_AT_SERIOUS_CONCERNS: stated,
  SCREEN: { ...everyStage, riskBand: 'amber', recommendationId: null },
  START_ENHANCED: { ...deciding, ...hearing, leadOfficerId: 'officer', reviewOn: '2026-12-10' },
  PROPOSE_SERIOUS_CONCERNS: { ...everyStage, criteriaWithEvidence: 1, recommendationId: 'recommendation' },
  INVOKE_SERIOUS_CONCERNS: { ...invocation, ...hearing },
  DECLINE: deciding,
  CONTINUE: { reviewOn: '2027-01-14', latestReviewOn: '2027-01-14', evidenceGiven: true },
  HOLD_INITIAL_MEETING: { heldOn: today, today, findingsOn: '2026-12-21' },
  START_FINDINGS: {},
  MOVE_FINDINGS: { today, findingsOn: '2026-12-23', reasonsGiven: true },
  HOLD_FINDINGS: { heldOn: today, today },
  CONTINUE_ENQUIRIES: { today, findingsOn: '2027-01-11', reasonsGiven: true },
  ARRANGE_ENHANCED: { ...noEnhanced, arrangedOn: today },
  STEP_DOWN_TO_ENHANCED: { ...stepDown, reviewOn: '2027-01-14' },
  STEP_DOWN_TO_ROUTINE: stepDown,
  ESCALATE_URGENTLY: { ...invocation, recommendationId: null, deciderGrade: 4, immediateDanger: true, riskGiven: true, whoWasTriedGiven: true, confirmBy: '2026-11-24' },
  CHASE_URGENT_CONFIRMATION: { on: '2026-11-24' },
  CONFIRM_URGENT_ESCALATION: confirming,
  END_URGENT_ESCALATION: { ...confirming, reasonsGiven: true },
  CLOSE: {
    ...deciding, closingReason: 'contractEnded', openActions: 0, liveRestrictions: 0, liveNotices: 0, openAppeals: 0, liveSafeguardingEnquiries: 0, safeguardingOwnerAccepts: false, checkBy: '2027-02-28',
  },
  RECORD_CLOSING_CHECK: { checkedOn: today, today },
  REOPEN: { ...everyStage, newIntelligence: 1 },
};

const propose = ['seriousConcernsProposed', 'hasSeriousConcernsStage', 'hasCriterionWithEvidence', 'hasMinutedRecommendation'] as const;
const escalate = [
  'seriousConcerns.initialMeetingDue', 'hasSeriousConcernsStage', 'hasImmediateDanger', 'hasSaidWhoWasTried', 'hasCriterionWithEvidence', 'hasAuthorisedDecider', 'hasConfirmationDate',
  'hasLeadOfficer', 'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople', 'hasReviewDate', 'hasReasons',
] as const;
const broughtIn = ['hasNoStepHere', 'hasStatedStart', 'hasLeadOfficer', 'hasReviewDate'] as const;
const close = ['closed', 'hasAuthorisedDecider', 'hasEnded', 'hasNoOpenAction', 'hasNoLiveSanction', 'hasNoOpenAppeal', 'hasSafeguardingOwner', 'hasReasons'] as const;
const remain = (state: string) => [state, 'hasReviewDate', 'isReviewedInTime', 'hasEvidenceToContinue'] as const;
const evidence = ['hasVerifiedMustDoActions', 'hasFirstHandCheck', 'hasNoRedRisk', 'hasNoFullStop', 'hasHeldFindings', 'isOnTrack', 'hasClosedPlan'] as const;
/** Of every sub-state of serious concerns. */
const serious = (name: string) => {
  const state = `seriousConcerns.${name}`;
  return {
    CONTINUE: remain(state),
    HAND_OVER: [state, 'hasLeadOfficer'],
    ARRANGE_ENHANCED: [state, 'hasNoEnhancedStage', 'hasArrangement'],
    CONFIRM_URGENT_ESCALATION: [state, 'isUrgent', 'hasSeniorConfirmer'],
    CHASE_URGENT_CONFIRMATION: [state, 'isUrgent'],
    END_URGENT_ESCALATION: [
      ['routine', 'isFromRoutine', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'], ['enhanced', 'isFromEnhanced', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'],
    ],
    STEP_DOWN_TO_ENHANCED: ['enhanced', 'hasEnhancedStage', 'hasAuthorisedDecider', 'isConfirmed', ...evidence, 'hasReviewDate', 'hasReasons'],
    STEP_DOWN_TO_ROUTINE: ['routine', 'hasNoEnhancedStage', 'hasAuthorisedDecider', 'isConfirmed', ...evidence, 'hasReasons'],
    CLOSE: close,
  } as const;
};
const enquiries = 'seriousConcerns.enquiriesAndImprovement';
const findings = {
  MOVE_FINDINGS: [enquiries, 'hasFindingsDate', 'hasReasons'],
  HOLD_FINDINGS: ['seriousConcerns.decisionOnOutcome', 'hasMeetingHeld'],
} as const;
const stepsDown = ['STEP_DOWN_TO_ENHANCED', 'STEP_DOWN_TO_ROUTINE'];

describeMachine(stageMachine, {
  context: { ...routine, urgent },
  contextFor: (_state, event, to) => ({
    ...(['DECLINE', 'END_URGENT_ESCALATION'].includes(event) && { cameFrom: to as 'routine' | 'enhanced' }),
    ...(stepsDown.includes(event) && { urgent: null, findingsHeldOn: '2026-12-21' }),
    ...(event === 'RECORD_CLOSING_CHECK' && { checkBy: '2027-02-28' }),
  }),
  factsFor: (state, event, to) => ({
    ...(event === 'STEP_DOWN_TO_ROUTINE' && state !== 'enhanced' && noEnhanced),
    ...(event === 'REOPEN' && to === 'routine' && { missingStages: ['seriousConcerns'] }),
  }),
  starts: [routine],
  rests: ['routine', 'closed'],
  facts,
  matrix: {
    routine: {
      BRING_IN_AT_ENHANCED: ['enhanced', 'hasEnhancedStage', ...broughtIn], BRING_IN_AT_SERIOUS_CONCERNS: ['seriousConcerns.initialMeetingDue', 'hasSeriousConcernsStage', ...broughtIn],
      SCREEN: ['enhancedProposed', 'hasEnhancedStage', 'hasRiskEvidence'], PROPOSE_SERIOUS_CONCERNS: propose, ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    enhancedProposed: {
      START_ENHANCED: ['enhanced', 'hasAuthorisedDecider', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasLeadOfficer', 'hasReviewDate', 'hasReasons'],
      DECLINE: ['routine', 'hasAuthorisedDecider', 'hasReasons'],
      PROPOSE_SERIOUS_CONCERNS: propose, ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    enhanced: {
      CONTINUE: remain('enhanced'),
      HAND_OVER: ['enhanced', 'hasLeadOfficer'],
      STEP_DOWN_TO_ROUTINE: ['routine', 'hasAuthorisedDecider', ...evidence, 'hasReasons'],
      PROPOSE_SERIOUS_CONCERNS: propose, ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    seriousConcernsProposed: {
      HAND_OVER: ['seriousConcernsProposed', 'hasLeadOfficer'],
      INVOKE_SERIOUS_CONCERNS: [
        'seriousConcerns.initialMeetingDue', 'hasAuthorisedDecider', 'isIndependentDecider', 'hasCriterionWithEvidence', 'hasMinutedRecommendation', 'hasHeardProvider',
        'hasAnsweredEveryRepresentation', 'hasLeadOfficer', 'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople', 'hasReviewDate', 'hasReasons',
      ],
      DECLINE: [['routine', 'isFromRoutine', 'hasAuthorisedDecider', 'hasReasons'], ['enhanced', 'isFromEnhanced', 'hasAuthorisedDecider', 'hasReasons']],
      ESCALATE_URGENTLY: escalate, CLOSE: close,
    },
    'seriousConcerns.initialMeetingDue': { HOLD_INITIAL_MEETING: [enquiries, 'hasMeetingHeld', 'hasFindingsDate'], ...serious('initialMeetingDue') },
    [enquiries]: { START_FINDINGS: ['seriousConcerns.findingsDue'], ...findings, ...serious('enquiriesAndImprovement') },
    'seriousConcerns.findingsDue': { ...findings, ...serious('findingsDue') },
    'seriousConcerns.decisionOnOutcome': { CONTINUE_ENQUIRIES: [enquiries, 'hasFindingsDate', 'hasReasons'], ...serious('decisionOnOutcome') },
    closed: {
      RECORD_CLOSING_CHECK: ['closed', 'owesClosingCheck', 'hasClosingCheck'],
      REOPEN: [['seriousConcernsProposed', 'hasSeriousConcernsStage', 'hasNewIntelligence'], ['routine', 'hasNoSeriousConcernsStage', 'hasNewIntelligence']],
    },
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
    hasHeldFindings: { context: { findingsHeldOn: undefined } },
    hasNoOpenAction: { facts: { openActions: 1 } },
    hasEnhancedStage: { facts: noEnhanced },
    hasNoEnhancedStage: { facts: everyStage },
    hasSeriousConcernsStage: { facts: { missingStages: ['seriousConcerns'] } },
    hasNoSeriousConcernsStage: { facts: everyStage },
    hasMeetingHeld: [{ facts: { heldOn: null } }, { facts: { heldOn: '2026-12-01' } }],
    hasFindingsDate: [{ facts: { findingsOn: null } }, { facts: { findingsOn: today } }],
    hasArrangement: { facts: { arrangedOn: null } },
    hasClosingCheck: [{ facts: { checkedOn: null } }, { facts: { checkedOn: '2026-12-01' } }],
    owesClosingCheck: { context: { checkBy: undefined } },
    hasSeniorConfirmer: [{ facts: { confirmerGrade: 4 } }, { facts: { confirmerGrade: 4, confirmerIsOtherDirector: true } }, { facts: { confirmedBy: 'director' } }],
    hasVerifiedMustDoActions: { facts: { unverifiedMustDoActions: 1 } },
    hasFirstHandCheck: { facts: { firstHandChecks: 0 } },
    hasNoRedRisk: { facts: { openRedRisks: 1 } },
    hasNoFullStop: { facts: { liveFullStops: 1 } },
    isOnTrack: { facts: { panelsOnTrack: 1 } },
    hasClosedPlan: { facts: { openActions: 1 } },
    hasEnded: { facts: { closingReason: null } },
    hasNoOpenAppeal: { facts: { openAppeals: 1 } },
    hasNoLiveSanction: [{ facts: { liveRestrictions: 1 } }, { facts: { liveNotices: 1 } }, { facts: { openTerminations: 1 } }],
    hasSafeguardingOwner: { facts: { liveSafeguardingEnquiries: 1 } },
    hasNewIntelligence: { facts: { newIntelligence: 0 } },
    hasNoStepHere: { facts: { stepsHere: 1 } },
    hasStatedStart: [{ facts: { since: null } }, { facts: { since: '2026-12-01' } }],
    isFromRoutine: { context: { cameFrom: 'enhanced' } },
    isFromEnhanced: { context: { cameFrom: 'routine' } },
  },
  invariant: ({ state, context }, _last, path, deadlines) => {
    const inSeriousConcerns = state.startsWith('seriousConcerns.');
    const led = state === 'enhanced' || inSeriousConcerns;
    if (led) expect(context).toMatchObject({ leadOfficerId: expect.any(String), reviewOn: expect.any(String) });
    if (context.urgent !== null) expect(inSeriousConcerns).toBe(true);
    // R02: serious concerns are reached by a decision on a proposal, or urgently; or an earlier record placed it there, and says so.
    if (inSeriousConcerns && context.broughtIn !== 'seriousConcerns') expect(path.some((event) => ['INVOKE_SERIOUS_CONCERNS', 'ESCALATE_URGENTLY'].includes(event))).toBe(true);
    if (context.broughtIn !== undefined) expect(path.some((event) => event.startsWith('BRING_IN_'))).toBe(true);
    if (state === 'routine' || state === 'closed') expect(context.broughtIn).toBeUndefined();
    if (!inSeriousConcerns) expect([context.findingsOn, context.findingsHeldOn, context.arrangedOn]).toEqual([undefined, undefined, undefined]);
    if (state === 'routine') expect(context).toMatchObject({ leadOfficerId: null, reviewOn: null, urgent: null });
    // A deadline runs exactly while its state needs it.
    if (led) expect(deadlines.get('stageReview')).toBe(context.reviewOn);
    if (state === 'routine' || state === 'enhancedProposed') expect([...deadlines.keys()]).toEqual([]);
    expect(deadlines.has('urgentConfirmation')).toBe(context.urgent !== null);
    // No initial meeting is called for by what an earlier record says: it was held then, or is recorded now.
    if (context.broughtIn !== 'seriousConcerns') expect(deadlines.has('initialMeeting')).toBe(state === 'seriousConcerns.initialMeetingDue');
    expect(deadlines.has('findingsMeeting')).toBe([enquiries, 'seriousConcerns.findingsDue'].includes(state));
    if (state === 'closed') expect([...deadlines.keys()]).toEqual(context.checkBy === undefined ? [] : ['closingCheck']);
    else expect(deadlines.has('closingCheck')).toBe(false);
  },
});

describe('the way back', () => {
  it('an urgent escalation that is ended goes back to enhanced monitoring, where it was', () => {
    const escalated = decide(stageMachine, { state: 'enhanced', context: { ...routine, cameFrom: 'enhanced' } }, { type: 'ESCALATE_URGENTLY', facts: facts.ESCALATE_URGENTLY });
    if (escalated.kind !== 'moved') throw new Error('It should have moved.');
    expect(escalated.context.urgent).toEqual(urgent);
    expect(escalated.effects).toContainEqual({ type: 'deadline', kind: 'urgentConfirmation', dueOn: '2026-11-24', event: { type: 'CHASE_URGENT_CONFIRMATION', facts: { on: '2026-11-24' } } });
    const ended = decide(stageMachine, { state: escalated.to, context: escalated.context }, { type: 'END_URGENT_ESCALATION', facts: facts.END_URGENT_ESCALATION });
    expect(ended).toMatchObject({ kind: 'moved', to: 'enhanced', context: { urgent: null } });
  });

  it('R03 for the DASS another director of that rank confirms, and nobody else by saying so', () => {
    const at = { state: 'seriousConcerns.findingsDue', context: { ...routine, urgent: { ...urgent, deciderGrade: 5 } } };
    const confirm = (change: object) => decide(stageMachine, at, { type: 'CONFIRM_URGENT_ESCALATION', facts: { ...confirming, ...change } }).kind;
    expect([confirm({}), confirm({ confirmerIsOtherDirector: true }), confirm({ confirmerIsOtherDirector: true, confirmerGrade: 4 })]).toEqual(['refused', 'moved', 'refused']);
  });
});

describe('R02 a case that version 1 stored', () => {
  const { missingStages: _stages, initialMeetingBy: _meeting, ...invocation1 } = { ...invocation, ...hearing };
  const first = { machineVersion: 1, fromState: 'routine' };
  const stored = {
    id: 'stage', machine: 'stage', machineVersion: 1, state: 'seriousConcerns', version: 3, context: { cameFrom: 'routine', leadOfficerId: 'officer', reviewOn: '2026-12-10', urgent: null },
    log: [
      { ...first, seq: 1, fromState: null, event: 'START', facts: { context: routine }, toState: 'routine' },
      { ...first, seq: 2, event: 'PROPOSE_SERIOUS_CONCERNS', facts: { criteriaWithEvidence: 2, recommendationId: 'recommendation' }, toState: 'seriousConcernsProposed' },
      { ...first, seq: 3, fromState: 'seriousConcernsProposed', event: 'INVOKE_SERIOUS_CONCERNS', facts: invocation1, toState: 'seriousConcerns' },
    ],
  };

  it('loads into the first of the four sub-states, and its log rebuilds it', () => {
    expect(stateToday(stageMachine, 1, 'seriousConcerns')).toBe('seriousConcerns.initialMeetingDue');
    expect(faultOf(stored, () => stageMachine)).toBeUndefined();
  });

  it('was stepped down by the rules of its time, and its log rebuilds that too', () => {
    const { needs: _needs, missingStages: _none, openActions: _actions, panelsOnTrack: _panels, panelsOnTrackNeeded: _needed, ...facts1 } = { ...stepDown, reviewOn: '2027-01-14' };
    const down = { ...first, seq: 4, fromState: 'seriousConcerns', event: 'STEP_DOWN_TO_ENHANCED', facts: facts1, toState: 'enhanced' };
    const after = { ...stored, state: 'enhanced', version: 4, context: { ...stored.context, cameFrom: 'enhanced', reviewOn: '2027-01-14' }, log: [...stored.log, down] };
    expect(faultOf(after, () => stageMachine)).toBeUndefined();
  });
});

describe.each(procedureNames)('the stages of the procedure %s', (name) => {
  const procedure = procedureNamed(name);
  const local = { missingStages: missingStages(procedure) };
  const send = (state: string, event: keyof StageEvents, context: Partial<StageContext> = {}) =>
    decide(stageMachine, { state, context: { ...routine, ...context } }, { type: event, facts: { ...facts[event], ...local } } as never);

  it('has a way from routine to serious concerns and back, through enhanced monitoring exactly where that is a stage', () => {
    const hasEnhanced = procedure.enhancedMonitoring === 'stage';
    expect(send('routine', 'PROPOSE_SERIOUS_CONCERNS').kind).toBe('moved');
    expect(send('routine', 'SCREEN').kind).toBe(hasEnhanced ? 'moved' : 'refused');
    const held = { findingsHeldOn: today };
    expect(send('seriousConcerns.decisionOnOutcome', 'STEP_DOWN_TO_ENHANCED', held).kind).toBe(hasEnhanced ? 'moved' : 'refused');
    expect(send('seriousConcerns.decisionOnOutcome', 'STEP_DOWN_TO_ROUTINE', held).kind).toBe(hasEnhanced ? 'refused' : 'moved');
    expect(send('seriousConcerns.findingsDue', 'ARRANGE_ENHANCED').kind).toBe(hasEnhanced ? 'refused' : 'moved');
  });

  it('asks exactly for the evidence it names before a step down', () => {
    const stage = procedure.enhancedMonitoring === 'stage' ? 'enhanced' : 'seriousConcerns';
    const nothing = { ...deciding, needs: stepDownNeeds(procedure, stage), missingStages: local.missingStages };
    const state = stage === 'enhanced' ? stage : 'seriousConcerns.decisionOnOutcome';
    const outcome = decide(stageMachine, { state, context: routine }, { type: 'STEP_DOWN_TO_ROUTINE', facts: nothing as unknown as StageEvents['STEP_DOWN_TO_ROUTINE'] });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(outcome.kind === 'refused' && outcome.unmet.length).toBe(stepDownNeeds(procedure, stage).length);
  });
});
