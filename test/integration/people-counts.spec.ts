import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; message?: string; fields?: { field: string; message: string }[] };
let house: House;
let service: TestService;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set('2026-11-10T10:00:00Z');
  service = await house.service();
});

const count = async (actor: Actor, changes: object = {}): Promise<Answer> => {
  const input = { idempotencyKey: newId(), serviceId: service.serviceId, thisCouncil: '16', otherCouncils: '11', icb: '0', selfFunding: '43', countedOn: '9 11 2026', source: 'The manager by telephone', ...changes };
  const { data, errors } = await house.gql<{ recordPeopleCount: Answer }>(actor, 'mutation ($input: RecordPeopleCountInput!) { recordPeopleCount(input: $input) { __typename ... on Refusal { message } ... on InvalidInput { fields { field message } } } }', { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.recordPeopleCount;
};

describe('R29 everybody at a service is counted by who pays, self-funders included', () => {
  it('with the day and the source, on the service and as lines of its chronology', async () => {
    expect((await count(house.cast.qaOfficer)).__typename).toBe('RecordPeopleCountPayload');
    const { data } = await house.gql<{ service: { people: object[] }; chronology: { lines: { kind: string; words: string; detail: string; who: string }[] } }>(
      house.cast.chair, 'query ($id: ID!) { service(id: $id) { people { funder people asAt source } } chronology(serviceId: $id, kinds: ["people"]) { lines { kind words detail who } } }', { id: service.serviceId });
    const from = { asAt: '2026-11-09', source: 'The manager by telephone' };
    expect(data.service.people).toEqual([
      { funder: 'thisCouncil', people: 16, ...from }, { funder: 'otherCouncils', people: 11, ...from }, { funder: 'icb', people: 0, ...from }, { funder: 'selfFunding', people: 43, ...from },
    ]);
    expect(data.chronology.lines).toContainEqual({ kind: 'people', words: 'People counted: 43 paid for by themselves', detail: 'Source: The manager by telephone', who: 'Quality Assurance Officer' });
    expect(data.chronology.lines).toHaveLength(4);
  });

  it('every kind of funder at once, so that a gap never looks like nobody; a day ahead and a second count of one source and day are refused in words', async () => {
    const bad = await count(house.cast.qaOfficer, { selfFunding: '', icb: 'some', countedOn: 'soon', source: ' ' });
    expect(bad.fields?.map(({ field }) => field).toSorted()).toEqual(['countedOn', 'icb', 'selfFunding', 'source']);
    expect((await count(house.cast.qaOfficer, { countedOn: '11 11 2026' })).fields).toEqual([{ field: 'countedOn', message: 'Enter a date that has come' }]);
    const both = await Promise.all([count(house.cast.qaOfficer), count(house.cast.coordinator)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordPeopleCountPayload']);
    expect(await house.sql('select count(*)::int as n from people_counts where service_id = $1', [service.serviceId])).toEqual([{ n: 4 }]);
  });

  it('by an officer of the council alone, and of its own services', async () => {
    expect((await count(house.cast.icbNurse)).__typename).toBe('NotPermitted');
    expect((await count(await house.neighbour())).__typename).toBe('NotFound');
  });
});
