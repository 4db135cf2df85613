import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import type { RecordRefusal } from './refusals.inputs.js';

const service = 'select from services where council_id = $1 and id = $2';
// It barred from its first day until it ended; what was never in force barred nothing.
const barring = `
  select x.starts_on::text as "startsOn", x.ended_on::text as "endedOn" from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.id = $2 and x.service_id = $3 and (x.ended_on is not null or w.state in ('inForce', 'underReview', 'phasedLift'))`;
const same = `select reference from placing_refusals where council_id = $1 and service_id = $2 and refused_on = $3 and lower(case_reference) = lower($4) and restriction_id is not distinct from $5::uuid`;
const insert = `
  insert into placing_refusals (council_id, id, reference, service_id, restriction_id, refused_on, refused_by, case_reference, why, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`;

/** Placements that were refused by the provider, or not made because of a restriction (domain.md 2.5, 2.6). Inside a unit. */
@Injectable()
export class RefusalsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @throws NotFound @throws InvalidInput for a day to come, a restriction that did not bar it, and a refusal that is recorded already */
  async record({ serviceId, restrictionId, refusedOn, refusedBy, caseReference, why }: RecordRefusal): Promise<Outcome> {
    const { actor, at } = this.unit;
    if ((await this.unit.query(service, [actor.councilId, serviceId])).length === 0) throw new NotFound('service');
    if (refusedOn > londonDate(at).toString()) throw new InvalidInput([{ field: 'refusedOn', message: 'Enter a date that has come' }]);
    if (restrictionId !== undefined) await this.demandBarred(restrictionId, serviceId, refusedOn);
    const id = newId();
    const reference = await this.unit.reference('REF');
    const stored = await this.unit.query(insert, [actor.councilId, id, reference, serviceId, restrictionId ?? null, refusedOn, refusedBy ?? null, caseReference ?? null, why, actor.membershipId, at.toString()]);
    if (stored.length === 0) {
      const [before] = await this.unit.query<{ reference: string }>(same, [actor.councilId, serviceId, refusedOn, caseReference ?? null, restrictionId ?? null]);
      throw new InvalidInput([{ field: 'caseReference', message: `Record nothing: ${before?.reference ?? 'another record'} has this refusal already` }]);
    }
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'refusalRecorded', after: { reference, refusedOn, restrictionId: restrictionId ?? null } });
    return { id, version: 1, reference };
  }

  private async demandBarred(restrictionId: string, serviceId: string, day: string): Promise<void> {
    const [found] = await this.unit.query<{ startsOn: string; endedOn: string | null }>(barring, [this.unit.actor.councilId, restrictionId, serviceId]);
    if (found === undefined) throw new InvalidInput([{ field: 'restrictionId', message: 'Choose a restriction of this service that is, or was, in force' }]);
    if (day < found.startsOn) throw new InvalidInput([{ field: 'refusedOn', message: `Enter ${dateInWords(found.startsOn)} or a later date: the restriction began then` }]);
    if (found.endedOn !== null && day > found.endedOn) throw new InvalidInput([{ field: 'refusedOn', message: `Enter ${dateInWords(found.endedOn)} or an earlier date: the restriction ended then` }]);
  }
}
