import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Actor } from '../access/actor.js';
import { Clock } from '../clock/clock.js';
import { beginAs } from './actor-session.js';
import { newId } from './ids.js';
import { READ_POOL } from './pools.js';
import { statementName } from './named-client.js';

/** A read: SQL whose only column is `result`, the whole answer as JSON. Its text is fixed, so it is planned once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}
export function statement(text: string): Statement {
  return { name: statementName(text), text };
}

/** What is written into the read record beside the answer (design.md 6: reads of services, intelligence, meetings, documents). */
export interface ReadRecord {
  readonly operation: string;
  readonly subjectKind: string;
  readonly subjectId?: string | null;
}

const recordRead = statement(`insert into reads (council_id, id, person_id, membership_id, operation, subject_kind, subject_id, correlation_id, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`);

/**
 * One read as one person in one network round trip: BEGIN with the actor, the data statement, the read record, COMMIT.
 * If any of them fails nothing is answered: no read goes unrecorded (Sec-3).
 */
@Injectable()
export class ReadUnit {
  constructor(
    @Inject(READ_POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** @returns the parsed `result` of the first row, or null where there is no row or it is null. */
  async one<T>(actor: Actor, read: Statement, values: readonly unknown[], record: ReadRecord | null): Promise<T | null> {
    const client = await this.pool.connect();
    const sent: Promise<pg.QueryResult>[] = [client.query(beginAs(actor, this.clock.today().toString(), this.clock.now().toString()))];
    const answer = client.query<{ result: T | null }>({ name: read.name, text: read.text, values: [...values] });
    sent.push(answer);
    if (record !== null) {
      const { operation, subjectKind, subjectId = null } = record;
      sent.push(client.query({
        ...recordRead,
        values: [actor.councilId, newId(), actor.personId, actor.membershipId, operation, subjectKind, subjectId, actor.correlationId, this.clock.now().toString()],
      }));
    }
    const closed = client.query('commit');
    sent.push(closed);
    const outcomes = await Promise.allSettled(sent);
    client.release();
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if ((await closed).command !== 'COMMIT') throw new Error('The read was rolled back.');
    return (await answer).rows[0]?.result ?? null;
  }
}
