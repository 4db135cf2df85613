import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { openHouse, type House, type TestService } from '../support/house.js';

interface Answer { readonly __typename: string; readonly id: string; readonly version: number; readonly reference: string | null }
interface Item {
  readonly id: string; readonly place: number; readonly title: string; readonly serviceId: string | null; readonly youAreOut: boolean; readonly taken: boolean; readonly deferredReason: string | null; readonly reasons: string[];
  readonly minutedApart: boolean; readonly amendments: { number: number; text: string }[]; readonly summary: string | null; readonly differingViews: string | null; readonly stageNow: string | null;
  readonly known: { stage: string | null; rating: string | null; riskScore: number | null; restrictions: string[]; recordsTotal: number; records: { reference: string }[] } | null;
  readonly recommendations: { reference: string; text: string; state: string; decisions: { reference: string; outcome: string; decidedBy: string }[] }[];
  readonly actions: { description: string; owner: string; state: string; verifiedOn: string | null }[];
}
interface Seen { readonly quorumWords: string | null; readonly total: number; readonly page: number; readonly pageSize: number; readonly members: { name: string; attendance: string; deputyName: string | null; cameAndWent: string | null }[]; readonly guests: { name: string; cameAndWent: string | null }[]; readonly items: Item[]; readonly agendaVersions: { number: number }[] }
const fields = `quorumWords total page pageSize agendaVersions { number } members { name attendance deputyName cameAndWent } guests { name cameAndWent } items { id place title serviceId youAreOut taken deferredReason reasons minutedApart amendments { number text } summary differingViews stageNow
  known { stage rating riskScore restrictions recordsTotal records { reference } } recommendations { reference text state decisions { reference outcome decidedBy } } actions { description owner state verifiedOn } }`;
const heldAt = '2026-11-10T14:00:00Z';

describe('the record of a meeting, read years later', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set(heldAt));

  const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
    const { data, errors } = await house.gql<Record<string, Answer & { fields?: unknown; unmet?: unknown; message?: string }>>(actor, `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version reference } ... on Refusal { message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { sentence } } } }`, { input: { idempotencyKey: newId(), ...input } });
    const answer = data?.[mutation];
    if (answer?.__typename !== `${type}Payload`) throw new Error(`${mutation}: ${JSON.stringify(answer ?? errors)}`);
    return answer;
  };
  const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => {
    const [row] = await house.sql<{ version: number }>('select version from workflows where id = $1', [id]);
    return send(actor, mutation, { id, version: row?.version, ...more });
  };
  const recordOf = async (actor: Actor, id: string, page: number | null = null): Promise<Seen | null> => {
    const { data, errors } = await house.gql<{ meetingRecord: Seen | null }>(actor, `query ($id: ID!, $page: Int) { meetingRecord(id: $id, page: $page) { ${fields} } }`, { id, page });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data.meetingRecord;
  };
  const itemOf = async (actor: Actor, id: string, title: string): Promise<Item> => {
    const found = (await recordOf(actor, id))?.items.find((one) => one.title === title);
    if (found === undefined) throw new Error(`No item ${title}.`);
    return found;
  };
  const page = async (actor: Actor, url: string) => house.app.inject({ method: 'GET', url, headers: { cookie: `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' } as never, 'page')}` } });
  const intelligence = (service: TestService, reference: string, receivedAt: string, caveat = 'none'): Promise<unknown> =>
    house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, caveat_review_on, disclosure, recorded_by, recorded_at)
      values ($1, $2, $3, $4, 'police', 'medicines', 'P2', 'Something.', '2026-11-01', $5, $6, '2026-12-01', 'no', $7, $5)`, [house.councilId, newId(), reference, service.serviceId, receivedAt, caveat, house.cast.qaOfficer.membershipId]);
  const risk = (service: TestService, likelihood: number, impact: number, at: string): Promise<unknown> =>
    house.sql(`insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
      select $1, $2, $3, 1 + (select count(*) from risk_assessments where service_id = $3), $6::timestamptz::date, $4, $5, 'Nights.', $7, $6`, [house.councilId, newId(), service.serviceId, likelihood, impact, at, house.cast.qaOfficer.membershipId]);
  const put = async (meetingId: string, title: string, serviceId: string | null, position: number, section = 10): Promise<string> => {
    const id = newId();
    await house.sql(`insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, reasons, minutes_estimate, placed_by_hand, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 10, true, $9, $10)`,
      [house.councilId, id, meetingId, serviceId, section, position, title, JSON.stringify([{ kind: 'added', words: `Reason for ${title}`, count: null }]), house.cast.coordinator.membershipId, heldAt]);
    return id;
  };
  /** A meeting in session at two on 10 November, the nurse's place taken by a deputy; its items are of this service and of no other. */
  const inSession = async (service: TestService, title: string): Promise<{ id: string; itemId: string }> => {
    const { chair, coordinator, icbNurse } = house.cast;
    const { id } = await send(coordinator, 'scheduleMeeting', { startsOn: '10 11 2026', startTime: '15:00', lengthMinutes: 120, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [], dateIsMeant: true });
    await put(id, title, service.serviceId, 1);
    await step(coordinator, 'buildAgenda', id);
    await step(coordinator, 'publishAgenda', id);
    const members = await house.sql<{ id: string; version: number; membership_id: string }>('select id, version, membership_id from meeting_members where meeting_id = $1', [id]);
    await send(coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ memberId: one.id, version: one.version, left: false, ...(one.membership_id === icbNurse.membershipId ? { attendance: 'deputy', deputyName: 'Sam Poole' } : { attendance: 'present' }) })) });
    await step(chair, 'openMeeting', id);
    const [item] = await house.sql<{ id: string; version: number }>('select id, version from agenda_items where meeting_id = $1 and service_id = $2', [id, service.serviceId]);
    return { id, itemId: item?.id ?? '' };
  };
  const concluded = async (id: string, itemId: string, summary: string): Promise<void> => {
    const { chair, coordinator } = house.cast;
    for (const one of await house.sql<{ id: string; version: number }>('select id, version from agenda_items where meeting_id = $1 and service_id is not null and taken_at is null and deferred_at is null', [id])) {
      if (one.id === itemId) await send(chair, 'takeItem', { id: one.id, version: one.version });
      else await send(chair, 'deferAgendaItem', { id: one.id, version: one.version, reason: 'No time.' });
    }
    await send(coordinator, 'saveItemRecord', { id: itemId, version: 0, summary, differingViews: 'Social work would wait.' });
    await step(chair, 'concludeMeeting', id);
    await house.drain();
  };

  it('tells what was known that day and nothing that came later; who was there; what was recommended, what was decided, and what came of it', async () => {
    const { chair, coordinator, headOfService, qaOfficer } = house.cast;
    const service = await house.service({ name: 'Hazel Court' });
    await house.sql(`update register_ratings set published_on = '2026-01-10' where location_id = $1`, [service.locationId]);
    await intelligence(service, 'INT-2026-90001', '2026-11-02T10:00:00Z');
    await risk(service, 3, 4, '2026-11-05T10:00:00Z');
    const { id, itemId } = await inSession(service, 'Hazel Court');
    await send(chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Start enhanced monitoring.', reasonCodes: [], differingViews: 'Social work would wait.' });
    const action = await send(coordinator, 'recordItemAction', { agendaItemId: itemId, description: 'Look at the night rota', ownerMembershipId: coordinator.membershipId, dueOn: '2026-11-20', mustDo: false });
    house.clock.advance({ minutes: 20 });
    await send(coordinator, 'addMeetingGuest', { id, name: 'Carol Finch', fromWhom: 'Registered Manager', forProvider: true, confidentialityAccepted: true });
    const [officer] = await house.sql<{ id: string; version: number }>('select id, version from meeting_members where meeting_id = $1 and membership_id = $2', [id, qaOfficer.membershipId]);
    await send(coordinator, 'recordAttendance', { id, entries: [{ memberId: officer?.id, version: officer?.version, attendance: 'present', left: true }] });
    house.clock.advance({ minutes: 20 });
    await concluded(id, itemId, 'Nights are short of staff.');
    // A meeting of another kind that the panel held in between: "since the last time" looks past it.
    const other = await send(coordinator, 'scheduleMeeting', { series: 'initial', serviceId: (await house.service()).serviceId, providerPart: 'never', startsOn: '20 11 2026', startTime: '15:00', lengthMinutes: 60, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [] });
    await house.sql(`update meetings set starts_at = '2026-11-06T10:00:00Z', ends_at = '2026-11-06T11:00:00Z', opened_at = '2026-11-06T10:00:00Z' where id = $1`, [other.id]);

    const [recommendation] = await house.sql<{ id: string; version: number }>('select w.id, w.version from workflows w join recommendations r on r.id = w.id where r.agenda_item_id = $1', [itemId]);
    house.clock.set('2026-11-11T10:00:00Z');
    await send(headOfService, 'decideEnhancedMonitoring', { id: recommendation?.id, version: recommendation?.version, leadOfficerId: qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026', reasons: 'Nights.', optionsConsidered: 'None other.', providerPosition: 'It agrees.', effectOnPeople: 'None.', proportionality: 'Advice was tried.', notHeardReason: 'It agreed by telephone.' });
    await intelligence(service, 'INT-2026-90002', '2026-11-12T10:00:00Z');
    await risk(service, 5, 5, '2026-11-12T10:00:00Z');
    await step(coordinator, 'reportActionComplete', action.id, { evidence: 'Two nurses every night.' });
    house.clock.set('2026-11-13T10:00:00Z');
    await step(qaOfficer, 'verifyAction', action.id, { done: true, method: 'Rotas seen.', checkedOn: '13 11 2026' });

    house.clock.set('2029-03-01T10:00:00Z');
    const record = await recordOf(chair, id);
    expect(record?.members.find(({ name }) => name === house.cast.icbNurse.personName)).toEqual({ name: house.cast.icbNurse.personName, attendance: 'deputy', deputyName: 'Sam Poole', cameAndWent: null });
    expect([record?.members.find(({ name }) => name === qaOfficer.personName)?.cameAndWent, record?.guests]).toEqual(['left at 2:20pm', [{ name: 'Carol Finch', cameAndWent: 'came at 2:20pm' }]]);
    expect([record?.quorumWords?.startsWith('Quorate'), record?.agendaVersions]).toEqual([true, [{ number: 1 }]]);
    const item = await itemOf(chair, id, 'Hazel Court');
    expect(item).toMatchObject({ youAreOut: false, taken: true, minutedApart: false, summary: 'Nights are short of staff.', differingViews: 'Social work would wait.', stageNow: 'enhanced', reasons: expect.arrayContaining(['Reason for Hazel Court']) });
    expect(item.known).toMatchObject({ stage: 'enhancedProposed', riskScore: 12, restrictions: [], recordsTotal: 1, records: [{ reference: 'INT-2026-90001' }] });
    expect(item.recommendations).toMatchObject([{ text: 'Start enhanced monitoring.', decisions: [{ outcome: expect.any(String), decidedBy: headOfService.personName }] }]);
    expect(item.actions).toMatchObject([{ description: 'Look at the night rota', owner: coordinator.personName, state: 'closed', verifiedOn: '2026-11-13' }]);
    const body = (await page(chair, `/meetings/${id}/record`)).body;
    for (const words of ['What was known then', 'INT-2026-90001', 'Nights are short of staff.', 'Sam Poole', 'Carol Finch', 'left at 2:20pm', 'Look at the night rota', 'Decided:']) expect(body).toContain(words);
    expect(body).not.toContain('INT-2026-90002');
  });

  it('R21 whoever is ruled out of an item reads that it stood there, and nothing of it; R25 records kept from a reader are neither listed nor counted', async () => {
    const { chair, cqcInspector, socialWorker, coordinator } = house.cast;
    const service = await house.service({ name: 'Beech Court' });
    await intelligence(service, 'INT-2026-90101', '2026-11-02T10:00:00Z');
    await intelligence(service, 'INT-2026-90102', '2026-11-03T10:00:00Z', 'legalPrivilege');
    const { id, itemId } = await inSession(service, 'Beech Court');
    const interest = await send(cqcInspector, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', details: 'My sister is the manager' });
    await send(chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'leave' });
    await send(chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Start enhanced monitoring.', reasonCodes: [] });
    await send(coordinator, 'recordItemAction', { agendaItemId: itemId, description: 'Ring the families', ownerMembershipId: coordinator.membershipId, dueOn: '2026-11-20', mustDo: false });
    await concluded(id, itemId, 'Medicines are late.');
    expect(await itemOf(cqcInspector, id, 'Beech Court')).toEqual({
      id: itemId, place: expect.any(Number), title: 'Beech Court', serviceId: null, youAreOut: true, taken: true, deferredReason: null, reasons: [], minutedApart: false, amendments: [], summary: null, differingViews: null, stageNow: null, known: null, recommendations: [], actions: [],
    });
    const body = (await page(cqcInspector, `/meetings/${id}/record`)).body;
    expect(body).toContain('You are out of this item');
    for (const words of ['Medicines are late.', 'INT-2026-90101', 'Start enhanced monitoring.', 'Ring the families', 'Reason for Beech Court']) expect(body).not.toContain(words);
    // A record with legal advice is not the partner's to see: it is not counted either.
    expect((await itemOf(socialWorker, id, 'Beech Court')).known).toMatchObject({ recordsTotal: 1, records: [{ reference: 'INT-2026-90101' }] });
    expect((await itemOf(chair, id, 'Beech Court')).known?.recordsTotal).toBe(2);
  });

  it('R22 what was said of an item is for those who see its minutes, on the record and on the screen it was run from', async () => {
    const { chair, coordinator, socialWorker, qaOfficer } = house.cast;
    const service = await house.service({ name: 'Cedar Court' });
    const { id, itemId } = await inSession(service, 'Cedar Court');
    await concluded(id, itemId, 'The owner is insolvent.');
    const running = async (actor: Actor): Promise<string | undefined> => (await house.gql<{ runningMeeting: { item: { record: { summary: string } | null } | null } }>(actor, 'query ($id: ID!, $itemId: ID) { runningMeeting(id: $id, itemId: $itemId) { item { record { summary } } } }', { id, itemId })).data.runningMeeting.item?.record?.summary;
    for (const actor of [socialWorker, qaOfficer]) expect([(await itemOf(actor, id, 'Cedar Court')).summary, await running(actor)]).toEqual(['The owner is insolvent.', 'The owner is insolvent.']);
    const [section] = await house.sql<{ id: string; version: number; heading: string; text: string }>('select id, version, heading, text from minute_sections where agenda_item_id = $1', [itemId]);
    await send(coordinator, 'editMinuteSection', { ...section, audience: 'council', readers: [] });
    expect(await itemOf(socialWorker, id, 'Cedar Court')).toMatchObject({ minutedApart: true, summary: null, differingViews: null });
    expect(await running(socialWorker)).toBe('');
    const body = (await page(socialWorker, `/meetings/${id}/record`)).body;
    expect([body.includes('in a part of the minutes that is not for you'), body.includes('insolvent')]).toEqual([true, false]);
    for (const actor of [chair, coordinator, qaOfficer]) expect(await itemOf(actor, id, 'Cedar Court')).toMatchObject({ minutedApart: false, summary: 'The owner is insolvent.' });
    // A correction of it is read where it is.
    await step(chair, 'approveMinutes', id);
    await step(coordinator, 'amendMinutes', id, { sectionId: section?.id, text: 'The owner was insolvent until December.', reason: 'Accounts' });
    expect([(await itemOf(qaOfficer, id, 'Cedar Court')).amendments, (await itemOf(socialWorker, id, 'Cedar Court')).amendments]).toEqual([[{ number: 1, text: 'The owner was insolvent until December.' }], []]);
  });

  it('bad input: an agenda of 50 items and a service with 30 records come by pages and with their counts; no such page, no such meeting and no right to it are told in words', async () => {
    const { chair, provider, coordinator } = house.cast;
    const service = await house.service({ name: 'Dogwood Court' });
    for (let index = 0; index < 30; index += 1) await intelligence(service, `INT-2026-91${String(index).padStart(3, '0')}`, `2026-11-01T10:${String(index).padStart(2, '0')}:00Z`);
    const { id, itemId } = await inSession(service, 'Dogwood Court');
    const [counted] = await house.sql<{ n: number }>('select count(*)::int as n from agenda_items where meeting_id = $1', [id]);
    for (let index = counted?.n ?? 0; index < 50; index += 1) await put(id, `Subject ${index}`, null, index + 1, 18);
    await send(coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Heard.', differingViews: '' });
    const places = async (number: number | null): Promise<number[] | undefined> => (await recordOf(chair, id, number))?.items.map(({ place }) => place);
    expect([await places(null), await places(3), await places(4), await places(-2)]).toEqual([Array.from({ length: 20 }, (_, at) => at + 1), Array.from({ length: 10 }, (_, at) => at + 41), [], Array.from({ length: 20 }, (_, at) => at + 1)]);
    expect(await recordOf(chair, id)).toMatchObject({ total: 50, page: 1, pageSize: 20 });
    const known = (await itemOf(chair, id, 'Dogwood Court')).known;
    expect([known?.recordsTotal, known?.records.length, known?.records[0]?.reference, known?.records.at(-1)?.reference]).toEqual([30, 20, 'INT-2026-91010', 'INT-2026-91029']);
    const [first, last, none] = [await page(chair, `/meetings/${id}/record`), await page(chair, `/meetings/${id}/record?page=3`), await page(chair, `/meetings/${id}/record?page=99`)];
    expect([first.body.includes('Items 1 to 20 of 50'), first.body.includes('and 10 before these'), last.body.includes('Items 41 to 50 of 50'), last.body.includes('Subject 49'), none.statusCode, none.body.includes('There is no such page: it has 50 items')]).toEqual([true, true, true, true, 200, true]);
    expect([(await page(provider, `/meetings/${id}/record`)).statusCode, (await page(chair, `/meetings/${newId()}/record`)).statusCode, await recordOf(await house.neighbour(), id)]).toEqual([403, 404, null]);
  });
});
