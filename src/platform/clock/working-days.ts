import Holidays from 'date-holidays';
import { londonDate, londonTime } from './london.js';

const england = new Holidays('GB', 'ENG', { types: ['public', 'bank'] });
const holidaysByYear = new Map<number, ReadonlyMap<string, string>>();

/** What arrives later than this in the day counts as arriving on the next working day (R32). */
const LAST_SERVICE = Temporal.PlainTime.from('17:00');
const SATURDAY = 6;

function holidaysOf(year: number): ReadonlyMap<string, string> {
  let days = holidaysByYear.get(year);
  if (!days) {
    days = new Map(england.getHolidays(year).map((holiday) => [holiday.date.slice(0, 10), holiday.name]));
    holidaysByYear.set(year, days);
  }
  return days;
}

/** Whether a date is a bank holiday in England, one-off ones (2022-09-19, 2023-05-08) included. */
export function isBankHoliday(date: Temporal.PlainDate): boolean {
  return holidaysOf(date.year).has(date.toString());
}

/** Why a date is no working day: the bank holiday's name, or the day of the weekend; null where it is one. */
export function whyNoWorkingDay(date: Temporal.PlainDate): string | null {
  const holiday = holidaysOf(date.year).get(date.toString());
  if (holiday !== undefined) return holiday;
  return date.dayOfWeek < SATURDAY ? null : date.dayOfWeek === SATURDAY ? 'Saturday' : 'Sunday';
}

/** Monday to Friday, and not a bank holiday of England. */
export function isWorkingDay(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek < SATURDAY && !isBankHoliday(date);
}

/** The first working day after a date. */
export function nextWorkingDay(date: Temporal.PlainDate): Temporal.PlainDate {
  return addWorkingDays(date, 1);
}

/** The date itself where it is a working day, otherwise the next one. */
export function onOrAfterWorkingDay(date: Temporal.PlainDate): Temporal.PlainDate {
  return isWorkingDay(date) ? date : nextWorkingDay(date);
}

/**
 * The nth working day after a date; the date's own day is never counted. Negative counts back.
 * Zero is the date itself, also where that is no working day.
 */
export function addWorkingDays(date: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const step = { days: Math.sign(count) };
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = day.add(step);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** How many working days lie after `from` up to and including `to`; negative where `to` is earlier. */
export function workingDaysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  if (Temporal.PlainDate.compare(from, to) > 0) return 0 - workingDaysBetween(to, from);
  let count = 0;
  for (let day = from; !day.equals(to); ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/**
 * The date on which something sent at this instant counts as served (R32): the same day until 17:00 London,
 * after that, and on any other day, the next working day.
 */
export function servedOn(instant: Temporal.Instant): Temporal.PlainDate {
  const date = londonDate(instant);
  const inTime = Temporal.PlainTime.compare(londonTime(instant), LAST_SERVICE) <= 0;
  return inTime && isWorkingDay(date) ? date : nextWorkingDay(date);
}
