import type { Actor } from '../../src/platform/access/actor.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { withoutNames } from '../../src/domain/reports/without-names.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer {
  readonly __typename: string;
  readonly id?: string;
  readonly version?: number;
  readonly code?: string;
  readonly whoMay?: string;
  readonly fields?: readonly { field: string; message: string }[];
}
interface Row { readonly reference: string; readonly words: string; readonly path: string | null }

/** domain.md 2.6: the Board reads quarterly reports, and the named annex if cleared. */
describe('the Board reads names if cleared', () => {
  let house: House;
  let admin: Actor;
  let reader: Actor;
  let report: string;
  const names = ['Rowan Court', 'Rowan Court Care', 'Larch Grange', 'Fernbank Care', 'C-77'];
  const send = async (actor: Actor, name: string, input: object): Promise<Answer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
      ... on ${type}Payload { id version } ... on Refusal { code message } ... on InvalidInput { fields { field message } } ... on NotPermitted { whoMay } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[name] as Answer;
  };
  const clear = (more: object = {}, actor = admin): Promise<Answer> => send(actor, 'giveNameClearance', { membershipId: reader.membershipId, reason: 'Follows single services up', ...more });
  const produce = async (): Promise<string> => (await send(house.cast.coordinator, 'produceReport', { quarterStart: '2026-10-01' })).id ?? '';
  const seen = async (actor: Actor): Promise<{ all: string; rows: Row[]; named: boolean; documentId: string }> => {
    const { data } = await house.gql<{ report: { named: boolean; documentId: string; tables: { rows: { cells: { figure: string }[] }[] }[] } }>(actor,
      'query ($id: ID!) { report(id: $id) { named documentId summary changes { parts { text } } tables { caption note rows { label cells { figure text } } } } }', { id: report });
    const figures = [...new Set(data.report.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ figure }) => figure))))];
    const rows: Row[] = [];
    for (const figure of figures) {
      rows.push(...(await house.gql<{ reportFigure: { rows: Row[] } }>(actor, 'query ($id: ID!, $figure: String!) { reportFigure(id: $id, figure: $figure) { rows { reference words path } } }', { id: report, figure })).data.reportFigure.rows);
    }
    return { all: JSON.stringify([data, rows]), rows, named: data.report.named, documentId: data.report.documentId };
  };
  const named = (text: string): string[] => names.filter((name) => text.includes(name));
  const page = async (actor: Actor, url: string): Promise<{ statusCode: number; body: string; rawPayload: Buffer }> =>
    house.app.inject({ method: 'GET', url, headers: { cookie: `session=${await house.get(Sessions).begin(actor as never, 'page', { issuer: 'https://example.org', providerSession: null, signedInAt: house.clock.now().toString() })}` } });
  const bySql = (actor: Actor, text: string): Promise<{ found: string }[]> => house.unit.run(actor, () => house.unit.query<{ found: string }>(text));

  beforeAll(async () => {
    house = await openHouse();
    admin = house.cast.administrator;
    reader = house.cast.boardReader;
    const larch = await house.service({ name: 'Larch Grange' });
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    const termination = newId();
    const contract = newId();
    await house.sql(`insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, recorded_at) values ($1, $2, $3, $4, 'C-77', '2026-04-01', '2026-04-01T09:00:00Z')`, [house.councilId, contract, larch.serviceId, larch.providerId]);
    await house.sql(`insert into terminations (council_id, id, reference, service_id, provider_id, contract_id, contract_reference, ground, facts, options, equality_note, proportionality, period_count, period_unit, period_clause, recorded_by, recorded_at)
      values ($1, $2, 'TER-2026-90077', $3, $4, $5, 'C-77', 'insolvency', 'F', 'O', 'E', 'P', 28, 'days', '9.1', $6, '2026-10-09T09:00:00Z')`, [house.councilId, termination, larch.serviceId, larch.providerId, contract, house.cast.qaOfficer.membershipId]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at) values ($1, $2, 'termination', 1, 'decided', '{}', 1, $3, $4, $5, '2026-10-20T09:00:00Z')`,
      [house.councilId, termination, procedure?.id, larch.serviceId, house.cast.qaOfficer.membershipId]);
    await house.sql(`insert into transitions (council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, membership_id, happened_at, recorded_at) values ($1, $2, $3, 1, 'termination', 1, 'proposed', 'X', '{}', 'decided', $4, '2026-10-20T09:00:00Z', '2026-10-20T09:00:00Z')`,
      [house.councilId, newId(), termination, house.cast.qaOfficer.membershipId]);
    report = await produce();
  });
  afterAll(() => house.close());

  it('without clearance reads counts and stages, services by number, and no name in report, rows, CSV, page or PDF', async () => {
    const { all, rows, named: isNamed, documentId } = await seen(reader);
    expect([named(all), isNamed]).toEqual([[], false]);
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.every(({ path }) => path === null)).toBe(true);
    // The same service has the same number all through the report: the contract that ends is of a service of the stage table.
    const ended = rows.find(({ reference }) => reference === 'TER-2026-90077')?.words ?? '';
    expect(ended).toMatch(/^Contract: Service \d+$/);
    expect(rows.map(({ words }) => words)).toContain(ended.replace('Contract: ', ''));
    const csv = await page(reader, `/reports/${report}/figures/stage.routine.end?format=csv`);
    expect([csv.statusCode, named(csv.body), csv.body.includes('Service 1')]).toEqual([200, [], true]);
    const html = await page(reader, `/reports/${report}`);
    expect([html.statusCode, named(html.body), html.body.includes('names no service and no provider')]).toEqual([200, [], true]);
    const pdf = await page(reader, `/documents/${documentId}`);
    expect([pdf.statusCode, named(pdfText(pdf.rawPayload))]).toEqual([200, []]);
    expect(pdfText(pdf.rawPayload)).toContain('Services by stage');
  });

  it('numbers services in an order that says nothing of their names', async () => {
    const services = Array.from({ length: 30 }, (_, index) => ({ id: newId(), name: `Home ${String(index).padStart(2, '0')}`, provider: 'P', addedAt: '2026-01-01T00:00:00Z' }));
    const facts = { services, stageMoves: [], restrictions: [], restrictionMoves: [], notices: [], terminations: [], contractMoves: [], intelligence: [], meetings: [], ownServices: [], decisions: [], earlier: [] };
    const numbers = (quarter: string): string[] => withoutNames(facts, quarter).services.map(({ name }) => name);
    expect(numbers('2026-07-01')).toEqual(numbers('2026-07-01'));
    expect(numbers('2026-07-01')).not.toEqual(numbers('2026-10-01'));
    expect(numbers('2026-07-01')).not.toEqual(services.map((_, index) => `Service ${index + 1}`));
    expect(numbers('2026-07-01').toSorted()).toEqual(services.map((_, index) => `Service ${index + 1}`).toSorted());
  });

  it('by row too: without clearance no row of the annex and no paper with names, and with it both', async () => {
    const annex = 'select report_id as found from report_annexes';
    const papers = `select id as found from documents where kind = 'escalationReport' and audience = 'boardNamed'`;
    expect([await bySql(reader, annex), await bySql(reader, papers)]).toEqual([[], []]);
    const paperId = (await bySql(house.cast.chair, papers))[0]?.found ?? '';
    expect((await page(reader, `/documents/${paperId}`)).statusCode).toBe(404);
    expect((await page(house.cast.chair, `/documents/${paperId}`)).statusCode).toBe(200);
    const given = await clear();
    expect(given.__typename).toBe('GiveNameClearancePayload');
    expect([(await bySql(reader, annex)).length, (await bySql(reader, papers)).length]).toEqual([1, 1]);
    const { all, named: isNamed, documentId } = await seen(reader);
    expect([named(all), isNamed, documentId]).toEqual([names, true, paperId]);
    const pdf = await page(reader, `/documents/${paperId}`);
    expect([pdf.statusCode, pdfText(pdf.rawPayload).includes('with names')]).toEqual([200, true]);
    expect((await send(admin, 'endNameClearance', { id: given.id, version: given.version, reason: 'The follow-up is done' })).__typename).toBe('EndNameClearancePayload');
    expect([named((await seen(reader)).all), await bySql(reader, annex), (await page(reader, `/documents/${paperId}`)).statusCode]).toEqual([[], [], 404]);
  });

  it('a clearance ends after its last day, and a deputy has none of it', async () => {
    expect((await clear({ lastDay: house.clock.today().toString() })).__typename).toBe('GiveNameClearancePayload');
    expect((await seen(reader)).named).toBe(true);
    expect((await seen({ ...reader, membershipId: house.cast.chair.membershipId, personId: house.cast.chair.personId, onBehalfOf: reader.membershipId })).named).toBe(false);
    house.clock.advance({ hours: 24 });
    expect((await seen(reader)).named).toBe(false);
  });

  it('officers read it with names, and lose nothing', async () => {
    for (const actor of [house.cast.chair, house.cast.auditor]) expect([named((await seen(actor)).all), (await seen(actor)).named]).toEqual([names, true]);
  });

  it('an administrator gives it with a reason, to another and to readers of the Board alone; twice at once it is given once', async () => {
    expect((await clear({ reason: ' ' })).fields).toEqual([{ field: 'reason', message: expect.stringContaining('why they need the names') }]);
    expect((await clear({ lastDay: '2026-11-01' })).fields?.[0]).toMatchObject({ field: 'lastDay' });
    expect((await clear({ membershipId: house.cast.icbNurse.membershipId })).fields?.[0]).toMatchObject({ field: 'membershipId', message: expect.stringContaining('Choose a reader of the Board') });
    for (const actor of [house.cast.chair, house.cast.auditor, reader]) expect(await clear({}, actor)).toMatchObject({ code: 'NOT_PERMITTED', whoMay: 'an administrator' });
    expect(await clear({ membershipId: (await house.neighbour()).membershipId })).toMatchObject({ code: 'NOT_FOUND' });
    const own = { ...admin, role: 'administrator' as const };
    await house.sql(`update memberships set role = 'boardReader' where id = $1`, [own.membershipId]);
    try {
      expect((await clear({ membershipId: own.membershipId }, own)).code).toBe('NOT_PERMITTED');
    } finally {
      await house.sql(`update memberships set role = 'administrator' where id = $1`, [own.membershipId]);
    }
    const both = await Promise.all([clear(), clear()]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['GiveNameClearancePayload', 'InvalidInput']);
    const found = both.find(({ id }) => id !== undefined);
    expect((await send(admin, 'endNameClearance', { id: found?.id, version: 7, reason: 'Done' })).code).toBe('STALE_VERSION');
    await send(admin, 'endNameClearance', { id: found?.id, version: found?.version, reason: 'Done' });
    expect((await send(admin, 'endNameClearance', { id: found?.id, version: (found?.version ?? 0) + 1, reason: 'Done' })).fields).toEqual([{ field: 'form', message: 'This clearance has ended already' }]);
    const trail = await house.sql<{ action: string; reason: boolean }>(`select action, content->'after' ? 'reason' as reason from trail where subject_kind = 'membership' and subject_id = $1 order by seq desc limit 2`, [reader.membershipId]);
    expect(trail).toEqual([{ action: 'namesClearanceEnded', reason: false }, { action: 'clearedForNames', reason: false }]);
  });

  it('is given, told and ended on the person’s page', async () => {
    const address = `/administration/memberships/${reader.membershipId}`;
    expect((await page(admin, address)).body).toContain(`${address}/clear"`);
    expect((await page(admin, `${address}/clear`)).body).toContain('Why do they need the names?');
    const { id, version } = await clear({ reason: 'Chairs the sub-group' });
    const told = (await page(admin, address)).body;
    expect(told).toContain('Chairs the sub-group');
    expect(told).toContain(`${address}/end-clearance"`);
    await send(admin, 'endNameClearance', { id, version, reason: 'Has left the sub-group' });
    expect((await page(house.cast.auditor, address)).body).toContain('Has left the sub-group');
  });
});
