import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** Columns that name a row and have no foreign key, each with why. */
const cases = 'The case is tied by its own id and lies below the domain: what it names is looked up by whoever starts it.';
const trail = 'Kept for ever, also past what it names, and written in the statement that answers (Perf-2, Perf-6).';
const outbox = 'Written below the domain by the unit that has just stored what it names.';
const filedLast = 'A decision is filed last in its unit of work, and carries what it brings about.';
const without: Readonly<Record<string, string>> = {
  'deadlines.service_id': cases, 'transitions.decision_id': cases, 'transitions.membership_id': cases, 'transitions.person_id': cases, 'transitions.service_id': cases,
  'workflows.service_id': cases, 'workflows.shared_with_provider_id': cases,
  'reads.correlation_id': trail, 'reads.membership_id': trail, 'reads.person_id': trail, 'reads.subject_id': trail, 'trail.correlation_id': trail, 'trail.membership_id': trail,
  'trail.person_id': trail, 'trail.subject_id': trail, 'trail_heads.subject_id': trail, 'watched_dates.origin_id': 'Of what started the date by itself: a visit, a decision, a restriction, or the date before it.', 'blanked_trail.subject_id': trail,
  'deliveries.event_id': 'The event is a job of the queue, which is emptied.',
  'documents.provider_id': outbox, 'documents.replaces_id': outbox, 'mail_messages.document_id': outbox, 'mail_messages.to_membership_id': outbox,
  'idempotency_keys.person_id': 'A person, or the membership that acts without one.',
  'decisions.restriction_id': filedLast, 'restrictions.decision_id': filedLast,
  'disclosed_records.record_id': 'A record of one of several kinds, named by its kind beside it, which a pack outlives.',
  'disclosure_items.record_id': 'A copy of a record of one of several kinds, named by its kind beside it; it outlives what it was copied from.',
  'evidence_files.record_id': 'A record of one of several kinds, named by its kind beside it.',
  'import_rows.subject_id': 'The case a row became, of one of several kinds, named by its kind beside it.',
  'legal_holds.record_id': 'A record of one of several kinds, named by its kind beside it.',
  'purge_subjects.subject_id': 'What a purge took the content of: of one of several kinds, named beside it.',
  'shares.record_id': 'A record of one of several kinds, named by its kind beside it.',
};

const untied = `
  select c.table_name || '.' || c.column_name as column
  from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
  where c.table_schema = 'public' and c.data_type = 'uuid' and c.column_name like '%\\_id'
    and exists (select from information_schema.columns o where o.table_schema = c.table_schema and o.table_name = c.table_name and o.column_name = 'council_id')
    and not exists (
      select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.contype = 'f' and k.conrelid = format('public.%I', c.table_name)::regclass and a.attname = c.column_name)
  order by 1`;

describe('ids of council tables', () => {
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await cloneDatabase();
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('each uuid column ending in _id has a foreign key, or stands on the list with its reason', async () => {
    const { rows } = await client.query<{ column: string }>(untied);
    expect(rows.map(({ column }) => column)).toEqual(Object.keys(without).toSorted());
  });
});
