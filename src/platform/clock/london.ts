/** The one time zone of this service: deadlines, dates and meetings are England's, wherever the process runs. */
export const LONDON = 'Europe/London';

/** The calendar date in London at an instant. */
export function londonDate(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(LONDON).toPlainDate();
}

/** The wall-clock time in London at an instant. */
export function londonTime(instant: Temporal.Instant): Temporal.PlainTime {
  return instant.toZonedDateTimeISO(LONDON).toPlainTime();
}

/**
 * The instant of a London date and wall-clock time, as in an invitation to a meeting.
 * A time the spring change skips moves forward by the hour skipped; one the autumn change repeats is its first occurrence.
 */
export function londonInstant(date: Temporal.PlainDate, time: Temporal.PlainTime | string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

/** The first instant of a London date. */
export function startOfDay(date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime(LONDON).toInstant();
}

/** The last millisecond of a London date: what is due that day is due by this instant, inclusive. */
export function endOfDay(date: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(date.add({ days: 1 })).subtract({ milliseconds: 1 });
}
