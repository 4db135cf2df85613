import { calendarEntry } from '../../../test/support/calendar-entry.js';
import { LONDON, londonInstant } from '../clock/london.js';
import { cancellation, invitation, type Invitation } from './calendar.js';

const person = (name: string): { name: string; email: string } => ({ name, email: `${name.toLowerCase()}@example.org` });
const entry = (on: string, at: string, more: Partial<Invitation> = {}): Invitation => {
  const startsAt = londonInstant(Temporal.PlainDate.from(on), at);
  return {
    meetingId: '01a22b08', sequence: 0, title: 'Provider Escalation Panel', startsAt, endsAt: startsAt.add({ hours: 2 }), venue: 'Room 2', link: 'https://example.org/meetings/1',
    organiser: person('Tom'), attendee: person('Ruth'), sentAt: Temporal.Instant.from('2026-10-01T09:00:00Z'), ...more,
  };
};
/** As another program reads it: by its own account of the zone that the file brings. */
const readBack = (file: string) => {
  const { calendar, event, instantOf } = calendarEntry(file);
  return { calendar, event, start: event.startDate.toString(), zoneOf: event.component.getFirstProperty('dtstart')?.getFirstParameter('tzid'), startsAt: instantOf(event.startDate), endsAt: instantOf(event.endDate) };
};

describe('a calendar entry read by an independent parser', () => {
  it.each([
    ['the day before the clocks go back', '2026-10-24', '14:00', '2026-10-24T13:00:00.000Z', '2026-10-24T15:00:00.000Z'],
    ['the day they go back', '2026-10-25', '14:00', '2026-10-25T14:00:00.000Z', '2026-10-25T16:00:00.000Z'],
    ['the day after', '2026-10-26', '14:00', '2026-10-26T14:00:00.000Z', '2026-10-26T16:00:00.000Z'],
    ['the hour before they go back, over the change', '2026-10-25', '00:30', '2026-10-24T23:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['Christmas Day, a bank holiday', '2026-12-25', '10:00', '2026-12-25T10:00:00.000Z', '2026-12-25T12:00:00.000Z'],
    ['the day before they go forward', '2027-03-27', '14:00', '2027-03-27T14:00:00.000Z', '2027-03-27T16:00:00.000Z'],
    ['the day they go forward', '2027-03-28', '14:00', '2027-03-28T13:00:00.000Z', '2027-03-28T15:00:00.000Z'],
    ['Easter Monday, a bank holiday', '2027-03-29', '14:00', '2027-03-29T13:00:00.000Z', '2027-03-29T15:00:00.000Z'],
    ['29 February', '2028-02-29', '09:15', '2028-02-29T09:15:00.000Z', '2028-02-29T11:15:00.000Z'],
  ])('on %s keeps the wall clock of London', (_, on, at, startsAt, endsAt) => {
    const found = readBack(invitation(entry(on, at)));
    expect(found).toMatchObject({ start: `${on}T${at}:00`, zoneOf: LONDON, startsAt, endsAt });
  });

  it('moved and called off is the same entry with a higher sequence, and the last one takes it out', () => {
    const [first, moved, off] = [invitation(entry('2026-12-08', '14:00')), invitation(entry('2026-12-09', '10:00', { sequence: 1 })), cancellation(entry('2026-12-09', '10:00', { sequence: 2 }))].map(readBack);
    const parts = (one: typeof first) => [one?.calendar.getFirstPropertyValue('method'), one?.event.sequence, one?.event.uid, one?.event.component.getFirstPropertyValue('status')];
    const uid = 'meeting-01a22b08@manage-provider-concerns';
    expect([parts(first), parts(moved), parts(off)]).toEqual([['REQUEST', 0, uid, 'CONFIRMED'], ['REQUEST', 1, uid, 'CONFIRMED'], ['CANCEL', 2, uid, 'CANCELLED']]);
    expect(off?.event.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-10-01T09:00:00Z');
  });

  it('keeps a long name and one with commas, semicolons and line breaks as one line', () => {
    const title = `${'Long name of a forum, with commas; and semicolons '.repeat(7)}`.slice(0, 349);
    const { event } = readBack(invitation(entry('2026-12-08', '14:00', { title, venue: 'Room 2\r\nATTENDEE:mailto:x@example.org' })));
    expect(event.summary).toBe(title.trim());
    expect(event.location).toBe('Room 2 ATTENDEE:mailto:x@example.org');
    expect(event.component.getAllProperties('attendee')).toHaveLength(1);
  });
});
