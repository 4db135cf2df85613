import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What a pack for a provider remembers. */
export interface DisclosurePackContext {
  readonly items: number;
}

export type DisclosurePackEvents = {
  CHANGE: { items: number };
  SERVE: {
    /** Items given of which the provider must not be told, or not in this form: "item 2, INT-2026-00001". */
    keptItems: readonly string[];
    /** Whether what the provider said is not decided and answered yet. */
    openToAnswer: boolean;
    /** Whether it is the first that is served. */
    first: boolean;
    notExtendedReasonGiven: boolean;
  };
  DROP: { reasonGiven: boolean };
};

const { setup, requires, requirements } = drawingBoard<DisclosurePackContext, DisclosurePackEvents>()({
  hasItems: {
    sentence: 'List at least one thing: what is given, and what is withheld and why.',
    holds: (_, { items }) => items > 0,
  },
  givesNothingKept: {
    sentence: 'Take out what must not reach the provider, and list it as withheld with why.',
    holds: ({ keptItems }) => keptItems?.length === 0,
    names: ({ keptItems }) => keptItems ?? [],
  },
  isOpenToAnswer: {
    sentence: 'What the provider said is decided and answered: disclose with a new chance to answer (R04).',
    holds: ({ openToAnswer }) => openToAnswer === true,
  },
  countsFromFirst: {
    sentence: 'The days to answer are counted from the first disclosure: more time is refused of a supplement alone (R04).',
    holds: ({ first, notExtendedReasonGiven }) => first === false || notExtendedReasonGiven === false,
    onForm: true,
  },
  hasDropReason: {
    sentence: 'Say why it is not served.',
    holds: ({ reasonGiven }) => reasonGiven === true,
    onForm: true,
  },
});

/** What is disclosed before a provider answers (statechart G, Davis v West Sussex): prepared item by item, served, and then as it is for ever. */
export const disclosurePackMachine = defineMachine({
  name: 'disclosurePack',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'disclosurePack',
    context: ({ input }) => input,
    initial: 'prepared',
    states: {
      prepared: {
        on: {
          CHANGE: { guard: requires(), actions: setup.assign(({ context, event }) => (event.type === 'CHANGE' ? { items: event.facts.items } : { items: context.items })) },
          SERVE: {
            guard: requires('hasItems', 'givesNothingKept', 'isOpenToAnswer', 'countsFromFirst'), target: 'served',
            actions: setup.emit({ type: 'publish', event: 'disclosureServed' }),
          },
          DROP: { guard: requires('hasDropReason'), target: 'dropped' },
        },
      },
      served: {},
      dropped: {},
    },
  }),
});
