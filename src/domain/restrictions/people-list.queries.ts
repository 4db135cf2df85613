import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { listsOf } from './lists-of-line.js';
import type { PeopleList } from './people-list.types.js';

const isDone = `(p.reviewed_on is not null or p.offer = 'declined')`;
const lists = listsOf('s.id');
const people = `listed_people p where p.council_id = s.council_id and p.list_id in ${lists}`;
/** The name of the former service whose list it stands on; null on the service's own (R31). */
const formerly = (of: string): string => `(case when ${of}.service_id <> s.id then (select fl.name from services fs join register_locations fl on fl.id = fs.location_id where fs.council_id = s.council_id and fs.id = ${of}.service_id) end)`;
const list = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'open', k.id is not null and k.closed_at is null, 'openedAt', k.opened_at, 'restrictionReference', x.reference,
    'listed', (select count(*)::int from ${people}), 'done', (select count(*)::int from ${people} and ${isDone}),
    'funders', (select json_agg(json_build_object('funder', f.funder, 'counted', c.people, 'listed', (select count(*)::int from ${people} and p.funder = f.funder),
        'done', (select count(*)::int from ${people} and p.funder = f.funder and ${isDone})) order by f.place)
      from (values ('thisCouncil', 1), ('otherCouncils', 2), ('icb', 3), ('selfFunding', 4)) f (funder, place)
      left join lateral (select n.people from people_counts n where n.council_id = s.council_id and n.service_id = s.id and n.funder = f.funder order by n.as_at desc, n.recorded_at desc limit 1) c on true),
    'people', (select coalesce(json_agg(json_build_object('id', p.id, 'caseReference', p.case_reference, 'funder', p.funder, 'funderName', p.funder_name, 'reviewer', p.reviewer, 'priority', p.priority,
        'offer', p.offer, 'offeredOn', p.offered_on, 'reviewedOn', p.reviewed_on, 'formerly', ${formerly('p')}) order by ${isDone}, array_position(array['now', 'soon', 'planned'], p.priority), p.case_reference), '[]') from ${people}),
    'unasked', (select coalesce(json_agg(json_build_object('funder', u.funder, 'funderName', u.name, 'people', u.people) order by u.name, u.funder), '[]') from (
      select p.funder, min(p.funder_name) as name, count(*)::int as people from ${people} and p.funder in ('otherCouncils', 'icb') and p.funder_name is not null
        and not exists (select from funder_requests q where q.council_id = p.council_id and q.list_id in ${lists} and lower(q.funder_name) = lower(p.funder_name))
      group by p.funder, lower(p.funder_name)) u),
    'requests', (select coalesce(json_agg(json_build_object('id', q.id, 'funder', q.funder, 'funderName', q.funder_name, 'sentOn', q.sent_on, 'answeredOn', q.answered_on, 'answer', q.answer, 'formerly', ${formerly('q')})
        order by q.answered_on is not null, q.sent_on, q.id), '[]') from funder_requests q where q.council_id = s.council_id and q.list_id in ${lists})) as result
  from services s join register_locations l on l.id = s.location_id
  left join lateral (select * from people_lists o where o.council_id = s.council_id and o.service_id = s.id order by o.opened_at desc limit 1) k on true
  left join restrictions x on x.council_id = k.council_id and x.id = k.restriction_id
  where s.id = $1`);

/** The newest list of a service (R08), beside the counts by funder (R29). */
@Injectable()
export class PeopleListQueries {
  constructor(private readonly reads: ReadUnit) {}

  of(actor: Actor, serviceId: string): Promise<PeopleList | null> {
    return this.reads.one<PeopleList>(actor, list, [serviceId], { operation: 'peopleList', subjectKind: 'service', subjectId: serviceId });
  }
}
