import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse } from '../support/house.js';

type Answer = { __typename: string; id: string; version: number; reference: string | null; message?: string; fields?: { field: string; message: string }[]; changedBy?: string };
interface Own { id: string; version: number; reference: string; state: string; description: string; dueOn: string; daysOverdue: number; reported: string | null; extensionDueOn: string | null; mayReport: boolean; mayAskTime: boolean; steps: { event: string; until: string | null }[] }

/** domain.md 2.6: a provider reads its own plan; 1.3 F and R17: it says that something is done, and an officer checks it. */
describe('a provider’s plan', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));
  afterAll(() => house.close());

  const send = async (actor: Actor, name: string, input: object): Promise<Answer> => {
    const type = name.charAt(0).toUpperCase() + name.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { id version reference } ... on Refusal { message } ... on InvalidInput { fields { field message } } ... on StaleVersion { changedBy } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[name] as Answer;
  };
  const opened = (more: object = {}): Promise<Answer> =>
    send(house.cast.qaOfficer, 'createAction', { serviceId: house.providersService.serviceId, description: 'Bring all care plans up to date.', ownerMembershipId: house.cast.coordinator.membershipId, dueOn: '10/11/2026', mustDo: true, forProvider: true, ...more });
  const report = (at: Answer, actor: Actor = house.cast.provider): Promise<Answer> => send(actor, 'reportActionComplete', { id: at.id, version: at.version, evidence: 'All 31 plans are of this month.' });
  const askTime = (at: Answer, actor: Actor = house.cast.provider): Promise<Answer> => send(actor, 'requestActionExtension', { id: at.id, version: at.version, newDueOn: '24/11/2026', reason: 'The new manager starts on Monday.' });
  const verify = (at: Answer, actor: Actor, more: object = {}): Promise<Answer> => send(actor, 'verifyAction', { id: at.id, version: at.version, done: true, checkedOn: '3/11/2026', method: 'A carer told us where to look.', ...more });
  const plan = async (actor: Actor = house.cast.provider, page = 1) => (await house.gql<{ myPlan: { total: number; overdue: number; rows: Own[] } }>(actor, 'query ($page: Int) { myPlan(page: $page) { total overdue rows { id reference state description dueOn daysOverdue } } }', { page })).data.myPlan;
  const own = async (id: string, actor: Actor = house.cast.provider): Promise<Own | null> =>
    (await house.gql<{ myPlanAction: Own | null }>(actor, 'query ($id: ID!) { myPlanAction(id: $id) { id version state description dueOn reported extensionDueOn mayReport mayAskTime steps { event until } } }', { id })).data.myPlanAction;
  const page = async (actor: Actor, url: string): Promise<string> =>
    (await house.app.inject({ url, headers: { cookie: `session=${await house.get(Sessions).begin(actor as never, 'page', { issuer: 'https://example.org', providerSession: null, signedInAt: house.clock.now().toString() })}` } })).body;
  const seenRows = (actor: Actor, table: string, column: string, id: string): Promise<unknown[]> => house.unit.run(actor, () => house.unit.query(`select ${column} from ${table} where ${column} = $1`, [id]));

  it('is read by the provider once an officer says that it is theirs to do, and told without a word of it', async () => {
    expect(await page(house.cast.provider, '/my-plan')).toContain('You have nothing to do');
    const action = await opened();
    expect((await plan()).rows).toContainEqual(expect.objectContaining({ id: action.id, state: 'open', description: 'Bring all care plans up to date.', dueOn: '2026-11-10' }));
    const mails = await house.sql<{ subject: string; body: string; calendar: null }>('select subject, body, calendar from mail_messages where to_membership_id = $1 and subject = $2', [house.cast.provider.membershipId, `Your plan: ${action.reference}`]);
    expect(mails).toHaveLength(1);
    for (const mail of mails) expect(givenAway(mail, ['Rowan Court', 'care plans'])).toEqual([]);
    expect(await page(house.cast.provider, '/my-plan')).toContain('Bring all care plans up to date.');
    expect(await page(house.cast.qaOfficer, `/actions/${action.id}`)).toContain('For the provider');
    expect(await page(house.cast.provider, `/my-plan/${action.id}/complete`)).toContain('What shows that it is done?');
    expect(await page(house.cast.provider, `/my-plan/${action.id}/more-time`)).toContain('Until when?');
    expect(await page(house.cast.qaOfficer, `/actions/add?service=${house.providersService.serviceId}`)).toContain('name no source and no person');
  });

  it('D06: the action that a plan comes back is on it, and the issues name nothing that must not reach the provider', async () => {
    const input = { serviceId: house.providersService.serviceId, reasons: 'Four faults in a month.', issues: '1. Night staffing.', cqcPlan: 'no', dueOn: '17/11/2026', ownerMembershipId: house.cast.coordinator.membershipId };
    expect(await send(house.cast.headOfService, 'requireActionPlan', input)).toMatchObject({ __typename: 'RequireActionPlanPayload' });
    expect((await plan()).rows.map(({ description }) => description)).toContain('The provider returns its action plan. Issues to answer:\n1. Night staffing.');
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
      values ($1, $2, 'INT-2026-97011', $3, 'police', 'staffing', 'P2', 'Money was taken from the purse of somebody in room nine at night.', '2026-10-05', '2026-10-06T09:00:00Z', 'none', 'no', $4, '2026-10-06T09:00:00Z')`,
      [house.councilId, newId(), house.providersService.serviceId, house.cast.qaOfficer.membershipId]);
    expect((await send(house.cast.headOfService, 'requireActionPlan', { ...input, issues: 'Answer INT-2026-97011.' })).fields).toEqual([{ field: 'issues', message: expect.stringContaining('INT-2026-97011') }]);
    expect((await opened({ description: 'Answer that money was taken from the purse of somebody in room nine.' })).fields).toEqual([{ field: 'description', message: expect.stringContaining('INT-2026-97011') }]);
    expect((await opened({ serviceId: null })).fields).toEqual([{ field: 'forProvider', message: expect.stringContaining('one of its services') }]);
  });

  it('R17 the provider reports it complete and cannot verify it; an officer does, and the provider reads the outcome without the officer’s words', async () => {
    const reported = await report(await opened());
    expect(reported.__typename).toBe('ReportActionCompletePayload');
    expect(await own(reported.id)).toMatchObject({ state: 'reportedComplete', reported: 'All 31 plans are of this month.', mayReport: false });
    expect(await verify(reported, house.cast.provider)).toMatchObject({ __typename: 'NotPermitted', message: expect.stringContaining('an officer of the council') });
    const officers = await page(house.cast.qaOfficer, `/actions/${reported.id}`);
    expect(officers).toContain('What the provider reported');
    expect(officers).toContain('Carol Finch, Registered Manager');
    const again = await verify(reported, house.cast.qaOfficer, { done: false, newDueOn: '20/11/2026' });
    expect(await own(reported.id)).toMatchObject({ state: 'open', dueOn: '2026-11-20', mayReport: true });
    const second = await report(again);
    expect((await verify(second, house.cast.qaOfficer)).__typename).toBe('VerifyActionPayload');
    const closed = await own(reported.id);
    expect(closed).toMatchObject({ state: 'closed', mayReport: false, mayAskTime: false });
    expect(closed?.steps.map(({ event }) => event)).toEqual(['START', 'REPORT_COMPLETE', 'REFUSE_VERIFICATION', 'REOPEN', 'REPORT_COMPLETE', 'VERIFY']);
    const theirs = await page(house.cast.provider, `/my-plan/${reported.id}`);
    expect(theirs).toContain('Checked by an officer: done');
    expect(theirs).not.toContain('A carer told us');
    expect(theirs).not.toContain('Priya Nair');
  });

  it('what an officer reported for it is not the provider’s to read', async () => {
    const reported = await report(await opened(), house.cast.qaOfficer);
    expect(await own(reported.id)).toMatchObject({ state: 'reportedComplete', reported: null });
  });

  it('more time is asked for by the provider, and agreed or refused by an officer', async () => {
    const asked = await askTime(await opened());
    expect(await own(asked.id)).toMatchObject({ state: 'extensionRequested', extensionDueOn: '2026-11-24' });
    expect(await send(house.cast.provider, 'extendAction', { id: asked.id, version: asked.version, agreed: true, newDueOn: '24/11/2026' })).toMatchObject({ __typename: 'NotPermitted' });
    expect((await send(house.cast.qaOfficer, 'extendAction', { id: asked.id, version: asked.version, agreed: true, newDueOn: '24/11/2026' })).__typename).toBe('ExtendActionPayload');
    expect(await own(asked.id)).toMatchObject({ state: 'open', dueOn: '2026-11-24', steps: expect.arrayContaining([{ event: 'AGREE_EXTENSION', until: '2026-11-24' }]) });
  });

  it('two who report at once: one is reported, the other is told that it changed', async () => {
    const action = await opened();
    const both = await Promise.all([report(action), report(action)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['ReportActionCompletePayload', 'StaleVersion']);
    const [counted] = await house.sql<{ n: number }>(`select count(*)::int as n from transitions where workflow_id = $1 and event = 'REPORT_COMPLETE'`, [action.id]);
    expect(counted?.n).toBe(1);
  });

  it('another provider, another service and an action not for the provider: nothing, in the same words as nothing', async () => {
    const mine = await opened();
    const kept = await opened({ forProvider: false });
    const elm = await house.service({ name: 'Elm Lodge', provider: 'Elm Lodge Limited' });
    const elsewhere = await opened({ serviceId: elm.serviceId });
    const stranger: Actor = { ...house.cast.provider, providerId: elm.providerId };
    const neighbour = { ...(await house.neighbour()), role: 'provider' as const, providerId: house.providersService.providerId };
    const nothing = await report({ ...mine, id: newId() });
    expect(nothing.__typename).toBe('NotFound');
    for (const [actor, action] of [[house.cast.provider, kept], [house.cast.provider, elsewhere], [stranger, mine], [neighbour, mine]] as const) {
      expect(await own(action.id, actor)).toBeNull();
      expect((await plan(actor)).rows.map(({ id }) => id)).not.toContain(action.id);
      expect(await report(action, actor)).toEqual(nothing);
      expect(await askTime(action, actor)).toEqual(nothing);
      for (const [table, column] of [['actions', 'id'], ['workflows', 'id'], ['transitions', 'workflow_id'], ['deadlines', 'workflow_id']] as const) expect([table, await seenRows(actor, table, column, action.id)]).toEqual([table, []]);
    }
    for (const [table, column] of [['actions', 'id'], ['workflows', 'id']] as const) expect(await seenRows(house.cast.provider, table, column, mine.id)).toHaveLength(1);
    for (const table of ['action_checks', 'action_extensions']) expect(await seenRows(house.cast.provider, table, 'action_id', mine.id)).toEqual([]);
    for (const name of ['chair', 'boardReader', 'brokerage'] as const) expect((await house.gql(house.cast[name], '{ myPlan { total } }')).errors?.[0]?.extensions?.['code']).toBe('NOT_PERMITTED');
  });

  it('shows what is overdue, and takes files of the provider on its own actions alone', async () => {
    const action = await opened();
    const kept = await opened({ forProvider: false });
    const filesOf = async (recordId: string) => (await house.gql<{ evidence: { mayAdd: boolean; files: unknown[] } | null }>(house.cast.provider, 'query ($recordId: ID!) { evidence(recordKind: "action", recordId: $recordId) { mayAdd files { id } } }', { recordId })).data.evidence;
    expect([await filesOf(action.id), await filesOf(kept.id)]).toEqual([{ mayAdd: true, files: [] }, null]);
    house.clock.set('2026-11-12T10:00:00Z');
    expect((await plan()).rows.find(({ id }) => id === action.id)?.daysOverdue).toBe(2);
    expect(await page(house.cast.provider, '/my-plan')).toContain('Overdue by 2 days');
  });
});
