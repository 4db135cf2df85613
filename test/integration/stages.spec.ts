import { procedureNamed } from '../../procedures/index.ts';
import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';
import { replayOf } from '../support/replay.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; limit?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };

describe('stages of a service', () => {
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
      { input: { idempotencyKey: newId(), ...input } },
    );
    const answer = data?.[mutation];
    if (errors !== undefined || answer === undefined) throw new Error(JSON.stringify(errors));
    return answer;
  };
  const requirements = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
  const done = (answer: Answer): { id: string; version: number; reference: string } => {
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return { id: answer.id, version: answer.version ?? 0, reference: answer.reference ?? '' };
  };
  const words = {
    reasons: 'Pressure care failed on two visits.', optionsConsidered: 'Wait for the panel.', proportionality: 'Nothing less keeps people safe.', providerPosition: 'The provider accepts it.', effectOnPeople: 'People stay; reviews are brought forward.',
  };
  const stage = async ({ serviceId }: TestService): Promise<{ id: string; state: string; version: number; since: string; context: Record<string, unknown> }> =>
    (await house.sql<{ id: string; state: string; version: number; since: string; context: Record<string, unknown> }>(
      'select g.id, w.state, w.version, g.since::text as since, w.context from stages g join workflows w on w.id = g.id where g.service_id = $1', [serviceId]))[0]
    ?? { id: '', state: 'routine', version: 0, since: '', context: {} };
  const recommend = (service: TestService, code: string): Promise<{ id: string; version: number; reference: string }> =>
    house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two people with pressure damage.' }], proposal: {},
      differingViews: null, quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
    }));
  const recommended = ({ id, version }: { id: string; version: number }) => ({ id, version, ...words });
  const ofService = async (service: TestService) => ({ id: service.serviceId, version: (await stage(service)).version, ...words });
  const step = async (service: TestService, more: object) => ({ serviceId: service.serviceId, version: (await stage(service)).version, text: 'Agreed in the room.', ...more });
  const assess = (service: TestService, likelihood: number, impact: number): Promise<unknown> => house.sql(
    `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
     select $1, $2, $3, 1 + (select count(*) from risk_assessments where service_id = $3), '2026-11-09', $4, $5, 'Nights.', $6, '2026-11-09T10:00:00Z'`,
    [house.councilId, newId(), service.serviceId, likelihood, impact, house.cast.qaOfficer.membershipId]);
  const intelligence = async (service: TestService, recordedAt = '2026-11-09T10:00:00Z', state = 'logged'): Promise<string> => {
    const id = newId();
    const reference = `INT-2026-9${id.slice(-4)}`;
    await house.sql(
      `insert into intelligence (council_id, id, reference, service_id, category, severity, source_type, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
       values ($1, $2, $3, $4, 'pressureDamage', 'P2', 'visitingProfessional', 'Two people with sores.', '2026-11-08', $5, 'none', 'yes', $6, $5)`,
      [house.councilId, id, reference, service.serviceId, recordedAt, house.cast.qaOfficer.membershipId]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      select $1, $2, 'intelligence', 1, $3, '{}', 1, (select id from procedures where council_id = $1 limit 1), $4, $5, $6`, [house.councilId, id, state, service.serviceId, house.cast.qaOfficer.membershipId, recordedAt]);
    return reference;
  };
  const visit = (service: TestService, more: object = {}): Promise<Answer> => send(house.cast.qaOfficer, 'recordVisit', {
    serviceId: service.serviceId, kind: 'followUp', announced: false, outOfHours: true, officerIds: [house.cast.qaOfficer.membershipId], visitedOn: '10 11 2026', finding: 'Turning charts are complete.',
    faultReasons: [], actionIds: [], ...more,
  });
  const invocation = () => ({
    leadOfficerId: house.cast.qaOfficer.membershipId, concernsChairId: house.cast.chair.membershipId, policePosition: 'Asked; no enquiry.', informingPeople: 'Families are written to on Thursday.', reviewOn: '8 12 2026',
  });
  const invoked = async (service: TestService): Promise<void> => {
    done(await send(house.cast.dass, 'decideSeriousConcerns', { ...recommended(await recommend(service, 'D04')), ...invocation() }));
  };
  const escalation = async (service: TestService, more: object = {}) => ({
    ...(await ofService(service)), ...invocation(), criteria: [{ code: 'seriousIncident', evidence: 'No nurse on the night shift.', records: [] }], immediateDanger: true,
    emergencyRisk: 'Nobody can give medicines tonight.', whoWasTried: 'The Director, by telephone at 21:40 and 21:55.', ...more,
  });
  const deadlines = ({ serviceId }: TestService) => house.sql<{ kind: string; due_on: string }>(
    `select d.kind, d.due_on::text from deadlines d join workflows w on w.id = d.workflow_id where w.machine = 'stage' and d.service_id = $1 and d.withdrawn_at is null and d.fired_at is null order by d.kind`, [serviceId]);

  describe('proposals', () => {
    it('D03 an officer proposes enhanced monitoring on an amber risk, with criteria and the records they rest on; an authorised officer approves, and the proposer is told', async () => {
      const service = await house.service();
      const form = { serviceId: service.serviceId, text: 'Sores again.', criteria: [{ code: 'harmCluster', evidence: 'Two people.', records: [await intelligence(service)] }] };
      expect(requirements(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', form))).toEqual(['hasRiskEvidence']);
      await assess(service, 2, 3);
      expect(done(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', form)).reference).toMatch(/^PRO-2026-/);
      expect((await stage(service)).state).toBe('enhancedProposed');
      expect(requirements(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', form))).toEqual([]);
      const approve = { ...(await ofService(service)), outcome: 'approve', leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' };
      expect((await send(house.cast.headOfService, 'decideStageProposal', { ...approve, frequency: '', leadOfficerId: null })).fields?.map(({ field }) => field).sort()).toEqual(['frequency', 'leadOfficerId']);
      const decision = done(await send(house.cast.headOfService, 'decideStageProposal', approve));
      expect((await stage(service)).state).toBe('enhanced');
      const { data } = await house.gql<{ decision: { criteria: { code: string; records: { kind: string; reference: string }[] }[] } }>(
        house.cast.chair, 'query ($id: ID!) { decision(id: $id) { criteria { code words records { kind reference } } } }', { id: decision.id });
      expect(data.decision.criteria).toMatchObject([{ code: 'harmCluster', records: [{ kind: 'intelligence', reference: expect.stringMatching(/^INT-/) }] }]);
      const overview = await house.gql<{ service: { criteria: object | null } }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { criteria { decisionId criteria { words evidence records { kind } } } } }', { id: service.serviceId });
      expect(overview.data.service.criteria).toMatchObject({ decisionId: decision.id, criteria: [{ words: expect.stringContaining('cluster') as string, evidence: 'Two people.', records: [{ kind: 'intelligence' }] }] });
      await house.drain();
      expect(await house.sql('select subject from mail_messages where to_membership_id = $1 and subject like $2', [house.cast.qaOfficer.membershipId, `%${decision.reference}`])).toHaveLength(1);
    });

    it('R27 a score that rises or falls moves no stage: it brings the service to the panel, with how it moved, and lets an officer propose', async () => {
      const service = await house.service({ name: 'Larch House' });
      const score = (likelihood: string, impact: string): Promise<Answer> => send(house.cast.qaOfficer, 'recordRiskAssessment', { serviceId: service.serviceId, assessedOn: '9 11 2026', likelihood, impact, text: 'Nights are short of staff.' });
      const { id: meetingId } = done(await send(house.cast.coordinator, 'scheduleMeeting', {
        startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2, County Hall', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], dateIsMeant: true,
      }));
      const reasons = async (): Promise<{ kind: string; words: string }[] | undefined> => {
        const { data } = await house.gql<{ meeting: { agenda: { serviceId: string | null; reasons: { kind: string; words: string }[] }[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind words } } } }', { id: meetingId });
        return data.meeting.agenda.find(({ serviceId }) => serviceId === service.serviceId)?.reasons;
      };
      expect(await reasons()).toBeUndefined();
      const before = await stage(service);
      done(await score('4', '5'));
      expect(await stage(service)).toEqual(before);
      expect(await reasons()).toEqual([{ kind: 'risk', words: 'Risk first assessed on 9 November, as critical' }]);
      done(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', { serviceId: service.serviceId, text: 'Nights.', criteria: [{ code: 'harmCluster', evidence: 'Two people.' }] }));
      done(await send(house.cast.headOfService, 'decideStageProposal', { ...(await ofService(service)), outcome: 'approve', leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' }));
      const enhanced = await stage(service);
      done(await score('1', '1'));
      expect(await stage(service)).toEqual(enhanced);
      expect(enhanced.state).toBe('enhanced');
    });

    it('a proposal is declined with reasons: the service goes back to routine, stands there since it first did, and the proposer is told', async () => {
      const service = await house.service();
      await assess(service, 3, 3);
      done(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', { serviceId: service.serviceId, text: 'Sores again.', criteria: [] }));
      house.clock.set('2026-11-12T10:00:00Z');
      const decision = done(await send(house.cast.headOfService, 'decideStageProposal', { ...(await ofService(service)), outcome: 'decline' }));
      expect(await stage(service)).toMatchObject({ state: 'routine', since: '2026-11-10' });
      await house.drain();
      expect(await house.sql('select 1 as one from mail_messages where to_membership_id = $1 and subject like $2', [house.cast.qaOfficer.membershipId, `%${decision.reference}`])).toHaveLength(1);
      expect(await house.sql('select decision_id from stage_proposals where service_id = $1', [service.serviceId])).toEqual([{ decision_id: decision.id }]);
    });

    it('R02 a recommendation of serious concerns proposes it; declined, it goes back and whoever signed is told', async () => {
      const service = await house.service();
      const recommendation = await recommend(service, 'D04');
      expect((await stage(service)).state).toBe('seriousConcernsProposed');
      const decision = done(await send(house.cast.dass, 'declineRecommendation', recommended(recommendation)));
      expect((await stage(service)).state).toBe('routine');
      await house.drain();
      expect(await house.sql('select 1 as one from mail_messages where to_membership_id = $1 and subject like $2', [house.cast.chair.membershipId, `%${decision.reference}`])).toHaveLength(1);
    });

    it('R02 a criterion rests on records of this service alone', async () => {
      const [service, other] = [await house.service(), await house.service()];
      await assess(service, 3, 3);
      const elsewhere = await intelligence(other);
      const refused = await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', { serviceId: service.serviceId, text: 'Sores.', criteria: [{ code: 'harmCluster', evidence: 'Two.', records: [elsewhere] }] });
      expect(refused.fields).toEqual([{ field: 'criteria', message: `Give references of this service’s own records: there is no ${elsewhere}` }]);
      expect((await stage(service)).state).toBe('routine');
    });

    it('two officers who propose at once make one proposal', async () => {
      const service = await house.service();
      await assess(service, 3, 3);
      const form = { serviceId: service.serviceId, text: 'Sores again.', criteria: [] };
      const answers = await Promise.all([send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', form), send(house.cast.safeguardingLead, 'proposeEnhancedMonitoring', form)]);
      expect(answers.map(({ __typename: name }) => name).sort()).toEqual(['ProposeEnhancedMonitoringPayload', 'TransitionRefused']);
    });
  });

  describe('serious concerns', () => {
    it('has its initial meeting within five working days, then enquiries, findings and a decision on the outcome, each with its date', async () => {
      const service = await house.service();
      await invoked(service);
      expect((await stage(service)).state).toBe('seriousConcerns.initialMeetingDue');
      expect(await deadlines(service)).toEqual([{ kind: 'initialMeeting', due_on: '2026-11-17' }, { kind: 'stageReview', due_on: '2026-12-08' }]);
      expect(requirements(await send(house.cast.coordinator, 'holdInitialMeeting', await step(service, { heldOn: '11 11 2026', findingsOn: '1 12 2026' })))).toEqual(['hasMeetingHeld']);
      done(await send(house.cast.coordinator, 'holdInitialMeeting', await step(service, { heldOn: '10 11 2026', findingsOn: '1 12 2026' })));
      expect(await deadlines(service)).toContainEqual({ kind: 'findingsMeeting', due_on: '2026-12-01' });
      done(await send(house.cast.coordinator, 'moveFindingsMeeting', await step(service, { findingsOn: '3 12 2026' })));
      expect(await deadlines(service)).toContainEqual({ kind: 'findingsMeeting', due_on: '2026-12-03' });
      house.clock.set('2026-12-03T10:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      expect((await stage(service)).state).toBe('seriousConcerns.findingsDue');
      done(await send(house.cast.coordinator, 'holdFindingsMeeting', await step(service, { heldOn: '3 12 2026' })));
      expect((await stage(service)).state).toBe('seriousConcerns.decisionOnOutcome');
      expect((await deadlines(service)).map(({ kind }) => kind)).toEqual(['stageReview']);
      done(await send(house.cast.coordinator, 'continueEnquiries', await step(service, { findingsOn: '5 1 2027' })));
      expect((await stage(service)).state).toBe('seriousConcerns.enquiriesAndImprovement');
      expect(await house.sql('select event, text from stage_notes where service_id = $1 order by recorded_at, id', [service.serviceId])).toHaveLength(4);
      const { data } = await house.gql<{ chronology: { lines: { words: string; detail: string | null }[] } }>(
        house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["stage"]) { lines { words detail } } }', { id: service.serviceId });
      expect(data.chronology.lines).toContainEqual({ words: 'Initial meeting held', detail: 'Agreed in the room.' });
    });

    it('steps down only with every must-do action verified, a first-hand check since of a kind the procedure lists, no open red risk, no full stop and the findings held', async () => {
      const service = await house.service();
      await visit(service, { visitedOn: '9 11 2026' });
      await invoked(service);
      await assess(service, 4, 4);
      const action = done(await send(house.cast.qaOfficer, 'createAction', { serviceId: service.serviceId, description: 'Turning charts.', mustDo: true, ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '20 11 2026' }));
      const down = async () => ({ ...recommended(await recommend(service, 'D16')), evidence: 'Charts are kept.', reviewOn: '10 12 2026' });
      // The visit of the day before does not count, and neither do calls at a nursing home.
      done(await visit(service, { kind: 'calls' }));
      expect(requirements(await send(house.cast.headOfService, 'decideStepDown', await down())).sort()).toEqual(['hasFirstHandCheck', 'hasHeldFindings', 'hasNoRedRisk', 'hasVerifiedMustDoActions']);
      done(await visit(service));
      await assess(service, 2, 3);
      done(await send(house.cast.qaOfficer, 'supersedeAction', { id: action.id, version: action.version, reason: 'Another does it.' }));
      done(await send(house.cast.coordinator, 'holdInitialMeeting', await step(service, { heldOn: '10 11 2026', findingsOn: '1 12 2026' })));
      done(await send(house.cast.coordinator, 'holdFindingsMeeting', await step(service, { heldOn: '10 11 2026' })));
      const decision = done(await send(house.cast.headOfService, 'decideStepDown', await down()));
      expect((await stage(service)).state).toBe('enhanced');
      expect(await house.sql(`select terms ->> 'firstHandCheckOn' as seen from decisions where id = $1`, [decision.id])).toEqual([{ seen: '2026-11-10' }]);
      expect(await replayOf(house, (await stage(service)).id)).toBeUndefined();
    });
  });

  describe('urgent escalation', () => {
    it('R03 one officer decides alone in immediate danger, with the risk and who was tried; a senior officer is told at once', async () => {
      const service = await house.service();
      expect((await send(house.cast.headOfService, 'escalateUrgently', await escalation(service))).limit).toContain('an Assistant Director');
      expect((await send(house.cast.chair, 'escalateUrgently', await escalation(service))).__typename).toBe('NotPermitted');
      expect((await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service, { emergencyRisk: '', whoWasTried: '', criteria: [] }))).fields?.map(({ field }) => field).sort())
        .toEqual(['criteria', 'emergencyRisk', 'whoWasTried']);
      // R41: even in an emergency, serious concerns begins with the decision on telling people, or why not yet.
      expect((await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service, { informingPeople: ' ' }))).fields).toEqual([{ field: 'informingPeople', message: 'Enter who tells people and families and when, or why not yet' }]);
      expect(requirements(await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service, { immediateDanger: false })))).toEqual(['hasImmediateDanger']);
      const decision = done(await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service)));
      expect(await stage(service)).toMatchObject({ state: 'seriousConcerns.initialMeetingDue', context: { urgent: { confirmBy: '2026-11-11' } } });
      expect(await house.sql('select code, outcome from decisions where id = $1', [decision.id])).toEqual([{ code: 'D18', outcome: 'approved' }]);
      await house.drain();
      expect(await house.sql(`select body from mail_messages where to_membership_id = $1 and subject = 'An urgent escalation waits for you'`, [house.cast.dass.membershipId])).toHaveLength(1);
      expect(await house.sql('select kind from letters where decision_id = $1', [decision.id])).toEqual([{ kind: 'S1' }]);
    });

    it('R21 answers the proposal that waits, also where the decider is out of the item and is kept from it; so does closing', async () => {
      const { assistantDirector, headOfService, coordinator, qaOfficer } = house.cast;
      const meeting = newId();
      const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
      await house.sql(`insert into meetings (council_id, id, reference, series, title, starts_at, ends_at, venue, chair_id, coordinator_id, recorded_at) values ($1, $2, 'MTG-2026-97001', 'panel', 'Panel', '2026-11-17T10:00:00Z', '2026-11-17T12:00:00Z', 'Room 4', $3, $4, '2026-11-01T09:00:00Z')`,
        [house.councilId, meeting, house.cast.chair.membershipId, coordinator.membershipId]);
      await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, changed_by, changed_at) values ($1, $2, 'meeting', 1, 'scheduled', '{}', 1, $3, $4, '2026-11-01T09:00:00Z')`, [house.councilId, meeting, procedure?.id, coordinator.membershipId]);
      const proposed = async (out: Actor): Promise<TestService> => {
        const service = await house.service();
        await assess(service, 2, 3);
        done(await send(qaOfficer, 'proposeEnhancedMonitoring', { serviceId: service.serviceId, text: 'Nights.', criteria: [{ code: 'harmCluster', evidence: 'Two people.' }] }));
        const item = newId();
        await house.sql(`insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, recorded_by, recorded_at) values ($1, $2, $3, $4, 8, (select 1 + count(*) from agenda_items where meeting_id = $3), 'Home', $5, '2026-11-01T09:00:00Z')`, [house.councilId, item, meeting, service.serviceId, coordinator.membershipId]);
        await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, item, out.membershipId, out.personId]);
        expect(await house.unit.run(out, () => house.unit.query('select 1 from stage_proposals where service_id = $1', [service.serviceId]))).toEqual([]);
        return service;
      };
      const answeredBy = async ({ serviceId }: TestService) => (await house.sql<{ decision_id: string | null }>('select decision_id from stage_proposals where service_id = $1', [serviceId]))[0]?.decision_id;
      const escalated = await proposed(assistantDirector);
      const decision = done(await send(assistantDirector, 'escalateUrgently', await escalation(escalated)));
      expect(await answeredBy(escalated)).toBe(decision.id);
      const ended = await proposed(headOfService);
      const closing = done(await send(headOfService, 'closeService', { ...(await ofService(ended)), closingReason: 'providerCeased' }));
      expect(await answeredBy(ended)).toBe(closing.id);
      // A decision answers what waits at its own service, and by whoever made it alone.
      const other = await proposed(headOfService);
      await house.unit.run(house.cast.dass, () => house.unit.query('select answer_proposal($1)', [closing.id]));
      expect(await answeredBy(other)).toBeNull();
    });

    it('R03 it is confirmed or ended by an officer senior to the decider, once; and is no step down meanwhile', async () => {
      const service = await house.service();
      done(await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service)));
      const confirm = async (outcome: string) => ({ ...(await ofService(service)), outcome });
      expect(requirements(await send(house.cast.assistantDirector, 'confirmUrgentEscalation', await confirm('confirm')))).toEqual(['hasSeniorConfirmer']);
      expect(requirements(await send({ ...house.cast.headOfService, grade: 4 }, 'confirmUrgentEscalation', { ...(await confirm('confirm')), otherDirector: true }))).toEqual(['hasSeniorConfirmer']);
      const down = { ...recommended(await recommend(service, 'D16')), evidence: 'It is safe now.', reviewOn: '10 12 2026' };
      expect(requirements(await send(house.cast.headOfService, 'decideStepDown', down))).toContain('isConfirmed');
      done(await send(house.cast.dass, 'confirmUrgentEscalation', await confirm('confirm')));
      expect((await stage(service)).context['urgent']).toBeNull();
      expect((await deadlines(service)).map(({ kind }) => kind)).toEqual(['initialMeeting', 'stageReview']);
      expect(requirements(await send(house.cast.dass, 'confirmUrgentEscalation', await confirm('end')))).toContain('isUrgent');
    });

    it('R03 ended, the service is where it was, and since when', async () => {
      const service = await house.service();
      await assess(service, 3, 3);
      done(await send(house.cast.headOfService, 'decideEnhancedMonitoring', { ...recommended(await recommend(service, 'D03')), leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'Monthly.', reviewOn: '8 12 2026' }));
      house.clock.set('2026-11-14T22:00:00Z');
      done(await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service)));
      done(await send(house.cast.dass, 'confirmUrgentEscalation', { ...(await ofService(service)), outcome: 'end' }));
      expect(await stage(service)).toMatchObject({ state: 'enhanced', since: '2026-11-10', context: { urgent: null } });
      expect((await deadlines(service)).map(({ kind }) => kind)).toEqual(['stageReview']);
    });

    it('R03 unconfirmed, the senior officers are told every day, over a weekend too, until it is', async () => {
      const service = await house.service();
      // A Friday evening: the next working day is Monday (case 4).
      house.clock.set('2026-11-13T21:00:00Z');
      done(await send(house.cast.assistantDirector, 'escalateUrgently', await escalation(service)));
      expect(await deadlines(service)).toContainEqual({ kind: 'urgentConfirmation', due_on: '2026-11-16' });
      const chased = async (): Promise<number> => (await house.sql(
        `select 1 as one from mail_messages where to_membership_id = $1 and subject = 'An urgent escalation is not confirmed' and body like $2`, [house.cast.dass.membershipId, `%${service.serviceId}%`])).length;
      for (const [day, mails] of [['2026-11-16', 0], ['2026-11-17', 1], ['2026-11-18', 2]] as const) {
        house.clock.set(`${day}T09:00:00Z`);
        await house.get(DeadlineSweeper).sweep();
        await house.drain();
        expect([day, await chased()]).toEqual([day, mails]);
      }
      done(await send(house.cast.dass, 'confirmUrgentEscalation', { ...(await ofService(service)), outcome: 'confirm' }));
      house.clock.set('2026-11-20T09:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      await house.drain();
      expect(await chased()).toBe(2);
      expect(await replayOf(house, (await stage(service)).id)).toBeUndefined();
    });

    it('of two who escalate at once one does, and the other is told', async () => {
      const service = await house.service();
      const forms = [await escalation(service), await escalation(service)];
      const answers = await Promise.all(forms.map((form) => send(house.cast.assistantDirector, 'escalateUrgently', form)));
      expect(answers.filter(({ __typename: name }) => name === 'EscalateUrgentlyPayload')).toHaveLength(1);
      expect(answers.filter(({ __typename: name }) => name === 'StaleVersion' || name === 'TransitionRefused')).toHaveLength(1);
    });
  });

  describe('closing and opening again', () => {
    it('R19 a case does not close with open actions or restrictions; live enquiries need a safeguarding owner who accepts them', async () => {
      const service = await house.service();
      const action = done(await send(house.cast.qaOfficer, 'createAction', { serviceId: service.serviceId, description: 'Charts.', mustDo: false, ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '20 11 2026' }));
      done(await send(house.cast.coordinator, 'recordImposedRestriction', {
        serviceId: service.serviceId, kind: 'voluntary', covers: 'all', reasonCode: 'infection', source: 'The provider’s letter.', sourceOn: '9 11 2026', endCondition: 'Two clear days.', startsOn: '10 11 2026', reviewOn: '20 11 2026', exceptions: 'Nobody',
      }));
      await intelligence(service, '2026-11-09T10:00:00Z', 'linkToS42');
      const close = async (more: object = {}) => ({ ...(await ofService(service)), closingReason: 'contractEnded', ...more });
      expect(requirements(await send(house.cast.headOfService, 'closeService', await close())).sort()).toEqual(['hasNoLiveSanction', 'hasNoOpenAction', 'hasSafeguardingOwner']);
      await house.sql(`update workflows set state = 'lifted' where machine = 'restriction' and service_id = $1`, [service.serviceId]);
      done(await send(house.cast.qaOfficer, 'supersedeAction', { id: action.id, version: action.version, reason: 'The contract ended.' }));
      expect((await send(house.cast.qaOfficer, 'closeService', await close())).__typename).toBe('NotPermitted');
      const owned = { safeguardingOwnerId: house.cast.safeguardingLead.membershipId, safeguardingOwnerAccepts: true };
      expect(requirements(await send(house.cast.headOfService, 'closeService', await close({ ...owned, safeguardingOwnerAccepts: false })))).toEqual(['hasSafeguardingOwner']);
      done(await send(house.cast.headOfService, 'closeService', await close(owned)));
      expect((await stage(service)).state).toBe('closed');
      expect(await deadlines(service)).toContainEqual({ kind: 'closingCheck', due_on: '2027-02-10' });
    });

    it('the check after closing is made once, and only new intelligence opens a case again, to be proposed anew', async () => {
      const service = await house.service();
      await intelligence(service);
      done(await send(house.cast.headOfService, 'closeService', { ...(await ofService(service)), closingReason: 'providerCeased' }));
      const reopen = async () => ({ ...(await step(service, {})), criteria: [{ code: 'whistleblowing', evidence: 'A former nurse wrote.' }] });
      expect(requirements(await send(house.cast.safeguardingLead, 'reopenService', await reopen()))).toEqual(['hasNewIntelligence']);
      house.clock.set('2027-01-20T10:00:00Z');
      done(await send(house.cast.qaOfficer, 'recordClosingCheck', await step(service, { checkedOn: '20 1 2027' })));
      expect(await deadlines(service)).toEqual([]);
      expect(requirements(await send(house.cast.qaOfficer, 'recordClosingCheck', await step(service, { checkedOn: '20 1 2027' })))).toContain('owesClosingCheck');
      await intelligence(service, '2027-01-20T11:00:00Z');
      house.clock.set('2027-01-20T12:00:00Z');
      done(await send(house.cast.safeguardingLead, 'reopenService', await reopen()));
      expect((await stage(service)).state).toBe('seriousConcernsProposed');
      expect(await replayOf(house, (await stage(service)).id)).toBeUndefined();
    });
  });

  describe('visits', () => {
    it('D02 is decided on intelligence of the service, then recorded once; a correction keeps what stood before', async () => {
      const service = await house.service();
      await intelligence(service);
      const [{ id: intelligenceId } = { id: '' }] = await house.sql<{ id: string }>('select id from intelligence where service_id = $1', [service.serviceId]);
      const going = { serviceId: service.serviceId, kind: 'responsive', announced: false, outOfHours: true, officerIds: [house.cast.qaOfficer.membershipId] };
      const decide = { ...going, intelligenceId, plannedOn: '10 11 2026', focus: 'Nights.' };
      expect((await send(house.cast.qaOfficer, 'decideResponsiveVisit', { ...decide, intelligenceId: newId(), plannedOn: '9 11 2026' })).fields?.map(({ field }) => field)).toEqual(['plannedOn']);
      expect((await send(house.cast.qaOfficer, 'decideResponsiveVisit', { ...decide, intelligenceId: newId() })).fields?.map(({ field }) => field)).toEqual(['intelligenceId']);
      const planned = done(await send(house.cast.qaOfficer, 'decideResponsiveVisit', decide));
      const found = { ...going, plannedVisitId: planned.id, visitedOn: '10 11 2026', finding: 'One nurse for two floors.', faultReasons: ['safety'], actionIds: [] };
      expect((await send(house.cast.qaOfficer, 'recordVisit', { ...found, visitedOn: '11 11 2026' })).fields?.map(({ field }) => field)).toEqual(['visitedOn']);
      const answers = await Promise.all([send(house.cast.qaOfficer, 'recordVisit', found), send(house.cast.icbNurse, 'recordVisit', found)]);
      expect(answers.map(({ __typename: name }) => name)).toEqual(expect.arrayContaining(['RecordVisitPayload']));
      expect(answers.filter(({ __typename: name }) => name === 'RecordVisitPayload')).toHaveLength(1);
      const { plannedVisitId: _planned, serviceId: _service, ...again } = found;
      const correct = { ...again, id: planned.id, version: 2, finding: 'Two nurses, one on a break.', faultReasons: [], reason: 'The rota was misread.' };
      done(await send(house.cast.qaOfficer, 'correctVisit', correct));
      expect((await send(house.cast.qaOfficer, 'correctVisit', correct)).__typename).toBe('StaleVersion');
      const { data } = await house.gql<{ visit: { finding: string; corrections: { finding: string; reason: string; faultWords: string[] }[] } }>(
        house.cast.chair, 'query ($id: ID!) { visit(id: $id) { finding corrections { finding reason faultWords } } }', { id: planned.id });
      expect(data.visit).toMatchObject({ finding: correct.finding, corrections: [{ finding: found.finding, reason: correct.reason, faultWords: [expect.stringContaining('Safety')] }] });
      const outside = await house.gql<{ visit: unknown }>(await house.neighbour(), 'query ($id: ID!) { visit(id: $id) { id } }', { id: planned.id });
      expect(outside.data.visit).toBeNull();
    });
  });

  describe('local procedures', () => {
    const under = async (name: string): Promise<TestService> => {
      const service = await house.service();
      const id = newId();
      await house.sql(`insert into procedures (council_id, id, name, version, effective_from, content, recorded_at) select $1, $2, 'local', 1 + max(version), '2026-11-10', $3::jsonb, '2026-11-10T09:00:00Z' from procedures where council_id = $1`,
        [house.councilId, id, JSON.stringify(procedureNamed(name))]);
      return service;
    };
    afterEach(async () => {
      await under('default');
    });

    it('Bradford goes from routine to serious concerns and back, with enhanced monitoring as an arrangement inside; no sanction asks for a stage', async () => {
      const service = await under('bradford');
      await assess(service, 3, 3);
      expect(requirements(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', { serviceId: service.serviceId, text: 'Sores.', criteria: [] }))).toEqual(['hasEnhancedStage']);
      await invoked(service);
      done(await send(house.cast.qaOfficer, 'arrangeEnhancedMonitoring', { ...(await step(service, {})), text: 'A visit a fortnight.' }));
      expect((await stage(service)).context['arrangedOn']).toBe('2026-11-10');
      done(await visit(service, { kind: 'safeAndWell' }));
      await assess(service, 1, 2);
      done(await send(house.cast.coordinator, 'holdInitialMeeting', await step(service, { heldOn: '10 11 2026', findingsOn: '1 12 2026' })));
      done(await send(house.cast.coordinator, 'holdFindingsMeeting', await step(service, { heldOn: '10 11 2026' })));
      const decision = done(await send(house.cast.headOfService, 'decideStepDown', { ...recommended(await recommend(service, 'D16')), evidence: 'Charts are kept.' }));
      expect((await stage(service)).state).toBe('routine');
      expect(await house.sql(`select terms ->> 'to' as "to" from decisions where id = $1`, [decision.id])).toEqual([{ to: 'routine' }]);
    });

    it('in Bradford only a visit that answers something may be unannounced', async () => {
      const service = await under('bradford');
      expect((await visit(service)).fields?.map(({ field }) => field)).toEqual(['announced']);
      done(await visit(service, { kind: 'responsive' }));
      done(await visit(service, { announced: true }));
    });

    it('elsewhere enhanced monitoring is a stage: there is no arrangement inside serious concerns', async () => {
      const service = await house.service();
      await invoked(service);
      expect(requirements(await send(house.cast.qaOfficer, 'arrangeEnhancedMonitoring', await step(service, {})))).toEqual(['hasNoEnhancedStage']);
    });
  });
});
