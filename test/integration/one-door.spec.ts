import { Sessions } from '../../src/platform/identity/sessions.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { ProvidersDocument } from '../../src/web/generated/documents.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { openHouse, type House } from '../support/house.js';

type Answer = { status: number; body: { data?: Record<string, never> | null; errors?: { message: string; extensions?: Record<string, unknown> }[] } };

describe('POST /graphql', () => {
  let house: House;
  let production: House;
  beforeAll(async () => {
    house = await openHouse();
    production = await openHouse({ env: 'production' });
  });
  afterAll(async () => {
    await house.close();
    await production.close();
  });

  const tokenOf = async (actor: Actor, at = house): Promise<string> => {
    const [membership] = await at.get(Accounts).membershipsOf(actor.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    return at.get(Sessions).begin(membership, 'token');
  };
  const post = async (payload: object | string, headers: Record<string, string> = {}, at = house): Promise<Answer> => {
    const answer = await at.app.inject({ method: 'POST', url: '/graphql', payload, headers: { 'content-type': 'application/json', ...headers } });
    return { status: answer.statusCode, body: answer.json() };
  };
  const as = async (actor: Actor, payload: object, at = house): Promise<Answer> => post(payload, { authorization: `Bearer ${await tokenOf(actor, at)}` }, at);

  it('lets nobody in without a token, and no cookie counts', async () => {
    const token = await tokenOf(house.cast.chair);
    expect((await post({ query: '{ viewer { role } }' })).status).toBe(401);
    expect((await post({ query: '{ viewer { role } }' }, { cookie: `session=${token}` })).status).toBe(401);
    expect((await as(house.cast.chair, { query: '{ viewer { role jobTitle } }' })).body.data).toEqual({ viewer: { role: 'chair', jobTitle: 'Head of Commissioning' } });
  });

  it('runs a shipped document by its id, with the same answer as its text', async () => {
    const { id } = house.get(Operations).trust(ProvidersDocument);
    const trusted = await as(house.cast.chair, { documentId: id, variables: {} });
    expect(trusted.status).toBe(200);
    expect(trusted.body.data).toMatchObject({ services: { total: 1 } });
    expect((await as(house.cast.brokerage, { documentId: id, variables: {} })).body.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
    expect((await as(house.cast.chair, { documentId: 'f'.repeat(64) })).status).toBe(404);
  });

  it('takes no batches and no mutation over GET', async () => {
    const token = await tokenOf(house.cast.chair);
    const batch = await house.app.inject({ method: 'POST', url: '/graphql', payload: [{ query: '{ viewer { role } }' }], headers: { authorization: `Bearer ${token}` } });
    expect(batch.statusCode).toBe(400);
    const get = await house.app.inject({ method: 'GET', url: `/graphql?query=${encodeURIComponent('mutation { __typename }')}`, headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' } });
    expect(get.statusCode).toBe(405);
  });

  it('tells production nothing about its inside: no introspection, no suggestions', async () => {
    const { body } = await as(production.cast.chair, { query: '{ __schema { types { name } } }' }, production);
    expect(body.errors?.[0]?.message).toMatch(/introspection/i);
    const guess = await as(production.cast.chair, { query: '{ vieweer { role } }' }, production);
    expect(JSON.stringify(guess.body)).not.toContain('viewer');
  });

  it('answers wrong variables and ids with a code, never with a fault of ours', async () => {
    const { body } = await as(house.cast.chair, { query: 'query ($page: Int) { services(page: $page) { page } }', variables: { page: 'one' } });
    expect(body.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    const page = await as(house.cast.chair, { query: '{ services(page: -1) { page total } }' });
    expect(page.body.data).toMatchObject({ services: { page: 1 } });
  });

  it.each([
    ['is malformed', '{"query": ', 'application/json', 400, 'BAD_REQUEST'],
    ['is no JSON', 'viewer', 'text/csv', 400, 'BAD_REQUEST'],
    ['is 2 MB long', JSON.stringify({ query: ' '.repeat(2_097_152) }), 'application/json', 413, 'DOCUMENT_TOO_LARGE'],
  ])('answers a body that %s in GraphQL’s own shape, with its status', async (_, body, type, status, code) => {
    const answer = await post(body, { authorization: `Bearer ${await tokenOf(house.cast.chair)}`, 'content-type': type });
    expect(answer).toEqual({ status, body: { errors: [{ message: expect.stringMatching(/\.$/), extensions: { code } }] } });
  });

  it('answers a form that is too long, or cannot be read, with a page in words', async () => {
    const cookie = `session=${await house.get(Sessions).begin({ ...house.cast.chair, personId: house.cast.chair.personId ?? '' }, 'page')}`;
    const form = (payload: string, type: string) => house.app.inject({ method: 'POST', url: '/services/add', payload, headers: { cookie, 'content-type': type } });
    const long = await form(`name=${'x'.repeat(2_097_152)}`, 'application/x-www-form-urlencoded');
    expect([long.statusCode, long.headers['content-type']]).toEqual([413, expect.stringContaining('text/html')]);
    expect(long.body).toContain('Shorten what you typed');
    const odd = await form('{"name": ', 'application/json');
    expect([odd.statusCode, odd.headers['content-type']]).toEqual([400, expect.stringContaining('text/html')]);
  });

  it('masks a fault of ours behind an id', async () => {
    await house.sql('alter view council.services rename to services_away; alter table services rename to services_away');
    try {
      const { body } = await as(house.cast.chair, { query: '{ services { total } }' });
      expect(body.errors?.[0]).toMatchObject({ message: 'Something went wrong on our side. Nothing was changed.', extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) } });
      expect(JSON.stringify(body)).not.toMatch(/services_away|relation/);
    } finally {
      await house.sql('alter table services_away rename to services; alter view council.services_away rename to services');
    }
  });
});

describe('a mutation', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const add = 'mutation ($input: AddServiceInput!) { addService(input: $input) { __typename ... on AddServicePayload { id version } ... on Refusal { code message } ... on InvalidInput { fields { field message } } } }';
  type Added = { addService: { __typename: string; id?: string; code?: string; message?: string; fields?: { field: string; message: string }[] } };
  const input = (over: object = {}): object => ({ idempotencyKey: newId(), providerName: 'Moorland Care', name: `Moor View ${newId().slice(-8)}`, kind: 'supportedLiving', address: '2 Example Lane, Exampleton', ...over });
  const send = async (actor: Actor, sent: object): Promise<Added['addService']> => (await house.gql<Added>(actor, add, { input: sent })).data.addService;

  it('Rel-9 a form posted twice, also at once, does its work once and answers the same', async () => {
    const form = input();
    const answers = await Promise.all([1, 2, 3].map(() => send(house.cast.coordinator, form)));
    answers.push(await send(house.cast.coordinator, form));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers[0]?.__typename).toBe('AddServicePayload');
  });

  it('Rel-9 the same key with other contents is refused', async () => {
    const form = input();
    await send(house.cast.coordinator, form);
    expect(await send(house.cast.coordinator, { ...form, name: 'Another name' })).toMatchObject({ __typename: 'KeyReused', code: 'KEY_REUSED' });
  });

  it('a refused act names who may, changes nothing, and is recorded without what was typed', async () => {
    const before = await house.sql('select count(*) from services');
    const refused = await send(house.cast.icbNurse, input({ name: 'canary-name' }));
    expect(refused).toMatchObject({ __typename: 'NotPermitted', message: 'You may not do this. It may be done by a QA officer or the panel’s coordinator.' });
    expect(await house.sql('select count(*) from services')).toEqual(before);
    const [row] = await house.sql<{ action: string; content: object }>(`select action, content from trail where subject_kind = 'refusal' order by recorded_at desc, id desc limit 1`);
    expect(row).toMatchObject({ action: 'refused:addService', content: { after: { code: 'NOT_PERMITTED' } } });
    expect(JSON.stringify(row)).not.toContain('canary-name');
  });

  it('every problem comes at once, each at its field with its remedy', async () => {
    const refused = await send(house.cast.coordinator, input({ name: ' ', kind: 'castle', address: '', postcode: 'not one', providerName: null }));
    expect(refused.fields?.map(({ field }) => field)).toEqual(['name', 'kind', 'address', 'postcode']);
    expect(refused.fields?.[0]?.message).toBe('Enter the name of the service');
  });

  it.each([
    ['control characters', { name: 'Moor\u0000View' }, 'name'],
    ['a line break in one line', { name: 'Moor\r\nBcc: x@example.org' }, 'name'],
    ['2 MB', { address: 'x'.repeat(2_000_000) }, 'address'],
  ])('refuses %s at its field', async (_, over, field) => {
    expect((await send(house.cast.coordinator, input(over))).fields?.[0]?.field).toBe(field);
  });

  it.each(['<b>Moor</b> View', '#eval("1")', '=HYPERLINK("http://example.org")', '\u202Eright to left', '{{ 7 * 7 }}'])('keeps %s as the characters they are', async (name) => {
    const { id } = await send(house.cast.coordinator, input({ name }));
    const [row] = await house.sql<{ name: string }>('select l.name from services s join register_locations l on l.id = s.location_id where s.id = $1', [id]);
    expect(row?.name).toBe(name);
  });
});
