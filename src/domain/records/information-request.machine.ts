import { defineMachine, drawingBoard } from '../../platform/workflow/machine.js';
import type { Awaited, RequestClock } from './request-clock.js';

/** What a request remembers. Dates as `YYYY-MM-DD`; people by their ids. */
export interface RequestContext extends RequestClock {
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly awaited: Awaited | null;
  /** Since when the clock stands; null while it runs. */
  readonly stoppedOn: string | null;
  /** Records in the set. */
  readonly items: number;
  readonly consultations: number;
  /** Everybody who proposed what is withheld: none of them approves it. */
  readonly proposedBy: readonly string[];
  readonly documentId: string | null;
}

export type RequestEvents = {
  START_GATHERING: Record<never, never>;
  ASK_REQUESTER: { awaited: Awaited; askedOn: string; questionGiven: boolean };
  RECORD_ANSWER: { answeredOn: string; startsOn: string; pausedDays: number; dueOn: string };
  EXTEND: { extendedOn: string; dueOn: string; extensionReasonGiven: boolean };
  CHANGE_RECORDS: { items: number };
  RECORD_CONSULTATION: Record<never, never>;
  START_REDACTION: { byPersonId: string | null };
  CHANGE_REDACTIONS: { byPersonId: string | null };
  SEND_TO_CHECK: { byPersonId: string | null; everyProviderConsulted: boolean };
  RETURN_SET: { byPersonId: string | null; returnReasonGiven: boolean };
  APPROVE: { byPersonId: string | null; documentId: string | null };
  RELEASE: { releasedOn: string; methodGiven: boolean };
  REFUSE: { refusalReasonGiven: boolean };
  WITHDRAW: { withdrawalReasonGiven: boolean };
  /** Sent by the deadline. */
  MARK_OVERDUE: Record<never, never>;
};

const { setup, requires, requirements } = drawingBoard<RequestContext, RequestEvents>()({
  hasQuestion: { sentence: 'Write what is asked of the requester.', holds: ({ questionGiven }) => questionGiven === true, onForm: true },
  isAfterAsking: { sentence: 'Give the day the answer came: not before it was asked for.', holds: ({ answeredOn }, { stoppedOn }) => (answeredOn ?? '') >= (stoppedOn ?? ''), onForm: true },
  isSubjectAccess: { sentence: 'Only a subject access request may be given two months more.', holds: (_, { kind }) => kind === 'subjectAccess' },
  isNotExtended: { sentence: 'It has been given two months more already.', holds: (_, { extended }) => !extended },
  isToldInTime: { sentence: 'The requester is told of the two months more within the first month.', holds: ({ extendedOn }, { dueOn }) => extendedOn !== undefined && extendedOn <= dueOn },
  hasExtensionReason: { sentence: 'Say why it is complex.', holds: ({ extensionReasonGiven }) => extensionReasonGiven === true, onForm: true },
  hasRecords: { sentence: 'Choose at least one record for the set.', holds: (_, { items }) => items > 0 },
  hasConsultedProviders: {
    sentence: 'Record that each provider the set is about was consulted (case 12).',
    holds: ({ everyProviderConsulted }, { kind }) => kind !== 'foi' || everyProviderConsulted === true,
  },
  isSecondPerson: {
    sentence: 'Somebody approves or returns it who did not propose what is withheld.',
    holds: ({ byPersonId }, { proposedBy }) => typeof byPersonId === 'string' && !proposedBy.includes(byPersonId),
  },
  hasReturnReason: { sentence: 'Say what has to change.', holds: ({ returnReasonGiven }) => returnReasonGiven === true, onForm: true },
  hasDocument: { sentence: 'The set is kept exactly as it will be released.', holds: ({ documentId }) => typeof documentId === 'string', onForm: true },
  hasMethod: { sentence: 'Say how it was sent.', holds: ({ methodGiven }) => methodGiven === true, onForm: true },
  hasRefusalReason: { sentence: 'Say why it is refused, and by which exemption.', holds: ({ refusalReasonGiven }) => refusalReasonGiven === true, onForm: true },
  hasWithdrawalReason: { sentence: 'Say how the requester withdrew it.', holds: ({ withdrawalReasonGiven }) => withdrawalReasonGiven === true, onForm: true },
});

const deadline = setup.emit(({ context }) => ({ type: 'deadline', kind: 'requestDue', dueOn: context.dueOn, event: { type: 'MARK_OVERDUE', facts: {} } }));
const stopClock = setup.emit({ type: 'withdrawDeadlines', kinds: ['requestDue'] });

const named = (proposedBy: readonly string[], person: string | null): readonly string[] => (person === null || proposedBy.includes(person) ? proposedBy : [...proposedBy, person]);
const remember = setup.assign(({ context, event }) => ('byPersonId' in event.facts ? { proposedBy: named(context.proposedBy, event.facts.byPersonId) } : {}));

const ask = {
  guard: requires('hasQuestion'),
  target: 'clarificationAwaited',
  actions: [setup.assign(({ event }) => (event.type === 'ASK_REQUESTER' ? { awaited: event.facts.awaited, stoppedOn: event.facts.askedOn } : {})), stopClock],
};
const answer = {
  guard: requires('isAfterAsking'),
  target: 'gathering',
  actions: [
    setup.assign(({ event }) => {
      if (event.type !== 'RECORD_ANSWER') return {};
      const { startsOn, pausedDays, dueOn } = event.facts;
      return { startsOn, pausedDays, dueOn, awaited: null, stoppedOn: null };
    }),
    deadline,
  ],
};
const extend = {
  guard: requires('isSubjectAccess', 'isNotExtended', 'isToldInTime', 'hasExtensionReason'),
  actions: [setup.assign(({ event }) => (event.type === 'EXTEND' ? { extended: true, dueOn: event.facts.dueOn } : {})), stopClock, deadline],
};
const choose = { guard: requires(), actions: setup.assign(({ event }) => (event.type === 'CHANGE_RECORDS' ? { items: event.facts.items } : {})) };
const consult = { guard: requires(), actions: setup.assign(({ context }) => ({ consultations: context.consultations + 1 })) };
const refuse = { guard: requires('hasRefusalReason'), target: 'refused', actions: stopClock };
const withdraw = { guard: requires('hasWithdrawalReason'), target: 'withdrawn', actions: stopClock };
// The clock that fired is spent: the date stays in sight until it is answered.
const late = { guard: requires(), actions: [setup.assign({ overdue: true }), setup.emit(({ context }) => ({ type: 'deadline', kind: 'requestDue', dueOn: context.dueOn }))] };

/** A request for information, from its receipt to its answer: what is withheld is proposed by one and approved by another (case 12). */
export const informationRequestMachine = defineMachine({
  name: 'informationRequest',
  version: 2,
  requirements,
  chart: setup.createMachine({
    id: 'informationRequest',
    context: ({ input }) => input,
    initial: 'received',
    states: {
      received: {
        entry: deadline,
        on: { START_GATHERING: { guard: requires(), target: 'gathering' }, ASK_REQUESTER: ask, EXTEND: extend, REFUSE: refuse, WITHDRAW: withdraw, MARK_OVERDUE: late },
      },
      clarificationAwaited: { on: { RECORD_ANSWER: answer, WITHDRAW: withdraw } },
      gathering: {
        on: {
          CHANGE_RECORDS: choose, RECORD_CONSULTATION: consult, ASK_REQUESTER: ask, EXTEND: extend,
          START_REDACTION: { guard: requires('hasRecords'), target: 'redaction', actions: remember },
          REFUSE: refuse, WITHDRAW: withdraw, MARK_OVERDUE: late,
        },
      },
      redaction: {
        on: {
          CHANGE_RECORDS: choose, RECORD_CONSULTATION: consult, CHANGE_REDACTIONS: { guard: requires(), actions: remember }, EXTEND: extend,
          SEND_TO_CHECK: { guard: requires('hasRecords', 'hasConsultedProviders'), target: 'secondCheck', actions: remember },
          REFUSE: refuse, WITHDRAW: withdraw, MARK_OVERDUE: late,
        },
      },
      secondCheck: {
        on: {
          RETURN_SET: { guard: requires('isSecondPerson', 'hasReturnReason'), target: 'redaction' },
          APPROVE: {
            guard: requires('isSecondPerson', 'hasDocument'),
            target: 'approved',
            actions: setup.assign(({ event }) => (event.type === 'APPROVE' ? { documentId: event.facts.documentId } : {})),
          },
          WITHDRAW: withdraw, MARK_OVERDUE: late,
        },
      },
      approved: { on: { RELEASE: { guard: requires('hasMethod'), target: 'released', actions: stopClock }, WITHDRAW: withdraw, MARK_OVERDUE: late } },
      released: {},
      refused: {},
      withdrawn: {},
    },
  }),
});
