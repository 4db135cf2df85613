import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard, type Effect } from '../../platform/workflow/machine.js';
import { type StageContext, type StageEvents, stageRequirements } from './stage.requirements.js';

export type { StageContext, StageEvents } from './stage.requirements.js';

const { setup, requires, requirements } = drawingBoard<StageContext, StageEvents>()(stageRequirements);

const reviewDeadline = setup.emit(({ context }) => ({ type: 'deadline', kind: 'stageReview', dueOn: context.reviewOn }));
const withdrawReview = setup.emit({ type: 'withdrawDeadlines', kinds: ['stageReview'] });
const withdrawMeetings = setup.emit({ type: 'withdrawDeadlines', kinds: ['initialMeeting', 'findingsMeeting'] });
/** What only serious concerns remembers is forgotten once it is left; absent, so that a case of version 1 is rebuilt as it was stored. */
const forgetMeetings = setup.assign({ findingsOn: undefined, findingsHeldOn: undefined, arrangedOn: undefined });
/** What the local procedure calls for of a case that an earlier record places (ADR 0030): no criterion and no recommendation is claimed for it. */
const broughtIn = ['hasNoStepHere', 'hasStatedStart', 'hasLeadOfficer', 'hasReviewDate'] as const;
const bringIn = setup.assign(({ event }) => {
  if (event.type !== 'BRING_IN_AT_ENHANCED' && event.type !== 'BRING_IN_AT_SERIOUS_CONCERNS') return {};
  const { leadOfficerId, reviewOn } = event.facts;
  return { leadOfficerId, reviewOn, broughtIn: event.type === 'BRING_IN_AT_ENHANCED' ? ('enhanced' as const) : ('seriousConcerns' as const) };
});
const propose = {
  guard: requires('hasSeriousConcernsStage', 'hasCriterionWithEvidence', 'hasMinutedRecommendation'),
  target: 'seriousConcernsProposed',
};
const invoke = [
  setup.assign(({ event }) =>
    event.type === 'INVOKE_SERIOUS_CONCERNS' || event.type === 'ESCALATE_URGENTLY'
      ? { leadOfficerId: event.facts.leadOfficerId, reviewOn: event.facts.reviewOn }
      : {}),
  // The initial meeting is held within the procedure's working days (domain.md 1.5).
  setup.emit(({ event }) => ({ type: 'deadline', kind: 'initialMeeting', dueOn: 'initialMeetingBy' in event.facts ? event.facts.initialMeetingBy : null })),
];
const invoked = setup.emit({ type: 'publish', event: 'seriousConcernsInvoked' });
const close = {
  guard: requires('hasAuthorisedDecider', 'hasEnded', 'hasNoOpenAction', 'hasNoLiveSanction', 'hasNoOpenAppeal', 'hasSafeguardingOwner', 'hasReasons'),
  target: 'closed',
  actions: [
    setup.assign(({ event }) => ({ reviewOn: null, leadOfficerId: null, urgent: null, ...(event.type === 'CLOSE' && { checkBy: event.facts.checkBy ?? undefined }) })),
    setup.emit({ type: 'publish', event: 'stageClosed' }),
  ],
};
const handOver = { guard: requires('hasLeadOfficer'), actions: setup.assign(({ event }) => (event.type === 'HAND_OVER' ? { leadOfficerId: event.facts.leadOfficerId } : {})) };
const remain = {
  guard: requires('hasReviewDate', 'isReviewedInTime', 'hasEvidenceToContinue'),
  actions: [setup.assign(({ event }) => (event.type === 'CONTINUE' ? { reviewOn: event.facts.reviewOn } : {})), withdrawReview, reviewDeadline],
};
const escalate = {
  guard: requires(
    'hasSeriousConcernsStage', 'hasImmediateDanger', 'hasSaidWhoWasTried', 'hasCriterionWithEvidence', 'hasAuthorisedDecider', 'hasConfirmationDate', 'hasLeadOfficer',
    'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople', 'hasReviewDate', 'hasReasons',
  ),
  target: 'seriousConcerns',
  actions: [
    ...invoke,
    setup.assign(({ event }) =>
      event.type === 'ESCALATE_URGENTLY' ? { urgent: { decidedBy: event.facts.decidedBy, deciderGrade: event.facts.deciderGrade, confirmBy: event.facts.confirmBy ?? '' } } : {}),
    setup.emit(({ context }) => confirmationDue(context.urgent?.confirmBy ?? null)),
    invoked,
    setup.emit({ type: 'publish', event: 'urgentlyEscalated' }),
  ],
};
const endUrgent = [
  setup.assign({ urgent: null }),
  setup.emit({ type: 'withdrawDeadlines', kinds: ['urgentConfirmation'] }),
  setup.emit({ type: 'publish', event: 'urgentEscalationEnded' }),
];
const proposalDeclined = setup.emit({ type: 'publish', event: 'stageProposalDeclined' });
const setFindings = setup.assign(({ event }) => ('findingsOn' in event.facts ? { findingsOn: event.facts.findingsOn ?? undefined, findingsHeldOn: undefined } : {}));
const findingsHeld = {
  guard: requires('hasMeetingHeld'),
  target: 'decisionOnOutcome',
  actions: setup.assign(({ event }) => ('heldOn' in event.facts ? { findingsHeldOn: event.facts.heldOn ?? undefined } : {})),
};
const moveFindings = { guard: requires('hasFindingsDate', 'hasReasons'), target: 'enquiriesAndImprovement', reenter: true, actions: setFindings };
const evidence = ['hasVerifiedMustDoActions', 'hasFirstHandCheck', 'hasNoRedRisk', 'hasNoFullStop', 'hasHeldFindings', 'isOnTrack', 'hasClosedPlan'] as const;
const steppedDownToRoutine = setup.emit({ type: 'publish', event: 'steppedDownToRoutine' });

function confirmationDue(on: string | null): Effect {
  return { type: 'deadline', kind: 'urgentConfirmation', dueOn: on, event: { type: 'CHASE_URGENT_CONFIRMATION', facts: { on } } };
}

/**
 * Statechart A (domain.md 1.3): how closely one service is watched. Sanctions are separate machines, and need no stage. A
 * local procedure may have any of the stages: no step leads to one it has not.
 */
export const stageMachine = defineMachine({
  name: 'stage',
  version: 5,
  renames: { 2: { seriousConcerns: 'seriousConcerns.initialMeetingDue' } },
  requirements,
  chart: setup.createMachine({
    id: 'stage',
    context: ({ input }) => input,
    initial: 'routine',
    states: {
      routine: {
        entry: [withdrawReview, withdrawMeetings, forgetMeetings, setup.assign({ cameFrom: 'routine', reviewOn: null, leadOfficerId: null, checkBy: undefined, broughtIn: undefined })],
        on: {
          SCREEN: { guard: requires('hasEnhancedStage', 'hasRiskEvidence'), target: 'enhancedProposed' },
          BRING_IN_AT_ENHANCED: { guard: requires('hasEnhancedStage', ...broughtIn), target: 'enhanced', actions: bringIn },
          BRING_IN_AT_SERIOUS_CONCERNS: { guard: requires('hasSeriousConcernsStage', ...broughtIn), target: 'seriousConcerns', actions: bringIn },
          PROPOSE_SERIOUS_CONCERNS: propose,
          ESCALATE_URGENTLY: escalate,
          CLOSE: close,
        },
      },
      enhancedProposed: {
        on: {
          START_ENHANCED: {
            guard: requires('hasAuthorisedDecider', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasLeadOfficer', 'hasReviewDate', 'hasReasons'),
            target: 'enhanced',
            actions: [
              assign(({ event }) => ({ leadOfficerId: event.facts.leadOfficerId, reviewOn: event.facts.reviewOn })),
              emit({ type: 'publish', event: 'enhancedMonitoringStarted' }),
            ],
          },
          DECLINE: { guard: requires('hasAuthorisedDecider', 'hasReasons'), target: 'routine', actions: proposalDeclined },
          PROPOSE_SERIOUS_CONCERNS: propose,
          ESCALATE_URGENTLY: escalate,
          CLOSE: close,
        },
      },
      enhanced: {
        entry: [setup.assign({ cameFrom: 'enhanced' }), forgetMeetings, withdrawMeetings, withdrawReview, reviewDeadline],
        on: {
          CONTINUE: remain,
          HAND_OVER: handOver,
          STEP_DOWN_TO_ROUTINE: { guard: requires('hasAuthorisedDecider', ...evidence, 'hasReasons'), target: 'routine', actions: steppedDownToRoutine },
          PROPOSE_SERIOUS_CONCERNS: propose,
          ESCALATE_URGENTLY: escalate,
          CLOSE: close,
        },
      },
      seriousConcernsProposed: {
        on: {
          HAND_OVER: handOver,
          INVOKE_SERIOUS_CONCERNS: {
            guard: requires(
              'hasAuthorisedDecider', 'isIndependentDecider', 'hasCriterionWithEvidence', 'hasMinutedRecommendation', 'hasHeardProvider',
              'hasAnsweredEveryRepresentation', 'hasLeadOfficer', 'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople',
              'hasReviewDate', 'hasReasons',
            ),
            target: 'seriousConcerns',
            actions: [...invoke, setup.assign({ broughtIn: undefined }), invoked],
          },
          DECLINE: [
            { guard: requires('isFromRoutine', 'hasAuthorisedDecider', 'hasReasons'), target: 'routine', actions: proposalDeclined },
            { guard: requires('isFromEnhanced', 'hasAuthorisedDecider', 'hasReasons'), target: 'enhanced', actions: proposalDeclined },
          ],
          ESCALATE_URGENTLY: escalate,
          CLOSE: close,
        },
      },
      // Meetings of domain.md 1.4: an initial one, enquiries and improvement, a findings meeting, and what is decided on it.
      seriousConcerns: {
        entry: [withdrawReview, reviewDeadline],
        initial: 'initialMeetingDue',
        states: {
          initialMeetingDue: {
            on: {
              HOLD_INITIAL_MEETING: {
                guard: requires('hasMeetingHeld', 'hasFindingsDate'),
                target: 'enquiriesAndImprovement',
                actions: [setup.emit({ type: 'withdrawDeadlines', kinds: ['initialMeeting'] }), setFindings],
              },
            },
          },
          enquiriesAndImprovement: {
            entry: [
              setup.emit({ type: 'withdrawDeadlines', kinds: ['findingsMeeting'] }),
              setup.emit(({ context }) => ({ type: 'deadline', kind: 'findingsMeeting', dueOn: context.findingsOn ?? null, at: 'startOfDay', event: { type: 'START_FINDINGS', facts: {} } })),
            ],
            on: { START_FINDINGS: { guard: requires(), target: 'findingsDue' }, MOVE_FINDINGS: moveFindings, HOLD_FINDINGS: findingsHeld },
          },
          // Until it is held its deadline runs, and shows as late once its day is over.
          findingsDue: {
            entry: [
              setup.emit({ type: 'withdrawDeadlines', kinds: ['findingsMeeting'] }),
              setup.emit(({ context }) => ({ type: 'deadline', kind: 'findingsMeeting', dueOn: context.findingsOn ?? null })),
            ],
            on: { MOVE_FINDINGS: moveFindings, HOLD_FINDINGS: findingsHeld },
          },
          decisionOnOutcome: {
            entry: setup.emit({ type: 'withdrawDeadlines', kinds: ['findingsMeeting'] }),
            on: { CONTINUE_ENQUIRIES: { guard: requires('hasFindingsDate', 'hasReasons'), target: 'enquiriesAndImprovement', actions: setFindings } },
          },
        },
        on: {
          CONTINUE: remain,
          HAND_OVER: handOver,
          ARRANGE_ENHANCED: {
            guard: requires('hasNoEnhancedStage', 'hasArrangement'),
            actions: assign(({ event }) => ({ arrangedOn: event.facts.arrangedOn ?? undefined })),
          },
          CONFIRM_URGENT_ESCALATION: {
            guard: requires('isUrgent', 'hasSeniorConfirmer'),
            actions: [
              assign({ urgent: null }),
              emit({ type: 'withdrawDeadlines', kinds: ['urgentConfirmation'] }),
              emit({ type: 'publish', event: 'urgentEscalationConfirmed' }),
            ],
          },
          CHASE_URGENT_CONFIRMATION: {
            guard: requires('isUrgent'),
            actions: [
              emit({ type: 'publish', event: 'urgentConfirmationOverdue' }),
              setup.emit(({ event }) => confirmationDue('on' in event.facts ? Temporal.PlainDate.from(event.facts.on).add({ days: 1 }).toString() : null)),
            ],
          },
          END_URGENT_ESCALATION: [
            { guard: requires('isFromRoutine', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'), target: 'routine', actions: endUrgent },
            { guard: requires('isFromEnhanced', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'), target: 'enhanced', actions: endUrgent },
          ],
          STEP_DOWN_TO_ENHANCED: {
            guard: requires('hasEnhancedStage', 'hasAuthorisedDecider', 'isConfirmed', ...evidence, 'hasReviewDate', 'hasReasons'),
            target: 'enhanced',
            actions: [assign(({ event }) => ({ reviewOn: event.facts.reviewOn, broughtIn: undefined })), emit({ type: 'publish', event: 'steppedDownToEnhanced' })],
          },
          STEP_DOWN_TO_ROUTINE: {
            guard: requires('hasNoEnhancedStage', 'hasAuthorisedDecider', 'isConfirmed', ...evidence, 'hasReasons'),
            target: 'routine',
            actions: steppedDownToRoutine,
          },
          CLOSE: close,
        },
      },
      closed: {
        entry: [
          setup.assign({ cameFrom: 'routine', broughtIn: undefined }), forgetMeetings, setup.emit({ type: 'withdrawDeadlines' }),
          setup.emit(({ context }) => ({ type: 'deadline', kind: 'closingCheck', dueOn: context.checkBy ?? null })),
        ],
        on: {
          RECORD_CLOSING_CHECK: {
            guard: requires('owesClosingCheck', 'hasClosingCheck'),
            actions: [assign({ checkBy: undefined }), emit({ type: 'withdrawDeadlines', kinds: ['closingCheck'] })],
          },
          REOPEN: [
            { guard: requires('hasSeriousConcernsStage', 'hasNewIntelligence'), target: 'seriousConcernsProposed', actions: reopened() },
            { guard: requires('hasNoSeriousConcernsStage', 'hasNewIntelligence'), target: 'routine', actions: reopened() },
          ],
        },
      },
    },
  }),
});

function reopened() {
  return [setup.assign({ checkBy: undefined }), setup.emit({ type: 'withdrawDeadlines', kinds: ['closingCheck'] }), setup.emit({ type: 'publish', event: 'stageReopened' })];
}
