import { TransactionHost, Propagation } from '@nestjs-cls/transactional';
import { Injectable } from '@nestjs/common';
import { ClsService } from 'nestjs-cls';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { Clock } from '../clock/clock.js';
import { londonDate } from '../clock/london.js';
import type { UnitAdapter } from './unit-adapter.js';

interface OpenUnit {
  readonly actor: Actor;
  readonly at: Temporal.Instant;
  /** Statements under way whose answers nobody waits for. */
  readonly queued: Promise<unknown>[];
  readonly held: Map<string, object>;
}
const UNIT = 'unit of work';
/** Serialisation failure, deadlock: nobody's fault, and gone when tried again. */
const passing = new Set(['40001', '40P01']);
const attempts = 4;

/**
 * One change, whole or not at all, as one person at one instant. Everything that writes runs inside `run`; a nested `run`
 * joins the open unit. Serialisation failures and deadlocks are tried again from the start, so work must not touch
 * anything outside the database.
 */
@Injectable()
export class WriteUnit {
  constructor(
    private readonly host: TransactionHost<UnitAdapter>,
    private readonly cls: ClsService,
    private readonly clock: Clock,
  ) {}

  async run<T>(actor: Actor, work: () => Promise<T>, retryOn: (error: unknown) => boolean = () => false): Promise<T> {
    const open = this.open();
    if (open !== undefined) {
      if (open.actor.councilId !== actor.councilId) throw new Error('A unit of work belongs to one council.');
      return work();
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(actor, work);
      } catch (error) {
        const again = attempt < attempts && (passing.has(codeOf(error)) || retryOn(error));
        if (!again) throw error;
      }
    }
  }

  private async once<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    const unit: OpenUnit = { actor, at: this.clock.now(), queued: [], held: new Map() };
    try {
      return await this.cls.run({ ifNested: 'inherit' }, () => {
        this.cls.set(UNIT, unit);
        return this.host.withTransaction(Propagation.RequiresNew, { actor, today: londonDate(unit.at).toString(), at: unit.at.toString() }, work);
      });
    } catch (error) {
      throw await causeOf(unit, error);
    }
  }

  /**
   * Lets the steps inside see and change rows that whoever acts may not see, such as work they hand over unread. The trail still
   * names them, and what they may do was asked before. Where a step fails the whole unit goes.
   */
  async withSightOfAll<T>(steps: () => Promise<T>): Promise<T> {
    await this.query(`select set_config('app.role', 'system', true)`);
    const result = await steps();
    await this.query(`select set_config('app.role', $1, true)`, [this.actor.role]);
    return result;
  }

  /** Who acts in this unit. */
  get actor(): Actor {
    return this.mustBeOpen().actor;
  }

  /** The one instant of this unit: every row it writes carries it. */
  get at(): Temporal.Instant {
    return this.mustBeOpen().at;
  }

  /** What this unit has locked until its end, by id, as it stands now: only its own writer changes it, so nobody reads it twice. */
  get held(): Map<string, object> {
    return this.mustBeOpen().held;
  }

  /** TypeORM's manager on this unit's connection. @throws Error outside a unit. */
  get manager(): EntityManager {
    this.mustBeOpen();
    return this.host.tx;
  }

  /** The raw connection, for pg-boss, which sends inside our transaction. */
  get client(): pg.PoolClient {
    const runner = this.manager.queryRunner as unknown as { databaseConnection: pg.PoolClient };
    return runner.databaseConnection;
  }

  async query<T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const answer = await this.mustBeOpenClient().query(text, [...values]);
    return answer.rows as T[];
  }

  /**
   * Sends a statement whose answer nobody needs, with the one that comes next: it saves a round trip. Should it fail, the
   * whole unit fails with its error, as COMMIT then does.
   */
  queue(text: string, values: readonly unknown[]): void {
    const { queued } = this.mustBeOpen();
    const sent = this.client.query(text, [...values]);
    // Its failure is told by `causeOf`; until then it must not end the process.
    sent.catch(() => undefined);
    queued.push(sent);
  }

  /**
   * The next human reference of a kind in this council and year, `INT-2026-00042`. Call it last in the unit: it locks the
   * counter until the end, so numbers have no gaps and nobody waits long.
   */
  async reference(kind: string): Promise<string> {
    const year = this.at.toZonedDateTimeISO('Europe/London').year;
    const [row] = await this.query<{ value: number }>(
      `insert into reference_counters (council_id, kind, year, value) values ($1, $2, $3, 1)
       on conflict (council_id, kind, year) do update set value = reference_counters.value + 1 returning value`,
      [this.actor.councilId, kind, year],
    );
    return `${kind}-${year}-${String(row?.value).padStart(5, '0')}`;
  }

  private open(): OpenUnit | undefined {
    return this.cls.isActive() ? this.cls.get<OpenUnit | undefined>(UNIT) : undefined;
  }

  private mustBeOpen(): OpenUnit {
    const open = this.open();
    if (open === undefined) throw new Error('A write outside a unit of work: call WriteUnit.run.');
    return open;
  }

  private mustBeOpenClient(): pg.PoolClient {
    this.mustBeOpen();
    return this.client;
  }
}

/** Of what failed in a unit the first: statements after it only say that the transaction is aborted (25P02). */
async function causeOf({ queued }: OpenUnit, error: unknown): Promise<unknown> {
  const outcomes = await Promise.allSettled(queued);
  const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  return faults.find((fault) => codeOf(fault) !== '25P02') ?? error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
