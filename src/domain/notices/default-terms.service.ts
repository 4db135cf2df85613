import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import { NoticeRows } from './notice-rows.js';
import { DefaultTerms } from './notice.entity.js';
import type { SetDefaultTerms } from './notice.inputs.js';

const contractOf = 'select reference from contracts where council_id = $1 and id = $2';

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
    const [contract] = await this.unit.query<{ reference: string }>(contractOf, [this.unit.actor.councilId, contractId]);
    if (contract === undefined) throw new NotFound('contract');
    const written = this.rows.written;
    await this.unit.manager.insert(DefaultTerms, { ...written, contractId, defaults, months, clause });
    await this.trail.record({ subjectKind: 'contract', subjectId: contractId, action: 'defaultTermsSet', after: { reference: contract.reference, defaults, months } });
    return { id: written.id, version: 1, reference: contract.reference };
  }
}
