import { type AllowedAction, allowedActions } from '../../platform/workflow/decide.js';
import { type StageContext, type StageEvents, stageMachine } from '../escalation/stage.machine.js';

/** What the records say about a service's next steps. */
export interface StageFacts {
  /** What the stage remembers; null for a service that never left routine monitoring. */
  readonly context: StageContext | null;
  readonly unverifiedMustDoActions: number;
  readonly openActions: number;
  readonly liveRestrictions: number;
  readonly liveFullStops: number;
  readonly openWindows: number;
  readonly unanswered: number;
  /** The band of the latest risk assessment. */
  readonly band: 'green' | 'amber' | 'red' | 'critical' | null;
  /** Recommendations that wait for a decision. */
  readonly recommendations: readonly { readonly id: string; readonly code: string; readonly criteria: number }[];
}

const fromRoutine: StageContext = { cameFrom: 'routine', leadOfficerId: null, reviewOn: null, urgent: null };
/** Steps that are about something else than where the service goes next, while this is missing. */
const aside = ['isUrgent'];
/** Who leads it, not where it goes. */
const elsewhere = ['HAND_OVER'];

/**
 * Where the stage may go from here and everything that is missing for it, by what the records say. Nobody decides on this page, so
 * the decision itself is among what is missing.
 */
export function stageSteps(state: string, facts: StageFacts): AllowedAction[] {
  const { openActions, unverifiedMustDoActions, liveFullStops, liveRestrictions, band, recommendations } = facts;
  const serious = recommendations.find(({ code }) => code === 'D04');
  const proposal = { criteriaWithEvidence: serious?.criteria ?? 0, recommendationId: serious?.id ?? null };
  const hearing = { openWindows: facts.openWindows, unansweredRepresentations: facts.unanswered };
  const known: { readonly [Event in keyof StageEvents]?: Partial<StageEvents[Event]> } = {
    SCREEN: { riskBand: band, recommendationId: recommendations.find(({ code }) => code === 'D03')?.id ?? null },
    START_ENHANCED: hearing,
    PROPOSE_SERIOUS_CONCERNS: proposal,
    INVOKE_SERIOUS_CONCERNS: { ...proposal, ...hearing },
    ESCALATE_URGENTLY: proposal,
    STEP_DOWN_TO_ENHANCED: { unverifiedMustDoActions, liveFullStops, openRedRisks: band === 'red' || band === 'critical' ? 1 : 0 },
    STEP_DOWN_TO_ROUTINE: { openActions },
    CLOSE: { openActions, liveRestrictions, liveNotices: 0 },
  };
  const steps = allowedActions(stageMachine, { state, context: facts.context ?? fromRoutine }, known);
  return steps.filter(({ event, unmet }) => !elsewhere.includes(event) && !unmet.some(({ requirement }) => aside.includes(requirement)));
}
