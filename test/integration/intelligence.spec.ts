import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Refused = { __typename: string; code?: string; message?: string; fields?: { field: string; message: string }[]; unmet?: { requirement: string }[]; changedBy?: string };
type Answer = Refused & { id: string; version: number; reference: string | null };
type Given = Record<string, unknown>;

const answer = `__typename ... on Refusal { code message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { requirement sentence } } ... on StaleVersion { changedBy }`;
const mutation = (name: string): string => {
  const type = name[0]?.toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Payload { id version reference } ${answer} } }`;
};
const recordQuery = `query ($id: ID!) { intelligenceRecord(id: $id) { id version state reference severity caveat whatHappened assessment needsAction dispositionWords categoryWords agencyName
  recordedBy sealedSource respondBy triageBy triageOverdue nature reliability corroboration disclosureReviewOn duplicateOf { reference } duplicates { reference } steps { event toState by } allowedActions { event allowed unmet { requirement sentence } } } }`;
const logQuery = 'query ($search: String, $severity: String, $state: String, $sort: String, $page: Int) { intelligenceLog(search: $search, severity: $severity, state: $state, sort: $sort, page: $page) { total page rows { id reference severity serviceName } } }';
const sourceQuery = 'query ($id: ID!) { sealedSource(intelligenceId: $id) { identity protect } }';

describe('intelligence', () => {
  let house: House;
  let fern: TestService;
  let contributor: Actor;
  beforeAll(async () => {
    house = await openHouse();
    fern = await house.service({ name: 'Fern House' });
    const membershipId = newId();
    await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, job_title, valid_from) values ($1, $2, $3, $4, 'contributor', 'Payments Officer', '2026-01-01')`,
      [house.councilId, membershipId, house.cast.brokerage.personId, house.cast.brokerage.agencyId]);
    contributor = { ...house.cast.brokerage, membershipId, role: 'contributor', jobTitle: 'Payments Officer' };
  });
  afterAll(() => house.close());

  const send = async (actor: Actor, name: string, input: Given): Promise<Answer> => {
    const result = await house.gql<Record<string, Answer>>(actor, mutation(name), { input: { idempotencyKey: newId(), ...input } });
    const found = result.data?.[name];
    if (found === undefined) throw new Error(JSON.stringify(result.errors));
    return found;
  };
  const facts = (more: Given = {}): Given => ({
    serviceId: fern.serviceId, sourceType: 'icbQualityNurse', whatHappened: 'Two people had not been turned for hours.', happenedOn: '2 11 2026',
    category: 'pressureDamage', severity: 'P2', disclosure: 'yes', ...more,
  });
  const add = (more: Given = {}, actor: Actor = house.cast.icbNurse): Promise<Answer> => send(actor, 'recordIntelligence', facts(more));
  const logged = async (more: Given = {}): Promise<Answer> => {
    const added = await add(more);
    await house.drain();
    return { ...added, version: 2 };
  };
  const triage = (at: { id: string; version: number }, more: Given = {}, actor: Actor = house.cast.qaOfficer): Promise<Answer> =>
    send(actor, 'triageIntelligence', { id: at.id, version: at.version, severity: 'P2', caveat: 'none', lawfulBasis: 'Public task', note: 'A second record this month.', allocatedTo: house.cast.qaOfficer.membershipId, ...more });
  const assess = (at: { id: string; version: number }, needsAction = true, actor: Actor = house.cast.qaOfficer): Promise<Answer> =>
    send(actor, 'assessIntelligence', { id: at.id, version: at.version, assessment: 'Seen first hand.', needsAction });
  const dispose = (at: { id: string; version: number }, more: Given): Promise<Answer> =>
    send(house.cast.qaOfficer, 'disposeIntelligence', { id: at.id, version: at.version, reason: 'As assessed.', ...more });
  const assessed = async (needsAction = true, more: Given = {}): Promise<Answer> => assess(await triage(await logged(more)), needsAction);
  const read = async (id: string, actor: Actor = house.cast.chair) => {
    const result = await house.gql<{ intelligenceRecord: Given & { state: string; version: number; sealedSource: boolean; steps: { event: string; by: string }[]; allowedActions: { event: string; allowed: boolean; unmet: { requirement: string }[] }[] } }>(actor, recordQuery, { id });
    if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
    return result.data.intelligenceRecord;
  };
  const count = async (table: string): Promise<number> => Number((await house.sql<{ count: string }>(`select count(*) from ${table}`))[0]?.count);
  const mails = (subject: string) => house.sql<{ subject: string; body: string; calendar: string | null; to_name: string }>('select subject, body, calendar, to_name from mail_messages where subject = $1 order by to_name', [subject]);

  it('takes a record from a partner, gives it a reference and acknowledges it by mail without a word of what it says', async () => {
    const added = await add();
    expect(added).toMatchObject({ __typename: 'RecordIntelligencePayload', version: 1, reference: expect.stringMatching(/^INT-2026-\d{5}$/) });
    await house.drain();
    expect(await read(added.id)).toMatchObject({ state: 'logged', categoryWords: 'Pressure damage', agencyName: 'Example icb', recordedBy: 'Grace Okafor, ICB Quality Nurse' });
    const [mail] = await mails(`Intelligence received: ${added.reference}`);
    expect(mail?.to_name).toBe('Grace Okafor');
    expect(mail?.body).toContain(`http://localhost:3000/intelligence/${added.id}`);
    expect(givenAway(mail as never, ['Fern House', 'Fernbank', 'turned', 'P2', 'pressure'])).toEqual([]);
  });

  it('tells the duty officers of P1 at once, each once, also when triage raises it', async () => {
    const added = await logged({ severity: 'P1' });
    const told = await mails(`Urgent intelligence: ${added.reference}`);
    expect(told.map(({ to_name }) => to_name)).toEqual(['Helen Marsh', 'Priya Nair']);
    expect(told.flatMap((mail) => givenAway(mail, ['Fern House', 'Fernbank', 'turned']))).toEqual([]);
    const raised = await logged({ severity: 'P3' });
    await triage(raised, { severity: 'P1' });
    expect(await mails(`Urgent intelligence: ${raised.reference}`)).toHaveLength(2);
    await triage(added, { severity: 'P1' });
    expect(await mails(`Urgent intelligence: ${added.reference}`)).toHaveLength(2);
  });

  it('goes from log to closed by an officer, each step with who took it, and answers the recorder', async () => {
    const ready = await assessed();
    expect(await read(ready.id)).toMatchObject({ state: 'assessed', needsAction: true, respondBy: null });
    const done = await dispose(ready, { disposition: 'responsiveVisit' });
    const closed = await send(house.cast.qaOfficer, 'closeIntelligence', { id: ready.id, version: done.version, outcome: 'Visited that night; turning charts are kept now.' });
    const record = await read(ready.id);
    expect(record).toMatchObject({ state: 'closed', version: closed.version, dispositionWords: 'Responsive visit' });
    expect(record.steps.map(({ event, by }) => `${event} ${by}`)).toEqual([
      'START Grace Okafor, ICB Quality Nurse', 'LOG Automatic', 'TRIAGE Priya Nair, Quality Assurance Officer', 'ALLOCATE Priya Nair, Quality Assurance Officer',
      'ASSESS Priya Nair, Quality Assurance Officer', 'TAKE_ACTION Priya Nair, Quality Assurance Officer', 'CLOSE Priya Nair, Quality Assurance Officer',
    ]);
    expect(await mails(`Intelligence answered: ${closed.reference}`)).toEqual([expect.objectContaining({ to_name: 'Grace Okafor' })]);
  });

  it('asks for an answer by the severity triaged, counted in working days from when it was received (4.4)', async () => {
    const p3 = await logged({ severity: 'P3' });
    await triage(p3, { severity: 'P3' });
    expect((await read(p3.id))['respondBy']).toBe('2026-11-10');
    const p4 = await logged({ severity: 'P4' });
    await triage(p4, { severity: 'P4' });
    expect((await read(p4.id))['respondBy']).toBeNull();
  });

  it.each([
    ['P1', '2026-11-03T11:00:00'], ['P2', '2026-11-04T10:00:00'], ['P3', '2026-11-10T23:59:59'], ['P4', '2026-11-10T23:59:59'],
  ])('asks for the triage of %s by its own time from receipt (4.4)', async (severity, due) => {
    const { id } = await logged({ severity });
    expect(await read(id)).toMatchObject({ triageBy: expect.stringContaining(due) as string, triageOverdue: false });
    expect(await triage({ id, version: 2 }, { severity })).toMatchObject({ __typename: 'TriageIntelligencePayload' });
    expect(await read(id)).toMatchObject({ triageBy: null, triageOverdue: false });
    const [deadline] = await house.sql(`select withdrawn_at is not null as withdrawn, fired_at from deadlines where workflow_id = $1 and kind = 'triage'`, [id]);
    expect(deadline).toEqual({ withdrawn: true, fired_at: null });
  });

  it('says that P1 waits for triage longer than an hour: in the log, on the first screen, and to the duty officers once (4.4)', async () => {
    const waiting = await logged({ severity: 'P1' });
    const retracted = await logged({ severity: 'P4' });
    house.clock.set('2026-11-03T11:00:01Z');
    await house.get(DeadlineSweeper).sweep();
    await house.get(DeadlineSweeper).sweep();
    await house.drain();
    const told = await mails(`Intelligence waiting for triage: ${waiting.reference}`);
    expect(told.map(({ to_name }) => to_name)).toEqual(['Helen Marsh', 'Priya Nair']);
    expect(told.flatMap((mail) => givenAway(mail, ['Fern House', 'Fernbank', 'turned', 'P1']))).toEqual([]);
    expect(await mails(`Intelligence waiting for triage: ${retracted.reference}`)).toEqual([]);
    const log = await house.gql<{ intelligenceLog: { rows: { id: string; triageOverdue: boolean }[] } }>(house.cast.qaOfficer, 'query ($severity: String) { intelligenceLog(severity: $severity) { rows { id triageOverdue } } }', { severity: 'P1' });
    expect(log.data.intelligenceLog.rows.find((row) => row.id === waiting.id)?.triageOverdue).toBe(true);
    type Home = { home: { toTriage: { id: string; triageOverdue: boolean }[] } };
    const first = (await house.gql<Home>(house.cast.qaOfficer, '{ home { toTriage { id triageBy triageOverdue } } }')).data.home.toTriage;
    expect(first.find((row) => row.id === waiting.id)?.triageOverdue).toBe(true);
    expect(first.find((row) => row.id === retracted.id)?.triageOverdue).toBe(false);
    const record = await read(waiting.id);
    expect(record.triageOverdue).toBe(true);
    await triage({ id: waiting.id, version: record.version }, { severity: 'P1' });
    expect(await read(waiting.id)).toMatchObject({ triageBy: null, triageOverdue: false });
    house.clock.set('2026-11-03T10:00:00Z');
  });

  it('keeps how well we know it, as far as it is said, and refuses what is on no list (4.2)', async () => {
    const full = await add({ nature: 'thirdHand', reliability: 'B', corroboration: 'partly' });
    expect(await read(full.id)).toMatchObject({ nature: 'thirdHand', reliability: 'B', corroboration: 'partly' });
    const short = await add({ nature: '' });
    expect(await read(short.id)).toMatchObject({ nature: null, reliability: null, corroboration: null, disclosureReviewOn: null });
    expect((await add({ nature: 'rumour', reliability: 'Z', corroboration: 'maybe' })).fields?.map(({ field }) => field)).toEqual(['nature', 'reliability', 'corroboration']);
  });

  it('keeps from the provider only with a reason and a day on which that is looked at again (4.2, R28)', async () => {
    expect((await add({ disclosure: 'no', disclosureReason: 'The police ask for it.' })).fields).toEqual([expect.objectContaining({ field: 'disclosureReviewOn' })]);
    expect((await add({ disclosure: 'no', disclosureReason: 'The police ask for it.', disclosureReviewOn: '3 11 2026' })).fields).toEqual([expect.objectContaining({ field: 'disclosureReviewOn' })]);
    const kept = await add({ disclosure: 'no', disclosureReason: 'The police ask for it.', disclosureReviewOn: '1 12 2026' });
    expect(await read(kept.id)).toMatchObject({ disclosureReviewOn: '2026-12-01' });
  });

  it('lists every missing requirement instead of "not allowed"', async () => {
    const ready = await assessed(true);
    const refused = await dispose(ready, { disposition: 'noted' });
    expect(refused).toMatchObject({ __typename: 'TransitionRefused', unmet: [{ requirement: 'needsNoAction' }] });
    const mine = await read(ready.id, house.cast.qaOfficer);
    expect(mine.allowedActions.find(({ event }) => event === 'TAKE_NO_FURTHER_ACTION')).toMatchObject({ allowed: false, unmet: [{ requirement: 'needsNoAction' }] });
    // Whoever recorded it may say who sees it, and nothing else.
    expect((await read(ready.id, house.cast.icbNurse)).allowedActions.map(({ event }) => event)).toEqual(['SET_CAVEAT']);
    expect((await read(ready.id, house.cast.socialWorker)).allowedActions).toEqual([]);
    const other = await triage(await logged());
    expect(await assess(other, true, house.cast.safeguardingLead)).toMatchObject({ __typename: 'TransitionRefused', unmet: [{ requirement: 'isAssessedByItsOfficer' }] });
    expect(await triage(await logged(), { allocatedTo: house.cast.icbNurse.membershipId })).toMatchObject({ unmet: [{ requirement: 'hasCouncilOfficer' }] });
  });

  it('R26 links a duplicate to the record it repeats, and never to itself', async () => {
    const first = await logged();
    const second = await logged();
    const self = await dispose(second, { disposition: 'duplicate', duplicateOf: second.reference });
    expect(self).toMatchObject({ __typename: 'TransitionRefused', unmet: [{ requirement: 'hasOriginal' }] });
    expect(await dispose(second, { disposition: 'duplicate', duplicateOf: 'INT-1999-00001' })).toMatchObject({ fields: [{ field: 'duplicateOf' }] });
    expect(await dispose(second, { disposition: 'duplicate' })).toMatchObject({ fields: [{ field: 'duplicateOf' }] });
    expect(await dispose(second, { disposition: 'duplicate', duplicateOf: first.reference?.toLowerCase() })).toMatchObject({ __typename: 'DisposeIntelligencePayload' });
    expect(await read(second.id)).toMatchObject({ state: 'noFurtherAction', duplicateOf: { reference: first.reference } });
    expect(await read(first.id)).toMatchObject({ duplicates: [{ reference: second.reference }] });
  });

  it('R26 links no record to one that is itself a duplicate, also when both are disposed at once', async () => {
    const duplicate = (of: Answer, original: Answer) => dispose(of, { disposition: 'duplicate', duplicateOf: original.reference });
    const [first, second, third] = [await assessed(false), await assessed(false), await assessed(false)];
    expect(await duplicate(first, second)).toMatchObject({ __typename: 'DisposeIntelligencePayload' });
    for (const other of [second, third]) {
      expect(await duplicate(other, first)).toMatchObject({ fields: [{ field: 'duplicateOf', message: `${first.reference} is itself a duplicate: link to the record it repeats, ${second.reference}` }] });
    }
    const [one, two] = [await assessed(false), await assessed(false)];
    const both = await Promise.all([duplicate(one, two), duplicate(two, one)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['DisposeIntelligencePayload', 'InvalidInput']);
  });

  it('comes from an agency of this council: a partner’s own, or any that an officer names', async () => {
    const { icbNurse, cqcInspector, qaOfficer, chair } = house.cast;
    const refused = { fields: [{ field: 'sourceAgencyId' }] };
    const agencyOf = async ({ id }: Answer) => (await house.sql('select source_agency_id as id from intelligence where id = $1', [id]))[0]?.['id'];
    expect(await agencyOf(await add())).toBe(icbNurse.agencyId);
    expect(await agencyOf(await add({ sourceAgencyId: icbNurse.agencyId }))).toBe(icbNurse.agencyId);
    expect(await agencyOf(await add({ sourceAgencyId: icbNurse.agencyId }, qaOfficer))).toBe(icbNurse.agencyId);
    expect(await add({ sourceAgencyId: chair.agencyId })).toMatchObject(refused);
    expect(await add({ sourceAgencyId: icbNurse.agencyId }, cqcInspector)).toMatchObject(refused);
    expect(await add({ sourceAgencyId: chair.agencyId }, cqcInspector)).toMatchObject(refused);
    const stranger = await house.neighbour();
    expect(await add({ sourceAgencyId: stranger.agencyId }, qaOfficer)).toMatchObject(refused);
    const form = async (actor: Actor) => (await house.gql<{ intelligenceForm: { agencies: { id: string }[] } }>(actor, '{ intelligenceForm { agencies { id } } }')).data.intelligenceForm.agencies.map(({ id }) => id);
    expect(await form(icbNurse)).toEqual([icbNurse.agencyId]);
    expect(await form(qaOfficer)).toEqual(expect.arrayContaining([icbNurse.agencyId, chair.agencyId, cqcInspector.agencyId]));
    expect(await form(qaOfficer)).not.toContain(stranger.agencyId);
    await house.sql(`update memberships set valid_to = '2026-11-01' where id = $1`, [icbNurse.membershipId]);
    expect(await add({ sourceAgencyId: icbNurse.agencyId }, qaOfficer)).toMatchObject(refused);
    await house.sql('update memberships set valid_to = null where id = $1', [icbNurse.membershipId]);
  });

  it('keeps what went to the panel open until the panel has taken its item', async () => {
    const sent = await dispose(await assessed(), { disposition: 'toPanel' });
    const outcome = { id: sent.id, version: sent.version, outcome: 'Discussed.' };
    expect(await send(house.cast.qaOfficer, 'closeIntelligence', outcome)).toMatchObject({ unmet: [{ requirement: 'isTakenByPanel' }] });
    const { IntelligenceService } = await import('../../src/domain/intelligence/intelligence.service.js');
    await house.unit.run(house.cast.chair, () => house.get(IntelligenceService).takenByPanel(fern.serviceId));
    expect(await send(house.cast.qaOfficer, 'closeIntelligence', outcome)).toMatchObject({ __typename: 'CloseIntelligencePayload' });
  });

  it('keeps an earlier assessment when it is assessed again', async () => {
    const first = await assessed();
    const again = await send(house.cast.qaOfficer, 'allocateIntelligence', { id: first.id, version: first.version, allocatedTo: house.cast.safeguardingLead.membershipId });
    await assess(again, false, house.cast.safeguardingLead);
    expect((await read(first.id))['assessment']).toBe('Seen first hand.\n\nAssessed again on 3 November 2026:\nSeen first hand.');
  });

  describe('who told us', () => {
    const canary = 'Zebedee Quagmire, night carer, 07700 900123';

    it('R25 is written down nowhere in clear: no table, trail, read, job, mail, log, search or answer has it', async () => {
      const added = await add({ toldBy: canary, protect: true, whatHappened: 'Night staff sleep.' });
      // Also when the same form is refused, stale and repeated.
      await add({ toldBy: canary, severity: 'P9' });
      await house.drain();
      expect(await triage({ id: added.id, version: 2 })).toMatchObject({ fields: [{ field: 'caveat' }] });
      await dispose(await assess(await triage({ id: added.id, version: 2 }, { caveat: 'sourceProtected' }), false), { disposition: 'noted' });
      const tables = await house.sql<{ table: string }>(
        `select quote_ident(table_schema) || '.' || quote_ident(table_name) as table from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`);
      const holding: string[] = [];
      for (const { table } of tables) {
        const [found] = await house.sql<{ hits: string }>(`select count(*) as hits from ${table} t where t::text ilike '%Quagmire%' or t::text like '%07700 900123%'`);
        if (Number(found?.hits) > 0) holding.push(table);
      }
      // Not there either: it is sealed (sealed-sources.spec.ts).
      expect(holding).toEqual([]);
      for (const actor of [house.cast.chair, house.cast.qaOfficer, house.cast.icbNurse, house.cast.auditor]) {
        const { data } = await house.gql<{ intelligenceLog: { total: number } }>(actor, logQuery, { search: 'Quagmire' });
        expect(data.intelligenceLog.total).toBe(0);
        expect(JSON.stringify(await read(added.id, actor))).not.toContain('Quagmire');
      }
      expect(await read(added.id)).toMatchObject({ caveat: 'sourceProtected', sealedSource: false });
    });

    it('R25 is read by the safeguarding lead and whoever wrote it down alone, and each reading is recorded', async () => {
      const added = await add({ toldBy: canary });
      const sourceFor = async (actor: Actor) => (await house.gql<{ sealedSource: { identity: string } | null }>(actor, sourceQuery, { id: added.id })).data?.sealedSource ?? null;
      expect(await sourceFor(house.cast.safeguardingLead)).toEqual({ identity: canary, protect: false });
      expect(await sourceFor(house.cast.icbNurse)).toEqual({ identity: canary, protect: false });
      for (const actor of [house.cast.chair, house.cast.qaOfficer, house.cast.socialWorker, house.cast.assistantDirector, house.cast.provider]) expect(await sourceFor(actor)).toBeNull();
      const reads = await house.sql<{ membership_id: string }>(`select membership_id from reads where operation = 'sealedSource' and subject_id = $1 order by recorded_at, id`, [added.id]);
      expect(reads.map(({ membership_id }) => membership_id)).toEqual(expect.arrayContaining([house.cast.safeguardingLead.membershipId, house.cast.icbNurse.membershipId, house.cast.chair.membershipId]));
    });

    it('R25 stays out of the errors a caller gets', async () => {
      const result = await house.gql(house.cast.icbNurse, mutation('recordIntelligence'), { input: { idempotencyKey: newId(), ...facts({ toldBy: `${canary}\u0000`, happenedOn: 'never' }) } });
      expect(JSON.stringify(result)).not.toContain('Quagmire');
      expect(JSON.stringify(result)).toContain('Remove the control characters from who told you');
    });
  });

  describe('who may', () => {
    it('shows a provider nothing, neither row nor field', async () => {
      const own = await add({ serviceId: house.providersService.serviceId });
      for (const [document, variables] of [[recordQuery, { id: own.id }], [logQuery, {}], [sourceQuery, { id: own.id }]] as const) {
        const refused = await house.gql(house.cast.provider, document, variables);
        expect(refused.errors?.[0]?.extensions?.['code']).toBe('NOT_PERMITTED');
      }
      expect(await send(house.cast.provider, 'recordIntelligence', facts())).toMatchObject({ __typename: 'NotPermitted' });
      const rows = await house.unit.run(house.cast.provider, () => house.unit.query('select from intelligence'));
      expect(rows).toEqual([]);
    });

    it('lets a contributor add and see their own alone', async () => {
      await add();
      const added = await add({ toldBy: 'A supplier' }, contributor);
      await house.drain();
      expect(added).toMatchObject({ __typename: 'RecordIntelligencePayload' });
      const { data } = await house.gql<{ intelligenceLog: { total: number; rows: { id: string }[] } }>(contributor, logQuery);
      expect(data.intelligenceLog.rows.map(({ id }) => id)).toEqual([added.id]);
      expect(await read(added.id, contributor)).toMatchObject({ state: 'logged', sealedSource: true, allowedActions: [] });
      expect(await triage({ id: added.id, version: 2 }, {}, contributor)).toMatchObject({ __typename: 'NotPermitted' });
    });

    it('knows no record of another council: not found', async () => {
      const added = await logged();
      const stranger = await house.neighbour();
      expect(await read(added.id, stranger)).toBeNull();
      expect(await triage(added, {}, stranger)).toMatchObject({ __typename: 'NotFound' });
      expect(await add({ serviceId: fern.serviceId }, stranger)).toMatchObject({ fields: [{ field: 'serviceId', message: 'Choose a service of the list' }] });
      await expect(read('nonsense')).rejects.toThrow('id is not an id');
    });
  });

  describe('two at once', () => {
    it('a form sent twice makes one record and gives one answer; with other contents it is refused', async () => {
      const before = await count('intelligence');
      const idempotencyKey = newId();
      const answers = await Promise.all([add({ idempotencyKey }), add({ idempotencyKey }), add({ idempotencyKey })]);
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(await count('intelligence')).toBe(before + 1);
      expect(await add({ idempotencyKey, severity: 'P1' })).toMatchObject({ __typename: 'KeyReused' });
    });

    it('of two triages one wins and the other learns who was first', async () => {
      const record = await logged();
      const answers = await Promise.all([triage(record), triage(record, {}, house.cast.safeguardingLead)]);
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['StaleVersion', 'TriageIntelligencePayload']);
      expect((await read(record.id)).state).toBe('allocated');
      expect(await triage(record)).toMatchObject({ __typename: 'StaleVersion', changedBy: expect.any(String) });
    });
  });

  describe('bad input', () => {
    const nothingChanged = async (work: () => Promise<unknown>): Promise<void> => {
      const before = [await count('intelligence'), await count('sealed_sources'), await count('workflows')];
      await work();
      expect([await count('intelligence'), await count('sealed_sources'), await count('workflows')]).toEqual(before);
    };

    it('names every problem at once, in the words of its field', async () => {
      await nothingChanged(async () => {
        const refused = await send(house.cast.icbNurse, 'recordIntelligence', { sourceType: '', whatHappened: ' ', happenedOn: '31 2 2026', category: '', severity: '', disclosure: 'no', peopleAffected: 'many' });
        expect(refused.fields?.map(({ field }) => field).sort()).toEqual(['category', 'disclosureReason', 'disclosureReviewOn', 'happenedOn', 'peopleAffected', 'serviceId', 'severity', 'sourceType', 'whatHappened']);
        expect(refused.fields?.find(({ field }) => field === 'happenedOn')?.message).toBe('Enter the date it happened, for example 17 5 2026');
      });
    });

    it('asks for the service and for the reason a provider may not be told', async () => {
      const refused = await add({ serviceId: null, disclosure: 'summaryOnly' });
      expect(refused.fields).toEqual([
        { field: 'serviceId', message: 'Choose the service, or say which it is if it is not listed' },
        { field: 'disclosureReason', message: 'Enter why the provider may not be told everything' },
      ]);
    });

    it.each([
      ['a date in the future', { happenedOn: '4/11/2026' }, 'The date it happened must be today or in the past'],
      ['2 MB of text', { whatHappened: 'x'.repeat(2_000_000) }, 'Shorten what happened to 20,000 characters or fewer'],
      ['control characters', { whatHappened: 'a\u0007b' }, 'Remove the control characters from what happened: type it rather than paste it'],
      ['a source that is none', { sourceType: 'gossip' }, 'Choose where it comes from'],
      ['a service that is none', { serviceId: newId() }, 'Choose a service of the list'],
      ['an id that is none', { serviceId: 'fern' }, 'Choose the service'],
    ])('refuses %s in words', async (_, more, message) => {
      await nothingChanged(async () => expect(await add(more)).toMatchObject({ __typename: 'InvalidInput', fields: [{ message }] }));
    });

    it.each(['<b>bold</b><script>alert(1)</script>', '#eval("1")', '=HYPERLINK("http://example.org","x")', 'A\r\nBcc: eve@example.org', '\u202Egnitset', "'; drop table intelligence; --"])(
      'keeps %j as typed', async (typed) => {
        const added = await add({ whatHappened: typed });
        expect((await read(added.id))['whatHappened']).toBe(typed.replaceAll('\r\n', '\n'));
      });

    it('takes a page of -1 as the first, and % in a search as a character', async () => {
      const { data } = await house.gql<{ intelligenceLog: { page: number } }>(house.cast.chair, logQuery, { page: -1 });
      expect(data.intelligenceLog.page).toBe(1);
      expect((await house.gql<{ intelligenceLog: { total: number } }>(house.cast.chair, logQuery, { search: '100%' })).data.intelligenceLog.total).toBe(0);
    });
  });

  it('sorts the log by severity and narrows it', async () => {
    const { data } = await house.gql<{ intelligenceLog: { rows: { severity: string; serviceName: string }[] } }>(house.cast.chair, logQuery, { sort: 'severity', search: 'fern' });
    const found = data.intelligenceLog.rows.map(({ severity }) => severity);
    expect(found).toEqual([...found].sort());
    expect(new Set(data.intelligenceLog.rows.map(({ serviceName }) => serviceName))).toEqual(new Set(['Fern House']));
  });

  it('makes a record of a rating that fell, once, as the import', async () => {
    const ids = { locationId: fern.locationId, serviceId: fern.serviceId, from: 'good', to: 'inadequate', publishedOn: '2026-10-20', originKey: `rating-fell:1-1:2026-10-20` };
    for (let times = 0; times < 2; times += 1) await house.unit.run(house.cast.coordinator, () => house.get(Jobs).publish('ratingFell', ids));
    await house.drain();
    const rows = await house.sql<{ id: string; what_happened: string; severity: string }>('select id, what_happened, severity from intelligence where origin_key = $1', [ids.originKey]);
    expect(rows).toEqual([expect.objectContaining({ severity: 'P2', what_happened: 'The CQC rating fell from Good to Inadequate. CQC published it on 20 October 2026.' })]);
    expect(await read(rows[0]?.id ?? '')).toMatchObject({ state: 'logged', recordedBy: 'Automatic', agencyName: 'Example cqc', categoryWords: 'Fall of a CQC rating' });
  });
});
