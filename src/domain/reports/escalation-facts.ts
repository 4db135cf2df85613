import { agencyCalled } from '../councils/agency-called.js';
import { lineOf } from '../providers/service-line.js';
import { statement } from '../../platform/database/read-unit.js';

/** What the records say of one quarter as at one instant: rows only, nothing counted yet. Times are ISO texts. */
export interface EscalationFacts {
  /** Without names there is no provider (`withoutNames`). */
  readonly services: readonly { id: string; name: string; provider: string | null; addedAt: string }[];
  readonly stageMoves: readonly { serviceId: string; event: string; from: string | null; to: string; at: string; decision: string | null }[];
  /** `broughtIn` by an earlier record: nobody here decided it. */
  readonly restrictions: readonly { id: string; serviceId: string; reference: string; kind: string; broughtIn: boolean }[];
  readonly restrictionMoves: readonly { restrictionId: string; to: string; at: string }[];
  readonly notices: readonly { id: string; serviceId: string; reference: string; kind: string }[];
  readonly terminations: readonly { id: string; serviceId: string; reference: string; ground: string; contract: string | null }[];
  /** Steps of both. */
  readonly contractMoves: readonly { id: string; from: string | null; to: string; at: string }[];
  readonly intelligence: readonly { reference: string; receivedOn: string; severity: string; source: string; needsAction: boolean | null }[];
  readonly meetings: readonly { id: string; reference: string; title: string; on: string; inquorate: boolean; attendance: readonly { agency: string; isProvider: boolean; attendance: string }[] }[];
  /** What was brought in from earlier records in the period: counted nowhere else but among what stands. */
  /** `serviceId` is null for a record of intelligence, whose words name none. */
  readonly earlier: readonly { of: 'stage' | 'restriction' | 'intelligence'; id: string; serviceId: string | null; reference: string; on: string; words: string }[];
  /** Recommendations and decisions on services that an agency of the council's world ran then (case 18). `chairedBy` is null for a decision on no recommendation. */
  readonly ownServices: readonly { of: 'recommendation' | 'decision'; id: string; reference: string; code: string; on: string; serviceId: string; service: string; agency: string; chairedBy: string | null; decidedBy: string | null; stated: boolean }[];
  readonly decisions: readonly { id: string; reference: string; code: string; outcome: string; on: string; serviceId: string; service: string }[];
}

const whoThen = (membership: string): string => `(select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${membership})`;

/**
 * One statement. $1 and $2 bound the period as instants of London midnights (from inclusive, to exclusive), $3 is the
 * as-at instant: a row recorded later does not exist yet. Severity, duplicates and need for action come from the
 * transition log, which keeps when each was recorded; the intelligence row itself only knows today's.
 */
export const escalationFacts = statement(`
  with known as (select * from transitions where recorded_at <= $3::timestamptz),
  first_severities as (select workflow_id, facts #>> '{context,severity}' severity from known where machine = 'intelligence' and event = 'START'),
  severities as (select distinct on (workflow_id) workflow_id, facts ->> 'severity' severity from known
                 where machine = 'intelligence' and event = 'TRIAGE' order by workflow_id, seq desc),
  needs as (select distinct on (workflow_id) workflow_id, (facts ->> 'needsAction')::boolean needs_action from known
            where machine = 'intelligence' and event = 'ASSESS' order by workflow_id, seq desc),
  duplicates as (select workflow_id from known where machine = 'intelligence' and event = 'MARK_DUPLICATE'),
  -- R31: a stage that went to the service that carries another on left the one and came to the other that day, and back where that was undone. Its steps stay logged where they were taken.
  carried as (select k.reference, k.service_id, k.other_id, k.recorded_at, case when k.undone_at <= $3::timestamptz then k.undone_at end undone_at, (select t.to_state from known t
      where t.machine = 'stage' and t.service_id in ${lineOf('k.service_id')} and t.recorded_at <= k.recorded_at order by t.recorded_at desc, t.seq desc limit 1) state
    from service_links k where (k.followed ->> 'stage')::boolean and k.recorded_at <= $3::timestamptz),
  stage_moves as (
    select k.service_id, k.event, k.from_state, k.to_state, k.happened_at as at, k.seq, (select d.reference from decisions d where d.council_id = k.council_id and d.id = k.decision_id) as decision from known k where k.machine = 'stage'
    union all select service_id, 'CARRIED_ON', state, 'routine', recorded_at, 0, reference from carried union all select other_id, 'CARRIED_ON', 'routine', state, recorded_at, 0, reference from carried
    union all select other_id, 'CARRIED_ON', state, 'routine', undone_at, 0, reference from carried where undone_at is not null union all select service_id, 'CARRIED_ON', 'routine', state, undone_at, 0, reference from carried where undone_at is not null)
  select json_build_object(
    'services', coalesce((select json_agg(json_build_object('id', s.id, 'name', l.name, 'provider', p.name, 'addedAt', s.recorded_at) order by lower(l.name), s.id)
      from services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id
      where s.recorded_at <= $3::timestamptz and s.recorded_at < $2::timestamptz), '[]'),
    'stageMoves', coalesce((select json_agg(json_build_object('serviceId', k.service_id, 'event', k.event, 'from', k.from_state, 'to', k.to_state, 'at', k.at, 'decision', k.decision) order by k.at, k.seq)
      from stage_moves k where k.at < $2::timestamptz), '[]'),
    'restrictions', coalesce((select json_agg(json_build_object('id', r.id, 'serviceId', r.service_id, 'reference', r.reference, 'kind', r.kind, 'broughtIn', exists (select from known k where k.workflow_id = r.id and k.event = 'BRING_IN')) order by r.reference)
      from restrictions r where r.recorded_at <= $3::timestamptz), '[]'),
    'restrictionMoves', coalesce((select json_agg(json_build_object('restrictionId', k.workflow_id, 'to', k.to_state, 'at', k.happened_at) order by k.happened_at, k.seq)
      from known k where k.machine = 'restriction' and k.happened_at < $2::timestamptz), '[]'),
    'notices', coalesce((select json_agg(json_build_object('id', n.id, 'serviceId', n.service_id, 'reference', n.reference, 'kind', n.kind) order by n.reference) from notices n where n.recorded_at <= $3::timestamptz), '[]'),
    'terminations', coalesce((select json_agg(json_build_object('id', t.id, 'serviceId', t.service_id, 'reference', t.reference, 'ground', t.ground, 'contract', t.contract_reference) order by t.reference)
      from terminations t where t.recorded_at <= $3::timestamptz), '[]'),
    'contractMoves', coalesce((select json_agg(json_build_object('id', k.workflow_id, 'from', k.from_state, 'to', k.to_state, 'at', k.happened_at) order by k.happened_at, k.seq)
      from known k where k.machine in ('notice', 'termination') and k.happened_at < $2::timestamptz), '[]'),
    'intelligence', coalesce((select json_agg(json_build_object('reference', i.reference, 'receivedOn', (i.received_at at time zone 'Europe/London')::date,
        'severity', coalesce(v.severity, b.severity, i.severity), 'source', i.source_type, 'needsAction', n.needs_action) order by i.received_at, i.reference)
      from intelligence i left join severities v on v.workflow_id = i.id left join first_severities b on b.workflow_id = i.id left join needs n on n.workflow_id = i.id
      where i.received_at >= $1::timestamptz and i.received_at < $2::timestamptz and i.recorded_at <= $3::timestamptz and not i.from_earlier_records
        and not exists (select from duplicates d where d.workflow_id = i.id)), '[]'),
    'meetings', coalesce((select json_agg(json_build_object('id', m.id, 'reference', m.reference, 'title', m.title, 'on', (m.starts_at at time zone 'Europe/London')::date,
        'inquorate', exists (select from known k where k.workflow_id = m.id and k.to_state = 'inquorate'),
        'attendance', coalesce((select json_agg(json_build_object('attendance', x.attendance, 'isProvider', b.provider_id is not null, 'agency', coalesce((select n.name from agency_names n
            where n.agency_id = b.agency_id and n.valid_from <= m.starts_at::date and (n.valid_to is null or n.valid_to >= m.starts_at::date)), 'No agency')) order by x.id)
          from meeting_members x join memberships b on b.council_id = x.council_id and b.id = x.membership_id where x.council_id = m.council_id and x.meeting_id = m.id), '[]')) order by m.starts_at, m.reference)
      from meetings m where m.series = 'panel' and m.starts_at >= $1::timestamptz and m.starts_at < $2::timestamptz
        and exists (select from known k where k.workflow_id = m.id and k.event = 'CONCLUDE')), '[]'),
    'earlier', coalesce((select json_agg(e order by e.on, e.reference, e.id) from (
        select 'stage' as of, k.service_id as id, k.service_id as "serviceId", '' as reference, (k.happened_at at time zone 'Europe/London')::date as on, l.name as words from known k
          join services s on s.council_id = k.council_id and s.id = k.service_id join register_locations l on l.id = s.location_id
          where k.event in ('BRING_IN_AT_ENHANCED', 'BRING_IN_AT_SERIOUS_CONCERNS') and k.happened_at >= $1::timestamptz and k.happened_at < $2::timestamptz
        union all select 'restriction', r.id, r.service_id, r.reference, (k.happened_at at time zone 'Europe/London')::date, l.name from known k join restrictions r on r.council_id = k.council_id and r.id = k.workflow_id
          join services s on s.council_id = r.council_id and s.id = r.service_id join register_locations l on l.id = s.location_id
          where k.event = 'BRING_IN' and k.happened_at >= $1::timestamptz and k.happened_at < $2::timestamptz
        union all select 'intelligence', i.id, null, i.reference, (i.received_at at time zone 'Europe/London')::date, i.severity from intelligence i
          where i.from_earlier_records and i.received_at >= $1::timestamptz and i.received_at < $2::timestamptz and i.recorded_at <= $3::timestamptz) e), '[]'),
    'ownServices', coalesce((select json_agg(o order by o.on, o.reference) from (
        select 'recommendation' as of, c.id, c.reference, c.code, (c.made_at at time zone 'Europe/London')::date as on, s.id as "serviceId", l.name as service, ${agencyCalled('c.run_by', `(c.made_at at time zone 'Europe/London')::date`)} as agency,
          ${whoThen('c.chaired_by')} as "chairedBy", null as "decidedBy", c.independence is not null as stated
          from recommendations c join services s on s.council_id = c.council_id and s.id = c.service_id join register_locations l on l.id = s.location_id
          where c.run_by is not null and c.made_at >= $1::timestamptz and c.made_at < $2::timestamptz and c.recorded_at <= $3::timestamptz
        union all select 'decision', d.id, d.reference, d.code, (d.decided_at at time zone 'Europe/London')::date, s.id, l.name, ${agencyCalled('d.run_by', `(d.decided_at at time zone 'Europe/London')::date`)}, ${whoThen('c.chaired_by')}, ${whoThen('d.decided_by')}, d.independence is not null
          from decisions d join services s on s.council_id = d.council_id and s.id = d.service_id join register_locations l on l.id = s.location_id left join recommendations c on c.council_id = d.council_id and c.id = d.recommendation_id
          where d.run_by is not null and d.decided_at >= $1::timestamptz and d.decided_at < $2::timestamptz and d.recorded_at <= $3::timestamptz) o), '[]'),
    'decisions', coalesce((select json_agg(json_build_object('id', d.id, 'reference', d.reference, 'code', d.code, 'outcome', d.outcome, 'on', (d.decided_at at time zone 'Europe/London')::date, 'serviceId', s.id, 'service', l.name) order by d.decided_at, d.reference)
      from decisions d join services s on s.council_id = d.council_id and s.id = d.service_id join register_locations l on l.id = s.location_id
      where d.decided_at >= $1::timestamptz and d.decided_at < $2::timestamptz and d.recorded_at <= $3::timestamptz), '[]')
  ) as result`);
