import type { MigrationInterface, QueryRunner } from 'typeorm';
import { satWith, tenancy } from './policies.ts';

const withPack = (table: string): string => `exists (select from disclosure_packs p where p.council_id = ${table}.council_id and p.id = ${table}.pack_id)`;

/** What a provider is given before it answers, item by item, and what is withheld and why; once served nothing of it changes (domain.md 1.3 G, 3.4). */
export class DiscloseToProviders20261130110100 implements MigrationInterface {
  name = 'DiscloseToProviders20261130110100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table disclosure_packs (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        representation_id uuid not null,
        service_id uuid not null,
        provider_id uuid not null references register_providers (id),
        -- 1 for the first that was served to the chance to answer; later ones are its supplements. Null until it is served.
        number int,
        prepared_by uuid not null,
        recorded_at timestamptz not null,
        -- The day it counts as served (R32), and when somebody recorded that.
        served_on date,
        served_how text,
        served_by uuid,
        served_at timestamptz,
        -- The last day to answer since.
        window_ends_on date,
        -- Of a supplement: why no more time was given, as the provider reads it.
        not_extended_reason text,
        drop_reason text,
        primary key (council_id, id),
        unique (council_id, reference),
        unique (council_id, representation_id, number),
        check ((number is null) = (served_at is null) and (served_on is null) = (served_at is null) and (served_how is null) = (served_at is null) and (served_by is null) = (served_at is null)),
        foreign key (council_id, representation_id) references representations (council_id, id),
        foreign key (council_id, service_id) references services (council_id, id),
        foreign key (council_id, prepared_by) references memberships (council_id, id),
        foreign key (council_id, served_by) references memberships (council_id, id)
      );
      create index disclosure_packs_service on disclosure_packs (council_id, service_id);
      -- One is prepared at a time.
      create unique index disclosure_packs_prepared on disclosure_packs (council_id, representation_id) where served_at is null and drop_reason is null;
      create index disclosure_packs_provider on disclosure_packs (council_id, provider_id) where served_at is not null;

      -- As the provider reads it. Which record it is of, and why exactly it is withheld, stands in disclosed_records.
      create table disclosed_items (
        council_id uuid not null references councils (id),
        id uuid not null,
        pack_id uuid not null,
        position int not null,
        form text not null check (form in ('whole', 'summary', 'file', 'withheld')),
        title text,
        words text,
        ground text check (ground in ('aboutOthers', 'legalAdvice', 'confidence')),
        file_kind text check (file_kind in ('pdf', 'docx', 'xlsx', 'jpeg', 'png')),
        file_name text,
        size int,
        sha256 bytea,
        primary key (council_id, id),
        unique (council_id, pack_id, position),
        check ((form = 'withheld') = (ground is not null) and (form = 'withheld') = (title is null)),
        check ((form in ('whole', 'summary')) = (words is not null) and (form = 'file') = (file_kind is not null) and (form = 'withheld') = (sha256 is null)),
        foreign key (council_id, pack_id) references disclosure_packs (council_id, id)
      );
      create table disclosed_files (
        council_id uuid not null references councils (id),
        item_id uuid not null,
        pack_id uuid not null,
        bytes bytea not null,
        primary key (council_id, item_id),
        foreign key (council_id, item_id) references disclosed_items (council_id, id),
        foreign key (council_id, pack_id) references disclosure_packs (council_id, id)
      );
      create table disclosed_records (
        council_id uuid not null references councils (id),
        item_id uuid not null,
        pack_id uuid not null,
        -- Null for what is in no record of ours. Of any kind, so without a foreign key, since each kind has its own.
        record_kind text,
        record_id uuid,
        reference text,
        reason text check (reason in ('thirdParty', 'sourceSealed', 'notToProvider', 'caveat', 'legalPrivilege', 'police', 'otherBody')),
        note text,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, item_id),
        unique (council_id, pack_id, record_id),
        check ((record_kind is null) = (record_id is null) and (reason is null) = (note is null)),
        foreign key (council_id, item_id) references disclosed_items (council_id, id),
        foreign key (council_id, pack_id) references disclosure_packs (council_id, id),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );

      ${tenancy('disclosure_packs', `(in_panel_circle() and ${satWith('service_id')} and (served_at is not null or acting_as() not in ('partner', 'cqcObserver')))
        or (acting_as() = 'provider' and provider_id = current_provider() and served_at is not null)`)}
      ${tenancy('disclosed_items', withPack('disclosed_items'))}
      ${tenancy('disclosed_files', withPack('disclosed_files'))}
      ${tenancy('disclosed_records', `in_panel_circle() and acting_as() not in ('partner', 'cqcObserver') and ${withPack('disclosed_records')} and (record_id is null or record_id not in (select kept_back()))`)}

      -- What was disclosed is evidence of what was disclosed: nothing is added to it, changed in it or taken out of it, but by the schedule (R34).
      create function refuse_served_change() returns trigger language plpgsql as $$
        begin
          if tg_op <> 'INSERT' and purge_in_hand(tg_relid) then return coalesce(new, old); end if;
          if exists (select from disclosure_packs p where p.council_id = coalesce(new.council_id, old.council_id) and p.id = coalesce(new.pack_id, old.pack_id) and p.served_at is not null) then
            raise exception 'what was disclosed is never changed' using errcode = 'insufficient_privilege';
          end if;
          return coalesce(new, old);
        end $$;
      create function refuse_served_pack_change() returns trigger language plpgsql as $$
        begin
          if old.served_at is not null and not purge_in_hand(tg_relid) then
            raise exception 'what was disclosed is never changed' using errcode = 'insufficient_privilege';
          end if;
          return coalesce(new, old);
        end $$;
      create trigger disclosure_packs_unchanged before update or delete on disclosure_packs for each row execute function refuse_served_pack_change();
      ${['disclosed_items', 'disclosed_files', 'disclosed_records'].map((table) => `create trigger ${table}_unchanged before insert or update or delete on ${table} for each row execute function refuse_served_change();`).join('\n      ')}

      -- Packs go with their service when its content is deleted (R34).
      alter function purge_service(uuid) rename to purge_service_before_disclosure_packs;
      create function purge_service(service uuid) returns jsonb language plpgsql as $$
        declare council uuid := current_council(); m text := purge_mark(); ids uuid[]; done jsonb;
        begin
          done := purge_service_before_disclosure_packs(service);
          ids := array(select p.id from disclosure_packs p where p.council_id = council and p.service_id = service);
          update disclosure_packs p set served_how = marked(p.served_how), not_extended_reason = marked(p.not_extended_reason), drop_reason = marked(p.drop_reason) where p.council_id = council and p.id = any (ids);
          update disclosed_items i set title = marked(i.title), words = marked(i.words), file_name = marked(i.file_name) where i.council_id = council and i.pack_id = any (ids);
          update disclosed_records r set note = marked(r.note) where r.council_id = council and r.pack_id = any (ids);
          delete from disclosed_files f where f.council_id = council and f.pack_id = any (ids);
          perform purge_common(ids, '{}');
          return done || jsonb_build_object('records', (done ->> 'records')::int + cardinality(ids));
        end $$;
        revoke all on function purge_service(uuid) from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was disclosed has no other place: restore a backup instead.');
  }
}
