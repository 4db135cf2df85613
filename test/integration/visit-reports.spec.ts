import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; whoMay?: string; fields?: { field: string; message: string }[] };
interface Report { reference: string; serviceName: string; kindWords: string; visitedOn: string; text: string }

/** domain.md 2.6: a provider sees its own reports, those the council has given it. */
describe('a visit’s report, given to the provider', () => {
  let house: House;
  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on InvalidInput { fields { field message } } ... on NotPermitted { whoMay } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[mutation] as Answer;
  };
  const made = async (finding: string): Promise<{ id: string; version: number }> => {
    const answer = await send(house.cast.qaOfficer, 'recordVisit', {
      serviceId: house.providersService.serviceId, kind: 'followUp', announced: true, outOfHours: false, visitedOn: '30 10 2026', officerIds: [house.cast.qaOfficer.membershipId], finding, faultReasons: [], actionIds: [],
    });
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return { id: answer.id, version: answer.version ?? 0 };
  };
  const share = (of: { id: string; version: number }, actor = house.cast.qaOfficer): Promise<Answer> => send(actor, 'shareVisitReport', of);
  const mine = async (actor = house.cast.provider): Promise<Report[]> => (await house.gql<{ myReports: Report[] }>(actor, '{ myReports { reference serviceName kindWords visitedOn text } }')).data.myReports;
  const rowsOf = (actor: Actor): Promise<unknown[]> => house.unit.run(actor, () => house.unit.query('select id from visit_shares'));
  const page = async (actor: Actor, url: string): Promise<string> =>
    (await house.app.inject({ url, headers: { cookie: `session=${await house.get(Sessions).begin(actor as never, 'page', { issuer: 'https://example.org', providerSession: null, signedInAt: house.clock.now().toString() })}` } })).body;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('is read by the provider once an officer has given it, its finding alone; before that nothing of it', async () => {
    const visit = await made('Care plans are of this year.');
    expect([await mine(), await rowsOf(house.cast.provider)]).toEqual([[], []]);
    expect(await page(house.cast.qaOfficer, `/visits/${visit.id}/share`)).toContain('Care plans are of this year.');
    expect((await share(visit)).__typename).toBe('ShareVisitReportPayload');
    const [report, ...others] = await mine();
    expect([report, others]).toEqual([{ reference: expect.stringMatching(/^VIS-2026-/), serviceName: 'Rowan Court', kindWords: expect.not.stringMatching(/^followUp$/), visitedOn: '2026-10-30', text: 'Care plans are of this year.' }, []]);
    expect(await page(house.cast.provider, '/my-reports')).toContain('Care plans are of this year.');
    expect(await page(house.cast.qaOfficer, `/visits/${visit.id}`)).toContain('Given to the provider on 3 November 2026');
    expect(await page(house.cast.chair, `/services/${house.providersService.serviceId}/chronology`)).toContain('given to the provider');
    const mails = await house.sql<{ subject: string; body: string; calendar: null }>(`select subject, body, calendar from mail_messages where to_membership_id = $1 and subject like 'A report for you%'`, [house.cast.provider.membershipId]);
    expect(mails).toHaveLength(1);
    for (const mail of mails) expect(givenAway(mail, ['Rowan Court', 'Care plans'])).toEqual([]);
  });

  it('is given once a version, by an officer, and as the officer read it', async () => {
    const visit = await made('The lift is mended.');
    for (const name of ['icbNurse', 'provider', 'auditor', 'brokerage'] as const) expect([name, (await share(visit, house.cast[name])).__typename]).toEqual([name, 'NotPermitted']);
    const both = await Promise.all([share(visit), share(visit, house.cast.coordinator)]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'ShareVisitReportPayload']);
    const corrected = await send(house.cast.qaOfficer, 'correctVisit', {
      ...visit, kind: 'followUp', announced: true, outOfHours: false, visitedOn: '30 10 2026', officerIds: [house.cast.qaOfficer.membershipId], finding: 'The lift is mended, the door is not.', faultReasons: [], actionIds: [], reason: 'The door was left out.',
    });
    expect((await mine()).map(({ text }) => text)).not.toContain('The lift is mended, the door is not.');
    expect((await share(visit)).__typename).toBe('StaleVersion');
    expect((await share({ id: visit.id, version: corrected.version ?? 0 })).__typename).toBe('ShareVisitReportPayload');
    expect((await mine()).map(({ text }) => text)).toEqual(expect.arrayContaining(['The lift is mended.', 'The lift is mended, the door is not.']));
    expect((await share({ id: newId(), version: 1 })).__typename).toBe('NotFound');
    await expect(house.sql(`update visit_shares set visited_on = '2026-10-01'`)).rejects.toThrow();
  });

  it('bad case 16: what must not reach the provider is in none, named or word for word', async () => {
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
      values ($1, $2, 'INT-2026-97001', $3, 'police', 'staffing', 'P2', 'Money was taken from the purse of somebody in room nine at night.', '2026-10-05', '2026-10-06T09:00:00Z', 'none', 'no', $4, '2026-10-06T09:00:00Z')`,
      [house.councilId, newId(), house.providersService.serviceId, house.cast.qaOfficer.membershipId]);
    for (const finding of ['We asked because of INT-2026-97001.', 'Staff knew that money was taken from the purse of somebody in room nine.']) {
      expect((await share(await made(finding))).fields).toEqual([{ field: 'form', message: expect.stringContaining('INT-2026-97001') }]);
    }
  });

  it('is read by no other provider, no guest whose panels do not look at the service, and nobody of another council', async () => {
    const other = await house.service({ name: 'Elm Lodge', provider: 'Elm Lodge Limited' });
    expect(await mine({ ...house.cast.provider, providerId: other.providerId })).toEqual([]);
    expect((await rowsOf(house.cast.icbNurse)).length).toBeGreaterThan(0);
    await house.sql('delete from panel_services where service_id = $1', [house.providersService.serviceId]);
    expect(await rowsOf(house.cast.icbNurse)).toEqual([]);
    expect(await rowsOf(house.cast.boardReader)).toEqual([]);
    expect(await rowsOf(await house.neighbour())).toEqual([]);
    for (const name of ['chair', 'boardReader'] as const) expect((await house.gql(house.cast[name], '{ myReports { id } }')).errors?.[0]?.extensions?.['code']).toBe('NOT_PERMITTED');
  });
});
