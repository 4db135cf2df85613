import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever leaves hands over: to whom, and what was open. An administrator sees references of it, never the records (domain.md 2.6). */
export class HandOverWork20261122104600 implements MigrationInterface {
  name = 'HandOverWork20261122104600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table memberships
        add column succeeded_by uuid,
        add foreign key (council_id, succeeded_by) references memberships (council_id, id);
      create function open_work_of(membership uuid) returns table (kind text, id uuid, reference text, due_on date)
        language sql stable security definer set search_path = public, pg_temp as $$
          select 'action', a.id, a.reference, a.due_on from actions a join workflows w on w.council_id = a.council_id and w.id = a.id
          where a.council_id = current_council() and a.owner_membership_id = membership and w.state not in ('closed', 'superseded')
            and acting_as() in ('administrator', 'system')
          union all
          select 'intelligence', i.id, i.reference, null from intelligence i join workflows w on w.council_id = i.council_id and w.id = i.id
          where i.council_id = current_council() and i.allocated_to = membership and w.state in ('allocated', 'assessed')
            and acting_as() in ('administrator', 'system')
          union all
          select 'meeting', m.id, m.reference, (m.starts_at at time zone 'Europe/London')::date from meetings m
          where m.council_id = current_council() and membership in (m.coordinator_id, m.chair_id) and m.closed_at is null
            and acting_as() in ('administrator', 'system')
        $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
