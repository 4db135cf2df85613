import { type NewRecommendation, RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };
type Outcome = { id: string; version: number; reference: string };

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
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { code message }
      ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = (answer: Answer): Outcome => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0, reference: answer.reference ?? '' };
};
const unmet = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
const fields = (answer: Answer): string[] => (answer.fields ?? []).map(({ field }) => field);

const recommend = (service: TestService, code: string, changes: Partial<NewRecommendation> = {}): Promise<Outcome> =>
  house.unit.run(house.cast.chair, () =>
    house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two visits.' }],
      proposal: {}, differingViews: null, quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [],
      chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, ...changes,
    }),
  );
const words = { reasons: 'CANARY-REASONS', optionsConsidered: 'A cap.', providerPosition: 'It accepts it.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice alone was tried twice.', equalityNote: 'Nobody is treated less well.' };
const restrict = async (service: TestService): Promise<{ id: string; version: number; reference: string }> => {
  const riskAssessmentId = newId();
  await house.sql(
    `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
     values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Nights.', $4, '2026-11-09T10:00:00Z')`,
    [house.councilId, riskAssessmentId, service.serviceId, house.cast.qaOfficer.membershipId],
  );
  const { id, version } = await recommend(service, 'D08');
  const decision = done(await send(house.cast.assistantDirector, 'decideRestriction', {
    id, version, ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'CANARY-LIFT', exceptions: 'the Head of Service',
    startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', notHeardReason: 'CANARY-NOT-HEARD', toldHow: 'By telephone',
  }));
  const [row] = await house.sql<{ id: string; version: number; reference: string }>(
    'select x.id, w.version, x.reference from restrictions x join decisions d on d.restriction_id = x.id join workflows w on w.id = x.id where d.id = $1', [decision.id]);
  if (row === undefined) throw new Error('Nothing is restricted.');
  return row;
};
const placing = async (service: TestService): Promise<object> =>
  (await house.gql<{ placingAnswer: object }>(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { sentence mayPlace why } }', { id: service.serviceId })).data.placingAnswer;
const running = (id: string, kind: string): Promise<{ due_on: string }[]> =>
  house.sql('select due_on::text from deadlines where workflow_id = $1 and kind = $2 and withdrawn_at is null and fired_at is null', [id, kind]);

describe('R07 disclosure', () => {
  const form = (restriction: { id: string; version: number }, changes: object = {}): object => ({
    id: restriction.id, version: restriction.version, disclosedOn: '10 11 2026', disclosed: 'CANARY-DISCLOSED', withheld: ['CANARY-WITHHELD: the police asked for it.'], ...changes,
  });

  it('meets its deadline, and stands on the restriction and in the chronology, its words not in the trail', async () => {
    const service = await house.service();
    const restriction = await restrict(service);
    expect(await running(restriction.id, 'restrictionDisclosure')).toEqual([{ due_on: '2026-11-19' }]);
    const due = await house.gql(house.cast.chair, 'query ($id: ID!) { standingRestriction(id: $id) { disclosureDue { dueOn daysOverdue } } }', { id: restriction.id });
    expect(due.data).toEqual({ standingRestriction: { disclosureDue: { dueOn: '2026-11-19', daysOverdue: 0 } } });
    done(await send(house.cast.qaOfficer, 'recordDisclosure', form(restriction)));
    expect(await running(restriction.id, 'restrictionDisclosure')).toEqual([]);
    const { data } = await house.gql(house.cast.chair, 'query ($id: ID!) { standingRestriction(id: $id) { disclosureDue { dueOn } disclosures { disclosedOn disclosed withheld recordedBy } } }', { id: restriction.id });
    expect(data).toEqual({ standingRestriction: { disclosureDue: null, disclosures: [{ disclosedOn: '2026-11-10', disclosed: 'CANARY-DISCLOSED', withheld: ['CANARY-WITHHELD: the police asked for it.'], recordedBy: 'Priya Nair' }] } });
    const { data: lines } = await house.gql<{ chronology: { lines: { words: string; detail: string | null }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["restriction"]) { lines { words detail } } }', { id: service.serviceId });
    expect(lines.chronology.lines).toContainEqual({ words: `${restriction.reference}, Partial restriction: evidence disclosed to the provider`, detail: 'CANARY-DISCLOSED\nKept back: CANARY-WITHHELD: the police asked for it.' });
    for (const table of ['trail', 'transitions', 'pgboss.job']) expect(await house.sql(`select from ${table} t where t::text like '%CANARY-DISCLOSED%' or t::text like '%CANARY-WITHHELD%'`)).toEqual([]);
  });

  it('is refused for a day that lies ahead or before the risk assessment, and for whoever may not', async () => {
    const restriction = await restrict(await house.service());
    expect(fields(await send(house.cast.qaOfficer, 'recordDisclosure', form(restriction, { disclosedOn: '11 11 2026' })))).toEqual(['disclosedOn']);
    expect(fields(await send(house.cast.qaOfficer, 'recordDisclosure', form(restriction, { disclosedOn: '8 11 2026' })))).toEqual(['disclosedOn']);
    expect(fields(await send(house.cast.qaOfficer, 'recordDisclosure', form(restriction, { disclosed: ' ', disclosedOn: '' })))).toEqual(expect.arrayContaining(['disclosed', 'disclosedOn']));
    for (const name of ['chair', 'icbNurse', 'brokerage', 'provider'] as const) expect((await send(house.cast[name], 'recordDisclosure', form(restriction))).__typename).toBe('NotPermitted');
    expect((await send(house.cast.qaOfficer, 'recordDisclosure', form({ ...restriction, id: newId() }))).__typename).toBe('NotFound');
    expect((await send({ ...(await house.neighbour()), role: 'qaOfficer' }, 'recordDisclosure', form(restriction))).__typename).toBe('NotFound');
    expect(await house.sql('select id from restriction_disclosures where restriction_id = $1', [restriction.id])).toEqual([]);
  });

  it('of two at once one wins and the other is told that it changed', async () => {
    const restriction = await restrict(await house.service());
    const answers = await Promise.all([send(house.cast.qaOfficer, 'recordDisclosure', form(restriction)), send(house.cast.coordinator, 'recordDisclosure', form(restriction))]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['RecordDisclosurePayload', 'StaleVersion']);
    expect(await house.sql('select id from restriction_disclosures where restriction_id = $1', [restriction.id])).toHaveLength(1);
  });
});

describe('R06 stops that are not the council’s', () => {
  const voluntary = { kind: 'voluntary', covers: 'all', source: 'Letter L-17', sourceOn: '9 11 2026', endCondition: 'Seven days without a case', reasonCode: 'infection', startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'nobody' };
  const regulator = { ...voluntary, kind: 'regulatorImposed', source: 'Notice NOD-4', endCondition: null, effect: 'Two people cannot come back.', reasonCode: 'cqcAction' };
  const record = async (service: TestService, form: object): Promise<Outcome> => done(await send(house.cast.qaOfficer, 'recordImposedRestriction', { serviceId: service.serviceId, ...form }));

  it('a condition of the regulator needs its document and our review of its effect, and owes no disclosure', async () => {
    const service = await house.service();
    expect(fields(await send(house.cast.qaOfficer, 'recordImposedRestriction', { serviceId: service.serviceId, ...regulator, effect: null }))).toEqual(['effect']);
    expect(fields(await send(house.cast.qaOfficer, 'recordImposedRestriction', { serviceId: service.serviceId, ...regulator, sourceOn: '11 11 2026' }))).toEqual(['sourceOn']);
    const stop = await record(service, regulator);
    expect(await placing(service)).toMatchObject({ mayPlace: 'no', sentence: 'No new placements, since 10 November 2026, by the Care Quality Commission, exceptions to nobody.' });
    expect(await house.sql('select reasons, source_on::text, effect, lift_conditions from restriction_grounds where restriction_id = $1', [stop.id])).toEqual([
      { reasons: 'Notice NOD-4', source_on: '2026-11-09', effect: 'Two people cannot come back.', lift_conditions: null },
    ]);
    expect(unmet(await send(house.cast.qaOfficer, 'recordDisclosure', { id: stop.id, version: stop.version, disclosedOn: '10 11 2026', disclosed: 'Nothing.' }))).toEqual(['owesDisclosure']);
  });

  it('is reviewed without a decision, within the procedure’s days, and stays', async () => {
    const service = await house.service();
    const stop = await record(service, voluntary);
    const review = { id: stop.id, version: stop.version, reviewNote: 'CANARY-REVIEW', reviewOn: '15 12 2026' };
    expect(unmet(await send(house.cast.qaOfficer, 'reviewImposedRestriction', { ...review, reviewOn: '16 12 2026' }))).toEqual(['isReviewedInTime']);
    expect(fields(await send(house.cast.qaOfficer, 'reviewImposedRestriction', { ...review, reviewOn: '10 11 2026' }))).toEqual(['reviewOn']);
    expect((await send(house.cast.chair, 'reviewImposedRestriction', review)).__typename).toBe('NotPermitted');
    done(await send(house.cast.qaOfficer, 'reviewImposedRestriction', review));
    expect(await running(stop.id, 'restrictionReview')).toEqual([{ due_on: '2026-12-15' }]);
    expect(await house.sql('select reviewed_on::text, note, review_on::text from restriction_reviews where restriction_id = $1', [stop.id])).toEqual([{ reviewed_on: '2026-11-10', note: 'CANARY-REVIEW', review_on: '2026-12-15' }]);
    expect(await house.sql('select id from decisions where service_id = $1', [service.serviceId])).toEqual([]);
    expect(await house.sql(`select from trail t where t::text like '%CANARY-REVIEW%'`)).toEqual([]);
    expect((await send(house.cast.qaOfficer, 'reviewImposedRestriction', review)).__typename).toBe('StaleVersion');
  });

  it('no officer decides that it stays, and what the council decided is not reviewed without an officer', async () => {
    const stop = await record(await house.service(), voluntary);
    expect(unmet(await send(house.cast.assistantDirector, 'extendRestriction', { id: stop.id, version: stop.version, ...words, reviewNote: 'A call.', reviewOn: '1 12 2026' }))).toEqual(['isCouncils']);
    const ours = await restrict(await house.service());
    expect((await send(house.cast.qaOfficer, 'reviewImposedRestriction', { id: ours.id, version: ours.version, reviewNote: 'A call.', reviewOn: '1 12 2026' })).__typename).toBe('NotFound');
    expect((await send(house.cast.qaOfficer, 'endImposedRestriction', { id: ours.id, version: ours.version, evidenceKind: 'firstHand', evidenceOn: '10 11 2026', evidence: 'A visit.' })).__typename).toBe('NotFound');
  });

  it('R09 ends on the provider’s letter, checked, or on the regulator’s notice alone', async () => {
    const service = await house.service();
    const stop = await record(service, voluntary);
    const end = { id: stop.id, version: stop.version, evidenceKind: 'providerLetter', evidenceOn: '10 11 2026', evidence: 'Letter L-18', evidenceChecked: true };
    expect(unmet(await send(house.cast.coordinator, 'endImposedRestriction', { ...end, evidenceChecked: false }))).toEqual(['hasRightEvidence']);
    expect(fields(await send(house.cast.coordinator, 'endImposedRestriction', { ...end, evidenceOn: '9 11 2026' }))).toEqual(['evidenceOn']);
    expect((await send(house.cast.chair, 'endImposedRestriction', end)).__typename).toBe('NotPermitted');
    const [first, second] = await Promise.all([send(house.cast.coordinator, 'endImposedRestriction', end), send(house.cast.qaOfficer, 'endImposedRestriction', end)]);
    expect([first.__typename, second.__typename].sort()).toEqual(['EndImposedRestrictionPayload', 'StaleVersion']);
    expect(await placing(service)).toMatchObject({ mayPlace: 'yes' });

    const condition = await record(service, regulator);
    const notice = { ...end, id: condition.id, version: condition.version };
    expect(unmet(await send(house.cast.coordinator, 'endImposedRestriction', notice))).toEqual(['hasRightEvidence']);
    done(await send(house.cast.coordinator, 'endImposedRestriction', { ...notice, evidenceKind: 'regulatorNotice' }));
    expect(await house.sql('select ended_on::text, evidence from restrictions join restriction_grounds on restriction_id = id where id = $1', [condition.id])).toEqual([{ ended_on: '2026-11-10', evidence: 'Letter L-18' }]);
  });

  it('D09 the lead officer of the service does not end it', async () => {
    const service = await house.service();
    const recommendation = await recommend(service, 'D03');
    done(await send(house.cast.headOfService, 'decideEnhancedMonitoring', { id: recommendation.id, version: recommendation.version, ...words, notHeardReason: 'It agrees.', leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'Weekly calls', reviewOn: '8 12 2026' }));
    const stop = await record(service, voluntary);
    const end = { id: stop.id, version: stop.version, evidenceKind: 'providerLetter', evidenceOn: '10 11 2026', evidence: 'Letter L-18', evidenceChecked: true };
    expect(unmet(await send(house.cast.qaOfficer, 'endImposedRestriction', end))).toEqual(['isNotLeadOfficer']);
  });
});

describe('the clock of a recommendation', () => {
  it('runs for the procedure’s working days, longer where the provider is heard first (R04); the soonest stands first, and deciding stops it', async () => {
    const service = await house.service();
    const watch = await recommend(service, 'D03');
    const stop = await recommend(service, 'D08');
    expect(await running(watch.id, 'decisionDue')).toEqual([{ due_on: '2026-11-17' }]);
    expect(await running(stop.id, 'decisionDue')).toEqual([{ due_on: '2026-11-19' }]);
    house.clock.set('2026-11-18T10:00:00Z');
    const { data } = await house.gql<{ decisions: { waiting: { id: string; decideBy: string; daysOverdue: number }[] } }>(house.cast.dass, '{ decisions { waiting { id decideBy daysOverdue } } }');
    const ours = data.decisions.waiting.filter(({ id }) => id === watch.id || id === stop.id);
    expect(ours).toEqual([{ id: watch.id, decideBy: '2026-11-17', daysOverdue: 1 }, { id: stop.id, decideBy: '2026-11-19', daysOverdue: 0 }]);
    const dates = data.decisions.waiting.map(({ decideBy }) => decideBy);
    expect(dates).toEqual(dates.toSorted());
    const clocks = await house.gql<{ service: { clocks: { words: string; path: string; dueOn: string }[] } }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { clocks { words path dueOn } } }', { id: service.serviceId });
    expect(clocks.data.service.clocks).toContainEqual({ words: 'Decision on a recommendation', path: `/decisions/${stop.id}`, dueOn: '2026-11-19' });
    done(await send(house.cast.dass, 'declineRecommendation', { id: stop.id, version: stop.version, ...words }));
    expect(await running(stop.id, 'decisionDue')).toEqual([]);
    const decided = await house.gql<{ recommendation: { daysOverdue: number } }>(house.cast.dass, 'query ($id: ID!) { recommendation(id: $id) { daysOverdue } }', { id: stop.id });
    expect(decided.data.recommendation.daysOverdue).toBe(0);
  });

  it('a recommendation is tied to a meeting and an item that are there', async () => {
    const service = await house.service();
    await expect(recommend(service, 'D03', { meetingId: newId() })).rejects.toMatchObject({ code: '23503' });
    await expect(recommend(service, 'D03', { agendaItemId: newId() })).rejects.toMatchObject({ code: '23503' });
  });
});

describe('mail to officers', () => {
  type Mail = { to_membership_id: string; subject: string; body: string; calendar: null };
  const mailAbout = (reference: string): Promise<Mail[]> => house.sql('select to_membership_id, subject, body, calendar from mail_messages where subject like $1 order by queued_at, id', [`%${reference}`]);
  const to = (mail: Mail[]): string[] => mail.map(({ to_membership_id: id }) => id).toSorted();
  const ids = (...actors: Actor[]): string[] => actors.map(({ membershipId }) => membershipId).toSorted();
  const secrets = (service: string): string[] => [service, 'Fernbank', 'suspen', 'restrict', 'placement', 'stop', 'concern', 'monitoring'];
  const discreet = (mail: Mail[], service: string): void => {
    for (const one of mail) expect(givenAway(one, secrets(service))).toEqual([]);
  };
  const drained = async (): Promise<void> => {
    await house.drain();
    await house.drain();
  };

  it('a recommendation goes once to each officer who may decide it, by rank and R39', async () => {
    const { headOfService, assistantDirector, dass } = house.cast;
    const service = await house.service({ name: 'Juniper House' });
    const full = await recommend(service, 'D08', { proposal: { restrictionKind: 'fullStop' } });
    const cap = await recommend(service, 'D08', { proposal: { restrictionKind: 'cap' }, chairedBy: headOfService.membershipId });
    const watch = await recommend(service, 'D03', { excluded: [{ membershipId: dass.membershipId, name: 'Joan Prentice', role: 'Director' }] });
    await drained();
    expect(to(await mailAbout(full.reference))).toEqual(ids(assistantDirector, dass));
    expect(to(await mailAbout(cap.reference))).toEqual(ids(assistantDirector, dass));
    expect(to(await mailAbout(watch.reference))).toEqual(ids(headOfService, assistantDirector));
    const mail = await mailAbout(full.reference);
    expect(mail[0]?.subject).toBe(`A recommendation waits for you: reference ${full.reference}`);
    expect(mail[0]?.body).toContain(`/decisions/${full.id}`);
    discreet(mail, 'Juniper');
  });

  it('D09 a recommendation to lift goes to the rank that imposed it, or higher', async () => {
    const { assistantDirector, dass } = house.cast;
    const service = await house.service();
    const { id } = await restrict(service);
    const lift = await recommend(service, 'D09', { proposal: { restrictionId: id } });
    await drained();
    expect(to(await mailAbout(lift.reference))).toEqual(ids(assistantDirector, dass));
  });

  it('R05 a representation goes once to each officer who may decide what waits on it, each time it is received', async () => {
    const { assistantDirector, headOfService, dass, coordinator } = house.cast;
    const service = await house.service({ name: 'Hazel Grange' });
    const recommendation = await recommend(service, 'D03');
    const told = done(await send(coordinator, 'tellProvider', { serviceId: service.serviceId, recommendationId: recommendation.id, toldOn: '10 11 2026', toldTime: '9:00', how: 'By telephone' }));
    const received = done(await send(coordinator, 'recordRepresentation', { id: told.id, version: told.version, text: 'We have changed our agency.', receivedOn: '10 11 2026' }));
    await drained();
    const mail = await mailAbout(told.reference);
    expect(to(mail)).toEqual(ids(headOfService, assistantDirector, dass));
    expect(mail[0]?.body).toContain(`/representations/${told.id}`);
    discreet(mail, 'Hazel');
    done(await send(coordinator, 'recordRepresentation', { id: told.id, version: received.version, text: 'And our manager.', receivedOn: '10 11 2026' }));
    await drained();
    expect(await mailAbout(told.reference)).toHaveLength(6);
  });

  it('R04 an unconfirmed restriction goes to the DASS every day until the fresh decision', async () => {
    const { dass } = house.cast;
    const restriction = await restrict(await house.service({ name: 'Linden Court' }));
    const chased = async (): Promise<Mail[]> => (await mailAbout(restriction.reference)).filter(({ subject }) => subject.includes('overdue'));
    const onDay = async (day: string): Promise<Mail[]> => {
      house.clock.set(`${day}T06:00:00Z`);
      await house.get(DeadlineSweeper).sweep();
      await drained();
      return chased();
    };
    expect(await onDay('2026-11-24')).toEqual([]);
    const first = await onDay('2026-11-25');
    expect(to(first)).toEqual(ids(dass));
    expect(first[0]?.body).toContain(`/restrictions/${restriction.id}`);
    discreet(first.map((one) => ({ ...one, body: one.body.replaceAll(/http\S+/g, '') })), 'Linden');
    await house.get(DeadlineSweeper).sweep();
    await drained();
    expect(await chased()).toHaveLength(1);
    expect(await onDay('2026-11-26')).toHaveLength(2);
    const [row] = await house.sql<{ version: number }>('select version from workflows where id = $1', [restriction.id]);
    done(await send(dass, 'confirmRestriction', { id: restriction.id, version: row?.version, ...words, notHeardReason: 'It has not answered.', outcome: 'confirm' }));
    expect(await onDay('2026-11-27')).toHaveLength(2);
  });
});

describe('why a restriction stands, by row-level security alone', () => {
  it('brokerage answers "May we place here today?" and reads no word of why, also on a connection of its own', async () => {
    const service = await house.service();
    const restriction = await restrict(service);
    done(await send(house.cast.qaOfficer, 'recordDisclosure', { id: restriction.id, version: restriction.version, disclosedOn: '10 11 2026', disclosed: 'CANARY-DISCLOSED', withheld: ['CANARY-WITHHELD'] }));
    expect(await placing(service)).toMatchObject({ mayPlace: 'partly', why: 'Safety: medicines, risk assessments or other failings' });
    const seenBy = (actor: Actor): Promise<string> => house.unit.run(actor, async () => {
      const rows = await Promise.all(['restrictions', 'restriction_grounds', 'restriction_disclosures', 'restriction_reviews', 'decisions', 'transitions', 'trail'].map((table) => house.unit.query(`select t::text as row from ${table} t`)));
      return JSON.stringify(rows);
    });
    const canaries = ['CANARY-REASONS', 'CANARY-LIFT', 'CANARY-NOT-HEARD', 'CANARY-DISCLOSED', 'CANARY-WITHHELD'];
    for (const name of ['brokerage', 'boardReader', 'administrator', 'provider'] as const) {
      const seen = await seenBy(house.cast[name]);
      expect([name, canaries.filter((canary) => seen.includes(canary))]).toEqual([name, []]);
    }
    expect(await seenBy(house.cast.brokerage)).toContain(restriction.reference);
    const circle = await seenBy(house.cast.qaOfficer);
    expect(canaries.filter((canary) => circle.includes(canary))).toEqual(canaries);
    await house.unit.run(house.cast.brokerage, async () => {
      expect(await house.unit.query(`update restriction_grounds set reasons = 'Changed.' where restriction_id = $1 returning restriction_id`, [restriction.id])).toEqual([]);
    });
  });
});
