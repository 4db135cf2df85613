import { Injectable } from '@nestjs/common';
import { councilOfficers } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { ContractEnds } from '../providers/contract-ends.js';
import { lineOf } from '../providers/service-line.js';
import { outcomeOf, TerminationRows } from './termination-rows.js';
import { ExitPerson, ExitPlan } from './termination.entity.js';
import type { ListExitPerson, PlanExit, RecordExitHandover, RecordTerminationEffect, SettleExitPerson } from './termination.inputs.js';
import { terminationMachine } from './termination.machine.js';
import { endOf } from './termination.requirements.js';

const officerToday = `
  select id from memberships where council_id = $1 and id = $2 and role = any ($4::text[]) and person_id is not null and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)`;
const lastPlan = 'select number from exit_plans where council_id = $1 and termination_id = $2 order by number desc limit 1';
// R08: whoever is on the list that a restriction for safety keeps open is moved here too; the list may close before everybody is.
const fromOpenList = `
  insert into exit_people (council_id, id, termination_id, case_reference, funder, recorded_by, recorded_at)
  select p.council_id, gen_random_uuid(), $2, p.case_reference, p.funder, $4, $5
  from people_lists l join listed_people p on p.council_id = l.council_id and p.list_id = l.id
  where l.council_id = $1 and l.service_id in ${lineOf('$3::uuid')} and l.closed_at is null
  on conflict (council_id, termination_id, lower(case_reference)) do nothing`;
const listed = 'select from exit_people where council_id = $1 and termination_id = $2 and lower(case_reference) = lower($3)';
const personById = 'select settled_on::text as "settledOn" from exit_people where council_id = $1 and id = $2 and termination_id = $3 for update';
const counts = `
  select count(*)::int as "peopleListed", count(*) filter (where settled_on is null)::int as "peopleLeft",
    (select sum(n.people)::int from (select distinct on (funder) people from people_counts where council_id = $1 and service_id = $3 order by funder, as_at desc, recorded_at desc) n) as "peopleCounted"
  from exit_people where council_id = $1 and termination_id = $2`;

/** Leaving safely (case 24): the exit plan, the people one by one, the day the contract ends, the handover. Inside a unit of work. */
@Injectable()
export class Exits {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly contracts: ContractEnds,
    private readonly rows: TerminationRows,
  ) {}

  /** @throws InvalidInput for a lead who is no officer today, and an end that has passed */
  async plan({ id, version, leadOfficerId, endsOn, idempotencyKey: _, ...parts }: PlanExit): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const termination = await this.rows.known(id);
    const today = this.rows.today.toString();
    const officers = await this.unit.query(officerToday, [councilId, leadOfficerId, today, councilOfficers]);
    const problems = [
      ...(officers.length === 0 ? [{ field: 'leadOfficerId', message: 'Choose an officer from the list' }] : []),
      ...(endsOn < today ? [{ field: 'endsOn', message: 'Enter today or a later date' }] : []),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const moved = await this.runner.send(terminationMachine, 'PLAN_EXIT', {
      id, version, facts: { ...this.rows.officer, leadGiven: true, endsOn, partsMissing: Object.values(parts).filter((part) => part === '').length },
    });
    const [before] = await this.unit.query<{ number: number }>(lastPlan, [councilId, id]);
    const number = (before?.number ?? 0) + 1;
    await this.unit.manager.insert(ExitPlan, { ...this.rows.written, terminationId: id, number, leadId: leadOfficerId, endsOn, ...parts });
    await this.rows.update(id, { endsOn: endOf(moved.context), leadId: leadOfficerId });
    await this.takeFromList(id, termination.serviceId);
    await this.trail.record({ subjectKind: 'termination', subjectId: id, action: 'exitPlanned', after: { reference: termination.reference, number, leadOfficerId, endsOn } });
    return outcomeOf(moved, termination);
  }

  /** Whoever leads it leaves: somebody else goes on, and the plan keeps whom it named. */
  async give(id: string, leadId: string): Promise<void> {
    const { leadId: before } = await this.rows.known(id);
    await this.rows.update(id, { leadId });
    await this.trail.record({ subjectKind: 'termination', subjectId: id, action: 'exitHandedOver', before: { leadOfficerId: before }, after: { leadOfficerId: leadId } });
  }

  /** @throws InvalidInput for somebody who is on the list */
  async list({ id, caseReference, funder }: ListExitPerson): Promise<Outcome> {
    const termination = await this.rows.known(id);
    await this.runner.send(terminationMachine, 'LIST_PERSON', { id, version: 'latest', facts: this.rows.officer });
    await this.takeFromList(id, termination.serviceId);
    if ((await this.unit.query(listed, [this.unit.actor.councilId, id, caseReference])).length > 0) throw new InvalidInput([{ field: 'caseReference', message: 'Enter a case that is not on the list yet' }]);
    const written = this.rows.written;
    await this.unit.manager.insert(ExitPerson, { ...written, terminationId: id, caseReference, funder });
    await this.trail.record({ subjectKind: 'termination', subjectId: id, action: 'exitPersonListed', after: { funder } });
    return { id: written.id, version: 1 };
  }

  /** @throws NotFound for somebody of another list. @throws InvalidInput for a day that has not come, or somebody settled before */
  async settle({ id, exitPersonId, settlement, whereNow, choice, packGone, settledOn }: SettleExitPerson): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    await this.rows.known(id);
    const moved = await this.runner.send(terminationMachine, 'SETTLE_PERSON', { id, version: 'latest', facts: { ...this.rows.officer, choiceGiven: choice !== '', whereGiven: whereNow !== '' } });
    const [person] = await this.unit.query<{ settledOn: string | null }>(personById, [councilId, exitPersonId, id]);
    if (person === undefined) throw new NotFound('person');
    const problems = [
      ...(person.settledOn === null ? [] : [{ field: 'exitPersonId', message: 'Choose somebody who is not settled yet' }]),
      ...(settledOn > this.rows.today.toString() ? [{ field: 'settledOn', message: 'Enter a date that has come' }] : []),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    await this.unit.manager.update(ExitPerson, { councilId, id: exitPersonId }, { settlement, whereNow, choice, packGone: settlement === 'moved' ? packGone : null, settledOn });
    await this.trail.record({ subjectKind: 'termination', subjectId: id, action: 'exitPersonSettled', after: { settlement, settledOn } });
    return { id: exitPersonId, version: moved.version };
  }

  /** The contract has ended. From here on it counts as ended for everything else. @throws InvalidInput for a day that has not come */
  async takeEffect({ id, version, effectOn, note }: RecordTerminationEffect): Promise<Outcome> {
    const termination = await this.rows.known(id);
    if (effectOn > this.rows.today.toString()) throw new InvalidInput([{ field: 'effectOn', message: 'Enter a date that has come' }]);
    const moved = await this.runner.send(terminationMachine, 'TAKE_EFFECT', {
      id, version,
      facts: async ({ procedureId }) => {
        const { timescales } = (await this.procedures.of(procedureId)).content;
        return { ...this.rows.officer, on: effectOn, completeBy: addWorkingDays(Temporal.PlainDate.from(effectOn), timescales.terminationCompletionWorkingDays).toString() };
      },
    });
    await this.contracts.end(termination.contractId, effectOn);
    await this.takeFromList(id, termination.serviceId);
    await this.rows.note(id, 'inEffect', note, effectOn);
    await this.rows.update(id, { effectOn });
    return outcomeOf(moved, termination);
  }

  async recordHandover({ id, version, handedOverOn, handover }: RecordExitHandover): Promise<Outcome> {
    const termination = await this.rows.known(id);
    if (handedOverOn > this.rows.today.toString()) throw new InvalidInput([{ field: 'handedOverOn', message: 'Enter a date that has come' }]);
    const moved = await this.runner.send(terminationMachine, 'RECORD_HANDOVER', { id, version, facts: { ...this.rows.officer, on: handedOverOn, handoverGiven: handover !== '' } });
    await this.rows.note(id, 'handedOver', handover, handedOverOn);
    return outcomeOf(moved, termination);
  }

  /** Done n of m, with whoever came on the list of people to review meanwhile (R08, R29). */
  async people(id: string, serviceId: string): Promise<{ peopleListed: number; peopleLeft: number; peopleCounted: number | null }> {
    await this.takeFromList(id, serviceId);
    const [found] = await this.unit.query<{ peopleListed: number; peopleLeft: number; peopleCounted: number | null }>(counts, [this.unit.actor.councilId, id, serviceId]);
    if (found === undefined) throw new Error('The count of people has no result.');
    return found;
  }

  private async takeFromList(id: string, serviceId: string): Promise<void> {
    const { councilId, membershipId } = this.unit.actor;
    await this.unit.query(fromOpenList, [councilId, id, serviceId, membershipId, this.unit.at.toString()]);
  }
}
