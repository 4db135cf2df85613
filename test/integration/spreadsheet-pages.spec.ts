import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProvidersService } from '../../src/domain/providers/providers.service.js';
import { ListImport, type ListToBring } from '../../src/domain/spreadsheets/list-import.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { readWorkbook } from '../../src/platform/files/read-workbook.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse } from '../support/house.js';

describe('pages of what came from spreadsheets, and workbooks to take away', () => {
  let house: House;
  let folder: string;
  const cookies = new Map<string, string>();
  const fern = { serviceId: '' };
  beforeAll(async () => {
    [house, folder] = await Promise.all([openHouse(), mkdtemp(join(tmpdir(), 'lists-'))]);
    fern.serviceId = (await house.service({ name: '=Fern, House' })).serviceId;
    await bring('watchlist', 'watch.csv', 'Service;Stage;Since;Decided by;Lead officer;Review on;Reasons\n"=Fern, House";Serious concerns;02/03/2026;Director;Priya Nair;01/12/2026;Pressure care.\nNowhere House;Enhanced monitoring;02/03/2026;Director;Priya Nair;;');
    await bring('restrictions', 'stops.csv', 'Service,Type,Scope,Which,Reason,Date imposed,Review date,Decided by\n"=Fern, House",Partial suspension,Unit,in Willow unit,Infection,01/06/2026,,Assistant Director');
    await bring('actions', 'actions.csv', 'Service,Action required,By whom,Target date\n"=Fern, House",=Audit medicines,Grace Okafor,01/12/2026');
    await bring('intelligence', 'told.csv', 'Service,Date,Source,Severity,What happened\n"=Fern, House",01/05/2026,Police,P2,Doors were open at night.');
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true });
  });

  const bring = async (kind: ListToBring['kind'], name: string, content: string | Buffer, more: Partial<ListToBring> = {}) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return house.get(ListImport).run({ kind, path, council: 'Exampleshire', ...more });
  };
  const visit = async (actor: Actor, url: string) => {
    const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin(actor as never, 'page')}`;
    cookies.set(actor.membershipId, cookie);
    const { statusCode, body, rawPayload, headers } = await house.app.inject({ method: 'GET', url, headers: { cookie } });
    return { status: statusCode, html: body, bytes: rawPayload, headers };
  };
  const get = async (actor: Actor, url: string): Promise<string> => {
    const { status, html } = await visit(actor, url);
    expect([url, status]).toEqual([url, 200]);
    return html;
  };
  const taken = async (actor: Actor, url: string) => {
    const { status, bytes, headers } = await visit(actor, url);
    expect([url, status, headers['content-type']]).toEqual([url, 200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
    const sheet = await readWorkbook(bytes);
    const [note, heads, ...rows] = sheet.rows.map(({ cells }) => cells.map((cell) => (cell instanceof Temporal.PlainDate ? cell.toString() : cell)));
    return { bytes, name: sheet.name, note: note?.[0], rows: rows.map((row) => Object.fromEntries((heads ?? []).map((head, place) => [head, row[place] ?? null]))) };
  };
  const mark = 'From earlier records, evidence not held';

  it('says of every record that it is from earlier records: lists, its page, its service, the chronology', async () => {
    const { chair } = house.cast;
    const [restriction] = await house.sql<{ id: string }>('select id from restrictions');
    const [action] = await house.sql<{ id: string }>('select id from actions');
    const [record] = await house.sql<{ id: string }>('select id from intelligence');
    const service = `/services/${fern.serviceId}`;
    for (const url of ['/providers?stage=aboveRoutine', '/restrictions', '/decisions', '/actions?whose=all', '/intelligence', service, `${service}/restrictions`, `/restrictions/${restriction?.id ?? ''}`, `/actions/${action?.id ?? ''}`, `/intelligence/${record?.id ?? ''}`]) {
      const html = await get(chair, url);
      expect([url, html.includes(mark)]).toEqual([url, true]);
    }
    const chronology = await get(chair, `${service}/chronology`);
    expect(chronology).toContain('Brought in from earlier records, evidence not held: serious concerns');
    expect(chronology).toContain('The earlier record states: since 2 March 2026, decided by Director.');
    expect(chronology.match(/brought in from earlier records, evidence not held|; from earlier records, evidence not held/g)).toHaveLength(3);
    const page = await get(chair, service);
    expect(page).toContain('decided by Director');
    expect(page).toContain('by Assistant Director (from earlier records, evidence not held)');
    expect(await get(chair, '/providers?stage=aboveRoutine')).not.toContain('initialMeetingDue');
  });

  it('R37 the watch-list is a workbook of what its reader sees, with who took it, and the trail has it', async () => {
    const { coordinator } = house.cast;
    const { name, note, rows, bytes } = await taken(coordinator, '/providers?stage=aboveRoutine&format=xlsx');
    expect(name).toBe('Watch list');
    expect(note).toBe('Exampleshire, Watch list: stage above routine monitoring. Taken by Tom Fielding, Panel Coordinator, 3 November 2026 at 10am.');
    expect(rows).toEqual([expect.objectContaining({
      Service: '=Fern, House', Stage: 'Serious concerns', 'Stage since': '2026-03-02', 'Stage decided by': 'Director', 'Review on': '2026-12-01', 'Lead officer': 'Priya Nair, Quality Assurance Officer', 'From earlier records': 'yes', Restrictions: 1,
    })]);
    expect(bytes.includes('<f>')).toBe(false);
    const [read] = await house.sql<{ membership_id: string }>(`select membership_id from reads where operation = 'download:servicesWorkbook'`);
    expect(read?.membership_id).toBe(coordinator.membershipId);
    expect((await visit(house.cast.brokerage, '/providers?stage=aboveRoutine&format=xlsx')).status).toBe(403);
    expect((await visit(house.cast.boardReader, '/restrictions?format=xlsx')).status).toBe(403);
  });

  it('actions and restrictions are workbooks too, with formulas as text and days as days', async () => {
    const { rows: actions, note } = await taken(house.cast.chair, '/actions?whose=all&format=xlsx');
    expect(note).toContain('Actions: everybody’s. Taken by Ruth Adeyemi');
    expect(actions).toEqual([expect.objectContaining({ What: '=Audit medicines', Due: '2026-12-01', Owner: 'Grace Okafor, ICB Quality Nurse', 'From earlier records': 'yes' })]);
    const { rows: restrictions } = await taken(house.cast.chair, '/restrictions?format=xlsx');
    expect(restrictions).toEqual([expect.objectContaining({ Service: '=Fern, House', 'Kind of restriction': 'Partial restriction', Covers: 'Unit', Which: 'in Willow unit', 'Starts on': '2026-06-01', 'Decided by': 'Assistant Director' })]);
    expect(await get(house.cast.chair, '/restrictions?format=csv')).toContain('1 June 2026');
  });

  it('a workbook taken from one council is brought in by another', async () => {
    const chair = await house.neighbour();
    const { id } = await house.unit.run(chair, () => house.get(ProvidersService).addService({ idempotencyKey: newId(), name: '=Fern, House', kind: 'nursingHome', address: '2 Other Street', postcode: 'ZZ2 2BB', providerName: 'Fernbank Care Limited' } as never));
    const other = { council: chair.councilName, officer: chair.personName };
    const lists = { watchlist: '/providers?stage=aboveRoutine&format=xlsx', restrictions: '/restrictions?format=xlsx', actions: '/actions?whose=all&format=xlsx' } as const;
    for (const [kind, url] of Object.entries(lists) as [keyof typeof lists, string][]) {
      const report = await bring(kind, `${kind}.xlsx`, (await taken(house.cast.coordinator, url)).bytes, other);
      expect([kind, report.broughtIn, report.rejected]).toEqual([kind, 1, []]);
    }
    const [stage] = await house.sql<{ since: string; decider: string; state: string }>('select g.since::text as since, g.stated_decider as decider, w.state from stages g join workflows w on w.id = g.id where g.service_id = $1', [id]);
    expect(stage).toEqual({ since: '2026-03-02', decider: 'Director', state: 'seriousConcerns.initialMeetingDue' });
  });

  it('lists imports with their tally and what to put right, for officers and the administrator', async () => {
    const { administrator, qaOfficer } = house.cast;
    const html = await get(administrator, '/imports');
    expect(html).toContain('watch.csv');
    expect(html).not.toContain('Still only from earlier records');
    expect(await get(qaOfficer, '/')).toContain('4 records</a> still only from earlier records, evidence not held');
    for (const still of ['1 service', '1 restriction', '1 open action', '1 open intelligence record']) expect(await get(qaOfficer, '/imports')).toContain(still);
    const [, rejects = ''] = /href="(\/imports\/[^"]+\/rejects)"/.exec(html) ?? [];
    const csv = await get(administrator, rejects);
    expect(csv).toContain('3,Service,"No service of this council is called that');
    expect(csv).not.toContain('Nowhere');
    expect((await visit(house.cast.icbNurse, '/imports')).status).toBe(403);
    expect((await visit(await house.neighbour(), rejects)).status).toBe(404);
  });

  it('R33 a report counts it apart, and foots', async () => {
    const { data } = await house.gql<{ produceReport: { id: string } }>(house.cast.coordinator, 'mutation ($input: ProduceReportInput!) { produceReport(input: $input) { ... on ProduceReportPayload { id } ... on Refusal { message } } }', { input: { quarterStart: '2026-10-01', idempotencyKey: newId() } });
    const { data: found } = await house.gql<{ report: { summary: string[]; tables: { key: string; rows: { label: string; cells: { text: string }[] }[] }[] } }>(
      house.cast.chair, 'query ($id: ID!) { report(id: $id) { summary tables { key rows { label cells { text } } } } }', { id: data.produceReport.id });
    const rowOf = (key: string, label: string): string[] | undefined => found.report.tables.find((table) => table.key === key)?.rows.find((one) => one.label === label)?.cells.map(({ text }) => text);
    expect(rowOf('stages', 'Serious concerns')?.[3]).toBe('0');
    expect(rowOf('stages', 'Serious concerns, from earlier records')?.[3]).toBe('1');
    expect(rowOf('restrictions', 'From earlier records')?.[3]).toBe('1');
    expect(rowOf('restrictions', 'Partial')?.[3]).toBe('0');
    expect(rowOf('intelligence', 'All')?.[0]).toBe('0');
    expect(rowOf('earlier', 'All')).toEqual(['3']);
    expect(found.report.summary.join(' ')).toContain('brought in from earlier records');
  });
});
