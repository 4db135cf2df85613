import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, StaleVersion } from '../../platform/graphql/refusals.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { keptFromProvider, type KeptRecord, recordsNamed } from '../intelligence/kept-from-provider.js';
import type { ShareVisitReport } from './visit-share.inputs.js';

interface Made {
  readonly reference: string;
  readonly version: number;
  readonly serviceId: string;
  readonly providerId: string;
  readonly kind: string;
  readonly visitedOn: string | null;
  readonly finding: string | null;
  readonly changedBy: string;
  readonly changedAt: string;
}
// Looked up as the officer: who is out of its item does not find it (R21).
const visit = `
  select v.reference, v.version, v.service_id as "serviceId", s.provider_id as "providerId", v.kind, v.visited_on::text as "visitedOn", v.finding,
    coalesce((select p.name from memberships m join people p on p.id = m.person_id where m.council_id = v.council_id and m.id = v.recorded_by), 'This service') as "changedBy", to_json(v.recorded_at)#>>'{}' as "changedAt"
  from visits v join services s on s.council_id = v.council_id and s.id = v.service_id where v.council_id = $1 and v.id = $2 for share of v`;
const kept = `select ${keptFromProvider('$1::uuid')} as records`;
const give = `
  insert into visit_shares (council_id, id, visit_id, visit_version, reference, service_id, provider_id, kind, visited_on, text, shared_by, shared_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`;
const readers = `
  select distinct on (person_id) id from memberships where council_id = $1 and role = 'provider' and provider_id = $2 and person_id is not null
    and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date) order by person_id, id`;

/** What a visit found, given to the provider by an officer: copied as it stood, so that what was given stays given (domain.md 2.6, 7; ADR 0028). Inside a unit. */
@Injectable()
export class VisitShares {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly mail: Mail,
  ) {}

  /** @throws NotFound @throws StaleVersion where it was corrected meanwhile @throws InvalidInput where nothing was found yet, it is given already, or it repeats what is kept from the provider */
  async share({ id, version }: ShareVisitReport): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [made] = await this.unit.query<Made>(visit, [actor.councilId, id]);
    if (made === undefined) throw new NotFound('visit');
    if (made.version !== version) throw new StaleVersion({ currentVersion: made.version, changedBy: made.changedBy, changedAt: made.changedAt });
    const { reference, serviceId, providerId, kind, visitedOn, finding } = made;
    if (visitedOn === null || finding === null) throw new InvalidInput([{ field: 'form', message: 'It has not been made yet: record what it found first' }]);
    const [held] = await this.unit.query<{ records: KeptRecord[] }>(kept, [providerId]);
    const named = recordsNamed(finding, held?.records ?? []);
    if (named.length > 0) throw new InvalidInput([{ field: 'form', message: `Correct what was found first: it names or repeats what must not reach the provider (${named.join(', ')})` }]);
    const shareId = newId();
    const given = await this.unit.query(give, [actor.councilId, shareId, id, version, reference, serviceId, providerId, kind, visitedOn, finding, actor.membershipId, at.toString()]);
    if (given.length === 0) throw new InvalidInput([{ field: 'form', message: 'The provider has this report already' }]);
    await this.trail.record({ subjectKind: 'visit', subjectId: id, action: 'visitReportShared', after: { reference, providerId } });
    for (const reader of await this.unit.query<{ id: string }>(readers, [actor.councilId, providerId, londonDate(at).toString()])) {
      await this.mail.queue({
        toMembershipId: reader.id, dedupeKey: `visit-shared:${shareId}:${reader.id}`, subject: `A report for you to read: reference ${reference}`,
        lines: [`The council gives you a report of a visit: reference ${reference}.`, `Sign in to read it:\n${this.mail.link('/my-reports')}`],
      });
    }
    return { id, version, reference };
  }
}
