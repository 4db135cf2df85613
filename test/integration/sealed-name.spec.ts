import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isInterfaceType, isObjectType, isRequiredArgument, isUnionType, parse } from 'graphql';
import { Client } from 'pg';
import { demoCast, demoAddress } from '../../src/demo/cast.js';
import { tellStory } from '../../src/demo/story/story.js';
import { type Actor, roles } from '../../src/platform/access/actor.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { MovingClock } from '../../src/platform/clock/moving-clock.js';
import { newId } from '../../src/platform/database/ids.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type DemoMailbox, startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { DemoMailboxStore } from '../../src/platform/mail/demo-mailbox-store.js';
import { createServer } from '../../src/server.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { justNow, testSettings } from '../support/house.js';
import { found, type Traces, tracesOf } from '../support/leak-search.js';
import { pdfText } from '../support/pdf-text.js';
import { freshLogger } from '../support/fresh-logs.js';

/** Who told us of Brindlemoor Grange in the story (src/demo/story/tales-main.ts): a name and a number, each on its own. Six digits alone stand by chance in a hash. */
const secrets: readonly Traces[] = ['Quenbridge', 'Wilhelmina', '01632 960741', '01632960741'].map(tracesOf);
/** No secret, and known to stand in every kind of output: it proves that the search can find. */
const marker = tracesOf('Brindlemoor');
const typedOnError = tracesOf('Thistlethwaite');

/** Pages that differ by an id or a date alone, a person: the record itself and all around it are asked for by name. */
const mostOfAShape = 3;
/** Papers are set anew for each who asks, from what the pages beside them show: one of a kind is enough. */
const isPaper = /\.(pdf|docx|xlsx)(\?|$)/;
/** Words of papers read before: many people reach the same one. */
const wordsOf = new Map<string, Buffer>();

type CastName = keyof typeof demoCast;
/** The safeguarding lead; whoever wrote it down; and whom the lead named until after the next panel. */
const named: readonly CastName[] = ['safeguardingLead', 'qaOfficer', 'secondOfficer'];
const others = (Object.keys(demoCast) as CastName[]).filter((name) => !named.includes(name));

interface Output {
  readonly where: string;
  readonly bytes: Buffer;
}
const output = (where: string, what: Buffer | string): Output => ({ where, bytes: typeof what === 'string' ? Buffer.from(what) : what });
/** A PDF's words too: they are compressed, and numbered by glyph. */
function opened(where: string, bytes: Buffer): Output[] {
  if (bytes.subarray(0, 4).toString() !== '%PDF') return [output(where, bytes)];
  const hash = createHash('sha256').update(bytes).digest('hex');
  const words = wordsOf.get(hash) ?? Buffer.from(pdfText(bytes));
  wordsOf.set(hash, words);
  return [output(where, bytes), output(`${where}, its text`, words)];
}
const leaks = (outputs: readonly Output[]): string[] =>
  outputs.flatMap(({ where, bytes }) => [...secrets, typedOnError].flatMap((traces) => found(traces, bytes).map((shape) => `${where}: ${traces.secret} as ${shape}`)));
const holding = (outputs: readonly Output[]): number => outputs.filter(({ bytes }) => found(marker, bytes).length > 0).length;

/** Everything this process writes to its standard output and error, however it does; pino writes past process.stdout. */
function gatherLogs(): { text(): string; stop(): void } {
  const fs = createRequire(import.meta.url)('node:fs') as { writeSync: (...args: unknown[]) => number; write: (...args: unknown[]) => void };
  const { writeSync, write } = fs;
  const parts: string[] = [];
  const keep = (fd: unknown, what: unknown): boolean => {
    if (fd !== 1 && fd !== 2) return false;
    parts.push(typeof what === 'string' ? what : Buffer.from(what as Uint8Array).toString('latin1'));
    return true;
  };
  fs.writeSync = (...args) => (keep(args[0], args[1]) ? Buffer.byteLength(args[1] as string) : writeSync.apply(fs, args));
  fs.write = (...args) => {
    if (!keep(args[0], args[1])) return write.apply(fs, args);
    (args.at(-1) as (error: null, written: number) => void)(null, Buffer.byteLength(args[1] as string));
  };
  const [out, error] = [process.stdout.write, process.stderr.write];
  const instead = (what: unknown): boolean => keep(1, what);
  process.stdout.write = instead as never;
  process.stderr.write = instead as never;
  return {
    text: () => parts.join(''),
    stop() {
      Object.assign(fs, { writeSync, write });
      process.stdout.write = out;
      process.stderr.write = error;
    },
  };
}

describe('the name of a sealed source, after a whole demonstration', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpc-sealed-name-'));
  let database: TestDatabase;
  let mailbox: DemoMailbox;
  let app: NestFastifyApplication;
  let superuser: Client;
  let logs: ReturnType<typeof gatherLogs>;
  const actors = new Map<CastName, Actor>();
  let recordId: string;

  beforeAll(async () => {
    mailbox = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir });
    database = await cloneDatabase();
    logs = gatherLogs();
    await freshLogger();
    const settings = { ...testSettings, logLevel: 'trace' as const, smtpUrl: mailbox.smtpUrl };
    await tellStory(settings, database.appUrl, Temporal.PlainDate.from('2026-11-22'));
    app = await createServer(settings, database.appUrl, { clock: new MovingClock('2026-11-22T09:30:00Z') });
    superuser = new Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    for (const name of Object.keys(demoCast) as CastName[]) {
      const { rows } = await superuser.query<{ id: string }>(`select person_id as id from contact_details where kind = 'mail' and value = $1`, [demoAddress(demoCast[name])]);
      const [membership] = await app.get(Accounts).membershipsOf(rows[0]?.id ?? '');
      if (membership === undefined) throw new Error(`${name} has no membership.`);
      actors.set(name, { ...membership, onBehalfOf: null, correlationId: newId() } as Actor);
    }
    const { rows } = await superuser.query<{ id: string }>(`select i.id from intelligence i join services s on s.id = i.service_id join register_locations l on l.id = s.location_id
      where i.source_sealed and l.name = 'Brindlemoor Grange'`);
    recordId = rows[0]?.id ?? '';
  }, 400_000);
  afterAll(async () => {
    await superuser.end();
    await app.close();
    logs.stop();
    await mailbox.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const actor = (name: CastName): Actor => {
    const one = actors.get(name);
    if (one === undefined) throw new Error(`Nobody is called ${name}.`);
    return one;
  };
  const session = async (name: CastName): Promise<string> => `session=${await app.get(Sessions).begin(actor(name) as never, 'page', justNow({ clock: app.get(Clock) }))}`;

  /** Every page and file that links lead to, from the first screen on; lists by page, but one sort and no other filter. */
  const crawl = async (name: CastName): Promise<Output[]> => {
    const cookie = await session(name);
    const seen = new Set(['/', `/intelligence/${recordId}`, `/intelligence/${recordId}/source`, `/intelligence/${recordId}/source/readers`, `/intelligence/${recordId}/break-glass`, `/trail/records/intelligence/${recordId}`, '/intelligence?search=Quenbridge', '/sources']);
    const ofShape = new Map<string, number>();
    const waiting = [...seen];
    const outputs: Output[] = [];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await app.inject({ method: 'GET', url: path, headers: { cookie } });
      // What somebody types into a search is shown to them again.
      const bytes = path.includes('search=Quenbridge') ? Buffer.from(answer.body.replaceAll('Quenbridge', '')) : answer.rawPayload;
      outputs.push(...opened(`${name} ${path}`, bytes), output(`headers of ${name} ${path}`, JSON.stringify(answer.headers).replaceAll('search=Quenbridge', '')));
      for (const [, link = ''] of answer.body.matchAll(/href="(\/[^"#]*)/g)) {
        const to = link.replaceAll('&amp;', '&');
        if (seen.has(to) || /^\/(assets|sign-|health)|[?&](sort|kinds|search)=|page=[4-9]|page=\d\d/.test(to)) continue;
        // Access histories alone are a page a record, and a calendar has a page for every month there will be: so many that differ by an id or a date alone are enough.
        const shape = to.replaceAll(/[0-9a-f-]{36}/g, ':id').replaceAll(/\d{4}-\d\d(-\d\d)?/g, ':date');
        ofShape.set(shape, (ofShape.get(shape) ?? 0) + 1);
        if ((ofShape.get(shape) ?? 0) > (isPaper.test(shape) ? 1 : mostOfAShape)) continue;
        seen.add(to);
        waiting.push(to);
      }
    }
    return outputs;
  };

  it('Sec-5 is found by the search itself, in every shape, and by who may read it, on one page', async () => {
    const shapes = [...(secrets[0]?.shapes ?? [])];
    for (const [name, shape] of shapes.filter(([name]) => !name.startsWith('base64'))) expect([name, leaks([output('planted', Buffer.from(`…${shape}…`, 'latin1'))]).length > 0]).toEqual([name, true]);
    for (const before of ['', 'x', 'xy', 'xyz']) {
      expect(leaks([output('planted', Buffer.from(`${before}Quenbridge said so`).toString('base64'))])).not.toEqual([]);
      expect(leaks([output('planted', Buffer.from(`${before}Quenbridge said so`, 'utf16le').toString('base64'))])).not.toEqual([]);
    }
    expect(leaks([output('planted', 'qUENBRIDGE')])).not.toEqual([]);
    const finding = (await crawl('safeguardingLead')).filter((one) => leaks([one]).length > 0);
    expect(finding.map(({ where }) => where)).toEqual([`safeguardingLead /intelligence/${recordId}/source`]);
  });

  it.each(others)('Sec-5 is on no page and in no file that %s can reach by any link', async (name) => {
    const outputs = await crawl(name);
    expect(outputs.length).toBeGreaterThan(10);
    expect(leaks(outputs)).toEqual([]);
    if (name === 'chair') expect(holding(outputs)).toBeGreaterThan(20);
  });

  it('Sec-5 is in no field of GraphQL for any role, whatever is asked', async () => {
    const { schema } = app.get(GraphQLSchemaHost);
    const operations = app.get(Operations);
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const chair = actor('chair');
    const ids = await idsOf(superuser, recordId);
    const reached: string[] = [];
    const outputs: Output[] = [];
    for (const query of queries) {
      const source = documentOf(query);
      const document = parse(source);
      const answer = async (who: Actor, variables: Record<string, unknown>): Promise<string> => JSON.stringify(await operations.runAdHoc(source, document, undefined, variables, { actor: who }));
      const tries = query.args.some((arg) => getNamedType(arg.type).name === 'ID') ? ids : [recordId];
      const useful: Record<string, unknown>[] = [];
      for (const id of tries) {
        const variables = variablesOf(query, id);
        const text = await answer(chair, variables);
        if (!text.includes(`"${query.name}":null`)) useful.push(variables);
        outputs.push(output(`chair ${query.name}`, text));
      }
      if (useful.length > 0) reached.push(query.name);
      for (const role of roles.filter((one) => one !== 'safeguardingLead')) {
        for (const variables of useful.length > 0 ? useful.slice(0, 3) : [variablesOf(query, recordId)]) outputs.push(output(`${role} ${query.name}`, await answer({ ...actor('boardReader'), role }, variables)));
      }
    }
    expect(reached.length).toBeGreaterThan(15);
    expect(holding(outputs)).toBeGreaterThan(30);
    expect(leaks(outputs)).toEqual([]);
  });

  it('Sec-5 finds nothing as a search, not even a count', async () => {
    const log = 'query ($search: String) { intelligenceLog(search: $search) { total rows { id } } }';
    for (const name of others) {
      const run = async (search: string): Promise<string> => JSON.stringify(await app.get(Operations).runAdHoc(log, parse(log), undefined, { search }, { actor: actor(name) }));
      expect([name, await run('Quenbridge')]).toEqual([name, await run('Xylophonist')]);
    }
  });

  it('Sec-5 typed into a form that fails, or after the session has ended, is kept by nobody', async () => {
    const cookie = await session('chair');
    const page = await app.inject({ method: 'GET', url: '/intelligence/add?notListed=yes', headers: { cookie } });
    const hidden = Object.fromEntries([...page.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
    const payload = new URLSearchParams({
      ...hidden, notListed: 'Fictional House', toldBy: 'Thistlethwaite', protect: 'yes', whatHappened: 'It happened.', happenedOn: '20/11/2026', category: 'staffing', severity: 'P3',
      sourceType: 'whistleblower', disclosure: 'yes', caveat: 'none',
    }).toString();
    const post = (headers: Record<string, string>) => app.inject({
      method: 'POST', url: '/intelligence/add', payload, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: testSettings.publicUrl, 'sec-fetch-site': 'same-origin', ...headers },
    });
    await superuser.query('alter table sealed_sources add constraint nothing_fits check (false) not valid');
    const failed = await post({ cookie });
    await superuser.query('alter table sealed_sources drop constraint nothing_fits');
    expect(failed.statusCode).toBe(500);
    expect(leaks([output('the page of the fault', failed.body)])).toEqual([]);
    // Who typed it is shown it again, by this answer alone: nothing of it is stored (the next test looks).
    expect((await post({})).statusCode).toBeLessThan(500);
    expect((await post({ cookie })).statusCode).toBe(303);
  });

  it('Sec-5 is in no row of any table, no document, no mail, no line of a log and no file of the database', async () => {
    const dump = await dumpOf(superuser);
    expect(holding(dump)).toBeGreaterThan(5);
    expect(leaks(dump)).toEqual([]);

    const documents = (await superuser.query<{ file_name: string; bytes: Buffer }>('select file_name, bytes from documents')).rows.flatMap(({ file_name, bytes }) => opened(file_name, bytes));
    expect(documents.filter(({ where }) => where.endsWith('its text')).length).toBeGreaterThan(10);
    expect(holding(documents)).toBeGreaterThan(3);
    expect(leaks(documents)).toEqual([]);

    const folder = join(dataDir, 'mailbox');
    const raw = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    const received = await new DemoMailboxStore(folder).all();
    const mail = [
      ...raw.flatMap((bytes, at) => [output(`mail ${at}`, bytes), output(`mail ${at}, its lines joined`, bytes.toString('latin1').replaceAll(/=?\r\n/g, ''))]),
      ...received.flatMap(({ id, subject, text, attachments }) => [output(`mail ${id}`, `${subject}\n${text}`), ...attachments.flatMap(({ fileName, bytes }) => opened(`mail ${id}, ${fileName}`, bytes))]),
    ];
    expect(raw.length).toBeGreaterThan(100);
    expect(holding(mail)).toBeGreaterThan(3);
    expect(leaks(mail)).toEqual([]);

    const log = logs.text();
    expect(log).toContain('request completed');
    expect(log).toMatch(/GET/);
    expect(leaks([output('the log', log)])).toEqual([]);

    // Heaps keep rows that were changed or deleted until they are vacuumed: who told us was never among them.
    await superuser.query('checkpoint');
    const relations = (await superuser.query<{ name: string; file: string }>(`select relname as name, pg_relation_filepath(oid) as file from pg_class where relkind in ('r', 't', 'i') and pg_relation_filepath(oid) is not null and pg_relation_size(oid) > 0`)).rows;
    const files: Output[] = [];
    for (const { name, file } of relations) files.push(output(`the file of ${name}`, (await superuser.query<{ bytes: Buffer }>('select pg_read_binary_file($1) as bytes', [file])).rows[0]?.bytes ?? ''));
    expect(holding(files)).toBeGreaterThan(5);
    expect(leaks(files)).toEqual([]);
  });
});

/** Every row of every table of every schema of ours and pg-boss's, as COPY writes it, and bytea columns as their bytes. */
async function dumpOf(client: Client): Promise<Output[]> {
  const tables = (await client.query<{ table: string; bytes: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as table, array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'bytea'::regtype and not a.attisdropped) as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`)).rows;
  const outputs: Output[] = [];
  for (const { table, bytes } of tables) {
    outputs.push(output(`the table ${table}`, (await client.query<{ row: string }>(`select t::text as row from ${table} t`)).rows.map(({ row }) => row).join('\n')));
    for (const column of bytes) {
      const { rows } = await client.query<{ bytes: Buffer | null }>(`select ${column} as bytes from ${table}`);
      outputs.push(output(`${table}.${column}`, Buffer.concat(rows.flatMap((row) => (row.bytes === null ? [] : [row.bytes, Buffer.from('\n')])))));
    }
  }
  return outputs;
}

/** Ids of things of each kind: the record's own, and some of every table. */
async function idsOf(client: Client, recordId: string): Promise<string[]> {
  const tables = ['services', 'intelligence', 'actions', 'meetings', 'agenda_items', 'recommendations', 'decisions', 'restrictions', 'representations', 'letters', 'documents', 'reports', 'source_openings', 'memberships', 'agencies', 'register_locations', 'people'];
  const { rows: [own] } = await client.query<{ service_id: string }>('select service_id from intelligence where id = $1', [recordId]);
  const ids = [recordId, own?.service_id ?? ''];
  for (const table of tables) ids.push(...(await client.query<{ id: string }>(`select id from ${table} order by id desc limit 2`)).rows.map(({ id }) => id));
  return ids;
}

/** One query with every field it can give, four levels down. */
function documentOf(query: GraphQLField<unknown, unknown>): string {
  const variables = query.args.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ');
  const given = query.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `query ${variables && `(${variables})`} { ${query.name}${given && `(${given})`} ${selectionOf(getNamedType(query.type) as GraphQLObjectType, 6)} }`;
}
function selectionOf(type: GraphQLObjectType, depth: number): string {
  if (isUnionType(type)) return '{ __typename }';
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    const inner = getNamedType(field.type) as GraphQLObjectType;
    if (!isObjectType(inner) && !isInterfaceType(inner)) return [field.name];
    return depth === 0 ? [] : [`${field.name} ${selectionOf(inner, depth - 1)}`];
  });
  return fields.length > 0 ? `{ ${fields.join(' ')} }` : '{ __typename }';
}
function variablesOf(query: GraphQLField<unknown, unknown>, id: string): Record<string, unknown> {
  const values: Record<string, unknown> = { ID: id, String: '2026-10-01', Int: 1, Boolean: false };
  return Object.fromEntries(query.args.flatMap((arg) => {
    const type = getNamedType(arg.type).name;
    // Optional filters stay open; ids are given in any case.
    return isRequiredArgument(arg) || type === 'ID' ? [[arg.name, arg.type.toString().startsWith('[') ? [values[type]] : values[type]]] : [];
  }));
}
