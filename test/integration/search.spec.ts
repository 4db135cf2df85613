import type { Actor } from '../../src/platform/access/actor.js';
import { searchKinds } from '../../src/domain/dossiers/search.types.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, justNow, openHouse } from '../support/house.js';
import { sealedName, seedService, type SeededService } from '../support/seeded-service.js';

interface Found { total: number; counts: { kind: string; count: number }[]; rows: { kind: string; reference: string | null; title: string; path: string; happenedOn: string | null; person: string | null; excerpt: { text: string; hit: boolean }[] }[] }

let house: House;
let seeded: SeededService;
let visitId: string;
beforeAll(async () => {
  house = await openHouse();
  seeded = await seedService(house, 'Willow Lodge');
  await oneOfEach();
});
afterAll(() => house.close());

const search = async (actor: Actor, args: Record<string, unknown>): Promise<Found> => {
  const { data, errors } = await house.gql<{ search: Found } | null>(actor, `query ($words: String, $kinds: [String!], $from: String, $to: String, $serviceId: ID, $membershipId: ID, $decision: String) {
    search(words: $words, kinds: $kinds, from: $from, to: $to, serviceId: $serviceId, membershipId: $membershipId, decision: $decision) { total counts { kind count } rows { kind reference title path happenedOn person excerpt { text hit } } } }`, args);
  if (data === null || errors !== undefined) throw new Error(errors?.[0]?.message);
  return data.search;
};
const kindsOf = async (actor: Actor, args: Record<string, unknown>): Promise<string[]> => (await search(actor, args)).counts.map(({ kind }) => kind);
/** A record with its case. */
const open = async (machine: string, state: string, table: string, row: Record<string, unknown>, context: object = {}): Promise<string> => {
  const id = await house.insert(table, row);
  await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    select $1, $2, $3, 1, $4, $7, 1, p.id, $5, $6, '2026-10-09T09:00:00Z' from procedures p where p.council_id = $1`, [house.councilId, id, machine, state, seeded.serviceId, house.cast.qaOfficer.membershipId, JSON.stringify(context)]);
  return id;
};

/** A quagmire in each kind that search has learnt, all of one service, in October. */
async function oneOfEach(): Promise<void> {
  const { chair, qaOfficer, icbNurse, assistantDirector } = house.cast;
  const { serviceId, providerId, meetingId } = seeded;
  const by = { recorded_by: qaOfficer.membershipId, recorded_at: '2026-10-08T09:00:00Z' };
  const [restriction] = await house.sql<{ id: string; decision_id: string }>('select id, decision_id from restrictions where service_id = $1', [serviceId]);
  await house.sql(`update restriction_grounds set effect = 'A quagmire of rotas.' where restriction_id = $1`, [restriction?.id]);
  const [contract] = await house.sql<{ id: string }>('select id from contracts where service_id = $1', [serviceId]);
  const notice = async (reference: string, issued: string | null): Promise<void> => {
    const id = await open('notice', issued === null ? 'drafting' : 'issued', 'notices', { reference, kind: 'remedy', service_id: serviceId, provider_id: providerId, contract_id: contract?.id, contract_reference: 'C-1', issued_on: issued, ...by });
    await house.insert('notice_clauses', { notice_id: id, number: 1, clause: '12.1', facts: 'The sluice room is a quagmire.' });
  };
  await notice('NTC-2026-70001', '2026-10-20');
  await notice('NTC-2026-70002', null);
  await open('termination', 'proposed', 'terminations', {
    reference: 'TER-2026-70001', service_id: serviceId, provider_id: providerId, contract_id: contract?.id, contract_reference: 'C-1', ground: 'irremediableBreach', facts: 'It stayed a quagmire.', options: 'None.', equality_note: 'None.', proportionality: 'None less.', period_count: 28,
    period_unit: 'days', period_clause: '40', ...by,
  });
  await house.sql(`update representations set text = 'There is no quagmire here.' where service_id = $1`, [serviceId]);
  await open('appeal', 'groundsAwaited', 'appeals', {
    reference: 'APP-2026-70001', service_id: serviceId, provider_id: providerId, restriction_id: restriction?.id, decision_id: restriction?.decision_id, lodged_on: '2026-10-21', lodged_how: 'By letter', lodged_by: qaOfficer.membershipId, grounds: 'No quagmire was seen.', recorded_at: by.recorded_at,
  }, { appealBy: '2026-10-30', groundsBy: '2026-11-05', hearBy: '2026-11-20', decidedGrade: 4 });
  visitId = await house.insert('visits', { reference: 'VIS-2026-70001', service_id: serviceId, kind: 'unannounced', announced: false, out_of_hours: false, visited_on: '2026-10-08', finding: 'The garden is a quagmire.', version: 1, ...by });
  await house.insert('stage_proposals', { reference: 'PRO-2026-70001', service_id: serviceId, stage: 'seriousConcerns', text: 'It is a quagmire.', criteria: '[]', proposed_by: qaOfficer.membershipId, proposed_at: '2026-10-09T09:00:00Z' });
  await house.insert('risk_assessments', { service_id: serviceId, number: 3, assessed_on: '2026-10-10', likelihood: 4, impact: 4, text: 'The quagmire grows.', recorded_by: qaOfficer.membershipId, recorded_at: '2026-10-10T09:00:00Z' });
  const brought = { meeting_id: meetingId, service_id: serviceId, membership_id: icbNurse.membershipId, agency_id: icbNurse.agencyId, answer: 'returned', caveat: 'none', audience: 'members', late: false, recorded_by: icbNurse.membershipId };
  await house.insert('contributions', { ...brought, number: 1, entries: JSON.stringify([{ code: 'visits', words: 'Wards are a quagmire, we thought.' }]), returned_at: '2026-10-07T09:00:00Z' });
  await house.insert('contributions', { ...brought, number: 2, entries: JSON.stringify([{ code: 'visits', words: 'The wards: a quagmire.' }]), reason: 'Misread.', returned_at: '2026-10-08T09:00:00Z' });
  const panelId = (await house.sql<{ id: string }>('select id from panels limit 1'))[0]?.id;
  await open('writtenProcedure', 'open', 'written_procedures', { reference: 'WRI-2026-70001', panel_id: panelId, service_id: serviceId, code: 'D08', question: 'Does the quagmire call for a stop?', why_now: 'It rains.', closes_on: '2026-11-10', put_by: chair.membershipId, put_at: '2026-10-30T09:00:00Z', out_people: [assistantDirector.personId] });
}
const learnt = ['visit', 'risk', 'contribution', 'written', 'restriction', 'notice', 'termination', 'proposal', 'representation', 'appeal'];

describe('the search for what was decided, seen and answered', () => {
  it('finds words of each kind, leads to its page, and shows where they stand', async () => {
    const found = await search(house.cast.chair, { words: 'quagmires' });
    expect(found.counts).toEqual(searchKinds.filter((kind) => learnt.includes(kind)).map((kind) => ({ kind, count: kind === 'notice' ? 2 : 1 })));
    const personal = await house.get(Accounts).membershipsOf(house.cast.chair.personId ?? '');
    const cookie = `session=${await house.get(Sessions).begin(personal[0] as never, 'page', justNow(house))}`;
    const opened: [kind: string, status: number][] = [];
    for (const { kind, path, excerpt } of found.rows) {
      expect([kind, excerpt.some(({ hit, text }) => hit && text === 'quagmire')]).toEqual([kind, true]);
      opened.push([kind, (await house.app.inject({ url: path, headers: { cookie } })).statusCode]);
    }
    expect(opened.filter(([, status]) => status !== 200)).toEqual([]);
    // What an agency said first stands corrected, and is not found twice.
    expect(found.rows.find(({ kind }) => kind === 'contribution')?.excerpt.map(({ text }) => text).join('')).toContain('wards: a quagmire');
    const page = await house.app.inject({ url: '/search?words=quagmire', headers: { cookie } });
    for (const words of ['Notices 2', 'What agencies brought 1', 'Questions in writing 1']) expect(page.body.toLowerCase()).toContain(words.toLowerCase());
  });

  it('narrows by location, date, decision and person', async () => {
    const { chair, qaOfficer, icbNurse, safeguardingLead } = house.cast;
    const other = await house.service({ name: 'Elder Grove' });
    expect(await kindsOf(chair, { words: 'quagmire', serviceId: other.serviceId })).toEqual([]);
    expect((await kindsOf(chair, { words: 'quagmire', serviceId: seeded.serviceId })).toSorted()).toEqual(learnt.toSorted());
    expect(await kindsOf(chair, { words: 'quagmire', from: '8 10 2026', to: '8 10 2026' })).toEqual(['visit', 'contribution', 'notice', 'termination']);
    // Of a decision: what was asked, proposed and came of it.
    expect(await kindsOf(chair, { words: 'quagmire', decision: 'D08' })).toEqual(['written', 'restriction']);
    expect(await kindsOf(chair, { words: 'quagmire', decision: 'D10' })).toEqual(['notice']);
    expect(await kindsOf(chair, { words: 'quagmire', decision: 'D04' })).toEqual(['proposal']);
    expect(await kindsOf(chair, { words: 'quagmire', membershipId: icbNurse.membershipId })).toEqual(['contribution']);
    expect(await kindsOf(chair, { words: 'quagmire', membershipId: safeguardingLead.membershipId })).toEqual([]);
    await house.sql('insert into visit_officers (council_id, visit_id, membership_id) values ($1, $2, $3)', [house.councilId, visitId, safeguardingLead.membershipId]);
    expect(await kindsOf(chair, { words: 'quagmire', membershipId: safeguardingLead.membershipId })).toEqual(['visit']);
    expect(await kindsOf(chair, { words: 'quagmire', membershipId: qaOfficer.membershipId })).toEqual(expect.arrayContaining(['visit', 'risk', 'proposal', 'notice']));
  });

  it('R37 keeps the audience of each kind: a partner finds no notice that is not issued, another council and whoever sits on no panel find nothing', async () => {
    const { icbNurse, provider, brokerage, recordsOfficer } = house.cast;
    const nurse = await search(icbNurse, { words: 'quagmire' });
    expect(nurse.counts.find(({ kind }) => kind === 'notice')).toEqual({ kind: 'notice', count: 1 });
    expect(nurse.rows.map(({ reference }) => reference)).not.toContain('NTC-2026-70002');
    expect(nurse.total).toBe(nurse.counts.reduce((sum, { count }) => sum + count, 0));
    const stranger = await house.neighbour();
    for (const args of [{ words: 'quagmire' }, { words: 'quagmire', serviceId: seeded.serviceId }, { words: 'NTC-2026-70001' }, { decision: 'D10' }]) expect(await search(stranger, args)).toMatchObject({ total: 0, counts: [], rows: [] });
    for (const actor of [provider, brokerage, recordsOfficer]) await expect(search(actor, { words: 'quagmire' })).rejects.toThrow(/members of the panel/);
  });

  it('R21 tells whoever is out of an item nothing of what is kept with it, not even how much; acts of the council stay', async () => {
    const { icbNurse, assistantDirector } = house.cast;
    // Who declared an interest in a question put in writing finds it no more.
    expect(await kindsOf(assistantDirector, { words: 'quagmire' })).not.toContain('written');
    await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, seeded.itemId, icbNurse.membershipId, icbNurse.personId]);
    try {
      const kinds = await kindsOf(icbNurse, { words: 'quagmire' });
      for (const kept of ['visit', 'proposal', 'risk', 'contribution']) expect(kinds).not.toContain(kept);
      for (const open of ['restriction', 'representation']) expect(kinds).toContain(open);
      expect(await search(icbNurse, { words: 'VIS-2026-70001' })).toMatchObject({ total: 0, counts: [] });
    } finally {
      await house.sql('delete from item_exclusions where membership_id = $1', [icbNurse.membershipId]);
    }
  });

  it('R25 finds who told us under no kind, for nobody', async () => {
    for (const actor of [house.cast.chair, house.cast.safeguardingLead, house.cast.icbNurse]) {
      for (const words of [`"${sealedName}"`, 'Whistleblower']) expect(JSON.stringify(await search(actor, { words }))).not.toContain(sealedName);
      expect((await search(actor, { words: `"${sealedName}"` })).total).toBe(0);
    }
  });

  it('is served by an index for each kind of words: none is read whole', async () => {
    const [function_] = await house.sql<{ source: string }>(`select prosrc as source from pg_proc where proname = 'search_hits'`);
    const parts = (function_?.source.split('return query')[1]?.split(/;\s*end/)[0] ?? '').split('union all').map((part) => part.replace('case when few then', 'case when true then'));
    expect(parts.length).toBeGreaterThan(25);
    // Rows here are too few for any index to pay: without the other ways it must be one of words.
    await house.sql('set enable_seqscan = off');
    const used = new Set<string>();
    try {
      for (const part of parts) {
        const plan = (await house.sql<{ 'QUERY PLAN': string }>(`explain ${part.replaceAll(/\bq\b/g, `websearch_to_tsquery('english', 'quagmire')`).replaceAll('and t.council_id = council', '')}`)).map((line) => line['QUERY PLAN']).join('\n');
        const indexes = [...plan.matchAll(/Bitmap Index Scan on (search_\w+)/g)].map(([, name = '']) => name);
        expect([part.trim().slice(0, 40), indexes.length > 0]).toEqual([part.trim().slice(0, 40), true]);
        for (const name of indexes) used.add(name);
      }
    } finally {
      await house.sql('reset enable_seqscan');
    }
    // And no index of words is kept for nothing (ADR 0038).
    const kept = await house.sql<{ name: string }>(`select indexname as name from pg_indexes where schemaname = 'public' and indexname like 'search\\_%' order by 1`);
    expect([...used].toSorted()).toEqual(kept.map(({ name }) => name).toSorted());
  });
});
