import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import type { RefusalList } from './refusals.types.js';

const pageSize = 20;

const list = statement(`
  with found as (
    select r.id, r.reference, r.service_id as "serviceId", l.name as "serviceName", r.refused_on as "refusedOn", r.refused_by as "refusedBy", x.reference as "restrictionReference", r.case_reference as "caseReference", r.why,
      (select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = r.council_id and m.id = r.recorded_by) as "recordedBy", r.recorded_at as "recordedAt"
    from placing_refusals r join services s on s.council_id = r.council_id and s.id = r.service_id join register_locations l on l.id = s.location_id
    left join restrictions x on x.council_id = r.council_id and x.id = r.restriction_id
    where $1::uuid is null or r.service_id = $1
  )
  select json_build_object('total', (select count(*) from found), 'page', $2::int, 'pageSize', $3::int,
    'rows', coalesce((select json_agg(f order by f."refusedOn" desc, f."recordedAt" desc, f.id desc)
      from (select * from found order by "refusedOn" desc, "recordedAt" desc, id desc limit $3 offset ($2::int - 1) * $3) f), '[]')) as result`);

/** Refused placements, the newest first: of one service, or of all. */
@Injectable()
export class RefusalsQueries {
  constructor(private readonly reads: ReadUnit) {}

  async list(actor: Actor, serviceId: string | null, page: number): Promise<RefusalList> {
    const record = { operation: 'placingRefusals', subjectKind: 'service', ...(serviceId !== null && { subjectId: serviceId }) };
    const found = await this.reads.one<RefusalList>(actor, list, [serviceId, pageNumber(page), pageSize], record);
    if (found === null) throw new Error('The list of refusals has no result.');
    return found;
  }
}
