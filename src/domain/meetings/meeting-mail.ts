import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { PackCopies } from './agenda/pack-copies.service.js';
import { MeetingDesk, type Standing } from './meeting-desk.js';
import { type Invited, invited, silentMembers } from './series/asked.statement.js';
import { MinuteCopies } from './minutes/minute-copies.service.js';
import { MinuteExtracts } from './minutes/minute-extracts.service.js';
import { MinutesService } from './minutes/minutes.service.js';

const proposer = 'select proposed_by as "proposedBy" from item_proposals where council_id = $1 and id = $2';

/**
 * What members are told of a meeting, by the outbox; its calendar entries are `series/meeting-calendar.mail.ts`. Every mail carries the meeting's
 * name and reference and a link to sign in by. No service, person or sanction stands in any of them. Papers go attached to
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
