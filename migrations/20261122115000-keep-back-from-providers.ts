import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The guard of approved minutes, with both of its exceptions: a purge by the schedule (R34), and a part that is kept back from a provider (bad case 16). */
export class KeepBackFromProviders20261122115000 implements MigrationInterface {
  name = 'KeepBackFromProviders20261122115000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function refuse_approved_change() returns trigger language plpgsql as $$
        begin
          if tg_op = 'UPDATE' and purge_in_hand(tg_relid) then return new; end if;
          if old.approved_at is not null and not (tg_op = 'UPDATE' and old.audience = 'provider' and new.audience = 'members'
              and (to_jsonb(new) - 'audience') = (to_jsonb(old) - 'audience')) then
            raise exception 'approved minutes are never changed (R23)' using errcode = 'insufficient_privilege';
          end if;
          if tg_op = 'DELETE' then return old; end if;
          return new;
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('A guard is not taken away again: restore a backup instead.');
  }
}
