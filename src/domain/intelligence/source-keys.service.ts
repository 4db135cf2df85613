import { Injectable } from '@nestjs/common';
import { SettingsInvalid } from '../../config/settings.js';
import type { Actor } from '../../platform/access/actor.js';
import { SystemActors } from '../../platform/access/system-actors.js';
import { Trail } from '../../platform/audit/trail.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Vault } from '../../platform/vault/vault.js';
import { WorkflowCouncils } from '../../platform/workflow/workflow-councils.js';
import { identityCell } from './sealed-sources.service.js';

/** Rows of one unit of work: its locks are held for some tens of milliseconds. */
const standardBatch = 200;

// Rows in clear have no key: they come with the others, and alone where only they are asked for.
const next = `
  select intelligence_id, identity, sealed, key_id from sealed_sources
  where council_id = $1 and key_id is distinct from $2 and ($3::boolean is false or sealed is null) order by intelligence_id limit $4 for update`;
const store = `
  update sealed_sources s set identity = null, sealed = n.sealed, key_id = $2
  from unnest($3::uuid[], $4::bytea[]) as n (intelligence_id, sealed) where s.council_id = $1 and s.intelligence_id = n.intelligence_id`;
const foreignKeys = 'select key_id, count(*)::int as rows from sealed_sources where council_id = $1 and key_id is not null group by key_id';

interface Row {
  readonly intelligence_id: string;
  readonly identity: string | null;
  readonly sealed: Buffer;
  readonly key_id: string;
}
/** What a rotation did in one council. */
export interface Rotated {
  readonly councilName: string;
  readonly keyId: string;
  /** Rows sealed anew, and rows the newest key had sealed before. */
  readonly resealed: number;
  readonly already: number;
}

/** Keys of sealed sources: at the start none may be missing and no row in clear; a rotation seals every row with the newest. */
@Injectable()
export class SourceKeys {
  constructor(
    private readonly unit: WriteUnit,
    private readonly vault: Vault,
    private readonly trail: Trail,
    private readonly councils: WorkflowCouncils,
    private readonly systemActors: SystemActors,
  ) {}

  /**
   * Seals what an earlier version stored in clear.
   * @throws SettingsInvalid naming each key that sealed something and is not among ours
   */
  async begin(): Promise<void> {
    const missing: string[] = [];
    for (const councilId of await this.councils.ids()) {
      const actor = await this.systemActors.of(councilId, 'sources');
      missing.push(...(await this.missing(actor)));
      await this.reseal(actor, { onlyClear: true, batch: standardBatch });
    }
    if (missing.length > 0) throw new SettingsInvalid(missing);
  }

  /** Every council, batch by batch, each in a unit of its own: stopped half way, the next run does the rest. */
  async rotate({ batch = standardBatch }: { batch?: number } = {}): Promise<Rotated[]> {
    const rotated: Rotated[] = [];
    for (const councilId of await this.councils.ids()) {
      const actor = await this.systemActors.of(councilId, 'sources');
      const missing = await this.missing(actor);
      if (missing.length > 0) throw new SettingsInvalid(missing);
      const already = (await this.usedKeys(actor)).find(({ key_id }) => key_id === this.vault.newestKeyId)?.rows ?? 0;
      const resealed = await this.reseal(actor, { onlyClear: false, batch });
      rotated.push({ councilName: actor.councilName, keyId: this.vault.newestKeyId, resealed, already });
    }
    return rotated;
  }

  private async reseal(actor: Actor, { onlyClear, batch }: { onlyClear: boolean; batch: number }): Promise<number> {
    for (let done = 0; ; ) {
      const count = await this.unit.run(actor, () => this.resealNext(onlyClear, batch, done === 0 && !onlyClear));
      done += count;
      if (count < batch) return done;
    }
  }

  private async resealNext(onlyClear: boolean, batch: number, saysSo: boolean): Promise<number> {
    const { actor } = this.unit;
    const keyId = this.vault.newestKeyId;
    const rows = await this.unit.query<Row>(next, [actor.councilId, keyId, onlyClear, batch]);
    const sealed = rows.map((row) => {
      const cell = identityCell(actor.councilId, row.intelligence_id);
      return this.vault.seal(row.identity ?? this.vault.open({ keyId: row.key_id, bytes: row.sealed }, cell), cell).bytes;
    });
    if (rows.length > 0) await this.unit.query(store, [actor.councilId, keyId, rows.map((row) => row.intelligence_id), sealed]);
    if (rows.length > 0 || saysSo) {
      await this.trail.record({ subjectKind: 'council', subjectId: actor.councilId, action: 'sourceKeysRotated', after: { keyId, rows: rows.length } });
    }
    return rows.length;
  }

  private async missing(actor: Actor): Promise<string[]> {
    const unknown = (await this.usedKeys(actor)).filter(({ key_id }) => !this.vault.has(key_id));
    return unknown.map(({ key_id, rows }) => `SOURCE_KEYS lacks the key "${key_id}", which sealed ${rows} of the sources of ${actor.councilName}: add it after the first`);
  }

  private usedKeys(actor: Actor): Promise<{ key_id: string; rows: number }[]> {
    return this.unit.run(actor, () => this.unit.query<{ key_id: string; rows: number }>(foreignKeys, [actor.councilId]));
  }
}
