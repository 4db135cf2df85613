import { type MonthlyCadence, panelDate } from '../platform/clock/cadence.js';
import { londonInstant } from '../platform/clock/london.js';
import { addWorkingDays, isWorkingDay } from '../platform/clock/working-days.js';

const TUESDAY = 2;
const WEEK = 7;
/** Not every month has a fifth Tuesday. */
const lastNth = 4;
/** Working days before the first panel: its intelligence is triaged by then, also over Christmas. */
const beforeFirstPanel = 12;
/** The next panel is a few days ahead: near enough that its agenda stands, far enough to be walked through today. */
const soonest = { days: 2 };

/** What the story counts its days from: its first day, its panels, and its last working day. */
export type Anchor = 'start' | 1 | 2 | 3 | 'end';

/**
 * The days of the story, counted from the day it is first told: it ends the day before, and the next panel is in the week that
 * follows. The panels meet on one Tuesday of the month, moved off bank holidays.
 */
export class StoryCalendar {
  readonly cadence: MonthlyCadence;
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  /** Three that met, and the one to come. */
  readonly panels: readonly [Temporal.PlainDate, Temporal.PlainDate, Temporal.PlainDate];
  readonly nextPanel: Temporal.PlainDate;

  constructor(readonly toldOn: Temporal.PlainDate) {
    let tuesday = toldOn.add(soonest);
    while (tuesday.dayOfWeek !== TUESDAY || nthOf(tuesday) > lastNth) tuesday = tuesday.add({ days: 1 });
    const cadence = { weekday: TUESDAY, nth: nthOf(tuesday) };
    const before = (months: number): Temporal.PlainDate => panelDate(cadence, tuesday.toPlainYearMonth().subtract({ months }));
    this.cadence = cadence;
    this.nextPanel = before(0);
    this.panels = [before(3), before(2), before(1)];
    this.lastDay = toldOn.subtract({ days: 1 });
    this.firstDay = addWorkingDays(this.panels[0], -beforeFirstPanel);
  }

  /** So many working days after an anchor; negative counts back. */
  after(anchor: Anchor, workingDays: number): Temporal.PlainDate {
    return addWorkingDays(this.anchorDay(anchor), workingDays);
  }

  /** The panel after one of the three that met. */
  panelAfter(panel: 1 | 2 | 3): Temporal.PlainDate {
    return panel === 3 ? this.nextPanel : this.panels[panel];
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

  private anchorDay(anchor: Anchor): Temporal.PlainDate {
    switch (anchor) {
      case 'start': return this.firstDay;
      case 'end': return this.before(0);
      case 1: return this.panels[0];
      case 2: return this.panels[1];
      case 3: return this.panels[2];
    }
  }
}

/** Which of its weekday in the month a date is. */
function nthOf(date: Temporal.PlainDate): number {
  return Math.ceil(date.day / WEEK);
}
