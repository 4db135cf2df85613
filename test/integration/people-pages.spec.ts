import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/platform/access/actor.js';
import { startDemoIdentityProvider, type DemoIdentityProvider } from '../../src/platform/identity/demo-identity-provider.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { SecretLinks } from '../../src/platform/mail/secret-links.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, justNow, openHouse, testSettings } from '../support/house.js';

interface Answer {
  readonly status: number;
  readonly html: string;
  readonly location: string;
}
type Fields = Record<string, string>;

describe('pages of administration, without JavaScript', () => {
  let house: House;
  let provider: DemoIdentityProvider;
  let dataDir: string;
  const people: { subject: string; name: string; jobTitle: string; agency: string }[] = [];
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'people-pages-'));
    provider = await startDemoIdentityProvider({
      port: 0, dataDir, clientId: 'test', clientSecret: testSettings.oidc.clientSecret, redirectUris: [`${testSettings.publicUrl}/sign-in/callback`],
      postLogoutRedirectUris: [`${testSettings.publicUrl}/signed-out`], people: () => Promise.resolve(people),
    });
    house = await openHouse({ oidc: { ...testSettings.oidc, issuer: provider.issuer } });
  });
  afterAll(async () => {
    await house.close();
    await provider.stop();
    await rm(dataDir, { recursive: true });
  });

  const visit = async (actor: Actor, method: 'GET' | 'POST', url: string, fields?: Fields): Promise<Answer> => {
    const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin(actor as never, 'page', justNow(house))}`;
    cookies.set(actor.membershipId, cookie);
    const answer = await house.app.inject({
      method, url,
      headers: { cookie, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    return { status: answer.statusCode, html: answer.body, location: answer.headers.location?.toString() ?? '' };
  };
  const hiddenOf = (html: string, action: string): Fields => {
    const start = html.indexOf(`action="${action}"`);
    const form = html.slice(start, html.indexOf('</form>', start));
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
  };
  const post = async (actor: Actor, from: string, action: string, fields: Fields): Promise<Answer> =>
    visit(actor, 'POST', action, { ...hiddenOf((await visit(actor, 'GET', from)).html, action), ...fields });
  const panelOf = async (): Promise<string> => (await house.sql<{ id: string }>('select id from panels where council_id = $1', [house.councilId]))[0]?.id ?? '';
  const invite = async (name: string): Promise<string> => {
    const answer = await post(house.cast.administrator, '/administration/people/invite', '/administration/people/invite', {
      name, mail: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`, jobTitle: 'Quality Nurse', agencyId: house.cast.icbNurse.agencyId ?? '', role: 'partner', grade: '0', panelIds: await panelOf(),
    });
    expect(answer.status).toBe(303);
    return answer.location.split('/').at(-1) ?? '';
  };

  it('lists people with search, order and a file of exactly that', async () => {
    const { administrator, chair } = house.cast;
    const { html } = await visit(administrator, 'GET', '/administration/people?search=okafor');
    expect(html).toContain('Grace Okafor');
    expect(html).not.toContain('Ruth Adeyemi');
    const csv = await visit(administrator, 'GET', '/administration/people?format=csv&sort=role');
    expect(csv.html.split('\n')[0]).toContain('Name,Job title,Agency,Role');
    expect((await visit(chair, 'GET', '/administration/people')).status).toBe(403);
    expect((await visit(chair, 'GET', '/administration/people')).html).toContain('an administrator or the auditor');
    expect((await visit(house.cast.auditor, 'GET', '/administration/people')).html).not.toContain('/administration/people/invite');
    for (const path of ['/administration/agencies', '/administration/panels', '/administration/people/invite']) expect((await visit(administrator, 'GET', path)).status).toBe(200);
  });

  it('says everything wrong with an invitation and keeps what was typed', async () => {
    const refused = await post(house.cast.administrator, '/administration/people/invite', '/administration/people/invite', { name: '<b>Ada</b>', mail: 'nowhere', role: '', jobTitle: '' });
    expect(refused.status).toBe(422);
    for (const field of ['mail', 'role', 'jobTitle', 'agencyId']) expect(refused.html).toContain(`href="#${field}"`);
    expect([...refused.html.matchAll(/<a href="#(\w+)"/g)].map(([, field]) => field)).toEqual(['mail', 'jobTitle', 'agencyId', 'role', 'grade']);
    expect(refused.html).toContain('&lt;b&gt;Ada&lt;/b&gt;');
  });

  it('checks the answers before a membership ends; the next click of whoever left is a sign-in', async () => {
    const { administrator, icbNurse } = house.cast;
    expect((await visit(icbNurse, 'GET', '/')).status).toBe(200);
    const address = `/administration/memberships/${icbNurse.membershipId}/end`;
    const wrong = await post(administrator, address, address, { reason: '', lastDay: '1 1 2020' });
    expect(wrong.status).toBe(422);
    for (const field of ['reason', 'lastDay']) expect(wrong.html).toContain(`href="#${field}"`);
    const check = await post(administrator, address, address, { reason: 'left' });
    expect(check.html).toContain('Check your answers');
    expect(check.html).toContain('They have left');
    expect((await visit(icbNurse, 'GET', '/')).status).toBe(200);
    const ended = await visit(administrator, 'POST', address, { ...hiddenOf(check.html, address), step: 'confirm' });
    expect(ended).toMatchObject({ status: 303, location: `/administration/memberships/${icbNurse.membershipId}` });
    expect((await visit(icbNurse, 'GET', '/')).location).toContain('/sign-in');
    expect((await visit(administrator, 'GET', ended.location)).html).toContain('has ended');
  });

  it('says delegated decisions in words, never by code, and offers deputies of the same agency alone', async () => {
    const { administrator, headOfService, socialWorker, icbNurse } = house.cast;
    const address = `/administration/memberships/${headOfService.membershipId}`;
    expect((await visit(administrator, 'GET', `${address}/change`)).html).not.toMatch(/\bD08\b(?!")/);
    expect((await post(administrator, `${address}/change`, `${address}/change`, { grade: '3', delegatedDecisions: 'D08' })).status).toBe(303);
    const page = (await visit(administrator, 'GET', address)).html;
    expect(page).toContain('Place a restriction');
    expect(page).not.toContain('D08');
    const { html } = await visit(administrator, 'GET', `${address}/deputy`);
    expect(html).toContain(`<option value="${socialWorker.membershipId}"`);
    expect(html).not.toContain(`<option value="${icbNurse.membershipId}"`);
  });

  it('renames an agency, changes a panel and seats somebody', async () => {
    const { administrator, cqcInspector } = house.cast;
    const agency = `/administration/agencies/${cqcInspector.agencyId}`;
    expect((await post(administrator, `${agency}/change`, `${agency}/change`, { name: 'CQC of Tomorrow', from: '1 12 2026' })).location).toBe(agency);
    expect((await visit(administrator, 'GET', agency)).html).toContain('CQC of Tomorrow');
    const panel = `/administration/panels/${await panelOf()}`;
    expect((await post(administrator, `${panel}/change`, `${panel}/change`, { name: 'Escalation Panel', covers: 'homeSupport' })).location).toBe(panel);
    expect((await visit(administrator, 'GET', panel)).html).toContain('home support');
    expect((await post(administrator, `${panel}/seat`, `${panel}/seat`, { membershipId: house.cast.qaOfficer.membershipId, seat: 'other' })).html).toContain('one person fills one seat');
    expect((await post(administrator, `${panel}/close`, `${panel}/close`, {})).html).toContain('only panel');
  });

  it('a deputy acts with the role of whose place they take, in the header, in the trail, and only while it lasts', async () => {
    const { administrator, assistantDirector, headOfService } = house.cast;
    const address = `/administration/memberships/${assistantDirector.membershipId}/deputy`;
    expect((await post(administrator, address, address, { deputyId: headOfService.membershipId, from: '3 11 2026', to: '4 11 2026', automatic: 'no' })).status).toBe(303);
    const account = await visit(headOfService, 'GET', '/account');
    expect(account.html).toContain('as deputy for Sarah Whitlock');
    const key = `${headOfService.membershipId}:${assistantDirector.membershipId}`;
    expect((await visit(headOfService, 'POST', '/membership', { _csrf: hiddenOf(account.html, '/membership')['_csrf'] ?? '', membershipId: `${headOfService.membershipId}:${newId()}` })).status).toBe(403);
    const answer = await house.app.inject({
      method: 'POST', url: '/membership', payload: new URLSearchParams({ _csrf: hiddenOf(account.html, '/membership')['_csrf'] ?? '', membershipId: key }).toString(),
      headers: { cookie: cookies.get(headOfService.membershipId) ?? '', 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
    });
    const secret = /session=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
    const session = await house.get(Sessions).byId(secret, 'page');
    expect(session?.actor).toMatchObject({ personName: 'Martin Cole', membershipId: headOfService.membershipId, grade: 4, jobTitle: 'Assistant Director', onBehalfOf: assistantDirector.membershipId, onBehalfOfName: 'Sarah Whitlock' });
    expect((await house.app.inject({ method: 'GET', url: '/', headers: { cookie: `session=${secret}` } })).body).toContain('deputy for Sarah Whitlock');
    // Where they are signed in, each session stands under the role it is in.
    const own = (await house.app.inject({ method: 'GET', url: '/account', headers: { cookie: `session=${secret}` } })).body;
    expect([...own.matchAll(/<dt class="govuk-summary-list__key">([^<]+)<br>/g)].map(([, role]) => role)).toEqual(['Assistant Director, as deputy for Sarah Whitlock']);
    const [deputy] = await house.sql<{ id: string; version: number }>('select id, version from deputies where deputy_id = $1', [headOfService.membershipId]);
    const page = await visit(administrator, 'GET', `/administration/memberships/${assistantDirector.membershipId}`);
    const withdraw = `/administration/memberships/${assistantDirector.membershipId}/withdraw-deputy`;
    expect((await visit(administrator, 'POST', withdraw, hiddenOf(page.html, withdraw))).status).toBe(303);
    expect(deputy).toBeDefined();
    expect(await house.get(Sessions).byId(secret, 'page')).toBeNull();
  });

  describe('an invitation, from the mail to the first page', () => {
    const jar = (): { open: (address: string, form?: Fields) => Promise<Answer>; follow: (answer: Answer) => Promise<Answer>; jar: Map<string, string> } => {
      const kept = new Map<string, string>();
      const open = async (address: string, form?: Fields): Promise<Answer> => {
        const url = new URL(address, testSettings.publicUrl);
        const cookie = [...kept].map((pair) => pair.join('=')).join('; ');
        const headers = { cookie, ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin, 'sec-fetch-site': 'same-origin' }) };
        const payload = form === undefined ? undefined : new URLSearchParams(form).toString();
        let lines: string[];
        let answer: Answer;
        if (url.origin === testSettings.publicUrl) {
          const got = await house.app.inject({ method: form ? 'POST' : 'GET', url: `${url.pathname}${url.search}`, headers, ...(payload !== undefined && { payload }) });
          lines = [got.headers['set-cookie'] ?? []].flat();
          answer = { status: got.statusCode, html: got.body, location: got.headers.location?.toString() ?? '' };
        } else {
          const got = await fetch(url, { method: form ? 'POST' : 'GET', headers, redirect: 'manual', ...(payload !== undefined && { body: payload }) });
          lines = got.headers.getSetCookie();
          answer = { status: got.status, html: await got.text(), location: got.headers.get('location') ?? '' };
        }
        for (const line of lines) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          if (value === '' || /1970/.test(line)) kept.delete(name);
          else kept.set(name, value);
        }
        return { ...answer, location: answer.location === '' ? '' : new URL(answer.location, url).href };
      };
      const follow = async (answer: Answer): Promise<Answer> => {
        let last = answer;
        for (let hop = 0; hop < 12 && last.location !== ''; hop += 1) last = await open(last.location);
        return last;
      };
      return { open, follow, jar: kept };
    };
    const linkOf = async (membershipId: string): Promise<string> => {
      const [mail] = await house.sql<{ body: string; to_address: string }>(`select m.body, m.to_address from mail_messages m join invitations i on m.dedupe_key = 'invitation:' || i.id
        where i.membership_id = $1 order by i.sent_at desc, i.id desc limit 1`, [membershipId]);
      return /https?:\S+/.exec(house.get(SecretLinks).fill(mail?.body ?? '', mail?.to_address ?? ''))?.[0] ?? '';
    };
    const signInAs = async (browser: ReturnType<typeof jar>, subject: string, from: string): Promise<Answer> => {
      const choose = await browser.follow(await browser.open(from));
      const action = /action="([^"]*\/choose\/[^"]*)"/.exec(choose.html)?.[1];
      if (action === undefined) return choose;
      return browser.follow(await browser.open(new URL(action, provider.issuer).href, { subject }));
    };

    it('ties the sign-in to the person invited, once; a copy of the link says it was used', async () => {
      people.push({ subject: 'joan-new', name: 'Joan New', jobTitle: 'Nurse', agency: 'ICB' }, { subject: 'mallory', name: 'Mallory', jobTitle: 'None', agency: 'None' });
      const membershipId = await invite('Joan New');
      const link = await linkOf(membershipId);
      const browser = jar();
      const shown = await browser.open(link);
      expect(shown.html).toContain('Sign in and accept');
      const home = await signInAs(browser, 'joan-new', `${new URL(link).pathname}/sign-in`);
      expect(home.html).toContain('Joan New');
      expect(await house.sql('select used_at is not null as used from invitations where membership_id = $1', [membershipId])).toEqual([{ used: true }]);
      expect(await house.sql(`select i.subject from identities i join memberships m on m.person_id = i.person_id where m.id = $1`, [membershipId])).toEqual([{ subject: 'joan-new' }]);
      const other = jar();
      expect((await other.open(link)).html).toContain('has been used');
      expect((await signInAs(other, 'mallory', `${new URL(link).pathname}/sign-in`)).html).toContain('has been used');
      expect(await house.sql(`select subject from identities where subject = 'mallory'`)).toEqual([]);
      expect(await house.sql(`select action from trail where action = 'invitationAccepted' and subject_id = $1`, [membershipId])).toHaveLength(1);
    });

    it('is refused to somebody who is here as somebody else, by a forged proof, and to nobody’s sign-in without one', async () => {
      const membershipId = await invite('Piet Other');
      const link = await linkOf(membershipId);
      const browser = jar();
      expect((await signInAs(browser, 'joan-new', `${new URL(link).pathname}/sign-in`)).html).toContain('is for somebody else');
      expect(browser.jar.has('session')).toBe(false);
      const token = link.split('/').at(-1) ?? '';
      const forged = Buffer.from(JSON.stringify({ vouchedFor: { issuer: provider.issuer, subject: 'mallory' }, at: '2026-11-03T10:00:00Z' })).toString('base64url');
      const answer = await house.app.inject({ method: 'GET', url: '/invitations/accept', headers: { cookie: `invitation=${token}; vouched=${forged}.${'x'.repeat(43)}` } });
      expect(answer.headers['location']).toBe('/sign-in');
      expect((await signInAs(jar(), 'mallory', '/sign-in')).html).toContain('You do not have an account here');
    });

    it('adds no second sign-in to somebody who has one: that would be a way into their other roles', async () => {
      people.push({ subject: 'joan-copy', name: 'Joan Copy', jobTitle: '', agency: '' });
      const membershipId = await invite('Sign Twice');
      const path = `${new URL(await linkOf(membershipId)).pathname}/sign-in`;
      await house.sql(`insert into identities (id, person_id, issuer, subject) select $2, person_id, 'https://elsewhere.example', 'known' from memberships where id = $1`, [membershipId, newId()]);
      expect((await signInAs(jar(), 'joan-copy', path)).html).toContain('another way to sign in');
      expect(await house.sql(`select subject from identities where subject = 'joan-copy'`)).toEqual([]);
      expect((await post(house.cast.administrator, `/administration/memberships/${membershipId}`, `/administration/memberships/${membershipId}/invitation`, {})).status).toBeGreaterThan(400);
    });

    it('the deputy of somebody absent begins as deputy', async () => {
      const [joan] = await house.sql<{ id: string }>(`select m.id from memberships m join identities i on i.person_id = m.person_id where i.subject = 'joan-new'`);
      const absent = await invite('Gone Fishing');
      const address = `/administration/memberships/${absent}/deputy`;
      expect((await post(house.cast.administrator, address, address, { deputyId: joan?.id ?? '', from: '3 11 2026', to: '4 11 2026', automatic: 'yes' })).status).toBe(303);
      expect((await signInAs(jar(), 'joan-new', '/sign-in')).html).toContain('Joan New, Quality Nurse (deputy for Gone Fishing)');
    });

    it('of two who open it at once one is let in', async () => {
      people.push({ subject: 'twin-a', name: 'Twin A', jobTitle: '', agency: '' }, { subject: 'twin-b', name: 'Twin B', jobTitle: '', agency: '' });
      const membershipId = await invite('Twin Peeks');
      const path = `${new URL(await linkOf(membershipId)).pathname}/sign-in`;
      const both = await Promise.all(['twin-a', 'twin-b'].map((subject) => signInAs(jar(), subject, path)));
      expect(both.filter(({ html }) => html.includes('Twin Peeks'))).toHaveLength(1);
      expect(await house.sql(`select i.subject from identities i join memberships m on m.person_id = i.person_id where m.id = $1`, [membershipId])).toHaveLength(1);
    });
  });
});
