import { addWorkingDays, onOrAfterWorkingDay } from '../../platform/clock/working-days.js';

export const periodUnits = ['days', 'workingDays'] as const;

/** How long the contract's clause gives to remedy (R13). */
export interface RemedyPeriod {
  readonly count: number;
  readonly unit: (typeof periodUnits)[number];
}

/** The last day to remedy, counted from the day of service, which is not counted (R32, case 28). On a weekend or a bank holiday it is the next working day (case 23). */
export function remedyDate(served: Temporal.PlainDate, { count, unit }: RemedyPeriod): Temporal.PlainDate {
  return unit === 'workingDays' ? addWorkingDays(served, count) : onOrAfterWorkingDay(served.add({ days: count }));
}

/** The last day for the next plan once one is returned, counted from a day that is not counted; never after the day to remedy. */
export function revisedPlanBy(from: Temporal.PlainDate, remedyOn: string | null, { remediationPlanWorkingDays }: { readonly remediationPlanWorkingDays: number }): string {
  const by = addWorkingDays(from, remediationPlanWorkingDays).toString();
  return remedyOn !== null && remedyOn < by ? remedyOn : by;
}

/** "28 days", "1 working day". */
export function periodWords({ count, unit }: RemedyPeriod): string {
  return `${count} ${unit === 'workingDays' ? 'working ' : ''}${count === 1 ? 'day' : 'days'}`;
}
