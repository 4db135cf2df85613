import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { ReadUnit, statement } from '../database/read-unit.js';

/** What was taken away, and of which record. */
export interface Download {
  /** What it is a file of, such as `chronology`. */
  readonly of: string;
  readonly subjectKind: string;
  readonly subjectId?: string | null;
}

const nothing = statement(`select 'true'::json as result`);

/** Files that a page makes of what it read: besides the reading, that it was taken away is recorded before the bytes leave. */
@Injectable()
export class Downloads {
  constructor(private readonly reads: ReadUnit) {}

  async record(actor: Actor, { of, subjectKind, subjectId = null }: Download): Promise<void> {
    await this.reads.one(actor, nothing, [], { operation: `download:${of}`, subjectKind, subjectId });
  }
}
