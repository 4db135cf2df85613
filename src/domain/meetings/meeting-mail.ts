import { Injectable, type OnModuleInit } from '@nestjs/common';
import { cancellation, invitation, type Invitation } from '../../platform/documents/calendar.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateTimeInWords } from '../../platform/clock/words.js';
import { MeetingDesk, type Standing } from './meeting-desk.js';
import { MinuteCopies } from './minutes/minute-copies.service.js';
import { MinuteExtracts } from './minutes/minute-extracts.service.js';
import { MinutesService } from './minutes/minutes.service.js';

interface Invited {
  readonly membershipId: string;
  readonly name: string;
  readonly email: string;
}
const invited = `
  select mm.membership_id as "membershipId", p.name, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'mail') as email
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id join people p on p.id = m.person_id
  -- Whoever has left meanwhile is not written to.
  where mm.council_id = $1 and mm.meeting_id = $2 and (m.valid_to is null or m.valid_to >= $3::date) order by mm.id`;

/**
 * What members are told of a meeting, by the outbox. Every mail carries the meeting's name and reference and a link to
 * sign in by; a calendar entry names the meeting alone. No service, person or sanction stands in any of them.
 */
@Injectable()
export class MeetingMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
    private readonly desk: MeetingDesk,
    private readonly minutes: MinutesService,
    private readonly copies: MinuteCopies,
    private readonly extracts: MinuteExtracts,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('meetingScheduled', 'meetings.invite', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('meetingRescheduled', 'meetings.inviteAgain', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('meetingCancelled', 'meetings.callOff', (event) => this.callOff(event), { as: 'mail' });
    this.jobs.subscribe('minutesDrafted', 'meetings.tellApprovers', (event) => this.tellApprovers(event), { as: 'mail' });
    this.jobs.subscribe('minutesReturned', 'meetings.tellCoordinator', (event) => this.tellCoordinator(event), { as: 'mail' });
    this.jobs.subscribe('agendaPublished', 'meetings.tellOfAgenda', (event) => this.tellOfAgenda(event), { as: 'mail' });
    this.jobs.subscribe('meetingConcluded', 'meetings.draftMinutes', (event) => this.minutes.draft(meetingOf(event)), { as: 'letters' });
    this.jobs.subscribe('minutesCirculated', 'meetings.circulateMinutes', (event) => this.circulate(event), { as: 'letters' });
    this.jobs.subscribe('minutesCirculated', 'meetings.makeExtracts', (event) => this.extracts.make(meetingOf(event)), { as: 'letters' });
    this.jobs.subscribe('interestRuled', 'meetings.renewCopy', (event) => this.copies.renew(meetingOf(event), event.ids['membershipId'] ?? ''), { as: 'letters' });
  }

  private async invite(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    // Called off before this was sent: the cancelled entry alone goes out, and nobody is asked to what will not be.
    if (meeting.state === 'cancelled') return;
    const people = await this.invited(meeting.id);
    const when = `${dateTimeInWords(meeting.startsAt)}, ${meeting.venue}.`;
    for (const one of people) {
      await this.mail.queue({
        toMembershipId: one.membershipId, dedupeKey: `meeting-invitation:${meeting.id}:${meeting.calendarSequence}:${one.membershipId}`,
        subject: `${meeting.title}: ${meeting.calendarSequence === 0 ? 'invitation' : 'new date'} (${meeting.reference})`,
        lines: [`${meeting.calendarSequence === 0 ? 'You are invited to the' : 'There is a new date for the'} ${meeting.title}.`, when, `Sign in for the papers: ${this.link(meeting)}`],
        calendar: { method: 'REQUEST', ics: invitation(this.entryFor(meeting, people, one)) },
      });
    }
  }

  /** To everybody asked: the same entry with the next sequence, cancelled, which takes it out of their calendar. Why stands in the service. */
  private async callOff(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    const people = await this.invited(meeting.id);
    for (const one of people) {
      await this.mail.queue({
        toMembershipId: one.membershipId, dedupeKey: `meeting-cancelled:${meeting.id}:${one.membershipId}`, subject: `${meeting.title}: cancelled (${meeting.reference})`,
        lines: [`The ${meeting.title} on ${dateTimeInWords(meeting.startsAt)} is cancelled.`, `Sign in to read why: ${this.link(meeting)}`],
        calendar: { method: 'CANCEL', ics: cancellation(this.entryFor(meeting, people, one)) },
      });
    }
  }

  private entryFor(meeting: Standing, people: readonly Invited[], attendee: Invited): Invitation {
    const { id, calendarSequence, title, startsAt, endsAt, venue, coordinatorId } = meeting;
    const organiser = people.find((one) => one.membershipId === coordinatorId) ?? attendee;
    return { meetingId: id, sequence: calendarSequence, title, startsAt, endsAt, venue, link: this.link(meeting), organiser, attendee, sentAt: this.unit.at };
  }

  private async tellApprovers(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    const approvers = await this.minutes.approvers(meeting.id);
    for (const membershipId of approvers) await this.tellOne(meeting, membershipId, `minutes-drafted:${event.eventId}`, 'minutes to approve', 'The draft minutes are ready for you to approve or return.');
  }

  private async tellCoordinator(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.tellOne(meeting, meeting.coordinatorId, `minutes-returned:${event.eventId}`, 'minutes returned', 'The draft minutes are returned to you. What they still need stands above them.');
  }

  private async tellOne(meeting: Standing, toMembershipId: string, key: string, subject: string, line: string): Promise<void> {
    await this.mail.queue({
      toMembershipId, dedupeKey: `${key}:${toMembershipId}`, subject: `${meeting.title}: ${subject} (${meeting.reference})`, lines: [line, `Sign in to read: ${this.link(meeting)}/minutes`],
    });
  }

  private async tellOfAgenda(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.tell(meeting, `agenda:${meeting.id}:${meeting.agendaVersion}`, meeting.agendaVersion === 1 ? 'agenda published' : `agenda, version ${meeting.agendaVersion}`, 'The agenda is ready.', this.link(meeting));
  }

  private async circulate(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.copies.make(meeting.id);
    await this.tell(meeting, `minutes:${meeting.id}`, 'minutes', 'The minutes are ready. You see the parts that are yours to see.', `${this.link(meeting)}/minutes`);
  }

  private async tell(meeting: Standing, key: string, subject: string, line: string, link: string): Promise<void> {
    for (const { membershipId } of await this.invited(meeting.id)) {
      await this.mail.queue({
        toMembershipId: membershipId, dedupeKey: `${key}:${membershipId}`, subject: `${meeting.title}: ${subject} (${meeting.reference})`, lines: [line, `Sign in to read: ${link}`],
      });
    }
  }

  private link(meeting: Standing): string {
    return this.mail.link(`/meetings/${meeting.id}`);
  }

  private invited(meetingId: string): Promise<Invited[]> {
    return this.unit.query(invited, [this.unit.actor.councilId, meetingId, londonDate(this.unit.at).toString()]);
  }
}

function meetingOf({ ids }: DomainEvent): string {
  const { meetingId } = ids;
  if (meetingId === undefined) throw new Error('The event names no meeting.');
  return meetingId;
}
