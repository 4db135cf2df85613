import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { PeopleService } from '../../src/domain/people/people.service.js';
import { InvalidInput, NotFound } from '../../src/platform/graphql/refusals.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id: string; version: number; reference: string | null; message?: string; fields?: { field: string; message: string }[]; unmet?: { requirement: string }[] };
type Given = Record<string, unknown>;
type Row = { id: string; reference: string; state: string; daysOverdue: number };

const mutation = (name: string): string => {
  const type = name[0]?.toUpperCase() + name.slice(1);
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { id version reference } ... on Refusal { message }
    ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { requirement } } } }`;
};
const listQuery = 'query ($mine: Boolean, $overdue: Boolean, $closed: Boolean, $serviceId: ID) { actions(mine: $mine, overdue: $overdue, closed: $closed, serviceId: $serviceId) { total overdue rows { id reference state daysOverdue } } }';
const oneQuery = 'query ($id: ID!) { action(id: $id) { state version dueOn evidence verification extensionReason extensionRefusal daysOverdue steps { event by } allowedActions { event allowed unmet { requirement } } } }';

describe('actions', () => {
  let house: House;
  let fern: TestService;
  beforeAll(async () => {
    house = await openHouse();
    fern = await house.service({ name: 'Fern House' });
  });
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));
  afterAll(() => house.close());

  const send = async (actor: Actor, name: string, input: Given): Promise<Answer> => {
    const result = await house.gql<Record<string, Answer>>(actor, mutation(name), { input: { idempotencyKey: newId(), ...input } });
    const found = result.data?.[name];
    if (found === undefined) throw new Error(JSON.stringify(result.errors));
    return found;
  };
  const open = (more: Given = {}, actor: Actor = house.cast.qaOfficer): Promise<Answer> =>
    send(actor, 'createAction', { serviceId: fern.serviceId, description: 'Check the turning charts.', ownerMembershipId: house.cast.icbNurse.membershipId, dueOn: '10/11/2026', mustDo: true, ...more });
  const step = (actor: Actor, name: string, at: { id: string; version: number }, more: Given): Promise<Answer> => send(actor, name, { id: at.id, version: at.version, ...more });
  const report = (at: Answer, actor: Actor = house.cast.icbNurse): Promise<Answer> => step(actor, 'reportActionComplete', at, { evidence: 'Charts seen for all 12 people.' });
  const verify = (at: Answer, actor: Actor, more: Given = {}): Promise<Answer> => step(actor, 'verifyAction', at, { done: true, checkedOn: '3 11 2026', method: 'Visit, charts sampled.', ...more });
  const read = async (id: string, actor: Actor = house.cast.chair) =>
    (await house.gql<{ action: Row & { dueOn: string; verification: string; evidence: string; extensionRefusal: string; steps: { event: string }[]; allowedActions: { event: string; allowed: boolean; unmet: { requirement: string }[] }[] } }>(actor, oneQuery, { id })).data.action;
  const list = async (variables: Given, actor: Actor = house.cast.chair) => (await house.gql<{ actions: { total: number; overdue: number; rows: Row[] } }>(actor, listQuery, variables)).data.actions;

  it('opens with a reference and tells its owner, without a word of what it is', async () => {
    const action = await open();
    expect(action).toMatchObject({ __typename: 'CreateActionPayload', reference: expect.stringMatching(/^ACT-2026-\d{5}$/) });
    const [mail] = await house.sql<{ subject: string; body: string; calendar: null; to_name: string }>('select subject, body, calendar, to_name from mail_messages where subject = $1', [`Action for you: ${action.reference}`]);
    expect(mail).toMatchObject({ to_name: 'Grace Okafor', body: expect.stringContaining('due by 10 November 2026') });
    expect(givenAway(mail as never, ['Fern House', 'Fernbank', 'turning'])).toEqual([]);
  });

  it('R17 is not closed by a report: an officer who neither owns nor reported it checks it, with date and method', async () => {
    const reported = await report(await open());
    expect((await read(reported.id)).state).toBe('reportedComplete');
    expect(await verify(reported, house.cast.icbNurse)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await verify(reported, house.cast.provider)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await verify(reported, house.cast.qaOfficer, { checkedOn: '', method: '' })).toMatchObject({ fields: [{ field: 'checkedOn' }, { field: 'method' }] });
    expect(await verify(reported, house.cast.qaOfficer, { checkedOn: '4 11 2026' })).toMatchObject({ fields: [{ message: 'The date it was checked must be today or in the past' }] });
    await verify(reported, house.cast.qaOfficer);
    const done = await read(reported.id);
    expect(done).toMatchObject({ state: 'closed', verification: 'Visit, charts sampled.' });
    expect(done.steps.map(({ event }) => event)).toEqual(['START', 'REPORT_COMPLETE', 'VERIFY', 'CLOSE']);
  });

  it('R17 an officer checks neither their own action nor what they reported for somebody', async () => {
    const own = await report(await open({ ownerMembershipId: house.cast.qaOfficer.membershipId }), house.cast.coordinator);
    expect(await verify(own, house.cast.qaOfficer)).toMatchObject({ unmet: [{ requirement: 'isCheckedByAnother' }] });
    expect(await verify(own, house.cast.coordinator)).toMatchObject({ unmet: [{ requirement: 'isCheckedByAnother' }] });
    expect((await read(own.id, house.cast.qaOfficer)).allowedActions.find(({ event }) => event === 'VERIFY')).toMatchObject({ allowed: false, unmet: [{ requirement: 'isCheckedByAnother' }] });
    expect(await verify(own, house.cast.safeguardingLead)).toMatchObject({ __typename: 'VerifyActionPayload' });
  });

  it('is open again with a new date when the check finds it wanting, and keeps what was reported before', async () => {
    const reported = await report(await open());
    expect(await verify(reported, house.cast.qaOfficer, { done: false })).toMatchObject({ fields: [{ field: 'newDueOn' }] });
    const again = await verify(reported, house.cast.qaOfficer, { done: false, method: 'Two charts empty.', newDueOn: '20 11 2026' });
    expect(await read(again.id)).toMatchObject({ state: 'open', dueOn: '2026-11-20', verification: 'Two charts empty.' });
    await report(again);
    expect((await read(again.id)).evidence).toBe('Charts seen for all 12 people.\n\nReported again on 3 November 2026:\nCharts seen for all 12 people.');
  });

  it('case 25 keeps every check and every request for more time, and says how often it was opened again', async () => {
    let at = await open();
    for (const [method, newDueOn] of [['Two charts had gaps.', '12 11 2026'], ['One chart had gaps.', '16 11 2026'], ['No night entries.', '20 11 2026']]) {
      const reported = await report(at);
      at = await step(house.cast.qaOfficer, 'verifyAction', reported, { done: false, checkedOn: '3 11 2026', method, newDueOn });
    }
    at = await step(house.cast.icbNurse, 'requestActionExtension', at, { newDueOn: '27 11 2026', reason: 'The nurse is away.' });
    at = await step(house.cast.qaOfficer, 'extendAction', at, { agreed: false, reason: 'Others can do it.' });
    at = await step(house.cast.icbNurse, 'requestActionExtension', at, { newDueOn: '24 11 2026', reason: 'A new nurse begins.' });
    at = await step(house.cast.qaOfficer, 'extendAction', at, { agreed: true, newDueOn: '23 11 2026' });
    const { data } = await house.gql<{ action: object }>(house.cast.chair, 'query ($id: ID!) { action(id: $id) { reopened checks { done checkedOn method newDueOn by } moreTime { step until words } } }', { id: at.id });
    expect(data.action).toMatchObject({
      reopened: 3,
      checks: [{ done: false, checkedOn: '2026-11-03', method: 'Two charts had gaps.', newDueOn: '2026-11-12' }, { method: 'One chart had gaps.', newDueOn: '2026-11-16' }, { method: 'No night entries.', newDueOn: '2026-11-20' }],
      moreTime: [
        { step: 'asked', until: '2026-11-27', words: 'The nurse is away.' }, { step: 'refused', until: null, words: 'Others can do it.' }, { step: 'asked', until: '2026-11-24', words: 'A new nurse begins.' },
        { step: 'agreed', until: '2026-11-23', words: null },
      ],
    });
    const listed = await house.gql<{ actions: { rows: { id: string; reopened: number }[] } }>(house.cast.chair, 'query ($serviceId: ID) { actions(serviceId: $serviceId) { rows { id reopened } } }', { serviceId: fern.serviceId });
    expect(listed.data.actions.rows.find(({ id }) => id === at.id)).toEqual({ id: at.id, reopened: 3 });
    // An earlier check is found by its words, as the action it is of.
    const found = await house.gql<{ search: { rows: { path: string }[] } }>(house.cast.chair, 'query { search(words: "gaps") { rows { path } } }');
    expect(JSON.stringify(found)).toContain(at.id);
    await expect(house.unit.run(house.cast.qaOfficer, () => house.unit.query(`update action_checks set method = 'Fine.'`))).rejects.toThrow(/permission denied/);
  });

  it('is begun by its owner or an officer for them, and by nobody else', async () => {
    const action = await open();
    expect(await step(house.cast.socialWorker, 'beginAction', action, {})).toMatchObject({ __typename: 'NotPermitted' });
    const begun = await step(house.cast.icbNurse, 'beginAction', action, {});
    expect((await read(begun.id)).state).toBe('inProgress');
    expect(await step(house.cast.icbNurse, 'beginAction', begun, {})).toMatchObject({ __typename: 'TransitionRefused' });
  });

  it('is reported by its owner, or an officer for them, and by nobody else', async () => {
    const action = await open();
    expect(await report(action, house.cast.socialWorker)).toMatchObject({ __typename: 'NotPermitted' });
    expect((await read(action.id, house.cast.socialWorker)).allowedActions).toEqual([]);
    expect(await report(action, house.cast.coordinator)).toMatchObject({ __typename: 'ReportActionCompletePayload' });
  });

  it('gets more time from an officer other than whoever asked', async () => {
    const asked = await step(house.cast.qaOfficer, 'requestActionExtension', await open({ ownerMembershipId: house.cast.qaOfficer.membershipId }), { newDueOn: '24 11 2026', reason: 'Leave.' });
    expect(await step(house.cast.qaOfficer, 'extendAction', asked, { agreed: true, newDueOn: '24 11 2026' })).toMatchObject({ unmet: [{ requirement: 'isAgreedByAnotherOfficer' }] });
    const agreed = await step(house.cast.chair, 'extendAction', asked, { agreed: true, newDueOn: '24 11 2026' });
    expect(await read(agreed.id)).toMatchObject({ state: 'open', dueOn: '2026-11-24', extensionReason: 'Leave.' });
    const askedAgain = await step(house.cast.qaOfficer, 'requestActionExtension', agreed, { newDueOn: '30 11 2026', reason: 'More leave.' });
    expect(await step(house.cast.chair, 'extendAction', askedAgain, { agreed: false })).toMatchObject({ fields: [{ field: 'reason' }] });
    await step(house.cast.chair, 'extendAction', askedAgain, { agreed: false, reason: 'People wait.' });
    expect(await read(agreed.id)).toMatchObject({ state: 'open', dueOn: '2026-11-24', extensionRefusal: 'People wait.' });
  });

  it('gets more time by word of mouth as its owner’s request, never from the owner', async () => {
    const action = await open({ ownerMembershipId: house.cast.safeguardingLead.membershipId });
    const more = { agreed: true, newDueOn: '24 11 2026', reason: 'Agreed in the meeting.' };
    expect(await step(house.cast.safeguardingLead, 'extendAction', action, more)).toMatchObject({ unmet: [{ requirement: 'isAgreedByAnotherOfficer' }] });
    expect((await read(action.id)).state).toBe('open');
    expect(await step(house.cast.chair, 'extendAction', action, { ...more, newDueOn: '9 11 2026' })).toMatchObject({ unmet: [{ requirement: 'hasLaterDate' }] });
    await step(house.cast.chair, 'extendAction', action, more);
    expect(await read(action.id)).toMatchObject({ state: 'open', dueOn: '2026-11-24' });
  });

  it('R18 is overdue the day after, first in the list and by how long; its owner and the coordinator are told once', async () => {
    const action = await open({ dueOn: '4 11 2026' });
    house.clock.set('2026-11-04T23:30:00Z');
    await house.get(DeadlineSweeper).sweep();
    expect((await read(action.id)).state).toBe('open');
    house.clock.set('2026-11-07T09:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    await house.get(DeadlineSweeper).sweep();
    await house.drain();
    expect(await read(action.id)).toMatchObject({ state: 'overdue', daysOverdue: 3 });
    const mine = await list({ mine: true }, house.cast.icbNurse);
    expect(mine.rows[0]).toMatchObject({ id: action.id, daysOverdue: 3 });
    expect((await list({ overdue: true })).rows.map(({ id }) => id)).toEqual([action.id]);
    const told = await house.sql<{ to_name: string }>('select to_name from mail_messages where subject = $1 order by to_name', [`Action overdue: ${action.reference}`]);
    expect(told.map(({ to_name }) => to_name)).toEqual(['Grace Okafor', 'Tom Fielding']);
    await report({ ...action, version: 2 });
    expect((await read(action.id)).daysOverdue).toBe(0);
  });

  it('R18 tells the manager of whoever owns it first; nobody where the manager has left, but the coordinator', async () => {
    const { qaOfficer, headOfService, chair } = house.cast;
    const nameManager = (member: string, manager: string | null) => house.unit.run(chair, () => house.get(PeopleService).nameManager(member, manager));
    const told = async (dueOn: string): Promise<string[]> => {
      house.clock.set('2026-11-03T10:00:00Z');
      const action = await open({ ownerMembershipId: qaOfficer.membershipId, dueOn });
      house.clock.set('2026-11-13T08:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      await house.drain();
      const mails = await house.sql<{ to_name: string }>('select to_name from mail_messages where subject = $1 order by to_name', [`Action overdue: ${action.reference}`]);
      return mails.map(({ to_name }) => to_name);
    };
    await nameManager(qaOfficer.membershipId, headOfService.membershipId);
    expect(await told('10 11 2026')).toEqual(['Martin Cole', 'Priya Nair']);
    await house.sql(`update memberships set valid_to = '2026-11-12' where id = $1`, [headOfService.membershipId]);
    expect(await told('11 11 2026')).toEqual(['Priya Nair', 'Tom Fielding']);
    await house.sql('update memberships set valid_to = null where id = $1', [headOfService.membershipId]);
    await nameManager(qaOfficer.membershipId, null);
    expect(await told('9 11 2026')).toEqual(['Priya Nair', 'Tom Fielding']);
  });

  it('R18 names as manager only somebody else of this council’s panel', async () => {
    const { qaOfficer, provider, chair } = house.cast;
    const stranger = await house.neighbour();
    const name = (member: string, manager: string) => house.unit.run(chair, () => house.get(PeopleService).nameManager(member, manager));
    for (const manager of [qaOfficer.membershipId, provider.membershipId, stranger.membershipId, newId()]) await expect(name(qaOfficer.membershipId, manager)).rejects.toThrow(InvalidInput);
    await expect(name(stranger.membershipId, chair.membershipId)).rejects.toThrow(NotFound);
  });

  it('leaves the list when superseded, and says what replaces it', async () => {
    const action = await open({ serviceId: null });
    await step(house.cast.coordinator, 'supersedeAction', action, { reason: 'Part of the improvement plan now.' });
    expect((await list({})).rows.map(({ id }) => id)).not.toContain(action.id);
    expect((await list({ closed: true })).rows.map(({ id }) => id)).toContain(action.id);
  });

  it('refuses a day in the past, an owner or service of another council, and a stale form, in words', async () => {
    const stranger = await house.neighbour();
    expect(await open({ dueOn: '2 11 2026' })).toMatchObject({ fields: [{ field: 'dueOn', message: 'The date it is due must be today or later' }] });
    expect(await open({ ownerMembershipId: stranger.membershipId })).toMatchObject({ fields: [{ field: 'ownerMembershipId', message: 'Choose who does it' }] });
    expect(await open({ ownerMembershipId: house.cast.provider.membershipId })).toMatchObject({ fields: [{ field: 'ownerMembershipId' }] });
    expect(await open({}, stranger)).toMatchObject({ fields: [{ field: 'serviceId' }, { field: 'ownerMembershipId' }] });
    const action = await open();
    expect(await report(action, stranger)).toMatchObject({ __typename: 'NotFound' });
    const both = await Promise.all([report(action), report(action, house.cast.coordinator)]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ReportActionCompletePayload', 'StaleVersion']);
  });

  it('shows a provider and brokerage none', async () => {
    for (const actor of [house.cast.provider, house.cast.brokerage]) {
      expect((await house.gql(actor, listQuery)).errors?.[0]?.extensions?.['code']).toBe('NOT_PERMITTED');
      expect(await house.unit.run(actor, () => house.unit.query('select from actions'))).toEqual([]);
    }
  });

  describe('risk assessments', () => {
    const assessments = async (actor: Actor = house.cast.chair) =>
      (await house.gql<{ riskAssessments: { mayRecord: boolean; assessments: { number: number; score: number; bandWords: string; text: string }[] } | null }>(actor,
        'query ($id: ID!) { riskAssessments(serviceId: $id) { mayRecord assessments { number score bandWords text } } }', { id: fern.serviceId })).data?.riskAssessments ?? null;
    const assess = (more: Given = {}, actor: Actor = house.cast.qaOfficer): Promise<Answer> =>
      send(actor, 'recordRiskAssessment', { serviceId: fern.serviceId, assessedOn: '3 11 2026', likelihood: '4', impact: '4', text: 'Nights are thin.', ...more });

    it('are numbered versions that nobody changes, also when two come at once', async () => {
      await Promise.all([assess(), assess({ likelihood: '2', text: 'Better.' }, house.cast.safeguardingLead)]);
      const found = await assessments();
      expect(found?.assessments.map(({ number }) => number)).toEqual([2, 1]);
      expect(found?.assessments.find(({ score }) => score === 16)).toMatchObject({ bandWords: 'Red', text: 'Nights are thin.' });
      await expect(house.sql('update risk_assessments set impact = 1')).rejects.toThrow('never changed');
    });

    it('name every problem at once, and are of no later day', async () => {
      expect((await assess({ assessedOn: '4 11 2026', likelihood: '6', impact: '', text: '' })).fields?.map(({ field }) => field)).toEqual(['assessedOn', 'likelihood', 'impact', 'text']);
    });

    it('are written by officers, read by the panel, and hidden from everybody else', async () => {
      expect(await assess({}, house.cast.icbNurse)).toMatchObject({ __typename: 'NotPermitted' });
      expect((await assessments(house.cast.icbNurse))?.mayRecord).toBe(false);
      expect(await assessments(house.cast.provider)).toBeNull();
      expect(await assessments(await house.neighbour())).toBeNull();
      expect(await assess({}, await house.neighbour())).toMatchObject({ __typename: 'NotFound' });
    });
  });
});
