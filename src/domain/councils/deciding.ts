/**
 * Who decides, and by what authority, as the service that records the decision gathers it: the facts and requirements that
 * every decided step shares (R01, R39, D03-D16). Who may decide what is data of the council's scheme of delegation.
 */
export interface DecidingFacts {
  /** The membership of the officer who decides; null while nobody does. */
  readonly decidedBy: string | null;
  /** Whether that officer is authorised for this decision within the delegated limits of this council. */
  readonly deciderIsAuthorised: boolean;
  readonly deciderGrade: number;
  /** Whether the same person chaired the item or signed the recommendation (R39). */
  readonly deciderChairedOrSigned: boolean;
  /** Whether this is an emergency whose reason is written down. */
  readonly emergencyReasonGiven: boolean;
  readonly reasonsGiven: boolean;
}

/** Case 18: a service that the decider's own agency runs. */
export interface OwnServiceFacts {
  /** Whether the decider belongs to the agency that runs the provider. */
  readonly deciderRunsService: boolean;
  /** Whether it is written down how independence is kept. */
  readonly independenceGiven: boolean;
}

/** Decisions that an agency takes about a service of its own only with a word on independence: what binds or costs the provider, and what eases or ends that. */
export const needsIndependence: readonly string[] = ['D04', 'D08', 'D09', 'D10', 'D11', 'D12', 'D13', 'D14', 'D16', 'D18', 'D19', 'D20'];

/** What the provider was told and said, and how it was weighed (R04, R05, statechart G). */
export interface HearingFacts {
  /** Windows for representation still open for this service, what the provider asked about being heard and was not answered, and disclosures in preparation or too late to be answered yet. */
  readonly openWindows: number;
  /** Whether the decider wrote down why the window is not waited for, or why the provider was not heard. */
  readonly notHeardReasonGiven: boolean;
  /** Points of representations received that are not answered yet. */
  readonly unansweredRepresentations: number;
  /** The same by name: "point 2 of REP-2026-00001". */
  readonly unansweredPoints?: readonly string[];
}

/** Facts as a requirement sees them: any may be unknown. */
export type Known<Facts> = { readonly [Key in keyof Facts]?: Facts[Key] | undefined };

export const hasAuthorisedDecider = {
  sentence: 'An authorised officer, within the delegated limit for this decision, decides it (R01).',
  holds: ({ decidedBy, deciderIsAuthorised }: Known<DecidingFacts>) => isGiven(decidedBy) && deciderIsAuthorised === true,
};

export const isIndependentDecider = {
  sentence: 'Whoever chaired the item or signed the recommendation does not decide it, save in an emergency with the reason written down (R39).',
  holds: ({ deciderChairedOrSigned, emergencyReasonGiven }: Known<DecidingFacts>) => deciderChairedOrSigned === false || emergencyReasonGiven === true,
};

/** An emergency does not wait for it: whoever confirms writes it. Before the question was asked, nobody knew who runs a provider. */
export const keepsIndependence = {
  sentence: 'Write how independence is kept: your own agency runs this service, so say who of another agency chairs or looks over the decision.',
  holds: ({ deciderRunsService, independenceGiven, emergencyReasonGiven }: Known<OwnServiceFacts & Pick<DecidingFacts, 'emergencyReasonGiven'>>) =>
    deciderRunsService !== true || independenceGiven === true || emergencyReasonGiven === true,
  onForm: true as const,
};

export const hasReasons = {
  sentence: 'Give the reasons for the decision.',
  holds: ({ reasonsGiven }: Known<DecidingFacts>) => reasonsGiven === true,
  onForm: true as const,
};

export const hasHeardProvider = {
  sentence: 'Wait until the window for representation has closed, what the provider asked about being heard is answered and what is prepared for it is disclosed, or say in writing why not (R04).',
  holds: ({ openWindows, notHeardReasonGiven }: Known<HearingFacts>) => openWindows === 0 || notHeardReasonGiven === true,
};

export const hasAnsweredEveryRepresentation = {
  sentence: 'Answer every point of what the provider said before the decision (R05).',
  holds: ({ unansweredRepresentations }: Known<HearingFacts>) => unansweredRepresentations === 0,
  names: ({ unansweredPoints }: Known<HearingFacts>) => unansweredPoints ?? [],
};

/** The rank of the Director of Adult Social Services: nobody in the department is senior to it. */
export const dass = 5;

/**
 * Whether whoever confirms is senior to whoever decided in an emergency (R03). Only over the DASS another statutory or
 * corporate director, of no lower rank, stands in for one: nobody else becomes senior by saying so.
 */
export function isSenior(confirmerGrade: number | undefined, deciderGrade: number | null, isOtherDirector: boolean | undefined): boolean {
  if (confirmerGrade === undefined || deciderGrade === null) return false;
  return confirmerGrade > deciderGrade || (deciderGrade >= dass && confirmerGrade >= dass && isOtherDirector === true);
}

/** Whether a fact is known and has a value. */
export function isGiven<Value>(fact: Value | null | undefined): fact is Value {
  return fact !== null && fact !== undefined;
}
