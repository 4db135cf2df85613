import { Injectable } from '@nestjs/common';
import type { Seat } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { PeopleDesk } from './people-desk.js';

/** What a meeting opens, to whom and until which day. */
interface ForMeeting {
  readonly meetingId: string;
  /** The last day on which it opens anything. */
  readonly until: string;
}
export interface DeputySeat extends ForMeeting {
  readonly panelId: string;
  readonly membershipId: string;
  readonly deputyOf: string;
  readonly seat: Seat;
}
export interface GuestShare extends ForMeeting {
  readonly serviceId: string;
  readonly agencyId: string;
  readonly reason: string;
}

const addSeat = `
  insert into panel_seats (council_id, id, panel_id, membership_id, seat, deputy_of, meeting_id, valid_from, valid_to, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const endSeats = `
  update panel_seats set valid_to = $3, version = version + 1 where council_id = $1 and meeting_id = $2 and deputy_of = $4 and valid_to > $3::date returning id, membership_id as "membershipId"`;
const addShare = `
  insert into shares (council_id, id, service_id, agency_id, meeting_id, reason, lawful_basis, shared_by, shared_at, ends_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const moveSeats = 'update panel_seats set valid_to = greatest(valid_from, $3::date), version = version + 1 where council_id = $1 and meeting_id = $2 and valid_to >= $4::date';
const moveShares = 'update shares set ends_on = $3, version = version + 1 where council_id = $1 and meeting_id = $2 and ended_at is null';
const liveShares = 'select id from shares where council_id = $1 and meeting_id = $2 and agency_id = $3 and ended_at is null';
const endShares = `
  update shares set ended_at = $4, ended_by = $5, version = version + 1 where council_id = $1 and meeting_id = $2 and agency_id = $3 and ended_at is null returning id, service_id as "serviceId"`;
const agencyOpen = `select from agencies where id = $1 and ended_on is null and agency_kind(id, current_day()) not in ('provider', 'otherCouncil')`;

/** Cooperation within the area, as the information-sharing agreement of its agencies has it. */
const usualBasis = 'Public task: cooperation on safeguarding and quality of care (UK GDPR article 6(1)(e); Care Act 2014, sections 6 and 45)';

/** Deputies' seats and guests' shares that last for one meeting and open that meeting alone (R37, domain.md 2.4). Inside a unit. */
@Injectable()
export class MeetingAccess {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
  ) {}

  async seatDeputy({ meetingId, panelId, membershipId, deputyOf, seat, until }: DeputySeat): Promise<void> {
    const { actor, at } = this.unit;
    const id = newId();
    await this.unit.query(addSeat, [actor.councilId, id, panelId, membershipId, seat, deputyOf, meetingId, this.desk.today, until, at.toString()]);
    await this.trail.record({ subjectKind: 'seat', subjectId: id, action: 'deputySeated', after: { panelId, meetingId, membershipId, deputyOf, until } });
  }

  /** From this moment on it opens nothing. */
  async unseatDeputies(meetingId: string, deputyOf: string): Promise<void> {
    const ended = await this.unit.query<{ id: string; membershipId: string }>(endSeats, [this.unit.actor.councilId, meetingId, this.desk.dayBefore, deputyOf]);
    for (const { id, membershipId } of ended) await this.trail.record({ subjectKind: 'seat', subjectId: id, action: 'seatEnded', after: { meetingId, membershipId } });
  }

  /** @throws InvalidInput for a provider, which is never shown this, and for another council, which has its own way of being shown a service */
  async shareWith({ meetingId, serviceId, agencyId, reason, until }: GuestShare): Promise<void> {
    const { actor, at } = this.unit;
    if ((await this.unit.query(agencyOpen, [agencyId])).length === 0) throw new InvalidInput([{ field: 'guestIds', message: 'Choose guests of an agency that is neither a provider nor another council' }]);
    const id = newId();
    await this.unit.query(addShare, [actor.councilId, id, serviceId, agencyId, meetingId, reason, usualBasis, actor.membershipId, at.toString(), until]);
    // The reason stands in the share: the trail has ids alone.
    await this.trail.record({ subjectKind: 'share', subjectId: id, action: 'sharedForMeeting', after: { serviceId, agencyId, meetingId, endsOn: until } });
  }

  /** Whether the agency is shown the service for this meeting. */
  async isShared(meetingId: string, agencyId: string): Promise<boolean> {
    return (await this.unit.query(liveShares, [this.unit.actor.councilId, meetingId, agencyId])).length > 0;
  }

  /** Nobody of the agency is asked to the meeting any more: what it was shown for it is closed at once. */
  async endShares(meetingId: string, agencyId: string): Promise<void> {
    const { actor, at } = this.unit;
    const ended = await this.unit.query<{ id: string; serviceId: string }>(endShares, [actor.councilId, meetingId, agencyId, at.toString(), actor.membershipId]);
    for (const { id, serviceId } of ended) await this.trail.record({ subjectKind: 'share', subjectId: id, action: 'shareEnded', after: { serviceId, agencyId } });
  }

  /** The meeting moved, or was called off: what it opens ends with it. */
  async lastUntil(meetingId: string, until: string): Promise<void> {
    const { councilId } = this.unit.actor;
    await this.unit.query(moveSeats, [councilId, meetingId, until, this.desk.today]);
    await this.unit.query(moveShares, [councilId, meetingId, until]);
  }
}
