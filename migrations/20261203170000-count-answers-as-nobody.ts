import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The machine is nobody, and nobody is out of a question: what was answered in writing counts too where a member is (R20, R21). */
export class CountAnswersAsNobody20261203170000 implements MigrationInterface {
  name = 'CountAnswersAsNobody20261203170000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function written_in_sight() returns setof uuid language plpgsql stable rows 20 as $$
        begin return query select p.id from written_procedures p where current_person() is null or current_person() <> all (p.out_people); end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function written_in_sight() returns setof uuid language plpgsql stable rows 20 as $$
        begin return query select p.id from written_procedures p where not current_person() = any (p.out_people); end $$;
    `);
  }
}
