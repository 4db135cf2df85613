import { readSettings } from '../../src/config/settings.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { APP_URL } from '../../src/platform/database/pools.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { networkOf } from '../../src/platform/identity/rate-limits.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { createServer } from '../../src/server.js';
import { type House, openHouse, testSettings } from '../support/house.js';

const high = 1_000_000;
const viewer = { query: '{ viewer { role } }' };

describe('limits (qualities 3.6): what one person and one address may ask for in a minute', () => {
  let house: House;
  afterEach(() => house.close());

  const tokenOf = async (actor: Actor, kind: 'page' | 'token' = 'token'): Promise<string> => {
    const [membership] = await house.get(Accounts).membershipsOf(actor.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    return house.get(Sessions).begin(membership, kind);
  };
  const ask = async (token: string, payload: object = viewer, at = house.app) => {
    const answer = await at.inject({ method: 'POST', url: '/graphql', payload, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<{ errors?: { message: string; extensions: Record<string, unknown> }[] }>() };
  };
  /** Until what was counted in the background has arrived: it is written within moments of the request. */
  const settled = async (done: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await done()); tries += 1) {
      if (tries > 200) throw new Error('It was never shared.');
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const shared = () => house.sql<{ key: string; points: number }>('select key, points from rate_limits order by key');

  it('answer 429 with Retry-After as JSON on the API, and hold nobody else up', async () => {
    house = await openHouse({ limits: { perPerson: 20, perAddress: high, signIn: high } });
    const [mine, other] = [await tokenOf(house.cast.chair), await tokenOf(house.cast.dass)];
    for (let times = 0; times < 20; times += 1) expect((await ask(mine)).status).toBe(200);
    const { status, headers, body } = await ask(mine);
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(headers['cache-control']).toBe('no-store');
    expect((await ask(other)).status).toBe(200);
  });

  it('answer a page in words, with every header of a page', async () => {
    house = await openHouse({ limits: { perPerson: 1, perAddress: high, signIn: high } });
    const cookie = `session=${await tokenOf(house.cast.chair, 'page')}`;
    await house.app.inject({ url: '/account', headers: { cookie } });
    const answer = await house.app.inject({ url: '/account', headers: { cookie } });
    expect(answer.statusCode).toBe(429);
    expect(answer.body).toContain('Too many requests');
    expect(answer.body).toContain('Wait a minute and try again.');
    expect(answer.headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('are the person’s, whichever token or browser, and count a person with two roles once', async () => {
    house = await openHouse({ limits: { perPerson: 4, perAddress: high, signIn: high } });
    const [one, two] = [await tokenOf(house.cast.chair), await tokenOf(house.cast.chair)];
    for (const token of [one, two, one, two]) expect((await ask(token)).status).toBe(200);
    expect([(await ask(one)).status, (await ask(two)).status]).toEqual([429, 429]);
  });

  it('count a large document as several requests, by what its lists may give, and aliases as the fields they are', async () => {
    house = await openHouse({ limits: { perPerson: 10, perAddress: high, signIn: high } });
    const token = await tokenOf(house.cast.chair);
    const large = { query: `{ ${Array.from({ length: 5 }, (_, place) => `a${place}: actions { rows { ${Array.from({ length: 40 }, () => 'reference').join(' ')} } }`).join(' ')} }` };
    expect((await ask(token, large)).status).toBe(200);
    expect((await ask(token)).status).toBe(429);
  });

  it('are shared by two processes, and cost nobody under a quarter of the limit a round trip', async () => {
    house = await openHouse({ limits: { perPerson: 40, perAddress: high, signIn: high } });
    const second = await createServer({ ...testSettings, limits: { perPerson: 40, perAddress: high, signIn: high } }, house.app.get<string>(APP_URL), { clock: house.clock });
    try {
      const token = await tokenOf(house.cast.chair);
      for (let times = 0; times < 9; times += 1) await ask(token);
      expect(await shared()).toEqual([]);
      for (let times = 0; times < 21; times += 1) await ask(token);
      await settled(async () => (await shared())[0]?.points === 30);
      // The second process knows of none of the first's but by the table.
      for (let times = 0; times < 12; times += 1) await ask(token, viewer, second);
      await settled(async () => ((await shared())[0]?.points ?? 0) > 40);
      await settled(async () => (await ask(token, viewer, second)).status === 429);
    } finally {
      await second.close();
    }
  });

  it('of signing in are narrower, are one count for all steps, and need no session to be reached', async () => {
    house = await openHouse({ limits: { perPerson: high, perAddress: high, signIn: 3 } });
    const statuses: number[] = [];
    for (const url of ['/sign-in/callback?code=x&state=y', '/sign-in/role', '/sign-in/callback', '/sign-in']) statuses.push((await house.app.inject({ url })).statusCode);
    expect(statuses).toEqual([400, 400, 400, 429]);
    const back = await house.app.inject({ method: 'POST', url: '/sign-in/back-channel', payload: 'nothing=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect([back.statusCode, back.json()]).toEqual([429, { error: 'slow_down' }]);
    expect((await house.app.inject({ url: '/signed-out' })).statusCode).toBe(200);
    const [row] = await shared();
    expect(row?.points).toBeGreaterThan(3);
    expect(row?.key).toMatch(/^sign-in:[A-Za-z0-9_-]{22}$/);
  });

  it('of signing in count tokens that were refused', async () => {
    house = await openHouse({ limits: { perPerson: high, perAddress: high, signIn: 3 } });
    const guess = () => ask('A'.repeat(43));
    expect([(await guess()).status, (await guess()).status, (await guess()).status, (await guess()).status]).toEqual([401, 401, 401, 429]);
  });

  it('hold without the table: each process counts alone', async () => {
    house = await openHouse({ limits: { perPerson: 8, perAddress: high, signIn: 2 } });
    await house.sql('revoke all on rate_limits from public; alter table rate_limits rename to gone');
    const token = await tokenOf(house.cast.chair);
    for (let times = 0; times < 8; times += 1) expect((await ask(token)).status).toBe(200);
    expect((await ask(token)).status).toBe(429);
    const signIns = [];
    for (let times = 0; times < 3; times += 1) signIns.push((await house.app.inject('/sign-in/role')).statusCode);
    expect(signIns).toEqual([400, 400, 429]);
  });

  describe('of an address', () => {
    const from = (address: string, forwarded?: string) => house.app.inject({ url: '/signed-out', remoteAddress: address, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } });

    it('believe no X-Forwarded-For unless a proxy is named, so that nobody becomes many', async () => {
      house = await openHouse({ limits: { perPerson: high, perAddress: 2, signIn: high } });
      const statuses: number[] = [];
      for (const forwarded of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) statuses.push((await from('203.0.113.9', forwarded)).statusCode);
      expect(statuses).toEqual([200, 200, 429]);
      expect((await from('203.0.113.10')).statusCode).toBe(200);
    });

    it('are those of whom a named proxy speaks for, and nobody else may claim to be one', async () => {
      house = await openHouse({ trustedProxies: ['10.0.0.0/8'], limits: { perPerson: high, perAddress: 2, signIn: high } });
      for (const forwarded of ['198.51.100.1', '198.51.100.1', '198.51.100.2']) expect((await from('10.1.2.3', forwarded)).statusCode).toBe(200);
      // What the client wrote itself stands further left than what our proxy saw.
      expect((await from('10.1.2.3', '192.0.2.77, 198.51.100.1')).statusCode).toBe(429);
      const forged: number[] = [];
      for (const forwarded of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) forged.push((await from('203.0.113.9', forwarded)).statusCode);
      expect(forged).toEqual([200, 200, 429]);
    });

    it('count an IPv6 network as one, and do not count probes of health', async () => {
      house = await openHouse({ limits: { perPerson: high, perAddress: 2, signIn: high } });
      const statuses: number[] = [];
      for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:2::3', '2001:db8:1:3::1']) statuses.push((await from(address)).statusCode);
      expect(statuses).toEqual([200, 200, 429, 200]);
      for (let times = 0; times < 5; times += 1) expect((await house.app.inject({ url: '/health/live', remoteAddress: '2001:db8:1:2::1' })).statusCode).toBe(200);
    });
  });
});

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001::5', '2001:db8:1:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('settings of limits and proxies', () => {
  it('have defaults for an office behind one address', () => {
    expect(readSettings({})).toMatchObject({ trustedProxies: [], limits: { perPerson: 600, perAddress: 6_000, signIn: 240 } });
    expect(readSettings({})).not.toHaveProperty('api');
  });

  it('read proxies as addresses and networks, and name what is none', () => {
    expect(readSettings({ TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,2001:db8::/32' }).trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', '2001:db8::/32']);
    for (const wrong of ['true', '*', 'loopback', '10.0.0.0/33', '1']) expect(() => readSettings({ TRUSTED_PROXIES: wrong })).toThrow('TRUSTED_PROXIES names something that is no address');
  });

  it('refuse limits that are none', () => {
    for (const wrong of ['0', '-1', 'none', '1.5']) expect(() => readSettings({ LIMIT_PER_PERSON: wrong })).toThrow('LIMIT_PER_PERSON is not a number of requests a minute');
  });

  it('take API tokens where an audience is named', () => {
    expect(readSettings({ API_AUDIENCE: 'api://concerns' }).api).toEqual({ audience: 'api://concerns', scope: 'concerns' });
  });
});
