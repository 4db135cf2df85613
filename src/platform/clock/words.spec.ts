import fc from 'fast-check';
import { nextPanelDate, nthWeekday, panelDate } from './cadence.js';
import { dateInWords, dateTimeInWords, dayInWords, timeInWords } from './words.js';
import { isWorkingDay } from './working-days.js';

describe('dates and times in words', () => {
  it('writes them as GOV.UK does', () => {
    expect(dateInWords('2026-11-22')).toBe('22 November 2026');
    expect(dayInWords('2026-11-22')).toBe('Sunday 22 November 2026');
    expect(timeInWords('14:00')).toBe('2pm');
    expect(timeInWords('14:30')).toBe('2:30pm');
    expect(timeInWords('09:05')).toBe('9:05am');
    expect(timeInWords('00:15')).toBe('12:15am');
    expect(timeInWords('12:00')).toBe('midday');
    expect(timeInWords('00:00')).toBe('midnight');
  });

  it('says London time either side of the clock change', () => {
    expect(dateTimeInWords('2026-10-24T23:30:00Z')).toBe('25 October 2026 at 12:30am');
    expect(dateTimeInWords('2026-10-25T13:30:00Z')).toBe('25 October 2026 at 1:30pm');
    expect(dateTimeInWords('2027-03-28T13:00:00Z')).toBe('28 March 2027 at 2pm');
  });
});

describe('the monthly panel', () => {
  const secondTuesday = { weekday: 2, nth: 2 };
  const month = (text: string): Temporal.PlainYearMonth => Temporal.PlainYearMonth.from(text);

  it('meets on the second Tuesday', () => {
    expect(panelDate(secondTuesday, month('2026-12')).toString()).toBe('2026-12-08');
    expect(nextPanelDate(secondTuesday, Temporal.PlainDate.from('2026-12-08')).toString()).toBe('2027-01-12');
  });

  it('moves off a bank holiday to the next working day', () => {
    expect(panelDate({ weekday: 1, nth: 1 }, month('2026-05')).toString()).toBe('2026-05-05');
    expect(panelDate({ weekday: 5, nth: 4 }, month('2026-12')).toString()).toBe('2026-12-29'); // Christmas Day and Boxing Day's substitute
  });

  it('refuses a weekday the month has not got', () => {
    expect(() => nthWeekday(2026, 2, 2, 5)).toThrow(RangeError);
  });

  it('follows any date within seven weeks, on a working day, and never skips one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }),
        (days, weekday, nth) => {
          const after = Temporal.PlainDate.from('2020-01-01').add({ days });
          const next = nextPanelDate({ weekday, nth }, after);
          expect(isWorkingDay(next)).toBe(true);
          expect(after.until(next).days).toBeGreaterThan(0);
          expect(after.until(next).days).toBeLessThanOrEqual(40);
        },
      ),
    );
  });
});
