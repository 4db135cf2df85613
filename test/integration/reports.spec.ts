import fc from 'fast-check';
import { stageNames } from '../../procedures/index.ts';
import { escalationReport, footingFaults, percent } from '../../src/domain/reports/escalation-report.js';
import type { EscalationFacts } from '../../src/domain/reports/escalation-facts.js';
import { newId } from '../../src/platform/database/ids.js';
import { pdfText } from '../support/pdf-text.js';
import { openHouse, type House } from '../support/house.js';

const nothing: EscalationFacts = { services: [], stageMoves: [], restrictions: [], restrictionMoves: [], notices: [], terminations: [], contractMoves: [], intelligence: [], meetings: [], ownServices: [], decisions: [], earlier: [] };
const period = { start: '2026-07-01', end: '2026-09-30', startsAt: '2026-06-30T23:00:00Z' };

const instant = fc.integer({ min: Date.UTC(2026, 3, 1), max: Date.UTC(2026, 8, 30, 22) }).map((ms) => new Date(ms).toISOString());
const state = fc.constantFrom('routine', 'enhancedProposed', 'enhanced', 'seriousConcernsProposed', 'seriousConcerns', 'closed');
const history = fc.array(fc.record({ addedAt: instant, moves: fc.array(fc.record({ to: state, at: instant }), { maxLength: 8 }) }), { maxLength: 12 });
const restrictionHistory = fc.array(fc.record({
  kind: fc.constantFrom('fullStop', 'partial', 'voluntary'),
  moves: fc.array(fc.record({ to: fc.constantFrom('draft', 'decided', 'inForce', 'underReview', 'lifted'), at: instant }), { maxLength: 6 }),
}), { maxLength: 12 });

describe('R33 reports foot', () => {
  it('start and in, less out, is end, for every stage and every history', () => {
    fc.assert(fc.property(history, restrictionHistory, (services, restrictions) => {
      const facts: EscalationFacts = {
        ...nothing,
        services: services.map(({ addedAt }, index) => ({ id: `s${index}`, name: `Service ${index}`, provider: 'Provider', addedAt })),
        stageMoves: services.flatMap(({ addedAt, moves }, index) => moves.filter(({ at }) => at >= addedAt).sort((a, b) => a.at.localeCompare(b.at)).map(({ to, at }) => ({ serviceId: `s${index}`, event: index % 2 === 0 && to in { enhanced: 1, seriousConcerns: 1 } ? 'BRING_IN_AT_ENHANCED' : 'MOVE', from: null, to, at, decision: null }))),
        restrictions: restrictions.map(({ kind }, index) => ({ id: `r${index}`, serviceId: 's0', reference: `RES-${index}`, kind, broughtIn: index % 3 === 0 })),
        restrictionMoves: restrictions.flatMap(({ moves }, index) => [...moves].sort((a, b) => a.at.localeCompare(b.at)).map(({ to, at }) => ({ restrictionId: `r${index}`, to, at }))),
      };
      const report = escalationReport(facts, period, stageNames({}));
      expect(footingFaults(report)).toEqual([]);
      const end = report.figures.find(({ key }) => key === 'stage.all.end');
      expect(end?.rows).toHaveLength(services.length);
    }), { numRuns: 300 });
  });

  it('notices and terminations close too: open at start and come, less gone in each way, is open at end', () => {
    const steps = (states: readonly string[]) => fc.array(fc.array(fc.record({ to: fc.constantFrom(...states), at: instant }), { maxLength: 6 }), { maxLength: 8 });
    fc.assert(fc.property(steps(['drafting', 'issued', 'running', 'verification', 'breached', 'remedied', 'withdrawn', 'concluded']), steps(['proposed', 'decided', 'underNotice', 'inEffect', 'completed', 'rescinded', 'withdrawn']), (notices, terminations) => {
      const moves = (of: string, all: typeof notices): { id: string; from: string | null; to: string; at: string }[] =>
        all.flatMap((one, index) => one.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ to, at }) => ({ id: `${of}${index}`, from: null, to, at })));
      const report = escalationReport({
        ...nothing, notices: notices.map((_, index) => ({ id: `n${index}`, serviceId: 's', reference: `NTC-${index}`, kind: ['warning', 'remedy', 'breach'][index % 3] ?? '' })),
        terminations: terminations.map((_, index) => ({ id: `t${index}`, serviceId: 's', reference: `TER-${index}`, ground: index % 2 === 0 ? 'insolvency' : 'repeatedBreach', contract: 'C-1' })),
        contractMoves: [...moves('n', notices.map((one) => one.filter(({ to }) => to !== 'drafting'))), ...moves('t', terminations.map((one) => one.filter(({ to }) => to !== 'proposed' && to !== 'withdrawn')))],
      }, period, stageNames({}));
      expect(footingFaults(report)).toEqual([]);
    }), { numRuns: 200 });
  });

  it('says which total does not foot', () => {
    const report = escalationReport({ ...nothing, services: [{ id: 's', name: 'Fern House', provider: 'Fernbank', addedAt: '2026-01-01T00:00:00Z' }] }, period, stageNames({}));
    const broken = { ...report, figures: report.figures.map((figure) => (figure.key === 'stage.routine.end' ? { ...figure, rows: [] } : figure)) };
    expect(footingFaults(broken)).toEqual(['Services by stage: All stages, End is 1, its rows add up to 0', 'Services by stage: Routine monitoring does not close']);
  });

  it('prints a percentage with its count and denominator', () => {
    expect(percent(117, 123)).toBe('95.1% (117 of 123)');
    expect(percent(0, 0)).toBe('0 of 0');
  });
});

describe('the quarterly escalation report', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const produce = `mutation ($input: ProduceReportInput!) { produceReport(input: $input) { __typename ... on ProduceReportPayload { id reference } ... on Refusal { code message } ... on InvalidInput { fields { field message } } } }`;
  const view = `query ($id: ID!) { report(id: $id) { reference periodStart periodEnd asAt documentId summary changes { parts { text figure } } chart tables { key rows { label cells { figure text } } } } }`;
  type Produced = { produceReport: { __typename: string; id: string; reference: string; code?: string; fields?: { field: string; message: string }[] } };
  type Viewed = { report: { documentId: string; summary: string[]; changes: { parts: { text: string; figure: string | null }[] }[]; chart: string; tables: { key: string; rows: { label: string; cells: { figure: string; text: string }[] }[] }[] } | null };

  const made = async (asAt?: string): Promise<string> => {
    const { data } = await house.gql<Produced>(house.cast.coordinator, produce, { input: { quarterStart: '2026-10-01', idempotencyKey: newId(), ...(asAt !== undefined && { asAt }) } });
    expect(data.produceReport.__typename).toBe('ProduceReportPayload');
    return data.produceReport.id;
  };
  const tablesOf = async (id: string): Promise<NonNullable<Viewed['report']>['tables']> => {
    const { data } = await house.gql<Viewed>(house.cast.chair, view, { id });
    if (data.report === null) throw new Error('no report');
    return data.report.tables;
  };
  const addIntelligence = async (recordedAt: string, text: string): Promise<void> => {
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
      values ($1, $2, $3, $4, 'anonymous', 'staffing', 'P2', $5, '2026-10-05', '2026-10-06T09:00:00Z', 'none', 'yes', $6, $7)`,
      [house.councilId, newId(), `INT-2026-${newId().slice(-5)}`, house.providersService.serviceId, text, house.cast.icbNurse.membershipId, recordedAt]);
  };

  it('gives the same figures again for the same quarter and as-at instant, whatever was recorded since', async () => {
    await addIntelligence('2026-10-06T09:00:00Z', 'a first record');
    const asAt = '2026-11-03T09:00:00Z';
    const before = await tablesOf(await made(asAt));
    await addIntelligence('2026-11-03T09:30:00Z', 'recorded later, about the same days');
    expect(await tablesOf(await made(asAt))).toEqual(before);
    const corrected = await tablesOf(await made());
    const received = (tables: typeof before): string | undefined => tables.find(({ key }) => key === 'intelligence')?.rows.at(-1)?.cells[0]?.text;
    expect([received(before), received(corrected)]).toEqual(['1', '2']);
  });

  it('leads every number of "What changed" to a figure, and says the same without links on paper', async () => {
    const { data } = await house.gql<Viewed>(house.cast.chair, view, { id: await made() });
    const { summary = [], changes = [] } = data.report ?? {};
    expect(changes.map(({ parts }) => parts.map(({ text }) => text).join(''))).toEqual(summary);
    expect(summary.join(' ')).not.toMatch(/\[\[|\]\]/);
    const parts = changes.flatMap((one) => one.parts);
    expect(parts.filter(({ figure }) => figure === null).map(({ text }) => text).join(' ')).not.toMatch(/\d/);
    const figure = 'query ($id: ID!, $figure: String!) { reportFigure(id: $id, figure: $figure) { rows { reference } } }';
    const id = await made();
    for (const { figure: key } of parts) if (key !== null) expect((await house.gql<{ reportFigure: object | null }>(house.cast.chair, figure, { id, figure: key })).data.reportFigure).not.toBeNull();
  });

  it('counts a record as serious as it was known to be then, whatever triage said since', async () => {
    const recorded = await house.gql<{ recordIntelligence: { id: string } }>(house.cast.icbNurse, `mutation ($input: RecordIntelligenceInput!) { recordIntelligence(input: $input) { ... on RecordIntelligencePayload { id } ... on Refusal { message } } }`, {
      input: { idempotencyKey: newId(), serviceId: house.providersService.serviceId, sourceType: 'icbQualityNurse', category: 'medicines', severity: 'P4', whatHappened: 'A chart was late.', happenedOn: '2 11 2026', disclosure: 'yes' },
    });
    expect(recorded.data.recordIntelligence.id).toEqual(expect.any(String));
    await house.drain();
    const bySeverity = async (asAt?: string): Promise<Record<string, string>> => Object.fromEntries((await tablesOf(await made(asAt))).find(({ key }) => key === 'intelligence')?.rows.map(({ label, cells }) => [label, cells[0]?.text ?? '']) ?? []);
    const asAt = house.clock.now().toString();
    const before = await bySeverity(asAt);
    house.clock.advance({ hours: 1 });
    await house.sql(`insert into transitions (council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, membership_id, happened_at, recorded_at)
      select council_id, $2, workflow_id, max(seq) + 1, machine, machine_version, 'logged', 'TRIAGE', '{"severity": "P1"}', 'triaged', membership_id, $3, $3 from transitions where workflow_id = $1 group by 1, 3, 5, 6, 11 limit 1`, [recorded.data.recordIntelligence.id, newId(), house.clock.now().toString()]);
    await house.sql(`update intelligence set severity = 'P1' where id = $1`, [recorded.data.recordIntelligence.id]);
    expect(await bySeverity(asAt)).toEqual(before);
    expect((await bySeverity())['P1']).toBe('1');
  });

  it('counts notices and terminations from their steps, each figure leading to its cases, and the same again as at an earlier instant', async () => {
    const { serviceId, providerId } = house.providersService;
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    const [contract, notice, termination] = [newId(), newId(), newId()];
    await house.sql(`insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, recorded_at) values ($1, $2, $3, $4, 'C-6', '2026-04-01', '2026-04-01T09:00:00Z')`, [house.councilId, contract, serviceId, providerId]);
    await house.sql(`insert into notices (council_id, id, reference, kind, service_id, provider_id, contract_id, contract_reference, issued_on, recorded_by, recorded_at) values ($1, $2, 'NTC-2026-90001', 'remedy', $3, $4, $5, 'C-6', '2026-10-08', $6, '2026-10-08T09:00:00Z')`,
      [house.councilId, notice, serviceId, providerId, contract, house.cast.qaOfficer.membershipId]);
    await house.sql(`insert into terminations (council_id, id, reference, service_id, provider_id, contract_id, contract_reference, ground, facts, options, equality_note, proportionality, period_count, period_unit, period_clause, recorded_by, recorded_at)
      values ($1, $2, 'TER-2026-90001', $3, $4, $5, 'C-6', 'insolvency', 'F', 'O', 'E', 'P', 28, 'days', '9.1', $6, '2026-10-09T09:00:00Z')`, [house.councilId, termination, serviceId, providerId, contract, house.cast.qaOfficer.membershipId]);
    const step = async (id: string, machine: string, seq: number, from: string | null, to: string, at: string): Promise<void> => {
      await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at) values ($1, $2, $3, 1, $4, '{}', 1, $5, $6, $7, $8) on conflict do nothing`,
        [house.councilId, id, machine, to, procedure?.id, serviceId, house.cast.qaOfficer.membershipId, at]);
      await house.sql(`insert into transitions (council_id, id, workflow_id, seq, machine, machine_version, from_state, event, facts, to_state, membership_id, happened_at, recorded_at) values ($1, $2, $3, $4, $5, 1, $6, 'X', '{}', $7, $8, $9, $9)`,
        [house.councilId, newId(), id, seq, machine, from, to, house.cast.qaOfficer.membershipId, at]);
    };
    for (const [seq, from, to] of [[1, null, 'drafting'], [2, 'drafting', 'issued'], [3, 'issued', 'running'], [4, 'running', 'breached']] as const) await step(notice, 'notice', seq, from, to, `2026-10-${seq + 10}T09:00:00Z`);
    for (const [seq, from, to] of [[1, null, 'proposed'], [2, 'proposed', 'decided'], [3, 'decided', 'rescinded']] as const) await step(termination, 'termination', seq, from, to, `2026-10-${seq + 20}T09:00:00Z`);
    const lineOf = async (id: string, key: string, label: string): Promise<string[] | undefined> => (await tablesOf(id)).find((table) => table.key === key)?.rows.find((row) => row.label === label)?.cells.map(({ text }) => text);
    const now = await made();
    expect(await lineOf(now, 'notices', 'Notice to remedy a breach')).toEqual(['0', '1', '0', '0', '0', '1']);
    expect(await lineOf(now, 'terminations', 'Insolvency')).toEqual(['0', '1', '1', '0', '0']);
    const { data } = await house.gql<{ reportFigure: { rows: object[] } }>(house.cast.chair, 'query ($id: ID!) { reportFigure(id: $id, figure: "notice.breached") { rows { reference on words path } } }', { id: now });
    expect(data.reportFigure.rows).toEqual([{ reference: 'NTC-2026-90001', on: '2026-10-14', words: expect.stringMatching(/^Notice to remedy a breach: /), path: `/notices/${notice}` }]);
    const before = await made('2026-10-22T12:00:00Z');
    expect(await lineOf(before, 'terminations', 'Insolvency')).toEqual(['0', '1', '0', '0', '1']);
    expect(await lineOf(await made('2026-10-11T12:00:00Z'), 'notices', 'All notices')).toEqual(['0', '0', '0', '0', '0', '0']);
  });

  it('every figure is the number of the rows behind it', async () => {
    const id = await made();
    for (const { figure, text } of (await tablesOf(id)).flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))) {
      const { data } = await house.gql<{ reportFigure: { text: string; rows: unknown[] } }>(house.cast.boardReader, 'query ($id: ID!, $figure: String!) { reportFigure(id: $id, figure: $figure) { text rows { reference words } } }', { id, figure });
      expect(data.reportFigure.text).toBe(text);
      const counted = /\((\d+) of/.exec(text)?.[1] ?? /^\d+/.exec(text)?.[0];
      expect(data.reportFigure.rows).toHaveLength(Number(counted));
    }
  });

  it('is a page and a PDF with its chart, and holds no free text of intelligence', async () => {
    await addIntelligence('2026-10-07T09:00:00Z', 'canary-free-text');
    const id = await made();
    const { data } = await house.gql<Viewed>(house.cast.boardReader, view, { id });
    expect(JSON.stringify(data)).not.toContain('canary-free-text');
    expect(data.report?.chart).toMatch(/^<svg/);
    const [document] = await house.sql<{ bytes: Buffer; content: string }>('select d.bytes, r.content::text as content from reports r join documents d on d.id = r.document_id where r.id = $1', [id]);
    expect(document?.content).not.toContain('canary-free-text');
    const text = await pdfText(document?.bytes ?? Buffer.alloc(0));
    expect(text).toContain('Services by stage');
    expect(text).not.toContain('canary-free-text');
  });

  it('is never changed once stored', async () => {
    await made();
    await expect(house.sql(`update reports set content = '{}'`)).rejects.toThrow('never changed');
  });

  it('refuses a quarter to come, an as-at in the future and a day that begins no quarter, each at its field', async () => {
    const refused = async (input: object): Promise<unknown> => (await house.gql<Produced>(house.cast.coordinator, produce, { input: { idempotencyKey: newId(), ...input } })).data.produceReport.fields;
    expect(await refused({ quarterStart: '2027-01-01' })).toEqual([{ field: 'quarterStart', message: 'Choose a quarter that has begun' }]);
    expect(await refused({ quarterStart: '2026-10-01', asAt: '2027-01-01T00:00:00Z' })).toEqual([{ field: 'asAt', message: 'Enter a day that has come, or leave it empty for now' }]);
    expect(await refused({ quarterStart: '2026-02-01' })).toEqual([{ field: 'quarterStart', message: 'Choose the quarter: January, April, July or October of a year' }]);
  });

  it('is refused to a partner, brokerage and a provider, and not found by another council', async () => {
    const id = await made();
    for (const actor of [house.cast.brokerage, house.cast.provider, house.cast.icbNurse]) {
      expect((await house.gql(actor, view, { id })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    expect((await house.gql<Viewed>(await house.neighbour(), view, { id })).data.report).toBeNull();
    const { data } = await house.gql<Produced>(house.cast.icbNurse, produce, { input: { quarterStart: '2026-10-01', idempotencyKey: newId() } });
    expect(data.produceReport).toMatchObject({ __typename: 'NotPermitted', code: 'NOT_PERMITTED' });
  });
});
