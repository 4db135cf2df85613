import type { MigrationInterface, QueryRunner } from 'typeorm';

const backwards = 'cross join lateral service_line(o.service_id) l';
const bothWays = 'cross join lateral service_kin(o.service_id) l';

/** R21, R31, ADR 0021 and 0029: an item about a former entry is about the service that carried it on as well, so what is kept of it is kept both ways. */
export class KeepBackBothWays20261203180000 implements MigrationInterface {
  name = 'KeepBackBothWays20261203180000';

  async up(runner: QueryRunner): Promise<void> {
    // A service that two others became one in is the kin of each; they are not one another's.
    await runner.query(`
      create function service_kin(service uuid) returns table (service_id uuid) language sql stable rows 3 as $$
        with recursive heirs (id) as (
          select s.carried_on_by from services s where s.council_id = current_council() and s.id = $1 and s.carried_on_by is not null union
          select s.carried_on_by from services s join heirs on heirs.id = s.id where s.council_id = current_council() and s.carried_on_by is not null
        ) select id from heirs union select l.service_id from service_line($1) l $$`);
    const [now] = (await runner.query(`select pg_get_functiondef('kept_back()'::regprocedure) as text`)) as { text: string }[];
    const then = now?.text.replace(backwards, bothWays);
    if (then === undefined || then === now?.text) throw new Error('kept_back() asks for the line of a service in another way.');
    await runner.query(then);
  }

  async down(): Promise<void> {
    throw new Error('Who sees what is not widened again: restore a backup instead.');
  }
}
