import { createHash } from 'node:crypto';
import { RecommendationsService, type NewRecommendation } from '../../src/domain/decisions/recommendations.service.js';
import { restrictionMachine } from '../../src/domain/restrictions/restriction.machine.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { WorkflowRunner } from '../../src/platform/workflow/workflow-runner.js';
import { type House, openHouse, type TestService } from '../support/house.js';

/** Words that must never reach a provider: a recommendation, its evidence, a dissent, a risk assessment, intelligence. */
const canaries = ['CANARY-RECOMMENDATION', 'CANARY-EVIDENCE', 'CANARY-DISSENT', 'CANARY-RISK', 'CANARY-INTELLIGENCE'];
type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; limit?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };

describe('deciding', () => {
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
        ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } ... on AuthorityExceeded { limit } } }`,
      { input },
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const answer = data[mutation];
    if (answer === undefined) throw new Error('No answer');
    return answer;
  };
  const requirements = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
  const done = (answer: Answer): { id: string; version: number; reference: string } => {
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return { id: answer.id, version: answer.version ?? 0, reference: answer.reference ?? '' };
  };

  const recommend = (service: TestService, code: string, changes: Partial<NewRecommendation> = {}): Promise<{ id: string; version: number; reference: string }> =>
    house.unit.run(house.cast.chair, () =>
      house.get(RecommendationsService).record({
        serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'CANARY-RECOMMENDATION',
        criteria: [{ code: 'harmCluster', evidence: 'CANARY-EVIDENCE' }], proposal: {}, differingViews: 'CANARY-DISSENT',
        quorum: { quorate: true, forSanction: true, words: 'Quorate for a sanction.' }, present: [], excluded: [],
        chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, ...changes,
      }),
    );
  const assess = async (service: TestService, likelihood = 4, impact = 4): Promise<string> => {
    const id = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
       select $1, $2, $3, 1 + (select count(*) from risk_assessments where service_id = $3), '2026-11-09', $4, $5, 'CANARY-RISK', $6, '2026-11-09T10:00:00Z'`,
      [house.councilId, id, service.serviceId, likelihood, impact, house.cast.qaOfficer.membershipId],
    );
    return id;
  };
  const words = {
    reasons: 'Pressure care failed on two visits and the plan was not followed.', optionsConsidered: 'Enhanced monitoring alone; a full stop.',
    providerPosition: 'The provider accepts the findings and asks for a month.', effectOnPeople: 'People living there stay; their reviews are brought forward.',
    proportionality: 'Advice alone was tried twice.', equalityNote: 'Nobody is treated less well.',
  };
  const restrictionForm = (recommendation: { id: string; version: number }, riskAssessmentId: string, changes: object = {}): object => ({
    ...recommended(recommendation), ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'Two visits find pressure care safe.',
    exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', notHeardReason: 'People may be harmed meanwhile.',
    toldHow: 'By telephone, to the registered manager', ...changes,
  });
  const recommended = ({ id, version }: { id: string; version: number }) => ({ id, version, idempotencyKey: newId() });
  const restrict = async (service: TestService, changes: object = {}): Promise<{ decisionId: string; restrictionId: string }> => {
    const decision = done(await send(house.cast.assistantDirector, 'decideRestriction', restrictionForm(await recommend(service, 'D08'), await assess(service), changes)));
    const [row] = await house.sql<{ restriction_id: string }>('select restriction_id from decisions where id = $1', [decision.id]);
    return { decisionId: decision.id, restrictionId: row?.restriction_id ?? '' };
  };
  const placing = async (service: TestService): Promise<{ sentence: string; mayPlace: string; why: string | null }> =>
    (await house.gql<{ placingAnswer: { sentence: string; mayPlace: string; why: string | null } }>(house.cast.brokerage, `query ($id: ID!) { placingAnswer(serviceId: $id) { sentence mayPlace why stage } }`, { id: service.serviceId })).data.placingAnswer;
  const state = async (id: string): Promise<string | undefined> => (await house.sql<{ state: string }>('select state from workflows where id = $1', [id]))[0]?.state;
  const stageOf = async (service: TestService): Promise<string | undefined> =>
    (await house.sql<{ state: string }>('select w.state from stages g join workflows w on w.id = g.id where g.service_id = $1', [service.serviceId]))[0]?.state;
  const tell = (service: TestService, recommendationId: string, toldOn: string, toldTime: string): Promise<Answer> =>
    send(house.cast.coordinator, 'tellProvider', { idempotencyKey: newId(), serviceId: service.serviceId, recommendationId, toldOn, toldTime, how: 'By telephone' });

  describe('who decides', () => {
    it('R01 a decision within the officer’s delegated limit is made', async () => {
      const service = await house.service();
      const decision = done(await send(house.cast.assistantDirector, 'decideRestriction', restrictionForm(await recommend(service, 'D08'), await assess(service))));
      expect(decision.reference).toMatch(/^DEC-2026-\d{5}$/);
      expect(await house.sql('select authority from decisions where id = $1', [decision.id])).toEqual([{ authority: expect.stringContaining('Assistant Director') }]);
    });

    it('R01 a decision above the limit is refused, naming who may, and leaves no row', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D08');
      const refused = await send(house.cast.headOfService, 'decideRestriction', restrictionForm(recommendation, await assess(service)));
      expect(refused).toMatchObject({ __typename: 'AuthorityExceeded', limit: 'Place a restriction: an Assistant Director or an officer of higher rank, or a deputy named for it.' });
      expect(await house.sql('select id from restrictions where service_id = $1', [service.serviceId])).toEqual([]);
      expect(await house.sql('select id from decisions where service_id = $1', [service.serviceId])).toEqual([]);
      expect(await state(recommendation.id)).toBe('awaitingDecision');
    });

    it('R01 the rank needed is that of the kind of restriction: a Head of Service may set a cap', async () => {
      const service = await house.service();
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service), { kind: 'cap', covers: 'all', perWeek: 1 });
      expect((await send(house.cast.headOfService, 'decideRestriction', form)).__typename).toBe('DecideRestrictionPayload');
    });

    it('R01 the chair cannot decide: the panel recommends', async () => {
      const service = await house.service();
      const refused = await send(house.cast.chair, 'decideRestriction', restrictionForm(await recommend(service, 'D08'), await assess(service)));
      expect(refused).toMatchObject({ __typename: 'NotPermitted', message: expect.stringContaining('authorised officer') });
    });

    it('R39 whoever chaired the item or signed the recommendation does not decide D08; another officer does', async () => {
      const service = await house.service();
      const assessment = await assess(service);
      const chairedByDecider = await recommend(service, 'D08', { chairedBy: house.cast.assistantDirector.membershipId });
      expect(requirements(await send(house.cast.assistantDirector, 'decideRestriction', restrictionForm(chairedByDecider, assessment)))).toContain('isIndependentDecider');
      expect((await send(house.cast.dass, 'decideRestriction', restrictionForm(chairedByDecider, assessment))).__typename).toBe('DecideRestrictionPayload');
      const signedByDecider = await recommend(service, 'D04', { signedBy: house.cast.dass.membershipId });
      expect(requirements(await send(house.cast.dass, 'decideSeriousConcerns', seriousConcerns(signedByDecider)))).toContain('isIndependentDecider');
    });

    it('R39 in an emergency with its reason the chair of the item may decide', async () => {
      const service = await house.service();
      const chaired = await recommend(service, 'D08', { chairedBy: house.cast.assistantDirector.membershipId });
      const form = restrictionForm(chaired, await assess(service), { wayIn: 'emergency', emergencyRisk: 'No nurse tonight.', whoWasTried: 'The Director, by telephone at 9:40.' });
      expect((await send(house.cast.assistantDirector, 'decideRestriction', form)).__typename).toBe('DecideRestrictionPayload');
    });

    it('a quorum that was not met when it was recommended cannot be mended by deciding (R20)', async () => {
      const service = await house.service();
      const inquorate = await recommend(service, 'D08', { quorum: { quorate: true, forSanction: false, words: 'Not quorate for a sanction.' } });
      expect(requirements(await send(house.cast.assistantDirector, 'decideRestriction', restrictionForm(inquorate, await assess(service))))).toEqual(['hasQuorumRecorded']);
    });

    it('another council finds nothing', async () => {
      const stranger = { ...(await house.neighbour()), role: 'authorisedOfficer' as const, grade: 5 };
      const service = await house.service();
      const recommendation = await recommend(service, 'D08');
      expect((await send(stranger, 'decideRestriction', restrictionForm(recommendation, await assess(service)))).__typename).toBe('NotFound');
      expect((await house.gql<{ recommendation: unknown }>(stranger, 'query ($id: ID!) { recommendation(id: $id) { id } }', { id: recommendation.id })).data.recommendation).toBeNull();
    });
  });

  const visitOf = (service: TestService, visitedOn: string): object => ({
    idempotencyKey: newId(), serviceId: service.serviceId, kind: 'followUp', announced: false, outOfHours: false, officerIds: [house.cast.qaOfficer.membershipId], visitedOn, finding: 'What was seen.', faultReasons: [], actionIds: [],
  });
  const seriousConcerns = (recommendation: { id: string; version: number }, changes: object = {}): object => ({
    ...recommended(recommendation), ...words, leadOfficerId: house.cast.qaOfficer.membershipId, concernsChairId: house.cast.chair.membershipId,
    policePosition: 'Asked on 9 November; no enquiry.', informingPeople: 'Families are written to on 12 November by the lead officer.', reviewOn: '8 12 2026', ...changes,
  });

  describe('stages', () => {
    it('R41 serious concerns is invoked only with the decision on telling people, families and advocates, or why not yet', async () => {
      const service = await house.service();
      for (const informingPeople of ['', '  ']) {
        const refused = await send(house.cast.dass, 'decideSeriousConcerns', seriousConcerns(await recommend(service, 'D04'), { informingPeople }));
        expect(refused.fields).toEqual([{ field: 'informingPeople', message: 'Enter who tells people and families and when, or why not yet' }]);
      }
      expect(await house.sql(`select id from decisions where service_id = $1`, [service.serviceId])).toEqual([]);
    });

    it('R02 serious concerns rests on a criterion with evidence and a minuted recommendation', async () => {
      const service = await house.service();
      const decision = done(await send(house.cast.dass, 'decideSeriousConcerns', seriousConcerns(await recommend(service, 'D04'))));
      expect(await stageOf(service)).toBe('seriousConcerns.initialMeetingDue');
      const [facts] = await house.sql<{ facts: object }>(`select t.facts from transitions t where t.event = 'INVOKE_SERIOUS_CONCERNS' and t.decision_id = $1`, [decision.id]);
      expect(facts?.facts).toMatchObject({ criteriaWithEvidence: 1, recommendationId: expect.any(String) });
    });

    it('R02 without a criterion the recommendation is not even recorded', async () => {
      const service = await house.service();
      await expect(recommend(service, 'D04', { criteria: [{ code: 'harmCluster', evidence: ' ' }] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    });

    it('D03 starts enhanced monitoring; D16 steps down only with what its step needs', async () => {
      const service = await house.service();
      const form = { ...recommended(await recommend(service, 'D03')), ...words, leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' };
      done(await send(house.cast.headOfService, 'decideEnhancedMonitoring', form));
      expect(await stageOf(service)).toBe('enhanced');
      const down = await recommend(service, 'D16');
      const stepDown = { ...recommended(down), ...words, evidence: 'Two visits.' };
      expect(requirements(await send(house.cast.headOfService, 'decideStepDown', stepDown))).toEqual(['isOnTrack']);
    });

    it('R39 does not bind a decision it does not name: the chair of the item may start enhanced monitoring', async () => {
      const service = await house.service();
      const chaired = await recommend(service, 'D03', { chairedBy: house.cast.headOfService.membershipId });
      const form = { ...recommended(chaired), ...words, leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' };
      expect((await send(house.cast.headOfService, 'decideEnhancedMonitoring', form)).__typename).toBe('DecideEnhancedMonitoringPayload');
    });

    it('a recommendation is decided as it is or declined: no other decision passes under it', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D03');
      expect(requirements(await send(house.cast.dass, 'decideSeriousConcerns', seriousConcerns(recommendation)))).toEqual(['isRecommended']);
      done(await send(house.cast.headOfService, 'declineRecommendation', { ...recommended(recommendation), ...words }));
      expect(await state(recommendation.id)).toBe('declined');
      expect(await stageOf(service)).toBe('routine');
    });
  });

  describe('hearing the provider', () => {
    it('R04 after representation: not while the window is open, unless the decider writes why', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D08');
      done(await tell(service, recommendation.id, '10 11 2026', '09:30'));
      const form = restrictionForm(recommendation, await assess(service), { wayIn: 'afterRepresentation', notHeardReason: '', toldHow: null });
      expect(requirements(await send(house.cast.assistantDirector, 'decideRestriction', form))).toContain('hasHeardProvider');
      house.clock.set('2026-11-18T10:00:00Z');
      const later = { ...form, idempotencyKey: newId(), startsOn: '18 11 2026', reviewOn: '9 12 2026' };
      done(await send(house.cast.assistantDirector, 'decideRestriction', later));
      expect(await house.sql(`select fairness, confirm_by from restrictions where service_id = $1`, [service.serviceId])).toEqual([{ fairness: 'afterRepresentation', confirm_by: null }]);
    });

    it('R04 after representation: the provider was never told, so it is refused', async () => {
      const service = await house.service();
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service), { wayIn: 'afterRepresentation', notHeardReason: null, toldHow: null });
      expect(requirements(await send(house.cast.assistantDirector, 'decideRestriction', form))).toEqual(['hasInvitedRepresentation']);
    });

    it('R04 as a precaution: in force at once, the provider told and invited, a fresh decision within 10 working days', async () => {
      const service = await house.service();
      const { restrictionId } = await restrict(service);
      expect(await state(restrictionId)).toBe('inForce');
      expect(await house.sql('select confirm_by::text from restrictions where id = $1', [restrictionId])).toEqual([{ confirm_by: '2026-11-24' }]);
      expect(await house.sql('select told_on::text, window_ends_on::text from representations where service_id = $1', [service.serviceId])).toEqual([{ told_on: '2026-11-10', window_ends_on: '2026-11-17' }]);
      expect(await house.sql(`select due_on::text from deadlines where workflow_id = $1 and kind = 'restrictionConfirmation'`, [restrictionId])).toEqual([{ due_on: '2026-11-24' }]);
    });

    it('R04 as a precaution without telling the provider today, or without saying why, is refused on the form', async () => {
      const service = await house.service();
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service), { toldHow: '', notHeardReason: '' });
      expect((await send(house.cast.assistantDirector, 'decideRestriction', form)).fields?.map(({ field }) => field).sort()).toEqual(['notHeardReason', 'toldHow']);
    });

    it('R04 the fresh decision confirms, changes or ends a precaution; there is only one', async () => {
      const service = await house.service();
      const { restrictionId } = await restrict(service);
      const [{ version } = { version: 0 }] = await house.sql<{ version: number }>('select version from workflows where id = $1', [restrictionId]);
      const fresh = { id: restrictionId, version, idempotencyKey: newId(), ...words, outcome: 'confirm' };
      expect(requirements(await send(house.cast.dass, 'confirmRestriction', fresh))).toEqual(['hasHeardProvider']);
      house.clock.set('2026-11-19T10:00:00Z');
      expect(done(await send(house.cast.dass, 'confirmRestriction', { ...fresh, idempotencyKey: newId() })).reference).toMatch(/^DEC-/);
      const again = { ...fresh, version: version + 1, idempotencyKey: newId(), outcome: 'end' };
      expect(requirements(await send(house.cast.dass, 'confirmRestriction', again))).toEqual(['isUnconfirmed']);
    });

    it('R03 an emergency is confirmed by the next working day, by an officer senior to the decider', async () => {
      const service = await house.service();
      const { restrictionId } = await restrict(service, { wayIn: 'emergency', emergencyRisk: 'No nurse tonight.', whoWasTried: 'The Director, at 9:40.', toldHow: null });
      expect(await house.sql('select confirm_by::text from restrictions where id = $1', [restrictionId])).toEqual([{ confirm_by: '2026-11-11' }]);
      const [{ version } = { version: 0 }] = await house.sql<{ version: number }>('select version from workflows where id = $1', [restrictionId]);
      const fresh = { id: restrictionId, version, idempotencyKey: newId(), ...words, outcome: 'confirm' };
      expect(requirements(await send(house.cast.assistantDirector, 'confirmRestriction', fresh))).toEqual(['isConfirmedBySenior']);
      // One of the decider's own rank does not become senior by ticking a box that is there for the DASS alone.
      const equal = { ...house.cast.headOfService, grade: 4 };
      expect(requirements(await send(equal, 'confirmRestriction', { ...fresh, idempotencyKey: newId(), otherDirector: true }))).toEqual(['isConfirmedBySenior']);
      done(await send(house.cast.dass, 'confirmRestriction', { ...fresh, idempotencyKey: newId() }));
    });

    it('R05 a representation received is answered in the decision, or there is no decision', async () => {
      const { providersService: service } = house;
      const recommendation = await recommend(service, 'D08');
      const told = done(await tell(service, recommendation.id, '10 11 2026', '09:30'));
      done(await send(house.cast.provider, 'submitRepresentation', { id: told.id, idempotencyKey: newId(), text: 'We have changed the mattresses.' }));
      const form = restrictionForm(recommendation, await assess(service), { wayIn: 'afterRepresentation', notHeardReason: null, toldHow: null });
      expect(requirements(await send(house.cast.assistantDirector, 'decideRestriction', form))).toContain('hasAnsweredEveryRepresentation');
      const [point] = await house.sql<{ id: string }>('select id from representation_points where representation_id = $1', [told.id]);
      const answered = { ...form, idempotencyKey: newId(), answers: [{ pointId: point?.id, outcome: 'partly', answer: 'New mattresses are welcome; turning charts were still empty.', changed: 'Mattresses are no reason any more.' }] };
      const decision = done(await send(house.cast.assistantDirector, 'decideRestriction', answered));
      expect(await house.sql('select decision_id, consideration from representations where id = $1', [told.id])).toEqual([
        { decision_id: decision.id, consideration: 'Point 1: Accepted in part. New mattresses are welcome; turning charts were still empty.\nWhat changed: Mattresses are no reason any more.' },
      ]);
      expect(await state(told.id)).toBe('considered');
    });

    it('R05 an answer to a representation of another service is no answer', async () => {
      const service = await house.service();
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service), { answers: [{ pointId: newId(), outcome: 'notAccepted', answer: 'No.' }] });
      expect((await send(house.cast.assistantDirector, 'decideRestriction', form)).__typename).toBe('NotFound');
    });

    it('R32 a provider told after 5pm counts as told on the next working day', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D03');
      house.clock.set('2026-11-14T10:00:00Z');
      const late = done(await tell(service, recommendation.id, '13 11 2026', '17:01'));
      expect(await house.sql('select told_on::text, window_ends_on::text from representations where id = $1', [late.id])).toEqual([{ told_on: '2026-11-16', window_ends_on: '2026-11-23' }]);
      expect((await tell(service, recommendation.id, '15 11 2026', '09:00')).fields).toEqual([expect.objectContaining({ field: 'toldOn' })]);
    });

    it('R11 what comes after the window is accepted all the same', async () => {
      const { providersService: service } = house;
      const told = done(await tell(service, (await recommend(service, 'D03')).id, '10 11 2026', '09:30'));
      house.clock.set('2026-12-01T10:00:00Z');
      done(await send(house.cast.provider, 'submitRepresentation', { id: told.id, idempotencyKey: newId(), text: 'Late, but here.' }));
      expect(await house.sql(`select context->>'late' as late from workflows where id = $1`, [told.id])).toEqual([{ late: 'true' }]);
    });
  });

  describe('restrictions', () => {
    it('R06 a council restriction has scope, reason, risk-assessment version, lift conditions and a first review within 28 days', async () => {
      const service = await house.service();
      const { restrictionId } = await restrict(service);
      expect(await house.sql('select scope, reason_codes, risk_assessment_id is not null as assessed, lift_conditions, review_on::text from restrictions join restriction_grounds on restriction_id = id where id = $1', [restrictionId])).toEqual([
        { scope: { covers: 'nursing', detail: null, perWeek: null }, reason_codes: ['safety'], assessed: true, lift_conditions: 'Two visits find pressure care safe.', review_on: '2026-12-08' },
      ]);
    });

    it('R06 a first review on day 29 is refused, and so is a reason off the list or the risk assessment of another service', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D08');
      const late = restrictionForm(recommendation, await assess(service), { reviewOn: '9 12 2026' });
      expect(requirements(await send(house.cast.assistantDirector, 'decideRestriction', late))).toEqual(['isReviewedInTime']);
      const wrong = restrictionForm(recommendation, await assess(await house.service()), { reasonCodes: ['because'] });
      expect((await send(house.cast.assistantDirector, 'decideRestriction', wrong)).fields?.map(({ field }) => field)).toEqual(['reasonCodes', 'riskAssessmentId']);
    });

    it('R06 says everything missing at once', async () => {
      const service = await house.service();
      const empty = restrictionForm(await recommend(service, 'D08'), '', { covers: '', reasonCodes: [], liftConditions: '', startsOn: '31 2 2026', reviewOn: '', reasons: '' });
      expect((await send(house.cast.assistantDirector, 'decideRestriction', empty)).fields?.map(({ field }) => field).sort()).toEqual(
        ['covers', 'liftConditions', 'reasonCodes', 'reasons', 'reviewOn', 'riskAssessmentId', 'startsOn'],
      );
    });

    it('R41 a full stop needs a decision on telling people and families', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D08');
      const form = restrictionForm(recommendation, await assess(service), { kind: 'fullStop', covers: 'all' });
      expect((await send(house.cast.assistantDirector, 'decideRestriction', form)).fields?.map(({ field }) => field)).toEqual(['informingPeople']);
      done(await send(house.cast.assistantDirector, 'decideRestriction', { ...form, informingPeople: 'Families are written to on 12 November.' }));
      expect((await placing(service)).mayPlace).toBe('no');
    });

    it('R06 later reviews never over 35 days apart: a review left undone is late, and extending sets the next within the procedure’s days', async () => {
      const service = await house.service();
      const { restrictionId } = await restrict(service);
      const extension = async (reviewOn: string, changes: object = {}): Promise<object> => {
        const [{ version } = { version: 0 }] = await house.sql<{ version: number }>('select version from workflows where id = $1', [restrictionId]);
        return { id: restrictionId, version, idempotencyKey: newId(), ...words, reviewNote: 'Visit of 7 December: half the charts are empty.', reviewOn, ...changes };
      };
      const running = () => house.sql<{ due_on: string }>(`select due_on::text from deadlines where workflow_id = $1 and kind = 'restrictionReview' and fired_at is null and withdrawn_at is null`, [restrictionId]);
      expect(requirements(await send(house.cast.assistantDirector, 'extendRestriction', await extension('8 12 2026')))).toEqual(['isConfirmed']);
      house.clock.set('2026-11-19T10:00:00Z');
      const { reviewNote: _note, reviewOn: _on, ...fresh } = (await extension('')) as { reviewNote: string; reviewOn: string };
      done(await send(house.cast.assistantDirector, 'confirmRestriction', { ...fresh, outcome: 'confirm' }));

      house.clock.set('2026-12-09T10:00:00Z');
      // As its deadline does; a sweep would fire those of every other case here too.
      await house.unit.run(house.cast.assistantDirector, () => house.get(WorkflowRunner).send(restrictionMachine, 'START_REVIEW', { id: restrictionId, version: 'latest', facts: {} }));
      expect(await state(restrictionId)).toBe('underReview');
      expect(await running()).toEqual([{ due_on: '2026-12-08' }]);
      const seen = await house.gql<{ decisions: { toReview: { id: string; daysOverdue: number }[] } }>(house.cast.assistantDirector, '{ decisions { toReview { id daysOverdue } } }');
      expect(seen.data.decisions.toReview).toEqual(expect.arrayContaining([{ id: restrictionId, daysOverdue: 1 }]));
      expect(requirements(await send(house.cast.assistantDirector, 'extendRestriction', await extension('14 1 2027')))).toEqual(['isReviewedInTime']);
      expect(requirements(await send(house.cast.headOfService, 'extendRestriction', await extension('13 1 2027')))).toEqual(['isOfRankThatImposed']);
      expect((await send(house.cast.assistantDirector, 'extendRestriction', await extension('9 12 2026'))).fields).toEqual([expect.objectContaining({ field: 'reviewOn' })]);
      const decision = done(await send(house.cast.assistantDirector, 'extendRestriction', await extension('13 1 2027')));
      expect(await state(restrictionId)).toBe('inForce');
      expect(await house.sql('select review_on::text from restrictions where id = $1', [restrictionId])).toEqual([{ review_on: '2027-01-13' }]);
      expect(await running()).toEqual([{ due_on: '2027-01-13' }]);
      await house.drain();
      expect(await house.sql('select kind, subject from letters where decision_id = $1', [decision.id])).toEqual([{ kind: 'R3', subject: expect.stringContaining('Review of the restriction on new placements: ') }]);
    });

    it('R10 brokerage reads the union of what is barred, and lifting one leaves the other', async () => {
      const service = await house.service();
      expect((await placing(service)).sentence).toBe('No restriction on new placements.');
      const nursing = await restrict(service);
      await restrict(service, { covers: 'unit', coverDetail: 'in Willow unit', notHeardReason: 'People may be harmed meanwhile.' });
      expect(await placing(service)).toMatchObject({
        mayPlace: 'partly', why: 'Safety: medicines, risk assessments or other failings',
        sentence: 'No new nursing placements, since 10 November 2026, by Assistant Director, exceptions to the Head of Service; No new placements in Willow unit, since 10 November 2026, by Assistant Director, exceptions to the Head of Service.',
      });
      const [{ version } = { version: 0 }] = await house.sql<{ version: number }>('select version from workflows where id = $1', [nursing.restrictionId]);
      house.clock.set('2026-11-12T10:00:00Z');
      done(await send(house.cast.qaOfficer, 'recordVisit', visitOf(service, '12 11 2026')));
      const lift = { ...recommended(await recommend(service, 'D09')), ...words, restrictionId: nursing.restrictionId, restrictionVersion: version, evidenceKind: 'firstHand', evidenceOn: '12 11 2026', evidence: 'Visit: turning charts complete.', notHeardReason: 'It is in the provider’s favour.' };
      done(await send(house.cast.assistantDirector, 'decideLift', lift));
      expect((await placing(service)).sentence).toBe('No new placements in Willow unit, since 10 November 2026, by Assistant Director, exceptions to the Head of Service.');
    });

    it('R09 lifting takes the rank that imposed it, and evidence after the last finding', async () => {
      const service = await house.service();
      const { restrictionId } = await restrict(service);
      const [{ version } = { version: 0 }] = await house.sql<{ version: number }>('select version from workflows where id = $1', [restrictionId]);
      const lift = { ...recommended(await recommend(service, 'D09')), ...words, restrictionId, restrictionVersion: version, evidenceKind: 'firstHand', evidenceOn: '11 11 2026', evidence: 'Visit.', notHeardReason: 'In its favour.' };
      house.clock.set('2026-11-12T10:00:00Z');
      // A finding on another reason is none on a reason for this one.
      for (const [reason, day] of [['financial', '12 11 2026'], ['safety', '11 11 2026']] as const) done(await send(house.cast.qaOfficer, 'recordVisit', { ...visitOf(service, day), faultReasons: [reason] }));
      expect(requirements(await send(house.cast.headOfService, 'decideLift', lift))).toEqual(['isOfRankThatImposed', 'isEvidenceAfterLastFinding']);
      done(await send(house.cast.assistantDirector, 'decideLift', { ...lift, idempotencyKey: newId(), evidenceOn: '12 11 2026' }));
      expect(await state(restrictionId)).toBe('lifted');
    });

    it('a restriction of tomorrow bars nothing today', async () => {
      const service = await house.service();
      await restrict(service, { wayIn: 'afterRepresentation', startsOn: '11 11 2026', toldHow: null });
      expect((await placing(service)).mayPlace).toBe('yes');
    });

    it('brokerage finds services by name, sees no reasons of the decision, and may ask for nothing else', async () => {
      const service = await house.service({ name: 'Alder Lodge' });
      await restrict(service);
      const search = 'query ($text: String!) { placingSearch(text: $text) { found { serviceName sentence why } more } }';
      const seen = await house.gql<{ placingSearch: { found: object[] } }>(house.cast.brokerage, search, { text: 'alder' });
      expect(seen.data.placingSearch.found).toHaveLength(1);
      expect(JSON.stringify(seen.data)).not.toContain(words.reasons);
      expect((await house.gql(house.cast.brokerage, '{ decisionsWaiting { id } }')).errors).toBeDefined();
      expect((await house.gql<{ placingSearch: { found: object[] } }>(house.cast.brokerage, search, { text: '%' })).data.placingSearch.found).toEqual([]);
    });

    it('R06 a voluntary stop is recorded with the provider’s letter and end, a regulator’s condition with its document', async () => {
      const service = await house.service();
      const form = { idempotencyKey: newId(), serviceId: service.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter of the manager', sourceOn: '9 11 2026', reasonCode: 'infection', startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'nobody' };
      expect(requirements(await send(house.cast.qaOfficer, 'recordImposedRestriction', form))).toEqual(['hasEndCondition']);
      done(await send(house.cast.qaOfficer, 'recordImposedRestriction', { ...form, idempotencyKey: newId(), endCondition: 'Seven days without a case' }));
      expect((await placing(service)).sentence).toBe('No new placements, since 10 November 2026, by the provider itself, exceptions to nobody.');
    });
  });

  describe('what is recorded fits', () => {
    it('R06 a recorded stop has begun, is checked within the procedure’s days, for a listed reason, at a service of this council', async () => {
      const service = await house.service();
      const form = { idempotencyKey: newId(), serviceId: service.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter of the manager', sourceOn: '9 11 2026', endCondition: 'Seven days without a case', reasonCode: 'infection', startsOn: '10 11 2026', reviewOn: '8 12 2026', exceptions: 'nobody' };
      const record = (changes: object): Promise<Answer> => send(house.cast.qaOfficer, 'recordImposedRestriction', { ...form, idempotencyKey: newId(), ...changes });
      expect((await record({ startsOn: '11 11 2026', reviewOn: '16 12 2026', reasonCode: 'because' })).fields?.map(({ field }) => field)).toEqual(['reasonCode', 'startsOn', 'reviewOn']);
      expect((await record({ reviewOn: '10 11 2026' })).fields?.map(({ field }) => field)).toEqual(['reviewOn']);
      expect((await record({ serviceId: newId() })).__typename).toBe('NotFound');
      done(await record({}));
    });
  });

  describe('who and when is named', () => {
    it('D03, D04 the lead officer and the chair are officers of this council today', async () => {
      const service = await house.service();
      const { provider, icbNurse } = house.cast;
      const form = { ...recommended(await recommend(service, 'D03')), ...words, leadOfficerId: provider.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' };
      expect((await send(house.cast.headOfService, 'decideEnhancedMonitoring', form)).fields?.map(({ field }) => field)).toEqual(['leadOfficerId']);
      const serious = seriousConcerns(await recommend(service, 'D04'), { leadOfficerId: newId(), concernsChairId: icbNurse.membershipId });
      expect((await send(house.cast.dass, 'decideSeriousConcerns', serious)).fields?.map(({ field }) => field)).toEqual(['leadOfficerId', 'concernsChairId']);
    });

    it('R04 a provider is not told of a recommendation before it was made', async () => {
      const service = await house.service();
      const { id } = await recommend(service, 'D08');
      expect((await tell(service, id, '9 11 2026', '16:00')).fields?.map(({ field }) => field)).toEqual(['toldOn']);
      expect((await tell(service, id, '11 11 2026', '09:00')).fields?.map(({ field }) => field)).toEqual(['toldOn']);
      done(await tell(service, id, '10 11 2026', '09:00'));
    });
  });

  describe('at once and twice', () => {
    it('of two deciders at once one wins and the other is told that it changed', async () => {
      const service = await house.service();
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service));
      const answers = await Promise.all([
        send(house.cast.assistantDirector, 'decideRestriction', form),
        send(house.cast.dass, 'decideRestriction', { ...form, idempotencyKey: newId() }),
      ]);
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['DecideRestrictionPayload', 'StaleVersion']);
      expect(await house.sql('select id from restrictions where service_id = $1', [service.serviceId])).toHaveLength(1);
    });

    it('the same form sent twice decides once and answers the same', async () => {
      const service = await house.service();
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service));
      const [first, second] = await Promise.all([send(house.cast.assistantDirector, 'decideRestriction', form), send(house.cast.assistantDirector, 'decideRestriction', form)]);
      expect(done(first)).toEqual(done(second));
      expect(await house.sql('select id from decisions where service_id = $1', [service.serviceId])).toHaveLength(1);
    });

    it('two stages of one service that begin at once make one row', async () => {
      const service = await house.service();
      const forms = await Promise.all([1, 2].map(async () => ({ ...recommended(await recommend(service, 'D03')), ...words, leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' })));
      const answers = await Promise.all(forms.map((form) => send(house.cast.headOfService, 'decideEnhancedMonitoring', form)));
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['DecideEnhancedMonitoringPayload', 'TransitionRefused']);
      expect(await house.sql('select id from stages where service_id = $1', [service.serviceId])).toHaveLength(1);
    });
  });

  describe('letters', () => {
    interface Letter { id: string; version: number; state: string; kind: string; reference: string; serveBy: string; documentId: string; sha256: string; replyBy: string; paragraph: string; parts: { heading: string; text: string }[]; representation: { id: string; version: number } | null }
    const letterFields = 'id version state kind reference serveBy documentId sha256 replyBy paragraph parts { heading text } representation { id version windowEndsOn text }';
    const letterOf = async (decisionId: string, actor = house.cast.coordinator): Promise<Letter> => {
      await house.drain();
      const [row] = await house.sql<{ id: string }>('select id from letters where decision_id = $1', [decisionId]);
      return read(row?.id ?? newId(), actor);
    };
    const read = async (id: string, actor: Actor): Promise<Letter> => (await house.gql<{ letter: Letter }>(actor, `query ($id: ID!) { letter(id: $id) { ${letterFields} } }`, { id })).data.letter;
    const issue = (letter: Letter, changes: object = {}): Promise<Answer> =>
      send(house.cast.coordinator, 'issueLetter', { ...recommended(letter), method: 'email', toName: 'Carol Finch', toAddress: 'carol.finch@example.org', ...changes });

    it('R07 a letter with the reasons is drafted at once and due by the next working day', async () => {
      house.clock.set('2026-11-13T10:00:00Z');
      const service = await house.service();
      const { decisionId } = await restrict(service, { startsOn: '13 11 2026', reviewOn: '8 12 2026', letterParagraph: 'We will meet you on Monday.' });
      const letter = await letterOf(decisionId);
      expect(letter).toMatchObject({ kind: 'R1', state: 'draft', serveBy: '2026-11-16', paragraph: 'We will meet you on Monday.' });
      expect(letter.parts).toContainEqual({ heading: 'Why', text: words.reasons });
      expect(letter.parts.map(({ heading }) => heading)).toEqual(
        ['What we have decided', 'Why', 'Why you were not heard first', 'The restriction', 'Grounds', 'Risk assessment', 'When it will be lifted', 'When it is reviewed', 'A decision to come', 'Your plan', 'How to reach us', 'How to answer'],
      );
    });

    it('R38 keeps the exact bytes with their SHA-256 and merge data, and mails them once', async () => {
      const service = await house.service();
      const letter = await letterOf((await restrict(service)).decisionId);
      const form = { ...recommended(letter), method: 'email', toName: 'Carol Finch', toAddress: 'carol.finch@example.org' };
      await Promise.all([send(house.cast.coordinator, 'issueLetter', form), send(house.cast.coordinator, 'issueLetter', form)]);
      const [kept] = await house.sql<{ bytes: Buffer; sha256: Buffer; merge_data: { reference: string } }>('select bytes, sha256, merge_data from documents where title like $1 and merge_data->>$2 = $3', ['Restriction on new placements%', 'reference', letter.reference]);
      expect(kept?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(createHash('sha256').update(kept?.bytes ?? '').digest()).toEqual(kept?.sha256);
      expect((await read(letter.id, house.cast.coordinator)).sha256).toBe(kept?.sha256.toString('hex'));
      const mail = await house.sql<{ subject: string; body: string }>(`select subject, body from mail_messages where dedupe_key = $1`, [`letter:${letter.id}`]);
      expect(mail).toHaveLength(1);
      expect(mail[0]?.subject).toBe(`A letter from Exampleshire: reference ${letter.reference}`);
      expect((await issue(letter)).__typename).toBe('StaleVersion');
    });

    it('the parts from the record stay when the paragraph is edited; a stale edit is refused', async () => {
      const letter = await letterOf((await restrict(await house.service())).decisionId);
      done(await send(house.cast.assistantDirector, 'editLetter', { ...recommended(letter), paragraph: '#eval("1") <b>Hello</b>' }));
      expect((await send(house.cast.coordinator, 'editLetter', { ...recommended(letter), paragraph: 'Mine' })).__typename).toBe('StaleVersion');
      const edited = await read(letter.id, house.cast.coordinator);
      expect(edited).toMatchObject({ paragraph: '#eval("1") <b>Hello</b>', parts: letter.parts });
      done(await issue(edited));
      expect(requirements(await send(house.cast.coordinator, 'editLetter', { ...recommended({ id: letter.id, version: edited.version + 1 }), paragraph: 'Late' }))).toEqual([]);
    });

    it('the provider sees its own issued letter, replies to it, and finds no score, no source and nothing any agency told us', async () => {
      const { providersService: service, cast } = house;
      await house.sql(
        `insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
         values ($1, $2, 'INT-2026-99999', $3, 'whistleblower', 'medicines', 'P2', 'CANARY-INTELLIGENCE', '2026-11-01', '2026-11-02T10:00:00Z', 'sourceProtected', 'no', $4, '2026-11-02T10:00:00Z')`,
        [house.councilId, newId(), service.serviceId, cast.icbNurse.membershipId],
      );
      const recommendation = await recommend(service, 'D04', { criteria: [{ code: 'harmCluster', evidence: 'CANARY-EVIDENCE' }, { code: 'whistleblowing', evidence: 'CANARY-EVIDENCE' }] });
      house.clock.set('2026-12-15T10:00:00Z');
      const unanswered = await house.sql<{ id: string }>(`select q.id from representation_points q join representations r on r.id = q.representation_id join workflows w on w.id = r.id where r.service_id = $1 and w.state = 'received'`, [service.serviceId]);
      const answers = unanswered.map(({ id }) => ({ pointId: id, outcome: 'notAccepted', answer: 'Considered.' }));
      const decision = done(await send(cast.dass, 'decideSeriousConcerns', seriousConcerns(recommendation, { reviewOn: '12 1 2027', answers, notHeardReason: 'It was heard twice.' })));
      const draft = await letterOf(decision.id);
      const mine = 'query { myLetters { id reference subject replyBy representation { id version } } }';
      expect((await house.gql<{ myLetters: { id: string }[] }>(cast.provider, mine)).data.myLetters.map(({ id }) => id)).not.toContain(draft.id);
      expect(await read(draft.id, cast.provider)).toBeNull();

      done(await issue(draft));
      const own = await read(draft.id, cast.provider);
      expect(own).toMatchObject({ kind: 'S1', replyBy: '2026-12-22', version: 0 });
      const [{ merge_data: printed } = { merge_data: {} }] = await house.sql<{ merge_data: object }>('select merge_data from documents where id = $1', [own.documentId]);
      for (const text of [JSON.stringify(own), JSON.stringify(printed)]) {
        for (const canary of canaries) expect(text).not.toContain(canary);
        expect(text).not.toMatch(/likelihood|impact|score|whistle/i);
      }
      done(await send(cast.provider, 'submitRepresentation', { id: own.representation?.id, idempotencyKey: newId(), text: 'We answer.' }));
      expect((await house.gql<{ myRepresentations: { text: string }[] }>(cast.provider, '{ myRepresentations { text } }')).data.myRepresentations.map(({ text }) => text)).toContain('We answer.');
    });

    it('a provider finds nothing of another provider, and may ask for nothing the council keeps', async () => {
      const letter = await letterOf((await restrict(await house.service())).decisionId);
      done(await issue(letter));
      expect(await read(letter.id, house.cast.provider)).toBeNull();
      for (const query of ['{ letters { rows { id } } }', '{ decisions { made { id } } }', '{ decisionsWaiting { id } }', '{ services { total } }']) {
        expect((await house.gql(house.cast.provider, query)).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
      }
    });

    it('shows the letter before the decision is made, from the form that makes it, or everything wrong with the form', async () => {
      const service = await house.service({ name: 'Hazel Grange' });
      const form = restrictionForm(await recommend(service, 'D08'), await assess(service), { letterParagraph: 'We meet on Monday.' });
      const preview = 'query ($form: DecideRestrictionInput) { letterPreview(restriction: $form) { subject paragraph parts { heading text } problems { field } } }';
      type Preview = { letterPreview: { subject: string; paragraph: string; parts: { heading: string; text: string }[]; problems: object[] } };
      const shown = (await house.gql<Preview>(house.cast.assistantDirector, preview, { form })).data.letterPreview;
      expect(shown).toMatchObject({ subject: 'Restriction on new placements: Hazel Grange', paragraph: 'We meet on Monday.', problems: [] });
      const letter = await letterOf(done(await send(house.cast.assistantDirector, 'decideRestriction', form)).id);
      const headings = (parts: { heading: string }[]): string[] => parts.map(({ heading }) => heading);
      expect(headings(letter.parts)).toEqual(headings(shown.parts));
      expect((await house.gql<Preview>(house.cast.assistantDirector, preview, { form: { ...form, reasons: '' } })).data.letterPreview).toMatchObject({ parts: [], problems: [{ field: 'reasons' }] });
    });

    it('alerts brokerage and partners once, by reference and link, naming no service, person or sanction', async () => {
      const service = await house.service({ name: 'Juniper House' });
      const { restrictionId } = await restrict(service);
      await house.drain();
      await house.drain();
      const [{ reference } = { reference: '' }] = await house.sql<{ reference: string }>('select reference from restrictions where id = $1', [restrictionId]);
      const mail = await house.sql<{ to_membership_id: string; subject: string; body: string }>('select to_membership_id, subject, body from mail_messages where subject = $1', [`A placement alert: reference ${reference}`]);
      const to = mail.map(({ to_membership_id: id }) => id);
      expect(new Set(to).size).toBe(to.length);
      expect(to).toEqual(expect.arrayContaining([house.cast.brokerage.membershipId, house.cast.icbNurse.membershipId]));
      expect(to).not.toContain(house.cast.provider.membershipId);
      for (const { body } of mail) expect(body).not.toMatch(/Juniper|stop|suspen|nursing/i);
    });
  });
});
