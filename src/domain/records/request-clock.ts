import { addWorkingDays, onOrAfterWorkingDay } from '../../platform/clock/working-days.js';

export const requestKinds = ['foi', 'subjectAccess', 'other'] as const;
export type RequestKind = (typeof requestKinds)[number];
/** What is awaited of the requester while the clock stands. */
export type Awaited = 'clarification' | 'identity';

/** From where and how far the clock counts. Dates as `YYYY-MM-DD`. */
export interface RequestClock {
  readonly kind: RequestKind;
  /** The day the time counts from; that day itself is never counted. */
  readonly startsOn: string;
  /** A complex subject access request: two months more. */
  readonly extended: boolean;
  /** Days the clock stood; added at the end. */
  readonly pausedDays: number;
  /** The day a court order or the like sets; null for the two kinds whose time is the law's. */
  readonly setDueOn: string | null;
}

/** FOIA s10(1). */
const foiWorkingDays = 20;

/**
 * The last day to answer (qualities.md 3.5). FOI: the 20th working day after receipt. Subject access: one calendar month, three where
 * complex, to the same day of the month or its last, and the days the clock stood; what falls on no working day is due on the next.
 */
export function lastDayOf({ kind, startsOn, extended, pausedDays, setDueOn }: RequestClock): string {
  const start = Temporal.PlainDate.from(startsOn);
  if (kind === 'foi') return addWorkingDays(start, foiWorkingDays).toString();
  if (kind === 'other') return setDueOn ?? startsOn;
  return onOrAfterWorkingDay(start.add({ months: extended ? 3 : 1 }).add({ days: pausedDays })).toString();
}

/**
 * The clock once the requester has answered. FOI begins anew (FOIA s10(6)(b)); subject access begins on the day identity is proved, and
 * after a clarification goes on where it stood (UK GDPR Art 12A, DUAA 2025 s76). A date set by somebody else never moves.
 */
export function afterAnswer(clock: RequestClock, awaited: Awaited, askedOn: string, answeredOn: string): RequestClock {
  if (clock.kind === 'other') return clock;
  if (clock.kind === 'foi' || awaited === 'identity') return { ...clock, startsOn: answeredOn, pausedDays: 0 };
  return { ...clock, pausedDays: clock.pausedDays + Temporal.PlainDate.from(askedOn).until(answeredOn).days };
}
