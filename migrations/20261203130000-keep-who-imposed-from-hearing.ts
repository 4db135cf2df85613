import type { MigrationInterface, QueryRunner } from 'typeorm';

/** R11: whoever first imposed a restriction took part in every later decision on it, and hears no appeal against one. */
export class KeepWhoImposedFromHearing20261203130000 implements MigrationInterface {
  name = 'KeepWhoImposedFromHearing20261203130000';

  async up(runner: QueryRunner): Promise<void> {
    const [found] = (await runner.query("select pg_get_functiondef('appealable(uuid)'::regprocedure) as definition")) as { definition: string }[];
    const definition = found?.definition ?? '';
    const decided = "'decided', json_build_array(m.person_id)";
    if (!definition.includes(decided)) throw new Error('The function that says who hears an appeal is not the one this changes.');
    await runner.query(definition.replace(decided, `'decided', (select coalesce(json_agg(distinct p.person_id), '[]') from memberships p where p.council_id = d.council_id and p.id in (d.decided_by, f.decided_by))`));
  }

  async down(): Promise<void> {
    throw new Error('Who imposed a restriction does not hear an appeal against it: restore a backup instead.');
  }
}
