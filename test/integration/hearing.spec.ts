import { type NewRecommendation, RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string }[] };
type Outcome = { id: string; version: number };

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
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field } } } }`,
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
const tell = async (service: TestService): Promise<Outcome> => {
  const { id: recommendationId } = await recommend(service);
  return done(await send(house.cast.qaOfficer, 'tellProvider', { serviceId: service.serviceId, recommendationId, toldOn: '10 11 2026', toldTime: '09:00', how: 'By telephone' }));
};
const running = (id: string): Promise<{ kind: string; due_on: string }[]> =>
  house.sql('select kind, due_on::text from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null', [id]);

describe('R04 what a provider asks about being heard (Davis v West Sussex)', () => {
  it('more time is asked by the provider itself and granted with reasons: its last day moves in the same press', async () => {
    const window = await tell(house.providersService);
    const asked = done(await send(house.cast.provider, 'askAboutHearing', { representationId: window.id, kind: 'moreTime', text: 'The report came late.' }));
    expect(await running(asked.id)).toEqual([{ kind: 'hearingRequestAnswer', due_on: '2026-11-17' }]);
    const none = await send(house.cast.coordinator, 'answerHearingRequest', { ...asked, outcome: 'granted', reasons: 'Fair.' });
    expect(none.unmet).toEqual([{ requirement: 'hasNewDay', sentence: 'Give the last day to answer that the provider has now.' }]);
    const earlier = await send(house.cast.coordinator, 'answerHearingRequest', { ...asked, outcome: 'granted', reasons: 'Fair.', newLastDay: '12 11 2026' });
    expect(earlier.unmet?.map(({ requirement }) => requirement)).toEqual(['hasLaterEnd']);
    done(await send(house.cast.coordinator, 'answerHearingRequest', { ...asked, outcome: 'granted', reasons: 'The report was late.', newLastDay: '24 11 2026' }));
    expect(await running(window.id)).toEqual([{ kind: 'representationWindow', due_on: '2026-11-24' }]);
    const { data } = await house.gql<{ myRepresentations: object[] }>(house.cast.provider, '{ myRepresentations { windowEndsOn requests { kind state asked reasons answeredBy newLastDay } } }');
    expect(data.myRepresentations).toEqual([{
      windowEndsOn: '2026-11-24', requests: [{ kind: 'moreTime', state: 'granted', asked: 'The report came late.', reasons: 'The report was late.', answeredBy: 'Panel Coordinator', newLastDay: '2026-11-24' }],
    }]);
  });

  it('a companion or another day is refused only with reasons, by a named officer', async () => {
    const window = await tell(await house.service());
    for (const kind of ['companion', 'adjournment']) {
      const asked = done(await send(house.cast.qaOfficer, 'askAboutHearing', { representationId: window.id, kind, text: 'It asks to bring its solicitor.' }));
      expect((await send(house.cast.chair, 'answerHearingRequest', { ...asked, outcome: 'refused', reasons: '' })).fields).toEqual([{ field: 'reasons' }]);
      const both = await Promise.all(['granted', 'refused'].map((outcome) => send(house.cast.chair, 'answerHearingRequest', { ...asked, outcome, reasons: 'Everybody may bring one person.' })));
      expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['AnswerHearingRequestPayload', 'StaleVersion']);
      expect(await running(asked.id)).toEqual([]);
    }
  });

  it('a decision waits until it is answered, or says in writing why not', async () => {
    const service = await house.service();
    const { id: recommendationId, version } = await recommend(service);
    const window = done(await send(house.cast.qaOfficer, 'tellProvider', { serviceId: service.serviceId, recommendationId, toldOn: '10 11 2026', toldTime: '09:00', how: 'By telephone' }));
    const asked = done(await send(house.cast.qaOfficer, 'askAboutHearing', { representationId: window.id, kind: 'adjournment', text: 'Its manager is away.' }));
    house.clock.set('2026-11-18T10:00:00Z');
    const decision = {
      id: recommendationId, version, reasons: 'Falls.', optionsConsidered: 'A call.', providerPosition: 'It accepts it.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.',
      leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month', reviewOn: '8 12 2026',
    };
    const refused = await send(house.cast.headOfService, 'decideEnhancedMonitoring', decision);
    expect(refused.unmet).toEqual([{
      requirement: 'hasHeardProvider', sentence: 'Wait until the window for representation has closed, what the provider asked about being heard is answered and what is prepared for it is disclosed, or say in writing why not.',
    }]);
    done(await send(house.cast.coordinator, 'answerHearingRequest', { ...asked, outcome: 'refused', reasons: 'Its deputy can speak for it.' }));
    done(await send(house.cast.headOfService, 'decideEnhancedMonitoring', decision));
  });

  it('is asked of its own chance to answer alone', async () => {
    const window = await tell(await house.service({ provider: 'Another Provider Ltd' }));
    expect((await send(house.cast.provider, 'askAboutHearing', { representationId: window.id, kind: 'moreTime', text: 'Not mine.' })).__typename).toBe('NotFound');
  });
});

describe('R05 the outcome', () => {
  it('is sent when the letter of the decision that weighed it is served', async () => {
    const service = await house.service();
    const { id: recommendationId, version } = await recommend(service);
    const window = done(await send(house.cast.qaOfficer, 'tellProvider', { serviceId: service.serviceId, recommendationId, toldOn: '10 11 2026', toldTime: '09:00', how: 'By telephone' }));
    done(await send(house.cast.qaOfficer, 'recordRepresentation', { id: window.id, version: window.version, text: 'The rotas were full.', receivedOn: '10 11 2026' }));
    house.clock.set('2026-11-18T10:00:00Z');
    const [point] = await house.sql<{ id: string }>('select id from representation_points where representation_id = $1', [window.id]);
    const decision = done(await send(house.cast.headOfService, 'decideEnhancedMonitoring', {
      id: recommendationId, version, reasons: 'Falls.', optionsConsidered: 'A call.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.',
      leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month', reviewOn: '8 12 2026', answers: [{ pointId: point?.id, outcome: 'notAccepted', answer: 'The rotas shown are of another month.' }],
    }));
    const stateOf = async (): Promise<string | undefined> => (await house.sql<{ state: string }>('select state from workflows where id = $1', [window.id]))[0]?.state;
    expect(await stateOf()).toBe('considered');
    await house.drain();
    const [letter] = await house.sql<{ id: string; version: number }>('select l.id, w.version from letters l join workflows w on w.id = l.id where l.decision_id = $1', [decision.id]);
    const issued = done(await send(house.cast.coordinator, 'issueLetter', { ...letter, method: 'paper', toName: 'The registered manager' }));
    done(await send(house.cast.coordinator, 'recordLetterServed', { ...issued, servedOn: '18 11 2026', servedTime: '10:00', method: 'hand', proof: 'Signed for' }));
    expect(await stateOf()).toBe('outcomeSent');
  });
});
