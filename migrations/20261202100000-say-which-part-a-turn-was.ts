import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A meeting that is divided while it is on an item goes on with that item in a part: a turn says in which it was, so that whoever was there
 * before the division alone has not attended the part (R22, domain.md 2.3). Null: the meeting was not in two parts.
 */
export class SayWhichPartATurnWas20261202100000 implements MigrationInterface {
  name = 'SayWhichPartATurnWas20261202100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table item_turns add column part text check (part in ('A', 'B'));
      update item_turns t set part = i.part from agenda_items i where i.council_id = t.council_id and i.id = t.agenda_item_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table item_turns drop column part');
  }
}
