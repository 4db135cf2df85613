import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import { endOf, type TerminationContext, type TerminationEvents, terminationRequirements } from './termination.requirements.js';

export type { TerminationContext, TerminationEvents, TerminationGround } from './termination.requirements.js';

const { setup, requires, requirements } = drawingBoard<TerminationContext, TerminationEvents>()(terminationRequirements);

/** What a proposal must hold when it is decided, however that is done. */
const proposal = ['hasContractInForce', 'hasStandingGround', 'hasFacts', 'hasOptions', 'hasEqualityNote', 'hasProportionality', 'hasPeriod'] as const;

const publish = (event: string) => setup.emit({ type: 'publish', event });
const withdraw = (...kinds: string[]) => setup.emit({ type: 'withdrawDeadlines', kinds });
const planDue = setup.emit(({ context, event }) => ({ type: 'deadline', kind: 'exitPlan', dueOn: context.planEndsOn === null && 'planBy' in event.facts ? event.facts.planBy : null }));
const endDue = setup.emit(({ context }) => ({ type: 'deadline', kind: 'terminationEnd', dueOn: context.servedOn === null ? null : endOf(context) }));
const confirmationDue = setup.emit(({ context }) => ({
  type: 'deadline', kind: 'terminationConfirmation', dueOn: context.confirmBy, event: { type: 'CHASE_CONFIRMATION', facts: { on: context.confirmBy } },
}));
const decide = setup.assign(({ event }) => {
  if (event.type !== 'DECIDE' && event.type !== 'DECIDE_IN_EMERGENCY') return {};
  const { decidedBy, deciderGrade } = event.facts;
  return { decidedBy, decidedGrade: deciderGrade, confirmBy: event.type === 'DECIDE_IN_EMERGENCY' ? event.facts.confirmBy : null };
});

const planExit = {
  guard: requires('isOfficers', 'hasLead', 'hasEveryPart', 'isNotBeforeContractAllows'),
  actions: [
    setup.assign(({ event }) => (event.type === 'PLAN_EXIT' ? { planEndsOn: event.facts.endsOn } : {})),
    withdraw('exitPlan', 'terminationEnd'), endDue, publish('exitPlanned'),
  ],
};
const confirm = {
  guard: requires('isUnconfirmed', 'hasAuthorisedDecider', 'isConfirmedBySenior', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasReasons'),
  actions: [setup.assign({ confirmBy: null }), withdraw('terminationConfirmation'), publish('terminationConfirmed')],
};
const chaseConfirmation = {
  guard: requires('isUnconfirmed'),
  actions: [
    publish('terminationConfirmationOverdue'),
    setup.emit(({ event }) => {
      const next = 'on' in event.facts && event.facts.on !== null ? Temporal.PlainDate.from(event.facts.on).add({ days: 1 }).toString() : null;
      return { type: 'deadline', kind: 'terminationConfirmation', dueOn: next, event: { type: 'CHASE_CONFIRMATION', facts: { on: next } } };
    }),
  ],
};
const ended = setup.assign({ confirmBy: null });
const endUnconfirmed = { guard: requires('isUnconfirmed', 'hasAuthorisedDecider', 'isConfirmedBySenior', 'hasReasons'), target: 'rescinded', actions: [ended, publish('terminationRescinded')] };
const rescind = { guard: requires('hasAuthorisedDecider', 'hasReasons'), target: 'rescinded', actions: [ended, publish('terminationRescinded')] };
/** From the decision to the last person: who uses the service, and where each of them is. */
const people = {
  LIST_PERSON: { guard: requires('isOfficers'), actions: publish('exitPersonListed') },
  SETTLE_PERSON: { guard: requires('isOfficers', 'hasChoice', 'hasWhere'), actions: publish('exitPersonSettled') },
};
/** Decided and not in effect. */
const decided = { ...people, PLAN_EXIT: planExit, CONFIRM: confirm, CHASE_CONFIRMATION: chaseConfirmation, END_UNCONFIRMED: endUnconfirmed, RESCIND: rescind };

/**
 * Ending a contract (domain.md 1.1, 6; D14): proposed, decided after the provider was heard or in an emergency, served, in effect once an
 * exit plan exists and its day has come, and complete once nobody and nothing is left behind (R19, case 24). Nothing of it follows by itself.
 */
export const terminationMachine = defineMachine({
  name: 'termination',
  version: 2,
  requirements,
  chart: setup.createMachine({
    id: 'termination',
    context: ({ input }) => input,
    initial: 'proposed',
    states: {
      proposed: {
        on: {
          EDIT: { guard: requires(), actions: assign(({ context }) => ({ edits: context.edits + 1 })) },
          DECIDE: {
            guard: requires(
              'hasAuthorisedDecider', 'isIndependentDecider', 'hasMinutedRecommendation', 'hasInvitedRepresentation', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', ...proposal, 'hasReasons',
            ),
            target: 'decided',
            actions: [decide, planDue, emit({ type: 'publish', event: 'terminationDecided' })],
          },
          DECIDE_IN_EMERGENCY: {
            guard: requires('hasAuthorisedDecider', 'isIndependentDecider', 'hasEmergencyReason', 'hasConfirmationDate', ...proposal, 'hasReasons'),
            target: 'decided',
            actions: [decide, planDue, confirmationDue, emit({ type: 'publish', event: 'terminationDecidedInEmergency' })],
          },
          WITHDRAW: { guard: requires('isOfficers', 'hasReasons'), target: 'withdrawn' },
        },
      },
      decided: {
        on: {
          ...decided,
          SERVE: {
            guard: requires('hasServiceDateAndMethod'),
            target: 'underNotice',
            actions: [
              assign(({ event }) => ({ servedOn: event.facts.servedOn, earliestEndsOn: event.facts.earliestEndsOn })),
              endDue, emit({ type: 'publish', event: 'terminationServed' }),
            ],
          },
        },
      },
      // Until an officer records that the contract has ended, its deadline runs, and shows as late once its day is over.
      underNotice: {
        on: {
          ...decided,
          TAKE_EFFECT: {
            guard: requires('isOfficers', 'isConfirmed', 'hasExitPlan', 'hasReachedEnd'),
            target: 'inEffect',
            actions: [
              assign(({ event }) => ({ effectOn: event.facts.on })),
              withdraw('terminationEnd', 'exitPlan'),
              emit(({ event }) => ({ type: 'deadline', kind: 'terminationCompletion', dueOn: event.facts.completeBy })),
              emit({ type: 'publish', event: 'terminationInEffect' }),
            ],
          },
        },
      },
      inEffect: {
        on: {
          ...people,
          RECORD_HANDOVER: { guard: requires('isOfficers', 'hasHandover'), actions: assign(({ event }) => ({ handedOverOn: event.facts.on })) },
          COMPLETE: {
            guard: requires(
              'hasAuthorisedDecider', 'hasNobodyLeft', 'hasListedEverybody', 'isHandedOver', 'hasNoOpenAction', 'hasNoOpenRepresentation', 'hasNoOpenAppeal', 'hasEndingReason', 'hasSafeguardingOwner', 'hasReasons',
            ),
            target: 'completed',
            actions: emit({ type: 'publish', event: 'terminationCompleted' }),
          },
        },
      },
      completed: { entry: emit({ type: 'withdrawDeadlines' }) },
      rescinded: { entry: emit({ type: 'withdrawDeadlines' }) },
      withdrawn: {},
    },
  }),
});
