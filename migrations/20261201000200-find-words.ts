import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of each table can be searched. Who told us stands in none of them (R25): the sealed sources have no index. */
const searched: Readonly<Record<string, { readonly table: string; readonly id?: string; readonly words: readonly string[]; readonly ofCouncil?: false }>> = {
  location: { table: 'register_locations', words: ['name', 'address', 'postcode', 'cqc_id'], ofCouncil: false },
  provider: { table: 'register_providers', words: ['name', 'cqc_id'], ofCouncil: false },
  intelligence: { table: 'intelligence', words: ['reference', 'not_listed', 'what_happened', 'immediate_action', 'triage_note', 'assessment', 'disposition_reason', 'outcome', 'retraction_reason'] },
  meeting: { table: 'meetings', words: ['reference', 'title', 'venue'] },
  minutes: { table: 'minute_sections', words: ['heading', 'text'] },
  amendment: { table: 'minute_amendments', id: 'section_id', words: ['text', 'reason'] },
  recommendation: { table: 'recommendations', words: ['reference', 'text', 'differing_views'] },
  decision: { table: 'decisions', words: ['reference', 'reasons', 'authority', 'options_considered', 'provider_position', 'effect_on_people', 'informing_people', 'proportionality', 'equality_note'] },
  action: { table: 'actions', words: ['reference', 'description', 'evidence', 'verification', 'extension_reason', 'extension_refusal', 'replaced_by'] },
  letter: { table: 'letters', words: ['reference', 'subject', 'letter_text(body)'] },
  personName: { table: 'people', words: ['name'], ofCouncil: false },
  person: { table: 'memberships', words: ['job_title'] },
};
const wordsOf = (words: readonly string[], alias = ''): string => `search_words(${words.map((word) => (alias === '' ? word : word.replace(/^(letter_text\()?/, `$1${alias}.`))).join(', ')})`;

/**
 * Full-text search. Under row-level security a policy is asked before an operator that might leak, so that an index of words is never
 * used by the application's role: one function of the owner's looks words up and answers ids alone. The statement that asks joins them
 * to the tables as whoever searches, and counts and shows what is left (ADR 0038).
 */
export class FindWords20261201000200 implements MigrationInterface {
  name = 'FindWords20261201000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Immutable, though the text of an array is not for every type of array: of texts it is.
      create function search_words(variadic words text[]) returns tsvector language sql immutable parallel safe return to_tsvector('english'::regconfig, array_to_string(words, ' '));
      create function letter_text(body jsonb) returns text language sql immutable parallel safe return
        concat_ws(E'\\n', (select string_agg(concat_ws(E'\\n', part ->> 'heading', part ->> 'text'), E'\\n') from jsonb_array_elements(coalesce(body -> 'parts', '[]')) part), body ->> 'paragraph');
    `);
    for (const [kind, { table, words }] of Object.entries(searched)) await runner.query(`create index search_${kind.toLowerCase()} on ${table} using gin (${wordsOf(words)})`);
    const hits = Object.entries(searched).map(([kind, { table, id = 'id', words, ofCouncil = true }]) => `
      select '${kind}'::text, t.${id}, ts_rank(${wordsOf(words, 't')}, q) from ${table} t where ${wordsOf(words, 't')} @@ q${ofCouncil ? ' and t.council_id = council' : ''}`);
    await runner.query(`
      create function search_hits(wanted text) returns table (kind text, id uuid, weight real)
        language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $$
        declare council uuid := current_council(); q tsquery := websearch_to_tsquery('english', wanted);
        begin
          if not in_panel_circle() or numnode(q) = 0 then return; end if;
          return query ${hits.join('\n      union all')};
        end $$;
      revoke all on function search_hits(text) from public;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function search_hits(text); ${Object.keys(searched).map((kind) => `drop index search_${kind.toLowerCase()};`).join(' ')} drop function letter_text(jsonb); drop function search_words(text[]);`);
  }
}
