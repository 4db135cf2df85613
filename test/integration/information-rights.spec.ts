import { createHash } from 'node:crypto';
import type { Actor } from '../../src/platform/access/actor.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { newId } from '../../src/platform/database/ids.js';
import { DocumentsQueries } from '../../src/platform/documents/documents.queries.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';
import { sealedName, seedService, type SeededService } from '../support/seeded-service.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[]; message?: string };

let house: House;
let seeded: SeededService;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
});
afterAll(() => house.close());

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const type = { startGathering: 'RequestStep', startRedaction: 'RequestStep', sendSetToCheck: 'RequestStep', approveDisclosureSet: 'RequestStep', returnDisclosureSet: 'RequestReason', extendInformationRequest: 'RequestReason', withdrawInformationRequest: 'RequestReason' }[mutation] ?? name;
  const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference }
    ... on Refusal { message } ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as unknown as Record<string, Answer>)[mutation] as Answer;
};
const done = (answer: Answer): { id: string; version: number; reference: string } => {
  if (!answer.__typename.endsWith('Payload')) throw new Error(JSON.stringify(answer));
  return answer as never;
};
const unmet = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);

interface Item { id: string; reference: string; recordKind: string; hasWords: boolean; withheldCode: string | null; redactionsTotal: number; sha256: string | null }
interface Request { id: string; version: number; state: string; dueOn: string; stoppedOn: string | null; daysOverdue: number; documentId: string | null; documentSha256: string | null; items: Item[]; providers: { providerId: string; consultedOn: string | null }[]; allowedActions: { event: string; allowed: boolean }[] }
const read = async (id: string, actor = house.cast.recordsOfficer): Promise<Request> => (await house.gql<{ informationRequest: Request }>(actor, `query ($id: ID!) { informationRequest(id: $id) {
  id version state dueOn stoppedOn daysOverdue documentId documentSha256 items { id reference recordKind hasWords withheldCode redactionsTotal sha256 } providers { providerId consultedOn } allowedActions { event allowed } } }`, { id })).data.informationRequest;
const open = (kind: string, receivedOn = '2 11 2026', more: object = {}): Promise<Answer> =>
  send(house.cast.recordsOfficer, 'recordInformationRequest', { kind, receivedOn, requesterReference: 'CRM-1', requesterName: 'CANARY-REQUESTER', asked: 'CANARY-ASKED everything.', ...more });
const records = async (id: string, actor = house.cast.recordsOfficer): Promise<{ recordId: string; reference: string; begins: string | null; caveat: string | null; kindWords: string }[]> =>
  (await house.gql<{ disclosableRecords: { rows: never[] } }>(actor, 'query ($id: ID!, $s: [ID!]!) { disclosableRecords(id: $id, serviceIds: $s) { rows { recordId reference begins caveat kindWords } } }', { id, s: [seeded.serviceId] })).data.disclosableRecords?.rows ?? [];

/** A request with every record of the seeded service in its set, ready for redaction. */
const gathered = async (kind = 'foi'): Promise<Request> => {
  const { id } = done(await open(kind));
  done(await send(house.cast.recordsOfficer, 'startGathering', { id, version: 1 }));
  done(await send(house.cast.recordsOfficer, 'chooseRecords', { id, version: 2, recordIds: (await records(id)).map(({ recordId }) => recordId) }));
  return read(id);
};
const redacting = async (): Promise<Request> => {
  const { id, version } = await gathered();
  done(await send(house.cast.recordsOfficer, 'startRedaction', { id, version }));
  return read(id);
};
const consulted = async (request: Request): Promise<Request> => {
  let { version } = request;
  for (const { providerId } of request.providers) {
    ({ version } = done(await send(house.cast.recordsOfficer, 'recordProviderConsultation', { id: request.id, version, providerId, consultedOn: '3 11 2026', note: 'It has no objection.' })));
  }
  return read(request.id);
};
const toCheck = async (request: Request): Promise<Request> => {
  const ready = await consulted(request);
  done(await send(house.cast.recordsOfficer, 'sendSetToCheck', { id: ready.id, version: ready.version }));
  return read(ready.id);
};

const download = async (actor: Actor, id: string) => house.app.inject({
  method: 'GET', url: `/records/requests/${id}/set.pdf`, headers: { cookie: `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}` },
});

describe('the clock of a request', () => {
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));

  it('gives FOI 20 working days, subject access a month, and an order the day it sets', async () => {
    expect((await read(done(await open('foi')).id)).dueOn).toBe('2026-11-30');
    expect((await read(done(await open('subjectAccess')).id)).dueOn).toBe('2026-12-02');
    expect((await read(done(await open('other', '2 11 2026', { dueOn: '20 11 2026' })).id)).dueOn).toBe('2026-11-20');
    expect((await open('other')).fields?.[0]?.field).toBe('dueOn');
    expect((await open('foi', '4 11 2026')).fields?.[0]?.field).toBe('receivedOn');
  });

  it('stands while clarification is awaited, marks nothing overdue meanwhile, and goes on with the days it stood', async () => {
    const { recordsOfficer } = house.cast;
    const { id } = done(await open('subjectAccess'));
    done(await send(recordsOfficer, 'askRequester', { id, version: 1, awaited: 'clarification', question: 'Which home?' }));
    expect(await read(id)).toMatchObject({ state: 'clarificationAwaited', stoppedOn: '2026-11-03' });
    house.clock.set('2026-12-20T10:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    expect(await read(id)).toMatchObject({ daysOverdue: 0, state: 'clarificationAwaited' });
    done(await send(recordsOfficer, 'recordRequesterAnswer', { id, version: 2, answeredOn: '13 11 2026' }));
    // 2 December and 10 days: a Saturday, so the Monday.
    expect(await read(id)).toMatchObject({ state: 'gathering', dueOn: '2026-12-14', stoppedOn: null, daysOverdue: 6 });
    await house.get(DeadlineSweeper).sweep();
    const [row] = await house.sql<{ overdue: boolean }>(`select (context ->> 'overdue')::boolean as overdue from workflows where id = $1`, [id]);
    expect(row?.overdue).toBe(true);
  });

  it('gives a complex subject access request two months more, once, and FOI none', async () => {
    const { recordsOfficer } = house.cast;
    const { id } = done(await open('subjectAccess'));
    done(await send(recordsOfficer, 'extendInformationRequest', { id, version: 1, reason: 'Four homes.' }));
    expect((await read(id)).dueOn).toBe('2027-02-02');
    expect(unmet(await send(recordsOfficer, 'extendInformationRequest', { id, version: 2, reason: 'More.' }))).toContain('isNotExtended');
    const foi = done(await open('foi'));
    expect(unmet(await send(recordsOfficer, 'extendInformationRequest', { id: foi.id, version: 1, reason: 'More.' }))).toContain('isSubjectAccess');
  });
});

describe('the disclosure set (case 12)', () => {
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));

  it('R25 offers every kind of record of the service, and who told us in none', async () => {
    const { id } = done(await open('foi'));
    const found = await records(id);
    expect(new Set(found.map(({ kindWords }) => kindWords))).toEqual(new Set(['Intelligence record', 'Risk assessment', 'Recommendation', 'Decision', 'Restriction on placements', 'Representation', 'Letter', 'Action', 'Meeting', 'Item of an agenda', 'Count of people']));
    expect(JSON.stringify(found)).not.toContain(sealedName);
    expect(await records(id, house.cast.auditor).catch(() => [])).toEqual([]);
  });

  it('copies words as they are now with their hash, and proposes protected records whole', async () => {
    const request = await gathered();
    expect(request.items.length).toBeGreaterThan(8);
    const [row] = await house.sql<{ text: string; sha256: Buffer }>('select text, sha256 from disclosure_items where id = $1', [request.items.find(({ recordKind }) => recordKind === 'risk')?.id]);
    expect(createHash('sha256').update(row?.text ?? '').digest()).toEqual(row?.sha256);
    await house.sql(`update intelligence set what_happened = 'Changed since.' where service_id = $1 and caveat = 'none' and closed_at is not null`, [seeded.serviceId]);
    expect(JSON.stringify(await house.sql('select text from disclosure_items where request_id = $1', [request.id]))).not.toContain('Changed since.');
    const [kept] = await house.sql<{ reference: string }>(`select reference from intelligence where service_id = $1 and caveat = 'sourceProtected'`, [seeded.serviceId]);
    expect(request.items.find(({ reference }) => reference === kept?.reference)).toMatchObject({ withheldCode: 'source' });
  });

  it('a record under a kept caveat comes without words and stays withheld', async () => {
    const id = newId();
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, caveat_review_on, disclosure, recorded_by, recorded_at)
      values ($1, $2, 'INT-2026-88888', $3, 'cqcUnpublished', 'medicines', 'P3', 'CANARY-KEPT', '2026-10-01', '2026-10-01T10:00:00Z', 'cqcPrePublication', '2027-01-01', 'no', $4, '2026-10-01T10:00:00Z')`,
    [house.councilId, id, seeded.serviceId, house.cast.cqcInspector.membershipId]);
    const request = await redacting();
    const item = request.items.find(({ reference }) => reference === 'INT-2026-88888');
    expect(item).toMatchObject({ hasWords: false, withheldCode: 'lawEnforcement' });
    expect((await send(house.cast.recordsOfficer, 'withholdRecord', { id: request.id, version: request.version, itemId: item?.id, code: null })).__typename).toBe('InvalidInput');
    expect(JSON.stringify(await house.sql('select * from disclosure_items where request_id = $1', [request.id]))).not.toContain('CANARY-KEPT');
    await house.sql('delete from disclosure_items where record_id = $1', [id]);
    await house.sql('delete from intelligence where id = $1', [id]);
  });

  it('proposes names it knows, redacts sentences, words and every occurrence, and what is covered is in no byte, preview or log', async () => {
    const { recordsOfficer, secondRecordsOfficer } = house.cast;
    await house.sql(`update intelligence set what_happened = 'Priya Nair rang. The nurse CANARY-SECRET said so. CANARY-SENTENCE is here.' where service_id = $1 and caveat = 'none' and closed_at is null`, [seeded.serviceId]);
    await house.sql(`update actions set evidence = 'Ask canary-secret again.' where service_id = $1`, [seeded.serviceId]);
    let request = await redacting();
    const [open_] = await house.sql<{ reference: string }>(`select reference from intelligence where service_id = $1 and caveat = 'none' and closed_at is null`, [seeded.serviceId]);
    const item = request.items.find(({ reference }) => reference === open_?.reference);
    expect(item?.redactionsTotal).toBe(1);
    const view = (await house.gql<{ disclosureItem: { sentences: { number: number; text: string }[]; redactions: { covers: string; automatic: boolean }[] } }>(recordsOfficer, 'query ($id: ID!) { disclosureItem(id: $id) { sentences { number text } redactions { covers automatic } } }', { id: item?.id })).data.disclosureItem;
    expect(view.redactions).toEqual([{ covers: 'Priya Nair', automatic: true }]);
    const sentence = view.sentences.find(({ text }) => text.includes('CANARY-SENTENCE'))?.number;
    let { version } = request;
    const redact = async (more: object): Promise<Answer> => send(recordsOfficer, 'redactWords', { id: request.id, version, itemId: item?.id, everywhere: false, code: 'thirdParty', ...more });
    expect((await redact({ words: 'stands nowhere' })).fields?.[0]?.field).toBe('words');
    ({ version } = done(await redact({ sentences: [sentence], code: 'lawEnforcement' })));
    ({ version } = done(await redact({ words: 'CANARY-SECRET', everywhere: true })));
    request = await toCheck(await read(request.id));
    done(await send(secondRecordsOfficer, 'approveDisclosureSet', { id: request.id, version: request.version }));
    const approved = await read(request.id);
    const file = await download(recordsOfficer, request.id);
    const printed = pdfText(file.rawPayload);
    expect(printed).toContain('Withheld s40');
    expect(printed).toContain('Withheld s31');
    expect(printed).toContain('Nights are short of staff');
    const { data } = await house.gql(recordsOfficer, 'query ($id: ID!) { disclosurePreview(id: $id) { items { reference paragraphs { pieces { text bar } } } } exemptionLog(id: $id) { rows { reference what label words approvedBy } } }', { id: request.id });
    const [stored] = await house.sql<{ merge_data: object; bytes: Buffer }>('select merge_data, bytes from documents where id = $1', [approved.documentId]);
    const trail = await house.sql('select content from trail');
    for (const text of [printed, JSON.stringify(data), JSON.stringify(stored?.merge_data), stored?.bytes.toString('latin1') ?? '', JSON.stringify(trail)]) expect(text).not.toMatch(/CANARY-SE|Priya Nair|CANARY-REQUESTER|CANARY-ASKED|Canary Whistle/i);
    expect(JSON.stringify(data)).toContain('Samir Chowdhury');
    expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(approved.documentSha256);
    // Kept byte for byte, and read by the records office alone.
    expect((await download(house.cast.chair, request.id)).statusCode).toBe(404);
    expect(await house.get(DocumentsQueries).file(house.cast.chair, approved.documentId ?? '')).toBeNull();
    done(await send(recordsOfficer, 'releaseDisclosureSet', { id: request.id, version: approved.version, releasedOn: '3 11 2026', method: 'Secure mail' }));
    expect(await read(request.id)).toMatchObject({ state: 'released' });
  });

  it('of a record that is withheld whole nothing is released but how many there are, and not even that where its existence would tell who told us (FOIA s31(3), s40(5B), s41(2)); the council’s own log names each', async () => {
    const { recordsOfficer, secondRecordsOfficer } = house.cast;
    const redaction = await redacting();
    const [first, ...rest] = redaction.items.filter(({ recordKind }) => recordKind === 'decision' || recordKind === 'risk');
    let { version } = redaction;
    ({ version } = done(await send(recordsOfficer, 'withholdRecord', { id: redaction.id, version, itemId: first?.id, code: 'privilege' })));
    for (const { id: itemId } of rest.slice(0, 1)) ({ version } = done(await send(recordsOfficer, 'withholdRecord', { id: redaction.id, version, itemId, code: 'commercial' })));
    const request = await toCheck(await read(redaction.id));
    done(await send(secondRecordsOfficer, 'approveDisclosureSet', { id: request.id, version: request.version }));
    const approved = await read(request.id);
    const whole = approved.items.filter(({ withheldCode }) => withheldCode !== null);
    const silent = whole.filter(({ withheldCode }) => withheldCode === 'source');
    expect(silent.length).toBeGreaterThan(0);
    const { data } = await house.gql<{ disclosurePreview: { items: { position: number; reference: string }[]; withheldWhole: { count: number; label: string }[]; unmentioned: number; closing: string }; exemptionLog: { rows: { reference: string }[] } }>(
      recordsOfficer, 'query ($id: ID!) { disclosurePreview(id: $id) { items { position reference } withheldWhole { count label } unmentioned closing } exemptionLog(id: $id) { rows { reference } } }', { id: request.id });
    const { items, withheldWhole, unmentioned, closing } = data.disclosurePreview;
    expect(withheldWhole.toSorted((one, other) => one.label.localeCompare(other.label))).toEqual([{ count: 1, label: 's42' }, { count: 1, label: 's43' }]);
    expect(unmentioned).toBe(silent.length);
    // No number is missing from those that are given.
    expect(items.map(({ position }) => position)).toEqual(items.map((_, at) => at + 1));
    expect(items).toHaveLength(approved.items.length - whole.length);
    const [stored] = await house.sql<{ merge_data: object }>('select merge_data from documents where id = $1', [approved.documentId]);
    const printed = pdfText((await download(recordsOfficer, request.id)).rawPayload);
    for (const { reference } of whole.filter(({ recordKind }) => recordKind !== 'risk')) {
      for (const text of [printed, JSON.stringify(stored?.merge_data), JSON.stringify(items)]) expect(text).not.toContain(reference);
      expect(data.exemptionLog.rows.map((row) => row.reference)).toContain(reference);
    }
    expect(printed.replaceAll(/\s+/g, '')).not.toContain('s41:');
    expect(printed.replaceAll(/\s+/g, ' ')).toContain(closing.split('\n')[0]?.slice(0, 60));
    // It is said whether or not anything is left out.
    expect(closing).toMatch(/neither that we hold nor that we do not hold[^]*Information Commissioner/);
  });

  it('waits until the provider it is about was consulted', async () => {
    const request = await redacting();
    expect(unmet(await send(house.cast.recordsOfficer, 'sendSetToCheck', { id: request.id, version: request.version }))).toEqual(['hasConsultedProviders']);
    const ready = await consulted(request);
    expect((await send(house.cast.recordsOfficer, 'sendSetToCheck', { id: ready.id, version: ready.version })).__typename).toBe('SendSetToCheckPayload');
  });

  it('nobody approves or returns what they proposed; a second person may return it with a reason, or approve it', async () => {
    const { recordsOfficer, secondRecordsOfficer, safeguardingLead, chair } = house.cast;
    const { id, version } = await toCheck(await redacting());
    expect(unmet(await send(recordsOfficer, 'approveDisclosureSet', { id, version }))).toContain('isSecondPerson');
    expect(unmet(await send(recordsOfficer, 'returnDisclosureSet', { id, version, reason: 'No.' }))).toContain('isSecondPerson');
    expect((await send(chair, 'approveDisclosureSet', { id, version })).__typename).toBe('NotPermitted');
    done(await send(safeguardingLead, 'returnDisclosureSet', { id, version, reason: 'The address is still there.' }));
    expect((await read(id)).state).toBe('redaction');
    const again = await read(id);
    done(await send(secondRecordsOfficer, 'sendSetToCheck', { id, version: again.version }));
    const sent = await read(id);
    expect(unmet(await send(secondRecordsOfficer, 'approveDisclosureSet', { id, version: sent.version }))).toContain('isSecondPerson');
    expect((await send(safeguardingLead, 'approveDisclosureSet', { id, version: sent.version })).__typename).toBe('ApproveDisclosureSetPayload');
  });

  it('of two who change a set at once one wins and the other is told', async () => {
    const { recordsOfficer, secondRecordsOfficer } = house.cast;
    const { id, version, items: [item] } = await redacting();
    const answers = await Promise.all([recordsOfficer, secondRecordsOfficer].map((actor) => send(actor, 'withholdRecord', { id, version, itemId: item?.id, code: 'privilege' })));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['StaleVersion', 'WithholdRecordPayload']);
  });

  it('is seen by the records office alone, and the records officer sees nothing else of the panel', async () => {
    const { id } = await gathered();
    for (const actor of [house.cast.icbNurse, house.cast.chair, house.cast.provider, house.cast.administrator]) {
      expect((await house.gql(actor, 'query ($id: ID!) { informationRequest(id: $id) { id } }', { id })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
      const [seen] = await house.unit.run(actor, () => house.unit.query<{ n: number }>(`select (select count(*) from workflows where machine = 'informationRequest')::int + (select count(*) from transitions where machine = 'informationRequest')::int
        + (select count(*) from deadlines where kind = 'requestDue')::int + (select count(*) from disclosure_items)::int as n`));
      expect([actor.role, seen?.n]).toEqual([actor.role, 0]);
    }
    const [own] = await house.unit.run(house.cast.recordsOfficer, () => house.unit.query<{ n: number }>('select (select count(*) from intelligence)::int + (select count(*) from decisions)::int + (select count(*) from sealed_sources)::int as n'));
    expect(own?.n).toBe(0);
    expect((await read(id, house.cast.auditor)).items.length).toBeGreaterThan(8);
    expect((await send(house.cast.auditor, 'startRedaction', { id, version: 3 })).__typename).toBe('NotPermitted');
  });
});
