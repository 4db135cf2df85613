import { emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What a watched date remembers: what is due, by when, and from which day it can be done. */
export interface WatchedDateContext {
  /** A code of `watchedKinds`; the deadline has it too. */
  readonly kind: string;
  readonly dueOn: string;
  /** Where hours count. */
  readonly at: string | null;
  readonly opensOn: string | null;
}

export type WatchedDateEvents = {
  /** Sent by the deadline. */
  MARK_OVERDUE: Record<never, never>;
  FINISH: { doneOn: string | null; today: string; outcomeGiven: boolean };
  WITHDRAW: { withdrawReasonGiven: boolean };
};

const { setup, requires, requirements } = drawingBoard<WatchedDateContext, WatchedDateEvents>()({
  hasOutcome: {
    sentence: 'Say what was done, or what came.',
    holds: ({ outcomeGiven }) => outcomeGiven === true,
    onForm: true,
  },
  isDoneByToday: {
    sentence: 'Give the day it was done, not in the future.',
    holds: ({ doneOn, today }) => typeof doneOn === 'string' && doneOn <= (today ?? ''),
    onForm: true,
  },
  isOpenYet: {
    sentence: 'It is done in its own days of the month: wait until they begin.',
    holds: ({ doneOn }, { opensOn }) => opensOn === null || (doneOn ?? '') >= opensOn,
    onForm: true,
  },
  hasWithdrawReason: {
    sentence: 'Say why nobody waits for it any more.',
    holds: ({ withdrawReasonGiven }) => withdrawReasonGiven === true,
    onForm: true,
  },
});

const withdrawClock = setup.emit({ type: 'withdrawDeadlines' });
const finish = { guard: requires('hasOutcome', 'isDoneByToday', 'isOpenYet'), target: 'done', actions: withdrawClock };
const withdraw = { guard: requires('hasWithdrawReason'), target: 'withdrawn', actions: withdrawClock };
const due = ({ kind, dueOn, at }: WatchedDateContext) => ({ type: 'deadline' as const, kind, dueOn, ...(at !== null && { at: { instant: at } }) });

/** A date of domain.md 1.5 that no other case keeps: watched until it is done or nobody waits for it any more. */
export const watchedDateMachine = defineMachine({
  name: 'watchedDate',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'watchedDate',
    context: ({ input }) => input,
    initial: 'open',
    states: {
      open: {
        entry: emit(({ context }) => ({ ...due(context), event: { type: 'MARK_OVERDUE', facts: {} } })),
        on: { MARK_OVERDUE: { guard: requires(), target: 'overdue' }, FINISH: finish, WITHDRAW: withdraw },
      },
      // The clock that fired is spent: the date stays in sight, and on the agenda (R18).
      overdue: { entry: emit(({ context }) => due(context)), on: { FINISH: finish, WITHDRAW: withdraw } },
      done: {},
      withdrawn: {},
    },
  }),
});
