import { emit } from 'xstate';
import { defineMachine } from '../../platform/workflow/machine.js';
import { requirements, requires, setup } from './meeting.requirements.js';

const newAgendaVersion = setup.assign(({ context, event }) => ({ agendaVersion: 'agendaVersion' in event.facts ? event.facts.agendaVersion : context.agendaVersion }));
const reschedule = {
  guard: requires('isInFuture', 'hasRescheduleReason'),
  actions: [
    setup.assign(({ event }) => (event.type === 'RESCHEDULE' ? { startsOn: event.facts.startsOn } : {})),
    setup.emit({ type: 'publish', event: 'meetingRescheduled' }),
  ],
};
const cancel = {
  guard: requires('hasCancelReason'),
  target: 'cancelled',
  actions: [setup.emit({ type: 'withdrawDeadlines' }), setup.emit({ type: 'publish', event: 'meetingCancelled' })],
};
const callForItems = {
  guard: requires('keepsAgenda', 'closesBeforeMeeting'),
  target: 'callForItems',
  actions: [
    setup.assign(({ event }) => (event.type === 'CALL_FOR_ITEMS' ? { contributionsBy: event.facts.contributionsBy } : {})),
    setup.emit({ type: 'withdrawDeadlines', kinds: ['contributionsDue', 'contributionsReminder'] }),
    setup.emit(({ event }) => ({ type: 'deadline', kind: 'contributionsReminder', dueOn: event.type === 'CALL_FOR_ITEMS' ? event.facts.remindOn : null, at: 'startOfDay', event: { type: 'REMIND_SILENT', facts: {} } })),
    setup.emit(({ event }) => ({ type: 'deadline', kind: 'contributionsDue', dueOn: event.type === 'CALL_FOR_ITEMS' ? event.facts.contributionsBy : null, at: 'startOfDay', event: { type: 'REMIND_SILENT', facts: {} } })),
    setup.emit({ type: 'publish', event: 'itemsCalledFor' }),
  ],
};
const remindSilent = { guard: requires(), actions: setup.emit({ type: 'publish', event: 'contributionsReminder' }) };
const adjourn = { guard: requires('hasAdjournReason'), target: 'adjourned' };
const acceptLateItem = {
  guard: requires('isAcceptedByChair', 'hasUrgency', 'isNextAgendaVersion'),
  actions: [newAgendaVersion, setup.emit({ type: 'publish', event: 'agendaPublished' })],
};
const recordNotes = { guard: requires('keepsNotes', 'hasBegun', 'hasNotes'), actions: setup.emit({ type: 'publish', event: 'meetingNoted' }) };
const convene = [
  { guard: requires('hasAttendance', 'hasChairPresent', 'isQuorate'), target: 'inProgress' },
  { guard: requires('hasAttendance', 'isInquorate'), target: 'inquorate' },
];
// Once it is opened, what somebody has to bring is said there.
const open = convene.map((step) => ({ ...step, actions: setup.emit({ type: 'withdrawDeadlines', kinds: ['contributionsDue', 'contributionsReminder'] }) }));
const suspend = { guard: requires('isSuspendedByChair', 'hasSuspendReason'), target: 'suspended', actions: setup.assign({ roomSeen: false }) };
const conclude = {
  guard: requires('hasTakenEveryItem'),
  target: 'concluded',
  actions: [
    setup.emit(({ event }) => ({ type: 'deadline', kind: 'draftMinutesDue', dueOn: 'draftMinutesBy' in event.facts ? event.facts.draftMinutesBy : null })),
    setup.emit({ type: 'publish', event: 'meetingConcluded' }),
  ],
};
const toApprove = [
  setup.emit({ type: 'withdrawDeadlines', kinds: ['draftMinutesDue'] }),
  setup.emit(({ event }) => ({ type: 'deadline', kind: 'minutesApprovalDue', dueOn: 'approveBy' in event.facts ? event.facts.approveBy : null })),
  setup.emit({ type: 'publish', event: 'minutesDrafted' }),
];
const amend = {
  guard: requires('isNextAmendment', 'hasAmendmentReason'),
  actions: setup.assign(({ context }) => ({ amendments: context.amendments + 1 })),
};

/**
 * Statechart E (domain.md 1.3): quorum is taken at opening and whenever it changes (R20); without it information is shared
 * and nothing recommended. Approved minutes are amended beside, never changed (R23). Version 2 cancels a meeting that has not
 * begun, and gives returned minutes back to the coordinator as they stand: nothing edited is lost. Version 3 calls for items before the agenda is
 * made, with a closing date that reminds the silent, and publishes no agenda while a proposed item waits for its answer. It keeps notes of meetings
 * where providers sit, which have no agenda, confirms minutes once every comment on them is answered, and suspends a meeting: the chair
 * pauses and looks at who is in the room (domain.md 2.3). Parts with different people are data of the meeting, not states (ADR 0037). Version 4 takes late items in the meeting
 * too (domain.md 2.1, item 6), and sets the day on which an adjourned meeting goes on.
 */
export const meetingMachine = defineMachine({
  name: 'meeting',
  version: 4,
  requirements,
  chart: setup.createMachine({
    id: 'meeting',
    context: ({ input }) => input,
    initial: 'scheduled',
    states: {
      scheduled: {
        entry: emit({ type: 'publish', event: 'meetingScheduled' }),
        on: {
          CALL_FOR_ITEMS: callForItems,
          BUILD_AGENDA: { guard: requires('keepsAgenda', 'hasItems'), target: 'agendaDraft' },
          RECORD_NOTES: { ...recordNotes, target: 'noted' },
          RESCHEDULE: reschedule,
          CANCEL: cancel,
        },
      },
      callForItems: {
        on: {
          CALL_FOR_ITEMS: callForItems,
          REMIND_SILENT: remindSilent,
          BUILD_AGENDA: { guard: requires('hasItems'), target: 'agendaDraft' },
          RESCHEDULE: reschedule,
          CANCEL: cancel,
        },
      },
      agendaDraft: {
        on: {
          REMIND_SILENT: remindSilent,
          PUBLISH_AGENDA: {
            guard: requires('hasItems', 'isNextAgendaVersion', 'hasAnsweredProposals'),
            target: 'agendaPublished',
            actions: [newAgendaVersion, emit({ type: 'publish', event: 'agendaPublished' })],
          },
          RESCHEDULE: reschedule,
          CANCEL: cancel,
        },
      },
      agendaPublished: {
        on: {
          REMIND_SILENT: remindSilent,
          OPEN: open,
          ACCEPT_LATE_ITEM: acceptLateItem,
          RESCHEDULE: reschedule,
          CANCEL: cancel,
        },
      },
      inProgress: {
        on: {
          LOSE_QUORUM: { guard: requires('isInquorate'), target: 'inquorate' },
          ACCEPT_LATE_ITEM: acceptLateItem,
          ADJOURN: adjourn,
          SUSPEND: suspend,
          CONCLUDE: conclude,
        },
      },
      inquorate: {
        on: {
          REGAIN_QUORUM: { guard: requires('hasChairPresent', 'isQuorate'), target: 'inProgress' },
          ACCEPT_LATE_ITEM: acceptLateItem,
          ADJOURN: adjourn,
          SUSPEND: suspend,
          CONCLUDE: conclude,
        },
      },
      adjourned: { on: { RESUME: convene, RESCHEDULE: reschedule, CONCLUDE: conclude } },
      suspended: {
        on: {
          LOOK_AT_ROOM: { guard: requires(), actions: setup.assign({ roomSeen: true }) },
          RESUME: [
            { guard: requires('hasSeenRoom', 'hasChairPresent', 'isQuorate'), target: 'inProgress' },
            { guard: requires('hasSeenRoom', 'isInquorate'), target: 'inquorate' },
          ],
          ADJOURN: adjourn,
        },
      },
      concluded: { on: { DRAFT_MINUTES: { guard: requires('hasSections'), target: 'draftMinutes', actions: toApprove } } },
      draftMinutes: {
        on: {
          APPROVE_MINUTES: {
            guard: requires('isChair', 'hasMinutesDocument'),
            target: 'approved',
            actions: [emit({ type: 'withdrawDeadlines', kinds: ['minutesApprovalDue'] }), emit({ type: 'publish', event: 'minutesApproved' })],
          },
          RETURN_MINUTES: {
            guard: requires('isChair', 'hasReturnReason'),
            target: 'minutesReturned',
            actions: [
              emit({ type: 'withdrawDeadlines', kinds: ['minutesApprovalDue'] }),
              emit(({ event }) => ({ type: 'deadline', kind: 'draftMinutesDue', dueOn: event.facts.redraftBy })),
              emit({ type: 'publish', event: 'minutesReturned' }),
            ],
          },
        },
      },
      minutesReturned: {
        on: {
          SUBMIT_MINUTES: { guard: requires(), target: 'draftMinutes', actions: toApprove },
        },
      },
      approved: {
        on: {
          CIRCULATE: {
            guard: requires('hasRecipients'),
            target: 'circulated',
            actions: [
              emit(({ event }) => ({ type: 'deadline', kind: 'accuracyWindow', dueOn: event.facts.commentsBy, event: { type: 'CLOSE_COMMENTS', facts: {} } })),
              emit({ type: 'publish', event: 'minutesCirculated' }),
            ],
          },
          AMEND_MINUTES: amend,
        },
      },
      circulated: {
        on: {
          CONFIRM_MINUTES: {
            guard: requires('isAtLaterMeeting', 'hasAnsweredComments'),
            target: 'confirmed',
            actions: emit({ type: 'withdrawDeadlines', kinds: ['accuracyWindow'] }),
          },
          // The day for comments has passed: nobody owes anything any more.
          CLOSE_COMMENTS: { guard: requires(), actions: emit({ type: 'withdrawDeadlines', kinds: ['accuracyWindow'] }) },
          AMEND_MINUTES: amend,
        },
      },
      confirmed: { on: { AMEND_MINUTES: amend } },
      noted: { on: { RECORD_NOTES: recordNotes } },
      cancelled: {},
    },
  }),
});
