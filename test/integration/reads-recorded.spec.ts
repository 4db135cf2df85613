import { getNamedType, GraphQLID, type GraphQLObjectType, isLeafType, isNonNullType, isObjectType, type GraphQLField, isListType, isUnionType } from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { Actor } from '../../src/platform/access/actor.js';
import { permissionOf } from '../../src/platform/access/policy.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { openHouse, type House } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

/** Root fields that answer nothing of care and no address: who I am, whether I may, who my colleagues are, and the choices of forms. */
const unrestricted = ['viewer', 'mayAddService', 'members', 'meetingProposal', 'agencies', 'panels', 'administrationForm', 'meetingDeputyChoices', 'meetingMemberChoices', 'secureMailDomains'];

let house: House;
let seeded: SeededService;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
});
afterAll(() => house.close());

const queries = (): GraphQLField<unknown, unknown>[] => Object.values(house.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {});
const counted = async (): Promise<{ reads: number; refusals: number }> => {
  const [row] = await house.sql<{ reads: number; refusals: number }>(`select (select count(*)::int from reads) as reads, (select count(*)::int from trail where subject_kind = 'refusal') as refusals`);
  return row ?? { reads: 0, refusals: 0 };
};
/** `{ field(args) { one leaf } }`; ids are those given, or the service's. */
const documentFor = (field: GraphQLField<unknown, unknown>, id = seeded.serviceId): string => {
  const args = field.args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map(({ name, type }) => `${name}: ${getNamedType(type) === GraphQLID ? `"${id}"` : isListType(type) ? '[]' : name === 'kind' ? '"service"' : '"x"'}`);
  const of = getNamedType(field.type);
  const leaf = isObjectType(of) ? ` { ${leafOf(of)} }` : isUnionType(of) ? ' { __typename }' : '';
  return `{ ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${leaf} }`;
};
const leafOf = (type: GraphQLObjectType): string => Object.values(type.getFields()).find((one) => isLeafType(getNamedType(one.type)) && one.args.length === 0)?.name ?? '__typename';
const get = async (actor: Actor, url: string) => house.app.inject({ method: 'GET', url, headers: { cookie: `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}` } });

describe('Sec-3 every read is recorded', () => {
  it('one record for each query served, over every query as every role; one refusal for each that was not', async () => {
    const wrong: string[] = [];
    for (const actor of Object.values(house.cast)) {
      for (const field of queries().filter(({ name }) => !unrestricted.includes(name))) {
        const before = await counted();
        const { data, errors } = await house.gql<Record<string, unknown>>(actor, documentFor(field));
        const after = await counted();
        const may = permissionOf(field.name)?.roles.includes(actor.role) === true;
        const served = errors === undefined && data[field.name] !== null;
        // A fault of ours serves nothing and refuses nothing; neither does a preview of nothing.
        if (may && !served && !field.args.some(({ type }) => getNamedType(type) === GraphQLID)) continue;
        const got = { reads: after.reads - before.reads, refusals: after.refusals - before.refusals };
        if (served ? got.reads !== 1 || got.refusals !== 0 : got.refusals !== 1 || (!may && got.reads !== 0)) wrong.push(`${actor.role} ${field.name}: ${JSON.stringify(got)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('answers an error and no data where the record cannot be written', async () => {
    await house.sql('revoke insert on reads from mpc_app');
    try {
      for (const field of queries().filter(({ name }) => !unrestricted.includes(name))) {
        if (permissionOf(field.name)?.roles.includes('chair') !== true) continue;
        const { data, errors } = await house.gql<Record<string, unknown> | null>(house.cast.chair, documentFor(field));
        expect([field.name, data?.[field.name] ?? null, errors?.length]).toEqual([field.name, null, 1]);
      }
      const page = await get(house.cast.chair, `/services/${seeded.serviceId}/chronology?format=csv`);
      expect(page.statusCode).toBe(500);
      expect(page.body).not.toContain('Willow');
    } finally {
      await house.sql('grant insert on reads to mpc_app');
    }
  });

  it('answers an error where a refusal cannot be written', async () => {
    await house.sql('revoke insert on trail from mpc_app');
    try {
      const { data, errors } = await house.gql<Record<string, unknown> | null>(house.cast.brokerage, `{ service(id: "${seeded.serviceId}") { id } }`);
      expect([data?.['service'] ?? null, errors?.[0]?.extensions?.['code']]).toEqual([null, 'INTERNAL_SERVER_ERROR']);
    } finally {
      await house.sql('grant insert on trail to mpc_app');
    }
  });

  it('a CSV is recorded as taken away, besides what was read for it', async () => {
    const answer = await get(house.cast.chair, `/services/${seeded.serviceId}/chronology?format=csv`);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="chronology.csv"');
    expect(await house.sql(`select operation, subject_kind, subject_id, person_id from reads where operation like 'download:%'`)).toEqual([
      { operation: 'download:chronology', subject_kind: 'service', subject_id: seeded.serviceId, person_id: house.cast.chair.personId },
    ]);
  });
});

describe('a refused read is recorded once, without what was typed', () => {
  const refusals = (id: string): Promise<object[]> => house.sql(`select action, content, person_id from trail where subject_kind = 'refusal' and subject_id = $1`, [id]);

  it('of a page that the role may not see', async () => {
    const id = newId();
    expect((await get(house.cast.brokerage, `/services/${id}?search=canary`)).statusCode).toBe(403);
    expect(await refusals(id)).toEqual([{ action: 'refused:service', content: { after: { code: 'NOT_PERMITTED' } }, person_id: house.cast.brokerage.personId }]);
  });

  it('of another council’s record, which looks like a missing one', async () => {
    const stranger = await house.neighbour();
    expect((await get(stranger, `/services/${seeded.serviceId}`)).statusCode).toBe(404);
    expect(await house.sql(`select action, council_id from trail where subject_kind = 'refusal' and subject_id = $1`, [seeded.serviceId])).toContainEqual({ action: 'refused:service', council_id: stranger.councilId });
  });

  it('of a file', async () => {
    const [document, meeting] = [newId(), newId()];
    expect((await get(house.cast.provider, `/documents/${document}`)).statusCode).toBe(404);
    expect((await get(house.cast.provider, `/meetings/${meeting}/agenda.pdf`)).statusCode).toBe(404);
    expect((await get(house.cast.chair, `/meetings/${meeting}/agenda.pdf`)).statusCode).toBe(404);
    expect(await refusals(document)).toMatchObject([{ action: 'refused:documentFile', content: { after: { code: 'NOT_FOUND' } } }]);
    expect(await refusals(meeting)).toMatchObject([{ content: { after: { code: 'NOT_PERMITTED' } } }, { content: { after: { code: 'NOT_FOUND' } } }]);
  });
});
