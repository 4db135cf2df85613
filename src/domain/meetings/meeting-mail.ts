import { Injectable, type OnModuleInit } from '@nestjs/common';
import { invitation, type Invitation } from '../../platform/documents/calendar.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { dateTimeInWords } from '../../platform/clock/words.js';
import { MeetingDesk, type Standing } from './meeting-desk.js';
import { MinutesService } from './minutes.service.js';

interface Invited {
  readonly membershipId: string;
  readonly name: string;
  readonly email: string;
}
const invited = `
  select mm.membership_id as "membershipId", p.name, p.email
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id join people p on p.id = m.person_id
  where mm.council_id = $1 and mm.meeting_id = $2 order by mm.id`;

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
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('meetingScheduled', 'meetings.invite', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('meetingRescheduled', 'meetings.inviteAgain', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('agendaPublished', 'meetings.tellOfAgenda', (event) => this.tellOfAgenda(event), { as: 'mail' });
    this.jobs.subscribe('meetingConcluded', 'meetings.draftMinutes', (event) => this.minutes.draft(meetingOf(event)), { as: 'letters' });
    this.jobs.subscribe('minutesCirculated', 'meetings.circulateMinutes', (event) => this.circulate(event), { as: 'letters' });
  }

  private async invite(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    const people = await this.invited(meeting.id);
    const organiser = people.find((one) => one.membershipId === meeting.coordinatorId);
    const when = `${dateTimeInWords(meeting.startsAt)}, ${meeting.venue}.`;
    for (const one of people) {
      const details: Invitation = {
        meetingId: meeting.id, sequence: meeting.calendarSequence, title: meeting.title, startsAt: meeting.startsAt, endsAt: meeting.endsAt, venue: meeting.venue,
        link: this.link(meeting), organiser: organiser ?? one, attendee: one, sentAt: this.unit.at,
      };
      await this.mail.queue({
        toMembershipId: one.membershipId, dedupeKey: `meeting-invitation:${meeting.id}:${meeting.calendarSequence}:${one.membershipId}`,
        subject: `${meeting.title}: ${meeting.calendarSequence === 0 ? 'invitation' : 'new date'} (${meeting.reference})`,
        lines: [`${meeting.calendarSequence === 0 ? 'You are invited to the' : 'There is a new date for the'} ${meeting.title}.`, when, `Sign in for the papers: ${this.link(meeting)}`],
        calendar: { method: 'REQUEST', ics: invitation(details) },
      });
    }
  }

  private async tellOfAgenda(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.tell(meeting, `agenda:${meeting.id}:${meeting.agendaVersion}`, meeting.agendaVersion === 1 ? 'agenda published' : `agenda, version ${meeting.agendaVersion}`, 'The agenda is ready.', this.link(meeting));
  }

  private async circulate(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.minutes.copies(meeting.id);
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
    return this.unit.query(invited, [this.unit.actor.councilId, meetingId]);
  }
}

function meetingOf({ ids }: DomainEvent): string {
  const { meetingId } = ids;
  if (meetingId === undefined) throw new Error('The event names no meeting.');
  return meetingId;
}
