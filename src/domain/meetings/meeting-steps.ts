import type { Actor, Role } from '../../platform/access/actor.js';
import { may, permissionOf } from '../../platform/access/policy.js';
import type { AllowedActionView } from '../../platform/graphql/shared.types.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { meetingMachine } from './meeting.machine.js';
import type { MeetingContext, MeetingEvents } from './meeting.requirements.js';

/** Which mutation sends which event. Events without one are not a person's to send. */
const mutations: Partial<Record<keyof MeetingEvents, string>> = {
  CALL_FOR_ITEMS: 'callForItems', REMIND_SILENT: 'remindSilent', BUILD_AGENDA: 'buildAgenda', PUBLISH_AGENDA: 'publishAgenda', ACCEPT_LATE_ITEM: 'acceptLateItem', RESCHEDULE: 'rescheduleMeeting', CANCEL: 'cancelMeeting', OPEN: 'openMeeting',
  ADJOURN: 'adjournMeeting', SUSPEND: 'suspendMeeting', RESUME: 'resumeMeeting', CONCLUDE: 'concludeMeeting', APPROVE_MINUTES: 'approveMinutes', RETURN_MINUTES: 'returnMinutes', SUBMIT_MINUTES: 'submitMinutes', CIRCULATE: 'circulateMinutes', CONFIRM_MINUTES: 'confirmMinutes', AMEND_MINUTES: 'amendMinutes', RECORD_NOTES: 'recordMeetingNotes',
};

/** What is known of a meeting when its page is shown. */
export interface KnownOfMeeting {
  readonly items: number;
  readonly proposalsOpen: number;
  readonly openItems: number;
  readonly members: number;
  readonly quorate: boolean;
  readonly attendanceRecorded: boolean;
  readonly chairPresent: boolean;
  /** Whether whoever looks may approve its minutes, by `approves`. */
  readonly approver: boolean;
  /** The first later meeting of the series that has been opened: its minutes can be confirmed there. */
  readonly laterMeetingId: string | null;
  /** Comments on its minutes that nobody has answered. */
  readonly commentsOpen?: number;
  readonly today: string;
}

/**
 * Who approves minutes: whoever was out of an item has not read it all. A chair; where every chair of the meeting was out,
 * an authorised officer of the council.
 */
export function approves({ role }: { readonly role: Role }, wasOut: boolean, chairsOut: boolean): boolean {
  return !wasOut && (role === 'chair' || (role === 'authorisedOfficer' && chairsOut));
}

/** The steps of a meeting as somebody may take them, each with everything that is missing, their own role included. */
export function stepsOf(actor: Pick<Actor, 'role'>, state: string, context: MeetingContext, known: KnownOfMeeting): AllowedActionView[] {
  const convening = { quorate: known.quorate, attendanceRecorded: known.attendanceRecorded, chairPresent: known.chairPresent };
  const agendaVersion = context.agendaVersion + 1;
  const actions = allowedActions<MeetingContext, MeetingEvents>(meetingMachine, { state, context }, {
    BUILD_AGENDA: { items: known.items }, PUBLISH_AGENDA: { items: known.items, agendaVersion, proposalsOpen: known.proposalsOpen },
    ACCEPT_LATE_ITEM: { acceptedByChair: actor.role === 'chair', agendaVersion }, OPEN: convening, RESUME: convening, SUSPEND: { suspendedByChair: actor.role === 'chair' }, CONCLUDE: { itemsOpen: known.openItems },
    APPROVE_MINUTES: { approvedByChair: known.approver }, RETURN_MINUTES: { approvedByChair: known.approver }, CIRCULATE: { recipients: known.members },
    CONFIRM_MINUTES: { nextMeetingId: known.laterMeetingId, isLaterMeeting: known.laterMeetingId !== null, commentsOpen: known.commentsOpen ?? 0 }, AMEND_MINUTES: { amendment: context.amendments + 1 },
    RECORD_NOTES: { heldOn: context.startsOn, today: known.today },
  });
  return actions.flatMap(({ event, unmet }) => {
    const mutation = mutations[event as keyof MeetingEvents];
    // Of a meeting with minutes nobody waits for notes.
    if (mutation === undefined || (event === 'RECORD_NOTES' && context.notesOnly !== true)) return [];
    const forbidden = may(actor, mutation) ? [] : [{ requirement: 'isPermitted', sentence: `This may be done by ${permissionOf(mutation)?.who ?? 'nobody'}.` }];
    const missing = [...forbidden, ...unmet];
    return [{ event, allowed: missing.length === 0, unmet: missing }];
  });
}
