import type { StageNames } from '../../../procedures/index.ts';
import type { AnsweredPoint } from '../representations/points.js';
import type { RestrictionScope } from '../restrictions/effective-rule.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';
import type { LiftPhase } from '../restrictions/restriction.requirements.js';
import type { NoticeFacts } from './notice-facts.js';
import type { PlanAnswer } from './plan-answer-facts.js';
import type { TerminationFacts } from './termination-facts.js';

/** One part of a letter. */
export interface LetterPart {
  readonly heading: string;
  readonly text: string;
  /** Set where people may change it: the text is then what it says unless they do. Without one it comes from the record and stays. */
  readonly key?: string;
  /** Of a part people write: the letter does not go without it. */
  readonly needed?: true;
}
export interface LetterBody {
  readonly parts: readonly LetterPart[];
  /** A part without a heading that people may add: after the first part. */
  readonly paragraph: string;
}

interface Named {
  readonly name: string;
  readonly title: string;
  readonly phone: string | null;
}
interface Restriction {
  readonly reference: string;
  readonly kind: RestrictionKind;
  readonly scope: RestrictionScope;
  readonly startsOn: string;
  readonly reviewOn: string;
  readonly exceptions: string;
}

/**
 * What a letter about a decision may say. Everything is from the decision, the restriction and the provider's own words: no score,
 * no source, nothing of what any agency told us (domain.md 2.6).
 */
export interface LetterFacts {
  readonly serviceName: string;
  /** What the council calls its stages on the day it is written. */
  readonly stageNames: StageNames;
  readonly decision: {
    readonly reference: string;
    readonly code: string;
    readonly outcome: string;
    /** A date in London. */
    readonly decidedOn: string;
    readonly reasons: string;
    readonly reviewOn: string | null;
    readonly decidedBy: string;
    readonly decidedByTitle: string;
  };
  /** What the letter reads of the decision's terms. */
  readonly terms: {
    readonly frequency?: string;
    readonly wayIn?: string;
    readonly outcome?: string;
    readonly to?: string;
    readonly evidence?: string;
    readonly notHeardReason?: string | null;
    /** Of a notice (D11) or a termination (D14). */
    readonly change?: string;
    readonly remedyOn?: string | null;
    readonly ground?: string | null;
    readonly clauseIds?: readonly string[];
    /** Of an appeal (D19). */
    readonly appealReference?: string;
    readonly effect?: 'lift' | 'vary' | null;
    readonly restrictionEnded?: boolean;
    readonly nominee?: string | null;
    readonly arguments?: readonly { readonly argument: string; readonly answer: string }[];
    /** Of a case that is closed (D16). */
    readonly closingReason?: string;
  };
  /** Named by the decision; where it names none, who leads the work on the service. */
  readonly leadOfficer: string | null;
  /** The number the lead officer is reached by, as officers see it. */
  readonly leadPhone: string | null;
  /** Of a restriction that is reviewed: what was seen first-hand after the day it was last decided on, by kind of visit; no word of what was seen. */
  readonly seenSince: readonly { readonly kind: string; readonly on: string }[];
  /** Of serious concerns: the last day for their first meeting. */
  readonly initialMeetingBy: string | null;
  readonly concernsChair: string | null;
  /** Words of the criteria met, without their evidence. */
  readonly criteria: readonly string[];
  readonly restriction: (Restriction & {
    /** The phase of its lift that the decision begins. */
    readonly phase: Pick<LiftPhase, 'placements' | 'weeks'> | null;
    readonly confirmBy: string | null;
    readonly liftConditions: string | null;
    readonly reasons: readonly string[];
    readonly riskAssessment: { readonly number: number; readonly assessedOn: string } | null;
  }) | null;
  readonly notice: NoticeFacts | null;
  readonly termination: TerminationFacts | null;
  /** What the provider said, point by point, and the answer to each (R05). */
  readonly answers: readonly { readonly reference: string; readonly points: readonly (AnsweredPoint & { readonly words: string })[] }[];
  /** What the procedure asks for before enhanced monitoring ends, each as the end of a sentence. */
  readonly endsWhen: readonly string[];
  /** With whom in Legal, and when, the procedure’s exclusion of an appeal for every reason of the restriction was agreed; null where an appeal is open (R11). */
  readonly appealExclusion: { readonly legalOfficer: string; readonly agreedOn: string } | null;
}

/** What a letter that tells of no decision may say: no score, no source, no name of anybody who lives there. */
export interface OccasionFacts {
  readonly council: string;
  readonly stageNames: StageNames;
  readonly serviceName: string;
  readonly providerName: string;
  /** The state of the service's stage. */
  readonly stage: string;
  readonly stageSince: string | null;
  /** Words of the criteria for which the serious concerns process was invoked, without their evidence. */
  readonly criteria: readonly string[];
  /** In force; the one it is about alone, where it is about one. */
  readonly restrictions: readonly Restriction[];
  /** The restriction it is about, where an earlier record states it and nobody here has decided on it (ADR 0030). */
  readonly undecided: string | null;
  /** Of a restriction that continues against a new owner and waits for its fresh decision (R31). */
  readonly continuing: {
    readonly formerOwner: string;
    readonly changedOn: string;
    readonly confirmBy: string;
    readonly answerBy: string | null;
    readonly reasons: readonly string[];
    readonly liftConditions: string | null;
  } | null;
  /** Still to be done; those of the meeting alone, where it is about one. */
  readonly actions: readonly { readonly reference: string; readonly description: string; readonly dueOn: string }[];
  readonly meeting: { readonly title: string; readonly heldOn: string } | null;
  readonly nextMeetingOn: string | null;
  readonly representation: {
    readonly reference: string;
    readonly subject: string | null;
    readonly receivedOn: string;
    readonly text: string;
    readonly consideration: string | null;
    readonly consideredOn: string | null;
  } | null;
  /** An appeal that waits to be heard. */
  readonly appeal: {
    readonly reference: string;
    readonly lodgedOn: string;
    readonly grounds: string | null;
    readonly groundsBy: string;
    readonly hearBy: string;
    readonly restrictionReference: string;
    readonly decisionReference: string;
  } | null;
  /** A provider's plan to remedy a breach, and what the council made of it. */
  readonly plan: PlanAnswer | null;
  /** The lead officer; where there is none, who answered the plan or starts the letter. */
  readonly contact: Named;
}

/** What says which letter tells of a decision. */
export interface Decided {
  readonly code: string;
  readonly outcome: string;
  /** What a decision on a standing measure did: confirm, vary, extend, phase, nextPhase, relapse or lift; of a notice issued, its kind. */
  readonly change: string | undefined;
}

/** Whom a letter goes to. Only a letter to the provider is the provider's. */
export type Addressee = 'provider' | 'placingAuthorities' | 'people' | 'agencies' | 'outOfHours';

interface AnyKind {
  /** Its code in domain.md 7, or one of ours where that has none. */
  readonly code: string;
  readonly addressee: Addressee;
  /** Whether Legal agrees before it is issued. An officer may ask Legal about any other too. */
  readonly legalFirst: boolean;
}

/** A letter that tells a provider of a decision, drafted when it is made. */
export interface DecisionLetter extends AnyKind {
  readonly occasion: 'decision';
  /** What its subject says before the service's name. */
  title(facts: LetterFacts): string;
  /** Whether it is the letter a decision calls for. The first kind of the registry that answers yes is drafted. */
  tellsOf(decision: Decided): boolean;
  /** The words after "… decided". */
  act(facts: LetterFacts): string;
  /** What follows from the decision, in order; a part the record has nothing for is left out. */
  follows(facts: LetterFacts): LetterPart[];
  /** How the provider may answer it; null where it opens no window. */
  readonly reply: 'answer' | 'answerOrAppeal' | null;
  /** It asks nothing of the provider and takes nothing from it: why the provider was not heard needs no words (R04). */
  inYourFavour?(facts: LetterFacts): boolean;
  /** Its own parts name the officer to speak to. */
  readonly namesOfficer?: true;
  /** Sent only to a provider who was told of the proposal. */
  readonly onlyIfToldOfProposal?: true;
  /** What waits for its service: its days begin then (case 28). */
  readonly awaitedBy?: 'restriction' | 'notice' | 'termination';
}

/** A letter that tells of no decision: an officer starts it, of a service or of what is named; the answer to a plan is drafted with the answer. */
export interface OccasionLetter extends AnyKind {
  readonly occasion: 'service' | 'meeting' | 'restriction' | 'continuingRestriction' | 'appeal' | 'representation' | 'answeredRepresentation' | 'answeredPlan';
  /** What it is called where an officer chooses it, and its subject before the service's name. */
  readonly title: string;
  parts(facts: OccasionFacts): LetterPart[];
  /** Why it cannot be written of what is named; null where it can. */
  readonly missing?: (facts: OccasionFacts) => string | null;
  /** What waits for its service. */
  readonly awaitedBy?: 'restriction' | 'plan';
  /** To whom the paper says it goes, where that is not the names given: nobody reads there who else had it. */
  readonly recipient?: (facts: OccasionFacts) => string;
  /** Whom it greets, where it goes to more people than have a name here. */
  readonly dear?: (facts: OccasionFacts) => string;
}

/** One kind of letter: a file under `kinds/`, and a line in `kinds/index.ts`. */
export type LetterKind = DecisionLetter | OccasionLetter;
