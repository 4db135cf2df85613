import { Injectable } from '@nestjs/common';
import { agencyCalled } from '../councils/agency-called.js';
import type { Timescales } from '../../../procedures/index.ts';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { needsIndependence } from '../councils/deciding.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { Criteria, type CriterionGiven, withEvidence } from '../escalation/criteria.js';
import { StagesService } from '../escalation/stages.service.js';
import { isOfRunner, runnerOf } from '../providers/run-by.js';
import { Recommendation } from './recommendation.entity.js';
import { recommendationMachine } from './recommendation.machine.js';
import { decidableCodes, type PersonThen, type Proposal, type QuorumThen, sanctionCodes } from './recommendation.types.js';

/** A recommendation as a meeting made it; everything about the meeting is copied in as at that moment. */
export interface NewRecommendation {
  readonly serviceId: string;
  readonly meetingId: string | null;
  readonly agendaItemId: string | null;
  /** One of `decidableCodes`. */
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
  /** How independence is kept: needed where whoever chaired belongs to the agency that runs the service. */
  readonly independence?: string | undefined;
}
/** Whoever chaired or signed, and the agency that runs the service. */
interface Taking {
  readonly id: string;
  readonly person_id: string | null;
  readonly name: string | null;
  readonly run_by: string | null;
  readonly runner: string | null;
  readonly of_runner: boolean;
}

/** $1 council, $2 memberships, $3 service, $4 today. */
const people = `
  select m.id, m.person_id, p.name, r.id as run_by, ${agencyCalled('r.id', '$4::date')} as runner, ${isOfRunner('m', 'r.id')} as of_runner
  from memberships m left join people p on p.id = m.person_id left join lateral (select ${runnerOf('s.provider_id', '$4::date')} as id from services s where s.council_id = $1 and s.id = $3) r on true
  where m.council_id = $1 and m.id = any ($2::uuid[])`;

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
    const { code, criteria: given, quorum, serviceId, chairedBy, signedBy, independence } = recommendation;
    if (!decidableCodes.some((known) => known === code)) throw new InvalidInput([{ field: 'code', message: 'Choose what the panel recommends' }]);
    if (code === 'D04' && withEvidence(given) === 0) {
      throw new InvalidInput([{ field: 'criteria', message: 'Choose at least one criterion for {seriousConcerns} and write its evidence' }]);
    }
    const { actor, at } = this.unit;
    const taking = await this.unit.query<Taking>(people, [actor.councilId, [chairedBy, signedBy], serviceId, londonDate(at).toString()]);
    const [chairedByPersonId, signedByPersonId] = [personOf(taking, chairedBy), personOf(taking, signedBy)];
    this.mustKeepIndependence(recommendation, taking);
    const id = newId();
    const procedure = await this.procedures.current();
    const criteria = await this.criteria.met(serviceId, procedure.content, given.map((one) => ({ ...one, records: one.records ?? [] })));
    const quorate = sanctionCodes.includes(code) ? quorum.forSanction : quorum.quorate;
    const { version } = await this.runner.start(recommendationMachine, {
      id, procedureId: procedure.id, serviceId,
      context: { code, quorate, chairedByPersonId, signedByPersonId, decideBy: decideBy(code, procedure.content.timescales, londonDate(at)), decisionId: null },
    });
    const reference = await this.unit.reference('REC');
    await this.unit.manager.insert(Recommendation, { ...recommendation, runBy: taking[0]?.run_by ?? null, independence: independence ?? null, criteria, councilId: actor.councilId, id, reference, madeAt: at.toString(), recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'recommendation', subjectId: id, action: 'recommendationRecorded', after: { reference, code, criteria: criteria.map((one) => one.code), quorate, chairedBy, signedBy, runBy: taking[0]?.run_by ?? null } });
    await this.stages.propose(serviceId, code, id, withEvidence(criteria), procedure.id);
    return { id, reference, version };
  }

  /** Case 18: the chair of the panel investigates their own employer. @throws InvalidInput */
  private mustKeepIndependence({ code, chairedBy, independence }: NewRecommendation, taking: readonly Taking[]): void {
    const chair = taking.find(({ id }) => id === chairedBy);
    if (independence !== undefined || chair?.of_runner !== true || !needsIndependence.includes(code)) return;
    throw new InvalidInput([{ field: 'independence', message: `Enter how independence is kept: ${chair.name ?? 'whoever chairs'} belongs to ${chair.runner ?? 'the agency'}, which runs this service` }]);
  }
}

function personOf(taking: readonly Taking[], membership: string): string {
  const person = taking.find(({ id }) => id === membership)?.person_id;
  if (person === undefined || person === null) throw new NotFound('person');
  return person;
}

/** The last day for a decision, by the procedure's working days from the day it is recommended (R32). */
function decideBy(code: string, { decideSanctionWorkingDays, decideWorkingDays }: Timescales, madeOn: Temporal.PlainDate): string {
  return addWorkingDays(madeOn, sanctionCodes.includes(code) ? decideSanctionWorkingDays : decideWorkingDays).toString();
}
