import { isDeepStrictEqual } from 'node:util';
import { begin, decide } from './decide.js';
import { START } from './check-machine.js';
import type { AnyMachine, FactsByEvent, Machine, Snapshot } from './machine.js';
import { stateToday } from './state-path.js';

/** One row of a case's log, in the order of `seq`. */
export interface LogEntry {
  readonly seq: number;
  readonly machineVersion: number;
  readonly fromState: string | null;
  readonly event: string;
  readonly facts: object;
  readonly toState: string;
}

/** A case as stored, with its whole log. */
export interface StoredCase {
  readonly id: string;
  readonly machine: string;
  readonly machineVersion: number;
  readonly state: string;
  readonly context: object;
  readonly version: number;
  readonly log: readonly LogEntry[];
}

/**
 * Runs a case's log from the start through its machine. Pure.
 * @param machineOf the machine as it was at a version, so that a step is judged by the rules of its time
 * @returns undefined when the log rebuilds the stored snapshot, else what does not fit, in words
 */
export function faultOf(stored: StoredCase, machineOf: (version: number) => AnyMachine | undefined): string | undefined {
  let at: Snapshot<object> | undefined;
  for (const [index, entry] of stored.log.entries()) {
    const machine = machineOf(entry.machineVersion);
    if (machine === undefined) return `no machine is called "${stored.machine}"`;
    if (entry.seq !== index + 1) return `the log has no row ${index + 1}`;
    const next = step(machine, at, entry);
    if (typeof next === 'string') return `row ${entry.seq} (${entry.event}) ${next}`;
    at = next;
  }
  return at === undefined ? 'the log is empty' : differenceOf(stored, at, machineOf(stored.machineVersion));
}

function step(machine: AnyMachine, at: Snapshot<object> | undefined, entry: LogEntry): Snapshot<object> | string {
  if ((at === undefined) !== (entry.event === START)) return `stands in the wrong place of the log`;
  const next = at === undefined ? start(machine, entry) : move(machine, at, entry);
  if (typeof next === 'string') return next;
  const logged = stateToday(machine, entry.machineVersion, entry.toState);
  return next.state === logged ? next : `leads to "${next.state}", and the log says "${logged}"`;
}

function start(machine: AnyMachine, entry: LogEntry): Snapshot<object> {
  return begin(machine as Machine, (entry.facts as { context: object }).context);
}

function move(machine: AnyMachine, at: Snapshot<object>, entry: LogEntry): Snapshot<object> | string {
  const from = stateToday(machine, entry.machineVersion, entry.fromState ?? '');
  if (from !== at.state) return `leaves "${from}", and the case stood at "${at.state}"`;
  const outcome = decide(machine as Machine<object, FactsByEvent>, at, { type: entry.event, facts: entry.facts });
  if (outcome.kind !== 'moved') return `is refused: ${outcome.unmet.map(({ requirement }) => requirement).join(', ') || 'no such step here'}`;
  return { state: outcome.to, context: asStored(outcome.context) };
}

function differenceOf(stored: StoredCase, at: Snapshot<object>, machine: AnyMachine | undefined): string | undefined {
  if (machine === undefined) return `no machine is called "${stored.machine}"`;
  if (stored.version !== stored.log.length) return `it is at version ${stored.version} after ${stored.log.length} rows`;
  const state = stateToday(machine, stored.machineVersion, stored.state);
  if (state !== at.state) return `it is stored as "${state}", and the log leads to "${at.state}"`;
  return isDeepStrictEqual(stored.context, asStored(at.context)) ? undefined : 'what it remembers differs from what the log rebuilds';
}

/** What JSON keeps of a value. */
function asStored(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}
