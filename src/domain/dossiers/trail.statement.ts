import { statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { londonDay } from './sql.js';

/** Records whose access history can be asked for, and the rows that must be there, and seen, for it. The keys are kinds of the trail. */
const tables: Readonly<Record<string, string>> = {
  service: 'services', intelligence: 'intelligence', action: 'actions', meeting: 'meetings', writtenProcedure: 'written_procedures', watchedDate: 'watched_dates', recommendation: 'recommendations', decision: 'decisions',
  restriction: 'restrictions', notice: 'notices', termination: 'terminations', letter: 'letters', representation: 'representations', appeal: 'appeals', hearingRequest: 'hearing_requests', disclosurePack: 'disclosure_packs', report: 'reports', import: 'imports', evidence: 'evidence_files', informationRequest: 'information_requests', purge: 'purges',
};
export const recordKinds: ReadonlySet<string> = new Set(Object.keys(tables));
const referenced = Object.entries(tables).filter(([kind]) => kind !== 'service');

/** What people call a record: its reference, a service by its name; null where it may not be seen. */
const label = (kind: string, id: string): string => `case ${kind}
  when 'service' then (select l.name from services s join register_locations l on l.id = s.location_id where s.id = ${id})
  when 'stage' then (select l.name from workflows w join services s on s.council_id = w.council_id and s.id = w.service_id join register_locations l on l.id = s.location_id where w.id = ${id})
  when 'person' then (select p.name from people p where p.id = ${id})
  when 'membership' then (select p.name || ', ' || m.job_title from memberships m join people p on p.id = m.person_id where m.id = ${id})
  when 'agency' then (select n.name from agency_names n where n.agency_id = ${id} order by n.valid_from desc limit 1)
  when 'panel' then (select q.name from panels q where q.council_id = current_council() and q.id = ${id})
  when 'riskAssessment' then (select l.name from risk_assessments a join services s on s.council_id = a.council_id and s.id = a.service_id join register_locations l on l.id = s.location_id where a.council_id = current_council() and a.id = ${id})
  when 'document' then (select d.file_name from documents d where d.council_id = current_council() and d.id = ${id})
  when 'agendaItem' then (select m.reference from agenda_items i join meetings m on m.council_id = i.council_id and m.id = i.meeting_id where i.id = ${id})
  ${referenced.map(([name, table]) => `when '${name}' then (select t.reference from ${table} t where t.id = ${id})`).join('\n  ')} end`;

// What members and records that a change names are called, by id, as far as whoever asks sees them. Of intelligence only whose it is:
// who may open or read a record is its own list, with its own readers.
const isIdText = `'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;
const names = `(select json_object_agg(n.id, n.name) from (
    select c.id, coalesce(
      (select p.name || ', ' || m.job_title from memberships m join people p on p.id = m.person_id where m.council_id = current_council() and m.id = c.id),
      (select a.name from agency_names a where a.agency_id = c.id order by a.valid_from desc limit 1),
      (select q.name from panels q where q.council_id = current_council() and q.id = c.id),
      (select r.name from register_providers r where r.id = c.id),
      ${['decisions', 'recommendations', 'restrictions', 'meetings'].map((table) => `(select t.reference from ${table} t where t.council_id = current_council() and t.id = c.id)`).join(',\n      ')}) as name
    from (select distinct e.value::uuid as id from (select * from jsonb_each_text(x.content -> 'before') union all select * from jsonb_each_text(x.content -> 'after')) e
      where jsonb_typeof(x.content) = 'object' and e.value ~ ${isIdText} and (x.subject_kind <> 'intelligence' or e.key = 'allocatedTo')) c) n where n.name is not null)`;

const isDownload = `(r.operation like 'download:%' or r.operation in ('documentFile', 'agendaPack', 'disclosureSet'))`;

// The papers of a record, which are downloaded under ids of their own. $1: the record; $8: its kind.
const papers = `
  select l.document_id as id from letters l where l.council_id = current_council() and ($8::text = 'letter' and l.id = $1::uuid or $8::text = 'service' and l.service_id = $1::uuid)
  union select r.document_id from reports r where $8::text = 'report' and r.council_id = current_council() and r.id = $1::uuid
  union select x.document_id from report_annexes x where $8::text = 'report' and x.council_id = current_council() and x.report_id = $1::uuid
  union select v.document_id from agenda_versions v where $8::text = 'meeting' and v.council_id = current_council() and v.meeting_id = $1::uuid
  union select h.document_id from document_items h join agenda_items i on i.council_id = h.council_id and i.id = h.agenda_item_id
    where $8::text = 'meeting' and h.council_id = current_council() and i.meeting_id = $1::uuid
  union select x.minutes_document_id from meeting_members x where $8::text = 'meeting' and x.council_id = current_council() and x.meeting_id = $1::uuid
  union select x.document_id from minute_extracts x where $8::text = 'meeting' and x.council_id = current_council() and x.meeting_id = $1::uuid`;

// Of each source only as many lines as are shown. A read that found nothing to show stands as the refusal it became.
const page = (alias: string): string => `($3::date is null or ${alias}.recorded_at >= $3::date::timestamp at time zone 'Europe/London')
  and ($4::date is null or ${alias}.recorded_at < ($4::date + 1)::timestamp at time zone 'Europe/London')
  and ($5::timestamptz is null or (${alias}.recorded_at, ${alias}.id) < ($5::timestamptz, $6::uuid))
  order by ${alias}.recorded_at desc, ${alias}.id desc limit $7::int + 1`;

/** $1: the record or person; $2: kinds of line or null; $3, $4: days; $5, $6: where the page before ended; $7: lines. */
const lines = (reads: string, trail: string): string => `
  seen as (
    select r.id, r.recorded_at, case when ${isDownload} then 'download' else 'read' end as kind, r.operation as act, r.person_id, r.membership_id, r.on_behalf_of,
      r.subject_kind, r.subject_id, null::jsonb as content
    from reads r where ${reads} and ($2::text[] is null or case when ${isDownload} then 'download' else 'read' end = any ($2::text[]))
      and not exists (select from trail t where t.council_id = r.council_id and t.subject_kind = 'refusal' and t.subject_id = r.subject_id
        and t.correlation_id = r.correlation_id and t.action = 'refused:' || r.operation)
      and ${page('r')}
  ), done as (
    select t.id, t.recorded_at, case when t.action like 'refused:%' then 'refused' else 'change' end as kind, t.action as act, t.person_id, t.membership_id, t.on_behalf_of,
      t.subject_kind, t.subject_id, t.content
    from trail t where ${trail} and ($2::text[] is null or case when t.action like 'refused:%' then 'refused' else 'change' end = any ($2::text[]))
      and ${page('t')}
  ), lines as (select * from (select * from seen union all select * from done) x order by recorded_at desc, id desc limit $7::int + 1)`;

const asJson = `(select coalesce(json_agg(json_build_object('id', x.id, 'at', to_char(x.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'kind', x.kind, 'act', x.act, 'content', x.content, 'names', ${names}, 'subjectKind', x.subject_kind, 'subjectId', x.subject_id, 'label', ${label('x.subject_kind', 'x.subject_id')},
    'serviceId', (select w.service_id from workflows w where w.id = x.subject_id),
    'who', p.name, 'jobTitle', m.job_title, 'isSystem', m.role = 'system', 'agencyName', ${agencyCalled('m.agency_id', londonDay('x.recorded_at'))},
    'onBehalfOf', (select g.name || ', ' || f.job_title from memberships f join people g on g.id = f.person_id where f.council_id = m.council_id and f.id = x.on_behalf_of)) order by x.recorded_at desc, x.id desc), '[]')
  from lines x left join memberships m on m.id = x.membership_id left join people p on p.id = x.person_id)`;

const isRecord = (kind: string, id: string): string => `case ${kind} ${Object.entries(tables).map(([name, table]) => `when '${name}' then exists (select from ${table} t where t.id = ${id})`).join(' ')} else false end`;

/** The history of one record; of a service, with all that is kept about it. $8: its kind. Null where there is none to be seen. */
export const recordTrail = statement(`
  with refs as (
    select $8::text as kind, $1::uuid as id union select 'refusal', $1::uuid
    union select w.machine, w.id from workflows w where $8::text = 'service' and w.service_id = $1::uuid
      and (w.machine <> 'intelligence' or exists (select from intelligence i where i.id = w.id))
    union select 'riskAssessment', a.id from risk_assessments a where $8::text = 'service' and a.service_id = $1::uuid
    union select 'decision', d.id from decisions d where $8::text = 'service' and d.service_id = $1::uuid
    union select 'recommendation', r.id from recommendations r where $8::text = 'service' and r.service_id = $1::uuid
    union select 'disclosurePack', i.id from disclosed_items i where $8::text = 'disclosurePack' and i.pack_id = $1::uuid
    union select k.kind, p.id from (${papers}) p cross join (values ('document'), ('refusal')) k(kind) where p.id is not null
  ), ${lines('exists (select from refs f where f.kind = r.subject_kind and f.id = r.subject_id)', 'exists (select from refs f where f.kind = t.subject_kind and f.id = t.subject_id)')}
  select case when ${isRecord('$8::text', '$1::uuid')} then json_build_object('title', ${label('$8::text', '$1::uuid')}, 'kind', $8::text, 'lines', ${asJson}) end as result`);

/** What one person read and did, and what was changed about them: as far as whoever asks may see. */
export const personTrail = statement(`
  with ${lines('r.person_id = $1::uuid', `(t.person_id = $1::uuid or (t.subject_kind = 'person' and t.subject_id = $1::uuid)
    or (t.subject_kind = 'membership' and t.subject_id in (select m.id from memberships m where m.person_id = $1::uuid)))`)}
  select case when exists (select from memberships m where m.person_id = $1::uuid)
    then json_build_object('title', (select p.name from people p where p.id = $1::uuid), 'kind', 'person', 'lines', ${asJson}) end as result`);

/** What the person who asks read and did. */
export const ownTrail = statement(`
  with ${lines('r.person_id = $1::uuid', 't.person_id = $1::uuid')}
  select json_build_object('title', null, 'kind', 'own', 'lines', ${asJson}) as result`);

/** Everybody who has or had a membership in this council, by name. */
export const trailPeople = statement(`
  select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'memberships', p.memberships, 'endedOn', p.ended_on) order by p.name, p.id), '[]') as result
  from (select p.id, p.name, json_agg(m.job_title order by m.valid_from desc, m.id) as memberships,
      case when bool_and(m.valid_to is not null) then max(coalesce((m.ended_at at time zone 'Europe/London')::date, m.valid_to)) end as ended_on
    from memberships m join people p on p.id = m.person_id group by p.id, p.name) p`);
