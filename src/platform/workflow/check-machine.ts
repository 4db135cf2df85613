import type { AnyStateNode } from 'xstate';
import type { AnyMachine, GuardParams } from './machine.js';

/** The event the runner writes for the first row of a case's log; no chart may use it. */
export const START = 'START';
const imperative = /^[A-Z][A-Z0-9_]*$/;
const allowedActs = new Set(['xstate.assign', 'xstate.emit']);

/**
 * Why a machine may not run, one sentence each; empty when it may (design.md 5). Timers, invocations, history, parallel
 * states and `always` are refused because a stored snapshot does not carry them; every transition has one `meets` guard.
 */
export function flawsOf(machine: AnyMachine): string[] {
  const nodes = allNodes(machine.chart.root);
  const flaws = [
    ...(Number.isInteger(machine.version) && machine.version > 0 ? [] : ['its version is not a whole number above 0']),
    ...nodes.flatMap((node) => [...flawsOfNode(node), ...flawsOfTransitions(machine, node)]),
    ...unreachable(machine, nodes).map((state) => `the state "${state}" cannot be reached`),
    ...unused(machine, nodes).map((name) => `no transition asks for the requirement "${name}"`),
  ];
  return flaws.map((flaw) => `${machine.name}: ${flaw}.`);
}

function allNodes(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states as Record<string, AnyStateNode>).flatMap(allNodes)];
}

function flawsOfNode(node: AnyStateNode): string[] {
  const place = node.path.join('.') || 'the root';
  const flaws: string[] = [];
  if (node.type === 'parallel') flaws.push(`"${place}" is parallel; independent axes are separate machines`);
  if (node.type === 'history') flaws.push(`"${place}" is a history state; keep the way back in context`);
  if (node.after.length > 0) flaws.push(`"${place}" has a timer; emit a deadline`);
  if (node.invoke.length > 0) flaws.push(`"${place}" invokes; emit an effect`);
  if (node.always !== undefined && node.always.length > 0) flaws.push(`"${place}" has an always transition; send an event`);
  for (const action of [...node.entry, ...node.exit]) flaws.push(...flawsOfAction(place, action));
  return flaws;
}

function flawsOfTransitions(machine: AnyMachine, node: AnyStateNode): string[] {
  const flaws: string[] = [];
  for (const [event, ways] of node.transitions) {
    const place = `${node.path.join('.') || 'the root'} ${event}`;
    if (event.startsWith('xstate.')) continue;
    if (!imperative.test(event) || event === START) flaws.push(`"${place}": an event is an imperative in capitals, and never ${START}`);
    for (const way of ways) {
      const guard = way.guard as { type?: string; params?: Partial<GuardParams> } | undefined;
      const names = guard?.type === 'meets' ? guard.params?.requires : undefined;
      if (names === undefined) flaws.push(`"${place}" has no "meets" guard`);
      for (const name of names ?? []) if (!(name in machine.requirements)) flaws.push(`"${place}" asks for the unknown requirement "${name}"`);
      for (const action of way.actions) flaws.push(...flawsOfAction(place, action));
    }
  }
  return flaws;
}

function flawsOfAction(place: string, action: unknown): string[] {
  const type = (action as { type?: string }).type ?? 'unnamed';
  return allowedActs.has(type) ? [] : [`"${place}" does "${type}"; only assign and emit are allowed`];
}

function unreachable(machine: AnyMachine, nodes: readonly AnyStateNode[]): string[] {
  const reached = new Set<AnyStateNode>();
  const queue: AnyStateNode[] = [machine.chart.root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    if (node.parent !== undefined) queue.push(node.parent);
    queue.push(...(node.initial?.target ?? []));
    for (const ways of node.transitions.values()) for (const way of ways) queue.push(...((way.target ?? []) as AnyStateNode[]));
  }
  return nodes.filter((node) => !reached.has(node)).map((node) => node.path.join('.'));
}

function unused(machine: AnyMachine, nodes: readonly AnyStateNode[]): string[] {
  const asked = new Set(
    nodes.flatMap((node) => [...node.transitions.values()].flat().flatMap((way) => (way.guard as { params?: Partial<GuardParams> } | undefined)?.params?.requires ?? [])),
  );
  return Object.keys(machine.requirements).filter((name) => !asked.has(name));
}
