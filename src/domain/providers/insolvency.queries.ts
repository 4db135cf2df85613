import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { insolvencyJson } from './insolvency.js';
import type { InsolvencyList } from './insolvency.types.js';

/** $1 service, $2 today. */
const list = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'providerName', v.name, 'now', ${insolvencyJson('s.provider_id', '$2::date')},
    'entries', (select coalesce(json_agg(json_build_object('id', e.id, 'reference', e.reference, 'practitioner', e.practitioner, 'firm', e.firm, 'fromOn', e.from_on, 'source', e.source,
        'until', (select min(o.from_on) from provider_insolvencies o where o.council_id = e.council_id and o.provider_id = e.provider_id and o.from_on > e.from_on),
        'recordedBy', (select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = e.council_id and m.id = e.recorded_by), 'recordedAt', e.recorded_at,
        'corrected', exists (select from provider_insolvencies o where o.council_id = e.council_id and o.provider_id = e.provider_id and o.from_on = e.from_on and (o.recorded_at, o.id) > (e.recorded_at, e.id)))
        order by e.from_on desc, e.recorded_at desc, e.id desc), '[]')
      from provider_insolvencies e where e.council_id = s.council_id and e.provider_id = s.provider_id)) as result
  from services s join register_locations l on l.id = s.location_id join register_providers v on v.id = s.provider_id where s.council_id = current_council() and s.id = $1`);

/** Whether the provider of a service is in administration; one data statement. */
@Injectable()
export class InsolvencyQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, serviceId: string): Promise<InsolvencyList | null> {
    if (!isId(serviceId)) return null;
    const found = await this.reads.one<Omit<InsolvencyList, 'mayRecord'>>(actor, list, [serviceId, this.clock.today().toString()], { operation: 'insolvency', subjectKind: 'service', subjectId: serviceId });
    return found && { ...found, mayRecord: may(actor, 'recordInsolvency') };
  }
}
