import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** Columns that name whose open work a row is, each with the kind of work by which `open_work_of` moves it when they leave (ADR 0025). */
const moved: Readonly<Record<string, string>> = {
  'actions.owner_membership_id': 'action', 'intelligence.allocated_to': 'intelligence', 'meetings.chair_id': 'chair', 'meetings.coordinator_id': 'coordinator',
  'stages.lead_officer_id': 'leadOfficer', 'terminations.lead_id': 'exitLead', 'visit_officers.membership_id': 'visit', 'memberships.manager_membership_id': 'manager',
};

/** Those who are asked or sit somewhere, each with what becomes of that when they leave. */
const ends: Readonly<Record<string, string>> = {
  'alert_receipts.membership_id': 'Whoever left is neither chased nor waited for: another of the same desk was alerted beside them (R40).',
  'deputies.deputy_id': 'Ends with the access.', 'deputies.membership_id': 'Ends with the access.', 'name_clearances.membership_id': 'Ends with the access.', 'panel_seats.deputy_of': 'Ends with the seat.', 'panel_seats.membership_id': 'Ends with the access.',
  'invitations.membership_id': 'Withdrawn with the access.', 'sessions.membership_id': 'No session is of an access that ended.', 'sessions.on_behalf_of': 'No session is of an access that ended.',
  'agenda_items.presenter_id': 'Until the agenda is published whoever makes it names another; of a meeting held it is who presented.',
  'drafts.membership_id': 'What somebody typed and did not save: nobody else reads it, and it goes with its days.',
  'meeting_members.deputy_membership_id': 'Whoever left comes in nobody’s place (`hasGone`).',
  'meeting_members.membership_id': 'Written to no longer; quorum counts who is present (R20), and who was asked stays on the record (R36).',
  'record_readers.membership_id': 'Nobody reads by an access that ended; the record names its readers.', 'source_readers.membership_id': 'Nobody reads by an access that ended; who may give readings gives another.',
  'service_accounts.membership_id': 'Another system: an administrator ends it.',
};

/** Who did what: it never moves (ADR 0025). */
const history: readonly string[] = [
  'appeals.heard_by', 'appeals.lodged_by', 'caveat_changes.changed_by', 'contributions.membership_id', 'item_proposals.answered_by', 'item_proposals.proposed_by', 'secure_mail_domains.added_by', 'secure_mail_domains.ended_by', 'decisions.decided_by', 'disclosure_items.copied_by', 'disclosure_items.withheld_by', 'disclosure_packs.prepared_by', 'disclosure_packs.served_by',
  'disclosure_redactions.proposed_by', 'evidence_files.decided_by', 'evidence_files.uploaded_by', 'evidence_files.withdrawn_by', 'exit_plans.lead_id', 'handling_choices.chosen_by', 'hearing_requests.answered_by', 'hearing_requests.asked_by',
  'information_requests.released_by', 'invitations.sent_by', 'item_exclusions.membership_id', 'item_interests.membership_id', 'legal_holds.ended_by', 'legal_holds.set_by', 'name_clearances.ended_by', 'name_clearances.given_by', 'memberships.changed_by', 'memberships.succeeded_by',
  'placing_exceptions.asked_by', 'placing_exceptions.decided_by', 'provider_people.ended_by', 'point_answers.answered_by', 'purges.approved_by', 'purges.proposed_by', 'purges.returned_by', 'recommendations.chaired_by', 'recommendations.signed_by',
  'service_links.undone_by', 'shares.ended_by', 'shares.shared_by', 'source_openings.membership_id', 'source_openings.reviewed_by', 'source_readers.ended_by', 'source_readers.given_by', 'stage_proposals.proposed_by',
  'tellings.changed_by', 'meeting_members.confidentiality_accepted_by', 'meeting_members.confidentiality_recorded_by', 'meeting_notes.changed_by', 'minute_comment_answers.answered_by', 'written_answers.membership_id', 'written_procedures.put_by', 'visit_corrections.corrected_by', 'visits.decided_by', 'visit_shares.shared_by', 'watched_dates.ended_by',
];

const naming = `
  select k.conrelid::regclass::text || '.' || a.attname as column from pg_constraint k
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname not in ('council_id', 'recorded_by')
  where k.contype = 'f' and k.confrelid = 'memberships'::regclass group by 1 order by 1`;
const workOf = `select string_agg(p.prosrc, ' ') as text from pg_proc p where p.proname in ('open_work_of', 'open_work_but_exits')`;

describe('ADR 0025 what a leaver is named in', () => {
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

  it('each column that names a membership is open work that moves, ends with the access, or is history, and a new one is none of them until somebody says', async () => {
    const { rows } = await client.query<{ column: string }>(naming);
    expect(rows.map(({ column }) => column)).toEqual([...Object.keys(moved), ...Object.keys(ends), ...history].toSorted());
  });

  it('each kind that moves is listed for the administrator, who reads its name in words', async () => {
    const { rows: [{ text } = { text: '' }] } = await client.query<{ text: string }>(workOf);
    const words = readFileSync(join(import.meta.dirname, '../../src/web/pages/administration/words.njk'), 'utf8');
    for (const [column, kind] of Object.entries(moved)) {
      const [, name = ''] = column.split('.');
      expect([kind, text.includes(name), text.includes(`'${kind}'`), words.includes(`${kind}: "`)]).toEqual([kind, true, true, true]);
    }
  });
});
