import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { APP_ROLE, openEmbedded, OWNER_ROLE } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { readRuntime } from '../../src/platform/database/runtime-file.js';
import { queues } from '../../src/platform/jobs/queues.js';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');
const TEMPLATE_LOCK = 20261123;
export const CLONE_PREFIX = 'mpc_clone_';

/** What the suites read to make their clones; handed on to jest's workers in the environment. */
export interface TestServer {
  superuserUrl: string;
  template: string;
  ownerPassword: string;
  appPassword: string;
}

/** Nothing a test writes has to outlive a power cut. */
const FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=300'].flatMap((flag) => ['-c', flag]);

/**
 * The server of a test run: the one of `MPC_TEST_DATABASE_URL` (a superuser's), or an embedded one of our own under the system's
 * temporary folder, shared by runs at the same time and found again by the run after one that was killed.
 */
export async function openTestServer(): Promise<{ release(): Promise<void> }> {
  const given = process.env['MPC_TEST_DATABASE_URL'];
  const { superuserUrl, release, alone } = given ? { superuserUrl: given, release: async () => undefined, alone: false } : await openOwn();
  const word = (role: string) => createHash('sha256').update(`${role} ${superuserUrl}`).digest('hex');
  const server = { superuserUrl, template: templateName(), ownerPassword: word(OWNER_ROLE), appPassword: word(APP_ROLE) };
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await ensureRoles(client, server);
    if (alone) await dropLeftovers(client, server.template);
    // The embedded cluster sorts so of itself; a given one as `cli db prepare` would have it.
    await ensureTemplate(client, server, given ? `locale 'C.UTF-8'` : '');
  } finally {
    await client.end();
  }
  process.env['MPC_TEST_SERVER'] = JSON.stringify(server);
  return { release };
}

async function openOwn() {
  const checkout = createHash('sha256').update(MIGRATIONS).digest('hex').slice(0, 8);
  const dataDir = join(tmpdir(), `manage-provider-concerns-test-${checkout}`);
  const open = async () => {
    const { superuserUrl, release } = await openEmbedded(dataDir, FAST);
    return { superuserUrl, release, alone: readRuntime(dataDir).processes.length === 1 };
  };
  // Without fsync a machine that went down may leave a cluster that does not start: it holds nothing of value.
  return open().catch(() => {
    rmSync(dataDir, { recursive: true, force: true });
    return open();
  });
}

/** Another schema, another template. */
function templateName(): string {
  const hash = createHash('sha256').update(JSON.stringify(queues));
  for (const file of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, file)));
  return `mpc_template_${hash.digest('hex').slice(0, 12)}`;
}

async function ensureRoles(client: Client, server: TestServer): Promise<void> {
  for (const [role, word] of [[OWNER_ROLE, server.ownerPassword], [APP_ROLE, server.appPassword]] as const) {
    const exists = await client.query('select from pg_roles where rolname = $1', [role]);
    await client.query(`${exists.rowCount ? 'alter' : 'create'} role ${role} login nosuperuser nobypassrls password '${word}'`);
  }
}

/** Clones of a run that was killed, and templates of schemas that are no more. */
async function dropLeftovers(client: Client, template: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like $1 or (datname like 'mpc_template_%' and datname <> $2)`,
    [`${CLONE_PREFIX}%`, template],
  );
  for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`);
}

async function ensureTemplate(client: Client, server: TestServer, locale: string): Promise<void> {
  const exists = await client.query('select from pg_database where datname = $1', [server.template]);
  if (exists.rowCount) return;
  const unfinished = `${server.template}_new`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished} owner ${OWNER_ROLE} template template0 encoding 'UTF8' ${locale}`);
  await migrate(databaseUrl(server, OWNER_ROLE, unfinished), APP_ROLE, { queues, log: () => undefined });
  await client.query(`alter database ${unfinished} rename to ${server.template}`);
}

/** The address of a database of this server for one of the two roles. */
export function databaseUrl(server: TestServer, role: typeof OWNER_ROLE | typeof APP_ROLE, database: string): string {
  const url = new URL(server.superuserUrl);
  url.username = role;
  url.password = role === OWNER_ROLE ? server.ownerPassword : server.appPassword;
  url.pathname = `/${database}`;
  return url.href;
}
