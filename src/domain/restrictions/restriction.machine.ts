import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import { type RestrictionContext, type RestrictionEvents, restrictionRequirements } from './restriction.requirements.js';

export type { RestrictionContext, RestrictionEvents, RestrictionKind } from './restriction.requirements.js';

const { setup, requires, requirements } = drawingBoard<RestrictionContext, RestrictionEvents>()(restrictionRequirements);

type DecideEvent = 'DECIDE_AFTER_REPRESENTATION' | 'DECIDE_AS_PRECAUTION' | 'DECIDE_IN_EMERGENCY';
/** Requirements of every way in: who decides, why, and the terms (R01, R06, R07, R41). */
const decided = [
  'isCouncils', 'hasAuthorisedDecider', 'hasScope', 'hasReasonCode', 'hasRiskAssessment', 'hasLiftConditions', 'hasStartDate',
  'isReviewedInTime', 'hasServingDates', 'hasDecisionOnInformingPeople', 'hasReasons',
] as const;

function termsOf(facts: RestrictionEvents[DecideEvent]) {
  const { decidedBy, deciderGrade, reasonCodes, riskAssessmentId, startsOn, reviewOn } = facts;
  return { decidedBy, decidedGrade: deciderGrade, reasonCodes, riskAssessmentId, startsOn, reviewOn };
}

const inForce = setup.emit({ type: 'publish', event: 'restrictionInForce' });
const letterDue = setup.emit(({ event }) => ({ type: 'deadline', kind: 'restrictionLetter', dueOn: 'letterBy' in event.facts ? event.facts.letterBy : null }));
const disclosureDue = setup.emit(({ event }) => ({ type: 'deadline', kind: 'restrictionDisclosure', dueOn: 'discloseBy' in event.facts ? event.facts.discloseBy : null }));
const confirmationDue = setup.emit(({ context }) => ({
  type: 'deadline', kind: 'restrictionConfirmation', dueOn: context.confirmBy, event: { type: 'CHASE_CONFIRMATION', facts: { on: context.confirmBy } },
}));
const withdrawConfirmation = setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionConfirmation'] });

/** The review date is set whenever a restriction begins to be in force and not under review, and again when it moves. */
const reviewDue = [
  setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionReview'] }),
  setup.emit(({ context }) => ({
    type: 'deadline', kind: 'restrictionReview', dueOn: context.reviewOn, at: 'startOfDay', event: { type: 'START_REVIEW', facts: {} },
  })),
];
const reviewRunning = [
  setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionReview'] }),
  setup.emit(({ context }) => ({ type: 'deadline', kind: 'restrictionReview', dueOn: context.reviewOn })),
];

const decideAsPrecaution = {
  guard: requires(
    ...decided, 'isIndependentDecider', 'isToldSameDay', 'hasInvitedRepresentation', 'hasAnsweredEveryRepresentation', 'hasConfirmationInTime',
  ),
  target: 'inForce',
  actions: [
    setup.assign(({ event }) =>
      event.type === 'DECIDE_AS_PRECAUTION' ? { ...termsOf(event.facts), wayIn: 'precautionary' as const, confirmBy: event.facts.confirmBy } : {}),
    confirmationDue, letterDue, disclosureDue, inForce,
  ],
};
const decideInEmergency = {
  guard: requires(...decided, 'hasEmergencyReason', 'hasConfirmationInTime'),
  target: 'inForce',
  actions: [
    setup.assign(({ event }) =>
      event.type === 'DECIDE_IN_EMERGENCY' ? { ...termsOf(event.facts), wayIn: 'emergency' as const, confirmBy: event.facts.confirmBy } : {}),
    confirmationDue, letterDue, disclosureDue, inForce,
  ],
};
const confirm = {
  guard: requires('isUnconfirmed', 'hasAuthorisedDecider', 'isIndependentDecider', 'isConfirmedBySenior', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasReasons'),
  actions: [setup.assign({ confirmBy: null }), withdrawConfirmation, setup.emit({ type: 'publish', event: 'restrictionConfirmed' })],
};
const chaseConfirmation = {
  guard: requires('isUnconfirmed'),
  actions: [
    setup.emit({ type: 'publish', event: 'restrictionConfirmationOverdue' }),
    setup.emit(({ event }) => {
      const next = 'on' in event.facts ? Temporal.PlainDate.from(event.facts.on).add({ days: 1 }).toString() : null;
      return { type: 'deadline', kind: 'restrictionConfirmation', dueOn: next, event: { type: 'CHASE_CONFIRMATION', facts: { on: next } } };
    }),
  ],
};
const vary = {
  guard: requires(
    'isCouncils', 'hasReviewNote', 'hasAuthorisedDecider', 'isIndependentDecider', 'isConfirmedBySenior', 'hasHeardProvider', 'hasAnsweredEveryRepresentation',
    'hasScope', 'hasReasonCode', 'hasRiskAssessment', 'hasLiftConditions', 'isReviewedInTime', 'hasDecisionOnInformingPeople', 'hasReasons',
  ),
  target: 'inForce',
  reenter: true,
  actions: [
    setup.assign(({ event }) => {
      if (event.type !== 'VARY') return {};
      const { decidedBy, deciderGrade, reasonCodes, riskAssessmentId, reviewOn, newKind } = event.facts;
      return { decidedBy, decidedGrade: deciderGrade, reasonCodes, riskAssessmentId, reviewOn, confirmBy: null, broughtIn: undefined, ...(newKind !== undefined && { kind: newKind }) };
    }),
    withdrawConfirmation,
    setup.emit({ type: 'publish', event: 'restrictionVaried' }),
  ],
};
const lift = {
  guard: requires('hasAuthorisedDecider', 'isOfRankThatImposed', 'isNotLeadOfficer', 'hasRightEvidence', 'hasVisitOnRecord', 'isEvidenceAfterLastFinding', 'hasReasons'),
  target: 'lifted',
  actions: setup.emit({ type: 'publish', event: 'restrictionLifted' }),
};
const liftOnAppeal = {
  guard: requires('isCouncils', 'hasAuthorisedDecider', 'hasUpheldAppeal', 'hasReasons'),
  target: 'lifted',
  actions: setup.emit({ type: 'publish', event: 'restrictionLifted' }),
};
const endUnconfirmed = {
  guard: requires('isUnconfirmed', 'hasAuthorisedDecider', 'isConfirmedBySenior', 'hasReasons'),
  target: 'lifted',
  actions: setup.emit({ type: 'publish', event: 'restrictionLifted' }),
};
const supersede = {
  guard: requires('hasContractEnded', 'hasReasons'),
  target: 'superseded',
  actions: setup.emit({ type: 'publish', event: 'restrictionSuperseded' }),
};
const letterServed = { guard: requires('hasServiceDate'), actions: setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionLetter'] }) };
const disclosed = { guard: requires('owesDisclosure', 'hasDisclosureDate'), actions: setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionDisclosure'] }) };
const phase = setup.assign(({ context, event }) => {
  if (event.type !== 'START_PHASED_LIFT' && event.type !== 'PASS_PHASE') return {};
  const { placements, weeks, reviewOn } = event.facts;
  return { phase: { number: (context.phase?.number ?? 0) + 1, placements, weeks }, reviewOn };
});
const phased = setup.emit({ type: 'publish', event: 'restrictionPhased' });
const startPhasedLift = {
  guard: requires(
    'isCouncils', 'isConfirmed', 'hasAuthorisedDecider', 'isOfRankThatImposed', 'isNotLeadOfficer', 'hasRightEvidence', 'hasVisitOnRecord', 'isEvidenceAfterLastFinding', 'hasPhaseTerms', 'isReviewedInTime', 'hasReasons',
  ),
  target: 'phasedLift',
  actions: [phase, phased],
};
// An alert goes out as of a change: those who place read another name and another location (R40).
const carriedOn = setup.emit({ type: 'publish', event: 'restrictionVaried' });
const followService = { guard: requires('isCarriedOn'), actions: carriedOn };
const continueAgainstNewOwner = {
  guard: requires('isCouncils', 'isCarriedOn', 'isToldSameDay', 'hasInvitedRepresentation', 'hasServingDates', 'hasConfirmationInTime'),
  target: 'inForce',
  reenter: true,
  actions: [
    setup.assign(({ event }) => (event.type === 'CONTINUE_AGAINST_NEW_OWNER' ? { wayIn: 'precautionary' as const, confirmBy: event.facts.confirmBy, phase: null } : {})),
    setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionStart', 'restrictionConfirmation', 'restrictionLetter', 'restrictionDisclosure'] }),
    confirmationDue, letterDue, disclosureDue, carriedOn,
  ],
};
const passedOn = { FOLLOW_SERVICE: followService, CONTINUE_AGAINST_NEW_OWNER: continueAgainstNewOwner };
const live = {
  ...passedOn,
  START_PHASED_LIFT: startPhasedLift,
  CONFIRM: confirm, CHASE_CONFIRMATION: chaseConfirmation, END_UNCONFIRMED: endUnconfirmed, VARY: vary, LIFT: lift, LIFT_ON_APPEAL: liftOnAppeal, SUPERSEDE: supersede,
  RECORD_LETTER_SERVED: letterServed, RECORD_DISCLOSURE: disclosed,
};

/**
 * Statechart B (domain.md 1.3): a council restriction comes in one way, after representation, as a precaution or in an emergency
 * (R04), and a voluntary stop or a regulator's condition is recorded (R06). It is lifted at once or in phases, from which a
 * relapse leads back. Of a service that another carries on it goes on there, against a new owner as a precaution (R31). An appeal is a case of its own: the restriction stays in force while it is heard (R11).
 */
export const restrictionMachine = defineMachine({
  name: 'restriction',
  version: 6,
  requirements,
  chart: setup.createMachine({
    id: 'restriction',
    context: ({ input }) => input,
    initial: 'draft',
    states: {
      draft: {
        on: {
          RECOMMEND: { guard: requires('isCouncils', 'hasMinutedRecommendation'), target: 'recommended' },
          DECIDE_IN_EMERGENCY: decideInEmergency,
          // No decider, risk assessment or way in of ours is claimed for it: what needs those says so (ADR 0030).
          BRING_IN: {
            guard: requires('hasStatedDecider', 'hasStatedScope', 'hasStatedReason', 'hasStatedStart', 'isReviewedInTime'),
            target: 'inForce',
            actions: [assign(({ event }) => ({ startsOn: event.facts.startsOn, reviewOn: event.facts.reviewOn, broughtIn: true as const })), inForce],
          },
          RECORD_VOLUNTARY_STOP: {
            guard: requires('isVoluntary', 'hasProviderLetter', 'hasEndCondition', 'hasStartDate'),
            target: 'inForce',
            actions: [assign(({ event }) => ({ startsOn: event.facts.startsOn, reviewOn: event.facts.checkOn })), inForce],
          },
          RECORD_REGULATOR_CONDITION: {
            guard: requires('isRegulatorImposed', 'hasSourceDocument', 'hasStartDate'),
            target: 'inForce',
            actions: [assign(({ event }) => ({ startsOn: event.facts.startsOn, reviewOn: event.facts.reviewOn })), inForce],
          },
        },
      },
      recommended: {
        on: {
          DECIDE_AFTER_REPRESENTATION: {
            guard: requires(...decided, 'isIndependentDecider', 'hasInvitedRepresentation', 'hasHeardProvider', 'hasAnsweredEveryRepresentation'),
            target: 'decided',
            actions: [
              assign(({ event }) => ({ ...termsOf(event.facts), wayIn: 'afterRepresentation' as const })),
              emit(({ context }) => ({
                type: 'deadline', kind: 'restrictionStart', dueOn: context.startsOn, at: 'startOfDay', event: { type: 'BRING_INTO_FORCE', facts: { on: context.startsOn } },
              })),
              letterDue, disclosureDue, setup.emit({ type: 'publish', event: 'restrictionDecided' }),
            ],
          },
          DECIDE_AS_PRECAUTION: decideAsPrecaution,
          DECIDE_IN_EMERGENCY: decideInEmergency,
          DECLINE: { guard: requires('hasAuthorisedDecider', 'isIndependentDecider', 'hasReasons'), target: 'declined' },
        },
      },
      decided: {
        on: {
          BRING_INTO_FORCE: {
            guard: requires('hasReachedStartDate'),
            target: 'inForce',
            actions: [setup.emit({ type: 'withdrawDeadlines', kinds: ['restrictionStart'] }), inForce],
          },
          RECORD_LETTER_SERVED: letterServed,
          RECORD_DISCLOSURE: disclosed,
          LIFT_ON_APPEAL: liftOnAppeal,
          SUPERSEDE: supersede,
          ...passedOn,
        },
      },
      inForce: { entry: reviewDue, on: { ...live, START_REVIEW: { guard: requires(), target: 'underReview' } } },
      // Until the review is held and decided, its deadline runs, and shows as late once its day is over.
      underReview: {
        entry: reviewRunning,
        on: {
          ...live,
          EXTEND: {
            guard: requires('isConfirmed', 'hasReviewNote', 'hasAuthorisedDecider', 'isOfRankThatImposed', 'isReviewedInTime', 'hasReasons'),
            target: 'inForce',
            actions: [assign(({ event }) => ({ reviewOn: event.facts.reviewOn })), emit({ type: 'publish', event: 'restrictionExtended' })],
          },
        },
      },
      // A phase has a last day like a review: until it is passed, lifted or ended by a relapse, it shows as late.
      phasedLift: {
        entry: reviewRunning,
        on: {
          PASS_PHASE: {
            guard: requires('hasReviewNote', 'hasAuthorisedDecider', 'isOfRankThatImposed', 'isNotLeadOfficer', 'hasPhaseTerms', 'isReviewedInTime', 'hasReasons'),
            target: 'phasedLift',
            reenter: true,
            actions: [phase, phased],
          },
          RELAPSE: {
            guard: requires('hasFinding', 'hasAuthorisedDecider', 'isReviewedInTime', 'hasReasons'),
            target: 'inForce',
            actions: [assign(({ event }) => ({ phase: null, reviewOn: event.facts.reviewOn })), emit({ type: 'publish', event: 'restrictionRelapsed' })],
          },
          ...passedOn, LIFT: lift, LIFT_ON_APPEAL: liftOnAppeal, SUPERSEDE: supersede, RECORD_LETTER_SERVED: letterServed, RECORD_DISCLOSURE: disclosed,
        },
      },
      declined: {},
      lifted: { entry: emit({ type: 'withdrawDeadlines' }) },
      superseded: { entry: emit({ type: 'withdrawDeadlines' }) },
    },
  }),
});
