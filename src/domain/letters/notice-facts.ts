import type { Timescales } from '../../../procedures/index.ts';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import type { NoticeKind } from '../notices/notice.machine.js';
import { periodWords, remedyDate, type RemedyPeriod } from '../notices/remedy-period.js';
import { noticeName } from '../notices/notices.queries.js';

/** A notice as a letter tells of it: what the provider reads, and nothing of what officers or Legal wrote. */
export interface StoredNotice {
  readonly reference: string;
  readonly kind: NoticeKind;
  /** The council's own word for it. */
  readonly name: string;
  readonly contract: string;
  /** The day the contract began. */
  readonly contractFrom: string;
  readonly clauses: readonly { readonly id: string; readonly clause: string; readonly facts: string; readonly withdrawn: boolean; readonly steps: readonly string[] }[];
  readonly periodCount: number | null;
  readonly periodUnit: RemedyPeriod['unit'] | null;
  readonly periodClause: string | null;
  readonly shortReason: string | null;
  readonly warnedOn: string | null;
  readonly warnedHow: string | null;
  readonly notWarnedReason: string | null;
  readonly supportOffered: string | null;
  /** Who is served for a provider in administration (case 23). */
  readonly practitioner: string | null;
  readonly servedOn: string | null;
  readonly remedyOn: string | null;
}
export interface NoticeFacts extends StoredNotice {
  /** "28 days"; null for a breach that cannot be remedied. */
  readonly period: string | null;
  /** Counted as if it is served today, while it is not served. */
  readonly planBy: string | null;
}

/** SQL: a notice `n` as JSON. @param term SQL of the council's own word for a notice to remedy a breach */
export const noticeJson = (term: string): string => `json_build_object('reference', n.reference, 'kind', n.kind, 'name', ${noticeName('n', term)}, 'contract', n.contract_reference,
  'contractFrom', (select k.starts_on from contracts k where k.council_id = n.council_id and k.id = n.contract_id),
  'periodCount', n.period_count, 'periodUnit', n.period_unit, 'periodClause', n.period_clause, 'shortReason', n.short_reason, 'warnedOn', n.warned_on, 'warnedHow', n.warned_how,
  'notWarnedReason', n.not_warned_reason, 'supportOffered', n.support_offered, 'practitioner', n.practitioner, 'servedOn', n.served_on, 'remedyOn', n.remedy_on,
  'clauses', (select coalesce(json_agg(json_build_object('id', c.id, 'clause', c.clause, 'facts', c.facts, 'withdrawn', c.withdrawn_on is not null,
    'steps', (select coalesce(json_agg(t.step order by t.number), '[]') from notice_steps t where t.council_id = c.council_id and t.clause_id = c.id)) order by c.number), '[]')
    from notice_clauses c where c.council_id = n.council_id and c.notice_id = n.id))`;

/** With its dates, counted from the day the letter counts as served while the notice is not served otherwise (R32, case 28). */
export function noticeAsServed(notice: StoredNotice, served: Temporal.PlainDate, timescales: Timescales): NoticeFacts {
  const { periodCount, periodUnit } = notice;
  if (periodCount === null || periodUnit === null) return { ...notice, period: null, planBy: null };
  const period = { count: periodCount, unit: periodUnit };
  const from = notice.servedOn === null ? served : Temporal.PlainDate.from(notice.servedOn);
  const remedyOn = notice.remedyOn ?? remedyDate(from, period).toString();
  const plan = addWorkingDays(from, timescales.remediationPlanWorkingDays).toString();
  return { ...notice, period: periodWords(period), remedyOn, planBy: notice.kind === 'remedy' ? (plan < remedyOn ? plan : remedyOn) : null };
}
