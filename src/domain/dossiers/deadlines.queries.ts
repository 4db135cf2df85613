import { Injectable } from '@nestjs/common';
import type { StageNames } from '../../../procedures/index.ts';
import { GraphQLError } from 'graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { deadlineKinds, deadlineWords } from './deadline-words.js';
import type { DeadlineList, DeadlineListArgs, DeadlineRow } from './deadlines.types.js';
import { recordPath } from './record-paths.js';
import { londonDay } from './sql.js';

const pageSize = 25;
const aDay = 4;
const mostWords = 10;
type Stored = Omit<DeadlineRow, 'words' | 'path'> & { readonly kind: string; readonly machine: string; readonly workflowId: string };
type Found = Omit<DeadlineList, 'rows' | 'kinds' | 'days' | 'today'> & {
  readonly rows: readonly Stored[];
  readonly kinds: readonly { kind: string; total: number }[];
  readonly days: readonly { day: string; total: number; first: readonly Stored[] }[];
};

// $1 today, $2 and $3 the first and last day asked for, or null, $4 a kind, $5 the page, $6 its size, $7 whether days are asked for, and
// $8 the words searched for, each with the kinds of deadline whose own words have it. Row-level security leaves the cases in sight.
const list = statement(`
  with running as materialized (
    select d.id, d.kind, w.machine, d.workflow_id "workflowId", d.due_on "dueOn", greatest($1::date - d.due_on, 0) "daysOverdue", d.service_id "serviceId", l.name "serviceName", a.about
    from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
    left join services s on s.council_id = d.council_id and s.id = d.service_id
    left join register_locations l on l.id = s.location_id
    left join watched_dates a on a.council_id = d.council_id and a.id = d.workflow_id
    where d.council_id = current_council() and d.withdrawn_at is null and d.fired_at is null and ($2::date is null or d.due_on >= $2) and ($3::date is null or d.due_on <= $3)
      and not exists (select from jsonb_array_elements($8::jsonb) word where not (word -> 'kinds' ? d.kind or concat_ws(' ', l.name, a.about, a.reference) ilike '%' || (word ->> 'like') || '%'))
  ), found as materialized (
    select r.*, row_number() over (order by r."dueOn", r.kind, r.id) place, row_number() over (partition by r."dueOn" order by r.kind, r.id) of_day
    from running r where $4::text is null or r.kind = $4
  )
  select json_build_object(
    'total', (select count(*) from found), 'overdue', (select count(*) from found where "daysOverdue" > 0), 'page', $5::int, 'pageSize', $6::int,
    'rows', (select coalesce(json_agg(f order by f.place), '[]') from found f where f.place > ($5::int - 1) * $6 and f.place <= $5::int * $6),
    'kinds', (select coalesce(json_agg(json_build_object('kind', k.kind, 'total', k.total) order by k.kind), '[]') from (select kind, count(*) total from running group by kind) k),
    'days', case when $7::boolean then (select coalesce(json_agg(json_build_object('day', y.day, 'total', y.total, 'first', y.first) order by y.day), '[]') from (
      select f."dueOn" as day, count(*) total, json_agg(f order by f.of_day) filter (where f.of_day <= ${aDay}) as first from found f group by f."dueOn") y) else '[]' end,
    'meetings', case when $7::boolean and coalesce($4, 'meeting') = 'meeting' then (select coalesce(json_agg(json_build_object('id', m.id, 'day', ${londonDay('m.starts_at')}, 'startsAt', m.starts_at, 'reference', m.reference, 'title', m.title, 'state', w.state,
        'venue', m.venue, 'serviceName', l.name) order by m.starts_at, m.reference), '[]')
      from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id left join services s on s.council_id = m.council_id and s.id = m.service_id left join register_locations l on l.id = s.location_id
      where ${londonDay('m.starts_at')} between $2::date and $3::date
        and not exists (select from jsonb_array_elements($8::jsonb) word where concat_ws(' ', m.title, m.reference, m.venue, l.name) not ilike '%' || (word ->> 'like') || '%')) else '[]' end) as result`);

/** Every deadline that runs, as a list and as a month's calendar with its meetings: one statement. */
@Injectable()
export class DeadlinesQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @throws GraphQLError BAD_USER_INPUT for a month that is none. */
  async list(actor: Actor, { month, due, kind, search, page }: DeadlineListArgs): Promise<DeadlineList> {
    const today = this.clock.today();
    const whole = month ? monthOf(month) : null;
    const [from, to] = whole !== null ? [whole.toPlainDate({ day: 1 }), whole.toPlainDate({ day: whole.daysInMonth })] : rangeOf(due, today);
    const values = [today.toString(), from?.toString() ?? null, to?.toString() ?? null, kind || null, pageNumber(page), pageSize, whole !== null, JSON.stringify(wordsOf(search, actor.stageNames))];
    const found = await this.reads.one<Found>(actor, list, values, { operation: 'deadlines', subjectKind: 'council', subjectId: actor.councilId });
    if (found === null) throw new Error('The deadlines have no result.');
    const names = actor.stageNames;
    return {
      ...found, today: today.toString(), rows: found.rows.map(rowOf(names)), days: found.days.map((day) => ({ ...day, first: day.first.map(rowOf(names)) })),
      kinds: found.kinds.map((one) => ({ ...one, words: deadlineWords(one.kind, names) })).sort((a, b) => a.words.localeCompare(b.words, 'en-GB')),
    };
  }
}

/** Each word of a search, with its wildcards escaped, and the kinds whose words have it. */
function wordsOf(search: string | null | undefined, names: StageNames): { like: string; kinds: string[] }[] {
  const words = [...new Set((search ?? '').toLowerCase().split(/\s+/).filter((word) => word !== ''))].slice(0, mostWords);
  return words.map((word) => ({ like: word.replaceAll(/[\\%_]/g, String.raw`\$&`), kinds: deadlineKinds.filter((kind) => deadlineWords(kind, names).toLowerCase().includes(word)) }));
}

function monthOf(typed: string): Temporal.PlainYearMonth {
  try {
    const month = Temporal.PlainYearMonth.from(typed);
    if (month.year >= 1900 && month.year <= 2200) return month;
  } catch {
    // Said below, with the remedy.
  }
  throw new GraphQLError('Enter a month, for example 2026-12', { extensions: { code: 'BAD_USER_INPUT' } });
}

function rangeOf(due: string | null | undefined, today: Temporal.PlainDate): [Temporal.PlainDate | null, Temporal.PlainDate | null] {
  if (due === 'overdue') return [null, today.subtract({ days: 1 })];
  return due === 'week' ? [null, today.add({ days: 7 })] : [null, null];
}

const rowOf = (names: StageNames) => (row: Stored): DeadlineRow => ({ ...row, words: deadlineWords(row.kind, names), path: recordPath(row.machine, row.workflowId, row.serviceId ?? '') });
