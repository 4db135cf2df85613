import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { strToU8, zipSync } from 'fflate';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getNamedType, type GraphQLField, isRequiredArgument, parse } from 'graphql';
import { Client } from 'pg';
import { demoCast, demoAddress } from '../../src/demo/cast.js';
import { tellStory } from '../../src/demo/story/story.js';
import { type Actor, roles } from '../../src/platform/access/actor.js';
import { may } from '../../src/platform/access/policy.js';
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
import { documentOf } from '../support/every-query.js';
import { freshLogger } from '../support/fresh-logs.js';
import { dumpInto, Findings, LeakSearch } from '../support/leak-search.js';
import { sheetOf, workbook } from '../support/workbook.js';

/**
 * Who told us of Brindlemoor Grange and of Saltmarrow House in the story (src/demo/story/tales-main.ts): names and a number, each on its own,
 * and what a form is given that fails. Six digits alone stand by chance in a hash.
 */
const secrets = new LeakSearch(['Quenbridge', 'Wilhelmina', '01632 960741', '01632960741', 'Threlkeld', 'Thistlethwaite']);
const marker = new LeakSearch(['Brindlemoor']);

/** Pages that differ by an id or a date alone, a person: the record itself and all around it are asked for by name. */
const mostOfAShape = 3;
/** Papers are set anew for each who asks, from what the pages beside them show: one of a kind is enough, for one of each role of an agency. */
const isPaper = /\.(pdf|docx|xlsx)(\?|$)|[?&]format=/;

type CastName = keyof typeof demoCast;
/** The safeguarding lead; whoever wrote it down; and whom the lead named until after the next panel. */
const named: readonly CastName[] = ['safeguardingLead', 'qaOfficer', 'secondOfficer'];
const others = (Object.keys(demoCast) as CastName[]).filter((name) => !named.includes(name));

const leaksOf = (what: Buffer | string): string[] => {
  const findings = new Findings(secrets, marker);
  findings.look('planted', what);
  return findings.leaks;
};

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
  /** Of Brindlemoor Grange. */
  let recordId: string;
  /** Of every record whose source is sealed. */
  let sealed: string[];

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
    const { rows } = await superuser.query<{ id: string; name: string }>(`select i.id, l.name from intelligence i join services s on s.id = i.service_id join register_locations l on l.id = s.location_id where i.source_sealed`);
    sealed = rows.map(({ id }) => id);
    recordId = rows.find(({ name }) => name === 'Brindlemoor Grange')?.id ?? '';
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

  const wentBefore = new Set<string>();
  /** Every page and file that links lead to, from the first screen on; lists by page, but one sort and no other filter. */
  const crawl = async (name: CastName): Promise<Findings> => {
    const cookie = await session(name);
    const seen = new Set(['/', '/intelligence?search=Quenbridge', '/sources', ...sealed.flatMap((id) => [`/intelligence/${id}`, `/intelligence/${id}/source`, `/intelligence/${id}/source/readers`, `/intelligence/${id}/break-glass`, `/trail/records/intelligence/${id}`])]);
    const ofShape = new Map<string, number>();
    const waiting = [...seen];
    const findings = new Findings(secrets, marker);
    const { role, agencyId } = actor(name);
    const most = { pages: mostOfAShape, papers: wentBefore.has(`${role} ${agencyId ?? ''}`) ? 0 : 1 };
    wentBefore.add(`${role} ${agencyId ?? ''}`);
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await app.inject({ method: 'GET', url: path, headers: { cookie } });
      // What somebody types into a search is shown to them again.
      findings.open(`${name} ${path}`, path.includes('search=Quenbridge') ? Buffer.from(answer.body.replaceAll('Quenbridge', '')) : answer.rawPayload);
      findings.look(`headers of ${name} ${path}`, JSON.stringify(answer.headers).replaceAll('search=Quenbridge', ''));
      for (const [, link = ''] of answer.body.matchAll(/href="((?:\/|\?)[^"#]*)/g)) {
        const url = new URL(link.replaceAll('&amp;', '&'), `http://localhost${path}`);
        const to = url.pathname + url.search;
        if (seen.has(to) || /^\/(assets|sign-|health)|[?&](sort|kinds|search)=|page=[4-9]|page=\d\d/.test(to)) continue;
        // Access histories alone are a page a record, and a calendar has a page for every month there will be: so many that differ by an id or a date alone are enough. A list as a file is one file, however it is narrowed.
        const shape = to.replaceAll(/[0-9a-f-]{36}/g, ':id').replaceAll(/\d{4}-\d\d(-\d\d)?/g, ':date').replace(/\?.*(format=\w+).*/, '?$1');
        ofShape.set(shape, (ofShape.get(shape) ?? 0) + 1);
        if ((ofShape.get(shape) ?? 0) > (isPaper.test(shape) ? most.papers : most.pages)) continue;
        seen.add(to);
        waiting.push(to);
      }
    }
    return findings;
  };

  it('Sec-5 is found by the search itself, in every shape, whatever it is packed in', () => {
    for (const { name, shape } of secrets.shapesOfFirst.filter(({ name }) => !name.startsWith('base64'))) expect([name, leaksOf(Buffer.from(`…${shape}…`, 'latin1'))]).not.toEqual([name, []]);
    for (const before of ['', 'x', 'xy', 'xyz']) {
      expect(leaksOf(Buffer.from(`${before}Quenbridge said so`).toString('base64'))).not.toEqual([]);
      expect(leaksOf(Buffer.from(`${before}Quenbridge said so`, 'utf16le').toString('base64'))).not.toEqual([]);
    }
    expect(leaksOf('qUENBRIDGE')).not.toEqual([]);
    const packed = new Findings(secrets, marker);
    packed.open('planted', workbook({ Sheet: sheetOf([['Told by Wilhelmina']]) }));
    packed.open('cut', Buffer.from(zipSync({ 'word/document.xml': strToU8('<w:r><w:t>Quen</w:t></w:r><w:r><w:t>bridge</w:t></w:r>') })));
    expect(packed.leaks).toEqual(['planted, its xl/worksheets/sheet1.xml: Wilhelmina as UTF-8', 'planted, its words of xl/worksheets/sheet1.xml: Wilhelmina as UTF-8', 'cut, its words of word/document.xml: Quenbridge as UTF-8']);
  });

  it.each(named)('R25 Sec-5 is found by %s, who may read it, on the page of the source alone', async (name) => {
    const findings = await crawl(name);
    expect(findings.places.toSorted()).toEqual((name === 'secondOfficer' ? [recordId] : sealed).map((id) => `${name} /intelligence/${id}/source`).toSorted());
  });

  it.each(others)('Sec-5 is on no page and in no file that %s can reach by any link', async (name) => {
    const findings = await crawl(name);
    expect(findings.count).toBeGreaterThan(10);
    expect(findings.leaks).toEqual([]);
    if (name !== 'chair') return;
    expect(findings.marked).toBeGreaterThan(20);
    expect(findings.unpacked).toBeGreaterThan(5);
  });

  it('Sec-5 is in no field of GraphQL for any role, whatever is asked', async () => {
    const { schema } = app.get(GraphQLSchemaHost);
    const operations = app.get(Operations);
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const chair = actor('chair');
    const ids = await idsOf(superuser, recordId);
    const reached: string[] = [];
    const findings = new Findings(secrets, marker);
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
        findings.look(`chair ${query.name}`, text);
      }
      if (useful.length > 0) reached.push(query.name);
      // Who may not ask is refused before anything is read (access-matrix.spec): once is enough.
      for (const role of roles.filter((one) => one !== 'safeguardingLead')) {
        for (const variables of useful.length > 0 && may({ role }, query.name) ? useful.slice(0, 2) : [variablesOf(query, recordId)]) findings.look(`${role} ${query.name}`, await answer({ ...actor('boardReader'), role }, variables));
      }
    }
    expect(reached.length).toBeGreaterThan(15);
    expect(findings.marked).toBeGreaterThan(30);
    expect(findings.leaks).toEqual([]);
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
    expect(leaksOf(failed.body)).toEqual([]);
    // Who typed it is shown it again, by this answer alone: nothing of it is stored (the next test looks).
    expect((await post({})).statusCode).toBeLessThan(500);
    expect((await post({ cookie })).statusCode).toBe(303);
  });

  it('Sec-5 is in no row of any table, no document, no mail, no line of a log and no file of the database', async () => {
    const looking = (): Findings => new Findings(secrets, marker);
    const dump = looking();
    await dumpInto(dump, superuser);
    expect(dump.marked).toBeGreaterThan(5);
    expect(dump.leaks).toEqual([]);

    const documents = looking();
    for (const { file_name, bytes } of (await superuser.query<{ file_name: string; bytes: Buffer }>(`select file_name, bytes from documents union all select 'evidence', bytes from evidence_bytes`)).rows) documents.open(file_name, bytes);
    expect(documents.unpacked).toBeGreaterThan(10);
    expect(documents.marked).toBeGreaterThan(3);
    expect(documents.leaks).toEqual([]);

    const folder = join(dataDir, 'mailbox');
    const raw = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    const mail = looking();
    for (const [at, bytes] of raw.entries()) {
      mail.look(`mail ${at}`, bytes);
      mail.look(`mail ${at}, its lines joined`, bytes.toString('latin1').replaceAll(/=?\r\n/g, ''));
    }
    for (const { id, subject, text, attachments } of await new DemoMailboxStore(folder).all()) {
      mail.look(`mail ${id}`, `${subject}\n${text}`);
      for (const { fileName, bytes } of attachments) mail.open(`mail ${id}, ${fileName}`, bytes);
    }
    expect(raw.length).toBeGreaterThan(100);
    expect(mail.marked).toBeGreaterThan(3);
    expect(mail.leaks).toEqual([]);

    const log = logs.text();
    expect(log).toContain('request completed');
    expect(log).toMatch(/GET/);
    expect(leaksOf(log)).toEqual([]);

    // Heaps keep rows that were changed or deleted until they are vacuumed: who told us was never among them.
    await superuser.query('checkpoint');
    const relations = (await superuser.query<{ name: string; file: string }>(`select relname as name, pg_relation_filepath(oid) as file from pg_class where relkind in ('r', 't', 'i') and pg_relation_filepath(oid) is not null and pg_relation_size(oid) > 0`)).rows;
    const files = looking();
    for (const { name, file } of relations) files.look(`the file of ${name}`, (await superuser.query<{ bytes: Buffer }>('select pg_read_binary_file($1) as bytes', [file])).rows[0]?.bytes ?? '');
    expect(files.marked).toBeGreaterThan(5);
    expect(files.leaks).toEqual([]);
  });
});

/** Ids of things of each kind: the record's own, and one of every table. */
async function idsOf(client: Client, recordId: string): Promise<string[]> {
  const tables = ['services', 'intelligence', 'actions', 'meetings', 'agenda_items', 'recommendations', 'decisions', 'restrictions', 'representations', 'letters', 'documents', 'reports', 'source_openings', 'memberships', 'agencies', 'register_locations', 'people'];
  const { rows: [own] } = await client.query<{ service_id: string }>('select service_id from intelligence where id = $1', [recordId]);
  const ids = [recordId, own?.service_id ?? ''];
  for (const table of tables) ids.push(...(await client.query<{ id: string }>(`select id from ${table} order by id desc limit 1`)).rows.map(({ id }) => id));
  return ids;
}

function variablesOf(query: GraphQLField<unknown, unknown>, id: string): Record<string, unknown> {
  const values: Record<string, unknown> = { ID: id, String: '2026-10-01', Int: 1, Boolean: false };
  return Object.fromEntries(query.args.flatMap((arg) => {
    const type = getNamedType(arg.type).name;
    // Optional filters stay open; ids are given in any case.
    return isRequiredArgument(arg) || type === 'ID' ? [[arg.name, arg.type.toString().startsWith('[') ? [values[type]] : values[type]]] : [];
  }));
}
