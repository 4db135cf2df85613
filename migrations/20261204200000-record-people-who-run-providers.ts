import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

const office = `acting_as() in ('chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor', 'system')`;

/**
 * Case 1: directors and others who run a provider, as a public register names them, so that it shows where the people behind one that failed
 * run another one (ADR 0051). Kept at the service for which it was recorded, and purged with it; no partner, Board or provider reads it.
 */
export class RecordPeopleWhoRunProviders20261204200000 implements MigrationInterface {
  name = 'RecordPeopleWhoRunProviders20261204200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table provider_people (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        person_name text not null,
        -- Year and month, as Companies House publishes them: two people of one name are told apart by it.
        born_in text check (born_in ~ '^\\d{4}-\\d{2}$'),
        capacity text not null check (capacity in ('director', 'owner', 'partner', 'nominatedIndividual', 'registeredManager')),
        from_on date not null,
        until_on date,
        source text not null,
        -- Why the council keeps it of this person.
        reason text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        -- It was a mistake: kept as one, and it counts for nothing.
        mistake text,
        ended_by uuid,
        ended_at timestamptz,
        primary key (council_id, id),
        unique (council_id, reference),
        check ((ended_by is null) = (ended_at is null) and (mistake is null or ended_at is not null)),
        check (until_on is null or until_on >= from_on),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id),
        foreign key (council_id, ended_by) references memberships (council_id, id)
      );
      create index provider_people_provider on provider_people (council_id, provider_id);
      create index provider_people_service on provider_people (council_id, service_id);
      create index provider_people_name on provider_people (council_id, lower(person_name));
      -- The same person stands once for what they are, however many officers write it down.
      create unique index provider_people_once on provider_people (council_id, provider_id, lower(person_name), coalesce(born_in, ''), capacity) where until_on is null and mistake is null;

      create function purge_part_provider_people(service uuid, out ids uuid[], out papers uuid[]) language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark();
        begin
          ids := '{}'; papers := '{}';
          update provider_people p set person_name = m || ' ' || p.id, born_in = null, source = m, reason = m, mistake = marked(p.mistake) where p.council_id = council and p.service_id = service;
        end $$;
      revoke all on function purge_part_provider_people(uuid) from public;
      do $$ begin execute format('create or replace function purge_parts() returns text[] language sql immutable as %L', format('select %L::text[]', purge_parts() || 'provider_people'::text)); end $$;

      create function "disclosure_part_providerPerson"(council uuid) returns table (record_id uuid, reference text, service_id uuid, provider_id uuid, happened_on date, caveat text, source_protected boolean, kept_by uuid, words text) language sql stable as $$
        select x.id, x.reference, x.service_id, x.provider_id, x.from_on, null::text, false, x.id, concat_ws(E'\\n\\n', said('Person', x.person_name), said('Born in', x.born_in), said('Known from', x.source), said('Why it is kept', x.reason), said('Why it was a mistake', x.mistake))
        from provider_people x where x.council_id = council $$;
      revoke all on function "disclosure_part_providerPerson"(uuid) from public;
      do $$ begin execute format('create or replace function disclosure_parts() returns text[] language sql immutable as %L', format('select %L::text[]', disclosure_parts() || 'providerPerson'::text)); end $$;
    `);
    await runner.query(tenancy('provider_people', office));
  }

  async down(): Promise<void> {
    throw new Error('What was recorded is not thrown away: restore a backup instead.');
  }
}
