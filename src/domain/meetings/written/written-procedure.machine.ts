import { emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../../platform/workflow/machine.js';

export interface WrittenProcedureContext {
  /** The last day for an answer, `YYYY-MM-DD`. */
  readonly closesOn: string;
}

export type WrittenProcedureEvents = {
  CLOSE: { everybodyAnswered: boolean; dayPassed: boolean };
  RECOMMEND: { quorate: boolean; recommendationId: string | null };
  END_WITHOUT: { endReasonGiven: boolean };
  WITHDRAW: { withdrawReasonGiven: boolean };
};

const { setup, requires, requirements } = drawingBoard<WrittenProcedureContext, WrittenProcedureEvents>()({
  isOver: {
    sentence: 'Wait until every member has answered, or the closing date has passed.',
    holds: ({ everybodyAnswered, dayPassed }) => everybodyAnswered === true || dayPassed === true,
  },
  isQuorate: {
    sentence: 'Those who answered, and have no interest in it, make a quorum (R20).',
    holds: ({ quorate }) => quorate === true,
  },
  hasRecommendation: {
    sentence: 'Write the recommendation, with its reasons.',
    holds: ({ recommendationId }) => typeof recommendationId === 'string',
    onForm: true,
  },
  hasEndReason: {
    sentence: 'Say why nothing is recommended.',
    holds: ({ endReasonGiven }) => endReasonGiven === true,
    onForm: true,
  },
  hasWithdrawReason: {
    sentence: 'Say why the question is withdrawn.',
    holds: ({ withdrawReasonGiven }) => withdrawReasonGiven === true,
    onForm: true,
  },
});

const withdraw = { guard: requires('hasWithdrawReason'), target: 'withdrawn', actions: setup.emit({ type: 'withdrawDeadlines' }) };

/** A question put to the panel in writing (domain.md 2.4): answered by a day, then the chair records what the panel recommends, or that it recommends nothing. */
export const writtenProcedureMachine = defineMachine({
  name: 'writtenProcedure',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'writtenProcedure',
    context: ({ input }) => input,
    initial: 'open',
    states: {
      open: {
        entry: [
          emit(({ context }) => ({ type: 'deadline', kind: 'writtenAnswers', dueOn: context.closesOn, event: { type: 'CLOSE', facts: { everybodyAnswered: false, dayPassed: true } } })),
          emit({ type: 'publish', event: 'questionPutInWriting' }),
        ],
        on: {
          CLOSE: { guard: requires('isOver'), target: 'closed', actions: [emit({ type: 'withdrawDeadlines' }), emit({ type: 'publish', event: 'questionClosed' })] },
          WITHDRAW: withdraw,
        },
      },
      closed: {
        on: {
          RECOMMEND: { guard: requires('isQuorate', 'hasRecommendation'), target: 'recommended' },
          END_WITHOUT: { guard: requires('hasEndReason'), target: 'notRecommended' },
          WITHDRAW: withdraw,
        },
      },
      recommended: {},
      notRecommended: {},
      withdrawn: {},
    },
  }),
});
