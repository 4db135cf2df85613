import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseUnavailable, isAlive } from './postgres-cluster.js';

/** A process that uses the embedded server; the start time tells it from a later one of the same number. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** `runtime.json`: where the embedded server listens and who uses it, for people and for other processes. */
export interface Runtime {
  port: number;
  processes: ProcessIdentity[];
}

const LOCK_MS = 180_000;
const POLL_MS = 50;

/** Start time in clock ticks since boot, where the system tells it; a process that died but was not yet collected has none. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // State is field 3 and start time field 22; the name in field 2 may hold spaces, so count from its closing bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) };
}

function lives(identity: ProcessIdentity): boolean {
  return isAlive(identity.pid) && startOf(identity.pid) === identity.started;
}

/** What `runtime.json` says, without processes that have died since. */
export function readRuntime(dataDir: string): Runtime {
  const file = join(dataDir, 'runtime.json');
  if (!existsSync(file)) return { port: 0, processes: [] };
  const runtime = parsed<Runtime>(file);
  return { port: runtime?.port ?? 0, processes: (runtime?.processes ?? []).filter(lives) };
}

/** Whole or not at all: a reader never sees half a file. */
export function writeJson(file: string, content: object): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

export function writeRuntime(dataDir: string, runtime: Runtime): void {
  writeJson(join(dataDir, 'runtime.json'), runtime);
}

function parsed<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

/**
 * Runs one start or stop of the embedded server at a time on this data folder.
 * A lock whose holder was killed does not count.
 */
export async function exclusively<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dataDir, 'runtime.lock');
  for (let waited = 0; !take(lock); waited += POLL_MS) {
    const holder = parsed<ProcessIdentity>(lock);
    if (holder && !lives(holder)) rmSync(lock, { force: true });
    else if (waited > LOCK_MS) throw new DatabaseUnavailable(`Another process has been starting or stopping the database for too long: end it, then remove ${lock}.`);
    await pause(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, JSON.stringify(thisProcess()), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
