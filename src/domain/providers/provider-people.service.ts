import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import type { EndProviderPerson, RecordProviderPerson } from './provider-people.inputs.js';
import { ProviderPerson } from './provider-person.entity.js';

// The fact is the provider's: all its services are locked, in one order, so that of two officers at once the second sees what the first recorded.
const lockServices = `
  select s.id, s.provider_id as "providerId" from services s where s.council_id = $1 and s.provider_id = (select o.provider_id from services o where o.council_id = $1 and o.id = $2) order by s.id for no key update`;
const same = `
  select reference from provider_people where council_id = $1 and provider_id = $2 and lower(person_name) = lower($3) and capacity = $4 and coalesce(born_in, '') = coalesce($5, '') and until_on is null and mistake is null`;
const lockPerson = `select reference, service_id as "serviceId", from_on::text as "fromOn", until_on as "untilOn", mistake from provider_people where council_id = $1 and id = $2 for update`;

/** The only writer of who runs a provider, by name (ADR 0051). Inside a unit; no name goes into the trail. */
@Injectable()
export class ProviderPeople {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @throws NotFound for a service of nobody here, InvalidInput with all that stands against it */
  async record({ serviceId, personName: typed, bornIn, capacity, fromOn, untilOn, source, reason }: RecordProviderPerson): Promise<Outcome> {
    const { actor, at } = this.unit;
    const today = londonDate(at).toString();
    const personName = typed.replaceAll(/\s+/g, ' ');
    const services = await this.unit.query<{ id: string; providerId: string }>(lockServices, [actor.councilId, serviceId]);
    const providerId = services.find((one) => one.id === serviceId)?.providerId;
    if (providerId === undefined) throw new NotFound('service');
    const fields: FieldProblem[] = [];
    if (fromOn > today) fields.push({ field: 'fromOn', message: 'Enter a date that has come: record it once it is so' });
    if (untilOn !== undefined && untilOn > today) fields.push({ field: 'untilOn', message: 'Enter a date that has come: record it once it is so' });
    const [known] = untilOn === undefined ? await this.unit.query<{ reference: string }>(same, [actor.councilId, providerId, personName, capacity, bornIn ?? null]) : [];
    if (known !== undefined) fields.push({ field: 'personName', message: `This is recorded already: ${known.reference}` });
    if (fields.length > 0) throw new InvalidInput(fields);
    const id = newId();
    const reference = await this.unit.reference('REG');
    await this.unit.manager.insert(ProviderPerson, {
      councilId: actor.councilId, id, reference, serviceId, providerId, personName, bornIn: bornIn ?? null, capacity, fromOn, untilOn: untilOn ?? null, source, reason,
      recordedBy: actor.membershipId, recordedAt: at.toString(), mistake: null, endedBy: null, endedAt: null,
    });
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'providerPersonRecorded', after: { reference, capacity, fromOn } });
    return { id, version: 1, reference };
  }

  /** @throws NotFound, InvalidInput where it is ended already */
  async end({ id, untilOn, mistake }: EndProviderPerson): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ reference: string; serviceId: string; fromOn: string; untilOn: string | null; mistake: string | null }>(lockPerson, [actor.councilId, id]);
    if (found === undefined) throw new NotFound('record');
    if (found.mistake !== null) throw new InvalidInput([{ field: 'mistake', message: 'This record is a mistake already' }]);
    if (untilOn !== undefined) {
      if (found.untilOn !== null) throw new InvalidInput([{ field: 'untilOn', message: 'The last day is recorded already: where it is wrong, say why the record was a mistake and record it anew' }]);
      if (untilOn < found.fromOn || untilOn > londonDate(at).toString()) throw new InvalidInput([{ field: 'untilOn', message: 'Enter a day after the first one, not in the future' }]);
    }
    await this.unit.manager.update(ProviderPerson, { councilId: actor.councilId, id }, { ...(untilOn !== undefined && { untilOn }), ...(mistake !== undefined && { mistake }), endedBy: actor.membershipId, endedAt: at.toString() });
    await this.trail.record({ subjectKind: 'service', subjectId: found.serviceId, action: 'providerPersonEnded', after: { reference: found.reference, ...(untilOn !== undefined && { untilOn }), mistake: mistake !== undefined } });
    return { id, version: 2, reference: found.reference };
  }
}
