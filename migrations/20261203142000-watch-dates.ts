import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

/** Dates of domain.md 1.5 that no other case keeps: of a service, or of the whole council, where those who see every service see them. */
export class WatchDates20261203142000 implements MigrationInterface {
  name = 'WatchDates20261203142000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table watched_dates (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid,
        kind text not null,
        about text,
        happened_on date not null,
        due_on date not null,
        -- What started it by itself: a visit, a decision, a restriction, or the date before it.
        origin_id uuid,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        done_on date,
        outcome text,
        ended_by uuid,
        ended_at timestamptz,
        primary key (council_id, id),
        unique (council_id, reference),
        check ((ended_by is null) = (ended_at is null) and (outcome is null) = (ended_at is null)),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id)
      );
      create index watched_dates_service on watched_dates (council_id, service_id);
      create index watched_dates_origin on watched_dates (council_id, origin_id);
      ${tenancy('watched_dates', `in_panel_circle() and ${satWith('service_id')}`)}

      -- As before, and watched dates of the whole council.
      create or replace function case_in_sight(wanted uuid) returns boolean language plpgsql stable as $$
        begin
          return exists (select from meetings m where m.id = wanted) or exists (select from intelligence i where i.id = wanted) or exists (select from actions a where a.id = wanted)
            or exists (select from watched_dates d where d.id = wanted);
        end $$;
    `);
    const [{ purged, disclosed }] = (await runner.query('select purge_parts() as purged, disclosure_parts() as disclosed')) as [{ purged: string[]; disclosed: string[] }];
    const listed = (parts: readonly string[]): string => parts.map((part) => `'${part}'`).join(', ');
    await runner.query(`
      create function purge_part_dates(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council();
        begin
          papers := '{}';
          ids := array(select d.id from watched_dates d where d.council_id = council and d.service_id = service);
          update watched_dates d set about = marked(d.about), outcome = marked(d.outcome) where d.council_id = council and d.service_id = service;
        end $$;
      create or replace function purge_parts() returns text[] language sql immutable as $$ select array[${listed([...purged, 'dates'])}] $$;
      create function "disclosure_part_watchedDate"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
        select x.id, x.reference, x.service_id, null::uuid, x.happened_on, null::text, false, x.id, concat_ws(E'\\n\\n', said('What it is about', x.about), said('What was done or came', x.outcome)) from watched_dates x where x.council_id = council $$;
      create or replace function disclosure_parts() returns text[] language sql immutable as $$ select array[${listed([...disclosed, 'watchedDate'])}] $$;
      revoke all on function purge_part_dates(uuid), "disclosure_part_watchedDate"(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
