import { lineOf } from '../providers/service-line.js';

/**
 * SQL: ids of the lists read together at a service (R08, R31): its newest one, and the newest of each service it carries on that was open when its own began, or still is.
 * @param service SQL of its id
 */
export const listsOf = (service: string): string => `(
  select o.id from (select distinct on (n.service_id) n.* from people_lists n where n.council_id = current_council() and n.service_id in ${lineOf(service)} order by n.service_id, n.opened_at desc) o
  where o.service_id = ${service} or o.closed_at is null
    or o.closed_at >= (select max(own.opened_at) from people_lists own where own.council_id = o.council_id and own.service_id = ${service}))`;
