import { newId } from '../../src/platform/database/ids.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse } from '../support/house.js';

/** What people type who want it to run: as markup, in a template, in Typst, in a spreadsheet, in an address, in a mail. */
const payloads = [
  '<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '"><script>alert(1)</script>', `'-alert(1)-'`, '<svg/onload=alert(1)>', '</title><script>alert(1)</script>', '<a href="javascript:alert(1)">x</a>',
  'javascript:alert(1)', 'data:text/html,<b>x</b>', '{{ 7 * 7 }}', '{% include "layout/page.njk" %}', '${7*7}', '#eval("1")', '#read("/etc/passwd")', '=HYPERLINK("http://example.org")', '@SUM(1+1)', '&lt;b&gt;', '\u202Egnp.exe', '<!-- x', ']]>',
];
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll(`'`, '&#39;');

describe('text people type is shown as typed, and runs nowhere (ASVS 1.2, 1.3)', () => {
  let house: House;
  let cookie: string;
  beforeAll(async () => {
    house = await openHouse();
    cookie = `session=${await house.get(Sessions).begin({ ...house.cast.coordinator, personId: house.cast.coordinator.personId ?? '' }, 'page')}`;
  });
  afterAll(() => house.close());

  const page = async (url: string): Promise<string> => {
    const answer = await house.app.inject({ url, headers: { cookie } });
    expect([url, answer.statusCode]).toEqual([url, 200]);
    return answer.body;
  };
  const add = async (actor: Actor, mutation: string, input: object): Promise<string> => {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
    const { data } = await house.gql<Record<string, { id?: string }>>(actor, `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id } ... on Refusal { message } } }`, { input: { idempotencyKey: newId(), ...input } });
    expect(data[mutation]).toMatchObject({ __typename: `${type}Payload` });
    return data[mutation]?.id ?? '';
  };
  const shows = (body: string, text: string): void => {
    expect(body).toContain(escaped(text));
    if (text !== escaped(text)) expect(body).not.toContain(text);
    expect(body).not.toMatch(/href="(javascript|data):/i);
  };

  it.each(payloads)('%s', async (text) => {
    const name = `${text} ${newId().slice(-6)}`;
    const serviceId = await add(house.cast.coordinator, 'addService', { providerName: text, name, kind: 'supportedLiving', address: text });
    shows(await page(`/services/${serviceId}`), name);
    shows(await page(`/providers?search=${encodeURIComponent(name)}`), name);
    const recordId = await add(house.cast.qaOfficer, 'recordIntelligence', { serviceId, sourceType: 'icbQualityNurse', whatHappened: text, happenedOn: '2026-11-01', category: 'medicines', severity: 'P3', disclosure: 'yes', caveat: 'none' });
    shows(await page(`/intelligence/${recordId}`), text);
    const actionId = await add(house.cast.coordinator, 'createAction', { serviceId, description: text, ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '2026-12-01', mustDo: false });
    shows(await page(`/actions/${actionId}`), text);
    for (const url of [`/services/${serviceId}/intelligence`, `/services/${serviceId}/actions`, `/services/${serviceId}/chronology`]) expect(await page(url)).not.toMatch(/<script>|<img src=x|<svg\/|\b49\b.*7 \* 7/);
  });

  it.each(payloads)('in a form that is refused, and in a search: %s', async (text) => {
    const account = await page('/account');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(account)?.[1] ?? '';
    const answer = await house.app.inject({
      method: 'POST', url: '/services/add', headers: { cookie, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, idempotencyKey: newId(), name: text, postcode: text }).toString(),
    });
    expect(answer.statusCode).toBe(422);
    shows(answer.body, text);
    shows(await page(`/providers?search=${encodeURIComponent(text)}`), text);
  });
});
