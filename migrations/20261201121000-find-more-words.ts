import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Searched {
  /** What a hit of it is; several tables may say of one record. */
  readonly kind: string;
  readonly table: string;
  /** The id of the record it says of. */
  readonly id?: string;
  readonly words: string;
  /** Of the register and of people, which councils share. */
  readonly shared?: true;
}
const of = (kind: string, table: string, words: string, id?: string): Searched => ({ kind, table, words, ...(id !== undefined && { id }) });

/** Indexed already, by its name. */
const before: Readonly<Record<string, Searched>> = {
  location: { ...of('location', 'register_locations', 'name, address, postcode, cqc_id'), shared: true },
  provider: { ...of('provider', 'register_providers', 'name, cqc_id'), shared: true },
  intelligence: of('intelligence', 'intelligence', 'reference, not_listed, what_happened, immediate_action, triage_note, assessment, disposition_reason, outcome, retraction_reason'),
  meeting: of('meeting', 'meetings', 'reference, title, venue'),
  minutes: of('minutes', 'minute_sections', 'heading, text'),
  amendment: of('minutes', 'minute_amendments', 'text, reason', 'section_id'),
  recommendation: of('recommendation', 'recommendations', 'reference, text, differing_views'),
  decision: of('decision', 'decisions', 'reference, reasons, authority, options_considered, provider_position, effect_on_people, informing_people, proportionality, equality_note'),
  action: of('action', 'actions', 'reference, description, evidence, verification, extension_reason, extension_refusal, replaced_by'),
  letter: of('letter', 'letters', 'reference, subject, letter_text(body)'),
  personName: { ...of('personName', 'people', 'name'), shared: true },
  person: of('person', 'memberships', 'job_title'),
};
/** Each table beside a record's own is read by whoever reads the record: a hit tells nobody of words they may not see. */
const more: Readonly<Record<string, Searched>> = {
  restriction: of('restriction', 'restrictions', `reference, exceptions, stated_decider, scope ->> 'detail'`),
  restrictionGrounds: of('restriction', 'restriction_grounds', 'reasons, lift_conditions, not_heard_reason, effect, end_reason, evidence', 'restriction_id'),
  restrictionReview: of('restriction', 'restriction_reviews', 'note', 'restriction_id'),
  notice: of('notice', 'notices', 'reference, warned_how, not_warned_reason, support_offered, period_clause, short_reason, practitioner'),
  noticeClause: of('notice', 'notice_clauses', 'clause, facts, withdrawal_reason', 'notice_id'),
  noticeStep: of('notice', 'notice_steps', 'step', 'notice_id'),
  noticeCheck: of('notice', 'notice_checks', 'method, seen', 'notice_id'),
  noticeFinding: of('notice', 'notice_findings', 'reasons', 'notice_id'),
  termination: of('termination', 'terminations', 'reference, facts, options, equality_note, proportionality'),
  terminationNote: of('termination', 'termination_notes', 'text', 'termination_id'),
  representation: of('representation', 'representations', 'reference, subject, told_how, text, consideration'),
  pointAnswer: of('representation', 'point_answers', 'answer, changed', 'representation_id'),
  appeal: of('appeal', 'appeals', 'reference, lodged_how, grounds, nominee, withdrawn_how'),
  visit: of('visit', 'visits', 'reference, focus, finding, verified'),
  proposal: of('proposal', 'stage_proposals', 'reference, text'),
  risk: of('risk', 'risk_assessments', 'text'),
  contribution: of('contribution', 'contributions', 'entry_text(entries)'),
  written: of('written', 'written_procedures', 'reference, question, why_now'),
  meetingNames: of('meeting', 'meetings', 'by_name'),
  meetingNotes: of('meeting', 'meeting_notes', 'variadic themes || array[attendance, notes]', 'meeting_id'),
};

/** Names of columns as this alias has them: what is called, quoted or a word of SQL stays. */
const aliased = (words: string): string => words.replaceAll(/'[^']*'|\b(?:variadic|array)\b|\b\w+\(|\b[a-z_]+\b/g, (one) => (/^[a-z_]+$/.test(one) && one !== 'variadic' && one !== 'array' ? `t.${one}` : one));

/**
 * Search finds what a council did and what a provider said, not only what was told and minuted (ADR 0038): restrictions, notices,
 * terminations, representations, appeals, visits, proposals, risk assessments, what agencies brought, questions put in writing.
 */
export class FindMoreWords20261201121000 implements MigrationInterface {
  name = 'FindMoreWords20261201121000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function entry_text(entries jsonb) returns text language sql immutable parallel safe return (select string_agg(entry ->> 'words', E'\\n') from jsonb_array_elements(entries) entry);
    `);
    for (const [name, { table, words }] of Object.entries(more)) await runner.query(`create index search_${name.toLowerCase()} on ${table} using gin (search_words(${words}))`);
    const standing = ({ table, words, shared }: Searched): string => `from ${table} t where search_words(${aliased(words)}) @@ q${shared ? '' : ' and t.council_id = council'}`;
    const all = Object.values({ ...before, ...more });
    const hits = all.map((one) => `
      select '${one.kind}'::text, t.${one.id ?? 'id'}, case when few then ts_rank(search_words(${aliased(one.words)}), q) else 0 end ${standing(one)}`);
    await runner.query(`
      create or replace function search_hits(wanted text) returns table (kind text, id uuid, weight real)
        language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $$
        declare council uuid := current_council(); q tsquery := websearch_to_tsquery('english', wanted); few boolean;
        begin
          if not in_panel_circle() or numnode(q) = 0 then return; end if;
          -- To weigh a row its words are cut anew. Words that stand in so many rows say little of which is meant: the newest come first.
          few := (select count(*) <= 2000 from (${all.map((one) => `select ${standing(one)}`).join(' union all ')} limit 2001) counted);
          return query ${hits.join('\n      union all')};
        end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What can be found is not narrowed again: restore a backup instead.');
  }
}
