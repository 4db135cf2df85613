import fc from 'fast-check';
import { getShortestPaths } from 'xstate/graph';
import { flawsOf } from '../../src/platform/workflow/check-machine.js';
import { begin, decide, type Outcome, waysFrom } from '../../src/platform/workflow/decide.js';
import type { Effect, EventOf, FactsByEvent, KnownFacts, Machine, Snapshot } from '../../src/platform/workflow/machine.js';
import { pathOf, statesOf } from '../../src/platform/workflow/state-path.js';

/** Where an event leads from a state, and what it waits for; several ways where the event has several. */
type Cell = readonly [to: string, ...requires: string[]];

export interface MachineCases<Context extends object, Events extends FactsByEvent, Name extends string> {
  /** What a case remembers in which every step can be taken, unless `contextFor` says otherwise. */
  readonly context: Context;
  readonly contextFor?: (state: string, event: string, to: string) => Partial<Context>;
  /** What differs where an event leads one way rather than another. */
  readonly factsFor?: (state: string, event: string, to: string) => KnownFacts<Events>;
  /** For each event, facts with which it is allowed. */
  readonly facts: { readonly [Event in keyof Events]: Events[Event] };
  /** Every cell that is not empty, written by hand: the test compares it with the chart. */
  readonly matrix: Readonly<Record<string, Readonly<Record<string, Cell | readonly Cell[]>>>>;
  /** For each requirement, facts or context that break it, and the others that break with it. */
  readonly broken: { readonly [Requirement in Name]: Breaking<Context, Events> | readonly Breaking<Context, Events>[] };
  /** First contexts from which every state is reached and random walks begin. */
  readonly starts: readonly Context[];
  /** What is true wherever a random walk leads, with the deadlines that run there by kind. */
  readonly invariant: (at: Snapshot<Context>, last: string | undefined, path: readonly string[], deadlines: ReadonlyMap<string, string>) => void;
  /** What of a context tells two visits of one state apart when shortest paths are looked for: what a later step waits for. */
  readonly tellsApart?: (context: Context) => unknown;
  /** Where a case may rest for good; left out, the states nothing leads on from. From every state one of them is reached. */
  readonly rests?: readonly string[];
}

interface Breaking<Context, Events extends FactsByEvent> {
  readonly facts?: KnownFacts<Events>;
  readonly context?: Partial<Context>;
  /** Events on which these facts do not break it: it holds of itself there. */
  readonly notOn?: readonly string[];
}

/** The machine tests of design.md 11: every cell, every requirement, every state, random walks. */
export function describeMachine<Context extends object, Events extends FactsByEvent, Name extends string>(
  machine: Machine<Context, Events, Name>,
  cases: MachineCases<Context, Events, Name>,
): void {
  const states = [...statesOf(machine)];
  const cells = cellsOf(machine);
  const eventOf = (name: string, facts?: object) => ({ type: name, facts: { ...cases.facts[name], ...facts } }) as EventOf<Events>;
  const eventFor = ({ state, event, to }: Way, facts?: object) => eventOf(event, { ...cases.factsFor?.(state, event, to), ...facts });
  const snapshotFor = (cell: Way, change: Partial<Context> = {}): Snapshot<Context> => ({
    state: cell.state,
    context: { ...cases.context, ...cases.contextFor?.(cell.state, cell.event, cell.to), ...change },
  });

  describe(`${machine.name} machine`, () => {
    it('may run', () => {
      expect(flawsOf(machine)).toEqual([]);
    });

    it('has the matrix of states and events that is written here', () => {
      expect(matrixOf(cells)).toEqual(normalised(cases.matrix));
    });

    it.each(cells)('$state: $event leads to $to', (cell) => {
      const outcome = decide(machine, snapshotFor(cell), eventFor(cell));
      expect(outcome).toMatchObject({ kind: 'moved', to: cell.to });
    });

    it.each(everyCell(states, cells))('$state: $event is no step here', ({ state, event }) => {
      const outcome = decide(machine, { state, context: cases.context }, eventOf(event));
      expect(outcome).toEqual({ kind: 'notOpenHere', from: state, unmet: [] });
    });

    it.each(cells.filter(({ requires }) => requires.length > 0))('$state: $event to $to names every requirement that is missing', (cell) => {
      const { outcome, expected } = withNothingKnown(machine, cell, snapshotFor(cell));
      expect(unmetIn(outcome)).toEqual(expected);
    });

    describe.each(Object.keys(machine.requirements) as Name[])('%s', (name) => {
      const breakings = [cases.broken[name]].flat() as Breaking<Context, Events>[];
      it.each(cells.filter(({ requires }) => requires.includes(name)))('stops $state: $event to $to', (cell) => {
        for (const { facts, context, notOn = [] } of breakings) {
          const outcome = decide(machine, snapshotFor(cell, context), eventFor(cell, facts));
          if (notOn.includes(cell.event)) continue;
          const others = cells.filter((other) => other.state === cell.state && other.event === cell.event && other !== cell);
          // With several ways, breaking what parts them opens another one.
          if (outcome.kind === 'moved') expect(others.map(({ to }) => to)).toContain(outcome.to);
          else expect(unmetIn(outcome)).toContain(name);
        }
      });

      it('breaks at least one step by itself', () => {
        const steps = cells.filter(({ requires }) => requires.includes(name));
        expect(breakings.length).toBeGreaterThan(0);
        const broken = steps.some((cell) => breakings.some(({ facts, context }) => {
          const requirement = machine.requirements[name];
          return !requirement.holds({ ...cases.facts[cell.event], ...facts } as KnownFacts<Events>, snapshotFor(cell, context).context);
        }));
        expect(broken).toBe(true);
      });
    });

    it('reaches every state by a shortest path', () => {
      const events = [...Object.keys(cases.facts).map((name) => eventOf(name)), ...cells.map((cell) => eventFor(cell))];
      const reached = new Set(cases.starts.flatMap((input) =>
        Object.values(getShortestPaths(machine.chart, { input, events, serializeState: (at: { value: unknown; context: Context }) => JSON.stringify([at.value, cases.tellsApart?.(at.context)]) } as never))
          .map((path) => pathOf((path as { state: { value: string } }).state.value))));
      expect([...reached].toSorted()).toEqual(states.toSorted());
    });

    it('has a way out of every state', () => {
      const rests = cases.rests ?? states.filter((state) => cells.every((cell) => cell.state !== state));
      expect(rests.length).toBeGreaterThan(0);
      expect(states.filter((state) => !reachableFrom(state, cells).some((to) => rests.includes(to)))).toEqual([]);
    });

    it('keeps its invariants on random walks', () => {
      fc.assert(fc.property(walkOf(machine, cases), ([context, steps]) => walk(machine, cases, context, steps)), { numRuns: 300 });
    });

    it('keeps its invariants over 10,000 random events', () => {
      // One number, printed where it fails, draws them all again.
      fc.assert(fc.property(walkOf(machine, cases, 200), ([context, steps]) => walk(machine, cases, context, steps)), { numRuns: 10_000 / 200 });
    });
  });
}

interface Way {
  readonly state: string;
  readonly event: string;
  readonly to: string;
  readonly requires: readonly string[];
}

function cellsOf(machine: Pick<Machine, 'chart'> & Parameters<typeof waysFrom>[0]): Way[] {
  return [...statesOf(machine)].flatMap((state) => waysFrom(machine, state).map((way) => ({ state, ...way })));
}

/** The state itself and every state that some steps lead to. */
function reachableFrom(from: string, cells: readonly Way[]): string[] {
  const reached = new Set([from]);
  for (const state of reached) for (const cell of cells) if (cell.state === state) reached.add(cell.to);
  return [...reached];
}

function everyCell(states: readonly string[], cells: readonly Way[]): { state: string; event: string }[] {
  const events = new Set(cells.map(({ event }) => event));
  return states.flatMap((state) => [...events].filter((event) => !cells.some((cell) => cell.state === state && cell.event === event)).map((event) => ({ state, event })));
}

type Matrix = Record<string, Record<string, { to: string; requires: string[] }[]>>;

function matrixOf(cells: readonly Way[]): Matrix {
  const matrix: Matrix = {};
  for (const { state, event, to, requires } of cells) ((matrix[state] ??= {})[event] ??= []).push({ to, requires: [...requires].toSorted() });
  return matrix;
}

function normalised(written: MachineCases<object, FactsByEvent, string>['matrix']): Matrix {
  const waysOf = (cell: Cell | readonly Cell[]) =>
    (typeof cell[0] === 'string' ? [cell as Cell] : (cell as readonly Cell[])).map(([to, ...requires]) => ({ to, requires: requires.toSorted() }));
  return Object.fromEntries(Object.entries(written).map(([state, row]) => [state, Object.fromEntries(Object.entries(row).map(([event, cell]) => [event, waysOf(cell)]))]));
}

function unmetIn(outcome: Outcome<object>): string[] {
  return outcome.kind === 'moved' ? [] : outcome.unmet.map(({ requirement }) => requirement);
}

/** With no fact known, exactly those requirements are named that the context alone does not satisfy. */
function withNothingKnown<Context extends object, Events extends FactsByEvent>(machine: Machine<Context, Events>, cell: Way, at: Snapshot<Context>) {
  const outcome = decide(machine, at, { type: cell.event, facts: {} } as EventOf<Events>);
  const unmetOf = (requires: readonly string[]) => requires.filter((name) => !machine.requirements[name]?.holds({} as KnownFacts<Events>, at.context));
  const ways = waysFrom(machine, cell.state).filter(({ event }) => event === cell.event).map(({ requires }) => unmetOf(requires));
  return { outcome, expected: ways.toSorted((a, b) => a.length - b.length)[0] };
}

type Step = readonly [event: string, broken: readonly string[]];

/** @param events exactly so many, or without it up to 40 */
function walkOf<Context extends object, Events extends FactsByEvent, Name extends string>(machine: Machine<Context, Events, Name>, cases: MachineCases<Context, Events, Name>, events?: number) {
  const event = fc.constantFrom(...Object.keys(cases.facts));
  const broken = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(Object.keys(machine.requirements), { maxLength: 2 }) });
  return fc.tuple(fc.constantFrom(...cases.starts), fc.array(fc.tuple(event, broken), events === undefined ? { maxLength: 40 } : { minLength: events, maxLength: events, size: 'max' }));
}

function walk<Context extends object, Events extends FactsByEvent, Name extends string>(
  machine: Machine<Context, Events, Name>, cases: MachineCases<Context, Events, Name>, context: Context, steps: readonly Step[],
): void {
  const path: string[] = [];
  const begun = begin(machine, context);
  let at: Snapshot<Context> = { state: begun.state, context: begun.context };
  let running = runningAfter(new Map(), begun.effects);
  cases.invariant(at, undefined, path, daysOf(running));
  for (const [event, broken] of steps) {
    const changes = broken.map((name) => ([cases.broken[name as Name]].flat()[0] as Breaking<Context, Events>).facts ?? {});
    const outcome = decide(machine, at, { type: event, facts: Object.assign({}, cases.facts[event], ...changes) as object } as EventOf<Events>);
    if (outcome.kind !== 'moved') continue;
    at = { state: outcome.to, context: outcome.context };
    running = runningAfter(running, outcome.effects, event);
    path.push(event);
    expect(statesOf(machine)).toContain(at.state);
    cases.invariant(at, event, path, daysOf(running));
  }
}

interface Running {
  readonly dueOn: string;
  /** What it sends when it passes. */
  readonly sends: string | undefined;
}

/** As the runner carries them out: a clock whose event came is spent, then what is withdrawn, then what is set. */
function runningAfter(before: ReadonlyMap<string, Running>, effects: readonly Effect[], event?: string): Map<string, Running> {
  const after = new Map([...before].filter(([, { sends }]) => event === undefined || sends !== event));
  for (const effect of effects) if (effect.type === 'withdrawDeadlines') for (const kind of effect.kinds ?? [...after.keys()]) after.delete(kind);
  for (const effect of effects) if (effect.type === 'deadline' && effect.dueOn !== null) after.set(effect.kind, { dueOn: effect.dueOn, sends: effect.event?.type });
  return after;
}

const daysOf = (running: ReadonlyMap<string, Running>): Map<string, string> => new Map([...running].map(([kind, { dueOn }]) => [kind, dueOn]));
