import { londonInstant } from '../platform/clock/london.js';
import { addWorkingDays, isWorkingDay, onOrAfterWorkingDay } from '../platform/clock/working-days.js';

const TUESDAY = 2;
const betweenPanels = { days: 28 };
/** Long enough for the first intelligence to be triaged before the first panel. */
const beforeFirstPanel = { days: 15 };
/** The next panel is a few days ahead: near enough that its agenda stands, far enough to be walked through today. */
const soonest = { days: 2 };

/**
 * The days of the story, counted back from the day it is first told: it ends yesterday, and the next panel is in the week that
 * follows. Panels meet every four weeks on a Tuesday, moved off bank holidays.
 */
export class StoryCalendar {
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  /** Three that met, and the one to come. */
  readonly panels: readonly [Temporal.PlainDate, Temporal.PlainDate, Temporal.PlainDate];
  readonly nextPanel: Temporal.PlainDate;

  constructor(readonly toldOn: Temporal.PlainDate) {
    let tuesday = toldOn.add(soonest);
    while (tuesday.dayOfWeek !== TUESDAY) tuesday = tuesday.add({ days: 1 });
    const before = (count: number): Temporal.PlainDate => onOrAfterWorkingDay(tuesday.subtract({ days: betweenPanels.days * count }));
    this.nextPanel = onOrAfterWorkingDay(tuesday);
    this.panels = [before(3), before(2), before(1)];
    this.lastDay = toldOn.subtract({ days: 1 });
    this.firstDay = addWorkingDays(this.panels[0].subtract(beforeFirstPanel), 1);
  }

  /** The nth working day after a date; negative counts back. */
  workingDay(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
    return addWorkingDays(from, count);
  }

  /** So many days before the last one, moved back to a working day. */
  before(days: number): Temporal.PlainDate {
    const date = this.lastDay.subtract({ days });
    return isWorkingDay(date) ? date : addWorkingDays(date, -1);
  }

  /** An instant on a London date. */
  at(date: Temporal.PlainDate, time: string): Temporal.Instant {
    return londonInstant(date, time);
  }
}
