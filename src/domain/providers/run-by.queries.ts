import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { runByJson } from './run-by.js';
import type { RunByList } from './run-by.types.js';

/** $1 service, $2 today. */
const list = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'providerName', v.name, 'now', ${runByJson('s.provider_id', '$2::date')},
    'entries', (select coalesce(json_agg(json_build_object('id', e.id, 'reference', e.reference, 'agency', ${agencyCalled('e.agency_id', '$2::date')}, 'runsFrom', e.runs_from, 'source', e.source,
        'recordedBy', (select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = e.council_id and m.id = e.recorded_by), 'recordedAt', e.recorded_at,
        'corrected', exists (select from provider_runners o where o.council_id = e.council_id and o.provider_id = e.provider_id and o.runs_from = e.runs_from and (o.recorded_at, o.id) > (e.recorded_at, e.id)))
        order by e.runs_from desc, e.recorded_at desc, e.id desc), '[]')
      from provider_runners e where e.council_id = s.council_id and e.provider_id = s.provider_id),
    'choices', (select coalesce(json_agg(c order by c.kind <> 'council', c.name, c.id), '[]') from (
      select a.id, agency_kind(a.id, $2::date) as kind, ${agencyCalled('a.id', '$2::date')} as name from agencies a where agency_kind(a.id, $2::date) in ('council', 'icb', 'otherCouncil', 'other') and a.ended_on is null) c where c.name is not null)) as result
  from services s join register_locations l on l.id = s.location_id join register_providers v on v.id = s.provider_id where s.council_id = current_council() and s.id = $1`);

/** Who runs the provider of a service; one data statement. */
@Injectable()
export class RunByQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, serviceId: string): Promise<RunByList | null> {
    if (!isId(serviceId)) return null;
    const found = await this.reads.one<Omit<RunByList, 'mayRecord'>>(actor, list, [serviceId, this.clock.today().toString()], { operation: 'runBy', subjectKind: 'service', subjectId: serviceId });
    return found && { ...found, mayRecord: may(actor, 'recordRunBy') };
  }
}
