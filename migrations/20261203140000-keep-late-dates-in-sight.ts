import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Actions overdue and records waiting for triage whose clock has fired: their date is in sight again, as the machines keep it from now on. */
export class KeepLateDatesInSight20261203140000 implements MigrationInterface {
  name = 'KeepLateDatesInSight20261203140000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, event, recorded_at)
      select distinct on (d.council_id, d.workflow_id) d.council_id, gen_random_uuid(), d.workflow_id, d.service_id, d.kind, d.due_on, d.due_at, null, d.fired_at
      from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
      where d.fired_at is not null and ((w.machine = 'action' and w.state = 'overdue' and d.kind = 'actionDue')
        or (w.machine = 'intelligence' and w.state in ('received', 'logged') and d.kind = 'triage' and not coalesce((w.context ->> 'retracted')::boolean, false)))
      order by d.council_id, d.workflow_id, d.fired_at desc`);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
