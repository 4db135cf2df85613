import { drawingBoard } from '../../platform/workflow/machine.js';
import { suspending } from './session/suspending.js';

/** What a meeting remembers. Dates as `YYYY-MM-DD`. */
export interface MeetingContext {
  readonly startsOn: string;
  readonly agendaVersion: number;
  /** Numbered amendments to approved minutes (R23). */
  readonly amendments: number;
  /** Providers sit there: only who came, themes and notes are kept of it. Absent where it is not so. */
  readonly notesOnly?: true | undefined;
  /** The last day on which a contribution is in time; absent in meetings that nobody called for items to. */
  readonly contributionsBy?: string | null;
  /** Since it was suspended somebody has recorded who is in the room; from version 3 on. */
  readonly roomSeen?: boolean;
}

/** The quorum as computed from those present and not excluded (R20). */
export interface QuorumFacts {
  readonly quorate: boolean;
  readonly attendanceRecorded: boolean;
}

export type MeetingEvents = {
  CALL_FOR_ITEMS: { contributionsBy: string | null; closesInTime: boolean; remindOn: string | null };
  /** By the deadline, or by the coordinator: whoever has returned nothing is asked again. */
  REMIND_SILENT: Record<never, never>;
  BUILD_AGENDA: { items: number };
  /** A step of before version 3 knows of no proposals. */
  PUBLISH_AGENDA: { items: number; agendaVersion: number; proposalsOpen?: number };
  ACCEPT_LATE_ITEM: { acceptedByChair: boolean; urgencyGiven: boolean; agendaVersion: number };
  RESCHEDULE: { startsOn: string; isInFuture: boolean; rescheduleReasonGiven: boolean };
  CANCEL: { cancelReasonGiven: boolean };
  OPEN: QuorumFacts & { chairPresent: boolean };
  LOSE_QUORUM: QuorumFacts;
  REGAIN_QUORUM: QuorumFacts & { chairPresent: boolean };
  ADJOURN: { adjournReasonGiven: boolean };
  SUSPEND: { suspendedByChair: boolean; suspendReasonGiven: boolean };
  LOOK_AT_ROOM: { present: number };
  RESUME: QuorumFacts & { chairPresent: boolean };
  CONCLUDE: { itemsOpen: number; draftMinutesBy: string | null };
  DRAFT_MINUTES: { sections: number; approveBy: string | null };
  APPROVE_MINUTES: { approvedByChair: boolean; documentId: string | null };
  RETURN_MINUTES: { approvedByChair: boolean; returnReasonGiven: boolean; redraftBy: string | null };
  SUBMIT_MINUTES: { approveBy: string | null };
  CIRCULATE: { recipients: number; commentsBy: string | null };
  CONFIRM_MINUTES: { nextMeetingId: string | null; isLaterMeeting: boolean; commentsOpen?: number };
  CLOSE_COMMENTS: object;
  AMEND_MINUTES: { amendment: number; amendmentReasonGiven: boolean };
  RECORD_NOTES: { heldOn: string; today: string; notesGiven: boolean };
};

/** What a meeting must meet for each step, in words (statechart E, domain.md 1.3). */
export const { setup, requires, requirements } = drawingBoard<MeetingContext, MeetingEvents>()({
  keepsAgenda: { sentence: 'Providers sit there: the meeting has no agenda of services and no papers, only who came, themes and notes.', holds: (_, { notesOnly }) => notesOnly !== true },
  keepsNotes: { sentence: 'Minutes are kept of this meeting, and not notes alone.', holds: (_, { notesOnly }) => notesOnly === true },
  hasBegun: { sentence: 'Notes are recorded on the day of the meeting or after it.', holds: ({ heldOn, today }) => heldOn !== undefined && today !== undefined && heldOn <= today },
  hasNotes: { sentence: 'Say who came and what was talked about.', holds: ({ notesGiven }) => notesGiven === true, onForm: true },
  closesBeforeMeeting: {
    sentence: 'Choose a closing date from today on, and before the day of the meeting.',
    holds: ({ contributionsBy, closesInTime }) => typeof contributionsBy === 'string' && closesInTime === true,
    onForm: true,
  },
  hasAnsweredProposals: {
    sentence: 'Every proposed item is accepted, or declined with a reason.',
    holds: ({ proposalsOpen }) => (proposalsOpen ?? 0) === 0,
  },
  hasItems: {
    sentence: 'The agenda has at least one item.',
    holds: ({ items }) => (items ?? 0) >= 1,
  },
  isNextAgendaVersion: {
    sentence: 'A published agenda changes only as a new version.',
    holds: ({ agendaVersion }, context) => agendaVersion === context.agendaVersion + 1,
  },
  isAcceptedByChair: {
    sentence: 'The chair accepts a late item.',
    holds: ({ acceptedByChair }) => acceptedByChair === true,
  },
  hasUrgency: {
    sentence: 'Say why the item cannot wait for the next meeting.',
    holds: ({ urgencyGiven }) => urgencyGiven === true,
    onForm: true,
  },
  isInFuture: {
    sentence: 'Choose a date and time that is still to come.',
    holds: ({ isInFuture }) => isInFuture === true,
    onForm: true,
  },
  hasRescheduleReason: {
    sentence: 'Say why the meeting moves.',
    holds: ({ rescheduleReasonGiven }) => rescheduleReasonGiven === true,
    onForm: true,
  },
  hasCancelReason: {
    sentence: 'Say why the meeting is cancelled.',
    holds: ({ cancelReasonGiven }) => cancelReasonGiven === true,
    onForm: true,
  },
  hasAttendance: {
    sentence: 'Record who is present and who sent apologies.',
    holds: ({ attendanceRecorded }) => attendanceRecorded === true,
  },
  hasChairPresent: {
    sentence: 'The chair or vice chair is present.',
    holds: ({ chairPresent }) => chairPresent === true,
  },
  isQuorate: {
    sentence: 'Those present and not excluded by an interest make a quorum (R20).',
    holds: ({ quorate }) => quorate === true,
  },
  isInquorate: {
    sentence: 'Those present make a quorum: there is nothing to share information only for (R20).',
    holds: ({ quorate }) => quorate === false,
  },
  hasAdjournReason: {
    sentence: 'Say why the meeting is adjourned.',
    holds: ({ adjournReasonGiven }) => adjournReasonGiven === true,
    onForm: true,
  },
  ...suspending,
  hasTakenEveryItem: {
    sentence: 'Every item is taken, or deferred with a reason.',
    holds: ({ itemsOpen }) => itemsOpen === 0,
  },
  hasSections: {
    sentence: 'The minutes have at least one section.',
    holds: ({ sections }) => (sections ?? 0) >= 1,
  },
  isChair: {
    sentence: 'The chair approves the minutes or returns them; where every chair was out of an item, an authorised officer who was out of none does.',
    holds: ({ approvedByChair }) => approvedByChair === true,
  },
  hasMinutesDocument: {
    sentence: 'The minutes are kept as a document: once approved they never change (R23).',
    holds: ({ documentId }) => typeof documentId === 'string',
    onForm: true,
  },
  hasReturnReason: {
    sentence: 'Say what the minutes still need.',
    holds: ({ returnReasonGiven }) => returnReasonGiven === true,
    onForm: true,
  },
  hasRecipients: {
    sentence: 'There is somebody to send the minutes to.',
    holds: ({ recipients }) => (recipients ?? 0) >= 1,
  },
  isAtLaterMeeting: {
    sentence: 'Minutes are confirmed at a later meeting.',
    holds: ({ nextMeetingId, isLaterMeeting }) => typeof nextMeetingId === 'string' && isLaterMeeting === true,
  },
  hasAnsweredComments: {
    sentence: 'Every comment on the minutes is accepted or not, with why.',
    holds: ({ commentsOpen }) => (commentsOpen ?? 0) === 0,
  },
  isNextAmendment: {
    sentence: 'Amendments are numbered, each one more than the last (R23).',
    holds: ({ amendment }, { amendments }) => amendment === amendments + 1,
  },
  hasAmendmentReason: {
    sentence: 'Say why the minutes are amended: the approved text stays as it is (R23).',
    holds: ({ amendmentReasonGiven }) => amendmentReasonGiven === true,
    onForm: true,
  },
});
