import { emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What a provider's chance to be heard remembers (domain.md 1.3 G). Dates as `YYYY-MM-DD`. */
export interface RepresentationContext {
  /** Null while the letter that opens the window is not served: its days have not begun. */
  readonly windowEndsOn: string | null;
  readonly windowClosed: boolean;
  /** Whether something came after the window: it is accepted all the same (R11). */
  readonly late: boolean;
  /** How many times the provider answered. */
  readonly received: number;
}

export type RepresentationEvents = {
  /** The letter that opens the window is served: its days begin (case 28). */
  START_WINDOW: { windowEndsOn: string | null };
  /** Sent by the deadline when the last day is over. */
  CLOSE_WINDOW: Record<never, never>;
  EXTEND_WINDOW: { newWindowEndsOn: string | null; extensionReasonGiven: boolean; grantedBy: string | null };
  RECEIVE: { textGiven: boolean; receivedOn: string };
  /** What was said and is not answered yet is parted into points, in the provider's words. */
  SET_POINTS: { points: number };
  CONSIDER: { consideredBy: string | null; everyPointAnswered: boolean };
  SEND_OUTCOME: { decisionId: string | null; letterId: string | null };
};

const { setup, requires, requirements } = drawingBoard<RepresentationContext, RepresentationEvents>()({
  hasNotBegun: {
    sentence: 'The days to answer have not begun.',
    holds: (_, { windowEndsOn }) => windowEndsOn === null,
  },
  hasLastDay: {
    sentence: 'Give the last day to answer.',
    holds: ({ windowEndsOn }) => typeof windowEndsOn === 'string',
    onForm: true,
  },
  hasLaterEnd: {
    sentence: 'Give a last day later than the one it has.',
    holds: ({ newWindowEndsOn }, { windowEndsOn }) => windowEndsOn !== null && (newWindowEndsOn ?? '') > windowEndsOn,
    onForm: true,
  },
  hasExtensionReason: {
    sentence: 'Say why more time is given and who gives it.',
    holds: ({ extensionReasonGiven, grantedBy }) => extensionReasonGiven === true && typeof grantedBy === 'string',
    onForm: true,
  },
  hasText: {
    sentence: 'Write what the provider says, or attach it.',
    holds: ({ textGiven }) => textGiven === true,
    onForm: true,
  },
  hasPoints: {
    sentence: 'Enter each point in the provider’s words (R05).',
    holds: ({ points }) => (points ?? 0) > 0,
    onForm: true,
  },
  hasConsiderer: {
    sentence: 'Name the officer who considered it (R05).',
    holds: ({ consideredBy }) => typeof consideredBy === 'string',
  },
  hasAnswerToEveryPoint: {
    sentence: 'Answer each point: accepted, in part or not, why, and what changed (R05).',
    holds: ({ everyPointAnswered }) => everyPointAnswered === true,
    onForm: true,
  },
  hasDecision: {
    sentence: 'The decision it was weighed in is made (R05).',
    holds: ({ decisionId }) => typeof decisionId === 'string',
  },
  hasOutcomeLetter: {
    sentence: 'Send the provider a letter with the answer to each point.',
    holds: ({ letterId }) => typeof letterId === 'string',
  },
});

const windowDeadline = setup.emit(({ context }) => ({
  type: 'deadline', kind: 'representationWindow', dueOn: context.windowEndsOn, event: { type: 'CLOSE_WINDOW', facts: {} },
}));
// A provider who answers cannot see our deadlines, so its step withdraws none: the window closes by itself, on its day.
const receive = {
  guard: requires('hasText'),
  target: 'received',
  actions: [
    setup.assign(({ context, event }) =>
      event.type === 'RECEIVE' ? { received: context.received + 1, late: context.late || (context.windowEndsOn !== null && event.facts.receivedOn > context.windowEndsOn) } : {}),
    setup.emit({ type: 'publish', event: 'representationReceived' }),
  ],
};
// A provider may have its letter, and answer it, before its service is recorded: the days begin in whatever state that left.
const startWindow = {
  guard: requires('hasNotBegun', 'hasLastDay'),
  actions: [
    setup.assign(({ event }) => (event.type === 'START_WINDOW' ? { windowEndsOn: event.facts.windowEndsOn } : {})),
    windowDeadline,
  ],
};
const extendWindow = {
  guard: requires('hasLaterEnd', 'hasExtensionReason'),
  actions: [
    setup.assign(({ context, event }) => (event.type === 'EXTEND_WINDOW' ? { windowEndsOn: event.facts.newWindowEndsOn ?? context.windowEndsOn, windowClosed: false } : {})),
    setup.emit({ type: 'withdrawDeadlines', kinds: ['representationWindow'] }),
  ],
};
const closeWindow = { guard: requires(), actions: setup.assign({ windowClosed: true }) };
const setPoints = { guard: requires('hasPoints'), actions: setup.assign(({ context }) => ({ received: context.received })) };
const consider = { guard: requires('hasConsiderer', 'hasAnswerToEveryPoint'), target: 'considered' };

/**
 * Statechart G (domain.md 1.3), thin: the provider is told, has until a date to answer, and whatever it says, whenever it
 * says it (R11), is considered and answered (R04, R05).
 */
export const representationMachine = defineMachine({
  name: 'representation',
  version: 4,
  requirements,
  chart: setup.createMachine({
    id: 'representation',
    context: ({ input }) => input,
    initial: 'windowOpen',
    states: {
      windowOpen: {
        entry: windowDeadline,
        on: {
          RECEIVE: receive,
          START_WINDOW: startWindow,
          EXTEND_WINDOW: { ...extendWindow, target: 'windowOpen', reenter: true },
          CLOSE_WINDOW: {
            ...closeWindow,
            target: 'noneReceived',
            actions: [closeWindow.actions, setup.emit({ type: 'publish', event: 'representationWindowClosed' })],
          },
        },
      },
      received: { on: { RECEIVE: receive, START_WINDOW: startWindow, EXTEND_WINDOW: { ...extendWindow, actions: [...extendWindow.actions, windowDeadline] }, CLOSE_WINDOW: closeWindow, SET_POINTS: setPoints, CONSIDER: consider } },
      // More time may be given once the days are over: they run again.
      noneReceived: { on: { RECEIVE: receive, EXTEND_WINDOW: { ...extendWindow, target: 'windowOpen' }, CONSIDER: consider } },
      considered: {
        on: {
          RECEIVE: receive,
          START_WINDOW: startWindow,
          CLOSE_WINDOW: closeWindow,
          SEND_OUTCOME: {
            guard: requires('hasDecision', 'hasOutcomeLetter'),
            target: 'outcomeSent',
            actions: emit({ type: 'publish', event: 'representationOutcomeSent' }),
          },
        },
      },
      outcomeSent: { on: { RECEIVE: receive, START_WINDOW: startWindow, CLOSE_WINDOW: closeWindow } },
    },
  }),
});
