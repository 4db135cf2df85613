import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isObjectType, Kind, Lexer, parse, print, Source, TokenKind, type OperationDefinitionNode } from 'graphql';
import type pg from 'pg';
import * as generated from '../../src/web/generated/documents.js';
import { documentLimits, longestPage, sizeOf } from '../../src/platform/graphql/limits.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { READ_POOL } from '../../src/platform/database/pools.js';
import { openHouse, type House } from '../support/house.js';
import { variablesFor } from '../support/shipped.js';

type Shipped = { name: string; operation: OperationDefinitionNode; document: Parameters<Operations['trust']>[0] };
const shipped: Shipped[] = Object.values(generated)
  .filter((value): value is never => typeof value === 'object' && value !== null && 'definitions' in value)
  .map((document: Parameters<Operations['trust']>[0]) => ({ document, operation: document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION) }))
  .filter((one): one is Omit<Shipped, 'name'> => one.operation !== undefined)
  .map(({ document, operation }) => ({ name: operation.name?.value ?? '', operation, document }));
const queries = shipped.filter(({ operation }) => operation.operation === 'query');

describe('the documents the pages ship', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('are all those of the .graphql files', () => {
    const files = globSync('src/web/**/*.graphql', { cwd: join(import.meta.dirname, '../..') });
    const named = files.flatMap((file) => parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).definitions)
      .flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [one.name?.value] : []));
    expect(shipped.map(({ name }) => name).sort()).toEqual(named.sort());
  });

  it.each(shipped)('$name fits the schema and uses at most half of every limit', ({ document }) => {
    expect(() => house.get(Operations).trust(document)).not.toThrow();
    const size = sizeOf(document, house.app.get(GraphQLSchemaHost).schema);
    for (const name of ['depth', 'aliases', 'cost', 'directives'] as const) expect(size[name]).toBeLessThanOrEqual(documentLimits[name] / 2);
    expect(document.definitions.length).toBeLessThanOrEqual(documentLimits.parts / 2);
    expect(tokensOf(print(document))).toBeLessThanOrEqual(documentLimits.tokens / 2);
  });

  it('limit the cost of others’ documents: to twice that of the largest of them', () => {
    const { schema } = house.app.get(GraphQLSchemaHost);
    const largest = Math.max(...shipped.map(({ document }) => sizeOf(document, schema).cost));
    expect(documentLimits.cost).toBeGreaterThanOrEqual(2 * largest);
    expect(documentLimits.cost).toBeLessThanOrEqual(2.5 * largest);
  });

  it('come in pages at most as long as the cost rule takes them; where the caller says how long, over 200 is refused', async () => {
    const { schema } = house.app.get(GraphQLSchemaHost);
    const chosen = Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []))
      .flatMap((field) => field.args.filter(({ name }) => /^(first|last|limit|take|size|pageSize|perPage|count)$/.test(name)).map(({ name }) => `${field.name}(${name})`));
    expect(chosen.sort()).toEqual(['chronology(first)', 'myAccess(first)', 'personTrail(first)', 'recordAccess(first)']);
    for (const first of [0, 201]) expect((await house.gql(house.cast.chair, `{ myAccess(first: ${first}) { nextCursor } }`)).errors?.[0]?.extensions?.['code']).toBe('PAGE_TOO_LARGE');
    const sizes = globSync('src/domain/**/*.ts', { cwd: join(import.meta.dirname, '../..') })
      .flatMap((file) => [...readFileSync(join(import.meta.dirname, '../..', file), 'utf8').matchAll(/const (?:pageSize|longest) = ([\d_]+)/g)].map(([, size = '']) => Number(size.replaceAll('_', ''))));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(longestPage);
  });

  it.each(queries)('Perf-5 $name asks one data statement a root field', async ({ document, operation }) => {
    const pool = house.app.get<pg.Pool>(READ_POOL);
    const seen: string[] = [];
    const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
    const counting = async (): Promise<pg.PoolClient> => {
      const client = await connect();
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      (client as { query: unknown }).query = (...args: unknown[]) => {
        const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text;
        if (!/^\s*(start transaction|commit|rollback|insert into reads)/i.test(text)) seen.push(text);
        return query(...args);
      };
      const release = client.release.bind(client);
      client.release = (...args: []) => {
        (client as { query: unknown }).query = query;
        release(...args);
      };
      return client;
    };
    (pool as { connect: unknown }).connect = counting;
    try {
      const operations = house.get(Operations);
      await operations.run(operations.trust(document), variablesFor(operation, house.app.get(GraphQLSchemaHost).schema, house.providersService.serviceId), house.cast.chair);
    } finally {
      (pool as { connect: unknown }).connect = connect;
    }
    const roots = operation.selectionSet.selections.filter((one) => one.kind === Kind.FIELD && one.name.value !== 'viewer').length;
    expect(seen.length).toBeLessThanOrEqual(roots);
  });
});

function tokensOf(source: string): number {
  const lexer = new Lexer(new Source(source));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  return tokens;
}
