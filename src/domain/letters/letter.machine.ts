import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What a letter remembers. Dates as `YYYY-MM-DD`. */
export interface LetterContext {
  /** How often the draft was edited: an edit is a step, so that nobody overwrites what they have not read. */
  readonly edits: number;
  /** The last date on which it may be served; null where no rule sets one. */
  readonly serveBy: string | null;
  readonly documentId: string | null;
  readonly issuedOn: string | null;
  readonly servedOn: string | null;
}

export type LetterEvents = {
  EDIT: Record<never, never>;
  ISSUE: {
    documentId: string | null;
    issuedOn: string;
    addresseeGiven: boolean;
    /** Whether the letter says why: a letter that tells of a decision always does (R07). */
    reasonsGiven: boolean;
    /** Whether the decision it tells of is made; true where it tells of none. */
    decisionMade: boolean;
  };
  SERVE: { servedOn: string | null; serviceMethod: string | null };
};

const { setup, requires, requirements } = drawingBoard<LetterContext, LetterEvents>()({
  hasDecision: {
    sentence: 'The decision this letter tells of is made.',
    holds: ({ decisionMade }) => decisionMade === true,
  },
  hasAddressee: {
    sentence: 'Name the person or office it is addressed to.',
    holds: ({ addresseeGiven }) => addresseeGiven === true,
  },
  hasReasons: {
    sentence: 'Give the reasons in the letter (R07).',
    holds: ({ reasonsGiven }) => reasonsGiven === true,
    onForm: true,
  },
  hasDocument: {
    sentence: 'The exact text that is sent is kept as a document (R38).',
    holds: ({ documentId }) => typeof documentId === 'string',
    onForm: true,
  },
  hasServiceDateAndMethod: {
    sentence: 'Say on what date and how it was served (R38).',
    holds: ({ servedOn, serviceMethod }) => typeof servedOn === 'string' && typeof serviceMethod === 'string',
    onForm: true,
  },
  isServedAfterIssue: {
    sentence: 'The date of service is not before the date of issue.',
    holds: ({ servedOn }, { issuedOn }) => typeof servedOn === 'string' && issuedOn !== null && servedOn >= issuedOn,
    onForm: true,
  },
});

/** A letter is drafted, issued as a document that never changes, and served with proof (R07, R38). */
export const letterMachine = defineMachine({
  name: 'letter',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'letter',
    context: ({ input }) => input,
    initial: 'draft',
    states: {
      draft: {
        entry: emit(({ context }) => ({ type: 'deadline', kind: 'letterDue', dueOn: context.serveBy })),
        on: {
          EDIT: { guard: requires(), actions: assign(({ context }) => ({ edits: context.edits + 1 })) },
          ISSUE: {
            guard: requires('hasDecision', 'hasAddressee', 'hasReasons', 'hasDocument'),
            target: 'issued',
            actions: [
              assign(({ event }) => ({ documentId: event.facts.documentId, issuedOn: event.facts.issuedOn })),
              emit({ type: 'publish', event: 'letterIssued' }),
            ],
          },
        },
      },
      issued: {
        on: {
          SERVE: {
            guard: requires('hasServiceDateAndMethod', 'isServedAfterIssue'),
            target: 'served',
            actions: [
              assign(({ event }) => ({ servedOn: event.facts.servedOn })),
              emit({ type: 'withdrawDeadlines', kinds: ['letterDue'] }),
              emit({ type: 'publish', event: 'letterServed' }),
            ],
          },
        },
      },
      served: {},
    },
  }),
});
