import type { TransactionalAdapter, TransactionalOptionsAdapterFactory } from '@nestjs-cls/transactional';
import type pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { beginAs } from './actor-session.js';

export interface UnitOptions {
  readonly actor: Actor;
  /** The day in London, as 2026-11-22. */
  readonly today: string;
  /** The instant of the unit, in ISO 8601. */
  readonly at: string;
}

/** What TypeORM's query runner keeps to itself about an open transaction. */
interface RunnerState {
  isTransactionActive: boolean;
  transactionDepth: number;
}

/**
 * Opens a TypeORM transaction the way this house needs it (design.md 14): BEGIN and the actor in one round trip, and a
 * COMMIT that is believed only when PostgreSQL says so: COMMIT of an aborted transaction "succeeds" as ROLLBACK.
 */
export class UnitAdapter implements TransactionalAdapter<DataSource, EntityManager, UnitOptions> {
  readonly connectionToken = DataSource;

  readonly optionsFactory: TransactionalOptionsAdapterFactory<DataSource, EntityManager, UnitOptions> = (dataSource) => ({
    wrapWithTransaction: (options, work, setTransaction) => inTransaction(dataSource, options, work, setTransaction),
    getFallbackInstance: () => {
      throw new Error('A write outside a unit of work: call WriteUnit.run.');
    },
  });
}

async function inTransaction<T>(
  dataSource: DataSource,
  options: UnitOptions,
  work: () => Promise<T>,
  setTransaction: (manager: EntityManager) => void,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const client = (await runner.connect()) as pg.PoolClient;
  try {
    // Written with the first statement, in one round trip: should it fail, the transaction is aborted and nothing after it is done.
    const begun = client.query(beginAs(options.actor, options.today, options.at));
    begun.catch(() => undefined);
    mark(runner, true);
    setTransaction(runner.manager);
    const result = await work();
    await begun;
    const closed = await client.query('commit');
    if (closed.command !== 'COMMIT') throw new Error('The unit of work was rolled back by the database.');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    mark(runner, false);
    await runner.release();
  }
}

function mark(runner: QueryRunner, active: boolean): void {
  const state = runner as unknown as RunnerState;
  state.isTransactionActive = active;
  state.transactionDepth = active ? 1 : 0;
}
