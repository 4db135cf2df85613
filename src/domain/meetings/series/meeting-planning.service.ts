import { Injectable } from '@nestjs/common';
import { asHeldBy, type Procedure, type Series, type SeriesKey, seriesOf } from '../../../../procedures/index.ts';
import { panelCircle, type Seat } from '../../../platform/access/actor.js';
import { addWorkingDays } from '../../../platform/clock/working-days.js';
import { londonDate } from '../../../platform/clock/london.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { InvalidInput } from '../../../platform/graphql/refusals.js';
import { ProceduresService } from '../../councils/procedures.service.js';
import type { ScheduleMeeting } from '../meeting.inputs.js';
import { problems } from '../meeting.refusals.js';
import { dayOf } from './meeting-dates.js';
import { isPartner, mayBeAsked, seatedOn } from './who-may-be-asked.js';

// Who may be asked to a meeting of this panel, with their seat on it, both today and on the day. Partners and CQC see what their panels look at alone (R37).
const candidates = `
  select m.id, m.role, m.agency_id as "agencyId", coalesce(seated.seat, m.seat, 'other') as seat, seated.id is not null as "hasSeat" from memberships m ${seatedOn('m', '$4', '$5::date')}
  where m.council_id = $1 and m.role = any ($2) and m.person_id is not null and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= greatest($3::date, $5::date))`;
const openPanel = `
  select p.id, p.name from panels p where p.council_id = $1 and ($2::uuid is null or p.id = $2) and p.valid_from <= $3::date and (p.valid_to is null or p.valid_to >= $3::date)
    and p.kind = any ($4) and ($5::uuid is null or exists (select from panel_services c where c.council_id = p.council_id and c.panel_id = p.id and c.service_id = $5))
  order by array_position($4, p.kind), p.valid_from, p.recorded_at, p.id limit 1`;
const serviceSeen = 'select from services where council_id = $1 and id = $2';
// Whoever schedules for a panel waits for whoever does so at the same time, and then finds their meeting.
const lockPanel = 'select from panels where council_id = $1 and id = $2 for update';
const sameDay = `
  select m.reference, (m.starts_at at time zone 'Europe/London')::date::text as "on" from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id
  where m.council_id = $1 and m.panel_id = $2 and m.series = $3 and m.service_id is not distinct from $4::uuid and w.state <> 'cancelled' and m.id is distinct from $6::uuid
    and (m.starts_at at time zone 'Europe/London')::date = any ($5::date[])`;

export interface Candidate {
  readonly id: string;
  readonly role: string;
  readonly agencyId: string | null;
  readonly seat: Seat;
  readonly hasSeat: boolean;
}
export interface PlannedKind {
  readonly series: Series;
  readonly procedureId: string;
  /** As it holds for this kind. */
  readonly procedure: Procedure;
}
export interface Asked {
  readonly members: readonly Candidate[];
  /** Those whose agencies do not sit on the panel: asked by a share of the service (R37). */
  readonly guests: readonly Candidate[];
}

const isGuest = (one: Candidate): boolean => isPartner(one) && !one.hasSeat;
const more: Record<string, number> = { never: 0, part: 1, whole: 2 };

/** What a meeting to come may be: its kind, panel and day, and who is asked to it. Inside a unit. */
@Injectable()
export class MeetingPlanning {
  constructor(
    private readonly unit: WriteUnit,
    private readonly procedures: ProceduresService,
  ) {}

  /** @throws InvalidInput where the council's procedure has no such kind of meeting */
  async kindOf(key: SeriesKey | undefined): Promise<PlannedKind> {
    const { id, content } = await this.procedures.current();
    const series = seriesOf(content, key ?? 'panel');
    if (series === undefined) throw problems.series;
    return { series, procedureId: id, procedure: asHeldBy(content, series) };
  }

  /** Everything that does not fit the kind, at once. */
  misfits({ shape, provider, partners, name }: Series, { title, serviceId, providerPart, byName, guestIds, sharingReason }: Partial<ScheduleMeeting>): { field: string; message: string }[] {
    const isOne = shape === 'oneService';
    const guests = guestIds ?? [];
    const wrong: (false | [string, string])[] = [
      isOne && serviceId === undefined && ['serviceId', 'Choose the service the meeting is about'],
      !isOne && serviceId !== undefined && ['serviceId', `${name}: it is about no single service`],
      shape !== 'notesOnly' && title !== undefined && ['title', `The meeting is called “${name}”: mails and calendars name it so, and nothing it is about`],
      isOne && provider !== 'never' && providerPart === undefined && ['providerPart', 'Choose what part the provider has: none, part of the meeting or all of it'],
      (more[providerPart ?? 'never'] ?? 0) > (more[isOne ? provider : 'never'] ?? 0) && ['providerPart', `${name}: the provider takes no part in it`],
      !isOne && byName !== undefined && ['byName', `${name}: people known by name alone come to meetings about one service`],
      guests.length > 0 && !(isOne && partners) && ['guestIds', `${name}: nobody from outside the panel is asked to it`],
      guests.length > 0 && sharingReason === undefined && ['sharingReason', 'Enter why the service is shared with the guests’ agencies'],
    ];
    return wrong.flatMap((one) => (one === false ? [] : [{ field: one[0], message: one[1] }]));
  }

  /** The panel the meeting hangs on, locked until the unit ends. @throws InvalidInput where none that is open fits the kind, or looks at the service */
  async panelFor({ panelKinds, name }: Series, panelId: string | null, serviceId: string | undefined): Promise<{ id: string; name: string }> {
    const { councilId } = this.unit.actor;
    if (serviceId !== undefined && (await this.unit.query(serviceSeen, [councilId, serviceId])).length === 0) throw problems.service;
    const [panel] = await this.unit.query<{ id: string; name: string }>(openPanel, [councilId, panelId, this.today, panelKinds, serviceId ?? null]);
    if (panel === undefined) throw panelId === null ? problems.noPanel(name) : problems.panel;
    await this.unit.query(lockPanel, [councilId, panel.id]);
    return panel;
  }

  /** Meetings of the kind that there are on one of these days, by day. */
  async thatDay(panelId: string, series: SeriesKey, serviceId: string | null, days: readonly string[], besides: string | null = null): Promise<Map<string, string>> {
    const rows = await this.unit.query<{ reference: string; on: string }>(sameDay, [this.unit.actor.councilId, panelId, series, serviceId, days, besides]);
    return new Map(rows.map(({ reference, on }) => [on, reference]));
  }

  /**
   * Chair, coordinator, the chosen others and the guests. Nobody chosen means everybody with a seat on the panel.
   * @throws InvalidInput naming each field where somebody may not be asked
   */
  async asked({ chairId, coordinatorId, memberIds = [], guestIds = [] }: Pick<ScheduleMeeting, 'chairId' | 'coordinatorId'> & Partial<ScheduleMeeting>, { partners, shape }: Series, panelId: string, startsAt: Temporal.Instant): Promise<Asked> {
    const all = await this.candidates(panelId, startsAt);
    const byId = new Map(all.filter((one) => !isGuest(one) && mayBeAsked({ role: one.role, isGuest: false }, { partners, shape })).map((one) => [one.id, one]));
    const guests = new Map(all.filter((one) => isGuest(one)).map((one) => [one.id, one]));
    const wrong = [
      ...(byId.get(chairId)?.role === 'chair' ? [] : problems.chair.fields), ...(byId.get(coordinatorId)?.role === 'coordinator' ? [] : problems.coordinator.fields),
      ...(memberIds.every((id) => byId.has(id)) ? [] : problems.strangers.fields), ...(guestIds.every((id) => guests.has(id)) ? [] : problems.guests.fields),
    ];
    if (wrong.length > 0) throw new InvalidInput(wrong);
    const seated = shape === 'notesOnly' ? [] : [...byId.values()].filter((one) => one.hasSeat).map((one) => one.id);
    const chosen = new Set([chairId, coordinatorId, ...(memberIds.length > 0 ? memberIds : seated)]);
    return { members: [...chosen].flatMap((id) => byId.get(id) ?? []), guests: guestIds.flatMap((id) => guests.get(id) ?? []) };
  }

  /** One person more, as they would sit. @throws InvalidInput for whoever may not be asked to this kind of meeting */
  async candidate(membershipId: string, series: Series, panelId: string, startsAt: Temporal.Instant): Promise<Candidate & { readonly isGuest: boolean }> {
    const found = (await this.candidates(panelId, startsAt)).find(({ id }) => id === membershipId);
    if (found === undefined || !mayBeAsked({ role: found.role, isGuest: isGuest(found) }, series)) throw problems.stranger;
    return { ...found, isGuest: isGuest(found) };
  }

  private candidates(panelId: string, startsAt: Temporal.Instant): Promise<Candidate[]> {
    const roles = panelCircle.filter((role) => role !== 'auditor');
    const day = [this.today, dayOf(startsAt)].toSorted()[1];
    return this.unit.query<Candidate>(candidates, [this.unit.actor.councilId, roles, this.today, panelId, day]);
  }

  /** The last day on which a deputy or a guest of one meeting sees it: until its minutes have gone round and their accuracy has been answered. */
  lastDay(startsAt: Temporal.Instant, { timescales }: Procedure): string {
    const { minutesDraftWorkingDays, minutesChairWorkingDays, minutesAccuracyWorkingDays } = timescales;
    return addWorkingDays(londonDate(startsAt), minutesDraftWorkingDays + minutesChairWorkingDays + minutesAccuracyWorkingDays).toString();
  }

  private get today(): string {
    return dayOf(this.unit.at);
  }
}
