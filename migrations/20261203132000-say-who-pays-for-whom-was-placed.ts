import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Case 17: somebody who pays for themselves has no case number of the council, and a placement against a restriction says who pays. Null: it was recorded before that was asked. */
export class SayWhoPaysForWhomWasPlaced20261203132000 implements MigrationInterface {
  name = 'SayWhoPaysForWhomWasPlaced20261203132000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table placements_against alter column case_reference drop not null,
        add column funder text check (funder in ('thisCouncil', 'otherCouncils', 'icb', 'selfFunding')),
        add constraint placements_against_case check (case_reference is not null or funder = 'selfFunding');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who pays for whom was placed is not thrown away: restore a backup instead.');
  }
}
