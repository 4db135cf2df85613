import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { APP_OPTIONS } from './app-options.js';
import { NamedClient } from './named-client.js';
import { SnakeNaming } from './snake-naming.js';

/** Nest token of the pool that ReadUnit uses. */
export const READ_POOL = Symbol('READ_POOL');
/** Nest token of the application's connection text (role `mpc_app`). */
export const APP_URL = Symbol('APP_URL');

const limits = {
  Client: NamedClient,
  // Statements may be written before the one before them is answered; the answers still come in order.
  pipeline: true,
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  connectionTimeoutMillis: 10_000,
  // 0: the default of 10 s would drop idle connections and with them every planned statement.
  idleTimeoutMillis: 0,
  options: APP_OPTIONS,
  application_name: 'manage-provider-concerns',
};

/** Reads go down one pipe a unit: BEGIN, read, record and COMMIT are written before the first answer comes. */
export function readPool(connectionString: string, max = 8): pg.Pool {
  const pool = new pg.Pool({ ...limits, connectionString, max } as pg.PoolConfig);
  // Without a listener a database restart ends the process; the pool itself makes a new connection.
  pool.on('error', () => undefined);
  return pool;
}

/** One connection that only listens, for as long as the process runs: not of a pool, which would lend it out. */
export function listeningClient(connectionString: string): pg.Client {
  return new pg.Client({ connectionString, options: APP_OPTIONS, application_name: 'manage-provider-concerns live', connectionTimeoutMillis: 10_000, keepAlive: true });
}

/** Writes and entities, through TypeORM. */
export function writeSource(url: string, entities: NonNullable<DataSourceOptions['entities']>, max = 8): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    namingStrategy: new SnakeNaming(),
    poolSize: max,
    poolErrorHandler: () => undefined,
    extra: limits,
  });
}
