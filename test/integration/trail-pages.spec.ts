import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { changes, reads, steps, things } from '../../src/domain/dossiers/trail-acts.words.js';
import { recordKinds } from '../../src/domain/dossiers/trail.statement.js';
import { WorkflowRegistry } from '../../src/platform/workflow/workflow-registry.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { Trail } from '../../src/platform/audit/trail.js';
import { newId } from '../../src/platform/database/ids.js';
import { Documents } from '../../src/platform/documents/documents.service.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { openHouse, type House } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

let house: House;
let seeded: SeededService;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house);
});
afterAll(() => house.close());

interface Line {
  readonly at: string;
  readonly kind: string;
  readonly who: string;
  readonly jobTitle: string | null;
  readonly agencyName: string | null;
  readonly words: string;
  readonly label: string | null;
  readonly path: string | null;
  readonly changes: string[];
}
interface Log {
  readonly title: string | null;
  readonly nextCursor: string | null;
  readonly lines: Line[];
}
const fields = '{ title nextCursor lines { id at kind who jobTitle agencyName onBehalfOf words label path changes } }';
const ask = async (actor: Actor, field: string, args = ''): Promise<Log | null> => (await house.gql<Record<string, Log | null>>(actor, `{ ${field}${args} ${fields} }`)).data?.[field] ?? null;
const codeOf = async (actor: Actor, field: string, args: string): Promise<unknown> => (await house.gql(actor, `{ ${field}${args} { title } }`)).errors?.[0]?.extensions?.['code'];
const get = async (actor: Actor, url: string) => house.app.inject({ method: 'GET', url, headers: { cookie: `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}` } });
const reading = (actor: Actor): Promise<unknown> => house.gql(actor, `{ service(id: "${seeded.serviceId}") { id } }`);
const ofService = (): string => `(kind: "service", id: "${seeded.serviceId}")`;

describe('the access history of a record', () => {
  it('says in words who read it, changed it and was refused, newest first, and names the agency as it was called then (R35)', async () => {
    await reading(house.cast.icbNurse);
    house.clock.advance({ minutes: 1 });
    await reading(house.cast.brokerage);
    const log = await ask(house.cast.auditor, 'recordAccess', ofService());
    expect(log?.title).toBe('Willow Lodge');
    expect(log?.lines[0]).toMatchObject({ kind: 'refused', who: 'Ben Carter', words: 'asked and was not shown: read the service page' });
    expect(log?.lines.find(({ who }) => who === 'Grace Okafor')).toMatchObject({ kind: 'read', jobTitle: 'ICB Quality Nurse', agencyName: 'Example icb', words: 'read the service page', label: 'Willow Lodge', path: `/services/${seeded.serviceId}` });
    const times = log?.lines.map(({ at }) => at) ?? [];
    expect(times).toEqual([...times].sort().reverse());
  });

  it('is for the auditor, the safeguarding lead and the chair, and nobody else; another council’s is not found', async () => {
    for (const name of ['auditor', 'safeguardingLead', 'chair'] as const) expect(await ask(house.cast[name], 'recordAccess', ofService())).not.toBeNull();
    for (const name of ['coordinator', 'qaOfficer', 'icbNurse', 'headOfService', 'provider', 'brokerage', 'boardReader', 'administrator'] as const) expect([name, await codeOf(house.cast[name], 'recordAccess', ofService())]).toEqual([name, 'NOT_PERMITTED']);
    expect(await ask(await house.neighbour(), 'recordAccess', ofService())).toBeNull();
    expect(await ask(house.cast.auditor, 'recordAccess', `(kind: "sealed_sources", id: "${seeded.serviceId}")`)).toBeNull();
  });

  it('is there for every record whose page leads to it', async () => {
    const kinds = globSync('src/web/pages/**/*.njk', { cwd: join(import.meta.dirname, '../..') })
      .flatMap((file) => [...readFileSync(join(import.meta.dirname, '../..', file), 'utf8').matchAll(/set access = \{ kind: "(\w+)"/g)].map(([, kind]) => kind ?? ''));
    expect(kinds.length).toBeGreaterThan(8);
    expect(kinds.filter((kind) => !recordKinds.has(kind))).toEqual([]);
  });

  it('holds who downloaded its papers, or was refused them, by the names of the files', async () => {
    const { chair, auditor, provider, brokerage, socialWorker } = house.cast;
    const paper = (fileName: string, audience: 'provider' | 'council', agendaItems: string[] = []): Promise<{ id: string }> => house.unit.run(chair, () => house.get(Documents).store({
      kind: 'paper', title: fileName, mediaType: 'application/pdf', fileName, bytes: Buffer.from('%PDF-1.7'), audience, agendaItems, ...(audience === 'provider' && { providerId: provider.providerId ?? '' }) }));
    const [letter] = await house.sql<{ id: string }>('select id from letters where service_id = $1 and issued_at is not null', [seeded.serviceId]);
    const [served, minutes] = [await paper('LET-1.pdf', 'provider'), await paper('MTG-1-minutes.pdf', 'council', [seeded.itemId])];
    await house.sql('update letters set document_id = $2 where id = $1', [letter?.id, served.id]);
    expect((await get(provider, `/documents/${served.id}`)).statusCode).toBe(200);
    expect((await get(brokerage, `/documents/${served.id}`)).statusCode).toBe(404);
    const deputy = { ...chair, onBehalfOf: socialWorker.membershipId };
    await house.unit.run(deputy, () => house.get(Trail).record({ subjectKind: 'document', subjectId: minutes.id, action: 'documentStored' }));
    expect((await get(chair, `/documents/${minutes.id}`)).statusCode).toBe(200);
    for (const [kind, id] of [['letter', letter?.id], ['service', seeded.serviceId]] as const) {
      const lines = (await ask(auditor, 'recordAccess', `(kind: "${kind}", id: "${id ?? ''}")`))?.lines ?? [];
      expect(lines).toContainEqual(expect.objectContaining({ kind: 'download', who: 'Carol Finch', words: 'downloaded a document', label: 'LET-1.pdf' }));
      expect(lines).toContainEqual(expect.objectContaining({ kind: 'refused', who: 'Ben Carter', words: 'asked and was not shown: downloaded a document' }));
    }
    const lines = (await ask(auditor, 'recordAccess', `(kind: "meeting", id: "${seeded.meetingId}")`))?.lines ?? [];
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'download', who: 'Ruth Adeyemi', label: 'MTG-1-minutes.pdf' }));
    expect(lines).toContainEqual(expect.objectContaining({ who: 'Ruth Adeyemi', onBehalfOf: 'Daniel Reyes, Social Work Team Manager' }));
  });

  it('leads only to pages that its reader may open', async () => {
    // A records officer sets holds on services, and reads none of their pages.
    await house.unit.run(house.cast.recordsOfficer, () => house.get(Trail).record({ subjectKind: 'service', subjectId: seeded.serviceId, action: 'serviceAdded' }));
    expect((await ask(house.cast.recordsOfficer, 'myAccess'))?.lines.find(({ label }) => label === 'Willow Lodge')).toMatchObject({ words: 'added the service', path: null });
    expect((await ask(house.cast.chair, 'recordAccess', ofService()))?.lines.find(({ words }) => words === 'added the service')?.path).toBe(`/services/${seeded.serviceId}`);
  });

  it('is narrowed by kind and day, and paged without a gap or a repeat', async () => {
    for (let time = 0; time < 4; time += 1) await reading(house.cast.icbNurse);
    const only = await ask(house.cast.auditor, 'recordAccess', `(kind: "service", id: "${seeded.serviceId}", kinds: ["refused"])`);
    expect(new Set(only?.lines.map(({ kind }) => kind))).toEqual(new Set(['refused']));
    expect((await ask(house.cast.auditor, 'recordAccess', `(kind: "service", id: "${seeded.serviceId}", to: "1/1/2020")`))?.lines).toEqual([]);
    const whole = await house.sql<{ n: number }>(`select count(*)::int as n from reads where subject_id = $1 and operation = 'service'`, [seeded.serviceId]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Log | null = await ask(house.cast.auditor, 'personTrail', `(personId: "${house.cast.icbNurse.personId ?? ''}", first: 2, kinds: ["read"]${after === null ? '' : `, after: "${after}"`})`);
      seen.push(...(page?.lines ?? []).map((line) => (line as Line & { id: string }).id));
      after = page?.nextCursor ?? null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await house.sql<{ n: number }>('select count(*)::int as n from reads where person_id = $1', [house.cast.icbNurse.personId]))[0]?.n);
    expect(whole[0]?.n).toBeGreaterThan(4);
  });

  it('refuses a cursor that is none of ours, and a page that is too long', async () => {
    expect(await codeOf(house.cast.auditor, 'myAccess', '(after: "x")')).toBe('BAD_USER_INPUT');
    expect(await codeOf(house.cast.auditor, 'myAccess', '(first: 201)')).toBe('PAGE_TOO_LARGE');
  });

  it('tells what changed in words, leaves out what stayed the same, and never tells what was typed', async () => {
    await house.unit.run(house.cast.chair, () => house.get(Trail).record({
      subjectKind: 'service', subjectId: seeded.serviceId, action: 'wordsChanged', reason: 'canary reason',
      before: { state: 'logged', severity: 'P2', summary: 'canary before', reviewOn: '2026-11-05' }, after: { severity: 'P2', state: 'noFurtherAction', summary: 'canary after', reviewOn: '2026-11-06', name: 'Canary' },
    }));
    const log = await ask(house.cast.auditor, 'recordAccess', ofService());
    expect(log?.lines.find(({ words }) => words === 'words changed')?.changes).toEqual(['where it stands: from waiting for triage to no further action', 'to be reviewed on: from 5 November 2026 to 6 November 2026', 'a reason was given']);
    expect(JSON.stringify(log).toLowerCase()).not.toContain('canary');
  });
});

describe('words of the trail', () => {
  it('are there for every step of every machine, every read and everything that is written in it', () => {
    const events = house.get(WorkflowRegistry).all().flatMap(({ chart }) => chart.events).map(String).filter((event) => /^[A-Z]/.test(event));
    expect(events.length).toBeGreaterThan(60);
    expect(events.filter((event) => !(event in steps))).toEqual([]);
    expect(Object.keys(house.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {}).filter((name) => !(name in reads))).toEqual([]);
    const written = globSync('src/{domain,platform}/**/*.service.ts', { cwd: join(import.meta.dirname, '../..') }).flatMap((file) => [...readFileSync(join(import.meta.dirname, '../..', file), 'utf8').matchAll(/subjectKind: '(\w+)'[^;]*?action: '(\w+)'/g)]);
    expect(written.length).toBeGreaterThan(60);
    expect(written.filter(([, kind = '', act = '']) => !(act in changes) || !(kind in things)).map(([, kind, act]) => `${kind ?? ''} ${act ?? ''}`)).toEqual([]);
  });

  it('name people and records by what the reader may know them by, and leave other ids out', async () => {
    const [owner, nobody] = [house.cast.icbNurse.membershipId, newId()];
    await house.unit.run(house.cast.chair, () => house.get(Trail).record({ subjectKind: 'service', subjectId: seeded.serviceId, action: 'actionOpened', after: { ownerMembershipId: owner, decisionId: nobody, endsAt: '2026-11-17T21:30:00Z', code: 'D03', allowed: true } }));
    const log = await ask(house.cast.auditor, 'recordAccess', ofService());
    expect(log?.lines.find(({ words }) => words === 'recorded the action')?.changes).toEqual(['about: Start enhanced monitoring', 'until: 17 November 2026 at 9:30pm', 'owner: Grace Okafor, ICB Quality Nurse']);
  });

  it('say Automatic of what no person did', async () => {
    const [system] = await house.sql<{ id: string }>(`select id from memberships where council_id = $1 and role = 'system' and job_title = 'deadlines'`, [house.councilId]);
    await house.unit.run({ ...house.cast.chair, personId: null, personName: null, membershipId: system?.id ?? '', role: 'system' } as unknown as Actor, () => house.get(Trail).record({ subjectKind: 'service', subjectId: seeded.serviceId, action: 'REOPEN' }));
    const log = await ask(house.cast.auditor, 'recordAccess', ofService());
    expect(log?.lines.find(({ words }) => words === 'opened the service again')).toMatchObject({ who: 'Automatic', jobTitle: null });
  });
});

describe('the trail of a person', () => {
  const of = (actor: Actor): string => `(personId: "${actor.personId ?? ''}")`;

  it('shows the auditor everything, and an administrator only what is about access', async () => {
    await reading(house.cast.icbNurse);
    const auditor = await ask(house.cast.auditor, 'personTrail', of(house.cast.icbNurse));
    const administrator = await ask(house.cast.administrator, 'personTrail', of(house.cast.icbNurse));
    expect(auditor?.lines.some(({ words }) => words === 'read the service page')).toBe(true);
    expect(administrator?.lines.some(({ words }) => words === 'read the service page')).toBe(false);
    expect(administrator?.lines.some(({ words }) => words === 'gave access')).toBe(true);
  });

  it('is nobody else’s, and of another council not found', async () => {
    for (const name of ['chair', 'safeguardingLead', 'coordinator', 'icbNurse', 'provider'] as const) expect([name, await codeOf(house.cast[name], 'personTrail', of(house.cast.icbNurse))]).toEqual([name, 'NOT_PERMITTED']);
    expect(await ask(house.cast.auditor, 'personTrail', of(await house.neighbour()))).toBeNull();
  });

  it('everybody reads their own, and only that', async () => {
    await reading(house.cast.provider);
    for (const actor of Object.values(house.cast)) {
      const log = await ask(actor, 'myAccess');
      expect([actor.role, [...new Set(log?.lines.map(({ who }) => who))]]).toEqual([actor.role, log?.lines.length === 0 ? [] : [actor.personName]]);
    }
    expect((await ask(house.cast.provider, 'myAccess'))?.lines.some(({ words }) => words.startsWith('asked and was not shown'))).toBe(true);
  });

  it('rows agree with abilities: on their own connection people get no more', async () => {
    const rows = (actor: Actor, sql: string): Promise<number> => house.unit.run(actor, async () => (await house.unit.query<{ n: number }>(sql))[0]?.n ?? 0);
    const others = (table: string, actor: Actor): string => `select count(*)::int as n from ${table} where person_id is distinct from '${actor.personId ?? ''}'`;
    for (const table of ['trail', 'reads']) {
      for (const name of ['coordinator', 'qaOfficer', 'icbNurse', 'headOfService', 'provider', 'brokerage', 'boardReader', 'cqcInspector'] as const) expect([table, name, await rows(house.cast[name], others(table, house.cast[name]))]).toEqual([table, name, 0]);
      expect(await rows(house.cast.administrator, `${others(table, house.cast.administrator)} and subject_kind not in ('person', 'membership', 'agency', 'panel')`)).toBe(0);
      expect(await rows(house.cast.chair, `${others(table, house.cast.chair)} and subject_kind in ('person', 'membership')`)).toBe(0);
      expect(await rows(house.cast.auditor, others(table, house.cast.auditor))).toBeGreaterThan(0);
    }
  });
});

describe('the pages', () => {
  it('are reached from the record, by who may read them', async () => {
    const way = `/trail/records/service/${seeded.serviceId}`;
    expect((await get(house.cast.chair, `/services/${seeded.serviceId}`)).body).toContain(way);
    expect((await get(house.cast.qaOfficer, `/services/${seeded.serviceId}`)).body).not.toContain(way);
    const page = await get(house.cast.chair, way);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Access history of Willow Lodge');
    expect((await get(house.cast.qaOfficer, way)).statusCode).toBe(403);
    expect((await get(house.cast.chair, `/trail/records/service/${newId()}`)).statusCode).toBe(404);
  });

  it('are everybody’s for what they did themselves, and an auditor’s by person', async () => {
    expect((await get(house.cast.provider, '/trail')).body).toContain('What I have seen and done');
    const people = await get(house.cast.auditor, '/trail/people');
    expect(people.body).toContain(`/trail/people/${house.cast.icbNurse.personId ?? ''}`);
    expect((await get(house.cast.auditor, `/trail/people/${house.cast.icbNurse.personId ?? ''}`)).body).toContain('What Grace Okafor has seen and done');
    expect((await get(house.cast.chair, '/trail/people')).statusCode).toBe(403);
    const wrong = await get(house.cast.auditor, '/trail?from=32/13/2026');
    expect(wrong.body).toContain('Enter the first day');
  });

  it('go away as CSV, which is recorded as a download', async () => {
    const answer = await get(house.cast.auditor, `/trail/records/service/${seeded.serviceId}?format=csv&kinds=read`);
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.body).toContain('Grace Okafor,ICB Quality Nurse,Example icb');
    expect(answer.body).not.toContain('Refused');
    const log = await ask(house.cast.auditor, 'recordAccess', `(kind: "service", id: "${seeded.serviceId}", kinds: ["download"])`);
    expect(log?.lines[0]).toMatchObject({ who: 'Owen Pike', words: 'downloaded as CSV: the access history' });
  });
});
