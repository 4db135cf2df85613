import { Injectable } from '@nestjs/common';
import { Trail } from '../../../platform/audit/trail.js';
import { nextPanelDate } from '../../../platform/clock/cadence.js';
import { londonDate } from '../../../platform/clock/london.js';
import { newId } from '../../../platform/database/ids.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { WorkflowRunner } from '../../../platform/workflow/workflow-runner.js';
import { type AboutService, type AgendaLine, agendaOf, mayDefer, type PanelDates } from './agenda.js';
import { type DeferredSubject, deferredSubjects, type DueService, duePanel } from './agenda-facts.js';
import { AgendaItem } from './agenda-item.entity.js';
import type { AcceptLateItem, AddAgendaItem, DeferAgendaItem, MoveAgendaItem } from './agenda.inputs.js';
import { AgendaPress } from './agenda-press.js';
import { drafting, type ItemAt, MeetingDesk, opened, type Standing } from '../meeting-desk.js';
import type { MeetingStep } from '../meeting.inputs.js';
import { meetingMachine } from '../meeting.machine.js';
import { notNow, problems, sentences } from '../meeting.refusals.js';

const dueNow = `with ${duePanel('$1', '$2::date')}
  select coalesce(json_agg(due.facts), '[]') as due, ${deferredSubjects} as deferred,
         (select json_build_object('heldOn', held_on, 'lastOn', (since at time zone 'Europe/London')::date) from panel) as panel,
         (select json_build_object('serviceId', s.id, 'title', case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end)
          from meetings m join services s on s.council_id = m.council_id and s.id = m.service_id join register_locations l on l.id = s.location_id where m.council_id = current_council() and m.id = $1) as about
  from due`;
const keptItems = `
  select id, version, service_id as "serviceId", section, title, reasons, minutes_estimate as "minutesEstimate", for_noting as "forNoting", late,
         late_reason as "lateReason", deferred_reason as "deferredReason", placed_by_hand as "placedByHand"
  from agenda_items where council_id = $1 and meeting_id = $2 order by position, id for update`;
const serviceTitle = `
  select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end as title
  from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and s.id = $2`;
const covered = `
  select from meetings m join panel_services c on c.council_id = m.council_id and c.panel_id = m.panel_id and c.service_id = $3 where m.council_id = $1 and m.id = $2`;
const placeItem = `
  update agenda_items set position = $3, section = $4, reasons = $5::jsonb, for_noting = $6, minutes_estimate = $7,
         version = version + case when (position, section, for_noting) is distinct from ($3, $4, $6) then 1 else 0 end
  where council_id = $1 and id = $2`;

/** The agenda while it is made: it keeps what is due, and what people add, move and put off (pages.md "Agenda"). */
@Injectable()
export class AgendasService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly runner: WorkflowRunner,
    private readonly trail: Trail,
    private readonly desk: MeetingDesk,
    private readonly press: AgendaPress,
  ) {}

  /** Keeps the agenda as what is due makes it; again, new facts join the items there are. */
  async build({ id, version }: MeetingStep): Promise<Outcome> {
    const meeting = await this.desk.standingIn(id, ['scheduled', ...drafting], 'BUILD_AGENDA', 'Once published, an agenda is locked: the chair accepts late items.');
    const lines = await this.linesNow(meeting);
    await this.keep(meeting.id, lines);
    await this.trail.record({ subjectKind: 'meeting', subjectId: id, action: 'agendaBuilt', after: { items: lines.length } });
    if (meeting.state !== 'scheduled') return { id, version };
    const moved = await this.runner.send(meetingMachine, 'BUILD_AGENDA', { id, version, facts: { items: lines.length } });
    return { id, version: moved.version };
  }

  async add({ id, serviceId, title, section, minutesEstimate, reason }: AddAgendaItem): Promise<Outcome> {
    const meeting = await this.desk.standingIn(id, drafting, 'ADD_ITEM', sentences.draft);
    if (!meeting.procedure.agenda.sections.some((one) => one.number === section)) throw problems.section;
    const line = await this.newLine(meeting, { serviceId, title, section, minutesEstimate });
    const kept = await this.kept(id);
    const index = kept.findIndex((other) => !other.forNoting && other.section > section);
    const added = { ...line, id: newId(), reasons: [{ kind: 'added' as const, words: reason, count: null }], placedByHand: true };
    await this.keep(id, kept.toSpliced(index === -1 ? kept.length : index, 0, added), added.id);
    await this.trail.record({ subjectKind: 'agendaItem', subjectId: added.id, action: 'agendaItemAdded', after: { meetingId: id, serviceId: serviceId ?? null, section } });
    return { id: added.id, version: 1 };
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
    const moved = await this.runner.send(meetingMachine, 'PUBLISH_AGENDA', { id, version, facts: { items: kept.length, agendaVersion } });
    await this.press.print(meeting, kept, agendaVersion);
    return { id, version: moved.version };
  }

  /** The chair takes a late item in: it is marked late, and the agenda goes out as a new version. */
  async acceptLate({ id, version, serviceId, title, minutesEstimate, urgency }: AcceptLateItem): Promise<Outcome> {
    const meeting = await this.desk.standing(id);
    const section = meeting.procedure.agenda.sections.find((one) => one.key === 'lateItems')?.number ?? 1;
    const line = { ...(await this.newLine(meeting, { serviceId, title, section, minutesEstimate })), id: newId(), late: true, lateReason: urgency };
    const kept = await this.kept(id);
    const index = kept.findIndex((other) => other.section > section);
    const lines = kept.toSpliced(index === -1 ? kept.length : index, 0, line);
    await this.keep(id, lines, line.id);
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

  private async newLine(meeting: Standing, of: { serviceId: string | undefined; title: string | undefined; section: number; minutesEstimate: number }): Promise<AgendaLine> {
    const { serviceId, title, section, minutesEstimate } = of;
    const line = { id: null, version: 0, section, reasons: [], minutesEstimate, forNoting: false, late: false, lateReason: null, deferredReason: null, placedByHand: false };
    if (serviceId === undefined) return { ...line, serviceId: null, title: title ?? '' };
    const [service] = await this.unit.query<{ title: string }>(serviceTitle, [this.unit.actor.councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    if ((await this.unit.query(covered, [this.unit.actor.councilId, meeting.id, serviceId])).length === 0) throw problems.notCovered;
    if ((await this.kept(meeting.id)).some((one) => one.serviceId === serviceId)) throw problems.onAgenda;
    return { ...line, serviceId, title: service.title };
  }

  private async linesNow(meeting: Standing): Promise<AgendaLine[]> {
    const today = londonDate(this.unit.at).toString();
    const [found] = await this.unit.query<{ due: DueService[]; deferred: DeferredSubject[]; panel: { heldOn: string; lastOn: string | null }; about: AboutService | null }>(dueNow, [meeting.id, today]);
    if (found === undefined) throw new NotFound('meeting');
    return agendaOf(meeting.procedure.agenda, found.due, await this.kept(meeting.id), panelDates(meeting.procedure.panel.cadence, today, found.panel), found.deferred, found.about);
  }

  private kept(meetingId: string): Promise<(AgendaLine & { id: string })[]> {
    return this.unit.query(keptItems, [this.unit.actor.councilId, meetingId]);
  }

  /** Writes lines in their order; those without an id, or with the id given as new, are added. */
  private async keep(meetingId: string, lines: readonly AgendaLine[], added?: string): Promise<void> {
    const { actor, at } = this.unit;
    for (const [index, line] of lines.entries()) {
      const { id, version: _, ...values } = line;
      if (id === null || id === added) {
        await this.unit.manager.insert(AgendaItem, {
          ...values, councilId: actor.councilId, id: id ?? newId(), meetingId, position: index + 1, deferredAt: null, takenAt: null, version: 1, recordedBy: actor.membershipId, recordedAt: at.toString(),
        });
      } else {
        await this.unit.query(placeItem, [actor.councilId, id, index + 1, line.section, JSON.stringify(line.reasons), line.forNoting, line.minutesEstimate]);
      }
    }
  }
}

/** The dates an agenda is reckoned by, from the council's cadence. */
export function panelDates(cadence: Standing['procedure']['panel']['cadence'], today: string, { heldOn, lastOn }: { heldOn: string; lastOn: string | null }): PanelDates {
  return { today, heldOn, lastOn, nextOn: nextPanelDate(cadence, Temporal.PlainDate.from(heldOn)).toString() };
}
