import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import { Location } from './location.entity.js';
import { Provider } from './provider.entity.js';
import { Service } from './service.entity.js';
import type { AddService } from './service.inputs.js';

const wholeService = 'whole service';

// Only what this council may see; a provider of its own goes before one of the register.
const findProvider = `
  select id from register_providers where id = $1 or ($1::uuid is null and lower(name) = lower($2))
  order by council_id is null, id limit 1`;
const findLocation = `
  select id from register_locations where council_id = $1 and cqc_id is null and provider_id = $2 and lower(name) = lower($3)`;
const findService = 'select id from services where council_id = $1 and location_id = $2 and lower(lot) = lower($3)';

/** The only writer of services that people add by hand; the register and the contracts come in through import/. */
@Injectable()
export class ProvidersService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /**
   * Adds a service that CQC's file does not bring: outside the area, unregulated, or not registered yet. Its location is the
   * council's own, without a CQC id. Call inside a unit.
   * @throws InvalidInput when the provider is not there or the service is already.
   */
  async addService(wanted: AddService): Promise<Outcome> {
    const { actor, at } = this.unit;
    const providerId = await this.provider(wanted);
    const locationId = (await this.one(findLocation, [actor.councilId, providerId, wanted.name])) ?? (await this.addLocation(wanted, providerId));
    const lot = wanted.lot ?? wholeService;
    if ((await this.one(findService, [actor.councilId, locationId, lot])) !== null) {
      throw new InvalidInput([{ field: 'name', message: 'This provider already has a service of this name and lot here' }]);
    }
    const service = { id: newId(), locationId, providerId, lot };
    await this.unit.manager.insert(Service, { ...service, councilId: actor.councilId, recordedAt: at.toString() });
    await this.trail.record({ subjectKind: 'service', subjectId: service.id, action: 'serviceAdded', after: { ...service, name: wanted.name, kind: wanted.kind } });
    return { id: service.id, version: 1 };
  }

  private async provider({ providerId, providerName }: AddService): Promise<string> {
    const known = await this.one(findProvider, [providerId ?? null, providerName ?? null]);
    if (known !== null) return known;
    if (providerId !== undefined || providerName === undefined) throw new InvalidInput([{ field: 'providerId', message: 'Choose a provider of the list' }]);
    const provider = { id: newId(), cqcId: null, councilId: this.unit.actor.councilId, name: providerName };
    await this.unit.manager.insert(Provider, { ...provider, recordedAt: this.unit.at.toString() });
    return provider.id;
  }

  private async addLocation({ name, kind, address, postcode }: AddService, providerId: string): Promise<string> {
    const at = this.unit.at.toString();
    const location = { id: newId(), cqcId: null, councilId: this.unit.actor.councilId, providerId, name, kind, address, postcode: postcode ?? null };
    await this.unit.manager.insert(Location, { ...location, recordedAt: at, changedAt: at });
    return location.id;
  }

  private async one(text: string, values: readonly unknown[]): Promise<string | null> {
    const [row] = await this.unit.query<{ id: string }>(text, values);
    return row?.id ?? null;
  }
}
