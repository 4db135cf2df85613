import { londonInstant } from '../platform/clock/london.js';
import { addWorkingDays, isWorkingDay, onOrAfterWorkingDay } from '../platform/clock/working-days.js';

const TUESDAY = 2;
const betweenPanels = { days: 28 };
/** Working days before the first panel: its intelligence is triaged by then, also over Christmas. */
const beforeFirstPanel = 12;
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
    this.firstDay = addWorkingDays(this.panels[0], -beforeFirstPanel);
  }

  /** The nth working day after the story's first day (0) or after one of its panels (1 to 3). */
  after(which: 0 | 1 | 2 | 3, workingDays: number): Temporal.PlainDate {
    const from = which === 0 ? this.firstDay : this.panels[which - 1];
    if (from === undefined) throw new Error(`The story has no panel ${which}.`);
    return addWorkingDays(from, workingDays);
  }

  /** The panel after one of the three that met. */
  panelAfter(panel: 1 | 2 | 3): Temporal.PlainDate {
    return [...this.panels, this.nextPanel][panel] ?? this.nextPanel;
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
