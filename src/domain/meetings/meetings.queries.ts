import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.js';
import { type Actor, panelCircle, type Seat } from '../../platform/access/actor.js';
import { type AudienceSection, maySee } from '../../platform/access/audience.js';
import { nextPanelDate } from '../../platform/clock/cadence.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { decidableCodes } from '../decisions/recommendation.types.js';
import { type AgendaLine, agendaOf, mayDefer } from './agenda/agenda.js';
import type { DeferredSubject, DueService } from './agenda/agenda-facts.js';
import { panelDates } from './agenda/agendas.service.js';
import { personKeyOf } from './meeting-desk.js';
import type { Attendance } from './meeting.entity.js';
import type { MeetingContext } from './meeting.machine.js';
import { meetingList, meetingStatement, minutesStatement, proposalStatement } from './meeting.statement.js';
import { approves, stepsOf } from './meeting-steps.js';
import type {
  AgendaLineView, InterestView, ItemActionView, ItemRecommendationView, ItemRecordView, MeetingList, MeetingMemberView, MeetingProposal, MeetingView,
  MinuteSectionView, MinutesView, RunningMeeting,
} from './meeting.types.js';
import { type Attendee, forecastOf, type Quorum, quorumOf } from './session/quorum.js';
import { inRoomFor, minutesTaken, type RoomMember, type Stay, type Turn } from './session/room.js';
import type { DecidedAloneView } from './session/room.types.js';

const pageSize = 20;
const before = ['scheduled', 'agendaDraft', 'agendaPublished'];

type KeptLine = AgendaLine & { readonly takenAt: string | null; readonly part: string | null; readonly excluded: boolean; readonly interests: readonly InterestView[] };
type MemberRow = MeetingMemberView & RoomMember & { readonly seat: Seat; readonly attendance: Attendance; readonly personId: string; readonly outside: boolean };
export interface MeetingRow extends Omit<MeetingView, 'nextOn' | 'quorum' | 'agendaIsLive' | 'agenda' | 'sections' | 'members' | 'interestKinds' | 'confidentialityStatement' | 'allowedActions'> {
  readonly context: MeetingContext;
  readonly laterMeetingId: string | null;
  readonly chairsOut: boolean;
  readonly heldOn: string;
  readonly procedure: Pick<Procedure, 'quorum' | 'agenda' | 'interests' | 'confidentialityStatement' | 'authorities' | 'restrictionKinds'> & {
    readonly cadence: Procedure['panel']['cadence'];
    readonly criteria: Procedure['thresholdCriteria'];
    readonly reasons: Procedure['restrictionReasons'];
  };
  readonly due: readonly DueService[];
  readonly deferred: readonly DeferredSubject[];
  readonly kept: readonly KeptLine[];
  readonly members: readonly MemberRow[];
  readonly record: ItemRecordView | null;
  readonly recommendations: readonly Omit<ItemRecommendationView, 'codeWords'>[];
  readonly actions: readonly ItemActionView[];
  readonly turns: readonly Turn[];
  readonly presences: readonly Stay[];
  readonly decidedAlone: readonly (Omit<DecidedAloneView, 'codeWords'> & { readonly code: string })[];
}
type MinutesRow = Omit<MinutesView, 'youAreOutOf' | 'allowedActions' | 'sections'> & {
  readonly context: MeetingContext;
  readonly chairsOut: boolean;
  readonly members: number;
  readonly out: readonly { readonly id: string; readonly title: string }[];
  readonly sections: readonly (MinuteSectionView & AudienceSection)[];
};

/** Reads of meetings, one data statement each. Agenda, quorum and steps are worked out by the same functions that write them. */
@Injectable()
export class MeetingsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, which: string | null, page: number | null): Promise<MeetingList> {
    const values = [which === 'upcoming' || which === 'past' ? which : 'all', this.clock.now().toString(), pageNumber(page), pageSize];
    const found = await this.reads.one<MeetingList>(actor, meetingList, values, { operation: 'meetings', subjectKind: 'meeting' });
    if (found === null) throw new Error('The list of meetings has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<MeetingView | null> {
    const row = await this.row(actor, id, null, 'meeting');
    return row && viewOf(actor, row, this.clock.today().toString(), this.clock.now());
  }

  /** The meeting with one item, or with the first that is not taken. */
  async running(actor: Actor, id: string, itemId: string | null): Promise<RunningMeeting | null> {
    const row = await this.row(actor, id, itemId, 'runningMeeting');
    if (row === null) return null;
    const meeting = viewOf(actor, row, this.clock.today().toString(), this.clock.now());
    const line = meeting.agenda.find((one) => one.id !== null && one.id === itemId);
    const { authorities, criteria, restrictionKinds, reasons } = row.procedure;
    const words = new Map(authorities.map((one) => [one.code, one.words]));
    const isIn = line !== undefined && line.youAreOut === null;
    return {
      meeting,
      decidedAlone: row.decidedAlone.map((one) => ({ ...one, codeWords: words.get(one.code) ?? one.code })),
      choices: {
        decisions: decidableCodes.map((code) => ({ code, words: words.get(code) ?? code })), criteria, reasons,
        restrictionKinds: restrictionKinds.filter((kind) => kind.imposedBy === 'council'),
      },
      item: line === undefined ? null : {
        line,
        quorum: quorumFor(row, line.interests, line.part),
        record: isIn ? (row.record ?? { version: 0, summary: '', differingViews: '', nextDate: null, onTrack: null, changedBy: null, changedAt: null }) : null,
        recommendations: isIn ? row.recommendations.map((one) => ({ ...one, codeWords: words.get(one.code) ?? one.code })) : [],
        actions: isIn ? row.actions : [],
      },
    };
  }

  /** @param panelId which panel; null for the council's first */
  async proposal(actor: Actor, panelId: string | null): Promise<MeetingProposal | null> {
    if (panelId !== null && !isId(panelId)) return null;
    const today = this.clock.today();
    const roles = panelCircle.filter((role) => role !== 'auditor');
    const row = await this.reads.one<Pick<MeetingProposal, 'panelId' | 'title' | 'panels' | 'venue' | 'people'> & { panel: Procedure['panel']; lastOn: string | null }>(actor, proposalStatement, [today.toString(), roles, panelId], null);
    if (row === null) return null;
    const after = row.lastOn !== null && row.lastOn > today.toString() ? Temporal.PlainDate.from(row.lastOn) : today;
    const { cadence, startsAt, lengthMinutes } = row.panel;
    const { panels, title, venue, people } = row;
    return { panelId: row.panelId, title, panels, startsOn: nextPanelDate(cadence, after).toString(), startTime: startsAt, lengthMinutes, venue, people };
  }

  /** The minutes as this reader may see them (R21, R22). */
  async minutes(actor: Actor, id: string): Promise<MinutesView | null> {
    const row = await this.reads.one<MinutesRow>(actor, minutesStatement, [id], { operation: 'meetingMinutes', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { context, chairsOut, members, out, sections, ...minutes } = row;
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: out.map((item) => item.id) };
    const known = {
      items: 0, openItems: 0, members, quorate: false, attendanceRecorded: true, chairPresent: false,
      approver: approves(actor, out.length > 0, chairsOut), laterMeetingId: minutes.laterMeetingId, commentsOpen: minutes.commentsOpen,
    };
    return {
      ...minutes, sections: sections.filter((section) => maySee(section, reader)), youAreOutOf: out.map((item) => item.title),
      allowedActions: stepsOf(actor, row.state, context, known),
    };
  }

  private row(actor: Actor, id: string, itemId: string | null, operation: string): Promise<MeetingRow | null> {
    return this.reads.one<MeetingRow>(actor, meetingStatement, [id, this.clock.today().toString(), itemId], { operation, subjectKind: 'meeting', subjectId: id });
  }
}

/** The meeting as its page shows it to this actor. */
export function viewOf(actor: Actor, row: MeetingRow, today: string, now: Temporal.Instant): MeetingView {
  const { context, due, deferred, kept, record: _r, recommendations: _c, actions: _a, turns, presences, decidedAlone: _d, procedure, heldOn, laterMeetingId, chairsOut, ...meeting } = row;
  const dates = panelDates(procedure.cadence, today, { heldOn, lastOn: meeting.lastOn });
  const agendaIsLive = meeting.state === 'scheduled' || meeting.state === 'agendaDraft';
  const lines = agendaIsLive ? agendaOf(procedure.agenda, due, kept, dates, deferred) : kept;
  const agenda = linesOf(lines, kept, procedure.agenda, { turns, presences, members: meeting.members, now });
  const quorum = quorumFor(row, [], agenda.find((line) => line.isNow)?.part ?? null);
  return {
    ...meeting, nextOn: dates.nextOn, quorum, agendaIsLive, agenda,
    sections: procedure.agenda.sections.map(({ number, title }) => ({ number, title })),
    interestKinds: procedure.interests,
    confidentialityStatement: procedure.confidentialityStatement,
    allowedActions: stepsOf(actor, meeting.state, context, {
      items: lines.length, members: meeting.members.length,
      openItems: agenda.filter((line) => line.serviceId !== null && line.takenAt === null && line.deferredReason === null && !line.forNoting).length,
      quorate: quorum.quorate, attendanceRecorded: meeting.members.every((one) => one.attendance !== 'expected'),
      chairPresent: meeting.members.some((one) => one.seat === 'chair' && isPresent(one)),
      approver: approves(actor, kept.some((line) => line.excluded), chairsOut), laterMeetingId,
    }),
  };
}

interface Room {
  readonly turns: readonly Turn[];
  readonly presences: readonly Stay[];
  readonly members: readonly RoomMember[];
  readonly now: Temporal.Instant;
}

function linesOf(lines: readonly AgendaLine[], kept: readonly KeptLine[], template: Procedure['agenda'], room: Room): AgendaLineView[] {
  const { sections, forNoting } = template;
  const titles = new Map(sections.map((section) => [section.number, section.title]));
  const known = new Map(kept.map((line) => [line.id, line]));
  return lines.map((line, index) => {
    const { takenAt = null, part = null, excluded = false, interests = [] } = (line.id !== null && known.get(line.id)) || {};
    const own = interests.find((interest) => interest.ruling === 'leave');
    return {
      ...line, place: index + 1, sectionTitle: line.forNoting ? forNoting : (titles.get(line.section) ?? ''), takenAt, interests, part, ...takenIn(line.id, part, room), ...(excluded && { inRoom: [] }), mayDefer: mayDefer(template, line),
      reasons: excluded ? [] : line.reasons, youAreOut: excluded ? outBy(own, part) : null,
    };
  });
}

function takenIn(id: string | null, part: string | null, { turns, presences, members, now }: Room): Pick<AgendaLineView, 'isNow' | 'begunAt' | 'minutesTaken' | 'inRoom'> {
  if (id === null) return { isNow: false, begunAt: null, minutesTaken: null, inRoom: [] };
  const open = turns.find((turn) => turn.itemId === id && turn.endedAt === null);
  return { isNow: open !== undefined, begunAt: open?.begunAt ?? null, minutesTaken: minutesTaken(turns, id, now), inRoom: inRoomFor({ id, part }, turns, presences, members) };
}

function outBy(own: InterestView | undefined, part: string | null): string {
  if (own !== undefined) return `by your declared interest (${own.nature})`;
  return part === null ? 'You are out of it by the chair’s ruling' : `It is taken in part ${part}, which you are not in`;
}

const isPresent = (member: Pick<MemberRow, 'attendance' | 'leftAt'>): boolean => (member.attendance === 'present' || member.attendance === 'deputy') && member.leftAt === null;

/** The quorum for an item, by its rulings. Before the meeting: of everybody who has not sent apologies. */
function quorumFor({ procedure, members, state }: MeetingRow, interests: readonly InterestView[], part: string | null): Quorum {
  const outBy = interests.filter((one) => one.ruling === 'leave' || one.ruling === 'speakThenLeave').map((one) => one.membershipId);
  const out = new Set(members.filter((member) => outBy.includes(member.membershipId)).map((member) => member.personId));
  const attendees = members.map((member): Attendee => ({
    personKey: personKeyOf(member, member.personId), seat: member.seat, outside: member.outside, excluded: out.has(member.personId),
    present: (isPresent(member) || (before.includes(state) && member.attendance === 'expected')) && (part === null || member.parts.includes(part)),
  }));
  const quorum = quorumOf(procedure.quorum, attendees);
  return before.includes(state) ? { ...quorum, words: forecastOf(quorum) } : quorum;
}
