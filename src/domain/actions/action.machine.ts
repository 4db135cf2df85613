import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What an action remembers (domain.md 1.3 F). Memberships by id, dates as `YYYY-MM-DD`. */
export interface ActionContext {
  readonly ownerId: string;
  readonly dueOn: string;
  readonly reportedBy: string | null;
  /** How often more time was agreed. */
  readonly extensions: number;
}

export type ActionEvents = {
  BEGIN: Record<never, never>;
  /** Sent by the deadline. */
  MARK_OVERDUE: Record<never, never>;
  REPORT_COMPLETE: { reportedBy: string; evidenceGiven: boolean };
  REQUEST_EXTENSION: { requestedBy: string; requestedDueOn: string; extensionReasonGiven: boolean };
  AGREE_EXTENSION: { newDueOn: string | null; agreedBy: string; agreedByIsOfficer: boolean; requestedBy: string; extensionReasonGiven: boolean };
  REFUSE_EXTENSION: { refusalReasonGiven: boolean };
  VERIFY: { verifiedBy: string; verifiedByIsOfficer: boolean; verifiedOn: string | null; methodGiven: boolean };
  REFUSE_VERIFICATION: { verifiedBy: string; verifiedByIsOfficer: boolean; refusalReasonGiven: boolean };
  REOPEN: { newDueOn: string | null };
  CLOSE: Record<never, never>;
  SUPERSEDE: { supersedeReasonGiven: boolean };
  /** Its owner leaves, and somebody else has it (ADR 0025). */
  HAND_OVER: { ownerId: string };
};

const { setup, requires, requirements } = drawingBoard<ActionContext, ActionEvents>()({
  hasEvidence: {
    sentence: 'Say what shows that it is done.',
    holds: ({ evidenceGiven }) => evidenceGiven === true,
    onForm: true,
  },
  hasExtensionReason: {
    sentence: 'Give the reason for more time.',
    holds: ({ extensionReasonGiven }) => extensionReasonGiven === true,
    onForm: true,
  },
  hasLaterDate: {
    sentence: 'Give a new date, later than the one it has.',
    holds: ({ newDueOn, requestedDueOn }, { dueOn }) => (newDueOn ?? requestedDueOn ?? '') > dueOn,
    onForm: true,
  },
  isAgreedByAnotherOfficer: {
    sentence: 'An officer of the council other than whoever asked agrees to more time.',
    holds: ({ agreedBy, agreedByIsOfficer, requestedBy }) => agreedByIsOfficer === true && agreedBy !== requestedBy,
  },
  hasRefusalReason: {
    sentence: 'Say why not.',
    holds: ({ refusalReasonGiven }) => refusalReasonGiven === true,
    onForm: true,
  },
  isCheckedByOfficer: {
    sentence: 'An officer of the council checks it: reporting it complete does not close an action (R17).',
    holds: ({ verifiedByIsOfficer }) => verifiedByIsOfficer === true,
  },
  isCheckedByAnother: {
    sentence: 'Somebody other than its owner and whoever reported it complete checks it (R17).',
    holds: ({ verifiedBy }, { ownerId, reportedBy }) => verifiedBy !== undefined && verifiedBy !== reportedBy && verifiedBy !== ownerId,
  },
  hasDateAndMethod: {
    sentence: 'Say when and how it was checked (R17).',
    holds: ({ verifiedOn, methodGiven }) => typeof verifiedOn === 'string' && methodGiven === true,
    onForm: true,
  },
  hasNewDate: {
    sentence: 'Give the date it is due now.',
    holds: ({ newDueOn }) => typeof newDueOn === 'string',
    onForm: true,
  },
  hasSupersedeReason: {
    sentence: 'Say what replaces it and why.',
    holds: ({ supersedeReasonGiven }) => supersedeReasonGiven === true,
    onForm: true,
  },
});

const withdrawClock = setup.emit({ type: 'withdrawDeadlines', kinds: ['actionDue'] });
const reportComplete = {
  guard: requires('hasEvidence'),
  target: 'reportedComplete',
  actions: [
    setup.assign(({ event }) => (event.type === 'REPORT_COMPLETE' ? { reportedBy: event.facts.reportedBy } : {})),
    withdrawClock,
    setup.emit({ type: 'publish', event: 'actionReportedComplete' }),
  ],
};
const requestExtension = { guard: requires('hasLaterDate', 'hasExtensionReason'), target: 'extensionRequested' };
const supersede = { guard: requires('hasSupersedeReason'), target: 'superseded', actions: setup.emit({ type: 'withdrawDeadlines' }) };
const handOver = { guard: requires(), actions: setup.assign(({ event }) => (event.type === 'HAND_OVER' ? { ownerId: event.facts.ownerId } : {})) };
const markOverdue = { guard: requires(), target: 'overdue', actions: setup.emit({ type: 'publish', event: 'actionOverdue' }) };

/** Statechart F (domain.md 1.3): nobody closes an action by saying it is done; an officer verifies it (R17). From version 2 it goes to another owner; from version 3 its date stays in sight when it is overdue. */
export const actionMachine = defineMachine({
  name: 'action',
  version: 3,
  requirements,
  chart: setup.createMachine({
    id: 'action',
    context: ({ input }) => input,
    initial: 'open',
    states: {
      open: {
        // Also on the way back from a refused extension: a date already past makes it overdue at the next sweep.
        entry: [withdrawClock, emit(({ context }) => ({ type: 'deadline', kind: 'actionDue', dueOn: context.dueOn, event: { type: 'MARK_OVERDUE', facts: {} } }))],
        on: {
          BEGIN: { guard: requires(), target: 'inProgress' },
          REPORT_COMPLETE: reportComplete,
          REQUEST_EXTENSION: requestExtension,
          MARK_OVERDUE: markOverdue,
          SUPERSEDE: supersede,
          HAND_OVER: handOver,
        },
      },
      inProgress: {
        on: { REPORT_COMPLETE: reportComplete, REQUEST_EXTENSION: requestExtension, MARK_OVERDUE: markOverdue, SUPERSEDE: supersede, HAND_OVER: handOver },
      },
      overdue: {
        // The clock that fired is spent: the date stays in sight until somebody acts on it (R18).
        entry: emit(({ context }) => ({ type: 'deadline', kind: 'actionDue', dueOn: context.dueOn })),
        on: { REPORT_COMPLETE: reportComplete, REQUEST_EXTENSION: requestExtension, SUPERSEDE: supersede, HAND_OVER: handOver },
      },
      extensionRequested: {
        entry: withdrawClock,
        on: {
          AGREE_EXTENSION: {
            guard: requires('hasLaterDate', 'hasExtensionReason', 'isAgreedByAnotherOfficer'),
            target: 'open',
            actions: assign(({ context, event }) => ({ dueOn: event.facts.newDueOn ?? context.dueOn, extensions: context.extensions + 1 })),
          },
          REFUSE_EXTENSION: { guard: requires('hasRefusalReason'), target: 'open' },
          SUPERSEDE: supersede,
          HAND_OVER: handOver,
        },
      },
      reportedComplete: {
        on: {
          VERIFY: {
            guard: requires('isCheckedByOfficer', 'isCheckedByAnother', 'hasDateAndMethod'),
            target: 'verified',
            actions: emit({ type: 'publish', event: 'actionVerified' }),
          },
          REFUSE_VERIFICATION: { guard: requires('isCheckedByOfficer', 'isCheckedByAnother', 'hasRefusalReason'), target: 'notVerified' },
          HAND_OVER: handOver,
        },
      },
      notVerified: {
        on: {
          REOPEN: {
            guard: requires('hasNewDate'),
            target: 'open',
            actions: assign(({ context, event }) => ({ dueOn: event.facts.newDueOn ?? context.dueOn, reportedBy: null })),
          },
          SUPERSEDE: supersede,
          HAND_OVER: handOver,
        },
      },
      verified: { on: { CLOSE: { guard: requires(), target: 'closed' } } },
      closed: {},
      superseded: {},
    },
  }),
});
