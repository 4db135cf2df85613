import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { endOfDay, londonDate, londonInstant, startOfDay } from './london.js';
import { MovingClock } from './moving-clock.js';
import { addWorkingDays, isBankHoliday, isWorkingDay, nextWorkingDay, servedOn, workingDaysBetween } from './working-days.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const anyDate = fc
  .integer({ min: 0, max: 365 * 25 })
  .map((days) => date('2015-01-01').add({ days }));

describe('working days of England', () => {
  it.each(['2022-09-19', '2023-05-08', '2022-06-03', '2020-05-08'])('counts the one-off bank holiday %s', (day) => {
    expect(isWorkingDay(date(day))).toBe(false);
  });

  it('has no day of Scotland or Northern Ireland alone', () => {
    expect(isWorkingDay(date('2026-03-17'))).toBe(true); // St Patrick's Day
    expect(isWorkingDay(date('2026-11-30'))).toBe(true); // St Andrew's Day
    expect(isWorkingDay(date('2026-01-02'))).toBe(true);
  });

  it('gives substitute days for a weekend Christmas', () => {
    expect(nextWorkingDay(date('2027-12-24')).toString()).toBe('2027-12-29');
    expect(addWorkingDays(date('2026-12-24'), 2).toString()).toBe('2026-12-30');
    expect(addWorkingDays(date('2026-12-29'), -1).toString()).toBe('2026-12-24');
  });

  const published = '../shared/data/reference/bank-holidays_2015-2028.json';
  if (existsSync(published)) {
    it('agrees with every bank holiday GOV.UK published for 2015 to 2028', () => {
      const file = JSON.parse(readFileSync(published, 'utf8')) as Record<string, { events: { date: string }[] }>;
      const theirs = file['england-and-wales']?.events.map((event) => event.date).sort() ?? [];
      const ours: string[] = [];
      for (let day = date('2015-01-01'); day.year < 2029; day = day.add({ days: 1 })) {
        if (isBankHoliday(day)) ours.push(day.toString());
      }
      // A holiday on a weekend, with a substitute day, is in our calendar twice and in theirs once: weekends never count.
      const weekdays = (days: string[]): string[] => days.filter((day) => date(day).dayOfWeek < 6);
      expect(weekdays(ours)).toEqual(weekdays(theirs));
      expect(theirs.length).toBeGreaterThan(100);
    });
  } else {
    it.skip(`agrees with GOV.UK's published bank holidays (skipped: ${published} is not here)`, () => undefined);
  }

  it('addWorkingDays and workingDaysBetween are inverse, and land on working days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40, max: 40 }), (from, count) => {
        const to = addWorkingDays(from, count);
        if (count !== 0) expect(isWorkingDay(to)).toBe(true);
        if (count >= 0) expect(workingDaysBetween(from, to)).toBe(count);
        expect(Math.sign(Temporal.PlainDate.compare(to, from))).toBe(Math.sign(count));
      }),
    );
  });

  it('workingDaysBetween adds up over any stop in between', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(12), fc.nat(60), (from, first, second) => {
        const middle = from.add({ days: first });
        const to = middle.add({ days: second });
        expect(workingDaysBetween(from, middle) + workingDaysBetween(middle, to)).toBe(workingDaysBetween(from, to));
        expect(workingDaysBetween(to, from)).toBe(0 - workingDaysBetween(from, to));
      }),
    );
  });
});

describe('R32 service after 17:00 London counts on the next working day', () => {
  it.each([
    ['2026-11-23T17:00:00Z', '2026-11-23'],
    ['2026-11-23T17:00:00.001Z', '2026-11-24'],
    ['2026-11-20T23:50:00Z', '2026-11-23'],
    ['2026-11-22T10:00:00Z', '2026-11-23'],
    ['2026-07-13T16:30:00Z', '2026-07-14'], // 17:30 in summer
    ['2026-07-13T16:00:00Z', '2026-07-13'],
    ['2026-12-24T18:00:00Z', '2026-12-29'],
  ])('%s is served on %s', (sent, served) => {
    expect(servedOn(instant(sent)).toString()).toBe(served);
  });

  it('is always a working day, never before the day of sending', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(24 * 60 - 1), (day, minutes) => {
        const sent = startOfDay(day).add({ minutes });
        const served = servedOn(sent);
        expect(isWorkingDay(served)).toBe(true);
        expect(Temporal.PlainDate.compare(served, londonDate(sent))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('days across the clock changes', () => {
  it('a day of the autumn change has 25 hours, of the spring change 23', () => {
    const hours = (day: string): number =>
      startOfDay(date(day)).until(startOfDay(date(day).add({ days: 1 }))).total('hours');
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2027-03-28')).toBe(23);
  });

  it('ends at 23:59 London on both', () => {
    expect(endOfDay(date('2026-10-25')).toString()).toBe('2026-10-25T23:59:59.999Z');
    expect(endOfDay(date('2026-10-24')).toString()).toBe('2026-10-24T22:59:59.999Z');
    expect(endOfDay(date('2027-03-28')).toString()).toBe('2027-03-28T22:59:59.999Z');
  });

  it('a time the spring change skips moves forward, one the autumn change repeats is the first', () => {
    expect(londonInstant(date('2027-03-28'), '01:30').toString()).toBe('2027-03-28T01:30:00Z');
    expect(londonInstant(date('2026-10-25'), '01:30').toString()).toBe('2026-10-25T00:30:00Z');
  });

  it('the end of a day is the last instant with its date', () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        expect(londonDate(endOfDay(day)).equals(day)).toBe(true);
        expect(londonDate(endOfDay(day).add({ milliseconds: 1 })).equals(day.add({ days: 1 }))).toBe(true);
      }),
    );
  });

  it('a moving clock keeps wall-clock time over the change', () => {
    const clock = new MovingClock('2026-10-24T13:00:00Z');
    clock.advance({ days: 1 });
    expect(clock.now().toString()).toBe('2026-10-25T14:00:00Z');
    clock.advance({ hours: 10 });
    expect(clock.today().toString()).toBe('2026-10-26');
    clock.set('2026-10-24T22:59:59Z');
    expect(clock.today().toString()).toBe('2026-10-24');
  });
});

describe("the machine's own time zone", () => {
  it('makes no difference', () => {
    const script = `
      import { endOfDay } from './src/platform/clock/london.ts';
      import { addWorkingDays, servedOn } from './src/platform/clock/working-days.ts';
      const start = Temporal.PlainDate.from('2026-03-01');
      const out = [];
      for (let day = 0; day < 400; day += 1) {
        const date = start.add({ days: day });
        out.push(addWorkingDays(date, 5), endOfDay(date), servedOn(endOfDay(date).subtract({ hours: day % 24 })));
      }
      console.log(out.join());`;
    // Node takes the TypeScript as it is, but wants the .ts of relative imports.
    const loader = `data:text/javascript,${encodeURIComponent(
      "import { registerHooks } from 'node:module'; registerHooks({ resolve: (s, c, next) => next(c.parentURL?.endsWith('.ts') ? s.replace(/\\.js$/, '.ts') : s, c) });",
    )}`;
    const [first, ...others] = ['Europe/London', 'UTC', 'Pacific/Auckland', 'America/Los_Angeles'].map((zone) =>
      execFileSync(process.execPath, ['--no-warnings', '--import', loader, '--input-type=module-typescript', '-e', script], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '', TZ: zone },
      }),
    );
    expect(first?.length).toBeGreaterThan(10_000);
    for (const other of others) expect(other).toBe(first);
  });
});
