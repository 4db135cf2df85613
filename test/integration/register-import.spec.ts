import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CouncilsService } from '../../src/domain/councils/councils.service.js';
import type { ImportReport, ImportResult } from '../../src/domain/providers/import/import-tally.js';
import { ContractsImport } from '../../src/domain/providers/import/contracts-import.service.js';
import { RegisterImport } from '../../src/domain/providers/import/register-import.service.js';
import { ProvidersService } from '../../src/domain/providers/providers.service.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { openHouse, type House } from '../support/house.js';
import { csv, latestRatingsHeader, latestRatingsRow, locationsHeader, locationsRow } from '../support/register-samples.js';

const real = join(import.meta.dirname, '../../../shared/data/cqc');
const fourCouncils = join(real, 'cqc_latest_ratings_4_councils_2021-01.csv');
const folder = mkdtempSync(join(tmpdir(), 'register-import-'));
/** Everything an import may write: if none of it moved, nothing changed. */
const tables = ['councils', 'register_providers', 'register_locations', 'register_ratings', 'services', 'rating_falls', 'contracts', 'people_counts', 'trail', 'pgboss.job'];

let house: House;
let told: { cqcFall: string; publishedOn: string; serviceId: string }[];
beforeAll(async () => {
  house = await openHouse();
  told = [];
  house.get(Jobs).subscribe('ratingFell', 'test.ratingFell', async ({ ids }) => {
    told.push({ cqcFall: ids['originKey'] ?? '', publishedOn: ids['publishedOn'] ?? '', serviceId: ids['serviceId'] ?? '' });
  });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

let files = 0;
function file(content: string | Buffer): string {
  const path = join(folder, `${(files += 1)}.csv`);
  writeFileSync(path, content);
  return path;
}
const importFile = (path: string, council = 'Elmbridge'): Promise<ImportReport> => house.get(RegisterImport).run(path, council);
const importRows = async (...rows: Record<string, string>[]): Promise<ImportResult> =>
  (await importFile(file(csv(latestRatingsHeader, ...rows.map((row) => latestRatingsRow(row)))))).result;

async function everything(): Promise<unknown> {
  const rows = [];
  for (const table of tables) rows.push(await house.sql(`select count(*), coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${table} t`));
  return rows;
}
async function tellings(): Promise<string[]> {
  await house.drain();
  return told.map(({ cqcFall }) => cqcFall);
}
const location = async (cqcId: string): Promise<Record<string, unknown>> => (await house.sql('select * from register_locations where cqc_id = $1', [cqcId]))[0] ?? {};

describe('import of CQC’s register', () => {
  it('creates the council that only the file knows, with its procedure and system memberships, and takes its locations alone', async () => {
    const result = await importRows({ 'Location ID': '1-100' }, { 'Location ID': '1-101', 'Location Local Authority': 'Weirdale' });
    expect(result).toEqual({ rows: 2, otherCouncils: 1, created: 1, updated: 0, unchanged: 0, rejected: [] });
    const [council] = await house.sql<{ id: string; jobs: string[]; procedure: string }>(
      `select c.id, array_agg(m.job_title order by m.job_title) jobs, (select p.name from procedures p where p.council_id = c.id) procedure
       from councils c join memberships m on m.council_id = c.id where c.register_name = 'Elmbridge' group by c.id`,
    );
    expect(council).toMatchObject({ jobs: expect.arrayContaining(['deadlines', 'import', 'mail']), procedure: 'default' });
    expect(await house.sql('select lot from services where council_id = $1', [council?.id])).toEqual([{ lot: 'whole service' }]);
    expect(await house.sql(`select id from councils where name = 'Weirdale'`)).toEqual([]);
  });

  it('changes nothing at all the second time', async () => {
    const path = file(csv(latestRatingsHeader, latestRatingsRow({ 'Location ID': '1-110' }), latestRatingsRow({ 'Location ID': '1-110', Domain: 'Safe', 'Latest Rating': 'Inadequate' })));
    expect((await importFile(path)).result).toMatchObject({ rows: 2, created: 1, unchanged: 0 });
    const before = await everything();
    expect((await importFile(path)).result).toEqual({ rows: 2, otherCouncils: 0, created: 0, updated: 0, unchanged: 1, rejected: [] });
    expect(await everything()).toEqual(before);
  });

  it('reports bad rows by line and reason, and takes the others, text kept as typed', async () => {
    const result = await importRows(
      { 'Location ID': '1-120', 'Publication Date': '31/02/2021' },
      { 'Location ID': '1-121', 'Location Name': 'x'.repeat(2_000_000) },
      { 'Location ID': '1-122', 'Location Name': '=HYPERLINK("http://x.example","Ash")', 'Provider Name': "<b>O'Hara</b> & #eval(\"1\")", 'Provider ID': '1-822' },
      { 'Location ID': '1-123', 'Location Local Authority': 'Weirdale', 'Publication Date': 'never' },
    );
    expect(result).toMatchObject({ rows: 4, created: 1, otherCouncils: 1 });
    expect(result.rejected).toEqual([
      { line: 2, reason: 'Publication Date "31/02/2021" is not a date (day/month/year)' },
      { line: 3, reason: 'Location Name is 2,000,000 characters long; 500 is the most' },
    ]);
    expect(await location('1-122')).toMatchObject({ name: '=HYPERLINK("http://x.example","Ash")' });
    expect(await house.sql(`select name from register_providers where cqc_id = '1-822'`)).toEqual([{ name: `<b>O'Hara</b> & #eval("1")` }]);
  });

  it.each([
    ['a binary file', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'This is a spreadsheet or zip file'],
    ['unknown columns', csv([...latestRatingsHeader, 'Colour'], [...latestRatingsRow(), 'red']), 'unknown columns: "Colour"'],
    ['a header alone of another kind', 'Name,Size\n', 'is not one the import knows'],
  ])('refuses %s whole, and nothing is changed', async (_name, content, words) => {
    const before = await everything();
    await expect(importFile(file(content), 'Nowhere')).rejects.toThrow(words);
    expect(await everything()).toEqual(before);
  });

  it('refuses a council that neither we nor the file know, naming those of the file', async () => {
    const before = await everything();
    await expect(importFile(file(csv(latestRatingsHeader, latestRatingsRow())), 'Nowhere')).rejects.toThrow('No council is called "Nowhere" here, and no row of the file names it. The file names Elmbridge.');
    expect(await everything()).toEqual(before);
  });

  it('keeps the newest file’s facts when an older file comes after', async () => {
    await importRows({ 'Location ID': '1-130', 'Location Name': 'New Name', 'Publication Date': '01/06/2021' });
    await importRows({ 'Location ID': '1-130', 'Location Name': 'Old Name', 'Publication Date': '01/06/2019', 'Provider ID': '1-830' });
    expect(await location('1-130')).toMatchObject({ name: 'New Name' });
    expect(await house.sql(`select count(*)::int n from register_ratings r join register_locations l on l.id = r.location_id where l.cqc_id = '1-130'`)).toEqual([{ n: 2 }]);
  });

  it('tells a fall once, in whatever order the files come', async () => {
    const rated = (rating: string, day: string) => importRows({ 'Location ID': '1-140', 'Latest Rating': rating, 'Publication Date': day });
    await rated('Requires improvement', '01/05/2021');
    expect(await tellings()).toEqual([]);
    await rated('Good', '01/05/2019');
    expect(await tellings()).toEqual(['rating-fell:1-140:2021-05-01']);
    await rated('Requires improvement', '01/05/2020');
    await rated('Good', '01/05/2019');
    await rated('Inspected but not rated', '01/06/2021');
    expect(await tellings()).toEqual(['rating-fell:1-140:2021-05-01']);
    await rated('Inadequate', '01/05/2022');
    expect(await tellings()).toEqual(['rating-fell:1-140:2021-05-01', 'rating-fell:1-140:2022-05-01']);
    const [service] = await house.sql<{ id: string }>(`select s.id from services s join register_locations l on l.id = s.location_id where l.cqc_id = '1-140'`);
    expect(told.at(-1)).toMatchObject({ serviceId: service?.id, publishedOn: '2022-05-01' });
  });

  it('reads the 45-column file: five questions, undated ratings that make no fall, and the exact kind', async () => {
    await importRows({ 'Location ID': '1-150', 'Publication Date': '01/05/2019' });
    const path = file(csv(locationsHeader, locationsRow({ 'Location ID': '1-150', 'Location latest overall rating': 'Inadequate', 'Location safe rating': 'Inadequate' }), locationsRow({ 'Location ID': '1-151', 'Location latest overall rating': '', Dormant: 'Y' })));
    const { result, notes } = await house.get(RegisterImport).run(path, 'elmbridge', { asAt: '2026-06-30' });
    expect(result).toMatchObject({ rows: 2, created: 1, updated: 1 });
    expect(notes.join(' ')).toContain('does not say when a rating was published');
    expect(await location('1-150')).toMatchObject({ kind: 'nursingHome', beds: 40, address: '2 Larkmoor Lane, Elmbridge' });
    expect(await location('1-151')).toMatchObject({ dormant: true, address: '' });
    expect(await house.sql(`select domain, rating, published_on::text from register_ratings r join register_locations l on l.id = r.location_id where l.cqc_id = '1-150' order by domain, published_on nulls first`)).toEqual([
      { domain: 'overall', rating: 'inadequate', published_on: null },
      { domain: 'overall', rating: 'good', published_on: '2019-05-01' },
      { domain: 'safe', rating: 'inadequate', published_on: null },
    ]);
    expect((await tellings()).filter((key) => key.includes('1-150'))).toEqual([]);
  });

  it('moves each council’s service of a location that passed to another provider, whichever council imports first', async () => {
    const place = { 'Location ID': '1-170', 'Location Local Authority': 'Fordmere' };
    const [first, second] = [{ ...place, 'Provider ID': '1-870' }, { ...place, 'Provider ID': '1-871', 'Provider Name': 'Fordgate Care Limited', 'Publication Date': '01/06/2022' }]
      .map((row) => file(csv(latestRatingsHeader, latestRatingsRow(row))));
    await house.get(ContractsImport).run(file('Provider,CQC provider id,CQC location id,Service,Kind,Contract reference,Starts on\nLarkmoor Care Limited,1-870,1-170,Ford House,Residential home,ELM/OUT/2,01/04/2020\n'), 'Elmbridge');
    await importFile(first ?? '', 'Fordmere');
    const providers = () => house.sql(`select c.register_name as council, p.cqc_id as provider from services s join councils c on c.id = s.council_id join register_providers p on p.id = s.provider_id
      join register_locations l on l.id = s.location_id where l.cqc_id = '1-170' order by 1`);
    await importFile(second ?? '', 'Fordmere');
    expect(await providers()).toEqual([{ council: 'Elmbridge', provider: '1-870' }, { council: 'Fordmere', provider: '1-871' }]);
    await importFile(second ?? '', 'Elmbridge');
    expect(await providers()).toEqual([{ council: 'Elmbridge', provider: '1-871' }, { council: 'Fordmere', provider: '1-871' }]);
    const before = await everything();
    await importFile(second ?? '', 'Elmbridge');
    expect(await everything()).toEqual(before);
  });

  it('two imports of one file at once create each location once', async () => {
    const path = file(csv(latestRatingsHeader, ...Array.from({ length: 450 }, (_, index) => latestRatingsRow({ 'Location ID': `1-6${index}` }))));
    const results = await Promise.all([importFile(path), importFile(path)]);
    expect(results.reduce((sum, { result }) => sum + result.created, 0)).toBe(450);
    expect(await house.sql(`select count(*)::int n from register_locations where cqc_id ~ '^1-6[0-9]+$'`)).toEqual([{ n: 450 }]);
  });
});

describe('import of contracts', () => {
  const example = join(import.meta.dirname, '../../fixtures/contracts-example.csv');

  it('brings services that CQC does not know, with people by funder (R29), once', async () => {
    const { result } = await house.get(ContractsImport).run(example, 'Elmbridge');
    expect(result).toEqual({ rows: 4, otherCouncils: 0, created: 4, updated: 0, unchanged: 0, rejected: [] });
    const before = await everything();
    expect((await house.get(ContractsImport).run(example, 'Elmbridge')).result).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    expect(await everything()).toEqual(before);
    expect(await house.sql(`select l.name, l.kind, s.lot, k.annual_value, (select sum(people)::int from people_counts n where n.service_id = s.id) people
      from services s join register_locations l on l.id = s.location_id join contracts k on k.service_id = s.id where l.cqc_id is null and l.name like 'Brightwater%' order by s.lot`)).toEqual([
      { name: 'Brightwater Extra Hands', kind: 'homeSupport', lot: 'North', annual_value: '240000.00', people: 39 },
      { name: 'Brightwater Extra Hands', kind: 'homeSupport', lot: 'South', annual_value: '180000.00', people: 25 },
    ]);
  });

  it('watches a location outside the area once it is contracted: the register’s rows of it are then the council’s', async () => {
    await house.get(ContractsImport).run(file('Provider,CQC provider id,CQC location id,Service,Kind,Contract reference,Starts on\nFar Care Limited,1-860,1-160,Far House,Residential home,ELM/OUT/1,01/04/2026\n'), 'Elmbridge');
    const far = { 'Location ID': '1-160', 'Location Name': 'Far House', 'Location Local Authority': 'Weirdale', 'Provider ID': '1-860', 'Provider Name': 'Far Care Limited' };
    expect(await importRows({ ...far, 'Publication Date': '01/05/2019' }, { 'Location ID': '1-161', 'Location Local Authority': 'Weirdale' })).toMatchObject({ otherCouncils: 2, updated: 0 });
    const { notes } = await importFile(file(csv(latestRatingsHeader, latestRatingsRow({ ...far, 'Latest Rating': 'Inadequate', 'Publication Date': '01/05/2022' }))));
    expect(notes).toContain("Of other councils' locations, 1 at which Elmbridge has a service changed.");
    expect(await tellings()).toContain('rating-fell:1-160:2022-05-01');
  });

  it('needs a council that is there', async () => {
    await expect(house.get(ContractsImport).run(example, 'Nowhere')).rejects.toThrow('No council is called "Nowhere" here.');
  });
});

describe('a service added by hand', () => {
  it('is the council’s own, in lots where it has them, and not twice', async () => {
    const { unit, cast } = house;
    const typed = { idempotencyKey: '01926f2e-0000-7000-8000-000000000001', providerId: undefined, providerName: 'The Weir Club', name: 'Weir Day Centre', kind: 'dayService', address: 'Weir Lane', postcode: undefined, lot: undefined } as const;
    const add = (lot?: string) => unit.run(cast.qaOfficer, () => house.get(ProvidersService).addService({ ...typed, lot }));
    await add();
    await add('Mondays');
    await expect(add('mondays')).rejects.toThrow('This provider already has a service of this name and lot here');
    expect(await house.sql(`select count(distinct l.id)::int places, count(*)::int services from services s join register_locations l on l.id = s.location_id
      where l.name = 'Weir Day Centre' and l.council_id = $1 and l.cqc_id is null`, [house.councilId])).toEqual([{ places: 1, services: 2 }]);
  });
});

describe('a council', () => {
  it('begins with its administrator, and no second one takes its name', async () => {
    const councils = house.get(CouncilsService);
    const created = await councils.create({ name: 'Weirdale Council', registerName: 'Weirdale', procedure: 'default', administrator: { name: 'Asha Pell', email: 'asha.pell@weirdale.example' } });
    expect(await councils.byName('weirdale')).toEqual(created);
    expect(await house.sql(`select p.value as email, m.role from memberships m join contact_details p on p.person_id = m.person_id and p.kind = 'mail' where m.council_id = $1`, [created.id])).toEqual([{ email: 'asha.pell@weirdale.example', role: 'administrator' }]);
    await expect(councils.create({ name: 'WEIRDALE', registerName: 'Other', procedure: 'default' })).rejects.toThrow('There is already a council called "Weirdale Council"');
  });
});

// The file is real and stays outside this repository: see ../shared/data/README.md.
const whenReal = existsSync(fourCouncils) ? describe : describe.skip;
whenReal(`the register of four councils${existsSync(fourCouncils) ? '' : ' (skipped: ../shared is not here)'}`, () => {
  const counts = { Leicester: 200, Bradford: 183, Coventry: 145, Wolverhampton: 117 };

  it.each(Object.entries(counts))('imports %s whole: %i locations, and changes nothing the second time', async (council, locations) => {
    expect((await importFile(fourCouncils, council)).result).toEqual({ rows: 645, otherCouncils: 645 - locations, created: locations, updated: 0, unchanged: 0, rejected: [] });
    const before = await everything();
    expect((await importFile(fourCouncils, council)).result).toMatchObject({ created: 0, updated: 0, unchanged: locations });
    expect(await everything()).toEqual(before);
  });

  it('reads the 45-column sample after it, and refuses the directory', async () => {
    expect((await importFile(join(real, 'cqc_locations_45_columns_sample_2025.csv'), 'Leicester')).result).toMatchObject({ rows: 300, otherCouncils: 296, rejected: [] });
    await expect(importFile(join(real, 'cqc_directory_18_columns_sample_2025.csv'), 'Leicester')).rejects.toThrow('care directory');
  });
});
