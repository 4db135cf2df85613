import { Sessions } from '../../src/platform/identity/sessions.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';

interface Standing {
  readonly state: string;
  readonly stateWords: string;
  readonly next: { readonly event: string; readonly words: string; readonly leadsTo: string; readonly missing: string[] }[];
}
let house: House;
let restriction: string;
let serviceId: string;
beforeAll(async () => {
  house = await openHouse();
  house.clock.set('2026-11-10T10:00:00Z');
  serviceId = (await house.service()).serviceId;
  const { data, errors } = await house.gql<{ recordImposedRestriction: { id: string } }>(house.cast.qaOfficer, 'mutation ($input: RecordImposedRestrictionInput!) { recordImposedRestriction(input: $input) { ... on RecordImposedRestrictionPayload { id } } }', {
    input: { idempotencyKey: newId(), serviceId, kind: 'voluntary', covers: 'all', source: 'Letter L-1', sourceOn: '9 11 2026', endCondition: 'Two clear audits', reasonCode: 'safety', startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'the Head of Service' },
  });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  restriction = data.recordImposedRestriction.id;
});
afterAll(() => house.close());

const standing = async (actor: Actor, machine = 'restriction', id = restriction): Promise<Standing | null> =>
  (await house.gql<{ caseStanding: Standing | null }>(actor, 'query ($machine: String!, $id: ID!) { caseStanding(machine: $machine, id: $id) { state stateWords next { event words leadsTo missing } } }', { machine, id })).data.caseStanding;

describe('where a record stands in its statechart', () => {
  it('says today’s state, what may come next, where that leads and what is missing by the record, without a rule’s number', async () => {
    const found = await standing(house.cast.chair);
    expect(found).toMatchObject({ state: 'inForce', stateWords: 'in force' });
    expect(found?.next).toContainEqual({ event: 'START_REVIEW', words: 'Start review', leadsTo: 'under review', missing: [] });
    const vary = found?.next.find(({ event }) => event === 'VARY');
    expect(vary?.missing.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toMatch(/\b[RD]\d\d\b/);
  });

  it('R37 is nothing to another council, to a partner whose panels do not look at the service, by another machine’s name, and to roles outside the panel', async () => {
    expect(await standing(await house.neighbour())).toBeNull();
    expect(await standing(house.cast.chair, 'notice')).toBeNull();
    expect(await standing(house.cast.chair, 'restriction', newId())).toBeNull();
    expect(await standing(house.cast.icbNurse)).not.toBeNull();
    await house.sql('delete from panel_services where service_id = $1', [serviceId]);
    expect(await standing(house.cast.icbNurse)).toBeNull();
    const { errors } = await house.gql(house.cast.brokerage, 'query ($id: ID!) { caseStanding(machine: "restriction", id: $id) { state } }', { id: restriction });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('stands on the record’s page as a drawing with today’s state marked, with its words beside it', async () => {
    const page = await house.app.inject({ method: 'GET', url: `/restrictions/${restriction}`, headers: { cookie: `session=${await house.get(Sessions).begin(house.cast.chair as never, 'page')}` } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('What may come next, and what is missing for it');
    expect(page.body).toMatch(/<svg aria-hidden="true"[\s\S]*fill="#ffdd00"[\s\S]*>today<\/text>/);
  });
});
