import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever comes to a meeting without a place in it is recorded whether or not it runs in two parts: when they came and left, and whether they accepted the confidentiality statement. */
export class RecordWhoElseCame20261203151000 implements MigrationInterface {
  name = 'RecordWhoElseCame20261203151000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: for the whole meeting.
      alter table meeting_guests alter column part drop not null,
        add column arrived_at timestamptz, add column left_at timestamptz, add column version int not null default 1, add check (left_at >= arrived_at);
      update meeting_guests set arrived_at = recorded_at;
      alter table meeting_guests alter column arrived_at set not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
