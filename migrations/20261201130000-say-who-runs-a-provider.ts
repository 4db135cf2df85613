import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenancy } from './policies.ts';

/** What a purge may take of a row that otherwise never changes. */
const forgettable: Readonly<Record<string, readonly string[]>> = {
  recommendations: ['text', 'differing_views', 'criteria', 'proposal', 'present', 'excluded', 'independence'],
  decisions: ['reasons', 'authority', 'options_considered', 'provider_position', 'effect_on_people', 'informing_people', 'terms', 'proportionality', 'equality_note', 'independence'],
};

/**
 * Case 18: which agency of the council's world runs a provider, from which day. A row is never changed: another one of the same day
 * corrects it, and one of a later day follows it. What was recommended or decided keeps who ran the provider then, and how
 * independence was kept.
 */
export class SayWhoRunsAProvider20261201130000 implements MigrationInterface {
  name = 'SayWhoRunsAProvider20261201130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table provider_runners (
        council_id uuid not null references councils (id),
        id uuid not null,
        reference text not null,
        provider_id uuid not null references register_providers (id),
        -- Null: none of the agencies here runs it, from that day.
        agency_id uuid references agencies (id),
        runs_from date not null,
        source text not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null,
        primary key (council_id, id),
        unique (council_id, reference),
        foreign key (council_id, recorded_by) references memberships (council_id, id)
      );
      create index provider_runners_provider on provider_runners (council_id, provider_id, runs_from desc, recorded_at desc);
      create trigger provider_runners_append_only before update or delete on provider_runners for each row execute function refuse_change();
      alter table recommendations add column run_by uuid references agencies (id), add column independence text;
      alter table decisions add column run_by uuid references agencies (id), add column independence text;
    `);
    await runner.query(tenancy('provider_runners', 'in_panel_circle()'));
    for (const [table, words] of Object.entries(forgettable)) {
      await runner.query(`
        drop trigger ${table}_append_only on ${table};
        create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change_but_purge(${words.map((word) => `'${word}'`).join(', ')})`);
    }
    await amend(runner, 'purge_part_decisions(uuid)', [
      ['differing_views = marked(r.differing_views),', 'differing_views = marked(r.differing_views), independence = marked(r.independence),'],
      ['equality_note = marked(d.equality_note)', 'equality_note = marked(d.equality_note), independence = marked(d.independence)'],
    ]);
    // Whoever asks for what was recommended and decided is given how independence was kept, too.
    await amend(runner, '"disclosure_part_recommendation"(uuid)', [[`said('Differing views', x.differing_views)`, `said('Differing views', x.differing_views), said('How independence is kept', x.independence)`]]);
    await amend(runner, '"disclosure_part_decision"(uuid)', [[`said('Equality and human rights', x.equality_note)`, `said('Equality and human rights', x.equality_note), said('How independence is kept', x.independence)`]]);
  }

  async down(): Promise<void> {
    throw new Error('Who runs a provider is not thrown away: restore a backup instead.');
  }
}

/** Another text of a function, where it still says what is replaced. */
async function amend(runner: QueryRunner, signature: string, changes: readonly (readonly [string, string])[]): Promise<void> {
  const [now] = (await runner.query(`select pg_get_functiondef('${signature}'::regprocedure) as text`)) as { text: string }[];
  let text = now?.text ?? '';
  for (const [before, after] of changes) {
    if (!text.includes(before)) throw new Error(`${signature} no longer says "${before}".`);
    text = text.replace(before, () => after);
  }
  await runner.query(text);
}
