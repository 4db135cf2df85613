import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput } from '../../platform/graphql/refusals.js';
import type { EndLegalHold, SetLegalHold } from './retention.inputs.js';
import { RetentionDesk } from './retention-desk.js';

interface NamedRecord {
  readonly kind: string;
  readonly id: string;
  readonly service_id: string | null;
  readonly reference: string;
}

const serviceThere = 'select from services where council_id = $1 and id = $2';
const add = `
  insert into legal_holds (council_id, id, reference, service_id, record_kind, record_id, record_reference, reason, since, review_on, set_by, set_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;
const end = 'update legal_holds set ended_by = $3, ended_at = $4, end_reason = $5, version = version + 1 where council_id = $1 and id = $2';

/** What is kept from every purge, and why (R34, case 26). */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: RetentionDesk,
  ) {}

  /** The insert stops purges by itself: one at work on the same service or record gives way. @throws InvalidInput */
  async set({ serviceId, recordReference, reason, reviewOn }: SetLegalHold): Promise<Outcome> {
    const { actor, at } = this.unit;
    const today = londonDate(at).toString();
    if (reviewOn <= today) throw new InvalidInput([{ field: 'reviewOn', message: 'Enter a day to come' }]);
    const record = recordReference === undefined ? null : await this.named(recordReference, serviceId);
    if (record === null && (await this.unit.query(serviceThere, [actor.councilId, serviceId])).length === 0) throw new InvalidInput([{ field: 'serviceId', message: 'Choose a service of the list' }]);
    const id = newId();
    const service = record?.service_id ?? serviceId ?? null;
    const reference = await this.unit.reference('HLD');
    await this.unit.query(add, [actor.councilId, id, reference, service, record?.kind ?? null, record?.id ?? null, record?.reference ?? null, reason, today, reviewOn, actor.membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'legalHold', subjectId: id, action: 'legalHoldSet', after: { reference, serviceId: service, recordId: record?.id ?? null, reviewOn } });
    return { id, version: 1, reference };
  }

  /** @throws InvalidInput for one that has ended */
  async end({ id, version, reason }: EndLegalHold): Promise<Outcome> {
    const { actor, at } = this.unit;
    const hold = await this.desk.hold<{ version: number; ended_at: string | null; reference: string }>('legalHold', id, version);
    if (hold.ended_at !== null) throw new InvalidInput([{ field: 'reason', message: 'This hold has ended already' }]);
    await this.unit.query(end, [actor.councilId, id, actor.membershipId, at.toString(), reason]);
    await this.trail.record({ subjectKind: 'legalHold', subjectId: id, action: 'legalHoldEnded', after: { reference: hold.reference } });
    return { id, version: hold.version + 1, reference: hold.reference };
  }

  /** A record by its reference. Legal reads records themselves, a records officer by the function that knows their references. */
  private async named(reference: string, serviceId: string | undefined): Promise<NamedRecord> {
    const [record] = await this.unit.query<NamedRecord>('select kind, id, service_id, reference from record_named($1)', [reference]);
    if (record === undefined) throw new InvalidInput([{ field: 'recordReference', message: 'Enter the reference of a record, such as INT-2026-00042' }]);
    if (serviceId !== undefined && record.service_id !== serviceId) throw new InvalidInput([{ field: 'recordReference', message: 'This record is not of the service you chose' }]);
    return record;
  }
}
