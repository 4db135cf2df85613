import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision answers the proposal that waits, also one that whoever decides is kept from (R21, ADR 0021): it would wait for ever otherwise. */
export class AnswerProposalsKeptBack20261203101000 implements MigrationInterface {
  name = 'AnswerProposalsKeptBack20261203101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function answer_proposal(decision uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if not in_panel_circle() then return; end if;
          update stage_proposals p set decision_id = d.id from decisions d
            where d.council_id = current_council() and d.id = decision and d.decided_by = current_membership()
              and p.council_id = d.council_id and p.service_id = d.service_id and p.decision_id is null;
        end $$;
      revoke all on function answer_proposal(uuid) from public;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function answer_proposal(uuid)');
  }
}
