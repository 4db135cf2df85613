import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ranks of the decisions an officer records without a recommendation; all [DESIGN], as in `procedures/default.ts` that day. */
const added = [
  { code: 'D01', words: 'Note, no further action', grade: 1 },
  { code: 'D05', words: 'Refer to safeguarding', grade: 1 },
  { code: 'D06', words: 'Require an action plan', grade: 1 },
  { code: 'D07', words: 'Accept or return an action plan', grade: 1 },
  { code: 'D12', words: 'Measure payments or ranking', grade: 3 },
  { code: 'D13', words: 'Step in or supplement staffing', grade: 4 },
  { code: 'D15', words: 'Activate the failure plan', grade: 5 },
  { code: 'D17', words: 'Notify or refer elsewhere', grade: 1 },
  { code: 'D21', words: 'Offer support', grade: 1 },
].map((one) => ({ ...one, namedDeputy: true, independent: false, rankThatImposed: false }));

/**
 * Every decision says why it is proportionate; D08, D10 and D14 carry an equality and human-rights note [WOL 8.1-8.2]. Small
 * decisions (D01, D05-D07, D17, D21) give reasons and their particulars alone. Decisions made before have neither: null says so.
 */
export class RecordDecisionsInFull20261129230000 implements MigrationInterface {
  name = 'RecordDecisionsInFull20261129230000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table decisions
        add column proportionality text,
        add column equality_note text,
        alter column options_considered drop not null,
        alter column provider_position drop not null,
        alter column effect_on_people drop not null`);
    // A council that has set a rank for one of them keeps its own.
    for (const authority of added) {
      await runner.query(
        `update procedures set content = jsonb_set(content, '{authorities}', content->'authorities' || $1::jsonb)
         where content ? 'authorities' and not exists (select from jsonb_array_elements(content->'authorities') each where each->>'code' = $2)`,
        [JSON.stringify([authority]), authority.code],
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('What decisions record since has no other place: restore a backup instead.');
  }
}
