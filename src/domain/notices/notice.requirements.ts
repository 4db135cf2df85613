import type { KnownFacts, Requirements } from '../../platform/workflow/machine.js';
import { type DecidingFacts, hasAuthorisedDecider, hasReasons, isGiven, isIndependentDecider } from '../councils/deciding.js';

/** A warning letter, a notice to remedy a breach (the council's own word for it: `terms.remedyNotice`), and a notice of one that cannot be remedied. */
export const noticeKinds = ['warning', 'remedy', 'breach'] as const;
export type NoticeKind = (typeof noticeKinds)[number];
/** Why a notice, or a clause of it, is withdrawn (statechart C). */
export const withdrawalGrounds = ['issuedInError', 'outsideControl', 'providerChanged'] as const;
/** What may follow a breach; none of it follows by itself. */
export const whatMayFollow = ['secondNotice', 'restriction', 'termination', 'noFurtherStep'] as const;

/** What a notice remembers. Dates as `YYYY-MM-DD`. */
export interface NoticeContext {
  readonly kind: NoticeKind;
  /** How often its draft was edited: an edit is a step, so that nobody overwrites what they have not read. */
  readonly edits: number;
  readonly legalCheckedOn: string | null;
  readonly decidedBy: string | null;
  readonly servedOn: string | null;
  /** Counted from service; null for a breach that cannot be remedied (R12). */
  readonly remedyOn: string | null;
  readonly planAccepted: boolean;
  /** More time was given once (statechart C). */
  readonly extended: boolean;
}

/** What the draft holds, as the service counts it when it goes to Legal and again when it is decided (R04, R12, R13). */
export interface TermsFacts {
  /** The contract is in force and is this service's. */
  readonly contractInForce: boolean;
  readonly clauses: number;
  readonly clausesWithoutFacts: number;
  readonly clausesWithoutSteps: number;
  /** Clauses that stand in another notice of the same contract which is not ended. */
  readonly clausesUnderAnother: number;
  readonly periodGiven: boolean;
  /** Working days the provider has, were it served today; null where there is no period. */
  readonly remedyWorkingDays: number | null;
  /** From the procedure: fewer working days than this need a reason. */
  readonly shortestWorkingDays: number;
  readonly shortReasonGiven: boolean;
  /** When and how the provider was met or warned before, or in writing why not (R04). */
  readonly meetingOrWarningGiven: boolean;
  readonly supportOfferedGiven: boolean;
  /** Where it is served: of a provider in administration, its insolvency practitioner (case 23). */
  readonly addressGiven: boolean;
}
/** Who found or weighed something: an officer of the council, never the provider alone (R17). */
interface OfficerFacts {
  readonly officer: string | null;
  readonly isOfficer: boolean;
}

export type NoticeEvents = {
  DRAFT: { contractInForce: boolean };
  EDIT: Record<never, never>;
  SEND_TO_LEGAL: TermsFacts;
  RETURN_TO_DRAFT: { reasonsGiven: boolean };
  CLEAR: { legalCheckedOn: string | null; legalCheckedByGiven: boolean };
  DROP: { reasonsGiven: boolean };
  ISSUE: DecidingFacts & TermsFacts & { recommendationId: string | null };
  SERVE: { servedOn: string | null; serviceMethod: string | null; remedyOn: string | null; planBy: string | null };
  SUBMIT_PLAN: { stepsWithoutAnswer: number; respondBy: string };
  ACCEPT_PLAN: OfficerFacts;
  RETURN_PLAN: OfficerFacts & { reasonsGiven: boolean; planBy: string };
  /** The letter that returns a plan reached the provider: the days for the next are counted from then (R32). */
  SERVE_ANSWER: { planBy: string };
  CHECK_STEPS: OfficerFacts & { checkedOn: string | null; methodGiven: boolean; evidenceGiven: boolean };
  /** Sent by the deadline when the last day is over, or with a check on that day. */
  REACH_REMEDY_DATE: { on: string };
  FIND_REMEDIED: OfficerFacts & { openSteps: number; doneSteps: number };
  FIND_BREACHED: OfficerFacts & { openSteps: number; lastCheckedOn: string | null; reasonsGiven: boolean };
  EXTEND: DecidingFacts & {
    newRemedyOn: string | null;
    /** The day an officer last checked a step; null where nobody has. */
    lastCheckedOn: string | null;
  };
  WITHDRAW: DecidingFacts & { ground: string | null };
  WITHDRAW_CLAUSES: DecidingFacts & { ground: string | null; clausesToWithdraw: number; clausesLeft: number };
  END_WITH_CONTRACT: { contractEnded: boolean; reasonsGiven: boolean };
  CONCLUDE: OfficerFacts & { followedBy: string | null; reasonsGiven: boolean };
};
type Facts = KnownFacts<NoticeEvents>;

const isBreachNotice = ({ kind }: NoticeContext): boolean => kind === 'breach';
const isShort = ({ remedyWorkingDays, shortestWorkingDays }: Facts): boolean =>
  isGiven(remedyWorkingDays) && isGiven(shortestWorkingDays) && remedyWorkingDays < shortestWorkingDays;

/** Every rule about when a notice may move, with the words people read (R04, R12, R13, R15, R17, D10, D11). */
export const noticeRequirements = {
  hasAuthorisedDecider,
  isIndependentDecider,
  hasReasons,
  hasContractInForce: {
    sentence: 'Name a contract of this service that is in force (R12).',
    holds: ({ contractInForce }) => contractInForce === true,
    onForm: true,
  },
  hasClauses: {
    sentence: 'Name at least one clause of the contract that is breached (R12).',
    holds: ({ clauses }) => (clauses ?? 0) > 0,
  },
  hasBreachFacts: {
    sentence: 'Write the facts of the breach under every clause (R12).',
    holds: ({ clausesWithoutFacts }) => clausesWithoutFacts === 0,
  },
  hasSteps: {
    sentence: 'Write under every clause at least one step that remedies it (R12).',
    holds: ({ clausesWithoutSteps }, context) => isBreachNotice(context) || clausesWithoutSteps === 0,
  },
  isUnderNoOtherNotice: {
    sentence: 'A clause stands in another notice of this contract that is not ended: end that one, or leave the clause out.',
    holds: ({ clausesUnderAnother }) => clausesUnderAnother === 0,
  },
  hasRightPeriod: {
    sentence: 'Give the remedy period of the contract’s clause; a breach that cannot be remedied has none (R12, R13).',
    holds: ({ periodGiven }, context) => isGiven(periodGiven) && periodGiven !== isBreachNotice(context),
  },
  hasReasonForShortPeriod: {
    sentence: 'The remedy period is shorter than 5 working days, or than the procedure’s number: say why, people’s safety or a material loss (R13).',
    holds: (facts) => isGiven(facts.shortestWorkingDays) && (!isShort(facts) || facts.shortReasonGiven === true),
  },
  hasMeetingOrWarning: {
    sentence: 'Record the meeting or warning before it, or say in writing why there was none (R04).',
    holds: ({ meetingOrWarningGiven }, { kind }) => kind === 'warning' || meetingOrWarningGiven === true,
  },
  hasSupportOffered: {
    sentence: 'Record the support that was offered (R04).',
    holds: ({ supportOfferedGiven }, { kind }) => kind === 'warning' || supportOfferedGiven === true,
  },
  hasAddressForService: {
    sentence: 'Say whether the provider is in administration; if it is, name the insolvency practitioner, on whom it is served.',
    holds: ({ addressGiven }) => addressGiven === true,
  },
  hasLegalCheck: {
    sentence: 'Give who checked it for Legal and on what date.',
    holds: ({ legalCheckedOn, legalCheckedByGiven }) => isGiven(legalCheckedOn) && legalCheckedByGiven === true,
    onForm: true,
  },
  isLegallyChecked: {
    sentence: 'Legal has checked it, with name and date.',
    holds: (_facts, { legalCheckedOn }) => legalCheckedOn !== null,
  },
  hasMinutedRecommendation: {
    sentence: 'A minuted recommendation of the panel stands behind it (R01).',
    holds: ({ recommendationId }) => isGiven(recommendationId),
  },
  hasServiceDateAndMethod: {
    sentence: 'Say on what date and how it was served (R12).',
    holds: ({ servedOn, serviceMethod }) => isGiven(servedOn) && isGiven(serviceMethod),
    onForm: true,
  },
  isRemediable: {
    sentence: 'It asks for a remedy by a date counted from its service (R12).',
    holds: ({ remedyOn }, context) => !isBreachNotice(context) && isGiven(remedyOn),
  },
  isIrremediable: {
    sentence: 'It tells of a breach that cannot be remedied, and has no remedy date (R12).',
    holds: (_facts, context) => isBreachNotice(context),
  },
  asksForPlan: {
    sentence: 'No plan is awaited: the notice asks for none, or one is accepted.',
    holds: (_facts, { kind, planAccepted }) => kind === 'remedy' && !planAccepted,
  },
  hasAnswerToEveryStep: {
    sentence: 'Write under every step what is done, by whom and by when.',
    holds: ({ stepsWithoutAnswer }) => stepsWithoutAnswer === 0,
    onForm: true,
  },
  isOfficers: {
    sentence: 'An officer of the council does this, never the provider alone (R17).',
    holds: ({ officer, isOfficer }) => isGiven(officer) && isOfficer === true,
  },
  hasCheckDate: {
    sentence: 'Give the date of the check, on or after the day of service (R17).',
    holds: ({ checkedOn }, { servedOn }) => isGiven(checkedOn) && servedOn !== null && checkedOn >= servedOn,
    onForm: true,
  },
  hasCheckEvidence: {
    sentence: 'Write how it was checked, and what was seen of each step (R17).',
    holds: ({ methodGiven, evidenceGiven }) => methodGiven === true && evidenceGiven === true,
    onForm: true,
  },
  hasReachedRemedyDate: {
    sentence: 'Its remedy date has not come.',
    holds: ({ on }, { remedyOn }) => isGiven(on) && remedyOn !== null && on >= remedyOn,
  },
  isEveryStepDone: {
    sentence: 'An officer has checked every step and found it done (R17).',
    holds: ({ openSteps, doneSteps }) => openSteps === 0 && (doneSteps ?? 0) > 0,
  },
  hasStepNotDone: {
    sentence: 'Every step is done: the breach is remedied.',
    holds: ({ openSteps }) => (openSteps ?? 0) > 0,
  },
  isChecked: {
    sentence: 'First record a check of its steps: an officer’s visit, with what was seen (R17).',
    holds: ({ lastCheckedOn }) => isGiven(lastCheckedOn),
  },
  isNotExtended: {
    sentence: 'More time was given already: it is given once.',
    holds: (_facts, { extended }) => !extended,
  },
  hasLaterRemedyDate: {
    sentence: 'Give a remedy date later than the one it has.',
    holds: ({ newRemedyOn }, { remedyOn }) => isGiven(newRemedyOn) && remedyOn !== null && newRemedyOn > remedyOn,
    onForm: true,
  },
  hasGround: {
    sentence: 'Choose why: issued in error, outside the provider’s control, or the provider has changed (R15).',
    holds: ({ ground }) => isGiven(ground),
    onForm: true,
  },
  leavesAClause: {
    sentence: 'Choose at least one clause to withdraw, and leave one: to withdraw all of them, withdraw the notice.',
    holds: ({ clausesToWithdraw, clausesLeft }) => (clausesToWithdraw ?? 0) > 0 && (clausesLeft ?? 0) > 0,
    onForm: true,
  },
  hasContractEnded: {
    sentence: 'The contract it stands under has ended.',
    holds: ({ contractEnded }) => contractEnded === true,
  },
  hasWhatFollowed: {
    sentence: 'Choose what followed: a second notice, a restriction, a proposal to terminate, or no further step.',
    holds: ({ followedBy }) => isGiven(followedBy),
    onForm: true,
  },
} satisfies Requirements<NoticeContext, NoticeEvents>;
