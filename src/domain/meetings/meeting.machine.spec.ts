import { describeMachine } from '../../../test/support/machine-cases.js';
import { meetingMachine } from './meeting.machine.js';
import type { MeetingContext } from './meeting.requirements.js';

const scheduled: MeetingContext = { startsOn: '2026-12-10', agendaVersion: 0, amendments: 0 };
const notesOnly: MeetingContext = { ...scheduled, notesOnly: true };
const convene = [['inProgress', 'hasAttendance', 'hasChairPresent', 'isQuorate'], ['inquorate', 'hasAttendance', 'isInquorate']] as const;
const adjourn = ['adjourned', 'hasAdjournReason'] as const;
const suspend = ['suspended', 'isSuspendedByChair', 'hasSuspendReason'] as const;
const conclude = ['concluded', 'hasTakenEveryItem'] as const;
const cancel = ['cancelled', 'hasCancelReason'] as const;
const amend = (state: string) => [state, 'isNextAmendment', 'hasAmendmentReason'] as const;
const late = (state: string) => [state, 'isAcceptedByChair', 'hasUrgency', 'isNextAgendaVersion'] as const;
const reschedule = (state: string) => [state, 'isInFuture', 'hasRescheduleReason'] as const;

describeMachine(meetingMachine, {
  context: { ...scheduled, roomSeen: true },
  starts: [scheduled, notesOnly],
  rests: ['confirmed', 'noted', 'cancelled'],
  facts: {
    CALL_FOR_ITEMS: { contributionsBy: '2026-12-03', closesInTime: true, remindOn: '2026-12-01' },
    REMIND_SILENT: {},
    BUILD_AGENDA: { items: 12 },
    PUBLISH_AGENDA: { items: 12, agendaVersion: 1, proposalsOpen: 0 },
    ACCEPT_LATE_ITEM: { acceptedByChair: true, urgencyGiven: true, agendaVersion: 1 },
    RESCHEDULE: { startsOn: '2026-12-17', isInFuture: true, rescheduleReasonGiven: true },
    CANCEL: { cancelReasonGiven: true },
    OPEN: { quorate: true, attendanceRecorded: true, chairPresent: true },
    LOSE_QUORUM: { quorate: false, attendanceRecorded: true },
    REGAIN_QUORUM: { quorate: true, attendanceRecorded: true, chairPresent: true },
    ADJOURN: { adjournReasonGiven: true },
    SUSPEND: { suspendedByChair: true, suspendReasonGiven: true },
    LOOK_AT_ROOM: { present: 5 },
    RESUME: { quorate: true, attendanceRecorded: true, chairPresent: true },
    CONCLUDE: { itemsOpen: 0, draftMinutesBy: '2026-12-17' },
    DRAFT_MINUTES: { sections: 6, approveBy: '2026-12-21' },
    APPROVE_MINUTES: { approvedByChair: true, documentId: 'minutes' },
    RETURN_MINUTES: { approvedByChair: true, returnReasonGiven: true, redraftBy: '2026-12-24' },
    SUBMIT_MINUTES: { approveBy: '2026-12-29' },
    CIRCULATE: { recipients: 9, commentsBy: '2027-01-05' },
    CONFIRM_MINUTES: { nextMeetingId: 'next', isLaterMeeting: true, commentsOpen: 0 },
    CLOSE_COMMENTS: {},
    AMEND_MINUTES: { amendment: 1, amendmentReasonGiven: true },
    RECORD_NOTES: { heldOn: '2026-12-10', today: '2026-12-10', notesGiven: true },
  },
  contextFor: (_state, event) => (event === 'RECORD_NOTES' ? { notesOnly: true as const } : {}),
  factsFor: (_state, event, to) => ((event === 'OPEN' || event === 'RESUME') && to === 'inquorate' ? { quorate: false } : {}),
  matrix: {
    scheduled: { CALL_FOR_ITEMS: ['callForItems', 'keepsAgenda', 'closesBeforeMeeting'], BUILD_AGENDA: ['agendaDraft', 'keepsAgenda', 'hasItems'], RECORD_NOTES: ['noted', 'keepsNotes', 'hasBegun', 'hasNotes'], RESCHEDULE: reschedule('scheduled'), CANCEL: cancel },
    callForItems: {
      CALL_FOR_ITEMS: ['callForItems', 'keepsAgenda', 'closesBeforeMeeting'], REMIND_SILENT: ['callForItems'], BUILD_AGENDA: ['agendaDraft', 'hasItems'], RESCHEDULE: reschedule('callForItems'), CANCEL: cancel,
    },
    agendaDraft: { REMIND_SILENT: ['agendaDraft'], PUBLISH_AGENDA: ['agendaPublished', 'hasItems', 'isNextAgendaVersion', 'hasAnsweredProposals'], RESCHEDULE: reschedule('agendaDraft'), CANCEL: cancel },
    agendaPublished: {
      REMIND_SILENT: ['agendaPublished'],
      OPEN: convene,
      ACCEPT_LATE_ITEM: late('agendaPublished'),
      RESCHEDULE: reschedule('agendaPublished'),
      CANCEL: cancel,
    },
    inProgress: { LOSE_QUORUM: ['inquorate', 'isInquorate'], ACCEPT_LATE_ITEM: late('inProgress'), ADJOURN: adjourn, SUSPEND: suspend, CONCLUDE: conclude },
    inquorate: { REGAIN_QUORUM: ['inProgress', 'hasChairPresent', 'isQuorate'], ACCEPT_LATE_ITEM: late('inquorate'), ADJOURN: adjourn, SUSPEND: suspend, CONCLUDE: conclude },
    adjourned: { RESUME: convene, RESCHEDULE: reschedule('adjourned'), CONCLUDE: conclude },
    suspended: { LOOK_AT_ROOM: ['suspended'], RESUME: [['inProgress', 'hasSeenRoom', 'hasChairPresent', 'isQuorate'], ['inquorate', 'hasSeenRoom', 'isInquorate']], ADJOURN: adjourn },
    concluded: { DRAFT_MINUTES: ['draftMinutes', 'hasSections'] },
    draftMinutes: { APPROVE_MINUTES: ['approved', 'isChair', 'hasMinutesDocument'], RETURN_MINUTES: ['minutesReturned', 'isChair', 'hasReturnReason'] },
    minutesReturned: { SUBMIT_MINUTES: ['draftMinutes'] },
    approved: { CIRCULATE: ['circulated', 'hasRecipients'], AMEND_MINUTES: amend('approved') },
    circulated: { CONFIRM_MINUTES: ['confirmed', 'isAtLaterMeeting', 'hasAnsweredComments'], CLOSE_COMMENTS: ['circulated'], AMEND_MINUTES: amend('circulated') },
    confirmed: { AMEND_MINUTES: amend('confirmed') },
    noted: { RECORD_NOTES: ['noted', 'keepsNotes', 'hasBegun', 'hasNotes'] },
  },
  broken: {
    closesBeforeMeeting: [{ facts: { contributionsBy: null } }, { facts: { closesInTime: false } }],
    hasAnsweredProposals: { facts: { proposalsOpen: 1 } },
    hasItems: { facts: { items: 0 } },
    keepsAgenda: { context: { notesOnly: true } },
    keepsNotes: { context: { notesOnly: undefined } },
    hasBegun: { facts: { heldOn: '2026-12-11' } },
    hasNotes: { facts: { notesGiven: false } },
    isNextAgendaVersion: [{ facts: { agendaVersion: 0 } }, { facts: { agendaVersion: 2 } }],
    isAcceptedByChair: { facts: { acceptedByChair: false } },
    hasUrgency: { facts: { urgencyGiven: false } },
    isInFuture: { facts: { isInFuture: false } },
    hasRescheduleReason: { facts: { rescheduleReasonGiven: false } },
    hasCancelReason: { facts: { cancelReasonGiven: false } },
    hasAttendance: { facts: { attendanceRecorded: false } },
    hasChairPresent: { facts: { chairPresent: false } },
    isQuorate: { facts: { quorate: false } },
    isInquorate: { facts: { quorate: true } },
    hasAdjournReason: { facts: { adjournReasonGiven: false } },
    isSuspendedByChair: { facts: { suspendedByChair: false } },
    hasSuspendReason: { facts: { suspendReasonGiven: false } },
    hasSeenRoom: { context: { roomSeen: false } },
    hasTakenEveryItem: { facts: { itemsOpen: 1 } },
    hasSections: { facts: { sections: 0 } },
    isChair: { facts: { approvedByChair: false } },
    hasMinutesDocument: { facts: { documentId: null } },
    hasReturnReason: { facts: { returnReasonGiven: false } },
    hasRecipients: { facts: { recipients: 0 } },
    isAtLaterMeeting: [{ facts: { nextMeetingId: null } }, { facts: { isLaterMeeting: false } }],
    isNextAmendment: [{ facts: { amendment: 0 } }, { facts: { amendment: 2 } }],
    hasAnsweredComments: { facts: { commentsOpen: 1 } },
    hasAmendmentReason: { facts: { amendmentReasonGiven: false } },
  },
  invariant: ({ state, context }, last, path, deadlines) => {
    // Each date of the minutes runs exactly while it is waited for, and no call for items outlives the opening.
    expect(deadlines.has('draftMinutesDue')).toBe(['concluded', 'minutesReturned'].includes(state));
    expect(deadlines.has('minutesApprovalDue')).toBe(state === 'draftMinutes');
    expect(deadlines.has('accuracyWindow')).toBe(state === 'circulated' && !path.includes('CLOSE_COMMENTS'));
    for (const kind of ['contributionsDue', 'contributionsReminder']) if (deadlines.has(kind)) expect(['callForItems', 'agendaDraft', 'agendaPublished']).toContain(state);
    // R23: from approval on, nothing but a numbered amendment touches the minutes.
    const approvedAt = path.indexOf('APPROVE_MINUTES');
    if (approvedAt !== -1) expect(path.slice(approvedAt + 1).every((event) => ['CIRCULATE', 'CONFIRM_MINUTES', 'CLOSE_COMMENTS', 'AMEND_MINUTES'].includes(event))).toBe(true);
    expect(context.amendments).toBe(path.filter((event) => event === 'AMEND_MINUTES').length);
    // R20: nobody is in session without a count that says so.
    if (state === 'inProgress') expect(['OPEN', 'RESUME', 'REGAIN_QUORUM']).toContain(last);
    // domain.md 2.3: a suspended meeting goes on only with a room that was looked at.
    const suspendedAt = path.lastIndexOf('SUSPEND');
    if (last === 'RESUME' && suspendedAt > path.lastIndexOf('ADJOURN')) expect(path.slice(suspendedAt)).toContain('LOOK_AT_ROOM');
  },
});
