import { lineOf } from '../providers/service-line.js';

/**
 * SQL: the service `s` and those it carries on, as `o`. `another` is whether another legal person ran it then (R31): what binds a new owner
 * is what it must be able to answer, so the council's own assessments and what officers saw are offered to it; leave to tell "the provider" what somebody
 * said was given for the provider of that day, so it may be told in other words alone; and what the former owner was sent under its contract, or sent itself, stays between it and the council.
 */
const line = `(select a.id, a.council_id, a.provider_id is distinct from s.provider_id as another, case when a.id <> s.id then al.name end as formerly
  from services a join register_locations al on al.id = a.location_id where a.council_id = s.council_id and a.id in ${lineOf('s.id')}) o`;
const leave = `case when o.another and i.disclosure = 'yes' then 'summaryOnly' else i.disclosure end`;

/** SQL: whether a file `e` belongs to a record of the line, and what of that record keeps it back. */
const recordOf = `lateral (
    select ${leave} as disclosure, i.caveat, i.source_sealed from intelligence i where e.record_kind = 'intelligence' and i.council_id = e.council_id and i.id = e.record_id and i.service_id = o.id
    union all select 'yes', 'none', false from restrictions r where e.record_kind = 'restriction' and r.council_id = e.council_id and r.id = e.record_id and r.service_id = o.id
    union all select 'yes', 'none', false from visits v where e.record_kind = 'visit' and v.council_id = e.council_id and v.id = e.record_id and v.service_id = o.id
    union all select 'yes', 'none', false from actions a where not o.another and e.record_kind = 'action' and a.council_id = e.council_id and a.id = e.record_id and a.service_id = o.id
    union all select 'yes', 'none', false from notices n where not o.another and e.record_kind = 'notice' and n.council_id = e.council_id and n.id = e.record_id and n.service_id = o.id
    union all select 'yes', 'none', false from terminations t where not o.another and e.record_kind = 'termination' and t.council_id = e.council_id and t.id = e.record_id and t.service_id = o.id
    union all select 'yes', 'none', false from representations p where not o.another and e.record_kind = 'representation' and p.council_id = e.council_id and p.id = e.record_id and p.service_id = o.id) f`;

/**
 * SQL: the records of a service `s` and of those it carries on that could be disclosed, as the reader sees them: intelligence, risk assessments without
 * their scores, findings of visits, and files. What a caveat keeps from the reader is not there at all.
 */
export const disclosableOf = `
  select 'intelligence' as "recordKind", i.id as "recordId", i.reference, i.happened_on::text as "happenedOn", i.what_happened as words, null as "fileName",
    ${leave} as disclosure, i.caveat, i.source_sealed as "sourceSealed", false as "councilOnly", o.formerly
  from ${line} join intelligence i on i.council_id = o.council_id and i.service_id = o.id
  union all
  select 'risk', k.id, 'Risk assessment ' || k.number || coalesce(', ' || o.formerly, ''), k.assessed_on::text, k.text, null, 'yes', 'none', false, false, o.formerly
  from ${line} join risk_assessments k on k.council_id = o.council_id and k.service_id = o.id
  union all
  select 'visit', v.id, v.reference, v.visited_on::text, v.finding, null, 'yes', 'none', false, false, o.formerly
  from ${line} join visits v on v.council_id = o.council_id and v.service_id = o.id and v.finding is not null
  union all
  select 'evidence', e.id, e.reference, (e.uploaded_at at time zone 'Europe/London')::date::text, null, e.name,
    f.disclosure, case when e.caveat = 'none' then f.caveat else e.caveat end, f.source_sealed, e.audience = 'council', o.formerly
  from ${line} join evidence_files e on e.council_id = o.council_id and e.from_provider_id is null and e.state = 'released' and e.withdrawn_at is null, ${recordOf}`;
