import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { formerRisk, newestRisk, riskOfLine } from './risk-of-line.js';
import type { RiskAssessments } from './risk.types.js';

const assessments = statement(`
  with procedure as (select content -> 'risk' as risk from procedures where effective_from <= $1::date order by effective_from desc, version desc limit 1)
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'likelihoods', procedure.risk -> 'likelihood', 'impacts', procedure.risk -> 'impact',
    'assessments', coalesce((select json_agg(json_build_object('id', k.id, 'number', k.number, 'assessedOn', k.assessed_on, 'likelihood', k.likelihood,
      'impact', k.impact, 'score', k.likelihood * k.impact, 'text', k.text, 'formerly', ${formerRisk('s.id')}, 'recordedAt', k.recorded_at,
      'bandWords', (select b ->> 'words' from jsonb_array_elements(procedure.risk -> 'bands') b where (b ->> 'from')::int <= k.likelihood * k.impact order by (b ->> 'from')::int desc limit 1),
      'recordedBy', (select coalesce(p.name || ', ' || m.job_title, 'Automatic') from memberships m left join people p on p.id = m.person_id where m.council_id = k.council_id and m.id = k.recorded_by))
      order by ${newestRisk('s.id')}) from ${riskOfLine('s.id')}), '[]')) as result
  from services s join register_locations l on l.id = s.location_id cross join procedure where s.id = $2`);

@Injectable()
export class RiskQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** Null where there is no such service that this person may see. */
  async ofService(actor: Actor, serviceId: string): Promise<RiskAssessments | null> {
    const record = { operation: 'riskAssessments', subjectKind: 'service', subjectId: serviceId };
    const found = await this.reads.one<Omit<RiskAssessments, 'mayRecord'>>(actor, assessments, [this.clock.today().toString(), serviceId], record);
    return found && { ...found, mayRecord: may(actor, 'recordRiskAssessment') };
  }
}
