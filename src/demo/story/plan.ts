import type { CastName } from '../cast.js';
import type { Strand, Teller } from './teller.js';

/** What a panel agreed that somebody does, and what came of it. Days are working days after the panel. */
export interface AgreedAction {
  readonly what: string;
  readonly owner: CastName;
  readonly dueAfter: number;
  readonly mustDo?: boolean;
  readonly moreTime?: readonly [after: number, newDueAfter: number, reason: string];
  readonly reported?: readonly [after: number, evidence: string];
  readonly checked?: readonly [after: number, method: string];
  /** The officer who checks it, where not the quality team's other one. */
  readonly checkedBy?: CastName;
}

/** A recommendation and what follows it. */
export interface Recommended {
  readonly code: 'D03' | 'D04' | 'D08' | 'D09' | 'D16';
  readonly text: string;
  readonly criteria?: readonly (readonly [code: string, evidence: string])[];
  readonly kind?: 'fullStop' | 'partial' | 'cap' | 'cautionary';
  readonly covers?: string;
  readonly reasonCodes?: readonly string[];
  readonly differingViews?: string;
  readonly follows: (teller: Teller, made: Made) => Strand;
}
/** A recommendation as it was recorded. */
export interface Made {
  readonly id: string;
  readonly place: string;
  readonly serviceId: string;
  /** Which of the story's panels made it. */
  readonly panel: 1 | 2 | 3;
}

/** One service as a panel heard it. */
export interface Heard {
  readonly place: string;
  readonly summary: string;
  /** Whether the panel found it on track; left out where it did not say. */
  readonly onTrack?: boolean;
  readonly differingViews?: string;
  readonly recommended?: readonly Recommended[];
  readonly agreed?: readonly AgreedAction[];
  /** A review of what is in force, decided without a new recommendation. */
  readonly reviewed?: (teller: Teller, of: Omit<Made, 'id'>) => Strand;
  /** The chair keeps this section among officers of the council. */
  readonly councilOnly?: boolean;
  /** The chair lets the provider have this section, in an extract of its own. */
  readonly forProvider?: boolean;
}

/** Somebody has an interest in an item. */
export interface Interest {
  readonly who: CastName;
  readonly place: string;
  readonly nature: string;
  readonly details: string;
  readonly ruling: 'stay' | 'speakThenLeave' | 'leave';
}

export interface PanelPlan {
  /** Everybody else is present; a text is the name of a deputy. */
  readonly away: Readonly<Partial<Record<CastName, 'apologies' | 'absent' | { deputy: string }>>>;
  readonly nilReturns: readonly CastName[];
  /** Whose word before the meeting never came. */
  readonly silent: readonly CastName[];
  readonly interests: readonly Interest[];
  readonly heard: readonly Heard[];
}
