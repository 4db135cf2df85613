import type { Actor } from '../../src/platform/access/actor.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, justNow, openHouse } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

interface Page { readonly status: number; readonly html: string; readonly location: string }

let house: House;
let seeded: SeededService;
const cookies = new Map<string, string>();
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
});
afterAll(() => house.close());

const ask = async (actor: Actor, url: string, form?: readonly (readonly [string, string])[]): Promise<Page> => {
  const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page', justNow(house))}`;
  cookies.set(actor.membershipId, cookie);
  const answer = await house.app.inject({
    method: form === undefined ? 'GET' : 'POST', url, headers: { cookie, ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000' }) }, ...(form && { payload: new URLSearchParams(form.map(([name, value]) => [name, value])).toString() }),
  });
  return { status: answer.statusCode, html: answer.body, location: String(answer.headers['location'] ?? '') };
};
/** Fills in the form of a page that posts to an address, with its hidden parts as they are. */
const fill = async (actor: Actor, page: string, action: string, fields: readonly (readonly [string, string])[]): Promise<Page> => {
  const { html } = await ask(actor, page);
  const from = ['"', '?'].map((end) => html.indexOf(`method="post" action="${action}${end}`)).find((place) => place > 0) ?? -1;
  expect([page, action, from > 0]).toEqual([page, action, true]);
  const part = html.slice(from, html.indexOf('</form>', from));
  const hidden = [...part.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((match): [string, string] => [match[1] ?? '', match[2] ?? '']);
  return ask(actor, action, [...hidden.filter(([name]) => !fields.some(([own]) => own === name)), ...fields]);
};

describe('the pages of the records office, without JavaScript', () => {
  it('lead a request from its receipt to the released set, and show what is blacked out to nobody who reads it as the requester', async () => {
    const { recordsOfficer: officer, secondRecordsOfficer: second } = house.cast;
    await house.sql(`update actions set evidence = 'CANARY-PAGE says so. It is done.' where service_id = $1`, [seeded.serviceId]);
    const empty = await fill(officer, '/records/requests/add', '/records/requests/add', [['receivedOn', '31/2/2026']]);
    expect(empty.status).toBe(422);
    for (const problem of ['Choose what kind of request it is', 'Enter the day it was received', 'Enter the case number of who asks', 'Enter what is asked']) expect(empty.html).toContain(problem);
    const added = await fill(officer, '/records/requests/add', '/records/requests/add', [['kind', 'foi'], ['receivedOn', '2/11/2026'], ['requesterReference', 'CRM-7'], ['asked', '<b>Everything</b>']]);
    expect([added.status, added.location]).toEqual([303, expect.stringMatching(/^\/records\/requests\//)]);
    const at = added.location;
    expect((await ask(officer, at)).html).toContain('&lt;b&gt;Everything&lt;/b&gt;');
    expect((await fill(officer, `${at}/act/start`, `${at}/act/start`, [])).status).toBe(303);

    const search = `${at}/choose?service=${seeded.serviceId}&kind=action&from=&to=`;
    const found = await ask(officer, search);
    const ids = [...found.html.matchAll(/name="recordIds" value="([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(ids).toHaveLength(4);
    expect((await fill(officer, search, `${at}/choose`, [])).status).toBe(422);
    expect((await fill(officer, search, `${at}/choose`, ids.map((id): [string, string] => ['recordIds', id]))).status).toBe(303);
    expect((await fill(officer, `${at}/act/redaction`, `${at}/act/redaction`, [])).status).toBe(303);

    const item = /href="(\/records\/items\/[^"]+)"/.exec((await ask(officer, at)).html)?.[1] ?? '';
    expect((await ask(officer, item)).html).toContain('CANARY-PAGE says so.');
    const wrong = await fill(officer, item, item, [['words', 'stands nowhere'], ['code', 'thirdParty']]);
    expect([wrong.status, wrong.html.includes('These words do not stand in this record')]).toEqual([422, true]);
    expect((await fill(officer, item, item, [['words', 'CANARY-PAGE'], ['everywhere', 'yes'], ['code', 'thirdParty']])).status).toBe(303);
    const sentence = /value="(\d+)"[^>]*>\s*<label[^>]*>\s*\d+\. It is done/.exec((await ask(officer, item)).html)?.[1] ?? '';
    expect((await fill(officer, item, item, [['sentences', sentence], ['code', 'publicAffairs']])).status).toBe(303);
    const [extra] = await house.sql<{ id: string }>(`select id from disclosure_redactions where code = 'publicAffairs'`);
    expect((await fill(officer, item, `${item}/uncover`, [['redactionId', extra?.id ?? '']])).status).toBe(303);
    expect((await fill(officer, item, `${item}/withhold`, [['whole', 'commercial']])).status).toBe(303);
    expect((await fill(officer, `${at}/act/consult`, `${at}/act/consult`, [['providerId', seeded.providerId], ['consultedOn', '3/11/2026'], ['note', 'No objection.']])).status).toBe(303);
    expect((await fill(officer, `${at}/act/check`, `${at}/act/check`, [])).status).toBe(303);
    expect((await ask(officer, `${at}/act/approve`)).html).toContain('who did not propose what is withheld');
    expect((await fill(second, `${at}/act/approve`, `${at}/act/approve`, [])).status).toBe(303);
    for (const path of [`${at}/preview`, `${at}/exemptions`, `${at}/exemptions?format=csv`, at]) {
      const page = await ask(officer, path);
      expect([path, page.status, page.html.includes('CANARY-PAGE')]).toEqual([path, 200, false]);
    }
    expect((await ask(officer, `${at}/exemptions?format=csv`)).html).toContain('Samir Chowdhury, Records Manager');
    expect((await ask(officer, `${at}/set.pdf`)).html.startsWith('%PDF-')).toBe(true);
    expect((await fill(officer, `${at}/act/release`, `${at}/act/release`, [['releasedOn', '3/11/2026'], ['method', 'Secure mail']])).status).toBe(303);
    expect((await ask(officer, '/records')).html).toContain('Released');
  });

  it('set, show and end a hold, and propose a purge that another approves', async () => {
    const { recordsOfficer: officer, secondRecordsOfficer: second, chair, icbNurse } = house.cast;
    expect((await fill(officer, '/records/holds', '/records/holds', [['serviceId', ''], ['reason', '']])).status).toBe(422);
    expect((await fill(officer, '/records/holds', '/records/holds', [['serviceId', seeded.serviceId], ['reason', 'An inquest.'], ['reviewOn', '1/6/2027']])).status).toBe(303);
    expect((await ask(chair, `/records/services/${seeded.serviceId}`)).html).toContain('An inquest.');
    expect((await ask(icbNurse, `/records/services/${seeded.serviceId}`)).status).toBe(403);
    expect((await fill(officer, '/records/holds', '/records/holds/end', [['endReason', 'It ended.']])).status).toBe(303);
    await house.sql(`update intelligence set closed_at = '2024-01-10T10:00:00Z', needs_action = false where service_id = $1 and not source_sealed`, [seeded.serviceId]);
    expect((await fill(officer, '/records/retention?until=1/1/2027', '/records/retention', [])).status).toBe(422);
    const proposed = await fill(officer, '/records/retention', '/records/retention', []);
    expect(proposed.status).toBe(303);
    expect((await ask(officer, proposed.location)).html).toContain('You proposed this');
    expect((await fill(second, proposed.location, proposed.location, [['step', 'approve']])).status).toBe(303);
    await house.drain();
    expect((await ask(officer, proposed.location)).html).toContain('Content removed');
    expect((await ask(officer, `/records/purges/${newId()}`)).status).toBe(404);
  });
});
