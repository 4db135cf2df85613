import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How long a recommendation may wait is a number of the procedure. Those stored before had none, so nothing that waited had a
 * clock: they get the default, and a recommendation that waits already keeps having none.
 */
export class SetDaysToDecide20261122102200 implements MigrationInterface {
  name = 'SetDaysToDecide20261122102200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update procedures
      set content = jsonb_set(content, '{timescales}', '{"decideSanctionWorkingDays": 7, "decideWorkingDays": 5}'::jsonb || (content -> 'timescales'))
      where content ? 'timescales'
    `);
  }

  async down(): Promise<void> {
    throw new Error('A council may have set its own days since: restore a backup instead.');
  }
}
