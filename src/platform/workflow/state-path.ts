import type { AnyStateNode, StateValue } from 'xstate';
import type { AnyMachine } from './machine.js';

/** The dotted path of a state value, as stored: `seriousConcerns.findingsDue`. */
export function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [[outer, inner] = []] = Object.entries(value);
  if (outer === undefined || inner === undefined) throw new Error('A state value without a state.');
  return `${outer}.${pathOf(inner)}`;
}

/** The state value of a dotted path. */
export function valueOf(path: string): StateValue {
  const dot = path.indexOf('.');
  return dot === -1 ? path : { [path.slice(0, dot)]: valueOf(path.slice(dot + 1)) };
}

const known = new WeakMap<AnyMachine['chart'], ReadonlySet<string>>();

/** Every state a case can stand in: the leaves of the chart, as dotted paths, in the order they are written. */
export function statesOf(machine: Pick<AnyMachine, 'chart'>): ReadonlySet<string> {
  let paths = known.get(machine.chart);
  if (paths === undefined) {
    paths = new Set(leaves(machine.chart.root).map((node) => node.path.join('.')));
    known.set(machine.chart, paths);
  }
  return paths;
}

function leaves(node: AnyStateNode): AnyStateNode[] {
  const children: AnyStateNode[] = Object.values(node.states);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

/** A stored state no version of its machine explains: the case cannot be continued until a rename says what it is called now. */
export class UnknownState extends Error {
  constructor(machine: AnyMachine, version: number, state: string) {
    super(`The machine "${machine.name}" ${machine.version} does not know the state "${state}" of version ${version}.`);
  }
}

/**
 * The name today of a state stored under an earlier version of the machine: each version's renames in turn.
 * @throws UnknownState when it is still not a state of this machine, or was stored by a later version.
 */
export function stateToday(machine: AnyMachine, version: number, state: string): string {
  if (!knowsState(machine, version, state)) throw new UnknownState(machine, version, state);
  return renamed(machine, version, state);
}

/** Whether a case stored under a version in a state can go on in this machine. */
export function knowsState(machine: AnyMachine, version: number, state: string): boolean {
  return version <= machine.version && statesOf(machine).has(renamed(machine, version, state));
}

function renamed(machine: AnyMachine, version: number, state: string): string {
  let name = state;
  for (let at = version; at < machine.version; at += 1) name = machine.renames[at]?.[name] ?? name;
  return name;
}
