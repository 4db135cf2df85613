import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import type { EndShare, ShareService } from './agency.inputs.js';
import { PeopleDesk } from './people-desk.js';

const service = 'select from services where council_id = $1 and id = $2';
const council = `select from agencies where id = $1 and agency_kind(id, current_day()) = 'otherCouncil' and ended_on is null`;
const inForce = `
  select from shares where council_id = $1 and service_id = $2 and agency_id = $3 and record_id is not distinct from $5 and ended_at is null and (ends_on is null or ends_on >= $4::date)`;
const add = `
  insert into shares (council_id, id, service_id, agency_id, reason, shared_by, shared_at, ends_on, lawful_basis, record_kind, record_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const end = 'update shares set ended_at = $3, ended_by = $4, version = version + 1 where council_id = $1 and id = $2 returning version';

/** What holds unless somebody says otherwise (domain.md 4.3): the duty to cooperate, and the law on safeguarding adults. */
const usualBasis = 'Public task: cooperation with other councils on safeguarding and quality of care (UK GDPR article 6(1)(e); Care Act 2014, sections 6 and 7)';

export interface SharedRecordOf {
  readonly kind: 'intelligence';
  readonly id: string;
}

/** Sharing a service with a host or placing council: always somebody's act, with its reason (R37). Inside a unit. */
@Injectable()
export class SharesService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
  ) {}

  /** @param record one record of the service, whose folder has asked whether it may be shared; absent for the summary of the service */
  async share({ serviceId, agencyId, reason, lawfulBasis, endsOn }: ShareService, record: SharedRecordOf | null = null): Promise<Outcome> {
    const { actor, at } = this.unit;
    if ((await this.unit.query(service, [actor.councilId, serviceId])).length === 0) throw new NotFound('service');
    if ((await this.unit.query(council, [agencyId])).length === 0) throw new InvalidInput([{ field: 'agencyId', message: 'Choose another council of the list of agencies' }]);
    if ((await this.unit.query(inForce, [actor.councilId, serviceId, agencyId, this.desk.today, record?.id ?? null])).length > 0) {
      throw new InvalidInput([{ field: 'agencyId', message: `This ${record === null ? 'service' : 'record'} is shared with that council already` }]);
    }
    const id = newId();
    await this.unit.query(add, [actor.councilId, id, serviceId, agencyId, reason, actor.membershipId, at.toString(), endsOn ?? null, lawfulBasis ?? usualBasis, record?.kind ?? null, record?.id ?? null]);
    // The reason stands in the share: the trail has ids alone.
    await this.trail.record({ subjectKind: 'share', subjectId: id, action: record === null ? 'serviceShared' : 'recordShared', after: { serviceId, agencyId, endsOn: endsOn ?? null, ...(record !== null && { recordId: record.id }) } });
    return { id, version: 1 };
  }

  async end({ id, version }: EndShare): Promise<Outcome> {
    const { actor, at } = this.unit;
    const held = await this.desk.hold<{ ended_at: string | null; service_id: string; agency_id: string; version: number }>('share', id, version);
    if (held.ended_at !== null) throw new InvalidInput([{ field: 'form', message: 'This has ended already' }]);
    const [row] = await this.unit.query<{ version: number }>(end, [actor.councilId, id, at.toString(), actor.membershipId]);
    await this.trail.record({ subjectKind: 'share', subjectId: id, action: 'shareEnded', after: { serviceId: held.service_id, agencyId: held.agency_id } });
    return { id, version: row?.version ?? version + 1 };
  }
}
