import { periodWords, remedyDate } from './remedy-period.js';

const day = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date);

describe('the remedy period', () => {
  it.each([
    ['R13 28 days from a Wednesday are a Wednesday', '2026-11-11', { count: 28, unit: 'days' }, '2026-12-09'],
    ['R32 case 23 days that end on a Sunday end on the Monday', '2026-11-13', { count: 30, unit: 'days' }, '2026-12-14'],
    ['R32 case 23 days that end on Christmas Day end on the first working day after it', '2026-11-27', { count: 28, unit: 'days' }, '2026-12-29'],
    ['R32 working days leave out weekends and bank holidays', '2026-12-23', { count: 5, unit: 'workingDays' }, '2027-01-04'],
  ] as const)('%s', (_rule, served, period, last) => {
    expect(remedyDate(day(served), period).toString()).toBe(last);
  });

  it('is said as the contract says it', () => {
    expect([periodWords({ count: 28, unit: 'days' }), periodWords({ count: 1, unit: 'workingDays' })]).toEqual(['28 days', '1 working day']);
  });
});
