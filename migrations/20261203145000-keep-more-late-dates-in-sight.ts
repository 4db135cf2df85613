import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for information that are overdue, and records whose caveat is to be looked at again: a clock that fired leaves its date in sight, as the machines keep it from now on. */
export class KeepMoreLateDatesInSight20261203145000 implements MigrationInterface {
  name = 'KeepMoreLateDatesInSight20261203145000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, event, recorded_at)
      select distinct on (d.council_id, d.workflow_id, d.kind) d.council_id, gen_random_uuid(), d.workflow_id, d.service_id, d.kind, d.due_on, d.due_at, null, d.fired_at
      from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
      where d.fired_at is not null
        and ((w.machine = 'informationRequest' and d.kind = 'requestDue' and w.state not in ('released', 'refused', 'withdrawn', 'clarificationAwaited'))
          or (w.machine = 'intelligence' and d.kind = 'caveatReview' and d.due_on::text = w.context ->> 'caveatReviewOn'))
        and not exists (select from deadlines n where n.council_id = d.council_id and n.workflow_id = d.workflow_id and n.kind = d.kind and n.withdrawn_at is null and n.fired_at is null)
      order by d.council_id, d.workflow_id, d.kind, d.fired_at desc`);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
