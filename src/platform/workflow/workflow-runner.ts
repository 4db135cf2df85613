import { Injectable } from '@nestjs/common';
import { Trail } from '../audit/trail.js';
import { endOfDay, startOfDay } from '../clock/london.js';
import { newId } from '../database/ids.js';
import { WriteUnit } from '../database/write-unit.js';
import { NotFound, StaleVersion, TransitionRefused } from '../graphql/refusals.js';
import { Jobs } from '../jobs/jobs.service.js';
import { begin, decide, type Outcome } from './decide.js';
import type { AnyMachine, Effect, EventOf, FactsByEvent, Machine, Snapshot } from './machine.js';
import { stateToday } from './state-path.js';
import { lastChange, lockWorkflow, moveWorkflow, startWorkflow, type WorkflowRow } from './workflow-statements.js';

/** A case under its lock: what whoever gathers the facts may look at. */
export interface LockedCase<Context> extends Snapshot<Context> {
  readonly version: number;
  /** The procedure the case began under and keeps. */
  readonly procedureId: string;
  readonly serviceId: string | null;
}

/** Where a case stands after a step. */
export interface MovedCase<Context> extends Snapshot<Context> {
  readonly id: string;
  readonly version: number;
}

export interface NewCase<Context> {
  /** The id of the row the case is about: a restriction and its workflow have the same id. */
  readonly id: string;
  readonly procedureId: string;
  readonly serviceId?: string | null;
  /** A provider that may see this case: set for representations and letters. */
  readonly sharedWithProviderId?: string | null;
  readonly context: Context;
  readonly decisionId?: string | null;
  /** When it happened, if not now. */
  readonly happenedAt?: Temporal.Instant;
}

export interface Send<Context, Facts> {
  readonly id: string;
  /** The version the person saw; `latest` where nobody filled in a form: a deadline, or a consequence of a step in the same unit. */
  readonly version: number | 'latest';
  /** The facts, or how to gather them once the case is locked. */
  readonly facts: Facts | ((locked: LockedCase<Context>) => Facts | Promise<Facts>);
  /** Sends what `facts` will read: right behind the lock, so that it sees what the lock guards, and without waiting for it. */
  readonly read?: () => void;
  readonly decisionId?: string | null;
  readonly happenedAt?: Temporal.Instant;
}

/**
 * Starts and moves cases: the only caller of XState, and the only writer of workflows, transitions and deadlines.
 * Everything it writes is in the caller's unit of work (design.md 5).
 */
@Injectable()
export class WorkflowRunner {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
  ) {}

  /** Opens a case in the first state of its machine, with its first log row, deadlines and consequences. */
  async start<Context extends object, Events extends FactsByEvent>(machine: Machine<Context, Events>, input: NewCase<Context>): Promise<MovedCase<Context>> {
    const { state, context, effects } = begin(machine, input.context);
    const { actor, at } = this.unit;
    const { id, serviceId = null, decisionId = null } = input;
    await this.unit.query(startWorkflow, [
      actor.councilId, id, newId(), machine.name, machine.version, state, JSON.stringify(context), JSON.stringify({ context: input.context }),
      decisionId, serviceId, at.toString(), deadlinesOf(effects), input.procedureId, input.sharedWithProviderId ?? null,
      actor.membershipId, actor.personId, actor.onBehalfOf, (input.happenedAt ?? at).toString(),
    ]);
    await this.trail.record({ subjectKind: machine.name, subjectId: id, action: 'START', after: { state } });
    await this.publish(machine, effects, { id, serviceId, decisionId });
    return { id, version: 1, state, context };
  }

  /**
   * Sends an event to a case. Refusals are thrown before anything is written.
   * @throws NotFound when there is no such case or the actor may not see it
   * @throws StaleVersion when somebody moved it after the caller read it
   * @throws TransitionRefused with every requirement that does not hold
   */
  async send<Context extends object, Events extends FactsByEvent, Event extends keyof Events & string>(
    machine: Machine<Context, Events>,
    event: Event,
    input: Send<Context, Events[Event]>,
  ): Promise<MovedCase<Context>> {
    const locking = this.lock(machine, input.id, input.version);
    input.read?.();
    const locked = await locking;
    const facts = typeof input.facts === 'function' ? await (input.facts as GatherFacts<Context, Events[Event]>)(locked) : input.facts;
    const outcome = decide(machine, locked, { type: event, facts } as EventOf<Events>);
    if (outcome.kind !== 'moved') throw new TransitionRefused({ from: outcome.from, event, unmet: [...outcome.unmet] });
    const version = locked.version + 1;
    await this.write(machine, locked, outcome, event, facts, input);
    this.unit.held.set(keyOf(machine, input.id), { ...locked, state: outcome.to, context: outcome.context, version });
    return { id: input.id, version, state: outcome.to, context: outcome.context };
  }

  /** For what changes no state of a case that a person must have seen as it is. @throws StaleVersion naming who moved it, NotFound */
  async refuseStale(id: string): Promise<never> {
    const [now] = await this.unit.query<{ version: number; changed_by: string; changed_at: string }>(lastChange, [this.unit.actor.councilId, id]);
    if (now === undefined) throw new NotFound();
    throw new StaleVersion({ currentVersion: now.version, changedBy: now.changed_by, changedAt: now.changed_at });
  }

  private async lock<Context extends object>(machine: Machine<Context>, id: string, expected: number | 'latest'): Promise<LockedCase<Context>> {
    const held = this.unit.held.get(keyOf(machine, id)) as LockedCase<Context> | undefined;
    const locked = held ?? (await this.lockRow(machine, id));
    if (expected !== 'latest' && locked.version !== expected) await this.refuseStale(id);
    return locked;
  }

  private async lockRow<Context extends object>(machine: Machine<Context>, id: string): Promise<LockedCase<Context>> {
    const [row] = await this.unit.query<WorkflowRow>(lockWorkflow, [this.unit.actor.councilId, id, machine.name]);
    if (row === undefined) throw new NotFound(machine.name);
    const state = stateToday(machine, row.machine_version, row.state);
    const locked = { state, context: row.context as Context, version: row.version, procedureId: row.procedure_id, serviceId: row.service_id };
    this.unit.held.set(keyOf(machine, id), locked);
    return locked;
  }

  private async write<Context extends object>(
    machine: Machine<Context>,
    before: LockedCase<Context>,
    outcome: Outcome<Context> & { kind: 'moved' },
    event: string,
    facts: object,
    input: Omit<Send<Context, never>, 'facts'>,
  ): Promise<void> {
    const { actor, at } = this.unit;
    const { id, decisionId = null } = input;
    const [withdraw, kinds] = withdrawals(outcome.effects);
    this.unit.queue(moveWorkflow, [
      actor.councilId, id, newId(), machine.name, machine.version, outcome.to, JSON.stringify(outcome.context), JSON.stringify(facts),
      decisionId, before.serviceId, at.toString(), deadlinesOf(outcome.effects), before.version, before.state,
      actor.membershipId, actor.personId, actor.onBehalfOf, (input.happenedAt ?? at).toString(), event, withdraw, kinds,
    ]);
    await this.trail.record({ subjectKind: machine.name, subjectId: id, action: event, before: { state: before.state }, after: { state: outcome.to, facts } });
    await this.publish(machine, outcome.effects, { id, serviceId: before.serviceId, decisionId });
  }

  private async publish(machine: AnyMachine, effects: readonly Effect[], about: { id: string; serviceId: string | null; decisionId: string | null }): Promise<void> {
    const common = { [`${machine.name}Id`]: about.id, serviceId: about.serviceId, decisionId: about.decisionId };
    for (const effect of effects) {
      if (effect.type !== 'publish') continue;
      const ids = Object.entries({ ...common, ...effect.ids }).filter((entry): entry is [string, string] => entry[1] !== null);
      await this.jobs.publish(effect.event, Object.fromEntries(ids));
    }
  }
}

type GatherFacts<Context, Facts> = (locked: LockedCase<Context>) => Facts | Promise<Facts>;

const keyOf = (machine: AnyMachine, id: string): string => `${machine.name} ${id}`;

/** The deadlines to set, as the JSON the statements take. */
function deadlinesOf(effects: readonly Effect[]): string {
  const due = effects.flatMap((effect) => {
    if (effect.type !== 'deadline' || effect.dueOn === null) return [];
    const date = Temporal.PlainDate.from(effect.dueOn);
    const at = typeof effect.at === 'object' ? Temporal.Instant.from(effect.at.instant) : effect.at === 'startOfDay' ? startOfDay(date) : endOfDay(date);
    return [{ id: newId(), kind: effect.kind, due_on: effect.dueOn, due_at: at.toString(), event: effect.event ?? null }];
  });
  return JSON.stringify(due);
}

/** Whether deadlines are withdrawn, and which kinds (null: all of them). */
function withdrawals(effects: readonly Effect[]): [boolean, string[] | null] {
  const found = effects.filter((effect) => effect.type === 'withdrawDeadlines');
  const all = found.some((effect) => effect.kinds === undefined);
  return [found.length > 0, all ? null : found.flatMap((effect) => [...(effect.kinds ?? [])])];
}
