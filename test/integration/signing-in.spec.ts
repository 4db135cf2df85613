import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { RateLimits } from '../../src/platform/identity/rate-limits.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { testSettings } from '../support/house.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { openSignedInHouse, type SignedInHouse } from '../support/signed-in-house.js';

/** Claims as a test changes them; undefined takes one away. */
type Claims = Readonly<Record<string, unknown>>;

let open: SignedInHouse;
beforeAll(async () => {
  open = await openSignedInHouse();
});
afterAll(() => open.close());

const start = '2026-11-03T10:00:00Z';
beforeEach(() => open.house.clock.set(start));

/** Gives somebody of the cast another role in the same council. */
async function alsoAs(actor: Actor, role: 'boardReader' | 'brokerage', jobTitle: string): Promise<string> {
  const { house } = open;
  return house.unit.run(house.cast.administrator, () => house.get(PeopleService).addMembership({ personId: actor.personId ?? '', agencyId: actor.agencyId, role, seat: null, jobTitle }));
}
const signedOut = async (browser: PlainBrowser): Promise<boolean> => (await browser.open('/account')).status === 302;

describe('ASVS 7.2.4, 8.3: somebody with several roles', () => {
  let second: string;
  beforeAll(async () => {
    second = await alsoAs(open.house.cast.chair, 'boardReader', 'Member of the Board');
  });

  it('chooses one after signing in; no session is there before', async () => {
    const browser = new PlainBrowser(open.url);
    const answer = await browser.open(await open.chosen(browser, open.house.cast.chair, '/reports'));
    expect(answer).toMatchObject({ status: 303, location: '/sign-in/role' });
    expect(browser.jar.has('session')).toBe(false);
    expect((await browser.open('/')).status).toBe(302);
    const page = await browser.open('/sign-in/role');
    expect(page.text).toMatch(/type="radio" value="[^"]+" checked[\s\S]*Head of Commissioning[\s\S]*Member of the Board/);
    const done = await browser.open('/sign-in/role', { membershipId: second, _csrf: await browser.token('/sign-in/role') });
    expect(done).toMatchObject({ status: 303, location: '/reports' });
    expect(browser.jar.has('choice')).toBe(false);
    const reports = await browser.open('/reports');
    expect(reports.text).toContain('Ruth Adeyemi, Member of the Board');
  });

  it('finds the role used last first', async () => {
    open.house.clock.advance({ minutes: 1 });
    const browser = new PlainBrowser(open.url);
    await browser.open(await open.chosen(browser, open.house.cast.chair));
    expect((await browser.open('/sign-in/role')).text).toMatch(/checked[\s\S]*Member of the Board[\s\S]*Head of Commissioning/);
  });

  it('is let in by no copy of the choice, none that nobody signed, no foreign form, and not after ten minutes', async () => {
    const browser = new PlainBrowser(open.url);
    await browser.open(await open.chosen(browser, open.house.cast.chair));
    const copy = browser.jar.get('choice') ?? '';
    const form = { membershipId: second, _csrf: await browser.token('/sign-in/role') };
    expect((await browser.open('/sign-in/role', form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.open('/sign-in/role', { ...form, _csrf: 'x' })).status).toBe(400);
    expect((await browser.open('/sign-in/role', form)).status).toBe(303);
    const thief = new PlainBrowser(open.url);
    thief.jar.set('choice', copy);
    expect((await thief.open('/sign-in/role', form)).status).toBe(400);
    thief.jar.set('choice', copy.replace(/^./, 'x'));
    expect((await thief.open('/sign-in/role')).status).toBe(400);
    expect(thief.jar.has('session')).toBe(false);
    const late = new PlainBrowser(open.url);
    await late.open(await open.chosen(late, open.house.cast.chair));
    open.house.clock.advance({ minutes: 11 });
    expect((await late.open('/sign-in/role')).status).toBe(400);
  });

  it('chooses among their own roles alone', async () => {
    const browser = new PlainBrowser(open.url);
    await browser.open(await open.chosen(browser, open.house.cast.chair));
    const form = { membershipId: open.house.cast.dass.membershipId, _csrf: await browser.token('/sign-in/role') };
    expect(await browser.open('/sign-in/role', form)).toMatchObject({ status: 303, location: '/sign-in/role' });
    expect(browser.jar.has('session')).toBe(false);
  });

  it('changes the role on the account page: a new session, and the old one opens nothing', async () => {
    const browser = new PlainBrowser(open.url);
    await browser.open(await open.chosen(browser, open.house.cast.chair));
    await browser.open('/sign-in/role', { membershipId: second, _csrf: await browser.token('/sign-in/role') });
    const before = browser.jar.get('session') ?? '';
    const changed = await browser.open('/membership', { membershipId: open.house.cast.chair.membershipId, _csrf: await browser.token('/account') });
    expect(changed.status).toBe(303);
    expect(browser.jar.get('session')).not.toBe(before);
    expect((await browser.open('/account')).text).toContain('Ruth Adeyemi, Head of Commissioning');
    const old = new PlainBrowser(open.url);
    old.jar.set('session', before);
    expect(await signedOut(old)).toBe(true);
  });
});

describe('ASVS 7.4: sessions', () => {
  it('7.2.4: an id planted before signing in opens nothing afterwards', async () => {
    const browser = new PlainBrowser(open.url);
    const planted = 'A'.repeat(43);
    browser.jar.set('session', planted);
    await browser.open(await open.chosen(browser, open.house.cast.qaOfficer));
    expect(browser.jar.get('session')).not.toBe(planted);
    const attacker = new PlainBrowser(open.url);
    attacker.jar.set('session', planted);
    expect(await signedOut(attacker)).toBe(true);
  });

  it('7.5.2: are listed on the account page, and one elsewhere is ended there', async () => {
    const [here, elsewhere] = [await open.browserOf(open.house.cast.coordinator), await open.browserOf(open.house.cast.coordinator)];
    const page = await here.open('/account');
    expect(page.text).toContain('2 sessions:');
    expect(page.text.match(/This session/g)).toHaveLength(1);
    const [, sessionId = ''] = /name="sessionId" value="([^"]+)"/.exec(page.text) ?? [];
    const ended = await here.follow(await here.open('/account/end-session', { sessionId, _csrf: await here.token('/account') }));
    expect(ended.text).toContain('That session has ended');
    expect(ended.text).toContain('1 session:');
    expect(await signedOut(elsewhere)).toBe(true);
    expect(await signedOut(here)).toBe(false);
  });

  it('7.4.5: nobody ends the session of somebody else', async () => {
    const victim = await open.browserOf(open.house.cast.auditor);
    const [{ id: sessionId } = { id: '' }] = await open.house.sql<{ id: string }>('select id from sessions where ended_at is null order by created_at desc, id desc limit 1');
    const other = await open.browserOf(open.house.cast.qaOfficer);
    const _csrf = await other.token('/account');
    for (const id of [sessionId, `${sessionId}' or true --`, '']) {
      expect((await other.open('/account/end-session', { sessionId: id, _csrf })).status).toBe(303);
    }
    expect(await signedOut(victim)).toBe(false);
  });

  it('7.4.3: signing out everywhere ends every browser and token of this person at the next request, and nobody else’s', async () => {
    const { chair, dass } = open.house.cast;
    const [one, two, other] = [await open.browserOf(dass), await open.browserOf(dass), await open.browserOf(open.house.cast.headOfService)];
    const [membership] = await open.house.get(Accounts).membershipsOf(dass.personId ?? '');
    if (membership === undefined) throw new Error(`${chair.personName} lacks a colleague`);
    const token = await open.house.get(Sessions).begin(membership, 'token');
    const ask = () => fetch(`${open.url}/graphql`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{"query":"{ viewer { role } }"}' });
    expect((await ask()).status).toBe(200);
    const answer = await one.open('/sign-out-everywhere', { _csrf: await one.token('/account') });
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(one.jar.has('session')).toBe(false);
    expect([await signedOut(two), await signedOut(other), (await ask()).status]).toEqual([true, false, 401]);
  });

  it('8.3.2: end at the next request when the membership ends, and act in the new role when it changes', async () => {
    const { boardReader } = open.house.cast;
    const browser = await open.browserOf(boardReader);
    expect((await browser.open('/reports')).status).toBe(200);
    await open.house.sql(`update memberships set role = 'brokerage' where id = $1`, [boardReader.membershipId]);
    expect((await browser.open('/reports')).status).toBe(403);
    await open.house.sql(`update memberships set role = 'boardReader', valid_to = '2026-11-02' where id = $1`, [boardReader.membershipId]);
    expect(await signedOut(browser)).toBe(true);
    await open.house.sql(`update memberships set valid_to = null where id = $1`, [boardReader.membershipId]);
  });

  it('7.3: end after 30 minutes of silence, and are not listed then', async () => {
    const { safeguardingLead } = open.house.cast;
    const [idle, busy] = [await open.browserOf(safeguardingLead), await open.browserOf(safeguardingLead)];
    open.house.clock.advance({ minutes: 20 });
    await busy.open('/account');
    open.house.clock.advance({ minutes: 15 });
    expect((await busy.open('/account')).text).toContain('1 session:');
    expect(await signedOut(idle)).toBe(true);
  });
});

describe('a form sent after the session ended', () => {
  it('keeps what was typed for the same person, who sends it after signing in again', async () => {
    const browser = await open.browserOf(open.house.cast.coordinator);
    const _csrf = await browser.token('/account');
    open.house.clock.advance({ hours: 1 });
    const kept = await browser.open('/account/end-session', { sessionId: newId(), note: '"><script>', _csrf });
    expect(kept.status).toBe(403);
    expect(kept.text).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(kept.headers.get('cache-control')).toBe('no-store');
    await browser.open(await open.chosen(browser, open.house.cast.coordinator));
    const again = await browser.open('/account/end-session', { sessionId: newId(), note: 'x', _csrf });
    expect(again.text).toContain('Send this again');
  });

  it('is neither shown to nor sent as somebody else who signs in at the same computer', async () => {
    const first = await open.browserOf(open.house.cast.coordinator);
    const _csrf = await first.token('/account');
    const second = await open.browserOf(open.house.cast.qaOfficer);
    const refused = await second.open('/account/end-session', { note: 'two falls', _csrf });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Somebody else filled in this form');
    expect(refused.text).not.toContain('two falls');
  });
});

describe('back-channel sign-out (OpenID Connect Back-Channel Logout 1.0)', () => {
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const post = (body: Record<string, string>) => fetch(`${open.url}/sign-in/back-channel`, { method: 'POST', body: new URLSearchParams(body) });
  const seconds = () => Math.floor(open.house.clock.now().epochMilliseconds / 1_000);

  /** A logout token by the provider's own key, with whatever the test changes. */
  async function tokenOf(changed: Claims, { alg = 'RS256', typ = 'logout+jwt' }: { alg?: string; typ?: string } = {}): Promise<string> {
    const key = await providerKey();
    const claims: Claims = { iss: open.issuer, aud: testSettings.oidc.clientId, iat: seconds(), exp: seconds() + 120, jti: newId(), events: event, ...changed };
    return new SignJWT(Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))).setProtectedHeader({ alg, typ, kid: key.kid }).sign(key.key);
  }

  it('ends the session of that sign-in when a person signs out at the provider, and no other', async () => {
    open.house.clock.set(Temporal.Now.instant().toString());
    const { qaOfficer } = open.house.cast;
    const [browser, other] = [await open.browserOf(qaOfficer), await open.browserOf(qaOfficer)];
    const atProvider = await browser.open(`${open.issuer}/session/end`);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(atProvider.text) ?? [];
    await browser.follow(await browser.open(`${open.issuer}/session/end/confirm`, { xsrf, logout: 'yes' }));
    expect([await signedOut(browser), await signedOut(other)]).toEqual([true, false]);
  });

  it('ends every session of a person where the token names no session', async () => {
    const { headOfService } = open.house.cast;
    const [one, two] = [await open.browserOf(headOfService), await open.browserOf(headOfService)];
    expect((await post({ logout_token: await tokenOf({ sub: headOfService.membershipId }) })).status).toBe(200);
    expect([await signedOut(one), await signedOut(two)]).toEqual([true, true]);
  });

  it('takes good tokens however many come from one address, and slows down whoever sends bad ones', async () => {
    const { headOfService, dass } = open.house.cast;
    const limits = open.house.get(RateLimits);
    const over = overTheLimit(limits);
    try {
      expect((await post({ logout_token: await tokenOf({ sub: dass.membershipId }) })).status).toBe(200);
      const slowed = await post({ logout_token: await tokenOf({ sub: headOfService.membershipId, nonce: 'n' }) });
      expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '30']);
    } finally {
      over.end();
    }
  });

  /** As if this address had asked for too much of signing in. */
  function overTheLimit(limits: RateLimits): { end(): void } {
    limits.ofSignIn = async () => 30;
    return { end: () => void delete (limits as { ofSignIn?: unknown }).ofSignIn };
  }

  it('does nothing twice: a token that was used is refused', async () => {
    const { headOfService } = open.house.cast;
    const token = await tokenOf({ sub: headOfService.membershipId });
    expect((await post({ logout_token: token })).status).toBe(200);
    const later = await open.browserOf(headOfService);
    const again = await post({ logout_token: token });
    expect(again.status).toBe(400);
    expect(await again.json()).toEqual({ error: 'invalid_request' });
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(await signedOut(later)).toBe(false);
  });

  it.each<[string, Claims]>([
    ['of another issuer', { iss: 'https://login.example/other-tenant' }],
    ['for another client', { aud: 'somebody-else' }],
    ['without the event', { events: undefined }],
    ['of another event', { events: { 'http://schemas.openid.net/event/other': {} } }],
    ['whose event is a list', { events: { 'http://schemas.openid.net/event/backchannel-logout': [] } }],
    ['with a nonce', { nonce: 'n' }],
    ['without an id', { jti: undefined }],
    ['that names nobody', { sub: undefined }],
    ['that has expired', { exp: Math.floor(Date.parse(start) / 1_000) - 61 }],
    ['made an hour ago', { iat: Math.floor(Date.parse(start) / 1_000) - 3_600, exp: undefined }],
  ])('refuses a token %s', async (_, changed) => {
    const { headOfService } = open.house.cast;
    const browser = await open.browserOf(headOfService);
    expect((await post({ logout_token: await tokenOf({ sub: headOfService.membershipId, ...changed }) })).status).toBe(400);
    expect(await signedOut(browser)).toBe(false);
  });

  it('refuses an id token, none at all, one without a signature and one by another key', async () => {
    const sub = open.house.cast.headOfService.membershipId;
    const browser = await open.browserOf(open.house.cast.headOfService);
    const base64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const good = await tokenOf({ sub });
    const { privateKey } = await generateKeyPair('RS256');
    const foreign = await new SignJWT({ iss: open.issuer, aud: testSettings.oidc.clientId, iat: seconds(), jti: newId(), sub, events: event }).setProtectedHeader({ alg: 'RS256', kid: (await providerKey()).kid }).sign(privateKey);
    for (const body of [
      {}, { logout_token: '' }, { logout_token: `${base64({ alg: 'none' })}.${good.split('.')[1]}.` }, { logout_token: foreign },
      { logout_token: await tokenOf({ sub }, { typ: 'at+jwt' }) }, { logout_token: await tokenOf({ sub, events: undefined, nonce: 'n' }, { typ: 'JWT' }) },
    ]) expect((await post(body as Record<string, string>)).status).toBe(400);
    expect(await signedOut(browser)).toBe(false);
  });

  /** The key the demo identity provider keeps in its folder. */
  async function providerKey(): Promise<{ key: CryptoKey; kid: string }> {
    const { jwks } = JSON.parse(await readFile(join(open.dataDir, 'demo-identity-keys.json'), 'utf8')) as { jwks: { keys: Awaited<ReturnType<typeof exportJWK>>[] } };
    const [jwk] = jwks.keys;
    if (jwk === undefined) throw new Error('The provider has a key.');
    return { key: (await importJWK(jwk, 'RS256')) as CryptoKey, kid: jwk.kid ?? '' };
  }
});
