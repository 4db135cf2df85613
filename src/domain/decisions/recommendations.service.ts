import { Injectable } from '@nestjs/common';
import type { Timescales } from '../../../procedures/index.ts';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { Criteria, type CriterionGiven, withEvidence } from '../escalation/criteria.js';
import { StagesService } from '../escalation/stages.service.js';
import { Recommendation } from './recommendation.entity.js';
import { recommendationMachine } from './recommendation.machine.js';
import { decidableCodes, type PersonThen, type Proposal, type QuorumThen, sanctionCodes } from './recommendation.types.js';

/** A recommendation as a meeting made it; everything about the meeting is copied in as at that moment. */
export interface NewRecommendation {
  readonly serviceId: string;
  readonly meetingId: string | null;
  readonly agendaItemId: string | null;
  /** D03, D04, D08, D09 or D16. */
  readonly code: string;
  readonly criteria: readonly (Omit<CriterionGiven, 'records'> & Partial<CriterionGiven>)[];
  readonly text: string;
  readonly proposal: Proposal;
  readonly differingViews: string | null;
  readonly quorum: QuorumThen;
  readonly present: readonly PersonThen[];
  readonly excluded: readonly PersonThen[];
  /** Memberships. */
  readonly chairedBy: string;
  readonly signedBy: string;
}

const people = 'select id, person_id from memberships where council_id = $1 and id = any ($2::uuid[])';

/** The only writer of recommendations. A meeting calls it inside its own unit of work. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly stages: StagesService,
    private readonly criteria: Criteria,
  ) {}

  /**
   * Records a recommendation, which then waits for an authorised officer.
   * @throws InvalidInput for a decision that is not decided on a recommendation, and serious concerns without a criterion (R02).
   */
  async record(recommendation: NewRecommendation): Promise<Outcome & { reference: string }> {
    const { code, criteria: given, quorum, serviceId, chairedBy, signedBy } = recommendation;
    if (!decidableCodes.some((known) => known === code)) throw new InvalidInput([{ field: 'code', message: 'Choose what the panel recommends' }]);
    if (code === 'D04' && withEvidence(given) === 0) {
      throw new InvalidInput([{ field: 'criteria', message: 'Choose at least one criterion for serious concerns and write its evidence' }]);
    }
    const [chairedByPersonId, signedByPersonId] = await this.peopleOf(chairedBy, signedBy);
    const { actor, at } = this.unit;
    const id = newId();
    const procedure = await this.procedures.current();
    const criteria = await this.criteria.met(serviceId, procedure.content, given.map((one) => ({ ...one, records: one.records ?? [] })));
    const quorate = sanctionCodes.includes(code) ? quorum.forSanction : quorum.quorate;
    const { version } = await this.runner.start(recommendationMachine, {
      id, procedureId: procedure.id, serviceId,
      context: { code, quorate, chairedByPersonId, signedByPersonId, decideBy: decideBy(code, procedure.content.timescales, londonDate(at)), decisionId: null },
    });
    const reference = await this.unit.reference('REC');
    await this.unit.manager.insert(Recommendation, { ...recommendation, criteria, councilId: actor.councilId, id, reference, madeAt: at.toString(), recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'recommendation', subjectId: id, action: 'recommendationRecorded', after: { reference, code, criteria: criteria.map((one) => one.code), quorate, chairedBy, signedBy } });
    await this.stages.propose(serviceId, code, id, withEvidence(criteria), procedure.id);
    return { id, reference, version };
  }

  private async peopleOf(...memberships: [string, string]): Promise<[string, string]> {
    const found = await this.unit.query<{ id: string; person_id: string | null }>(people, [this.unit.actor.councilId, memberships]);
    const personOf = (id: string): string => {
      const person = found.find((one) => one.id === id)?.person_id;
      if (person === undefined || person === null) throw new NotFound('person');
      return person;
    };
    return [personOf(memberships[0]), personOf(memberships[1])];
  }
}

/** The last day for a decision, by the procedure's working days from the day it is recommended (R32). */
function decideBy(code: string, { decideSanctionWorkingDays, decideWorkingDays }: Timescales, madeOn: Temporal.PlainDate): string {
  return addWorkingDays(madeOn, sanctionCodes.includes(code) ? decideSanctionWorkingDays : decideWorkingDays).toString();
}
