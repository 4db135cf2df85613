import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kinds of record that files may belong to, by their tables; letters have a policy of their own. */
const records = {
  representation: 'representations', intelligence: 'intelligence', restriction: 'restrictions', decision: 'decisions', action: 'actions',
  visit: 'visits', notice: 'notices', termination: 'terminations',
};
const withRecord = Object.entries(records).map(([kind, table]) => `when '${kind}' then exists (select from ${table} x where x.id = evidence_files.record_id)`).join(' ');
/** As it was (ADR 0022), with the visits, notices and terminations it did not know. */
const seen = `case record_kind ${withRecord} else false end
  and (uploaded_by = current_membership() or (from_provider_id = current_provider() and acting_as() = 'provider')
    or (in_panel_circle() and (audience <> 'council' or acting_as() not in ('partner', 'cqcObserver')) and caveat <> all ((select caveats_closed())::text[])))`;

/**
 * A letter answers a provider's plan to remedy a breach; a letter to the provider goes to several of its people, and to some for
 * information alone; files belong to visits, notices and terminations; who tells people is set out within days of the procedure's own.
 */
export class AnswerPlansAndServeSeveral20261130150000 implements MigrationInterface {
  name = 'AnswerPlansAndServeSeveral20261130150000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The provider's plan that a letter answers; one letter answers it.
      alter table letters add column plan_id uuid, add foreign key (council_id, plan_id) references notice_plans (council_id, id);
      create unique index letters_plan on letters (council_id, plan_id) where plan_id is not null;
      -- Whether somebody has it for information alone: the letter is served without them.
      alter table letter_addressees add column copy boolean not null default false;

      alter policy seen on evidence_files using (council_id = current_council() and (${seen}));
      alter policy changed on evidence_files using (council_id = current_council() and (${seen})) with check (council_id = current_council() and (${seen}));
      alter policy removed on evidence_files using (council_id = current_council() and (${seen}));

      -- Procedures stored before had no such day: they get the default.
      update procedures set content = jsonb_set(content, '{timescales}', '{"tellingSetOutWorkingDays": 1}'::jsonb || (content -> 'timescales')) where content ? 'timescales';
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was answered and served is not thrown away: restore a backup instead.');
  }
}
