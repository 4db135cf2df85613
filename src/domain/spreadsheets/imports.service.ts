import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { ListFile } from './sheet-file.js';
import type { ImportKind } from './list-columns.js';

/** A row that was not brought in: which, and what to do about each of its cells. Never what a cell holds. */
export interface RejectedRow {
  readonly row: number;
  readonly problems: readonly { readonly field: string; readonly message: string }[];
}
export interface RowIdentity {
  readonly kind: ImportKind;
  readonly key: string;
  readonly contentHash: string;
  readonly row: number;
}

const lock = `select pg_advisory_xact_lock(hashtext($1 || $2))`;
const fileOf = 'select id from imports where council_id = $1 and kind = $2 and file_hash = $3 and sheet = $4';
const addFile = `
  insert into imports (council_id, id, reference, kind, file_name, file_hash, sheet, rows, rejected, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, 0, '[]', $8, $9)`;
const knownRow = 'select content_hash as "contentHash" from import_rows where council_id = $1 and kind = $2 and row_key = $3';
const addRow = 'insert into import_rows (council_id, id, import_id, kind, row_key, content_hash, row_number, subject_id) values ($1, $2, $3, $4, $5, $6, $7, $8)';
const setTally = `
  update imports set rows = $3, rejected = $4::jsonb where council_id = $1 and id = $2 and (rows, rejected) is distinct from ($3, $4::jsonb)
  returning id`;

/** The only writer of what was brought in from which file. Inside a unit of work. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** Of two that bring in a list of one kind at once, the second waits. @returns the row’s contents as they came in before, if it did. */
  async lockRow({ kind, key }: RowIdentity): Promise<string | null> {
    const { councilId } = this.unit.actor;
    await this.unit.query(lock, [councilId, kind]);
    const [row] = await this.unit.query<{ contentHash: string }>(knownRow, [councilId, kind, key]);
    return row?.contentHash ?? null;
  }

  async keepRow(file: ListFile, { kind, key, contentHash, row }: RowIdentity, subjectId: string): Promise<void> {
    const { councilId } = this.unit.actor;
    const importId = await this.fileId(file, kind);
    await this.unit.query(addRow, [councilId, newId(), importId, kind, key, contentHash, row, subjectId]);
  }

  /** What the last reading of the file found. Reading it again with the same result changes nothing. */
  async keepTally(file: ListFile, kind: ImportKind, rows: number, rejected: readonly RejectedRow[], broughtIn: number): Promise<void> {
    const { councilId } = this.unit.actor;
    await this.unit.query(lock, [councilId, kind]);
    const id = await this.fileId(file, kind);
    const changed = await this.unit.query(setTally, [councilId, id, rows, JSON.stringify(rejected)]);
    if (changed.length === 0 && broughtIn === 0) return;
    await this.trail.record({ subjectKind: 'import', subjectId: id, action: 'listBroughtIn', after: { kind, rows, broughtIn, rejected: rejected.length } });
  }

  private async fileId({ name, hash, sheet }: ListFile, kind: ImportKind): Promise<string> {
    const { actor, at } = this.unit;
    const [known] = await this.unit.query<{ id: string }>(fileOf, [actor.councilId, kind, hash, sheet]);
    if (known !== undefined) return known.id;
    const id = newId();
    await this.unit.query(addFile, [actor.councilId, id, await this.unit.reference('IMP'), kind, name.slice(0, 200), hash, sheet, actor.membershipId, at.toString()]);
    return id;
  }
}
