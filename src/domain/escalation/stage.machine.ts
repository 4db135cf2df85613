import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import { type StageContext, type StageEvents, stageRequirements } from './stage.requirements.js';

export type { StageContext, StageEvents } from './stage.requirements.js';

const { setup, requires, requirements } = drawingBoard<StageContext, StageEvents>()(stageRequirements);

const reviewDeadline = setup.emit(({ context }) => ({ type: 'deadline', kind: 'stageReview', dueOn: context.reviewOn }));
const withdrawReview = setup.emit({ type: 'withdrawDeadlines', kinds: ['stageReview'] });
const proposal = requires('hasCriterionWithEvidence', 'hasMinutedRecommendation');
const invoke = setup.assign(({ event }) =>
  event.type === 'INVOKE_SERIOUS_CONCERNS' || event.type === 'ESCALATE_URGENTLY'
    ? { leadOfficerId: event.facts.leadOfficerId, reviewOn: event.facts.reviewOn }
    : {});
const invoked = setup.emit({ type: 'publish', event: 'seriousConcernsInvoked' });
const close = {
  guard: requires('hasEnded', 'hasClosedPlan', 'hasNoLiveSanction', 'hasSafeguardingOwner'),
  target: 'closed',
  actions: [setup.assign({ reviewOn: null, leadOfficerId: null, urgent: null }), setup.emit({ type: 'publish', event: 'stageClosed' })],
};
const handOver = { guard: requires('hasLeadOfficer'), actions: setup.assign(({ event }) => (event.type === 'HAND_OVER' ? { leadOfficerId: event.facts.leadOfficerId } : {})) };
const remain = {
  guard: requires('hasReviewDate', 'isReviewedInTime', 'hasEvidenceToContinue'),
  reenter: true,
  actions: setup.assign(({ event }) => (event.type === 'CONTINUE' ? { reviewOn: event.facts.reviewOn } : {})),
};
const escalate = {
  guard: requires(
    'hasImmediateDanger', 'hasSaidWhoWasTried', 'hasCriterionWithEvidence', 'hasAuthorisedDecider', 'hasConfirmationDate', 'hasLeadOfficer',
    'hasConcernsChair', 'hasPolicePosition', 'hasDecisionOnInformingPeople', 'hasReviewDate', 'hasReasons',
  ),
  target: 'seriousConcerns',
  actions: [
    invoke,
    setup.assign(({ event }) =>
      event.type === 'ESCALATE_URGENTLY' ? { urgent: { decidedBy: event.facts.decidedBy, deciderGrade: event.facts.deciderGrade, confirmBy: event.facts.confirmBy ?? '' } } : {}),
    setup.emit(({ context }) => ({ type: 'deadline', kind: 'urgentConfirmation', dueOn: context.urgent?.confirmBy ?? null })),
    invoked,
  ],
};

/**
 * Statechart A (domain.md 1.3): how closely one service is watched. Sanctions are separate machines. The sub-states of
 * serious concerns come as nested states; until then it is one state, and its stored name is renamed with its version. From version 2 it
 * goes to another lead officer.
 */
export const stageMachine = defineMachine({
  name: 'stage',
  version: 2,
  requirements,
  chart: setup.createMachine({
    id: 'stage',
    context: ({ input }) => input,
    initial: 'routine',
    states: {
      routine: {
        entry: [withdrawReview, setup.assign({ cameFrom: 'routine', reviewOn: null, leadOfficerId: null })],
        on: {
          SCREEN: { guard: requires('hasRiskEvidence'), target: 'enhancedProposed' },
          PROPOSE_SERIOUS_CONCERNS: { guard: proposal, target: 'seriousConcernsProposed' },
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
          DECLINE: { guard: requires('hasAuthorisedDecider', 'hasReasons'), target: 'routine' },
          PROPOSE_SERIOUS_CONCERNS: { guard: proposal, target: 'seriousConcernsProposed' },
          ESCALATE_URGENTLY: escalate,
          CLOSE: close,
        },
      },
      enhanced: {
        entry: [setup.assign({ cameFrom: 'enhanced' }), withdrawReview, reviewDeadline],
        on: {
          CONTINUE: { ...remain, target: 'enhanced' },
          HAND_OVER: handOver,
          STEP_DOWN_TO_ROUTINE: {
            guard: requires('hasAuthorisedDecider', 'isOnTrack', 'hasClosedPlan', 'hasReasons'),
            target: 'routine',
            actions: emit({ type: 'publish', event: 'steppedDownToRoutine' }),
          },
          PROPOSE_SERIOUS_CONCERNS: { guard: proposal, target: 'seriousConcernsProposed' },
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
            actions: [invoke, invoked],
          },
          DECLINE: [
            { guard: requires('isFromRoutine', 'hasAuthorisedDecider', 'hasReasons'), target: 'routine' },
            { guard: requires('isFromEnhanced', 'hasAuthorisedDecider', 'hasReasons'), target: 'enhanced' },
          ],
          ESCALATE_URGENTLY: escalate,
          CLOSE: close,
        },
      },
      seriousConcerns: {
        entry: [withdrawReview, reviewDeadline],
        on: {
          CONTINUE: { ...remain, target: 'seriousConcerns' },
          HAND_OVER: handOver,
          CONFIRM_URGENT_ESCALATION: {
            guard: requires('isUrgent', 'hasSeniorConfirmer'),
            actions: [
              assign({ urgent: null }),
              emit({ type: 'withdrawDeadlines', kinds: ['urgentConfirmation'] }),
              emit({ type: 'publish', event: 'urgentEscalationConfirmed' }),
            ],
          },
          END_URGENT_ESCALATION: [
            { guard: requires('isFromRoutine', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'), target: 'routine', actions: endUrgent() },
            { guard: requires('isFromEnhanced', 'isUrgent', 'hasSeniorConfirmer', 'hasReasons'), target: 'enhanced', actions: endUrgent() },
          ],
          STEP_DOWN_TO_ENHANCED: {
            guard: requires(
              'hasAuthorisedDecider', 'isConfirmed', 'hasVerifiedMustDoActions', 'hasFirstHandCheck', 'hasNoRedRisk', 'hasNoFullStop',
              'hasReviewDate', 'hasReasons',
            ),
            target: 'enhanced',
            actions: [assign(({ event }) => ({ reviewOn: event.facts.reviewOn })), emit({ type: 'publish', event: 'steppedDownToEnhanced' })],
          },
          CLOSE: close,
        },
      },
      closed: {
        entry: [setup.assign({ cameFrom: 'routine' }), setup.emit({ type: 'withdrawDeadlines' })],
        on: { REOPEN: { guard: requires('hasNewIntelligence'), target: 'seriousConcernsProposed' } },
      },
    },
  }),
});

function endUrgent() {
  return [
    setup.assign({ urgent: null }),
    setup.emit({ type: 'withdrawDeadlines', kinds: ['urgentConfirmation'] }),
    setup.emit({ type: 'publish', event: 'urgentEscalationEnded' }),
  ];
}
