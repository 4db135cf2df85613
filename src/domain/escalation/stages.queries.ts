import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { type Actor, councilOfficers } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { type CriterionMet, criteriaInWords } from './criteria.js';
import type { StageForm, StageProposalView } from './stage.types.js';

const person = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${membership})`;
const form = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'version', coalesce(w.version, 0), 'findingsOn', w.context ->> 'findingsOn',
    'procedure', (select c.content from procedures c where c.id = w.procedure_id or (w.procedure_id is null and c.effective_from <= $1::date) order by c.effective_from desc, c.version desc limit 1),
    'officers', (select coalesce(json_agg(json_build_object('id', m.id, 'words', p.name || ', ' || m.job_title) order by p.name, m.id), '[]') from memberships m join people p on p.id = m.person_id
      where m.role = any ($3) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)),
    'proposal', (select json_build_object('id', q.id, 'reference', q.reference, 'stage', q.stage, 'text', q.text, 'criteria', q.criteria, 'proposedBy', ${person('q.proposed_by')}, 'proposedAt', q.proposed_at)
      from stage_proposals q where q.council_id = s.council_id and q.service_id = s.id and q.decision_id is null)) as result
  from services s join register_locations l on l.id = s.location_id
  left join stages g on g.council_id = s.council_id and g.service_id = s.id left join workflows w on w.council_id = g.council_id and w.id = g.id
  where s.id = $2`);
type Found = Omit<StageForm, 'criteria' | 'proposal' | 'reviewBy'> & { procedure: Procedure; proposal: (Omit<StageProposalView, 'criteria'> & { criteria: readonly CriterionMet[] }) | null };

/** What the steps of a stage are taken with; one data statement. */
@Injectable()
export class StagesQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async form(actor: Actor, serviceId: string): Promise<StageForm | null> {
    const today = this.clock.today();
    const found = await this.reads.one<Found>(actor, form, [today.toString(), serviceId, councilOfficers], { operation: 'stageForm', subjectKind: 'service', subjectId: serviceId });
    if (found === null) return null;
    const { procedure, proposal } = found;
    return {
      ...found, criteria: procedure.thresholdCriteria, reviewBy: today.add({ days: procedure.timescales.reviewMaxGapDays }).toString(),
      proposal: proposal && { ...proposal, criteria: criteriaInWords(procedure, proposal.criteria) },
    };
  }
}
