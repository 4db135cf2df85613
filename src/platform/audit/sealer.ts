import { Inject, Injectable, Logger } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { nobodyIn } from '../access/system-actors.js';
import { WriteUnit } from '../database/write-unit.js';
import { errorKind } from '../faults/fault.js';
import { WorkflowCouncils } from '../workflow/workflow-councils.js';
import { SealFile } from './seal-file.js';
import { sealKey } from './seal-key.js';
import { headsHash, headText, readsHash, sealJson } from './sealed-text.js';
import { type Seal, signSeal } from './seal.js';

/** The database and the seals file, or the server's count of transactions, do not fit: only `cli verify` and a person can tell why. */
export class SealsDisagree extends Error {
  override readonly name = 'SealsDisagree';
}

/** Rows of the trail or of the read record a seal covers at most, but for what one transaction wrote: about a second of work. */
const ROWS_A_SEAL = 50_000;
/** Class of the advisory locks; any number that nobody else uses. */
const SEALING_LOCK = 20261129;

/** Where a seal must end so as to cover no more than $2 rows of a table, but always all that one transaction wrote. */
const edgeIn = (table: string): string => `coalesce((
  select greatest(beyond, first + 1) from (select min(unit_number) as first, (select n.unit_number from ${table} n
      where n.council_id = $1 and n.unit_number >= e.from_unit and n.unit_number < e.settled order by n.unit_number offset $2 limit 1) as beyond
    from ${table} t where t.council_id = $1 and t.unit_number >= e.from_unit) edge where beyond is not null), e.settled)`;

// From the edge of the last seal to the oldest transaction still writing.
const pending = `
  with last as (select * from seals where council_id = $1 order by number desc limit 1),
  open as (select coalesce((select to_unit from last), 0) as from_unit, settled_below() as settled),
  bounded as (select e.from_unit, e.settled, least(${edgeIn('trail')}, ${edgeIn('reads')}) as to_unit from open e
  ), heads as (
    select distinct on (subject_kind, subject_id) subject_kind, subject_id, seq, hash from trail, bounded b
    where council_id = $1 and unit_number >= b.from_unit and unit_number < b.to_unit order by subject_kind, subject_id, seq desc
  ), seen as (select reads.* from reads, bounded b where council_id = $1 and unit_number >= b.from_unit and unit_number < b.to_unit)
  select b.from_unit as "fromUnit", b.to_unit as "toUnit", b.settled, (select ${sealJson} from last) as last,
    coalesce((select json_agg(${headText} order by subject_kind collate "C", subject_id) from heads), '[]')::text as heads,
    (select count(*)::int from heads) as "headCount", (select encode(${headsHash}, 'hex') from heads) as "headsHash",
    (select count(*)::int from seen) as "readCount", (select encode(${readsHash}, 'hex') from seen) as "readsHash"
  from bounded b`;

const store = `insert into seals (council_id, number, sealed_at, from_unit, to_unit, heads, head_count, heads_hash, read_count, reads_hash, previous_hash, hash, key_id, signature)
  values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, decode($10, 'hex'), decode($11, 'hex'), decode($12, 'hex'), $13, decode($14, 'base64'))`;

interface Pending {
  readonly fromUnit: string;
  readonly toUnit: string;
  readonly settled: string;
  readonly last: Seal | null;
  readonly heads: string;
  readonly headCount: number;
  readonly headsHash: string;
  readonly readCount: number;
  readonly readsHash: string;
}

/**
 * Seals, about once a minute, what each council's trail and read record have gained: one hash over the heads of changed trails
 * and over the read records, chained to the seal before, signed, kept in `seals` and in a file outside the database (ADR 0014).
 */
@Injectable()
export class Sealer {
  private readonly logger = new Logger(Sealer.name);
  private readonly file: SealFile;
  private key: KeyObject | undefined;

  constructor(
    private readonly unit: WriteUnit,
    private readonly councils: WorkflowCouncils,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'seal'>,
  ) {
    this.file = new SealFile(settings.seal.file);
  }

  /**
   * Everything settled, council by council. One that fails is logged and tried again a minute later; the others go on.
   * @returns how many seals were set
   */
  async seal(): Promise<number> {
    let set = 0;
    for (const councilId of await this.councils.ids()) {
      try {
        set += await this.sealCouncil(councilId);
      } catch (error) {
        const message = error instanceof SealsDisagree ? error.message : undefined;
        this.logger.error({ councilId, error: errorKind(error), ...(message !== undefined && { message }) }, 'The trail could not be sealed');
      }
    }
    return set;
  }

  /**
   * All of one council that is settled, and the file brought up to date. Seals are committed before they go to the file: after a
   * crash between the two, the next run adds the line that is missing.
   * @throws SealsDisagree when database and file tell different stories
   */
  async sealCouncil(councilId: string): Promise<number> {
    let set = 0;
    while (await this.unit.run(nobodyIn(councilId), () => this.sealNext())) set += 1;
    await this.unit.run(nobodyIn(councilId), () => this.bringFile());
    return set;
  }

  /** @returns whether a seal was set: not where nothing is new, nor where another worker is at it */
  private async sealNext(): Promise<boolean> {
    const { councilId } = this.unit.actor;
    if (!(await this.alone())) return false;
    const [found] = await this.unit.query<Pending>(pending, [councilId, ROWS_A_SEAL]);
    if (found === undefined) return false;
    await this.demandAgreement(found);
    if (found.headCount + found.readCount === 0) return false;
    const { last, headCount, headsHash: heads, readCount, readsHash: reads } = found;
    const seal = signSeal({
      councilId, number: (last?.number ?? 0) + 1, sealedAt: this.unit.at.epochMilliseconds, fromUnit: Number(found.fromUnit), toUnit: Number(found.toUnit),
      headCount, headsHash: heads, readCount, readsHash: reads, previousHash: last?.hash ?? '',
    }, this.ownKey());
    await this.unit.query(store, [
      councilId, seal.number, Temporal.Instant.fromEpochMilliseconds(seal.sealedAt).toString(), seal.fromUnit, seal.toUnit, found.heads, headCount, heads,
      readCount, reads, seal.previousHash, seal.hash, seal.keyId, seal.signature,
    ]);
    return true;
  }

  private async demandAgreement({ last, settled }: Pending): Promise<void> {
    if (last !== null && last.toUnit > Number(settled)) {
      throw new SealsDisagree('The server counts transactions from below the last seal, as after restoring a dump: run npm run cli -- migrate.');
    }
    const inFile = await this.file.newestOf(this.unit.actor.councilId);
    if (inFile === null) return;
    const [same] = await this.unit.query<{ hash: string }>(`select encode(hash, 'hex') as hash from seals where council_id = $1 and number = $2`, [inFile.councilId, inFile.number]);
    if (same?.hash !== inFile.hash) throw new SealsDisagree(`The seals file knows another seal ${inFile.number} than the database: run npm run cli -- verify.`);
  }

  private async bringFile(): Promise<void> {
    const { councilId } = this.unit.actor;
    if (!(await this.alone())) return;
    const from = (await this.file.newestOf(councilId))?.number ?? 0;
    const missing = await this.unit.query<{ seal: Seal }>(`select ${sealJson} as seal from seals where council_id = $1 and number > $2 order by number`, [councilId, from]);
    if (missing.length > 0) await this.file.append(missing.map(({ seal }) => seal));
  }

  private async alone(): Promise<boolean> {
    const [row] = await this.unit.query<{ alone: boolean }>('select pg_try_advisory_xact_lock($1, hashtext($2)) as alone', [SEALING_LOCK, this.unit.actor.councilId]);
    return row?.alone === true;
  }

  private ownKey(): KeyObject {
    this.key ??= sealKey(this.settings.seal);
    return this.key;
  }
}
