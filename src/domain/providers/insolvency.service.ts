import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import type { RecordInsolvency } from './insolvency.inputs.js';
import { ProviderInsolvency } from './provider-insolvency.entity.js';

// The service is locked: of two officers at once the second sees what the first one recorded.
const lockService = 'select provider_id as "providerId" from services where council_id = $1 and id = $2 for update';

/** The only writer of who is served for a provider in administration. Inside a unit. */
@Injectable()
export class Insolvencies {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @throws NotFound for a service of nobody here, InvalidInput for a day that lies ahead */
  async record({ serviceId, inAdministration, fromOn, practitioner, firm, address, mail, source }: RecordInsolvency): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ providerId: string }>(lockService, [actor.councilId, serviceId]);
    if (found === undefined) throw new NotFound('service');
    if (fromOn > londonDate(at).toString()) throw new InvalidInput([{ field: 'fromOn', message: 'Enter a date that has come: record it once it is so' }]);
    const served = inAdministration === true ? { practitioner: practitioner ?? null, firm: firm ?? null, address: address ?? null, mail: mail ?? null } : { practitioner: null, firm: null, address: null, mail: null };
    const id = newId();
    const reference = await this.unit.reference('REG');
    await this.unit.manager.insert(ProviderInsolvency, { councilId: actor.councilId, id, reference, providerId: found.providerId, fromOn, ...served, source, recordedBy: actor.membershipId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'insolvencyRecorded', after: { reference, inAdministration: inAdministration === true, fromOn } });
    return { id, version: 1, reference };
  }
}
