import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { recordKinds } from '../../src/domain/records/released-set.js';
import { codeColumns, codeNames, columnsOfWords } from '../support/columns-of-words.js';
import { type House, openHouse } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

let house: House;
let seeded: SeededService;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
});
afterAll(() => house.close());

/** Words that no part gives, by table or by table and column, each with why. */
const why = {
  request: 'Of a request for information itself: it is answered from its own file.',
  machine: 'Codes, ids, hashes and dates (ADR 0018): the words stand in the record it is of.',
  copy: 'Said again: the record it is of is given.',
  council: 'The council’s own arrangements, of no service, published or asked for as what they are.',
  people: 'Who works here, and may what: asked of the council as their employer.',
  file: 'A file: given beside the set, and named in it by its record.',
  register: 'CQC’s public register.',
} as const;
const exempt: Readonly<Record<string, string>> = {
  information_requests: why.request, request_consultations: why.request, disclosure_items: why.request, disclosure_redactions: why.request,
  legal_holds: why.request, purges: why.request, purge_subjects: why.request,
  trail: why.machine, transitions: why.machine, workflows: why.machine, deadlines: why.machine, reads: 'Who read what: answered from access history.', idempotency_keys: why.machine, blanked_trail: why.machine, deliveries: why.machine, seals: why.machine,
  trail_heads: why.machine, reference_counters: why.machine, import_rows: why.machine, imports: 'Names of files and which rows were refused, never what a cell held (ADR 0030).', mail_messages: 'Mail carries a link and a reference, never papers.',
  agenda_versions: why.copy, 'minute_extracts.title': why.copy, 'documents.title': why.copy, documents: why.file, evidence_bytes: why.file, disclosed_files: why.file,
  reports: 'Given to the Board, and asked for as the document it is.', report_annexes: 'Given to the Board, and asked for as the document it is.',
  procedures: why.council, provider_insolvencies: 'Whether a provider is in administration, and who is served: of no service, and told with the service it concerns.', provider_runners: 'Which agency runs a provider, and where that is known from: of no service, and told with the service it concerns.', secure_mail_domains: why.council, panels: why.council, agencies: why.council, 'meetings.series': why.council, contracts: 'Asked for as the contract it is.', default_terms: 'Asked for as the contract it is.',
  memberships: why.people, name_clearances: why.people, panel_seats: why.people, invitations: why.people, sessions: why.people, service_accounts: why.people,
  'disclosed_records.note': 'Why exactly something is withheld from a provider would itself tell it (ADR 0028).', 'disclosed_records.reason': why.machine,
  'letter_addressees.address': 'Where somebody lives. Whoever asks for their own has it.',
  sealed_sources: 'Who told us is given by nobody here (R25).', source_readers: 'Why somebody may look at who told us (R25).',
  drafts: 'Somebody’s own, said to nobody yet: it goes when it is sent, or after a month.',
  register_locations: why.register, register_providers: why.register, rating_falls: why.register,
  'services.lot': why.machine, 'placement_alerts.what': why.machine, 'service_links.from_name': why.register, 'service_links.to_name': why.register, 'service_links.followed': why.machine,
  'intelligence.origin_key': why.machine, 'caveat_changes.answer': why.machine, 'caveat_changes.from_caveat': why.machine, 'caveat_changes.to_caveat': why.machine,
  'meetings.opening_quorum': 'Whether it was quorate: seats and numbers.', 'recommendations.quorum': 'Whether it was quorate: seats and numbers.', 'recommendations.present': 'Who was there, by id: the meeting says it.', 'recommendations.excluded': 'Who was out, by id: their interest says it.',
  'evidence_files.scan': why.machine, 'evidence_files.received_sha256': why.machine, 'evidence_files.kept_sha256': why.machine,
};

describe('Case 12: one list of what may be asked for', () => {
  it('gives each column of words of a council table by a part, or says why not: a new one fails until it does', async () => {
    const made = await house.sql<{ part: string; source: string }>(`select substr(proname, 17) as part, prosrc as source from pg_proc where proname like 'disclosure\\_part\\_%'`);
    const listed = await house.sql<{ part: string }>('select unnest(disclosure_parts()) as part');
    expect(listed.map(({ part }) => part).toSorted()).toEqual(made.map(({ part }) => part).toSorted());
    // Each has words for whoever chooses it, and for whoever reads the set.
    expect(Object.keys(recordKinds).toSorted()).toEqual(listed.map(({ part }) => part).toSorted());
    const given = new Set<string>();
    for (const { source } of made) {
      const tables = new Map([...source.matchAll(/\b(?:from|join) ([a-z_]+) ([a-z]+)\b/g)].map(([, table = '', alias = '']) => [alias, table]));
      for (const [, alias = '', column = ''] of source.matchAll(/\b([a-z]+)\.([a-z_]+)/g)) if (tables.has(alias)) given.add(`${tables.get(alias) ?? ''}.${column}`);
    }
    const columns = await columnsOfWords(house);
    const left = columns.filter(({ table, column }) => !given.has(`${table}.${column}`) && exempt[table] === undefined && exempt[`${table}.${column}`] === undefined && !codeNames.has(column) && !codeColumns.includes(`${table}.${column}`));
    expect(left.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual([]);
    const known = new Set(columns.flatMap(({ table, column }) => [table, `${table}.${column}`]));
    expect(Object.keys(exempt).filter((one) => !known.has(one) || given.has(one))).toEqual([]);
  });

  const rows = (actor: Actor, services: readonly (string | null)[], kinds: readonly string[] | null = null) => house.unit.run(actor, () => house.unit.query<{ record_kind: string; record_id: string; service_id: string | null; caveat: string | null; words: string | null }>(
    'select record_kind, record_id, service_id, caveat, words from records_for_disclosure($1::uuid[], $2::text[], null, null, null)', [services, kinds]));

  it('gives who comes to a meeting by name, what was put and answered in writing, a visit and a draft; to nobody but a records officer', async () => {
    const { chair, qaOfficer, icbNurse, recordsOfficer } = house.cast;
    await house.sql(`update meetings set by_name = 'CANARY-NAME of Fernbank' where id = $1`, [seeded.meetingId]);
    const panel = await house.insert('panels', { name: 'Panel of the parts', kinds: '{nursingHome}', recorded_at: '2026-10-01T09:00:00Z' }).catch(() => null);
    const panelId = panel ?? (await house.sql<{ id: string }>('select id from panels limit 1'))[0]?.id ?? '';
    const asked = await house.insert('written_procedures', { reference: 'WRI-2026-77777', panel_id: panelId, service_id: seeded.serviceId, code: 'D08', question: 'CANARY-QUESTION', why_now: 'CANARY-NOW', closes_on: '2026-11-10', put_by: chair.membershipId, put_at: '2026-11-02T09:00:00Z' });
    for (const [actor, words] of [[qaOfficer, 'CANARY-ANSWER one'], [icbNurse, 'CANARY-ANSWER two']] as const) {
      await house.insert('written_answers', { written_procedure_id: asked, membership_id: actor.membershipId, seat: actor.seat, answer: 'differ', words, answered_at: '2026-11-03T09:00:00Z' });
    }
    await house.insert('visits', { reference: 'VIS-2026-77777', service_id: seeded.serviceId, kind: 'monitoring', announced: false, out_of_hours: false, visited_on: '2026-10-30', finding: 'CANARY-FINDING', version: 1, recorded_by: qaOfficer.membershipId, recorded_at: '2026-10-30T15:00:00Z' });
    const found = await rows(recordsOfficer, [seeded.serviceId]);
    const said = (kind: string): string[] => found.filter(({ record_kind }) => record_kind === kind).map(({ words }) => words ?? '');
    expect(said('meeting').join()).toContain('CANARY-NAME');
    expect(said('writtenProcedure').join()).toMatch(/CANARY-QUESTION[^]*CANARY-NOW/);
    // Each member’s answer is a record of its own: one may be withheld without the other.
    expect(said('writtenAnswer').toSorted()).toEqual(['Answer:\nCANARY-ANSWER one', 'Answer:\nCANARY-ANSWER two']);
    expect(said('visit')).toEqual(['What was found:\nCANARY-FINDING']);
    expect(said('letter').find((words) => words.includes('A draft nobody has issued'))).toMatch(/^A draft, not issued\./);
    for (const actor of [chair, qaOfficer, icbNurse, house.cast.provider, house.cast.auditor, await house.neighbour()]) expect(await rows(actor, [seeded.serviceId])).toEqual([]);
  });

  it('finds what is of no service where that is asked for, and with no service', async () => {
    const { qaOfficer, recordsOfficer } = house.cast;
    const id = await house.insert('intelligence', {
      reference: 'INT-2026-77777', not_listed: 'CANARY-PLACE, a new home in Mill Lane', source_type: 'public', category: 'medicines', severity: 'P4', what_happened: 'Heard at a market.', happened_on: '2026-10-01', received_at: '2026-10-01T10:00:00Z', caveat: 'none',
      disclosure: 'no', recorded_by: qaOfficer.membershipId, recorded_at: '2026-10-01T10:00:00Z',
    });
    await house.sql(`insert into meeting_notes (council_id, meeting_id, attendance, attended, themes, notes, changed_by, changed_at) values ($1, $2, 'Twelve providers', 12, '{Winter}', 'CANARY-NOTES', $3, '2026-10-14T09:00:00Z')`, [house.councilId, seeded.meetingId, qaOfficer.membershipId]);
    expect((await rows(recordsOfficer, [seeded.serviceId])).filter(({ service_id }) => service_id === null)).toEqual([]);
    const ofNone = await rows(recordsOfficer, [null]);
    expect(ofNone.every(({ service_id }) => service_id === null)).toBe(true);
    expect(ofNone.map(({ record_id }) => record_id)).toContain(id);
    expect(ofNone.find(({ record_kind }) => record_kind === 'meetingNotes')?.words).toContain('CANARY-NOTES');
    expect(JSON.stringify(ofNone)).toContain('CANARY-PLACE');
  });

  it('R22 ADR 0018 offers minutes whomever they are for, with their comments and what was written in the room; of what is for Legal or people named it tells that it is there', async () => {
    const { chair, qaOfficer, icbNurse, legal, recordsOfficer } = { ...house.cast, legal: { ...house.cast.headOfService, role: 'legal' as const } };
    const services: string[] = [];
    const item = async (title: string, position: number, audience: string, readers: string[] = []): Promise<string> => {
      const { serviceId } = await house.service({ name: title });
      services.push(serviceId);
      const id = await house.insert('agenda_items', { meeting_id: seeded.meetingId, service_id: serviceId, section: 8, position, title, taken_at: '2026-10-13T10:20:00Z', recorded_by: chair.membershipId, recorded_at: '2026-10-06T09:00:00Z' });
      await house.sql(`insert into item_records (council_id, agenda_item_id, meeting_id, summary, changed_by, changed_at) values ($1, $2, $3, $4, $5, '2026-10-13T10:30:00Z')`, [house.councilId, id, seeded.meetingId, `CANARY-ROOM ${title}`, chair.membershipId]);
      const section = newId();
      await house.sql(`insert into minute_sections (council_id, id, meeting_id, agenda_item_id, position, heading, text, audience, readers, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2026-10-13T12:30:00Z')`,
        [house.councilId, section, seeded.meetingId, id, position, title, `CANARY-MINUTES ${title}`, audience, readers]);
      await house.insert('minute_comments', { meeting_id: seeded.meetingId, section_id: section, paragraph: 1, text: `CANARY-COMMENT ${title}`, recorded_by: chair.membershipId, recorded_at: '2026-10-20T09:00:00Z' });
      return id;
    };
    const items = [await item('For officers', 71, 'council'), await item('For Legal', 72, 'legal'), await item('For two', 73, 'named', [chair.membershipId])];
    const found = await rows(recordsOfficer, services, ['minutes', 'minuteComment', 'itemRecord']);
    const of = (kind: string): [string | null, boolean][] => found.filter(({ record_kind }) => record_kind === kind).map(({ caveat, words }): [string | null, boolean] => [caveat, words === null]).toSorted();
    for (const kind of ['minutes', 'minuteComment', 'itemRecord']) expect([kind, of(kind)]).toEqual([kind, [[null, false], ['legalPrivilege', true], ['namedPeople', true]].toSorted()]);
    expect(JSON.stringify(found)).toContain('CANARY-MINUTES For officers');
    expect(JSON.stringify(found)).not.toMatch(/CANARY-\w+ For (Legal|two)/);
    // Their own ordinary queries show the records office nothing; and the others see what they saw.
    const seen = async (actor: Actor): Promise<number[]> => house.unit.run(actor, async () => {
      const [counted] = await house.unit.query<{ n: number[] }>(`select array[(select count(*) from minute_sections where agenda_item_id = any ($1)), (select count(*) from item_records where agenda_item_id = any ($1)),
        (select count(*) from minute_comments c join minute_sections s on s.id = c.section_id where s.agenda_item_id = any ($1))]::int[] as n`, [items]);
      return counted?.n ?? [];
    });
    expect(await Promise.all([recordsOfficer, chair, qaOfficer, icbNurse, legal].map(seen))).toEqual([[0, 0, 0], [3, 3, 3], [1, 1, 1], [0, 0, 0], [2, 2, 2]]);
  });

  it('lists what Legal said, and gives no word of it', async () => {
    const contract = (await house.sql<{ id: string; provider_id: string }>('select id, provider_id from contracts where service_id = $1', [seeded.serviceId]))[0];
    const notice = await house.insert('notices', { reference: 'NOT-2026-77777', kind: 'remedy', service_id: seeded.serviceId, provider_id: contract?.provider_id, contract_id: contract?.id, contract_reference: 'C-1', support_offered: 'CANARY-SUPPORT', recorded_by: house.cast.qaOfficer.membershipId, recorded_at: '2026-10-20T09:00:00Z' });
    await house.insert('notice_legal_checks', { notice_id: notice, outcome: 'returned', checked_by: 'A Solicitor', checked_on: '2026-10-21', remarks: 'CANARY-ADVICE', recorded_by: house.cast.qaOfficer.membershipId, recorded_at: '2026-10-21T09:00:00Z' });
    const found = await rows(house.cast.recordsOfficer, [seeded.serviceId], ['notice', 'noticeLegalCheck']);
    expect(found).toMatchObject([{ record_kind: 'notice', words: expect.stringContaining('CANARY-SUPPORT') }, { record_kind: 'noticeLegalCheck', caveat: 'legalPrivilege', words: null }]);
  });
});
