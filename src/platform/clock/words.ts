import { londonDate, londonTime } from './london.js';

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

// Written out rather than by Intl: the words of a stored document must not change with the runtime's language data.

/** `22 November 2026`, from a date or its ISO text. */
export function dateInWords(date: Temporal.PlainDate | string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** `Sunday 22 November 2026`. */
export function dayInWords(date: Temporal.PlainDate | string): string {
  return `${WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]} ${dateInWords(date)}`;
}

/** `2pm`, `2:30pm`, `midday` or `midnight` in London, as GOV.UK writes times; seconds are left out. */
export function timeInWords(time: Temporal.Instant | Temporal.PlainTime | string): string {
  const { hour, minute } = time instanceof Temporal.Instant ? londonTime(time) : Temporal.PlainTime.from(time);
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** `22 November 2026 at 2:30pm` in London, from an instant or its ISO text. */
export function dateTimeInWords(instant: Temporal.Instant | string): string {
  const at = Temporal.Instant.from(instant);
  return `${dateInWords(londonDate(at))} at ${timeInWords(at)}`;
}
