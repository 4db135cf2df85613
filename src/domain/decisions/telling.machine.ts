import { assign, emit } from 'xstate';
import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';

/** What the telling of people remembers, dates as `YYYY-MM-DD`. */
export interface TellingContext {
  /** By when it is set out who tells whom, or why not yet. */
  readonly setOutBy: string;
  readonly tellOn: string | null;
  readonly considerOn: string | null;
}

export type TellingEvents = {
  PLAN: { whoIsToldGiven: boolean; whoTellsGiven: boolean; tellOn: string; today: string };
  DEFER: { whyNotYetGiven: boolean; considerOn: string; today: string };
  RECORD_TOLD: { toldOn: string; today: string };
};

const { setup, requires, requirements } = drawingBoard<TellingContext, TellingEvents>()({
  hasWhoAndByWhom: {
    sentence: 'Say who is told and by whom (R41).',
    holds: ({ whoIsToldGiven, whoTellsGiven }) => whoIsToldGiven === true && whoTellsGiven === true,
    onForm: true,
  },
  hasDayToTell: {
    sentence: 'Give the day they are told: today or later (R41).',
    holds: ({ tellOn, today }) => tellOn !== undefined && today !== undefined && tellOn >= today,
    onForm: true,
  },
  hasWhyNotYet: {
    sentence: 'Say why they are not told yet (R41).',
    holds: ({ whyNotYetGiven }) => whyNotYetGiven === true,
    onForm: true,
  },
  hasDayToConsider: {
    sentence: 'Give the day it is considered again: after today (R41).',
    holds: ({ considerOn, today }) => considerOn !== undefined && today !== undefined && considerOn > today,
    onForm: true,
  },
  hasDayTold: {
    sentence: 'Give the day they were told: a day that has come (R41).',
    holds: ({ toldOn, today }) => toldOn !== undefined && today !== undefined && toldOn <= today,
    onForm: true,
  },
});

const plan = {
  guard: requires('hasWhoAndByWhom', 'hasDayToTell'),
  target: 'planned',
  reenter: true,
  actions: setup.assign(({ event }) => (event.type === 'PLAN' ? { tellOn: event.facts.tellOn, considerOn: null } : {})),
};
const defer = {
  guard: requires('hasWhyNotYet', 'hasDayToConsider'),
  target: 'deferred',
  reenter: true,
  actions: setup.assign(({ event }) => (event.type === 'DEFER' ? { considerOn: event.facts.considerOn, tellOn: null } : {})),
};
const withdraw = setup.emit({ type: 'withdrawDeadlines' });

/** R41: people, families and advocates are told, or it is said why not yet and when it is next considered. No day passes unseen. */
export const tellingMachine = defineMachine({
  name: 'telling',
  version: 1,
  requirements,
  chart: setup.createMachine({
    id: 'telling',
    context: ({ input }) => input,
    initial: 'decided',
    states: {
      decided: {
        entry: emit(({ context }) => ({ type: 'deadline', kind: 'tellingSetOut', dueOn: context.setOutBy })),
        on: { PLAN: plan, DEFER: defer },
      },
      planned: {
        entry: [withdraw, emit(({ context }) => ({ type: 'deadline', kind: 'tellingDue', dueOn: context.tellOn }))],
        on: {
          PLAN: plan,
          DEFER: defer,
          RECORD_TOLD: { guard: requires('hasDayTold'), target: 'told', actions: assign(({ event }) => ({ tellOn: event.facts.toldOn })) },
        },
      },
      deferred: {
        entry: [withdraw, emit(({ context }) => ({ type: 'deadline', kind: 'tellingConsidered', dueOn: context.considerOn }))],
        on: { PLAN: plan, DEFER: defer },
      },
      told: { entry: withdraw },
    },
  }),
});
