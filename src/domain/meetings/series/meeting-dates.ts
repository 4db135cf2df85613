import { londonDate, londonInstant, londonTime } from '../../../platform/clock/london.js';
import { isWorkingDay, whyNoWorkingDay } from '../../../platform/clock/working-days.js';
import { dateInWords } from '../../../platform/clock/words.js';

interface Wanted {
  readonly startsOn: string;
  readonly startTime: string;
  /** Ticked by whoever means a day that is asked about: a bank holiday, a weekend, a second meeting that day. */
  readonly dateIsMeant: boolean;
  /** Of meetings whose notes may be written down afterwards. */
  readonly mayBePast: boolean;
}
interface Problem {
  readonly field: string;
  readonly message: string;
}

/** When a meeting begins, by the wall clock of London, and everything that speaks against it. */
export function beginning({ startsOn, startTime, dateIsMeant, mayBePast }: Wanted, now: Temporal.Instant): { at: Temporal.Instant; problems: Problem[] } {
  const date = Temporal.PlainDate.from(startsOn);
  const at = londonInstant(date, startTime);
  const problems: Problem[] = [];
  if (Temporal.Instant.compare(at, now) <= 0 && !mayBePast) problems.push({ field: 'startsOn', message: 'Enter a date and time that is still to come' });
  if (!isWorkingDay(date) && !dateIsMeant) problems.push({ field: 'startsOn', message: `${dateInWords(startsOn)} is ${namedDay(whyNoWorkingDay(date) ?? '')}. Choose another day, or tick that this day is meant` });
  if (!londonTime(at).equals(Temporal.PlainTime.from(startTime))) problems.push({ field: 'startTime', message: `The clocks go forward on ${dateInWords(startsOn)}: there is no ${startTime}. Enter another time` });
  return { at, problems };
}

const namedDay = (name: string): string => (name === 'Saturday' || name === 'Sunday' ? `a ${name}` : `a bank holiday (${name})`);

/** The day in London on which an instant falls, as `YYYY-MM-DD`. */
export const dayOf = (at: Temporal.Instant): string => londonDate(at).toString();
