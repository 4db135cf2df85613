import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { ListImport, type ListReport, type ListToBring } from '../../src/domain/spreadsheets/list-import.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';
import { replayOf } from '../support/replay.js';
import { cellXml, sheetOf, workbook } from '../support/workbook.js';

type Answer = { __typename: string; id?: string; version?: number; message?: string; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };
type Row = readonly (string | null)[];

describe('lists from spreadsheets', () => {
  let house: House;
  let folder: string;
  beforeAll(async () => {
    [house, folder] = await Promise.all([openHouse(), mkdtemp(join(tmpdir(), 'lists-'))]);
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

  const file = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const csv = (rows: readonly Row[], between = ','): string => rows.map((cells) => cells.map((cell) => (/["\n,;]/.test(cell ?? '') ? `"${(cell ?? '').replaceAll('"', '""')}"` : (cell ?? ''))).join(between)).join('\r\n');
  const bring = (kind: ListToBring['kind'], path: string, more: Partial<ListToBring> = {}): Promise<ListReport> => house.get(ListImport).run({ kind, path, council: 'Exampleshire', ...more });
  const tally = ({ rows, broughtIn, unchanged, passedOver, rejected }: ListReport) => [rows, broughtIn, unchanged, passedOver, rejected.length];
  const problems = ({ rejected }: ListReport): string[][] => rejected.map((one) => one.problems.map(({ field, message }) => `${field}: ${message}`));
  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor,
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on Refusal { message } ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
      { input: { idempotencyKey: newId(), ...input } });
    const answer = data?.[mutation];
    if (errors !== undefined || answer === undefined) throw new Error(JSON.stringify(errors));
    return answer;
  };
  const requirements = ({ unmet }: Answer): string[] => (unmet ?? []).map(({ requirement }) => requirement).sort();
  const deciding = { reasons: 'It is safe now.', optionsConsidered: 'Wait.', proportionality: 'Nothing less.', providerPosition: 'It agrees.', effectOnPeople: 'None.' };
  const caseOf = async (id: string) => (await house.sql<{ state: string; version: number; context: Record<string, unknown> }>('select state, version, context from workflows where id = $1', [id]))[0];
  const broughtIn = async (serviceId: string) => (await house.sql<{ id: string; since: string; review: string; earlier: boolean; decider: string }>(
    'select id, since::text as since, review_on::text as review, from_earlier_records as earlier, stated_decider as decider from stages where service_id = $1', [serviceId]))[0];
  const named = (): Promise<TestService & { name: string }> => {
    const name = `Aster Lodge ${newId().slice(-6)}`;
    return house.service({ name }).then((service) => ({ ...service, name }));
  };
  const watchHeader = ['Service', 'Stage', 'Since', 'Decided by', 'Lead officer', 'Next review', 'Reasons'];
  const watchRow = (name: string, change: Partial<Record<string, string>> = {}): Row => {
    const row: Record<string, string> = { Service: name, Stage: 'Serious concerns', Since: '02/03/2026', 'Decided by': 'Director', 'Lead officer': 'Priya Nair', 'Next review': '08/12/2026', Reasons: 'Pressure care.', ...change };
    return watchHeader.map((heading) => row[heading] ?? '');
  };

  describe('a watch-list', () => {
    it('R02 places a service at serious concerns by a step of its own kind, with the mark and no recommendation, and its log rebuilds it', async () => {
      const service = await named();
      const report = await bring('watchlist', await file('watch.csv', csv([watchHeader, watchRow(service.name)])));
      expect([tally(report), problems(report)]).toEqual([[1, 1, 0, 0, 0], []]);
      const stage = await broughtIn(service.serviceId);
      expect(stage).toMatchObject({ since: '2026-03-02', review: '2026-12-08', earlier: true, decider: 'Director' });
      const id = stage?.id ?? '';
      expect(await caseOf(id)).toMatchObject({ state: 'seriousConcerns.initialMeetingDue', context: { broughtIn: 'seriousConcerns', leadOfficerId: house.cast.qaOfficer.membershipId } });
      const steps = await house.sql<{ event: string; facts: object; decision_id: string | null }>('select event, facts, decision_id from transitions where workflow_id = $1 order by seq', [id]);
      expect(steps.map(({ event, decision_id }) => [event, decision_id])).toEqual([['START', null], ['BRING_IN_AT_SERIOUS_CONCERNS', null]]);
      expect(JSON.stringify(steps)).not.toMatch(/criteria|recommendation/);
      expect(await replayOf(house, id)).toBeUndefined();
      const [decisions] = await house.sql<{ n: number }>('select count(*)::int as n from decisions where service_id = $1', [service.serviceId]);
      expect(decisions?.n).toBe(0);
    });

    it('R02 what needs evidence still says what is missing, and a decision here takes the mark away', async () => {
      const service = await named();
      await bring('watchlist', await file('down.csv', csv([watchHeader, watchRow(service.name)])));
      const { id = '' } = (await broughtIn(service.serviceId)) ?? {};
      const recommended = await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
        serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D16', text: 'Step down.', criteria: [], proposal: {}, differingViews: null,
        quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
      }));
      const stepDown = { id: recommended.id, version: recommended.version, ...deciding, evidence: 'Charts are kept.', reviewOn: '10 12 2026' };
      expect(requirements(await send(house.cast.headOfService, 'decideStepDown', stepDown))).toEqual(['hasFirstHandCheck', 'hasHeldFindings']);
      // Each is recorded here, first hand, as for any other service.
      const version = async () => (await caseOf(id))?.version;
      const step = async (more: object) => ({ serviceId: service.serviceId, version: await version(), text: 'Agreed in the room.', ...more });
      await send(house.cast.chair, 'holdInitialMeeting', await step({ heldOn: '10 11 2026', findingsOn: '17 11 2026' }));
      await send(house.cast.chair, 'holdFindingsMeeting', await step({ heldOn: '10 11 2026' }));
      await send(house.cast.qaOfficer, 'recordVisit', { serviceId: service.serviceId, kind: 'followUp', announced: false, outOfHours: false, officerIds: [house.cast.qaOfficer.membershipId], visitedOn: '9 11 2026', finding: 'Safe.', faultReasons: [], actionIds: [] });
      const done = await send(house.cast.headOfService, 'decideStepDown', stepDown);
      expect(done.__typename).toBe('DecideStepDownPayload');
      expect(await broughtIn(service.serviceId)).toMatchObject({ earlier: false, since: '2026-11-10' });
      expect(await caseOf(id)).toMatchObject({ state: 'enhanced' });
      expect(await replayOf(house, id)).toBeUndefined();
    });

    it('is read with what real lists have: a title above, other words, semicolons, Windows-1252, blank rows and a total', async () => {
      const [one, two] = [await named(), await named()];
      const text = csv([
        ['Watch list, café wing, November', '', '', '', '', ''], ['', '', '', '', '', ''], ['Name of home', 'Status', 'Date escalated', 'Agreed by', 'Named officer', 'RAG'],
        [one.name, 'Enhanced', '3-4-2026', 'Head of Service – QA', 'priya nair', 'Red'], ['', '', '', '', '', ''],
        [two.name, 'Level 3', '46000', 'DASS', 'Priya Nair, Quality Assurance Officer', ''], [`${one.name}`, 'routine', '', '', '', ''], ['Total', '', '', '', '', '2'],
      ], ';');
      const path = await file('real.csv', Buffer.from(text.replace('–', '\u0096'), 'latin1'));
      const report = await bring('watchlist', path, { map: JSON.stringify({ values: { Stage: { 'Level 3': 'Serious concerns' } } }) });
      expect([tally(report), problems(report)]).toEqual([[3, 2, 0, 1, 0], []]);
      expect(report.notes).toEqual(['1 passed over: at routine monitoring.', '1 passed over: a total, not a record.', 'Columns not read: "RAG".']);
      expect(await broughtIn(one.serviceId)).toMatchObject({ since: '2026-04-03', decider: 'Head of Service – QA', review: '2026-11-10' });
      expect(await broughtIn(two.serviceId)).toMatchObject({ since: '2025-12-09' });
    });

    it('from a workbook: days as days, a merged cell, a formula and an error each told in words', async () => {
      const service = await named();
      const heads = watchHeader.map((heading, column) => cellXml.text(`${'ABCDEFG'[column]}1`, heading)).join('');
      const row = (number: number, name: string, since: string): string =>
        `<row r="${number}">${name}${cellXml.text(`B${number}`, 'Enhanced monitoring')}${since}${cellXml.formula(`D${number}`, 'A1', 'Head of Service')}${cellXml.text(`E${number}`, 'Priya Nair')}</row>`;
      const data = `<sheetData><row r="1">${heads}</row>${row(2, cellXml.text('A2', service.name), cellXml.day('C2', 46_086))}${row(3, '', cellXml.formula('C3', 'TODAY()'))}${row(4, cellXml.error('A4'), cellXml.text('C4', '31/02/2026'))}</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`;
      const report = await bring('watchlist', await file('book.xlsx', workbook({ 'Watch list': data, Notes: sheetOf([['x']]) })), { sheet: 'watch list' });
      expect(tally(report)).toEqual([3, 1, 0, 0, 2]);
      expect(problems(report)).toEqual([
        ['Service: This cell is part of a merged cell, which has its value in one row only. Take the merge apart and fill in every row', 'Stage since: This cell holds a formula that was never calculated. Open the file, save it and try again, or type the value'],
        ['Service: This cell shows an error of the spreadsheet. Put it right there, or type the value', 'Stage since: Is no date that can be read. Write it as 31/03/2026 or 2026-03-31'],
      ]);
      expect(await broughtIn(service.serviceId)).toMatchObject({ since: '2026-03-05', decider: 'Head of Service' });
    });

    it('the same file again changes nothing; a corrected row comes in from a corrected file', async () => {
      const [one, two] = [await named(), await named()];
      const wrong = await file('again.csv', csv([watchHeader, watchRow(one.name), watchRow(two.name, { Stage: 'Purple' })]));
      const everything = async () => house.sql(`select (select count(*) from trail) as trail, (select count(*) from transitions) as steps, (select json_agg(i order by i.id) from imports i) as imports, (select json_agg(r order by r.id) from import_rows r) as rows`);
      expect(tally(await bring('watchlist', wrong))).toEqual([2, 1, 0, 0, 1]);
      const before = await everything();
      expect(tally(await bring('watchlist', wrong))).toEqual([2, 0, 1, 0, 1]);
      expect(await everything()).toEqual(before);
      const corrected = await file('again2.csv', csv([watchHeader, watchRow(two.name), watchRow(one.name)]));
      expect(tally(await bring('watchlist', corrected))).toEqual([2, 1, 1, 0, 0]);
    });

    it('a dry run says what would come of it and changes nothing', async () => {
      const service = await named();
      const path = await file('dry.csv', csv([watchHeader, watchRow(service.name), watchRow('Nowhere House')]));
      const report = await bring('watchlist', path, { dryRun: true });
      expect(tally(report)).toEqual([2, 1, 0, 0, 1]);
      expect(await broughtIn(service.serviceId)).toBeUndefined();
      expect(await house.sql(`select 1 from imports where file_name = 'dry.csv'`)).toEqual([]);
    });

    it('names everything that is wrong with a row at once, with what to do, and never what a cell holds', async () => {
      const report = await bring('watchlist', await file('bad.csv', csv([watchHeader, watchRow('=cmd|Secret House', { Stage: 'Purple', Since: '01/01/2099', 'Decided by': '', 'Lead officer': 'Ann Other', 'Next review': 'soon' })])));
      expect(report.rejected[0]?.problems.map(({ field }) => field)).toEqual(['Service', 'Stage', 'Stage since', 'Stage decided by', 'Lead officer', 'Review on']);
      expect(JSON.stringify(report.rejected)).not.toMatch(/Secret|Purple|Ann Other|soon/);
      expect(report.rejects.rows[0]?.slice(2)).toEqual(['=cmd|Secret House', 'Purple', '01/01/2099', '', 'Ann Other', 'soon', 'Pressure care.']);
    });

    it('an earlier record never moves what was decided here', async () => {
      const service = await named();
      await bring('watchlist', await file('first.csv', csv([watchHeader, watchRow(service.name, { Stage: 'Enhanced monitoring' })])));
      const report = await bring('watchlist', await file('second.csv', csv([watchHeader, watchRow(service.name)])));
      expect(problems(report)).toEqual([['Stage: The service stands elsewhere here already, and an earlier record does not move it. Leave the row out']]);
    });

    it('of two who bring one list in at once, each row comes in once', async () => {
      const services = [await named(), await named(), await named()];
      const path = await file('twice.csv', csv([watchHeader, ...services.map(({ name }) => watchRow(name))]));
      const both = await Promise.all([bring('watchlist', path), bring('watchlist', path, { as: 'Tom Fielding' })]);
      expect(both.map(({ rejected }) => rejected)).toEqual([[], []]);
      expect(both.reduce((sum, one) => sum + one.broughtIn, 0)).toBe(3);
      expect(await house.sql('select 1 from import_rows where import_id in (select id from imports where file_name = $1)', ['twice.csv'])).toHaveLength(3);
    });

    it('is the officer’s own act where one brings it in, and nobody’s who is no officer', async () => {
      const service = await named();
      const path = await file('as.csv', csv([watchHeader, watchRow(service.name)]));
      await expect(bring('watchlist', path, { as: 'Carol Finch' })).rejects.toThrow('No officer of the council is called "Carol Finch"');
      await bring('watchlist', path, { as: 'Tom Fielding' });
      const [step] = await house.sql<{ membership_id: string }>(`select membership_id from transitions where service_id = $1 and event like 'BRING_IN%'`, [service.serviceId]);
      expect(step?.membership_id).toBe(house.cast.coordinator.membershipId);
    });
  });

  describe('restrictions', () => {
    const header = ['Ref', 'Service', 'Type', 'Scope', 'Reason', 'Date imposed', 'Review date', 'Decided by', 'Status'];
    const row = (name: string, change: Record<string, string> = {}): Row => {
      const cells: Record<string, string> = { Ref: newId().slice(-8), Service: name, Type: 'Embargo', Scope: 'Whole home', Reason: 'Safety: medicines, risk assessments or other failings', 'Date imposed': '01/06/2026', 'Review date': '', 'Decided by': 'Assistant Director', Status: 'In force', ...change };
      return header.map((heading) => cells[heading] ?? '');
    };
    const restrictionOf = async (serviceId: string) => {
      const [found] = await house.sql<{ id: string; state: string; version: number; review: string; fairness: string; earlier: boolean; decision_id: string | null }>(
        'select x.id, w.state, w.version, x.review_on::text as review, x.fairness, x.from_earlier_records as earlier, x.decision_id from restrictions x join workflows w on w.id = x.id where x.service_id = $1', [serviceId]);
      if (found === undefined) throw new Error('It was not brought in.');
      return found;
    };

    it('R06 without a review date in time it is put down for review at once, and never counts as decided here', async () => {
      const services = [await named(), await named(), await named()];
      const path = await file('stops.csv', csv([header, row(services[0]?.name ?? ''), row(services[1]?.name ?? '', { 'Review date': '01/02/2027' }), row(services[2]?.name ?? '', { 'Review date': '24/11/2026' })]));
      expect(problems(await bring('restrictions', path))).toEqual([]);
      const found = await Promise.all(services.map(({ serviceId }) => restrictionOf(serviceId)));
      expect(found.map(({ state, review }) => [state, review])).toEqual([['underReview', '2026-11-10'], ['underReview', '2026-11-10'], ['inForce', '2026-11-24']]);
      for (const one of found) expect(one).toMatchObject({ fairness: 'fromEarlierRecords', earlier: true, decision_id: null });
      expect(await replayOf(house, found[0]?.id ?? '')).toBeUndefined();
      house.clock.set('2026-11-24T06:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      expect((await restrictionOf(services[2]?.serviceId ?? '')).state).toBe('underReview');
    });

    it('R10 bars placing, in the words of the old record and with the mark', async () => {
      const service = await named();
      await bring('restrictions', await file('bar.csv', csv([header, row(service.name)])));
      const { data } = await house.gql<{ placingAnswer: { sentence: string; mayPlace: string } }>(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { sentence mayPlace } }', { id: service.serviceId });
      expect(data.placingAnswer).toEqual({ mayPlace: 'no', sentence: 'No new placements, since 1 June 2026, by Assistant Director (from earlier records, evidence not held), exceptions to an authorised officer.' });
    });

    it('R06 R09 is lifted on first-hand evidence by the Director alone, since nobody here knows the rank that imposed it', async () => {
      const service = await named();
      await bring('restrictions', await file('lift.csv', csv([header, row(service.name)])));
      const { id, version } = await restrictionOf(service.serviceId);
      const extend = { id, version, ...deciding, reviewNote: 'Seen on 9 November.', reviewOn: '8 12 2026' };
      const refused = await send(house.cast.assistantDirector, 'extendRestriction', extend);
      expect(requirements(refused)).toEqual(['isOfRankThatImposed']);
      expect(refused.unmet?.[0]?.sentence).toContain('where an earlier record does not show the rank, the Director');
      expect((await send(house.cast.dass, 'extendRestriction', extend)).__typename).toBe('ExtendRestrictionPayload');
    });

    it('ADR 0030 no letter tells of it until a decision here does: refused in words, and said on its page', async () => {
      const service = await named();
      await bring('restrictions', await file('letter.csv', csv([header, row(service.name)])));
      const { id, version } = await restrictionOf(service.serviceId);
      const start = (): Promise<Answer> => send(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind: 'R2', aboutId: id });
      expect((await start()).fields).toEqual([{ field: 'aboutId', message: expect.stringMatching(/^Choose a restriction that was decided here: RES-\S+ is from earlier records, evidence not held/) }]);
      expect((await send(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind: 'RC', aboutId: id })).fields).toEqual([{ field: 'aboutId', message: expect.any(String) }]);
      await house.drain();
      expect(await house.sql('select 1 from letters where service_id = $1', [service.serviceId])).toEqual([]);
      expect((await send(house.cast.dass, 'extendRestriction', { id, version, ...deciding, reviewNote: 'Seen on 9 November.', reviewOn: '8 12 2026' })).__typename).toBe('ExtendRestrictionPayload');
      expect((await start()).__typename).toBe('StartLetterPayload');
    });

    it('names what the old record does not say: scope, reason, decider, start', async () => {
      const service = await named();
      const report = await bring('restrictions', await file('bare.csv', csv([header, row(service.name, { Scope: '', Reason: '', 'Date imposed': '', 'Decided by': '' }), row(service.name, { Status: 'Lifted' })])));
      expect(tally(report)).toEqual([2, 0, 0, 1, 1]);
      expect(report.rejected[0]?.problems.map(({ field }) => field)).toEqual(['Covers', 'Reasons', 'Starts on', 'Decided by']);
    });

    it('a row that says something else under a reference brought in before is refused', async () => {
      const service = await named();
      await bring('restrictions', await file('ref1.csv', csv([header, row(service.name, { Ref: 'EMB/1' })])));
      const report = await bring('restrictions', await file('ref2.csv', csv([header, row(service.name, { Ref: 'emb/1', 'Decided by': 'Head of Service' })])));
      expect(problems(report)).toEqual([[expect.stringMatching(/^Reference: A row of this reference was brought in before and said something else/)]]);
    });
  });

  describe('actions and intelligence', () => {
    it('R17 an open action comes in open, with its owner and day; a finished one is no record of ours', async () => {
      const service = await named();
      const report = await bring('actions', await file('actions.csv', csv([
        ['Service', 'Action required', 'By whom', 'Target date', 'Must do', 'Progress'],
        [service.name, 'Audit medicines weekly', 'Grace Okafor', '01/10/2026', 'yes', 'In progress'], [service.name, 'Train staff', 'Priya Nair', '01/12/2026', '', 'Complete'],
        ['', 'Write to every home', 'Nobody Known', '01/12/2026', 'no', ''],
      ])), { officer: 'Tom Fielding' });
      expect([tally(report), problems(report)]).toEqual([[3, 2, 0, 1, 0], []]);
      const { data } = await house.gql<{ actions: { rows: { description: string; fromEarlierRecords: boolean; ownerName: string; daysOverdue: number }[] } }>(
        house.cast.chair, 'query ($id: ID) { actions(serviceId: $id) { rows { description fromEarlierRecords ownerName daysOverdue mustDo } } }', { id: service.serviceId });
      expect(data.actions.rows).toEqual([{ description: 'Audit medicines weekly', fromEarlierRecords: true, ownerName: 'Grace Okafor, ICB Quality Nurse', daysOverdue: 40, mustDo: true }]);
    });

    it('R25 R28 intelligence comes in with its source sealed, nothing of it for the provider, and no alarm about what is long past', async () => {
      const service = await named();
      await house.drain();
      const told = ['Service', 'Date of concern', 'Source', 'Theme', 'Risk', 'Details', 'Reported by'];
      const path = await file('told.csv', csv([told, [service.name, '01/05/2026', 'Whistleblower: staff, former staff or agency worker', 'Medicines', 'Critical', 'Doses were missed at night.', 'Quintilla Marsden'], [service.name, '01/05/2026', 'Police', 'Medicines', 'Low', 'Quintilla Marsden told us.', 'Quintilla Marsden']]));
      const report = await bring('intelligence', path);
      expect(tally(report)).toEqual([2, 1, 0, 0, 1]);
      expect(problems(report)).toEqual([['What happened: Reword this before sharing it: it has a name or number of who told you, and everybody who may see the record reads it']]);
      const [record] = await house.sql<{ id: string }>('select id, severity, caveat, source_sealed, disclosure, from_earlier_records from intelligence where service_id = $1', [service.serviceId]);
      expect(record).toMatchObject({ severity: 'P1', caveat: 'sourceProtected', source_sealed: true, disclosure: 'no', from_earlier_records: true });
      await house.drain();
      expect(await house.sql('select 1 from mail_messages where dedupe_key like $1', [`intelligence-urgent:${record?.id ?? ''}%`])).toEqual([]);
      const everywhere = await house.sql('select (select json_agg(i) from imports i)::text || (select json_agg(r) from import_rows r)::text || (select json_agg(t) from trail t)::text as text');
      expect(JSON.stringify(everywhere)).not.toContain('Quintilla');
    });
  });

  it('is refused as a whole in words: columns that do not fit, a map that cannot be used, what is no list', async () => {
    const path = await file('other.csv', csv([['Home', 'Colour'], ['Fern House', 'red']]));
    await expect(bring('watchlist', path)).rejects.toThrow('no column was found for "Stage", "Stage since", "Stage decided by". Its row 1 has "Home", "Colour"');
    await expect(bring('watchlist', path, { map: '{"columns":{"Shade":"Colour"}}' })).rejects.toThrow('The column map names "Shade", which are no columns of this list');
    await expect(bring('watchlist', path, { map: 'Stage=Colour' })).rejects.toThrow('The column map is not JSON');
    await expect(bring('watchlist', path, { council: 'Nowhereshire' })).rejects.toThrow('No council is called "Nowhereshire" here');
    await expect(bring('watchlist', await file('old.xls', Buffer.from('\u00D0\u00CF\u0011\u00E0\u00A1\u00B1', 'latin1')))).rejects.toThrow('old Excel file, or one with a password');
    await expect(bring('watchlist', await file('empty.csv', ''))).rejects.toThrow('The file is empty');
    await expect(bring('watchlist', path, { sheet: 'One' })).rejects.toThrow('A CSV file has no sheets');
  });
});
