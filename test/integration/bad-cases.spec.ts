import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

interface Answer { readonly __typename: string; readonly id?: string; readonly version?: number; readonly reference?: string; readonly message?: string; readonly unmet?: { readonly requirement: string; readonly sentence: string }[]; readonly fields?: { readonly field: string; readonly message: string }[] }
interface Done { readonly id: string; readonly version: number; readonly reference: string }

let house: House;
let service: TestService;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set('2026-11-10T10:00:00Z');
  service = await house.service({ provider: `Provider ${newId().slice(-8)} Limited` });
});

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { message } ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined || data[mutation] === undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return data[mutation];
};
const done = ({ id, version, reference, ...answer }: Answer): Done => {
  if (id === undefined) throw new Error(JSON.stringify(answer));
  return { id, version: version ?? 0, reference: reference ?? '' };
};
const ask = async <T>(actor: Actor, query: string, variables: Record<string, unknown> = {}): Promise<T> => {
  const { data, errors } = await house.gql<T>(actor, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
};
const at = async (id: string): Promise<{ id: string; version: number }> => ({ id, version: (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0 });
const weighed = { reasons: 'Nights are unsafe.', optionsConsidered: 'Advice.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.', equalityNote: 'Nobody is treated less well.' };
const recorded = { reasons: weighed.reasons };
const voluntary = async (changes: object = {}): Promise<Done> => {
  const stop = done(await send(house.cast.qaOfficer, 'recordImposedRestriction', {
    serviceId: service.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter L-17', sourceOn: '9 11 2026', endCondition: 'Two clear audits', reasonCode: 'safety', startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'the Head of Service', ...changes,
  }));
  await house.drain();
  return stop;
};
interface Line { readonly serviceId: string | null; readonly section: number; readonly reasons: { readonly kind: string; readonly words: string }[] }
const meeting = async (startsOn: string, more: object = {}): Promise<string> => done(await send(house.cast.coordinator, 'scheduleMeeting', {
  dateIsMeant: true, startsOn, startTime: '14:00', lengthMinutes: 120, venue: 'Civic Offices', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], ...more,
})).id;
const reasons = async (id: string): Promise<string[] | undefined> => (await ask<{ meeting: { agenda: Line[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId section reasons { kind words } } } }', { id })).meeting.agenda
  .find(({ serviceId }) => serviceId === service.serviceId)?.reasons.map(({ words }) => words);

describe('Case 2 one company, many places and councils: the host runs it', () => {
  it('placing councils are written to and asked without a contract; what the company runs elsewhere stays apart', async () => {
    const [{ name: provider } = { name: '' }] = await house.sql<{ name: string }>('select name from register_providers where id = $1', [service.providerId]);
    const sister = await house.service({ provider });
    expect(sister.providerId).toBe(service.providerId);
    expect(await house.sql('select 1 from contracts where service_id = $1', [service.serviceId])).toEqual([]);
    await voluntary();
    // Of three countries: case references and funders alone, and those who were not asked are named.
    for (const [caseReference, funder, funderName] of [['W-1', 'otherCouncils', 'Example Council, Wales'], ['S-1', 'otherCouncils', 'Example Council, Scotland'], ['N-1', 'icb', 'Example Trust, Northern Ireland'], ['P-1', 'selfFunding', null]]) {
      done(await send(house.cast.qaOfficer, 'listPerson', { serviceId: service.serviceId, caseReference, funder, ...(funderName !== null && { funderName }), reviewer: 'Review team', priority: 'now' }));
    }
    const list = async () => (await ask<{ peopleList: { listed: number; unasked: { funderName: string }[] } }>(house.cast.chair, 'query ($id: ID!) { peopleList(serviceId: $id) { listed unasked { funderName } } }', { id: service.serviceId })).peopleList;
    expect((await list()).unasked.map(({ funderName }) => funderName).toSorted()).toEqual(['Example Council, Scotland', 'Example Council, Wales', 'Example Trust, Northern Ireland']);
    const letter = done(await send(house.cast.coordinator, 'startLetter', { kind: 'PA', serviceId: service.serviceId, aboutId: null }));
    const to = ['Example Council, Wales', 'Example Council, Scotland', 'Example Trust, Northern Ireland'];
    done(await send(house.cast.coordinator, 'issueLetter', { ...(await at(letter.id)), method: 'paper', addressees: to.map((name) => ({ name })) }));
    for (const funderName of to) done(await send(house.cast.qaOfficer, 'recordFunderRequest', { serviceId: service.serviceId, funder: funderName.includes('Trust') ? 'icb' : 'otherCouncils', funderName, sentOn: '10 11 2026' }));
    expect(await list()).toEqual({ listed: 4, unasked: [] });
    const text = JSON.stringify((await house.sql('select f.merge_data from letters t join documents f on f.id = t.document_id where t.id = $1', [letter.id]))[0]);
    expect(text).toContain('We host the work on it and tell every authority that may have people there.');
    // The sister home is in scope by its own facts alone.
    const { placingAnswer } = await ask<{ placingAnswer: { mayPlace: string } }>(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { mayPlace } }', { id: sister.serviceId });
    expect(placingAnswer.mayPlace).toBe('yes');
    expect((await ask<{ peopleList: { listed: number } | null }>(house.cast.chair, 'query ($id: ID!) { peopleList(serviceId: $id) { listed } }', { id: sister.serviceId })).peopleList?.listed ?? 0).toBe(0);
  });
});

describe('Case 3 a provider of the framework based outside the area', () => {
  it('its service is added by hand; the host council enquires and is named, it and CQC are told, and what the council decides binds its own placements', async () => {
    const { coordinator, safeguardingLead, qaOfficer, brokerage, chair } = house.cast;
    const { id: serviceId } = done(await send(coordinator, 'addService', { name: `Far Hall ${newId().slice(-6)}`, kind: 'nursingHome', address: '1 Distant Road, Otherton', postcode: 'ZZ9 9ZZ', providerName: 'Far Hall Care Limited', lot: 'Framework lot 3' }));
    service = { ...service, serviceId };
    done(await send(qaOfficer, 'recordIntelligence', { serviceId, sourceType: 'otherCouncil', category: 'medicines', severity: 'P2', whatHappened: 'The host council has opened an enquiry.', happenedOn: '9 11 2026', disclosure: 'yes' }));
    const referral = done(await send(safeguardingLead, 'referToSafeguarding', { ...recorded, serviceId, referralReference: 'SG-77', hostCouncil: 'Otherton Council' }));
    const told = done(await send(qaOfficer, 'notifyElsewhere', { ...recorded, serviceId, body: 'Otherton Council, and CQC', what: 'We place three people there and review them this week.', legalBasis: 'Care Act 2014, section 6', redactions: 'Nothing is left out.' }));
    const particulars = async (id: string): Promise<{ label: string; value: string }[]> => (await ask<{ decision: { particulars: { label: string; value: string }[] } }>(chair, 'query ($id: ID!) { decision(id: $id) { particulars { label value } } }', { id })).decision.particulars;
    expect(await particulars(referral.id)).toContainEqual({ label: 'Council that enquires', value: 'Otherton Council' });
    expect((await particulars(told.id)).map(({ value }) => value)).toContain('Otherton Council, and CQC');
    await voluntary({ source: 'Letter of Otherton Council' });
    expect((await ask<{ placingAnswer: { mayPlace: string } }>(brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { mayPlace } }', { id: serviceId })).placingAnswer.mayPlace).not.toBe('yes');
  });
});

describe('Case 9 a provider that is invited to answer', () => {
  it('R04 answers in one window: while one is open no second is opened for the same recommendation, also by two officers at once', async () => {
    const { chair, qaOfficer, coordinator } = house.cast;
    const { id: recommendationId } = await house.unit.run(chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D14', text: 'End it.', criteria: [], proposal: {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
    }));
    const tell = (actor: Actor): Promise<Answer> => send(actor, 'tellProvider', { serviceId: service.serviceId, recommendationId, toldOn: '10 11 2026', toldTime: '09:00', how: 'By secure mail' });
    const both = await Promise.all([tell(qaOfficer), tell(coordinator)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'TellProviderPayload']);
    const said = [{ field: 'toldOn', message: expect.stringMatching(/^The provider is invited to answer this already, until 17 November 2026: REP-/) as string }];
    expect(both.find(({ fields }) => fields !== undefined)?.fields).toEqual(said);
    expect((await tell(qaOfficer)).fields).toEqual(said);
  });
});

describe('Case 14 agencies disagree', () => {
  it('R24 the dissent stands with the recommendation, before the decider and in the minutes, and goes up to the strategic group as an item with its reason', async () => {
    const { chair, coordinator, assistantDirector } = house.cast;
    const id = await meeting('10 11 2026');
    done(await send(coordinator, 'buildAgenda', await at(id)));
    const item = done(await send(coordinator, 'addAgendaItem', { id, section: 8, serviceId: service.serviceId, minutesEstimate: 15, reason: 'Police, CQC and the council see it differently' })).id;
    done(await send(coordinator, 'publishAgenda', await at(id)));
    house.clock.set('2026-11-10T14:00:00Z');
    const members = await house.sql<{ memberId: string; version: number }>('select id as "memberId", version from meeting_members where meeting_id = $1', [id]);
    done(await send(coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ ...one, attendance: 'present', deputyName: null, left: false })) }));
    done(await send(chair, 'openMeeting', await at(id)));
    done(await send(coordinator, 'saveItemRecord', { id: item, version: 0, summary: 'All three were heard.', differingViews: 'Police: no crime. CQC: no breach of a regulation.', nextDate: null, onTrack: null }));
    const differing = 'CQC finds no breach and would not restrict; the police see no case. The council’s safeguarding lead and the ICB hold that people are not safe.';
    const made = done(await send(chair, 'recordRecommendation', { agendaItemId: item, code: 'D03', text: 'Enhanced monitoring.', criteria: [], reasonCodes: [], differingViews: differing }));
    expect((await ask<{ recommendation: { differingViews: string } }>(assistantDirector, 'query ($id: ID!) { recommendation(id: $id) { differingViews } }', { id: made.id })).recommendation.differingViews).toBe(differing);
    for (const line of await house.sql<{ id: string; version: number }>('select id, version from agenda_items where meeting_id = $1 and service_id is not null and id <> $2 and deferred_at is null and not for_noting', [id, item])) done(await send(chair, 'deferAgendaItem', { ...line, reason: 'For another day.' }));
    done(await send(chair, 'concludeMeeting', await at(id)));
    await house.drain();
    expect(JSON.stringify(await house.sql('select text from minute_sections where meeting_id = $1', [id]))).toContain('the police see no case');

    const panelId = done(await send(house.cast.administrator, 'addPanel', { name: `Strategic group ${newId().slice(-6)}`, kind: 'strategic', covers: null })).id;
    const group = await meeting('24 11 2026', { series: 'strategicGroup', panelId });
    done(await send(coordinator, 'buildAgenda', await at(group)));
    const reason = `Police and CQC differ from the council on ${made.reference}: the group is asked to settle it`;
    done(await send(coordinator, 'addAgendaItem', { id: group, section: 4, serviceId: service.serviceId, minutesEstimate: 20, reason }));
    done(await send(coordinator, 'publishAgenda', await at(group)));
    expect(await reasons(group)).toEqual([reason]);
  });
});

describe('Case 17 a voluntary stop that is quietly not kept', () => {
  it('for somebody who pays for themselves: recorded, told to the panel with whose stop it was, and a stop of the council can be put beside it', async () => {
    const { brokerage, qaOfficer, assistantDirector } = house.cast;
    house.clock.set('2026-11-11T10:00:00Z');
    const stop = await voluntary();
    const panel = await meeting('10 12 2026');
    done(await send(brokerage, 'recordPlacementAgainst', { restrictionId: stop.id, funder: 'selfFunding', caseReference: null, placedOn: '10 11 2026', placedBy: 'The home itself', why: 'A family told us that their father moved in on Monday.' }));
    expect(await reasons(panel)).toContain('1 placement made against a restriction, against the provider’s own voluntary stop, for somebody who pays for themselves');
    done(await send(brokerage, 'recordPlacementAgainst', { restrictionId: stop.id, funder: 'icb', caseReference: 'C-9', placedOn: '10 11 2026', placedBy: 'A ward', why: 'Nobody asked.' }));
    expect(await reasons(panel)).toContain('2 placements made against a restriction, 2 against the provider’s own voluntary stop, 1 for people who pay for themselves');
    const riskAssessmentId = await house.insert('risk_assessments', { service_id: service.serviceId, number: 1, assessed_on: '2026-11-09', likelihood: 4, impact: 4, text: 'Nights.', recorded_by: qaOfficer.membershipId, recorded_at: '2026-11-09T10:00:00Z' });
    const stage = await house.sql<{ version: number }>('select w.version from stages g join workflows w on w.id = g.id where g.service_id = $1', [service.serviceId]);
    done(await send(assistantDirector, 'restrictUrgently', {
      ...weighed, id: service.serviceId, version: stage[0]?.version ?? 0, kind: 'fullStop', covers: 'all', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'Two visits.', exceptions: 'the Head of Service', startsOn: '11 11 2026', reviewOn: '8 12 2026', letterParagraph: null,
      emergencyRisk: 'People move in to unsafe nights.', whoWasTried: 'The Director, twice.', notHeardReason: 'Its own word was not kept.', toldHow: 'By telephone', informingPeople: 'Families are told this week.',
    }));
    await house.drain();
    // R10: lifting the one leaves the other.
    done(await send(qaOfficer, 'endImposedRestriction', { ...(await at(stop.id)), evidenceKind: 'providerLetter', evidenceOn: '10 11 2026', evidence: 'Letter L-18', evidenceChecked: true }));
    expect((await ask<{ placingAnswer: { mayPlace: string } }>(brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { mayPlace } }', { id: service.serviceId })).placingAnswer.mayPlace).toBe('no');
  });
});

describe('Case 21 a service that nobody regulates', () => {
  it('is in scope of concerns and of what the council decides, and never of section 48 or CQC’s ratings', async () => {
    const { dass, qaOfficer, chair } = house.cast;
    service = await house.service({ kind: 'dayService', provider: 'Quayside Club Limited' });
    done(await send(qaOfficer, 'recordIntelligence', { serviceId: service.serviceId, sourceType: 'peopleAndFamilies', category: 'conduct', severity: 'P2', whatHappened: 'Doors are locked.', happenedOn: '9 11 2026', disclosure: 'yes' }));
    await voluntary();
    const { equalityNote: _, ...plainly } = weighed;
    const plan = { ...plainly, serviceId: service.serviceId, unable: true, businessFailure: true, peopleList: 'With the centre’s manager' };
    const refused = await send(dass, 'activateFailurePlan', { ...plan, registered: true, regulatedActivity: true });
    expect(refused.fields).toEqual(['registered', 'regulatedActivity'].map((field) => ({ field, message: 'Answer no: a day service that is not in CQC’s register is not regulated. The plan then rests on the council’s power' })));
    const made = done(await send(dass, 'activateFailurePlan', { ...plan, registered: false, regulatedActivity: false }));
    const { decision } = await ask<{ decision: { particulars: { label: string; value: string }[] } }>(chair, 'query ($id: ID!) { decision(id: $id) { particulars { label value } } }', { id: made.id });
    expect(decision.particulars).toContainEqual({ label: 'Basis', value: 'A power: the four answers do not make it the duty of section 48' });
    const { service: read } = await ask<{ service: { cqcId: string | null; ratings: unknown[]; stage: string } }>(chair, 'query ($id: ID!) { service(id: $id) { cqcId ratings { rating } stage } }', { id: service.serviceId });
    expect(read).toEqual({ cqcId: null, ratings: [], stage: 'routine' });
  });
});

describe('Case 25 done, it is said, and never checked', () => {
  it('R17 comes back to the panel once its day has long passed, brings a routine service there, and keeps its case open', async () => {
    const { qaOfficer, icbNurse, coordinator } = house.cast;
    const opened = done(await send(coordinator, 'createAction', { serviceId: service.serviceId, description: 'Turning charts.', mustDo: false, ownerMembershipId: icbNurse.membershipId, dueOn: '12 11 2026' }));
    done(await send(icbNurse, 'reportActionComplete', { ...(await at(opened.id)), evidence: 'Charts are complete.' }));
    const panel = await meeting('8 12 2026');
    house.clock.set('2026-11-20T10:00:00Z');
    expect(await reasons(panel)).toBeUndefined();
    house.clock.set('2026-11-30T10:00:00Z');
    expect(await reasons(panel)).toEqual(['1 action reported as done and not checked, due 12 November']);
    done(await send(qaOfficer, 'verifyAction', { ...(await at(opened.id)), done: true, checkedOn: '30 11 2026', method: 'Ten charts, two nights.' }));
    expect(await reasons(panel)).toBeUndefined();
  });

  it('an action opened again three times brings a routine service there too', async () => {
    const { qaOfficer, icbNurse, coordinator } = house.cast;
    const opened = done(await send(coordinator, 'createAction', { serviceId: service.serviceId, description: 'Turning charts.', mustDo: false, ownerMembershipId: icbNurse.membershipId, dueOn: '12 11 2026' }));
    const panel = await meeting('9 12 2026');
    for (const newDueOn of ['16 11 2026', '20 11 2026', '14 12 2026']) {
      expect(await reasons(panel)).toBeUndefined();
      done(await send(icbNurse, 'reportActionComplete', { ...(await at(opened.id)), evidence: 'Charts are complete.' }));
      done(await send(qaOfficer, 'verifyAction', { ...(await at(opened.id)), done: false, checkedOn: '10 11 2026', method: 'Gaps at night.', newDueOn }));
    }
    expect(await reasons(panel)).toEqual(['An action was checked, found not done and opened again 3 times']);
  });
});
