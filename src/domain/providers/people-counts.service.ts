import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import type { RecordPeopleCount } from './people-count.inputs.js';

const serviceOf = 'select id from services where council_id = $1 and id = $2';
const insertCount = `
  insert into people_counts (council_id, id, service_id, funder, people, as_at, source, recorded_at, recorded_by)
  select $1, c.id, $2, c.funder, c.people, $3, $4, $5, $6 from jsonb_to_recordset($7) as c (id uuid, funder text, people int)
  on conflict (council_id, service_id, funder, as_at, source) do nothing returning id`;

/** Counts that an officer takes, beside those of the contracts file: everybody who lives at or is cared for by a service, whoever pays (R29). */
@Injectable()
export class PeopleCounts {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** Every kind of funder at once, nobody included: a gap must not look like nobody. @throws NotFound, InvalidInput */
  async record({ serviceId, countedOn, source, thisCouncil, otherCouncils, icb, selfFunding }: RecordPeopleCount): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [service] = await this.unit.query(serviceOf, [actor.councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    if (countedOn > londonDate(at).toString()) throw new InvalidInput([{ field: 'countedOn', message: 'Enter a date that has come' }]);
    const counts = Object.entries({ thisCouncil, otherCouncils, icb, selfFunding }).map(([funder, people]) => ({ id: newId(), funder, people }));
    const added = await this.unit.query(insertCount, [actor.councilId, serviceId, countedOn, source, at.toString(), actor.membershipId, JSON.stringify(counts)]);
    if (added.length < counts.length) throw new InvalidInput([{ field: 'source', message: 'This source has a count of that day already: say what tells this one apart' }]);
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'peopleCounted', after: { thisCouncil, otherCouncils, icb, selfFunding, asAt: countedOn } });
    return { id: serviceId, version: 1 };
  }
}
