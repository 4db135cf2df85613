import { statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { lists, londonDay, wordsOf } from './sql.js';

/** Around what was searched for in an excerpt: characters of no alphabet, taken out of what people typed before. */
export const [hitStart, hitEnd] = ['\uE000', '\uE001'];
/** Stands for `<` while an excerpt is cut: PostgreSQL leaves what looks like a tag out of one. A control that nobody can type, and no part of a word. */
export const lessThan = '\u0001';

const personOf = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id where m.id = ${membership})`;
const nameOf = `l.name || case when s.lot = 'whole service' then '' else ' (' || s.lot || ')' end`;
/** The service of a row as the reader sees it: what has left a guest's panels is not named (R37). */
const joinService = (alias: string): string => `left join services s on s.council_id = ${alias}.council_id and s.id = ${alias}.service_id left join register_locations l on l.id = s.location_id`;
/** Whether anything but words narrows the search. */
const narrowed = '($2::text[] is not null or $3::date is not null or $4::date is not null or $5::uuid is not null or $6::uuid is not null or $7::text is not null)';

/** One kind of what is found: its rows as the reader sees them, and which ids of the index are theirs. */
interface Kind {
  readonly table: string;
  readonly joins?: string;
  /** The kind of the index, and the column that holds its id. */
  readonly hit: string;
  readonly on: string;
  readonly id?: string;
  readonly where?: string;
  readonly reference?: string;
  readonly title: string;
  readonly day?: string;
  readonly service?: string;
  readonly by?: string;
  readonly code?: string;
  readonly text: string;
  /** What its page is found by, where that is not its own id. */
  readonly page?: string;
}
const kinds: Readonly<Record<string, Kind>> = {
  service: {
    table: 'services s', joins: 'join register_locations l on l.id = s.location_id join register_providers v on v.id = s.provider_id', hit: 'location', on: 's.location_id', id: 's.id', title: nameOf, service: 's.id', text: `concat_ws(', ', l.address, l.postcode, v.name)`,
  },
  // The register is everybody's: of it, who runs a service that the reader sees.
  provider: { table: 'register_providers v', hit: 'provider', on: 'v.id', where: 'exists (select from services s where s.provider_id = v.id) and $1 <> \'\'', title: 'v.name', text: `coalesce(v.cqc_id, '')` },
  person: {
    table: 'memberships q', joins: 'join people p on p.id = q.person_id', hit: 'person', on: 'q.id', where: `$1 <> ''`, title: `p.name || ', ' || q.job_title`, by: 'q.id',
    text: `concat_ws(', ', ${agencyCalled('q.agency_id', 'coalesce(q.valid_to, $10::date)')}, case when q.valid_to < $10::date then 'until ' || q.valid_to end)`,
  },
  intelligence: {
    table: 'intelligence i', joins: joinService('i'), hit: 'intelligence', on: 'i.id', reference: 'i.reference', title: `coalesce(${nameOf}, i.not_listed, 'No service')`, day: londonDay('i.received_at'), service: 's.id', by: 'i.recorded_by',
    text: `concat_ws(E'\\n', i.what_happened, i.immediate_action, i.triage_note, i.assessment, i.disposition_reason, i.outcome, i.retraction_reason)`,
  },
  meeting: {
    table: 'meetings g', joins: 'left join meeting_notes gn on gn.council_id = g.council_id and gn.meeting_id = g.id', hit: 'meeting', on: 'g.id', reference: 'g.reference', title: 'g.title', day: londonDay('g.starts_at'), by: 'g.chair_id',
    text: `concat_ws(E'\n', g.venue, g.by_name, array_to_string(gn.themes, E'\n'), gn.notes, gn.attendance)`,
  },
  minutes: {
    table: 'minute_sections x', joins: `join meetings g on g.council_id = x.council_id and g.id = x.meeting_id left join agenda_items n on n.council_id = x.council_id and n.id = x.agenda_item_id ${joinService('n')}`,
    hit: 'minutes', on: 'x.id', reference: 'g.reference', title: 'x.heading', day: londonDay('g.starts_at'), service: 's.id', page: 'g.id',
    text: `concat_ws(E'\\n', x.text, (select string_agg(z.text, E'\\n' order by z.number) from minute_amendments z where z.council_id = x.council_id and z.section_id = x.id))`,
  },
  recommendation: {
    table: 'recommendations r', joins: `${joinService('r')} left join lists on true`, hit: 'recommendation', on: 'r.id', reference: 'r.reference', title: wordsOf('lists.authorities', 'r.code'), day: londonDay('r.made_at'), service: 's.id', by: 'r.signed_by', code: 'r.code',
    text: `concat_ws(E'\\n', r.text, r.differing_views)`,
  },
  decision: {
    table: 'decisions d', joins: `${joinService('d')} left join lists on true`, hit: 'decision', on: 'd.id', reference: 'd.reference', title: wordsOf('lists.authorities', 'd.code'), day: londonDay('d.decided_at'), service: 's.id', by: 'd.decided_by', code: 'd.code',
    text: `concat_ws(E'\\n', d.reasons, d.authority, d.options_considered, d.provider_position, d.effect_on_people, d.informing_people, d.proportionality, d.equality_note)`,
  },
  action: {
    table: 'actions a', joins: joinService('a'), hit: 'action', on: 'a.id', reference: 'a.reference', title: `left(a.description, 120)`, day: londonDay('a.recorded_at'), service: 's.id', by: 'a.owner_membership_id',
    text: `concat_ws(E'\\n', a.description, a.evidence, a.verification, a.extension_reason, a.extension_refusal, a.replaced_by)`,
  },
  restriction: {
    table: 'restrictions y', joins: `${joinService('y')} left join lists on true left join restriction_grounds yg on yg.council_id = y.council_id and yg.restriction_id = y.id`, hit: 'restriction', on: 'y.id', where: 's.id is not null', reference: 'y.reference',
    title: wordsOf('lists.kinds', 'y.kind'), day: 'y.starts_on', service: 's.id', by: '(select d.decided_by from decisions d where d.id = y.decision_id)', code: `case when y.decision_id is not null then 'D08' end`,
    text: `concat_ws(E'\n', yg.reasons, yg.lift_conditions, yg.not_heard_reason, yg.effect, yg.evidence, yg.end_reason, y.scope ->> 'detail', y.exceptions, (select string_agg(z.note, E'\n' order by z.reviewed_on) from restriction_reviews z where z.council_id = y.council_id and z.restriction_id = y.id))`,
  },
  notice: {
    table: 'notices o', joins: joinService('o'), hit: 'notice', on: 'o.id', where: 's.id is not null', reference: 'o.reference', title: `case o.kind when 'warning' then 'Warning under the contract' when 'breach' then 'Breach notice' else 'Notice to remedy a breach' end`,
    day: `coalesce(o.issued_on, ${londonDay('o.recorded_at')})`, service: 's.id', by: 'o.recorded_by', code: `'D10'`,
    text: `concat_ws(E'\n', (select string_agg(concat_ws(E'\n', z.clause, z.facts, z.withdrawal_reason), E'\n' order by z.number) from notice_clauses z where z.council_id = o.council_id and z.notice_id = o.id),
      (select string_agg(z.step, E'\n' order by z.number) from notice_steps z where z.council_id = o.council_id and z.notice_id = o.id), (select string_agg(z.seen, E'\n' order by z.checked_on) from notice_checks z where z.council_id = o.council_id and z.notice_id = o.id),
      (select string_agg(z.reasons, E'\n' order by z.found_on) from notice_findings z where z.council_id = o.council_id and z.notice_id = o.id), o.support_offered, o.warned_how, o.not_warned_reason, o.short_reason, o.practitioner)`,
  },
  termination: {
    table: 'terminations e', joins: joinService('e'), hit: 'termination', on: 'e.id', where: 's.id is not null', reference: 'e.reference', title: `'End of contract ' || e.contract_reference`, day: londonDay('e.recorded_at'), service: 's.id', by: 'e.recorded_by', code: `'D14'`,
    text: `concat_ws(E'\n', e.facts, e.options, e.equality_note, e.proportionality, (select string_agg(z.text, E'\n' order by z.recorded_at) from termination_notes z where z.council_id = e.council_id and z.termination_id = e.id))`,
  },
  representation: {
    table: 'representations k', joins: joinService('k'), hit: 'representation', on: 'k.id', where: 's.id is not null', reference: 'k.reference', title: `coalesce(k.subject, 'The provider’s answer')`, day: `coalesce(${londonDay('k.received_at')}, k.told_on)`, service: 's.id', by: 'k.received_by',
    text: `concat_ws(E'\n', k.text, k.consideration, (select string_agg(concat_ws(E'\n', z.answer, z.changed), E'\n' order by z.answered_at) from point_answers z where z.council_id = k.council_id and z.representation_id = k.id), k.told_how)`,
  },
  appeal: {
    table: 'appeals f', joins: joinService('f'), hit: 'appeal', on: 'f.id', where: 's.id is not null', reference: 'f.reference', title: `'Appeal'`, day: 'f.lodged_on', service: 's.id', by: 'f.heard_by', code: `'D19'`, text: `concat_ws(E'\n', f.grounds, f.lodged_how, f.withdrawn_how)`,
  },
  visit: {
    table: 'visits w', joins: `${joinService('w')} left join lists on true`, hit: 'visit', on: 'w.id', where: 's.id is not null', reference: 'w.reference', title: wordsOf('lists.visits', 'w.kind'), day: `coalesce(w.visited_on, w.planned_on, ${londonDay('w.recorded_at')})`, service: 's.id', by: 'w.recorded_by',
    text: `concat_ws(E'\n', w.finding, w.focus, w.verified)`,
  },
  risk: {
    table: 'risk_assessments c', joins: joinService('c'), hit: 'risk', on: 'c.id', where: 's.id is not null', title: `'Risk assessment ' || c.number`, day: 'c.assessed_on', service: 's.id', by: 'c.recorded_by', text: 'c.text',
  },
  proposal: {
    table: 'stage_proposals j', joins: joinService('j'), hit: 'proposal', on: 'j.id', where: 's.id is not null', reference: 'j.reference', title: `case j.stage when 'enhanced' then '{EnhancedProposed}' else '{SeriousConcernsProposed}' end`, day: londonDay('j.proposed_at'), service: 's.id',
    by: 'j.proposed_by', code: `case j.stage when 'enhanced' then 'D03' else 'D04' end`, text: 'j.text',
  },
  // Of what an agency brought, what it says now: a correction stands in place of what was before.
  contribution: {
    table: 'contributions b', joins: `join meetings g on g.council_id = b.council_id and g.id = b.meeting_id ${joinService('b')}`, hit: 'contribution', on: 'b.id', reference: 'g.reference', title: `coalesce(${agencyCalled('b.agency_id', londonDay('b.returned_at'))}, 'An agency') || ', for the meeting'`,
    where: 's.id is not null and not exists (select from contributions z where z.council_id = b.council_id and z.meeting_id = b.meeting_id and z.service_id = b.service_id and z.membership_id = b.membership_id and z.number > b.number)',
    day: londonDay('b.returned_at'), service: 's.id', by: 'b.membership_id', page: 'g.id', text: 'entry_text(b.entries)',
  },
  // Whoever declared an interest in a question reads nothing of it (R21).
  written: {
    table: 'written_procedures u', joins: joinService('u'), hit: 'written', on: 'u.id', where: 's.id is not null and not current_person() = any (u.out_people)', reference: 'u.reference', title: `'Question in writing'`, day: londonDay('u.put_at'), service: 's.id', by: 'u.put_by', code: 'u.code',
    text: `concat_ws(E'\n', u.question, u.why_now)`,
  },
  letter: { table: 'letters t', joins: joinService('t'), hit: 'letter', on: 't.id', reference: 't.reference', title: 't.subject', day: londonDay('coalesce(t.issued_at, t.recorded_at)'), service: 's.id', by: 't.issued_by', text: 'letter_text(t.body)' },
};

/** With words the ids of the index lead to the rows; without, every row that something narrows. Of neither there is nothing. */
function found(kind: string, { table, joins = '', hit, on, id = on, where = 'true', ...columns }: Kind): string {
  const { reference = 'null', title, day = 'null', service = 'null', by = 'null', code = 'null', page = id } = columns;
  const select = `select '${kind}'::text, ${id}, ${reference}::text, ${title}, ${day}::date, ${service}::uuid, ${service === 'null' ? 'null' : nameOf}::text, ${by}::uuid, ${code}::text, ${page}`;
  return `${select}, h.weight from hit h join ${table} on h.kind = '${hit}' and ${on} = h.id ${joins} where ${where}
    union all ${select}, 0::real from ${table} ${joins} where $1 = '' and ${narrowed} and ${where}`;
}

/** The words of one row of those that are shown: cut out of what is found, they would be put together for every row. */
const textOf = Object.entries(kinds).map(([kind, { table, joins = '', on, id = on, text }]) => `when '${kind}' then (select ${text} from ${table} ${joins} where ${id} = r.id)`).join('\n      ');

/**
 * What is found among what the reader may see, best first. $1 words, or '' for none; $2 kinds or null, $3 from day, $4 to day, $5 service, $6 membership, $7 code of a
 * decision; $8 page, $9 page size; $10 today. `search_hits` answers ids of any row of the council; only rows that the reader sees are joined, counted and shown.
 */
export const searchStatement = statement(`
  with ${lists('$10::date')}, listed as materialized (select kind, id, weight from search_hits($1)), hit as materialized (
    select kind, id, sum(weight)::real as weight from (
      select h.kind, h.id, h.weight from listed h where h.kind <> 'personName'
      union all select 'person', q.id, h.weight from listed h join memberships q on q.person_id = h.id where h.kind = 'personName') one group by kind, id
  ), found (kind, id, reference, title, day, service, "serviceName", by, code, page, weight) as (
    ${Object.entries(kinds).map(([kind, one]) => found(kind, one)).join('\n    union all ')}
  ), fitting as (
    select * from found where ($3::date is null or day >= $3) and ($4::date is null or day <= $4) and ($6::uuid is null or by = $6 or (kind = 'visit' and exists (select from visit_officers o where o.visit_id = found.id and o.membership_id = $6))) and ($7::text is null or code = $7)
      -- Of a service that the reader does not see nothing is told, not even which meetings spoke of it (R37).
      and ($5::uuid is null or exists (select from services s where s.id = $5) and (service = $5
        or (kind = 'meeting' and exists (select from agenda_items n where n.meeting_id = found.id and n.service_id = $5))))
  ), shown as (
    select f.*, row_number() over (order by (reference = upper(btrim($1))) desc nulls last, weight desc, day desc nulls last, kind, id) as place from fitting f where $2::text[] is null or kind = any ($2)
  ), one_page as (
    select r.*, case r.kind
      ${textOf} end as text from shown r where r.place > ($8::int - 1) * $9 and r.place <= $8::int * $9
  )
  select json_build_object('asked', numnode(websearch_to_tsquery('english', $1)) > 0 or ($1 = '' and ${narrowed}), 'total', (select count(*)::int from shown), 'page', $8::int, 'pageSize', $9::int,
    'counts', (select coalesce(json_agg(json_build_object('kind', c.kind, 'count', c.count)), '[]') from (select kind, count(*)::int as count from fitting group by kind) c),
    'decisions', (select coalesce(json_agg(json_build_object('code', a ->> 'code', 'words', a ->> 'words')), '[]') from lists, jsonb_array_elements(lists.authorities) a),
    'serviceName', (select ${nameOf} from services s join register_locations l on l.id = s.location_id where s.id = $5), 'personName', ${personOf('$6')},
    'rows', (select coalesce(json_agg(json_build_object('kind', r.kind, 'id', r.id, 'reference', r.reference, 'title', r.title, 'happenedOn', r.day, 'service', r.service, 'serviceName', r."serviceName", 'by', r.by, 'person', ${personOf('r.by')}, 'page', r.page,
        'excerpt', case when $1 = '' then left(r.text, 240)
          else ts_headline('english', translate(r.text, '<${hitStart}${hitEnd}', '${lessThan}'), websearch_to_tsquery('english', $1), 'StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "') end) order by r.place), '[]')
      from one_page r)) as result`);
