import type { KnownFacts, Requirements } from '../../platform/workflow/machine.js';
import {
  dass, type DecidingFacts, type HearingFacts,
  hasAnsweredEveryRepresentation, hasAuthorisedDecider, hasHeardProvider, hasReasons, isGiven, isIndependentDecider, isSenior,
} from '../councils/deciding.js';

export type RestrictionKind = 'fullStop' | 'partial' | 'cap' | 'cautionary' | 'voluntary' | 'regulatorImposed';
/** Kinds the council decides on. */
export type CouncilKind = Exclude<RestrictionKind, 'voluntary' | 'regulatorImposed'>;
/** Reasons on which a restriction also lifts by a clearance or the provider's own letter, checked (R09). */
const liftedByClearance = ['infection', 'providerRequest'];

/** One step of a phased lift: so many new placements in so many weeks, until its review (domain.md 3.2). */
export interface LiftPhase {
  /** From 1; a lift that was ended by a relapse begins anew. */
  readonly number: number;
  readonly placements: number;
  readonly weeks: number;
}

/** What a restriction remembers. Memberships by id, dates as `YYYY-MM-DD`. */
export interface RestrictionContext {
  readonly kind: RestrictionKind;
  readonly reasonCodes: readonly string[];
  /** The one way a council restriction came in (R04); null before it is decided, and for one that is not the council's. */
  readonly wayIn: 'afterRepresentation' | 'precautionary' | 'emergency' | null;
  readonly decidedBy: string | null;
  readonly decidedGrade: number | null;
  readonly riskAssessmentId: string | null;
  readonly startsOn: string | null;
  readonly reviewOn: string | null;
  /** The last day for a precautionary or emergency restriction to be confirmed, varied or lifted (R03, R04); null once it is. */
  readonly confirmBy: string | null;
  /** The phase a lift is in; none while it is not lifted in phases. */
  readonly phase?: LiftPhase | null;
  /** Brought in from an earlier record and not decided here since: evidence not held (ADR 0030). */
  readonly broughtIn?: true | undefined;
}

/** What shows that a restriction can be lifted (R09). */
export interface LiftFacts {
  readonly leadOfficerId: string | null;
  readonly evidenceKind: 'firstHand' | 'clearance' | 'providerLetter' | 'regulatorNotice' | null;
  readonly evidenceOn: string | null;
  readonly evidenceChecked: boolean;
  /** Whether a visit of a kind the procedure counts as first-hand is on record on that date. */
  readonly seenFirstHand: boolean;
  /** The date of the last finding on a reason for this restriction, of its risk assessment or of its start, whichever is latest. */
  readonly lastFindingOn: string | null;
}
/** The terms of a phase, and its review. */
export interface PhaseFacts {
  readonly placements: number;
  readonly weeks: number;
  readonly reviewOn: string | null;
  readonly latestReviewOn: string;
}

/** The terms of a council restriction (R06, D08). The limits are dates the service works out from the procedure's days. */
export interface TermsFacts {
  readonly scopeGiven: boolean;
  readonly reasonCodes: readonly string[];
  readonly riskAssessmentId: string | null;
  readonly liftConditionsGiven: boolean;
  readonly startsOn: string | null;
  readonly reviewOn: string | null;
  /** The last day the next review may fall on: 28 days for a first review, 35 after that, by the default procedure. */
  readonly latestReviewOn: string;
  /** Whether it is recorded who tells people, families and advocates and when, or why not yet (R41). */
  readonly informingPeopleGiven: boolean;
}

/** What must go out when a council restriction takes effect (R07). */
export interface ServingFacts {
  /** The next working day after the decision. */
  readonly letterBy: string | null;
  /** The last day for the remedial plan request and disclosure: 7 working days by the default procedure. */
  readonly discloseBy: string | null;
}

/** What must be so for a restriction that waits to be confirmed (R03, R04). */
export interface ConfirmingFacts {
  readonly confirmBy: string | null;
  /** The last day the procedure allows for it. */
  readonly latestConfirmBy: string;
}

export interface PrecautionFacts extends ConfirmingFacts {
  /** Whether the provider was told orally or by mail on the day it is decided. */
  readonly toldSameDay: boolean;
  readonly representationInvited: boolean;
}

export interface EmergencyFacts extends ConfirmingFacts {
  readonly riskGiven: boolean;
  readonly whoWasTriedGiven: boolean;
}

export type RestrictionEvents = {
  RECOMMEND: { recommendationId: string | null; quorate: boolean };
  DECIDE_AFTER_REPRESENTATION: DecidingFacts & HearingFacts & TermsFacts & ServingFacts & {
    /** The provider was told of the proposal and given a window to answer. */
    representationInvited: boolean;
  };
  DECIDE_AS_PRECAUTION: DecidingFacts & HearingFacts & TermsFacts & ServingFacts & PrecautionFacts;
  DECIDE_IN_EMERGENCY: DecidingFacts & TermsFacts & ServingFacts & EmergencyFacts;
  DECLINE: DecidingFacts;
  /** As an earlier record states it, with the first review by our rules. */
  BRING_IN: { statedDeciderGiven: boolean; scopeGiven: boolean; statedReasonGiven: boolean; startsOn: string | null; today: string; reviewOn: string | null; latestReviewOn: string };
  RECORD_VOLUNTARY_STOP: { providerLetterGiven: boolean; endConditionGiven: boolean; startsOn: string | null; checkOn: string | null };
  RECORD_REGULATOR_CONDITION: { sourceDocumentGiven: boolean; startsOn: string | null; reviewOn: string | null };
  /** Sent by the deadline on the first day, or at once where that is today. */
  BRING_INTO_FORCE: { on: string };
  CONFIRM: DecidingFacts & HearingFacts & {
    /** Where the decider was the DASS: another statutory or corporate director (R03). */
    confirmerIsOtherDirector: boolean;
  };
  /** Sent by the deadline, every day until it is confirmed, varied or lifted. */
  CHASE_CONFIRMATION: { on: string };
  /** The fresh decision on a precaution or an emergency is that it should not stand. */
  END_UNCONFIRMED: DecidingFacts & { confirmerIsOtherDirector: boolean };
  /** Sent by the deadline on the review date, or earlier by a person. */
  START_REVIEW: Record<never, never>;
  EXTEND: DecidingFacts & { reviewNoteGiven: boolean; reviewOn: string | null; latestReviewOn: string };
  /** `newKind` where a review makes it stricter or milder: a partial stop becomes a full one. */
  VARY: DecidingFacts & HearingFacts & TermsFacts & { reviewNoteGiven: boolean; confirmerIsOtherDirector: boolean; newKind?: CouncilKind };
  START_PHASED_LIFT: DecidingFacts & LiftFacts & PhaseFacts;
  /** The phase held, and the next one allows more. */
  PASS_PHASE: DecidingFacts & PhaseFacts & { leadOfficerId: string | null; reviewNoteGiven: boolean };
  /** What was found ends the phased lift: the restriction is whole again. */
  RELAPSE: DecidingFacts & { findingGiven: boolean; reviewOn: string | null; latestReviewOn: string };
  LIFT: DecidingFacts & LiftFacts;
  /** An appeal against it is upheld: it ends because it should not have been decided, whatever was seen since (R11). */
  LIFT_ON_APPEAL: DecidingFacts & { appealUpheld: boolean };
  SUPERSEDE: { contractEnded: boolean; reasonsGiven: boolean };
  /** Another service of the same owner carries the service on, and the restriction with it; or that was recorded by mistake (R31). */
  FOLLOW_SERVICE: { linkId: string | null };
  /** A new legal person carries the service on: the restriction binds it as a precaution, until a fresh decision (R31). */
  CONTINUE_AGAINST_NEW_OWNER: PrecautionFacts & ServingFacts & { linkId: string | null };
  RECORD_LETTER_SERVED: { servedOn: string | null };
  RECORD_DISCLOSURE: { disclosedOn: string | null };
};

type Facts = KnownFacts<RestrictionEvents>;

/** Voluntary and regulator-imposed restrictions have no decider and no lift condition of ours (R06). */
export function isCouncils({ kind }: Pick<RestrictionContext, 'kind'>): boolean {
  return kind !== 'voluntary' && kind !== 'regulatorImposed';
}

function isConfirmedBySenior({ decidedBy, deciderGrade, confirmerIsOtherDirector }: Facts, context: RestrictionContext): boolean {
  if (context.wayIn !== 'emergency' || context.confirmBy === null) return true;
  const { decidedGrade, decidedBy: firstDecider } = context;
  return isSenior(deciderGrade, decidedGrade, confirmerIsOtherDirector) && decidedBy !== firstDecider;
}

function hasRightEvidence({ evidenceKind, evidenceOn, evidenceChecked }: Facts, { kind, reasonCodes }: RestrictionContext): boolean {
  if (!isGiven(evidenceKind) || !isGiven(evidenceOn)) return false;
  if (kind === 'regulatorImposed') return evidenceKind === 'regulatorNotice';
  const clearable = kind === 'voluntary' || (reasonCodes.length > 0 && reasonCodes.every((code) => liftedByClearance.includes(code)));
  return evidenceKind === 'firstHand' || (clearable && evidenceKind !== 'regulatorNotice' && evidenceChecked === true);
}

/** Nobody outranks the Director, so where the rank is not known nobody lower lifts it. */
function rankThatImposed({ decidedGrade, broughtIn }: RestrictionContext): number {
  return decidedGrade ?? (broughtIn === true ? dass : Number.POSITIVE_INFINITY);
}

function ownRequirement(requirement: { sentence: string; onForm?: true; holds(facts: Facts): boolean }) {
  const { holds, ...words } = requirement;
  return { ...words, holds: (facts: Facts, context: RestrictionContext) => !isCouncils(context) || holds(facts) };
}

/** When a restriction may take each step. Those of a council restriction hold of themselves for any other kind. */
export const restrictionRequirements = {
  isCouncils: {
    sentence: 'Only a restriction of the council is recommended and decided; record a voluntary stop or a regulator’s condition instead.',
    holds: (_facts, context) => isCouncils(context),
  },
  isVoluntary: {
    sentence: 'This is not a voluntary stop.',
    holds: (_facts, { kind }) => kind === 'voluntary',
  },
  isRegulatorImposed: {
    sentence: 'This is not a condition of the regulator.',
    holds: (_facts, { kind }) => kind === 'regulatorImposed',
  },
  hasMinutedRecommendation: {
    sentence: 'A minuted recommendation of a quorate panel proposes it (R01, R20).',
    holds: ({ recommendationId, quorate }) => isGiven(recommendationId) && quorate === true,
  },
  hasAuthorisedDecider: ownRequirement(hasAuthorisedDecider),
  isIndependentDecider: ownRequirement(isIndependentDecider),
  hasReasons,
  hasHeardProvider: ownRequirement(hasHeardProvider),
  hasAnsweredEveryRepresentation: ownRequirement(hasAnsweredEveryRepresentation),
  hasInvitedRepresentation: {
    sentence: 'Tell the provider what is proposed and invite its representation, or say in writing why not (R04).',
    holds: ({ representationInvited, notHeardReasonGiven }) => representationInvited === true || notHeardReasonGiven === true,
  },
  isToldSameDay: {
    sentence: 'Tell the provider of a precautionary restriction on the same day, orally or by mail (R04).',
    holds: ({ toldSameDay }) => toldSameDay === true,
    onForm: true,
  },
  hasConfirmationInTime: {
    sentence: 'Give the date of the fresh decision that confirms, varies or lifts it, no later than the procedure allows (R03, R04).',
    holds: ({ confirmBy, latestConfirmBy }) => isGiven(confirmBy) && isGiven(latestConfirmBy) && confirmBy <= latestConfirmBy,
    onForm: true,
  },
  hasEmergencyReason: {
    sentence: 'Write down the emergency: the risk to people now, and who was tried before deciding alone (R03).',
    holds: ({ emergencyReasonGiven, riskGiven, whoWasTriedGiven }) => emergencyReasonGiven === true && riskGiven === true && whoWasTriedGiven === true,
    onForm: true,
  },
  hasScope: ownRequirement({
    sentence: 'Say what the restriction covers: the service, unit, lot or need (R06).',
    holds: ({ scopeGiven }) => scopeGiven === true,
    onForm: true,
  }),
  hasReasonCode: ownRequirement({
    sentence: 'Choose at least one reason (R06).',
    holds: ({ reasonCodes }) => (reasonCodes?.length ?? 0) >= 1,
    onForm: true,
  }),
  hasRiskAssessment: ownRequirement({
    sentence: 'Name the version of the risk assessment it rests on (R06).',
    holds: ({ riskAssessmentId }) => isGiven(riskAssessmentId),
    onForm: true,
  }),
  hasLiftConditions: ownRequirement({
    sentence: 'Say what must be so for it to be lifted (R06).',
    holds: ({ liftConditionsGiven }) => liftConditionsGiven === true,
    onForm: true,
  }),
  hasStartDate: {
    sentence: 'Give the date it starts.',
    holds: ({ startsOn }) => isGiven(startsOn),
    onForm: true,
  },
  isReviewedInTime: {
    sentence: 'Give a review date no later than the procedure allows: 28 days for the first review and 35 after that, by default (R06).',
    holds: ({ reviewOn, latestReviewOn }) => isGiven(reviewOn) && isGiven(latestReviewOn) && reviewOn <= latestReviewOn,
    onForm: true,
  },
  hasServingDates: {
    sentence: 'The letter is due by the next working day, and disclosure within the procedure’s days (R07).',
    holds: ({ letterBy, discloseBy }) => isGiven(letterBy) && isGiven(discloseBy),
  },
  hasDecisionOnInformingPeople: {
    sentence: 'Before a full stop takes effect, decide on telling people, families and advocates, or say why not yet (R41).',
    holds: ({ informingPeopleGiven, newKind }, { kind }) => (newKind ?? kind) !== 'fullStop' || informingPeopleGiven === true,
    onForm: true,
  },
  hasProviderLetter: {
    sentence: 'Attach the provider’s letter in which it stops admissions itself (R06).',
    holds: ({ providerLetterGiven }) => providerLetterGiven === true,
    onForm: true,
  },
  hasEndCondition: {
    sentence: 'Say when the voluntary stop ends and on what date that is checked (R06).',
    holds: ({ endConditionGiven, checkOn }) => endConditionGiven === true && isGiven(checkOn),
    onForm: true,
  },
  hasSourceDocument: {
    sentence: 'Attach the regulator’s document, and the date on which we review its effect (R06).',
    holds: ({ sourceDocumentGiven, reviewOn }) => sourceDocumentGiven === true && isGiven(reviewOn),
    onForm: true,
  },
  hasReachedStartDate: {
    sentence: 'Its first day has not come yet.',
    holds: ({ on }, { startsOn }) => isGiven(on) && startsOn !== null && on >= startsOn,
  },
  isUnconfirmed: {
    sentence: 'There is nothing to confirm: it was decided after representation, or is confirmed already.',
    holds: (_facts, { confirmBy }) => confirmBy !== null,
  },
  isConfirmed: {
    sentence: 'First confirm, vary or lift it: it is in force as a precaution or an emergency (R03, R04).',
    holds: (_facts, { confirmBy }) => confirmBy === null,
  },
  isConfirmedBySenior: {
    sentence: 'An officer senior to the decider confirms, varies or ends an emergency restriction; for the DASS, another statutory or corporate director (R03).',
    holds: isConfirmedBySenior,
  },
  hasReviewNote: {
    sentence: 'Record the review: what was seen first-hand and what it shows.',
    holds: ({ reviewNoteGiven }) => reviewNoteGiven === true,
    onForm: true,
  },
  isOfRankThatImposed: {
    sentence: 'An officer of the rank that imposed it, or higher, extends or lifts it; where an earlier record does not show the rank, the Director.',
    holds: ({ deciderGrade }, context) => !isCouncils(context) || (deciderGrade !== undefined && deciderGrade >= rankThatImposed(context)),
  },
  hasStatedDecider: {
    sentence: 'The earlier record says who decided it.',
    holds: ({ statedDeciderGiven }, context) => !isCouncils(context) || statedDeciderGiven === true,
  },
  hasStatedScope: {
    sentence: 'The earlier record says what it covers (R06).',
    holds: ({ scopeGiven }) => scopeGiven === true,
  },
  hasStatedReason: {
    sentence: 'The earlier record says why (R06).',
    holds: ({ statedReasonGiven }) => statedReasonGiven === true,
  },
  hasStatedStart: {
    sentence: 'The earlier record says since when, today or before.',
    holds: ({ startsOn, today }) => isGiven(startsOn) && today !== undefined && startsOn <= today,
  },
  isNotLeadOfficer: {
    sentence: 'The lead officer of this service does not lift it.',
    holds: ({ decidedBy, leadOfficerId }) => leadOfficerId === null || (isGiven(leadOfficerId) && decidedBy !== leadOfficerId),
  },
  hasRightEvidence: {
    sentence: 'Lifting needs first-hand evidence; an outbreak or a stop the provider asked for, a clearance or its letter, checked; a regulator’s condition, its notice (R09).',
    holds: hasRightEvidence,
    onForm: true,
  },
  /** Before version 6 nobody asked: what was stored then stays as it was decided. */
  hasVisitOnRecord: {
    sentence: 'First-hand evidence is a visit on record on that date, of a kind the procedure counts at this service: record the visit first, or give its date (R09).',
    holds: ({ evidenceKind, seenFirstHand }) => evidenceKind !== 'firstHand' || seenFirstHand !== false,
    onForm: true,
  },
  isEvidenceAfterLastFinding: {
    sentence: 'The evidence is dated after the restriction began, its risk assessment, and the last finding on a reason for it (R09).',
    holds: ({ evidenceOn, lastFindingOn }, { kind }) =>
      kind === 'regulatorImposed' || (isGiven(evidenceOn) && lastFindingOn !== undefined && (lastFindingOn === null || evidenceOn > lastFindingOn)),
    onForm: true,
  },
  hasPhaseTerms: {
    sentence: 'Say how many new placements the phase allows, and in how many weeks.',
    holds: ({ placements, weeks }) => (placements ?? 0) >= 1 && (weeks ?? 0) >= 1,
    onForm: true,
  },
  hasFinding: { sentence: 'Say what was found that ends the phased lift.', holds: ({ findingGiven }) => findingGiven === true, onForm: true },
  hasUpheldAppeal: { sentence: 'An appeal against it is upheld (R11).', holds: ({ appealUpheld }) => appealUpheld === true },
  hasContractEnded: { sentence: 'The contract has ended, or another restriction has taken its place.', holds: ({ contractEnded }) => contractEnded === true },
  isCarriedOn: { sentence: 'It is recorded which service carries this one on (R31).', holds: ({ linkId }) => isGiven(linkId) },
  hasServiceDate: { sentence: 'Give the date the letter was served (R07).', holds: ({ servedOn }) => isGiven(servedOn), onForm: true },
  owesDisclosure: {
    sentence: 'Only a restriction of the council owes the provider its evidence (R07).',
    holds: (_facts, context) => isCouncils(context),
  },
  hasDisclosureDate: { sentence: 'Give the date the risk assessment was disclosed and the plan asked for (R07).', holds: ({ disclosedOn }) => isGiven(disclosedOn), onForm: true },
} satisfies Requirements<RestrictionContext, RestrictionEvents>;
