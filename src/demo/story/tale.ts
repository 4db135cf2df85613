import type { Anchor } from '../calendar.js';
import type { CastName } from '../cast.js';

/** When: working days after (or before) an anchor of the story, and the time in London. */
export type Moment = readonly [after: Anchor, workingDays: number, time: string];

/** One intelligence record and what became of it. */
export interface Tale {
  readonly place: string;
  readonly when: Moment;
  readonly by: CastName;
  /** Codes of the procedure's lists. */
  readonly source: string;
  readonly theme: string;
  readonly severity: 'P1' | 'P2' | 'P3' | 'P4';
  readonly text: string;
  readonly atOnce?: string;
  readonly people?: number;
  readonly caveat?: string;
  /** Who told us, where that is written down; `protect` where nobody may learn it. */
  readonly toldBy?: string;
  readonly protect?: boolean;
  /** Why the provider may not be told everything, or anything. */
  readonly summaryOnly?: string;
  readonly notToProvider?: string;
  /** Disposition and its reason; nothing where it is still being looked at. */
  readonly becomes?: readonly [disposition: string, reason: string];
  readonly reference?: string;
  readonly passedTo?: string;
  /** What came of it: the record is closed. */
  readonly outcome?: string;
}

type More = Omit<Tale, 'place' | 'when' | 'by' | 'source' | 'theme' | 'severity' | 'text'>;

/** The records of one place, told by `tell(when, by, source, theme, severity, text, more)`. */
export function talesOf(place: string) {
  return (when: Moment, by: CastName, source: string, theme: string, severity: Tale['severity'], text: string, more: More = {}): Tale =>
    ({ place, when, by, source, theme, severity, text, ...more });
}

export const toPanel = (reason: string): More => ({ becomes: ['toPanel', reason] });
export const filed = (outcome: string): More => ({ becomes: ['nextReview', 'No one is at risk and nothing more is needed now; kept for the next review.'], outcome });
export const noted = (outcome: string): More => ({ becomes: ['noted', 'Nothing in it needs action.'], outcome });
export const asked = (outcome: string): More => ({ becomes: ['askProvider', 'The provider can answer this best.'], outcome });
export const visited = (outcome: string): More => ({ becomes: ['responsiveVisit', 'It has to be seen on the spot.'], outcome });
export const referred = (reference: string): More => ({ becomes: ['safeguardingReferral', 'Meets the criteria of a safeguarding concern.'], reference });
