import { CaveatsService } from '../../src/domain/intelligence/caveats.service.js';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { SystemActors } from '../../src/platform/access/system-actors.js';
import { newId } from '../../src/platform/database/ids.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Given = Record<string, unknown>;
type Answer = { __typename: string; id: string; version: number; reference: string | null; code?: string; message?: string; fields?: { field: string; message: string }[]; unmet?: { requirement: string }[] };
const answer = `__typename ... on Refusal { code message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { requirement sentence } }`;
const mutation = (name: string, reference = ' reference'): string => {
  const type = name[0]?.toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Payload { id version${reference} } ${answer} } }`;
};
const recordQuery = `query ($id: ID!) { intelligenceRecord(id: $id) { id version caveat whatHappened caveatReviewOn publicationSeenOn caveatChanges { answer words reason correction reviewOn by } readers { id name } allowedActions { event } } }`;

let house: House;
let place: TestService;
beforeAll(async () => {
  house = await openHouse();
  place = await house.service({ name: 'Alder Grange' });
});
afterAll(() => house.close());

const send = async (actor: Actor, name: string, input: Given): Promise<Answer> => {
  const { data, errors } = await house.gql<Record<string, Answer>>(actor, mutation(name), { input: { idempotencyKey: newId(), ...input } });
  if (data?.[name] === undefined) throw new Error(JSON.stringify(errors));
  return data[name];
};
const add = async (actor: Actor, more: Given = {}): Promise<Answer> => {
  const added = await send(actor, 'recordIntelligence', {
    serviceId: place.serviceId, sourceType: 'police', whatHappened: 'CANARY-CAVEAT was told.', happenedOn: '2 11 2026', category: 'staffing', severity: 'P2', disclosure: 'yes', ...more,
  });
  await house.drain();
  return added;
};
type Found = Given & { version: number; caveat: string; caveatChanges: Given[]; readers: { id: string }[]; allowedActions: { event: string }[] };
const read = async (actor: Actor, id: string): Promise<Found | null> => (await house.gql<{ intelligenceRecord: Found | null }>(actor, recordQuery, { id })).data.intelligenceRecord;
const readers = async (id: string): Promise<string[]> => {
  const found: string[] = [];
  for (const name of Object.keys(house.cast) as (keyof House['cast'])[]) if ((await house.gql<{ intelligenceRecord: Given | null } | null>(house.cast[name], recordQuery, { id })).data?.intelligenceRecord) found.push(name);
  return found.sort();
};
const mails = (start: string) => house.sql<{ to_name: string; subject: string; body: string }>(`select to_name, subject, body from mail_messages where subject like $1 || '%' order by to_name`, [start]);
const everybody = ['assistantDirector', 'auditor', 'chair', 'coordinator', 'cqcInspector', 'dass', 'headOfService', 'icbNurse', 'qaOfficer', 'safeguardingLead', 'socialWorker'];

describe('caveats that keep a record from members of the panel (domain.md 4.3)', () => {
  it.each([
    ['none', everybody],
    ['notToProvider', everybody],
    ['cqcPrePublication', ['auditor', 'chair', 'cqcInspector', 'qaOfficer', 'safeguardingLead']],
    ['healthConfidential', ['auditor', 'chair', 'icbNurse', 'qaOfficer', 'safeguardingLead']],
    ['legalPrivilege', ['assistantDirector', 'auditor', 'chair', 'dass', 'headOfService', 'qaOfficer']],
    ['namedPeople', ['auditor', 'dass', 'qaOfficer']],
  ])('%s is read by those it names and whoever recorded it, here the QA officer', async (caveat, expected) => {
    const { id } = await add(house.cast.qaOfficer, { caveat, caveatReviewOn: '1/12/2026', namedReaders: caveat === 'namedPeople' ? [house.cast.dass.membershipId] : [] });
    expect(await readers(id)).toEqual(expected);
  });

  it('follows into the service page, the log, the list, the chronology and the first screen', async () => {
    const { id, reference } = await add(house.cast.qaOfficer, { caveat: 'namedPeople', severity: 'P1' });
    const document = `query ($id: ID!) {
      service(id: $id) { openIntelligenceTotal openIntelligence { id whatHappened } sinceLastPanel { agencies { records { id } } } clocks { path } }
      intelligenceLog(serviceId: $id) { rows { id reference } }
      services { rows { id openIntelligence } }
      chronology(serviceId: $id, first: 200) { lines { id words detail path } }
      home { urgentIntelligence { id } toTriage { id } deadlines { path } } }`;
    const seenBy = async (actor: Actor) => JSON.stringify((await house.gql(actor, document, { id: place.serviceId })).data);
    expect(await seenBy(house.cast.qaOfficer)).toContain(id);
    for (const actor of [house.cast.chair, house.cast.safeguardingLead, house.cast.icbNurse, house.cast.coordinator]) {
      const seen = await seenBy(actor);
      expect(seen).not.toContain(id);
      expect(seen).not.toContain(reference ?? '?');
    }
    const total = async (actor: Actor): Promise<number> => (await house.gql<{ service: { openIntelligenceTotal: number } }>(actor, 'query ($id: ID!) { service(id: $id) { openIntelligenceTotal } }', { id: place.serviceId })).data.service.openIntelligenceTotal;
    expect(await total(house.cast.auditor)).toBeGreaterThan(await total(house.cast.coordinator));
    // The duty officers of P1 are told where they can read it: of them only whoever is named. No name of a service in either.
    expect(await mails(`Urgent intelligence: ${reference}`)).toEqual([]);
  });

  it('is no reason on an agenda, which all members read, also for who builds it and may read the record', async () => {
    const { serviceId } = await house.service({ name: 'Rowan Bank' });
    const { id, reference } = await add(house.cast.qaOfficer, { serviceId, caveat: 'healthConfidential' });
    await house.sql(`update workflows set state = 'toPanel' where id = $1`, [id]);
    await send(house.cast.coordinator, 'scheduleMeeting', {
      startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [],
    });
    const agenda = async (): Promise<string> => JSON.stringify((await house.gql(house.cast.chair, '{ home { panel { agenda { serviceId reasons { words } } } } }')).data);
    expect(await agenda()).not.toContain(serviceId);
    await house.sql(`update intelligence set caveat = 'none' where id = $1`, [id]);
    expect(await agenda()).toContain(serviceId);
    expect(await agenda()).toContain(reference ?? '?');
  });

  it('tells of an urgent record only officers who can open it', async () => {
    const { reference } = await add(house.cast.qaOfficer, { caveat: 'legalPrivilege', severity: 'P1' });
    expect((await mails(`Urgent intelligence: ${reference}`)).map(({ to_name }) => to_name)).toEqual(['Joan Prentice', 'Martin Cole', 'Ruth Adeyemi', 'Sarah Whitlock']);
  });

  it('counts in a report whoever produces it: a figure is of every record, its rows say reference and severity alone', async () => {
    const { reference } = await add(house.cast.qaOfficer, { caveat: 'namedPeople' });
    const produced = await send(house.cast.coordinator, 'produceReport', { quarterStart: '2026-10-01' });
    expect(produced.__typename).toBe('ProduceReportPayload');
    const rows = JSON.stringify((await house.gql(house.cast.boardReader, 'query ($id: ID!) { reportFigure(id: $id, figure: "intelligence.all.received") { rows { reference words } } }', { id: produced.id })).data);
    expect(rows).toContain(reference ?? '?');
    expect(rows).not.toMatch(/CANARY|Staffing|namedPeople/);
  });

  it('asks for what each needs: a review date before publication, an officer among named people', async () => {
    expect(await add(house.cast.cqcInspector, { caveat: 'cqcPrePublication' })).toMatchObject({ fields: [{ field: 'caveatReviewOn' }] });
    expect(await add(house.cast.icbNurse, { caveat: 'namedPeople', namedReaders: [house.cast.socialWorker.membershipId] })).toMatchObject({ fields: [{ field: 'namedReaders' }] });
    expect(await add(house.cast.icbNurse, { caveat: 'namedPeople', namedReaders: [house.cast.provider.membershipId, house.cast.qaOfficer.membershipId] })).toMatchObject({ fields: [{ field: 'namedReaders' }] });
    expect(await add(house.cast.icbNurse, { caveat: 'namedPeople', namedReaders: [house.cast.qaOfficer.membershipId] })).toMatchObject({ __typename: 'RecordIntelligencePayload' });
  });
});

describe('changing who may read a record', () => {
  it('is an act with a reason and its history; whoever narrows it stays a reader', async () => {
    const { id } = await add(house.cast.icbNurse);
    const facts = { id, version: 2, caveat: 'legalPrivilege', reason: 'Counsel has advised on it.' };
    expect(await send(house.cast.qaOfficer, 'changeCaveat', { ...facts, reason: '' })).toMatchObject({ fields: [{ field: 'reason' }] });
    expect(await send(house.cast.socialWorker, 'changeCaveat', facts)).toMatchObject({ code: 'NOT_PERMITTED', message: expect.stringContaining('whoever recorded it') });
    expect(await send(house.cast.brokerage, 'changeCaveat', facts)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await send(house.cast.qaOfficer, 'changeCaveat', { ...facts, version: 1 })).toMatchObject({ code: 'STALE_VERSION' });
    expect(await send(house.cast.qaOfficer, 'changeCaveat', facts)).toMatchObject({ version: 3 });
    expect(await readers(id)).toEqual(['assistantDirector', 'auditor', 'chair', 'dass', 'headOfService', 'icbNurse', 'qaOfficer']);
    expect((await read(house.cast.chair, id))?.caveatChanges).toEqual([{ answer: 'changed', words: 'Legal privilege', reason: 'Counsel has advised on it.', correction: null, reviewOn: null, by: 'Priya Nair, Quality Assurance Officer' }]);
    const trail = JSON.stringify(await house.sql(`select content from trail where subject_id = $1 and action = 'caveatChanged'`, [id]));
    expect(trail).toContain('legalPrivilege');
    expect(trail).not.toContain('Counsel');
    // The privilege is the council's: Legal alone widens it.
    for (const actor of [house.cast.chair, house.cast.icbNurse]) expect(await send(actor, 'changeCaveat', { id, version: 3, caveat: 'none', reason: 'No longer.' })).toMatchObject({ code: 'NOT_PERMITTED', message: expect.stringContaining('Legal') });
  });

  it('does not happen in passing: triage keeps a narrow caveat and gives none', async () => {
    const { id } = await add(house.cast.icbNurse);
    const triage = { id, version: 2, severity: 'P2', lawfulBasis: 'Public task', note: 'Why.', allocatedTo: house.cast.qaOfficer.membershipId };
    expect(await send(house.cast.qaOfficer, 'triageIntelligence', { ...triage, caveat: 'namedPeople' })).toMatchObject({ fields: [{ field: 'caveat', message: expect.stringContaining('its own page') }] });
    expect(await send(house.cast.qaOfficer, 'triageIntelligence', { ...triage, caveat: 'commercial' })).toMatchObject({ __typename: 'TriageIntelligencePayload' });
  });

  it('of two at once one wins and the other is told to look again', async () => {
    const { id } = await add(house.cast.icbNurse);
    const both = await Promise.all([house.cast.qaOfficer, house.cast.safeguardingLead].map((actor) => send(actor, 'changeCaveat', { id, version: 2, caveat: 'healthConfidential', reason: 'A diagnosis.' })));
    expect(both.map(({ code }) => code ?? 'done').sort()).toEqual(['STALE_VERSION', 'done'].sort());
    expect(await house.sql('select from caveat_changes where intelligence_id = $1', [id])).toHaveLength(1);
  });

  it('people are named and their names taken away, by who may; naming gives no panel', async () => {
    const { id } = await add(house.cast.icbNurse, { caveat: 'namedPeople', namedReaders: [house.cast.qaOfficer.membershipId] });
    expect(await send(house.cast.chair, 'nameRecordReader', { id, membershipId: house.cast.chair.membershipId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await send(house.cast.icbNurse, 'nameRecordReader', { id, membershipId: house.cast.boardReader.membershipId })).toMatchObject({ fields: [{ field: 'membershipId' }] });
    expect(await send(house.cast.icbNurse, 'nameRecordReader', { id, membershipId: house.cast.socialWorker.membershipId })).toMatchObject({ id });
    expect(await readers(id)).toEqual(['auditor', 'icbNurse', 'qaOfficer', 'socialWorker']);
    expect(await send(house.cast.socialWorker, 'endRecordReader', { id, membershipId: house.cast.qaOfficer.membershipId })).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await send(house.cast.qaOfficer, 'endRecordReader', { id, membershipId: house.cast.socialWorker.membershipId })).toMatchObject({ id });
    expect(await send(house.cast.qaOfficer, 'endRecordReader', { id, membershipId: house.cast.socialWorker.membershipId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await readers(id)).toEqual(['auditor', 'icbNurse', 'qaOfficer']);
  });

  it('R37 a partner who is named still sees only services of their panels', async () => {
    const { id } = await add(house.cast.qaOfficer, { caveat: 'namedPeople', namedReaders: [house.cast.socialWorker.membershipId] });
    await house.sql(`update panel_seats set valid_to = '2026-11-02' where membership_id = $1`, [house.cast.socialWorker.membershipId]);
    expect(await readers(id)).toEqual(['auditor', 'qaOfficer']);
    await house.sql('update panel_seats set valid_to = null where membership_id = $1', [house.cast.socialWorker.membershipId]);
    expect(await readers(id)).toEqual(['auditor', 'qaOfficer', 'socialWorker']);
  });
});

describe('R28 what CQC has not published', () => {
  const unpublished = () => add(house.cast.cqcInspector, { caveat: 'cqcPrePublication', caveatReviewOn: '1/12/2026' });
  const readRegister = async () => {
    const work = await house.get(SystemActors).of(house.councilId, 'import');
    await house.unit.run(work, () => house.get(Jobs).publish('registerRead', {}));
    await house.drain();
  };
  const publish = (on: string) => house.sql(`insert into register_ratings (id, location_id, domain, rating, published_on, recorded_at) values ($1, $2, 'overall', 'inadequate', $3, '2026-11-03T10:00:00Z')`, [newId(), place.locationId, on]);

  it('has a review date, not an expiry: on the day it is asked about and stays as it is', async () => {
    const { id, reference } = await unpublished();
    expect(await read(house.cast.chair, id)).toMatchObject({ caveatReviewOn: '2026-12-01' });
    expect(await house.sql(`select due_on::text from deadlines where workflow_id = $1 and kind = 'caveatReview' and withdrawn_at is null`, [id])).toEqual([{ due_on: '2026-12-01' }]);
    house.clock.set('2026-12-01T09:00:00Z');
    try {
      await house.get(DeadlineSweeper).sweep();
      await house.drain();
    } finally {
      house.clock.set('2026-11-03T10:00:00Z');
    }
    const asked = await mails(`Look again at who may see ${reference}`);
    expect(asked.map(({ to_name }) => to_name)).toEqual(['Alison Webb', 'Helen Marsh']);
    expect(JSON.stringify(asked)).not.toMatch(/Alder|CANARY/);
    expect((await read(house.cast.chair, id))?.caveat).toBe('cqcPrePublication');
    expect(await read(house.cast.coordinator, id)).toBeNull();
  });

  it('asks once when the import sees a publication, and nothing is released by itself', async () => {
    await publish('2026-10-01');
    const { id, reference } = await unpublished();
    await readRegister();
    expect(await mails(`CQC has published: look again at ${reference}`)).toEqual([]);
    await publish('2026-11-20');
    await readRegister();
    await readRegister();
    expect((await mails(`CQC has published: look again at ${reference}`)).map(({ to_name }) => to_name)).toEqual(['Alison Webb', 'Helen Marsh']);
    expect(await read(house.cast.cqcInspector, id)).toMatchObject({ caveat: 'cqcPrePublication', publicationSeenOn: '2026-11-20' });
    expect(await read(house.cast.coordinator, id)).toBeNull();

    // Kept: with a reason and another day.
    expect(await send(house.cast.cqcInspector, 'changeCaveat', { id, version: 2, caveat: 'cqcPrePublication', reason: 'The report leaves this out.' })).toMatchObject({ fields: [{ field: 'reviewOn' }] });
    expect(await send(house.cast.cqcInspector, 'changeCaveat', { id, version: 2, caveat: 'cqcPrePublication', reason: 'The report leaves this out.', reviewOn: '1/2/2027' })).toMatchObject({ version: 3 });
    expect(await house.sql(`select due_on::text from deadlines where workflow_id = $1 and kind = 'caveatReview' and withdrawn_at is null`, [id])).toEqual([{ due_on: '2027-02-01' }]);
    // Released with a correction, by CQC itself; an officer who may not read it may not release it either.
    expect(await send(house.cast.qaOfficer, 'changeCaveat', { id, version: 3, caveat: 'none', reason: 'Published.' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await send(house.cast.cqcInspector, 'changeCaveat', { id, version: 3, caveat: 'none', reason: 'Published.', correction: 'Regulation 17, not 12.' })).toMatchObject({ version: 4 });
    expect((await read(house.cast.coordinator, id))?.caveatChanges.map(({ answer: how }) => how)).toEqual(['corrected', 'kept', 'chosen']);
    expect(await house.sql(`select from deadlines where workflow_id = $1 and kind = 'caveatReview' and withdrawn_at is null`, [id])).toHaveLength(0);
  });

  it('a second run beside it asks nobody twice', async () => {
    const { reference } = await unpublished();
    await publish('2026-11-25');
    const work = await house.get(SystemActors).of(house.councilId, 'import');
    await Promise.all([1, 2].map(() => house.unit.run(work, () => house.get(CaveatsService).askAboutPublished())));
    await house.drain();
    expect(await mails(`CQC has published: look again at ${reference}`)).toHaveLength(2);
  });
});

describe('R37 sharing with a host or placing council', () => {
  let other: string;
  let theirs: Actor;
  beforeAll(async () => {
    const { chair } = house.cast;
    const office = await house.get(SystemActors).of(house.councilId, 'import');
    const made = await house.unit.run(office, async () => {
      const people = house.get(PeopleService);
      const agencyId = await people.addAgency('Placeshire Council', 'otherCouncil', '1974-04-01');
      const personId = await people.addPerson({ name: 'Ian Harte', email: 'ian.harte@example.org' });
      return { agencyId, personId, membershipId: await people.addMembership({ personId, agencyId, role: 'placingCouncil', seat: null, jobTitle: 'Commissioning Officer' }) };
    });
    other = made.agencyId;
    theirs = { ...chair, ...made, personName: 'Ian Harte', role: 'placingCouncil', seat: null, jobTitle: 'Commissioning Officer', grade: 0, delegatedDecisions: [] };
  });
  const share = async (actor: Actor, name: 'shareService' | 'shareIntelligence' | 'endShare', input: Given): Promise<Answer> => {
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, mutation(name, ''), { input: { idempotencyKey: newId(), ...input } });
    if (data?.[name] === undefined) throw new Error(JSON.stringify(errors));
    return data[name];
  };
  const list = async (actor = theirs) => (await house.gql<{ sharedWithUs: { serviceId: string; recordId: string | null }[] }>(actor, '{ sharedWithUs { serviceId serviceName recordId recordReference endsOn } }')).data.sharedWithUs;
  const service = async (id: string) => (await house.gql<{ sharedService: Given | null }>(theirs, 'query ($id: ID!) { sharedService(id: $id) { name effectiveRule rating peopleOfOtherCouncils } }', { id })).data.sharedService;
  const record = async (id: string) => (await house.gql<{ sharedRecord: Given | null }>(theirs, 'query ($id: ID!) { sharedRecord(id: $id) { reference whatHappened serviceName } }', { id })).data.sharedRecord;
  const cookies = new Map<string, string>();
  const open = async (actor: Actor, url: string, payload?: Record<string, string>) => {
    let cookie = cookies.get(actor.membershipId);
    if (cookie === undefined) {
      const [membership] = (await house.get(Accounts).membershipsOf(actor.personId ?? '')).filter(({ membershipId }) => membershipId === actor.membershipId);
      if (membership === undefined) throw new Error('no membership');
      cookies.set(actor.membershipId, (cookie = `session=${await house.get(Sessions).begin(membership, 'page')}`));
    }
    if (payload === undefined) return house.app.inject({ method: 'GET', url, headers: { cookie } });
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
    return house.app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(payload).toString() });
  };

  it('gives them the summary of a service until it ends, and nothing beside', async () => {
    const { serviceId } = await house.service({ name: 'Hazel Bank' });
    expect(await list()).toEqual([]);
    expect(await service(serviceId)).toBeNull();
    const shared = await share(house.cast.qaOfficer, 'shareService', { serviceId, agencyId: other, reason: 'They place three people there.', endsOn: '1 2 2027' });
    expect(await list()).toMatchObject([{ serviceId, recordId: null, endsOn: '2027-02-01' }]);
    expect(await service(serviceId)).toMatchObject({ name: 'Hazel Bank', effectiveRule: expect.any(String) });
    const elsewhere = await house.gql(theirs, 'query ($id: ID!) { service(id: $id) { id } }', { id: serviceId });
    expect(elsewhere.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
    house.clock.set('2027-02-02T09:00:00Z');
    try {
      expect(await list()).toEqual([]);
      expect(await service(serviceId)).toBeNull();
    } finally {
      house.clock.set('2026-11-03T10:00:00Z');
    }
    await share(house.cast.chair, 'endShare', { id: shared.id, version: 1 });
    expect(await service(serviceId)).toBeNull();
    const trail = JSON.stringify(await house.sql(`select content from trail where subject_id = $1`, [shared.id]));
    expect(trail).toContain(other);
    expect(trail).not.toContain('three people');
  });

  it('gives them one record and the name of its service, never who told it, and none that is kept from members', async () => {
    const { id } = await add(house.cast.icbNurse, { toldBy: 'CANARY-SOURCE at the door' });
    const facts = { id, agencyId: other, reason: 'Their people live there.', endsOn: '1 2 2027' };
    expect(await share(house.cast.qaOfficer, 'shareIntelligence', { ...facts, endsOn: '' })).toMatchObject({ fields: [{ field: 'endsOn' }] });
    expect(await share(house.cast.icbNurse, 'shareIntelligence', facts)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await share(house.cast.qaOfficer, 'shareIntelligence', facts)).toMatchObject({ __typename: 'ShareIntelligencePayload' });
    expect(await share(house.cast.qaOfficer, 'shareIntelligence', facts)).toMatchObject({ fields: [{ field: 'agencyId' }] });
    expect(await record(id)).toMatchObject({ whatHappened: 'CANARY-CAVEAT was told.', serviceName: 'Alder Grange' });
    expect(await service(place.serviceId)).toBeNull();
    const page = await open(theirs, `/shared/records/${id}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('CANARY-SOURCE');
    // Kept afterwards, it is shared no longer.
    await send(house.cast.safeguardingLead, 'changeCaveat', { id, version: 2, caveat: 'healthConfidential', reason: 'A diagnosis is in it.' });
    expect(await record(id)).toBeNull();
    expect(await list()).toEqual([]);
    expect(await share(house.cast.safeguardingLead, 'shareIntelligence', { ...facts, agencyId: other })).toMatchObject({ fields: [{ field: 'id' }] });
  });

  it('is done by an officer on a page, listed with its reason and lawful basis, and ended there', async () => {
    const { serviceId } = await house.service({ name: 'Beech Row' });
    const url = `/services/${serviceId}/sharing`;
    const form = async (): Promise<Record<string, string>> => {
      const { body } = await open(house.cast.qaOfficer, url);
      return { _csrf: /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '', idempotencyKey: newId() };
    };
    expect((await open(house.cast.qaOfficer, url)).body).toContain('Placeshire Council');
    for (const actor of [house.cast.icbNurse, house.cast.provider, theirs]) expect((await open(actor, url)).statusCode).toBe(403);
    const facts = { ...(await form()), agencyId: other, recordId: '', reason: 'They asked.', lawfulBasis: '' };
    expect((await open(house.cast.qaOfficer, url, { ...facts, endsOn: '' })).body).toContain('Enter the last day');
    const posted = await open(house.cast.qaOfficer, url, { ...facts, endsOn: '1/2/2027' });
    expect([posted.statusCode, posted.headers['location']]).toEqual([303, url]);
    const listed = (await open(house.cast.auditor, url)).body;
    expect(listed).toContain('They asked.');
    expect(listed).toContain('Care Act 2014');
    expect((await open(theirs, '/')).headers['location']).toBe('/shared');
    expect((await open(theirs, '/shared')).body).toContain('Beech Row');
    expect((await open(theirs, `/shared/services/${serviceId}`)).statusCode).toBe(200);
    const [held] = await house.sql<{ id: string }>('select id from shares where service_id = $1', [serviceId]);
    expect((await open(house.cast.qaOfficer, `${url}/${held?.id ?? ''}/end`, { ...(await form()), version: '1' })).statusCode).toBe(303);
    expect((await open(theirs, `/shared/services/${serviceId}`)).statusCode).toBe(404);
  });
});
