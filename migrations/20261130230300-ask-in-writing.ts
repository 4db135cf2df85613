import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/**
 * Written procedure between meetings (domain.md 2.4): one question about one service is put to the panel's members, each answers in
 * writing, and what came of it is reported to the next panel. Whoever declares an interest takes no part and reads nothing of it (R21).
 */
export class AskInWriting20261130230300 implements MigrationInterface {
  name = 'AskInWriting20261130230300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table written_procedures (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        panel_id uuid not null,
        service_id uuid not null,
        code text not null,
        question text not null,
        why_now text not null,
        proposal jsonb not null default '{}',
        criteria jsonb not null default '[]',
        closes_on date not null,
        -- People with an interest in it, by whichever of their memberships.
        out_people uuid[] not null default '{}',
        put_by uuid not null,
        put_at timestamptz not null,
        ended_at timestamptz,
        outcome text,
        recommendation_id uuid,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, panel_id) references panels (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, put_by) references memberships (council_id, id),
        foreign key (council_id, recommendation_id) references recommendations (council_id, id)
      );
      create index written_procedures_service on written_procedures (council_id, service_id);
      ${tenancy('written_procedures', `in_panel_circle() and ${satWith('service_id')}`)}

      create function written_in_sight() returns setof uuid language plpgsql stable rows 20 as $$
        begin return query select p.id from written_procedures p where not current_person() = any (p.out_people); end $$;
      -- R21: what was recommended on a question is not for whoever is out of it.
      create function recommended_without_me() returns setof uuid language plpgsql stable rows 20 as $$
        begin return query select p.recommendation_id from written_procedures p where current_person() = any (p.out_people) and p.recommendation_id is not null; end $$;
      create policy written_out on recommendations as restrictive for select using (acting_as() is null or id not in (select recommended_without_me()));

      create table written_answers (
        council_id uuid not null references councils (id),
        id uuid not null,
        written_procedure_id uuid not null,
        membership_id uuid not null,
        -- The seat as it was when they were asked.
        seat text not null,
        answer text check (answer in ('agree', 'differ', 'interest')),
        words text,
        answered_at timestamptz,
        version int not null default 1,
        primary key (council_id, id),
        unique (council_id, written_procedure_id, membership_id),
        check ((answer is null) = (answered_at is null)),
        foreign key (council_id, written_procedure_id) references written_procedures (council_id, id),
        foreign key (council_id, membership_id) references memberships (council_id, id)
      );
      ${tenancy('written_answers', `in_panel_circle() and (membership_id = current_membership() or written_procedure_id in (select written_in_sight()))`)}
    `);
    const [{ parts }] = (await runner.query('select purge_parts() as parts')) as [{ parts: string[] }];
    await runner.query(`
      create function purge_part_written(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark(); alone uuid[];
        begin
          papers := '{}';
          ids := array(select p.id from written_procedures p where p.council_id = council and p.service_id = service);
          update written_procedures p set question = m, why_now = m, outcome = marked(p.outcome), criteria = '[]' where p.council_id = council and p.service_id = service;
          update written_answers a set words = marked(a.words) where a.council_id = council and a.written_procedure_id = any (ids);
          -- Who was heard in a part of a meeting that was about nothing else.
          alone := array(select distinct i.meeting_id from agenda_items i where i.council_id = council and i.service_id = service
            and not exists (select from agenda_items o where o.council_id = council and o.meeting_id = i.meeting_id and o.service_id is not null and o.service_id <> service));
          update presences r set deputy_name = marked(r.deputy_name) where r.council_id = council and r.meeting_id = any (alone);
          update meeting_guests g set name = m, from_whom = m where g.council_id = council and g.meeting_id = any (alone);
          update meeting_parts q set purpose = m where q.council_id = council and q.meeting_id = any (alone);
        end $$;
      create or replace function purge_parts() returns text[] language sql immutable as $$ select array[${[...parts, 'written'].map((part) => `'${part}'`).join(', ')}] $$;
      revoke all on function purge_part_written(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
