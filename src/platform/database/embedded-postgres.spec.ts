import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { openDatabase, openEmbedded, preparationSql, removeEmbedded } from './embedded-postgres.js';
import { readRuntime } from './runtime-file.js';

const FAST = ['-c', 'fsync=off'];

async function ask<T>(url: string, text: string): Promise<T | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: T }>(text)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

/** Another Node process that opens the database and is killed before it can release it. */
async function openAndBeKilled(dataDir: string): Promise<void> {
  const module = JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'));
  const script = `const { openEmbedded } = await import(${module}); await openEmbedded(${JSON.stringify(dataDir)}); process.kill(process.pid, 'SIGKILL');`;
  const hooks = join(import.meta.dirname, '..', '..', '..', 'test', 'support', 'typescript-hooks.mjs');
  const child = spawn(process.execPath, ['--import', hooks, '--input-type=module', '-e', script], { stdio: 'ignore' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

describe('the embedded database', () => {
  let dataDir: string;

  beforeAll(() => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'mpc-embedded-')), 'data');
    chmodSync(dirname(dataDir), 0o755);
  });
  afterAll(async () => {
    await removeEmbedded(dataDir);
    rmSync(dirname(dataDir), { recursive: true, force: true });
  });

  it('is made at the first start, with two plain roles, UTF-8 and passwords nobody else can read', async () => {
    const database = await openEmbedded(dataDir, FAST);
    expect(await ask(database.appUrl, 'select current_user as answer')).toBe('mpc_app');
    expect(await ask(database.ownerUrl, `select count(*)::int as answer from pg_roles where rolname like 'mpc%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`)).toBe(0);
    expect(await ask(database.appUrl, `select current_setting('server_encoding') as answer`)).toBe('UTF8');
    expect(await ask(database.appUrl, `select lower('ÉLAN') as answer`)).toBe('élan');
    expect(await ask(database.appUrl, `select current_setting('listen_addresses') as answer`)).toBe('127.0.0.1');
    expect(statSync(join(dataDir, 'database.json')).mode & 0o777).toBe(0o600);
    await database.release();
  });

  it('stops when the last user leaves, and not before', async () => {
    const first = await openEmbedded(dataDir, FAST);
    const second = await openEmbedded(dataDir);
    await first.release();
    expect(await ask(second.appUrl, 'select 1 as answer')).toBe(1);
    await second.release();
    await expect(ask(second.appUrl, 'select 1 as answer')).rejects.toThrow('ECONNREFUSED');
  });

  it('outlives a killed process, and the next start adopts it', async () => {
    await openAndBeKilled(dataDir);
    const server = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
    expect(readRuntime(dataDir).processes).toEqual([]);
    const database = await openEmbedded(dataDir);
    expect(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]).toBe(server);
    await database.release();
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('starts over the postmaster.pid of a dead server, whose number a stranger may have by now', async () => {
    for (const stranger of [process.pid, 4_000_000]) {
      writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${stranger}\n${dataDir}/postgres\n0\n5432\n\n127.0.0.1\n\nready\n`);
      const database = await openEmbedded(dataDir, FAST);
      expect(await ask(database.appUrl, 'select 1 as answer')).toBe(1);
      await database.release();
    }
  });

  it('starts over the lock of a killed process', async () => {
    writeFileSync(join(dataDir, 'runtime.lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    await (await openEmbedded(dataDir, FAST)).release();
    expect(existsSync(join(dataDir, 'runtime.lock'))).toBe(false);
  });

  it('is not removed under a process that uses it', async () => {
    const database = await openEmbedded(dataDir, FAST);
    await expect(removeEmbedded(dataDir)).rejects.toThrow('stop it first');
    await database.release();
  });

  it('is not opened at all beside a provided database', async () => {
    const unused = join(dataDir, 'unused');
    const database = await openDatabase({ dataDir: unused, databaseUrl: 'postgres://app@there/mpc' });
    expect(database).toMatchObject({ appUrl: 'postgres://app@there/mpc', ownerUrl: null });
    await database.release();
    expect(existsSync(unused)).toBe(false);
  });

  // Only root meets this: anybody else runs PostgreSQL as themselves.
  (process.getuid?.() === 0 ? it : it.skip)('lives under /var/lib when its user cannot reach the checkout, and says so', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'mpc-closed-'));
    const inside = join(closed, 'data');
    mkdirSync(inside);
    const database = await openDatabase({ dataDir: inside });
    expect(database.note).toMatch(/^The database is kept in \/var\/lib\/manage-provider-concerns\/[0-9a-f]{16}: .* cannot reach/);
    expect(await ask(database.appUrl, 'select 1 as answer')).toBe(1);
    await database.release();
    // A new checkout in the same place knows no passwords: the old files are kept, and it begins again.
    rmSync(join(inside, 'database.json'));
    const again = await openDatabase({ dataDir: inside });
    expect(again.note).toContain('was moved to');
    await again.release();
    await removeEmbedded(inside);
    rmSync(/kept in (\S+):/.exec(database.note ?? '')?.[1] ?? inside, { recursive: true, force: true });
    rmSync(closed, { recursive: true, force: true });
  });

  it('can be prepared by a DBA on a server of their own', () => {
    expect(preparationSql()).toContain('create role mpc_app login nosuperuser nocreatedb nocreaterole nobypassrls');
    expect(preparationSql()).toContain(`create database mpc owner mpc_owner template template0 encoding 'UTF8' locale 'C.UTF-8'`);
  });
});
