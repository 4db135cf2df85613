import type { Series } from '../../../../procedures/index.ts';
import { dateInWords } from '../../../platform/clock/words.js';
import { onOrAfterWorkingDay } from '../../../platform/clock/working-days.js';
import { datesOf, panelDate, type Rhythm } from '../../../platform/clock/cadence.js';
import type { DateAhead, MeetingClock, MeetingKind, YearAhead } from './series.types.js';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const ordinals = ['first', 'second', 'third', 'fourth'];
const clockWords: Record<string, string> = { initialMeeting: 'The initial meeting is due', findingsMeeting: 'The findings meeting is due' };

/** A kind of meeting as pages name it. */
export function kindOf({ key, name, purpose, shape, recommends, partners, provider, membership, cadence }: Series): MeetingKind {
  return { key, name, purpose, shape, rhythm: rhythmWords(cadence), recommends, partners, provider, membership: membership.map(({ title }) => title) };
}

function rhythmWords(cadence: Series['cadence']): string {
  if (cadence.every === 'invocation') return 'When somebody calls for it';
  if (cadence.every === 'days') return cadence.days === 7 ? 'Every week' : `Every ${cadence.days} days`;
  const month = cadence.months === 1 ? 'every month' : cadence.months === 3 ? 'every third month' : `every ${cadence.months} months`;
  return `The ${ordinals[cadence.nth - 1] ?? ''} ${weekdays[cadence.weekday - 1] ?? ''} of ${month}`;
}

export const rhythmOf = ({ cadence }: Series): Rhythm | null => (cadence.every === 'invocation' ? null : cadence);

/** The next date of its rhythm after a day, as `YYYY-MM-DD`; null where it has none. */
export function nextOf(series: Series, held: Temporal.PlainDate): string | null {
  const rhythm = rhythmOf(series);
  if (rhythm === null) return null;
  if (rhythm.every === 'days') return onOrAfterWorkingDay(held.add({ days: rhythm.days })).toString();
  // A date moved off a holiday may have crossed into the next month: it still counts for its own.
  const before = held.toPlainYearMonth().subtract({ months: 1 });
  const month = panelDate(rhythm, before).equals(held) ? before : held.toPlainYearMonth();
  const dates = datesOf(rhythm, month.toPlainDate({ day: 1 }), held.add({ years: 1, months: 1 }));
  return dates.find(({ on }) => Temporal.PlainDate.compare(on, held) > 0)?.on.toString() ?? null;
}

/** The dates of a year from its first day, with the meetings there are on them. */
export function yearAhead(series: Series, from: Temporal.PlainDate, there: readonly { readonly on: string; readonly reference: string }[]): YearAhead {
  const rhythm = rhythmOf(series);
  const to = from.add({ years: 1 }).subtract({ days: 1 });
  const references = new Map(there.map(({ on, reference }) => [on, reference]));
  const dates = rhythm === null ? [] : datesOf(rhythm, from, to).map(({ on, movedFrom, movedBecause }): DateAhead => ({
    startsOn: on.toString(), movedFrom: movedFrom?.toString() ?? null, movedBecause, reference: references.get(on.toString()) ?? null,
  }));
  return { from: from.toString(), to: to.toString(), dates };
}

/** The clocks that a meeting of this kind answers, and whether it falls too late for them. */
export function clocksOf(key: string, heldOn: string, clocks: readonly { readonly kind: string; readonly dueOn: string }[]): MeetingClock[] {
  const answered = key === 'initial' ? 'initialMeeting' : key === 'review' ? 'findingsMeeting' : null;
  return clocks.filter(({ kind }) => kind === answered).map(({ kind, dueOn }) => ({ words: `${clockWords[kind] ?? ''} by ${dateInWords(dueOn)}`, dueOn, late: heldOn > dueOn }));
}
