import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
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

describe('pages of deciding, placing and letters, without JavaScript', () => {
  let house: House;
  let recommendationId: string;
  let riskAssessmentId: string;
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    house = await openHouse();
    const { serviceId } = house.providersService;
    const { chair, qaOfficer } = house.cast;
    riskAssessmentId = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
       values ($1, $2, $3, 1, '2026-11-02', 4, 4, 'CANARY-RISK', $4, '2026-11-02T10:00:00Z')`,
      [house.councilId, riskAssessmentId, serviceId, qaOfficer.membershipId],
    );
    ({ id: recommendationId } = await house.unit.run(chair, () =>
      house.get(RecommendationsService).record({
        serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'Stop nursing placements.', criteria: [{ code: 'harmCluster', evidence: 'CANARY-EVIDENCE' }],
        proposal: { restrictionKind: 'partial', covers: 'nursing', reasonCodes: ['safety'] }, differingViews: 'The social worker would cap.',
        quorum: { quorate: true, forSanction: true, words: 'Quorate for a sanction: chair, contracts.' },
        present: [{ membershipId: chair.membershipId, name: chair.personName, role: 'Chair' }], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
      }),
    ));
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
  /** What the form that posts to `action` carries hidden. */
  const hiddenOf = (html: string, action: string): Fields => {
    const start = html.indexOf(`action="${action}"`);
    const form = html.slice(start, html.indexOf('</form>', start));
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
  };
  /** Fills a form in, goes through its check and presses the last button. */
  const pressThrough = async (actor: Actor, from: string, action: string, fields: Fields): Promise<{ check: Answer; end: Answer }> => {
    const opened = await get(actor, from);
    const check = await visit(actor, 'POST', action, { ...hiddenOf(opened.html, action), ...fields, step: 'check' });
    const end = await visit(actor, 'POST', action, { ...hiddenOf(check.html, action), step: 'confirm' });
    return { check, end };
  };
  const decision: Fields = {
    kind: 'partial', covers: 'nursing', reasonCodes: 'safety', liftConditions: 'Two visits find pressure care safe.', exceptions: 'the Head of Service', startsOn: '3/11/2026', reviewOn: '1/12/2026',
    wayIn: 'precautionary', toldHow: 'By telephone, to the registered manager', notHeardReason: 'People may be harmed meanwhile.', reasons: 'Pressure care failed <b>twice</b>.',
    optionsConsidered: 'A cap.', providerPosition: 'It accepts the findings.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice alone was tried twice.', equalityNote: 'Nobody is treated less well.', letterParagraph: 'We meet on Monday.',
  };

  it('shows what waits, with the recommendation as minuted and what is missing for whoever may not decide', async () => {
    const { assistantDirector, headOfService, chair } = house.cast;
    expect((await get(assistantDirector, '/decisions')).html).toContain(`href="/decisions/${recommendationId}"`);
    const { html } = await get(assistantDirector, `/decisions/${recommendationId}`);
    for (const text of ['Stop nursing placements.', 'CANARY-EVIDENCE', 'The social worker would cap.', 'Quorate for a sanction: chair, contracts.', 'an Assistant Director or an officer of higher rank']) expect(html).toContain(text);
    expect(html).toContain(`value="${riskAssessmentId}" selected`);
    expect((await get(headOfService, `/decisions/${recommendationId}`)).html).toContain('An authorised officer, within the delegated limit for this decision, decides it.');
    const toChair = (await get(chair, `/decisions/${recommendationId}`)).html;
    expect(toChair).toContain('It waits for an authorised officer.');
    expect(toChair).toMatch(/You cannot decide this:[\s\S]*Whoever chaired the item or signed the recommendation does not decide it/);
    expect((await get(house.cast.provider, `/decisions/${recommendationId}`)).status).toBe(403);
  });

  it('says everything wrong with the form before the check, keeps what was typed, and decides nothing', async () => {
    const { assistantDirector } = house.cast;
    const action = `/decisions/${recommendationId}`;
    const opened = await get(assistantDirector, action);
    const refused = await visit(assistantDirector, 'POST', action, { ...hiddenOf(opened.html, action), ...decision, riskAssessmentId, reasons: '', reviewOn: '31/2/2026', toldHow: '', liftConditions: '<i>kept</i>', step: 'check' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('<title>Error: ');
    for (const field of ['reasons', 'reviewOn', 'toldHow']) expect(refused.html).toContain(`href="#${field}"`);
    expect(refused.html).toContain('&lt;i&gt;kept&lt;/i&gt;');
    expect(await house.sql('select id from decisions')).toEqual([]);
  });

  it('R06 refuses a review too late before the check, at its field and without its rule’s number; a rehearsal leaves nothing', async () => {
    const { assistantDirector } = house.cast;
    const action = `/decisions/${recommendationId}`;
    const counted = () => house.sql(`select (select count(*)::int from transitions) as transitions, (select count(*)::int from idempotency_keys) as keys, (select coalesce(sum(value), 0)::int from reference_counters) as numbers,
      (select count(*)::int from restrictions) as restrictions, (select count(*)::int from mail_messages) as mails`);
    const before = await counted();
    const late = await pressThrough(assistantDirector, action, action, { ...decision, riskAssessmentId, reviewOn: '13/12/2026' });
    expect(late.check.status).toBe(422);
    expect(late.check.html).toContain('href="#reviewOn">Give a review date no later than the procedure allows');
    expect(late.check.html).toContain('value="13/12/2026"');
    const opened = await get(assistantDirector, action);
    const passed = await visit(assistantDirector, 'POST', action, { ...hiddenOf(opened.html, action), ...decision, riskAssessmentId, step: 'check' });
    expect(passed.html).toContain('Check your answers');
    expect(await counted()).toEqual(before);
  });

  it('writes the answers out, with the service and a way back to each field that loses nothing', async () => {
    const { assistantDirector } = house.cast;
    const action = `/decisions/${recommendationId}`;
    const opened = await get(assistantDirector, action);
    const check = await visit(assistantDirector, 'POST', action, { ...hiddenOf(opened.html, action), ...decision, riskAssessmentId, step: 'check' });
    expect(check.html).toMatch(/Service<\/dt><dd[^>]*>Rowan Court</);
    expect(check.html).toMatch(/First review<\/dt><dd[^>]*>1 December 2026</);
    expect(check.html).toContain(`formaction="${action}#reviewOn" name="step" value="change">Change<span class="govuk-visually-hidden"> first review</span>`);
    const back = await visit(assistantDirector, 'POST', action, { ...hiddenOf(check.html, action), step: 'change' });
    for (const kept of ['Two visits find pressure care safe.', 'value="1/12/2026"', 'By telephone, to the registered manager']) expect(back.html).toContain(kept);
  });

  it('shows the letter as the provider will see it, then decides with one button; brokerage reads it at once', async () => {
    const { assistantDirector, brokerage } = house.cast;
    expect((await get(brokerage, '/placing?text=rowan')).html).toContain('No restriction on new placements.');
    const { check, end } = await pressThrough(assistantDirector, `/decisions/${recommendationId}`, `/decisions/${recommendationId}`, { ...decision, riskAssessmentId });
    expect(check.html).toContain('The letter as the provider will see it');
    expect(check.html).toContain('Pressure care failed &lt;b&gt;twice&lt;/b&gt;.');
    expect(check.html).toContain('We meet on Monday.');
    expect(check.html).toMatch(/value="confirm"[^>]*>\s*Restrict placements/);
    expect(check.html).not.toContain('CANARY');
    expect(end.location).toMatch(/^\/decisions\/made\//);
    expect((await get(assistantDirector, end.location)).html).toContain('Place a restriction: an Assistant Director');
    const asked = await get(brokerage, '/placing?text=rowan');
    expect(asked.html).toContain('No new nursing placements, since 3 November 2026, by Assistant Director, exceptions to the Head of Service.');
    expect(asked.html).not.toMatch(/Pressure care|CANARY/);
    expect((await get(assistantDirector, `/decisions/${recommendationId}`)).html).toContain(end.location);
    const [placed] = await house.sql<{ id: string }>('select id from restrictions');
    const restriction = (await get(assistantDirector, `/restrictions/${placed?.id ?? ''}`)).html;
    expect(restriction).toMatch(new RegExp(`In force since 3 November 2026, by decision <a class="govuk-link" href="${end.location}">DEC-2026-00001</a> of Sarah Whitlock, Assistant Director`));
  });

  it('sends the letter after a check; the provider reads it and replies; nobody finds it twice', async () => {
    const { coordinator, provider } = house.cast;
    await house.drain();
    const [letter] = await house.sql<{ id: string }>('select id from letters');
    const path = `/letters/${letter?.id ?? ''}`;
    expect((await get(provider, '/letters')).html).toContain('You have no letters.');
    expect((await get(provider, path)).status).toBe(404);
    expect((await get(coordinator, '/letters?state=draft')).html).toContain(path);

    const { check, end } = await pressThrough(coordinator, path, `${path}/issue`, { method: 'email', toName: 'Carol Finch', toAddress: 'carol.finch@example.org' });
    expect(check.html).toContain('carol.finch@example.org');
    expect(end).toMatchObject({ status: 303, location: path });

    const home = await get(provider, '/letters');
    expect(home.html).toContain('You may reply by 10 November 2026.');
    const read = await get(provider, path);
    expect(read.html).not.toMatch(/CANARY|likelihood|score/i);
    const nothing = await pressThrough(provider, path, `${path}/reply`, { text: ' ' });
    expect(nothing.check.status).toBe(422);
    expect(nothing.check.html).toContain('href="#text">Enter your reply');
    const reply = await pressThrough(provider, path, `${path}/reply`, { text: 'New mattresses came on Friday.' });
    expect(reply.check.html).toContain('New mattresses came on Friday.');
    expect(reply.end).toMatchObject({ status: 303, location: path });
    expect((await get(provider, path)).html).toContain('New mattresses came on Friday.');
    expect((await get(provider, '/letters')).html).toContain('You replied on 3 November 2026');
    const [restriction] = await house.sql<{ id: string }>('select id from restrictions');
    expect((await get(coordinator, `/restrictions/${restriction?.id ?? ''}`)).html).toMatch(new RegExp(`Letters about it[\\s\\S]*href="${path}">LET-2026-00001</a>`));
  });

  it('R11 an appeal is lodged by the provider, shown as open on the restriction and heard, and what it asks about being heard is answered, all by page', async () => {
    const { coordinator, provider, dass } = house.cast;
    const [decided] = await house.sql<{ id: string; restriction_id: string }>(`select id, restriction_id from decisions where code = 'D08' order by decided_at limit 1`);
    const mine = await get(provider, '/appeals');
    const path = `/appeals/lodge/${decided?.id}`;
    expect(mine.html).toContain(`href="${path}"`);
    const { check, end } = await pressThrough(provider, path, path, { text: 'The rotas were full.' });
    expect(check.html).toContain('Check your answers');
    expect(end.location).toBe('/appeals');
    const [appeal] = await house.sql<{ id: string }>('select id from appeals');
    expect((await get(dass, `/restrictions/${decided?.restriction_id}`)).html).toContain('Appeal open:');
    const hearing = { ...decision, argument1: 'The rotas were full.', answer1: 'They are of another month.', outcome: 'dismissed' };
    const heard = await pressThrough(dass, `/appeals/${appeal?.id}`, `/appeals/${appeal?.id}/decide`, hearing);
    expect(heard.check.html).toContain('Check your answers');
    expect(heard.end.location).toMatch(/^\/decisions\/made\//);
    expect((await get(dass, heard.end.location)).html).toContain('They are of another month.');
    expect((await get(provider, '/appeals')).html).toContain('They are of another month.');

    const [window] = await house.sql<{ id: string }>('select id from representations order by recorded_at limit 1');
    const reply = await get(provider, `/replies/${window?.id}`);
    await visit(provider, 'POST', `/replies/${window?.id}/ask`, { ...hiddenOf(reply.html, `/replies/${window?.id}/ask`), kind: 'companion', asked: 'Our solicitor.' });
    const [asked] = await house.sql<{ id: string }>('select id from hearing_requests');
    const answerPath = `/representations/${window?.id}/requests/${asked?.id}`;
    expect((await get(coordinator, `/representations/${window?.id}`)).html).toContain(`href="${answerPath}"`);
    const answered = await pressThrough(coordinator, answerPath, answerPath, { outcome: 'refused', reasons: 'One person of the provider speaks.' });
    expect(answered.check.html).toContain('Check your answers');
    expect((await get(provider, `/replies/${window?.id}`)).html).toContain('One person of the provider speaks.');
  });

  it('R04 the fresh decision weighs what the provider said, and its page says what waits', async () => {
    const { dass } = house.cast;
    const [restriction] = await house.sql<{ id: string }>('select id from restrictions');
    const [representation] = await house.sql<{ id: string; reference: string }>('select id, reference from representations');
    const path = `/restrictions/${restriction?.id ?? ''}`;
    const { html } = await get(dass, path);
    expect(html).toContain('New mattresses came on Friday.');
    expect((await get(dass, '/decisions')).html).toContain(path);
    const fresh: Fields = { outcome: 'end', reasons: 'The mattresses are in use.', optionsConsidered: 'Confirm it.', providerPosition: 'It has acted.', effectOnPeople: 'None.', proportionality: 'Advice alone was tried twice.', equalityNote: 'Nobody is treated less well.' };
    const unanswered = await pressThrough(dass, path, path, fresh);
    expect(unanswered.check.html).toContain('Answer every point of what the provider said before the decision: point 1 of');
    const answered = await pressThrough(dass, path, path, { ...fresh, 'answers.0.outcome': 'accepted', 'answers.0.answer': 'They are in use.', 'answers.0.changed': 'The stop ends.' });
    expect(answered.end).toMatchObject({ status: 303 });
    expect((await get(house.cast.brokerage, '/placing?text=rowan')).html).toContain('No restriction on new placements.');
    expect((await get(house.cast.coordinator, `/representations/${representation?.id ?? ''}`)).html).toContain(representation?.reference);
  });

  it('records that a provider was told, and what came on paper', async () => {
    const { coordinator, chair } = house.cast;
    const service = await house.service({ name: 'Alder Lodge' });
    const { id } = await house.unit.run(chair, () =>
      house.get(RecommendationsService).record({
        serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D03', text: 'Watch it.', criteria: [], proposal: {}, differingViews: null,
        quorum: { quorate: true, forSanction: false, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
      }),
    );
    const tell = `/decisions/${id}/tell`;
    const form = hiddenOf((await get(coordinator, tell)).html, tell);
    expect((await visit(coordinator, 'POST', tell, { ...form, toldOn: '3/11/2026', toldTime: 'nine', how: 'By telephone' })).html).toContain('Enter the time by the 24-hour clock, for example 16:30');
    expect(await visit(coordinator, 'POST', tell, { ...form, toldOn: '3/11/2026', toldTime: '9:00', how: 'By telephone' })).toMatchObject({ status: 303, location: `/decisions/${id}` });
    const [told] = await house.sql<{ id: string }>('select id from representations where recommendation_id = $1', [id]);
    const path = `/representations/${told?.id ?? ''}`;
    const paper = hiddenOf((await get(coordinator, path)).html, path);
    expect(await visit(coordinator, 'POST', path, { ...paper, text: 'By letter.', receivedOn: '3/11/2026' })).toMatchObject({ status: 303, location: path });
    expect((await get(house.cast.headOfService, `/decisions/${id}`)).html).toMatch(/By letter\.[\s\S]*Point 1 of REP-2026-/);
  });

  it('R06 a stop of the provider is recorded, reviewed and ended by page, and no officer decides on it', async () => {
    const { assistantDirector, qaOfficer, brokerage, chair } = house.cast;
    const { serviceId } = await house.service({ name: 'Larch Court' });
    const record = `/restrictions/record/voluntary?service=${serviceId}`;
    expect((await get(qaOfficer, `/services/${serviceId}`)).html).toContain(record);
    expect((await get(chair, `/services/${serviceId}`)).html).not.toContain('/restrictions/record/');
    expect((await get(chair, record)).status).toBe(403);
    expect((await get(qaOfficer, `/restrictions/record/voluntary?service=${newId()}`)).status).toBe(404);
    const stop = { source: 'Letter L-17 of the manager', sourceOn: '2/11/2026', covers: 'all', reasonCode: 'infection', startsOn: '3/11/2026', endCondition: 'Seven days without a case', reviewOn: '6/11/2026', exceptions: 'nobody' };
    const wrong = await pressThrough(qaOfficer, record, record, { ...stop, sourceOn: '4/11/2026', reviewOn: '' });
    expect(wrong.check.status).toBe(422);
    expect(wrong.check.html).toContain('href="#reviewOn"');
    expect(wrong.check.html).toContain('Letter L-17 of the manager');
    const { check, end } = await pressThrough(qaOfficer, record, record, stop);
    expect(check.html).toMatch(/Letter L-17 of the manager[\s\S]*All new placements/);
    const path = end.location;
    expect(path).toMatch(/^\/restrictions\//);
    expect((await get(brokerage, '/placing?text=larch')).html).toContain('No new placements, since 3 November 2026, by the provider itself');
    expect((await get(assistantDirector, '/decisions')).html).toContain(path);
    const seen = (await get(assistantDirector, path)).html;
    for (const text of ['Letter L-17 of the manager', '2 November 2026', 'Seven days without a case', `${path}/review`, `${path}/end`]) expect(seen).toContain(text);
    expect(seen).not.toContain('Keep it after its review');
    expect(seen).not.toContain(`${path}/disclosure`);

    expect((await pressThrough(qaOfficer, `${path}/review`, `${path}/review`, { reviewNote: 'A call: two cases.', reviewOn: '1/12/2026' })).end).toMatchObject({ status: 303, location: path });
    expect((await get(assistantDirector, path)).html).toContain('A call: two cases.');
    expect((await get(assistantDirector, '/decisions')).html).not.toContain(path);
    const unchecked = await pressThrough(qaOfficer, `${path}/end`, `${path}/end`, { evidenceKind: 'providerLetter', evidenceOn: '3/11/2026', evidence: 'Letter L-18: no case since Tuesday.' });
    expect(unchecked.check.status).toBe(422);
    expect(unchecked.check.html).toContain('href="#evidenceKind"');
    expect(unchecked.check.html).toContain('Lifting needs first-hand evidence');
    expect((await pressThrough(qaOfficer, `${path}/end`, `${path}/end`, { evidenceKind: 'providerLetter', evidenceOn: '3/11/2026', evidence: 'Letter L-18: no case since Tuesday.', evidenceChecked: 'yes' })).end).toMatchObject({ status: 303, location: path });
    const over = (await get(qaOfficer, path)).html;
    expect(over).toContain('Letter L-18: no case since Tuesday.');
    expect(over).not.toContain(`${path}/end`);
    expect((await get(brokerage, '/placing?text=larch')).html).toContain('No restriction on new placements.');
  });

  it('R06 a condition of CQC rests on its document and our review of its effect', async () => {
    const { qaOfficer } = house.cast;
    const { serviceId } = await house.service({ name: 'Elder Court' });
    const record = `/restrictions/record/regulator?service=${serviceId}`;
    const stop = { source: 'Notice of decision NOD-4', sourceOn: '2/11/2026', covers: 'nursing', reasonCode: 'cqcAction', startsOn: '3/11/2026', reviewOn: '6/11/2026', exceptions: 'nobody' };
    const wrong = await pressThrough(qaOfficer, record, record, stop);
    expect(wrong.check.html).toContain('Enter our review of its effect');
    const { end } = await pressThrough(qaOfficer, record, record, { ...stop, effect: 'Two people in hospital cannot come back.' });
    const { html } = await get(qaOfficer, end.location);
    for (const text of ['The Care Quality Commission', 'Notice of decision NOD-4', 'Two people in hospital cannot come back.']) expect(html).toContain(text);
  });

  it('R07 what was disclosed is recorded by page, with what was kept back', async () => {
    const { coordinator, chair, headOfService } = house.cast;
    const { serviceId } = await house.service({ name: 'Maple Grange' });
    const assessment = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-11-02', 4, 4, 'Nights.', $4, '2026-11-02T10:00:00Z')`,
      [house.councilId, assessment, serviceId, coordinator.membershipId],
    );
    const { id } = await house.unit.run(chair, () =>
      house.get(RecommendationsService).record({
        serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'A cap.', criteria: [], proposal: { restrictionKind: 'cap' }, differingViews: null,
        quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
      }),
    );
    const listed = (await get(headOfService, '/decisions')).html;
    expect(listed.slice(listed.indexOf(id))).toMatch(/12 November 2026/);
    await pressThrough(headOfService, `/decisions/${id}`, `/decisions/${id}`, { ...decision, kind: 'cap', covers: 'all', perWeek: '1', riskAssessmentId: assessment });
    const [row] = await house.sql<{ id: string }>('select id from restrictions where service_id = $1', [serviceId]);
    const path = `/restrictions/${row?.id ?? ''}`;
    expect((await get(coordinator, path)).html).toMatch(/Evidence to be disclosed by[\s\S]*12 November 2026/);
    const fields = { disclosedOn: '3/11/2026', disclosed: 'Version 1 of the risk assessment; the plan is asked for by 17 November.', withheld: 'Staff statements: the police asked for it.\r\n\r\nA photograph: it shows a person.' };
    const early = await pressThrough(coordinator, `${path}/disclosure`, `${path}/disclosure`, { ...fields, disclosedOn: '1/11/2026' });
    expect(early.check.html).toContain('Enter 2 November 2026 or a later date');
    const { check, end } = await pressThrough(coordinator, `${path}/disclosure`, `${path}/disclosure`, fields);
    expect(check.html).toContain('Staff statements: the police asked for it.');
    expect(end).toMatchObject({ status: 303, location: path });
    const { html } = await get(coordinator, path);
    expect(html).toMatch(/<li>Staff statements: the police asked for it\.<\/li><li>A photograph: it shows a person\.<\/li>/);
    expect(html).not.toContain('Evidence to be disclosed by');
    expect((await get(chair, `/services/${serviceId}/chronology`)).html).toMatch(/evidence disclosed to the provider[\s\S]*Kept back: Staff statements/);
  });

  it('R03 restricts placements alone, from the service’s pages, with the letter before it, and says who confirms it', async () => {
    const { assistantDirector, headOfService, chair, dass } = house.cast;
    const { serviceId } = await house.service({ name: 'Larch House' });
    const action = `/services/${serviceId}/restrict`;
    for (const page of ['', '/restrictions', '/stage']) {
      expect([page, (await get(assistantDirector, `/services/${serviceId}${page}`)).html.includes(`href="${action}"`)]).toEqual([page, true]);
      expect([page, (await get(chair, `/services/${serviceId}${page}`)).html.includes(`href="${action}"`)]).toEqual([page, false]);
    }
    expect((await get(chair, action)).status).toBe(403);
    expect((await get(headOfService, action)).html).toContain('You cannot decide this: it is above your delegated limit.');
    expect((await get(assistantDirector, action)).html).toContain('There is no risk assessment of this service.');
    const assessmentId = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
       values ($1, $2, $3, 1, '2026-11-02', 4, 4, 'Nights.', $4, '2026-11-02T10:00:00Z')`,
      [house.councilId, assessmentId, serviceId, house.cast.qaOfficer.membershipId],
    );
    const { wayIn: _, startsOn: __, ...fields } = decision;
    const urgent: Fields = { ...fields, emergencyRisk: 'No nurse tonight.', whoWasTried: 'The Director, at 20:40.' };
    const opened = await get(assistantDirector, action);
    expect(opened.html).toContain(`value="${assessmentId}" selected`);
    const refused = await visit(assistantDirector, 'POST', action, { ...hiddenOf(opened.html, action), ...urgent, riskAssessmentId: assessmentId, whoWasTried: '', notHeardReason: '', step: 'check' });
    expect(refused.status).toBe(422);
    for (const field of ['whoWasTried', 'notHeardReason']) expect(refused.html).toContain(`href="#${field}"`);
    const { check, end } = await pressThrough(assistantDirector, action, action, { ...urgent, riskAssessmentId: assessmentId });
    expect(check.html).toMatch(/Service<\/dt><dd[^>]*>Larch House</);
    for (const shown of ['The letter as the provider will see it', 'No nurse tonight.', 'Version 1', 'We meet on Monday.']) expect(check.html).toContain(shown);
    expect(await house.sql('select 1 as one from decisions where service_id = $1', [serviceId])).toHaveLength(1);
    const made = (await get(assistantDirector, end.location)).html;
    for (const shown of ['Decided by Sarah Whitlock', 'No nurse tonight.', 'The Director, at 20:40.']) expect(made).toContain(shown);
    expect(made).not.toContain('Decided as recommended');
    expect((await get(dass, '/decisions')).html).toContain('Larch House');
    // Pressed once more, from a page opened before, it is refused in words.
    const again = await visit(dass, 'POST', action, { ...hiddenOf((await get(dass, action)).html, action), ...urgent, riskAssessmentId: assessmentId, step: 'check' });
    expect(again.html).toMatch(/restricts the same placements here already/);
  });
});
