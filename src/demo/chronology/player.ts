import type { INestApplicationContext, Type } from '@nestjs/common';
import { ContributionsResolver } from '../../domain/meetings/contributions/contributions.resolver.js';
import { RoomResolver } from '../../domain/meetings/session/room.resolver.js';
import { AgendasResolver } from '../../domain/meetings/agenda/agendas.resolver.js';
import { kindOf } from '../../domain/letters/kinds/index.js';
import { LettersResolver } from '../../domain/letters/letters.resolver.js';
import { MeetingsResolver } from '../../domain/meetings/meetings.resolver.js';
import { SessionsResolver } from '../../domain/meetings/session/sessions.resolver.js';
import type { RecordRecommendationInput } from '../../domain/meetings/session/session.inputs.js';
import type { Actor } from '../../platform/access/actor.js';
import { londonInstant } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { newId } from '../../platform/database/ids.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import type { Refused } from '../../platform/graphql/refusals.js';
import { type CastName, demoCast } from '../cast.js';
import type { Movable } from '../days.js';
import type { Cast } from '../founding.js';

/** The place of the worked chronology: quiet in the story. */
export const place = 'Brindlemoor Court';

const serviceNamed = `select s.id, coalesce((select k.other_id from service_links k where k.council_id = s.council_id and k.service_id = s.id and k.undone_at is null limit 1), s.id) as today
  from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and l.name = $2 order by s.recorded_at limit 1`;
const versionOf = 'select version from workflows where council_id = $1 and id = $2';
const stageVersion = `select w.version from stages g join workflows w on w.council_id = g.council_id and w.id = g.id where g.council_id = $1 and g.service_id = $2`;
const seats = 'select id, membership_id as "membershipId", version from meeting_members where council_id = $1 and meeting_id = $2 order by id';
const itemOf = 'select id from agenda_items where council_id = $1 and meeting_id = $2 and service_id = $3';
const hearingOf = `select id from agenda_items where council_id = $1 and $2::uuid is not null and meeting_id = $3 and title = 'Hearing the provider'`;
const others = 'select id, version from agenda_items where council_id = $1 and meeting_id = $2 and service_id is not null and service_id <> $3 and deferred_at is null and not for_noting';
const openLetters = `select l.id, l.kind from letters l join workflows w on w.council_id = l.council_id and w.id = l.id where l.council_id = $1 and l.service_id = any ($2::uuid[]) and w.state = 'draft' and (l.decision_id is not null or l.plan_id is not null) order by l.recorded_at`;
const waiting = `
  select q.id from representation_points q join representations r on r.council_id = q.council_id and r.id = q.representation_id join workflows w on w.council_id = r.council_id and w.id = r.id
  where r.council_id = $1 and r.service_id = $2 and w.state = 'received' and not exists (select from point_answers a where a.council_id = q.council_id and a.point_id = q.id) order by r.reference, q.number`;

interface Meeting {
  readonly day: number;
  readonly time: string;
  readonly summary: string;
  readonly onTrack?: boolean;
  /** Called already, and members have returned what they bring. */
  readonly id?: string;
  /** The initial meeting of a serious concern, in two parts: who comes for the provider in the second, and the day of the findings meeting. */
  readonly initial?: { readonly findingsOn: number; readonly name: string; readonly fromWhom: string };
  readonly away?: Partial<Record<CastName, 'apologies' | 'absent'>>;
  /** Who declares an interest and leaves for the item. */
  readonly leaves?: { readonly who: CastName; readonly details: string };
  readonly recommends?: readonly Omit<RecordRecommendationInput, 'agendaItemId' | 'idempotencyKey' | 'criteria' | 'reasonCodes'>[] | readonly Partial<RecordRecommendationInput>[];
}

/** Plays the people of the worked chronology: each acts through the resolvers, as the page would, with what stands in the database at that moment. */
export class Player {
  constructor(
    readonly app: INestApplicationContext,
    readonly clock: Movable,
    readonly cast: Cast,
    readonly dayZero: Temporal.PlainDate,
    /** The service that counts today: after the sale, the new owner’s. */
    public serviceId: string,
    /** As it was on day 0: what was begun against the former owner stays there. */
    readonly formerServiceId: string,
  ) {}

  static async open(app: INestApplicationContext, clock: Movable, cast: Cast, dayZero: Temporal.PlainDate): Promise<Player> {
    const unit = app.get(WriteUnit, { strict: false });
    const [row] = await unit.run(cast.chair, () => unit.query<{ id: string; today: string }>(serviceNamed, [cast.chair.councilId, place]));
    if (row === undefined) throw new Error(`This demonstration has no ${place}: npm run demo:reset makes one that has.`);
    return new Player(app, clock, cast, dayZero, row.today, row.id);
  }

  get<T>(token: Type<T>): T {
    return this.app.get(token, { strict: false });
  }

  day(number: number): Temporal.PlainDate {
    return this.dayZero.add({ days: number });
  }
  on(number: number): string {
    return this.day(number).toString();
  }
  at(number: number, time: string): Temporal.Instant {
    return londonInstant(this.day(number), time);
  }

  /** @throws Error when it is refused: a chronology that the rules do not allow is a fault. */
  async done(answer: Promise<Outcome | Refused>): Promise<Outcome> {
    const outcome = await answer;
    if ('refusedAs' in outcome) throw new Error(`On ${this.clock.now()}: ${outcome.message} ${JSON.stringify(outcome)}`);
    return outcome;
  }

  read<Row>(text: string, values: readonly unknown[] = [], actor: Actor = this.cast.coordinator): Promise<Row[]> {
    return this.get(WriteUnit).run(actor, () => this.get(WriteUnit).query<Row>(text, [this.cast.chair.councilId, ...values]));
  }
  /** The one id a text finds. $1 is the council, $2 the service. */
  async id(text: string, ...values: readonly unknown[]): Promise<string> {
    const [row] = await this.read<{ id: string }>(text, [this.serviceId, ...values]);
    if (row === undefined) throw new Error(`On ${this.clock.now()} nothing is found by: ${text}`);
    return row.id;
  }

  /** A case as its page would show it: id, version and a fresh key. */
  async case(id: string): Promise<{ id: string; version: number; idempotencyKey: string }> {
    const [row] = await this.read<{ version: number }>(versionOf, [id]);
    return { id, version: row?.version ?? 0, idempotencyKey: newId() };
  }
  async stage(): Promise<{ id: string; version: number; idempotencyKey: string }> {
    const [row] = await this.read<{ version: number }>(stageVersion, [this.serviceId]);
    return { id: this.serviceId, version: row?.version ?? 0, idempotencyKey: newId() };
  }

  /** What every decision writes down. */
  words(reasons: string, position: string, people: string, letterParagraph: string | null = null) {
    return {
      reasons, optionsConsidered: 'Advice alone, a cautionary notice, and waiting for the next panel: each was weighed.', providerPosition: position, effectOnPeople: people, letterParagraph,
      proportionality: 'It goes no further than what was found, and lasts no longer than it takes to put right.',
      equalityNote: 'People who are frail, disabled or without family were thought of first; nobody’s home or contact with family is at stake.',
    };
  }

  /** Issues the drafts that wait, by mail: all, or those of one kind. */
  async issueLetters(only?: string): Promise<void> {
    await this.get(Jobs).drain();
    for (const { id, kind } of await this.read<{ id: string; kind: string }>(openLetters, [[this.serviceId, this.formerServiceId]])) {
      if (only !== undefined && kind !== only) continue;
      if (kindOf(kind).legalFirst) {
        await this.done(this.get(LettersResolver).sendLetterToLegal({ ...(await this.case(id)), asked: 'Please look it over.' }, this.cast.coordinator));
        await this.done(this.get(LettersResolver).returnLetterFromLegal({ ...(await this.case(id)), agreed: true, lawyer: 'Anne Lake, solicitor' }, this.cast.coordinator));
      }
      await this.done(this.get(LettersResolver).issueLetter({ ...(await this.case(id)), method: 'email', toName: demoCast.provider.name, toAddress: 'manager@brindlemoor-court.example' }, this.cast.coordinator));
    }
  }

  /** One answer to each point that waits for one (R05). */
  async answers(answer: string): Promise<{ pointId: string; outcome: string; answer: string; changed: string }[]> {
    return (await this.read<{ id: string }>(waiting, [this.serviceId])).map(({ id }) => ({ pointId: id, outcome: 'partly', answer, changed: 'It is weighed in the decision.' }));
  }

  /** @returns the meeting */
  async schedule(day: number, time: string, initial = false): Promise<string> {
    const { chair, coordinator } = this.cast;
    return (await this.done(this.get(MeetingsResolver).scheduleMeeting({
      idempotencyKey: newId(), dateIsMeant: true, startsOn: this.on(day), startTime: time, lengthMinutes: 60, venue: 'Committee Room 2, Civic Offices, and by video', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [],
      ...(initial && { series: 'initial', serviceId: this.serviceId, providerPart: 'part' }),
    }, coordinator))).id;
  }

  /** The members are asked what they bring to a meeting, by a day before it. */
  async callForItems(id: string, by: number): Promise<void> {
    await this.done(this.get(ContributionsResolver).callForItems({ ...(await this.case(id)), contributionsBy: this.on(by) }, this.cast.coordinator));
  }
  async contributes(id: string, who: CastName, entries: readonly { code: string; words: string }[]): Promise<void> {
    await this.done(this.get(ContributionsResolver).contribute({ id, serviceId: this.serviceId, version: 0, idempotencyKey: newId(), entries: [...entries], caveat: 'none', audience: 'members' }, this.cast[who]));
  }

  /** A meeting of the panel about this service, opened, minuted and closed. Ids of what it recommends, in order. */
  async meeting({ day, time, summary, onTrack, id: called, initial, away = {}, leaves, recommends = [] }: Meeting): Promise<string[]> {
    const { chair, coordinator } = this.cast;
    const [agendas, meetings, sessions] = [this.get(AgendasResolver), this.get(MeetingsResolver), this.get(SessionsResolver)];
    const id = called ?? (await this.schedule(day, time, initial !== undefined));
    await this.done(agendas.buildAgenda(await this.case(id), coordinator));
    const [known] = await this.read<{ id: string }>(itemOf, [id, this.serviceId]);
    if (known === undefined) await this.done(agendas.addAgendaItem({ ...(await this.case(id)), section: 6, serviceId: this.serviceId, minutesEstimate: 15, reason: summary } as never, coordinator));
    await this.done(agendas.publishAgenda(await this.case(id), coordinator));
    this.clock.set(this.at(day, time));
    const names = new Map((Object.keys(demoCast) as CastName[]).map((name) => [this.cast[name].membershipId, name]));
    const entries = (await this.read<{ id: string; membershipId: string; version: number }>(seats, [id])).flatMap(({ id: memberId, membershipId, version }) => {
      const name = names.get(membershipId);
      return [{ memberId, version, attendance: (name && away[name]) ?? 'present', deputyName: null, left: false }];
    });
    await this.done(sessions.recordAttendance({ id, idempotencyKey: newId(), entries }, coordinator));
    const item = await this.id('select id from agenda_items where council_id = $1 and service_id = $2 and meeting_id = $3', id);
    if (leaves !== undefined) {
      const interest = await this.done(sessions.declareInterest({ agendaItemId: item, idempotencyKey: newId(), nature: 'worksFor', details: leaves.details }, this.cast[leaves.who]));
      await this.done(sessions.ruleOnInterest({ id: interest.id, version: interest.version, idempotencyKey: newId(), ruling: 'leave' }, chair));
    }
    await this.done(meetings.openMeeting(await this.case(id), chair));
    if (initial !== undefined) await this.hears(id, initial);
    await this.done(sessions.saveItemRecord({ id: item, version: 0, idempotencyKey: newId(), summary, nextDate: initial === undefined ? null : this.on(initial.findingsOn), onTrack: onTrack ?? null }, coordinator));
    // What else is due is the monthly panel's.
    for (const other of await this.read<{ id: string; version: number }>(others, [id, this.serviceId])) {
      await this.done(agendas.deferAgendaItem({ ...other, idempotencyKey: newId(), reason: 'For the monthly panel: this meeting is about one service.' }, chair));
    }
    const made: string[] = [];
    for (const one of recommends) {
      made.push((await this.done(sessions.recordRecommendation({ criteria: [], reasonCodes: [], ...one, agendaItemId: item, idempotencyKey: newId() } as never, chair))).id);
    }
    await this.done(meetings.concludeMeeting(await this.case(id), chair));
    return made;
  }

  /** The second part of a meeting, with whoever comes for the provider. */
  private async hears(id: string, { name, fromWhom }: NonNullable<Meeting['initial']>): Promise<void> {
    const { chair, coordinator } = this.cast;
    const hearing = await this.id(hearingOf, id);
    await this.done(this.get(RoomResolver).arrangeParts({
      id, version: 0, idempotencyKey: newId(), A: { purpose: 'What each agency knows, without the provider', absentees: 'nothing' }, B: { purpose: 'The provider is heard', absentees: 'nothing' }, itemsInB: [hearing], onlyInA: [], onlyInB: [],
    }, chair));
    await this.done(this.get(RoomResolver).addMeetingGuest({ id, part: 'B', name, fromWhom, forProvider: true, confidentialityAccepted: true, idempotencyKey: newId() }, coordinator));
    await this.done(this.get(SessionsResolver).saveItemRecord({ id: hearing, version: 0, idempotencyKey: newId(), summary: 'It accepts the findings of the nights, names an interim manager and begins its plan.', nextDate: null, onTrack: null }, coordinator));
  }
}
