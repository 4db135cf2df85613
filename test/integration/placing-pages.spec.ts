import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer {
  readonly status: number;
  readonly html: string;
  readonly bytes: Buffer;
  readonly location: string;
}
type Fields = Record<string, string>;

describe('pages of alerts, exceptions, people to review and the on-call sheet, without JavaScript', () => {
  let house: House;
  let restrictionId: string;
  let decisionId: string;
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    house = await openHouse();
    const { serviceId } = house.providersService;
    const { chair, qaOfficer, assistantDirector } = house.cast;
    const riskAssessmentId = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-11-02', 4, 4, 'Nights.', $4, '2026-11-02T10:00:00Z')`,
      [house.councilId, riskAssessmentId, serviceId, qaOfficer.membershipId],
    );
    const { id, version } = await house.unit.run(chair, () =>
      house.get(RecommendationsService).record({
        serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'Stop placements.', criteria: [{ code: 'harmCluster', evidence: 'Two visits.' }], proposal: {}, differingViews: null,
        quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
      }),
    );
    const { data } = await house.gql<{ decideRestriction: { id: string } }>(assistantDirector, 'mutation ($input: DecideRestrictionInput!) { decideRestriction(input: $input) { ... on DecideRestrictionPayload { id } } }', {
      input: {
        idempotencyKey: newId(), id, version, reasons: 'CANARY-REASONS', optionsConsidered: 'A cap.', providerPosition: 'It accepts it.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried.', equalityNote: 'Nobody is treated less well.',
        kind: 'fullStop', covers: 'all', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'Two clear audits.', exceptions: 'the Head of Service', startsOn: '3 11 2026', reviewOn: '1 12 2026',
        wayIn: 'precautionary', notHeardReason: 'The risk is now.', toldHow: 'By telephone', informingPeople: 'The manager tells families.',
      },
    });
    decisionId = data.decideRestriction.id;
    await house.drain();
    restrictionId = (await house.sql<{ id: string }>('select id from restrictions'))[0]?.id ?? '';
  });
  afterAll(() => house.close());

  const visit = async (actor: Actor, method: 'GET' | 'POST', url: string, fields?: Fields): Promise<Answer> => {
    const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin(actor as never, 'page')}`;
    cookies.set(actor.membershipId, cookie);
    const answer = await house.app.inject({
      method, url,
      headers: { cookie, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    return { status: answer.statusCode, html: answer.body, bytes: answer.rawPayload, location: answer.headers.location?.toString() ?? '' };
  };
  const get = async (actor: Actor, url: string): Promise<string> => {
    const { status, html } = await visit(actor, 'GET', url);
    expect([url, status]).toEqual([url, 200]);
    return html;
  };
  const hiddenOf = (html: string, action: string): Fields => {
    const start = html.indexOf(`action="${action}"`);
    const form = html.slice(start, html.indexOf('</form>', start));
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
  };
  /** Fills a form in and presses its button; where it has a check, presses through that too. */
  const press = async (actor: Actor, from: string, action: string, fields: Fields, checked = false): Promise<Answer> => {
    const first = await visit(actor, 'POST', action, { ...hiddenOf(await get(actor, from), action), ...fields });
    if (!checked) return first;
    expect(first.html).toContain('Check your answers');
    return visit(actor, 'POST', action, { ...hiddenOf(first.html, action), step: 'confirm' });
  };

  it('R40 brokerage acknowledges an alert above the question, and asks for an exception that an officer grants', async () => {
    const { brokerage, headOfService } = house.cast;
    const html = await get(brokerage, '/placing?text=Rowan');
    expect(html).toContain('Alerts to acknowledge');
    expect(html).not.toContain('CANARY');
    const [, action = ''] = /action="(\/placing\/alerts\/[^"]+)"/.exec(html) ?? [];
    expect(await press(brokerage, '/placing', action, {})).toMatchObject({ status: 303, location: '/placing' });
    expect(await get(brokerage, '/placing')).not.toContain('Alerts to acknowledge');

    const base = `/restrictions/${restrictionId}/placing`;
    const bad = await press(brokerage, `${base}/ask`, `${base}/ask`, { caseReference: 'Mary Smith', why: 'She is well again.' });
    expect(bad.status).toBe(422);
    expect(bad.html).toContain('href="#caseReference"');
    expect(bad.html).toContain('href="#ground"');
    expect(await press(brokerage, `${base}/ask`, `${base}/ask`, { caseReference: 'C-10', ground: 'returningFromHospital', why: 'She is well again.' }, true)).toMatchObject({ status: 303, location: base });
    const [, decide = ''] = /href="([^"]+decide\?exception=[^"]+)"/.exec(await get(headOfService, base)) ?? [];
    expect(await press(headOfService, decide, `${base}/decide`, { granted: 'yes', reasons: 'Her room was never closed.' }, true)).toMatchObject({ status: 303 });
    expect(await get(brokerage, '/placing?text=Rowan')).toMatch(/case C-10, coming back from hospital: <strong>granted<\/strong> by Head of Service/);
    expect(await press(brokerage, `${base}/record`, `${base}/record`, { caseReference: 'C-11', funder: 'thisCouncil', placedOn: '3 11 2026', placedBy: 'Example Hospital', why: 'At night.' }, true)).toMatchObject({ status: 303 });
    const record = await get(house.cast.chair, base);
    expect(record).toContain('placed by Example Hospital');
    // Each exception and each alert as a drawing with today's state; not for brokerage, which sees no drawing of a case.
    expect(record).toMatch(/All steps of EXC-2026-\d+ as a drawing[\s\S]*fill="#ffdd00"[\s\S]*All steps of the alert that it started as a drawing[\s\S]*fill="#ffdd00"/);
    expect(await get(brokerage, base)).not.toContain('as a drawing');
    expect(await get(house.cast.chair, `/restrictions/${restrictionId}`)).toContain(base);
  });

  it('R08 an officer lists people by case reference and records their reviews and what funders answered', async () => {
    const { qaOfficer } = house.cast;
    const base = `/services/${house.providersService.serviceId}/reviews`;
    expect(await press(qaOfficer, `${base}/add`, `${base}/add`, { caseReference: 'C-10', funder: 'selfFunding', reviewer: 'Review team', priority: 'now' })).toMatchObject({ status: 303, location: base });
    const [, review = ''] = /href="([^"]+review\?of=[^"]+)"/.exec(await get(qaOfficer, base)) ?? [];
    expect(await press(qaOfficer, review, `${base}/review`, { offer: 'declined', offeredOn: '3 11 2026' })).toMatchObject({ status: 303 });
    expect(await press(qaOfficer, `${base}/ask`, `${base}/ask`, { funder: 'icb', funderName: 'Example ICB', sentOn: '3 11 2026' })).toMatchObject({ status: 303 });
    const [, answer = ''] = /href="([^"]+answer\?of=[^"]+)"/.exec(await get(qaOfficer, base)) ?? [];
    expect((await press(qaOfficer, answer, `${base}/answer`, { answeredOn: '' })).status).toBe(422);
    expect(await press(qaOfficer, answer, `${base}/answer`, { answeredOn: '3 11 2026', answer: 'Reviews begin.' })).toMatchObject({ status: 303 });
    const html = await get(house.cast.chair, base);
    expect(html).toContain('<strong>1 of 1</strong> done');
    expect(html).toContain('Reviews begin.');
  });

  it('R41 the telling of people is set out and recorded from the decision’s page', async () => {
    const { qaOfficer } = house.cast;
    const base = `/decisions/made/${decisionId}/telling`;
    expect(await get(qaOfficer, `/decisions/made/${decisionId}`)).toContain(base);
    const late = await press(qaOfficer, base, `${base}/plan`, { whoIsTold: 'Families', whoTells: 'The manager', tellOn: '1 11 2026' });
    expect(late.status).toBe(422);
    expect(late.html).toContain('href="#tellOn"');
    expect(await press(qaOfficer, base, `${base}/plan`, { whoIsTold: 'Families', whoTells: 'The manager', tellOn: '4 11 2026' })).toMatchObject({ status: 303, location: base });
    expect(await press(qaOfficer, base, `${base}/told`, { toldOn: '3 11 2026' })).toMatchObject({ status: 303 });
    expect(await get(qaOfficer, base)).toContain('They were told.');
  });

  it('case 4 the on-call sheet is one page, to read and as PDF, without a word of why', async () => {
    const { brokerage } = house.cast;
    const html = await get(brokerage, '/placing/sheet');
    expect(html).toContain('Rowan Court');
    const { status, bytes } = await visit(brokerage, 'GET', '/placing/sheet.pdf');
    expect(status).toBe(200);
    const words = pdfText(bytes);
    expect(words).toContain('Rowan Court');
    expect(words).toContain('Page 1 of 1');
    for (const text of [html, words]) expect(text).not.toContain('CANARY');
    expect((await visit(house.cast.icbNurse, 'GET', '/placing/sheet.pdf')).status).toBe(403);
  });
});
