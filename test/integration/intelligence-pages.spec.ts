import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, justNow, openHouse, type TestService } from '../support/house.js';

interface Answer {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
}

describe('pages of intelligence, actions and risk, without JavaScript', () => {
  let house: House;
  let fern: TestService;
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    house = await openHouse();
    fern = await house.service({ name: 'Fern House' });
    await house.sql(`insert into contact_details (person_id, kind, value) values ($1, 'phone', '01632 960123')`, [house.cast.safeguardingLead.personId]);
  });
  afterAll(() => house.close());

  const visit = async (actor: Actor, method: 'GET' | 'POST', url: string, fields?: Record<string, string>): Promise<Answer> => {
    const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin(actor as never, 'page', justNow(house))}`;
    cookies.set(actor.membershipId, cookie);
    const answer = await house.app.inject({
      method, url,
      headers: { cookie, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    return { status: answer.statusCode, html: answer.body, location: answer.headers.location?.toString() };
  };
  const get = (actor: Actor, url: string): Promise<Answer> => visit(actor, 'GET', url);
  /** Opens a form and sends it with what it carries hidden. */
  const post = async (actor: Actor, url: string, fields: Record<string, string>, from = url): Promise<Answer> => {
    const { html } = await get(actor, from);
    return visit(actor, 'POST', url, { ...hiddenOf(html), ...fields });
  };
  const hiddenOf = (html: string): Record<string, string> =>
    Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
  const answers = {
    whatHappened: 'Two people had not been turned.', happenedOn: '2/11/2026', category: 'pressureDamage', severity: 'P2', sourceType: 'icbQualityNurse', disclosure: 'yes', caveat: 'none',
  };
  const added = async (more: Record<string, string> = {}): Promise<string> => {
    const { location } = await post(house.cast.icbNurse, '/intelligence/add', { ...answers, ...more }, `/intelligence/add?service=${fern.serviceId}`);
    await house.drain();
    return /^\/intelligence\/([0-9a-f-]+)\/added$/.exec(location ?? '')?.[1] ?? '';
  };

  it('finds a service, says what each severity sets off and whom to ring before anything else', async () => {
    const where = await get(house.cast.icbNurse, '/intelligence/add?search=fern');
    expect(where.html).toContain(`href="/intelligence/add?service=${fern.serviceId}"`);
    expect(where.html).toContain('href="/intelligence/add?notListed=yes"');
    const form = await get(house.cast.icbNurse, `/intelligence/add?service=${fern.serviceId}`);
    expect(form.html.indexOf('tel:01632960123')).toBeGreaterThan(0);
    expect(form.html.indexOf('tel:01632960123')).toBeLessThan(form.html.indexOf('<h1'));
    expect(form.html).toContain('A council officer answers within 24 hours.');
  });

  it('shows every error at once, each linked to its field, and keeps what was typed', async () => {
    const refused = await post(house.cast.icbNurse, '/intelligence/add', { whatHappened: '<b>kept</b>', happenedOn: '4 11 2026', disclosure: 'no' }, '/intelligence/add?notListed=yes');
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('<title>Error: Add intelligence');
    for (const field of ['category', 'severity', 'sourceType']) expect(refused.html).toContain(`href="#${field}"`);
    expect(refused.html).toContain('The date it happened must be today or in the past');
    expect(refused.html).toContain('&lt;b&gt;kept&lt;/b&gt;');
    expect(refused.html).not.toContain('<b>kept');
    const named = [...refused.html.matchAll(/<li>\s*<a href="#(\w+)"/g)].map(([, field]) => field ?? '');
    const places = named.map((field) => refused.html.search(new RegExp(`(id|name)="${field}"`)));
    expect(named.length).toBeGreaterThan(5);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    // One form of date, in the hint and in the error.
    expect(refused.html).toContain('For example, 17 5 2026.');
  });

  it('saves, shows the reference, and a second press of the same form saves nothing more', async () => {
    const opened = await get(house.cast.icbNurse, `/intelligence/add?service=${fern.serviceId}`);
    const fields = { ...hiddenOf(opened.html), ...answers, toldBy: 'Zebedee Quagmire', protect: 'yes' };
    const first = await visit(house.cast.icbNurse, 'POST', '/intelligence/add', fields);
    const second = await visit(house.cast.icbNurse, 'POST', '/intelligence/add', fields);
    expect(first.status).toBe(303);
    expect(second.location).toBe(first.location);
    const panel = await get(house.cast.icbNurse, first.location ?? '');
    expect(panel.html).toMatch(/Its reference is<br><strong>INT-2026-\d{5}<\/strong>/);
    expect(panel.html).not.toContain('Quagmire');
  });

  it('R25 Sec-4 breaks the glass by a reason and a check of it, and reviews it, without JavaScript', async () => {
    const id = await added({ toldBy: 'Zebedee Quagmire', protect: 'yes' });
    const { chair, icbNurse, safeguardingLead, auditor } = house.cast;
    const glass = `/intelligence/${id}/break-glass`;
    expect((await get(icbNurse, `/intelligence/${id}`)).html).not.toContain(glass);
    expect((await get(chair, `/intelligence/${id}`)).html).toContain(glass);
    expect((await post(chair, glass, { reason: '' })).html).toContain('href="#reason"');
    const short = await post(chair, glass, { reason: 'Must know.', step: 'confirm' });
    expect([short.status, short.html.includes('at least 20 characters')]).toEqual([422, true]);
    const reason = 'Whoever told us must be warned before the shift begins.';
    const check = await post(chair, glass, { reason });
    expect(check.html).toContain('Check your answers');
    expect(check.html).toContain('The safeguarding lead is told at once');
    expect((await get(chair, `/intelligence/${id}/source`)).status).toBe(404);
    const { location } = await visit(chair, 'POST', glass, { ...hiddenOf(check.html), step: 'confirm' });
    expect(location).toBe(`/intelligence/${id}/source`);
    const source = await get(chair, location ?? '');
    expect(source.html).toContain('Zebedee Quagmire');
    expect(source.html).toContain('open to you until');
    const home = await get(safeguardingLead, '/');
    expect(home.html).toContain('Opened sources to review');
    const opening = /href="(\/sources\/[0-9a-f-]+)"/.exec(home.html)?.[1] ?? '';
    expect((await get(chair, '/sources')).status).toBe(403);
    expect((await get(auditor, '/sources')).html).toContain(reason);
    expect((await post(safeguardingLead, opening, { note: '' })).html).toContain('href="#note"');
    expect((await post(safeguardingLead, opening, { note: 'It could not wait.' })).location).toBe('/sources');
    expect((await get(auditor, opening)).html).toContain('It could not wait.');
  });

  it('R25 names a reader and ends it again; asks to reword what names the source', async () => {
    const id = await added({ toldBy: 'Zebedee Quagmire', protect: 'yes' });
    const { safeguardingLead, socialWorker } = house.cast;
    const readers = `/intelligence/${id}/source/readers`;
    const wrong = await post(safeguardingLead, readers, { membershipId: '', reason: '', endsOn: '' });
    for (const field of ['membershipId', 'reason', 'endsOn']) expect(wrong.html).toContain(`href="#${field}"`);
    await post(safeguardingLead, readers, { membershipId: socialWorker.membershipId, reason: 'Visits whoever told us at home.', endsOn: '9/11/2026' });
    expect((await get(socialWorker, `/intelligence/${id}/source`)).html).toContain('Zebedee Quagmire');
    const page = await get(safeguardingLead, readers);
    const end = /action="([^"]+\/end)"/.exec(page.html)?.[1] ?? '';
    expect((await post(safeguardingLead, end, {}, readers)).location).toBe(readers);
    expect((await get(socialWorker, `/intelligence/${id}/source`)).status).toBe(404);
    const naming = { ...answers, toldBy: 'Zebedee Quagmire', whatHappened: 'Quagmire saw it.' };
    const refused = await post(house.cast.icbNurse, '/intelligence/add', naming, `/intelligence/add?service=${fern.serviceId}`);
    expect(refused.html).toContain('Reword this before sharing it');
    expect(refused.html).toContain('name="readAgain"');
    expect((await visit(house.cast.icbNurse, 'POST', '/intelligence/add', { ...hiddenOf(refused.html), ...naming, readAgain: 'yes' })).status).toBe(303);
  });

  it('asks more about how we know under a heading of its own, and shows it on the record; what is not said is not shown (4.2)', async () => {
    const form = await get(house.cast.icbNurse, `/intelligence/add?service=${fern.serviceId}`);
    expect(form.html).toContain('More about how we know');
    const id = await added({ nature: 'thirdHand', reliability: 'C', corroboration: 'partly', disclosure: 'no', disclosureReason: 'Police ask.', disclosureReviewOn: '1/12/2026' });
    const page = await get(house.cast.qaOfficer, `/intelligence/${id}`);
    for (const words of ['Third-hand: heard from somebody else', 'C: usually reliable', 'Confirmed in part', 'Looked at again on 1 December 2026', 'Triage by 4 November 2026']) expect(page.html).toContain(words);
    expect((await get(house.cast.qaOfficer, `/intelligence/${await added()}`)).html).not.toContain('How far the source can be relied on');
    const refused = async (more: Record<string, string>) => post(house.cast.icbNurse, '/intelligence/add', { ...answers, ...more }, `/intelligence/add?service=${fern.serviceId}`);
    const rumour = await refused({ nature: 'rumour' });
    expect([rumour.status, /<details class="govuk-details" open>/.test(rumour.html), rumour.html.includes('href="#nature"')]).toEqual([422, true, true]);
    expect((await refused({ disclosure: 'no', disclosureReason: 'Police ask.' })).html).toContain('href="#disclosureReviewOn"');
  });

  it('says in the log and on the first screen what waits for triage too long (4.4)', async () => {
    const id = await added({ severity: 'P1' });
    expect((await get(house.cast.qaOfficer, '/intelligence?severity=P1')).html).not.toContain('Triage overdue');
    // Their sessions have run out by then: everybody signs in again.
    house.clock.set('2026-11-03T11:30:00Z');
    cookies.clear();
    for (const page of ['/intelligence?severity=P1', '/', `/intelligence/${id}`]) expect([page, (await get(house.cast.qaOfficer, page)).html.includes('Triage overdue')]).toEqual([page, true]);
    expect((await get(house.cast.chair, '/')).html).toContain('Triage overdue');
    house.clock.set('2026-11-03T10:00:00Z');
    cookies.clear();
  });

  it('R25 shows who told us on a page of its own, to those who may, and is not found for others', async () => {
    const id = await added({ toldBy: 'Zebedee Quagmire', protect: 'yes' });
    expect((await get(house.cast.safeguardingLead, `/intelligence/${id}`)).html).toContain(`/intelligence/${id}/source`);
    expect((await get(house.cast.safeguardingLead, `/intelligence/${id}/source`)).html).toContain('Zebedee Quagmire');
    const seen = (await get(house.cast.chair, `/intelligence/${id}`)).html;
    expect(seen).toContain('Source sealed');
    expect(seen).toContain('Helen Marsh, Safeguarding Adults Lead');
    expect(seen).not.toContain(`/intelligence/${id}/source`);
    expect((await get(house.cast.chair, `/intelligence/${id}/source`)).status).toBe(404);
    expect((await get(house.cast.provider, `/intelligence/${id}`)).status).toBe(403);
  });

  it('takes a record from triage to closed by its pages, checking answers before what cannot be undone', async () => {
    const id = await added();
    const officer = house.cast.qaOfficer;
    const before = await get(officer, `/intelligence/${id}`);
    expect(before.html).toContain('Triage and allocate');
    expect((await post(officer, `/intelligence/${id}/triage`, { severity: 'P2', caveat: 'none', lawfulBasis: 'Public task', note: '', allocatedTo: '' })).html).toContain('href="#note"');
    expect((await post(officer, `/intelligence/${id}/triage`, { severity: 'P2', caveat: 'none', lawfulBasis: 'Public task', note: 'Second this month.', allocatedTo: officer.membershipId })).location).toBe(`/intelligence/${id}`);
    expect((await get(house.cast.safeguardingLead, `/intelligence/${id}`)).html).toContain('Whoever it is allocated to assesses it');
    expect((await post(officer, `/intelligence/${id}/assess`, { assessment: 'Seen.', needsAction: 'yes' })).status).toBe(303);
    expect((await get(officer, `/intelligence/${id}/dispose`)).html).not.toContain('value="duplicate"');
    const given = { disposition: 'responsiveVisit', reason: 'Tonight.' };
    const check = await post(officer, `/intelligence/${id}/dispose`, given);
    expect(check.html).toContain('Check your answers');
    expect(check.html).toContain('Responsive visit');
    expect((await visit(officer, 'POST', `/intelligence/${id}/dispose`, { ...hiddenOf(check.html), step: 'change' })).html).toContain('Tonight.');
    expect((await visit(officer, 'POST', `/intelligence/${id}/dispose`, { ...hiddenOf(check.html), step: 'confirm' })).location).toBe(`/intelligence/${id}`);
    const closing = await post(officer, `/intelligence/${id}/close`, { outcome: 'Charts are kept now.' });
    await visit(officer, 'POST', `/intelligence/${id}/close`, { ...hiddenOf(closing.html), step: 'confirm' });
    const closed = await get(house.cast.icbNurse, `/intelligence/${id}`);
    expect(closed.html).toContain('Charts are kept now.');
    expect(closed.html).toContain('Priya Nair, Quality Assurance Officer');
  });

  it('asks nothing of anybody about a record that was retracted, and says so', async () => {
    const officer = house.cast.qaOfficer;
    const given = { severity: 'P2', caveat: 'none', lawfulBasis: 'Public task', note: 'Second this month.', allocatedTo: officer.membershipId };
    const id = await added();
    await post(officer, `/intelligence/${id}/triage`, given);
    expect((await get(officer, `/intelligence/${id}`)).html).toContain('Answer due by');
    expect((await post(officer, `/intelligence/${id}/retract`, { reason: '' })).html).toContain('href="#reason"');
    const check = await post(officer, `/intelligence/${id}/retract`, { reason: 'Another home was meant.' });
    expect((await get(officer, `/intelligence/${id}`)).html).toContain('Answer due by');
    expect((await visit(officer, 'POST', `/intelligence/${id}/retract`, { ...hiddenOf(check.html), step: 'confirm' })).status).toBe(303);
    const { html } = await get(officer, `/intelligence/${id}`);
    expect(html).toMatch(/Retracted<\/strong> 3 November 2026 at \d+(:\d+)?am by Priya Nair/);
    expect(html).not.toContain('Answer due by');
    expect(await house.sql(`select kind from deadlines where workflow_id = $1 and kind in ('triage', 'intelligenceResponse') and withdrawn_at is null and fired_at is null`, [id])).toEqual([]);
    // Retracted first and triaged afterwards, it asks for no answer either.
    const early = await added();
    const first = await post(officer, `/intelligence/${early}/retract`, { reason: 'Another home was meant.' });
    await visit(officer, 'POST', `/intelligence/${early}/retract`, { ...hiddenOf(first.html), step: 'confirm' });
    await post(officer, `/intelligence/${early}/triage`, given);
    expect((await get(officer, `/intelligence/${early}`)).html).not.toContain('Answer due by');
  });

  it('says by how long an answer, a look again and the review of an opened source are overdue', async () => {
    const { qaOfficer: officer, chair, auditor } = house.cast;
    const id = await added({ disclosure: 'no', disclosureReason: 'The police ask us to wait.', disclosureReviewOn: '5/11/2026', toldBy: 'Zebedee Quagmire' });
    await post(officer, `/intelligence/${id}/triage`, { severity: 'P2', caveat: 'none', lawfulBasis: 'Public task', note: 'Once.', allocatedTo: officer.membershipId });
    const glass = `/intelligence/${id}/break-glass`;
    const check = await post(chair, glass, { reason: 'Whoever told us must be warned before the shift begins.' });
    await visit(chair, 'POST', glass, { ...hiddenOf(check.html), step: 'confirm' });
    expect((await get(officer, `/intelligence/${id}`)).html).not.toContain('Overdue by');
    house.clock.set('2026-11-15T10:00:00Z');
    cookies.clear();
    const { html } = await get(officer, `/intelligence/${id}`);
    expect(html).toMatch(/To be looked at again on 5 November 2026\. <span class="app-overdue">Overdue by 10 days/);
    expect(html).toMatch(/Answer due by \d+ November 2026\.<\/strong> <span class="app-overdue">Overdue by \d+ days/);
    // Two working days after it was opened.
    expect((await get(auditor, '/sources')).html).toMatch(/Due by 5 November 2026 <span class="app-overdue">Overdue by 10 days/);
    house.clock.set('2026-11-03T10:00:00Z');
    cookies.clear();
  });

  it('tells whoever sends a stale page who was first, and loses nothing typed', async () => {
    const id = await added();
    const officer = house.cast.qaOfficer;
    const opened = hiddenOf((await get(officer, `/intelligence/${id}/triage`)).html);
    const fields = { severity: 'P3', caveat: 'none', lawfulBasis: 'Public task', note: 'Mine to keep.', allocatedTo: officer.membershipId };
    await post(house.cast.chair, `/intelligence/${id}/triage`, { ...fields, note: 'Chair was first.' });
    const late = await visit(officer, 'POST', `/intelligence/${id}/triage`, { ...opened, ...fields });
    expect(late.status).toBe(422);
    expect(late.html).toContain('Ruth Adeyemi changed this after you opened it.');
    expect(late.html).toContain('Mine to keep.');
  });

  it('narrows, sorts and pages the log in its address, and says what an empty one would hold', async () => {
    await added({ severity: 'P4' });
    const log = await get(house.cast.chair, '/intelligence?severity=P4&sort=severity');
    expect(log.html).toContain('1 record<');
    expect(log.html).toContain('aria-sort="ascending"');
    expect((await get(house.cast.chair, '/intelligence?search=nowhere')).html).toContain('No record fits.');
    for (const asked of ['page=-1', 'severity=%27', 'page=99999999']) expect([asked, (await get(house.cast.chair, `/intelligence?${asked}`)).status]).toEqual([asked, 200]);
    expect((await get(house.cast.provider, '/intelligence')).status).toBe(403);
    const csv = await get(house.cast.chair, '/intelligence?severity=P4&format=csv');
    expect(csv.html.trim().split('\r\n')).toEqual([expect.stringContaining('Reference,Received,Service'), expect.stringMatching(/^INT-2026-\d{5},.*Fern House,P4,Pressure damage/)]);
    expect(csv.html).not.toContain('Quagmire');
    for (const nowhere of ['/intelligence/nonsense', '/intelligence?serviceId=nonsense', '/intelligence?search=%00']) expect((await get(house.cast.chair, nowhere)).status).toBe(404);
    expect((await get(house.cast.chair, `/intelligence/${newId()}/constructor`)).status).toBe(404);
  });

  it('adds an action, has it reported and checked, each by its page', async () => {
    const officer = house.cast.qaOfficer;
    const created = await post(officer, '/actions/add', { description: 'Check charts', ownerMembershipId: house.cast.icbNurse.membershipId, dueOn: '10/11/2026', mustDo: 'yes' }, `/actions/add?service=${fern.serviceId}`);
    const address = created.location ?? '';
    expect(address).toMatch(/^\/actions\/[0-9a-f-]+$/);
    expect((await get(house.cast.icbNurse, '/actions')).html).toContain('Check charts');
    expect((await get(officer, '/actions')).html).not.toContain('Check charts');
    expect((await get(officer, '/actions?whose=all')).html).toContain('Fern House');
    expect((await get(officer, '/actions?whose=all&format=csv')).html).toContain('Check charts,yes,Fern House,"Grace Okafor, ICB Quality Nurse",Example icb,,10 November 2026,0');
    expect((await post(house.cast.icbNurse, `${address}/complete`, { evidence: '' })).html).toContain('Enter what shows that it is done');
    await post(house.cast.icbNurse, `${address}/complete`, { evidence: 'Charts seen.' });
    const check = await post(officer, `${address}/check`, { done: 'yes', checkedOn: '3/11/2026', method: 'Visit.' });
    expect(check.html).toContain('Check your answers');
    await visit(officer, 'POST', `${address}/check`, { ...hiddenOf(check.html), step: 'confirm' });
    const done = await get(house.cast.icbNurse, address);
    expect(done.html).toContain('Checked: done');
    expect(done.html).toContain('Closed.');
  });

  it('keeps every risk assessment, newest first, and offers no form to those who only read', async () => {
    const address = `/services/${fern.serviceId}/risk`;
    expect((await post(house.cast.qaOfficer, address, { assessedOn: '', likelihood: '', impact: '', text: '' })).html).toContain('href="#likelihood"');
    for (const likelihood of ['2', '4']) expect((await post(house.cast.qaOfficer, address, { assessedOn: '3/11/2026', likelihood, impact: '4', text: `Likelihood ${likelihood}` })).location).toBe(address);
    const page = await get(house.cast.icbNurse, address);
    expect(page.html.indexOf('Assessment 2')).toBeLessThan(page.html.indexOf('Assessment 1'));
    expect(page.html).toContain('16: likelihood 4 (likely) × impact 4 (serious)');
    expect(page.html).not.toContain('<form method="post" action="/services');
  });
});
