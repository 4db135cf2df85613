import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody is asked to triage or to answer what was retracted: what still runs is withdrawn as of its retraction. */
export class WithdrawRetractedDeadlines20261122122500 implements MigrationInterface {
  name = 'WithdrawRetractedDeadlines20261122122500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update deadlines d set withdrawn_at = t.recorded_at
      from (select council_id, workflow_id, min(recorded_at) as recorded_at from transitions where machine = 'intelligence' and event = 'RETRACT' group by council_id, workflow_id) t
      where d.council_id = t.council_id and d.workflow_id = t.workflow_id and d.kind in ('triage', 'intelligenceResponse') and d.withdrawn_at is null and d.fired_at is null`);
  }

  async down(): Promise<void> {
    throw new Error('What was withdrawn is not asked for again: restore a backup instead.');
  }
}
