import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { parseDay } from '../../platform/graphql/input-fields.js';
import { logProcedure, logRow, logRows } from './intelligence.queries.js';
import type { TriageMeeting } from './triage.types.js';

const longest = 50;
/** How far apart two records may tell of one event. */
const daysApart = 7;
const likely = `i.service_id is not null and o.council_id = i.council_id and o.service_id = i.service_id and o.category = i.category and o.id <> i.id and o.duplicate_of is null and o.retraction_reason is null
  and abs(o.happened_on - i.happened_on) <= ${daysApart} and (o.received_at, o.id) < (i.received_at, i.id)`;
const disposedAt = `(select max(t.happened_at) from transitions t where t.council_id = i.council_id and t.workflow_id = i.id and t.to_state in ('toPanel', 'noFurtherAction'))`;
const listed = (where: string, order: string, most: number | null = longest): string => `coalesce((select json_agg(x order by x.place) from (select f.*, row_number() over (order by ${order}) as place from found f where ${where}) x${most === null ? '' : ` where x.place <= ${most}`}), '[]')`;
const settled = (state: string): string => `(f.state = '${state}' or (f.state = 'closed' and f."closedFrom" = '${state}')) and f."disposedAt" >= since.at`;

/** $1 today, $2 this instant, $3 from which day on, or null. */
const triage = statement(`
  with ${logProcedure}, since as (
    select coalesce($3::date, $1::date - coalesce((select (content #>> '{timescales,triageEveryDays}')::int from procedures where effective_from <= $1::date order by effective_from desc, version desc limit 1), 7)) as day,
      (coalesce($3::date, $1::date - coalesce((select (content #>> '{timescales,triageEveryDays}')::int from procedures where effective_from <= $1::date order by effective_from desc, version desc limit 1), 7)))::timestamp at time zone 'Europe/London' as at
  ), found as (
    select ${logRow('$2::timestamptz')}, i.category, coalesce(w.version, 0) as version, i.what_happened as "whatHappened", i.disposition_reason as "dispositionReason", ${disposedAt} as "disposedAt",
      case when i.disposition = 'toPanel' then 'toPanel' when i.needs_action is not true then 'noFurtherAction' end as "closedFrom", same.id as "likelySameId", same.reference as "likelySame"
    from ${logRows}
    left join lateral (select o.id, o.reference from intelligence o where ${likely} order by o.received_at, o.id limit 1) same on true
    where i.closed_at is null or i.closed_at >= (select at from since)
  )
  select json_build_object('since', since.day,
    'waiting', ${listed(`f.state in ('received', 'logged') and not f.retracted`, 'f.severity, f."receivedAt", f.id')},
    'inHand', ${listed(`f.state in ('triaged', 'allocated', 'assessed') and not f.retracted`, 'f.severity, f."receivedAt", f.id')},
    'waitingTotal', (select count(*)::int from found f where f.state in ('received', 'logged') and not f.retracted),
    'inHandTotal', (select count(*)::int from found f where f.state in ('triaged', 'allocated', 'assessed') and not f.retracted),
    'overdue', (select count(*)::int from found f where not f.retracted and (f."triageOverdue" or (f.state in ('triaged', 'allocated') and f."respondDaysOverdue" > 0))),
    'themes', coalesce((select json_agg(x order by x.records desc, x.words) from (select f.category as code, f."categoryWords" as words, count(*)::int as records, count(distinct f."serviceId")::int as services
      from found f where f."receivedAt" >= since.at and not f.retracted group by f.category, f."categoryWords") x), '[]'),
    'toPanel', ${listed(settled('toPanel'), 'f."serviceName", f."disposedAt"')},
    'noFurtherAction', ${listed(settled('noFurtherAction'), 'f."serviceName", f."disposedAt"')}) as result
  from since`);

/** The log as a triage meeting takes it (domain.md 2, pre-panel triage). */
@Injectable()
export class TriageQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async meeting(actor: Actor, since: string | null): Promise<TriageMeeting> {
    const from = since === null ? null : parseDay(since.trim());
    const found = await this.reads.one<TriageMeeting>(actor, triage, [this.clock.today().toString(), this.clock.now().toString(), from], { operation: 'triageMeeting', subjectKind: 'intelligence' });
    if (found === null) throw new Error('The triage meeting has no result.');
    return found;
  }
}
