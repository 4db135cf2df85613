import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A subquery of policies, as PostgreSQL prints it with its spaces made one, and what is asked instead. */
const cheaper: readonly (readonly [RegExp, string])[] = [
  [/\b(\w+) IN \( SELECT m\.id FROM meetings m UNION ALL SELECT i\.id FROM intelligence i UNION ALL SELECT a\.id FROM actions a\)/g, 'case_in_sight($1)'],
  [/ IN \( SELECT m\.id FROM meetings m\)/g, ' IN (SELECT meetings_in_sight())'],
  [/ IN \( SELECT r\.id FROM restrictions r\)/g, ' IN (SELECT restrictions_in_sight())'],
  [/ IN \( SELECT g\.id FROM agenda_items g\)/g, ' IN (SELECT items_in_sight())'],
  // One file is of one record: it is looked up, where all records of its kind were read before.
  [/\(record_id IN \( SELECT x\.id FROM (\w+) x\)\)/g, '(EXISTS (SELECT FROM $1 x WHERE x.id = evidence_files.record_id))'],
];

/**
 * Policies that ask another table bring all of that table's policies into the plan of every statement that names theirs. The service
 * page's plan had 550 subplans, and one of them was reckoned so dear that each look-up of a case by its id was planned as a reading
 * of all cases. Asked through functions in PL/pgSQL, which keep their plans, the same rules cost what they are. None changes: every
 * policy is rewritten from its own text, whatever else it says, and the functions run as whoever asks.
 */
export class AskSightCheaply20261130090000 implements MigrationInterface {
  name = 'AskSightCheaply20261130090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- R37: whether a case that has no service is one of the meetings, records or actions that this actor sees: their own policies say so.
      create function case_in_sight(wanted uuid) returns boolean language plpgsql stable as $$
        begin
          return exists (select from meetings m where m.id = wanted) or exists (select from intelligence i where i.id = wanted) or exists (select from actions a where a.id = wanted);
        end $$;
      -- R37: ids of what this actor sees by the policies of these tables, for rows that are seen with them.
      create function meetings_in_sight() returns setof uuid language plpgsql stable rows 20 as $$ begin return query select m.id from meetings m; end $$;
      create function restrictions_in_sight() returns setof uuid language plpgsql stable rows 20 as $$ begin return query select r.id from restrictions r; end $$;
      create function items_in_sight() returns setof uuid language plpgsql stable rows 100 as $$ begin return query select g.id from agenda_items g; end $$;

      -- As they were, save that PL/pgSQL keeps their plans and nobody but a placing council looks into shares.
      create or replace function services_shared() returns setof uuid language plpgsql stable rows 20 as $$
        begin
          if acting_as() <> 'placingCouncil' then return; end if;
          return query select h.service_id from shares h where h.council_id = current_council() and h.agency_id = current_agency() and h.record_id is null
            and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day());
        end $$;
      create or replace function records_shared() returns setof uuid language plpgsql stable rows 20 as $$
        begin
          if acting_as() <> 'placingCouncil' then return; end if;
          return query select h.record_id from shares h where h.council_id = current_council() and h.agency_id = current_agency() and h.record_kind = 'intelligence'
            and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day());
        end $$;

      create index actions_item on actions (council_id, agenda_item_id) where agenda_item_id is not null;
    `);
    const policies: { table: string; name: string; rule: string }[] = await runner.query(`
      select tablename as table, policyname as name, regexp_replace(qual, '\\s+', ' ', 'g') as rule from pg_policies where schemaname = 'public' and qual is not null`);
    for (const { table, name, rule } of policies) {
      const rewritten = cheaper.reduce((text, [dear, instead]) => text.replaceAll(dear, instead), rule);
      if (rewritten !== rule) await runner.query(`alter policy ${name} on ${table} using (${rewritten})`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
