import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { RepresentationsService } from '../../src/domain/representations/representations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse } from '../support/house.js';

interface Answer {
  readonly status: number;
  readonly html: string;
  readonly location: string;
}
type Fields = Record<string, string>;

describe('pages of disclosing and answering point by point, without JavaScript', () => {
  let house: House;
  let window: { id: string; reference: string };
  let recommendationId: string;
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    house = await openHouse();
    house.clock.set('2026-11-10T10:00:00Z');
    const { serviceId } = house.providersService;
    const { chair, qaOfficer } = house.cast;
    ({ id: recommendationId } = await house.unit.run(chair, () =>
      house.get(RecommendationsService).record({
        serviceId, meetingId: null, agendaItemId: null, code: 'D03', text: 'Watch it.', criteria: [], proposal: {}, differingViews: null,
        quorum: { quorate: true, forSanction: false, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
      }),
    ));
    window = await house.unit.run(qaOfficer, () => house.get(RepresentationsService).tell({ idempotencyKey: newId(), serviceId, recommendationId, toldOn: '2026-11-10', toldTime: '09:00', how: 'By telephone' }));
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
    return { status: answer.statusCode, html: answer.body, location: answer.headers.location?.toString() ?? '' };
  };
  const get = (actor: Actor, url: string): Promise<Answer> => visit(actor, 'GET', url);
  const hiddenOf = (html: string, action: string): Fields => {
    const form = html.split('<form').find((part) => part.includes(`action="${action}"`)) ?? '';
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  };
  const press = async (actor: Actor, from: string, action: string, fields: Fields): Promise<Answer> => visit(actor, 'POST', action, { ...hiddenOf((await get(actor, from)).html, action), ...fields });

  it('R04 a pack is prepared, listed, served and read by page, and the provider is told why something is withheld in general', async () => {
    const { qaOfficer, provider } = house.cast;
    const path = `/representations/${window.id}`;
    const begun = await press(qaOfficer, path, `${path}/disclosures`, {});
    expect(begun).toMatchObject({ status: 303, location: expect.stringMatching(/^\/disclosures\//) as string });
    const pack = begun.location;
    const wrong = await press(qaOfficer, pack, `${pack}/add`, { form: 'withheld', note: 'Kept as typed' });
    expect(wrong.status).toBe(422);
    for (const text of ['href="#reason">Choose why it is withheld', 'Kept as typed']) expect(wrong.html).toContain(text);
    expect(await press(qaOfficer, pack, `${pack}/add`, { form: 'summary', title: 'Staff at night', words: 'There were too few nurses at night.' })).toMatchObject({ status: 303 });
    expect(await press(qaOfficer, pack, `${pack}/add`, { form: 'withheld', reason: 'police', note: 'CANARY-NOTE' })).toMatchObject({ status: 303 });
    expect((await get(provider, pack)).status).toBe(404);
    const serve = `${pack}/serve`;
    const check = await press(qaOfficer, serve, serve, { servedOn: '10/11/2026', servedTime: '9:30', how: 'By email', step: 'check' });
    expect(check.html).toContain('Check your answers');
    expect(await visit(qaOfficer, 'POST', serve, { ...hiddenOf(check.html, serve), step: 'confirm' })).toMatchObject({ status: 303, location: pack });
    expect((await get(qaOfficer, pack)).html).toContain('CANARY-NOTE');
    const own = (await get(provider, pack)).html;
    for (const text of ['Staff at night', 'There were too few nurses at night.', 'Withheld, because the law or a duty of confidence keeps it back at present.', 'The last day to answer is 17 November 2026']) expect(own).toContain(text);
    expect(own).not.toMatch(/CANARY-NOTE|olice enquiries/);
    expect((await get(provider, `/replies/${window.id}`)).html).toContain(`href="${pack}"`);
  });

  it('R05 what it says is parted into points and each is answered on the form of the decision', async () => {
    const { qaOfficer, provider, headOfService, coordinator } = house.cast;
    const reply = `/replies/${window.id}`;
    const said = 'The rotas of October were full on every night.\n\nThe mattresses were replaced on the second of November.';
    expect(await press(provider, reply, reply, { text: said, step: 'confirm' })).toMatchObject({ status: 303 });
    const path = `/representations/${window.id}`;
    const lost = await press(qaOfficer, path, `${path}/points`, { 'points.0': 'The rotas of October were full on every night.' });
    expect(lost.html).toContain('Make this a point too');
    expect(await press(qaOfficer, path, `${path}/points`, { 'points.0': 'The rotas of October were full on every night.', 'points.3': 'The mattresses were replaced on the second of November.' })).toMatchObject({ status: 303 });
    house.clock.set('2026-11-18T10:00:00Z');
    await house.drain();
    const decide = `/decisions/${recommendationId}`;
    const opened = (await get(headOfService, decide)).html;
    for (const number of [1, 2]) expect(opened).toContain(`Point ${number} of ${window.reference}`);
    const words = {
      reasons: 'Falls.', optionsConsidered: 'A call.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.', leadOfficerId: qaOfficer.membershipId,
      frequency: 'A visit a month', reviewOn: '8/12/2026', 'answers.0.outcome': 'notAccepted', 'answers.0.answer': 'They are of another month.', step: 'check',
    };
    const thin = await press(headOfService, decide, decide, words);
    expect(thin.html).toContain(`point 2 of ${window.reference}`);
    const check = await press(headOfService, decide, decide, { ...words, 'answers.1.outcome': 'accepted', 'answers.1.answer': 'We saw them.', 'answers.1.changed': 'They are no reason any more.' });
    for (const text of ['Check your answers', 'You said: “The rotas of October were full on every night.”', 'What changed: They are no reason any more.']) expect(check.html).toContain(text);
    const made = await visit(headOfService, 'POST', decide, { ...hiddenOf(check.html, decide), step: 'confirm' });
    expect(made.status).toBe(303);
    expect((await get(headOfService, made.location)).html).toContain('They are no reason any more.');
    expect((await get(coordinator, `/services/${house.providersService.serviceId}/representations`)).html).toContain('They are no reason any more.');
    expect((await get(provider, reply)).html).not.toContain('They are no reason any more.');
  });
});
