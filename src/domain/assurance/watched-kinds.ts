import type { Timescales } from '../../../procedures/index.ts';
import { addWorkingDays, onOrAfterWorkingDay } from '../../platform/clock/working-days.js';

/** How long after its event a date falls, as the source counts it. */
type Count = { readonly hours: number } | { readonly days: number } | { readonly workingDays: number } | { readonly months: number };

interface WatchedKind {
  /** What is due. */
  readonly words: string;
  /** The day it is counted from, as it completes "Counted from …". */
  readonly from: string;
  readonly about: 'service' | 'council';
  /** Of the whole council: the kind of meeting that hears of it once it is missed (R18); left out, the panel. */
  readonly toSeries?: 'triage';
  /** Left out where the day is given and not counted, or stands in a month. */
  readonly count?: (timescales: Timescales) => Count;
  /** Days of every month between which it is done. */
  readonly monthly?: (timescales: Timescales) => { readonly from: number; readonly to: number };
  /** Starts by itself alone: from what else is recorded. */
  readonly byItselfOnly?: true;
  /** Once it is done, the next of the same kind begins. */
  readonly again?: true;
  /** Once it is done, this begins. */
  readonly then?: string;
}

/** Dates of domain.md 1.5 that no other case keeps, each counted by the council's procedure. */
export const watchedKinds = {
  strategyDiscussion: { words: 'Emergency strategy discussion', from: 'when the danger or harm became known', about: 'service', count: (t) => ({ hours: t.emergencyStrategyDiscussionHours }) },
  responsiveVisit: { words: 'Responsive visit', from: 'the decision to visit', about: 'service', byItselfOnly: true },
  reviewReport: { words: 'Report of a visit to the provider', from: 'the day of the visit', about: 'service', count: (t) => ({ days: t.reviewReportDays }), then: 'factualAccuracy' },
  factualAccuracy: { words: 'Provider’s remarks on the facts of a draft report', from: 'the day the draft was sent', about: 'service', count: (t) => ({ days: t.factualAccuracyDays }) },
  cautionDecided: { words: 'Caution turned into a restriction or ended', from: 'the day the caution was decided', about: 'service', count: (t) => ({ workingDays: t.cautionaryDecideWorkingDays }), byItselfOnly: true },
  cqcRepresentations: { words: 'Provider’s representations to CQC', from: 'the day of CQC’s notice of proposal', about: 'service', count: (t) => ({ days: t.cqcRepresentationDays }) },
  cqcAppeal: { words: 'Provider’s appeal to the Tribunal', from: 'the day of CQC’s notice of decision', about: 'service', count: (t) => ({ days: t.cqcAppealDays }) },
  reinspection: { words: 'CQC inspects again under special measures', from: 'the day CQC published special measures', about: 'service', count: (t) => ({ months: t.specialMeasuresReinspectionMonths }) },
  plannedClosure: { words: 'Planned closure: the notice expected of the provider ends', from: 'the day the provider told the council', about: 'service', count: (t) => ({ months: t.plannedClosureNoticeMonths }) },
  plannedReview: { words: 'Planned review of the service', from: 'the day of the last planned review', about: 'service', count: (t) => ({ months: Math.max(1, Math.round(12 / t.plannedReviewsPerYear)) }), again: true },
  dutyRota: { words: 'Next two officers on the intelligence duty rota', from: 'the day this rota began', about: 'council', toSeries: 'triage', count: (t) => ({ months: t.dutyRotaMonths }), again: true },
  capacityTracker: { words: 'Capacity Tracker returns checked', from: 'a day of the month', about: 'council', monthly: (t) => ({ from: t.capacityTrackerFromDay, to: t.capacityTrackerToDay }), again: true },
} as const satisfies Record<string, WatchedKind>;
export type WatchedKindKey = keyof typeof watchedKinds;
export const watchedKindKeys = Object.keys(watchedKinds) as [WatchedKindKey, ...WatchedKindKey[]];

export const kindOf = (key: WatchedKindKey): WatchedKind => watchedKinds[key];

/** When something is due: the day, the instant where hours count, and the first day on which it can be done. */
export interface Due {
  readonly dueOn: string;
  readonly at: string | null;
  readonly opensOn: string | null;
}

/** Counts a date from its event. Hours run from the instant it is written down, or from the start of an earlier day. @throws Error for a kind whose day is given */
export function dueOf(key: WatchedKindKey, timescales: Timescales, event: { readonly on: Temporal.PlainDate; readonly at: Temporal.Instant }): Due {
  const kind = kindOf(key);
  if (kind.monthly !== undefined) return inMonth(kind.monthly(timescales), event.on);
  const count = kind.count?.(timescales);
  if (count === undefined) throw new Error(`The day of ${key} is given, not counted.`);
  if ('hours' in count) {
    const at = event.at.add({ hours: count.hours });
    return { dueOn: at.toZonedDateTimeISO('Europe/London').toPlainDate().toString(), at: at.toString(), opensOn: null };
  }
  const due = 'workingDays' in count ? addWorkingDays(event.on, count.workingDays) : event.on.add('days' in count ? { days: count.days } : { months: count.months });
  return { dueOn: due.toString(), at: null, opensOn: null };
}

/** In this month, or where its last day has passed, in the next; where that is no working day, up to the next one [W32]. */
function inMonth({ from, to }: { from: number; to: number }, on: Temporal.PlainDate): Due {
  const last = onOrAfterWorkingDay(on.with({ day: to }));
  if (Temporal.PlainDate.compare(on, last) > 0) return inMonth({ from, to }, on.with({ day: 1 }).add({ months: 1 }));
  return { dueOn: last.toString(), at: null, opensOn: on.with({ day: from }).toString() };
}

/** How it is counted, as a person reads it. */
export function countedWords(key: WatchedKindKey, timescales: Timescales): string {
  const kind = kindOf(key);
  if (kind.monthly !== undefined) {
    const { from, to } = kind.monthly(timescales);
    return `from day ${from} to day ${to} of each month, or the next working day`;
  }
  const count = kind.count?.(timescales);
  if (count === undefined) return 'by the day that is given';
  const said = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
  const long = 'hours' in count ? said(count.hours, 'hour') : 'days' in count ? said(count.days, 'day') : 'workingDays' in count ? said(count.workingDays, 'working day') : said(count.months, 'month');
  return `${long} from ${kind.from}`;
}
