import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/**
 * A purge says in the trail which rows of it lost their words, so that a row blanked in any other way is told apart (ADR 0018).
 * The rows wait here within the purge's own transaction and never longer: the trail takes the list.
 */
export class ListBlankedTrail20261130094000 implements MigrationInterface {
  name = 'ListBlankedTrail20261130094000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table blanked_trail (
        council_id uuid not null references councils,
        subject_kind text not null,
        subject_id uuid not null,
        seq int not null,
        primary key (council_id, subject_kind, subject_id, seq)
      );
      ${tenancy('blanked_trail', `acting_as() = 'system'`)}
      -- Only the owner's purge adds to it: who could list a row would vouch for whoever blanked it.
      alter policy added on blanked_trail with check (council_id = current_council() and false);
      alter policy changed on blanked_trail with check (council_id = current_council() and false);
      create function list_blanked_trail() returns trigger language plpgsql as $$
        begin
          if not purge_in_hand(tg_relid) then return null; end if;
          insert into blanked_trail (council_id, subject_kind, subject_id, seq)
            select n.council_id, n.subject_kind, n.subject_id, n.seq from after n join before b on b.council_id = n.council_id and b.id = n.id
            where n.content is null and b.content is not null;
          return null;
        end $$;
      create trigger trail_blanked after update on trail referencing old table as before new table as after for each statement execute function list_blanked_trail();
      create index trail_content_blanked on trail (council_id) where action = 'contentBlanked';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
