import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ADR 0025: also whoever leads an exit, goes on a visit that is not made yet, or is somebody's line manager leaves work behind that moves. */
export class MoveMoreOpenWork20261130160100 implements MigrationInterface {
  name = 'MoveMoreOpenWork20261130160100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who leads now: the plan keeps whom it named.
      alter table terminations add column lead_id uuid, add foreign key (council_id, lead_id) references memberships (council_id, id);
      update terminations t set lead_id = (select p.lead_id from exit_plans p where p.council_id = t.council_id and p.termination_id = t.id order by p.number desc limit 1);
      create index terminations_lead on terminations (council_id, lead_id) where lead_id is not null and ended_on is null;
      create index visit_officers_member on visit_officers (council_id, membership_id);

      alter function open_work_of(uuid) rename to open_work_but_exits;
      alter function open_work_but_exits(uuid) security invoker;
      create function open_work_of(membership uuid) returns table (kind text, id uuid, reference text, due_on date, stays text)
        language sql stable security definer set search_path = public, pg_temp as $$
          with mine as (select current_council() as council where acting_as() in ('administrator', 'system'))
          select * from open_work_but_exits(membership)
          union all
          select 'exitLead', t.id, t.reference, t.ends_on, null
          from mine join terminations t on t.council_id = mine.council
          where t.lead_id = membership and t.ended_on is null
          union all
          select 'visit', v.id, v.reference, v.planned_on, null
          from mine join visit_officers o on o.council_id = mine.council join visits v on v.council_id = o.council_id and v.id = o.visit_id
          where o.membership_id = membership and v.visited_on is null
          union all
          select 'manager', m.id, m.job_title, null, null
          from mine join memberships m on m.council_id = mine.council
          where m.manager_membership_id = membership and (m.valid_to is null or m.valid_to >= current_day())
        $$;
      revoke all on function open_work_but_exits(uuid), open_work_of(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
