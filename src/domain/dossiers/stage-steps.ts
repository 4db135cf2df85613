import { missingStages, type Procedure, type StageKey, stepDownNeeds } from '../../../procedures/index.ts';
import { type AllowedAction, allowedActions } from '../../platform/workflow/decide.js';
import { stateToday } from '../../platform/workflow/state-path.js';
import { firstHandChecksSince, type MadeVisit } from '../assurance/first-hand.js';
import { type StageContext, type StageEvents, stageMachine } from '../escalation/stage.machine.js';

/** What the records say about a service's next steps. */
export interface StageFacts {
  /** What the stage remembers; null for a service that never left routine monitoring. */
  readonly context: StageContext | null;
  readonly state: string;
  readonly version: number;
  /** The version of the machine that stored it. */
  readonly machineVersion: number | null;
  readonly unverifiedMustDoActions: number;
  readonly openActions: number;
  readonly liveRestrictions: number;
  readonly liveFullStops: number;
  readonly liveNotices: number;
  readonly openTerminations: number;
  readonly liveSafeguardingEnquiries: number;
  readonly panelsOnTrack: number;
  readonly visits: readonly MadeVisit[];
  readonly newIntelligence: number;
  /** The procedure its stage began under, or else the one in force. */
  readonly procedure: Procedure;
  readonly serviceKind: string;
  readonly since: string;
  readonly openWindows: number;
  readonly unanswered: number;
  /** The band of the latest risk assessment. */
  readonly band: 'green' | 'amber' | 'red' | 'critical' | null;
  /** Recommendations that wait for a decision. */
  readonly recommendations: readonly { readonly id: string; readonly code: string; readonly criteria: number }[];
}

const fromRoutine: StageContext = { cameFrom: 'routine', leadOfficerId: null, reviewOn: null, urgent: null };
/** Steps that are about something else than where the service goes next, while this is missing. */
const aside = ['isUrgent', 'owesClosingCheck', 'hasNoEnhancedStage', 'hasEnhancedStage', 'hasNoSeriousConcernsStage', 'hasSeriousConcernsStage'];
/** Steps that only the clock or an import takes, and who leads it, which is not where it goes. */
const elsewhere = ['START_FINDINGS', 'CHASE_URGENT_CONFIRMATION', 'HAND_OVER', 'BRING_IN_AT_ENHANCED', 'BRING_IN_AT_SERIOUS_CONCERNS'];

/**
 * Where the stage may go from here and everything that is missing for it, by what the records say. Nobody decides on this page, so
 * the decision itself is among what is missing.
 */
export function stageSteps(facts: StageFacts): AllowedAction[] {
  const { openActions, unverifiedMustDoActions, liveFullStops, liveRestrictions, liveNotices, openTerminations, liveSafeguardingEnquiries, band, recommendations, procedure, panelsOnTrack, newIntelligence } = facts;
  const local = { missingStages: missingStages(procedure) };
  const state = stateToday(stageMachine, facts.machineVersion ?? stageMachine.version, facts.state);
  const stage = state.split('.')[0] as StageKey;
  const down = {
    ...local, needs: stepDownNeeds(procedure, stage), unverifiedMustDoActions, openActions, liveFullStops, panelsOnTrack, panelsOnTrackNeeded: procedure.timescales.panelsOnTrackToStepDown,
    openRedRisks: band === 'red' || band === 'critical' ? 1 : 0, firstHandChecks: firstHandChecksSince(procedure, facts.serviceKind, facts.visits, facts.since).length,
  };
  const serious = recommendations.find(({ code }) => code === 'D04');
  const proposal = { ...local, criteriaWithEvidence: serious?.criteria ?? 0, recommendationId: serious?.id ?? null };
  const hearing = { openWindows: facts.openWindows, unansweredRepresentations: facts.unanswered };
  const known: { readonly [Event in keyof StageEvents]?: Partial<StageEvents[Event]> } = {
    SCREEN: { ...local, riskBand: band, recommendationId: recommendations.find(({ code }) => code === 'D03')?.id ?? null },
    START_ENHANCED: hearing,
    PROPOSE_SERIOUS_CONCERNS: proposal,
    INVOKE_SERIOUS_CONCERNS: { ...proposal, ...hearing },
    ESCALATE_URGENTLY: proposal,
    ARRANGE_ENHANCED: local,
    STEP_DOWN_TO_ENHANCED: down,
    STEP_DOWN_TO_ROUTINE: down,
    CLOSE: { openActions, liveRestrictions, liveNotices, openTerminations, liveSafeguardingEnquiries, safeguardingOwnerAccepts: true },
    REOPEN: { ...local, newIntelligence },
  };
  const steps = allowedActions(stageMachine, { state, context: facts.context ?? fromRoutine }, known);
  return steps.filter(({ event, unmet }) => !elsewhere.includes(event) && !unmet.some(({ requirement }) => aside.includes(requirement)));
}
