import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import { All, Controller, Get, Global, Module, Post, Req } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ClsModule, ClsService } from 'nestjs-cls';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import { SettingsModule } from '../../config/settings.module.js';
import { readSettings } from '../../config/settings.js';
import type { Actor } from '../access/actor.js';
import { ClockModule } from '../clock/clock.module.js';
import { MovingClock } from '../clock/moving-clock.js';
import { newId } from '../database/ids.js';
import { APP_URL } from '../database/pools.js';
import { Accounts } from './accounts.js';
import { startDemoIdentityProvider, type DemoIdentityProvider } from './demo-identity-provider.js';
import { demoToken } from './demo-token.js';
import { formToken } from './form-guard.js';
import { IdentityModule } from './identity.module.js';
import { registerIdentity } from './register-identity.js';
import { registerSecurityHeaders } from './security-headers.js';
import { Sessions } from './sessions.js';

const home = 'http://localhost:3999';
const secret = 'a secret of this test, which signs its cookies';
const start = '2026-11-23T09:00:00Z';

/** Stands for any page and for the API. */
@Controller()
class Probe {
  constructor(private readonly cls: ClsService) {}

  @Get('who')
  who(@Req() request: FastifyRequest) {
    return { actor: this.cls.get<Actor>('actor'), token: request.session && formToken(request.session) };
  }

  @Post('act')
  act(): string {
    return 'acted';
  }

  @All('graphql')
  api() {
    return { role: this.cls.get<Actor>('actor').role };
  }
}

/** Follows nothing by itself, keeps cookies; pages of the service go to `inject`, those of the identity provider over HTTP. */
class Browser {
  readonly jar = new Map<string, string>();
  constructor(private readonly app: NestFastifyApplication) {}

  async open(address: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const url = new URL(address, home);
    const cookies = [...this.jar].map((pair) => pair.join('=')).join('; ');
    const typed = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin, 'sec-fetch-site': 'same-origin' };
    const all = { ...(cookies !== '' && { cookie: cookies }), ...typed, ...headers };
    const method = form === undefined ? 'GET' : 'POST';
    const body = form === undefined ? {} : { body: new URLSearchParams(form).toString() };
    const answer = url.origin === home
      ? await this.inject(method, url, all, body)
      : await fetch(url, { method, headers: all, redirect: 'manual', ...body });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return { status: answer.status, headers: answer.headers, location: answer.headers.get('location') ?? '', text: await answer.text(), url };
  }

  /** Follows redirects to the end, or to the first address that `until` recognises, which is not opened. */
  async follow(answer: Answer, until = (_address: string) => false): Promise<Answer> {
    let last = answer;
    while (last.location !== '' && !until(last.location)) last = await this.open(new URL(last.location, last.url).href);
    return last;
  }

  private async inject(method: 'GET' | 'POST', url: URL, headers: Record<string, string>, body: { body?: string }): Promise<Response> {
    const { payload, statusCode, headers: sent } = await this.app.inject({
      method, url: `${url.pathname}${url.search}`, headers, ...(body.body !== undefined && { payload: body.body }),
    });
    const list = new Headers();
    for (const [name, value] of Object.entries(sent)) for (const one of [value].flat()) list.append(name, String(one));
    return new Response(statusCode === 204 ? null : payload, { status: statusCode, headers: list });
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

interface Answer {
  status: number;
  headers: Headers;
  location: string;
  text: string;
  url: URL;
}

let database: TestDatabase;
let identityProvider: DemoIdentityProvider;
let app: NestFastifyApplication;
let clock: MovingClock;
let dataDir: string;
let owner: pg.Client;

const council = newId();
const people = { priya: newId(), tom: newId(), gone: newId() };
const memberships = { chair: newId(), partner: newId(), nurse: newId(), former: newId() };
const listed = ['priya', 'tom', 'gone', 'stranger'].map((subject) => ({
  subject, name: `${subject} <b>`, jobTitle: 'Officer', agency: 'Council & partners',
}));

async function seed(): Promise<void> {
  await owner.query(`insert into councils (id, name, register_name, created_at) values ($1, 'Northdale', 'Northdale', $2)`, [council, start]);
  for (const [subject, id] of Object.entries(people)) {
    await owner.query('insert into people (id, name, created_at) values ($1, $2, $3)', [id, subject, start]);
    await owner.query(`insert into contact_details (person_id, kind, value) values ($1, 'mail', $2)`, [id, `${subject}@example.org`]);
    await owner.query('insert into identities (id, person_id, issuer, subject) values ($1, $2, $3, $4)', [newId(), id, identityProvider.issuer, subject]);
  }
  for (const [id, person, role, title, to] of [
    [memberships.chair, people.priya, 'chair', 'Chair', null],
    [memberships.partner, people.priya, 'partner', 'Social worker', null],
    [memberships.nurse, people.tom, 'partner', 'Nurse', null],
    [memberships.former, people.gone, 'qaOfficer', 'Officer', '2026-10-31'],
  ]) {
    await owner.query(
      `insert into memberships (council_id, id, person_id, role, job_title, valid_from, valid_to) values ($1, $2, $3, $4, $5, '2026-01-01', $6)`,
      [council, id, person, role, title, to],
    );
  }
}

async function openApp(issuer: string): Promise<NestFastifyApplication> {
  const settings = { ...readSettings({ NODE_ENV: 'test', PUBLIC_URL: home, SESSION_SECRET: secret, OIDC_CLIENT_SECRET: 'shared word' }) };
  settings.oidc = { ...settings.oidc, issuer };
  const module = await Test.createTestingModule({
    imports: [SettingsModule.with(settings), ClockModule.with(clock), ClsModule.forRoot({ global: true }), IdentityModule, Connection],
    controllers: [Probe],
  }).compile();
  const made = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  registerSecurityHeaders(made.getHttpAdapter().getInstance() as unknown as FastifyInstance, settings.publicUrl, settings.oidc.issuer);
  await registerIdentity(made);
  await made.init();
  await made.getHttpAdapter().getInstance().ready();
  return made;
}

@Global()
@Module({ providers: [{ provide: APP_URL, useFactory: () => database.appUrl }], exports: [APP_URL] })
class Connection {}

function startProvider(port = 0): Promise<DemoIdentityProvider> {
  return startDemoIdentityProvider({
    port, dataDir, people: async () => listed, clientId: 'manage-provider-concerns', clientSecret: 'shared word',
    redirectUris: [`${home}/sign-in/callback`], postLogoutRedirectUris: [`${home}/signed-out`],
  });
}

const isCallback = (address: string) => address.startsWith(`${home}/sign-in/callback`);

/** From /sign-in to the address the identity provider sends the browser back to, not yet opened. */
async function chosen(browser: Browser, subject: string, next = '/who'): Promise<string> {
  const choose = await browser.follow(await browser.open(`/sign-in?next=${encodeURIComponent(next)}`));
  const answer = await browser.follow(await browser.open(choose.url.href, { subject }), isCallback);
  return answer.location;
}

/** Opens the way back from the identity provider; of several roles it takes the one named, else the first one offered. */
async function enter(browser: Browser, callback: string, membershipId?: string): Promise<Answer> {
  const answer = await browser.open(callback);
  if (answer.location !== '/sign-in/role') return answer;
  const { text } = await browser.open('/sign-in/role');
  const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec(text) ?? [];
  const [, first = ''] = /name="membershipId" type="radio" value="([^"]+)"/.exec(text) ?? [];
  return browser.open('/sign-in/role', { membershipId: membershipId ?? first, _csrf });
}

async function signIn(subject: string): Promise<Browser> {
  const browser = new Browser(app);
  const answer = await enter(browser, await chosen(browser, subject), subject === 'priya' ? memberships.chair : undefined);
  expect(answer).toMatchObject({ status: 303, location: '/who' });
  return browser;
}

async function tokenOf(browser: Browser): Promise<string> {
  return (JSON.parse((await browser.open('/who')).text) as { token: string }).token;
}

beforeAll(async () => {
  database = await cloneDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'identity-'));
  clock = new MovingClock(start);
  identityProvider = await startProvider();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await seed();
  app = await openApp(identityProvider.issuer);
});

beforeEach(() => clock.set(start));

afterAll(async () => {
  await app.close();
  await identityProvider.stop();
  await owner.end();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

describe('signing in', () => {
  it('leads from the page asked for through the identity provider back to it', async () => {
    const browser = new Browser(app);
    const first = await browser.open('/who?page=2');
    expect(first).toMatchObject({ status: 302, location: '/sign-in?next=%2Fwho%3Fpage%3D2' });
    const choose = await browser.follow(first);
    expect(choose.status).toBe(200);
    expect(choose.text).toContain('This is a demonstration');
    expect(choose.text).toContain('priya &lt;b&gt;');
    expect(choose.headers.get('content-security-policy')).toContain(`form-action 'self' ${home};`);
    const back = await browser.follow(await browser.open(choose.url.href, { subject: 'priya' }), isCallback);
    const page = await browser.follow(await enter(browser, back.location, memberships.chair));
    expect(page.url.href).toBe(`${home}/who?page=2`);
    expect(JSON.parse(page.text)).toMatchObject({
      actor: { councilId: council, councilName: 'Northdale', personId: people.priya, membershipId: memberships.chair, role: 'chair', onBehalfOf: null },
    });
  });

  it('gives a cookie that is HttpOnly, Lax and holds nothing but chance; the table holds its hash alone', async () => {
    const browser = new Browser(app);
    const answer = await enter(browser, await chosen(browser, 'priya'));
    const line = answer.headers.getSetCookie().find((one) => one.startsWith('session='));
    expect(line).toMatch(/^session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const { rows } = await owner.query<{ text: string }>('select row_to_json(s)::text as text from sessions s');
    expect(rows.map(({ text }) => text).join()).not.toContain(browser.jar.get('session'));
  });

  it('gives a new session each time and ends the one before', async () => {
    const browser = await signIn('priya');
    const before = browser.jar.get('session');
    await enter(browser, (await browser.follow(await browser.open('/sign-in'), isCallback)).location);
    expect(browser.jar.get('session')).not.toBe(before);
    browser.jar.set('session', before ?? '');
    expect((await browser.open('/who')).status).toBe(302);
  });

  it('takes no code twice', async () => {
    const browser = new Browser(app);
    const callback = await chosen(browser, 'priya');
    const flow = browser.jar.get('sign-in') ?? '';
    expect((await browser.open(callback)).status).toBe(303);
    browser.jar.clear();
    browser.jar.set('sign-in', flow);
    const again = await browser.open(callback);
    expect(again).toMatchObject({ status: 400 });
    expect(again.text).toContain('Start signing in again');
    expect(browser.jar.has('session')).toBe(false);
  });

  it('takes no answer to a question of another browser', async () => {
    const other = new Browser(app);
    const callback = await chosen(other, 'priya');
    expect((await new Browser(app).open(callback)).status).toBe(400);
    const mine = new Browser(app);
    await chosen(mine, 'tom');
    expect((await mine.open(callback)).status).toBe(400);
    expect(mine.jar.has('session')).toBe(false);
  });

  it.each(['nonce', 'state', 'verifier'])('refuses a %s that is not the one we sent', async (field) => {
    const browser = new Browser(app);
    const callback = await chosen(browser, 'priya');
    const [value = ''] = decodeURIComponent(browser.jar.get('sign-in') ?? '').split('.');
    const flow = { ...JSON.parse(Buffer.from(value, 'base64url').toString()), [field]: 'x'.repeat(43) };
    const changed = Buffer.from(JSON.stringify(flow)).toString('base64url');
    browser.jar.set('sign-in', encodeURIComponent(cookie.sign(changed, secret)));
    expect((await browser.open(callback)).status).toBe(400);
    expect(browser.jar.has('session')).toBe(false);
  });

  it('refuses a flow that nobody here signed, and one older than 10 minutes', async () => {
    const browser = new Browser(app);
    const callback = await chosen(browser, 'priya');
    const good = browser.jar.get('sign-in') ?? '';
    browser.jar.set('sign-in', good.replace(/^./, 'x'));
    expect((await browser.open(callback)).status).toBe(400);
    browser.jar.set('sign-in', good);
    clock.advance({ minutes: 11 });
    expect((await browser.open(callback)).status).toBe(400);
  });

  it('is not started by a script of an old page, nor by an address that is nothing', async () => {
    const script = await app.inject({ url: '/who', headers: { 'sec-fetch-dest': 'empty' } });
    expect(script.statusCode).toBe(401);
    expect(script.headers).not.toHaveProperty('location');
    expect((await app.inject('/favicon.ico')).statusCode).toBe(404);
  });

  it('goes to no other site afterwards', async () => {
    const browser = new Browser(app);
    const answer = await enter(browser, await chosen(browser, 'priya', '//elsewhere.example/who'));
    expect(answer.location).toBe('/');
  });

  it.each([
    ['stranger', 'You do not have an account here'],
    ['gone', 'You have no role here at present'],
  ])('makes no account and no session for %s', async (subject, words) => {
    const browser = new Browser(app);
    const answer = await browser.open(await chosen(browser, subject));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(words);
    expect(browser.jar.has('session')).toBe(false);
  });

  it('says so in words while the identity provider is down, and works when it is back', async () => {
    const passing = await startProvider();
    await passing.stop();
    const lonely = await openApp(passing.issuer);
    const browser = new Browser(lonely);
    const down = await browser.open('/sign-in');
    expect(down.status).toBe(503);
    expect(down.text).toContain('You cannot sign in at the moment');
    const back = await startProvider(Number(new URL(passing.issuer).port));
    expect((await browser.open('/sign-in')).location).toContain(passing.issuer);
    await back.stop();
    await lonely.close();
  });
});

describe('a session', () => {
  it('ends after 30 minutes of silence, and activity keeps it', async () => {
    const browser = await signIn('tom');
    clock.advance({ minutes: 29 });
    expect((await browser.open('/who')).status).toBe(200);
    clock.advance({ minutes: 29 });
    expect((await browser.open('/who')).status).toBe(200);
    clock.advance({ minutes: 31 });
    expect((await browser.open('/who')).status).toBe(302);
  });

  it('ends after 12 hours whatever happens', async () => {
    const browser = await signIn('tom');
    for (let passed = 0; passed < 12 * 60 - 20; passed += 20) {
      clock.advance({ minutes: 20 });
      expect((await browser.open('/who')).status).toBe(200);
    }
    clock.advance({ minutes: 20 });
    expect((await browser.open('/who')).status).toBe(302);
  });

  it('writes its activity at most once a minute', async () => {
    const browser = await signIn('tom');
    const seen = async () => (await owner.query<{ at: Date }>('select last_seen_at as at from sessions order by id desc limit 1')).rows[0]?.at.toISOString();
    clock.advance({ seconds: 59 });
    await browser.open('/who');
    expect(await seen()).toBe('2026-11-23T09:00:00.000Z');
    clock.advance({ seconds: 1 });
    await browser.open('/who');
    expect(await seen()).toBe('2026-11-23T09:01:00.000Z');
  });

  it('ends at the next request when the membership ends', async () => {
    const browser = await signIn('tom');
    await owner.query(`update memberships set valid_to = '2026-11-22' where id = $1`, [memberships.nurse]);
    expect((await browser.open('/who')).status).toBe(302);
    await owner.query('update memberships set valid_to = null where id = $1', [memberships.nurse]);
  });

  it('is ended by signing out, here and at the identity provider', async () => {
    const browser = await signIn('priya');
    const session = browser.jar.get('session') ?? '';
    const answer = await browser.open('/sign-out', { _csrf: await tokenOf(browser) });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(browser.jar.has('session')).toBe(false);
    const there = await browser.follow(answer);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(there.text) ?? [];
    const end = await browser.follow(await browser.open(`${identityProvider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' }));
    expect(end.url.href).toBe(`${home}/signed-out`);
    const again = await browser.follow(await browser.open('/sign-in'), isCallback);
    expect(again.text).toContain('Choose who to sign in as');
    browser.jar.set('session', session);
    expect((await browser.open('/who')).status).toBe(302);
  });

  it('changes with the role a person chooses, among their own alone', async () => {
    const browser = await signIn('priya');
    const before = browser.jar.get('session');
    const foreign = await browser.open('/membership', { membershipId: memberships.nurse, _csrf: await tokenOf(browser) });
    expect(foreign.status).toBe(403);
    expect(browser.jar.get('session')).toBe(before);
    const own = await browser.open('/membership', { membershipId: memberships.partner, _csrf: await tokenOf(browser) });
    expect(own).toMatchObject({ status: 303, location: '/' });
    expect(browser.jar.get('session')).not.toBe(before);
    expect(JSON.parse((await browser.open('/who')).text)).toMatchObject({ actor: { role: 'partner' } });
  });
});

describe('signing in again (ADR 0024)', () => {
  /** From the page that asks for it to the way back from the identity provider, not yet opened. */
  const again = async (browser: Browser, subject: string): Promise<string> => {
    const asked = await browser.open('/sign-in/again?next=%2Fwho%3Fx%3D1');
    const [, link = ''] = /href="(\/sign-in\?again=yes[^"]*)"/.exec(asked.text) ?? [];
    const choose = await browser.follow(await browser.open(link.replaceAll('&amp;', '&')));
    expect(choose.text).toContain(`value="${subject}"`);
    return (await browser.follow(await browser.open(choose.url.href, { subject }), isCallback)).location;
  };
  const secondsAgo = (at: string): number => clock.now().since(Temporal.Instant.from(at)).total('seconds');
  const actorIn = async (browser: Browser) => (JSON.parse((await browser.open('/who')).text) as { actor: Actor }).actor;

  it('asks the provider even where it has a session, and comes back to the page wanted, in the same role, under a new secret', async () => {
    const browser = await signIn('priya');
    const first = (await actorIn(browser)).signedInAt ?? '';
    expect(secondsAgo(first)).toBeLessThan(60);
    const before = { secret: browser.jar.get('session') ?? '', token: await tokenOf(browser) };
    clock.advance({ minutes: 20 });
    expect((await actorIn(browser)).signedInAt).toBe(first);
    expect(await browser.open(await again(browser, 'priya'))).toMatchObject({ status: 303, location: '/who?x=1' });
    const { signedInAt, membershipId } = await actorIn(browser);
    expect([secondsAgo(signedInAt ?? '') < 60, membershipId]).toEqual([true, memberships.chair]);
    expect((await browser.open('/act', { _csrf: before.token })).status).toBe(201);
    const copy = new Browser(app);
    copy.jar.set('session', before.secret);
    expect((await copy.open('/who')).status).toBe(302);
  });

  it('as somebody else ends the session that was open', async () => {
    const browser = await signIn('priya');
    const secret = browser.jar.get('session') ?? '';
    for (const name of [...browser.jar.keys()].filter((one) => one.startsWith('demo-identity'))) browser.jar.delete(name);
    expect((await browser.open(await again(browser, 'tom'))).status).toBe(303);
    expect(await actorIn(browser)).toMatchObject({ membershipId: memberships.nurse });
    browser.jar.set('session', secret);
    expect((await browser.open('/who')).status).toBe(302);
  });

  it('goes to no other site, and keeps the session where the provider did not ask', async () => {
    const browser = await signIn('tom');
    expect((await browser.open('/sign-in/again?next=//elsewhere.example')).text).toContain('href="/sign-in?again=yes&amp;next=%2F"');
    const callback = await again(browser, 'tom');
    const refused = await browser.open(callback.replace(/code=[^&]+/, 'code=forged'));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('You were not signed in again');
    expect(await actorIn(browser)).toMatchObject({ membershipId: memberships.nurse });
  });

  it('another role of the same sign-in is as recent as it was', async () => {
    const browser = await signIn('priya');
    clock.advance({ minutes: 10 });
    await browser.open('/membership', { membershipId: memberships.partner, _csrf: await tokenOf(browser) });
    const { role, signedInAt } = await actorIn(browser);
    expect([role, Math.round(secondsAgo(signedInAt ?? '') / 60)]).toEqual(['partner', 10]);
  });
});

describe('a form', () => {
  it('counts with the token of the session, from this origin', async () => {
    const browser = await signIn('priya');
    expect(await browser.open('/act', { _csrf: await tokenOf(browser) })).toMatchObject({ status: 201, text: 'acted' });
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { _csrf: 'abc-def' }],
  ])('with %s changes nothing, and keeps what was typed', async (_name, token) => {
    const browser = await signIn('priya');
    const refused = await browser.open('/act', { summary: '"><script>', ...token });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('name="summary" value="&quot;&gt;&lt;script&gt;"');
    const [, fresh = ''] = /name="_csrf" value="([^"]+)"/.exec(refused.text) ?? [];
    expect((await browser.open('/act', { summary: 'x', _csrf: fresh })).status).toBe(201);
  });

  it('with the token of somebody else changes nothing', async () => {
    const token = await tokenOf(await signIn('tom'));
    expect((await (await signIn('priya')).open('/act', { _csrf: token })).status).toBe(403);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://elsewhere.example' }],
    [{ origin: 'null' }],
  ])('from elsewhere (%j) changes nothing and is not offered again', async (headers) => {
    const browser = await signIn('priya');
    const refused = await browser.open('/act', { _csrf: await tokenOf(browser) }, headers);
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain('<form');
  });

  it('sent after the session ended keeps what was typed and says to sign in', async () => {
    const browser = await signIn('priya');
    const token = await tokenOf(browser);
    clock.advance({ hours: 1 });
    const refused = await browser.open('/act', { summary: 'two falls', _csrf: token });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('You were signed out');
    expect(refused.text).toContain('value="two falls"');
  });
});

describe('the API', () => {
  const ask = (headers: Record<string, string>, url = '/graphql') => app.inject({ method: 'POST', url, headers });

  it('takes bearer tokens and ignores cookies', async () => {
    const [membership] = await app.get(Accounts).membershipsOf(people.priya);
    if (membership === undefined) throw new Error('Priya has a membership');
    const token = await app.get(Sessions).begin(membership, 'token');
    const answered = await ask({ authorization: `Bearer ${token}` });
    expect(answered.json()).toEqual({ role: 'chair' });
    const session = (await signIn('priya')).jar.get('session') ?? '';
    for (const url of ['/graphql', '/%67raphql']) expect((await ask({ cookie: `session=${session}` }, url)).statusCode).toBe(401);
    expect((await ask({ authorization: `Bearer ${session}` })).statusCode).toBe(401);
    const page = await app.inject({ url: '/who', headers: { cookie: `session=${token}` } });
    expect(page.statusCode).toBe(302);
  });

  it.each(['', 'Bearer', 'Bearer x', `Bearer ${'A'.repeat(43)}`, 'Basic cHJpeWE6'])('refuses "%s"', async (authorization) => {
    const refused = await ask({ authorization });
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it.each(['priya', 'PRIYA@example.org', 'Priya'])('takes the token that the command line prints for %s', async (person) => {
    const outcome = await demoToken(database.appUrl, identityProvider.issuer, person, clock);
    const token = 'token' in outcome ? outcome.token : '';
    expect((await ask({ authorization: `Bearer ${token}` })).json()).toEqual({ role: 'chair' });
  });

  it.each([
    ['nobody at all', 'Nobody here is called "nobody at all"'],
    ['gone', '"gone" has no role in force today'],
  ])('has no token for %s', async (person, words) => {
    expect(await demoToken(database.appUrl, identityProvider.issuer, person, clock)).toEqual({ problem: expect.stringContaining(words) });
  });

  it('takes a token for 12 hours', async () => {
    const [membership] = await app.get(Accounts).membershipsOf(people.priya);
    if (membership === undefined) throw new Error('Priya has a membership');
    const token = await app.get(Sessions).begin(membership, 'token');
    clock.advance({ hours: 11, minutes: 59 });
    expect((await ask({ authorization: `Bearer ${token}` })).statusCode).toBe(200);
    clock.advance({ minutes: 1 });
    expect((await ask({ authorization: `Bearer ${token}` })).statusCode).toBe(401);
  });
});

describe('every answer', () => {
  it.each(['/who', '/nowhere', '/sign-in', '/signed-out'])('carries the headers: %s', async (url) => {
    const { headers } = await app.inject({ url });
    expect(headers['content-security-policy']).toMatch(
      new RegExp(`^default-src 'none';script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self' ${identityProvider.issuer};frame-ancestors 'none';object-src 'none';base-uri 'none'$`),
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY',
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('has a nonce of its own', async () => {
    const [one, two] = await Promise.all([app.inject('/signed-out'), app.inject('/signed-out')]);
    expect(one.headers['content-security-policy']).not.toBe(two.headers['content-security-policy']);
  });
});
