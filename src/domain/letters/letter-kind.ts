import type { RestrictionScope } from '../restrictions/effective-rule.js';
import type { RestrictionKind } from '../restrictions/restriction.machine.js';
import type { LiftPhase } from '../restrictions/restriction.requirements.js';
import type { NoticeFacts } from './notice-facts.js';

/** One part of a letter. Parts come from the record and cannot be removed; the officer's own paragraph stands beside them. */
export interface LetterPart {
  readonly heading: string;
  readonly text: string;
}
export interface LetterBody {
  readonly parts: readonly LetterPart[];
  /** The one part people write: after the decision, before what follows from it. */
  readonly paragraph: string;
}

/**
 * What a letter may say. Everything is from the decision, the restriction and the provider's own words: no score, no source,
 * nothing of what any agency told us (domain.md 2.6).
 */
export interface LetterFacts {
  readonly serviceName: string;
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
    /** Of a notice (D11). */
    readonly change?: string;
    readonly remedyOn?: string | null;
    readonly ground?: string | null;
    readonly clauseIds?: readonly string[];
  };
  readonly leadOfficer: string | null;
  readonly concernsChair: string | null;
  /** Words of the criteria met, without their evidence. */
  readonly criteria: readonly string[];
  readonly restriction: {
    readonly reference: string;
    readonly kind: RestrictionKind;
    readonly scope: RestrictionScope;
    /** The phase of its lift that the decision begins. */
    readonly phase: Pick<LiftPhase, 'placements' | 'weeks'> | null;
    readonly startsOn: string;
    readonly reviewOn: string;
    readonly confirmBy: string | null;
    readonly liftConditions: string | null;
    readonly exceptions: string;
    readonly reasons: readonly string[];
    readonly riskAssessment: { readonly number: number; readonly assessedOn: string } | null;
  } | null;
  readonly notice: NoticeFacts | null;
  readonly answers: readonly { readonly reference: string; readonly answer: string }[];
  readonly panelsOnTrack: number;
}

/** What says which letter tells of a decision. */
export interface Decided {
  readonly code: string;
  readonly outcome: string;
  /** What a decision on a standing measure did: confirm, vary, extend, phase, nextPhase, relapse or lift; of a notice issued, its kind. */
  readonly change: string | undefined;
}

/** One kind of letter that tells a provider of a decision: a file under `kinds/`, and a line in `kinds/index.ts`. */
export interface LetterKind {
  /** Its code in domain.md 7; `D` tells a provider that a proposal was not followed. */
  readonly code: string;
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
  /** Sent only to a provider who was told of the proposal. */
  readonly onlyIfToldOfProposal?: true;
  /** What waits for its service: its days begin then (case 28). */
  readonly awaitedBy?: 'restriction' | 'notice';
}
