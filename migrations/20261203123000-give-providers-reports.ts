import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** What a visit found, as an officer gave it to the provider: a copy, so that a correction gives nothing unread (domain.md 2.6; ADR 0028). */
export class GiveProvidersReports20261203123000 implements MigrationInterface {
  name = 'GiveProvidersReports20261203123000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table visit_shares (
        council_id uuid not null references councils (id),
        id uuid not null,
        visit_id uuid not null,
        visit_version int not null,
        -- Of the visit.
        reference text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        kind text not null,
        visited_on date not null,
        text text not null,
        shared_by uuid not null,
        shared_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, visit_id, visit_version),
        foreign key (council_id, visit_id) references visits (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, shared_by) references memberships (council_id, id)
      );
      create index visit_shares_provider on visit_shares (council_id, provider_id, shared_at);
      create trigger visit_shares_append_only before update or delete on visit_shares for each row execute function refuse_change_but_purge('text');
      ${tenancy('visit_shares', `(in_panel_circle() and ${satWith('service_id')} and visit_id not in (select kept_back())) or (acting_as() = 'provider' and provider_id = current_provider())`)}
      alter policy added on visit_shares with check (council_id = current_council() and shared_by = current_membership() and acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer'));

      create function purge_part_visit_shares(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council();
        begin
          ids := '{}'; papers := '{}';
          update visit_shares h set text = purge_mark() where h.council_id = council and h.service_id = service;
        end $$;
      revoke all on function purge_part_visit_shares(uuid) from public;
      do $$ begin execute format('create or replace function purge_parts() returns text[] language sql immutable as %L', format('select %L::text[]', purge_parts() || 'visit_shares'::text)); end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was given stays given: restore a backup instead.');
  }
}
