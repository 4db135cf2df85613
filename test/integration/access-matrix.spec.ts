import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, type GraphQLObjectType, isInputObjectType } from 'graphql';
import pg from 'pg';
import type { z } from 'zod';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { PersonRole, Role } from '../../src/platform/access/actor.js';
import { declaredPermissions, may, permissionOf } from '../../src/platform/access/policy.js';
import { newId } from '../../src/platform/database/ids.js';
import { type Audience, audiences } from '../../src/platform/documents/document.entity.js';
import { Documents } from '../../src/platform/documents/documents.service.js';
import { Mutations } from '../../src/platform/graphql/mutations.js';
import { answersOf, beforeSignIn, documentsRoute, fileAccess, looksUp, narrowedByRecord, pageAccess, readsAtOnce, streams, tablesOfName, tablesOfSubject } from '../support/access-table.js';
import { everyMember, type Member } from '../support/every-member.js';
import { documentOf, filledInput, idPlaces, leastInput, leastVariables, type Place, type RootField, withValues } from '../support/field-documents.js';
import { type House, openHouse, testSettings } from '../support/house.js';
import { routesOf } from '../support/routes.js';
import { seedService } from '../support/seeded-service.js';

type Values = Record<string, unknown>;
type Answer = { status: number; body: string; statements: readonly string[] };
type Told = { data?: Record<string, { __typename?: string; message?: string } | null> | null; errors?: { message: string; extensions: { code: string; whoMay?: string } }[] };

/** Some two hundred pages and forms as each of some twenty roles: a ceiling for a busy machine. */
const asLongAsItTakes = 900_000;

/** Every role of two councils at every query, mutation, page and file, held against the permission table (Sec-1). */
describe('the access matrix', () => {
  let house: House;
  let own: Member[];
  let others: Member[];
  let fields: { kind: 'query' | 'mutation'; field: RootField }[];
  /** Ids of rows of the first council, by table. */
  const ids = new Map<string, string[]>();
  const forms = new Map<string, string>();
  const schemas = new Map<string, z.ZodType>();
  const documentIds = new Map<Audience, string>();
  let statements: string[] = [];
  const { query } = pg.Client.prototype;

  beforeAll(async () => {
    house = await openHouse();
    const { providerId } = await seedService(house);
    own = await everyMember(house, house.cast.chair, providerId);
    others = await everyMember(house, await house.neighbour(), providerId);
    const { schema } = house.app.get(GraphQLSchemaHost);
    const of = (kind: 'query' | 'mutation', type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {}).map((field) => ({ kind, field }));
    fields = [...of('query', schema.getQueryType()), ...of('mutation', schema.getMutationType())];
    await furnish();
    await gatherIds();
    for (const [table, rows] of ids) if (rows.length === 0) ids.set(table, [await someRow(table)]);
    learnForms();
    for (const { cookie } of [...own, ...others]) forms.set(cookie, /name="_csrf" value="([^"]+)"/.exec((await house.app.inject({ url: '/account', headers: { cookie } })).body)?.[1] ?? '');
    pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
      const text = typeof given[0] === 'string' ? given[0] : (given[0] as { text?: string } | undefined)?.text;
      // The queue asks by its own clock.
      // What no request asks for: the queue, and the counters' own sweep every five minutes.
      if (text !== undefined && !text.includes('pgboss') && !text.startsWith('DELETE FROM "rate_limits" WHERE expire')) statements.push(text);
      return (query as (...given: unknown[]) => unknown).apply(this, given);
    } as never;
  });
  afterAll(async () => {
    pg.Client.prototype.query = query;
    await house.close();
  });

  const first = (table: string): string => ids.get(table)?.[0] ?? newId();
  const called = (members: readonly Member[], role: Role): Member => members.find((one) => one.role === role) as Member;
  const ask = async (who: Member, kind: 'query' | 'mutation', field: RootField, variables: Values): Promise<Answer> => {
    statements = [];
    const answer = await house.app.inject({ method: 'POST', url: '/graphql', payload: { query: documentOf(kind, field), variables }, headers: { authorization: `Bearer ${who.token}` } });
    return { status: answer.statusCode, body: answer.body, statements };
  };
  const toldBy = ({ body }: Answer): Told => JSON.parse(body) as Told;

  /** What the seeded story has not: one row more of every kind that an id can name. */
  const furnish = async (): Promise<void> => {
    await gatherIds();
    const send = async (role: PersonRole, mutation: string, input: Values): Promise<void> => {
      const field = fields.find((one) => one.field.name === mutation)?.field as RootField;
      const answer = toldBy(await ask(called(own, role), 'mutation', field, { input: { idempotencyKey: newId(), ...input } }));
      if (!/Payload$/.test(answer.data?.[mutation]?.__typename ?? '')) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
    };
    const reason = 'The agency looks after people there.';
    const sealedId = (await house.sql<{ id: string }>('select intelligence_id as id from sealed_sources'))[0]?.id ?? '';
    const agencyId = await house.unit.run(called(own, 'administrator').actor, () => house.get(PeopleService).addAgency('Placing Council', 'otherCouncil', '2022-07-01'));
    await send('chair', 'shareService', { serviceId: first('services'), agencyId, reason });
    await send('chair', 'produceReport', { quarterStart: '2026-07-01' });
    await send('safeguardingLead', 'giveSourceReader', { id: sealedId, membershipId: called(own, 'authorisedOfficer').actor.membershipId, endsOn: '2026-12-01', reason });
    await send('qaOfficer', 'openSealedSource', { id: sealedId, reason });
    await send('chair', 'nameDeputy', { membershipId: called(own, 'chair').actor.membershipId, deputyId: called(own, 'coordinator').actor.membershipId, from: '2026-11-10', to: '2026-11-20' });
    await send('administrator', 'inviteMember', { name: 'Ola Newcomer', mail: 'ola@example.org', role: 'legal', jobTitle: 'Solicitor', agencyId });
    const meetingId = (await house.sql<{ id: string }>(`select id from meetings where closed_at is null`))[0]?.id ?? '';
    const itemId = (await house.sql<{ id: string }>('select id from agenda_items'))[0]?.id ?? '';
    const { membershipId } = called(own, 'chair').actor;
    await house.sql(`insert into minute_sections (council_id, id, meeting_id, agenda_item_id, position, heading, text, audience, recorded_at)
      select council_id, $1, meeting_id, id, 1, 'Willow Lodge', 'Heard.', 'members', '2026-10-13T12:30:00Z' from agenda_items where id = $2`, [newId(), itemId]);
    await house.sql(`insert into item_interests (council_id, id, meeting_id, agenda_item_id, membership_id, nature, declared_at) select council_id, $1, meeting_id, id, $3, 'financial', '2026-10-13T10:10:00Z' from agenda_items where id = $2`, [newId(), itemId, membershipId]);
    await house.sql(`insert into agenda_versions (council_id, id, meeting_id, number, content, published_at, published_by) values ($1, $2, $3, 1, $4, '2026-11-03T09:00:00Z', $5)`, [
      house.councilId, newId(), meetingId, JSON.stringify({ title: 'Panel', reference: 'MTG-2026-00001', when: 'Tuesday', venue: 'Room 4', number: 1, items: [] }), membershipId]);
    await house.unit.run(called(own, 'chair').actor, async () => {
      for (const audience of audiences) {
        const { id } = await house.get(Documents).store({
          kind: 'paper', title: 'A paper', fileName: 'paper.txt', mediaType: 'text/plain', bytes: Buffer.from('Heard.'), audience,
          ...(audience === 'provider' && { providerId: called(own, 'provider').actor.providerId ?? '' }), ...(audience === 'named' && { recipients: [called(own, 'legal').actor.membershipId] }),
        });
        documentIds.set(audience, id);
      }
    });
  };

  /** A row of a kind that nothing here makes, past every key and trigger: nobody of another council may learn that it is there. */
  const someRow = async (table: string): Promise<string> => {
    const columns = await house.sql<{ name: string; type: string }>(`select column_name as name, udt_name as type from information_schema.columns
      where table_name = $1 and table_schema = 'public' and is_nullable = 'NO' and column_default is null`, [table]);
    const id = newId();
    const known: Values = { id, starts_at: 0, rejected: '[]', council_id: house.councilId, service_id: first('services'), kind: { evidence_files: 'pdf', notices: 'remedy', hearing_requests: 'companion', service_links: 'deregistered', imports: 'actions' }[table] ?? 'foi', audience: 'council', scan: 'clean', state: 'released', record_kind: 'intelligence', record_id: first('intelligence'), what: 'started', form: 'withheld', ground: { terminations: 'insolvency', disclosed_items: 'confidence' }[table] ?? 'other', period_unit: 'days', capacity: 'director', part: 'A', funder: 'icb', priority: 'now' };
    const byType: Values = { uuid: newId(), text: 'x', date: '2026-10-01', timestamptz: '2026-10-01T09:00:00Z', int4: 2, bool: false, jsonb: '{}', bytea: Buffer.from('x') };
    const names = [...new Set([...columns.map(({ name }) => name), ...(['legal_holds', 'item_proposals'].includes(table) ? ['service_id'] : []), ...(table === 'disclosed_items' ? ['ground'] : [])])];
    const values = names.map((name) => known[name] ?? byType[columns.find((one) => one.name === name)?.type ?? '']);
    await house.sql('set session_replication_role = replica');
    await house.sql(`insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`, values);
    await house.sql('set session_replication_role = default');
    return id;
  };

  const gatherIds = async (): Promise<void> => {
    for (const table of new Set(['agencies', ...Object.values(tablesOfSubject), ...Object.values(tablesOfName), ...Object.values(fileAccess).map(([, table]) => [table]), ['minute_extracts']].flat())) {
      const rows = table === 'people' ? await house.sql<{ id: string }>('select person_id as id from memberships where council_id = $1 and person_id is not null', [house.councilId]) : await house.sql<{ id: string }>(`select id from ${table} where council_id = $1${table === 'memberships' ? ' and person_id is not null' : ''}`, [house.councilId]);
      ids.set(table, rows.map(({ id }) => id).slice(0, 2));
    }
  };

  /** Keeps each mutation's schema as it runs: what a filled form holds is read from it. */
  const learnForms = (): void => {
    const mutations = house.get(Mutations);
    const run = mutations.run.bind(mutations) as (...given: unknown[]) => Promise<never>;
    mutations.run = (actor, mutation, input, schema, work) => {
      schemas.set(mutation, schema);
      return run(actor, mutation, input, schema, work);
    };
  };

  /** Filled forms of this field, with the places in each that take an id: one for a mutation, one a choice where a query takes one input of several. */
  const formsOf = async (who: Member, kind: 'query' | 'mutation', field: RootField): Promise<{ form: Values; places: Place[] }[]> => {
    const least = leastVariables(field);
    const places = idPlaces(field).filter(({ name }) => name === 'id' || tablesOfName[name]?.length !== 0);
    if (kind === 'query') {
      const inputs = field.args.filter(({ type }) => isInputObjectType(getNamedType(type))).map(({ name }) => name);
      return inputs.length === 0 ? [{ form: least, places }] : inputs.map((name) => ({ form: { [name]: leastInput(field, name) }, places: places.filter(({ path }) => path[0] === name) }));
    }
    await ask(who, kind, field, least);
    const schema = schemas.get(field.name);
    return [{ form: schema === undefined ? least : { input: { ...filledInput(schema, least['input'] as Values), ...answersOf[field.name] } }, places }];
  };

  const refusedRightly = (act: string, answer: Answer): string | null => {
    const { data, errors } = toldBy(answer);
    const found = errors?.[0]?.extensions ?? { code: data?.[act]?.__typename };
    const said = errors?.[0]?.message ?? data?.[act]?.message ?? '';
    const who = permissionOf(act)?.who ?? '';
    return answer.status === 200 && ['NOT_PERMITTED', 'NotPermitted'].includes(found.code ?? '') && said.includes(who) ? null : answer.body.slice(0, 200);
  };

  it('Sec-1 knows every id an argument names, every subject, every page, form and file', () => {
    const names = fields.flatMap(({ field }) => idPlaces(field).map(({ name }) => name)).filter((name) => name !== 'id');
    const subjects = fields.map(({ field }) => permissionOf(field.name)?.subject ?? field.name);
    const [routes, listed] = [routesOf(house), [...Object.keys(pageAccess), ...beforeSignIn, ...Object.keys(fileAccess), ...streams, documentsRoute]];
    const without = (all: readonly string[], known: readonly string[]): string[] => [...new Set(all)].filter((one) => !known.includes(one)).sort();
    expect({
      ids: without(names, Object.keys(tablesOfName)), subjects: without(subjects, Object.keys(tablesOfSubject)), emptyTables: [...ids].filter(([, rows]) => rows.length === 0).map(([table]) => table),
      unlisted: without(routes, listed), gone: without(listed, routes), unknownActs: without(Object.values(pageAccess).flat(), declaredPermissions().map(({ act }) => act)),
    }).toEqual({ ids: [], subjects: [], emptyTables: [], unlisted: [], gone: [], unknownActs: [] });
    // What no controller registers: the door itself and the files of the pages' looks.
    expect(registeredOutsideControllers(house)).toEqual(['*', '/graphql']);
  });

  it('Sec-1 gives every query and mutation to the roles that may, and says to all others who that is', async () => {
    const wrong: string[] = [];
    for (const { kind, field } of fields) {
      const variables = leastVariables(field);
      for (const who of own) {
        const answer = await ask(who, kind, field, withValues(variables, []));
        const { data, errors } = toldBy(answer);
        const refused = refusedRightly(field.name, answer);
        const allowed = data?.[field.name]?.__typename !== 'NotPermitted' && errors === undefined;
        if (may(who.actor, field.name) ? !allowed : refused !== null) wrong.push(`${field.name} as ${who.role}: ${answer.body.slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, asLongAsItTakes);

  it('Sec-1 tells no role of another council an id of this one from an id of nothing: the same words, keys and number of statements', async () => {
    const wrong: string[] = [];
    const stopped: string[] = [];
    for (const { kind, field } of fields) {
      const allowed = others.filter(({ actor }) => may(actor, field.name));
      for (const who of others.filter((one) => !allowed.includes(one))) {
        const refused = refusedRightly(field.name, await ask(who, kind, field, withValues(leastVariables(field), [])));
        if (refused !== null) wrong.push(`${field.name} as ${who.role}: ${refused}`);
      }
      const [filler] = allowed;
      if (filler === undefined || idPlaces(field).length === 0) continue;
      for (const { form, places } of await formsOf(filler, kind, field)) {
        if (places.length === 0) continue;
        for (const who of allowed) {
          const nothing = await ask(who, kind, field, withValues(form, places.map((place) => [place, newId()])));
          const { __typename: type, message = '' } = toldBy(nothing).data?.[field.name] ?? {};
          if (who === filler && !looksUp.includes(field.name) && (type === 'InvalidInput' || toldBy(nothing).errors !== undefined)) stopped.push(`${field.name}: ${message} ${toldBy(nothing).errors?.[0]?.message ?? ''}`);
          // What one role's every id tells, the first id of another's tells too: policies by council do not ask for the role.
          const named = namedBy(field, places);
          for (const [place, id] of who === filler ? named : named.slice(0, 1)) {
            const answer = await ask(who, kind, field, withValues(form, places.map((one) => [one, one === place ? id : newId()])));
            if (answer.body !== nothing.body || !same(answer, nothing)) wrong.push(`${field.name} as ${who.role} with ${place.path.join('.')}: ${answer.body.slice(0, 160)} / ${nothing.body.slice(0, 160)} / ${differing(answer, nothing)}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(stopped).toEqual([]);
  }, asLongAsItTakes);

  const namedBy = (field: RootField, places: readonly Place[]): [Place, string][] => {
    const subject = permissionOf(field.name)?.subject ?? '';
    return places.flatMap((place) => (place.name === 'id' ? tablesOfSubject[subject] : tablesOfName[place.name])?.flatMap((table) => (ids.get(table) ?? []).map((id): [Place, string] => [place, id])) ?? []);
  };

  const open = async (who: Member, route: string, idOf: (table: string) => string): Promise<Answer> => {
    const [method = '', path = ''] = route.split(' ');
    const url = addressOf(path, idOf);
    statements = [];
    const posted = { _csrf: forms.get(who.cookie) ?? '', version: '1', idempotencyKey: newId(), step: 'confirm', event: path.includes('minutes') ? 'SUBMIT_MINUTES' : 'OPEN', serviceId: idOf('services'), service: idOf('services') };
    const answer = await house.app.inject(method === 'GET'
      ? { method: 'GET', url: `${url}?service=${idOf('services')}`, headers: { cookie: who.cookie } }
      : { method: 'POST', url, headers: { cookie: who.cookie, origin: testSettings.publicUrl, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(posted).toString() });
    return { status: answer.statusCode, body: answer.body, statements };
  };

  it('Sec-1 opens every page and takes every form for the roles that may all it asks for, and says to all others who that is', async () => {
    const wrong: string[] = [];
    for (const [route, acts] of Object.entries(pageAccess)) {
      for (const who of own) {
        const { status, body } = await open(who, route, first);
        const missing = acts.filter((act) => !may(who.actor, act));
        const mine = route === 'GET /letters' && who.role === 'provider';
        const right = missing.length === 0 || mine ? [200, 302, 303, 404, 422, ...(narrowedByRecord.includes(route) ? [403] : [])].includes(status) : status === 403 && missing.some((act) => body.includes(permissionOf(act)?.who ?? act));
        if (!right) wrong.push(`${route} as ${who.role}: ${status}, who may not ${missing.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  }, asLongAsItTakes);

  it('Sec-1 shows no role of another council a page or a form of this one: an id of this one and an id of nothing are the same page', async () => {
    const wrong: string[] = [];
    const plain = (body: string, used: readonly string[]): string => used.reduce((text, id) => text.replaceAll(id, 'ID'), body.replaceAll(/nonce="[^"]+"|name="_csrf" value="[^"]+"|name="idempotencyKey" value="[^"]+"|<code>[^<]+<\/code>/g, ''));
    // What each role was shown of nothing before, and what anybody's nothing of this route took: the same words after the same statements need no second asking.
    const nothingness = new Map(others.map((who) => [who, new Set<string>()]));
    for (const [route, acts] of Object.entries(pageAccess).filter(([one]) => one.includes(':'))) {
      const taken = new Set<string>();
      for (const who of others) {
        const [real, random]: string[][] = [[], []];
        const theirs = await open(who, route, (table) => (real?.push(first(table)), first(table)));
        // Who may read, and not change, is told first that there is nothing to read.
        const comesIn = may(who.actor, acts[0] ?? '');
        if (comesIn ? ![303, 404, 422, 403].includes(theirs.status) : theirs.status !== 403) wrong.push(`${route} as ${who.role}: ${theirs.status}`);
        if (!comesIn) continue;
        const words = `${theirs.status} ${plain(theirs.body, real ?? [])}`;
        if (nothingness.get(who)?.has(words) && taken.has(statementsOf(theirs))) continue;
        const nothing = await open(who, route, () => (random?.push(newId()), random?.at(-1) ?? ''));
        nothingness.get(who)?.add(`${nothing.status} ${plain(nothing.body, random ?? [])}`);
        taken.add(statementsOf(nothing));
        if (words !== `${nothing.status} ${plain(nothing.body, random ?? [])}` || (!readsAtOnce.includes(route) && !same(theirs, nothing))) wrong.push(`${route} as ${who.role}: ${theirs.status} / ${nothing.status} / ${differing(theirs, nothing)}`);
      }
    }
    expect(wrong).toEqual([]);
  }, asLongAsItTakes);

  it('Sec-1 gives every list as a file to exactly the roles that may read the list', async () => {
    const wrong: string[] = [];
    let files = 0;
    for (const [route, acts] of Object.entries(pageAccess).filter(([one]) => one.startsWith('GET '))) {
      const mayAll = own.filter(({ actor }) => acts.every((act) => may(actor, act)));
      const fetchAs = ({ cookie }: Member) => house.app.inject({ url: `${addressOf(route.slice(4), first)}?format=csv`, headers: { cookie } });
      if (mayAll[0] === undefined || !String((await fetchAs(mayAll[0])).headers['content-type']).startsWith('text/csv')) continue;
      for (const who of own) {
        const answer = await fetchAs(who);
        if (!String(answer.headers['content-type']).startsWith('text/csv')) {
          if (mayAll.includes(who)) wrong.push(`${route} is kept from ${who.role}`);
          continue;
        }
        files += 1;
        if (!mayAll.includes(who)) wrong.push(`${route} as ${who.role}`);
        if (!String(answer.headers['content-disposition']).startsWith('attachment')) wrong.push(`${route} is shown, not downloaded`);
      }
    }
    expect(files).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  // Partners and CQC see a paper of the panel's only with what it is about (R21, R37): this one is about nothing of theirs.
  const officers: readonly Role[] = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'legal', 'auditor'];
  it.each<[Audience, readonly Role[]]>([
    ['circle', officers], ['council', officers], ['provider', [...officers, 'provider']], ['named', ['legal', 'auditor']], ['board', [...officers, 'boardReader']], ['boardNamed', officers],
  ])('Sec-1 gives a document for %s to exactly its readers, and to nobody of another council', async (audience, readers) => {
    const fetchAs = async ({ cookie }: Member, id: string): Promise<Answer> => {
      statements = [];
      const answer = await house.app.inject({ url: `/documents/${id}`, headers: { cookie } });
      return { status: answer.statusCode, body: answer.body.replaceAll(/nonce="[^"]+"|name="_csrf" value="[^"]+"/g, ''), statements };
    };
    const id = documentIds.get(audience) ?? '';
    const seeing = [];
    for (const who of own) if ((await fetchAs(who, id)).status === 200) seeing.push(who.role);
    expect(new Set(seeing)).toEqual(new Set(readers));
    for (const who of others) expect([who.role, await fetchAs(who, id)]).toEqual([who.role, { ...(await fetchAs(who, newId())), status: 404 }]);
  });

  it.each(Object.entries(fileAccess))('Sec-1 gives %s to nobody who may not, and of another council to nobody', async (route, [act, table]) => {
    const [method = '', path = ''] = route.split(' ');
    const fetchAs = async (who: Member, id: string): Promise<Answer> => {
      const headers = path.startsWith('/api/') ? { authorization: `Bearer ${who.token}` } : { cookie: who.cookie };
      statements = [];
      const answer = await house.app.inject({ method: method as 'GET' | 'POST', url: addressOf(path, () => id), headers });
      return { status: answer.statusCode, body: answer.body.replaceAll(/nonce="[^"]+"|name="_csrf" value="[^"]+"|"timestamp":"[^"]+"/g, '').replaceAll(id, 'ID'), statements };
    };
    const id = route.endsWith('agenda.pdf') ? (await house.sql<{ id: string }>('select meeting_id as id from agenda_versions'))[0]?.id ?? '' : first(table);
    for (const who of own) {
      const { status } = await fetchAs(who, id);
      const right = may(who.actor, act) ? [200, 201, 400, 404, 415, 422].includes(status) && (!route.endsWith('agenda.pdf') || status === 200) : [403, 404].includes(status);
      expect([who.role, status, right]).toEqual([who.role, status, true]);
    }
    for (const who of others) {
      const theirs = await fetchAs(who, id);
      expect([who.role, theirs]).toEqual([who.role, await fetchAs(who, newId())]);
      expect([200, 201]).not.toContain(theirs.status);
    }
  });
});

const statementsOf = ({ statements }: Answer): string => [...statements].sort().join();
const same = (one: Answer, other: Answer): boolean => differing(one, other) === '';
/** Statements that only one of two answers took. */
function differing(one: Answer, other: Answer): string {
  const [mine, theirs] = [[...one.statements].sort(), [...other.statements].sort()];
  return mine.join() === theirs.join() ? '' : JSON.stringify([mine.filter((text, at) => mine.filter((x) => x === text).length !== theirs.filter((x) => x === text).length && mine.indexOf(text) === at), theirs.filter((text) => !mine.includes(text))]).slice(0, 300);
}

/** Acts by the last part of an address, so that a form with many of them comes as far as one. */
const actOf: Readonly<Record<string, string>> = { notices: 'draft', agencies: 'change', panels: 'seat', memberships: 'change', actions: 'complete', intelligence: 'triage', restrictions: 'review', files: 'release', stage: 'propose', placing: 'record', reviews: 'add', terminations: 'plan', links: 'undo', written: 'close', dates: 'done', 'my-plan': 'complete' };
const nameOf: Readonly<Record<string, string>> = { change: 'vary', decide: 'no-further-action', act: 'start', decision: 'rescind' };
const tableOf: Readonly<Record<string, string>> = { 'my-plan': 'actions', decisions: 'recommendations', made: 'decisions', replies: 'representations', 'my-notices': 'notices', sources: 'source_openings', trail: 'services', files: 'evidence_files', evidence: 'intelligence', extracts: 'minute_extracts', records: 'intelligence', written: 'written_procedures', dates: 'watched_dates', triage: 'intelligence', requests: 'information_requests', items: 'disclosure_items' };

function addressOf(path: string, idOf: (table: string) => string): string {
  const parts = path.split('/');
  return parts.map((part, at) => {
    const before = parts[at - 1] ?? '';
    if (!part.startsWith(':')) return part;
    if (part === ':act') return actOf[before] ?? actOf[parts[at - 2] ?? ''] ?? part;
    if (part === ':step') return 'plan';
    if (part === ':stop') return 'voluntary';
    if (part === ':name') return nameOf[before] ?? 'start';
    if (part === ':kind') return parts.includes('evidence') ? 'intelligence' : 'service';
    if (part === ':figure') return 'x';
    if (part === ':id') return idOf(before === 'people' && parts[1] === 'trail' ? 'people' : tableOf[before.startsWith(':') ? (parts.at(-3) ?? '') : before] ?? before);
    return idOf({ ':itemId': 'agenda_items', ':sectionId': 'minute_sections', ':interestId': 'item_interests', ':guestId': 'meeting_guests', ':commentId': 'minute_comments', ':documentId': 'documents', ':reader': 'source_readers', ':share': 'shares', ':link': 'service_links', ':person': 'provider_people' }[part] ?? part);
  }).join('/');
}

/** Addresses that Fastify serves and no controller declares. */
function registeredOutsideControllers(house: House): string[] {
  const printed = (house.app.getHttpAdapter().getInstance() as unknown as { printRoutes(of: object): string }).printRoutes({ commonPrefix: false });
  const trail: string[] = [];
  const addresses = printed.split('\n').filter((line) => line.includes('(')).map((line) => {
    const depth = (line.indexOf('─') - 1) / 4;
    trail.length = depth;
    trail[depth] = line.replace(/^.*── /, '').replace(/ \(.*$/, '');
    return trail.join('').replace(/^\/(?=.)/, '/').replaceAll(/\/+/g, '/');
  });
  const known = new Set(routesOf(house).map((route) => route.replace(/^\w+ \/?/, '').replace(/\/$/, '')));
  return addresses.map((address) => address.replace(/^\//, '')).filter((address) => !known.has(address)).map((address) => (address === 'graphql' ? '/graphql' : address)).sort();
}
