import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall between councils (ADR 0016): a view of the same name for each council table, with its own `where`, in a schema that
 * the application's connections search first. It asks no policy, so it stands where one is missing, wrong or switched off.
 * Two functions keep it: `migrate` takes the views away before it changes tables, and makes them anew from the catalogue after.
 */
export class RaiseCouncilViews20261122123000 implements MigrationInterface {
  name = 'RaiseCouncilViews20261122123000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema council;
      -- Tables that get a view, and which rows it gives: those that always name a council, the council's; those of a person, the person's.
      -- Subqueries, so that the setting is read once a statement and not once a row.
      create function tables_behind_views() returns table (name name, rows text) language sql stable set search_path = public, pg_temp as $$
        select c.relname, case when c.relname in ('sessions', 'identities') then 'person_id = (select current_person())' else 'council_id = (select current_council())' end
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (c.relname = 'identities' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'council_id' and a.attnotnull and not a.attisdropped))
      $$;
      create function columns_of(relation regclass) returns text[] language sql stable set search_path = public, pg_temp as $$
        select array_agg(format('%s %s', attname, format_type(atttypid, atttypmod)) order by attnum) from pg_attribute where attrelid = relation and attnum > 0 and not attisdropped
      $$;
      -- Makes the views that are missing or whose columns are not their table's; leaves the others, and every plan that uses them, alone.
      create function raise_council_views() returns void language plpgsql set search_path = public, pg_temp as $$
        declare
          behind record;
          shown regclass;
        begin
          for behind in select * from tables_behind_views() order by name loop
            shown := to_regclass(format('council.%I', behind.name));
            if columns_of(shown) = columns_of(to_regclass(format('public.%I', behind.name))) then continue; end if;
            if shown is not null then execute format('drop view council.%I', behind.name); end if;
            -- As whoever asks, so that policies hold too.
            execute format('create view council.%1$I with (security_invoker = true) as select * from public.%1$I where %2$s with cascaded check option', behind.name, behind.rows);
          end loop;
        end $$;
      -- Before tables change: a view would hold back whoever drops or retypes a column. Until they are raised again, policies alone hold.
      create function lower_council_views() returns void language plpgsql set search_path = public, pg_temp as $$
        declare
          view regclass;
        begin
          for view in select oid from pg_class where relnamespace = 'council'::regnamespace and relkind = 'v' loop
            execute format('drop view %s', view);
          end loop;
        end $$;
      revoke all on function raise_council_views(), lower_council_views() from public;
    `);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down: restore a backup instead.');
  }
}
