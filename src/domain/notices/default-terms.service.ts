import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { NoticeRows } from './notice-rows.js';
import { DefaultTerms } from './notice.entity.js';
import type { SetDefaultTerms } from './notice.inputs.js';

const contractOf = `
  select c.reference, b.defaults, b.months from contracts c
  left join lateral (select d.defaults, d.months from default_terms d where d.council_id = c.council_id and d.contract_id = c.id order by d.recorded_at desc, d.id desc limit 1) b on true
  where c.council_id = $1 and c.id = $2`;

/** R14: the count of defaults and the months that a contract sets, as its clause says. Reaching it raises an item for the panel and forces nothing. */
@Injectable()
export class DefaultTermsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly rows: NoticeRows,
  ) {}

  /** @throws NotFound for a contract of nobody here */
  async set({ contractId, ...input }: SetDefaultTerms): Promise<Outcome> {
    const { defaults = null, months = null, clause = null } = input;
    const [contract] = await this.unit.query<{ reference: string; defaults: number | null; months: number | null }>(contractOf, [this.unit.actor.councilId, contractId]);
    if (contract === undefined) throw new NotFound('contract');
    const written = this.rows.written;
    await this.unit.manager.insert(DefaultTerms, { ...written, contractId, defaults, months, clause });
    await this.trail.record({ subjectKind: 'contract', subjectId: contractId, action: 'defaultTermsSet', before: { defaults: contract.defaults, months: contract.months }, after: { reference: contract.reference, defaults, months } });
    return { id: written.id, version: 1, reference: contract.reference };
  }
}
