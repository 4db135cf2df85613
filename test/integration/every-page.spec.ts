import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, justNow, openHouse } from '../support/house.js';
import { routesOf } from '../support/routes.js';

describe('every page', () => {
  let house: House;
  let routes: string[];
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    house = await openHouse();
    routes = routesOf(house).filter((route) => route.startsWith('GET ')).map((route) => route.slice(4)).filter((route) => !/^\/(sign-in|signed-out|health|invitations|api)/.test(route));
    for (const [name, actor] of Object.entries(house.cast)) cookies.set(name, await sessionOf(actor));
  });
  afterAll(() => house.close());

  const sessionOf = async (actor: Actor): Promise<string> => {
    const [membership] = await house.get(Accounts).membershipsOf(actor.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    return `session=${await house.get(Sessions).begin(membership, 'page', justNow(house))}`;
  };
  const get = async (url: string, cookie?: string) => house.app.inject({ method: 'GET', url, ...(cookie !== undefined && { headers: { cookie } }) });

  it('is there', () => {
    expect(routes).toEqual(expect.arrayContaining(['/', '/providers', '/reports']));
  });

  it('sends a stranger to sign in and back', async () => {
    for (const route of routes) {
      const path = route.replaceAll(/:\w+/g, newId());
      const answer = await get(path);
      expect([route, answer.statusCode, answer.headers['location']]).toEqual([route, 302, `/sign-in?next=${encodeURIComponent(path)}`]);
    }
  });

  it.each([
    ['an id of nothing', () => newId(), undefined],
    ['no id at all', () => 'not-an-id', ['chair', 'provider']],
    ['an id with a quote', () => encodeURIComponent(`' or 1=1 --`), ['chair', 'provider']],
  ])('answers %s with a page in words, whoever asks, never with a fault', async (_, id, askers) => {
    const faults: string[] = [];
    for (const route of routes) {
      for (const [name, cookie] of cookies) {
        if (askers !== undefined && !askers.includes(name)) continue;
        const answer = await get(route.replaceAll(/:\w+/g, id()), cookie);
        if (answer.statusCode >= 500 || /node_modules|at Object\.|syntax error/.test(answer.body)) faults.push(`${name} ${route}: ${answer.statusCode}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('answers odd pages, sorts and filters in the address without a fault', async () => {
    const odd = '?page=-1&sort=%27%3B--&search=%25%00&stage=%3Cscript%3E&from=32/13/2026&to=x&kind=&status=zz&q=%E2%80%AE';
    const faults: string[] = [];
    for (const route of routes.filter((one) => !one.includes(':'))) {
      const answer = await get(`${route}${odd}`, cookies.get('chair'));
      if (answer.statusCode >= 500) faults.push(`${route}: ${answer.statusCode}`);
      if (answer.body.includes('<script>')) faults.push(`${route}: markup from the address`);
    }
    expect(faults).toEqual([]);
  });

  it('is kept by no browser and framed by nobody, whatever it answers', async () => {
    for (const path of ['/', '/providers', `/services/${newId()}`, '/nothing-here']) {
      const { headers } = await get(path, cookies.get('chair'));
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });
});
