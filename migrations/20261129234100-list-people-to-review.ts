import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/**
 * R08: a restriction because people may not be safe opens one list of the people using the service. Case references alone: no name
 * and nothing of anybody's health fits in. Beside it what every other funder was asked, and what self-funders were offered.
 */
export class ListPeopleToReview20261129234100 implements MigrationInterface {
  name = 'ListPeopleToReview20261129234100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table people_lists (
        council_id uuid not null references councils (id),
        id uuid not null,
        service_id uuid not null,
        -- The restriction that opened it.
        restriction_id uuid not null,
        opened_at timestamptz not null,
        -- When the last restriction for safety had ended.
        closed_at timestamptz,
        primary key (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id)
      );
      create unique index people_lists_open on people_lists (council_id, service_id) where closed_at is null;
      create table listed_people (
        council_id uuid not null references councils (id),
        id uuid not null,
        list_id uuid not null,
        service_id uuid not null,
        case_reference text not null,
        funder text not null check (funder in ('thisCouncil', 'otherCouncils', 'icb', 'selfFunding')),
        funder_name text,
        reviewer text not null,
        priority text not null check (priority in ('now', 'soon', 'planned')),
        -- Of who pays for themselves: nobody reviews them unasked.
        offer text check (offer in ('accepted', 'declined')),
        offered_on date,
        reviewed_on date,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        check (offer is null or funder = 'selfFunding'),
        foreign key (council_id, list_id) references people_lists (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create unique index listed_people_once on listed_people (council_id, list_id, lower(case_reference));
      create table funder_requests (
        council_id uuid not null references councils (id),
        id uuid not null,
        list_id uuid not null,
        service_id uuid not null,
        funder text not null check (funder in ('otherCouncils', 'icb')),
        funder_name text not null,
        sent_on date not null,
        answered_on date,
        answer text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        foreign key (council_id, list_id) references people_lists (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create unique index funder_requests_once on funder_requests (council_id, list_id, lower(funder_name), sent_on);

      -- Case references and answers go with the rest of the service's words (ADR 0018).
      alter function purge_service(uuid) rename to purge_service_before_people;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          update listed_people p set case_reference = m || ' ' || p.id, funder_name = marked(funder_name), reviewer = m where p.council_id = council and p.service_id = service;
          update funder_requests f set funder_name = m || ' ' || f.id, answer = marked(answer) where f.council_id = council and f.service_id = service;
          return purge_service_before_people(service);
        end $$;
      revoke all on function purge_service(uuid) from public;
    `);
    for (const table of ['people_lists', 'listed_people', 'funder_requests']) await runner.query(tenancy(table, `in_panel_circle() and ${satWith('service_id')}`));
  }

  async down(): Promise<void> {
    throw new Error('What was recorded is not thrown away: restore a backup instead.');
  }
}
