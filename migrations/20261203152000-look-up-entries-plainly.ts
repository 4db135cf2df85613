import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index of entries sent, by a part of their key: beneath a row policy no search by such a part takes an index, so it was kept up for nobody. */
export class LookUpEntriesPlainly20261203152000 implements MigrationInterface {
  name = 'LookUpEntriesPlainly20261203152000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index mail_messages_of_meeting');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create index mail_messages_of_meeting on mail_messages (council_id, split_part(dedupe_key, ':', 2)) where dedupe_key like 'meeting-%'`);
  }
}
