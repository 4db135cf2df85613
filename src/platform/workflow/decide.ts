import { type AnyMachineSnapshot, getNextTransitions, initialTransition, transition } from 'xstate';
import type { AnyMachine, Effect, EventOf, FactsByEvent, GuardParams, Machine, Snapshot } from './machine.js';
import { pathOf, valueOf } from './state-path.js';

/** A requirement that does not hold, with its sentence. */
export interface Unmet {
  readonly requirement: string;
  readonly sentence: string;
}

/** What an event does to a case: it moves, or it may not and every reason is said, or it is no event of this state. */
export type Outcome<Context> =
  | { readonly kind: 'moved'; readonly from: string; readonly to: string; readonly context: Context; readonly effects: readonly Effect[] }
  | { readonly kind: 'refused'; readonly from: string; readonly unmet: readonly Unmet[] }
  | { readonly kind: 'notOpenHere'; readonly from: string; readonly unmet: readonly Unmet[] };

/** One step a person could take, whether it may be taken now, and if not every reason why. */
export interface AllowedAction {
  readonly event: string;
  readonly allowed: boolean;
  readonly unmet: readonly Unmet[];
}

interface Step {
  readonly event: string;
  readonly requires: readonly string[];
}

/** A new case: its first state and what entering it asks for. Pure. */
export function begin<Context extends object>(machine: Machine<Context>, context: Context): Snapshot<Context> & { effects: readonly Effect[] } {
  const [snapshot, actions] = initialTransition(machine.chart, context);
  return { state: pathOf(snapshot.value), context: contextOf(snapshot) as Context, effects: effectsOf(actions) };
}

/**
 * Whether and where an event takes a case. Pure: nothing is read or written. Of several ways for one event, the first that
 * may be taken is; when none may, the reasons of the one nearest to being possible are given.
 */
export function decide<Context extends object, Events extends FactsByEvent>(
  machine: Machine<Context, Events>,
  at: Snapshot<Context>,
  event: EventOf<Events>,
): Outcome<Context> {
  const before = resolve(machine, at);
  const steps = stepsOf(machine, at.state).filter((step) => step.event === event.type);
  const reasons = steps.map((step) => unmetOf(machine, step, event.facts, at.context));
  const nearest = reasons.toSorted((a, b) => a.length - b.length)[0];
  if (nearest === undefined) return { kind: 'notOpenHere', from: at.state, unmet: [] };
  if (nearest.length > 0) return { kind: 'refused', from: at.state, unmet: nearest };

  const [after, actions] = transition(machine.chart, before, event);
  // A step that only emits comes back as the same snapshot; one that does nothing at all is a fault of the chart.
  if (after === before && actions.length === 0) throw new Error(`The machine "${machine.name}" ignored ${event.type} although every requirement holds.`);
  return { kind: 'moved', from: at.state, to: pathOf(after.value), context: contextOf(after) as Context, effects: effectsOf(actions) };
}

/**
 * The steps of this state, in the order of the chart, each judged by the facts known before its form is filled in.
 * Requirements that the form itself answers (`onForm`) do not stop a step from being offered; `decide` judges them all.
 */
export function allowedActions<Context extends object, Events extends FactsByEvent>(
  machine: Machine<Context, Events>,
  at: Snapshot<Context>,
  known: { readonly [Event in keyof Events]?: Partial<Events[Event]> } = {},
): AllowedAction[] {
  const nearest = new Map<string, readonly Unmet[]>();
  for (const step of stepsOf(machine, at.state)) {
    const unmet = unmetOf(machine, step, known[step.event] ?? {}, at.context).filter(({ requirement }) => machine.requirements[requirement]?.onForm !== true);
    const other = nearest.get(step.event);
    if (other === undefined || unmet.length < other.length) nearest.set(step.event, unmet);
  }
  return [...nearest].map(([event, unmet]) => ({ event, allowed: unmet.length === 0, unmet }));
}

/** Every event of a state with the requirements of each way it can go. For drawings, tests and documentation. */
export function waysFrom(machine: AnyMachine, state: string): { event: string; requires: readonly string[]; to: string }[] {
  const snapshot = machine.chart.resolveState({ value: valueOf(state), context: {} });
  return getNextTransitions(snapshot).map((found) => {
    const target = found.target?.[0];
    return {
      event: found.eventType,
      requires: requiresOf(found.guard),
      to: target === undefined ? state : pathOf(machine.chart.resolveState({ value: valueOf(target.path.join('.')), context: {} }).value),
    };
  });
}

function resolve(machine: Pick<AnyMachine, 'chart'>, at: Snapshot<object>): AnyMachineSnapshot {
  return machine.chart.resolveState({ value: valueOf(at.state), context: at.context });
}

const stepsByChart = new WeakMap<AnyMachine['chart'], Map<string, readonly Step[]>>();

/** The steps of a state, in the order of the chart. Charts never change, and what leaves a state does not depend on its context: asked of XState once. */
function stepsOf({ chart }: Pick<AnyMachine, 'chart'>, state: string): readonly Step[] {
  let known = stepsByChart.get(chart);
  if (known === undefined) stepsByChart.set(chart, (known = new Map()));
  let steps = known.get(state);
  if (steps === undefined) {
    const snapshot = chart.resolveState({ value: valueOf(state), context: {} });
    known.set(state, (steps = getNextTransitions(snapshot).map((found) => ({ event: found.eventType, requires: requiresOf(found.guard) }))));
  }
  return steps;
}

function requiresOf(guard: unknown): readonly string[] {
  return (guard as { params?: GuardParams } | undefined)?.params?.requires ?? [];
}

function unmetOf(machine: AnyMachine, step: Step, facts: object, context: object): Unmet[] {
  return step.requires.flatMap((name) => {
    const requirement = machine.requirements[name];
    if (requirement === undefined) throw new Error(`The machine "${machine.name}" has no requirement "${name}".`);
    if (requirement.holds(facts, context)) return [];
    return [{ requirement: name, sentence: unmetSentence(requirement.sentence, requirement.names?.(facts, context) ?? []) }];
  });
}

/** What is missing, as a person reads it, with the names of what misses it. */
export function unmetSentence(requirement: string, names: readonly string[]): string {
  const sentence = forPeople(requirement);
  return names.length === 0 ? sentence : `${sentence.replace(/\.$/, '')}: ${names.join('; ')}.`;
}

/** A requirement cites its rule for whoever reads the machine or its drawing; a person reads the words alone (pages.md, words). */
function forPeople(sentence: string): string {
  return sentence.replaceAll(/ \([DR]\d\d(?:, [DR]\d\d)*\)/g, '');
}

function contextOf(snapshot: AnyMachineSnapshot): object {
  return snapshot.context as object;
}

function effectsOf(actions: readonly { type: string; params?: unknown }[]): Effect[] {
  return actions.map((action) => {
    if (action.type !== 'xstate.emit') throw new Error(`A machine may only assign and emit, not ${action.type}.`);
    return (action.params as { event: Effect }).event;
  });
}
