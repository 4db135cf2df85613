import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { parseDay } from '../../platform/graphql/input-fields.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import type { LegalHoldList, PurgeList, PurgeView, RetentionPreview, ServiceRecords } from './retention.types.js';

const pageSize = 25;
const shown = 200;

const who = (row: string, membership: string): string => `(select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = ${row}.council_id and m.id = ${membership})`;
const serviceName = (row: string): string => `(select l.name from services s join register_locations l on l.id = s.location_id where s.council_id = ${row}.council_id and s.id = ${row}.service_id)`;
const hold = `h.id, h.version, h.reference, h.service_id as "serviceId", ${serviceName('h')} as "serviceName", h.record_reference as "recordReference", h.reason, h.since, h.review_on as "reviewOn",
  case when h.ended_at is null then greatest(0, $1::date - h.review_on) else 0 end as "daysOverdue", ${who('h', 'h.set_by')} as "setBy", h.ended_at as "endedAt", ${who('h', 'h.ended_by')} as "endedBy", h.end_reason as "endReason"`;

const holds = statement(`
  select json_build_object('total', (select count(*) from legal_holds), 'page', $2::int, 'pageSize', $3::int,
    'services', coalesce((select json_agg(json_build_object('code', s.id, 'words', l.name) order by l.name, s.id) from services s join register_locations l on l.id = s.location_id), '[]'),
    'rows', coalesce((select json_agg(x order by x.place) from (
      select ${hold}, row_number() over (order by h.ended_at desc nulls first, h.review_on, h.reference) as place from legal_holds h order by place limit $3 offset ($2::int - 1) * $3) x), '[]')) as result`);

const inForce = `(select content -> 'retention' as schedule from procedures where council_id = current_council() and effective_from <= $1::date order by effective_from desc, version desc limit 1)`;
const subjectJson = `json_build_object('subjectId', f.subject_id, 'subjectKind', f.subject_kind, 'reference', f.reference, 'rule', f.rule, 'startsOn', f.starts_on, 'dueOn', f.due_on, 'heldBy', f.held_by`;

const preview = statement(`
  with plan as materialized ${inForce}, found as materialized (select f.* from plan, falls_due(plan.schedule -> 'rules', $2::date) f)
  select json_build_object('schedule', plan.schedule ->> 'title', 'effectiveFrom', plan.schedule ->> 'effectiveFrom', 'until', $2::date, 'total', (select count(*) from found),
    'rules', (select json_agg(r || jsonb_build_object('due', (select count(*) from found f where f.rule = r ->> 'code' and f.held_by = '{}'), 'held', (select count(*) from found f where f.rule = r ->> 'code' and f.held_by <> '{}')) order by place)
      from jsonb_array_elements(plan.schedule -> 'rules') with ordinality as e (r, place)),
    'subjects', coalesce((select json_agg(${subjectJson}, 'outcome', null) order by f.due_on, f.subject_kind, f.reference) from (select * from found order by due_on, subject_kind, reference limit ${shown}) f), '[]')) as result
  from plan`);

const purgeHead = `g.id, g.version, g.reference, g.until, case when g.done_at is not null then 'done' when g.approved_at is not null then 'approved' when g.returned_at is not null then 'returned' else 'proposed' end as state,
  ${who('g', 'g.proposed_by')} as "proposedBy", g.proposed_at as "proposedAt", (select count(*) from purge_subjects f where f.council_id = g.council_id and f.purge_id = g.id) as "subjectsTotal"`;
const purges = statement(`
  select json_build_object('total', (select count(*) from purges), 'page', $1::int, 'pageSize', $2::int,
    'rows', coalesce((select json_agg(x order by x."proposedAt" desc, x.id) from (select ${purgeHead} from purges g order by g.proposed_at desc, g.id limit $2 offset ($1::int - 1) * $2) x), '[]')) as result`);
const purge = statement(`
  select to_jsonb(x) as result from (
    select ${purgeHead}, ${who('g', 'g.approved_by')} as "approvedBy", g.approved_at as "approvedAt", ${who('g', 'g.returned_by')} as "returnedBy", g.return_reason as "returnReason", g.done_at as "doneAt",
      g.proposed_person_id = current_person() as own,
      coalesce((select json_agg(${subjectJson}, 'outcome', f.outcome) order by f.due_on, f.subject_kind, f.reference)
        from (select * from purge_subjects f where f.council_id = g.council_id and f.purge_id = g.id order by f.due_on, f.subject_kind, f.reference limit ${shown}) f), '[]') as subjects
    from purges g where g.id = $1) x`);

const serviceRecords = statement(`
  with plan as materialized ${inForce}
  select json_build_object('serviceId', s.id, 'serviceName', l.name,
    'holds', coalesce((select json_agg(x order by x."reviewOn", x.id) from (select ${hold} from legal_holds h where h.council_id = s.council_id and h.service_id = s.id and h.ended_at is null) x), '[]'),
    'purgedAt', (select max(p.settled_at) from purge_subjects p where p.council_id = s.council_id and p.subject_kind = 'service' and p.subject_id = s.id and p.outcome = 'purged'),
    'rules', (select json_agg(r || '{"due": 0, "held": 0}' order by place) from jsonb_array_elements(plan.schedule -> 'rules') with ordinality as e (r, place))) as result
  from services s join register_locations l on l.id = s.location_id, plan where s.id = $2`);

/** Reads of holds, of what falls due and of purges. */
@Injectable()
export class RetentionQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async holds(actor: Actor, page: number): Promise<LegalHoldList> {
    const found = await this.reads.one<LegalHoldList>(actor, holds, [this.today(), pageNumber(page), pageSize], { operation: 'legalHolds', subjectKind: 'legalHold' });
    if (found === null) throw new Error('The list of holds has no result.');
    return found;
  }

  /** @param until a day as people type it; today where it is none */
  async preview(actor: Actor, until: string): Promise<RetentionPreview> {
    const found = await this.reads.one<RetentionPreview>(actor, preview, [this.today(), parseDay(until) ?? this.today()], { operation: 'retentionPreview', subjectKind: 'purge' });
    if (found === null) throw new Error('The council has no retention schedule.');
    return found;
  }

  async purges(actor: Actor, page: number): Promise<PurgeList> {
    const found = await this.reads.one<PurgeList>(actor, purges, [pageNumber(page), pageSize], { operation: 'purges', subjectKind: 'purge' });
    if (found === null) throw new Error('The list of purges has no result.');
    return found;
  }

  purge(actor: Actor, id: string): Promise<PurgeView | null> {
    return this.reads.one<PurgeView>(actor, purge, [id], { operation: 'purge', subjectKind: 'purge', subjectId: id });
  }

  ofService(actor: Actor, serviceId: string): Promise<ServiceRecords | null> {
    return this.reads.one<ServiceRecords>(actor, serviceRecords, [this.today(), serviceId], { operation: 'serviceRecords', subjectKind: 'service', subjectId: serviceId });
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
