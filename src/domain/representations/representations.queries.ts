import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import type { OwnRepresentation, RepresentationView } from './representation.types.js';

/** A representation `r` as JSON, for the read models of this folder and those above. @param w alias of its workflow @param l of its location */
export const representationJson = (w: string, l: string): string => `json_build_object(
  'id', r.id, 'version', ${w}.version, 'reference', r.reference, 'serviceId', r.service_id, 'serviceName', ${l}.name, 'state', ${w}.state,
  'toldOn', r.told_on, 'toldHow', r.told_how, 'windowEndsOn', r.window_ends_on, 'late', (${w}.context->>'late')::boolean,
  'text', r.text, 'receivedAt', r.received_at, 'consideration', r.consideration,
  'consideredBy', (select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = r.council_id and m.id = r.considered_by))`;

const from = `representations r
  join workflows w on w.council_id = r.council_id and w.id = r.id
  join services s on s.council_id = r.council_id and s.id = r.service_id
  join register_locations l on l.id = s.location_id`;

const one = statement(`select ${representationJson('w', 'l')} as result from ${from} where r.id = $1`);
// A provider sees what it said, not how it is being weighed: that comes by letter.
const own = statement(`
  select coalesce(json_agg(json_build_object('id', r.id, 'version', w.version, 'reference', r.reference, 'serviceName', l.name,
    'windowEndsOn', r.window_ends_on, 'text', r.text, 'receivedAt', r.received_at) order by r.recorded_at desc, r.id), '[]') as result
  from ${from} where r.provider_id = $1`);

@Injectable()
export class RepresentationsQueries {
  constructor(private readonly reads: ReadUnit) {}

  one(actor: Actor, id: string): Promise<RepresentationView | null> {
    return this.reads.one(actor, one, [id], { operation: 'representation', subjectKind: 'representation', subjectId: id });
  }

  async own(actor: Actor): Promise<OwnRepresentation[]> {
    return (await this.reads.one<OwnRepresentation[]>(actor, own, [actor.providerId], { operation: 'myRepresentations', subjectKind: 'representation' })) ?? [];
  }
}
