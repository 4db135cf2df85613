import type { Requirements } from '../../platform/workflow/machine.js';
import {
  type DecidingFacts, hasAnsweredEveryRepresentation, hasAuthorisedDecider, hasHeardProvider, hasReasons, type HearingFacts, isGiven, isIndependentDecider, isSenior,
} from '../councils/deciding.js';

/** Why a contract may be ended (domain.md 1.1, 6; R14). */
export const terminationGrounds = ['irremediableBreach', 'repeatedBreach', 'unremediedNotice', 'cqcCancellation', 'insolvency', 'defaultCount'] as const;
export type TerminationGround = (typeof terminationGrounds)[number];
/** Where somebody who used the service is, once that is settled. */
export const settlements = ['moved', 'staysByChoice', 'leftBefore'] as const;

/** What a termination remembers. Dates as `YYYY-MM-DD`. */
export interface TerminationContext {
  /** How often its proposal was edited: an edit is a step, so that nobody overwrites what they have not read. */
  readonly edits: number;
  readonly decidedBy: string | null;
  readonly decidedGrade: number | null;
  /** The last day for a senior officer to confirm what one officer decided alone (R03); null where nothing waits. */
  readonly confirmBy: string | null;
  readonly servedOn: string | null;
  /** The first day the contract can end: its notice period, counted from service. */
  readonly earliestEndsOn: string | null;
  /** The end as the exit plan sets it; null while there is no plan. */
  readonly planEndsOn: string | null;
  readonly effectOn: string | null;
  readonly handedOverOn: string | null;
}

/** What the proposal holds, as the service counts it when it is decided. */
interface ProposalFacts {
  readonly contractInForce: boolean;
  /** The ground still stands in the records: the notice is not withdrawn, the contract's own count is reached (R14, R15). */
  readonly groundStands: boolean;
  readonly factsGiven: boolean;
  readonly optionsGiven: boolean;
  readonly equalityNoteGiven: boolean;
  readonly proportionalityGiven: boolean;
  readonly periodGiven: boolean;
  /** The last day for an exit plan, by the procedure. */
  readonly planBy: string;
}
interface OfficerFacts {
  readonly officer: string | null;
  readonly isOfficer: boolean;
}

export type TerminationEvents = {
  EDIT: Record<never, never>;
  DECIDE: DecidingFacts & HearingFacts & ProposalFacts & { recommendationId: string | null; representationInvited: boolean };
  DECIDE_IN_EMERGENCY: DecidingFacts & ProposalFacts & { riskGiven: boolean; whoWasTriedGiven: boolean; notHeardReasonGiven: boolean; confirmBy: string | null };
  WITHDRAW: OfficerFacts & { reasonsGiven: boolean };
  CONFIRM: DecidingFacts & HearingFacts & { confirmerIsOtherDirector: boolean };
  /** Sent by the deadline, every day until it is confirmed or ended. */
  CHASE_CONFIRMATION: { on: string };
  END_UNCONFIRMED: DecidingFacts & { confirmerIsOtherDirector: boolean };
  RESCIND: DecidingFacts;
  SERVE: { servedOn: string | null; serviceMethod: string | null; earliestEndsOn: string };
  PLAN_EXIT: OfficerFacts & { leadGiven: boolean; endsOn: string | null; partsMissing: number };
  LIST_PERSON: OfficerFacts;
  SETTLE_PERSON: OfficerFacts & { choiceGiven: boolean; whereGiven: boolean };
  TAKE_EFFECT: OfficerFacts & { on: string; completeBy: string };
  RECORD_HANDOVER: OfficerFacts & { on: string | null; handoverGiven: boolean };
  COMPLETE: Pick<DecidingFacts, 'decidedBy' | 'deciderIsAuthorised' | 'reasonsGiven'> & {
    peopleLeft: number;
    /** Counted at the service, whoever pays (R29), null where nobody has counted; and listed here. */
    peopleCounted: number | null;
    peopleListed: number;
    openActions: number;
    openRepresentations: number;
    /** Appeals that are still to be heard (R11). */
    openAppeals: number;
    openNotices: number;
    liveRestrictions: number;
    /** Why what is still open ends with the contract. */
    endingReasonGiven: boolean;
    liveSafeguardingEnquiries: number;
    safeguardingOwnerAccepts: boolean;
  };
};

/** The day the contract ends: as the plan has it, and never before the contract allows. */
export function endOf({ planEndsOn, earliestEndsOn }: Pick<TerminationContext, 'planEndsOn' | 'earliestEndsOn'>): string | null {
  if (planEndsOn === null || earliestEndsOn === null) return planEndsOn ?? earliestEndsOn;
  return planEndsOn > earliestEndsOn ? planEndsOn : earliestEndsOn;
}

/** Every rule about when a termination may move, with the words people read (D14, R01, R03, R04, R05, R14, R19, R39; case 24). */
export const terminationRequirements = {
  hasAuthorisedDecider,
  isIndependentDecider,
  hasReasons,
  hasHeardProvider,
  hasAnsweredEveryRepresentation,
  hasMinutedRecommendation: {
    sentence: 'The panel recommended in a minuted meeting that the contract be ended.',
    holds: ({ recommendationId }) => isGiven(recommendationId),
  },
  hasInvitedRepresentation: {
    sentence: 'Tell the provider what is proposed and invite its answer before it is decided (R04).',
    holds: ({ representationInvited }) => representationInvited === true,
  },
  hasContractInForce: {
    sentence: 'Name a contract of this service that is in force.',
    holds: ({ contractInForce }) => contractInForce === true,
  },
  hasStandingGround: {
    sentence: 'The ground stands in the records: the notice named was not remedied and is not withdrawn, or the contract’s own count of defaults is reached (R14, R15).',
    holds: ({ groundStands }) => groundStands === true,
  },
  hasFacts: {
    sentence: 'Write the facts the termination rests on, as the provider will read them.',
    holds: ({ factsGiven }) => factsGiven === true,
  },
  hasOptions: {
    sentence: 'Write which other options were considered.',
    holds: ({ optionsGiven }) => optionsGiven === true,
  },
  hasEqualityNote: {
    sentence: 'Write what it means for equality and human rights.',
    holds: ({ equalityNoteGiven }) => equalityNoteGiven === true,
  },
  hasProportionality: {
    sentence: 'Write why nothing less would do.',
    holds: ({ proportionalityGiven }) => proportionalityGiven === true,
  },
  hasPeriod: {
    sentence: 'Give the contract’s own notice period and its clause: the contract ends no earlier.',
    holds: ({ periodGiven }) => periodGiven === true,
  },
  hasEmergencyReason: {
    sentence: 'Write down the emergency: the risk to people now, who was tried before deciding alone, and why the provider is not heard first (R03, R04).',
    holds: ({ emergencyReasonGiven, riskGiven, whoWasTriedGiven, notHeardReasonGiven }) =>
      emergencyReasonGiven === true && riskGiven === true && whoWasTriedGiven === true && notHeardReasonGiven === true,
    onForm: true,
  },
  hasConfirmationDate: {
    sentence: 'Give the day by which a senior officer confirms it or ends it (R03).',
    holds: ({ confirmBy }) => isGiven(confirmBy),
  },
  isUnconfirmed: {
    sentence: 'There is nothing to confirm: it was decided after representation, or is confirmed already.',
    holds: (_facts, { confirmBy }) => confirmBy !== null,
  },
  isConfirmed: {
    sentence: 'First a senior officer confirms it or ends it: one officer decided it alone in an emergency (R03).',
    holds: (_facts, { confirmBy }) => confirmBy === null,
  },
  isConfirmedBySenior: {
    sentence: 'An officer senior to the decider confirms it or ends it; for the DASS, another statutory or corporate director (R03).',
    holds: ({ decidedBy, deciderGrade, confirmerIsOtherDirector }, { decidedBy: first, decidedGrade }) =>
      isSenior(deciderGrade, decidedGrade, confirmerIsOtherDirector) && decidedBy !== first,
  },
  isOfficers: {
    sentence: 'An officer of the council does this.',
    holds: ({ officer, isOfficer }) => isGiven(officer) && isOfficer === true,
  },
  hasServiceDateAndMethod: {
    sentence: 'Record when and how its letter was served.',
    holds: ({ servedOn, serviceMethod }) => isGiven(servedOn) && isGiven(serviceMethod),
    onForm: true,
  },
  hasLead: {
    sentence: 'Name the officer who leads the exit.',
    holds: ({ leadGiven }) => leadGiven === true,
    onForm: true,
  },
  hasEveryPart: {
    sentence: 'Write every part of the exit plan: telling people, reassessing and moving them with choice, funders and placing councils, records and keys, staff, communications.',
    holds: ({ partsMissing }) => partsMissing === 0,
    onForm: true,
  },
  isNotBeforeContractAllows: {
    sentence: 'Set an end on or after the day that the contract’s notice period, counted from service, is over.',
    holds: ({ endsOn }, { earliestEndsOn }) => isGiven(endsOn) && (earliestEndsOn === null || endsOn >= earliestEndsOn),
    onForm: true,
  },
  hasExitPlan: {
    sentence: 'There is no exit plan: without one nobody’s care may be ended.',
    holds: (_facts, { planEndsOn }) => planEndsOn !== null,
  },
  hasReachedEnd: {
    sentence: 'The day it ends has not come: by the exit plan, and no earlier than the contract’s notice period from service allows.',
    holds: ({ on }, context) => isGiven(on) && on >= (endOf(context) ?? '9999-12-31'),
  },
  hasChoice: {
    sentence: 'Write what the person chose, or who decided in their best interests.',
    holds: ({ choiceGiven }) => choiceGiven === true,
    onForm: true,
  },
  hasWhere: {
    sentence: 'Write where they live or who cares for them now.',
    holds: ({ whereGiven }) => whereGiven === true,
    onForm: true,
  },
  hasHandover: {
    sentence: 'Write what was handed over, to whom, and on what date.',
    holds: ({ on, handoverGiven }) => isGiven(on) && handoverGiven === true,
    onForm: true,
  },
  isHandedOver: {
    sentence: 'Record the handover of records, keys and money first.',
    holds: (_facts, { handedOverOn }) => handedOverOn !== null,
  },
  hasNobodyLeft: {
    sentence: 'People are not settled yet: record for everybody on the list where they are now (R19).',
    holds: ({ peopleLeft }) => peopleLeft === 0,
  },
  hasListedEverybody: {
    sentence: 'List everybody who uses the service, whoever pays for them: as many as are counted there, or bring in a newer count (R29).',
    holds: ({ peopleCounted, peopleListed }) => isGiven(peopleListed) && (isGiven(peopleCounted) ? peopleListed >= peopleCounted : peopleListed > 0),
  },
  hasNoOpenAction: {
    sentence: 'Actions are still open: verify them, or supersede them with a reason (R19).',
    holds: ({ openActions }) => openActions === 0,
  },
  hasNoOpenRepresentation: {
    sentence: 'The provider is not answered yet: wait for its window, and answer every representation (R19).',
    holds: ({ openRepresentations }) => openRepresentations === 0,
  },
  hasNoOpenAppeal: {
    sentence: 'An appeal is still to be heard: hear it, or record how the provider withdrew it (R11, R19).',
    holds: ({ openAppeals }) => openAppeals === 0,
  },
  hasEndingReason: {
    sentence: 'Restrictions or notices are still open: write why they end with the contract (R19).',
    holds: ({ openNotices, liveRestrictions, endingReasonGiven }) => (openNotices === 0 && liveRestrictions === 0) || endingReasonGiven === true,
  },
  hasSafeguardingOwner: {
    sentence: 'A named safeguarding owner accepts the live safeguarding enquiries (R19).',
    holds: ({ liveSafeguardingEnquiries, safeguardingOwnerAccepts }) => liveSafeguardingEnquiries === 0 || safeguardingOwnerAccepts === true,
  },
} satisfies Requirements<TerminationContext, TerminationEvents>;
