import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parse, validate } from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { Client } from 'pg';
import { type Procedure, type StageNames, stageNames } from '../../procedures/index.ts';
import type { Settings } from '../../src/config/settings.js';
import { CouncilsService } from '../../src/domain/councils/councils.service.js';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { AgencyKind } from '../../src/domain/people/agency.entity.js';
import { ProvidersService } from '../../src/domain/providers/providers.service.js';
import type { SignInOrigin } from '../../src/platform/identity/sessions.js';
import type { Actor, Role, Seat } from '../../src/platform/access/actor.js';
import { nobodyIn } from '../../src/platform/access/system-actors.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { MovingClock } from '../../src/platform/clock/moving-clock.js';
import { newId } from '../../src/platform/database/ids.js';
import { WriteUnit } from '../../src/platform/database/write-unit.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { createServer } from '../../src/server.js';
import { cloneDatabase } from './database.js';

/** The people of a test council: one of each role that issue 2 walks through. All fictional. */
const castList = {
  chair: ['Ruth Adeyemi', 'chair', 'chair', 'Head of Commissioning', 'council', 3],
  coordinator: ['Tom Fielding', 'coordinator', null, 'Panel Coordinator', 'council', 1],
  qaOfficer: ['Priya Nair', 'qaOfficer', 'contracts', 'Quality Assurance Officer', 'council', 1],
  safeguardingLead: ['Helen Marsh', 'safeguardingLead', 'safeguarding', 'Safeguarding Adults Lead', 'council', 2],
  icbNurse: ['Grace Okafor', 'partner', 'icbNurse', 'ICB Quality Nurse', 'icb', 2],
  socialWorker: ['Daniel Reyes', 'partner', 'socialWork', 'Social Work Team Manager', 'council', 2],
  cqcInspector: ['Alison Webb', 'cqcObserver', 'cqc', 'CQC Inspector', 'cqc', 0],
  headOfService: ['Martin Cole', 'authorisedOfficer', null, 'Head of Service', 'council', 3],
  assistantDirector: ['Sarah Whitlock', 'authorisedOfficer', null, 'Assistant Director', 'council', 4],
  dass: ['Joan Prentice', 'authorisedOfficer', null, 'Director of Adult Social Services', 'council', 5],
  brokerage: ['Ben Carter', 'brokerage', null, 'Brokerage Officer', 'council', 0],
  boardReader: ['Margaret Hale', 'boardReader', null, 'Safeguarding Adults Board Member', 'other', 0],
  recordsOfficer: ['Edith Lowe', 'recordsOfficer', null, 'Information Rights Officer', 'council', 0],
  secondRecordsOfficer: ['Samir Chowdhury', 'recordsOfficer', null, 'Records Manager', 'council', 0],
  auditor: ['Owen Pike', 'auditor', null, 'Internal Auditor', 'council', 0],
  administrator: ['Nina Frost', 'administrator', null, 'Systems Administrator', 'council', 0],
} as const satisfies Record<string, readonly [string, Role, Seat | null, string, AgencyKind, number]>;
type CastName = keyof typeof castList | 'provider';

export interface TestService {
  readonly serviceId: string;
  readonly locationId: string;
  readonly providerId: string;
}

/** A whole running house on a database of its own, with a clock that tests move. */
export interface House {
  readonly app: NestFastifyApplication;
  readonly clock: MovingClock;
  readonly councilId: string;
  readonly cast: Readonly<Record<CastName, Actor>>;
  readonly unit: WriteUnit;
  /** The service whose provider is `cast.provider`. */
  readonly providersService: TestService;
  get<T>(token: abstract new (...args: never[]) => T): T;
  service(of?: { name?: string; kind?: string; provider?: string }): Promise<TestService>;
  /** A second council with a chair, for tests of isolation. */
  neighbour(): Promise<Actor>;
  /** Runs an ad hoc document as somebody, through the same resolvers and policies as HTTP. */
  gql<Data = Record<string, never>>(actor: Actor, source: string, variables?: Record<string, unknown>): Promise<{ data: Data; errors?: readonly { message: string; extensions?: Record<string, unknown> }[] }>;
  /** Delivers every job that is ready. */
  drain(): Promise<number>;
  /** As superuser, past every policy: for looking at what was written. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A row of the council, as superuser. @returns its id */
  insert(table: string, row: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

export const testSettings: Settings = {
  env: 'test', dataDir: '/nonexistent', logLevel: 'silent', port: 0, publicUrl: 'http://localhost:3000',
  oidc: { issuer: 'http://localhost:3001', clientId: 'test', clientSecret: 'x'.repeat(32) },
  adHoc: true, shedLoad: false, sessionSecret: 's'.repeat(48), sourceKeys: [{ id: 'test', key: createHash('sha256').update('the key of tests').digest() }],
  smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'provider.concerns@example.org', demo: false,
  seal: { keyFile: '/nonexistent/seal-key.pem', file: '/nonexistent/seals.jsonl' },
  trustedProxies: [], limits: { perPerson: 1_000_000, perAddress: 1_000_000, signIn: 1_000_000 },
};

/** Where a session came from whose person signed in just now: for what asks for that (ADR 0024). */
export const justNow = ({ clock }: { readonly clock: Clock }): SignInOrigin => ({ issuer: 'https://example.org', providerSession: null, signedInAt: clock.now().toString() });

export async function openHouse(settings: Partial<Settings> = {}): Promise<House> {
  const database = await cloneDatabase();
  const clock = new MovingClock('2026-11-03T10:00:00Z');
  const app = await createServer({ ...testSettings, ...settings }, database.appUrl, { clock });
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  const get = <T>(token: abstract new (...args: never[]) => T): T => app.get(token as new () => T);
  const unit = get(WriteUnit);
  const people = get(PeopleService);
  const providers = get(ProvidersService);

  const councilOf = (name: string): Promise<{ id: string; name: string }> => get(CouncilsService).create({ name, registerName: name, procedure: 'default' });
  const council = await councilOf('Exampleshire');
  const office: Actor = { ...nobodyIn(council.id), councilName: council.name };
  const addService = async ({ name = `Fern House ${newId().slice(-6)}`, kind = 'nursingHome', provider = 'Fernbank Care Limited' } = {}): Promise<TestService> => {
    const { id } = await unit.run(office, () => providers.addService({ idempotencyKey: newId(), name, kind, address: '1 Example Street, Exampleton', postcode: 'ZZ1 1AA', providerName: provider } as never));
    const [row] = (await superuser.query('select location_id, provider_id from services where id = $1', [id])).rows as { location_id: string; provider_id: string }[];
    if (row === undefined) throw new Error('The service was not stored.');
    return { serviceId: id, locationId: row.location_id, providerId: row.provider_id };
  };
  const join = async (councilActor: Actor, [name, role, seat, jobTitle, agency, grade]: readonly [string, Role, Seat | null, string, AgencyKind, number], agencies: Map<string, string>, providerId?: string): Promise<Actor> => {
    const agencyId = agencies.get(agency) ?? (await people.addAgency(`Example ${agency}`, agency, '2022-07-01'));
    agencies.set(agency, agencyId);
    const personId = await people.addPerson({ name, email: `${name.toLowerCase().replaceAll(' ', '.')}.${newId().slice(-6)}@example.org` });
    const membershipId = await people.addMembership({ personId, agencyId, role, seat, jobTitle, grade, ...(providerId !== undefined && { providerId }) });
    return { ...councilActor, membershipId, personId, personName: name, agencyId, providerId: providerId ?? null, role, seat, jobTitle, grade, correlationId: newId() };
  };
  const providersService = await addService({ name: 'Rowan Court', provider: 'Rowan Court Care Limited' });
  const cast = await unit.run(office, async () => {
    const agencies = new Map<string, string>();
    const joined: Record<string, Actor> = {};
    for (const [key, entry] of Object.entries(castList)) joined[key] = await join(office, entry, agencies);
    joined['provider'] = await join(office, ['Carol Finch', 'provider', null, 'Registered Manager', 'provider', 0], agencies, providersService.providerId);
    return joined as Record<CastName, Actor>;
  });

  /** As a session brings them along. */
  const namesOf = async (councilId: string): Promise<StageNames> => {
    const { rows } = await superuser.query(`select content->'stages' as stages from procedures where council_id = $1 and effective_from <= $2 order by effective_from desc, version desc limit 1`, [councilId, clock.today().toString()]);
    return stageNames((rows as Pick<Procedure, 'stages'>[])[0] ?? {});
  };

  return {
    app, clock, councilId: council.id, cast, unit, providersService, get,
    service: addService,
    async neighbour() {
      const other = await councilOf(`Neighbourshire ${newId().slice(-6)}`);
      const clerk: Actor = { ...nobodyIn(other.id), councilName: other.name };
      return unit.run(clerk, () => join(clerk, castList.chair, new Map()));
    },
    async gql(actor, source, variables = {}) {
      const document = parse(source);
      const problems = validate(app.get(GraphQLSchemaHost).schema, document);
      if (problems.length > 0) throw new Error(problems.map((one) => one.message).join('\n'));
      // Whoever says nothing of it has just signed in.
      return get(Operations).runAdHoc(source, document, undefined, variables, { actor: { signedInAt: clock.now().toString(), ...actor, stageNames: await namesOf(actor.councilId) } }) as never;
    },
    drain: () => get(Jobs).drain(),
    async sql<Row>(text: string, values: readonly unknown[] = []) {
      return (await superuser.query(text, [...values])).rows as Row[];
    },
    async insert(table, row) {
      const all: Record<string, unknown> = { council_id: council.id, id: newId(), ...row };
      await superuser.query(`insert into ${table} (${Object.keys(all).join(', ')}) values (${Object.keys(all).map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(all));
      return String(all['id']);
    },
    async close() {
      await superuser.end();
      await app.close();
      await database.drop();
    },
  };
}
