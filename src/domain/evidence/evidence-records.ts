import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/access/actor.js';

/** A kind of record that files may belong to, as the folder of that record describes it. */
export interface EvidenceRecord {
  /** As the trail calls it: `representation`. */
  readonly kind: string;
  /** Its table, with `id`, `council_id` and `reference`, whose policy says who sees the record. */
  readonly table: string;
  readonly adders: readonly Role[];
  /** Completes "This may be done by …". */
  readonly who: string;
}

/** The kinds of record that take files: each folder above names its own at the start. */
@Injectable()
export class EvidenceRecords {
  private readonly kinds = new Map<string, EvidenceRecord>();

  /** @throws Error where the kind is taken */
  accept(record: EvidenceRecord): void {
    if (this.kinds.has(record.kind)) throw new Error(`Files of the kind of record ${record.kind} are accepted twice.`);
    this.kinds.set(record.kind, record);
  }

  find(kind: string): EvidenceRecord | undefined {
    return this.kinds.get(kind);
  }

  /** SQL: the reference of the record of a file `e`, whatever its kind; null where it may not be seen. */
  referenceOf(): string {
    const cases = [...this.kinds.values()].map(({ kind, table }) => `when '${kind}' then (select x.reference from ${table} x where x.council_id = e.council_id and x.id = e.record_id)`);
    return cases.length === 0 ? 'null' : `case e.record_kind ${cases.join(' ')} end`;
  }
}
