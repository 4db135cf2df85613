import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { SignJWT } from 'jose';
import { addServiceAccount, endServiceAccount } from '../../src/cli/add-service-account.js';
import type { ImportResult } from '../../src/domain/providers/import/import-tally.js';
import { PeopleService } from '../../src/domain/people/people.service.js';
import { type Actor, roles } from '../../src/platform/access/actor.js';
import { may } from '../../src/platform/access/policy.js';
import { newId } from '../../src/platform/database/ids.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { everyMember } from '../support/every-member.js';
import { documentOf, leastVariables } from '../support/field-documents.js';
import { type House, openHouse } from '../support/house.js';
import { Issuer } from '../support/issuer.js';
import { csv, latestRatingsHeader, latestRatingsRow } from '../support/register-samples.js';
import { seedService } from '../support/seeded-service.js';

const audience = 'api://concerns';
const scope = 'concerns.use';
const megabyte = 1024 * 1024;
const contractsHeader = ['Provider', 'CQC provider id', 'CQC location id', 'Service', 'Kind', 'Contract reference', 'Starts on', 'Annual value', 'People ICB', 'People as at', 'People source'];
const contract = (name: string, value = '612000'): string[] => ['Heathcote Support Limited', '', '', name, 'Day service', `C-${name}`, '2026-04-01', value, '4', '2026-10-01', 'Return'];
type Refusal = { code: string; message: string };
interface Answer<Body> { readonly status: number; readonly headers: Record<string, unknown>; readonly body: Body }

/** Everything an import may write: if none of it moved, nothing changed. */
const tables = ['councils', 'register_providers', 'register_locations', 'register_ratings', 'services', 'rating_falls', 'contracts', 'people_counts', 'pgboss.job'];

/** Left by a process that was killed, long ago. */
let strangers: string[] = [];
let house: House;
let key: { readonly privateKey: CryptoKey };
let council: string;
const issuer = new Issuer();

beforeAll(async () => {
  Logger.overrideLogger(false);
  strangers = received();
  await issuer.start();
  key = await issuer.newKey('one');
  house = await openHouse({ oidc: { issuer: issuer.address, clientId: 'concerns-pages', clientSecret: 'x'.repeat(32) }, api: { audience, scope } });
  council = house.cast.chair.councilName;
  await seedService(house);
  await addServiceAccount(house.app, { name: 'Contracts system', council, subject: 'contracts-system', role: 'importer' });
});
afterAll(async () => {
  await house.close();
  await issuer.stop();
});

const tokenOf = (subject = 'contracts-system', held = scope): Promise<string> => {
  const at = Math.floor(house.clock.now().epochMilliseconds / 1_000);
  return new SignJWT({ iss: issuer.address, aud: audience, sub: subject, iat: at, exp: at + 600, scope: held }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'one' }).sign(key.privateKey);
};
const send = async <Body = ImportResult>(to: string, payload: string | Buffer | Readable, { token, headers = {} }: { token?: string; headers?: Record<string, string> } = {}): Promise<Answer<Body>> => {
  const authorization = `Bearer ${token ?? (await tokenOf())}`;
  const answer = await house.app.inject({ method: 'POST', url: `/api/import/${to}`, payload, headers: { 'content-type': 'text/csv', authorization, ...headers } });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
};
const register = (...rows: Record<string, string>[]): string => csv(latestRatingsHeader, ...rows.map((row) => latestRatingsRow({ 'Location Local Authority': council, ...row })));
const contracts = (...rows: string[][]): string => csv(contractsHeader, ...rows);
async function everything(): Promise<unknown> {
  const rows = [];
  for (const table of tables) rows.push(await house.sql(`select '${table}' as "table", count(*), coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${table} t`));
  return rows;
}
const lastOnTrail = async (): Promise<unknown> =>
  (await house.sql(`select t.action, t.content -> 'after' as after, t.person_id as person, m.role, m.job_title as name from trail t join memberships m on m.id = t.membership_id order by t.id desc limit 1`))[0];
const received = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('provider-concerns-') && !strangers.includes(name));

describe('POST /api/import/cqc and /api/import/contracts', () => {
  it('brings the register in as the command line does, under the name of the service account', async () => {
    const { status, headers, body } = await send('cqc', register({ 'Location ID': '1-700' }, { 'Location ID': '1-701', 'Location Local Authority': 'Weirdale' }, { 'Location ID': '1-702', 'Publication Date': '31/02/2021' }));
    expect([status, body]).toEqual([200, { rows: 3, otherCouncils: 1, created: 1, updated: 0, unchanged: 0, rejected: [{ line: 4, reason: 'Publication Date "31/02/2021" is not a date (day/month/year)' }] }]);
    expect(headers['cache-control']).toBe('no-store');
    expect(await lastOnTrail()).toMatchObject({ action: 'registerImported', person: null, role: 'importer', name: 'Contracts system', after: { created: ['1-700'] } });
    expect(await house.sql(`select s.council_id from services s join register_locations l on l.id = s.location_id where l.cqc_id in ('1-700', '1-701')`)).toEqual([{ council_id: house.councilId }]);
    expect(await house.sql(`select id from councils where name = 'Weirdale'`)).toEqual([]);
  });

  it('tells a fall of a rating, as every import does', async () => {
    await send('cqc', register({ 'Location ID': '1-710', 'Latest Rating': 'Good', 'Publication Date': '01/05/2019' }));
    const fallen = await send('cqc', register({ 'Location ID': '1-710', 'Latest Rating': 'Inadequate', 'Publication Date': '01/05/2021', 'Provider ID': '1-811', 'Provider Name': 'Larkmoor North Limited' }));
    expect(fallen.body).toMatchObject({ created: 0, updated: 1 });
    expect(await house.sql(`select f.from_rating, f.to_rating, p.cqc_id from rating_falls f join register_locations l on l.id = f.location_id join services s on s.id = f.service_id
      join register_providers p on p.id = s.provider_id where l.cqc_id = '1-710'`)).toEqual([{ from_rating: 'good', to_rating: 'inadequate', cqc_id: '1-811' }]);
  });

  it('brings contracts in, and changes those that changed', async () => {
    const first = await send('contracts', contracts(contract('Heath Centre'), contract('Moss Centre')));
    expect([first.status, first.body]).toEqual([200, { rows: 2, otherCouncils: 0, created: 2, updated: 0, unchanged: 0, rejected: [] }]);
    expect((await send('contracts', contracts(contract('Heath Centre', '700000'), contract('Moss Centre')))).body).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(await lastOnTrail()).toMatchObject({ action: 'contractsImported', role: 'importer' });
    expect(await house.sql(`select c.annual_value::int as value, n.people from contracts c join people_counts n on n.service_id = c.service_id where c.reference = 'C-Heath Centre'`)).toEqual([{ value: 700_000, people: 4 }]);
  });

  it.each([
    ['cqc', () => register({ 'Location ID': '1-720' })],
    ['contracts', () => contracts(contract('Fen Centre'))],
  ])('changes nothing at all when the same file comes to %s twice, and leaves nothing on the disk', async (to, file) => {
    expect((await send(to, file())).body).toMatchObject({ created: 1 });
    const before = [await everything(), await house.sql('select count(*) from trail')];
    expect((await send(to, file())).body).toMatchObject({ created: 0, updated: 0, unchanged: 1, rejected: [] });
    expect([await everything(), await house.sql('select count(*) from trail')]).toEqual(before);
    expect(received()).toEqual([]);
  });

  it.each([
    ['cqc', () => register(...Array.from({ length: 450 }, (_, at) => ({ 'Location ID': `1-73${String(at).padStart(4, '0')}` }))), 450],
    ['contracts', () => contracts(...Array.from({ length: 450 }, (_, at) => contract(`Centre ${at}`))), 450],
  ])('takes one file twice at once at %s: every row once, and nobody fails', async (to, file, rows) => {
    const both = await Promise.all([send(to, file()), send(to, file())]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.reduce((sum, { body }) => sum + body.created, 0)).toBe(rows);
    expect(both.reduce((sum, { body }) => sum + body.unchanged, 0)).toBe(rows);
  });

  it('takes two files a process at once, asks the third to wait, and forgets one that breaks off', async () => {
    const open = [new Readable({ read: () => undefined }), new Readable({ read: () => undefined })];
    const sent = open.map((body) => send<Refusal>('cqc', body));
    while (received().length < 2) await new Promise(setImmediate);
    const third = await send<Refusal>('contracts', contracts(contract('Late Centre')));
    expect([third.status, third.headers['retry-after'], third.body.code]).toEqual([503, '30', 'BUSY']);
    open[0]?.destroy(new Error('gone'));
    open[1]?.push(register({ 'Location ID': '1-740' }));
    open[1]?.push(null);
    expect((await Promise.allSettled(sent))[1]).toMatchObject({ value: { status: 200 } });
    expect((await send('contracts', contracts(contract('Late Centre')))).status).toBe(200);
    expect(received()).toEqual([]);
  });

  it('takes the day a file was published, and no day to come', async () => {
    await send('cqc?asAt=2026-10-01', register({ 'Location ID': '1-750', 'Location Name': 'New Name' }));
    await send('cqc?asAt=2026-09-01', register({ 'Location ID': '1-750', 'Location Name': 'Old Name' }));
    expect(await house.sql(`select name from register_locations where cqc_id = '1-750'`)).toEqual([{ name: 'New Name' }]);
    for (const day of ['2026-11-04', '1.10.2026', '2026-02-30', '2026-10-01&asAt=2026-10-02']) {
      const { status, body } = await send<Refusal>(`cqc?asAt=${day}`, register({ 'Location ID': '1-751' }));
      expect([status, body.message]).toEqual([400, expect.stringMatching(/^asAt .*(is not a date|is in the future)/)]);
    }
    expect(await house.sql(`select name from register_locations where cqc_id = '1-751'`)).toEqual([]);
  });

  it.each<[string, string, string | Buffer, string]>([
    ['cqc', 'a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'This is a spreadsheet or zip file, not a CSV file.'],
    ['cqc', 'bytes', Buffer.from([65, 0, 1, 2, 66]), 'This is a binary file, not a CSV file.'],
    ['cqc', 'nothing', '', 'The file is empty.'],
    ['cqc', 'unknown columns', csv([...latestRatingsHeader, 'Colour'], [...latestRatingsRow(), 'red']), 'unknown columns: "Colour"'],
    ['contracts', 'a PDF', '%PDF-1.7', 'This is a PDF, not a CSV file.'],
    ['contracts', 'a file of another kind', 'Name,Size\n', 'is not one the import knows'],
    ['contracts', 'JSON said to be CSV', '{"rows": []}', 'is not one the import knows'],
  ])('refuses at %s %s whole and in words, and keeps on the trail that it did', async (to, _what, payload, words) => {
    const before = await everything();
    const { status, body } = await send<Refusal>(to, payload);
    expect([status, body]).toEqual([400, { code: 'FILE_REFUSED', message: expect.stringContaining(words) }]);
    expect(await everything()).toEqual(before);
    expect(await lastOnTrail()).toMatchObject({ action: to === 'cqc' ? 'refused:importRegister' : 'refused:importContracts', after: { code: 'FILE_REFUSED' } });
  });

  it.each([
    ['application/json', '{}'], ['multipart/form-data; boundary=x', '--x--'], ['application/vnd.ms-excel', 'x'], ['text/csvx', 'x'], ['', 'x'],
  ])('refuses a body of the type "%s" before it is read', async (type, payload) => {
    const { status, body } = await send<Refusal>('cqc', payload, { headers: { 'content-type': type } });
    expect([status, body.code, body.message]).toEqual([415, 'NOT_CSV', expect.stringContaining('Content-Type: text/csv')]);
  });

  it('takes the type with its characters said, and no CSV anywhere else', async () => {
    expect((await send('cqc', register({ 'Location ID': '1-760' }), { headers: { 'content-type': 'Text/CSV; charset=utf-8' } })).body).toMatchObject({ created: 1 });
    const elsewhere = await house.app.inject({ method: 'POST', url: '/graphql', payload: 'a,b', headers: { 'content-type': 'text/csv', authorization: `Bearer ${await tokenOf()}` } });
    expect(elsewhere.statusCode).toBe(400);
  });

  it('refuses more than 200 MB: by what is said of it unread, and by what comes', async () => {
    const before = await everything();
    let read = 0;
    const endless = () => new Readable({
      read() {
        read += megabyte;
        this.push(Buffer.alloc(megabyte, 'x'));
      },
    });
    const said = await send<Refusal>('cqc', endless(), { headers: { 'content-length': String(200 * megabyte + 1) } });
    expect([said.status, said.body.code, said.headers['connection']]).toEqual([413, 'FILE_TOO_LARGE', 'close']);
    expect(read).toBeLessThan(10 * megabyte);
    const came = await send<Refusal>('cqc', endless());
    expect([came.status, came.body]).toEqual([413, { code: 'FILE_TOO_LARGE', message: 'The file is larger than 200 MB. Send the rows of your own council alone. Nothing was changed.' }]);
    expect(await everything()).toEqual(before);
    expect(received()).toEqual([]);
  });
});

describe('an import over a connection of its own', () => {
  beforeAll(() => house.app.listen(0, '127.0.0.1'));

  const post = async (length: number, write: (body: NodeJS.WritableStream) => void): Promise<{ status: number | undefined; text: string }> => {
    const { port } = house.app.getHttpServer().address() as AddressInfo;
    const headers = { 'content-type': 'text/csv', 'content-length': length, authorization: `Bearer ${await tokenOf()}` };
    return new Promise((done, fail) => {
      const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/import/contracts', headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
      });
      sent.on('error', fail);
      write(sent);
    });
  };

  it('comes in in pieces', async () => {
    const file = Buffer.from(contracts(contract('Slow Centre')));
    const { status, text } = await post(file.length, (body) => {
      body.write(file.subarray(0, 100));
      setImmediate(() => body.end(file.subarray(100)));
    });
    expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ created: 1 })]);
  });

  it('is answered where it says that it is too large, before it was sent', async () => {
    const { status, text } = await post(300 * megabyte, (body) => body.write(Buffer.alloc(1_000, 'x')));
    expect([status, text]).toEqual([413, expect.stringContaining('larger than 200 MB')]);
  });

  it('that breaks off changes nothing and leaves nothing on the disk', async () => {
    const before = await everything();
    const file = Buffer.from(contracts(contract('Lost Centre')));
    await expect(post(file.length + 1_000, (body) => {
      body.write(file, () => setImmediate(() => (body as unknown as { destroy(): void }).destroy()));
    })).rejects.toThrow('socket hang up');
    while (received().length > 0) await new Promise(setImmediate);
    expect(await everything()).toEqual(before);
  });
});

describe('who may import by the API', () => {
  const file = () => register({ 'Location ID': '1-790' });

  it('is nobody without a token, with one without the scope, with a cookie, or after the account has ended', async () => {
    const before = await everything();
    const bare = await house.app.inject({ method: 'POST', url: '/api/import/cqc', payload: file(), headers: { 'content-type': 'text/csv' } });
    expect(bare.statusCode).toBe(401);
    const scopeless = await send<{ errors: { extensions: { code: string } }[] }>('cqc', file(), { token: await tokenOf('contracts-system', 'openid') });
    expect([scopeless.status, scopeless.body.errors[0]?.extensions.code]).toEqual([403, 'INSUFFICIENT_SCOPE']);
    const cookie = await house.app.inject({ method: 'POST', url: '/api/import/cqc', payload: file(), headers: { 'content-type': 'text/csv', cookie: `session=${await tokenOf()}` } });
    expect(cookie.statusCode).toBe(401);
    await addServiceAccount(house.app, { name: 'Old system', council, subject: 'old-system', role: 'importer' });
    await endServiceAccount(house.app, council, 'Old system');
    expect((await send('cqc', file(), { token: await tokenOf('old-system') })).status).toBe(403);
    expect(await everything()).toEqual(before);
  });

  it('is no person of any role, and no service account of another; the refusal says who may and is on the trail', async () => {
    const before = await everything();
    await addServiceAccount(house.app, { name: 'Contact centre', council, subject: 'contact-centre', role: 'contributor' });
    const members = await everyMember(house, house.cast.chair, house.providersService.providerId);
    expect(members.map(({ role }) => role)).not.toContain('importer');
    for (const token of [...members.map((one) => one.token), await tokenOf('contact-centre')]) {
      for (const to of ['cqc', 'contracts']) {
        const { status, body } = await send<Refusal>(to, file(), { token });
        expect([status, body]).toEqual([403, { code: 'NOT_PERMITTED', message: 'You may not do this. It may be done by a service account for imports.' }]);
      }
    }
    expect(await lastOnTrail()).toMatchObject({ action: 'refused:importContracts', after: { code: 'NOT_PERMITTED' }, name: 'Contact centre' });
    expect(await everything()).toEqual(before);
  });

  it('never becomes a person: no form, command or row gives somebody the role', async () => {
    const { data } = await house.gql<{ administrationForm: { roles: { id: string }[] } }>(house.cast.administrator, '{ administrationForm { roles { id } } }');
    expect(data.administrationForm.roles.map(({ id }) => id)).not.toContain('importer');
    const { data: added } = await house.gql<{ addMembership: { fields?: { field: string }[] } }>(house.cast.administrator, 'mutation ($input: AddMembershipInput!) { addMembership(input: $input) { ... on InvalidInput { fields { field } } } }', {
      input: { idempotencyKey: newId(), personId: house.cast.chair.personId, agencyId: house.cast.chair.agencyId, role: 'importer', jobTitle: 'Importer', panelIds: [] },
    });
    expect(added.addMembership.fields).toEqual([{ field: 'role' }]);
    const { personId, agencyId } = house.cast.chair;
    const asPerson = house.unit.run(house.cast.administrator, () => house.get(PeopleService).addMembership({ personId: personId ?? '', agencyId, role: 'importer', seat: null, jobTitle: 'Importer' }));
    await expect(asPerson).rejects.toMatchObject({ message: expect.stringContaining('importer_is_no_person') });
  });

  it('writes to its own council alone, where two councils have an account', async () => {
    const neighbour = await house.neighbour();
    await addServiceAccount(house.app, { name: 'Their system', council: neighbour.councilName, subject: 'their-system', role: 'importer' });
    const theirs = await tokenOf('their-system');
    expect((await send('contracts', contracts(contract('Shared Centre')), { token: theirs })).body).toMatchObject({ created: 1 });
    // Rows that the file gives to our council are not theirs to bring in.
    expect((await send('cqc', register({ 'Location ID': '1-795' }), { token: theirs })).body).toMatchObject({ created: 0, otherCouncils: 1 });
    expect(await house.sql(`select council_id from contracts where reference = 'C-Shared Centre'`)).toEqual([{ council_id: neighbour.councilId }]);
    expect(await house.sql(`select id from register_locations where cqc_id = '1-795'`)).toEqual([]);
    expect((await send('contracts', contracts(contract('Shared Centre')))).body).toMatchObject({ created: 1 });
  });

  it('is asked for nothing else: every query and mutation but its own name refuses it', async () => {
    const { schema } = house.app.get(GraphQLSchemaHost);
    const token = await tokenOf();
    const given: string[] = [];
    let asked = 0;
    for (const [kind, type] of [['query', schema.getQueryType()], ['mutation', schema.getMutationType()]] as const) {
      for (const field of Object.values(type?.getFields() ?? {})) {
        const answer = await house.app.inject({ method: 'POST', url: '/graphql', payload: { query: documentOf(kind, field), variables: leastVariables(field) }, headers: { authorization: `Bearer ${token}` } });
        asked += 1;
        if (!/NOT_PERMITTED|NotPermitted/.test(answer.body)) given.push(field.name);
      }
    }
    expect(asked).toBeGreaterThan(100);
    expect(given).toEqual(['viewer']);
    expect(roles.filter((role) => may({ role }, 'importRegister') || may({ role }, 'importContracts'))).toEqual(['importer']);
  });

  it('sees by row-level security what its files are about, and no row of what people say, meet on, decide or write', async () => {
    const [actor] = await house.get(Accounts).actorsOf(issuer.address, 'contracts-system');
    const seen = await house.unit.run(actor as Actor, async () => {
      const names = await house.unit.query<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'council_id' and not a.attisdropped
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and has_table_privilege(c.oid, 'select') order by 1`);
      const found: string[] = [];
      for (const { name } of names) if ((await house.unit.query(`select from ${name} limit 1`)).length > 0) found.push(name);
      return found;
    });
    expect(seen).toEqual(expect.arrayContaining(['services', 'contracts', 'people_counts', 'rating_falls']));
    const kept = ['intelligence', 'sealed_sources', 'source_openings', 'risk_assessments', 'actions', 'meetings', 'agenda_items', 'minute_sections', 'item_records', 'recommendations', 'decisions', 'letters', 'documents', 'reports',
      'representations', 'restrictions', 'restriction_grounds', 'stages', 'workflows', 'transitions', 'deadlines', 'evidence_files', 'trail', 'reads', 'mail_messages', 'shares', 'service_accounts', 'information_requests', 'invitations', 'sessions'];
    expect(kept.filter((table) => seen.includes(table))).toEqual([]);
    for (const table of ['intelligence', 'meetings', 'letters', 'decisions', 'risk_assessments']) expect([table, Number((await house.sql<{ n: string }>(`select count(*) as n from ${table}`))[0]?.n) > 0]).toEqual([table, true]);
  });

  it('deletes nothing: the rows it may see are not its to remove', async () => {
    const [actor] = await house.get(Accounts).actorsOf(issuer.address, 'contracts-system');
    const removed = house.unit.run(actor as Actor, () => house.unit.query('delete from people_counts returning id'));
    await expect(removed.catch((error: { code?: string }) => (error.code === '42501' ? [] : Promise.reject(new Error(String(error.code)))))).resolves.toEqual([]);
  });

  it('cannot sign in: nobody without a person has a session', async () => {
    const [actor] = await house.get(Accounts).actorsOf(issuer.address, 'contracts-system');
    await expect(house.get(Sessions).begin(actor as never, 'token')).rejects.toThrow();
  });
});
