import { type AnyStateMachine, type EventObject, setup } from 'xstate';

/**
 * What a machine wants done because it moved, emitted and carried out by the runner in the same transaction (design.md 5).
 * A deadline without a date (`dueOn: null`) is not set: the case has none.
 */
export type Effect =
  | {
      readonly type: 'deadline';
      readonly kind: string;
      /** A date in London, `YYYY-MM-DD`. */
      readonly dueOn: string | null;
      /** `endOfDay` (default): due until that day is over. `startOfDay`: due as soon as it begins. An instant of that day where hours count, as ISO 8601. */
      readonly at?: 'startOfDay' | 'endOfDay' | { readonly instant: string };
      /** Sent to the same case when the deadline passes; without one it is only a date people see. */
      readonly event?: { readonly type: string; readonly facts: object };
    }
  /** Without `kinds`, every running deadline of the case is withdrawn. */
  | { readonly type: 'withdrawDeadlines'; readonly kinds?: readonly string[] }
  /** A consequence that may be late. The runner adds the case's id and service to `ids`. */
  | { readonly type: 'publish'; readonly event: string; readonly ids?: Readonly<Record<string, string | null>> };

/** The facts of every event of a machine, by event name. Facts hold ids, codes, dates and numbers, never a person's words. */
export type FactsByEvent = Record<string, object>;

/** The event as the chart sees it. */
export type EventOf<Events extends FactsByEvent> = {
  [Name in keyof Events & string]: { type: Name; facts: Events[Name] };
}[keyof Events & string];

type KeysOf<Union> = Union extends object ? keyof Union : never;
type ValueIn<Union, Key extends PropertyKey> = Union extends object ? (Key extends keyof Union ? Union[Key] : never) : never;

/** What a requirement may look at: any fact of any event, each possibly not known (yet). */
export type KnownFacts<Events extends FactsByEvent> = {
  readonly [Key in KeysOf<Events[keyof Events]>]?: ValueIn<Events[keyof Events], Key> | undefined;
};

/** One rule about when something may happen, with the words a person reads when it does not hold. */
export interface Requirement<Context, Events extends FactsByEvent> {
  /** What is missing, as an instruction or a statement of what must be so, citing the rule. */
  readonly sentence: string;
  /** Whether it holds. A fact that is not known does not hold. */
  readonly holds: (facts: KnownFacts<Events>, context: Context) => boolean;
  /** Answered by whoever takes the step, on its form: it does not stop the step from being offered (`allowedActions`). */
  readonly onForm?: true;
  /** What exactly is missing, by reference or number: said after the sentence. */
  readonly names?: (facts: KnownFacts<Events>, context: Context) => readonly string[];
}

export type Requirements<Context, Events extends FactsByEvent, Name extends string = string> = Readonly<
  Record<Name, Requirement<Context, Events>>
>;

/** A case's place in its machine: a dotted path of states, and what the machine remembers. */
export interface Snapshot<Context> {
  readonly state: string;
  readonly context: Context;
}

/** A durable statechart: pure, versioned, and every step guarded by named requirements. */
export interface Machine<Context extends object = object, Events extends FactsByEvent = FactsByEvent, Name extends string = string> {
  readonly name: string;
  readonly version: number;
  /** For each earlier version: states that are called something else from the next version on. */
  readonly renames: Readonly<Record<number, Readonly<Record<string, string>>>>;
  readonly requirements: Requirements<Context, Events, Name>;
  readonly chart: AnyStateMachine;
}

/** What the compiler forgets where machines of all kinds meet: the registry, the runner's inside, the checker. */
// Method parameters are compared bivariantly, so a specific machine fits here without a cast.
export interface AnyMachine {
  readonly name: string;
  readonly version: number;
  readonly renames: Readonly<Record<number, Readonly<Record<string, string>>>>;
  readonly requirements: Readonly<Record<string, { readonly sentence: string; readonly onForm?: true; holds(facts: object, context: object): boolean; names?(facts: object, context: object): readonly string[] }>>;
  readonly chart: AnyStateMachine;
}

export interface GuardParams<Name extends string = string> {
  readonly requires: readonly Name[];
}

/**
 * The drawing board of one machine: its requirements, `setup` bound to its types, and `requires`, the one guard every
 * transition has.
 */
export function drawingBoard<Context extends object, Events extends FactsByEvent>() {
  return <Name extends string>(requirements: Requirements<Context, Events, Name>) => ({
    requirements,
    requires: (...names: Name[]) => ({ type: 'meets' as const, params: { requires: names } }),
    setup: setup({
      types: {} as { context: Context; events: EventOf<Events>; input: Context; emitted: Effect },
      guards: {
        meets: ({ context, event }: { context: Context; event: EventObject }, params: GuardParams<Name>) =>
          params.requires.every((name) => requirements[name].holds(factsOf(event) as KnownFacts<Events>, context)),
      },
    }),
  });
}

/** Names and versions a chart. `renames` says which states of earlier versions have another name now. */
export function defineMachine<Context extends object, Events extends FactsByEvent, Name extends string>(design: {
  name: string;
  version: number;
  renames?: Machine['renames'];
  requirements: Requirements<Context, Events, Name>;
  chart: AnyStateMachine;
}): Machine<Context, Events, Name> {
  return { renames: {}, ...design };
}

function factsOf(event: EventObject): object {
  return (event as { facts?: object }).facts ?? {};
}
