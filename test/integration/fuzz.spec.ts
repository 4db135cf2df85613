import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import { getNamedType, type GraphQLField, type GraphQLInputType, type GraphQLNamedType, type GraphQLSchema, isInputObjectType, isListType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { newId } from '../../src/platform/database/ids.js';
import { READ_POOL } from '../../src/platform/database/pools.js';
import { type Member, everyMember } from '../support/every-member.js';
import { type House, openHouse } from '../support/house.js';
import { seedService } from '../support/seeded-service.js';

/** `npm run fuzz` asks 10,000 times from a new seed; the suite some hundreds of times from the same one. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 300);
const seed = process.env['FUZZ_RUNS'] === undefined ? 20_261_122 : Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
/** Milliseconds of one statement, on a busy machine. */
const longestStatement = 10_000;
const inside = /node_modules|\bat .+\.(js|ts):\d+|select .+ from |syntax error at or near|relation "|pg_|stacktrace|INTERNAL_SERVER_ERROR/i;

/** Numbers that somebody drew, one after another: every choice below takes the next. */
class Draw {
  private at = 0;
  constructor(private readonly drawn: readonly number[]) {}

  below(count: number): number {
    this.at += 1;
    return count === 0 ? 0 : (this.drawn[this.at % this.drawn.length] ?? 0) % count;
  }
  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

describe('Sec-10: documents and variables drawn from the schema', () => {
  let house: House;
  let schema: GraphQLSchema;
  let members: Member[];
  let ids: string[];
  beforeAll(async () => {
    house = await openHouse();
    const seeded = await seedService(house);
    members = await everyMember(house, house.cast.chair, seeded.providerId);
    ({ schema } = house.app.get(GraphQLSchemaHost));
    // No statement may take longer: it would be given up, and its answer be a fault.
    for (const pool of [house.app.get<Pool>(READ_POOL), (house.get(DataSource).driver as unknown as { master: Pool }).master]) pool.on('acquire', (client) => void client.query(`set statement_timeout = ${longestStatement}`));
    ids = [seeded.serviceId, seeded.meetingId, seeded.nextMeetingId, seeded.itemId, seeded.recommendationId, ...(await house.sql<{ id: string }>('select id from workflows limit 20')).map(({ id }) => id)];
  });
  afterAll(() => house.close());

  const texts = ['', ' ', '2026-10-01', '31 2 2026', '10:00', 'P1', 'yes', 'none', 'medicines', 'D08', 'name@example.org', `' or 1=1 --`, '%_\\', '\u0000', '\uD800', '\u202Ex', '<script>alert(1)</script>', '=HYPERLINK("x")', 'x\r\nBcc: y', '9'.repeat(40), 'ü'.repeat(300), '{{7*7}}', '#eval("1")', '__proto__', 'constructor', '-1', 'NaN', '1e309', '2026-13-45T99:99:99Z'];
  const scalar = (draw: Draw, name: string): unknown => {
    if (draw.below(12) === 0) return draw.of<unknown>([null, [], {}, 'x', 1.5, true, { $gt: '' }]);
    if (name === 'ID') return draw.of([draw.of(ids), newId(), draw.of(texts)]);
    if (name === 'Int') return draw.of([0, 1, 2, 5, -1, 60, 2_147_483_647, -2_147_483_648, 2_147_483_648]);
    if (name === 'Boolean') return draw.below(2) === 0;
    return draw.of(texts);
  };
  const valueOf = (draw: Draw, type: GraphQLInputType, depth = 0): unknown => {
    if (isNonNullType(type)) return valueOf(draw, type.ofType, depth);
    if (isListType(type)) return Array.from({ length: draw.below(3) }, () => valueOf(draw, type.ofType, depth + 1));
    if (!isInputObjectType(type)) return scalar(draw, type.name);
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || (depth < 3 && draw.below(2) === 0));
    return Object.fromEntries(fields.map((field) => [field.name, field.name === 'idempotencyKey' && draw.below(8) !== 0 ? newId() : valueOf(draw, field.type, depth + 1)]));
  };
  const selectionOf = (draw: Draw, type: GraphQLNamedType, depth: number): string => {
    if (isUnionType(type)) return `{ __typename ${type.getTypes().map((one) => `... on ${one.name} ${selectionOf(draw, one, 9)}`).slice(0, 1 + draw.below(3)).join(' ')} }`;
    if (!isObjectType(type)) return '';
    const fields = Object.values(type.getFields()).filter((field) => field.args.every((arg) => !isNonNullType(arg.type)) && (depth < 6 || !isObjectType(getNamedType(field.type))));
    const chosen = Array.from({ length: 1 + draw.below(5) }, () => draw.of(fields)).filter((field) => field !== undefined);
    return `{ __typename ${[...new Set(chosen)].map((field: GraphQLField<unknown, unknown>) => `${field.name} ${selectionOf(draw, getNamedType(field.type), depth + 1)}`).join(' ')} }`;
  };

  it(`answers ${runs} of them from any role without a fault, a stack, a word of SQL or a statement that is given up (seed ${seed})`, async () => {
    const root = { query: Object.values(schema.getQueryType()?.getFields() ?? {}), mutation: Object.values(schema.getMutationType()?.getFields() ?? {}) };
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 60 }), async (drawn) => {
      const draw = new Draw(drawn);
      const kind = draw.of(['query', 'query', 'mutation'] as const);
      const field = draw.of<GraphQLField<unknown, unknown>>(root[kind]);
      const declared = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
      const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
      const query = `${kind} ${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(draw, getNamedType(field.type), 1)} }`;
      const variables = Object.fromEntries(field.args.filter(({ type }) => isNonNullType(type) || draw.below(2) === 0).map(({ name, type }) => [name, valueOf(draw, type)]));
      const answer = await house.app.inject({ method: 'POST', url: '/graphql', payload: { query, variables }, headers: { authorization: `Bearer ${draw.of(members).token}` } });
      if (answer.statusCode >= 500 || inside.test(answer.body)) throw new Error(`${answer.statusCode} ${answer.body.slice(0, 300)}\n${query.slice(0, 300)}\n${JSON.stringify(variables).slice(0, 600)}`);
    }), { numRuns: runs, seed, endOnFailure: process.env['FUZZ_RUNS'] === undefined });
  }, 1_800_000);
});
