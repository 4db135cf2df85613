import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { StagesService } from '../../src/domain/escalation/stages.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; reference?: string; message?: string; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };
const words = {
  reasons: 'Two visits saw it.', optionsConsidered: 'Nothing.', providerPosition: 'It agrees.', effectOnPeople: 'Nobody moves.', proportionality: 'A cap alone did not hold.', equalityNote: 'Nobody is treated less well.',
};

let house: House;
let old: TestService;
let successor: TestService;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set('2026-11-10T10:00:00Z');
  old = await house.service({ name: `Old Hall ${newId().slice(-6)}`, provider: 'Old Hall Care Limited' });
  successor = await house.service({ name: `New Hall ${newId().slice(-6)}`, provider: 'New Hall Homes Limited' });
});

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id reference } ... on Refusal { message }
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined || data[mutation] === undefined) throw new Error(JSON.stringify(errors));
  return data[mutation];
};
const done = ({ id, ...answer }: Answer): string => {
  if (id === undefined) throw new Error(JSON.stringify(answer));
  return id;
};
const told = { toldHow: 'By telephone to the new registered manager' };
const link = (changes: object = {}): object => ({ serviceId: old.serviceId, kind: 'newOwner', otherId: successor.serviceId, happenedOn: '9 11 2026', source: 'CQC’s register of 9 November', ...changes });
const record = (changes: object = {}, actor = house.cast.qaOfficer): Promise<Answer> => send(actor, 'recordServiceLink', link(changes));
const fieldsOf = (answer: Answer): string[] => (answer.fields ?? []).map(({ field }) => field).toSorted();

const watch = (service: TestService): Promise<void> => house.unit.run(house.cast.headOfService, async () => {
  const stages = house.get(StagesService);
  const stage = await stages.lockOf(service.serviceId);
  if (stage === undefined) throw new Error('no stage');
  const { membershipId, grade } = house.cast.headOfService;
  await stages.send(stage, 'SCREEN', { riskBand: 'amber', recommendationId: null } as never);
  await stages.send(stage, 'START_ENHANCED', {
    decidedBy: membershipId, deciderIsAuthorised: true, deciderGrade: grade, deciderChairedOrSigned: false, emergencyReasonGiven: false, reasonsGiven: true, openWindows: 0, notHeardReasonGiven: false,
    unansweredRepresentations: 0, leadOfficerId: house.cast.qaOfficer.membershipId, reviewOn: '2026-12-08',
  } as never);
});
const restrict = async (on: TestService): Promise<string> => {
  const { chair, assistantDirector, qaOfficer } = house.cast;
  const risk = newId();
  await house.sql(
    `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Pressure care.', $4, '2026-11-09T10:00:00Z')`,
    [house.councilId, risk, on.serviceId, qaOfficer.membershipId],
  );
  const { id, version } = await house.unit.run(chair, () => house.get(RecommendationsService).record({
    serviceId: on.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'Restrict it.', criteria: [], proposal: {}, differingViews: null,
    quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
  }));
  const made = done(await send(assistantDirector, 'decideRestriction', {
    id, version, ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: risk, liftConditions: 'Two visits find it safe.', exceptions: 'the Head of Service',
    startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', notHeardReason: 'People may be harmed.', toldHow: 'By telephone',
  }));
  const [row] = await house.sql<{ id: string }>('select restriction_id as id from decisions where id = $1', [made]);
  const placed = row?.id ?? '';
  done(await send(assistantDirector, 'confirmRestriction', { id: placed, version: await versionOf(placed), ...words, outcome: 'confirm', notHeardReason: 'It answered by telephone.' }));
  return placed;
};
const versionOf = async (id: string): Promise<number> => (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0;
const placing = async ({ serviceId }: TestService) => (await house.gql<{ placingAnswer: { mayPlace: string } }>(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { mayPlace } }', { id: serviceId })).data.placingAnswer.mayPlace;
/** Letters that may be started about it, each with what it is about. */
const offered = async ({ serviceId }: TestService): Promise<string[]> =>
  (await house.gql<{ letterOccasions: { occasions: { kind: string; aboutId: string | null }[] } }>(house.cast.coordinator, 'query ($id: ID!) { letterOccasions(serviceId: $id) { occasions { kind aboutId } } }', { id: serviceId })).data.letterOccasions.occasions.map(({ kind, aboutId }) => `${kind} ${aboutId ?? ''}`);
const restrictionOf = async (id: string) => (await house.sql<{ service_id: string; confirm_by: string | null; way_in: string; state: string }>(
  `select x.service_id, x.confirm_by::text, w.context ->> 'wayIn' as way_in, w.state from restrictions x join workflows w on w.id = x.id where x.id = $1`, [id]))[0];
const stageOf = async (actor: Actor, { serviceId }: TestService) => (await house.gql<{ service: { stage: string; leadOfficer: object | null; links: { kind: string; continues: boolean; otherId: string }[] } | null }>(
  actor, 'query ($id: ID!) { service(id: $id) { stage leadOfficer { name } links { kind continues otherId } } }', { id: serviceId })).data.service;
const chronologyOf = async (actor: Actor, { serviceId }: TestService) => (await house.gql<{ chronology: { carriesOn: string[]; total: number; lines: { kind: string; words: string; formerly: string | null }[] } | null }>(
  actor, 'query ($id: ID!) { chronology(serviceId: $id, first: 200) { carriesOn total lines { kind words formerly } } }', { id: serviceId })).data.chronology;
const tell = (service: TestService): Promise<Answer> => send(house.cast.qaOfficer, 'recordIntelligence', { serviceId: service.serviceId, sourceType: 'police', category: 'staffing', whatHappened: 'Medicines were left out.', happenedOn: '9 11 2026', severity: 'P2', disclosure: 'yes' });

const recommendAt = (service: TestService) => house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
  serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D03', text: 'Watch it.', criteria: [], proposal: {}, differingViews: null,
  quorum: { quorate: true, forSanction: false, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
}));

describe('R31 a service that another one carries on', () => {
  it('its stage, with the lead officer and the clocks, and its history go on at the new owner’s, as one chronology that says so', async () => {
    await watch(old);
    done(await record());
    expect(await stageOf(house.cast.chair, successor)).toMatchObject({ stage: 'enhanced', leadOfficer: { name: 'Priya Nair' }, links: [{ kind: 'newOwner', continues: true, otherId: old.serviceId }] });
    expect(await stageOf(house.cast.chair, old)).toMatchObject({ stage: 'routine', links: [{ kind: 'newOwner', continues: false, otherId: successor.serviceId }] });
    const deadlines = await house.sql(`select kind from deadlines where service_id = $1 and withdrawn_at is null`, [successor.serviceId]);
    expect(deadlines).toEqual([{ kind: 'stageReview' }]);
    const chronology = await chronologyOf(house.cast.chair, successor);
    expect(chronology?.carriesOn).toEqual([expect.stringContaining('Old Hall')]);
    expect(chronology?.lines).toContainEqual({ kind: 'stage', words: 'Enhanced monitoring started', formerly: expect.stringContaining('Old Hall') });
    expect(chronology?.lines).toContainEqual({ kind: 'register', words: expect.stringContaining('by a new owner, New Hall Homes Limited'), formerly: expect.stringContaining('Old Hall') });
    expect((await chronologyOf(house.cast.chair, old))?.carriesOn).toEqual([]);
  });

  it('a report counts the one stage once: out of the former service and into the one that carries it on, and back where that was undone', async () => {
    await watch(old);
    house.clock.set('2026-11-11T10:00:00Z');
    const linkId = done(await record());
    const lines = async (): Promise<string[]> => {
      const id = done(await send(house.cast.coordinator, 'produceReport', { quarterStart: '2026-10-01' }));
      const { data } = await house.gql<{ reportFigure: { rows: { words: string }[] } }>(house.cast.chair, 'query ($id: ID!) { reportFigure(id: $id, figure: "stage.enhanced.end") { rows { words } } }', { id });
      return data.reportFigure.rows.map(({ words: said }) => said);
    };
    const names = await house.sql<{ old: string; new: string }>('select a.name as old, b.name as new from register_locations a, register_locations b where a.id = $1 and b.id = $2', [old.locationId, successor.locationId]);
    const [{ old: former = '', new: latter = '' } = {}] = names;
    house.clock.set('2026-11-12T10:00:00Z');
    expect((await lines()).filter((line) => line.startsWith(former) || line.startsWith(latter))).toEqual([`${latter}, New Hall Homes Limited`]);
    done(await send(house.cast.qaOfficer, 'undoServiceLink', { id: linkId, reason: 'Another home was meant.' }));
    house.clock.set('2026-11-13T10:00:00Z');
    expect((await lines()).filter((line) => line.startsWith(former) || line.startsWith(latter))).toEqual([`${former}, Old Hall Care Limited`]);
  });

  it('a live restriction binds the new owner as a precaution: told the same day, with a window, a letter and a fresh decision within 10 working days of its own (R04)', async () => {
    const restriction = await restrict(old);
    const untold = await record();
    expect(untold.unmet).toEqual([
      { requirement: 'isToldSameDay', sentence: expect.stringContaining('on the same day') }, { requirement: 'hasInvitedRepresentation', sentence: expect.stringContaining('invite its representation') },
    ]);
    expect((await restrictionOf(restriction))?.service_id).toBe(old.serviceId);
    done(await record(told));
    expect(await restrictionOf(restriction)).toEqual({ service_id: successor.serviceId, confirm_by: '2026-11-24', way_in: 'precautionary', state: 'inForce' });
    // Those who place people are led from the former entry to the one whose restrictions count.
    expect([await placing(old), await placing(successor)]).toEqual(['no', 'partly']);
    expect(await house.sql(`select provider_id, subject, window_ends_on > '2026-11-10' as open from representations where service_id = $1`, [successor.serviceId])).toEqual([
      { provider_id: successor.providerId, subject: 'A restriction on new placements that continues with the change of owner', open: true }]);
    const due = await house.sql<{ kind: string }>(`select kind from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null order by kind`, [restriction]);
    expect(due.map(({ kind }) => kind)).toEqual(['restrictionConfirmation', 'restrictionDisclosure', 'restrictionLetter', 'restrictionReview']);
    expect(await offered(successor)).toContain(`RC ${restriction}`);
    const letter = done(await send(house.cast.coordinator, 'startLetter', { serviceId: successor.serviceId, kind: 'RC', aboutId: restriction }));
    const [{ body } = { body: null }] = await house.sql<{ body: { parts: { heading: string; text: string }[] } | null }>('select body from letters where id = $1', [letter]);
    expect(body?.parts.map(({ heading }) => heading)).toEqual(['What continues', 'Why it applies to you', 'Grounds', 'When it will be lifted', 'A decision to come', 'Your answer', 'Your plan', 'Whom to ask', 'How to reach us']);
    expect(body?.parts[1]?.text).toContain('It was decided while Old Hall Care Limited ran the service. Since 9 November 2026 you run');
    done(await send(house.cast.coordinator, 'issueLetter', { id: letter, version: await versionOf(letter), method: 'paper', toName: 'The Registered Manager', addressees: [] }));
    house.clock.set('2026-11-10T12:00:00Z');
    done(await send(house.cast.coordinator, 'recordLetterServed', { id: letter, version: await versionOf(letter), servedOn: '10 11 2026', servedTime: '11:00', method: 'hand', proof: 'Handed to the manager' }));
    expect(await house.sql(`select 1 from deadlines where workflow_id = $1 and kind = 'restrictionLetter' and withdrawn_at is null`, [restriction])).toEqual([]);
    const confirmed = await send(house.cast.assistantDirector, 'confirmRestriction', { id: restriction, version: await versionOf(restriction), ...words, outcome: 'confirm', notHeardReason: 'It answered by telephone.' });
    done(confirmed);
    expect((await restrictionOf(restriction))?.confirm_by).toBeNull();
  });

  it('R04 without its fresh decision it goes to the Director every day and stays in force', async () => {
    const restriction = await restrict(old);
    done(await record(told));
    house.clock.set('2026-11-25T09:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    await house.drain();
    const mails = await house.sql(`select m.subject from mail_messages m join restrictions x on m.subject = 'A fresh decision is overdue: reference ' || x.reference where m.to_membership_id = $1 and x.id = $2`, [house.cast.dass.membershipId, restriction]);
    expect(mails).toHaveLength(1);
    expect(await restrictionOf(restriction)).toMatchObject({ state: 'inForce', service_id: successor.serviceId });
  });

  it('with the same owner it goes on as it stands, without a fresh decision', async () => {
    const same = await house.service({ name: `Old Hall again ${newId().slice(-6)}`, provider: 'Old Hall Care Limited' });
    const restriction = await restrict(old);
    done(await record({ kind: 'newLocation', otherId: same.serviceId }));
    expect(await restrictionOf(restriction)).toMatchObject({ service_id: same.serviceId, confirm_by: null, state: 'inForce' });
    expect(await house.sql('select 1 from representations where service_id = $1', [same.serviceId])).toEqual([]);
    expect((await offered(same)).filter((one) => one.endsWith(restriction))).toEqual([`R2 ${restriction}`]);
    expect((await send(house.cast.coordinator, 'startLetter', { serviceId: same.serviceId, kind: 'RC', aboutId: restriction })).fields).toEqual([{ field: 'aboutId', message: expect.stringContaining('continues against a new owner') }]);
  });

  it('R06 R08 what is known of the former service is seen and used at the one that carries it on: its risk assessment, its people and its open actions', async () => {
    const { qaOfficer, chair, assistantDirector } = house.cast;
    await restrict(old);
    await house.drain();
    const person = done(await send(qaOfficer, 'listPerson', { serviceId: old.serviceId, caseReference: 'C-1', funder: 'thisCouncil', reviewer: 'Review team south', priority: 'now' }));
    const request = done(await send(qaOfficer, 'recordFunderRequest', { serviceId: old.serviceId, funder: 'icb', funderName: 'NHS Neighbourshire', sentOn: '10 11 2026' }));
    const action = done(await send(qaOfficer, 'createAction', { serviceId: old.serviceId, description: 'Turn charts', mustDo: true, ownerMembershipId: qaOfficer.membershipId, dueOn: '1 12 2026' }));
    const linkId = done(await record(told));
    const [{ name: former } = { name: '' }] = await house.sql<{ name: string }>('select name from register_locations where id = $1', [old.locationId]);
    interface Read { peopleList: { open: boolean; listed: number; people: { formerly: string | null }[]; requests: { formerly: string | null }[] }; riskAssessments: { assessments: { id: string; formerly: string | null }[] }; actions: { rows: { id: string }[] }; urgentRestrictionForm: { riskAssessments: { id: string; formerly: string | null }[] } }
    const read = async ({ serviceId }: TestService, actor = assistantDirector): Promise<Read> => (await house.gql<Read>(actor, `query ($id: ID!) { peopleList(serviceId: $id) { open listed people { formerly } requests { formerly } }
      riskAssessments(serviceId: $id) { assessments { id formerly } } actions(serviceId: $id) { rows { id } } urgentRestrictionForm(serviceId: $id) { riskAssessments { id formerly } } }`, { id: serviceId })).data;
    const found = await read(successor);
    expect(found).toMatchObject({
      peopleList: { open: true, listed: 1, people: [{ formerly: former }], requests: [{ formerly: former }] }, riskAssessments: { assessments: [{ formerly: former }] }, actions: { rows: [{ id: action }] },
      urgentRestrictionForm: { riskAssessments: [{ formerly: former }] },
    });
    expect((await send(qaOfficer, 'listPerson', { serviceId: successor.serviceId, caseReference: 'c-1', funder: 'icb', funderName: 'NHS', reviewer: 'A', priority: 'now' })).fields).toEqual([{ field: 'caseReference', message: expect.any(String) }]);
    done(await send(qaOfficer, 'listPerson', { serviceId: successor.serviceId, caseReference: 'C-2', funder: 'thisCouncil', reviewer: 'Review team south', priority: 'now' }));
    done(await send(qaOfficer, 'recordPersonReview', { id: person, reviewedOn: '10 11 2026' }));
    done(await send(qaOfficer, 'recordFunderAnswer', { id: request, answeredOn: '10 11 2026', answer: 'They review.' }));
    expect((await read(successor)).peopleList).toMatchObject({ listed: 2 });
    const urgent = {
      id: successor.serviceId, version: await versionOf((await house.sql<{ id: string }>('select id from stages where service_id = $1', [successor.serviceId]))[0]?.id ?? newId()), ...words, kind: 'partial', covers: 'residential', reasonCodes: ['safety'],
      liftConditions: 'Two nurses.', exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', emergencyRisk: 'Nobody can give medicines tonight.', whoWasTried: 'The Director.', notHeardReason: 'Harm tonight.',
    };
    const stranger = await house.service({ name: `Other Hall ${newId().slice(-6)}`, provider: 'Other Limited' });
    const risk = found.urgentRestrictionForm.riskAssessments[0]?.id;
    expect((await send(assistantDirector, 'restrictUrgently', { ...urgent, id: stranger.serviceId, version: 0, riskAssessmentId: risk })).fields).toEqual([{ field: 'riskAssessmentId', message: 'Choose the version of the risk assessment' }]);
    done(await send(assistantDirector, 'restrictUrgently', { ...urgent, riskAssessmentId: risk }));
    // Nothing was copied, and what was a mistake reads as before.
    expect(await house.sql('select 1 from risk_assessments where service_id = $1', [successor.serviceId])).toEqual([]);
    done(await send(qaOfficer, 'undoServiceLink', { id: linkId, reason: 'Another home was meant.' }));
    expect((await read(old)).peopleList).toMatchObject({ open: true, people: [{ formerly: null }] });
    expect(await read(successor, chair)).toMatchObject({ peopleList: { people: [{ formerly: null }] }, riskAssessments: { assessments: [] }, actions: { rows: [] } });
  });

  it('a stop the former owner made itself binds no new owner', async () => {
    const stop = done(await send(house.cast.qaOfficer, 'recordImposedRestriction', {
      serviceId: old.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter L-1', sourceOn: '9 11 2026', endCondition: 'Two clear audits', reasonCode: 'safety', startsOn: '10 11 2026', reviewOn: '24 11 2026', exceptions: 'the Head of Service',
    }));
    done(await record());
    expect((await restrictionOf(stop))?.service_id).toBe(old.serviceId);
  });

  it('notices and defaults follow a novated contract alone, and their words say whose they are', async () => {
    const { qaOfficer, chair } = house.cast;
    const contract = newId();
    await house.sql(`insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, recorded_at) values ($1, $2, $3, $4, 'C-77', '2026-04-01', '2026-04-01T09:00:00Z')`, [house.councilId, contract, old.serviceId, old.providerId]);
    const notice = done(await send(qaOfficer, 'considerNotice', { serviceId: old.serviceId, contractId: contract, kind: 'warning', because: 'Seen twice.' }));
    const at = async (): Promise<string | undefined> => (await house.sql<{ service_id: string }>('select service_id from notices where id = $1', [notice]))[0]?.service_id;
    const linkId = done(await record());
    expect(await at()).toBe(old.serviceId);
    const before = await send(qaOfficer, 'recordNovation', { linkId, contractId: contract, novatedOn: '1 11 2026', source: 'Deed of 1 November' });
    expect(before.fields).toEqual([{ field: 'novatedOn', message: 'Enter 9 November 2026 or a later date: the owner changed then' }]);
    done(await send(qaOfficer, 'recordNovation', { linkId, contractId: contract, novatedOn: '10 11 2026', source: 'Deed of 10 November' }));
    expect(await at()).toBe(successor.serviceId);
    expect((await chronologyOf(chair, successor))?.lines).toContainEqual({ kind: 'register', words: expect.stringContaining('C-77: contract novated to the new owner'), formerly: expect.stringContaining('Old Hall') });
    done(await send(qaOfficer, 'undoServiceLink', { id: linkId, reason: 'Another home was meant.' }));
    expect(await at()).toBe(old.serviceId);
  });

  it('an undone link gives back what followed, stays with its reason, and a restriction waits on for its fresh decision', async () => {
    const restriction = await restrict(old);
    await watch(old);
    const linkId = done(await record(told));
    const bad = await send(house.cast.qaOfficer, 'undoServiceLink', { id: linkId, reason: ' ' });
    expect(fieldsOf(bad)).toEqual(['reason']);
    done(await send(house.cast.qaOfficer, 'undoServiceLink', { id: linkId, reason: 'Another home was meant.' }));
    expect(await restrictionOf(restriction)).toMatchObject({ service_id: old.serviceId, confirm_by: '2026-11-24' });
    expect((await stageOf(house.cast.chair, old))?.stage).toBe('enhanced');
    expect((await stageOf(house.cast.chair, successor))?.links).toEqual([]);
    const { data } = await house.gql<{ serviceLinks: { links: { undoneReason: string }[] } }>(house.cast.chair, 'query ($id: ID!) { serviceLinks(serviceId: $id) { links { undoneReason } } }', { id: old.serviceId });
    expect(data.serviceLinks.links).toEqual([{ undoneReason: 'Another home was meant.' }]);
    expect((await send(house.cast.qaOfficer, 'undoServiceLink', { id: linkId, reason: 'Again.' })).fields?.[0]?.message).toContain('is undone already');
    expect((await chronologyOf(house.cast.chair, old))?.lines).toContainEqual({ kind: 'register', words: expect.stringContaining('recorded by mistake and undone'), formerly: null });
  });

  it('refuses in words a chain that loops, a service carried on twice, itself, a date ahead, and an owner that does not fit, every field at once', async () => {
    const third = await house.service({ name: `Third Hall ${newId().slice(-6)}`, provider: 'Third Hall Limited' });
    const first = done(await record());
    const twice = await record({ otherId: third.serviceId, happenedOn: '11 11 2026' });
    expect(fieldsOf(twice)).toEqual(['happenedOn', 'otherId']);
    expect(twice.fields?.find(({ field }) => field === 'otherId')?.message).toContain('one service is carried on once');
    const loop = await record({ serviceId: successor.serviceId, otherId: old.serviceId });
    expect(loop.fields).toEqual([{ field: 'otherId', message: expect.stringContaining('a chain of services never loops') }]);
    done(await record({ serviceId: successor.serviceId, otherId: third.serviceId }));
    expect((await record({ serviceId: third.serviceId, otherId: old.serviceId })).fields?.[0]?.message).toContain('never loops');
    const early = await house.service({ name: `Fourth Hall ${newId().slice(-6)}`, provider: 'Fourth Hall Limited' });
    expect((await record({ serviceId: third.serviceId, otherId: early.serviceId, happenedOn: '1 11 2026' })).fields).toEqual([{ field: 'happenedOn', message: expect.stringContaining('Enter 9 November 2026 or a later date') }]);
    expect(fieldsOf(await record({ serviceId: third.serviceId, otherId: third.serviceId }))).toEqual(['otherId']);
    const owner = await house.service({ name: `Fifth Hall ${newId().slice(-6)}`, provider: 'Third Hall Limited' });
    expect((await record({ serviceId: third.serviceId, otherId: owner.serviceId })).fields).toEqual([{ field: 'kind', message: expect.stringContaining('Both are run by Third Hall Limited') }]);
    expect((await record({ serviceId: third.serviceId, otherId: early.serviceId, kind: 'merge' })).fields).toEqual([{ field: 'kind', message: expect.stringContaining('choose a new owner') }]);
    expect((await send(house.cast.qaOfficer, 'undoServiceLink', { id: first, reason: 'Wrong.' })).fields?.[0]?.message).toContain('undo that first');
    expect(fieldsOf(await record({ kind: 'rename', otherId: undefined, happenedOn: 'soon', source: '' }))).toEqual(['formerName', 'happenedOn', 'newName', 'source']);
    expect((await record({ kind: 'deregistered' })).fields).toEqual([{ field: 'otherId', message: expect.stringContaining('one service alone') }]);
  });

  it('keeps two stages above routine apart until one is stepped down', async () => {
    await watch(old);
    await watch(successor);
    expect((await record()).fields).toEqual([{ field: 'otherId', message: expect.stringContaining('step one of them down first') }]);
  });

  it('of two officers at once one is told what the other recorded', async () => {
    const third = await house.service({ name: `Third Hall ${newId().slice(-6)}`, provider: 'Third Hall Limited' });
    const both = await Promise.all([record(), record({ otherId: third.serviceId }, house.cast.coordinator)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordServiceLinkPayload']);
    expect(both.find(({ fields }) => fields !== undefined)?.fields?.[0]?.message).toContain('carried on once');
  });

  it('a new name keeps the former one with its date, the end of a registration proposes closing, and a second service at the address stands on both', async () => {
    done(await record({ kind: 'rename', otherId: undefined, formerName: 'Old Hall', newName: 'Willow Hall' }));
    expect(await house.sql('select name from register_locations where id = $1', [old.locationId])).toEqual([{ name: 'Willow Hall' }]);
    done(await record({ kind: 'deregistered', otherId: undefined }));
    expect((await record({ kind: 'deregistered', otherId: undefined })).fields).toEqual([{ field: 'kind', message: expect.stringContaining('recorded already, as REG-2026-') }]);
    done(await record({ kind: 'dualService' }));
    expect((await stageOf(house.cast.chair, old))?.links.map(({ kind }) => kind).toSorted()).toEqual(['deregistered', 'dualService', 'rename']);
    expect((await stageOf(house.cast.chair, successor))?.links.map(({ kind }) => kind)).toEqual(['dualService']);
    expect((await chronologyOf(house.cast.chair, successor))?.carriesOn).toEqual([]);
    expect((await chronologyOf(house.cast.chair, old))?.lines).toContainEqual({ kind: 'register', words: expect.stringContaining('Old Hall renamed Willow Hall'), formerly: null });
  });
});

describe('R37 who sees what a service carries on', () => {
  it('another council’s services and links are not there', async () => {
    const stranger = await house.neighbour();
    const linkId = done(await record());
    expect((await send({ ...stranger, role: 'qaOfficer' }, 'recordServiceLink', link())).__typename).toBe('NotFound');
    expect((await send({ ...stranger, role: 'qaOfficer' }, 'undoServiceLink', { id: linkId, reason: 'Ours?' })).__typename).toBe('NotFound');
    expect((await send({ ...stranger, role: 'qaOfficer' }, 'recordNovation', { linkId, contractId: newId(), novatedOn: '10 11 2026', source: 'Deed' })).__typename).toBe('NotFound');
    const { data } = await house.gql<{ serviceLinks: null; serviceLinkForm: null; likelySuccessors: [] }>(
      { ...stranger, role: 'qaOfficer' }, 'query ($id: ID!) { serviceLinks(serviceId: $id) { serviceId } serviceLinkForm(serviceId: $id) { serviceId } likelySuccessors { serviceId } }', { id: old.serviceId });
    expect(data).toEqual({ serviceLinks: null, serviceLinkForm: null, likelySuccessors: [] });
  });

  it('a partner reads the records of the former service under the same rules as its own, and records no link', async () => {
    done(await tell(old));
    done(await record());
    expect((await send(house.cast.icbNurse, 'recordServiceLink', link())).__typename).toBe('NotPermitted');
    const seenBy = async (actor: Actor): Promise<number | undefined> => (await chronologyOf(actor, successor))?.lines.filter(({ kind }) => kind === 'intelligence').length;
    expect([await seenBy(house.cast.chair), await seenBy(house.cast.icbNurse)]).toEqual([1, 1]);
    // A panel of hers looks at the new service and no longer at the former one.
    await house.sql('delete from panel_services where service_id = $1', [old.serviceId]);
    expect([await seenBy(house.cast.chair), await seenBy(house.cast.icbNurse)]).toEqual([1, 0]);
    expect((await chronologyOf(house.cast.icbNurse, successor))?.carriesOn).toEqual([]);
    expect(await chronologyOf(house.cast.icbNurse, old)).toBeNull();
    expect((await stageOf(house.cast.icbNurse, successor))?.links).toEqual([expect.objectContaining({ kind: 'newOwner', otherId: null })]);
  });
});

describe('R31 the register suggests who carries a service on, and nothing follows until an officer records it', () => {
  it('one registration that ended and one at the same address within 60 days', async () => {
    const ended = (service: TestService, day: string): Promise<unknown> => house.sql('update register_locations set deregistered_on = $2, postcode = $3 where id = $1', [service.locationId, day, 'ZZ9 9ZZ']);
    const began = (service: TestService, day: string): Promise<unknown> => house.sql('update register_locations set registered_on = $2, postcode = $3 where id = $1', [service.locationId, day, 'ZZ9 9ZZ']);
    const likely = async (): Promise<object[]> => (await house.gql<{ likelySuccessors: object[] }>(house.cast.qaOfficer, '{ likelySuccessors { serviceId otherId sameOwner } }')).data.likelySuccessors;
    await ended(old, '2026-11-01');
    await began(successor, '2026-12-31');
    expect(await likely()).toEqual([{ serviceId: old.serviceId, otherId: successor.serviceId, sameOwner: false }]);
    expect((await stageOf(house.cast.chair, successor))?.links).toEqual([]);
    await began(successor, '2027-01-01');
    expect(await likely()).toEqual([]);
    await began(successor, '2026-11-02');
    done(await record());
    expect(await likely()).toEqual([]);
  });

  it('one that an officer dismisses with a reason is suggested no longer, stays on the list with who said so, and comes back when that is undone', async () => {
    const { qaOfficer, coordinator, chair, icbNurse } = house.cast;
    await house.sql(`update register_locations set deregistered_on = '2026-11-01', postcode = 'ZZ8 8ZZ' where id = $1`, [old.locationId]);
    const dismiss = (changes: object = {}, actor = qaOfficer): Promise<Answer> => send(actor, 'dismissSuccessor', { serviceId: old.serviceId, otherId: successor.serviceId, reason: 'A dentist took the house over.', ...changes });
    expect((await dismiss()).fields).toEqual([{ field: 'otherId', message: expect.stringContaining('Choose one that the register suggests now') }]);
    await house.sql(`update register_locations set registered_on = '2026-11-08', postcode = 'ZZ8 8ZZ' where id = $1`, [successor.locationId]);
    const likely = async (): Promise<number> => (await house.gql<{ likelySuccessors: { serviceId: string; otherId: string }[] }>(qaOfficer, '{ likelySuccessors { serviceId otherId } }'))
      .data.likelySuccessors.filter(({ serviceId, otherId }) => serviceId === old.serviceId && otherId === successor.serviceId).length;
    const offered = async (): Promise<boolean | undefined> => (await house.gql<{ serviceLinkForm: { choices: { id: string; likely: boolean }[] } }>(qaOfficer, 'query ($id: ID!) { serviceLinkForm(serviceId: $id) { choices { id likely } } }', { id: old.serviceId }))
      .data.serviceLinkForm.choices.find(({ id }) => id === successor.serviceId)?.likely;
    expect([await likely(), await offered()]).toEqual([1, true]);
    expect((await dismiss({}, icbNurse)).__typename).toBe('NotPermitted');
    expect(fieldsOf(await dismiss({ reason: ' ' }))).toEqual(['reason']);
    expect((await dismiss({ otherId: newId() })).__typename).toBe('NotFound');
    expect((await dismiss({}, { ...(await house.neighbour()), role: 'qaOfficer' })).__typename).toBe('NotFound');
    const both = await Promise.all([dismiss(), dismiss({}, coordinator)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['DismissSuccessorPayload', 'InvalidInput']);
    const dismissed = both.find(({ id }) => id !== undefined) ?? both[0];
    expect([await likely(), await offered()]).toEqual([0, false]);
    const { data } = await house.gql<{ serviceLinks: { links: object[] } }>(chair, 'query ($id: ID!) { serviceLinks(serviceId: $id) { links { kind note recordedBy undoneReason } } }', { id: old.serviceId });
    expect(data.serviceLinks.links).toEqual([{ kind: 'notSuccessor', note: 'A dentist took the house over.', recordedBy: expect.stringContaining(', '), undoneReason: null }]);
    expect((await stageOf(chair, old))?.links).toEqual([]);
    expect((await chronologyOf(chair, old))?.lines).toContainEqual({ kind: 'register', words: expect.stringContaining('found not to carry'), formerly: null });
    expect((await record()).fields).toEqual([{ field: 'otherId', message: expect.stringContaining(`(${dismissed?.reference ?? ''}): undo that first`) }]);
    done(await send(qaOfficer, 'undoServiceLink', { id: dismissed?.id, reason: 'The dentist left.' }));
    expect(await likely()).toBe(1);
    done(await record());
    expect((await dismiss()).fields).toEqual([{ field: 'otherId', message: expect.any(String) }]);
  });
});

describe('R31 what a new owner is given to answer', () => {
  it('is offered the assessments and visits its restriction rests on; what was told of the former owner in other words alone; and nothing of its contract or its own', async () => {
    const { qaOfficer } = house.cast;
    const restriction = await restrict(old);
    const seen = newId();
    await house.sql(`insert into visits (council_id, id, reference, service_id, kind, announced, out_of_hours, visited_on, finding, version, recorded_by, recorded_at) values ($1, $2, $3, $4, 'planned', false, false, '2026-11-05', 'No nurse was on the unit.', 1, $5, '2026-11-05T10:00:00Z')`,
      [house.councilId, seen, `VIS-${seen.slice(-8)}`, old.serviceId, qaOfficer.membershipId]);
    const toldId = done(await tell(old));
    const noId = done(await send(qaOfficer, 'recordIntelligence', { serviceId: old.serviceId, sourceType: 'police', category: 'staffing', whatHappened: 'The zebra crossing by the sluice room door was painted over on Tuesday night.', happenedOn: '9 11 2026', severity: 'P2', disclosure: 'no', disclosureReason: 'The police asked.', disclosureReviewOn: '9 2 2027' }));
    const file = async (kind: string, recordId: string, more: object = {}): Promise<string> => {
      const id = newId();
      const row = { council_id: house.councilId, id, reference: `EVI-${id.slice(-8)}`, record_kind: kind, record_id: recordId, name: 'a.pdf', kind: 'pdf', received_bytes: 1, received_sha256: Buffer.from('x'), kept_sha256: Buffer.from('x'), audience: 'members', caveat: 'none', scan: 'clean', state: 'released', uploaded_by: qaOfficer.membershipId, uploaded_at: '2026-11-05T10:00:00Z', ...more };
      await house.sql(`insert into evidence_files (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row));
      return id;
    };
    const photograph = await file('visit', seen);
    const [answer] = await house.sql<{ id: string }>('select id from representations where service_id = $1 limit 1', [old.serviceId]);
    const theirs = await file('representation', answer?.id ?? '');
    const sentByThem = await file('visit', seen, { from_provider_id: old.providerId });
    done(await record(told));
    expect(await restrictionOf(restriction)).toMatchObject({ service_id: successor.serviceId });
    const [window] = await house.sql<{ id: string }>('select id from representations where service_id = $1', [successor.serviceId]);
    const pack = done(await send(qaOfficer, 'prepareDisclosure', { representationId: window?.id }));
    const form = (await house.gql<{ disclosureForm: { records: { recordId: string; recordKind: string; reference: string; formerly: string | null; forms: string[] }[] } }>(qaOfficer, 'query ($id: ID!) { disclosureForm(id: $id) { records { recordId recordKind reference formerly forms } } }', { id: pack })).data.disclosureForm.records;
    const formsOf = (id: string): string[] | undefined => form.find(({ recordId }) => recordId === id)?.forms;
    expect(form.find(({ recordKind }) => recordKind === 'risk')).toMatchObject({ formerly: expect.stringContaining('Old Hall'), reference: expect.stringMatching(/^Risk assessment 1, Old Hall/), forms: ['whole', 'summary', 'withheld'] });
    expect([formsOf(seen), formsOf(toldId), formsOf(noId), formsOf(photograph)]).toEqual([['whole', 'summary', 'withheld'], ['summary', 'withheld'], ['withheld'], ['file', 'withheld']]);
    expect([formsOf(theirs), formsOf(sentByThem)]).toEqual([undefined, undefined]);
    // Held as a page cannot: whole is refused, and so is a summary that repeats what must not leave.
    const add = async (recordId: string, more: object): Promise<Answer> => send(qaOfficer, 'addToDisclosure', { id: pack, version: await versionOf(pack), disclosedRecordId: recordId, ...more });
    expect(fieldsOf(await add(toldId, { form: 'whole', title: 'What was said' }))).toEqual(['form']);
    expect((await add(toldId, { form: 'summary', title: 'What was said', words: 'The zebra crossing by the sluice room door was painted over, and more.' })).fields?.map(({ message }) => message).join()).toMatch(/names or repeats INT-/);
    done(await add(form.find(({ recordKind }) => recordKind === 'risk')?.recordId ?? '', { form: 'whole', title: 'The risk assessment' }));
    done(await add(seen, { form: 'whole', title: 'The visit of 5 November' }));
  });

  it('the same owner at a new address is given all of its own', async () => {
    const moved = await house.service({ name: `New Wing ${newId().slice(-6)}`, provider: 'Old Hall Care Limited' });
    await house.sql('update services set provider_id = $2 where id = $1', [moved.serviceId, old.providerId]);
    const toldId = done(await tell(old));
    done(await record({ kind: 'newLocation', otherId: moved.serviceId }));
    const representation = done(await send(house.cast.qaOfficer, 'tellProvider', { serviceId: moved.serviceId, recommendationId: (await recommendAt(moved)).id, toldOn: '10 11 2026', toldTime: '09:00', how: 'By telephone' }));
    const pack = done(await send(house.cast.qaOfficer, 'prepareDisclosure', { representationId: representation }));
    const { data } = await house.gql<{ disclosureForm: { records: { recordId: string; forms: string[] }[] } }>(house.cast.qaOfficer, 'query ($id: ID!) { disclosureForm(id: $id) { records { recordId forms } } }', { id: pack });
    expect(data.disclosureForm.records.find(({ recordId }) => recordId === toldId)?.forms).toEqual(['whole', 'summary', 'withheld']);
  });
});
