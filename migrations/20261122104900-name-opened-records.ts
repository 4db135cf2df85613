import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The records officer oversees openings of sources and sees no intelligence: so an opening says itself which record it was. */
export class NameOpenedRecords20261122104900 implements MigrationInterface {
  name = 'NameOpenedRecords20261122104900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table source_openings add column reference text;
      alter table source_openings disable trigger source_openings_guarded;
      update source_openings o set reference = i.reference from intelligence i where i.council_id = o.council_id and i.id = o.intelligence_id;
      alter table source_openings enable trigger source_openings_guarded;
      alter table source_openings alter column reference set not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The reference of an opening is not taken away again.');
  }
}
