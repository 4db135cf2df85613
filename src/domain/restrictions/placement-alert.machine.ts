import { emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What one alert remembers: by when everybody it went to acknowledges it, `YYYY-MM-DD`, and how many have. */
export interface PlacementAlertContext {
  readonly acknowledgeBy: string;
  readonly acknowledged: number;
}

export type PlacementAlertEvents = {
  ACKNOWLEDGE: { acknowledgedBy: string; isRecipient: boolean; isAcknowledged: boolean };
  /** In the unit of the last acknowledgement. */
  COMPLETE: { waitingFor: number };
  /** Sent by the deadline. */
  CHASE: Record<never, never>;
};

const { setup, requires, requirements } = drawingBoard<PlacementAlertContext, PlacementAlertEvents>()({
  isRecipient: {
    sentence: 'Whoever was alerted acknowledges it themselves (R40).',
    holds: ({ isRecipient }) => isRecipient === true,
  },
  isNotAcknowledged: {
    sentence: 'You have not acknowledged it yet (R40).',
    holds: ({ isAcknowledged }) => isAcknowledged === false,
  },
  isAcknowledgedByAll: {
    sentence: 'Everybody who was alerted has acknowledged it (R40).',
    holds: ({ waitingFor }) => waitingFor === 0,
  },
});

const acknowledge = { guard: requires('isRecipient', 'isNotAcknowledged'), actions: setup.assign(({ context }) => ({ acknowledged: context.acknowledged + 1 })) };
const complete = { guard: requires('isAcknowledgedByAll'), target: 'acknowledged' };

/** R40: an alert on placing waits for everybody it went to; silence after the procedure's working days is chased. */
export const placementAlertMachine = defineMachine({
  name: 'placementAlert',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'placementAlert',
    context: ({ input }) => input,
    initial: 'sent',
    states: {
      sent: {
        entry: emit(({ context }) => ({ type: 'deadline', kind: 'alertAcknowledgement', dueOn: context.acknowledgeBy, event: { type: 'CHASE', facts: {} } })),
        on: {
          ACKNOWLEDGE: acknowledge,
          COMPLETE: complete,
          CHASE: { guard: requires(), target: 'chased', actions: emit({ type: 'publish', event: 'placementAlertUnacknowledged' }) },
        },
      },
      chased: { entry: emit({ type: 'withdrawDeadlines' }), on: { ACKNOWLEDGE: acknowledge, COMPLETE: complete } },
      acknowledged: { entry: emit({ type: 'withdrawDeadlines' }) },
    },
  }),
});
