import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type DocumentNode, getNamedType, type GraphQLObjectType, isInputObjectType, parse } from 'graphql';
import type { z } from 'zod';
import { may, permissionOf } from '../../src/platform/access/policy.js';
import { Mutations } from '../../src/platform/graphql/mutations.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { answersOf, tablesOfName, tablesOfSubject } from '../support/access-table.js';
import { everyMember, type Member } from '../support/every-member.js';
import { documentOf, filledInput, idPlaces, isWords, leastInput, leastVariables, type Place, placesOf, type RootField, withValues } from '../support/field-documents.js';
import { type House, openHouse } from '../support/house.js';
import { seedService } from '../support/seeded-service.js';

type Values = Record<string, unknown>;

/** What ends a text, a comment, a statement and a value's place in SQL, and the same text without it. */
const hostile = `'); drop table services; -- " $1 /* \\' or 1=1`;
const harmless = hostile.replaceAll(/[^\w ]/g, 'x');

/** Bad input of issue 3: "SQL in every string". Mutations are rehearsed, so that what is asked second meets the same rows. */
describe('SQL in every text that a field takes', () => {
  let house: House;
  let members: Member[];
  let fields: { kind: 'query' | 'mutation'; field: RootField }[];
  const schemas = new Map<string, z.ZodType>();
  const ids = new Map<string, string>();
  beforeAll(async () => {
    house = await openHouse();
    const { providerId } = await seedService(house);
    members = await everyMember(house, house.cast.chair, providerId);
    const { schema } = house.app.get(GraphQLSchemaHost);
    const of = (kind: 'query' | 'mutation', type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {}).map((field) => ({ kind, field }));
    fields = [...of('query', schema.getQueryType()), ...of('mutation', schema.getMutationType())];
    for (const table of new Set([...Object.values(tablesOfSubject), ...Object.values(tablesOfName)].flat())) {
      const [row] = await house.sql<{ id: string }>(table === 'people' ? 'select person_id as id from memberships where council_id = $1 and person_id is not null limit 1' : `select id from ${table} where council_id = $1 limit 1`, [house.councilId]);
      if (row !== undefined) ids.set(table, row.id);
    }
    const mutations = house.get(Mutations);
    const run = mutations.run.bind(mutations) as (...given: unknown[]) => Promise<never>;
    mutations.run = (actor, mutation, input, of, work) => {
      schemas.set(mutation, of);
      return run(actor, mutation, input, of, work);
    };
  });
  afterAll(() => house.close());

  const ask = async ({ actor }: Member, source: string, document: DocumentNode, variables: Values): Promise<string> =>
    JSON.stringify(await house.get(Operations).runAdHoc(source, document, undefined, variables, { actor: { signedInAt: house.clock.now().toString(), ...actor }, rehearsal: true }));

  /** A form of a field, filled so that it leads to rows that are there; of a mutation, with words wherever it takes words. */
  const formOf = (field: RootField): Values => {
    const least = leastVariables(field);
    const schema = schemas.get(field.name);
    const form = schema === undefined ? least : { input: { ...filledInput(schema, least['input'] as Values, { texts: true }), ...answersOf[field.name] } };
    const known = idPlaces(field).flatMap((place): [Place, string][] => {
      const tables = place.name === 'id' ? tablesOfSubject[permissionOf(field.name)?.subject ?? ''] : tablesOfName[place.name];
      const id = tables?.map((table) => ids.get(table)).find((one) => one !== undefined);
      return id === undefined ? [] : [[place, id]];
    });
    return withValues(form, known);
  };
  const at = (values: unknown, path: readonly string[]): unknown => path.reduce((of, name) => (of as Values | undefined)?.[name], values);

  /**
   * Of a query each text alone, or the whole of one input where it takes one of several; of a mutation, which says what is wrong with all
   * its fields at once, every text, and then the words alone, so that they come as far as the database.
   */
  const tries = (kind: 'query' | 'mutation', field: RootField): [form: Values, places: Place[]][] => {
    const places = placesOf(field, 'String');
    const form = formOf(field);
    if (kind === 'query') {
      return field.args.flatMap(({ name, type }): [Values, Place[]][] => {
        const own = places.filter(({ path }) => path[0] === name);
        return own.length === 0 ? [] : [[isInputObjectType(getNamedType(type)) ? { [name]: leastInput(field, name) } : form, own]];
      });
    }
    const words = places.filter(({ path }) => isWords(at(form, path)));
    return words.length === 0 ? [[form, places]] : [[form, places], [form, words]];
  };

  it('is answered like any other text as long, by every query and mutation, and leaves every table standing', async () => {
    const tables = `select count(*)::int as tables from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
    const before = await house.sql(tables);
    const wrong: string[] = [];
    let asked = 0;
    for (const { kind, field } of fields) {
      const who = members.find(({ actor }) => may(actor, field.name));
      if (who === undefined) continue;
      const source = documentOf(kind, field);
      const document = parse(source);
      if (kind === 'mutation') await ask(who, source, document, leastVariables(field));
      for (const [form, some] of tries(kind, field)) {
        const answerTo = (text: string): Promise<string> => ask(who, source, document, withValues(form, some.map((place) => [place, text])));
        const [answer, other] = [await answerTo(hostile), await answerTo(harmless)];
        asked += some.length;
        if (answer.includes('INTERNAL') || shapeOf(answer) !== shapeOf(other)) wrong.push(`${field.name} with ${some.map(({ path }) => path.join('.')).join(', ')}: ${answer.slice(0, 300)} / ${other.slice(0, 300)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(400);
    expect(await house.sql(tables)).toEqual(before);
  });
});

/** An answer without the text that came back in it. */
const shapeOf = (body: string): string => [escaped(escaped(hostile)), escaped(hostile), harmless].reduce((text, one) => text.replaceAll(one, 'TEXT'), body);
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
