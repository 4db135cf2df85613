import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a partner's policies ask once a table of a statement is planned once a session: PL/pgSQL keeps its plans, a function in SQL
 * is planned at every call, and the service page names some thirty tables. The rules stay as they were.
 */
export class PlanSightOnce20261122113800 implements MigrationInterface {
  name = 'PlanSightOnce20261122113800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function panels_in_sight() returns setof uuid language plpgsql stable rows 5 as $$
        begin
          if acting_as() not in ('partner', 'cqcObserver') then return; end if;
          return query select s.panel_id from panel_seats s join panels p on p.council_id = s.council_id and p.id = s.panel_id
            where s.council_id = current_council() and s.membership_id in (current_membership(), acting_for())
              and s.valid_from <= current_day() and (s.valid_to is null or s.valid_to >= current_day())
              and p.valid_from <= current_day() and (p.valid_to is null or p.valid_to >= current_day());
        end $$;
      create or replace function services_in_sight() returns setof uuid language plpgsql stable rows 100 as $$
        begin
          if acting_as() in ('partner', 'cqcObserver') then
            return query select c.service_id from panel_services c where c.council_id = current_council() and c.panel_id in (select panels_in_sight());
          elsif acting_as() = 'placingCouncil' then
            return query select h.service_id from shares h where h.council_id = current_council() and h.agency_id = current_agency()
              and h.ended_at is null and (h.ends_on is null or h.ends_on >= current_day());
          end if;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
