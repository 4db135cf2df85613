import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, startOfDay } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { WatchedDate } from './watched-date.entity.js';
import type { FinishWatchedDate, StartWatchedDate, WithdrawWatchedDate } from './watched-date.inputs.js';
import { watchedDateMachine } from './watched-date.machine.js';
import { type Due, dueOf, kindOf, type WatchedKindKey } from './watched-kinds.js';

/** What starts a date by itself. */
export interface Watch {
  readonly kind: WatchedKindKey;
  readonly serviceId: string | null;
  /** A date in London, `YYYY-MM-DD`. */
  readonly on: string;
  readonly originId: string | null;
  readonly about?: string | null;
  /** Where the day is given and not counted. */
  readonly dueOn?: string;
}

// One kind of one service, or of the council: of two who start the same, the second sees the first.
const oneByOne = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const known = 'select from services where council_id = $1 and id = $2';
const open = `
  select d.id, d.reference from watched_dates d join workflows w on w.council_id = d.council_id and w.id = d.id and w.state in ('open', 'overdue')
  where d.council_id = $1 and d.kind = $2`;

/** The only writer of watched dates. Inside a unit of work. */
@Injectable()
export class WatchedDates {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
  ) {}

  /** An officer starts one. @throws InvalidInput where it is watched already, or the kind is not of what it is about */
  async start({ serviceId, kind, happenedOn, about }: StartWatchedDate): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    if (kindOf(kind).about === 'service' && serviceId === undefined) throw new InvalidInput([{ field: 'kind', message: 'Start this date at its service' }]);
    if (kindOf(kind).about === 'council' && serviceId !== undefined) throw new InvalidInput([{ field: 'kind', message: 'This date is of the whole council: start it under Deadlines' }]);
    if (serviceId !== undefined && (await this.unit.query(known, [councilId, serviceId])).length === 0) throw new NotFound('service');
    await this.unit.query(oneByOne, [`${serviceId ?? councilId} ${kind}`]);
    const [same] = await this.unit.query<WatchedDate>(`${open} and d.service_id is not distinct from $3 and d.happened_on = $4`, [councilId, kind, serviceId ?? null, happenedOn]);
    if (same !== undefined) throw new InvalidInput([{ field: 'happenedOn', message: `It is watched already: ${same.reference}. Give the day of another event, or end that one` }]);
    return this.watch({ kind, serviceId: serviceId ?? null, on: happenedOn, originId: null, about: about ?? null });
  }

  /** Starts one from what else is recorded. */
  async watch({ kind, serviceId, on, originId, about = null, dueOn }: Watch): Promise<Outcome> {
    const { actor, at } = this.unit;
    const id = newId();
    const procedure = await this.procedures.current();
    const day = Temporal.PlainDate.from(on);
    const due: Due = dueOn === undefined ? dueOf(kind, procedure.content.timescales, { on: day, at: on === londonDate(at).toString() ? at : startOfDay(day) }) : { dueOn, at: null, opensOn: null };
    await this.runner.start(watchedDateMachine, { id, procedureId: procedure.id, serviceId, context: { kind, ...due } });
    const reference = await this.unit.reference('DAT');
    await this.unit.manager.insert(WatchedDate, {
      councilId: actor.councilId, id, reference, serviceId, kind, about, happenedOn: on, dueOn: due.dueOn, originId, recordedBy: actor.membershipId, recordedAt: at.toString(),
      doneOn: null, outcome: null, endedBy: null, endedAt: null,
    });
    await this.trail.record({ subjectKind: 'watchedDate', subjectId: id, action: 'watchedDateStarted', after: { reference, kind, serviceId, happenedOn: on, dueOn: due.dueOn, originId } });
    return { id, version: 1, reference };
  }

  /** As `watch`, where none of its kind is open at the service: one danger is discussed once. */
  async watchOnce(watch: Watch & { readonly serviceId: string }): Promise<void> {
    await this.unit.query(oneByOne, [`${watch.serviceId} ${watch.kind}`]);
    const found = await this.unit.query(`${open} and d.service_id = $3`, [this.unit.actor.councilId, watch.kind, watch.serviceId]);
    if (found.length === 0) await this.watch(watch);
  }

  /** It was done, or what was waited for came. What follows from it begins. */
  async finish({ id, version, doneOn, outcome }: FinishWatchedDate): Promise<Outcome> {
    const { actor, at } = this.unit;
    const date = await this.unit.manager.findOneBy(WatchedDate, { councilId: actor.councilId, id });
    if (date === null) throw new NotFound('watchedDate');
    const moved = await this.runner.send(watchedDateMachine, 'FINISH', { id, version, facts: { doneOn, today: londonDate(at).toString(), outcomeGiven: true } });
    await this.end(id, { doneOn, outcome });
    await this.follow(date, doneOn);
    return { id, version: moved.version, reference: date.reference };
  }

  /** Nobody waits for it any more. */
  async withdraw({ id, version, reason }: WithdrawWatchedDate): Promise<Outcome> {
    const moved = await this.runner.send(watchedDateMachine, 'WITHDRAW', { id, version, facts: { withdrawReasonGiven: true } });
    await this.end(id, { outcome: reason });
    return { id, version: moved.version };
  }

  /** What a record started is done by another record of it. Nothing to do where none is open. */
  async finishOf(originId: string, kind: WatchedKindKey, doneOn: string, outcome: string): Promise<void> {
    for (const { id } of await this.openOf(originId, kind)) await this.finish({ id, version: 'latest', doneOn, outcome });
  }

  async withdrawOf(originId: string, kind: WatchedKindKey, reason: string): Promise<void> {
    for (const { id } of await this.openOf(originId, kind)) await this.withdraw({ id, version: 'latest', reason });
  }

  private openOf(originId: string, kind: WatchedKindKey): Promise<{ id: string }[]> {
    return this.unit.query<{ id: string }>(`${open} and d.origin_id = $3`, [this.unit.actor.councilId, kind, originId]);
  }

  private async follow({ id, kind, serviceId, about, dueOn }: WatchedDate, doneOn: string): Promise<void> {
    const { again, then, monthly } = kindOf(kind);
    if (then !== undefined) await this.watch({ kind: then as WatchedKindKey, serviceId, on: doneOn, originId: id, about });
    // Of a month the next month is asked for, however early this one was done.
    else if (again) await this.watch({ kind, serviceId, on: monthly === undefined ? doneOn : Temporal.PlainDate.from(dueOn).add({ days: 1 }).toString(), originId: id, about });
  }

  private async end(id: string, words: { doneOn?: string; outcome: string }): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.manager.update(WatchedDate, { councilId: actor.councilId, id }, { ...words, endedBy: actor.membershipId, endedAt: at.toString() });
  }
}
