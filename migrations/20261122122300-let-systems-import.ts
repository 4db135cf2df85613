import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an import reads before it writes, and writes again; adding a row of the council's own needs no more than being of it. */
const imported = { services: true, contracts: true, people_counts: true, rating_falls: false };

/**
 * Another system sends the register and the contracts by the API, as its own membership (ADR 0023). It is no person, and sees
 * of the council's records these tables alone.
 */
export class LetSystemsImport20261122122300 implements MigrationInterface {
  name = 'LetSystemsImport20261122122300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table memberships add constraint importer_is_no_person check (role <> 'importer' or person_id is null)`);
    const own = `council_id = current_council() and acting_as() = 'importer'`;
    for (const [table, changes] of Object.entries(imported)) {
      await runner.query(`create policy importer_sees on ${table} for select using (${own})`);
      if (changes) await runner.query(`create policy importer_changes on ${table} for update using (${own}) with check (council_id = current_council())`);
    }
  }

  async down(): Promise<void> {
    throw new Error('What was imported would have nobody who imported it: restore a backup instead.');
  }
}
