import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { SystemActors } from '../access/system-actors.js';
import { Trail } from '../audit/trail.js';
import { WriteUnit } from '../database/write-unit.js';
import { TransitionRefused } from '../graphql/refusals.js';
import type { Machine } from './machine.js';
import { WorkflowCouncils } from './workflow-councils.js';
import { WorkflowRegistry } from './workflow-registry.js';
import { WorkflowRunner } from './workflow-runner.js';

interface DueDeadline {
  readonly id: string;
  readonly workflow_id: string;
  readonly machine: string;
  readonly kind: string;
  readonly due_at: string;
  readonly event: { readonly type: string; readonly facts: object };
}

// Both rows are locked, and a case somebody is working on is left for the next sweep: nobody waits for the sweeper.
const nextDue = `
  select d.id, d.workflow_id, w.machine, d.kind, d.event, to_char(d.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at
  from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
  where d.council_id = $1 and d.due_at <= $2 and d.withdrawn_at is null and d.fired_at is null and d.event is not null and d.id <> all ($3::uuid[])
  order by d.due_at, d.id limit 1 for update of w, d skip locked`;

const markFired = 'update deadlines set fired_at = $3 where council_id = $1 and id = $2';

/** Sends the event of every deadline that has passed: council by council, one unit of work each, as the `deadlines` membership. */
@Injectable()
export class DeadlineSweeper {
  private readonly logger = new Logger(DeadlineSweeper.name);

  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly registry: WorkflowRegistry,
    private readonly trail: Trail,
    private readonly councils: WorkflowCouncils,
    private readonly systemActors: SystemActors,
  ) {}

  /** @returns how many deadlines were dealt with. One that fails is logged, left as it is, and tried at the next sweep. */
  async sweep(): Promise<number> {
    let fired = 0;
    for (const councilId of await this.councils.ids()) fired += await this.sweepCouncil(await this.systemActors.of(councilId, 'deadlines'));
    return fired;
  }

  private async sweepCouncil(actor: Actor): Promise<number> {
    const failed: string[] = [];
    let fired = 0;
    for (;;) {
      const found: { id?: string } = {};
      try {
        if (!(await this.unit.run(actor, () => this.fireNext(failed, found)))) return fired;
        fired += 1;
      } catch (error) {
        if (found.id === undefined) throw error;
        failed.push(found.id);
        this.logger.error({ deadlineId: found.id, error: error instanceof Error ? error.name : 'unknown' }, 'A deadline could not be dealt with');
      }
    }
  }

  private async fireNext(failed: readonly string[], found: { id?: string }): Promise<boolean> {
    const { actor, at } = this.unit;
    const [due] = await this.unit.query<DueDeadline>(nextDue, [actor.councilId, at.toString(), failed]);
    if (due === undefined) return false;
    found.id = due.id;
    await this.unit.query(markFired, [actor.councilId, due.id, at.toString()]);
    await this.sendOrRecord(due);
    return true;
  }

  /** A deadline whose event is no longer possible has passed without effect: that too is on the trail. */
  private async sendOrRecord(due: DueDeadline): Promise<void> {
    const machine = this.registry.find(due.machine);
    if (machine === undefined) throw new Error(`No machine is called "${due.machine}".`);
    try {
      await this.runner.send(machine as Machine, due.event.type, {
        id: due.workflow_id, version: 'latest', facts: due.event.facts, happenedAt: Temporal.Instant.from(due.due_at),
      });
    } catch (error) {
      if (!(error instanceof TransitionRefused)) throw error;
      const unmet = error.unmet.map(({ requirement }) => requirement);
      await this.trail.record({ subjectKind: due.machine, subjectId: due.workflow_id, action: `refused:${due.event.type}`, after: { deadline: due.kind, from: error.from, unmet } });
    }
  }
}
