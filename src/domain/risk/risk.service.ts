import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { RiskAssessment } from './risk-assessment.entity.js';
import type { RecordRiskAssessment } from './risk.inputs.js';

// The service is the lock: of two assessments at once the second takes the next number.
const lockService = 'select id from services where council_id = $1 and id = $2 for update';
// Also where the last one is kept from whoever writes the next (R21).
const lastNumber = 'select number as last from last_risk($1)';

/** The only writer of risk assessments. */
@Injectable()
export class RiskService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** Adds the next version of a service's risk assessment; those before it stay as they are. Inside a unit of work. */
  async record({ serviceId, assessedOn, likelihood, impact, text }: RecordRiskAssessment): Promise<Outcome> {
    const { actor, at } = this.unit;
    const locked = await this.unit.query(lockService, [actor.councilId, serviceId]);
    if (locked.length === 0) throw new NotFound('service');
    const [found] = await this.unit.query<{ last: number }>(lastNumber, [serviceId]);
    const assessment = { id: newId(), serviceId, number: (found?.last ?? 0) + 1, assessedOn, likelihood, impact };
    await this.unit.manager.insert(RiskAssessment, { ...assessment, councilId: actor.councilId, text, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'riskAssessment', subjectId: assessment.id, action: 'riskAssessmentRecorded', after: assessment });
    return { id: assessment.id, version: assessment.number };
  }
}
