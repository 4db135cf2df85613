import { newId } from '../../src/platform/database/ids.js';
import type { House } from './house.js';
import { atMeeting, inCircle, type Item, isOut, type Meeting, office, ownProvider, type Place, placing, type Put, type Row, type Rule, seated, type Somebody } from './row-rules.js';

interface World {
  readonly house: House;
  readonly put: Put;
  /** What was put before, by table. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly people: readonly Somebody[];
  readonly places: readonly Place[];
  readonly meetings: readonly Meeting[];
  readonly items: readonly Item[];
}

const signing: readonly string[] = ['chair', 'coordinator', 'authorisedOfficer', 'auditor', 'system'];
/** Nothing is kept by an interest from whoever checks, or from the machine. */
const checks: Rule = ({ role }) => role === 'auditor' || role === 'system';
const on = { recorded_at: '2026-10-01T09:00:00Z' };

/** Rows of the panel's circle whose policies are more than a council's: questions in writing, visits, proposals, minutes, guests, files, placing, lists and links. */
export async function putRowsOfCircle(world: World): Promise<void> {
  // Of what these rows hang on (lists, documents) nothing is asked here.
  await world.house.sql('set session_replication_role = replica');
  for (const place of world.places) await putOfPlace(world, place);
  for (const meeting of world.meetings) await putOfMeeting(world, meeting);
  await putOfMinutes(world);
  await putFiles(world);
  await world.house.sql('set session_replication_role = default');
}

const of = ({ people }: World, role: string): Somebody => people.find((one) => one.role === role) as Somebody;

async function putOfPlace(world: World, at: Place): Promise<void> {
  const { put, items, people, places } = world;
  const officer = of(world, 'qaOfficer');
  const by = { recorded_by: officer.membershipId, ...on };
  // R21: whoever is out of the service's item reads nothing that was there by then, save their own.
  const kept: Rule = (who) => !checks(who) && who.membershipId !== officer.membershipId && items.some((one) => one.place?.id === at.id && isOut(who, one));
  const seen: Rule = (who) => seated(who, at) && !kept(who);
  await put('visits', { reference: `VIS-${newId().slice(-10)}`, service_id: at.id, kind: 'unannounced', announced: false, out_of_hours: false, visited_on: '2026-10-01', finding: 'Clean.', version: 1, ...by }, seen);
  await put('stage_proposals', { reference: `PRO-${newId().slice(-10)}`, service_id: at.id, stage: 'enhanced', text: 'Watch it.', criteria: '[]', proposed_by: officer.membershipId, proposed_at: on.recorded_at }, seen);
  await put('stage_notes', { service_id: at.id, event: 'SCREEN', text: 'Screened.', happened_on: '2026-10-01', ...by }, seen);

  const [out, answering] = people.filter(({ role, personId }) => personId !== null && ['partner', 'qaOfficer', 'legal'].includes(role));
  for (const out_people of [[], [out?.personId]]) {
    // R21: whoever is out sees that a question stands, since they put themselves out of it there, and no answer; its words are left out where it is read (ADR 0021).
    const asked: Rule = (who) => seated(who, at) && !(who.personId !== null && out_people.includes(who.personId));
    const written_procedure_id = await put('written_procedures', { reference: `WRI-${newId().slice(-10)}`, panel_id: newId(), service_id: at.id, code: 'D08', question: 'A stop?', why_now: 'It rains.', closes_on: '2026-11-10', out_people, put_by: officer.membershipId, put_at: on.recorded_at }, (who) => seated(who, at));
    await put('written_answers', { written_procedure_id, membership_id: answering?.membershipId, seat: 'other', answer: 'agree', answered_at: on.recorded_at, version: 1 }, (who) => asked(who) || (inCircle(who) && who.membershipId === answering?.membershipId));
  }

  const told: Rule = (who) => seated(who, at) || placing.includes(who.role);
  await put('placement_alerts', { restriction_id: newId(), service_id: at.id, what: 'started', sent_at: on.recorded_at, acknowledge_by: '2026-10-02' }, told);
  await put('placing_exceptions', { reference: `EXC-${newId().slice(-10)}`, restriction_id: newId(), service_id: at.id, case_reference: 'C-1', ground: 'couple', why: 'Her husband lives there.', asked_by: of(world, 'brokerage').membershipId, asked_at: on.recorded_at }, told);
  await put('listed_people', { list_id: newId(), service_id: at.id, case_reference: 'C-1', funder: 'icb', reviewer: 'A nurse', priority: 'now', ...by }, (who) => seated(who, at));
  await put('funder_requests', { list_id: newId(), service_id: at.id, funder: 'icb', funder_name: 'The ICB', sent_on: '2026-10-01', ...by }, (who) => seated(who, at));
  for (const other of places.filter(({ id }) => id !== at.id)) {
    await put('service_links', { reference: `LNK-${newId().slice(-10)}`, kind: 'dualService', service_id: at.id, other_id: other.id, happened_on: '2026-10-01', source: 'The register', from_name: 'One', to_name: 'Other', from_provider_id: at.providerId, ...by }, (who) => seated(who, at) || seated(who, other));
  }
}

async function putOfMeeting(world: World, meeting: Meeting): Promise<void> {
  const { put } = world;
  const asked: Rule = (who) => atMeeting(who, meeting);
  const by = { recorded_by: of(world, 'coordinator').membershipId, ...on };
  await put('agenda_versions', { meeting_id: meeting.id, number: 1, content: '{}', published_by: by.recorded_by, published_at: on.recorded_at }, asked);
  await put('meeting_parts', { meeting_id: meeting.id, part: 'A', purpose: 'To hear.', absentees: 'nothing', version: 1, ...by }, asked);
  await put('meeting_guests', { meeting_id: meeting.id, part: 'A', name: 'Ola Guest', from_whom: 'The trust', for_provider: false, arrived_at: on.recorded_at, ...by }, asked);
  await put('meeting_notes', { attendance: 'Many.', attended: 9, themes: '{}', notes: 'Notes.', version: 1, changed_by: by.recorded_by, changed_at: on.recorded_at }, asked, meeting.id);
}

/** What is said of minutes goes with the section it is said of; what leaves as a paper, with whoever signs papers and is in every item it holds. */
async function putOfMinutes(world: World): Promise<void> {
  const { put, rows, items, house, places } = world;
  const by = { recorded_by: of(world, 'chair').membershipId, ...on };
  for (const { id: section_id, of: seesSection } of rows['minute_sections'] ?? []) {
    const member: Rule = (who) => inCircle(who) && seesSection(who);
    const comment = await put('minute_comments', { meeting_id: newId(), section_id, paragraph: 1, text: 'It was Tuesday.', ...by }, member);
    await put('minute_comment_answers', { meeting_id: newId(), accepted: true, reason: 'So it was.', answered_by: by.recorded_by, answered_at: on.recorded_at }, member, comment);
    await put('minute_amendments', { section_id, number: 1, text: 'Tuesday.', reason: 'Wrong day.', ...by }, seesSection);
  }
  for (const item of items) {
    const document_id = newId();
    await house.sql('insert into document_items (council_id, document_id, agenda_item_id) values ($1, $2, $3)', [house.councilId, document_id, item.id]);
    const signs: Rule = (who) => signing.includes(who.role) && !isOut(who, item);
    await put('minute_redactions', { reference: `RED-${newId().slice(-10)}`, meeting_id: item.meeting.id, made_for: 'A requester', sections_left_out: 0, words_covered: 1, document_id, ...by }, signs);
    // Of a meeting each provider has one extract, and the Board one.
    if (items.find(({ meeting }) => meeting === item.meeting) !== item) continue;
    for (const provider_id of [places[0]?.providerId ?? null, null]) {
      const gets: Rule = (who) => signs(who) || (provider_id === null ? who.role === 'boardReader' : ownProvider(who, provider_id));
      const extract_id = await put('minute_extracts', { reference: `EXT-${newId().slice(-10)}`, meeting_id: item.meeting.id, provider_id, title: 'Extract', held_on: '2026-10-13', document_id, ...on }, gets);
      await put('extract_comments', { extract_id, text: 'We were heard.', ...by }, gets);
    }
  }
}

/** A file goes with its record, and within it by audience; a provider's own with the provider. */
async function putFiles(world: World): Promise<void> {
  const { put, rows, people } = world;
  const uploader = of(world, 'partner');
  for (const [kind, table] of [['representation', 'representations'], ['intelligence', 'intelligence'], ['restriction', 'restrictions'], ['action', 'actions'], ['visit', 'visits'], ['notice', 'notices'], ['termination', 'terminations']] as const) {
    for (const { id: record_id, of: seesRecord } of (rows[table] ?? []).slice(0, 4)) {
      for (const [audience, from] of [['members', null], ['council', null], ['provider', people.find(({ role }) => role === 'provider')?.providerId ?? null]] as const) {
        await put('evidence_files', { reference: `EVD-${newId().slice(-10)}`, record_kind: kind, record_id, name: 'rota.pdf', kind: 'pdf', received_bytes: 1, received_sha256: Buffer.from('x'), audience, caveat: 'none', from_provider_id: from, scan: 'clean', state: 'released', uploaded_by: uploader.membershipId, uploaded_at: on.recorded_at, version: 1 }, (who) =>
          seesRecord(who) && (who.membershipId === uploader.membershipId || (from !== null && who.role === 'provider' && ownProvider(who, from)) || (inCircle(who) && (audience !== 'council' || office(who)))));
      }
    }
  }
}
