import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotPermitted } from '../../platform/graphql/refusals.js';
import type { AddAgency, ChangeAgency, SucceedAgency } from './agency.inputs.js';
import { PeopleDesk } from './people-desk.js';
import { PeopleService } from './people.service.js';

interface AgencyRow {
  readonly council_id: string | null;
  readonly ended_on: string | null;
  readonly version: number;
}
const taken = 'select from agency_names where lower(name) = lower($1) and valid_to is null and agency_id is distinct from $2::uuid';
const latest = 'select valid_from::text as "from" from agency_names where agency_id = $1 order by valid_from desc limit 1';
const ownAgency = 'select from memberships where agency_id = $1 and person_id = $2 and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date) limit 1';
const touch = 'update agencies set version = version + 1, ended_on = coalesce($2::date, ended_on) where id = $1 returning version';
const succeed = 'insert into agency_successions (id, predecessor_id, successor_id, kind, happened_on, recorded_at) values ($1, $2, $3, $4, $5, $6)';
// A ring of successors would have no end.
const ring = `
  with recursive after as (select successor_id from agency_successions where predecessor_id = $1
    union select s.successor_id from agency_successions s join after a on a.successor_id = s.predecessor_id)
  select from after where successor_id = $2`;

/** Agencies with the names they bore and when (R35), and what became of them. Names belong to the council that recorded the agency. */
@Injectable()
export class AgenciesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
    private readonly people: PeopleService,
  ) {}

  async add({ name, kind, from }: AddAgency): Promise<Outcome> {
    await this.desk.administrators();
    await this.demandFree(name, null);
    return { id: await this.people.addAgency(name, kind, from), version: 1 };
  }

  /** From a day on another name or another kind: everything recorded before keeps the old one (R35). */
  async change({ id, version, name, kind, from }: ChangeAgency): Promise<Outcome> {
    await this.desk.administrators();
    await this.holdOwn(id, version);
    if (name !== undefined) {
      await this.demandFree(name, id);
      const [current] = await this.unit.query<{ from: string }>(latest, [id]);
      if (current !== undefined && from <= current.from) throw new InvalidInput([{ field: 'from', message: 'The first day of the new name must be after the first day of the present one' }]);
      await this.people.renameAgency(id, name, from);
    }
    if (kind !== undefined) {
      // A kind opens records: nobody opens them to themselves (ADR 0013).
      if ((await this.unit.query(ownAgency, [id, this.unit.actor.personId, this.desk.today])).length > 0) throw new NotPermitted('an administrator who is of another agency: nobody changes what their own may see');
      const [held] = await this.unit.query<{ kind: string | null }>('select agency_kind($1, $2::date) as kind', [id, from]);
      if (held?.kind === kind) throw new InvalidInput([{ field: 'kind', message: 'It is of this kind on that day already' }]);
      await this.people.changeAgencyKind(id, kind, from);
    }
    return { id, version: await this.touch(id, null) };
  }

  /** Another agency takes its place: it ends the day before, and people join the successor by memberships of their own. */
  async succeed({ id, version, successorId, kind, on }: SucceedAgency): Promise<Outcome> {
    await this.desk.administrators();
    const held = await this.holdOwn(id, version);
    const successor = await this.desk.hold<AgencyRow>('agency', successorId, null);
    if (held.ended_on !== null) throw new InvalidInput([{ field: 'successorId', message: 'This agency has been succeeded already' }]);
    if (id === successorId || successor.ended_on !== null || (await this.unit.query(ring, [successorId, id])).length > 0) {
      throw new InvalidInput([{ field: 'successorId', message: 'Choose another agency, one that has not ended' }]);
    }
    await this.unit.query(succeed, [newId(), id, successorId, kind, on, this.unit.at.toString()]);
    await this.trail.record({ subjectKind: 'agency', subjectId: id, action: 'agencySucceeded', after: { successorId, kind, on } });
    return { id, version: await this.touch(id, Temporal.PlainDate.from(on).subtract({ days: 1 }).toString()) };
  }

  private async touch(id: string, endedOn: string | null): Promise<number> {
    const [row] = await this.unit.query<{ version: number }>(touch, [id, endedOn]);
    return row?.version ?? 1;
  }

  private async holdOwn(id: string, version: number): Promise<AgencyRow> {
    const held = await this.desk.hold<AgencyRow>('agency', id, version);
    if (held.council_id !== null && held.council_id !== this.unit.actor.councilId) throw new NotPermitted('an administrator of the council that recorded this agency');
    return held;
  }

  private async demandFree(name: string, besides: string | null): Promise<void> {
    if ((await this.unit.query(taken, [name, besides])).length > 0) throw new InvalidInput([{ field: 'name', message: 'There is an agency of this name already' }]);
  }
}
