import { openHouse, type House } from '../support/house.js';

describe('one door', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const services = 'query ($search: String) { services(search: $search) { total rows { id name stage } } }';

  it('shows a panel member the services of the council, and a stranger none of them', async () => {
    const fern = await house.service({ name: 'Fern House' });
    const seen = await house.gql<{ services: { total: number; rows: { id: string; stage: string }[] } }>(house.cast.chair, services, { search: 'fern' });
    expect(seen.data.services.rows).toEqual([expect.objectContaining({ id: fern.serviceId, stage: 'routine' })]);
    const stranger = await house.neighbour();
    expect((await house.gql<{ services: { total: number } }>(stranger, services, {})).data.services.total).toBe(0);
  });

  it('refuses a query to a role without the ability, naming who may', async () => {
    const refused = await house.gql(house.cast.brokerage, services);
    expect(refused.errors?.[0]).toMatchObject({ message: 'You may not see this. It may be seen by members of the panel.', extensions: { code: 'NOT_PERMITTED' } });
  });

  it('records every read of services, who and when, and answers none unrecorded', async () => {
    const before = await house.sql<{ count: string }>(`select count(*) from reads where operation = 'services'`);
    await house.gql(house.cast.chair, services);
    const after = await house.sql<{ count: string }>(`select count(*) from reads where operation = 'services'`);
    expect(Number(after[0]?.count)).toBe(Number(before[0]?.count) + 1);
  });

  it('takes % and _ in a search as characters', async () => {
    const found = await house.gql<{ services: { total: number } }>(house.cast.chair, services, { search: '%' });
    expect(found.data.services.total).toBe(0);
  });
});
