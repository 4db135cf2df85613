import { afterAnswer, lastDayOf, type RequestClock } from './request-clock.js';

const clock = (kind: RequestClock['kind'], startsOn: string, more: Partial<RequestClock> = {}): RequestClock => ({ kind, startsOn, extended: false, pausedDays: 0, setDueOn: null, ...more });

describe('the clock of a request', () => {
  it.each([
    ['FOI: the 20th working day', clock('foi', '2026-11-02'), '2026-11-30'],
    ['FOI over Christmas: bank holidays are no working days', clock('foi', '2026-12-10'), '2027-01-12'],
    ['subject access: the same day of the next month', clock('subjectAccess', '2026-11-02'), '2026-12-02'],
    ['subject access: the last day of a shorter month, and then the next working day', clock('subjectAccess', '2027-01-31'), '2027-03-01'],
    ['subject access, complex: three months', clock('subjectAccess', '2026-11-02', { extended: true }), '2027-02-02'],
    ['subject access: days that it stood', clock('subjectAccess', '2026-11-02', { pausedDays: 5 }), '2026-12-07'],
    ['a court order: the day it sets', clock('other', '2026-11-02', { setDueOn: '2026-11-07' }), '2026-11-07'],
  ])('%s', (_, at, dueOn) => {
    expect(lastDayOf(at)).toBe(dueOn);
  });

  it('FOI begins anew with the answer, whatever was asked for', () => {
    expect(lastDayOf(afterAnswer(clock('foi', '2026-11-02'), 'clarification', '2026-11-05', '2026-11-16'))).toBe('2026-12-14');
  });

  it('subject access begins on the day identity is proved', () => {
    expect(lastDayOf(afterAnswer(clock('subjectAccess', '2026-11-02', { pausedDays: 3 }), 'identity', '2026-11-03', '2026-11-16'))).toBe('2026-12-16');
  });

  it('subject access goes on where it stood after each clarification', () => {
    const once = afterAnswer(clock('subjectAccess', '2026-11-02'), 'clarification', '2026-11-03', '2026-11-10');
    const twice = afterAnswer(once, 'clarification', '2026-11-12', '2026-11-14');
    expect([once.pausedDays, twice.pausedDays, lastDayOf(twice)]).toEqual([7, 9, '2026-12-11']);
  });

  it('a day set by somebody else never moves', () => {
    const order = clock('other', '2026-11-02', { setDueOn: '2026-11-20' });
    expect(afterAnswer(order, 'identity', '2026-11-03', '2026-11-16')).toEqual(order);
  });
});
