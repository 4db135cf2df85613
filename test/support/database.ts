import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { APP_ROLE, OWNER_ROLE } from '../../src/platform/database/embedded-postgres.js';
import { CLONE_PREFIX, databaseUrl, type TestServer } from './test-server.js';

/** A database of one suite's own: migrated, empty, with the queues made. */
export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  /** Connects as superuser, for tests of what no role of ours may do. */
  superuserUrl: string;
  drop(): Promise<void>;
}

/** About 0.1 s: a copy of the migrated template, or of another database. Call `drop` in `afterAll`. */
export async function cloneDatabase(template = testServer().template): Promise<TestDatabase> {
  const server = testServer();
  const name = `${CLONE_PREFIX}${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(server, (client) => client.query(`create database ${name} template ${template} owner ${OWNER_ROLE}`));
  return {
    ownerUrl: databaseUrl(server, OWNER_ROLE, name),
    appUrl: databaseUrl(server, APP_ROLE, name),
    superuserUrl: superuserUrlOf(server, name),
    drop: () => asSuperuser(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

const KEPT_LOCK = 20261124;

/**
 * A database that takes long to fill, filled once a run and cloned by whoever wants it.
 * @param label of the filling: another filling, another database
 * @returns its name, for `cloneDatabase`
 */
export async function keptDatabase(label: string, fill: (appUrl: string, superuserUrl: string) => Promise<void>): Promise<string> {
  const server = testServer();
  const name = `${CLONE_PREFIX}${label}`;
  await asSuperuser(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [KEPT_LOCK]);
    const exists = await client.query('select from pg_database where datname = $1', [name]);
    if (exists.rowCount) return;
    const unfinished = `${name}_new`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} template ${server.template} owner ${OWNER_ROLE}`);
    await fill(databaseUrl(server, APP_ROLE, unfinished), superuserUrlOf(server, unfinished));
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
}

function testServer(): TestServer {
  const text = process.env['MPC_TEST_SERVER'];
  if (!text) throw new Error('There is no test server: jest.config.js names test/support/global-setup.mjs as its globalSetup.');
  return JSON.parse(text) as TestServer;
}

function superuserUrlOf({ superuserUrl }: TestServer, name: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asSuperuser(server: TestServer, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
