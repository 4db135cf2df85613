import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** What brokerage and hospital discharge were refused, or did not place because of a restriction (domain.md 2.5, 2.6). */
export class RecordRefusedPlacements20261203121000 implements MigrationInterface {
  name = 'RecordRefusedPlacements20261203121000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table placing_refusals (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        -- What barred it; null where the provider refused.
        restriction_id uuid,
        refused_on date not null,
        -- Who at the provider refused; null where a restriction barred it.
        refused_by text,
        case_reference text,
        why text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, restriction_id) references restrictions (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        check ((restriction_id is null) = (refused_by is not null))
      );
      create index placing_refusals_service on placing_refusals (council_id, service_id, recorded_at);
      create index placing_refusals_day on placing_refusals (council_id, refused_on desc, id);
      -- The same case is refused once a day for one reason, however many write it down.
      create unique index placing_refusals_once on placing_refusals (council_id, service_id, refused_on, lower(case_reference), coalesce(restriction_id, service_id)) where case_reference is not null;

      create function purge_part_placing_refusals(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          ids := '{}'; papers := '{}';
          update placing_refusals r set refused_by = marked(r.refused_by), case_reference = case when r.case_reference is not null then m || ' ' || r.id end, why = m where r.council_id = council and r.service_id = service;
        end $$;
      revoke all on function purge_part_placing_refusals(uuid) from public;
      do $$ begin execute format('create or replace function purge_parts() returns text[] language sql immutable as %L', format('select %L::text[]', purge_parts() || 'placing_refusals'::text)); end $$;

      create function "disclosure_part_placingRefusal"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
        select x.id, x.reference, x.service_id, null::uuid, x.refused_on, null::text, false, x.id, concat_ws(E'\\n\\n', said('Case', x.case_reference), said('Refused by', x.refused_by), said('Why nobody was placed', x.why))
        from placing_refusals x where x.council_id = council $$;
      revoke all on function "disclosure_part_placingRefusal"(uuid) from public;
      do $$ begin execute format('create or replace function disclosure_parts() returns text[] language sql immutable as %L', format('select %L::text[]', disclosure_parts() || 'placingRefusal'::text)); end $$;
    `);
    await runner.query(tenancy('placing_refusals', `(in_panel_circle() and ${satWith('service_id')}) or acting_as() in ('brokerage', 'hospitalDischarge', 'outOfHours')`));
  }

  async down(): Promise<void> {
    throw new Error('What was recorded is not thrown away: restore a backup instead.');
  }
}
