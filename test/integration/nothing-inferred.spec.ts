import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, type GraphQLField, isNonNullType } from 'graphql';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { documentOf, variablesOf } from '../support/every-query.js';
import { type House, openHouse } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

type Query = GraphQLField<unknown, unknown>;
type Cast = keyof House['cast'];

/** Somebody, one query, one choice of its arguments. */
interface Question {
  readonly name: Cast;
  readonly query: Query;
  readonly variables: Record<string, unknown>;
}

/** What a search, a filter or an order is tried with: words of the hidden record, and codes that lists know. */
const typed = ['Zephyrine', 'P1', 'open'];
/** Who looks at a history stands in it the next time: in these the record itself alone is looked for. */
const histories: readonly string[] = ['recordAccess', 'personTrail', 'myAccess'];
/** Of those who may not read it, one of each kind: who runs the panel, who oversees sources, a partner, a provider, the Board. */
const kept: readonly Cast[] = ['chair', 'safeguardingLead', 'icbNurse', 'provider', 'boardReader'];

let house: House;
let seeded: SeededService;
let queries: Query[];
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
  queries = Object.values(house.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {});
});
afterAll(() => house.close());

const send = async (actor: Actor, name: string, input: Record<string, unknown>): Promise<{ id: string; reference: string | null }> => {
  const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
  const { data, errors } = await house.gql<Record<string, { __typename: string; id: string; reference: string | null }>>(actor,
    `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { id version reference } ... on InvalidInput { fields { field message } } ... on Refusal { code message } } }`, { input: { idempotencyKey: newId(), ...input } });
  const answer = data?.[name];
  if (answer?.__typename !== `${type}Payload`) throw new Error(JSON.stringify(answer ?? errors));
  return answer;
};
/** Every query these people may ask: with ids, and with each filter, search and order tried. */
const questionsOf = async (names: readonly Cast[]): Promise<Question[]> => {
  const [other] = await house.sql<{ id: string }>('select id from intelligence order by id limit 1');
  const ids = [seeded.serviceId, seeded.nextMeetingId, seeded.recommendationId, other?.id ?? ''];
  const questions: Question[] = [];
  for (const name of names) {
    for (const query of queries) {
      const { errors } = await house.gql(house.cast[name], documentOf(query), variablesOf(query, seeded.serviceId));
      if (errors?.some(({ extensions }) => extensions?.['code'] === 'NOT_PERMITTED')) continue;
      const asksId = query.args.some((arg) => getNamedType(arg.type).name === 'ID');
      const filters = query.args.filter((arg) => !isNonNullType(arg.type) && arg.type.toString() === 'String');
      const asked = [...(asksId ? ids : ['']).map((id) => variablesOf(query, id)), ...filters.flatMap(({ name: arg }) => typed.map((value) => ({ ...variablesOf(query, seeded.serviceId), [arg]: value })))];
      questions.push(...asked.map((variables) => ({ name, query, variables })));
    }
  }
  return questions;
};
const answer = async ({ name, query, variables }: Question): Promise<string> =>
  JSON.stringify(await house.gql(house.cast[name], documentOf(query), variables)).replaceAll(/"errorId":"[^"]*"/g, '');

describe('what nobody can infer', () => {
  it('R25 4.3 a record kept from somebody changes no answer they get: no count, no order, no search, no offer, no error', async () => {
    const questions = await questionsOf(kept);
    const before: string[] = [];
    for (const question of questions) before.push(await answer(question));

    const hidden = await send(house.cast.qaOfficer, 'recordIntelligence', {
      serviceId: seeded.serviceId, sourceType: 'whistleblower', toldBy: 'Xanthippe of the night staff', whatHappened: 'Zephyrine words.', happenedOn: '2 11 2026', category: 'staffing', severity: 'P1', disclosure: 'no', disclosureReason: 'Police ask for it.', disclosureReviewOn: '1/12/2026',
      caveat: 'namedPeople', namedReaders: [house.cast.dass.membershipId],
    });
    await house.drain();
    await send(house.cast.qaOfficer, 'triageIntelligence', { id: hidden.id, version: 2, severity: 'P1', caveat: 'namedPeople', lawfulBasis: 'publicTask', note: 'Zephyrine.', allocatedTo: house.cast.qaOfficer.membershipId });
    await house.drain();

    const changed: string[] = [];
    for (const [index, question] of questions.entries()) {
      const now = await answer(question);
      if (/xanthippe|zephyrine words/i.test(now) || now.includes(hidden.id) || now.includes(hidden.reference ?? '?')) changed.push(`${question.query.name} tells ${question.name}`);
      if (now !== before[index] && !histories.includes(question.query.name)) changed.push(`${question.query.name} ${JSON.stringify(question.variables)} differs for ${question.name}: ${firstDifference(before[index] ?? '', now)}`);
    }
    expect(changed).toEqual([]);
    expect(questions.length).toBeGreaterThan(300);
    expect((await answer({ name: 'dass', query: queries.find(({ name }) => name === 'intelligenceRecord') as Query, variables: { id: hidden.id } }))).toContain(hidden.reference);
  }, 600_000);
});

function firstDifference(before: string, after: string): string {
  const at = [...before].findIndex((letter, index) => after[index] !== letter);
  return `${before.slice(Math.max(0, at - 40), at + 60)} → ${after.slice(Math.max(0, at - 40), at + 60)}`;
}
