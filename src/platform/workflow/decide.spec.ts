import { assign, setup } from 'xstate';
import { parcelMachine } from '../../../test/support/parcel.machine.js';
import { flawsOf } from './check-machine.js';
import { allowedActions, begin, decide } from './decide.js';
import type { AnyMachine } from './machine.js';
import { faultOf, type LogEntry, type StoredCase } from './replay.js';
import { knowsState, pathOf, stateToday, statesOf, valueOf } from './state-path.js';
import { WorkflowRegistry } from './workflow-registry.js';

const context = { weight: null, collectBy: '2026-12-01', reminders: 0 };

describe('a decision', () => {
  it('names every requirement that is missing, not only the first', () => {
    expect(decide(parcelMachine, { state: 'packed', context }, { type: 'SEND', facts: { stampGiven: false, addressGiven: false } })).toEqual({
      kind: 'refused',
      from: 'packed',
      unmet: [
        { requirement: 'hasWeight', sentence: 'Weigh the parcel.' },
        { requirement: 'hasStamp', sentence: 'Put a stamp on it.' },
        { requirement: 'hasAddress', sentence: 'Write the address.' },
      ],
    });
  });

  it('answers with the new state as a dotted path, what is remembered, and what is to be done', () => {
    const outcome = decide(parcelMachine, { state: 'packed', context: { ...context, weight: 2 } }, { type: 'SEND', facts: { stampGiven: true, addressGiven: true } });
    expect(outcome).toEqual({
      kind: 'moved', from: 'packed', to: 'waiting.atOffice', context: { ...context, weight: 2 },
      effects: [
        { type: 'deadline', kind: 'collection', dueOn: '2026-12-01', event: { type: 'REMIND', facts: { reminder: 1 } } },
        { type: 'deadline', kind: 'storage', dueOn: '2026-12-01', at: 'startOfDay' },
        { type: 'publish', event: 'parcelSent' },
      ],
    });
  });

  it('finds the events of an outer state from an inner one', () => {
    expect(decide(parcelMachine, { state: 'waiting.reminded', context }, { type: 'COLLECT', facts: { collectedBy: 'somebody' } })).toMatchObject({ to: 'collected' });
  });

  it('tells an event of another state from one that is refused', () => {
    expect(decide(parcelMachine, { state: 'collected', context }, { type: 'WEIGH', facts: { weight: 1 } }).kind).toBe('notOpenHere');
  });

  it('changes nothing it was given', () => {
    const before = Object.freeze({ ...context });
    decide(parcelMachine, { state: 'packed', context: before }, { type: 'WEIGH', facts: { weight: 3 } });
    expect(before).toEqual(context);
  });

  it('begins a case in its first state with what it is told', () => {
    expect(begin(parcelMachine, context)).toEqual({ state: 'packed', context, effects: [{ type: 'deadline', kind: 'posting', dueOn: null }] });
  });
});

describe('allowed actions', () => {
  it('do not count what the form itself answers', () => {
    expect(allowedActions(parcelMachine, { state: 'packed', context: { ...context, weight: 1 } }, { SEND: { addressGiven: true } })).toEqual([
      { event: 'WEIGH', allowed: true, unmet: [] },
      { event: 'SEND', allowed: true, unmet: [] },
    ]);
  });

  it('say of each step what is missing', () => {
    expect(allowedActions(parcelMachine, { state: 'packed', context })).toEqual([
      { event: 'WEIGH', allowed: false, unmet: [{ requirement: 'hasWeight', sentence: 'Weigh the parcel.' }] },
      { event: 'SEND', allowed: false, unmet: [{ requirement: 'hasWeight', sentence: 'Weigh the parcel.' }, { requirement: 'hasAddress', sentence: 'Write the address.' }] },
    ]);
  });
});

describe('state paths', () => {
  it('survive the way to the database and back', () => {
    expect([...statesOf(parcelMachine)]).toEqual(['packed', 'waiting.atOffice', 'waiting.reminded', 'collected', 'returned']);
    for (const path of statesOf(parcelMachine)) expect(pathOf(valueOf(path))).toBe(path);
  });

  it('follow renames from version to version, and refuse what nobody renamed', () => {
    const later: AnyMachine = { ...parcelMachine, version: 3, renames: { 1: { boxed: 'wrapped' }, 2: { wrapped: 'packed' } } };
    expect(stateToday(later, 1, 'boxed')).toBe('packed');
    expect(stateToday(later, 2, 'wrapped')).toBe('packed');
    expect(knowsState(later, 3, 'packed')).toBe(true);
    expect(knowsState(later, 2, 'boxed')).toBe(false);
    expect(() => stateToday(later, 4, 'packed')).toThrow('does not know the state "packed" of version 4');
  });
});

describe('the checker', () => {
  const flawed = (config: object, requirements = {}): string[] =>
    flawsOf({ name: 'flawed', version: 1, renames: {}, requirements, chart: setup({ guards: { meets: () => true } }).createMachine(config as never) as unknown as AnyMachine['chart'] });
  const meets = { type: 'meets', params: { requires: [] } };

  it.each([
    ['a timer', { initial: 'a', states: { a: { after: { 1000: 'a' } } } }, 'has a timer'],
    ['an invocation', { initial: 'a', states: { a: { invoke: { src: 'x' } } } }, 'invokes'],
    ['a history state', { initial: 'a', states: { a: { on: { GO: { guard: meets, target: 'h' } } }, h: { type: 'history' } } }, 'is a history state'],
    ['a parallel root', { type: 'parallel', states: { a: {}, b: {} } }, 'is parallel'],
    ['an always transition', { initial: 'a', states: { a: { always: 'b' }, b: {} } }, 'has an always transition'],
    ['a transition without a guard', { initial: 'a', states: { a: { on: { GO: 'a' } } } }, 'has no "meets" guard'],
    ['another guard', { initial: 'a', states: { a: { on: { GO: { guard: () => true } } } } }, 'has no "meets" guard'],
    ['an unknown requirement', { initial: 'a', states: { a: { on: { GO: { guard: { type: 'meets', params: { requires: ['nope'] } } } } } } }, 'unknown requirement "nope"'],
    ['an action that does something', { initial: 'a', states: { a: { on: { GO: { guard: meets, actions: () => undefined } } } } }, 'only assign and emit'],
    ['an entry action that does something', { initial: 'a', states: { a: { entry: 'ring' } } }, 'only assign and emit'],
    ['a state nobody reaches', { initial: 'a', states: { a: {}, b: {} } }, 'the state "b" cannot be reached'],
    ['an event that is no imperative', { initial: 'a', states: { a: { on: { went: { guard: meets, target: 'a' } } } } }, 'imperative in capitals'],
    ['the event that starts the log', { initial: 'a', states: { a: { on: { START: { guard: meets, target: 'a' } } } } }, 'never START'],
  ])('refuses %s', (_what, config, sentence) => {
    expect(flawed(config).join('\n')).toContain(sentence);
  });

  it('refuses a requirement nobody asks for', () => {
    expect(flawed({ initial: 'a', states: { a: {} } }, { hasNothing: { sentence: '', holds: () => true } })).toEqual(['flawed: no transition asks for the requirement "hasNothing".']);
  });

  it('lets assign and emit pass', () => {
    expect(flawed({ initial: 'a', states: { a: { on: { GO: { guard: meets, actions: assign({}) } } } } })).toEqual([]);
  });

  it('stops the registration of a flawed machine, and of a second one of the same version', () => {
    const registry = new WorkflowRegistry();
    registry.register(parcelMachine);
    registry.register(parcelMachine);
    expect(() => registry.register({ ...parcelMachine })).toThrow('Two machines are called "parcel" version 1.');
    expect(() => registry.register({ ...parcelMachine, name: 'other', version: 0 })).toThrow('its version is not a whole number');
    registry.register({ ...parcelMachine, version: 2 });
    expect([registry.find('parcel')?.version, registry.findVersion('parcel', 1)?.version, registry.all().length]).toEqual([2, 1, 1]);
  });
});

describe('replay', () => {
  const log: LogEntry[] = [
    { seq: 1, machineVersion: 1, fromState: null, event: 'START', facts: { context }, toState: 'packed' },
    { seq: 2, machineVersion: 1, fromState: 'packed', event: 'WEIGH', facts: { weight: 2 }, toState: 'packed' },
    { seq: 3, machineVersion: 1, fromState: 'packed', event: 'SEND', facts: { stampGiven: true, addressGiven: true }, toState: 'waiting.atOffice' },
  ];
  const stored: StoredCase = { id: 'case', machine: 'parcel', machineVersion: 1, state: 'waiting.atOffice', context: { ...context, weight: 2 }, version: 3, log };
  const fault = (change: Partial<StoredCase>) => faultOf({ ...stored, ...change }, () => parcelMachine);

  it('rebuilds the stored snapshot', () => {
    expect(fault({})).toBeUndefined();
  });

  it.each<[string, Partial<StoredCase>, string]>([
    ['another state', { state: 'packed' }, 'it is stored as "packed", and the log leads to "waiting.atOffice"'],
    ['another memory', { context }, 'what it remembers differs'],
    ['another version', { version: 4 }, 'it is at version 4 after 3 rows'],
    ['a gap', { log: log.filter(({ seq }) => seq !== 2) }, 'the log has no row 2'],
    ['an empty log', { log: [] }, 'the log is empty'],
    ['a step the rules refuse', { log: log.map((entry) => (entry.seq === 2 ? { ...entry, facts: { weight: null } } : entry)) }, 'row 2 (WEIGH) is refused: hasWeight'],
    ['a step from elsewhere', { log: log.map((entry) => (entry.seq === 3 ? { ...entry, fromState: 'collected' } : entry)) }, 'row 3 (SEND) leaves "collected"'],
    ['a step to elsewhere', { log: log.map((entry) => (entry.seq === 3 ? { ...entry, toState: 'returned' } : entry)) }, 'leads to "waiting.atOffice", and the log says "returned"'],
    ['a log that does not start', { log: log.map((entry) => (entry.seq === 1 ? { ...entry, event: 'WEIGH' } : entry)) }, 'row 1 (WEIGH) stands in the wrong place'],
  ])('finds %s', (_what, change, sentence) => {
    expect(fault(change)).toContain(sentence);
  });
});
