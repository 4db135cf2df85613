import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; reference?: string; limit?: string; message?: string; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };

const words = {
  reasons: 'Two visits saw it.', optionsConsidered: 'Nothing.', providerPosition: 'It agrees.', effectOnPeople: 'Nobody moves.', proportionality: 'A cap alone did not hold.', equalityNote: 'Nobody is treated less well.',
};

describe('a restriction that stands is changed, lifted in phases and superseded', () => {
  let house: House;
  let service: TestService;
  let restriction: string;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.set('2026-11-10T10:00:00Z');
    service = await house.service();
    restriction = await restrict(service);
  });

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(
      actor,
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id reference } ... on Refusal { message }
        ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } ... on AuthorityExceeded { limit } } }`,
      { input },
    );
    if (errors !== undefined || data[mutation] === undefined) throw new Error(JSON.stringify(errors));
    return data[mutation];
  };
  const assess = async (on: TestService): Promise<string> => {
    const id = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
       select $1, $2, $3, 1 + (select count(*) from risk_assessments where service_id = $3), '2026-11-09', 4, 4, 'Pressure care.', $4, '2026-11-09T10:00:00Z'`,
      [house.councilId, id, on.serviceId, house.cast.qaOfficer.membershipId],
    );
    return id;
  };
  const confirming = { outcome: 'confirm', notHeardReason: 'It answered by telephone.' };
  async function restrict(on: TestService, changes: object = {}, chairedBy = house.cast.chair.membershipId): Promise<string> {
    const id = await place(on, changes, chairedBy);
    const confirmed = await send(house.cast.assistantDirector, 'confirmRestriction', { ...(await standing(id)), ...words, ...confirming });
    if (confirmed.id === undefined) throw new Error(JSON.stringify(confirmed));
    return id;
  }
  /** In force as a precaution, its fresh decision to come. */
  async function place(on: TestService, changes: object = {}, chairedBy = house.cast.chair.membershipId): Promise<string> {
    const { chair, assistantDirector } = house.cast;
    const { id, version } = await house.unit.run(chair, () => house.get(RecommendationsService).record({
      serviceId: on.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'Restrict it.', criteria: [], proposal: {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy, signedBy: chair.membershipId,
    }));
    const made = await send(assistantDirector, 'decideRestriction', {
      id, version, idempotencyKey: newId(), ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: await assess(on), liftConditions: 'Two visits find it safe.',
      exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', notHeardReason: 'People may be harmed.', toldHow: 'By telephone', ...changes,
    });
    const [row] = await house.sql<{ id: string }>('select restriction_id as id from decisions where id = $1', [made.id]);
    if (row === undefined) throw new Error(JSON.stringify(made));
    return row.id;
  }
  const versionOf = async (id: string): Promise<number> => (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0;
  const stateOf = async (id: string): Promise<string | undefined> => (await house.sql<{ state: string }>('select state from workflows where id = $1', [id]))[0]?.state;
  const standing = async (id: string) => ({ id, version: await versionOf(id), idempotencyKey: newId() });
  const change = () => standing(restriction);
  const visit = async (on: TestService, visitedOn: string, changes: object = {}): Promise<void> => {
    const made = await send(house.cast.qaOfficer, 'recordVisit', {
      idempotencyKey: newId(), serviceId: on.serviceId, kind: 'followUp', announced: false, outOfHours: false, officerIds: [house.cast.qaOfficer.membershipId], visitedOn, finding: 'What was seen.', faultReasons: [], actionIds: [], ...changes,
    });
    if (made.id === undefined) throw new Error(JSON.stringify(made));
  };
  const deciding = async () => ({ ...(await change()), ...words });
  const evidence = { evidenceKind: 'firstHand', evidenceOn: '12 11 2026', evidence: 'The visit of 12 November', evidenceChecked: true };
  const phase = { placements: 1, weeks: 2, reviewOn: '8 12 2026' };
  const placing = async () => (await house.gql<{ placingAnswer: { sentence: string; mayPlace: string } }>(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { sentence mayPlace } }', { id: service.serviceId })).data.placingAnswer;
  const requirements = ({ unmet }: Answer): string[] => (unmet ?? []).map(({ requirement }) => requirement);

  describe('in phases', () => {
    beforeEach(async () => {
      house.clock.set('2026-11-12T10:00:00Z');
      await visit(service, '12 11 2026');
    });

    it('R09 it begins with first-hand evidence after the last finding, and brokerage reads the phase', async () => {
      await visit(service, '11 11 2026', { finding: 'Medicines were left out.', faultReasons: ['safety'] });
      const late = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, evidenceOn: '11 11 2026', ...phase });
      expect(requirements(late)).toEqual(['isEvidenceAfterLastFinding']);
      const letter = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, evidenceKind: 'providerLetter', ...phase });
      expect(requirements(letter)).toEqual(['hasRightEvidence']);
      expect((await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase })).__typename).toBe('StartPhasedLiftPayload');
      expect(await placing()).toMatchObject({ mayPlace: 'partly', sentence: expect.stringContaining('No more than 1 new nursing placement in 2 weeks, while the restriction is lifted in phases') });
    });

    it('R09 first-hand evidence is a visit on record of a kind that counts, after the restriction began', async () => {
      const lift = async (evidenceOn: string) => requirements(await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, evidenceOn, ...phase }));
      expect(await lift('11 11 2026')).toEqual(['hasVisitOnRecord']);
      await visit(service, '11 11 2026', { kind: 'calls', announced: true });
      expect(await lift('11 11 2026')).toEqual(['hasVisitOnRecord']);
      for (const day of ['9 11 2026', '10 11 2026']) {
        await visit(service, day);
        expect(await lift(day)).toEqual(['isEvidenceAfterLastFinding']);
      }
    });

    it('D09 it takes the rank that imposed, and never the lead officer', async () => {
      const refused = await send(house.cast.headOfService, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase });
      expect(requirements(refused)).toEqual(['isOfRankThatImposed']);
      expect((await send(house.cast.qaOfficer, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase })).__typename).toBe('NotPermitted');
    });

    it('R06 a phase is reviewed within the procedure’s days, and every field in error is named at once', async () => {
      const late = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase, reviewOn: '18 12 2026' });
      expect(requirements(late)).toEqual(['isReviewedInTime']);
      const bad = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, placements: 0, weeks: 13, reviewOn: 'soon' });
      expect(bad.fields?.map(({ field }) => field).sort()).toEqual(['placements', 'reviewOn', 'weeks']);
    });

    it('a phase that holds is followed by the next, a relapse makes the restriction whole, and it lifts from a phase', async () => {
      const director = house.cast.assistantDirector;
      await send(director, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase });
      const unseen = await send(director, 'passPhase', { ...(await deciding()), ...phase, placements: 2, reviewNote: ' ' });
      expect(unseen.fields).toEqual([{ field: 'reviewNote', message: 'Enter what was seen in this phase and what it shows' }]);
      expect((await send(director, 'passPhase', { ...(await deciding()), ...phase, placements: 2, reviewNote: 'The new resident is safe.' })).__typename).toBe('PassPhasePayload');
      expect((await placing()).sentence).toContain('No more than 2 new nursing placements in 2 weeks');
      expect((await send(house.cast.headOfService, 'relapseRestriction', { ...(await deciding()), evidence: 'A pressure ulcer on 20 November', reviewOn: '8 12 2026' })).__typename).toBe('RelapseRestrictionPayload');
      expect(await stateOf(restriction)).toBe('inForce');
      expect((await placing()).sentence).toContain('No new nursing placements');
      const again = await send(director, 'passPhase', { ...(await deciding()), ...phase, reviewNote: 'Seen.' });
      expect(again.__typename).toBe('TransitionRefused');
    });

    it('of two officers at once one is told what the other did', async () => {
      const form = { ...(await deciding()), ...evidence, ...phase };
      const both = await Promise.all([send(house.cast.assistantDirector, 'startPhasedLift', form), send(house.cast.dass, 'startPhasedLift', { ...form, idempotencyKey: newId() })]);
      expect(both.map(({ __typename }) => __typename).sort()).toEqual(['StaleVersion', 'StartPhasedLiftPayload']);
    });

    it('R07 the provider has a letter with the terms of the phase and the evidence, and partners an alert', async () => {
      await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase });
      await house.drain();
      const [letter] = await house.sql<{ body: { parts: { heading: string; text: string }[] }; subject: string }>(`select body, subject from letters where service_id = $1 and decision_id = (select id from decisions where terms->>'outcome' = 'phase' and service_id = $1)`, [service.serviceId]);
      expect(letter?.subject).toContain('lifted in phases');
      expect(letter?.body.parts).toContainEqual({ heading: 'What we relied on', text: 'The visit of 12 November' });
      expect(letter?.body.parts.find(({ heading }) => heading === 'The restriction')?.text).toContain('No more than 1 new nursing placement in 2 weeks');
      const [mails] = await house.sql<{ n: number }>(`select count(*)::int n from mail_messages where dedupe_key like 'placement-alert:%' and subject like '%' || (select reference from restrictions where id = $1)`, [restriction]);
      expect(mails?.n).toBeGreaterThanOrEqual(2);
    });
  });

  describe('after its review', () => {
    const terms = { covers: 'all', reasonCodes: ['safety'], liftConditions: 'Three visits find it safe.', reviewNote: 'The second visit found the same.', reviewOn: '8 12 2026' };

    it('R41 a partial stop becomes a full one only with the decision on telling people', async () => {
      const form = { ...(await deciding()), ...terms, kind: 'fullStop', riskAssessmentId: await assess(service), notHeardReason: 'Harm since.' };
      expect((await send(house.cast.assistantDirector, 'varyRestriction', form)).fields).toEqual([{ field: 'informingPeople', message: 'Enter who tells people and families and when, or why not yet' }]);
      expect((await send(house.cast.assistantDirector, 'varyRestriction', { ...form, idempotencyKey: newId(), informingPeople: 'The manager, on Monday' })).__typename).toBe('VaryRestrictionPayload');
      expect(await placing()).toMatchObject({ mayPlace: 'no', sentence: expect.stringContaining('No new placements') });
      expect(await house.sql('select kind, scope->>\'covers\' as covers from restrictions where id = $1', [restriction])).toEqual([{ kind: 'fullStop', covers: 'all' }]);
    });

    it('D09 a variation to a full stop says what it means for equality and human rights, as placing one does', async () => {
      const form = { ...(await deciding()), ...terms, kind: 'fullStop', riskAssessmentId: await assess(service), notHeardReason: 'Harm since.', informingPeople: 'The manager', equalityNote: null };
      expect((await send(house.cast.assistantDirector, 'varyRestriction', form)).fields).toEqual([{ field: 'equalityNote', message: 'Enter what it means for equality and human rights' }]);
    });

    it('R01 a stricter kind takes the rank that would impose it; R39 nor does whoever chaired the item decide it', async () => {
      const own = await house.service();
      restriction = await restrict(own, { kind: 'cap', covers: 'all', perWeek: 1 }, house.cast.dass.membershipId);
      const form = { ...(await deciding()), ...terms, kind: 'fullStop', riskAssessmentId: await assess(own), informingPeople: 'The manager', notHeardReason: 'Harm since.' };
      expect((await send(house.cast.headOfService, 'varyRestriction', form)).limit).toContain('Assistant Director');
      expect(requirements(await send(house.cast.dass, 'varyRestriction', { ...form, idempotencyKey: newId() }))).toEqual(['isIndependentDecider']);
    });

    it('R06 nobody here changes or phases a stop that is not the council’s', async () => {
      const stop = await send(house.cast.qaOfficer, 'recordImposedRestriction', {
        idempotencyKey: newId(), serviceId: service.serviceId, kind: 'voluntary', covers: 'clientGroup', coverDetail: 'of people with dementia', source: 'Letter of 9 November', sourceOn: '9 11 2026',
        endCondition: 'No case for a week', reasonCode: 'infection', startsOn: '9 11 2026', reviewOn: '20 11 2026', exceptions: 'nobody',
      });
      restriction = stop.id ?? '';
      expect(requirements(await send(house.cast.dass, 'startPhasedLift', { ...(await deciding()), ...evidence, evidenceOn: '10 11 2026', ...phase }))).toEqual(['isCouncils']);
      // R10: what overlaps is barred by both, and each stands for itself.
      expect((await placing()).sentence).toMatch(/No new placements of people with dementia.*; No new nursing placements/);
    });
  });

  describe('a full stop is what covers every new placement', () => {
    const ofAll = { kind: 'partial', covers: 'all', informingPeople: null };
    const ofSome = { kind: 'fullStop', covers: 'nursing', informingPeople: 'The manager, on Monday' };

    it('R10 R41 partial of all and full stop of some are refused in words, by whatever way they come', async () => {
      const placing = { reasonCodes: ['safety'], riskAssessmentId: newId(), liftConditions: 'Two visits.', exceptions: 'the Head of Service', reviewOn: '8 12 2026', toldHow: 'By telephone', notHeardReason: 'Harm.', startsOn: '10 11 2026' };
      const ways: readonly (readonly [string, object])[] = [
        ['decideRestriction', { ...placing, wayIn: 'precautionary' }], ['restrictUrgently', { ...placing, emergencyRisk: 'Now.', whoWasTried: 'The Director.' }],
        ['varyRestriction', { reasonCodes: ['safety'], riskAssessmentId: newId(), liftConditions: 'Two visits.', reviewNote: 'Seen.', reviewOn: '8 12 2026' }],
        ['confirmRestriction', { outcome: 'vary', liftConditions: 'Two visits.', reviewOn: '8 12 2026' }],
      ];
      for (const [mutation, form] of ways) {
        for (const terms of [ofAll, ofSome]) {
          const answer = await send(house.cast.dass, mutation, { id: newId(), version: 1, idempotencyKey: newId(), ...words, ...form, ...terms });
          expect([mutation, answer.fields]).toEqual([mutation, [{ field: 'covers', message: terms === ofAll ? 'Choose which new placements it covers, or a full stop: a partial restriction does not cover them all' : 'Choose all new placements, or a partial restriction: a full stop covers them all' }]]);
        }
      }
      const { informingPeople: _told, ...stop } = ofSome;
      const appeal = { id: newId(), version: 1, idempotencyKey: newId(), ...words, outcome: 'partlyUpheld', effect: 'vary', arguments: [{ argument: 'One', answer: 'Two' }], liftConditions: 'Two visits.', reviewOn: '8 12 2026' };
      for (const terms of [{ kind: 'partial', covers: 'all' }, stop]) expect((await send(house.cast.dass, 'decideAppeal', { ...appeal, ...terms })).fields?.map(({ field }) => field)).toEqual(['covers']);
    });

    it('R41 the fresh decision widens a precaution to a full stop only with the decision on telling people, which is then tracked', async () => {
      const own = await house.service();
      restriction = await place(own);
      const form = { ...(await deciding()), outcome: 'vary', kind: 'fullStop', covers: 'all', liftConditions: 'Three visits.', reviewOn: '8 12 2026', notHeardReason: 'Harm since.' };
      expect((await send(house.cast.assistantDirector, 'confirmRestriction', { ...form, equalityNote: null })).fields?.map(({ field }) => field)).toEqual(['informingPeople', 'equalityNote']);
      const made = await send(house.cast.assistantDirector, 'confirmRestriction', { ...form, idempotencyKey: newId(), informingPeople: 'The manager, on Monday' });
      expect(made.__typename).toBe('ConfirmRestrictionPayload');
      expect(await house.sql(`select x.kind, x.scope->>'covers' as covers, w.context->>'kind' as stands from restrictions x join workflows w on w.id = x.id where x.id = $1`, [restriction])).toEqual([{ kind: 'fullStop', covers: 'all', stands: 'fullStop' }]);
      expect(await house.sql(`select d.informing_people as people, d.terms->>'kind' as kind, t.state as tracked from decisions d left join workflows t on t.id = d.id and t.machine = 'telling' where d.id = $1`, [made.id])).toEqual([{ people: 'The manager, on Monday', kind: 'fullStop', tracked: 'decided' }]);
      const { equalityNote: _notAsked, ...weighed } = words;
      const step = await send(house.cast.dass, 'continuePlacing', { ...weighed, serviceId: own.serviceId, idempotencyKey: newId(), evidence: 'A visit.', safeguards: 'Calls.', reviewOn: '20 11 2026' });
      expect(requirements(step)).toEqual(['hasNoFullStop']);
    });

    it('R01 the fresh decision to a stricter kind takes the rank that would impose it', async () => {
      restriction = await place(await house.service(), { kind: 'cap', covers: 'all', perWeek: 1 });
      const form = { ...(await deciding()), outcome: 'vary', kind: 'fullStop', covers: 'all', liftConditions: 'Three visits.', reviewOn: '8 12 2026', notHeardReason: 'Harm since.', informingPeople: 'The manager' };
      expect((await send(house.cast.headOfService, 'confirmRestriction', form)).limit).toContain('Assistant Director');
    });

    it('D08 R06 the fresh decision names what a cap allows and a review that lies ahead, as every other way does', async () => {
      restriction = await place(await house.service());
      const form = { ...(await deciding()), outcome: 'vary', kind: 'cap', covers: 'all', liftConditions: 'Three visits.', reviewOn: '8 12 2026', notHeardReason: 'Harm since.' };
      expect((await send(house.cast.assistantDirector, 'confirmRestriction', form)).fields).toEqual([{ field: 'perWeek', message: 'Enter how many new placements a week the cap allows' }]);
      for (const reviewOn of ['9 11 2026', '10 11 2026']) {
        expect((await send(house.cast.assistantDirector, 'confirmRestriction', { ...form, idempotencyKey: newId(), perWeek: 1, reviewOn })).fields).toEqual([{ field: 'reviewOn', message: 'Enter a review date after today' }]);
      }
      expect((await send(house.cast.assistantDirector, 'confirmRestriction', { ...form, idempotencyKey: newId(), perWeek: 1 })).__typename).toBe('ConfirmRestrictionPayload');
    });
  });

  describe('R05 what the provider said on it is answered whenever it is decided on again', () => {
    const point = async (): Promise<{ id: string; answer: (changes?: object) => object }> => {
      const [window] = await house.sql<{ id: string; version: number }>(
        `select r.id, w.version from representations r join decisions d on d.id = r.decision_id join workflows w on w.id = r.id where d.restriction_id = $1 order by r.recorded_at limit 1`, [restriction]);
      const said = await send(house.cast.coordinator, 'recordRepresentation', { id: window?.id, version: window?.version, idempotencyKey: newId(), text: 'A nurse has been there every night since Monday.', receivedOn: '10 11 2026' });
      if (said.id === undefined) throw new Error(JSON.stringify(said));
      const [found] = await house.sql<{ id: string }>('select p.id from representation_points p where p.representation_id = $1 and not exists (select from point_answers a where a.point_id = p.id)', [window?.id]);
      return { id: found?.id ?? '', answer: (changes = {}) => ({ answers: [{ pointId: found?.id, outcome: 'notAccepted', answer: 'Two nights showed none.', ...changes }] }) };
    };
    const unanswered = (answer: Answer): void => {
      expect(requirements(answer)).toEqual(['hasAnsweredEveryRepresentation']);
      expect(answer.unmet?.[0]).toMatchObject({ sentence: expect.stringMatching(/^Answer every point of what the provider said before the decision: point \d+ of REP-/) });
    };

    it('kept after its review, lifted in phases, in the next phase, and where phases end', async () => {
      const director = house.cast.assistantDirector;
      const decide = async (mutation: string, form: object): Promise<void> => {
        const { answer } = await point();
        unanswered(await send(director, mutation, { ...(await deciding()), ...form }));
        expect((await send(director, mutation, { ...(await deciding()), ...form, ...answer() })).reference).toMatch(/^DEC-/);
      };
      house.clock.set('2026-12-08T10:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      await decide('extendRestriction', { reviewNote: 'Seen.', reviewOn: '22 12 2026' });
      await visit(service, '8 12 2026');
      await decide('startPhasedLift', { ...evidence, evidenceOn: '8 12 2026', ...phase, reviewOn: '22 12 2026' });
      await decide('passPhase', { ...phase, reviewOn: '22 12 2026', reviewNote: 'Seen.' });
      await decide('relapseRestriction', { evidence: 'A pressure ulcer.', reviewOn: '22 12 2026' });
    });

    it('and where a precaution is ended', async () => {
      restriction = await place(await house.service());
      const { answer } = await point();
      unanswered(await send(house.cast.assistantDirector, 'confirmRestriction', { ...(await deciding()), outcome: 'end' }));
      expect((await send(house.cast.assistantDirector, 'confirmRestriction', { ...(await deciding()), outcome: 'end', ...answer() })).reference).toMatch(/^DEC-/);
    });

    it('what it said on another restriction waits for the decision on that one', async () => {
      const own = await house.service();
      restriction = await place(own);
      await point();
      restriction = await restrict(service, { covers: 'respite' });
      house.clock.set('2026-12-08T10:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      expect((await send(house.cast.assistantDirector, 'extendRestriction', { ...(await deciding()), reviewNote: 'Seen.', reviewOn: '22 12 2026' })).reference).toMatch(/^DEC-/);
    });
  });

  describe('one that bars the very same', () => {
    it('is not placed beside it, nor made by changing another: lifting one of two would lift nothing; of two decided at once one is', async () => {
      const [{ reference } = { reference: '' }] = await house.sql<{ reference: string }>('select reference from restrictions where id = $1', [restriction]);
      const said = `${reference} restricts the same placements here already: read it, and change or confirm that one.`;
      await expect(place(service)).rejects.toThrow(said);
      const other = await restrict(service, { covers: 'respite' });
      const varied = await send(house.cast.assistantDirector, 'varyRestriction', {
        ...(await standing(other)), ...words, notHeardReason: 'It was heard by telephone.', kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: await assess(service), liftConditions: 'Three visits.', reviewNote: 'Seen.', reviewOn: '8 12 2026',
      });
      expect(varied).toMatchObject({ __typename: 'TransitionRefused', unmet: [{ requirement: 'isNotInForceAlready' }] });
      const own = await house.service();
      const both = await Promise.allSettled([place(own), place(own)]);
      expect(both.map((one) => (one.status === 'fulfilled' ? 'placed' : String(one.reason))).toSorted()).toEqual([expect.stringContaining('restricts the same placements here already'), 'placed']);
      expect(await house.sql('select 1 from restrictions where service_id = $1', [own.serviceId])).toHaveLength(1);
    });
  });

  describe('superseded', () => {
    it('it needs the day the contract ended, or a restriction in force on the same service', async () => {
      const neither = await send(house.cast.assistantDirector, 'supersedeRestriction', { ...(await change()), reasons: 'Over.' });
      expect(neither.fields).toEqual([{ field: 'contractEndedOn', message: 'Enter the day the contract ended, or choose the restriction that has taken its place' }]);
      const ahead = await send(house.cast.assistantDirector, 'supersedeRestriction', { ...(await change()), contractEndedOn: '1 12 2026', reasons: 'Over.' });
      expect(ahead.fields?.[0]?.field).toBe('contractEndedOn');
      const elsewhere = await restrict(await house.service());
      const foreign = await send(house.cast.assistantDirector, 'supersedeRestriction', { ...(await change()), replacedById: elsewhere, reasons: 'Replaced.' });
      expect(requirements(foreign)).toEqual(['hasContractEnded']);
      expect(await stateOf(restriction)).toBe('inForce');
    });

    it('R10 it ends alone: another restriction on the service stays', async () => {
      const other = await restrict(service, { kind: 'cap', covers: 'all', perWeek: 1 });
      expect((await send(house.cast.assistantDirector, 'supersedeRestriction', { ...(await change()), replacedById: other, reasons: 'The cap covers it.' })).__typename).toBe('SupersedeRestrictionPayload');
      expect([await stateOf(restriction), await stateOf(other)]).toEqual(['superseded', 'inForce']);
      expect((await placing()).sentence).toContain('No more than 1 new placements a week');
      expect(await house.sql(`select kind from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null`, [restriction])).toEqual([]);
    });
  });
});
