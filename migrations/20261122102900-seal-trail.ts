import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * Seals over the trail and the read record (ADR 0014), and who may read them (ADR 0015).
 *
 * `unit_number` is the number of the database transaction that wrote a row. A sealer seals only numbers below that of the
 * oldest transaction still writing: a row that commits late is then never behind the edge of a seal.
 */
export class SealTrail20261122102900 implements MigrationInterface {
  name = 'SealTrail20261122102900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is added to PostgreSQL's own number (stable, for plans then notice when it changes); raised by rebase_units() after a dump was restored where numbers are lower.
      create function unit_base() returns bigint language sql stable as $$ select 0::bigint $$;
      create function current_unit() returns bigint language sql volatile as $$
        select pg_current_xact_id()::text::bigint + unit_base() $$;
      create function settled_below() returns bigint language sql volatile as $$
        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + unit_base() $$;

      alter table trail add column unit_number bigint not null default current_unit();
      alter table reads add column unit_number bigint not null default current_unit(),
        add column on_behalf_of uuid default nullif(current_setting('app.on_behalf_of', true), '')::uuid;
      -- Block ranges: rows lie in the order they were written, so an insert pays next to nothing for these.
      create index trail_unit on trail using brin (unit_number) with (pages_per_range = 16, autosummarize = on);
      create index reads_unit on reads using brin (unit_number) with (pages_per_range = 16, autosummarize = on);
      create index reads_person on reads (council_id, person_id, recorded_at);

      create table seals (
        council_id uuid not null references councils (id),
        number int not null,
        sealed_at timestamptz not null,
        from_unit bigint not null,
        to_unit bigint not null,
        heads jsonb not null,
        head_count int not null,
        heads_hash bytea not null,
        read_count int not null,
        reads_hash bytea not null,
        previous_hash bytea not null,
        hash bytea not null,
        key_id text not null,
        signature bytea not null,
        primary key (council_id, number)
      );

      create function rebase_units() returns void language plpgsql as $$
        declare next_unit bigint; behind boolean; highest bigint;
        begin
          -- One statement, one snapshot: what it sees was written by numbers below its own next one, unless they come from elsewhere.
          select n, exists (select from seals where to_unit > n) or exists (select from trail where unit_number >= n) or exists (select from reads where unit_number >= n)
            into next_unit, behind from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint + unit_base() as n) here;
          if not behind then return; end if;
          select greatest((select max(to_unit) from seals), (select max(unit_number) from trail), (select max(unit_number) from reads)) into highest;
          execute format('create or replace function unit_base() returns bigint language sql stable as %L', format('select %s::bigint', unit_base() + highest + 1 - next_unit));
        end $$;
    `);
    await runner.query(tenancy('seals', `acting_as() in ('auditor', 'system')`));
    await runner.query(`
      create trigger seals_append_only before update or delete on seals for each row execute function refuse_change();
      create trigger trail_never_emptied before truncate on trail for each statement execute function refuse_change();
      create trigger reads_never_emptied before truncate on reads for each statement execute function refuse_change();
      create trigger transitions_never_emptied before truncate on transitions for each statement execute function refuse_change();
      create trigger seals_never_emptied before truncate on seals for each statement execute function refuse_change();

      -- What an administrator looks after: who may come in, as what. The rest of the trail is about care.
      create function about_access(kind text) returns boolean language sql immutable as $$
        select kind in ('person', 'membership', 'agency', 'panel', 'seat', 'invitation', 'identity', 'session', 'serviceAccount') $$;
      create function sees_trail_of(kind text, whose uuid) returns boolean language sql stable as $$
        select acting_as() in ('auditor', 'system') or whose = current_person()
          or (acting_as() = 'administrator' and about_access(kind))
          or (acting_as() in ('chair', 'safeguardingLead') and not about_access(kind)) $$;
      alter policy seen on trail using (council_id = current_council() and sees_trail_of(subject_kind, person_id));
      alter policy changed on trail using (council_id = current_council() and sees_trail_of(subject_kind, person_id));
      alter policy removed on trail using (council_id = current_council() and sees_trail_of(subject_kind, person_id));
      alter policy seen on reads using (council_id = current_council() and sees_trail_of(subject_kind, person_id));
      alter policy changed on reads using (council_id = current_council() and sees_trail_of(subject_kind, person_id));
      alter policy removed on reads using (council_id = current_council() and sees_trail_of(subject_kind, person_id));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Seals are not taken off: restore a backup instead.');
  }
}
