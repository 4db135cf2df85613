import { randomBytes } from 'node:crypto';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type DocumentNode, Kind } from 'graphql';
import pg from 'pg';
import type { Actor } from '../../src/platform/access/actor.js';
import { may } from '../../src/platform/access/policy.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import * as generated from '../../src/web/generated/documents.js';
import { type House, openHouse } from '../support/house.js';
import { variablesFor } from '../support/shipped.js';

const json = { 'content-type': 'application/json' };
const doubling = (last: string): string => `{ home { ...F0 } } ${Array.from({ length: 18 }, (_, i) => `fragment F${i} on Home { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F18 on Home { ${last} }`;
const manyTimes = (count: number, text: (at: number) => string): string => Array.from({ length: count }, (_, at) => text(at)).join(' ');

/** Documents that ask for too much, each of a kind of its own (OWASP GraphQL cheat sheet). */
const tooMuch: readonly [string, string][] = [
  ['fields within fields without end', `{ service(id: "x") ${'{ panel '.repeat(40)}{ id }${'}'.repeat(40)} }`],
  ['a field under very many names', `{ ${manyTimes(100, (at) => `a${at}: viewer { role }`)} }`],
  ['an act under very many names', `mutation { ${manyTimes(6, (at) => `a${at}: endShare(input: { idempotencyKey: "x", id: "x", version: 1 }) { __typename }`)} }`],
  ['very many directives', `{ viewer { role ${'@skip(if: false) '.repeat(60)} } }`],
  ['very many tokens', `{ viewer { ${'role '.repeat(5_000)} } }`],
  ['fragments that double at every level', doubling('name')],
  ['fragments that double and ask for nothing', doubling('...F0')],
  ['a fragment that holds itself', '{ home { ...F } } fragment F on Home { ...F }'],
  ['very many fragments', `{ viewer { role } } ${manyTimes(60, (at) => `fragment F${at} on Viewer { role }`)}`],
  ['pages of pages under other names', `{ ${manyTimes(5, (at) => `a${at}: actions { rows { ${manyTimes(12, (of) => `b${at}${of}: reference`)} } }`)} }`],
  ['fields that differ by their arguments alone', `{ ${manyTimes(120, (at) => `actions(page: ${at}) { total }`)} }`],
  ['lists within lists', `{ ${manyTimes(5, (at) => `a${at}: report(id: "x") { tables { rows { cells { ${'words '.repeat(30)} } } } }`)} }`],
];

/** What else a hostile client sends: each is answered in words, and nothing of ours comes with it. */
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
const odd: readonly [string, object | string, Record<string, string>][] = [
  ['many operations in one request', [{ query: '{ viewer { role } }' }, { query: '{ viewer { role } }' }], json],
  ['the hash of a document it means to register', { query: '{ viewer { role } }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }, json],
  ['a hash alone', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }, json],
  ['two operations and no name', { query: 'query A { viewer { role } } query B { viewer { role } }' }, json],
  ['a name of no operation', { query: 'query A { viewer { role } }', operationName: 'constructor' }, json],
  ['a subscription', { query: 'subscription { viewer { role } }' }, json],
  ['no document', {}, json],
  ['a document that is no text', { query: { toString: 'x' } }, json],
  ['an id of a document that is a list', { documentId: ['Services'] }, json],
  ['an id of Object’s own', { documentId: '__proto__' }, json],
  ['variables that are a list', { query: '{ viewer { role } }', variables: [1] }, json],
  ['variables nested a thousand deep', { query: 'query ($id: ID!) { action(id: $id) { id } }', variables: { id: nested(1_000) } }, json],
  ['a number beyond every integer', '{"query":"query ($page: Int) { actions(page: $page) { total } }","variables":{"page":1e309}}', json],
  ['a page beyond every row', '{"query":"{ actions(page: 2147483647) { total } }"}', json],
  ['a page of 64 bits', '{"query":"{ actions(page: 9223372036854775807) { total } }"}', json],
  ['a date as a field of an input', { query: 'mutation ($input: CreateActionInput!) { createAction(input: $input) { __typename } }', variables: { input: { dueOn: { $date: 1 } } } }, json],
  ['a prototype among the variables', '{"query":"query ($id: ID!) { action(id: $id) { id } }","variables":{"id":"x","__proto__":{"admin":true}}}', json],
  ['a prototype in an input', '{"query":"mutation ($input: EndShareInput!) { endShare(input: $input) { __typename } }","variables":{"input":{"__proto__":{"id":"x"},"constructor":{"prototype":{"admin":true}}}}}', json],
  ['a NUL in a text', { query: 'query ($s: String) { services(search: $s) { total } }', variables: { s: 'a\u0000b' } }, json],
  ['half a character', { query: 'query ($s: String) { services(search: $s) { total } }', variables: { s: '\uD800' } }, json],
  ['SQL in a text', { query: 'query ($s: String) { services(search: $s) { total } }', variables: { s: `'; drop table services; --` } }, json],
  ['a pattern that costs', { query: 'query ($s: String) { services(search: $s) { total } }', variables: { s: '%_'.repeat(5_000) } }, json],
  ['a document as plain text', '{"query":"{ viewer { role } }"}', { 'content-type': 'text/plain' }],
  ['a document as a form', 'query=%7Bviewer%7Brole%7D%7D', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a document as parts of a form', '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{viewer{role}}"}\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['a body of no type', '{"query":"{ viewer { role } }"}', {}],
];
const inside = /node_modules|\bat .+\.(js|ts):\d+|select .+ from |syntax error at or near|relation "|pg_|stacktrace/i;

describe('hostile documents (qualities 3.2, Sec-7)', () => {
  let house: House;
  let token: string;
  let statements: string[] = [];
  const { query } = pg.Client.prototype;
  beforeAll(async () => {
    house = await openHouse();
    token = await tokenOf(house.cast.chair);
    pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
      const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text?: string } | undefined)?.text;
      if (text !== undefined && !text.includes('pgboss')) statements.push(text);
      return (query as (...given: unknown[]) => unknown).apply(this, given);
    } as never;
  });
  afterAll(async () => {
    pg.Client.prototype.query = query;
    await house.close();
  });

  const tokenOf = async (actor: Actor, at = house): Promise<string> => {
    const [membership] = await at.get(Accounts).membershipsOf(actor.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    return at.get(Sessions).begin(membership, 'token');
  };
  const post = async (payload: object | string, headers: Record<string, string> = json, at = house, bearer = token) => {
    statements = [];
    const answer = await at.app.inject({ method: 'POST', url: '/graphql', payload: typeof payload === 'string' ? payload : JSON.stringify(payload), headers: { ...headers, authorization: `Bearer ${bearer}` } });
    return { status: answer.statusCode, text: answer.body, body: (answer.body.startsWith('{') ? answer.json() : {}) as { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] }, statements: [...statements] };
  };

  it.each(tooMuch)('refuses %s before anything is asked of the database', async (_, source) => {
    const answer = await post({ query: source });
    expect([answer.status, answer.body.data]).toEqual([400, undefined]);
    expect(answer.text).toMatch(/too large|tokens|too many|within itself|form cycles|conflict|cannot query|only be used once|never used/i);
    expect(answer.body.errors?.length).toBeLessThanOrEqual(6);
    expect(answer.text).not.toMatch(inside);
    // Who asks is looked up; no more.
    expect(answer.statements.filter((text) => !text.includes('session_by_hash'))).toEqual([]);
  });

  it.each(odd)('answers %s in words, and with nothing of our inside', async (_, payload, headers) => {
    const answer = await post(payload, headers);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(inside);
    expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR');
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('answers a request without any document it knows as quickly as any other: nothing is kept of it', async () => {
    for (let times = 0; times < 300; times += 1) await post({ query: `{ viewer { role } } # ${randomBytes(8).toString('hex')}` });
    expect((house.get(Operations) as unknown as { adHoc: Map<string, unknown> }).adHoc.size).toBeLessThanOrEqual(200);
  });

  describe('in production, with shipped documents only', () => {
    let production: House;
    let bearer: string;
    beforeAll(async () => {
      production = await openHouse({ env: 'production', adHoc: false });
      bearer = await tokenOf(production.cast.chair, production);
    });
    afterAll(() => production.close());

    it.each([['a query', '{ viewer { role } }'], ['introspection', '{ __schema { types { name } } }'], ['a guess', '{ vieweer { role } }']])('refuses %s that nobody shipped, by POST and by GET', async (_, source) => {
      const answer = await post({ query: source }, json, production, bearer);
      expect([answer.status, answer.body.errors?.[0]?.extensions?.code]).toEqual([403, 'DOCUMENT_ID_NEEDED']);
      const got = await production.app.inject({ url: `/graphql?query=${encodeURIComponent(source)}`, headers: { authorization: `Bearer ${bearer}`, 'apollo-require-preflight': '1' } });
      expect(got.statusCode).toBe(403);
    });

    it('Sec-6 runs every document that pages ship, by its id, as somebody who may ask for all of it', async () => {
      const { schema } = production.app.get(GraphQLSchemaHost);
      const shipped = (Object.values(generated) as DocumentNode[]).flatMap((document) => document.definitions?.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [{ document, operation: one }] : [])) ?? []);
      expect(shipped.length).toBeGreaterThan(100);
      const tokens = new Map<Actor, string>();
      const wrong: string[] = [];
      for (const { document, operation } of shipped) {
        const { id, name } = production.get(Operations).trust(document);
        const roots = operation.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
        const who = Object.values(production.cast).find((actor) => roots.every((root) => may(actor, root))) ?? production.cast.chair;
        const bearer = tokens.get(who) ?? (await tokenOf(who, production));
        tokens.set(who, bearer);
        // Rehearsed, so that no document meets what the one before it changed.
        const answer = await post({ documentId: id, variables: variablesFor(operation, schema, production.providersService.serviceId) }, { ...json, 'x-rehearsal': 'true' }, production, bearer);
        // Each came as far as its resolver.
        if (answer.status !== 200 || answer.body.data === undefined || /INTERNAL_SERVER_ERROR|BAD_USER_INPUT/.test(answer.text)) wrong.push(`${name} as ${who.role}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
      expect(wrong).toEqual([]);
    });

    it.each<[keyof House['cast'], readonly string[]]>([
      ['chair', ['/', '/providers', '/intelligence', '/meetings', '/actions', '/reports', '/decisions', '/letters']],
      ['icbNurse', ['/', '/intelligence', '/intelligence/add', '/meetings', '/actions', '/decisions']],
      ['provider', ['/letters', '/my-notices', '/account']],
    ])('Sec-6 shows %s pages, which need no others', async (name, addresses) => {
      const cookie = `session=${await production.get(Sessions).begin({ ...production.cast[name], personId: production.cast[name].personId ?? '' }, 'page')}`;
      for (const url of addresses) expect([url, (await production.app.inject({ url, headers: { cookie } })).statusCode]).toEqual([url, 200]);
    });
  });

  it('knows its schema: a field of the attacks that went would make them weaker than they look', () => {
    const { schema } = house.app.get(GraphQLSchemaHost);
    for (const name of ['viewer', 'home', 'actions', 'report', 'service']) expect(schema.getQueryType()?.getFields()).toHaveProperty(name);
  });
});
