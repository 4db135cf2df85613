import type { StepDownEvidence } from '../../../procedures/index.ts';
import type { Requirements } from '../../platform/workflow/machine.js';
import {
  type DecidingFacts, type HearingFacts,
  hasAnsweredEveryRepresentation, hasAuthorisedDecider, hasHeardProvider, hasReasons, isGiven, isIndependentDecider, isSenior,
} from '../councils/deciding.js';

/** What a service's stage remembers. Memberships by id, dates as `YYYY-MM-DD`. */
export interface StageContext {
  /** Where a declined proposal or an ended urgent escalation goes back to. */
  readonly cameFrom: 'routine' | 'enhanced';
  readonly leadOfficerId: string | null;
  readonly reviewOn: string | null;
  /** An urgent escalation until an officer senior to the decider has confirmed or ended it (R03). */
  readonly urgent: { readonly decidedBy: string | null; readonly deciderGrade: number; readonly confirmBy: string } | null;
  /** At serious concerns: the day of the findings meeting, and the day it was held. */
  readonly findingsOn?: string | undefined;
  readonly findingsHeldOn?: string | undefined;
  /** Enhanced monitoring as an arrangement inside serious concerns, since when: where the procedure has it so. */
  readonly arrangedOn?: string | undefined;
  /** Once closed: the last day of the first check after it. */
  readonly checkBy?: string | undefined;
  /** The stage an earlier record placed it at, until a decision here moves it on: evidence is not held (ADR 0030). */
  readonly broughtIn?: StatedStage | undefined;
}
export type StatedStage = 'enhanced' | 'seriousConcerns';

/** Which stages the local procedure has not: no step leads there. */
interface LocalFacts {
  readonly missingStages: readonly string[];
}
/** What the local procedure asks for before a service steps down, and what the records say of it. */
interface StepDownFacts extends DecidingFacts, LocalFacts {
  readonly needs: readonly StepDownEvidence[];
  readonly unverifiedMustDoActions: number;
  /** First-hand checks since the stage began, of a kind the procedure lists for this kind of service. */
  readonly firstHandChecks: number;
  readonly openRedRisks: number;
  readonly liveFullStops: number;
  readonly panelsOnTrack: number;
  readonly panelsOnTrackNeeded: number;
  readonly openActions: number;
}

/** What an earlier record states of where a service stands: nothing of it was decided here. */
interface StatedFacts {
  /** As that record states it. */
  readonly since: string | null;
  readonly today: string;
  readonly leadOfficerId: string | null;
  readonly reviewOn: string | null;
  /** What was done here about its stage already. */
  readonly stepsHere: number;
}

/** What a proposal for serious concerns rests on (R02, domain.md 1.2). */
export interface SeriousConcernsFacts extends LocalFacts {
  /** Criteria of domain.md 1.2 that are ticked, each with evidence. */
  readonly criteriaWithEvidence: number;
  /** The minuted recommendation; null in an emergency. */
  readonly recommendationId: string | null;
}

/** What every invocation sets up (D04, R41). */
export interface InvocationFacts extends SeriousConcernsFacts, DecidingFacts {
  readonly leadOfficerId: string | null;
  readonly concernsChairId: string | null;
  readonly policePositionGiven: boolean;
  /** Whether it is recorded who tells people, families and advocates and when, or why not yet and when that is next considered. */
  readonly informingPeopleGiven: boolean;
  readonly reviewOn: string | null;
  /** The last day of the initial meeting, by the procedure's working days. */
  readonly initialMeetingBy: string | null;
}

export type StageEvents = {
  /** The lead officer leaves, and another leads it (ADR 0025). */
  HAND_OVER: { leadOfficerId: string | null };
  BRING_IN_AT_ENHANCED: LocalFacts & StatedFacts;
  BRING_IN_AT_SERIOUS_CONCERNS: LocalFacts & StatedFacts;
  SCREEN: LocalFacts & { riskBand: 'green' | 'amber' | 'red' | 'critical' | null; recommendationId: string | null };
  START_ENHANCED: DecidingFacts & HearingFacts & { leadOfficerId: string | null; reviewOn: string | null };
  PROPOSE_SERIOUS_CONCERNS: SeriousConcernsFacts;
  INVOKE_SERIOUS_CONCERNS: InvocationFacts & HearingFacts;
  DECLINE: DecidingFacts;
  /** The panel reviewed the service and it stays where it is (D20). */
  CONTINUE: { reviewOn: string | null; latestReviewOn: string; evidenceGiven: boolean };
  HOLD_INITIAL_MEETING: { heldOn: string | null; today: string; findingsOn: string | null };
  /** By the clock, on the day of the findings meeting. */
  START_FINDINGS: object;
  MOVE_FINDINGS: { today: string; findingsOn: string | null; reasonsGiven: boolean };
  HOLD_FINDINGS: { heldOn: string | null; today: string };
  /** After the findings: enquiries and improvement go on until another findings meeting. */
  CONTINUE_ENQUIRIES: { today: string; findingsOn: string | null; reasonsGiven: boolean };
  /** Enhanced monitoring inside serious concerns [BRA 5.4.1, 6.1.2]. */
  ARRANGE_ENHANCED: LocalFacts & { arrangedOn: string | null };
  STEP_DOWN_TO_ENHANCED: StepDownFacts & { reviewOn: string | null };
  STEP_DOWN_TO_ROUTINE: StepDownFacts;
  ESCALATE_URGENTLY: InvocationFacts & { immediateDanger: boolean; riskGiven: boolean; whoWasTriedGiven: boolean; confirmBy: string | null };
  /** By the clock, daily once its day is over: it never lapses silently. */
  CHASE_URGENT_CONFIRMATION: { on: string };
  CONFIRM_URGENT_ESCALATION: { confirmedBy: string; confirmerGrade: number; confirmerIsOtherDirector: boolean };
  END_URGENT_ESCALATION: { confirmedBy: string; confirmerGrade: number; confirmerIsOtherDirector: boolean; reasonsGiven: boolean };
  CLOSE: {
    closingReason: 'providerCeased' | 'contractEnded' | null;
    openActions: number;
    liveRestrictions: number;
    liveNotices: number;
    /** Contracts whose end is proposed or under way. */
    openTerminations?: number;
    /** Appeals that are still to be heard (R11). */
    openAppeals: number;
    liveSafeguardingEnquiries: number;
    safeguardingOwnerAccepts: boolean;
    /** The last day of the first check after it, by the procedure. */
    checkBy: string | null;
  } & DecidingFacts;
  RECORD_CLOSING_CHECK: { checkedOn: string | null; today: string };
  REOPEN: LocalFacts & { newIntelligence: number };
};

/** Steps of version 1 name no needs: they were judged by the rules of their time, so replaying them asks nothing more. */
const asksFor = (needs: readonly StepDownEvidence[] | undefined, which: StepDownEvidence): boolean => needs?.includes(which) === true;
const hasCome = (day: string | null | undefined, today: string | undefined): boolean => isGiven(day) && today !== undefined && day <= today;

/** When a stage may move, and the words for when it may not. */
export const stageRequirements = {
  hasAuthorisedDecider,
  isIndependentDecider,
  hasReasons,
  hasHeardProvider,
  hasAnsweredEveryRepresentation,
  hasNoStepHere: {
    sentence: 'Nothing has been recorded here about its stage: an earlier record does not move what was decided here.',
    holds: ({ stepsHere }) => stepsHere === 0,
  },
  hasStatedStart: {
    sentence: 'The earlier record says since when, today or before.',
    holds: ({ since, today }) => hasCome(since, today),
  },
  hasRiskEvidence: {
    sentence: 'A risk band of amber or above, or a recommendation of the panel, proposes {enhanced} (D03).',
    holds: ({ riskBand, recommendationId }) => (isGiven(riskBand) && riskBand !== 'green') || isGiven(recommendationId),
  },
  hasLeadOfficer: {
    sentence: 'Name the lead officer.',
    holds: ({ leadOfficerId }) => isGiven(leadOfficerId),
    onForm: true,
  },
  hasConcernsChair: {
    sentence: 'Name who chairs the {seriousConcerns} meetings (D04).',
    holds: ({ concernsChairId }) => isGiven(concernsChairId),
    onForm: true,
  },
  hasReviewDate: {
    sentence: 'Give the date of the next review.',
    holds: ({ reviewOn }) => isGiven(reviewOn),
    onForm: true,
  },
  isReviewedInTime: {
    sentence: 'The next review is no later than the next panel allows.',
    holds: ({ reviewOn, latestReviewOn }) => isGiven(reviewOn) && isGiven(latestReviewOn) && reviewOn <= latestReviewOn,
    onForm: true,
  },
  hasEvidenceToContinue: {
    sentence: 'Record the evidence and safeguards on which placing continues (D20).',
    holds: ({ evidenceGiven }) => evidenceGiven === true,
    onForm: true,
  },
  hasCriterionWithEvidence: {
    sentence: 'List at least one criterion for {seriousConcerns}, with its evidence (R02).',
    holds: ({ criteriaWithEvidence }) => (criteriaWithEvidence ?? 0) >= 1,
  },
  hasMinutedRecommendation: {
    sentence: 'A minuted recommendation of a multi-agency meeting proposes {seriousConcerns} (R02).',
    holds: ({ recommendationId }) => isGiven(recommendationId),
  },
  hasPolicePosition: {
    sentence: 'Record what the police say, or that they were asked (D04).',
    holds: ({ policePositionGiven }) => policePositionGiven === true,
    onForm: true,
  },
  hasDecisionOnInformingPeople: {
    sentence: 'Decide on telling people, families and advocates: who, when and by whom, or why not yet (R41).',
    holds: ({ informingPeopleGiven }) => informingPeopleGiven === true,
    onForm: true,
  },
  hasImmediateDanger: {
    sentence: 'Urgent escalation is for immediate danger, with the risk written down (R03).',
    holds: ({ immediateDanger, riskGiven }) => immediateDanger === true && riskGiven === true,
    onForm: true,
  },
  hasSaidWhoWasTried: {
    sentence: 'Say who was tried before deciding alone (R03).',
    holds: ({ whoWasTriedGiven }) => whoWasTriedGiven === true,
    onForm: true,
  },
  hasConfirmationDate: {
    sentence: 'A senior officer confirms or ends it by the next working day (R03).',
    holds: ({ confirmBy }) => isGiven(confirmBy),
  },
  isUrgent: {
    sentence: 'There is no urgent escalation waiting to be confirmed.',
    holds: (_facts, { urgent }) => urgent !== null,
  },
  isConfirmed: {
    sentence: 'The urgent escalation is first confirmed or ended by a senior officer (R03).',
    holds: (_facts, { urgent }) => urgent === null,
  },
  hasSeniorConfirmer: {
    sentence: 'An officer senior to the decider confirms or ends it; for the DASS, another statutory or corporate director (R03).',
    holds: ({ confirmedBy, confirmerGrade, confirmerIsOtherDirector }, { urgent }) =>
      urgent !== null && confirmedBy !== urgent.decidedBy && isSenior(confirmerGrade, urgent.deciderGrade, confirmerIsOtherDirector),
  },
  hasVerifiedMustDoActions: {
    sentence: 'Every must-do action is verified by an officer.',
    holds: ({ needs, unverifiedMustDoActions }) => !asksFor(needs, 'verifiedActions') || unverifiedMustDoActions === 0,
  },
  hasFirstHandCheck: {
    sentence: 'At least one first-hand check since the stage began, of a kind the procedure lists for this service.',
    holds: ({ needs, firstHandChecks }) => !asksFor(needs, 'firstHandCheck') || (firstHandChecks ?? 0) >= 1,
  },
  hasNoRedRisk: {
    sentence: 'No red risk is open.',
    holds: ({ needs, openRedRisks }) => !asksFor(needs, 'noRedRisk') || openRedRisks === 0,
  },
  hasNoFullStop: {
    sentence: 'No full stop on placements is in force.',
    holds: ({ needs, liveFullStops }) => !asksFor(needs, 'noFullStop') || liveFullStops === 0,
  },
  isOnTrack: {
    sentence: 'As many panels in a row as the procedure asks for found the service on track.',
    holds: ({ needs, panelsOnTrack, panelsOnTrackNeeded }) =>
      !asksFor(needs, 'panelsOnTrack') || (isGiven(panelsOnTrack) && isGiven(panelsOnTrackNeeded) && panelsOnTrack >= panelsOnTrackNeeded),
  },
  hasClosedPlan: {
    sentence: 'Every action of the plan is closed.',
    holds: ({ needs, openActions }) => !asksFor(needs, 'closedPlan') || openActions === 0,
  },
  hasHeldFindings: {
    sentence: 'The findings meeting has been held.',
    holds: ({ needs }, { findingsHeldOn }) => !asksFor(needs, 'findingsMeeting') || isGiven(findingsHeldOn),
  },
  hasNoOpenAction: {
    sentence: 'No action is open (R19).',
    holds: ({ openActions }) => openActions === 0,
  },
  hasEnhancedStage: {
    sentence: 'The local procedure has {enhanced} as a stage.',
    holds: ({ missingStages }) => missingStages?.includes('enhanced') !== true,
  },
  hasNoEnhancedStage: {
    sentence: 'The local procedure has no stage of {enhanced}.',
    holds: ({ missingStages }) => missingStages?.includes('enhanced') === true,
  },
  hasSeriousConcernsStage: {
    sentence: 'The local procedure has {seriousConcerns} as a stage.',
    holds: ({ missingStages }) => missingStages?.includes('seriousConcerns') !== true,
  },
  hasNoSeriousConcernsStage: {
    sentence: 'The local procedure has no stage of {seriousConcerns}.',
    holds: ({ missingStages }) => missingStages?.includes('seriousConcerns') === true,
  },
  hasMeetingHeld: {
    sentence: 'Give the date the meeting was held, today or before.',
    holds: ({ heldOn, today }) => hasCome(heldOn, today),
    onForm: true,
  },
  hasFindingsDate: {
    sentence: 'Give a date to come for the findings meeting.',
    holds: ({ findingsOn, today }) => isGiven(findingsOn) && today !== undefined && findingsOn > today,
    onForm: true,
  },
  hasArrangement: {
    sentence: 'Say what is monitored and how often.',
    holds: ({ arrangedOn }) => isGiven(arrangedOn),
    onForm: true,
  },
  hasClosingCheck: {
    sentence: 'Give the date of the check, today or before.',
    holds: ({ checkedOn, today }) => hasCome(checkedOn, today),
    onForm: true,
  },
  owesClosingCheck: {
    sentence: 'The check after closing is still to be made.',
    holds: (_facts, { checkBy }) => isGiven(checkBy),
  },
  hasEnded: {
    sentence: 'The provider has ceased or the contract has ended.',
    holds: ({ closingReason }) => isGiven(closingReason),
    onForm: true,
  },
  hasNoLiveSanction: {
    sentence: 'No restriction, no notice and no termination is live (R19).',
    holds: ({ liveRestrictions, liveNotices, openTerminations = 0 }) => liveRestrictions === 0 && liveNotices === 0 && openTerminations === 0,
  },
  hasNoOpenAppeal: {
    sentence: 'An appeal is still to be heard: hear it, or record how the provider withdrew it (R11, R19).',
    holds: ({ openAppeals }) => openAppeals === 0,
  },
  hasSafeguardingOwner: {
    sentence: 'A named safeguarding owner accepts the live safeguarding enquiries (R19).',
    holds: ({ liveSafeguardingEnquiries, safeguardingOwnerAccepts }) => liveSafeguardingEnquiries === 0 || safeguardingOwnerAccepts === true,
  },
  hasNewIntelligence: {
    sentence: 'New intelligence since it was closed reopens a case.',
    holds: ({ newIntelligence }) => (newIntelligence ?? 0) >= 1,
  },
  isFromRoutine: {
    sentence: 'It was at {routine} before.',
    holds: (_facts, { cameFrom }) => cameFrom === 'routine',
  },
  isFromEnhanced: {
    sentence: 'It was at {enhanced} before.',
    holds: (_facts, { cameFrom }) => cameFrom === 'enhanced',
  },
} satisfies Requirements<StageContext, StageEvents>;
