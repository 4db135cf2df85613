import { createHash } from 'node:crypto';
import { type NewRecommendation, RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };
type Outcome = { id: string; version: number };
interface Item {
  id: string;
  position: number;
  form: string;
  title: string | null;
  words: string | null;
  ground: string | null;
  record: { reference: string | null; reason: string | null; note: string | null } | null;
}
interface Pack {
  id: string;
  version: number;
  number: number | null;
  state: string;
  servedOn: string | null;
  windowEndsOn: string | null;
  notExtendedReason: string | null;
  items: Item[];
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { message }
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = (answer: Answer): Outcome => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0 };
};
const recommend = (service: TestService, changes: Partial<NewRecommendation> = {}): Promise<Outcome> =>
  house.unit.run(house.cast.chair, () =>
    house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D03', text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two visits.' }], proposal: {},
      differingViews: null, quorum: { quorate: true, forSanction: false, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, ...changes,
    }));
const tell = async (service: TestService, recommendationId?: string): Promise<Outcome> =>
  done(await send(house.cast.qaOfficer, 'tellProvider', { serviceId: service.serviceId, recommendationId: recommendationId ?? (await recommend(service)).id, toldOn: '10 11 2026', toldTime: '09:00', how: 'By telephone' }));
const intelligence = async (serviceId: string, changes: Record<string, unknown> = {}): Promise<{ id: string; reference: string }> => {
  const answer = await send(house.cast.qaOfficer, 'recordIntelligence', {
    serviceId, sourceType: 'visitingProfessional', whatHappened: 'On Tuesday night one nurse was alone with thirty people until six in the morning.', happenedOn: '3 11 2026', category: 'staffing', severity: 'P3', disclosure: 'yes', ...changes,
  });
  return { id: done(answer).id, reference: answer.reference ?? '' };
};
const file = async (recordId: string, changes: Record<string, unknown> = {}): Promise<string> => {
  const id = newId();
  const bytes = Buffer.from('%PDF-1.7 the rota as it was');
  const row = {
    council_id: house.councilId, id, reference: `EVI-${id.slice(-8)}`, record_kind: 'intelligence', record_id: recordId, name: 'rota.pdf', kind: 'pdf', received_bytes: bytes.length, received_sha256: bytes,
    kept_sha256: createHash('sha256').update(bytes).digest(), audience: 'members', caveat: 'none', scan: 'clean', state: 'released', uploaded_by: house.cast.qaOfficer.membershipId, uploaded_at: '2026-11-05T10:00:00Z', ...changes,
  };
  await house.sql(`insert into evidence_files (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row));
  await house.sql('insert into evidence_bytes (council_id, evidence_id, bytes) values ($1, $2, $3)', [house.councilId, id, bytes]);
  return id;
};
const prepare = async (representation: Outcome): Promise<Outcome> => done(await send(house.cast.qaOfficer, 'prepareDisclosure', { representationId: representation.id }));
const add = (pack: Outcome, item: object): Promise<Answer> => send(house.cast.qaOfficer, 'addToDisclosure', { ...pack, ...item });
const added = async (pack: Outcome, item: object): Promise<Outcome> => done(await add(pack, item));
const serve = (pack: Outcome, changes: object = {}): Promise<Answer> =>
  send(house.cast.coordinator, 'serveDisclosure', { ...pack, servedOn: '10 11 2026', servedTime: '9:30', how: 'By email to the manager', ...changes });
const withheld = { form: 'withheld', reason: 'police', note: 'A statement the police took.' };
const packOf = async (actor: Actor, id: string): Promise<Pack | null> => {
  const { data } = await house.gql<{ disclosurePack: Pack | null }>(
    actor,
    'query ($id: ID!) { disclosurePack(id: $id) { id version number state servedOn windowEndsOn notExtendedReason items { id position form title words ground record { reference reason note } } } }',
    { id },
  );
  return data.disclosurePack;
};
const windowOf = async (id: string): Promise<{ ends: string; state: string } | undefined> =>
  (await house.sql<{ ends: string; state: string }>('select r.window_ends_on::text as ends, w.state from representations r join workflows w on w.id = r.id where r.id = $1', [id]))[0];

describe('R04 what is disclosed before a provider answers (Davis v West Sussex)', () => {
  it('is listed with what is given and what is withheld and why; the provider reads it once it is served, never why exactly or of which record', async () => {
    const { provider, qaOfficer, icbNurse } = house.cast;
    const window = await tell(house.providersService);
    const record = await intelligence(house.providersService.serviceId);
    let pack = await prepare(window);
    pack = await added(pack, { disclosedRecordId: record.id, form: 'whole', title: 'Night of 3 November 2026' });
    pack = await added(pack, { disclosedRecordId: await file(record.id), form: 'file', title: 'The rota' });
    pack = await added(pack, withheld);
    expect(await packOf(provider, pack.id)).toBeNull();
    expect(await packOf(icbNurse, pack.id)).toBeNull();
    pack = done(await serve(pack));
    await house.drain();
    const [mail] = await house.sql<{ reference: string; to: string; body: string; document_id: string | null }>(
      `select p.reference, e.to_membership_id as to, e.body, e.document_id from mail_messages e join disclosure_packs p on e.subject = 'Papers for you to read before you answer: reference ' || p.reference where p.id = $1`, [pack.id]);
    expect(mail).toMatchObject({ to: provider.membershipId, document_id: null, body: expect.stringContaining(`/disclosures/${pack.id}`) as string });
    expect(mail?.body).not.toMatch(/night|rota|nurse|Rowan|INT-|EVI-/i);
    const seen = await packOf(provider, pack.id);
    expect(seen).toMatchObject({
      number: 1, state: 'served', servedOn: '2026-11-10', windowEndsOn: '2026-11-17', items: [
        { position: 1, form: 'whole', title: 'Night of 3 November 2026', words: 'On Tuesday night one nurse was alone with thirty people until six in the morning.', ground: null, record: null },
        { position: 2, form: 'file', title: 'The rota', words: null, record: null },
        { position: 3, form: 'withheld', title: null, words: null, ground: 'confidence', record: null },
      ],
    });
    expect(JSON.stringify(seen)).not.toMatch(/police|INT-|EVI-/);
    expect((await packOf(qaOfficer, pack.id))?.items.map(({ record: of }) => of)).toEqual([
      { reference: record.reference, reason: null, note: null }, { reference: expect.stringContaining('EVI-') as string, reason: null, note: null }, { reference: null, reason: 'police', note: 'A statement the police took.' },
    ]);
    const { data } = await house.gql<{ myRepresentations: { id: string; packs: { id: string; number: number }[] }[] }>(provider, '{ myRepresentations { id packs { id number } } }');
    expect(data.myRepresentations.find(({ id }) => id === window.id)?.packs).toEqual([{ id: pack.id, number: 1 }]);
  });

  it('R25 a record that must not reach the provider cannot be put in; a sealed source is told in other words or not at all', async () => {
    const service = await house.service();
    const pack = await prepare(await tell(service));
    const kept = await intelligence(service.serviceId, { whatHappened: 'The police look at money that went missing from the office safe in October.', disclosure: 'no', disclosureReason: 'The police ask', disclosureReviewOn: '1 12 2026' });
    const protectedOne = await intelligence(service.serviceId, { caveat: 'sourceProtected', whatHappened: 'A carer said that the rota is written afterwards by the deputy manager every month.' });
    const sealed = await intelligence(service.serviceId);
    await house.sql('update intelligence set source_sealed = true where id = $1', [sealed.id]);
    for (const record of [kept, protectedOne]) {
      for (const form of ['whole', 'summary']) {
        expect((await add(pack, { disclosedRecordId: record.id, form, title: 'A record', words: 'Something.' })).fields).toEqual([{ field: 'form', message: `${record.reference} must not reach the provider: choose “Withheld”, and why` }]);
      }
      expect((await add(pack, { disclosedRecordId: await file(record.id), form: 'file', title: 'A file' })).fields).toEqual([{ field: 'form', message: expect.stringContaining('must not reach the provider') as string }]);
    }
    expect((await add(pack, { disclosedRecordId: sealed.id, form: 'whole', title: 'The night' })).fields?.[0]?.message).toContain('may be told in other words alone');
    expect((await add(pack, { disclosedRecordId: sealed.id, form: 'summary', title: 'The night', words: 'We heard one nurse was alone with thirty people until six.' })).fields).toEqual([
      { field: 'words', message: `Write it in other words: this names or repeats ${sealed.reference}` },
    ]);
    const leaking = await add(pack, { form: 'summary', title: `About ${kept.reference}`, words: 'It is said that money that went missing from the office safe in October is looked at.' });
    expect(leaking.fields?.map(({ field }) => field)).toEqual(['title', 'words']);
    await added(pack, { disclosedRecordId: sealed.id, form: 'summary', title: 'Staff at night', words: 'There were too few nurses at night.' });
  });

  it('R25 what was listed and is kept since refuses its service, by its number', async () => {
    const service = await house.service();
    const record = await intelligence(service.serviceId);
    const pack = await added(await prepare(await tell(service)), { disclosedRecordId: record.id, form: 'whole', title: 'The night' });
    await house.sql(`update intelligence set disclosure = 'no' where id = $1`, [record.id]);
    expect((await serve(pack)).unmet).toEqual([{ requirement: 'givesNothingKept', sentence: `Take out what must not reach the provider, and list it as withheld with why: item 1, ${record.reference}.` }]);
  });

  it('says every field at fault at once', async () => {
    const pack = await prepare(await tell(await house.service()));
    expect((await add(pack, { form: 'withheld' })).fields?.map(({ field }) => field)).toEqual(['reason', 'note']);
    expect((await add(pack, { form: 'summary' })).fields?.map(({ field }) => field)).toEqual(['title', 'words']);
    expect((await add(pack, { form: 'file', title: 'x' })).fields?.map(({ field }) => field)).toEqual(['disclosedRecordId']);
    expect((await serve(pack, { servedOn: '', servedTime: '25:00', how: '' })).fields?.map(({ field }) => field)).toEqual(['servedOn', 'servedTime', 'how']);
    expect((await serve(pack, { servedOn: '11 11 2026' })).fields).toEqual([{ field: 'servedOn', message: 'Enter a time that has passed: record it once it is given' }]);
    expect((await serve(pack)).unmet?.map(({ requirement }) => requirement)).toEqual(['hasItems']);
  });

  it('R32 the days to answer are counted from its service; of the first that cannot be refused', async () => {
    const window = await tell(await house.service());
    house.clock.set('2026-11-16T18:00:00Z');
    const pack = await added(await prepare(window), withheld);
    expect((await serve(pack, { servedOn: '16 11 2026', servedTime: '17:30', notExtendedReason: 'There is time enough.' })).unmet?.map(({ requirement }) => requirement)).toEqual(['countsFromFirst']);
    done(await serve(pack, { servedOn: '16 11 2026', servedTime: '17:30' }));
    expect(await windowOf(window.id)).toEqual({ ends: '2026-11-24', state: 'windowOpen' });
    expect(await house.sql(`select due_on::text from deadlines where workflow_id = $1 and kind = 'representationWindow' and withdrawn_at is null and fired_at is null`, [window.id])).toEqual([{ due_on: '2026-11-24' }]);
  });

  it('what comes later is a numbered supplement: it gives more time, or refuses it in words that the provider reads', async () => {
    const { provider } = house.cast;
    const window = await tell(house.providersService);
    done(await serve(await added(await prepare(window), withheld)));
    house.clock.set('2026-11-13T10:00:00Z');
    const second = done(await serve(await added(await prepare(window), withheld), { servedOn: '13 11 2026' }));
    expect(await windowOf(window.id)).toMatchObject({ ends: '2026-11-20' });
    const third = done(await serve(await added(await prepare(window), withheld), { servedOn: '13 11 2026', notExtendedReason: 'It is one page of a rota you wrote.' }));
    expect(await windowOf(window.id)).toMatchObject({ ends: '2026-11-20' });
    expect(await packOf(provider, second.id)).toMatchObject({ number: 2, windowEndsOn: '2026-11-20' });
    expect(await packOf(provider, third.id)).toMatchObject({ number: 3, windowEndsOn: null, notExtendedReason: 'It is one page of a rota you wrote.' });
  });

  it('once served nothing of it is added, changed or taken out, also not past the service', async () => {
    const window = await tell(await house.service());
    const prepared = await added(await prepare(window), withheld);
    const served = done(await serve(prepared));
    const item = (await packOf(house.cast.qaOfficer, served.id))?.items[0];
    for (const [mutation, more] of [['addToDisclosure', withheld], ['takeFromDisclosure', { disclosedItemId: item?.id }], ['dropDisclosure', { reason: 'No.' }]] as const) {
      expect((await send(house.cast.qaOfficer, mutation, { ...served, ...more })).__typename).toBe('TransitionRefused');
    }
    for (const statement of [
      `update disclosure_packs set served_how = 'x' where id = $1`, `update disclosed_items set ground = 'aboutOthers' where pack_id = $1`, `update disclosed_records set note = 'x' where pack_id = $1`,
      'delete from disclosed_records where pack_id = $1',
      `insert into disclosed_items (council_id, id, pack_id, position, form, title, words, sha256) select council_id, gen_random_uuid(), id, 9, 'whole', 'x', 'x', 'x' from disclosure_packs where id = $1`,
    ]) {
      await expect(house.sql(statement, [served.id])).rejects.toThrow('what was disclosed is never changed');
    }
  });

  it('is prepared one at a time, by those who may, of two at once by one', async () => {
    const window = await tell(await house.service());
    const both = await Promise.all([house.cast.qaOfficer, house.cast.coordinator].map((actor) => send(actor, 'prepareDisclosure', { representationId: window.id })));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'PrepareDisclosurePayload']);
    const pack = done(both.find(({ id }) => id !== undefined) as Answer);
    const items = await Promise.all([add(pack, withheld), add(pack, withheld)]);
    expect(items.map(({ __typename }) => __typename).toSorted()).toEqual(['AddToDisclosurePayload', 'StaleVersion']);
    for (const name of ['icbNurse', 'provider', 'auditor'] as const) expect((await send(house.cast[name], 'prepareDisclosure', { representationId: window.id })).__typename).toBe('NotPermitted');
    expect((await send({ ...(await house.neighbour()), role: 'qaOfficer' }, 'prepareDisclosure', { representationId: window.id })).__typename).toBe('NotFound');
  });

  it('one that is not served says why, and another may be prepared', async () => {
    const window = await tell(await house.service());
    const pack = await prepare(window);
    expect((await send(house.cast.qaOfficer, 'dropDisclosure', { ...pack, reason: '' })).fields?.map(({ field }) => field)).toEqual(['reason']);
    done(await send(house.cast.qaOfficer, 'dropDisclosure', { ...pack, reason: 'The report is not ready.' }));
    await prepare(window);
  });
});

describe('R04 a decision', () => {
  const words = {
    reasons: 'Falls.', optionsConsidered: 'A call.', providerPosition: 'It accepts it.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.', frequency: 'A visit a month', reviewOn: '8 12 2026',
  };

  it('waits for a disclosure in preparation, or says in writing why not', async () => {
    const service = await house.service();
    const { id, version } = await recommend(service);
    const pack = await prepare(await tell(service, id));
    house.clock.set('2026-11-18T10:00:00Z');
    await house.drain();
    const decision = { id, version, ...words, leadOfficerId: house.cast.qaOfficer.membershipId };
    expect((await send(house.cast.headOfService, 'decideEnhancedMonitoring', decision)).unmet?.map(({ requirement }) => requirement)).toEqual(['hasHeardProvider']);
    done(await send(house.cast.qaOfficer, 'dropDisclosure', { ...pack, reason: 'There is nothing to disclose.' }));
    done(await send(house.cast.headOfService, 'decideEnhancedMonitoring', decision));
  });
});

describe('R07 a restriction', () => {
  it('is disclosed with the pack to the chance to answer that it opened', async () => {
    const service = await house.service();
    const { id, version } = await recommend(service, { code: 'D08', quorum: { quorate: true, forSanction: true, words: 'Quorate.' } });
    const risk = done(await send(house.cast.qaOfficer, 'recordRiskAssessment', { serviceId: service.serviceId, assessedOn: '9 11 2026', likelihood: '4', impact: '4', text: 'Nights are not covered.' }));
    const words = { reasons: 'Falls.', optionsConsidered: 'A cap.', providerPosition: 'Not heard yet.', effectOnPeople: 'Nobody moves.', proportionality: 'Less would not do.', equalityNote: 'Older people.' };
    done(await send(house.cast.assistantDirector, 'decideRestriction', {
      id, version, ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: risk.id, liftConditions: 'A visit.', exceptions: 'The Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', toldHow: 'By telephone', notHeardReason: 'People may be harmed meanwhile.',
    }));
    const [window] = await house.sql<Outcome>('select r.id, w.version from representations r join workflows w on w.id = r.id where r.service_id = $1', [service.serviceId]);
    if (window === undefined) throw new Error('A precaution invites the provider to answer.');
    done(await serve(await added(await prepare(window), { disclosedRecordId: risk.id, form: 'whole', title: 'The risk assessment' })));
    expect(await house.sql('select d.disclosed_on::text, d.disclosed from restriction_disclosures d join restrictions r on r.id = d.restriction_id where r.service_id = $1', [service.serviceId])).toEqual([
      { disclosed_on: '2026-11-10', disclosed: expect.stringContaining('The risk assessment') as string },
    ]);
  });
});

describe('what was disclosed to a provider', () => {
  it('R34 is in reach of a request for information and of a legal hold, as the provider has it', async () => {
    const { recordsOfficer } = house.cast;
    const service = await house.service();
    const served = await serve(await added(await added(await prepare(await tell(service)), { form: 'summary', title: 'Staff at night', words: 'There were too few nurses at night.' }), withheld));
    const request = done(await send(recordsOfficer, 'recordInformationRequest', { kind: 'foi', receivedOn: '9 11 2026', requesterReference: 'CRM-1', requesterName: 'Somebody', asked: 'Everything.' }));
    const { data } = await house.gql<{ disclosableRecords: { rows: { reference: string; kindWords: string; begins: string }[] } }>(
      recordsOfficer, 'query ($id: ID!, $s: [ID!]!) { disclosableRecords(id: $id, serviceIds: $s) { rows { reference kindWords begins } } }', { id: request.id, s: [service.serviceId] },
    );
    const found = data.disclosableRecords.rows.find(({ reference }) => reference === served.reference);
    expect(found).toMatchObject({ kindWords: 'Disclosure to a provider' });
    expect(found?.begins).not.toContain('police');
    done(await send(recordsOfficer, 'setLegalHold', { recordReference: served.reference, reason: 'An inquest is open.', reviewOn: '1 12 2034' }));
  });
});
