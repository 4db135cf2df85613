import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import type { OwnReport } from './visit-share.types.js';

const own = statement(`
  select coalesce(json_agg(json_build_object('id', h.id, 'reference', h.reference, 'serviceName', l.name, 'visitedOn', h.visited_on, 'text', h.text, 'sharedAt', h.shared_at,
    'kindWords', coalesce((select k ->> 'words' from procedures p, jsonb_array_elements(p.content -> 'visitKinds') k where p.council_id = h.council_id and k ->> 'code' = h.kind order by p.version desc limit 1), h.kind))
    order by h.shared_at desc, h.id), '[]') as result
  from visit_shares h join services s on s.council_id = h.council_id and s.id = h.service_id join register_locations l on l.id = s.location_id where h.provider_id = $1`);

/** Reports of visits that a provider was given. */
@Injectable()
export class VisitSharesQueries {
  constructor(private readonly reads: ReadUnit) {}

  async own(actor: Actor): Promise<OwnReport[]> {
    return (await this.reads.one<OwnReport[]>(actor, own, [actor.providerId], { operation: 'myReports', subjectKind: 'visit' })) ?? [];
  }
}
