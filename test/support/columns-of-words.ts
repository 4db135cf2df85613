import type { House } from './house.js';

/** Columns of text that hold a code, by table: kept as the fact (ADR 0018), and words of nobody. */
export const codeColumns: readonly string[] = [
  'agenda_items.part', 'item_turns.part', 'meetings.provider_part', 'meeting_guests.part', 'meeting_members.parts', 'meeting_parts.absentees', 'meeting_parts.part', 'written_answers.answer', 'action_extensions.step', 'written_procedures.out_people', 'written_procedures.proposal',
  'contributions.answer', 'contributions.caveat', 'item_proposals.outcome', 'decisions.outcome', 'decisions.confidentiality', 'handling_choices.choice', 'disclosed_items.form', 'disclosed_items.ground', 'exit_people.settlement', 'item_interests.ruling', 'letters.addressee', 'listed_people.offer', 'meeting_members.contribution', 'minute_sections.readers',
  'notice_findings.finding', 'notice_findings.followed_by', 'notice_legal_checks.outcome', 'notice_plan_reviews.outcome', 'placing_exceptions.ground', 'placing_exceptions.outcome', 'point_answers.outcome', 'restrictions.fairness',
  'provider_people.capacity', 'stage_notes.event', 'stage_proposals.stage', 'terminations.ground', 'visits.fault_reasons',
  ...['category', 'caveat', 'corroboration', 'disclosure', 'disposition', 'nature', 'reliability', 'severity', 'source_type'].map((column) => `intelligence.${column}`),
];
/** Of a column with one of these names: a code, a reference or a hash. */
export const codeNames: ReadonlySet<string> = new Set(['reference', 'kind', 'code', 'machine', 'state', 'funder', 'priority', 'period_unit', 'service_method', 'sha256', 'file_kind', 'record_kind', 'reason_codes', 'audience', 'seat', 'attendance', 'contract_reference']);

/** Every column of a council table that may hold words. */
export const columnsOfWords = (house: House): Promise<{ table: string; column: string }[]> => house.sql(`
  select c.table_name as table, c.column_name as column from information_schema.columns c
  where c.table_schema = 'public' and c.data_type in ('text', 'jsonb', 'ARRAY', 'bytea') and exists (select from information_schema.columns o where o.table_schema = 'public' and o.table_name = c.table_name and o.column_name = 'council_id')
    and exists (select from pg_tables t where t.schemaname = 'public' and t.tablename = c.table_name)`);
