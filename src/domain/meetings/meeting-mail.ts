import { Injectable, type OnModuleInit } from '@nestjs/common';
import { cancellation, invitation, type Invitation } from '../../platform/documents/calendar.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords, dateTimeInWords } from '../../platform/clock/words.js';
import { PackCopies } from './agenda/pack-copies.service.js';
import { MeetingDesk, type Standing } from './meeting-desk.js';
import { hasGone, standIn } from './series/stand-in.js';
import { MinuteCopies } from './minutes/minute-copies.service.js';
import { MinuteExtracts } from './minutes/minute-extracts.service.js';
import { MinutesService } from './minutes/minutes.service.js';

interface Invited {
  readonly membershipId: string;
  readonly name: string;
  readonly email: string;
}
// Who has left the agency is told nothing any more; who comes in a member's place is told with them.
const membersAsked = (which: string): string => `
  select m.id as "membershipId", p.name, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'mail') as email
  from (
    select mm.council_id, mm.id, mm.membership_id from meeting_members mm where mm.council_id = $1 and mm.meeting_id = $2 ${which}
    union all
    select mm.council_id, mm.id, stand.membership_id from meeting_members mm join meetings g on g.council_id = mm.council_id and g.id = mm.meeting_id
      cross join lateral (${standIn('mm', 'g.starts_at')}) stand
      where mm.council_id = $1 and mm.meeting_id = $2 ${which} and stand.membership_id not in (select x.membership_id from meeting_members x where x.council_id = $1 and x.meeting_id = $2)
  ) asked join memberships m on m.council_id = asked.council_id and m.id = asked.membership_id join people p on p.id = m.person_id
  -- Whoever has left meanwhile is not written to.
  where not ${hasGone('m', '$3::date')} order by asked.id, m.id`;

const invited = membersAsked('');
const silentMembers = membersAsked(`and mm.contribution = 'none'`);
const proposer = 'select proposed_by as "proposedBy" from item_proposals where council_id = $1 and id = $2';

/**
 * What members are told of a meeting, by the outbox. Every mail carries the meeting's name and reference and a link to
 * sign in by; a calendar entry names the meeting alone. No service, person or sanction stands in any of them. Papers go attached to
 * domains that the council lists, and to no others.
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
    private readonly packs: PackCopies,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('meetingScheduled', 'meetings.invite', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('meetingRescheduled', 'meetings.inviteAgain', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('meetingDeputyNamed', 'meetings.inviteDeputy', (event) => this.invite(event), { as: 'mail' });
    this.jobs.subscribe('meetingCancelled', 'meetings.callOff', (event) => this.callOff(event), { as: 'mail' });
    this.jobs.subscribe('meetingNoted', 'meetings.tellOfNotes', (event) => this.tellOfNotes(event), { as: 'mail' });
    this.jobs.subscribe('itemsCalledFor', 'meetings.callForItems', (event) => this.callForItems(event), { as: 'mail' });
    this.jobs.subscribe('contributionsReminder', 'meetings.remindSilent', (event) => this.remindSilent(event), { as: 'mail' });
    this.jobs.subscribe('itemProposed', 'meetings.tellOfProposal', (event) => this.tellOfProposal(event), { as: 'mail' });
    this.jobs.subscribe('proposalAnswered', 'meetings.answerProposal', (event) => this.answerProposal(event), { as: 'mail' });
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
    // Recorded after the fact: nobody is asked to what has been.
    if (Temporal.Instant.compare(meeting.startsAt, this.unit.at) <= 0) return;
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

  private async callForItems(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    if (meeting.contributionsBy === null || meeting.state === 'cancelled') return;
    await this.tell(meeting, `call:${event.eventId}`, 'call for items', `Tell us what your agency brings to the ${meeting.title}, or that it brings nothing, by ${dateInWords(meeting.contributionsBy)}. You may also propose an item.`, this.contributionsLink(meeting));
  }

  /** To those who have returned nothing, not even a nil return. */
  private async remindSilent(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    if (meeting.state === 'cancelled') return;
    const by = meeting.contributionsBy;
    const line = `We have nothing yet from your agency for the ${meeting.title}${by === null ? '' : by < londonDate(this.unit.at).toString() ? `; it was asked for by ${dateInWords(by)}` : `; it is asked for by ${dateInWords(by)}`}. If you have nothing to bring, send a nil return.`;
    for (const { membershipId } of await this.unit.query<Invited>(silentMembers, [this.unit.actor.councilId, meeting.id, londonDate(this.unit.at).toString()])) {
      await this.tellOne(meeting, membershipId, `contributions-reminder:${event.eventId}`, 'your contribution', line, this.contributionsLink(meeting));
    }
  }

  private async tellOfProposal(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.tellOne(meeting, meeting.coordinatorId, `item-proposed:${event.eventId}`, 'an item is proposed', 'A member proposes an item for the agenda. It waits for your answer.', `${this.contributionsLink(meeting)}#proposals`);
  }

  private async answerProposal(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    const [proposal] = await this.unit.query<{ proposedBy: string }>(proposer, [this.unit.actor.councilId, event.ids['proposalId']]);
    if (proposal !== undefined) await this.tellOne(meeting, proposal.proposedBy, `proposal-answered:${event.eventId}`, 'your proposed item', 'The item you proposed is answered.', `${this.contributionsLink(meeting)}#proposals`);
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

  private async tellOne(meeting: Standing, toMembershipId: string, key: string, subject: string, line: string, link = `${this.link(meeting)}/minutes`): Promise<void> {
    await this.mail.queue({
      toMembershipId, dedupeKey: `${key}:${toMembershipId}`, subject: `${meeting.title}: ${subject} (${meeting.reference})`, lines: [line, `Sign in to read: ${link}`],
    });
  }

  /** A link; and the papers attached, each member their own, where the council lists the domain of their address. */
  private async tellOfAgenda(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    const subject = meeting.agendaVersion === 1 ? 'agenda published' : `agenda, version ${meeting.agendaVersion}`;
    for (const { membershipId, email } of await this.invited(meeting.id)) {
      const documentId = await this.packs.attachmentFor(meeting.id, membershipId, email, londonDate(this.unit.at).toString());
      await this.mail.queue({
        toMembershipId: membershipId, dedupeKey: `agenda:${meeting.id}:${meeting.agendaVersion}:${membershipId}`, subject: `${meeting.title}: ${subject} (${meeting.reference})`,
        lines: ['The agenda and its papers are ready.', `Sign in to read: ${this.link(meeting)}/pack`], ...(documentId !== undefined && { documentId }),
      });
    }
  }

  private async tellOfNotes(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(meetingOf(event));
    await this.tell(meeting, `notes:${event.eventId}`, 'notes', 'The notes are ready.', this.link(meeting));
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

  private contributionsLink(meeting: Standing): string {
    return `${this.link(meeting)}/contributions`;
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
