import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { LONDON } from '../clock/london.js';

interface Mailbox {
  readonly name: string;
  readonly email: string;
}

/** One person's calendar entry for one meeting. It names the meeting and nothing it is about: no service, person or sanction. */
export interface Invitation {
  /** The meeting's id: the same entry whenever it is sent again. */
  readonly meetingId: string;
  /** 0 at first, one more each time the meeting changes: a calendar ignores an older one. */
  readonly sequence: number;
  /** The meeting's own name, such as "Provider Escalation Panel". */
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly venue: string;
  /** Where to sign in to the papers. */
  readonly link: string;
  readonly organiser: Mailbox;
  readonly attendee: Mailbox;
  /** When it is sent (DTSTAMP). */
  readonly sentAt: Temporal.Instant;
}

// The rule of British time since 1996 (Summer Time Order 2002): last Sundays of March and October, at 01:00 UTC.
const LONDON_RULES = `BEGIN:VTIMEZONE
TZID:${LONDON}
X-LIC-LOCATION:${LONDON}
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n');

/** An invitation, or a change to one (iCalendar, METHOD:REQUEST), in London time right across the clock change. */
export function invitation(details: Invitation): string {
  return calendarEntry(details, ICalCalendarMethod.REQUEST, ICalEventStatus.CONFIRMED);
}

/** The same entry called off (METHOD:CANCEL). Its sequence is one higher than the last invitation's. */
export function cancellation(details: Invitation): string {
  return calendarEntry(details, ICalCalendarMethod.CANCEL, ICalEventStatus.CANCELLED);
}

function calendarEntry(details: Invitation, method: ICalCalendarMethod, status: ICalEventStatus): string {
  const calendar = ical({
    method,
    prodId: { company: 'manage-provider-concerns', product: 'meetings', language: 'EN' },
    // No name: a calendar's own zone would turn DTSTAMP, which must be UTC (RFC 5545 3.8.7.2), into local time.
    timezone: { name: null, generator: () => LONDON_RULES },
  });
  const event = calendar.createEvent({
    id: `meeting-${details.meetingId}@manage-provider-concerns`,
    sequence: details.sequence,
    stamp: details.sentAt.toZonedDateTimeISO('UTC'),
    start: details.startsAt.toZonedDateTimeISO(LONDON),
    end: details.endsAt.toZonedDateTimeISO(LONDON),
    timezone: LONDON,
    summary: oneLine(details.title),
    location: oneLine(details.venue),
    description: `Sign in for the papers: ${details.link}`,
    class: ICalEventClass.PRIVATE,
    status,
  });
  event.organizer({ name: oneLine(details.organiser.name), email: oneLine(details.organiser.email) });
  event.createAttendee({
    name: oneLine(details.attendee.name),
    email: oneLine(details.attendee.email),
    rsvp: method === ICalCalendarMethod.REQUEST,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus.NEEDSACTION,
  });
  return calendar.toString();
}

/** A calendar's line ends where its value does: nothing typed may begin another. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
