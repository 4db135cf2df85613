import { Injectable } from '@nestjs/common';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { NotFound, StaleVersion } from '../../platform/graphql/refusals.js';

const tables = { legalHold: 'legal_holds', purge: 'purges' } as const;

const lastChange = `
  select p.name, to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
  from trail t left join people p on p.id = t.person_id
  where t.council_id = $1 and t.subject_kind = $2 and t.subject_id = $3 order by t.seq desc limit 1`;

/** Holds a row of this room until the unit ends, at the version its reader saw. Inside a unit. */
@Injectable()
export class RetentionDesk {
  constructor(private readonly unit: WriteUnit) {}

  /** @throws NotFound, StaleVersion */
  async hold<Row extends { version: number }>(subject: keyof typeof tables, id: string, version: number): Promise<Row> {
    const { councilId } = this.unit.actor;
    // As JSON: dates are then the dates they are, in no time zone.
    const [found] = await this.unit.query<{ row: Row }>(`select to_jsonb(x) as row from ${tables[subject]} x where x.council_id = $1 and x.id = $2 for update`, [councilId, id]);
    if (found === undefined) throw new NotFound(subject === 'purge' ? 'purge' : 'hold');
    if (found.row.version === version) return found.row;
    const [change] = await this.unit.query<{ name: string | null; at: string }>(lastChange, [councilId, subject, id]);
    throw new StaleVersion({ currentVersion: found.row.version, changedBy: change?.name ?? 'Somebody', changedAt: change?.at ?? this.unit.at.toString() });
  }
}
