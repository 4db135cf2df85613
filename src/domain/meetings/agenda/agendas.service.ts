import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { nextPanelDate } from '../../../platform/clock/cadence.js';
import { londonDate } from '../../../platform/clock/london.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { IntelligenceService } from '../../intelligence/intelligence.service.js';
import { type AboutService, type AgendaLine, agendaOf, type AgendaReason, mayDefer, type PanelDates, proposedReason } from './agenda.js';
import { type DeferredSubject, deferredSubjects, type DueService, duePanel, type SaidOfMinutes, saidOfMinutes } from './agenda-facts.js';
import { AgendaItem } from './agenda-item.entity.js';
import { type MissedDate, missedDates } from './council-dates.js';
import type { AcceptLateItem, AddAgendaItem, ArrangeAgendaItem, DeferAgendaItem, MoveAgendaItem } from './agenda.inputs.js';
import { AgendaPress } from './agenda-press.js';
import { drafting, inSession, type ItemAt, MeetingDesk, opened, type Standing } from '../meeting-desk.js';
import type { MeetingStep } from '../meeting.inputs.js';
import { meetingMachine } from '../meeting.machine.js';
import { notNow, problems, sentences } from '../meeting.refusals.js';
import { keepOutOfParts } from '../session/kept-out.js';

const dueNow = `with ${duePanel('$1', '$2::date')}
  select coalesce(json_agg(due.facts), '[]') as due, ${deferredSubjects} as deferred, ${saidOfMinutes} as said, ${missedDates} as missed,
         (select json_build_object('heldOn', held_on, 'lastOn', (since at time zone 'Europe/London')::date) from panel) as panel,
         (select json_build_object('serviceId', s.id, 'title', case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end)
          from meetings m join services s on s.council_id = m.council_id and s.id = m.service_id join register_locations l on l.id = s.location_id where m.council_id = current_council() and m.id = $1) as about
  from due`;
const keptItems = `
  select id, version, service_id as "serviceId", section, title, reasons, minutes_estimate as "minutesEstimate", for_noting as "forNoting", late,
         late_reason as "lateReason", deferred_reason as "deferredReason", placed_by_hand as "placedByHand", presenter_id as "presenterId", audience
  from agenda_items where council_id = $1 and meeting_id = $2 order by position, id for update`;
const serviceTitle = `
  select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end as title
  from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and s.id = $2`;
const covered = `
  select from meetings m join panel_services c on c.council_id = m.council_id and c.panel_id = m.panel_id and c.service_id = $3 where m.council_id = $1 and m.id = $2`;
// In one statement, however many items: only what changed is written.
const placeItems = `
  update agenda_items i set position = n.position, section = n.section, reasons = n.reasons, for_noting = n."forNoting", minutes_estimate = n."minutesEstimate",
         version = i.version + case when (i.position, i.section, i.for_noting) is distinct from (n.position, n.section, n."forNoting") then 1 else 0 end
  from jsonb_to_recordset($2::jsonb) as n (id uuid, position int, section int, reasons jsonb, "forNoting" boolean, "minutesEstimate" int)
  where i.council_id = $1 and i.id = n.id
    and (i.position, i.section, i.reasons, i.for_noting, i.minutes_estimate) is distinct from (n.position, n.section, n.reasons, n."forNoting", n."minutesEstimate")`;
const proposalsOpen = 'select count(*)::int as n from item_proposals where council_id = $1 and meeting_id = $2 and outcome is null';
const isMember = 'select from meeting_members where council_id = $1 and meeting_id = $2 and membership_id = $3';
// Of a meeting in two parts: where every item stands that the chair does not put into part B.
const intoPartA = `
  update agenda_items i set part = 'A' where i.council_id = $1 and i.id = $2 and exists (select from meeting_parts p where p.council_id = i.council_id and p.meeting_id = i.meeting_id)`;
const noteAll = `
  update agenda_items i set taken_at = $3, version = version + 1
  where i.council_id = $1 and i.meeting_id = $2 and i.for_noting and i.taken_at is null and i.deferred_at is null and not is_out_of(i.id) returning i.id, i.service_id as "serviceId"`;

/** Where an item is to stand, and of what. */
interface NewItem {
  readonly serviceId: string | undefined;
  readonly title: string | undefined;
  readonly section: number;
  readonly minutesEstimate: number;
}

/** The agenda while it is made: it keeps what is due, and what people add, move and put off (pages.md "Agenda"). */
@Injectable()
export class AgendasService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
    private readonly press: AgendaPress,
    private readonly intelligence: IntelligenceService,
  ) {}

  /** Keeps the agenda as what is due makes it; again, new facts join the items there are. */
  async build({ id, version }: MeetingStep): Promise<Outcome> {
    const meeting = await this.desk.standingIn(id, ['scheduled', 'callForItems', ...drafting], 'BUILD_AGENDA', 'Once published, an agenda is locked: the chair accepts late items.');
    const lines = await this.linesNow(meeting);
    await this.keep(meeting.id, lines);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'agendaBuilt', after: { items: lines.length } });
    if (meeting.state === 'agendaDraft') return { id, version };
    const moved = await this.runner.send(meetingMachine, 'BUILD_AGENDA', { id, version, facts: { items: lines.length } });
    return { id, version: moved.version };
  }

  async add({ id, reason, ...item }: AddAgendaItem): Promise<Outcome> {
    const meeting = await this.desk.standingIn(id, drafting, 'ADD_ITEM', sentences.draft);
    return { id: await this.insert(meeting, item, { kind: 'added', words: reason, count: null }), version: 1 };
  }

  /** What a member proposed: an item of its own, or one reason more of the item its service has. @returns the item */
  async takeIn(meeting: Standing, item: NewItem, { by, why }: { by: string; why: string }): Promise<string> {
    const kept = await this.kept(meeting.id);
    const there = kept.find((line) => line.serviceId !== null && line.serviceId === item.serviceId && line.deferredReason === null);
    if (there === undefined) return this.insert(meeting, item, proposedReason(by, why));
    await this.keep(meeting.id, kept.map((line) => (line === there ? { ...line, reasons: [...line.reasons, proposedReason(by, why)] } : line)));
    await this.keep(meeting.id, await this.linesNow(meeting));
    return there.id;
  }

  /** The agenda as it stands: what is due until it is published, then what was. */
  async linesOf(meeting: Standing): Promise<readonly AgendaLine[]> {
    return ['scheduled', 'callForItems', ...drafting].includes(meeting.state) ? this.linesNow(meeting) : this.kept(meeting.id);
  }

  /** @throws NotFound for a service the actor may not see; InvalidInput for one that this panel does not look at */
  async demandCovered(meetingId: string, serviceId: string): Promise<string> {
    const [service] = await this.unit.query<{ title: string }>(serviceTitle, [this.unit.actor.councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    if ((await this.unit.query(covered, [this.unit.actor.councilId, meetingId, serviceId])).length === 0) throw problems.notCovered;
    return service.title;
  }

  /** Who presents it, how long it gets and who may see it. */
  async arrange({ id, version, presenterId, minutesEstimate, audience }: ArrangeAgendaItem): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const item = await this.itemAsSeen(id, version);
    await this.desk.standingIn(item.meetingId, drafting, 'ARRANGE_ITEM', sentences.draft);
    if (presenterId !== undefined && (await this.unit.query(isMember, [councilId, item.meetingId, presenterId])).length === 0) throw problems.presenter;
    const before = await this.unit.manager.findOneByOrFail(AgendaItem, { councilId, id });
    await this.unit.manager.update(AgendaItem, { councilId, id }, { presenterId: presenterId ?? null, minutesEstimate, audience, version: version + 1 });
    await this.trail.record({
      subjectKind: 'agendaItem', subjectId: id, action: 'agendaItemArranged', before: { membershipId: before.presenterId, minutes: before.minutesEstimate, audience: before.audience },
      after: { membershipId: presenterId ?? null, minutes: minutesEstimate, audience },
    });
    return { id, version: version + 1 };
  }

  /** What has nothing new is taken together, in one act; what a member asked to hear was moved out before. */
  async noteTogether({ id, version }: MeetingStep): Promise<Outcome> {
    const { actor, at } = this.unit;
    const meeting = await this.desk.standingIn(id, inSession, 'NOTE_TOGETHER', sentences.inSession);
    const noted = await this.unit.query<{ id: string; serviceId: string | null }>(noteAll, [actor.councilId, id, at.toString()]);
    if (noted.length === 0) throw notNow(meeting.state, 'NOTE_TOGETHER', sentences.nothingToNote);
    for (const { serviceId } of noted) if (serviceId !== null) await this.intelligence.takenByPanel(serviceId);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'notedTogether', after: { items: noted.length } });
    return { id, version };
  }

  /** One up, one down, or to a place; it then stays there whatever becomes due. */
  async move({ id, version, direction, position }: MoveAgendaItem): Promise<Outcome> {
    const item = await this.itemAsSeen(id, version);
    await this.desk.standingIn(item.meetingId, drafting, 'MOVE_ITEM', sentences.draft);
    const kept = await this.kept(item.meetingId);
    const from = kept.findIndex((line) => line.id === id);
    const line = kept[from];
    if (line === undefined) throw new NotFound('item');
    const wanted = direction === 'up' ? from - 1 : direction === 'down' ? from + 1 : (position ?? 1) - 1;
    const to = Math.max(0, Math.min(kept.length - 1, wanted));
    await this.keep(item.meetingId, kept.toSpliced(from, 1).toSpliced(to, 0, { ...line, placedByHand: true }));
    const { affected } = await this.unit.manager.update(AgendaItem, { councilId: this.unit.actor.councilId, id }, { placedByHand: true, version: version + 1 });
    if (affected !== 1) throw new NotFound('item');
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: id, action: 'agendaItemMoved', before: { place: from + 1 }, after: { place: to + 1 } });
    return { id, version: version + 1 };
  }

  /** Puts an item off to the next panel, which finds it due with this reason. What is published is locked until the meeting itself puts it off. */
  async defer({ id, version, reason }: DeferAgendaItem): Promise<Outcome> {
    const item = await this.itemAsSeen(id, version);
    const meeting = await this.desk.standingIn(item.meetingId, [...drafting, ...opened], 'DEFER_ITEM', sentences.draft);
    if (item.deferred || item.taken) throw notNow(meeting.state, 'DEFER_ITEM', item.deferred ? sentences.notLeft : 'The item is taken already.');
    if (!mayDefer(meeting.procedure.agenda, item)) throw notNow(meeting.state, 'DEFER_ITEM', sentences.opensEveryMeeting);
    await this.unit.manager.update(AgendaItem, { councilId: this.unit.actor.councilId, id }, { deferredAt: this.unit.at.toString(), deferredReason: reason, version: version + 1 });
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: id, action: 'agendaItemDeferred', after: { reasonGiven: true } });
    return { id, version: version + 1 };
  }

  /** Locks the agenda as its first version, with the pack; members are told by mail. */
  async publish({ id, version }: MeetingStep): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    if (meeting.state === 'agendaDraft') await this.keep(id, await this.linesNow(meeting));
    const kept = await this.kept(id);
    const agendaVersion = meeting.agendaVersion + 1;
    const [open] = await this.unit.query<{ n: number }>(proposalsOpen, [this.unit.actor.councilId, id]);
    const moved = await this.runner.send(meetingMachine, 'PUBLISH_AGENDA', { id, version, facts: { items: kept.length, agendaVersion, proposalsOpen: open?.n ?? 0 } });
    await this.press.print(meeting, kept, agendaVersion);
    return { id, version: moved.version };
  }

  /** The chair takes a late item in, before the meeting or in it: it is marked late, and the agenda goes out as a new version. */
  async acceptLate({ id, version, serviceId, title, minutesEstimate, urgency }: AcceptLateItem): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    const section = meeting.procedure.agenda.sections.find((one) => one.key === 'lateItems')?.number ?? 1;
    const line = { ...(await this.newLine(meeting, { serviceId, title, section, minutesEstimate })), id: newId(), late: true, lateReason: urgency };
    const kept = await this.kept(id);
    const index = kept.findIndex((other) => other.section > section);
    const lines = kept.toSpliced(index === -1 ? kept.length : index, 0, line);
    await this.keep(id, lines, line.id);
    await this.unit.query(intoPartA, [this.unit.actor.councilId, line.id]);
    await keepOutOfParts(this.unit, id);
    const agendaVersion = meeting.agendaVersion + 1;
    const moved = await this.runner.send(meetingMachine, 'ACCEPT_LATE_ITEM', { id, version, facts: { acceptedByChair: this.unit.actor.role === 'chair', urgencyGiven: true, agendaVersion } });
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: line.id, action: 'lateItemAccepted', after: { meetingId: id, serviceId: serviceId ?? null, reasonGiven: true } });
    await this.press.print(meeting, lines, agendaVersion);
    return { id, version: moved.version };
  }

  private async itemAsSeen(id: string, version: number): Promise<ItemAt> {
    const item = await this.desk.item(id);
    if (item.version !== version) throw await this.desk.stale(item.version, null, this.unit.at.toString());
    return item;
  }

  /** A line more, at the end of its section, where it then stays. @returns the item */
  private async insert(meeting: Standing, item: NewItem, reason: AgendaReason): Promise<string> {
    if (!meeting.procedure.agenda.sections.some((one) => one.number === item.section)) throw problems.section;
    const line = await this.newLine(meeting, item);
    const kept = await this.kept(meeting.id);
    const index = kept.findIndex((other) => !other.forNoting && other.section > item.section);
    const id = newId();
    await this.keep(meeting.id, kept.toSpliced(index === -1 ? kept.length : index, 0, { ...line, id, reasons: [reason], placedByHand: true }), id);
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: id, action: 'agendaItemAdded', after: { meetingId: meeting.id, serviceId: item.serviceId ?? null, section: item.section } });
    return id;
  }

  private async newLine(meeting: Standing, { serviceId, title, section, minutesEstimate }: NewItem): Promise<AgendaLine> {
    const line = { id: null, version: 0, section, reasons: [], minutesEstimate, forNoting: false, late: false, lateReason: null, deferredReason: null, placedByHand: false, presenterId: null, audience: 'members' as const };
    if (serviceId === undefined) return { ...line, serviceId: null, title: title ?? '' };
    const named = await this.demandCovered(meeting.id, serviceId);
    if ((await this.kept(meeting.id)).some((one) => one.serviceId === serviceId)) throw problems.onAgenda;
    return { ...line, serviceId, title: named };
  }

  private async linesNow(meeting: Standing): Promise<AgendaLine[]> {
    const today = londonDate(this.unit.at).toString();
    const [found] = await this.unit.query<{ due: DueService[]; deferred: DeferredSubject[]; said: SaidOfMinutes[]; missed: MissedDate[] | null; panel: { heldOn: string; lastOn: string | null }; about: AboutService | null }>(dueNow, [meeting.id, today]);
    if (found === undefined) throw new NotFound('meeting');
    return agendaOf(meeting.procedure, found.due, await this.kept(meeting.id), panelDates(meeting.procedure.panel.cadence, today, found.panel), found.deferred, found.about, found.said, found.missed);
  }

  private kept(meetingId: string): Promise<(AgendaLine & { id: string })[]> {
    return this.unit.query(keptItems, [this.unit.actor.councilId, meetingId]);
  }

  /** Writes lines in their order; those without an id, or with the id given as new, are added. */
  private async keep(meetingId: string, lines: readonly AgendaLine[], added?: string): Promise<void> {
    const { actor, at } = this.unit;
    const placed = lines.map((line, index) => ({ ...line, position: index + 1 }));
    const fresh = placed.filter(({ id }) => id === null || id === added).map(({ id, version: _, ...values }) => ({
      ...values, councilId: actor.councilId, id: id ?? newId(), meetingId, deferredAt: null, takenAt: null, version: 1, recordedBy: actor.membershipId, recordedAt: at.toString(),
    }));
    if (fresh.length > 0) await this.unit.manager.insert(AgendaItem, fresh);
    const known = placed.filter(({ id }) => id !== null && id !== added).map(({ id, position, section, reasons, forNoting, minutesEstimate }) => ({ id, position, section, reasons, forNoting, minutesEstimate }));
    await this.unit.query(placeItems, [actor.councilId, JSON.stringify(known)]);
  }
}

/** The dates an agenda is reckoned by, from the council's cadence. */
export function panelDates(cadence: Standing['procedure']['panel']['cadence'], today: string, { heldOn, lastOn }: { heldOn: string; lastOn: string | null }): PanelDates {
  return { today, heldOn, lastOn, nextOn: nextPanelDate(cadence, Temporal.PlainDate.from(heldOn)).toString() };
}
