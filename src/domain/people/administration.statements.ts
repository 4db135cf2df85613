import { statement } from '../../platform/database/read-unit.js';

// $1 is today everywhere. An agency is called what it was called on a membership's last day (R35).
const agencyName = (agency: string, day = '$1::date'): string => `(select n.name from agency_names n where n.agency_id = ${agency} and n.valid_from <= ${day}
  and (n.valid_to is null or n.valid_to >= ${day}) order by n.valid_from desc limit 1)`;
const inForce = (alias: string): string => `(${alias}.valid_from <= $1::date and (${alias}.valid_to is null or ${alias}.valid_to >= $1::date))`;
const nameOf = (membership: string): string => `(select p2.name || ', ' || m2.job_title from memberships m2 join people p2 on p2.id = m2.person_id
  where m2.council_id = current_council() and m2.id = ${membership})`;
const instant = (column: string): string => `to_json(${column})#>>'{}'`;

// Null for the auditor, who looks at access and needs no address: the rows are the administrators' own.
const contact = (person: string, kind: 'mail' | 'phone'): string => `(select d.value from contact_details d where d.person_id = ${person} and d.kind = '${kind}')`;

const authorities = `(select p.content->'authorities' from procedures p where p.council_id = current_council() order by p.version desc limit 1)`;

// $2 is now.
const membershipRow = `m.id, m.version, m.person_id as "personId", p.name, ${contact('p.id', 'mail')} as mail, m.job_title as "jobTitle", m.agency_id as "agencyId",
  ${agencyName('m.agency_id', 'least($1::date, coalesce(m.valid_to, $1::date))')} as "agencyName", m.role, m.seat, m.grade, m.delegated_decisions as "delegatedDecisions",
  array(select coalesce(a->>'words', d.code) from unnest(m.delegated_decisions) d (code) left join jsonb_array_elements(${authorities}) a on a->>'code' = d.code order by d.code) as "delegatedNames",
  m.manager_membership_id as "managerMembershipId", ${nameOf('m.manager_membership_id')} as "managerName", m.valid_from as "from", m.valid_to as "to",
  ${instant('m.ended_at')} as "endedAt", ${inForce('m')} as "inForce", ${nameOf('m.succeeded_by')} as "succeededBy", has_sign_in(m.person_id) as "signsIn",
  (select json_build_object('id', i.id, 'version', i.version, 'sentAt', i.sent_at, 'expiresAt', i.expires_at,
      'state', case when i.used_at is not null then 'used' when i.withdrawn_at is not null then 'withdrawn' when i.expires_at <= $2::timestamptz then 'expired' else 'open' end)
    from invitations i where i.council_id = m.council_id and i.membership_id = m.id order by i.sent_at desc, i.id desc limit 1) as invitation`;
const fromMemberships = 'memberships m join people p on p.id = m.person_id';

export const memberships = statement(`
  with found as (
    select ${membershipRow} from ${fromMemberships}
    where ($4::text is null or m.role = $4)
      and case $5 when 'all' then true when 'ended' then not ${inForce('m')} when 'notSignedIn' then ${inForce('m')} and not has_sign_in(m.person_id) else ${inForce('m')} end
  ), fitting as (
    select * from found where $3::text is null or strpos(lower(concat_ws(' ', name, "jobTitle", "agencyName", mail)), lower($3)) > 0
  ), sorted as (
    select fitting.*, row_number() over (order by case $6 when 'role' then role when 'agency' then "agencyName" end, case when $6 = 'newest' then "from" end desc, name, id) place from fitting
  )
  select json_build_object('total', (select count(*) from fitting), 'page', $7::int, 'pageSize', $8::int,
    'rows', coalesce((select json_agg(x order by place) from sorted x where place > ($7::int - 1) * $8 and place <= $7::int * $8), '[]')) as result`);

const seatRow = `json_build_object('id', s.id, 'version', s.version, 'panelId', s.panel_id, 'panelName', pn.name, 'membershipId', s.membership_id, 'name', sp.name,
  'jobTitle', sm.job_title, 'agencyName', ${agencyName('sm.agency_id')}, 'seat', s.seat, 'deputyOf', ${nameOf('s.deputy_of')}, 'from', s.valid_from, 'to', s.valid_to,
  'inForce', ${inForce('s')})`;
const fromSeats = `panel_seats s join panels pn on pn.council_id = s.council_id and pn.id = s.panel_id
  join memberships sm on sm.council_id = s.council_id and sm.id = s.membership_id join people sp on sp.id = sm.person_id`;

export const person = statement(`
  with rows as (
    select ${membershipRow} from ${fromMemberships}
    where m.person_id = (select person_id from memberships where council_id = current_council() and id = $3)
  )
  select json_build_object('id', p.id, 'version', p.version, 'name', p.name, 'mail', ${contact('p.id', 'mail')}, 'phone', ${contact('p.id', 'phone')}, 'servesElsewhere', serves_elsewhere(p.id),
    'membership', (select to_json(r) from rows r where r.id = $3),
    'memberships', (select json_agg(r order by "inForce" desc, "from" desc, id) from rows r),
    'seats', coalesce((select json_agg(${seatRow} order by ${inForce('s')} desc, s.valid_from desc, s.id) from ${fromSeats} where sm.person_id = p.id), '[]'),
    'deputies', coalesce((select json_agg(json_build_object('id', d.id, 'version', d.version, 'ofName', ${nameOf('d.membership_id')}, 'deputyName', ${nameOf('d.deputy_id')},
        'from', d.valid_from, 'to', d.valid_to, 'automatic', d.automatic, 'withdrawn', d.withdrawn_at is not null) order by d.valid_from desc, d.id)
      from deputies d where d.membership_id in (select id from rows) or d.deputy_id in (select id from rows)), '[]'),
    'clearances', coalesce((select json_agg(json_build_object('id', c.id, 'version', c.version, 'from', c.valid_from, 'to', c.valid_to, 'reason', c.reason, 'givenBy', ${nameOf('c.given_by')},
        'endedAt', ${instant('c.ended_at')}, 'endReason', c.end_reason, 'inForce', c.ended_at is null and ${inForce('c')}) order by c.given_at desc, c.id)
      from name_clearances c where c.membership_id = $3), '[]'),
    'openWork', coalesce((select json_agg(json_build_object('id', w.id, 'kind', w.kind, 'reference', w.reference, 'dueOn', w.due_on, 'stays', w.stays) order by w.kind, w.due_on, w.reference)
      from open_work_of($3) w), '[]')) as result
  from people p where p.id = (select person_id from memberships where council_id = current_council() and id = $3)`);

const agencyRows = `
  select coalesce(json_agg(json_build_object('id', a.id, 'version', a.version, 'name', coalesce(${agencyName('a.id')}, (select n.name from agency_names n where n.agency_id = a.id order by n.valid_from desc limit 1)),
    'kind', agency_kind(a.id, $1::date), 'endedOn', a.ended_on, 'isOurs', a.council_id is null or a.council_id = current_council(),
    'members', (select count(*) from memberships m where m.agency_id = a.id and ${inForce('m')}),
    'names', (select json_agg(json_build_object('name', n.name, 'from', n.valid_from, 'to', n.valid_to) order by n.valid_from desc) from agency_names n where n.agency_id = a.id),
    'kinds', coalesce((select json_agg(json_build_object('kind', k.kind, 'from', k.kind_from, 'recordedAt', ${instant('k.recorded_at')},
        'corrected', exists (select from agency_kinds c where c.agency_id = k.agency_id and c.kind_from = k.kind_from and (c.recorded_at, c.id) > (k.recorded_at, k.id))) order by k.kind_from desc, k.recorded_at desc, k.id desc)
      from agency_kinds k where k.agency_id = a.id), '[]'),
    'successions', coalesce((select json_agg(json_build_object('agencyId', o.id, 'name', (select n.name from agency_names n where n.agency_id = o.id order by n.valid_from desc limit 1),
        'kind', s.kind, 'on', s.happened_on, 'isSuccessor', s.predecessor_id = a.id) order by s.happened_on)
      from agency_successions s join agencies o on o.id = case when s.predecessor_id = a.id then s.successor_id else s.predecessor_id end
      where a.id in (s.predecessor_id, s.successor_id)), '[]'))
    order by ${agencyName('a.id')}, a.id), '[]') as result
  from agencies a`;
// Another council's agencies stay out of the list until somebody here comes from them.
export const agencies = statement(`${agencyRows}
  where $2::uuid is null and (a.council_id is null or a.council_id = current_council() or exists (select from memberships m where m.agency_id = a.id))`);
export const agency = statement(`${agencyRows} where a.id = $2::uuid and (a.council_id is null or a.council_id = current_council() or exists (select from memberships m where m.agency_id = a.id))`);

export const panels = statement(`
  select coalesce(json_agg(json_build_object('id', q.id, 'version', q.version, 'name', q.name, 'kind', q.kind, 'covers', q.covers, 'from', q.valid_from, 'to', q.valid_to,
    'services', (select count(*) from panel_services c where c.council_id = q.council_id and c.panel_id = q.id),
    'seats', coalesce((select json_agg(${seatRow} order by ${inForce('s')} desc, s.seat, sp.name, s.id) from ${fromSeats} where s.panel_id = q.id), '[]'))
    order by q.valid_to is not null, q.valid_from, q.recorded_at, q.id), '[]') as result
  from panels q where $2::uuid is null or q.id = $2`);

export const form = statement(`
  select json_build_object(
    'agencies', coalesce((select json_agg(x order by name) from (select a.id, ${agencyName('a.id')} as name from agencies a
      where a.ended_on is null and (a.council_id is null or a.council_id = current_council() or exists (select from memberships m where m.agency_id = a.id))) x where name is not null), '[]'),
    'panels', coalesce((select json_agg(json_build_object('id', q.id, 'name', q.name) order by q.valid_from, q.recorded_at, q.id) from panels q where q.valid_to is null), '[]'),
    'providers', coalesce((select json_agg(x order by name) from (select distinct r.id, r.name from services s join register_providers r on r.id = s.provider_id) x), '[]'),
    'members', coalesce((select json_agg(json_build_object('id', m.id, 'agencyId', m.agency_id, 'name', concat_ws(', ', p.name, m.job_title, ${agencyName('m.agency_id')})) order by p.name, m.id)
      from ${fromMemberships} where ${inForce('m')}), '[]'),
    'decisions', coalesce((select json_agg(json_build_object('id', a->>'code', 'name', a->>'words')) from jsonb_array_elements(${authorities}) a), '[]')) as result`);

export const shares = statement(`
  select coalesce(json_agg(json_build_object('id', h.id, 'version', h.version, 'serviceId', h.service_id, 'agencyName', ${agencyName('h.agency_id')}, 'reason', h.reason,
    'sharedBy', ${nameOf('h.shared_by')}, 'sharedAt', h.shared_at, 'endsOn', h.ends_on, 'endedAt', ${instant('h.ended_at')}) order by h.shared_at desc, h.id), '[]') as result
  from shares h where $2::uuid is null or h.service_id = $2`);
