import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { isId } from '../database/ids.js';
import { WriteUnit } from '../database/write-unit.js';
import { Trail } from './trail.js';

/**
 * What somebody asked to see and was not shown, on the trail: by whom, of what, and that was all; never what was typed. Where
 * it cannot be recorded the asking fails, as a read does. Refused changes are recorded by `Mutations`.
 */
@Injectable()
export class RefusedReads {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /**
   * @param operation root field or file route
   * @param asked id of the record, where one was named
   * @param code NOT_PERMITTED where the role may not; NOT_FOUND where there is no such record, or none they may see
   */
  async record(actor: Actor, operation: string, asked: unknown, code: 'NOT_PERMITTED' | 'NOT_FOUND'): Promise<void> {
    const subjectId = typeof asked === 'string' && isId(asked) ? asked : actor.membershipId;
    await this.unit.run(actor, () => this.trail.record({ subjectKind: 'refusal', subjectId, action: `refused:${operation}`, after: { code } }));
  }
}
