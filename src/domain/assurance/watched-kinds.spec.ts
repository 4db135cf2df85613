import { defaultProcedure } from '../../../procedures/default.ts';
import { countedWords, dueOf, kindOf, watchedKindKeys } from './watched-kinds.js';

const event = (day: string, time = '10:00') => ({ on: Temporal.PlainDate.from(day), at: Temporal.Instant.from(`${day}T${time}:00Z`) });
const { timescales } = defaultProcedure;

describe('dates of domain.md 1.5', () => {
  it('are counted as their source counts: hours, days, working days of England, months', () => {
    expect(dueOf('strategyDiscussion', timescales, event('2026-12-24', '23:30'))).toEqual({ dueOn: '2026-12-25', at: '2026-12-25T23:30:00Z', opensOn: null });
    expect(dueOf('reviewReport', timescales, event('2026-12-18')).dueOn).toBe('2027-01-01');
    // Christmas Day, the substitute for Boxing Day and New Year's Day are no working days.
    expect(dueOf('cautionDecided', timescales, event('2026-12-21')).dueOn).toBe('2027-01-07');
    expect(dueOf('reinspection', timescales, event('2026-08-31')).dueOn).toBe('2027-02-28');
    expect(dueOf('cqcAppeal', timescales, event('2026-11-02')).dueOn).toBe('2026-11-30');
  });

  it('Capacity Tracker is checked from the 8th to the 14th, or the next working day, and after that in the next month', () => {
    expect(dueOf('capacityTracker', timescales, event('2026-11-02'))).toEqual({ dueOn: '2026-11-16', at: null, opensOn: '2026-11-08' });
    expect(dueOf('capacityTracker', timescales, event('2026-11-16')).dueOn).toBe('2026-11-16');
    expect(dueOf('capacityTracker', timescales, event('2026-11-17'))).toEqual({ dueOn: '2026-12-14', at: null, opensOn: '2026-12-08' });
  });

  it('each kind that is counted moves with its number of the procedure, and says it in words', () => {
    const twice = Object.fromEntries(Object.entries(timescales).map(([key, value]) => [key, key === 'plannedReviewsPerYear' ? value * 2 : value + 2])) as typeof timescales;
    for (const key of watchedKindKeys.filter((one) => kindOf(one).count ?? kindOf(one).monthly)) {
      expect([key, dueOf(key, twice, event('2026-11-02'))]).not.toEqual([key, dueOf(key, timescales, event('2026-11-02'))]);
      expect(countedWords(key, twice)).not.toBe(countedWords(key, timescales));
    }
    expect(countedWords('reviewReport', timescales)).toBe('14 days from the day of the visit');
  });
});
