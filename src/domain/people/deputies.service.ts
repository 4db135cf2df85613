import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotPermitted } from '../../platform/graphql/refusals.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import type { NameDeputy, Withdrawal } from './membership.inputs.js';
import { PeopleDesk } from './people-desk.js';

interface Place {
  readonly person_id: string | null;
  readonly agency_id: string | null;
  readonly version: number;
}
const overlapping = `
  select from deputies where council_id = $1 and membership_id = $2 and withdrawn_at is null and valid_from <= $4::date and valid_to >= $3::date`;
const add = `
  insert into deputies (council_id, id, membership_id, deputy_id, valid_from, valid_to, automatic, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
const withdraw = 'update deputies set withdrawn_at = $3, version = version + 1 where council_id = $1 and id = $2 returning version';
const whoMay = 'the person whose place it is, or an administrator who is not the deputy';

/** Who takes whose place, and when (domain.md 2.4): named by the person themselves or by an administrator. Inside a unit. */
@Injectable()
export class DeputiesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly jobs: Jobs,
    private readonly desk: PeopleDesk,
  ) {}

  async name({ membershipId, deputyId, from, to, automatic }: NameDeputy): Promise<Outcome> {
    const { actor, at } = this.unit;
    const held = await this.desk.hold<Place>('membership', membershipId, null);
    const deputy = await this.desk.hold<Place>('membership', deputyId, null);
    this.demandMay(held, deputy);
    await this.desk.demandInForce(membershipId, 'membershipId');
    await this.desk.demandInForce(deputyId, 'deputyId');
    // A deputy commits the same agency (domain.md 2.4).
    if (held.agency_id !== deputy.agency_id) throw new InvalidInput([{ field: 'deputyId', message: 'Choose somebody of the same agency: a deputy speaks for it' }]);
    if ((await this.unit.query(overlapping, [actor.councilId, membershipId, from, to])).length > 0) {
      throw new InvalidInput([{ field: 'from', message: 'There is a deputy for some of these days already: withdraw that one first' }]);
    }
    const id = newId();
    await this.unit.query(add, [actor.councilId, id, membershipId, deputyId, from, to, automatic, actor.membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'deputy', subjectId: id, action: 'deputyNamed', after: { membershipId, deputyId, from, to, automatic } });
    await this.jobs.publish('deputyForDays', { membershipId });
    return { id, version: 1 };
  }

  async withdraw({ id, version }: Withdrawal): Promise<Outcome> {
    const { actor, at } = this.unit;
    const held = await this.desk.hold<{ membership_id: string; withdrawn_at: string | null; version: number }>('deputy', id, version);
    if (actor.role !== 'administrator' && held.membership_id !== actor.membershipId) throw new NotPermitted(whoMay);
    const [row] = await this.unit.query<{ version: number }>(withdraw, [actor.councilId, id, at.toString()]);
    await this.trail.record({ subjectKind: 'deputy', subjectId: id, action: 'deputyWithdrawn', after: { membershipId: held.membership_id } });
    await this.jobs.publish('deputyForDays', { membershipId: held.membership_id });
    return { id, version: row?.version ?? version + 1 };
  }

  /** Nobody makes themselves a deputy, and a deputy names none in turn. */
  private demandMay(held: Place, deputy: Place): void {
    const { actor } = this.unit;
    const own = held.person_id === actor.personId && actor.onBehalfOf === null;
    if (!own && (actor.role !== 'administrator' || deputy.person_id === actor.personId || actor.onBehalfOf !== null)) throw new NotPermitted(whoMay);
    if (held.person_id === deputy.person_id) throw new InvalidInput([{ field: 'deputyId', message: 'Choose somebody else: nobody is their own deputy' }]);
  }
}
