import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../../platform/clock/london.js';
import { dateTimeInWords } from '../../../platform/clock/words.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { cancellation, invitation, type Invitation } from '../../../platform/documents/calendar.js';
import { type DomainEvent, Jobs } from '../../../platform/jobs/jobs.service.js';
import { Mail } from '../../../platform/mail/mail.service.js';
import { MeetingDesk, type Standing } from '../meeting-desk.js';
import { entriesSent, formerly, type Invited, invited, toComeWith } from './asked.statement.js';

/**
 * Calendar entries of a meeting, by mail. Whatever changes who is asked, each entry follows: whoever is asked and has none gets it, and whoever
 * has one and is asked no longer gets its cancellation. An entry names the meeting alone: no service, person or sanction.
 */
@Injectable()
export class MeetingCalendarMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
    private readonly desk: MeetingDesk,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('meetingScheduled', 'meetings.invite', async (event) => void (await this.follow(event)), { as: 'mail' });
    this.jobs.subscribe('meetingRescheduled', 'meetings.inviteAgain', async (event) => void (await this.follow(event, true)), { as: 'mail' });
    this.jobs.subscribe('deputyForDays', 'meetings.followDeputy', (event) => this.forDays(event), { as: 'mail' });
    this.jobs.subscribe('meetingDeputyNamed', 'meetings.inviteDeputy', (event) => this.deputy(event, 'Somebody is named to come in your place to'), { as: 'mail' });
    this.jobs.subscribe('meetingDeputyWithdrawn', 'meetings.callOffDeputy', (event) => this.deputy(event, 'Whoever was named to come in your place is taken back: you are asked yourself to'), { as: 'mail' });
    this.jobs.subscribe('meetingMemberAdded', 'meetings.inviteMember', (event) => this.members(event, 'One member more is asked to'), { as: 'mail' });
    this.jobs.subscribe('meetingMemberTakenOff', 'meetings.callOffMember', (event) => this.members(event, 'A member is asked no longer to'), { as: 'mail' });
    this.jobs.subscribe('meetingCancelled', 'meetings.callOff', (event) => this.callOff(event), { as: 'mail' });
  }

  /** @param newDate whether those who have the entry get it with a new date */
  private async follow(event: DomainEvent, newDate = false): Promise<Standing | null> {
    const meeting = await this.toCome(event);
    if (meeting === null) return null;
    const { asked, without, gone } = await this.differing(meeting);
    for (const one of without) await this.send(meeting, asked, one, 'invitation', `You are invited to the ${meeting.title}.`);
    if (newDate) for (const one of asked.filter((other) => !without.includes(other))) await this.send(meeting, asked, one, 'new date', `There is a new date for the ${meeting.title}.`);
    for (const one of gone) await this.uninvite(meeting, asked, one);
    return meeting;
  }

  /** Somebody is named to take a member's place for some days, or taken back: of the meetings to come, those change whose entries differ. */
  private async forDays({ ids, ...event }: DomainEvent): Promise<void> {
    for (const { id } of await this.unit.query<{ id: string }>(toComeWith, [this.unit.actor.councilId, ids['membershipId'], this.unit.at.toString()])) {
      const { without, gone } = await this.differing(await this.desk.standing(id));
      if (without.length + gone.length === 0) continue;
      await this.desk.nextEntry(id);
      await this.follow({ ...event, ids: { meetingId: id } });
    }
  }

  /** Who is asked, who of them has no entry, and who has one and is asked no longer. */
  private async differing(meeting: Standing): Promise<{ asked: readonly Invited[]; without: readonly Invited[]; gone: readonly Invited[] }> {
    const [asked, sent] = [await this.invited(meeting), await this.sent(meeting)];
    const gone = [...sent].filter(([membershipId, holds]) => holds && !asked.some((one) => one.membershipId === membershipId)).map(([membershipId]) => membershipId);
    return { asked, without: asked.filter(({ membershipId }) => sent.get(membershipId) !== true), gone: await this.unit.query<Invited>(formerly, [this.unit.actor.councilId, gone, this.today]) };
  }

  /** The member keeps the entry: the place is still theirs, with its papers, and they may come after all. Whoever else names or takes back a deputy, they hear of it. */
  private async deputy(event: DomainEvent, told: string): Promise<void> {
    const meeting = await this.follow(event);
    const { membershipId = '', by } = event.ids;
    if (meeting === null || membershipId === by || !(await this.invited(meeting)).some((one) => one.membershipId === membershipId)) return;
    await this.mail.queue({
      toMembershipId: membershipId, dedupeKey: `meeting-deputy:${meeting.id}:${event.eventId}`, subject: `${meeting.title}: your place (${meeting.reference})`,
      lines: [`${told} the ${meeting.title} on ${dateTimeInWords(meeting.startsAt)}.`, `Sign in to read who: ${this.link(meeting)}#members`],
    });
  }

  /** Whoever runs the meeting, and did not do it themselves, gets the changed entry too. */
  private async members(event: DomainEvent, told: string): Promise<void> {
    const meeting = await this.follow(event);
    if (meeting === null) return;
    const asked = await this.invited(meeting);
    const run = asked.filter(({ membershipId }) => [meeting.chairId, meeting.coordinatorId].includes(membershipId) && membershipId !== event.ids['by'] && membershipId !== event.ids['membershipId']);
    for (const one of run) await this.send(meeting, asked, one, 'members changed', `${told} the ${meeting.title}.`);
  }

  /** To everybody asked, and whoever still has an entry: the same with the next sequence, cancelled, which takes it out of their calendar. Why stands in the service. */
  private async callOff(event: DomainEvent): Promise<void> {
    const meeting = await this.desk.standing(event.ids['meetingId'] ?? '');
    const { asked: people, gone } = await this.differing(meeting);
    for (const one of [...people, ...gone]) {
      await this.mail.queue({
        toMembershipId: one.membershipId, dedupeKey: `meeting-cancelled:${meeting.id}:${one.membershipId}`, subject: `${meeting.title}: cancelled (${meeting.reference})`,
        lines: [`The ${meeting.title} on ${dateTimeInWords(meeting.startsAt)} is cancelled.`, `Sign in to read why: ${this.link(meeting)}`],
        calendar: { method: 'CANCEL', ics: cancellation(this.entryFor(meeting, people, one)) },
      });
    }
  }

  private async send(meeting: Standing, asked: readonly Invited[], one: Invited, subject: string, line: string): Promise<void> {
    await this.mail.queue({
      toMembershipId: one.membershipId, dedupeKey: `meeting-invitation:${meeting.id}:${meeting.calendarSequence}:${one.membershipId}`, subject: `${meeting.title}: ${subject} (${meeting.reference})`,
      lines: [line, `${dateTimeInWords(meeting.startsAt)}, ${meeting.venue}.`, `Sign in for the papers: ${this.link(meeting)}`],
      calendar: { method: 'REQUEST', ics: invitation(this.entryFor(meeting, asked, one)) },
    });
  }

  private async uninvite(meeting: Standing, asked: readonly Invited[], one: Invited): Promise<void> {
    await this.mail.queue({
      toMembershipId: one.membershipId, dedupeKey: `meeting-uninvited:${meeting.id}:${meeting.calendarSequence}:${one.membershipId}`, subject: `${meeting.title}: you are asked no longer (${meeting.reference})`,
      lines: [`You are asked no longer to the ${meeting.title} on ${dateTimeInWords(meeting.startsAt)}. The entry leaves your calendar.`],
      calendar: { method: 'CANCEL', ics: cancellation(this.entryFor(meeting, asked, one)) },
    });
  }

  /** Called off before this was sent: the cancelled entry alone goes out. Recorded after the fact: nobody is asked to what has been. */
  private async toCome({ ids }: DomainEvent): Promise<Standing | null> {
    const meeting = await this.desk.standing(ids['meetingId'] ?? '');
    return meeting.state === 'cancelled' || Temporal.Instant.compare(meeting.startsAt, this.unit.at) <= 0 ? null : meeting;
  }

  private entryFor(meeting: Standing, people: readonly Invited[], attendee: Invited): Invitation {
    const { id, calendarSequence, title, startsAt, endsAt, venue, coordinatorId } = meeting;
    const organiser = people.find((one) => one.membershipId === coordinatorId) ?? attendee;
    return { meetingId: id, sequence: calendarSequence, title, startsAt, endsAt, venue, link: this.link(meeting), organiser, attendee, sentAt: this.unit.at };
  }

  /** Who was sent the entry, and whether it is the last they were sent of this meeting. */
  private async sent({ id }: Standing): Promise<Map<string, boolean>> {
    const rows = await this.unit.query<{ membershipId: string; holds: boolean }>(entriesSent, [this.unit.actor.councilId, id]);
    return new Map(rows.map(({ membershipId, holds }) => [membershipId, holds]));
  }

  private invited({ id }: Standing): Promise<Invited[]> {
    return this.unit.query(invited, [this.unit.actor.councilId, id, this.today]);
  }

  private link({ id }: Standing): string {
    return this.mail.link(`/meetings/${id}`);
  }

  private get today(): string {
    return londonDate(this.unit.at).toString();
  }
}
