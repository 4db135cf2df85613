import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../src/platform/workflow/machine.js';

/** A machine with no word of care in it, for tests of the platform: a parcel is weighed, sent, and called for by a date. */
export interface ParcelContext {
  readonly weight: number | null;
  readonly collectBy: string;
  readonly reminders: number;
}

export type ParcelEvents = {
  WEIGH: { weight: number | null };
  SEND: { stampGiven: boolean; addressGiven: boolean };
  REMIND: { reminder: number };
  COLLECT: { collectedBy: string };
  GIVE_UP: { attempts: number };
};

const { setup, requires, requirements } = drawingBoard<ParcelContext, ParcelEvents>()({
  hasWeight: { sentence: 'Weigh the parcel.', holds: ({ weight }, context) => (weight ?? context.weight) !== null },
  hasStamp: { sentence: 'Put a stamp on it.', holds: ({ stampGiven }) => stampGiven === true, onForm: true },
  hasAddress: { sentence: 'Write the address.', holds: ({ addressGiven }) => addressGiven === true },
  hasCollector: { sentence: 'Say who collects it.', holds: ({ collectedBy }) => collectedBy !== undefined },
  hasTriedOften: { sentence: 'Try three times first.', holds: ({ attempts }) => (attempts ?? 0) >= 3 },
});

export const parcelMachine = defineMachine({
  name: 'parcel',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'parcel',
    context: ({ input }) => input,
    initial: 'packed',
    states: {
      packed: {
        entry: emit({ type: 'deadline', kind: 'posting', dueOn: null }),
        on: {
          WEIGH: { guard: requires('hasWeight'), actions: assign(({ event }) => ({ weight: event.facts.weight })) },
          SEND: {
            guard: requires('hasWeight', 'hasStamp', 'hasAddress'),
            target: 'waiting.atOffice',
            actions: [
              emit(({ context }) => ({ type: 'deadline', kind: 'collection', dueOn: context.collectBy, event: { type: 'REMIND', facts: { reminder: 1 } } })),
              emit(({ context }) => ({ type: 'deadline', kind: 'storage', dueOn: context.collectBy, at: 'startOfDay' })),
              emit({ type: 'publish', event: 'parcelSent' }),
            ],
          },
        },
      },
      waiting: {
        initial: 'atOffice',
        states: {
          atOffice: {
            on: {
              REMIND: { guard: requires(), target: 'reminded', actions: assign(({ context }) => ({ reminders: context.reminders + 1 })) },
              GIVE_UP: { guard: requires('hasTriedOften'), target: '#parcel.returned' },
            },
          },
          reminded: {},
        },
        on: {
          COLLECT: { guard: requires('hasCollector'), target: 'collected', actions: emit({ type: 'withdrawDeadlines' }) },
        },
      },
      collected: {},
      returned: { entry: emit({ type: 'withdrawDeadlines', kinds: ['storage'] }) },
    },
  }),
});
