import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['contributions', 'item_proposals'] as const;

/** Whoever comes for a member to one meeting contributes and proposes for them, and reads what was given in their place, whatever else it is kept from (R36, domain.md 2.4). */
export class LetDeputiesAnswer20261203150500 implements MigrationInterface {
  name = 'LetDeputiesAnswer20261203150500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function is_your_place(meeting uuid, membership uuid) returns boolean language plpgsql stable as $$
        begin
          return coalesce(membership in (current_membership(), acting_for()), false) or exists (select from meeting_members mm
            where mm.council_id = current_council() and mm.meeting_id = meeting and mm.membership_id = membership and mm.deputy_membership_id = current_membership());
        end $$;
    `);
    for (const table of tables) {
      const [seen] = (await runner.query(`select qual from pg_policies where schemaname = 'public' and tablename = $1 and policyname = 'seen'`, [table])) as { qual: string }[];
      const wider = seen?.qual.replace(/\(?(\w+) = ANY \(ARRAY\[current_membership\(\), acting_for\(\)\]\)\)?/, 'is_your_place(meeting_id, $1)');
      if (wider === undefined || wider === seen?.qual) throw new Error(`${table} is seen by another rule.`);
      for (const policy of ['seen', 'changed', 'removed']) await runner.query(`alter policy ${policy} on ${table} using (${wider})`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Not taken down: restore a backup instead.');
  }
}
