import { agencyCalled } from '../../councils/agency-called.js';
import { seatedOn } from './who-may-be-asked.js';
import { statement } from '../../../platform/database/read-unit.js';

const nameOf = (membership: string): string => `
  (select coalesce(p.name, pm.job_title) from memberships pm left join people p on p.id = pm.person_id where pm.council_id = m.council_id and pm.id = ${membership})`;

/** SQL for what a meeting's kind adds to it: the service it is about with the clocks it may answer, the provider's part, notes. Of a service out of sight, nothing. */
export const aboutMeeting = `(select json_build_object(
    'serviceId', s.id, 'title', case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end, 'providerPart', m.provider_part, 'byName', m.by_name,
    'clocks', (select coalesce(json_agg(json_build_object('kind', d.kind, 'dueOn', d.due_on) order by d.due_on), '[]')
      from stages g join deadlines d on d.council_id = g.council_id and d.workflow_id = g.id and d.kind in ('initialMeeting', 'findingsMeeting') and d.withdrawn_at is null
      where g.council_id = m.council_id and g.service_id = s.id),
    'notes', (select json_build_object('attendance', n.attendance, 'attended', n.attended, 'themes', n.themes, 'notes', n.notes, 'changedBy', ${nameOf('n.changed_by')}, 'changedAt', n.changed_at)
      from meeting_notes n where n.council_id = m.council_id and n.meeting_id = m.id))
  from (select 1) one left join services s on s.council_id = m.council_id and s.id = m.service_id left join register_locations l on l.id = s.location_id)`;

/** SQL for what of the procedure in force its kinds of meeting are made from. @param today SQL for today */
export const proceduresParts = (today: string): string => `(select json_build_object('panel', c.content -> 'panel', 'quorum', c.content -> 'quorum', 'agenda', c.content -> 'agenda', 'timescales', c.content -> 'timescales', 'series', c.content -> 'series')
  from procedures c where c.council_id = current_council() and c.effective_from <= ${today}::date order by c.effective_from desc, c.version desc limit 1)`;

/** Who may come in a member's place: colleagues of their agency. $1 the member's row; $2 today; $3 roles. Of a meeting out of sight, nobody. */
export const deputyChoices = statement(`
  select coalesce(json_agg(json_build_object('code', c.id, 'words', p.name || ', ' || c.job_title) order by p.name, c.id), '[]') as result
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
  join memberships c on c.council_id = m.council_id and c.agency_id = m.agency_id and c.person_id <> m.person_id and c.role = any ($3)
    and c.valid_from <= $2::date and (c.valid_to is null or c.valid_to >= $2::date)
  join people p on p.id = c.person_id where mm.id = $1::uuid`);

/**
 * $1 today; $2 roles; $3 the panel, or null for the first that fits; $4 the kind; $5 the kinds of panel it hangs on where the procedure has no list
 * of its own; $6 the service, or null. Partners and CQC see what their panels look at alone: without a seat they are guests (R37).
 */
export const proposalStatement = statement(`
  with in_force as (
    select c.content from procedures c where c.council_id = current_council() and c.effective_from <= $1::date order by c.effective_from desc, c.version desc limit 1
  ), kinds as (
    select coalesce((select s -> 'panelKinds' from in_force, jsonb_array_elements(case when jsonb_typeof(in_force.content -> 'series') = 'array' then in_force.content -> 'series' else '[]' end) s where s ->> 'key' = $4), $5::jsonb) as list
  ), open_panels as (
    select q.id, q.name, row_number() over (order by k.place, q.valid_from, q.recorded_at, q.id) as place from panels q
    join lateral (select e.place from kinds, jsonb_array_elements_text(kinds.list) with ordinality e (kind, place) where e.kind = q.kind) k on true
    where q.council_id = current_council() and q.valid_from <= $1::date and (q.valid_to is null or q.valid_to >= $1::date)
      and ($6::uuid is null or exists (select from panel_services x where x.council_id = q.council_id and x.panel_id = q.id and x.service_id = $6))
  ), chosen as (select id, name from open_panels where $3::uuid is null or id = $3::uuid order by place limit 1)
  select json_build_object('procedure', ${proceduresParts('$1')}, 'panelId', chosen.id, 'panelName', chosen.name,
    'panels', (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name) order by o.place), '[]') from open_panels o),
    'serviceName', (select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end from services s join register_locations l on l.id = s.location_id where s.council_id = current_council() and s.id = $6::uuid),
    'clocks', (select coalesce(json_agg(json_build_object('kind', d.kind, 'dueOn', d.due_on) order by d.due_on), '[]')
      from stages g join deadlines d on d.council_id = g.council_id and d.workflow_id = g.id and d.kind in ('initialMeeting', 'findingsMeeting') and d.withdrawn_at is null
      where g.council_id = current_council() and g.service_id = $6::uuid),
    'lastOn', (select max((m.starts_at at time zone 'Europe/London')::date) from meetings m where m.panel_id = chosen.id and m.series = $4 and (m.opened_at is not null or m.closed_at is null)),
    'there', (select coalesce(json_agg(json_build_object('id', m.id, 'reference', m.reference, 'on', (m.starts_at at time zone 'Europe/London')::date) order by m.starts_at), '[]')
      from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id
      where m.panel_id = chosen.id and m.series = $4 and m.service_id is null and w.state <> 'cancelled' and (m.starts_at at time zone 'Europe/London')::date >= $1::date),
    'venue', (select m.venue from meetings m where m.panel_id = chosen.id order by (m.series = $4) desc, m.starts_at desc limit 1),
    'people', (select coalesce(json_agg(json_build_object('id', ms.id, 'name', p.name, 'jobTitle', ms.job_title, 'role', ms.role, 'seat', seated.seat, 'isGuest', seated.id is null and ms.role in ('partner', 'cqcObserver'),
        'agencyName', ${agencyCalled('ms.agency_id', '$1::date')}) order by p.name, ms.id), '[]')
      from memberships ms join people p on p.id = ms.person_id
      ${seatedOn('ms', 'chosen.id', '$1::date')}
      where ms.council_id = current_council() and ms.role = any ($2) and ms.valid_from <= $1::date and (ms.valid_to is null or ms.valid_to >= $1::date))) as result
  from (select 1) one left join chosen on true`);
