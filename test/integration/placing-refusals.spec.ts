import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; reference?: string; whoMay?: string; fields?: { field: string; message: string }[] };
interface Listed { total: number; rows: { reference: string; serviceName: string; refusedBy: string | null; restrictionReference: string | null; caseReference: string | null; why: string }[] }

/** domain.md 2.6: brokerage and hospital discharge record refusals. */
describe('refused placements', () => {
  let house: House;
  let service: TestService;
  let stop: { id: string; reference: string };
  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id reference } ... on InvalidInput { fields { field message } } ... on NotPermitted { whoMay } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[mutation] as Answer;
  };
  const refuse = (more: object = {}, actor = house.cast.brokerage): Promise<Answer> =>
    send(actor, 'recordRefusal', { serviceId: service.serviceId, refusedOn: '3 11 2026', refusedBy: 'Registered Manager', caseReference: `C-${newId().slice(-6).replaceAll(/\D/g, '')}1`, why: 'No nurse on nights.', ...more });
  const listed = async (actor: Actor, serviceId: string | null = service.serviceId, page = 1): Promise<Listed> =>
    (await house.gql<{ placingRefusals: Listed }>(actor, 'query ($serviceId: ID, $page: Int!) { placingRefusals(serviceId: $serviceId, page: $page) { total rows { reference serviceName refusedBy restrictionReference caseReference why } } }', { serviceId, page })).data.placingRefusals;
  const cookies = new Map<string, string>();
  const page = async (actor: Actor, url: string, fields?: Record<string, string>): Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }> => {
    const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin(actor as never, 'page', { issuer: 'https://example.org', providerSession: null, signedInAt: house.clock.now().toString() })}`;
    cookies.set(actor.membershipId, cookie);
    return house.app.inject({ method: fields ? 'POST' : 'GET', url, headers: { cookie, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) }, ...(fields && { payload: new URLSearchParams(fields).toString() }) });
  };
  const hiddenOf = (html: string): Record<string, string> => Object.fromEntries([...html.slice(html.indexOf('id="form"')).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));

  beforeAll(async () => {
    house = await openHouse();
    service = await house.service({ name: 'Alder House' });
    const made = await send(house.cast.qaOfficer, 'recordImposedRestriction', {
      serviceId: service.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter L-17', sourceOn: '2 11 2026', endCondition: 'Seven days without a case', reasonCode: 'infection', startsOn: '2 11 2026', reviewOn: '16 11 2026', exceptions: 'the Head of Service',
    });
    stop = { id: made.id ?? '', reference: made.reference ?? '' };
    await house.drain();
  });
  afterAll(() => house.close());

  it('are recorded by brokerage and hospital discharge: of the provider by whom, or of a restriction, with a case number or none', async () => {
    const ofProvider = await refuse({ caseReference: 'C-10482' });
    expect(ofProvider.reference).toMatch(/^REF-2026-/);
    const barred = await refuse({ restrictionId: stop.id, refusedBy: null, caseReference: null, why: 'Wanted for a return from hospital.' }, { ...house.cast.brokerage, role: 'hospitalDischarge' });
    expect(barred.__typename).toBe('RecordRefusalPayload');
    const { rows, total } = await listed(house.cast.brokerage);
    expect(total).toBe(2);
    expect(rows).toEqual(expect.arrayContaining([
      { reference: ofProvider.reference, serviceName: 'Alder House', refusedBy: 'Registered Manager', restrictionReference: null, caseReference: 'C-10482', why: 'No nurse on nights.' },
      { reference: barred.reference, serviceName: 'Alder House', refusedBy: null, restrictionReference: stop.reference, caseReference: null, why: 'Wanted for a return from hospital.' },
    ]));
    for (const name of ['qaOfficer', 'icbNurse', 'provider', 'boardReader', 'administrator'] as const) expect([name, (await refuse({}, house.cast[name])).__typename]).toEqual([name, 'NotPermitted']);
    expect((await refuse({}, house.cast.qaOfficer)).whoMay).toBe('brokerage and hospital discharge');
  });

  it('say everything that is wrong at once, at its field', async () => {
    expect((await refuse({ refusedOn: '', refusedBy: null, caseReference: 'Mary Smith', why: ' ' })).fields?.map(({ field }) => field).toSorted()).toEqual(['caseReference', 'refusedBy', 'refusedOn', 'why']);
    expect((await refuse({ refusedOn: '9 11 2026' })).fields).toEqual([{ field: 'refusedOn', message: 'Enter a date that has come' }]);
    expect((await refuse({ restrictionId: stop.id })).fields?.[0]).toMatchObject({ field: 'refusedBy', message: expect.stringContaining('Leave it empty') });
    expect((await refuse({ restrictionId: stop.id, refusedBy: null, refusedOn: '1 11 2026' })).fields?.[0]).toMatchObject({ field: 'refusedOn', message: expect.stringContaining('2 November 2026 or a later date') });
    const other = await house.service();
    expect((await refuse({ serviceId: other.serviceId, restrictionId: stop.id, refusedBy: null })).fields?.[0]).toMatchObject({ field: 'restrictionId' });
    expect((await refuse({ serviceId: newId() })).__typename).toBe('NotFound');
    expect((await refuse({}, { ...(await house.neighbour()), role: 'brokerage' })).__typename).toBe('NotFound');
  });

  it('of one case and day are recorded once, whoever writes it down at the same time', async () => {
    const both = await Promise.all([refuse({ caseReference: 'C-77' }), refuse({ caseReference: 'c-77' }, { ...house.cast.brokerage, role: 'hospitalDischarge' })]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordRefusalPayload']);
    const kept = both.find(({ reference }) => reference !== undefined)?.reference;
    expect(both.find(({ fields }) => fields !== undefined)?.fields).toEqual([{ field: 'caseReference', message: `Record nothing: ${kept} has this refusal already` }]);
    expect((await refuse({ caseReference: 'C-77', refusedOn: '2 11 2026' })).__typename).toBe('RecordRefusalPayload');
  });

  it('R37 are seen by the placing desk and by whoever sees the service, and by nobody else', async () => {
    const all = (await listed(house.cast.brokerage, null)).total;
    expect(all).toBeGreaterThan(2);
    for (const name of ['chair', 'icbNurse', 'auditor'] as const) expect([name, (await listed(house.cast[name], null)).total]).toEqual([name, all]);
    const [panel] = await house.sql<{ panel_id: string }>('delete from panel_services where service_id = $1 returning panel_id', [service.serviceId]);
    expect((await listed(house.cast.icbNurse)).total).toBe(0);
    await house.sql('insert into panel_services (council_id, panel_id, service_id) values ($1, $2, $3)', [house.councilId, panel?.panel_id, service.serviceId]);
    for (const name of ['provider', 'boardReader'] as const) {
      const { errors } = await house.gql(house.cast[name], '{ placingRefusals { total } }');
      expect([name, errors?.[0]?.extensions?.['code']]).toEqual([name, 'NOT_PERMITTED']);
      expect(await house.unit.run(house.cast[name], () => house.unit.query('select id from placing_refusals'))).toEqual([]);
    }
    expect((await listed({ ...(await house.neighbour()), role: 'brokerage' }, null)).total).toBe(0);
  });

  it('come page by page, and as a file of exactly what is listed', async () => {
    const busy = await house.service({ name: 'Busy House' });
    for (let n = 1; n <= 21; n += 1) await refuse({ serviceId: busy.serviceId, caseReference: `C-${n}`, why: n === 1 ? '=2+3' : 'Full.' });
    const first = await listed(house.cast.brokerage, busy.serviceId);
    const second = await listed(house.cast.brokerage, busy.serviceId, 2);
    expect([first.total, first.rows.length, second.rows.length, new Set([...first.rows, ...second.rows].map(({ reference }) => reference)).size]).toEqual([21, 20, 1, 21]);
    const file = await page(house.cast.brokerage, `/placing/refusals?serviceId=${busy.serviceId}&format=csv`);
    expect(file.body.trim().split(/\r?\n/)).toHaveLength(22);
    expect(file.body).not.toMatch(/(^|,)"?=2\+3/m);
    expect(await house.sql(`select 1 from reads where operation = 'download:placingRefusals' and subject_id = $1`, [busy.serviceId])).not.toEqual([]);
  });

  it('stand on the placing page of the service, in its chronology, and are counted since the last panel', async () => {
    await refuse({ why: 'No room for two carers.' });
    const placing = (await page(house.cast.brokerage, '/placing?text=Alder')).body;
    expect(placing).toContain('No room for two carers.');
    expect(placing).toContain(`/placing/services/${service.serviceId}/refusal`);
    const { total } = await listed(house.cast.chair);
    const { data } = await house.gql<{ service: { sinceLastPanel: { refusals: number } } }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { sinceLastPanel { refusals } } }', { id: service.serviceId });
    expect(data.service.sinceLastPanel.refusals).toBe(total);
    expect((await page(house.cast.chair, `/services/${service.serviceId}`)).body).toContain(`${total} placements refused, or barred by a restriction`);
    const chronology = (await page(house.cast.chair, `/services/${service.serviceId}/chronology`)).body;
    expect(chronology).toContain('the provider refused a placement');
    expect(chronology).toContain('nobody was placed because of a restriction');
    expect((await page(house.cast.chair, '/placing?text=Alder')).body).not.toContain('Record a refusal');
    expect((await page(house.cast.chair, `/placing/services/${service.serviceId}/refusal`)).statusCode).toBe(403);
  });

  it('have a form that works without JavaScript and says what is wrong', async () => {
    const address = `/placing/services/${service.serviceId}/refusal`;
    const form = await page(house.cast.brokerage, address);
    expect(form.body).toContain(`Nobody was placed because of restriction ${stop.reference}`);
    const wrong = await page(house.cast.brokerage, address, { ...hiddenOf(form.body), restrictionId: 'provider', refusedOn: '', why: '' });
    expect(wrong.body).toContain('Enter who at the provider refused');
    const done = await page(house.cast.brokerage, address, { ...hiddenOf(form.body), restrictionId: stop.id, refusedOn: '3 11 2026', why: 'Asked by the ward.' });
    expect([done.statusCode, done.headers['location']]).toEqual([303, `/placing/refusals?serviceId=${service.serviceId}`]);
    expect((await page(house.cast.brokerage, `/placing/refusals?serviceId=${service.serviceId}`)).body).toContain('Asked by the ward.');
  });
});
