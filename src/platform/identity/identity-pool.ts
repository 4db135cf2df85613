import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type pg from 'pg';
import { APP_URL, readPool } from '../database/pools.js';
import { statementName } from '../database/named-client.js';

/**
 * Connections of their own for "who is this?", asked before there is an actor: a queue of slow reads must not
 * keep people from being recognised. Two are plenty: the look-up takes well under a millisecond.
 */
@Injectable()
export class IdentityPool implements OnModuleDestroy {
  private readonly pool: pg.Pool;

  constructor(@Inject(APP_URL) url: string) {
    this.pool = readPool(url, 2);
  }

  /** One named statement, outside any transaction and without an actor: only the doors that open before there is one answer (design.md 6), and tables that no actor may touch. */
  async ask<T extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<T[]> {
    const { rows } = await this.pool.query<T>({ name: statementName(text), text, values: [...values] });
    return rows;
  }

  /**
   * Statements of one implicit transaction in one round trip, written as the person they concern (the policies of
   * `sessions` let people read and write only their own). Values must come through `pg.escapeLiteral`.
   * @returns the rows of the last statement
   */
  async askAs<T extends pg.QueryResultRow>(person: string, statements: string): Promise<T[]> {
    const answers = (await this.pool.query(`select set_config('app.person_id', ${person}, true); ${statements}`)) as unknown as pg.QueryResult<T>[];
    return answers.at(-1)?.rows ?? [];
  }

  /** As `askAs`, for what is written and not read. */
  async writeAs(person: string, statements: string): Promise<void> {
    await this.askAs(person, statements);
  }

  /** For libraries that bring their own statements: counts of what was asked for. */
  get connections(): pg.Pool {
    return this.pool;
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }
}
