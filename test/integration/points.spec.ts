import { type NewRecommendation, RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };
type Outcome = { id: string; version: number };
interface Point {
  id: string;
  number: number;
  words: string;
  outcome: string | null;
  answer: string | null;
  changed: string | null;
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on Refusal { message }
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = (answer: Answer): Outcome => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0 };
};
const recommend = (service: TestService, changes: Partial<NewRecommendation> = {}): Promise<Outcome> =>
  house.unit.run(house.cast.chair, () =>
    house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D03', text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two visits.' }], proposal: {},
      differingViews: null, quorum: { quorate: true, forSanction: false, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, ...changes,
    }));
const rotas = 'The rotas of October were full on every night of the month.';
const mattresses = 'The pressure mattresses were replaced on the second of November.';
const said = `Dear Council,\n\n${rotas}\n\n${mattresses}`;
const heard = async (service: TestService): Promise<{ recommendation: Outcome; window: Outcome; reference: string }> => {
  const recommendation = await recommend(service);
  const told = done(await send(house.cast.qaOfficer, 'tellProvider', { serviceId: service.serviceId, recommendationId: recommendation.id, toldOn: '10 11 2026', toldTime: '09:00', how: 'By telephone' }));
  const window = done(await send(house.cast.coordinator, 'recordRepresentation', { ...told, text: said, receivedOn: '10 11 2026' }));
  const [row] = await house.sql<{ reference: string }>('select reference from representations where id = $1', [window.id]);
  return { recommendation, window, reference: row?.reference ?? '' };
};
const pointsOf = async (actor: Actor, id: string): Promise<Point[]> => {
  const fields = 'points { id number words outcome answer changed }';
  if (actor.role === 'provider') {
    const { data } = await house.gql<{ myRepresentations: { id: string; points: Point[] }[] }>(actor, `{ myRepresentations { id ${fields} } }`);
    return data.myRepresentations.find((one) => one.id === id)?.points ?? [];
  }
  const { data } = await house.gql<{ representation: { points: Point[] } }>(actor, `query ($id: ID!) { representation(id: $id) { ${fields} } }`, { id });
  return data.representation.points;
};
const decide = ({ id, version }: Outcome, answers: object[]): Promise<Answer> => {
  house.clock.set('2026-11-18T10:00:00Z');
  return send(house.cast.headOfService, 'decideEnhancedMonitoring', {
    id, version, reasons: 'Falls.', optionsConsidered: 'A call.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.',
    leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month', reviewOn: '8 12 2026', answers,
  });
};
const parted = async ({ window }: { window: Outcome }): Promise<Point[]> => {
  done(await send(house.cast.qaOfficer, 'recordPoints', { ...window, points: [rotas, mattresses] }));
  return pointsOf(house.cast.qaOfficer, window.id);
};

describe('R05 what a provider says, point by point', () => {
  it('is one point as it came, and parted into points in its own words', async () => {
    const one = await heard(await house.service());
    expect(await pointsOf(house.cast.qaOfficer, one.window.id)).toMatchObject([{ number: 1, words: said, outcome: null, answer: null }]);
    expect(await parted(one)).toMatchObject([{ number: 1, words: rotas }, { number: 2, words: mattresses }]);
  });

  it('is not put in other words, and no paragraph of it is lost', async () => {
    const { window } = await heard(await house.service());
    const record = (points: string[]): Promise<Answer> => send(house.cast.qaOfficer, 'recordPoints', { ...window, points });
    expect((await record([rotas, 'It says that mattresses are fine.', mattresses])).fields).toEqual([{ field: 'points.1', message: 'Write point 2 in the provider’s own words: they stand nowhere in what it said' }]);
    expect((await record([rotas])).fields).toEqual([{ field: 'points', message: `Make this a point too: “${mattresses}”` }]);
    expect((await record([])).fields?.map(({ field }) => field)).toEqual(['points']);
    for (const name of ['icbNurse', 'provider', 'auditor'] as const) expect((await send(house.cast[name], 'recordPoints', { ...window, points: [rotas] })).__typename).toBe('NotPermitted');
    const both = await Promise.all([house.cast.qaOfficer, house.cast.coordinator].map((actor) => send(actor, 'recordPoints', { ...window, points: [rotas, mattresses] })));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['RecordPointsPayload', 'StaleVersion']);
  });

  it('there is no decision while one point is unanswered: each of them is named', async () => {
    const one = await heard(await house.service());
    const [first, second] = await parted(one);
    const refused = await decide(one.recommendation, []);
    expect(refused.unmet).toEqual([{ requirement: 'hasAnsweredEveryRepresentation', sentence: `Answer every point of what the provider said before the decision: point 1 of ${one.reference}; point 2 of ${one.reference}.` }]);
    const partly = await decide(one.recommendation, [{ pointId: first?.id, outcome: 'notAccepted', answer: 'They are of another month.' }]);
    expect(partly.unmet).toEqual([{ requirement: 'hasAnsweredEveryRepresentation', sentence: `Answer every point of what the provider said before the decision: point 2 of ${one.reference}.` }]);
    const thin = await decide(one.recommendation, [{ pointId: first?.id, outcome: 'accepted', answer: 'Yes.' }, { pointId: second?.id, outcome: '', answer: ' ' }]);
    expect(thin.fields?.map(({ field }) => field)).toEqual(['answers.0.changed', 'answers.1.outcome', 'answers.1.answer']);
    expect(await house.sql('select id from point_answers where representation_id = $1', [one.window.id])).toEqual([]);
  });

  it('the answers stand in the letter of the decision and on the provider’s page, once that letter is issued', async () => {
    const { provider, coordinator } = house.cast;
    const one = await heard(house.providersService);
    const [first, second] = await parted(one);
    const decision = done(await decide(one.recommendation, [
      { pointId: first?.id, outcome: 'notAccepted', answer: 'They are of another month.' }, { pointId: second?.id, outcome: 'accepted', answer: 'We saw them.', changed: 'Mattresses are no reason any more.' },
    ]));
    expect((await pointsOf(provider, one.window.id)).map(({ answer }) => answer)).toEqual([null, null]);
    await house.drain();
    const [letter] = await house.sql<Outcome>('select l.id, w.version from letters l join workflows w on w.id = l.id where l.decision_id = $1', [decision.id]);
    const { data } = await house.gql<{ letter: { parts: { heading: string; text: string }[] } }>(coordinator, 'query ($id: ID!) { letter(id: $id) { parts { heading text } } }', { id: letter?.id });
    expect(data.letter.parts.find(({ heading }) => heading === 'What you told us, and our answer')?.text).toBe(
      `${one.reference}, point 1. You said: “${rotas}”\nNot accepted. They are of another month.\n\n${one.reference}, point 2. You said: “${mattresses}”\nAccepted. We saw them.\nWhat changed: Mattresses are no reason any more.`,
    );
    done(await send(coordinator, 'issueLetter', { ...letter, method: 'paper', toName: 'The registered manager' }));
    expect(await pointsOf(provider, one.window.id)).toMatchObject([
      { outcome: 'notAccepted', answer: 'They are of another month.', changed: null }, { outcome: 'accepted', answer: 'We saw them.', changed: 'Mattresses are no reason any more.' },
    ]);
  });

  it('what comes after the decision is a point of its own; what was answered stays answered', async () => {
    const service = await house.service();
    const one = await heard(service);
    const [first] = await pointsOf(house.cast.qaOfficer, one.window.id);
    done(await decide(one.recommendation, [{ pointId: first?.id, outcome: 'notAccepted', answer: 'They are of another month.' }]));
    const [{ version } = { version: 0 }] = await house.sql<{ version: number }>('select version from workflows where id = $1', [one.window.id]);
    const more = done(await send(house.cast.coordinator, 'recordRepresentation', { id: one.window.id, version, text: 'The agency has been changed.', receivedOn: '18 11 2026' }));
    done(await send(house.cast.qaOfficer, 'recordPoints', { ...more, points: ['The agency has been changed.'] }));
    expect(await pointsOf(house.cast.qaOfficer, one.window.id)).toMatchObject([{ number: 1, answer: 'They are of another month.' }, { number: 2, words: 'The agency has been changed.', answer: null }]);
    await expect(house.sql('update point_answers set answer = $2 where representation_id = $1', [one.window.id, 'x'])).rejects.toThrow('never changed');
  });
});
