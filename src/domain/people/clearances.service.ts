import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import type { EndNameClearance, GiveNameClearance } from './clearance.inputs.js';
import { PeopleDesk } from './people-desk.js';

interface Place {
  readonly person_id: string | null;
  readonly role: string;
  readonly version: number;
}
interface Clearance {
  readonly membership_id: string;
  readonly valid_to: string | null;
  readonly ended_at: string | null;
  readonly version: number;
}
const standing = 'select from name_clearances where council_id = $1 and membership_id = $2 and ended_at is null and (valid_to is null or valid_to >= $3::date)';
const give = `
  insert into name_clearances (council_id, id, membership_id, valid_from, valid_to, reason, given_by, given_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const end = `
  update name_clearances set ended_at = $3, ended_by = $4, end_reason = $5, version = version + 1 where council_id = $1 and id = $2 returning version`;

/** Which readers of the Board read its reports with names (domain.md 2.6, ADR 0041). Given by an administrator, with a reason, and ended by one. Inside a unit. */
@Injectable()
export class ClearancesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
  ) {}

  async give({ membershipId, reason, lastDay }: GiveNameClearance): Promise<Outcome> {
    await this.desk.administrators();
    const { actor, at } = this.unit;
    // Holding the membership: of two who clear the same reader at once the second finds it done.
    const held = await this.desk.hold<Place>('membership', membershipId, null);
    this.desk.demandAnother(held.person_id);
    await this.desk.demandInForce(membershipId, 'membershipId');
    if (held.role !== 'boardReader') throw new InvalidInput([{ field: 'membershipId', message: 'Choose a reader of the Board: officers read names by their role, and nobody else reads the Board’s reports' }]);
    if ((await this.unit.query(standing, [actor.councilId, membershipId, this.desk.today])).length > 0) throw new InvalidInput([{ field: 'membershipId', message: 'They are cleared for names already' }]);
    const id = newId();
    await this.unit.query(give, [actor.councilId, id, membershipId, this.desk.today, lastDay ?? null, reason, actor.membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'membership', subjectId: membershipId, action: 'clearedForNames', after: { membershipId, from: this.desk.today, lastDay: lastDay ?? null } });
    return { id, version: 1 };
  }

  /** From the next request on they read the reports without names. */
  async end({ id, version, reason }: EndNameClearance): Promise<Outcome> {
    await this.desk.administrators();
    const { actor, at } = this.unit;
    const held = await this.desk.hold<Clearance>('clearance', id, version);
    if (held.ended_at !== null || (held.valid_to !== null && held.valid_to < this.desk.today)) throw new InvalidInput([{ field: 'form', message: 'This clearance has ended already' }]);
    const [row] = await this.unit.query<{ version: number }>(end, [actor.councilId, id, at.toString(), actor.membershipId, reason]);
    await this.trail.record({ subjectKind: 'membership', subjectId: held.membership_id, action: 'namesClearanceEnded', after: { membershipId: held.membership_id } });
    return { id, version: row?.version ?? version + 1 };
  }
}
