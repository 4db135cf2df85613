import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import {
  type DecidingFacts, type HearingFacts,
  hasAnsweredEveryRepresentation, hasAuthorisedDecider, hasHeardProvider, hasReasons, isGiven, isIndependentDecider, keepsIndependence, needsIndependence, type OwnServiceFacts,
} from '../councils/deciding.js';

/** Decisions that whoever chaired the item or signed the recommendation does not take (R39). */
export const separateDecider = ['D04', 'D08', 'D10', 'D14'];

/** What a recommendation remembers of the meeting it was made in. */
export interface RecommendationContext {
  /** The decision recommended, by its code in domain.md 3.1. */
  readonly code: string;
  /** Whether those present and not excluded by an interest made a quorum for this at that moment (R20). */
  readonly quorate: boolean;
  /** The people, not memberships: one person may hold several. */
  readonly chairedByPersonId: string;
  readonly signedByPersonId: string;
  /** By when it waits for a decision, `YYYY-MM-DD`; null for one made before procedures set a number of days. */
  readonly decideBy: string | null;
  readonly decisionId: string | null;
}

export type RecommendationEvents = {
  DECIDE: DecidingFacts & OwnServiceFacts & HearingFacts & { decisionId: string; deciderPersonId: string | null };
  DECLINE: DecidingFacts & OwnServiceFacts & { decisionId: string; deciderPersonId: string | null };
  WITHDRAW: { withdrawnBy: string; reasonsGiven: boolean };
};

const { setup, requires, requirements } = drawingBoard<RecommendationContext, RecommendationEvents>()({
  hasAuthorisedDecider,
  hasReasons,
  hasHeardProvider,
  hasAnsweredEveryRepresentation,
  hasQuorumRecorded: {
    sentence: 'The meeting was quorate when it recommended this (R20).',
    holds: (_facts, { quorate }) => quorate,
  },
  isIndependentDecider: {
    sentence: isIndependentDecider.sentence,
    holds: (facts, context) => !separateDecider.includes(context.code) || (isGiven(facts.deciderPersonId) && (!tookPart(facts.deciderPersonId, context) || facts.emergencyReasonGiven === true)),
  },
  keepsIndependence: { ...keepsIndependence, holds: (facts, { code }) => !needsIndependence.includes(code) || keepsIndependence.holds(facts) },
});

function tookPart(personId: string, { chairedByPersonId, signedByPersonId }: RecommendationContext): boolean {
  return personId === chairedByPersonId || personId === signedByPersonId;
}

const withdrawClock = setup.emit({ type: 'withdrawDeadlines', kinds: ['decisionDue'] });

/** The panel recommends, an authorised officer decides (domain.md finding 2): one recommendation until it is answered. */
export const recommendationMachine = defineMachine({
  name: 'recommendation',
  version: 2,
  requirements,
  chart: setup.createMachine({
    id: 'recommendation',
    context: ({ input }) => input,
    initial: 'awaitingDecision',
    states: {
      awaitingDecision: {
        entry: [
          emit(({ context }) => ({ type: 'deadline', kind: 'decisionDue', dueOn: context.decideBy })),
          emit({ type: 'publish', event: 'recommendationMade' }),
        ],
        on: {
          DECIDE: {
            guard: requires('hasAuthorisedDecider', 'isIndependentDecider', 'keepsIndependence', 'hasQuorumRecorded', 'hasHeardProvider', 'hasAnsweredEveryRepresentation', 'hasReasons'),
            target: 'decided',
            actions: [
              assign(({ event }) => ({ decisionId: event.facts.decisionId })),
              withdrawClock,
              emit({ type: 'publish', event: 'recommendationDecided' }),
            ],
          },
          DECLINE: {
            guard: requires('hasAuthorisedDecider', 'isIndependentDecider', 'keepsIndependence', 'hasReasons'),
            target: 'declined',
            actions: [
              assign(({ event }) => ({ decisionId: event.facts.decisionId })),
              withdrawClock,
              emit({ type: 'publish', event: 'recommendationDeclined' }),
            ],
          },
          WITHDRAW: { guard: requires('hasReasons'), target: 'withdrawn', actions: withdrawClock },
        },
      },
      decided: {},
      declined: {},
      withdrawn: {},
    },
  }),
});
