import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; fields?: { field: string; message: string }[]; unmet?: { requirement: string }[] };
const words = { reasons: 'Nights are unsafe.', optionsConsidered: 'A cap.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.', equalityNote: 'Nobody is treated less well.' };
const practitioner = { inAdministration: true, fromOn: '9 11 2026', practitioner: 'Miriam Stone', firm: 'Stone Recovery LLP', address: '4 Mill Lane, Harrowmere', mail: 'mstone@recovery.example', source: 'Notice of appointment in the Gazette, 9 November 2026' };

describe('a provider in administration (case 23)', () => {
  let house: House;
  let service: TestService;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.set('2026-11-10T10:00:00Z');
    service = await house.service({ provider: `Provider ${newId().slice(-8)} Ltd` });
  });

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference }
      ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined || data[mutation] === undefined) throw new Error(JSON.stringify(errors));
    return data[mutation];
  };
  const done = (answer: Answer): { id: string; version: number } => {
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return { id: answer.id, version: answer.version ?? 0 };
  };
  const version = async (id: string): Promise<number> => (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0;
  const record = (changes: object = {}, actor: Actor = house.cast.qaOfficer): Promise<Answer> => send(actor, 'recordInsolvency', { serviceId: service.serviceId, ...practitioner, ...changes });
  const recommend = async (code: 'D08' | 'D14'): Promise<{ id: string; version: number }> => {
    const { id, version: seen } = await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'The panel recommends it.', criteria: [], proposal: {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
    }));
    return { id, version: seen };
  };
  const assess = async (): Promise<string> => {
    const id = newId();
    await house.sql(`insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Nights.', $4, '2026-11-09T10:00:00Z')`,
      [house.councilId, id, service.serviceId, house.cast.qaOfficer.membershipId]);
    return id;
  };
  const contract = async (): Promise<string> => {
    const id = newId();
    await house.sql('insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)', [house.councilId, id, service.serviceId, service.providerId, `C-${id.slice(-8)}`, '2024-04-01', '2026-09-01T09:00:00Z']);
    return id;
  };
  /** The lines a letter of this decision is addressed to, once it is issued on paper. */
  const addressedTo = async (decisionId: string, kind: string): Promise<string[]> => {
    await house.drain();
    const [letter] = await house.sql<{ id: string }>('select id from letters where decision_id = $1 and kind = $2', [decisionId, kind]);
    const at = async () => ({ id: letter?.id, version: await version(letter?.id ?? '') });
    if (kind === 'T1') {
      done(await send(house.cast.coordinator, 'sendLetterToLegal', await at()));
      done(await send({ ...house.cast.boardReader, role: 'legal' }, 'returnLetterFromLegal', { ...(await at()), agreed: true, lawyer: 'A. Reed' }));
    }
    done(await send(house.cast.coordinator, 'issueLetter', { ...(await at()), method: 'paper', toName: 'The directors' }));
    const [paper] = await house.sql<{ data: { recipient: string[] } }>('select f.merge_data as data from letters t join documents f on f.id = t.document_id where t.id = $1', [letter?.id]);
    return paper?.data.recipient ?? [];
  };

  it('is a dated fact with its source; every letter is addressed to the practitioner with the provider’s name: R1', async () => {
    done(await record());
    const made = done(await send(house.cast.assistantDirector, 'decideRestriction', {
      ...words, ...(await recommend('D08')), kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: await assess(), liftConditions: 'Two visits.', exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026',
      wayIn: 'precautionary', notHeardReason: 'People may be harmed.', toldHow: 'By telephone',
    }));
    const [{ name } = { name: '' }] = await house.sql<{ name: string }>('select name from register_providers where id = $1', [service.providerId]);
    expect(await addressedTo(made.id, 'R1')).toEqual(['The directors', 'Miriam Stone', 'Stone Recovery LLP', '4 Mill Lane', 'Harrowmere', `for ${name}`]);
  });

  it('a contract ends for insolvency only once it is on record whether the provider is in administration, and T1 goes to the practitioner', async () => {
    const proposal = {
      serviceId: service.serviceId, contractId: await contract(), ground: 'insolvency', facts: 'It cannot pay its staff.', options: 'A buyer.', equalityNote: 'Nine have dementia.', proportionality: 'It closes in any case.', periodCount: 28, periodUnit: 'days', periodClause: '30.1',
    };
    expect((await send(house.cast.qaOfficer, 'proposeTermination', proposal)).fields).toEqual([
      { field: 'ground', message: 'First record, at the service, whether the provider is in administration: its insolvency practitioner is then the one who is served' }]);
    done(await record());
    const { id } = done(await send(house.cast.qaOfficer, 'proposeTermination', proposal));
    const recommendation = await recommend('D14');
    done(await send(house.cast.coordinator, 'tellProvider', { serviceId: service.serviceId, recommendationId: recommendation.id, toldOn: '10 11 2026', toldTime: '09:30', how: 'By telephone' }));
    house.clock.set('2026-11-19T10:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    const made = done(await send(house.cast.dass, 'decideTermination', { ...words, ...recommendation, terminationId: id, terminationVersion: await version(id) }));
    expect(await addressedTo(made.id, 'T1')).toContain('Miriam Stone');
  });

  it('a notice agrees with it', async () => {
    done(await record());
    const notice = done(await send(house.cast.qaOfficer, 'considerNotice', { serviceId: service.serviceId, kind: 'warning', contractId: await contract(), because: 'Late returns.' }));
    const draft = { ...notice, clauses: [{ clause: '12.1', facts: 'It was not done.', steps: [] }], inAdministration: false };
    expect((await send(house.cast.qaOfficer, 'draftNotice', draft)).fields?.map(({ field }) => field)).toEqual(['inAdministration']);
    const { data } = await house.gql(house.cast.qaOfficer, 'query ($id: ID!) { notice(id: $id) { practitionerOnRecord } }', { id: notice.id });
    expect(data).toEqual({ notice: { practitionerOnRecord: 'Miriam Stone\nStone Recovery LLP\n4 Mill Lane, Harrowmere' } });
  });

  it('is corrected by another record of the same day, ended by a later one, never changed, and stands in the chronology and the trail', async () => {
    done(await record());
    done(await record({ practitioner: 'Miriam Stone-Hall' }));
    const read = async () => (await house.gql<{ insolvency: { now: object | null; entries: object[] } }>(house.cast.chair, 'query ($id: ID!) { insolvency(serviceId: $id) { now { practitioner since } entries { practitioner fromOn until corrected } } }', { id: service.serviceId })).data.insolvency;
    expect(await read()).toEqual({
      now: { practitioner: 'Miriam Stone-Hall', since: '2026-11-09' },
      entries: [{ practitioner: 'Miriam Stone-Hall', fromOn: '2026-11-09', until: null, corrected: false }, { practitioner: 'Miriam Stone', fromOn: '2026-11-09', until: null, corrected: true }],
    });
    house.clock.set('2026-12-01T10:00:00Z');
    done(await record({ inAdministration: false, fromOn: '1 12 2026', practitioner: null, firm: null, address: null, mail: null }));
    expect(await read()).toMatchObject({ now: null, entries: [{ practitioner: null, fromOn: '2026-12-01' }, { until: '2026-12-01' }, { until: '2026-12-01' }] });
    await expect(house.sql('update provider_insolvencies set practitioner = null')).rejects.toThrow(/never change|append/i);
    const { data } = await house.gql<{ chronology: { lines: { words: string }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["register"]) { lines { words } } }', { id: service.serviceId });
    expect(data.chronology.lines.map((line) => line.words).join('\n')).toContain('the provider is in administration from that day, and letters go to its insolvency practitioner, Miriam Stone-Hall, Stone Recovery LLP');
    expect(await house.sql(`select count(*)::int as n from trail where subject_id = $1 and action = 'insolvencyRecorded'`, [service.serviceId])).toEqual([{ n: 3 }]);
  });

  it('names everything that is missing at once, lies not ahead, and is recorded by who keeps the register alone', async () => {
    expect((await record({ practitioner: ' ', address: '', source: '', fromOn: 'soon' })).fields?.map(({ field }) => field).toSorted()).toEqual(['address', 'fromOn', 'practitioner', 'source']);
    expect((await record({ inAdministration: null })).fields?.map(({ field }) => field)).toEqual(['inAdministration']);
    expect((await record({ fromOn: '11 11 2026' })).fields).toEqual([{ field: 'fromOn', message: 'Enter a date that has come: record it once it is so' }]);
    for (const name of ['chair', 'icbNurse', 'brokerage', 'provider'] as const) expect((await record({}, house.cast[name])).__typename).toBe('NotPermitted');
    expect((await record({}, { ...(await house.neighbour()), role: 'qaOfficer' })).__typename).toBe('NotFound');
    expect(await house.sql('select id from provider_insolvencies where provider_id = $1', [service.providerId])).toEqual([]);
  });
});
