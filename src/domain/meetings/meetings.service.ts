import { Injectable } from '@nestjs/common';
import type { ProviderPart, SeriesKey } from '../../../procedures/index.ts';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { WorkflowRunner } from '../../platform/workflow/workflow-runner.js';
import { MeetingAccess } from '../people/meeting-access.service.js';
import { MeetingDesk } from './meeting-desk.js';
import { Meeting, MeetingMember } from './meeting.entity.js';
import type { MeetingStep, RescheduleMeeting, ScheduleMeeting } from './meeting.inputs.js';
import { meetingMachine } from './meeting.machine.js';
import { problems } from './meeting.refusals.js';
import { beginning } from './series/meeting-dates.js';
import { type Candidate, MeetingPlanning, type PlannedKind } from './series/meeting-planning.service.js';
import { seatedOn } from './series/who-may-be-asked.js';
import { StageMeetings } from './series/stage-meetings.service.js';
import { AttendanceService } from './session/attendance.service.js';
import { PartsService } from './session/parts.service.js';
import type { Quorum } from './session/quorum.js';
import { Turns } from './session/turns.service.js';

// What nobody has taken keeps a meeting from concluding; standing subjects and what is for noting do not.
const openItems = `
  select count(*)::int as n from agenda_items
  where council_id = $1 and meeting_id = $2 and service_id is not null and taken_at is null and deferred_at is null and not for_noting`;

const invite = `
  insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance, contribution, version)
  select $1, $2, $3, m.id, coalesce(seated.seat, m.seat, 'other'), $5, 'expected', 'none', 1 from memberships m join meetings g on g.council_id = m.council_id and g.id = $3
  ${seatedOn('m', 'g.panel_id', `(g.starts_at at time zone 'Europe/London')::date`)}
  where m.council_id = $1 and m.id = $4 and not exists (select from meeting_members x where x.council_id = $1 and x.meeting_id = $3 and x.membership_id = m.id)`;

/** A meeting as it is created; whoever creates it has asked whether it fits. */
export interface NewMeeting {
  readonly kind: PlannedKind;
  readonly panelId: string;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly lengthMinutes: number;
  readonly venue: string;
  readonly chairId: string;
  readonly coordinatorId: string;
  readonly members: readonly Candidate[];
  readonly serviceId?: string | undefined;
  readonly providerPart?: ProviderPart | undefined;
  readonly byName?: string | undefined;
}

/** Meetings from the invitation to the end of the session: the only writer of meetings and of who is asked to them. */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: MeetingDesk,
    private readonly planning: MeetingPlanning,
    private readonly access: MeetingAccess,
    private readonly stageOf: StageMeetings,
    private readonly turns: Turns,
    private readonly parts: PartsService,
    private readonly attendance: AttendanceService,
  ) {}

  /**
   * Schedules a meeting and, by job, invites its members.
   * @throws InvalidInput for a day or time that speaks against it, what does not fit its kind, a panel that is not open, or people who are not of the panel
   */
  async schedule(input: ScheduleMeeting): Promise<Outcome> {
    const kind = await this.planning.kindOf(input.series);
    const { series } = kind;
    const { at: startsAt, problems: ofDay } = beginning({ ...input, mayBePast: series.shape === 'notesOnly' }, this.unit.at);
    const wrong = [...ofDay, ...this.planning.misfits(series, input)];
    if (wrong.length > 0) throw new InvalidInput(wrong);
    const panel = await this.planning.panelFor(series, input.panelId ?? null, input.serviceId);
    await this.demandFree(panel.id, series.key, input.serviceId ?? null, input);
    const { members, guests } = await this.planning.asked(input, series, panel.id, startsAt);
    const title = series.key === 'panel' || series.shape === 'standing' ? panel.name : (input.title ?? series.name);
    const created = await this.create({ ...input, kind, panelId: panel.id, title, startsAt, members: [...members, ...guests] });
    const until = this.planning.lastDay(startsAt, kind.procedure);
    for (const agencyId of new Set(guests.flatMap((guest) => guest.agencyId ?? []))) {
      await this.access.shareWith({ meetingId: created.id, serviceId: input.serviceId ?? '', agencyId, reason: input.sharingReason ?? '', until });
    }
    return created;
  }

  /** Writes a meeting and who is asked to it. */
  async create({ kind, panelId, title, startsAt, lengthMinutes, venue, chairId, coordinatorId, members, serviceId, providerPart, byName }: NewMeeting): Promise<Outcome> {
    const { actor, at } = this.unit;
    const { series, procedureId } = kind;
    const id = newId();
    const context = { startsOn: londonDate(startsAt).toString(), agendaVersion: 0, amendments: 0, ...(series.shape === 'notesOnly' && { notesOnly: true as const }) };
    const { version } = await this.runner.start(meetingMachine, { id, procedureId, context });
    const reference = await this.unit.reference('MTG');
    await this.unit.manager.insert(Meeting, {
      councilId: actor.councilId, id, reference, series: series.key, panelId, serviceId: serviceId ?? null, providerPart: providerPart ?? null, byName: byName ?? null, title, startsAt: startsAt.toString(),
      endsAt: startsAt.add({ minutes: lengthMinutes }).toString(), venue, chairId, coordinatorId,
      calendarSequence: 0, openedAt: null, closedAt: null, openingQuorum: null, minutesDocumentId: null, recordedAt: at.toString(),
    });
    await this.unit.manager.insert(MeetingMember, members.map(({ id: membershipId, seat }) => ({
      councilId: actor.councilId, id: newId(), meetingId: id, membershipId, seat, invitedAt: at.toString(), attendance: 'expected' as const, deputyName: null, deputyMembershipId: null, deputyExpected: null,
      arrivedAt: null, leftAt: null, confidentialityAcceptedAt: null, contribution: 'none' as const, contributedAt: null, minutesDocumentId: null, version: 1,
    })));
    await this.trail.record({
      subjectKind: 'meeting', subjectId: id, action: 'meetingScheduled',
      after: { reference, series: series.key, panelId, ...(serviceId !== undefined && { serviceId, providerPart: providerPart ?? null }), startsAt: startsAt.toString(), members: members.length },
    });
    return { id, version, reference };
  }

  /** Another chairs or coordinates a meeting that has not begun: who does, is asked to it like everybody. */
  async give(id: string, duty: 'chair' | 'coordinator', membershipId: string): Promise<void> {
    const { actor, at } = this.unit;
    const { chairId, coordinatorId } = await this.desk.standing(id);
    await this.change(id, duty === 'chair' ? { chairId: membershipId } : { coordinatorId: membershipId });
    const invited = await this.unit.client.query(invite, [actor.councilId, newId(), id, membershipId, at.toString()]);
    await this.desk.nextEntry(id);
    if (invited.rowCount === 1) await this.jobs.publish('meetingMemberAdded', { meetingId: id, membershipId, by: actor.membershipId });
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'meetingHandedOver', before: { membershipId: duty === 'chair' ? chairId : coordinatorId }, after: { duty, membershipId } });
  }

  /** Moves a meeting that is still to come, or sets the day on which an adjourned one goes on; everybody gets the changed entry, and what it opens to deputies and guests lasts as much longer. */
  async reschedule(input: RescheduleMeeting): Promise<Outcome> {
    const meeting = await this.desk.standing(input.id);
    const { at: startsAt, problems: ofDay } = beginning({ ...input, mayBePast: false }, this.unit.at);
    if (ofDay.length > 0) throw new InvalidInput(ofDay);
    await this.demandFree(meeting.panelId, meeting.series.key, meeting.serviceId, input, input.id);
    const { version } = await this.runner.send(meetingMachine, 'RESCHEDULE', {
      id: input.id, version: input.version, facts: { startsOn: input.startsOn, isInFuture: true, rescheduleReasonGiven: true },
    });
    await this.change(input.id, {
      startsAt: startsAt.toString(), endsAt: startsAt.add({ minutes: input.lengthMinutes }).toString(), venue: input.venue, calendarSequence: meeting.calendarSequence + 1,
    });
    await this.access.lastUntil(input.id, this.planning.lastDay(startsAt, meeting.procedure));
    if (meeting.state === 'adjourned') await this.attendance.goHome(input.id);
    await this.trail.record({ subjectKind: 'meeting', subjectId: input.id, action: 'meetingRescheduled', before: { startsAt: meeting.startsAt.toString() }, after: { startsAt: startsAt.toString(), reasonGiven: true } });
    await this.desk.keepReason(input.id, 'rescheduled', input.reason);
    return { id: input.id, version };
  }

  /** Calls off a meeting that has not begun; everybody asked to it gets the cancelled entry, with the next sequence. */
  async cancel({ id, version, reason }: MeetingStep & { reason: string }): Promise<Outcome> {
    const { calendarSequence } = await this.desk.standing(id);
    const moved = await this.runner.send(meetingMachine, 'CANCEL', { id, version, facts: { cancelReasonGiven: true } });
    await this.change(id, { calendarSequence: calendarSequence + 1, closedAt: this.unit.at.toString() });
    await this.access.lastUntil(id, londonDate(this.unit.at).toString());
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
    await this.stageOf.held(meeting);
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
      attendanceRecorded: sittings.every((one) => one.attendance !== 'expected' || one.gone),
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

  /** @throws InvalidInput where the panel has a meeting of this kind that day and nobody says that another is meant */
  private async demandFree(panelId: string, series: SeriesKey, serviceId: string | null, { startsOn, dateIsMeant }: { startsOn: string; dateIsMeant: boolean }, besides: string | null = null): Promise<void> {
    const there = (await this.planning.thatDay(panelId, series, serviceId, [startsOn], besides)).get(startsOn);
    if (there !== undefined && !dateIsMeant) throw problems.sameDay(there, startsOn);
  }
}
