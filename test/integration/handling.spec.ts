import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, justNow, openHouse, type TestService } from '../support/house.js';

interface Answer { __typename: string; id?: string; version?: number; message?: string; currentVersion?: number; changedBy?: string; fields?: { field: string; message: string }[] }
interface Handled { confidentiality?: string | null; publicity?: string; handlingChoices: { number: number; choice: string; reason: string; chosenBy: string }[] }

describe('who may be told of a decision and of a restriction', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    house.clock.set('2026-11-10T10:00:00Z');
  });
  afterAll(() => house.close());

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version }
      ... on Refusal { message } ... on StaleVersion { currentVersion changedBy } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (data[mutation] === undefined) throw new Error(JSON.stringify(errors));
    return data[mutation];
  };
  const decided = async (service: TestService, changes: object = {}): Promise<{ decisionId: string; restrictionId: string }> => {
    const { chair, qaOfficer, assistantDirector } = house.cast;
    const risk = await house.insert('risk_assessments', { service_id: service.serviceId, number: 1, assessed_on: '2026-11-09', likelihood: 4, impact: 4, text: 'Nights.', recorded_by: qaOfficer.membershipId, recorded_at: '2026-11-09T10:00:00Z' });
    const { id, version } = await house.unit.run(chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'Stop nursing placements.', criteria: [], proposal: {}, differingViews: null, quorum: { quorate: true, forSanction: true, words: 'Quorate.' },
      present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
    }));
    const answer = await send(assistantDirector, 'decideRestriction', {
      id, version, reasons: 'Pressure care failed.', optionsConsidered: 'A cap.', providerPosition: 'It accepts.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried.', equalityNote: 'Nobody is treated less well.',
      kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: risk, liftConditions: 'Two clear visits.', exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary',
      notHeardReason: 'People may be harmed.', toldHow: 'By telephone', ...changes,
    });
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    const [row] = await house.sql<{ id: string }>('select restriction_id as id from decisions where id = $1', [answer.id]);
    return { decisionId: answer.id, restrictionId: row?.id ?? '' };
  };
  const choices = '{ number choice reason chosenBy }';
  const decision = async (id: string, actor = house.cast.chair): Promise<Handled | null> => (await house.gql<{ decision: Handled | null }>(actor, `query ($id: ID!) { decision(id: $id) { confidentiality handlingChoices ${choices} } }`, { id })).data.decision;
  const restriction = async (id: string): Promise<Handled> => (await house.gql<{ standingRestriction: Handled }>(house.cast.chair, `query ($id: ID!) { standingRestriction(id: $id) { publicity handlingChoices ${choices} } }`, { id })).data.standingRestriction;

  it('3.1 a decision has the class that is chosen with it, else the procedure’s; a class that is none is refused in words', async () => {
    const [chosen, left] = [await decided(await house.service(), { confidentiality: 'restricted' }), await decided(await house.service())];
    expect([await decision(chosen.decisionId), await decision(left.decisionId)]).toEqual([{ confidentiality: 'restricted', handlingChoices: [] }, { confidentiality: 'shared', handlingChoices: [] }]);
    await house.sql(`update procedures set content = jsonb_set(content, '{handling,confidentiality}', '"open"') where council_id = $1`, [house.councilId]);
    const open = await decided(await house.service());
    await house.sql(`update procedures set content = jsonb_set(content, '{handling,confidentiality}', '"shared"') where council_id = $1`, [house.councilId]);
    expect((await decision(open.decisionId))?.confidentiality).toBe('open');
    const { serviceId } = await house.service();
    expect((await send(house.cast.qaOfficer, 'noteNoFurtherAction', { serviceId, reasons: 'Nothing in it.', confidentiality: 'secret' })).fields).toEqual([{ field: 'confidentiality', message: 'Choose who may be told of it' }]);
    const noted = await send(house.cast.qaOfficer, 'noteNoFurtherAction', { serviceId, reasons: 'Nothing in it.', confidentiality: 'open' });
    expect((await decision(noted.id ?? ''))?.confidentiality).toBe('open');
  });

  it('3.1 R01 another class needs a reason and whoever may decide it; what was chosen before stays, and nothing takes it away', async () => {
    const { decisionId: id } = await decided(await house.service());
    const other = { id, version: 0, confidentiality: 'restricted', reason: 'A family asked us not to tell the town.' };
    expect((await send(house.cast.chair, 'classDecision', other)).message).toContain('an authorised officer within the delegated limit');
    expect((await send(house.cast.headOfService, 'classDecision', other)).message).toContain('above your delegated limit');
    expect((await send(house.cast.assistantDirector, 'classDecision', { ...other, reason: ' ' })).fields).toEqual([{ field: 'reason', message: 'Enter why it is handled otherwise' }]);
    expect((await send(house.cast.assistantDirector, 'classDecision', { ...other, confidentiality: 'shared' })).fields?.[0]?.field).toBe('confidentiality');
    expect(await send(house.cast.assistantDirector, 'classDecision', other)).toMatchObject({ __typename: 'ClassDecisionPayload', version: 1 });
    expect(await send(house.cast.dass, 'classDecision', { ...other, confidentiality: 'open' })).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1, changedBy: 'Sarah Whitlock' });
    expect(await send(house.cast.dass, 'classDecision', { ...other, version: 1, confidentiality: 'open', reason: 'It was in the paper.' })).toMatchObject({ version: 2 });
    expect(await decision(id)).toEqual({ confidentiality: 'open', handlingChoices: [
      { number: 2, choice: 'open', reason: 'It was in the paper.', chosenBy: 'Joan Prentice, Director of Adult Social Services' },
      { number: 1, choice: 'restricted', reason: 'A family asked us not to tell the town.', chosenBy: 'Sarah Whitlock, Assistant Director' },
    ] });
    await expect(house.sql(`update handling_choices set choice = 'shared' where decision_id = $1`, [id])).rejects.toThrow();
    await expect(house.sql('delete from handling_choices where decision_id = $1', [id])).rejects.toThrow();
    expect(await house.sql('select confidentiality from decisions where id = $1', [id])).toEqual([{ confidentiality: 'shared' }]);
  });

  it('two who choose at once: one is told of the other', async () => {
    const { decisionId: id } = await decided(await house.service());
    const answers = await Promise.all([house.cast.assistantDirector, house.cast.dass].map((actor) => send(actor, 'classDecision', { id, version: 0, confidentiality: 'open', reason: 'It was in the paper.' })));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ClassDecisionPayload', 'StaleVersion']);
  });

  it('3.2 a restriction is public or not by the procedure its case began under, until somebody who may decide it chooses, with why', async () => {
    const { restrictionId: id } = await decided(await house.service());
    expect(await restriction(id)).toEqual({ publicity: 'notPublic', handlingChoices: [] });
    const told = { id, version: 0, publicity: 'public', reason: 'The provider told the families itself.' };
    expect((await send(house.cast.headOfService, 'setRestrictionPublicity', told)).message).toContain('above your delegated limit');
    expect((await send(house.cast.coordinator, 'setRestrictionPublicity', told)).message).toContain('an authorised officer');
    expect((await send(house.cast.assistantDirector, 'setRestrictionPublicity', { ...told, publicity: 'sometimes', reason: '' })).fields?.map(({ field }) => field).sort()).toEqual(['publicity', 'reason']);
    expect(await send(house.cast.assistantDirector, 'setRestrictionPublicity', told)).toMatchObject({ version: 1 });
    expect(await restriction(id)).toMatchObject({ publicity: 'public', handlingChoices: [{ number: 1, reason: 'The provider told the families itself.' }] });
  });

  it('3.2 it may be chosen with the decision that places it, with why; without a reason that is refused', async () => {
    const { restrictionId: id } = await decided(await house.service(), { publicity: 'public', publicityReason: 'The council explains every suspension.' });
    expect(await restriction(id)).toEqual({ publicity: 'public', handlingChoices: [{ number: 1, choice: 'public', reason: 'The council explains every suspension.', chosenBy: 'Sarah Whitlock, Assistant Director' }] });
    await expect(decided(await house.service(), { publicity: 'public' })).rejects.toThrow('Enter why it is public or not');
  });

  it('a label changes no answer on placing and no sight of a record, and the other council finds neither', async () => {
    const service = await house.service();
    const { decisionId, restrictionId } = await decided(service);
    const asked = async (): Promise<unknown> => (await house.gql(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { sentence mayPlace why } }', { id: service.serviceId })).data;
    const before = await asked();
    await send(house.cast.assistantDirector, 'setRestrictionPublicity', { id: restrictionId, version: 0, publicity: 'public', reason: 'Told openly.' });
    await send(house.cast.assistantDirector, 'classDecision', { id: decisionId, version: 0, confidentiality: 'restricted', reason: 'Names in it.' });
    expect(await asked()).toEqual(before);
    expect((await decision(decisionId, house.cast.icbNurse))?.confidentiality).toBe('restricted');
    const neighbour: Actor = { ...(await house.neighbour()), role: 'authorisedOfficer', grade: 5 };
    expect((await send(neighbour, 'classDecision', { id: decisionId, version: 1, confidentiality: 'open', reason: 'x' })).__typename).toBe('NotFound');
    expect((await send(neighbour, 'setRestrictionPublicity', { id: restrictionId, version: 1, publicity: 'notPublic', reason: 'x' })).__typename).toBe('NotFound');
  });

  it('case 12 whoever prepares a set reads with each record what may be told of it, and why that was changed', async () => {
    const service = await house.service();
    const { decisionId, restrictionId } = await decided(service);
    await send(house.cast.assistantDirector, 'setRestrictionPublicity', { id: restrictionId, version: 0, publicity: 'public', reason: 'CANARY-TOLD openly.' });
    const found = await house.unit.run(house.cast.recordsOfficer, () => house.unit.query<{ record_kind: string; record_id: string; words: string }>('select record_kind, record_id, words from records_for_disclosure($1::uuid[], null, null, null, null)', [[service.serviceId]]));
    const said = (kind: string): string => found.find(({ record_kind }) => record_kind === kind)?.words ?? '';
    expect(found.find(({ record_kind }) => record_kind === 'decision')?.record_id).toBe(decisionId);
    expect(said('decision')).toContain('How it is handled:\nShared: for the council, its partners and the provider');
    expect(said('restriction')).toContain('Whether it is public:\nPublic: may be told to whoever asks');
    expect(said('handlingChoice')).toContain('CANARY-TOLD');
  });

  it('the decision, its notice and the restriction say it; the page of it takes a choice and gives back what was typed', async () => {
    const { decisionId, restrictionId } = await decided(await house.service(), { confidentiality: 'restricted' });
    const cookie = `session=${await house.get(Sessions).begin(house.cast.assistantDirector as never, 'page', justNow(house))}`;
    const visit = (url: string, fields?: Record<string, string>) => house.app.inject({
      method: fields === undefined ? 'GET' : 'POST', url, headers: { cookie, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) }, ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    const restricted = 'Restricted: for those who need it to do their work';
    for (const url of [`/decisions/made/${decisionId}`, `/decisions/made/${decisionId}/notice`, `/decisions/made/${decisionId}/handling`]) expect([url, (await visit(url)).body.includes(restricted)]).toEqual([url, true]);
    expect((await visit(`/restrictions/${restrictionId}`)).body).toContain('Not public: told to those who place, to partners and to the provider. So the council’s procedure says');
    const address = `/restrictions/${restrictionId}/handling`;
    const hidden = Object.fromEntries([...(await visit(address)).body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]));
    const again = await visit(address, { ...hidden, reason: 'The provider told everybody.' });
    expect([again.statusCode, again.body.includes('The provider told everybody.'), again.body.includes('Choose whether it is public')]).toEqual([422, true, true]);
    expect((await visit(address, { ...hidden, reason: 'The provider told everybody.', publicity: 'public' })).headers.location).toBe(address);
    expect((await visit(`/restrictions/${restrictionId}`)).body).toContain('The provider told everybody.');
  });
});
