import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

export type HearingRequestKind = 'moreTime' | 'companion' | 'adjournment';

/** What a provider asks about being heard, and by when it is told (domain.md 3.4). */
export interface HearingRequestContext {
  readonly kind: HearingRequestKind;
  readonly answerBy: string;
}

interface Answering {
  readonly answeredBy: string | null;
  readonly reasonsGiven: boolean;
}
export type HearingRequestEvents = {
  GRANT: Answering & { newDayGiven: boolean };
  REFUSE: Answering;
};

const { setup, requires, requirements } = drawingBoard<HearingRequestContext, HearingRequestEvents>()({
  hasAnswerer: {
    sentence: 'Name the officer who answers it.',
    holds: ({ answeredBy }) => typeof answeredBy === 'string',
  },
  hasReasons: {
    sentence: 'Give the reasons for the answer: the provider reads them.',
    holds: ({ reasonsGiven }) => reasonsGiven === true,
    onForm: true,
  },
  hasNewDay: {
    sentence: 'Give the last day to answer that the provider has now.',
    holds: ({ newDayGiven }, { kind }) => kind !== 'moreTime' || newDayGiven === true,
    onForm: true,
  },
});
const answered = [setup.emit({ type: 'withdrawDeadlines' }), setup.emit({ type: 'publish', event: 'hearingRequestAnswered' })];

/** A provider asks for more time, to bring somebody, or to put a meeting off: each is answered, with reasons, by a named officer (Davis v West Sussex). */
export const hearingRequestMachine = defineMachine({
  name: 'hearingRequest',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'hearingRequest',
    context: ({ input }) => input,
    initial: 'asked',
    states: {
      asked: {
        entry: [
          setup.emit(({ context }) => ({ type: 'deadline', kind: 'hearingRequestAnswer', dueOn: context.answerBy })),
          setup.emit({ type: 'publish', event: 'hearingRequested' }),
        ],
        on: {
          GRANT: { guard: requires('hasAnswerer', 'hasReasons', 'hasNewDay'), target: 'granted', actions: answered },
          REFUSE: { guard: requires('hasAnswerer', 'hasReasons'), target: 'refused', actions: answered },
        },
      },
      granted: {},
      refused: {},
    },
  }),
});
