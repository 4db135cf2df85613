import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows have a reference, by the kind a hold names them by. Until now three functions that each wrapped the one before. */
const kinds: Readonly<Record<string, string>> = {
  intelligence: 'intelligence', recommendation: 'recommendations', decision: 'decisions', restriction: 'restrictions', representation: 'representations', letter: 'letters', action: 'actions',
  notice: 'notices', appeal: 'appeals', disclosurePack: 'disclosure_packs', termination: 'terminations',
};

/** A record by its reference, for a hold, said whole in one function: where it is, and no word of it (ADR 0018). */
export class FindRecordsInOnePlace20261204102000 implements MigrationInterface {
  name = 'FindRecordsInOnePlace20261204102000';

  async up(runner: QueryRunner): Promise<void> {
    const found = Object.entries(kinds).map(([kind, table]) => `select '${kind}', x.id, x.service_id, x.reference from ${table} x where x.council_id = council and x.reference = wanted`);
    await runner.query(`
      create or replace function record_named(wanted text) returns table (kind text, id uuid, service_id uuid, reference text)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare council uuid := current_council();
        begin
          if acting_as() not in ('recordsOfficer', 'legal') then return; end if;
          return query
            ${found.join('\n            union all ')}
            union all select 'informationRequest', q.id, null::uuid, q.reference from information_requests q where q.council_id = council and q.reference = wanted;
        end $$;
      drop function record_named_before_notices(text);
      drop function record_but_terminations(text);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
