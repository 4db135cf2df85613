import { Injectable } from '@nestjs/common';
import type { Seat } from '../../../platform/access/actor.js';
import { londonDate } from '../../../platform/clock/london.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { NotFound } from '../../../platform/graphql/refusals.js';
import { beforeOpening, type Standing } from '../meeting-desk.js';
import { hasLeft } from './contribution.refusals.js';

/** A member as they contribute: for their agency of today. */
export interface Contributor {
  readonly membershipId: string;
  readonly version: number;
  readonly seat: Seat;
  readonly agencyId: string | null;
  readonly agencyKind: string | null;
}

// A deputy answers for whose place they take. Under its lock: two who answer for one member come one after the other.
const ownSeat = `
  select mm.membership_id as "membershipId", mm.version, mm.seat, m.agency_id as "agencyId", agency_kind(m.agency_id, current_day()) as "agencyKind"
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
  where mm.council_id = $1 and mm.meeting_id = $2 and is_your_place(mm.meeting_id, mm.membership_id) order by mm.membership_id = $3 desc, mm.id limit 1 for update of mm`;
const seatLeft = `
  select coalesce((select n.name from agency_names n where n.agency_id = m.agency_id order by n.valid_from desc limit 1), m.job_title) as agency, m.valid_to::text as "leftOn"
  from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
  where mm.council_id = $1 and mm.meeting_id = $2 and m.person_id = $3 and m.valid_to < $4::date order by m.valid_to desc limit 1`;

/** What every act of a member before the meeting first looks up. */
@Injectable()
export class ContributionDesk {
  constructor(private readonly unit: WriteUnit) {}

  /** @throws NotFound for somebody who was not asked; NotPermitted for somebody who was asked for an agency they have left */
  async contributor(meetingId: string): Promise<Contributor> {
    const { actor, at } = this.unit;
    const [member] = await this.unit.query<Contributor>(ownSeat, [actor.councilId, meetingId, actor.membershipId]);
    if (member !== undefined) return member;
    const [left] = await this.unit.query<{ agency: string; leftOn: string }>(seatLeft, [actor.councilId, meetingId, actor.personId, londonDate(at).toString()]);
    throw left === undefined ? new NotFound('meeting you are a member of') : hasLeft(left.agency, left.leftOn);
  }

  /** Once it is opened it is said in the meeting. */
  takesContributions({ state }: Standing): boolean {
    return beforeOpening.includes(state);
  }
}
