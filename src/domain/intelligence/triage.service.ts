import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { IntelligenceService } from './intelligence.service.js';
import type { SettleAtTriage } from './triage.types.js';

const standing = `
  select w.state, i.allocated_to as "allocatedTo" from workflows w join intelligence i on i.council_id = w.council_id and i.id = w.id
  where w.council_id = $1 and w.id = $2 and w.machine = 'intelligence'`;

/** A triage meeting settles a record in one press: the same steps as one by one, each with its own requirements. */
@Injectable()
export class TriageService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly intelligence: IntelligenceService,
  ) {}

  /** Whoever speaks for the meeting takes the record, assesses it by the meeting's reason, and says what becomes of it. */
  async settle({ id, version, outcome, reason }: SettleAtTriage): Promise<Outcome> {
    const { councilId, membershipId } = this.unit.actor;
    const [record] = await this.unit.query<{ state: string; allocatedTo: string | null }>(standing, [councilId, id]);
    let seen: number | 'latest' = version;
    const assesses = record?.state === 'triaged' || record?.state === 'allocated';
    if (assesses && record.allocatedTo !== membershipId) {
      await this.intelligence.allocate({ id, version: seen, allocatedTo: membershipId });
      seen = 'latest';
    }
    if (assesses) {
      await this.intelligence.assess({ id, version: seen, assessment: reason, needsAction: outcome === 'toPanel' });
      seen = 'latest';
    }
    return this.intelligence.dispose({ id, version: seen, disposition: outcome, reason });
  }
}
