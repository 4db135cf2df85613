import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody leaves behind, now to be moved and not only listed (ADR 0025): also the services they lead, and chairing apart from
 * coordinating. `stays` says what cannot be given away from outside. As before, an administrator sees references, never the records.
 */
export class MoveOpenWork20261129225500 implements MigrationInterface {
  name = 'MoveOpenWork20261129225500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function open_work_of(uuid);
      create function open_work_of(membership uuid) returns table (kind text, id uuid, reference text, due_on date, stays text)
        language sql stable security definer set search_path = public, pg_temp as $$
          with mine as (select current_council() as council where acting_as() in ('administrator', 'system'))
          select 'action', a.id, a.reference, a.due_on, null::text
          from mine join actions a on a.council_id = mine.council join workflows w on w.council_id = a.council_id and w.id = a.id
          where a.owner_membership_id = membership and w.state not in ('verified', 'closed', 'superseded')
          union all
          select 'intelligence', i.id, i.reference, null,
                 case when i.caveat in ('cqcPrePublication', 'healthConfidential', 'legalPrivilege', 'namedPeople') then 'narrow' end
          from mine join intelligence i on i.council_id = mine.council join workflows w on w.council_id = i.council_id and w.id = i.id
          where i.allocated_to = membership and w.state in ('allocated', 'assessed')
          union all
          select k.kind, m.id, m.reference, (m.starts_at at time zone 'Europe/London')::date, case when m.opened_at is not null then 'begun' end
          from mine join meetings m on m.council_id = mine.council
          cross join lateral (values ('chair', m.chair_id), ('coordinator', m.coordinator_id)) k (kind, who)
          where k.who = membership and m.closed_at is null
          union all
          select 'leadOfficer', g.id, coalesce((select d.reference from decisions d where d.council_id = g.council_id and d.service_id = g.service_id
              and d.code in ('D03', 'D04') order by d.decided_at desc, d.id desc limit 1), '-'), g.review_on, null
          from mine join stages g on g.council_id = mine.council join workflows w on w.council_id = g.council_id and w.id = g.id
          where g.lead_officer_id = membership and w.state in ('enhanced', 'seriousConcernsProposed', 'seriousConcerns')
        $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
