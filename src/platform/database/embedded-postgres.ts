import { createHash, randomBytes } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { Client, escapeLiteral } from 'pg';
import type { DatabaseSettings } from '../../config/settings.js';
import {
  createCluster, DatabaseUnavailable, liveServer, packagedPrograms, reachable, runnable, serverUser, startCluster, stopCluster, type Cluster,
} from './postgres-cluster.js';
import { exclusively, readRuntime, thisProcess, writeJson, writeRuntime } from './runtime-file.js';

export const OWNER_ROLE = 'mpc_owner';
export const APP_ROLE = 'mpc_app';
export const DATABASE_NAME = 'mpc';

const ELSEWHERE = '/var/lib/manage-provider-concerns';

/** A database that is there to be used until released. */
export interface OpenDatabase {
  /** Connects as the owner, who migrates; null where the provided database gives us only the app role. */
  ownerUrl: string | null;
  /** Connects as the app role. */
  appUrl: string;
  /** A line for the person who started us, when something is not where they would expect it. */
  note?: string;
  /** The last process to release the embedded server stops it; a provided database is left alone. */
  release(): Promise<void>;
}

/** A running embedded server with its superuser, for the start above and the test harness. */
export interface EmbeddedServer {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  note?: string;
  release(): Promise<void>;
}

/** `database.json`, mode 0600: written once, when the cluster is made. */
interface Secrets {
  /** Folder of the cluster, as a path from the data folder so that a checkout may be moved. */
  home: string;
  superuser: string;
  owner: string;
  app: string;
}

/**
 * The provided database, or the embedded one: made at the first call, started when it is down, shared when another process has it up.
 * @throws DatabaseUnavailable in one line that says what to do
 */
export async function openDatabase(settings: Pick<DatabaseSettings, 'dataDir' | 'databaseUrl' | 'databaseOwnerUrl'>): Promise<OpenDatabase> {
  if (settings.databaseUrl) {
    return { ownerUrl: settings.databaseOwnerUrl ?? null, appUrl: settings.databaseUrl, release: async () => undefined };
  }
  const { ownerUrl, appUrl, note, release } = await openEmbedded(settings.dataDir);
  return { ownerUrl, appUrl, release, ...(note && { note }) };
}

/** @param flags further options of the server, such as `-c fsync=off`; they count only when this call starts it */
export async function openEmbedded(dataDir: string, flags: readonly string[] = []): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true });
  return exclusively(dataDir, async () => {
    const { cluster, secrets, note } = await findOrCreate(dataDir);
    const runtime = readRuntime(dataDir);
    const live = await liveServer(cluster);
    const port = live?.port ?? (await freePort(runtime.port));
    if (!live) await startCluster(cluster, port, flags);
    writeRuntime(dataDir, { port, processes: [...runtime.processes, thisProcess()] });
    const url = (role: string, password: string, database: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
    const superuserUrl = url('postgres', secrets.superuser, 'postgres');
    await ensureRoles(superuserUrl, secrets);
    return {
      superuserUrl,
      ownerUrl: url(OWNER_ROLE, secrets.owner, DATABASE_NAME),
      appUrl: url(APP_ROLE, secrets.app, DATABASE_NAME),
      release: () => exclusively(dataDir, () => leave(dataDir, cluster)),
      ...(note && { note }),
    };
  });
}

async function leave(dataDir: string, cluster: Cluster): Promise<void> {
  const { port, processes } = readRuntime(dataDir);
  const own = processes.findIndex(({ pid }) => pid === process.pid);
  const others = processes.filter((_, index) => index !== own);
  writeRuntime(dataDir, { port, processes: others });
  if (others.length === 0 && (await liveServer(cluster))) await stopCluster(cluster);
}

/**
 * Removes the embedded database, so that the next start begins again. Nothing else in the folder is touched.
 * @throws DatabaseUnavailable while a process uses it
 */
export async function removeEmbedded(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  await exclusively(dataDir, async () => {
    const { processes } = readRuntime(dataDir);
    if (processes.length > 0) {
      throw new DatabaseUnavailable(`The service is running (process ${processes[0]?.pid}): stop it first.`);
    }
    const secrets = readSecrets(dataDir);
    if (secrets) {
      const cluster = { folder: join(resolve(dataDir, secrets.home), 'postgres'), programs: packagedPrograms(), user: serverUser() };
      if (await liveServer(cluster)) await stopCluster(withReachablePrograms(cluster));
      rmSync(cluster.folder, { recursive: true, force: true });
    }
    for (const file of ['database.json', 'runtime.json']) rmSync(join(dataDir, file), { force: true });
  });
}

function readSecrets(dataDir: string): Secrets | null {
  const file = join(dataDir, 'database.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : null;
}

interface Found {
  cluster: Cluster;
  secrets: Secrets;
  note?: string;
}

async function findOrCreate(dataDir: string): Promise<Found> {
  const user = serverUser();
  const known = readSecrets(dataDir);
  const home = known ? resolve(dataDir, known.home) : chooseHome(dataDir, user);
  mkdirSync(home, { recursive: true });
  const cluster = withReachablePrograms({ folder: join(home, 'postgres'), programs: packagedPrograms(), user });
  const notes = home === dataDir ? [] : [`The database is kept in ${home}: the user postgres, which PostgreSQL runs as, cannot reach ${dataDir}.`];
  if (known && existsSync(cluster.folder)) {
    if (!reachable(cluster.folder, user)) {
      throw new DatabaseUnavailable(`The user postgres can no longer reach the database in ${cluster.folder}: give the folders above it mode 0711 again.`);
    }
    demandSameVersion(cluster);
    return found(cluster, known, notes);
  }
  if (!known && existsSync(cluster.folder)) notes.push(await moveAside(cluster));
  const secrets = known ?? { home: home === dataDir ? '.' : home, superuser: password(), owner: password(), app: password() };
  // Secrets first, folder last: whatever moment we are killed at, the next start finds both or makes the cluster again.
  const unfinished = { ...cluster, folder: `${cluster.folder}.new` };
  rmSync(unfinished.folder, { recursive: true, force: true });
  mkdirSync(unfinished.folder, { mode: 0o700 });
  if (user) chownSync(unfinished.folder, user.uid, user.gid);
  await createCluster(unfinished, secrets.superuser);
  writeJson(join(dataDir, 'database.json'), secrets);
  renameSync(unfinished.folder, cluster.folder);
  return found(cluster, secrets, notes);
}

function found(cluster: Cluster, secrets: Secrets, notes: string[]): Found {
  return { cluster, secrets, ...(notes.length > 0 && { note: notes.join('\n') }) };
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

/** The data folder itself, or a place under /var/lib when the server's user cannot reach it (a checkout of mode 0700). */
function chooseHome(dataDir: string, user: Cluster['user']): string {
  if (reachable(dataDir, user) && runnable(packagedPrograms(), user)) return dataDir;
  return join(ELSEWHERE, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/** Programs in a checkout the server's user cannot reach are copied beside the cluster. */
function withReachablePrograms(cluster: Cluster): Cluster {
  if (runnable(cluster.programs, cluster.user)) return cluster;
  if (cluster.user === null) {
    throw new DatabaseUnavailable(`The embedded PostgreSQL in ${cluster.programs} does not run here: install PostgreSQL 15 or newer and set DATABASE_URL.`);
  }
  const version = majorVersion(cluster.programs);
  const copy = join(dirname(cluster.folder), `programs-${version}`);
  if (!runnable(copy, cluster.user)) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(cluster.programs, copy, { recursive: true, verbatimSymlinks: true });
  }
  return { ...cluster, programs: copy };
}

function majorVersion(programs: string): string {
  const { version } = JSON.parse(readFileSync(join(programs, '..', 'package.json'), 'utf8')) as { version: string };
  return version.split('.')[0] ?? version;
}

function demandSameVersion(cluster: Cluster): void {
  const made = readFileSync(join(cluster.folder, 'PG_VERSION'), 'utf8').trim();
  const ours = majorVersion(packagedPrograms());
  if (made !== ours) {
    throw new DatabaseUnavailable(`The database in ${cluster.folder} was made by PostgreSQL ${made} and this version brings ${ours}: move the data with pg_dump, or begin again with npm run demo:reset.`);
  }
}

/** A cluster whose passwords are gone belonged to a checkout since removed: kept, out of the way. */
async function moveAside(cluster: Cluster): Promise<string> {
  if (await liveServer(cluster)) await stopCluster(cluster);
  let number = 1;
  while (existsSync(`${cluster.folder}.left-${number}`)) number += 1;
  const left = `${cluster.folder}.left-${number}`;
  renameSync(cluster.folder, left);
  return `An older database whose passwords are gone was moved to ${left}.`;
}

/** The port used last, so that a saved connection keeps working, or any free one. */
function freePort(preferred: number): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', (error) => (preferred === 0 ? failed(error) : done(freePort(0))));
    probe.listen(preferred, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

async function ensureRoles(superuserUrl: string, secrets: Secrets): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const made = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (made.rowCount) return;
    for (const [role, word] of [[OWNER_ROLE, secrets.owner], [APP_ROLE, secrets.app]] as const) {
      const exists = await client.query('select from pg_roles where rolname = $1', [role]);
      if (!exists.rowCount) await client.query(createRole(role, word));
    }
    await client.query(createDatabase());
  } finally {
    await client.end();
  }
}

function createRole(role: string, word: string): string {
  return `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${escapeLiteral(word)}`;
}

function createDatabase(): string {
  return `create database ${DATABASE_NAME} owner ${OWNER_ROLE} template template0 encoding 'UTF8'`;
}

/** What a DBA runs once on their own server, printed by `cli db prepare`: two roles and an empty database. */
export function preparationSql(): string {
  return [
    '-- Run once as a superuser of PostgreSQL 15 or newer, with passwords of your own.',
    `${createRole(OWNER_ROLE, 'a password for the owner, who migrates')};`,
    `${createRole(APP_ROLE, 'a password for the service')};`,
    `${createDatabase()} locale 'C.UTF-8';`,
    `revoke all on database ${DATABASE_NAME} from public;`,
    `grant connect on database ${DATABASE_NAME} to ${APP_ROLE};`,
    '-- Then start with',
    `--   DATABASE_OWNER_URL=postgres://${OWNER_ROLE}:…@host:5432/${DATABASE_NAME}`,
    `--   DATABASE_URL=postgres://${APP_ROLE}:…@host:5432/${DATABASE_NAME}`,
  ].join('\n');
}
