import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; reference?: string; limit?: string; message?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };

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
        ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } ... on AuthorityExceeded { limit } } }`,
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
  async function restrict(on: TestService, changes: object = {}, chairedBy = house.cast.chair.membershipId): Promise<string> {
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
    const standing = { id: row?.id ?? '', version: await versionOf(row?.id ?? '') };
    const confirmed = await send(assistantDirector, 'confirmRestriction', { ...standing, idempotencyKey: newId(), ...words, outcome: 'confirm', notHeardReason: 'It answered by telephone.' });
    if (confirmed.id === undefined) throw new Error(JSON.stringify(confirmed));
    return standing.id;
  }
  const versionOf = async (id: string): Promise<number> => (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0;
  const stateOf = async (id: string): Promise<string | undefined> => (await house.sql<{ state: string }>('select state from workflows where id = $1', [id]))[0]?.state;
  const change = async () => ({ id: restriction, version: await versionOf(restriction), idempotencyKey: newId() });
  const deciding = async () => ({ ...(await change()), ...words });
  const evidence = { evidenceKind: 'firstHand', evidenceOn: '10 11 2026', evidence: 'The visit of 10 November', evidenceChecked: true };
  const phase = { placements: 1, weeks: 2, reviewOn: '8 12 2026' };
  const placing = async () => (await house.gql<{ placingAnswer: { sentence: string; mayPlace: string } }>(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { sentence mayPlace } }', { id: service.serviceId })).data.placingAnswer;
  const requirements = ({ unmet }: Answer): string[] => (unmet ?? []).map(({ requirement }) => requirement);

  describe('in phases', () => {
    it('R09 it begins with first-hand evidence after the last finding, and brokerage reads the phase', async () => {
      const visit = { idempotencyKey: newId(), serviceId: service.serviceId, kind: 'followUp', announced: false, outOfHours: false, officerIds: [house.cast.qaOfficer.membershipId], visitedOn: '9 11 2026', finding: 'Medicines were left out.', faultReasons: ['safety'], actionIds: [] };
      expect((await send(house.cast.qaOfficer, 'recordVisit', visit)).__typename).toBe('RecordVisitPayload');
      const late = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, evidenceOn: '9 11 2026', ...phase });
      expect(requirements(late)).toEqual(['isEvidenceAfterLastFinding']);
      const letter = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, evidenceKind: 'providerLetter', ...phase });
      expect(requirements(letter)).toEqual(['hasRightEvidence']);
      expect((await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase })).__typename).toBe('StartPhasedLiftPayload');
      expect(await placing()).toMatchObject({ mayPlace: 'partly', sentence: expect.stringContaining('No more than 1 new nursing placement in 2 weeks, while the restriction is lifted in phases') });
    });

    it('D09 it takes the rank that imposed, and never the lead officer', async () => {
      const refused = await send(house.cast.headOfService, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase });
      expect(requirements(refused)).toEqual(['isOfRankThatImposed']);
      expect((await send(house.cast.qaOfficer, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase })).__typename).toBe('NotPermitted');
    });

    it('R06 a phase is reviewed within the procedure’s days, and every field in error is named at once', async () => {
      const late = await send(house.cast.assistantDirector, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase, reviewOn: '16 12 2026' });
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
      expect(letter?.body.parts).toContainEqual({ heading: 'What we relied on', text: 'The visit of 10 November' });
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
      expect(requirements(await send(house.cast.dass, 'startPhasedLift', { ...(await deciding()), ...evidence, ...phase }))).toEqual(['isCouncils']);
      // R10: what overlaps is barred by both, and each stands for itself.
      expect((await placing()).sentence).toMatch(/No new placements of people with dementia.*; No new nursing placements/);
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
