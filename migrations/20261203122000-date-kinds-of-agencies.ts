import type { MigrationInterface, QueryRunner } from 'typeorm';

const undated = `exists (select from agencies a where a.id = current_agency() and a.kind = 'icb')`;
const dated = `agency_kind(current_agency(), current_day()) = 'icb'`;

/** R35: what kind of agency it is has days, as its name has: a CCG became an ICB on 1 July 2022, and a mistyped kind is corrected in sight. */
export class DateKindsOfAgencies20261203122000 implements MigrationInterface {
  name = 'DateKindsOfAgencies20261203122000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Never changed: a row of the same day corrects the one before, a row of a later day follows it.
      create table agency_kinds (
        id uuid primary key,
        agency_id uuid not null references agencies (id),
        kind text not null check (kind in ('council', 'icb', 'ccg', 'cqc', 'police', 'otherCouncil', 'advocacy', 'provider', 'other')),
        kind_from date not null,
        recorded_at timestamptz not null
      );
      create index agency_kinds_agency on agency_kinds (agency_id, kind_from);
      insert into agency_kinds (id, agency_id, kind, kind_from, recorded_at)
        select gen_random_uuid(), a.id, a.kind, coalesce((select min(n.valid_from) from agency_names n where n.agency_id = a.id), (a.created_at at time zone 'Europe/London')::date), a.created_at from agencies a;
      create trigger agency_kinds_append_only before update or delete on agency_kinds for each row execute function refuse_change();
      alter table agency_kinds enable row level security;
      alter table agency_kinds force row level security;
      create policy owner_all on agency_kinds to current_user using (true) with check (true);
      create policy actor_reads on agency_kinds for select using (current_membership() is not null);
      -- A kind opens records: whoever keeps agencies says it.
      create policy actor_adds on agency_kinds for insert with check (current_membership() is not null and acting_as() in ('administrator', 'system'));

      -- The kind of an agency on a day; before the first day that is known, the first kind.
      create function agency_kind(agency uuid, day date) returns text language sql stable as $$
        select k.kind from agency_kinds k where k.agency_id = agency order by (k.kind_from <= day) desc, abs(k.kind_from - day), k.recorded_at desc, k.id desc limit 1
      $$;
    `);
    for (const name of ['kept_back()', 'caveats_closed()']) {
      const [now] = (await runner.query(`select pg_get_functiondef('${name}'::regprocedure) as text`)) as { text: string }[];
      const then = now?.text.replace(undated, dated);
      if (then === undefined || then === now?.text) throw new Error(`${name} asks for the kind of an agency in another way.`);
      await runner.query(then);
    }
    await runner.query('alter table agencies drop column kind');
  }

  async down(): Promise<void> {
    throw new Error('Kinds that had days are not one kind again: restore a backup instead.');
  }
}
