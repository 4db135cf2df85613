import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { type LockedCase, WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { informationRequestMachine as machine, type RequestContext } from './information-request.machine.js';
import { afterAnswer, lastDayOf } from './request-clock.js';
import type {
  AskRequester, RecordInformationRequest, RecordProviderConsultation, RecordRequesterAnswer, RefuseInformationRequest, ReleaseDisclosureSet, RequestReason, RequestStep,
} from './request.inputs.js';

const add = `
  insert into information_requests (council_id, id, reference, kind, received_on, requester_reference, requester_name, asked, due_on, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const addConsultation = `
  insert into request_consultations (council_id, id, request_id, provider_id, consulted_on, note, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const ofSet = 'select from disclosure_items where council_id = $1 and request_id = $2 and provider_id = $3';

/** Requests for information and their clock (qualities.md 3.5). What people write stands in the request's row; the trail has codes and dates. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
  ) {}

  /** @throws InvalidInput for a day that has not come */
  async record({ kind, receivedOn, requesterReference, requesterName, asked, dueOn: setDueOn }: RecordInformationRequest): Promise<Outcome> {
    const { actor, at } = this.unit;
    this.demandCome('receivedOn', receivedOn);
    const clock = { kind, startsOn: receivedOn, extended: false, pausedDays: 0, setDueOn: setDueOn ?? null };
    const dueOn = lastDayOf(clock);
    const id = newId();
    const procedure = await this.procedures.current();
    const { version } = await this.runner.start(machine, {
      id, procedureId: procedure.id, context: { ...clock, dueOn, overdue: false, awaited: null, stoppedOn: null, items: 0, consultations: 0, proposedBy: [], documentId: null },
    });
    const reference = await this.unit.reference('REQ');
    await this.unit.query(add, [actor.councilId, id, reference, kind, receivedOn, requesterReference, requesterName ?? null, asked, dueOn, actor.membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'informationRequest', subjectId: id, action: 'requestRecorded', after: { reference, kind, receivedOn, dueOn } });
    return { id, version, reference };
  }

  async startGathering({ id, version }: RequestStep): Promise<Outcome> {
    return this.moved(id, await this.runner.send(machine, 'START_GATHERING', { id, version, facts: {} }));
  }

  /** The clock stands from today until the requester has answered. */
  async ask({ id, version, awaited, question }: AskRequester): Promise<Outcome> {
    const moved = await this.runner.send(machine, 'ASK_REQUESTER', { id, version, facts: { awaited, askedOn: this.today, questionGiven: true } });
    await this.set(id, { clarification: question });
    return this.moved(id, moved);
  }

  async answered({ id, version, answeredOn }: RecordRequesterAnswer): Promise<Outcome> {
    this.demandCome('answeredOn', answeredOn);
    const moved = await this.runner.send(machine, 'RECORD_ANSWER', {
      id, version,
      facts: ({ context }) => {
        const clock = afterAnswer(context, context.awaited ?? 'clarification', context.stoppedOn ?? answeredOn, answeredOn);
        return { answeredOn, startsOn: clock.startsOn, pausedDays: clock.pausedDays, dueOn: lastDayOf(clock) };
      },
    });
    await this.set(id, { due_on: moved.context.dueOn });
    return this.moved(id, moved);
  }

  async extend({ id, version, reason }: RequestReason): Promise<Outcome> {
    const moved = await this.runner.send(machine, 'EXTEND', {
      id, version, facts: ({ context }: LockedCase<RequestContext>) => ({ extendedOn: this.today, dueOn: lastDayOf({ ...context, extended: true }), extensionReasonGiven: true }),
    });
    await this.set(id, { due_on: moved.context.dueOn, extension_reason: reason });
    return this.moved(id, moved);
  }

  /** @throws InvalidInput where no record of the set is about the provider */
  async consult({ id, version, providerId, consultedOn, note }: RecordProviderConsultation): Promise<Outcome> {
    const { actor, at } = this.unit;
    this.demandCome('consultedOn', consultedOn);
    const moved = await this.runner.send(machine, 'RECORD_CONSULTATION', { id, version, facts: {} });
    if ((await this.unit.query(ofSet, [actor.councilId, id, providerId])).length === 0) throw new InvalidInput([{ field: 'providerId', message: 'Choose a provider the set is about' }]);
    await this.unit.query(addConsultation, [actor.councilId, newId(), id, providerId, consultedOn, note, actor.membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'informationRequest', subjectId: id, action: 'providerConsulted', after: { providerId, consultedOn } });
    return this.moved(id, moved);
  }

  async release({ id, version, releasedOn, method }: ReleaseDisclosureSet): Promise<Outcome> {
    this.demandCome('releasedOn', releasedOn);
    const moved = await this.runner.send(machine, 'RELEASE', { id, version, facts: { releasedOn, methodGiven: true } });
    await this.set(id, { released_on: releasedOn, released_by: this.unit.actor.membershipId, release_method: method, closed_on: this.today });
    return this.moved(id, moved);
  }

  async refuse({ id, version, code, reason }: RefuseInformationRequest): Promise<Outcome> {
    const moved = await this.runner.send(machine, 'REFUSE', { id, version, facts: { refusalReasonGiven: true } });
    await this.set(id, { outcome_code: code, outcome_reason: reason, closed_on: this.today });
    return this.moved(id, moved);
  }

  async withdraw({ id, version, reason }: RequestReason): Promise<Outcome> {
    const moved = await this.runner.send(machine, 'WITHDRAW', { id, version, facts: { withdrawalReasonGiven: true } });
    await this.set(id, { outcome_reason: reason, closed_on: this.today });
    return this.moved(id, moved);
  }

  private get today(): string {
    return londonDate(this.unit.at).toString();
  }

  private demandCome(field: string, day: string): void {
    if (day > this.today) throw new InvalidInput([{ field, message: 'Enter a day that has come' }]);
  }

  /** @param columns names of ours, never of a form */
  private async set(id: string, columns: Readonly<Record<string, string>>): Promise<void> {
    const names = Object.keys(columns);
    await this.unit.query(
      `update information_requests set ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')} where council_id = $1 and id = $2`, [this.unit.actor.councilId, id, ...Object.values(columns)],
    );
  }

  private moved(id: string, { version }: { version: number }): Outcome {
    return { id, version };
  }
}
