import { isDigestDay } from './action-digest.js';

const on = (day: string, weekday: number): boolean => isDigestDay(Temporal.PlainDate.from(day), weekday);

describe('the day of the weekly digest', () => {
  it('is the day of the week that the procedure names', () => {
    expect(['2026-11-02', '2026-11-03', '2026-11-07', '2026-11-08'].map((day) => on(day, 1))).toEqual([true, false, false, false]);
    expect(on('2026-11-05', 4)).toBe(true);
  });

  it('moves to the next working day from a bank holiday, also into the next week', () => {
    // Easter Monday 2027 is 29 March, Good Friday the 26th; Christmas Day 2026 is a Friday and Boxing Day is kept on the Monday.
    expect(['2027-03-29', '2027-03-30'].map((day) => on(day, 1))).toEqual([false, true]);
    expect(['2027-03-26', '2027-03-27', '2027-03-29', '2027-03-30'].map((day) => on(day, 5))).toEqual([false, false, false, true]);
    expect(['2026-12-25', '2026-12-28', '2026-12-29'].map((day) => on(day, 5))).toEqual([false, false, true]);
  });
});
