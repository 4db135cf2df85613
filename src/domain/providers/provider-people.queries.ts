import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { ranBeforeJson } from './provider-people.js';
import type { ProviderPeopleList } from './provider-people.types.js';

/** $1 service, $2 today. */
const list = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'providerName', v.name, 'ranBefore', ${ranBeforeJson('s.provider_id', '$2::date')},
    'entries', (select coalesce(json_agg(json_build_object('id', e.id, 'reference', e.reference, 'personName', e.person_name, 'bornIn', e.born_in, 'capacity', e.capacity, 'fromOn', e.from_on, 'untilOn', e.until_on, 'source', e.source, 'reason', e.reason, 'mistake', e.mistake,
        'recordedBy', (select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = e.council_id and m.id = e.recorded_by), 'recordedAt', e.recorded_at)
        order by e.mistake is not null, e.until_on desc nulls first, e.from_on desc, e.person_name, e.id), '[]')
      from provider_people e where e.council_id = s.council_id and e.provider_id = s.provider_id)) as result
  from services s join register_locations l on l.id = s.location_id join register_providers v on v.id = s.provider_id where s.council_id = current_council() and s.id = $1`);

/** Who runs the provider of a service, by name; one data statement. */
@Injectable()
export class ProviderPeopleQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, serviceId: string): Promise<ProviderPeopleList | null> {
    if (!isId(serviceId)) return null;
    const found = await this.reads.one<Omit<ProviderPeopleList, 'mayRecord'>>(actor, list, [serviceId, this.clock.today().toString()], { operation: 'providerPeople', subjectKind: 'service', subjectId: serviceId });
    return found && { ...found, mayRecord: may(actor, 'recordProviderPerson') };
  }
}
