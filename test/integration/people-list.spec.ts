import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; fields?: { field: string; message: string }[] };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = ({ id, ...answer }: Answer): string => {
  if (id === undefined) throw new Error(JSON.stringify(answer));
  return id;
};
const fields = (answer: Answer): string[] => (answer.fields ?? []).map(({ field }) => field).toSorted();

const stop = async (service: TestService, reasonCode: string): Promise<{ id: string; version: number; reference: string }> => {
  const { id = '', version = 0, reference = '' } = await send(house.cast.qaOfficer, 'recordImposedRestriction', {
    serviceId: service.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter CANARY-17', sourceOn: '9 11 2026', endCondition: 'Two clear audits', reasonCode,
    startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'the Head of Service',
  });
  await house.drain();
  return { id, version, reference };
};
const end = async ({ id, version }: { id: string; version: number }): Promise<void> => {
  done(await send(house.cast.qaOfficer, 'endImposedRestriction', { id, version, evidenceKind: 'providerLetter', evidenceOn: '10 11 2026', evidence: 'Letter L-18', evidenceChecked: true }));
  await house.drain();
};
interface List { open: boolean; restrictionReference: string | null; done: number; listed: number; funders: { funder: string; counted: number | null; listed: number; done: number }[]; people: { caseReference: string }[]; requests: { funderName: string; answeredOn: string | null }[] }
const listOf = async (actor: Actor, service: TestService): Promise<List | null> => {
  const { data, errors } = await house.gql<{ peopleList: List | null }>(actor, `query ($id: ID!) { peopleList(serviceId: $id) { open restrictionReference done listed
    funders { funder counted listed done } people { caseReference } requests { funderName answeredOn } } }`, { id: service.serviceId });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.peopleList;
};
const person = (service: TestService, changes: object = {}): object => ({ serviceId: service.serviceId, caseReference: 'C-1', funder: 'thisCouncil', reviewer: 'Review team south', priority: 'now', ...changes });
const { reviewed, offered } = { reviewed: { reviewedOn: '10 11 2026' }, offered: { offeredOn: '10 11 2026' } };

describe('R08 the list of people using the service', () => {
  it('opens once with a restriction for safety and for no other reason, and closes with the last', async () => {
    const service = await house.service();
    await stop(service, 'infection');
    expect(await listOf(house.cast.chair, service)).toMatchObject({ open: false, restrictionReference: null });
    expect(fields(await send(house.cast.qaOfficer, 'listPerson', person(service)))).toEqual(['serviceId']);
    const first = await stop(service, 'safety');
    const second = await stop(service, 'safety');
    expect(await listOf(house.cast.chair, service)).toMatchObject({ open: true, restrictionReference: first.reference });
    done(await send(house.cast.qaOfficer, 'listPerson', person(service)));
    await end(first);
    expect(await listOf(house.cast.chair, service)).toMatchObject({ open: true, listed: 1 });
    await end(second);
    expect(await listOf(house.cast.chair, service)).toMatchObject({ open: false, listed: 1 });
    expect(fields(await send(house.cast.qaOfficer, 'listPerson', person(service, { caseReference: 'C-2' })))).toEqual(['serviceId']);
  });

  it('counts n of m by every kind of funder, beside the people counted there (R29); a self-funder is offered a review and may decline', async () => {
    const service = await house.service();
    await stop(service, 'safety');
    await house.sql(`insert into people_counts (council_id, id, service_id, funder, people, as_at, source, recorded_at) values ($1, $2, $3, 'selfFunding', 21, '2026-10-01', 'Contract return', '2026-10-02T09:00:00Z')`, [house.councilId, newId(), service.serviceId]);
    const add = async (caseReference: string, changes: object = {}): Promise<string> => done(await send(house.cast.qaOfficer, 'listPerson', person(service, { caseReference, ...changes })));
    const ours = await add('C-1');
    const theirs = await add('C-2', { funder: 'otherCouncils', funderName: 'Neighbourshire' });
    const declines = await add('C-3', { funder: 'selfFunding' });
    const accepts = await add('C-4', { funder: 'selfFunding' });
    const record = (id: string, input: object): Promise<Answer> => send(house.cast.qaOfficer, 'recordPersonReview', { id, ...input });
    expect(fields(await record(accepts, reviewed))).toEqual(['offer']);
    expect(fields(await record(ours, { offer: 'declined', ...offered }))).toEqual(['offer']);
    expect(fields(await record(declines, { offer: 'declined' }))).toEqual(['offeredOn']);
    expect(fields(await record(ours, {}))).toEqual(['reviewedOn']);
    expect(fields(await record(ours, { reviewedOn: '11 11 2026' }))).toEqual(['reviewedOn']);
    done(await record(ours, reviewed));
    done(await record(declines, { offer: 'declined', ...offered }));
    done(await record(accepts, { offer: 'accepted', ...offered }));
    expect(await listOf(house.cast.chair, service)).toMatchObject({
      done: 2, listed: 4, funders: [
        { funder: 'thisCouncil', counted: null, listed: 1, done: 1 }, { funder: 'otherCouncils', counted: null, listed: 1, done: 0 },
        { funder: 'icb', counted: null, listed: 0, done: 0 }, { funder: 'selfFunding', counted: 21, listed: 2, done: 1 },
      ],
    });
    done(await record(accepts, reviewed));
    const twice = await Promise.all([record(theirs, reviewed), record(theirs, reviewed)]);
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordPersonReviewPayload']);
    expect(await listOf(house.cast.chair, service)).toMatchObject({ done: 4, listed: 4 });
  });

  it('R08 an offer to somebody who pays for themselves is recorded at once, and other funders of people on the list who were not asked are named', async () => {
    const service = await house.service();
    await stop(service, 'safety');
    const add = async (caseReference: string, changes: object): Promise<string> => done(await send(house.cast.qaOfficer, 'listPerson', person(service, { caseReference, ...changes })));
    const self = await add('C-1', { funder: 'selfFunding' });
    const theirs = await add('C-2', { funder: 'otherCouncils', funderName: 'Neighbourshire' });
    await add('C-3', { funder: 'otherCouncils', funderName: 'neighbourshire' });
    await add('C-4', { funder: 'icb', funderName: 'Example ICB' });
    const record = (id: string, input: object): Promise<Answer> => send(house.cast.qaOfficer, 'recordPersonReview', { id, ...input });
    expect(fields(await record(theirs, offered))).toEqual(['offeredOn']);
    done(await record(self, offered));
    const list = async () => (await house.gql<{ peopleList: { done: number; people: object[]; unasked: object[] } }>(house.cast.chair, 'query ($id: ID!) { peopleList(serviceId: $id) { done people { caseReference offer offeredOn } unasked { funder funderName people } } }', { id: service.serviceId })).data.peopleList;
    expect(await list()).toMatchObject({ done: 0, unasked: [{ funder: 'icb', funderName: 'Example ICB', people: 1 }, { funder: 'otherCouncils', funderName: 'Neighbourshire', people: 2 }] });
    expect((await list()).people).toContainEqual({ caseReference: 'C-1', offer: null, offeredOn: '2026-11-10' });
    // What they say to it follows; the date of the offer is known.
    done(await record(self, { offer: 'declined' }));
    done(await send(house.cast.qaOfficer, 'recordFunderRequest', { serviceId: service.serviceId, funder: 'otherCouncils', funderName: 'Neighbourshire', sentOn: '10 11 2026' }));
    expect(await list()).toMatchObject({ done: 1, unasked: [{ funderName: 'Example ICB' }] });
  });

  it('records what every other funder was asked and answered', async () => {
    const service = await house.service();
    await stop(service, 'safety');
    const request = { serviceId: service.serviceId, funder: 'icb', funderName: 'Example ICB', sentOn: '10 11 2026' };
    expect(fields(await send(house.cast.qaOfficer, 'recordFunderRequest', { ...request, funder: 'thisCouncil', funderName: '', sentOn: '' }))).toEqual(['funder', 'funderName', 'sentOn']);
    expect(fields(await send(house.cast.qaOfficer, 'recordFunderRequest', { ...request, sentOn: '11 11 2026' }))).toEqual(['sentOn']);
    const twice = await Promise.all([house.cast.qaOfficer, house.cast.coordinator].map((who) => send(who, 'recordFunderRequest', request)));
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordFunderRequestPayload']);
    const id = twice.find((answer) => answer.id !== undefined)?.id;
    expect(fields(await send(house.cast.qaOfficer, 'recordFunderAnswer', { id, answeredOn: '9 11 2026' }))).toEqual(['answeredOn']);
    done(await send(house.cast.qaOfficer, 'recordFunderAnswer', { id, answeredOn: '10 11 2026', answer: 'Reviews begin tomorrow.' }));
    expect(fields(await send(house.cast.qaOfficer, 'recordFunderAnswer', { id, answeredOn: '10 11 2026' }))).toEqual(['answeredOn']);
    expect(await listOf(house.cast.chair, service)).toMatchObject({ requests: [{ funderName: 'Example ICB', answeredOn: '2026-11-10' }] });
  });

  it('holds case references alone, once each, and is the panel’s circle’s', async () => {
    const service = await house.service();
    await stop(service, 'safety');
    expect(fields(await send(house.cast.qaOfficer, 'listPerson', person(service, { caseReference: 'Mary Smith', funder: 'icb', reviewer: '', priority: 'x' })))).toEqual(['caseReference', 'funderName', 'priority', 'reviewer']);
    const twice = await Promise.all([house.cast.qaOfficer, house.cast.chair].map((who) => send(who, 'listPerson', person(service))));
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'ListPersonPayload']);
    for (const name of ['icbNurse', 'brokerage', 'provider'] as const) expect((await send(house.cast[name], 'listPerson', person(service, { caseReference: 'C-2' }))).__typename).toBe('NotPermitted');
    const neighbour = await house.neighbour();
    expect((await send(neighbour, 'listPerson', person(service, { caseReference: 'C-2' }))).__typename).toBe('NotFound');
    expect(await listOf(neighbour, service)).toBeNull();
    await expect(listOf(house.cast.brokerage, service)).rejects.toThrow('NOT_PERMITTED');
    const id = twice.find((answer) => answer.id !== undefined)?.id;
    expect((await send(neighbour, 'recordPersonReview', { id, ...reviewed })).__typename).toBe('NotFound');
    expect((await send(neighbour, 'recordFunderAnswer', { id, answeredOn: '10 11 2026' })).__typename).toBe('NotFound');
    for (const table of ['trail', 'pgboss.job']) expect(await house.sql(`select from ${table} t where t::text like '%Review team south%'`)).toEqual([]);
  });
});

describe('case 4 the on-call sheet', () => {
  it('has every restricted service with what is barred, since when and the exceptions granted, as it stands now, and no word of why', async () => {
    const service = await house.service({ name: 'Aspen House' });
    const quiet = await house.service({ name: 'Quiet House' });
    const restriction = await stop(service, 'safety');
    const exception = await send(house.cast.brokerage, 'askForException', { restrictionId: restriction.id, caseReference: 'C-9', ground: 'couple', why: 'CANARY-WHY' });
    done(await send(house.cast.headOfService, 'decideException', { id: exception.id, version: exception.version, granted: true, reasons: 'CANARY-REASONS' }));
    const sheet = async (actor: Actor): Promise<{ asAt: string; services: { serviceId: string; name: string; rule: string; exceptions: string[]; contacts: string[] }[] }> => {
      const { data, errors } = await house.gql<{ onCallSheet: never }>(actor, '{ onCallSheet { asAt services { serviceId name rule seriousConcerns exceptions contacts } dos donts } }');
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data.onCallSheet;
    };
    const onCall = { ...house.cast.brokerage, role: 'outOfHours' as const };
    const shown = await sheet(onCall);
    expect(shown.services.find(({ serviceId }) => serviceId === service.serviceId)).toMatchObject({
      name: 'Aspen House', rule: 'No new placements, since 10 November 2026, by the provider itself, exceptions to the Head of Service.', seriousConcerns: false, exceptions: [`${exception.reference ?? ''}: case C-9`],
    });
    expect(shown.services.map(({ serviceId }) => serviceId)).not.toContain(quiet.serviceId);
    expect(JSON.stringify(shown)).not.toContain('CANARY');
    await expect(sheet(house.cast.icbNurse)).rejects.toThrow('NOT_PERMITTED');
    await expect(sheet(house.cast.provider)).rejects.toThrow('NOT_PERMITTED');
    await end(restriction);
    expect((await sheet(onCall)).services.map(({ serviceId }) => serviceId)).not.toContain(service.serviceId);
  });
});
