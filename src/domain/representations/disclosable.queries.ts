/** SQL: whether a file `e` belongs to a record of the service `s`, and what of that record keeps it back. */
const recordOf = `lateral (
    select i.disclosure, i.caveat, i.source_sealed from intelligence i where e.record_kind = 'intelligence' and i.council_id = e.council_id and i.id = e.record_id and i.service_id = s.id
    union all select 'yes', 'none', false from restrictions r where e.record_kind = 'restriction' and r.council_id = e.council_id and r.id = e.record_id and r.service_id = s.id
    union all select 'yes', 'none', false from actions a where e.record_kind = 'action' and a.council_id = e.council_id and a.id = e.record_id and a.service_id = s.id
    union all select 'yes', 'none', false from visits v where e.record_kind = 'visit' and v.council_id = e.council_id and v.id = e.record_id and v.service_id = s.id
    union all select 'yes', 'none', false from notices n where e.record_kind = 'notice' and n.council_id = e.council_id and n.id = e.record_id and n.service_id = s.id
    union all select 'yes', 'none', false from terminations t where e.record_kind = 'termination' and t.council_id = e.council_id and t.id = e.record_id and t.service_id = s.id
    union all select 'yes', 'none', false from representations p where e.record_kind = 'representation' and p.council_id = e.council_id and p.id = e.record_id and p.service_id = s.id) o`;

/**
 * SQL: the records of a service `s` that could be disclosed, as the reader sees them: intelligence, risk assessments without their scores, findings of
 * visits, and files. What a caveat keeps from the reader is not there at all.
 */
export const disclosableOf = `
  select 'intelligence' as "recordKind", i.id as "recordId", i.reference, i.happened_on::text as "happenedOn", i.what_happened as words, null as "fileName",
    i.disclosure, i.caveat, i.source_sealed as "sourceSealed", false as "councilOnly"
  from intelligence i where i.council_id = s.council_id and i.service_id = s.id
  union all
  select 'risk', k.id, 'Risk assessment ' || k.number, k.assessed_on::text, k.text, null, 'yes', 'none', false, false
  from risk_assessments k where k.council_id = s.council_id and k.service_id = s.id
  union all
  select 'visit', v.id, v.reference, v.visited_on::text, v.finding, null, 'yes', 'none', false, false
  from visits v where v.council_id = s.council_id and v.service_id = s.id and v.finding is not null
  union all
  select 'evidence', e.id, e.reference, (e.uploaded_at at time zone 'Europe/London')::date::text, null, e.name,
    o.disclosure, case when e.caveat = 'none' then o.caveat else e.caveat end, o.source_sealed, e.audience = 'council'
  from evidence_files e, ${recordOf}
  where e.council_id = s.council_id and e.from_provider_id is null and e.state = 'released' and e.withdrawn_at is null`;
