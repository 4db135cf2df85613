import { verifyTrail } from '../../src/platform/audit/verify-trail.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { SystemActors } from '../../src/platform/access/system-actors.js';
import { ReadUnit } from '../../src/platform/database/read-unit.js';
import { newId } from '../../src/platform/database/ids.js';
import { replayOf } from '../support/replay.js';
import { codeColumns, codeNames, columnsOfWords } from '../support/columns-of-words.js';
import { type House, openHouse } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; fields?: { field: string }[] };
const mark = '[Removed under the retention schedule]';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.clock.set('2034-06-01T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const type = mutation === 'approvePurge' ? 'RetentionStep' : name;
  const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on InvalidInput { fields { field } } } }`, { input: { idempotencyKey: newId(), ...input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as unknown as Record<string, Answer>)[mutation] as Answer;
};
const done = (answer: Answer): { id: string; version: number; reference: string } => {
  if (!answer.__typename.endsWith('Payload')) throw new Error(JSON.stringify(answer));
  return answer as never;
};
/** A service whose case closed in January 2027 and whose contract ended that March. */
const closed = async (name: string): Promise<SeededService> => {
  const service = await seedService(house, name);
  const [stage] = await house.sql<{ id: string }>('select id from stages where service_id = $1', [service.serviceId]);
  await house.sql(`insert into transitions (council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, service_id, membership_id, happened_at, recorded_at)
    select council_id, $2, workflow_id, 4, machine, 1, 'enhanced', 'CLOSE', '{}', 'closed', service_id, membership_id, '2027-01-11T10:00:00Z', '2027-01-11T10:00:00Z' from transitions where workflow_id = $1 and seq = 1`, [stage?.id, newId()]);
  await house.sql(`update workflows set state = 'closed', version = 4 where id = $1`, [stage?.id]);
  await house.sql(`update contracts set ends_on = '2027-03-31' where service_id = $1`, [service.serviceId]);
  return service;
};
interface Due { rule: string; subjectId: string; subjectKind: string; dueOn: string; heldBy: string[] }
const due = async (until = '1 6 2034', actor = house.cast.recordsOfficer): Promise<Due[]> =>
  (await house.gql<{ retentionPreview: { subjects: Due[] } }>(actor, 'query ($u: String!) { retentionPreview(until: $u) { subjects { rule subjectId subjectKind dueOn heldBy } } }', { u: until })).data.retentionPreview.subjects;
const propose = async (): Promise<{ id: string; version: number }> => done(await send(house.cast.recordsOfficer, 'proposePurge', { until: '1 6 2034' }));
const run = async (): Promise<string> => {
  const { id, version } = await propose();
  done(await send(house.cast.secondRecordsOfficer, 'approvePurge', { id, version }));
  await house.drain();
  return id;
};
const outcomeOf = async (purge: string, subject: string): Promise<string | null> =>
  (await house.sql<{ outcome: string | null }>('select outcome from purge_subjects where purge_id = $1 and subject_id = $2 order by subject_kind desc', [purge, subject]))[0]?.outcome ?? null;
const hold = (input: object, actor = house.cast.recordsOfficer): Promise<Answer> => send(actor, 'setLegalHold', { reason: 'An inquest is open.', reviewOn: '1 12 2034', ...input });

/** Until some statement waits for such a lock. */
const waitingFor = async (lock: string): Promise<void> => {
  while ((await house.sql(`select from pg_locks l where not granted and (database is null or database = (select oid from pg_database where datname = current_database())) and ${lock}`)).length === 0);
};
/** What does not fit between a case and its log, as `cli verify` looks. */
const replayed = (id: string): Promise<string | undefined> => replayOf(house, id);

describe('R34 a hold', () => {
  it('finds a record of every kind by its reference, for a records officer and Legal alone, in this council alone', async () => {
    const { serviceId } = await seedService(house, 'Hazel Court');
    const tables = { intelligence: 'intelligence', recommendation: 'recommendations', decision: 'decisions', restriction: 'restrictions', representation: 'representations', letter: 'letters', action: 'actions' };
    const { recordsOfficer, chair, auditor } = house.cast;
    const named = (reference: string, actor: Actor) => house.unit.run(actor, () => house.unit.query<{ kind: string; id: string; service_id: string }>('select kind, id, service_id from record_named($1)', [reference]));
    const legal: Actor = { ...house.cast.headOfService, role: 'legal' };
    for (const [kind, table] of Object.entries(tables)) {
      const [row] = await house.sql<{ id: string; reference: string }>(`select id, reference from ${table} where service_id = $1 limit 1`, [serviceId]);
      if (row === undefined) throw new Error(`No ${kind} is seeded.`);
      expect(await named(row.reference, recordsOfficer)).toEqual([{ kind, id: row.id, service_id: serviceId }]);
      expect(await named(row.reference, legal)).toHaveLength(1);
      for (const other of [chair, auditor, { ...(await house.neighbour()), role: 'recordsOfficer' as const }]) expect(await named(row.reference, other)).toEqual([]);
    }
    const asked = done(await send(recordsOfficer, 'recordInformationRequest', { kind: 'foi', requesterReference: 'Q-1', asked: 'Which homes are restricted?', receivedOn: '31 5 2034' }));
    expect(await named(asked.reference, recordsOfficer)).toEqual([{ kind: 'informationRequest', id: asked.id, service_id: null }]);
  });
});

describe('R34 what falls due', () => {
  it('counts a case from its closing or the end of its contract, whichever is later, and nothing while a contract is open', async () => {
    const { serviceId } = await closed('Alder Grange');
    expect((await due('30 3 2034')).some(({ subjectId }) => subjectId === serviceId)).toBe(false);
    expect((await due('31 3 2034')).find(({ subjectId }) => subjectId === serviceId)).toMatchObject({ rule: 'providerCase', dueOn: '2034-03-31', heldBy: [] });
    await house.sql('update contracts set ends_on = null where service_id = $1', [serviceId]);
    expect((await due()).some(({ subjectId }) => subjectId === serviceId)).toBe(false);
    await house.sql(`update contracts set ends_on = '2026-12-01' where service_id = $1`, [serviceId]);
    expect((await due()).find(({ subjectId }) => subjectId === serviceId)).toMatchObject({ dueOn: '2034-01-11' });
  });

  it('lets who told us go before the record it belongs to, and intelligence without action before the case', async () => {
    const { serviceId } = await seedService(house, 'Birch House');
    await house.sql(`update intelligence set closed_at = '2032-01-10T10:00:00Z', needs_action = false where service_id = $1 and source_sealed`, [serviceId]);
    const [row] = await house.sql<{ id: string }>('select id from intelligence where service_id = $1 and source_sealed', [serviceId]);
    expect((await due('10 1 2033')).filter(({ subjectId }) => subjectId === row?.id)).toMatchObject([{ rule: 'sourceIdentity', dueOn: '2033-01-10' }]);
    expect((await due('10 1 2034')).filter(({ subjectId }) => subjectId === row?.id).map(({ rule }) => rule).sort()).toEqual(['intelligenceNoAction', 'sourceIdentity']);
  });

  it('is proposed by one and approved by another, whatever the program says', async () => {
    await closed('Cedar House');
    const { id, version } = await propose();
    expect((await send(house.cast.recordsOfficer, 'approvePurge', { id, version })).__typename).toBe('NotPermitted');
    expect((await send(house.cast.chair, 'approvePurge', { id, version })).__typename).toBe('NotPermitted');
    await expect(house.sql('update purges set approved_by = proposed_by, approved_person_id = proposed_person_id, approved_at = proposed_at where id = $1', [id])).rejects.toThrow(/check/);
    const answers = await Promise.all([send(house.cast.safeguardingLead, 'approvePurge', { id, version }), send(house.cast.secondRecordsOfficer, 'returnPurge', { id, version, reason: 'Wait.' })]);
    expect(answers.map(({ __typename }) => __typename)).toContain('StaleVersion');
    expect((await send(house.cast.recordsOfficer, 'proposePurge', { until: '1 1 2035' })).fields?.[0]?.field).toBe('until');
    await house.drain();
  });
});

/** Columns of people's words that no part takes with a service, by table or by table and column, each with why. */
const byAnother = {
  request: 'Goes with the request for information it is of (purge_request).',
  common: 'Goes with every case that goes, whatever its kind (purge_common).',
  council: 'The council’s own: of no service, and it says nothing of anybody in one.',
  people: 'Who works here, and may what: kept as long as what they did (ADR 0025).',
  register: 'CQC’s public register, shared by councils.',
  fact: 'The fact that is kept: references, codes, names of services, figures and hashes (ADR 0018).',
  runs: 'What was purged, held and proved: kept for ever.',
} as const;
const exempt: Readonly<Record<string, string>> = {
  information_requests: byAnother.request, request_consultations: byAnother.request, disclosure_redactions: byAnother.request, 'disclosure_items.record_kind': byAnother.fact, 'disclosure_items.caveat': byAnother.fact,
  trail: byAnother.common, transitions: byAnother.common, workflows: byAnother.common, deadlines: byAnother.common, documents: byAnother.common, mail_messages: byAnother.common, idempotency_keys: byAnother.common,
  evidence_bytes: byAnother.common, evidence_files: byAnother.common,
  procedures: byAnother.council, secure_mail_domains: byAnother.council, meeting_notes: 'Of meetings where providers sit, about no service.', panels: byAnother.council, report_annexes: 'With their report.', reports: 'Stored reports keep their figures and the words beside them (ADR 0018).',
  'meetings.title': byAnother.council, 'meetings.venue': byAnother.council, 'meetings.series': byAnother.council, 'meetings.opening_quorum': 'Whether it was quorate: seats and numbers.',
  imports: 'Names of files and which rows were refused by number and field, never what a cell held (ADR 0030).', import_rows: byAnother.fact,
  memberships: byAnother.people, name_clearances: byAnother.people, panel_seats: byAnother.people, invitations: byAnother.people, sessions: byAnother.people, service_accounts: byAnother.people,
  'contracts.notice_clause': 'A number of the contract, which is kept by the contracts file.', 'contracts.suspension_clause': 'A number of the contract, which is kept by the contracts file.', 'default_terms.clause': 'A number of the contract, which is kept by the contracts file.',
  drafts: 'Somebody’s own, said to nobody yet: it goes when it is sent, or after a month.',
  legal_holds: byAnother.runs, purges: byAnother.runs, purge_subjects: byAnother.runs, blanked_trail: byAnother.runs, reads: byAnother.runs, deliveries: byAnother.runs, seals: byAnother.runs, trail_heads: byAnother.runs, reference_counters: byAnother.runs,
  rating_falls: byAnother.register, sealed_sources: 'Sealed words are taken out with their key (purge_sources); nothing else is in the row.',
  'agenda_items.title': byAnother.fact, 'placement_alerts.what': byAnother.fact, 'service_links.from_name': byAnother.fact, 'service_links.to_name': byAnother.fact, 'service_links.followed': byAnother.fact, 'services.lot': byAnother.fact,
  provider_insolvencies: 'Whether a provider is in administration, and the practitioner who is served: of no service, and it says nothing of anybody in one.',
  provider_runners: 'Which agency runs a provider, and how that is known: of no service, and it says nothing of anybody in one.', register_locations: byAnother.register, register_providers: byAnother.register, 'recommendations.quorum': 'Whether it was quorate: seats and numbers.',
  'intelligence.origin_key': byAnother.fact, 'caveat_changes.answer': byAnother.fact, 'caveat_changes.from_caveat': byAnother.fact, 'caveat_changes.to_caveat': byAnother.fact, 'disclosed_records.reason': byAnother.fact, 'disclosure_items.withheld_code': byAnother.fact,
  ...Object.fromEntries(codeColumns.map((column) => [column, byAnother.fact])),
};

describe('R34 every word is on the list', () => {
  it('each column of words of a council table goes with its service by a part of the list, or says why not: a new one fails until it does', async () => {
    const functions = await house.sql<{ source: string }>(`select prosrc as source from pg_proc where proname like 'purge\\_part\\_%' or proname in ('purge_intelligence', 'purge_sources')`);
    const listed = await house.sql<{ part: string }>('select unnest(purge_parts()) as part');
    const made = await house.sql<{ part: string }>(`select substr(proname, 12) as part from pg_proc where proname like 'purge\\_part\\_%'`);
    expect(listed.map(({ part }) => part).toSorted()).toEqual(made.map(({ part }) => part).toSorted());
    const taken = new Set<string>();
    for (const { source } of functions) {
      for (const [, table = '', sets = ''] of source.matchAll(/update (\w+) \w+ set ([\s\S]*?)\s(?:from \w+ \w+ )?where [a-z]\./g)) for (const [, column = ''] of sets.matchAll(/(?:^|,\s*)(\w+) = /g)) taken.add(`${table}.${column}`);
      for (const [, table = ''] of source.matchAll(/delete from (\w+)/g)) taken.add(table);
    }
    const columns = await columnsOfWords(house);
    const left = columns.filter(({ table, column }) => !taken.has(`${table}.${column}`) && !taken.has(table) && exempt[table] === undefined && exempt[`${table}.${column}`] === undefined && !codeNames.has(column));
    expect(left.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual([]);
    const known = new Set(columns.flatMap(({ table, column }) => [table, `${table}.${column}`]));
    const alone = Object.keys(exempt).filter((one) => !known.has(one) || taken.has(one));
    expect(alone).toEqual([]);
  });
});

describe('R34 a purge', () => {
  it('takes every word, keeps the fact, the hashes and the figures, and every chain and log still proves itself', async () => {
    const service = await closed('Dogwood Court');
    await house.sql(`update intelligence set what_happened = 'CANARY-PURGED', assessment = 'CANARY-PURGED' where service_id = $1`, [service.serviceId]);
    await house.sql(`update actions set description = 'CANARY-PURGED' where service_id = $1`, [service.serviceId]);
    await house.sql(`update letters set subject = 'CANARY-PURGED', body = '{"parts": [{"heading": "Why", "text": "CANARY-PURGED"}], "paragraph": "CANARY-PURGED"}' where service_id = $1`, [service.serviceId]);
    await house.sql(`update stages set stated_decider = 'CANARY-PURGED' where service_id = $1`, [service.serviceId]);
    await house.sql(`update restrictions set stated_decider = 'CANARY-PURGED' where service_id = $1`, [service.serviceId]);
    await house.sql('alter table decisions disable trigger user');
    await house.sql(`update decisions set proportionality = 'CANARY-PURGED', equality_note = 'CANARY-PURGED' where service_id = $1`, [service.serviceId]);
    await house.sql('alter table decisions enable trigger user');
    // A real case of the machine, with a trail of its own, whose log must go on rebuilding it.
    const told = done(await (async () => {
      house.clock.set('2026-11-03T10:00:00Z');
      const { data } = await house.gql<{ tellProvider: Answer }>(house.cast.coordinator, 'mutation ($input: TellProviderInput!) { tellProvider(input: $input) { __typename ... on TellProviderPayload { id version reference } } }', { input: { idempotencyKey: newId(), serviceId: service.serviceId, toldOn: '3 11 2026', toldTime: '09:30', how: 'CANARY-PURGED by telephone' } });
      return data.tellProvider;
    })());
    const letter = newId();
    await house.sql(`insert into documents (council_id, id, kind, title, media_type, file_name, merge_data, bytes, sha256, audience, recipients, recorded_by, recorded_at)
      values ($1, $2, 'letter', 'CANARY-PURGED', 'application/pdf', 'LET.pdf', '{"text": "CANARY-PURGED"}', 'CANARY-PURGED', 'hash', 'council', '{}', $3, '2026-11-01T10:00:00Z')`, [house.councilId, letter, house.cast.chair.membershipId]);
    await house.sql('update letters set document_id = $2 where service_id = $1 and issued_at is not null', [service.serviceId, letter]);
    const [issued] = await house.sql<{ id: string }>('select id from letters where document_id = $1', [letter]);
    await house.sql(`insert into mail_messages (council_id, id, dedupe_key, to_address, to_name, subject, body, queued_at) values ($1, $2, $3, 'a@example.org', 'CANARY-PURGED', 'CANARY-PURGED', 'CANARY-PURGED', '2026-11-01T10:00:00Z')`, [house.councilId, newId(), `letter:${issued?.id ?? ''}`]);
    house.clock.set('2034-06-01T10:00:00Z');

    const purge = await run();
    expect(await outcomeOf(purge, service.serviceId)).toBe('purged');
    for (const table of ['intelligence', 'actions', 'letters', 'letter_addressees', 'stages', 'restrictions', 'representations', 'documents', 'mail_messages', 'risk_assessments', 'decisions', 'recommendations', 'restriction_grounds', 'idempotency_keys', 'deadlines']) {
      const rows = JSON.stringify(await house.sql(`select * from ${table}`));
      expect([table, rows.includes('CANARY-PURGED')]).toEqual([table, false]);
    }
    const [kept] = await house.sql<{ reference: string; what_happened: string; severity: string }>('select reference, what_happened, severity from intelligence where service_id = $1 limit 1', [service.serviceId]);
    expect(kept).toMatchObject({ what_happened: mark });
    expect(kept?.reference).toMatch(/^INT-/);
    const [paper] = await house.sql<{ bytes: Buffer; sha256: Buffer; merge_data: null }>('select bytes, sha256, merge_data from documents where id = $1', [letter]);
    expect(paper).toMatchObject({ merge_data: null });
    expect([paper?.bytes.length, paper?.sha256.toString()]).toEqual([0, 'hash']);
    // What an earlier record says of who decided it, and why a decision is proportionate (ADR 0030, D08).
    expect(await house.sql('select stated_decider from stages where service_id = $1 union all select stated_decider from restrictions where service_id = $1', [service.serviceId])).toEqual([{ stated_decider: mark }, { stated_decider: mark }]);
    expect(await house.sql(`select 1 from decisions where service_id = $1 and (proportionality is distinct from $2 or equality_note is distinct from $2)`, [service.serviceId, mark])).toEqual([]);
    const trail = await house.sql<{ action: string; content: object | null; content_hash: Buffer }>('select action, content, content_hash from trail where subject_id = $1 order by seq', [told.id]);
    expect(trail.length).toBeGreaterThan(1);
    expect(trail.every(({ content, content_hash: hash }) => content === null && hash.length === 32)).toBe(true);
    const verifier = await house.get(SystemActors).of(house.councilId, 'deadlines');
    expect((await verifyTrail(house.get(ReadUnit), verifier)).faults).toEqual([]);
    // What a purge did not list, nobody is taken to have purged.
    await house.sql('alter table trail disable trigger user');
    await house.sql(`update trail set content = null where action = 'purgeProposed' and subject_id = $1`, [purge]);
    await house.sql('alter table trail enable trigger user');
    expect((await verifyTrail(house.get(ReadUnit), verifier)).faults).toMatchObject([{ subjectId: purge, fault: 'blanked content' }]);
    expect(await house.sql('select 1 from blanked_trail')).toEqual([]);
    expect(await replayed(told.id)).toBeUndefined();
    expect((await due()).some(({ subjectId }) => subjectId === service.serviceId)).toBe(false);
    expect(await house.sql(`select 1 from sealed_sources s join intelligence i on i.id = s.intelligence_id where i.service_id = $1 and (s.sealed is not null or s.purged_at is null)`, [service.serviceId])).toEqual([]);
  });

  it('blanks words in a log and in what its case remembers alike, so that the log still rebuilds it', async () => {
    const [row] = await house.sql<{ facts: object; same: boolean }>(`select without_prose('{"on": "2026-11-03", "by": "John of the night staff", "list": ["x y", 3, null], "ok": true}') as facts, without_prose('"a b"') = without_prose('"c d"') as same`);
    expect(row).toEqual({ facts: { on: '2026-11-03', by: mark, list: [mark, 3, null], ok: true }, same: true });
  });

  it('takes with the service who came to its meetings by name alone, and who was to come in a member’s place', async () => {
    const [gone, kept] = [await closed('Larch House'), await closed('Myrtle House')];
    done(await hold({ serviceId: kept.serviceId }));
    house.clock.set('2026-11-03T10:00:00Z');
    const { chair, coordinator, qaOfficer } = house.cast;
    const meet = async ({ serviceId }: SeededService): Promise<string> => {
      const { id } = done(await send(coordinator, 'scheduleMeeting', { series: 'provider', serviceId, providerPart: 'whole', byName: 'CANARY-NAME, registered manager', startsOn: '17 11 2026', startTime: '14:00', lengthMinutes: 60, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [qaOfficer.membershipId] }));
      const [member] = await house.sql<{ id: string; version: number }>('select id, version from meeting_members where meeting_id = $1 and membership_id = $2', [id, qaOfficer.membershipId]);
      done(await send(coordinator, 'nameMeetingDeputy', { memberId: member?.id, version: member?.version, deputyName: 'CANARY-NAME, agency officer' }));
      const { data } = await house.gql<{ meeting: { version: number } }>(coordinator, 'query ($id: ID!) { meeting(id: $id) { version } }', { id });
      const { data: built } = await house.gql<{ buildAgenda: Answer }>(coordinator, 'mutation ($input: BuildAgendaInput!) { buildAgenda(input: $input) { __typename ... on BuildAgendaPayload { id version reference } } }', { input: { idempotencyKey: newId(), id, version: data.meeting.version } });
      done(built.buildAgenda);
      return id;
    };
    const [there, held] = [await meet(gone), await meet(kept)];
    house.clock.set('2034-06-01T10:00:00Z');
    const purge = await run();
    expect([await outcomeOf(purge, gone.serviceId), await outcomeOf(purge, kept.serviceId)]).toEqual(['purged', 'held']);
    const names = async (id: string) => house.sql<{ names: string; places: string }>('select by_name as names, (select deputy_expected from meeting_members mm where mm.meeting_id = m.id and deputy_expected is not null) as places from meetings m where m.id = $1', [id]);
    expect([await names(there), await names(held)]).toEqual([[{ names: mark, places: mark }], [{ names: 'CANARY-NAME, registered manager', places: 'CANARY-NAME, agency officer' }]]);
  });

  it('is stopped by a hold of the service or of one of its records, and by a request whose set has one (case 26)', async () => {
    const [byService, byRecord, byRequest, ended] = [await closed('Elm Lodge'), await closed('Fir Lodge'), await closed('Gorse Lodge'), await closed('Hazel Lodge')];
    done(await hold({ serviceId: byService.serviceId }));
    const [record] = await house.sql<{ reference: string }>('select reference from intelligence where service_id = $1 limit 1', [byRecord.serviceId]);
    done(await hold({ recordReference: record?.reference }));
    const { data } = await house.gql<{ recordInformationRequest: Answer }>(house.cast.recordsOfficer, 'mutation ($i: RecordInformationRequestInput!) { recordInformationRequest(input: $i) { __typename ... on RecordInformationRequestPayload { id version reference } } }', { i: { idempotencyKey: newId(), kind: 'subjectAccess', receivedOn: '31 5 2034', requesterReference: 'CRM-9', asked: 'All of it.' } });
    const request = done(data.recordInformationRequest);
    const [risk] = await house.sql<{ id: string }>('select id from risk_assessments where service_id = $1 limit 1', [byRequest.serviceId]);
    await house.gql(house.cast.recordsOfficer, 'mutation ($i: RequestStepInput!) { startGathering(input: $i) { __typename } }', { i: { idempotencyKey: newId(), id: request.id, version: 1 } });
    await house.gql(house.cast.recordsOfficer, 'mutation ($i: ChooseRecordsInput!) { chooseRecords(input: $i) { __typename } }', { i: { idempotencyKey: newId(), id: request.id, version: 2, recordIds: [risk?.id] } });
    const lifted = done(await hold({ serviceId: ended.serviceId }));
    expect((await due()).find(({ subjectId }) => subjectId === ended.serviceId)?.heldBy).toEqual([lifted.reference]);
    done(await send(house.cast.recordsOfficer, 'endLegalHold', { id: lifted.id, version: lifted.version, reason: 'The inquest ended.' }));
    expect((await send(house.cast.recordsOfficer, 'endLegalHold', { id: lifted.id, version: lifted.version, reason: 'Again.' })).__typename).toBe('StaleVersion');
    const found = await due();
    expect(found.find(({ subjectId }) => subjectId === byRequest.serviceId)?.heldBy).toEqual([request.reference]);
    const purge = await run();
    expect(await Promise.all([byService, byRecord, byRequest, ended].map(({ serviceId }) => outcomeOf(purge, serviceId)))).toEqual(['held', 'held', 'held', 'purged']);
    expect(JSON.stringify(await house.sql('select what_happened from intelligence where service_id = $1', [byRecord.serviceId]))).not.toContain(mark);
  });

  it('gives way to a hold that is being set, whichever came first, and never stands half done', async () => {
    const [first, second] = [await closed('Ivy House'), await closed('Juniper Lodge')];
    const { id, version } = await propose();
    done(await send(house.cast.secondRecordsOfficer, 'approvePurge', { id, version }));
    // A hold under way, not committed: the purge finds it there.
    await house.sql('begin');
    await house.sql(`insert into legal_holds (council_id, id, reference, service_id, reason, since, review_on, set_by, set_at) values ($1, $2, 'HLD-2034-90001', $3, 'x', '2034-06-01', '2034-12-01', $4, '2034-06-01T10:00:00Z')`, [house.councilId, newId(), first.serviceId, house.cast.recordsOfficer.membershipId]);
    // A purge under way, halted on a row somebody has locked: the hold comes while it waits.
    await house.sql('select id from actions where service_id = $1 for update', [second.serviceId]);
    const purging = house.drain();
    await waitingFor(`locktype in ('transactionid', 'tuple')`);
    const setting = hold({ serviceId: second.serviceId });
    await waitingFor(`locktype = 'advisory'`);
    await house.sql('commit');
    await purging;
    done(await setting);
    await house.drain();
    expect(await outcomeOf(id, first.serviceId)).toBe('held');
    expect(await outcomeOf(id, second.serviceId)).toBe('held');
    for (const { serviceId } of [first, second]) expect(JSON.stringify(await house.sql('select what_happened from intelligence where service_id = $1', [serviceId]))).not.toContain(mark);
    expect((await house.sql<{ done_at: string | null }>('select done_at from purges where id = $1', [id]))[0]?.done_at).not.toBeNull();
  });

  it('is the only way content leaves: nobody else may blank a row that is never changed, not even by its setting', async () => {
    const { serviceId } = await closed('Kingcup House');
    const { id } = await propose();
    await expect(house.sql(`update trail set content = null where council_id = $1`, [house.councilId])).rejects.toThrow(/never changed/);
    await expect(house.unit.run(house.cast.recordsOfficer, async () => {
      await house.unit.query(`select set_config('app.purge', $1, true)`, [id]);
      await house.unit.query('update trail set content = null');
    })).rejects.toThrow(/permission denied/);
    await expect(house.unit.run(house.cast.recordsOfficer, () => house.unit.query('select purge_subject($1, $2, $3)', [id, 'service', serviceId]))).rejects.toThrow(/by the system alone/);
    const system = await house.get(SystemActors).of(house.councilId, 'records');
    // Nor may anybody list a row as purged that was not.
    for (const actor of [house.cast.recordsOfficer, system]) {
      await expect(house.unit.run(actor, () => house.unit.query(`insert into blanked_trail (council_id, subject_kind, subject_id, seq) values ($1, 'purge', $2, 1)`, [house.councilId, id]))).rejects.toThrow(/row-level security/);
    }
    await expect(house.unit.run(system, () => house.unit.query('select purge_subject($1, $2, $3)', [id, 'service', serviceId]))).rejects.toThrow(/no second person/);
    await expect(house.unit.run(system, () => house.unit.query('select purge_service($1)', [serviceId]))).rejects.toThrow(/permission denied/);
  });
});
