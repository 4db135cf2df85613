import { describeMachine } from '../../../test/support/machine-cases.js';
import { decide } from '../../platform/workflow/decide.js';
import { type RepresentationContext, representationMachine } from './representation.machine.js';

const windowOpen: RepresentationContext = { windowEndsOn: '2026-12-01', windowClosed: false, late: false, received: 0 };
const notServed: RepresentationContext = { ...windowOpen, windowEndsOn: null };
const receive = ['received', 'hasText'] as const;
const start = ['hasNotBegun', 'hasLastDay'] as const;
const consider = ['considered', 'hasConsiderer', 'hasAnswerToEveryPoint'] as const;

describeMachine(representationMachine, {
  context: windowOpen,
  contextFor: (_, event) => (event === 'START_WINDOW' ? notServed : {}),
  starts: [windowOpen, notServed],
  // What was answered may still be added to (R11).
  rests: ['outcomeSent'],
  facts: {
    START_WINDOW: { windowEndsOn: '2026-12-01' },
    CLOSE_WINDOW: {},
    EXTEND_WINDOW: { newWindowEndsOn: '2026-12-04', extensionReasonGiven: true, grantedBy: 'chair' },
    RECEIVE: { textGiven: true, receivedOn: '2026-11-30' },
    SET_POINTS: { points: 2 },
    CONSIDER: { consideredBy: 'officer', everyPointAnswered: true },
    SEND_OUTCOME: { decisionId: 'decision', letterId: 'letter' },
  },
  matrix: {
    windowOpen: { RECEIVE: receive, START_WINDOW: ['windowOpen', ...start], EXTEND_WINDOW: ['windowOpen', 'hasLaterEnd', 'hasExtensionReason'], CLOSE_WINDOW: ['noneReceived'] },
    received: { RECEIVE: receive, START_WINDOW: ['received', ...start], EXTEND_WINDOW: ['received', 'hasLaterEnd', 'hasExtensionReason'], CLOSE_WINDOW: ['received'], SET_POINTS: ['received', 'hasPoints'], CONSIDER: consider },
    noneReceived: { RECEIVE: receive, EXTEND_WINDOW: ['windowOpen', 'hasLaterEnd', 'hasExtensionReason'], CONSIDER: consider },
    considered: { RECEIVE: receive, START_WINDOW: ['considered', ...start], CLOSE_WINDOW: ['considered'], SEND_OUTCOME: ['outcomeSent', 'hasDecision', 'hasOutcomeLetter'] },
    outcomeSent: { RECEIVE: receive, START_WINDOW: ['outcomeSent', ...start], CLOSE_WINDOW: ['outcomeSent'] },
  },
  broken: {
    hasNotBegun: { context: windowOpen },
    hasLastDay: { facts: { windowEndsOn: null } },
    hasLaterEnd: { facts: { newWindowEndsOn: '2026-12-01' } },
    hasExtensionReason: [{ facts: { extensionReasonGiven: false } }, { facts: { grantedBy: null } }],
    hasText: { facts: { textGiven: false } },
    hasPoints: { facts: { points: 0 } },
    hasConsiderer: { facts: { consideredBy: null } },
    hasAnswerToEveryPoint: { facts: { everyPointAnswered: false } },
    hasDecision: { facts: { decisionId: null } },
    hasOutcomeLetter: { facts: { letterId: null } },
  },
  invariant: ({ state, context }, last, _path, deadlines) => {
    // The provider's time runs from service of the letter until it is over (case 28).
    if (!context.windowClosed) expect(deadlines.get('representationWindow')).toBe(context.windowEndsOn ?? undefined);
    if (state === 'received') expect(context.received).toBeGreaterThan(0);
    if (state === 'noneReceived') expect(context).toMatchObject({ received: 0, windowClosed: true });
    // R05: an outcome answers what was considered last; anything newer asks to be considered again.
    if (last === 'RECEIVE') expect(state).toBe('received');
  },
});

describe('a representation after the window', () => {
  it('R11 is accepted all the same, and marked late', () => {
    const outcome = decide(representationMachine, { state: 'noneReceived', context: { ...windowOpen, windowClosed: true } }, {
      type: 'RECEIVE', facts: { textGiven: true, receivedOn: '2026-12-02' },
    });
    expect(outcome).toMatchObject({ to: 'received', context: { late: true, received: 1 } });
  });

  it('R11 nothing is late before the days have begun; the deadline is set when the letter is served (case 28)', () => {
    const early = decide(representationMachine, { state: 'windowOpen', context: notServed }, { type: 'RECEIVE', facts: { textGiven: true, receivedOn: '2026-12-02' } });
    expect(early).toMatchObject({ to: 'received', context: { late: false } });
    for (const state of ['windowOpen', 'received']) {
      const begun = decide(representationMachine, { state, context: notServed }, { type: 'START_WINDOW', facts: { windowEndsOn: '2026-12-09' } });
      expect(begun).toMatchObject({ to: state, context: { windowEndsOn: '2026-12-09' }, effects: [{ type: 'deadline', kind: 'representationWindow', dueOn: '2026-12-09' }] });
    }
  });
});
