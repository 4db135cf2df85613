/** Case 1, "phoenix": SQL for where the people behind a provider that failed run another one (ADR 0051). */

/** How a provider `q.provider_id` failed while `q` ran it or after: a contract that was ended, or a place that closed under a notice. */
const failures = `(
  select 'terminated' as what, t.reference, t.service_id, coalesce(t.effect_on, t.decided_on) as happened_on
  from terminations t join workflows w on w.council_id = t.council_id and w.id = t.id
  where t.council_id = q.council_id and t.provider_id = q.provider_id and t.decided_on is not null and w.state <> 'withdrawn'
  union all
  select 'closedUnderNotice', n.reference, n.service_id, gone.happened_on
  from notices n join services c on c.council_id = n.council_id and c.id = n.service_id join register_locations cl on cl.id = c.location_id
  cross join lateral (select coalesce(cl.deregistered_on, (select max(k.happened_on) from service_links k where k.council_id = c.council_id and k.service_id = c.id and k.kind = 'deregistered' and k.undone_at is null)) as happened_on) gone
  where n.council_id = q.council_id and n.provider_id = q.provider_id and n.issued_on <= gone.happened_on and (n.ended_on is null or n.ended_on >= gone.happened_on))`;

/** As `[RanBefore]`: who runs the provider on a day, and ran another one that failed. Empty for a reader who sees no such people. `day` is an expression. */
export const ranBeforeJson = (provider: string, day: string): string => `(
  select coalesce(json_agg(json_build_object('personName', p.person_name, 'capacity', p.capacity, 'since', p.from_on, 'certain', p.born_in is not null and q.born_in is not null, 'provider', v.name, 'capacityThere', q.capacity, 'fromOn', q.from_on,
      'untilOn', q.until_on, 'what', f.what, 'reference', f.reference, 'serviceId', f.service_id, 'serviceName', fl.name, 'happenedOn', f.happened_on) order by f.happened_on desc, p.person_name, f.reference, p.id, q.id), '[]')
  from provider_people p
  join provider_people q on q.council_id = p.council_id and q.provider_id <> p.provider_id and q.mistake is null and lower(q.person_name) = lower(p.person_name) and (q.born_in is null or p.born_in is null or q.born_in = p.born_in)
  join register_providers v on v.id = q.provider_id
  cross join lateral ${failures} f
  join services fs on fs.council_id = q.council_id and fs.id = f.service_id join register_locations fl on fl.id = fs.location_id
  where p.council_id = current_council() and p.provider_id = ${provider} and p.mistake is null and p.from_on <= ${day} and (p.until_on is null or p.until_on >= ${day}) and q.from_on <= f.happened_on)`;
