import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { ProviderRunner } from './provider-runner.entity.js';
import type { RecordRunBy } from './run-by.inputs.js';

// The fact is the provider's, so all its services are locked, in one order; what is recorded is read after that, by a statement of its own:
// of two officers at once, also at two of its services, the second sees what the first one recorded.
const lockServices = `
  select s.id from services s where s.council_id = $1 and s.provider_id = (select o.provider_id from services o where o.council_id = $1 and o.id = $2) order by s.id for no key update`;
const standing = `
  select s.provider_id as "providerId", a.id is not null as known, e.recorded as recorded, e.agency_id as "agencyId"
  from services s left join agencies a on a.id = $3 and agency_kind(a.id, current_day()) in ('council', 'icb', 'otherCouncil', 'other') and a.ended_on is null
  left join lateral (select true as recorded, r.agency_id from provider_runners r where r.council_id = s.council_id and r.provider_id = s.provider_id and r.runs_from <= $4::date
    order by r.runs_from desc, r.recorded_at desc, r.id desc limit 1) e on true
  where s.council_id = $1 and s.id = $2`;

/** The only writer of who runs providers. Inside a unit. */
@Injectable()
export class RunBy {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @throws NotFound for a service of nobody here, InvalidInput with all that stands against it */
  async record({ serviceId, agencyId: given, runsFrom, source }: RecordRunBy): Promise<Outcome> {
    const agencyId = given ?? null;
    const { actor, at } = this.unit;
    await this.unit.query(lockServices, [actor.councilId, serviceId]);
    const [found] = await this.unit.query<{ providerId: string; known: boolean; recorded: boolean | null; agencyId: string | null }>(standing, [actor.councilId, serviceId, agencyId, runsFrom]);
    if (found === undefined) throw new NotFound('service');
    const fields: FieldProblem[] = [];
    if (runsFrom > londonDate(at).toString()) fields.push({ field: 'runsFrom', message: 'Enter a date that has come: record it once it is so' });
    if (agencyId !== null && !found.known) fields.push({ field: 'agencyId', message: 'Choose an agency from the list' });
    else if (found.agencyId === agencyId) fields.push({ field: 'agencyId', message: found.recorded ? 'This is recorded already for that day' : 'Nobody is recorded as running it, so there is nothing to end: choose the agency that runs it' });
    if (fields.length > 0) throw new InvalidInput(fields);
    const id = newId();
    const reference = await this.unit.reference('REG');
    await this.unit.manager.insert(ProviderRunner, { councilId: actor.councilId, id, reference, providerId: found.providerId, agencyId, runsFrom, source, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'runByRecorded', after: { reference, agencyId, runsFrom } });
    return { id, version: 1, reference };
  }
}
