import { onOrAfterWorkingDay, whyNoWorkingDay } from './working-days.js';

/** A day of every month, as councils set their panels: the second Tuesday is `{weekday: 2, nth: 2}` (Monday is 1). */
export interface MonthlyCadence {
  readonly weekday: number;
  readonly nth: number;
}

/** The nth given weekday of a month. Throws RangeError where the month has none, as a fifth Tuesday often. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const daysToFirst = (weekday - first.dayOfWeek + 7) % 7;
  const day = 1 + daysToFirst + (nth - 1) * 7;
  if (nth < 1 || day > first.daysInMonth) throw new RangeError(`${year}-${month} has no weekday ${weekday} number ${nth}`);
  return first.with({ day });
}

/** The panel's date in a month: its weekday, moved to the next working day where that is a bank holiday. */
export function panelDate(cadence: MonthlyCadence, month: Temporal.PlainYearMonth): Temporal.PlainDate {
  return onOrAfterWorkingDay(nthWeekday(month.year, month.month, cadence.weekday, cadence.nth));
}

/** The first panel date after a date. */
export function nextPanelDate(cadence: MonthlyCadence, after: Temporal.PlainDate): Temporal.PlainDate {
  // A panel moved off a holiday may cross into the next month, so the month before is looked at first.
  let month = after.toPlainYearMonth().subtract({ months: 1 });
  for (;;) {
    const date = panelDate(cadence, month);
    if (Temporal.PlainDate.compare(date, after) > 0) return date;
    month = month.add({ months: 1 });
  }
}

/** How often a group meets: a weekday of every so many months, or every so many days. */
export type Rhythm = ({ readonly every: 'months'; readonly months: number } & MonthlyCadence) | { readonly every: 'days'; readonly days: number };

/** One date of a rhythm, and where it would have fallen on a day that is none for working, that day and what it is. */
export interface DateInRhythm {
  readonly on: Temporal.PlainDate;
  readonly movedFrom: Temporal.PlainDate | null;
  readonly movedBecause: string | null;
}

/**
 * The dates of a rhythm from its first day on, through the last. Months are counted from the first day's, days from the first day
 * itself; what falls on no working day is held on the next one, once, and the rhythm goes on from where it was.
 */
export function datesOf(rhythm: Rhythm, first: Temporal.PlainDate, last: Temporal.PlainDate): DateInRhythm[] {
  const dates: DateInRhythm[] = [];
  for (let count = 0; ; count += 1) {
    const day = rhythm.every === 'days' ? first.add({ days: count * rhythm.days }) : nthWeekdayOf(rhythm, first.toPlainYearMonth().add({ months: count * rhythm.months }));
    if (Temporal.PlainDate.compare(day, last) > 0) return dates;
    const on = onOrAfterWorkingDay(day);
    if (Temporal.PlainDate.compare(day, first) >= 0 && dates.at(-1)?.on.equals(on) !== true) dates.push({ on, movedFrom: on.equals(day) ? null : day, movedBecause: whyNoWorkingDay(day) });
  }
}

const nthWeekdayOf = ({ weekday, nth }: MonthlyCadence, month: Temporal.PlainYearMonth): Temporal.PlainDate => nthWeekday(month.year, month.month, weekday, nth);
