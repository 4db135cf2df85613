import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse, type TestService } from '../support/house.js';

interface Answer { __typename: string; id: string; version: number; reference: string | null; message?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] }
interface Watched { kind: string; serviceId: string | null; happenedOn: string; dueOn: string; state: string; outcome: string | null }

describe('dates of domain.md 1.5 that no other case keeps', () => {
  let house: House;
  let service: TestService;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.set('2026-11-10T10:00:00Z');
    service = await house.service();
  });

  const send = async (actor: Actor, name: string, input: object): Promise<Answer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const { data, errors } = await house.gql<Record<string, Answer>>(
      actor, `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { id version reference } ... on Refusal { message } ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } } }`,
      { input: { idempotencyKey: newId(), ...input } },
    );
    const found = data?.[name];
    if (found === undefined) throw new Error(JSON.stringify(errors));
    return found;
  };
  const done = async (actor: Actor, name: string, input: object): Promise<Answer> => {
    const answer = await send(actor, name, input);
    if (!answer.__typename.endsWith('Payload')) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const watched = (kind: string): Promise<Watched[]> => house.sql(
    `select d.kind, d.service_id as "serviceId", d.happened_on::text as "happenedOn", d.due_on::text as "dueOn", w.state, d.outcome from watched_dates d join workflows w on w.id = d.id
     where d.kind = $1 and (d.service_id = $2 or d.service_id is null) order by d.reference`, [kind, service.serviceId]);
  const listed = async (kind: string, actor: Actor = house.cast.coordinator): Promise<{ words: string; dueOn: string; daysOverdue: number; path: string }[]> =>
    (await house.gql<{ deadlines: { rows: { words: string; dueOn: string; daysOverdue: number; path: string; serviceId: string | null }[] } }>(actor, 'query ($kind: String) { deadlines(kind: $kind) { rows { words dueOn daysOverdue path serviceId } } }', { kind }))
      .data.deadlines.rows.filter((row) => row.serviceId === null || row.serviceId === service.serviceId);
  const visit = (more: object = {}): object => ({
    serviceId: service.serviceId, kind: 'responsive', announced: false, outOfHours: false, officerIds: [house.cast.qaOfficer.membershipId], visitedOn: '9 11 2026', finding: 'Charts with gaps.', faultReasons: [], actionIds: [], ...more,
  });
  const versionOf = async (id: string): Promise<number> => (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0;
  const idOf = async (kind: string): Promise<string> => (await house.sql<{ id: string }>(`select d.id from watched_dates d join workflows w on w.id = d.id and w.state in ('open', 'overdue') where d.kind = $1 and d.service_id = $2`, [kind, service.serviceId]))[0]?.id ?? '';

  it('a visit starts its report, two weeks after it, and the report the provider’s remarks on its facts', async () => {
    await done(house.cast.qaOfficer, 'recordVisit', visit({ kind: 'planned' }));
    expect(await watched('reviewReport')).toMatchObject([{ happenedOn: '2026-11-09', dueOn: '2026-11-23', state: 'open' }]);
    expect(await listed('reviewReport')).toEqual([{ words: 'Report of a visit to the provider', dueOn: '2026-11-23', daysOverdue: 0, path: expect.stringMatching(/^\/dates\//), serviceId: service.serviceId }]);
    house.clock.set('2026-11-16T10:00:00Z');
    const id = await idOf('reviewReport');
    const at = { id, version: await versionOf(id) };
    expect((await send(house.cast.qaOfficer, 'finishWatchedDate', { ...at, doneOn: '17 11 2026', outcome: 'Sent.' })).fields).toEqual([{ field: 'doneOn', message: 'The day it was done must be today or in the past' }]);
    expect((await send(house.cast.icbNurse, 'finishWatchedDate', { ...at, doneOn: '16 11 2026', outcome: 'Sent.' })).message).toContain('an officer of the council');
    const [first, second] = await Promise.all([1, 2].map(() => send(house.cast.qaOfficer, 'finishWatchedDate', { ...at, doneOn: '16 11 2026', outcome: 'The draft was sent by secure mail.' })));
    expect([first?.__typename, second?.__typename].toSorted()).toEqual(['FinishWatchedDatePayload', 'StaleVersion']);
    expect(await watched('factualAccuracy')).toMatchObject([{ happenedOn: '2026-11-16', dueOn: '2026-11-30', state: 'open' }]);
    expect(await listed('reviewReport')).toEqual([]);
  });

  it('D02 a visit that is decided on has its last day watched; made, that is done, and cancelled with a reason, nobody waits', async () => {
    const { id: intelligenceId } = await done(house.cast.icbNurse, 'recordIntelligence', { serviceId: service.serviceId, sourceType: 'icbQualityNurse', category: 'medicines', severity: 'P2', whatHappened: 'Charts with gaps.', happenedOn: '9 11 2026', disclosure: 'yes' });
    const decide = () => done(house.cast.qaOfficer, 'decideResponsiveVisit', {
      serviceId: service.serviceId, intelligenceId, kind: 'responsive', announced: false, outOfHours: false, officerIds: [house.cast.qaOfficer.membershipId], plannedOn: '17 11 2026', focus: 'Medicines.',
    });
    const made = await decide();
    const dropped = await decide();
    expect((await listed('responsiveVisit')).map(({ dueOn }) => dueOn)).toEqual(['2026-11-17', '2026-11-17']);
    await done(house.cast.qaOfficer, 'recordVisit', visit({ plannedVisitId: made.id, visitedOn: '10 11 2026' }));
    expect((await send(house.cast.qaOfficer, 'cancelVisit', { id: dropped.id, version: dropped.version, reason: '' })).fields?.map(({ field }) => field)).toEqual(['reason']);
    await done(house.cast.qaOfficer, 'cancelVisit', { id: dropped.id, version: dropped.version, reason: 'The home closed that wing.' });
    expect(await watched('responsiveVisit')).toMatchObject([{ state: 'done', outcome: expect.stringContaining('Made: VIS-') }, { state: 'withdrawn', outcome: 'The home closed that wing.' }]);
    expect(await listed('responsiveVisit')).toEqual([]);
    // What is cancelled is neither made nor cancelled again.
    expect((await send(house.cast.qaOfficer, 'cancelVisit', { id: dropped.id, version: dropped.version + 1, reason: 'Twice.' })).__typename).toBe('StaleVersion');
    expect((await send(house.cast.qaOfficer, 'recordVisit', visit({ plannedVisitId: dropped.id }))).__typename).toBe('StaleVersion');
    expect((await send(house.cast.qaOfficer, 'cancelVisit', { id: made.id, version: made.version + 1, reason: 'Made.' })).__typename).toBe('StaleVersion');
  });

  it('a referral to safeguarding starts the strategy discussion of 24 hours, once while one is open', async () => {
    for (const referralReference of ['SG-1', 'SG-2']) await done(house.cast.safeguardingLead, 'referToSafeguarding', { serviceId: service.serviceId, reasons: 'Harm.', referralReference, hostCouncil: 'Ours' });
    expect(await watched('strategyDiscussion')).toMatchObject([{ happenedOn: '2026-11-10', dueOn: '2026-11-11', state: 'open' }]);
    house.clock.set('2026-11-11T09:59:00Z');
    await house.get(DeadlineSweeper).sweep();
    expect(await watched('strategyDiscussion')).toMatchObject([{ state: 'open' }]);
    house.clock.set('2026-11-12T10:01:00Z');
    await house.get(DeadlineSweeper).sweep();
    // R18: late, it stays in sight, and is one line of its service on the agenda.
    expect(await watched('strategyDiscussion')).toMatchObject([{ state: 'overdue' }]);
    expect(await listed('strategyDiscussion')).toMatchObject([{ dueOn: '2026-11-11', daysOverdue: 1 }]);
  });

  it.each([
    ['cqcRepresentations', '2026-12-01'], ['cqcAppeal', '2026-12-01'], ['reinspection', '2027-05-03'], ['plannedClosure', '2027-05-03'], ['plannedReview', '2027-11-03'],
  ])('%s is started by hand at its service, counted from its event', async (kind, dueOn) => {
    await done(house.cast.qaOfficer, 'startWatchedDate', { serviceId: service.serviceId, kind, happenedOn: '3 11 2026', about: 'CQC ref 7' });
    expect(await watched(kind)).toMatchObject([{ dueOn, state: 'open' }]);
    const again = await send(house.cast.qaOfficer, 'startWatchedDate', { serviceId: service.serviceId, kind, happenedOn: '3 11 2026' });
    expect(again.fields).toEqual([{ field: 'happenedOn', message: expect.stringMatching(/^It is watched already: DAT-2026-\d{5}/) }]);
    const [found] = await house.sql<{ id: string }>('select id from watched_dates where kind = $1 and service_id = $2', [kind, service.serviceId]);
    await done(house.cast.qaOfficer, 'withdrawWatchedDate', { id: found?.id, version: 1, reason: 'CQC took its notice back.' });
    expect(await listed(kind)).toEqual([]);
  });

  it('is of the whole council where it is: seen by those who see every service, and the next begins when one is done', async () => {
    expect((await send(house.cast.coordinator, 'startWatchedDate', { serviceId: service.serviceId, kind: 'dutyRota', happenedOn: '2 11 2026' })).fields?.[0]?.message).toContain('of the whole council');
    expect((await send(house.cast.coordinator, 'startWatchedDate', { kind: 'reviewReport', happenedOn: '2 11 2026' })).fields?.[0]?.message).toContain('at its service');
    expect((await send(house.cast.coordinator, 'startWatchedDate', { kind: 'responsiveVisit', happenedOn: '2 11 2026' })).fields?.[0]?.message).toBe('Choose what is waited for');
    const rota = await done(house.cast.coordinator, 'startWatchedDate', { kind: 'dutyRota', happenedOn: '2 11 2026' });
    const tracker = await done(house.cast.coordinator, 'startWatchedDate', { kind: 'capacityTracker', happenedOn: '2 11 2026' });
    expect([(await listed('dutyRota')).map(({ dueOn }) => dueOn), (await listed('dutyRota', house.cast.icbNurse))]).toEqual([['2027-02-02'], []]);
    house.clock.set('2026-11-07T10:00:00Z');
    expect((await send(house.cast.coordinator, 'finishWatchedDate', { id: tracker.id, version: tracker.version, doneOn: '7 11 2026', outcome: 'All in.' })).unmet).toEqual([{ requirement: 'isOpenYet' }]);
    house.clock.set('2026-11-12T10:00:00Z');
    await done(house.cast.coordinator, 'finishWatchedDate', { id: tracker.id, version: tracker.version, doneOn: '12 11 2026', outcome: '41 of 43 homes are in.' });
    expect((await listed('capacityTracker')).map(({ dueOn }) => dueOn)).toEqual(['2026-12-14']);
    await done(house.cast.coordinator, 'finishWatchedDate', { id: rota.id, version: rota.version, doneOn: '12 11 2026', outcome: 'Nair and Bell.' });
    expect((await listed('dutyRota')).map(({ dueOn }) => dueOn)).toEqual(['2027-02-12']);
  });

  const scheduled = async (series: 'panel' | 'triage', startsOn: string, panelId: string | null = null): Promise<string> => (await done(house.cast.coordinator, 'scheduleMeeting', {
    series, panelId, dateIsMeant: true, startsOn, startTime: '14:00', lengthMinutes: 60, venue: 'Civic Offices', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [],
  })).id;
  interface Line { title: string; forNoting: boolean; reasons: { words: string }[] }
  const agenda = async (id: string, actor: Actor = house.cast.coordinator): Promise<Line[]> =>
    (await house.gql<{ meeting: { agenda: Line[] } }>(actor, 'query ($id: ID!) { meeting(id: $id) { agenda { title forNoting reasons { words } } } }', { id })).data.meeting.agenda;
  const missed = async (id: string, actor?: Actor): Promise<Line | undefined> => (await agenda(id, actor)).find(({ title }) => title === 'Dates of the whole council that were missed');

  it('R18 of the whole council and missed, it is an item without a service: of the kind of meeting whose purpose it is, else of the panel, until it is done', async () => {
    house.clock.set('2027-03-01T10:00:00Z');
    const rota = await done(house.cast.coordinator, 'startWatchedDate', { kind: 'dutyRota', happenedOn: '20 11 2026' });
    const tracker = await done(house.cast.coordinator, 'startWatchedDate', { kind: 'capacityTracker', happenedOn: '20 1 2027' });
    const panel = await scheduled('panel', '9 3 2027');
    const words = async (id: string, actor?: Actor): Promise<string[]> => (await missed(id, actor))?.reasons.map((one) => one.words) ?? [];
    const [ofRota, ofTracker] = [
      `Next two officers on the intelligence duty rota: was due 20 February 2027 and is not recorded as done (${rota.reference})`, `Capacity Tracker returns checked: was due 15 February 2027 and is not recorded as done (${tracker.reference})`,
    ];
    expect((await words(panel)).filter((one) => one.includes(rota.reference ?? '') || one.includes(tracker.reference ?? ''))).toEqual([ofTracker, ofRota]);
    const triage = await scheduled('triage', '8 3 2027', await house.insert('panels', { name: 'Duty desk', kind: 'triage', valid_from: '2026-11-01', recorded_at: '2026-11-01T09:00:00Z' }));
    expect([await words(triage), await words(panel)]).toEqual([expect.arrayContaining([ofRota]), expect.arrayContaining([ofTracker])]);
    expect((await words(panel)).some((one) => one.includes('duty rota'))).toBe(false);
    // Kept, it is what every member reads; done, it is for noting.
    await done(house.cast.coordinator, 'buildAgenda', { id: panel, version: await versionOf(panel) });
    for (const actor of [house.cast.coordinator, house.cast.icbNurse]) expect(await words(panel, actor)).toEqual(expect.arrayContaining([ofTracker]));
    for (const { id, version } of await house.sql<{ id: string; version: number }>(`select d.id, w.version from watched_dates d join workflows w on w.id = d.id where d.service_id is null and d.ended_at is null and d.due_on < '2027-03-01'`)) {
      await done(house.cast.coordinator, 'withdrawWatchedDate', { id, version, reason: 'It was done, and not written down.' });
    }
    expect(await missed(panel)).toMatchObject({ forNoting: true, reasons: [] });
    await done(house.cast.coordinator, 'buildAgenda', { id: panel, version: await versionOf(panel) });
    expect(await missed(panel)).toMatchObject({ forNoting: true, reasons: [] });
  });

  it('is found by words of what is due, of its service and of what it is about, all of them, page by page', async () => {
    const [{ name } = { name: '' }] = await house.sql<{ name: string }>('select l.name from services s join register_locations l on l.id = s.location_id where s.id = $1', [service.serviceId]);
    const about = `Notice ${service.serviceId.slice(-6)}, 100% of the beds`;
    await done(house.cast.qaOfficer, 'startWatchedDate', { serviceId: service.serviceId, kind: 'cqcAppeal', happenedOn: '3 11 2026', about });
    const found = async (search: string, actor: Actor = house.cast.coordinator): Promise<{ total: number; rows: { words: string; about: string | null; serviceId: string | null }[] }> =>
      (await house.gql<{ deadlines: { total: number; rows: { words: string; about: string | null; serviceId: string | null }[] } }>(actor, 'query ($search: String) { deadlines(search: $search) { total rows { words about serviceId } } }', { search })).data.deadlines;
    for (const search of [about, `tribunal ${name}`, `TRIBUNAL ${service.serviceId.slice(-6)}`, '100%']) expect((await found(search)).rows).toContainEqual({ words: 'Provider’s appeal to the Tribunal', about, serviceId: service.serviceId });
    expect((await found(`triage ${service.serviceId.slice(-6)}`)).rows).toEqual([]);
    expect((await found('1_0%')).rows).toEqual([]);
    expect((await found(about, await house.neighbour())).total).toBe(0);
  });

  it('R37 is not seen by another council, nor ended by it', async () => {
    const { id, version } = await done(house.cast.qaOfficer, 'startWatchedDate', { serviceId: service.serviceId, kind: 'cqcAppeal', happenedOn: '3 11 2026' });
    const neighbour = await house.neighbour();
    expect((await house.gql<{ watchedDate: unknown }>(neighbour, 'query ($id: ID!) { watchedDate(id: $id) { id } }', { id })).data.watchedDate).toBeNull();
    expect((await send(neighbour, 'withdrawWatchedDate', { id, version, reason: 'Ours now.' })).__typename).toBe('NotFound');
  });
});
