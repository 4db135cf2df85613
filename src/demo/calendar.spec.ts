import { isWorkingDay, workingDaysBetween } from '../platform/clock/working-days.js';
import { StoryCalendar } from './calendar.js';

const day = (text: string) => Temporal.PlainDate.from(text);
/** Every day of four years: Christmas, Easter, a leap day and both clock changes are among them. */
const everyDay = Array.from({ length: 4 * 365 + 1 }, (_, index) => day('2026-01-01').add({ days: index }));

describe('the story, begun on any day', () => {
  it('ends yesterday, three to five months after it began', () => {
    for (const toldOn of everyDay) {
      const { firstDay, lastDay } = new StoryCalendar(toldOn);
      expect(lastDay.equals(toldOn.subtract({ days: 1 }))).toBe(true);
      const days = firstDay.until(toldOn).days;
      expect(days).toBeGreaterThan(90);
      expect(days).toBeLessThan(150);
    }
  });

  it('has its panels on working days, a month apart, and the next one a few days ahead', () => {
    for (const toldOn of everyDay) {
      const { panels, nextPanel, firstDay } = new StoryCalendar(toldOn);
      const dates = [firstDay, ...panels, nextPanel];
      for (const date of dates) expect([date.toString(), isWorkingDay(date)]).toEqual([date.toString(), true]);
      const gaps = dates.slice(1).map((date, index) => dates[index]?.until(date).days ?? 0);
      expect(workingDaysBetween(firstDay, panels[0])).toBe(12);
      // R06: what is decided two working days after a panel is reviewed at the next one, within 35 days.
      for (const gap of gaps.slice(1)) expect([toldOn.toString(), gap >= 25 && gap <= 37]).toEqual([toldOn.toString(), true]);
      const ahead = toldOn.until(nextPanel).days;
      expect(ahead >= 2 && ahead <= 18).toBe(true);
    }
  });

  it('leaves 10 working days after the last panel: minutes are approved, a provider is told and answers', () => {
    for (const toldOn of everyDay) {
      const { panels, lastDay } = new StoryCalendar(toldOn);
      expect([toldOn.toString(), workingDaysBetween(panels[2], lastDay) >= 10]).toEqual([toldOn.toString(), true]);
    }
  });

  it('moves a day counted back to a working day before it', () => {
    const calendar = new StoryCalendar(day('2026-11-22'));
    expect(calendar.before(0).toString()).toBe('2026-11-20');
    expect(calendar.before(3).toString()).toBe('2026-11-18');
  });

  it('has time between the third panel and its last days for what members propose, say of the minutes and answer in writing', () => {
    const short = everyDay.filter((toldOn) => {
      const calendar = new StoryCalendar(toldOn);
      return Temporal.PlainDate.compare(calendar.after(3, 8), calendar.before(1)) >= 0;
    });
    expect(short.map(String)).toEqual([]);
  });
});
