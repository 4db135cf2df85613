import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R31: a likely successor that an officer found to be none stands among what became of the service. */
export class DismissSuccessors20261130160000 implements MigrationInterface {
  name = 'DismissSuccessors20261130160000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service_links drop constraint service_links_kind_check,
        add constraint service_links_kind_check check (kind in ('newLocation', 'newOwner', 'merge', 'rename', 'deregistered', 'dualService', 'notSuccessor'));
      create unique index service_links_dismissed_once on service_links (council_id, service_id, other_id) where undone_at is null and kind = 'notSuccessor';
    `);
  }

  async down(): Promise<void> {
    throw new Error('What an officer found is not thrown away: restore a backup instead.');
  }
}
