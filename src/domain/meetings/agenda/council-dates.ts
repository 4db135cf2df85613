import { kindOf, type WatchedKindKey, watchedKindKeys } from '../../assurance/watched-kinds.js';
import { dateInWords } from '../../../platform/clock/words.js';
import type { AgendaLine, AgendaReason, AgendaTemplate } from './agenda.js';

/** A date of the whole council that has passed, and that nobody has recorded as done. */
export interface MissedDate {
  readonly kind: WatchedKindKey;
  readonly reference: string;
  readonly dueOn: string;
}

const title = 'Dates of the whole council that were missed';
/** Where it stands: with what is overdue, or with the action log, which begins with what is overdue. */
const places = ['overdue', 'actionLog', 'otherBusiness'];

const seriesOfKind = `case d.kind ${watchedKindKeys.filter((key) => kindOf(key).about === 'council').map((key) => `when '${key}' then '${kindOf(key).toSeries ?? 'panel'}'`).join(' ')} else 'panel' end`;

/**
 * SQL, beside `duePanel`: the dates of no service that this meeting is to hear of (R18), or null for a reader who does not see them. A date goes to the
 * kind of meeting whose purpose it is, and where the council has none of it ahead, to the panel.
 */
export const missedDates = `(case when sees_every_service() then (
  select coalesce(json_agg(json_build_object('kind', d.kind, 'reference', d.reference, 'dueOn', d.due_on) order by d.due_on, d.reference), '[]')
  from panel join meetings h on h.council_id = panel.council_id and h.id = panel.id and h.service_id is null
  join watched_dates d on d.council_id = panel.council_id and d.service_id is null and d.ended_at is null and d.due_on < panel.today
  cross join lateral (select ${seriesOfKind} as series) wanted
  where h.series = wanted.series or (h.series = 'panel' and not exists (
    select from meetings o where o.council_id = panel.council_id and o.series = wanted.series and o.closed_at is null and (o.starts_at at time zone 'Europe/London')::date >= panel.today))) end)`;

const reasonOf = ({ kind, reference, dueOn }: MissedDate): AgendaReason => ({ kind: 'councilDates', words: `${kindOf(kind).words}: was due ${dateInWords(dueOn)} and is not recorded as done (${reference})`, count: null });

/** The item of missed dates, as it is now: it takes up what was kept of it, and once nothing is missed it is for noting. `null` where the reader does not see them: what is kept stays. */
export function councilDatesItem({ sections }: AgendaTemplate, missed: readonly MissedDate[] | null, kept: readonly AgendaLine[]): { readonly fresh: AgendaLine[]; readonly standing: (line: AgendaLine) => AgendaLine } {
  const there = kept.some((line) => isIt(line) && line.deferredReason === null);
  const section = places.map((key) => sections.find((one) => one.key === key)).find((one) => one !== undefined) ?? sections.at(-1);
  const reasons = (missed ?? []).map(reasonOf);
  const fresh = there || reasons.length === 0 || section === undefined ? [] : [{
    id: null, version: 0, serviceId: null, section: section.number, title, reasons, minutesEstimate: section.defaultMinutes,
    forNoting: false, late: false, lateReason: null, deferredReason: null, placedByHand: false, presenterId: null, audience: 'members' as const,
  }];
  const standing = (line: AgendaLine): AgendaLine => {
    if (missed === null || !isIt(line) || line.deferredReason !== null) return line;
    const others = line.reasons.filter(({ kind }) => kind !== 'councilDates');
    return { ...line, reasons: [...reasons, ...others], forNoting: reasons.length === 0 && others.length === 0 && !line.placedByHand };
  };
  return { fresh, standing };
}

const isIt = (line: AgendaLine): boolean => line.serviceId === null && line.title === title;
