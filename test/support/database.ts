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

/** About 0.1 s: a copy of the migrated template. Call `drop` in `afterAll`. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const server = testServer();
  const name = `${CLONE_PREFIX}${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(server, `create database ${name} template ${server.template} owner ${OWNER_ROLE}`);
  const superuserUrl = new URL(server.superuserUrl);
  superuserUrl.pathname = `/${name}`;
  return {
    ownerUrl: databaseUrl(server, OWNER_ROLE, name),
    appUrl: databaseUrl(server, APP_ROLE, name),
    superuserUrl: superuserUrl.href,
    drop: () => asSuperuser(server, `drop database if exists ${name} with (force)`),
  };
}

function testServer(): TestServer {
  const text = process.env['MPC_TEST_SERVER'];
  if (!text) throw new Error('There is no test server: jest.config.js names test/support/global-setup.mjs as its globalSetup.');
  return JSON.parse(text) as TestServer;
}

async function asSuperuser(server: TestServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
