import { type NewRecommendation, RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; fields?: { field: string }[]; unmet?: { requirement: string }[] };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = (answer: Answer): { id: string; version: number } => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0 };
};
const unmet = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
const fields = (answer: Answer): string[] => (answer.fields ?? []).map(({ field }) => field).toSorted();

/** A restriction of placements, decided as a precaution. */
const restrict = async (kind: string, changes: object = {}): Promise<Answer> => {
  const service = await house.service();
  const riskAssessmentId = newId();
  await house.sql(
    `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Nights.', $4, '2026-11-09T10:00:00Z')`,
    [house.councilId, riskAssessmentId, service.serviceId, house.cast.qaOfficer.membershipId],
  );
  const recommendation: NewRecommendation = {
    serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two visits.' }], proposal: {}, differingViews: null,
    quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
  };
  const { id, version } = await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record(recommendation));
  return send(house.cast.assistantDirector, 'decideRestriction', {
    id, version, reasons: 'Not safe.', optionsConsidered: 'A cap.', providerPosition: 'It accepts it.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice alone was tried twice.', equalityNote: 'Nobody is treated less well.',
    kind, covers: kind === 'partial' ? 'nursing' : 'all', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'Two clear audits.', exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026',
    wayIn: 'precautionary', notHeardReason: 'The risk is now.', toldHow: 'By telephone', ...changes,
  });
};
interface Telling { state: string; decided: string | null; dueOn: string | null; daysOverdue: number; whoIsTold: string | null; toldOn: string | null }
const tellingOf = async (actor: Actor, id: string): Promise<Telling | null> => {
  const { data, errors } = await house.gql<{ telling: Telling | null }>(actor, 'query ($id: ID!) { telling(decisionId: $id) { state decided dueOn daysOverdue whoIsTold toldOn } }', { id });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.telling;
};
const running = (id: string): Promise<{ kind: string; due_on: string }[]> =>
  house.sql('select kind, due_on::text from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null', [id]);

describe('R41 telling people, families and advocates', () => {
  it('stands with the decision before a full stop takes effect, and a full stop without it is refused', async () => {
    expect(fields(await restrict('fullStop'))).toEqual(['informingPeople']);
    const { id } = done(await restrict('fullStop', { informingPeople: 'The manager tells families.' }));
    expect(await tellingOf(house.cast.chair, id)).toMatchObject({ state: 'decided', decided: 'The manager tells families.', dueOn: '2026-11-11', daysOverdue: 0 });
    expect(await running(id)).toEqual([{ kind: 'tellingSetOut', due_on: '2026-11-11' }]);
    // The procedure's own number of days, not that of letters.
    await house.sql(`update procedures set content = jsonb_set(content, '{timescales,tellingSetOutWorkingDays}', '3') where council_id = $1`, [house.councilId]);
    const { id: later } = done(await restrict('fullStop', { informingPeople: 'The manager tells families.' }));
    expect(await running(later)).toEqual([{ kind: 'tellingSetOut', due_on: '2026-11-13' }]);
    await house.sql(`update procedures set content = jsonb_set(content, '{timescales,tellingSetOutWorkingDays}', '1') where council_id = $1`, [house.councilId]);
    const { id: partial } = done(await restrict('partial'));
    expect(await tellingOf(house.cast.chair, partial)).toBeNull();
    house.clock.set('2026-11-13T10:00:00Z');
    expect(await tellingOf(house.cast.chair, id)).toMatchObject({ daysOverdue: 2 });
  });

  it('is put off with why and when it is considered again, planned with who, by whom and when, and recorded once done', async () => {
    const { id } = done(await restrict('fullStop', { informingPeople: 'Not yet: the police asked.' }));
    const { qaOfficer } = house.cast;
    expect(fields(await send(qaOfficer, 'deferTelling', { id, version: 1, whyNotYet: ' ', considerOn: '' }))).toEqual(['considerOn', 'whyNotYet']);
    expect(unmet(await send(qaOfficer, 'deferTelling', { id, version: 1, whyNotYet: 'CANARY-WHY', considerOn: '10 11 2026' }))).toEqual(['hasDayToConsider']);
    const deferred = done(await send(qaOfficer, 'deferTelling', { id, version: 1, whyNotYet: 'CANARY-WHY', considerOn: '17 11 2026' }));
    expect(await running(id)).toEqual([{ kind: 'tellingConsidered', due_on: '2026-11-17' }]);
    expect((await send(qaOfficer, 'recordTold', { id, version: deferred.version, toldOn: '10 11 2026' })).__typename).toBe('TransitionRefused');
    const plan = { id, version: deferred.version, whoIsTold: 'Everybody living there and their families', whoTells: 'The review team', tellOn: '12 11 2026' };
    expect(unmet(await send(qaOfficer, 'planTelling', { ...plan, tellOn: '9 11 2026' }))).toEqual(['hasDayToTell']);
    const both = await Promise.all([qaOfficer, house.cast.coordinator].map((who) => send(who, 'planTelling', plan)));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['PlanTellingPayload', 'StaleVersion']);
    expect(await running(id)).toEqual([{ kind: 'tellingDue', due_on: '2026-11-12' }]);
    expect(unmet(await send(qaOfficer, 'recordTold', { id, version: 3, toldOn: '11 11 2026' }))).toEqual(['hasDayTold']);
    done(await send(qaOfficer, 'recordTold', { id, version: 3, toldOn: '10 11 2026', toldNote: 'They asked who cooks.' }));
    expect(await tellingOf(house.cast.chair, id)).toMatchObject({ state: 'told', dueOn: null, toldOn: '2026-11-10', whoIsTold: 'Everybody living there and their families' });
    expect(await running(id)).toEqual([]);
    for (const table of ['trail', 'transitions', 'pgboss.job']) expect(await house.sql(`select from ${table} t where t::text like '%CANARY-WHY%'`)).toEqual([]);
  });

  it('is written by officers of the council, and is of this council alone', async () => {
    const { id } = done(await restrict('fullStop', { informingPeople: 'The manager tells families.' }));
    const plan = { id, version: 1, whoIsTold: 'Families', whoTells: 'The review team', tellOn: '12 11 2026' };
    for (const name of ['icbNurse', 'brokerage', 'provider'] as const) expect((await send(house.cast[name], 'planTelling', plan)).__typename).toBe('NotPermitted');
    const neighbour = await house.neighbour();
    expect((await send(neighbour, 'planTelling', plan)).__typename).toBe('NotFound');
    expect(await tellingOf(neighbour, id)).toBeNull();
  });
});
