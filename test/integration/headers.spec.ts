import type { Actor } from '../../src/platform/access/actor.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse } from '../support/house.js';

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
const json = { 'content-type': 'application/json' };

/** Every kind of route a browser or client can reach: shown, refused, broken, absent. */
const kinds: readonly [string, { method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS'; url: string; headers?: Record<string, string>; payload?: string; signedIn?: true }, number][] = [
  ['a page', { url: '/account', signedIn: true }, 200],
  ['a page of a stranger', { url: '/account' }, 302],
  ['a page that is not for this role', { url: '/placing', signedIn: true }, 403],
  ['no page', { url: '/nowhere', signedIn: true }, 404],
  ['no page, for a stranger', { url: '/nowhere' }, 404],
  ['a method nobody takes', { method: 'PUT', url: '/account', signedIn: true }, 404],
  ['the signed-out page', { url: '/signed-out' }, 200],
  ['a sign-in that cannot begin', { url: '/sign-in' }, 503],
  ['a callback nobody waits for', { url: '/sign-in/callback?code=x&state=y' }, 400],
  ['a choice nobody was given', { url: '/sign-in/role' }, 400],
  ['a back-channel call with no token', { method: 'POST', url: '/sign-in/back-channel', headers: form, payload: 'x=y' }, 400],
  ['a forged form', { method: 'POST', url: '/sign-out', headers: { ...form, 'sec-fetch-site': 'cross-site' }, payload: '', signedIn: true }, 403],
  ['a form without its token', { method: 'POST', url: '/sign-out', headers: form, payload: '', signedIn: true }, 403],
  ['a form too long', { method: 'POST', url: '/sign-out', headers: form, payload: `x=${'x'.repeat(1_100_000)}`, signedIn: true }, 413],
  ['the API without a token', { method: 'POST', url: '/graphql', headers: json, payload: '{"query":"{ viewer { role } }"}' }, 401],
  ['the API with what is no JSON', { method: 'POST', url: '/graphql', headers: json, payload: '{', signedIn: true }, 400],
  ['a file', { url: '/assets/app.css' }, 200],
  ['no file', { url: '/assets/nothing.css' }, 404],
  ['a probe', { url: '/health/live' }, 200],
];

describe.each([
  ['https://concerns.council.example', 'max-age=31536000; includeSubDomains', '__Host-session'],
  ['http://localhost:3000', undefined, 'session'],
])('ASVS 3.4: every answer of %s', (publicUrl, transport, cookieName) => {
  let house: House;
  let cookie: string;
  let token: string;
  beforeAll(async () => {
    house = await openHouse({ publicUrl, oidc: { issuer: 'http://127.0.0.1:9', clientId: 'c', clientSecret: 'x'.repeat(32) } });
    cookie = `${cookieName}=${await sessionOf(house.cast.boardReader, 'page')}`;
    token = await sessionOf(house.cast.boardReader, 'token');
  });
  afterAll(() => house.close());

  const sessionOf = async (actor: Actor, kind: 'page' | 'token'): Promise<string> => {
    const [membership] = await house.get(Accounts).membershipsOf(actor.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    return house.get(Sessions).begin(membership, kind);
  };

  it.each(kinds)('%s', async (_, { method = 'GET', url, headers = {}, payload, signedIn }, status) => {
    const origin = headers['sec-fetch-site'] === 'same-origin' ? { origin: new URL(publicUrl).origin } : {};
    const who: Record<string, string> = signedIn === undefined ? {} : url === '/graphql' ? { authorization: `Bearer ${token}` } : { cookie };
    const answer = await house.app.inject({ method, url, headers: { ...headers, ...origin, ...who }, ...(payload !== undefined && { payload }) });
    expect(answer.statusCode).toBe(status);
    const kept = /^\/(assets|health)\//.test(url) && status === 200;
    const { 'content-security-policy': policy, 'cache-control': caching, ...others } = answer.headers;
    expect(String(policy).replace(/nonce-[^']+/, 'nonce-N')).toBe(
      `default-src 'none';script-src 'self' 'nonce-N';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self' http://127.0.0.1:9;frame-ancestors 'none';object-src 'none';base-uri 'none'`,
    );
    expect(others).toMatchObject({
      'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    });
    expect(others['strict-transport-security']).toBe(transport);
    expect(others).not.toHaveProperty('x-powered-by');
    expect(others).not.toHaveProperty('server');
    if (!kept && !url.startsWith('/assets/')) expect(caching).toBe('no-store');
    if (signedIn) expect(caching).toBe('no-store');
    expect(answer.body).not.toMatch(/node_modules|\bat .+\.(js|ts):\d+|select .+ from /i);
  });

  it('ASVS 3.3: gives cookies that scripts and other sites do not get', async () => {
    const answer = await house.app.inject({ method: 'POST', url: '/membership', headers: { ...form, origin: new URL(publicUrl).origin, cookie }, payload: new URLSearchParams({ membershipId: house.cast.boardReader.membershipId, _csrf: await formTokenOf() }).toString() });
    expect(answer.statusCode).toBe(303);
    const [line = ''] = [answer.headers['set-cookie']].flat().map(String).filter((one) => one.startsWith(cookieName));
    expect(line).toMatch(publicUrl.startsWith('https:')
      ? /^__Host-session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/
      : /^session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(line).not.toMatch(/domain/i);
  });

  const formTokenOf = async (): Promise<string> => {
    const { body } = await house.app.inject({ url: '/account', headers: { cookie } });
    return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  };
});
