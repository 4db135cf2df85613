import { Injectable } from '@nestjs/common';
import { panelCircle } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { MeetingDesk } from './meeting-desk.js';
import { Meeting, MeetingMember } from './meeting.entity.js';
import type { MeetingStep, RescheduleMeeting, ScheduleMeeting } from './meeting.inputs.js';
import { meetingMachine } from './meeting.machine.js';
import { problems } from './meeting.refusals.js';
import { PartsService } from './session/parts.service.js';
import type { Quorum } from './session/quorum.js';
import { Turns } from './session/turns.service.js';

// Who may be asked to a meeting of this panel, with their seat on it. Partners and CQC see what their panels look at alone (R37).
const candidates = `
  select m.id, m.role, coalesce(s.seat, m.seat, 'other') as seat, s.id is not null as "hasSeat" from memberships m
  left join panel_seats s on s.council_id = m.council_id and s.membership_id = m.id and s.panel_id = $4 and s.deputy_of is null
    and s.valid_from <= $3::date and (s.valid_to is null or s.valid_to >= $3::date)
  where m.council_id = $1 and m.role = any ($2) and m.person_id is not null and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date)
    and (s.id is not null or m.role not in ('partner', 'cqcObserver'))`;
const openPanel = `
  select id, name from panels where council_id = $1 and ($2::uuid is null or id = $2) and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date)
  order by valid_from, recorded_at, id limit 1`;
// What nobody has taken keeps a meeting from concluding; standing subjects and what is for noting do not.
const openItems = `
  select count(*)::int as n from agenda_items
  where council_id = $1 and meeting_id = $2 and service_id is not null and taken_at is null and deferred_at is null and not for_noting`;

const invite = `
  insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance, contribution, version)
  select $1, $2, $3, m.id, coalesce(m.seat, 'other'), $5, 'expected', 'none', 1 from memberships m
  where m.council_id = $1 and m.id = $4 and not exists (select from meeting_members x where x.council_id = $1 and x.meeting_id = $3 and x.membership_id = m.id)`;

interface Candidate {
  readonly id: string;
  readonly role: string;
  readonly seat: MeetingMember['seat'];
  readonly hasSeat: boolean;
}

/** Meetings from the invitation to the end of the session: the only writer of meetings and of who is asked to them. */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly procedures: ProceduresService,
    private readonly desk: MeetingDesk,
    private readonly turns: Turns,
    private readonly parts: PartsService,
  ) {}

  /**
   * Schedules the next meeting of a panel and, by job, invites its members.
   * @throws InvalidInput for a time that has passed, a panel that is not open, or people who are not of the panel
   */
  async schedule(input: ScheduleMeeting): Promise<Outcome> {
    const { actor, at } = this.unit;
    const startsAt = this.toCome(input.startsOn, input.startTime);
    const panel = await this.panelOf(input.panelId ?? null);
    const members = await this.membersOf(input, panel.id);
    const { id: procedureId } = await this.procedures.current();
    const id = newId();
    const { version } = await this.runner.start(meetingMachine, { id, procedureId, context: { startsOn: input.startsOn, agendaVersion: 0, amendments: 0 } });
    const reference = await this.unit.reference('MTG');
    await this.unit.manager.insert(Meeting, {
      councilId: actor.councilId, id, reference, series: 'panel', panelId: panel.id, title: panel.name, startsAt: startsAt.toString(),
      endsAt: startsAt.add({ minutes: input.lengthMinutes }).toString(), venue: input.venue, chairId: input.chairId, coordinatorId: input.coordinatorId,
      calendarSequence: 0, openedAt: null, closedAt: null, openingQuorum: null, minutesDocumentId: null, recordedAt: at.toString(),
    });
    await this.unit.manager.insert(MeetingMember, members.map(({ id: membershipId, seat }) => ({
      councilId: actor.councilId, id: newId(), meetingId: id, membershipId, seat, invitedAt: at.toString(), attendance: 'expected' as const, deputyName: null,
      arrivedAt: null, leftAt: null, confidentialityAcceptedAt: null, contribution: 'none' as const, contributedAt: null, minutesDocumentId: null, version: 1,
    })));
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingScheduled', after: { reference, panelId: panel.id, startsAt: startsAt.toString(), members: members.length } });
    return { id, version, reference };
  }

  /** Another chairs or coordinates a meeting that has not begun: who does, is asked to it like everybody. */
  async give(id: string, duty: 'chair' | 'coordinator', membershipId: string): Promise<void> {
    const { actor, at } = this.unit;
    const { chairId, coordinatorId } = await this.desk.standing(id);
    await this.change(id, duty === 'chair' ? { chairId: membershipId } : { coordinatorId: membershipId });
    await this.unit.query(invite, [actor.councilId, newId(), id, membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingHandedOver', before: { membershipId: duty === 'chair' ? chairId : coordinatorId }, after: { duty, membershipId } });
  }

  /** Moves a meeting that is still to come; everybody gets the changed entry. */
  async reschedule(input: RescheduleMeeting): Promise<Outcome> {
    const meeting = await this.desk.standing(input.id);
    const startsAt = this.toCome(input.startsOn, input.startTime);
    const { version } = await this.runner.send(meetingMachine, 'RESCHEDULE', {
      id: input.id, version: input.version, facts: { startsOn: input.startsOn, isInFuture: true, rescheduleReasonGiven: true },
    });
    await this.change(input.id, {
      startsAt: startsAt.toString(), endsAt: startsAt.add({ minutes: input.lengthMinutes }).toString(), venue: input.venue, calendarSequence: meeting.calendarSequence + 1,
    });
    await this.trail.record({ subjectKind: 'meeting', subjectId: input.id, action: 'meetingRescheduled', before: { startsAt: meeting.startsAt.toString() }, after: { startsAt: startsAt.toString(), reasonGiven: true } });
    await this.desk.keepReason(input.id, 'rescheduled', input.reason);
    return { id: input.id, version };
  }

  /** Calls off a meeting that has not begun; everybody asked to it gets the cancelled entry, with the next sequence. */
  async cancel({ id, version, reason }: MeetingStep & { reason: string }): Promise<Outcome> {
    const { calendarSequence } = await this.desk.standing(id);
    const moved = await this.runner.send(meetingMachine, 'CANCEL', { id, version, facts: { cancelReasonGiven: true } });
    await this.change(id, { calendarSequence: calendarSequence + 1, closedAt: this.unit.at.toString() });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingCancelled', after: { reasonGiven: true } });
    await this.desk.keepReason(id, 'cancelled', reason);
    return { id, version: moved.version };
  }

  /** Opens the meeting, quorate or for sharing information only; the quorum at that moment is kept (R20). */
  async open({ id, version }: MeetingStep): Promise<Outcome> {
    return this.convene('OPEN', id, version, (quorum) => ({ openedAt: this.unit.at.toString(), openingQuorum: quorum }));
  }

  async resume({ id, version }: MeetingStep): Promise<Outcome> {
    return this.convene('RESUME', id, version, () => ({}));
  }

  async adjourn({ id, version, reason }: MeetingStep & { reason: string }): Promise<Outcome> {
    const moved = await this.runner.send(meetingMachine, 'ADJOURN', { id, version, facts: { adjournReasonGiven: true } });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingAdjourned', after: { reasonGiven: true } });
    await this.desk.keepReason(id, 'adjourned', reason);
    await this.turns.end(id);
    return { id, version: moved.version };
  }

  /** The chair pauses and looks at who is in the room (domain.md 2.3): it goes on once that is recorded. */
  async suspend({ id, version, reason }: MeetingStep & { reason: string }): Promise<Outcome> {
    const moved = await this.runner.send(meetingMachine, 'SUSPEND', { id, version, facts: { suspendedByChair: this.unit.actor.role === 'chair', suspendReasonGiven: true } });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingSuspended', after: { reasonGiven: true } });
    await this.desk.keepReason(id, 'suspended', reason);
    await this.turns.end(id);
    return { id, version: moved.version };
  }

  /** Ends the session; the minutes then draft themselves, by job. */
  async conclude({ id, version }: MeetingStep): Promise<Outcome> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standing(id);
    const [open] = await this.unit.query<{ n: number }>(openItems, [actor.councilId, id]);
    const draftMinutesBy = addWorkingDays(londonDate(at), meeting.procedure.timescales.minutesDraftWorkingDays).toString();
    const moved = await this.runner.send(meetingMachine, 'CONCLUDE', { id, version, facts: { itemsOpen: open?.n ?? 0, draftMinutesBy } });
    await this.change(id, { closedAt: at.toString() });
    await this.turns.end(id);
    await this.parts.close(id);
    return { id, version: moved.version };
  }

  private async convene(event: 'OPEN' | 'RESUME', id: string, version: number, kept: (quorum: Quorum) => Partial<Meeting>): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    const sittings = await this.desk.sittings(id);
    const quorum = await this.desk.quorum(meeting);
    const facts = {
      quorate: quorum.quorate,
      attendanceRecorded: sittings.every((one) => one.attendance !== 'expected'),
      chairPresent: sittings.some((one) => one.seat === 'chair' && one.present),
    };
    const moved = await this.runner.send(meetingMachine, event, { id, version, facts });
    await this.change(id, kept(quorum));
    await this.turns.goOn(id);
    return { id, version: moved.version };
  }

  private async change(id: string, values: Partial<Meeting>): Promise<void> {
    if (Object.keys(values).length === 0) return;
    const { affected } = await this.unit.manager.update(Meeting, { councilId: this.unit.actor.councilId, id }, values);
    if (affected !== 1) throw new NotFound('meeting');
  }

  private toCome(startsOn: string, startTime: string): Temporal.Instant {
    const startsAt = londonInstant(Temporal.PlainDate.from(startsOn), startTime);
    if (Temporal.Instant.compare(startsAt, this.unit.at) <= 0) throw problems.past;
    return startsAt;
  }

  private async panelOf(panelId: string | null): Promise<{ id: string; name: string }> {
    const [panel] = await this.unit.query<{ id: string; name: string }>(openPanel, [this.unit.actor.councilId, panelId, londonDate(this.unit.at).toString()]);
    if (panel === undefined) throw problems.panel;
    return panel;
  }

  /** Chair, coordinator and the chosen others; nobody chosen means everybody with a seat on the panel. */
  private async membersOf({ chairId, coordinatorId, memberIds }: ScheduleMeeting, panelId: string): Promise<Candidate[]> {
    const { actor, at } = this.unit;
    const all = await this.unit.query<Candidate>(candidates, [actor.councilId, panelCircle.filter((role) => role !== 'auditor'), londonDate(at).toString(), panelId]);
    const byId = new Map(all.map((one) => [one.id, one]));
    if (byId.get(chairId)?.role !== 'chair') throw problems.chair;
    if (byId.get(coordinatorId)?.role !== 'coordinator') throw problems.coordinator;
    const chosen = memberIds.length > 0 ? memberIds : all.filter((one) => one.hasSeat).map((one) => one.id);
    const members = [...new Set([chairId, coordinatorId, ...chosen])].map((id) => byId.get(id));
    if (members.some((one) => one === undefined)) throw problems.strangers;
    return members.filter((one) => one !== undefined);
  }
}
