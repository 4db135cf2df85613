import { Injectable } from '@nestjs/common';
import { agencyCalled } from '../councils/agency-called.js';
import { asHeldBy, type Procedure, type Series, seriesOf, type SeriesKey } from '../../../procedures/index.ts';
import type { Seat } from '../../platform/access/actor.js';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { NotFound, StaleVersion } from '../../platform/graphql/refusals.js';
import { ProceduresService } from '../councils/procedures.service.js';
import { newId } from '../../platform/database/ids.js';
import { type Attendance, MeetingChange, type MeetingChangeKind } from './meeting.entity.js';
import { notNow } from './meeting.refusals.js';
import { hasGone, isTheirs, standIn } from './series/stand-in.js';
import { type Attendee, type Quorum, quorumOf } from './session/quorum.js';

/** A meeting as the steps of a unit find it: where it stands cannot change until the unit ends. */
export interface Standing {
  readonly id: string;
  readonly reference: string;
  readonly series: Series;
  readonly panelId: string;
  readonly serviceId: string | null;
  readonly title: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly venue: string;
  readonly chairId: string;
  readonly coordinatorId: string;
  readonly calendarSequence: number;
  readonly minutesDocumentId: string | null;
  readonly state: string;
  readonly version: number;
  readonly agendaVersion: number;
  readonly amendments: number;
  /** The procedure it began under, with the quorum, agenda and timescales of its kind. */
  /** The last day on which a contribution is in time; null where nobody called for items. */
  readonly contributionsBy: string | null;
  readonly procedure: Procedure;
}

/** A member in the room, or not, for one item. */
export interface Sitting {
  readonly memberId: string;
  readonly membershipId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly agencyName: string | null;
  readonly seat: Seat;
  readonly attendance: Attendance;
  readonly deputyName: string | null;
  readonly present: boolean;
  /** Has left the agency: nobody waits for them. */
  readonly gone: boolean;
  /** Out for the item: the interest's nature and what was ruled. */
  readonly out: { readonly nature: string; readonly ruling: string } | null;
  readonly attendee: Attendee;
}

/** An item of a meeting that the actor may see. */
export interface ItemAt {
  readonly id: string;
  readonly meetingId: string;
  readonly serviceId: string | null;
  readonly title: string;
  readonly position: number;
  readonly version: number;
  readonly deferred: boolean;
  readonly taken: boolean;
}

export const drafting = ['agendaDraft'] as const;
/** Until it is opened, who is asked and what they bring may change; after that, it is said in the meeting and attendance says who came. */
export const beforeOpening: readonly string[] = ['scheduled', 'callForItems', 'agendaDraft', 'agendaPublished'];
export const inSession = ['inProgress', 'inquorate'] as const;
/** Once opened: what is put off from here on is put off by the meeting. */
export const opened = [...inSession, 'adjourned', 'suspended'] as const;
export const published = ['agendaPublished', ...opened] as const;

const standing = `
  select m.id, m.reference, m.series, m.panel_id as "panelId", m.service_id as "serviceId", m.title, to_json(m.starts_at)#>>'{}' as "startsAt", to_json(m.ends_at)#>>'{}' as "endsAt", m.venue, m.chair_id as "chairId",
         m.coordinator_id as "coordinatorId", m.calendar_sequence as "calendarSequence", m.minutes_document_id as "minutesDocumentId", w.state, w.version, w.procedure_id as "procedureId",
         (w.context->>'agendaVersion')::int as "agendaVersion", (w.context->>'amendments')::int as amendments, w.context->>'contributionsBy' as "contributionsBy"
  from workflows w join meetings m on m.council_id = w.council_id and m.id = w.id
  where w.council_id = $1 and w.id = $2 and w.machine = 'meeting' for share of w`;

// Who is in another part of the meeting than the item is not in the room for it (domain.md 2.3).
// Those who speak and then leave are out when something is recommended; only "leave" also takes their papers away (R21).
const sittings = `
  select mm.id as "memberId", mm.membership_id as "membershipId", p.name, m.job_title as "jobTitle",
         ${agencyCalled('m.agency_id', '$4::date')} as "agencyName", mm.seat, mm.attendance, mm.deputy_name as "deputyName",
         mm.attendance in ('present', 'deputy') and mm.left_at is null and coalesce(coalesce($5::text, (select t.part from agenda_items t where t.council_id = $1 and t.id = $3::uuid)) = any (mm.parts), true) as present, ${hasGone('m', '$4::date')} as gone, stand.person_id as "deputyPersonId", stand.name as "deputyPersonName",
         coalesce(m.person_id, m.id) as "personId", coalesce(agency_kind(m.agency_id, $4::date), 'council') <> 'council' or mm.seat = 'icbNurse' as outside,
         i.nature, i.ruling
  from meeting_members mm
  join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
  left join people p on p.id = m.person_id
  left join lateral (${standIn('mm', '(select x.starts_at from meetings x where x.council_id = mm.council_id and x.id = mm.meeting_id)')}) stand on true
  left join lateral (
    select n.nature, n.ruling from item_interests n join memberships nm on nm.council_id = n.council_id and nm.id = n.membership_id
    where n.council_id = mm.council_id and n.agenda_item_id = $3::uuid and n.ruling in ('leave', 'speakThenLeave') and ${isTheirs('nm', 'mm', 'm', 'stand')}
    order by n.ruling, n.id limit 1) i on true
  where mm.council_id = $1 and mm.meeting_id = $2 order by p.name, mm.id`;

const item = `
  select i.id, i.meeting_id as "meetingId", i.service_id as "serviceId", i.title, i.position, i.version,
         i.deferred_at is not null as deferred, i.taken_at is not null as taken
  from agenda_items i
  where i.council_id = $1 and i.id = $2
    and not is_out_of(i.id)
  for update of i`;

const nextEntry = 'update meetings set calendar_sequence = calendar_sequence + 1 where council_id = $1 and id = $2';
const turnNow = `
  select i.id, i.part from item_turns t join agenda_items i on i.council_id = t.council_id and i.id = t.agenda_item_id
  where t.council_id = $1 and t.meeting_id = $2 and t.ended_at is null`;

interface SittingRow extends Omit<Sitting, 'out' | 'attendee'> {
  readonly personId: string;
  readonly outside: boolean;
  readonly deputyPersonId: string | null;
  readonly deputyPersonName: string | null;
  readonly nature: string | null;
  readonly ruling: string | null;
}

/** What every step of a meeting first looks up, inside its unit of work. */
@Injectable()
export class MeetingDesk {
  constructor(
    private readonly unit: WriteUnit,
    private readonly procedures: ProceduresService,
  ) {}

  /** @throws NotFound when there is no such meeting, or none the actor may see */
  async standing(meetingId: string): Promise<Standing> {
    const [row] = await this.unit.query<Omit<Standing, 'procedure' | 'series' | 'startsAt' | 'endsAt'> & { procedureId: string; series: SeriesKey; startsAt: string; endsAt: string }>(standing, [this.unit.actor.councilId, meetingId]);
    if (row === undefined) throw new NotFound('meeting');
    const { procedureId, series: key, startsAt, endsAt, ...meeting } = row;
    const { content } = await this.procedures.of(procedureId);
    const series = seriesOf(content, key);
    if (series === undefined) throw new Error(`The procedure of meeting ${meeting.reference} has no kind of meeting "${key}".`);
    return { ...meeting, series, startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt), procedure: asHeldBy(content, series) };
  }

  /** As `standing`, and only where the meeting stands in one of these states. @throws TransitionRefused with what comes first */
  async standingIn(meetingId: string, states: readonly string[], act: string, sentence: string): Promise<Standing> {
    const meeting = await this.standing(meetingId);
    if (!states.includes(meeting.state)) throw notNow(meeting.state, act, sentence);
    return meeting;
  }

  /** An item under its lock. @throws NotFound also for a person who is out of the item: its papers are not theirs (R21) */
  async item(itemId: string): Promise<ItemAt> {
    const { actor } = this.unit;
    const [found] = await this.unit.query<ItemAt>(item, [actor.councilId, itemId]);
    if (found === undefined) throw new NotFound('item');
    return found;
  }

  /** Everybody invited, as they sit for one item, for one part, or for the meeting as a whole. */
  async sittings(meetingId: string, itemId: string | null = null, part: string | null = null): Promise<Sitting[]> {
    const rows = await this.unit.query<SittingRow>(sittings, [this.unit.actor.councilId, meetingId, itemId, londonDate(this.unit.at).toString(), part]);
    return rows.map(({ personId, outside, nature, ruling, deputyPersonId, deputyPersonName, ...row }) => ({
      ...row,
      out: ruling === null ? null : { nature: nature ?? '', ruling },
      attendee: { personKey: personKeyOf({ ...row, deputyPersonId, deputyPersonName }, personId), seat: row.seat, outside, present: row.present, excluded: ruling !== null },
    }));
  }

  /** The quorum as it is at this moment, of the part the meeting is in (R20). */
  async quorum(meeting: Standing): Promise<Quorum> {
    const [now] = await this.unit.query<{ part: string | null }>(turnNow, [this.unit.actor.councilId, meeting.id]);
    const all = await this.sittings(meeting.id, null, now?.part ?? null);
    return quorumOf(meeting.procedure.quorum, all.map((one) => one.attendee));
  }

  /** The item the meeting is on. */
  async itemNow(meetingId: string): Promise<string | null> {
    const [now] = await this.unit.query<{ id: string }>(turnNow, [this.unit.actor.councilId, meetingId]);
    return now?.id ?? null;
  }

  /** Keeps the words of a change in its own row: the trail says that a reason was given. */
  async keepReason(meetingId: string, kind: MeetingChangeKind, reason: string): Promise<void> {
    const { actor, at } = this.unit;
    // No RETURNING and no entity read back: a reason may be hidden from whoever wrote it.
    await this.unit.manager.insert(MeetingChange, { councilId: actor.councilId, id: newId(), meetingId, kind, reason, recordedBy: actor.membershipId, recordedAt: at.toString() });
  }

  /** Each calendar entry that goes out, or is called off, is younger than the one before it. */
  async nextEntry(meetingId: string): Promise<void> {
    await this.unit.query(nextEntry, [this.unit.actor.councilId, meetingId]);
  }

  /** What is said to somebody whose page is older than the row. */
  async stale(version: number, changedBy: string | null, changedAt: string): Promise<StaleVersion> {
    const [person] = await this.unit.query<{ name: string }>(
      `select coalesce(p.name, m.job_title) as name from memberships m left join people p on p.id = m.person_id where m.council_id = $1 and m.id = $2`,
      [this.unit.actor.councilId, changedBy],
    );
    return new StaleVersion({ currentVersion: version, changedBy: person?.name ?? 'Somebody', changedAt });
  }
}

interface Placed {
  readonly attendance: string;
  readonly deputyName: string | null;
  readonly deputyPersonId: string | null;
  readonly deputyPersonName: string | null;
}

/**
 * Who sits: a deputy is a person of their own, so that one deputy for two members fills one seat. One with a membership is that person,
 * who may sit there as a member too.
 */
export function personKeyOf({ attendance, deputyName, deputyPersonId, deputyPersonName }: Placed, personId: string): string {
  const named = (name: string | null): string => (name ?? '').trim().toLowerCase();
  if (attendance !== 'deputy') return personId;
  return deputyPersonId !== null && named(deputyName) === named(deputyPersonName) ? deputyPersonId : `deputy:${named(deputyName)}`;
}
