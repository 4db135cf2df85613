import { Injectable } from '@nestjs/common';
import { asHeldBy, defaultProcedure, type Procedure, type Series, seriesKeys, type SeriesKey, seriesListOf, seriesOf, type SeriesParts } from '../../../procedures/index.ts';
import { type Actor, panelCircle, type Seat } from '../../platform/access/actor.js';
import { type AudienceSection, maySee } from '../../platform/access/audience.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit } from '../../platform/database/read-unit.js';
import { parseDay } from '../../platform/graphql/input-fields.js';
import type { ChoiceView } from '../../platform/graphql/shared.types.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { decidableCodes } from '../decisions/recommendation.types.js';
import { type AgendaLine, agendaOf, type AgendaRules, mayDefer } from './agenda/agenda.js';
import { agendaChanges, type PublishedLine } from './agenda/agenda-changes.js';
import type { DeferredSubject, DueService, SaidOfMinutes } from './agenda/agenda-facts.js';
import type { MissedDate } from './agenda/council-dates.js';
import { clocksOf, kindOf, nextOf, yearAhead } from './series/kinds.js';
import type { MeetingProposal, ProposedMember } from './series/proposal.types.js';
import type { MeetingAbout, StandIn } from './series/series.types.js';
import { memberChoices } from './series/asked.statement.js';
import { deputyChoices, proposalStatement } from './series/series.statement.js';
import { mayBeAsked } from './series/who-may-be-asked.js';
import { addWorkingDays, nextWorkingDay } from '../../platform/clock/working-days.js';
import { panelDates } from './agenda/agendas.service.js';
import { beforeOpening as before, personKeyOf } from './meeting-desk.js';
import type { Attendance } from './meeting.entity.js';
import type { MeetingContext } from './meeting.requirements.js';
import { meetingList, meetingStatement, minutesStatement } from './meeting.statement.js';
import { approves, stepsOf } from './meeting-steps.js';
import type {
  AgendaLineView, InterestView, ItemActionView, ItemRecommendationView, ItemRecordView, ItemRunBy, MeetingList, MeetingMemberView, MeetingView,
  MinuteSectionView, MinutesView, RunningMeeting,
} from './meeting.types.js';
import { type Attendee, forecastOf, type Quorum, quorumOf } from './session/quorum.js';
import { inRoomFor, minutesTaken, type RoomGuest, type RoomMember, type Stay, type Turn } from './session/room.js';
import type { DecidedAloneView } from './session/room.types.js';

const pageSize = 20;

type KeptLine = AgendaLine & { readonly takenAt: string | null; readonly part: string | null; readonly excluded: boolean; readonly told: boolean; readonly presenterName: string | null; readonly interests: readonly InterestView[]; readonly outMembers: readonly string[] };
type MemberRow = MeetingMemberView & RoomMember & { readonly seat: Seat; readonly attendance: Attendance; readonly personId: string; readonly outside: boolean; readonly standIn: (StandIn & { readonly personId: string | null }) | null };
export interface MeetingRow extends Omit<MeetingView, 'nextOn' | 'quorum' | 'agendaIsLive' | 'agenda' | 'agendaVersions' | 'sections' | 'members' | 'interestKinds' | 'confidentialityStatement' | 'allowedActions' | 'kind' | 'about'> {
  readonly series: SeriesKey;
  readonly about: Omit<MeetingAbout, 'clocks'> & { readonly clocks: readonly { readonly kind: string; readonly dueOn: string }[] };
  readonly context: MeetingContext;
  readonly laterMeetingId: string | null;
  readonly chairsOut: boolean;
  readonly heldOn: string;
  readonly proposalsOpen: number;
  readonly agendaVersions: readonly (Omit<MeetingView['agendaVersions'][number], 'changes'> & { readonly lines: readonly PublishedLine[] })[];
  readonly procedure: SeriesParts & AgendaRules & Pick<Procedure, 'quorum' | 'interests' | 'confidentialityStatement' | 'authorities' | 'restrictionKinds'> & {
    readonly criteria: Procedure['thresholdCriteria'];
    readonly reasons: Procedure['restrictionReasons'];
  };
  readonly due: readonly DueService[];
  readonly deferred: readonly DeferredSubject[];
  readonly said: readonly SaidOfMinutes[];
  readonly missed: readonly MissedDate[] | null;
  readonly kept: readonly KeptLine[];
  readonly members: readonly MemberRow[];
  readonly runners: readonly (ItemRunBy & { readonly serviceId: string })[];
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

  /** @param series one kind of meeting, or null for all @param year as it is counted in London, or null for all */
  async list(actor: Actor, which: string | null, page: number | null, series: string | null, year: number | null): Promise<MeetingList> {
    const values = [which === 'upcoming' || which === 'past' ? which : 'all', this.clock.now().toString(), pageNumber(page), pageSize, isSeries(series) ? series : null, year, this.clock.today().toString()];
    const found = await this.reads.one<Omit<MeetingList, 'kinds'> & { procedure: SeriesParts }>(actor, meetingList, values, { operation: 'meetings', subjectKind: 'meeting' });
    if (found === null) throw new Error('The list of meetings has no result.');
    const { procedure, ...listed } = found;
    return { ...listed, kinds: seriesListOf(procedure).map(kindOf) };
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
        quorum: quorumFor(row, row.kept.find((one) => one.id === line.id)?.outMembers ?? [], line.part),
        record: isIn ? (row.record ?? { version: 0, summary: '', differingViews: '', nextDate: null, onTrack: null, changedBy: null, changedAt: null }) : null,
        recommendations: isIn ? row.recommendations.map((one) => ({ ...one, codeWords: words.get(one.code) ?? one.code })) : [],
        actions: isIn ? row.actions : [],
      },
    };
  }

  /**
   * What a form for meetings of a kind starts from.
   * @param asked which panel, null for the first that fits; which kind, null for the panel; which service; from which day a year is laid out
   */
  async proposal(actor: Actor, asked: { readonly panelId: string | null; readonly series: string | null; readonly serviceId: string | null; readonly from: string | null }): Promise<MeetingProposal | null> {
    const key = asked.series ?? 'panel';
    if (!isSeries(key) || [asked.panelId, asked.serviceId].some((id) => id !== null && !isId(id))) return null;
    const today = this.clock.today();
    const roles = panelCircle.filter((role) => role !== 'auditor');
    const kinds = seriesOf(defaultProcedure, key)?.panelKinds ?? [];
    const row = await this.reads.one<ProposalRow>(actor, proposalStatement, [today.toString(), roles, asked.panelId, key, JSON.stringify(kinds), asked.serviceId], null);
    const series = row === null ? undefined : seriesOf(row.procedure, key);
    if (row === null || series === undefined || (asked.panelId !== null && row.panelId === null)) return null;
    const { panelId, panels, panelName, serviceName, venue, people } = row;
    const startsOn = proposedDay(series, row.lastOn, row.there.at(-1)?.on ?? null, today);
    const from = Temporal.PlainDate.from((asked.from === null ? null : parseDay(asked.from)) ?? startsOn);
    return {
      panelId, panels, kind: kindOf(series), kinds: seriesListOf(row.procedure).map(kindOf), title: series.shape === 'standing' ? (panelName ?? series.name) : series.name,
      serviceId: serviceName === null ? null : asked.serviceId, serviceName, clocks: clocksOf(key, startsOn, row.clocks), startsOn, startTime: series.startsAt, lengthMinutes: series.lengthMinutes, venue,
      people: people.filter((one) => mayBeAsked(one, series)), year: yearAhead(series, from, row.there),
    };
  }

  /** @param memberId the row of a member of a meeting */
  async deputyChoices(actor: Actor, memberId: string): Promise<ChoiceView[]> {
    if (!isId(memberId)) return [];
    const roles = panelCircle.filter((role) => role !== 'auditor');
    return (await this.reads.one<ChoiceView[]>(actor, deputyChoices, [memberId, this.clock.today().toString(), roles], null)) ?? [];
  }

  /** Who may be asked to a meeting besides its members. */
  async memberChoices(actor: Actor, meetingId: string): Promise<readonly ProposedMember[]> {
    if (!isId(meetingId)) return [];
    const roles = panelCircle.filter((role) => role !== 'auditor');
    const row = await this.reads.one<{ series: SeriesKey; procedure: SeriesParts; people: ProposedMember[] }>(actor, memberChoices, [meetingId, this.clock.today().toString(), roles], null);
    const series = row === null ? undefined : seriesOf(row.procedure, row.series);
    return row === null || series === undefined ? [] : row.people.filter((one) => mayBeAsked(one, series));
  }

  /** The minutes as this reader may see them (R21, R22). */
  async minutes(actor: Actor, id: string): Promise<MinutesView | null> {
    const row = await this.reads.one<MinutesRow>(actor, minutesStatement, [id], { operation: 'meetingMinutes', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { context, chairsOut, members, out, sections, ...minutes } = row;
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: out.map((item) => item.id) };
    const known = {
      items: 0, proposalsOpen: 0, openItems: 0, members, quorate: false, attendanceRecorded: true, chairPresent: false,
      approver: approves(actor, out.length > 0, chairsOut), laterMeetingId: minutes.laterMeetingId, commentsOpen: minutes.commentsOpen, today: this.clock.today().toString(),
    };
    return {
      ...minutes, sections: sections.filter((section) => maySee(section, reader)), youAreOutOf: out.map((item) => item.title),
      allowedActions: stepsOf(actor, row.state, context, known),
    };
  }

  private async row(actor: Actor, id: string, itemId: string | null, operation: string): Promise<MeetingRow | null> {
    const found = await this.reads.one<MeetingRow>(actor, meetingStatement, [id, this.clock.today().toString(), itemId], { operation, subjectKind: 'meeting', subjectId: id });
    return found && heldRow(found);
  }
}

type ProposalRow = Pick<MeetingProposal, 'panelId' | 'panels' | 'venue' | 'people' | 'serviceName'> & {
  readonly procedure: SeriesParts;
  readonly panelName: string | null;
  readonly lastOn: string | null;
  readonly clocks: MeetingRow['about']['clocks'];
  readonly there: readonly { readonly id: string; readonly reference: string; readonly on: string }[];
};

const isSeries = (key: string | null): key is SeriesKey => (seriesKeys as readonly (string | null)[]).includes(key);

/** The next date of the rhythm that is after every meeting there is; without one, the first day that gives the notice the kind asks for. */
function proposedDay(series: Series, lastOn: string | null, lastThere: string | null, today: Temporal.PlainDate): string {
  const last = [today.toString(), lastOn ?? '', lastThere ?? ''].toSorted().at(-1) ?? '';
  if (series.cadence.every === 'days' && last === today.toString()) return nextWorkingDay(today).toString();
  return nextOf(series, Temporal.PlainDate.from(last)) ?? addWorkingDays(today, series.timescales.noticeWorkingDays).toString();
}

/** A meeting's row with the procedure as it holds for its kind. */
export function heldRow(row: MeetingRow): MeetingRow {
  const series = seriesOf(row.procedure, row.series);
  return series === undefined ? row : { ...row, procedure: asHeldBy(row.procedure, series) };
}

/** The meeting as its page shows it to this actor. */
export function viewOf(actor: Actor, row: MeetingRow, today: string, now: Temporal.Instant): MeetingView {
  const { context, due, deferred, said, missed, kept, record: _r, recommendations: _c, actions: _a, turns, presences, runners, decidedAlone: _d, procedure, heldOn, laterMeetingId, chairsOut, series: key, about, proposalsOpen, agendaVersions, ...meeting } = row;
  const series = seriesOf(procedure, key) ?? seriesListOf(procedure)[0];
  if (series === undefined) throw new Error(`There is no kind of meeting "${key}".`);
  const dates = panelDates(procedure.panel.cadence, today, { heldOn, lastOn: meeting.lastOn });
  const agendaIsLive = ['scheduled', 'callForItems', 'agendaDraft'].includes(meeting.state);
  const lines = agendaIsLive ? agendaOf(procedure, due, kept, dates, deferred, about.serviceId === null ? null : { serviceId: about.serviceId, title: about.title ?? '' }, said, missed) : kept;
  const agenda = linesOf(lines, kept, procedure.agenda, { turns, presences, members: meeting.members, guests: meeting.guests, now }, new Map(runners.map(({ serviceId, agency, members }) => [serviceId, { agency, members }])));
  const told = new Set(kept.filter((line) => line.told).map((line) => line.id));
  const quorum = quorumFor(row, [], agenda.find((line) => line.isNow)?.part ?? null);
  return {
    ...meeting, kind: kindOf(series), about: { ...about, clocks: clocksOf(key, heldOn, about.clocks) }, nextOn: dates.nextOn, quorum, agendaIsLive, agenda,
    agendaVersions: agendaVersions.map(({ lines: now, ...version }, index) => ({ ...version, changes: agendaChanges(agendaVersions[index + 1]?.lines ?? null, now, (id) => told.has(id)) })),
    sections: procedure.agenda.sections.map(({ number, title }) => ({ number, title })),
    interestKinds: procedure.interests,
    confidentialityStatement: procedure.confidentialityStatement,
    allowedActions: stepsOf(actor, meeting.state, context, {
      items: lines.length, proposalsOpen, members: meeting.members.length,
      openItems: agenda.filter((line) => line.serviceId !== null && line.takenAt === null && line.deferredReason === null && !line.forNoting).length,
      quorate: quorum.quorate, attendanceRecorded: meeting.members.every((one) => one.attendance !== 'expected' || one.leftOn !== null),
      chairPresent: meeting.members.some((one) => one.seat === 'chair' && isPresent(one)),
      approver: approves(actor, kept.some((line) => line.excluded), chairsOut), laterMeetingId, today,
    }),
  };
}

interface Room {
  readonly turns: readonly Turn[];
  readonly presences: readonly Stay[];
  readonly members: readonly RoomMember[];
  readonly guests: readonly RoomGuest[];
  readonly now: Temporal.Instant;
}

function linesOf(lines: readonly AgendaLine[], kept: readonly KeptLine[], template: Procedure['agenda'], room: Room, runners: ReadonlyMap<string, ItemRunBy>): AgendaLineView[] {
  const { sections, forNoting } = template;
  const titles = new Map(sections.map((section) => [section.number, section.title]));
  const known = new Map(kept.map((line) => [line.id, line]));
  return lines.map((line, index) => {
    const { takenAt = null, part = null, excluded = false, interests = [], presenterName = null } = (line.id !== null && known.get(line.id)) || {};
    const own = interests.find((interest) => interest.ruling === 'leave');
    return {
      ...line, presenterName, place: index + 1, sectionTitle: line.forNoting ? forNoting : (titles.get(line.section) ?? ''), takenAt, interests, part, ...takenIn(line.id, part, room), ...(excluded && { inRoom: [] }), mayDefer: mayDefer(template, line),
      runBy: excluded || line.serviceId === null ? null : (runners.get(line.serviceId) ?? null), reasons: excluded ? [] : line.reasons, youAreOut: excluded ? whyOut(line, own, part) : null,
    };
  });
}

function whyOut({ audience }: Pick<AgendaLine, 'audience'>, own: InterestView | undefined, part: string | null): string {
  if (own !== undefined) return `by your declared interest (${own.nature})`;
  if (part !== null) return `It is taken in part ${part}, which you are not in`;
  return audience === 'members' ? 'You are out of it by the chair’s ruling' : `it is for the council’s officers${audience === 'cqc' ? ' and CQC' : ''}`;
}

function takenIn(id: string | null, part: string | null, { turns, presences, members, guests, now }: Room): Pick<AgendaLineView, 'isNow' | 'begunAt' | 'minutesTaken' | 'inRoom'> {
  if (id === null) return { isNow: false, begunAt: null, minutesTaken: null, inRoom: [] };
  const open = turns.find((turn) => turn.itemId === id && turn.endedAt === null);
  return { isNow: open !== undefined, begunAt: open?.begunAt ?? null, minutesTaken: minutesTaken(turns, id, now), inRoom: inRoomFor({ id, part }, turns, presences, members, guests) };
}

const isPresent = (member: Pick<MemberRow, 'attendance' | 'leftAt'>): boolean => (member.attendance === 'present' || member.attendance === 'deputy') && member.leftAt === null;

/** The quorum for an item, by its rulings. Before the meeting: of everybody who has not sent apologies. */
function quorumFor({ procedure, members, state }: MeetingRow, out: readonly string[], part: string | null): Quorum {
  const attendees = members.map((member): Attendee => ({
    personKey: personKeyOf({ ...member, deputyPersonId: member.standIn?.personId ?? null, deputyPersonName: member.standIn?.name ?? null }, member.personId), seat: member.seat, outside: member.outside, excluded: out.includes(member.id),
    present: (isPresent(member) || (before.includes(state) && member.attendance === 'expected' && member.leftOn === null)) && (part === null || member.parts.includes(part)),
  }));
  const quorum = quorumOf(procedure.quorum, attendees);
  return before.includes(state) ? { ...quorum, words: forecastOf(quorum) } : quorum;
}
