import type { Pool } from 'pg';
import type { Actor } from '../../src/platform/access/actor.js';
import { READ_POOL } from '../../src/platform/database/pools.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { openHouse, type House } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';
import { sealedName, seedService, type SeededService } from '../support/seeded-service.js';

const servicePage = `query ($id: ID!) { service(id: $id) {
  id name lot kind address stage stageSince stageDecidedBy stageReviewOn effectiveRule openIntelligenceTotal riskDirection
  leadOfficer { name } ratings { domain rating publishedOn inherited history { rating publishedOn inherited } } people { funder people asAt source }
  restrictions { bars kindWords reasonWords reasons startsOn decidedBy decisionReference reviewOn confirmBy exceptions }
  openIntelligence { reference severity category caveat caveatWords agencyName whatHappened source } openActions { daysOverdue dueOn state owner { jobTitle } }
  clocks { words path dueOn daysOverdue } risks { score bandWords assessedBy } recommendationsWaiting { codeWords decideBy } decisions { codeWords decidedBy }
  nextPanel { id } sinceLastPanel { panel { id } agencies { agencyName records { severity } } recommendations { state outcome } actions { state } }
  letters { subject } representations { state text } contracts { capacity annualValue } allowedActions { event allowed unmet { sentence } } } }`;
const homePage = `query { home { screen panel { id quorum agenda { serviceId sectionTitle reasons { words } forNoting } itemsByStage { stage items } members { name contribution own } }
  decisionsWaiting { serviceId decideBy daysOverdue representation } toConfirm { words dueOn path } reviewsDue { words } overdueActions { serviceId } myActions { reference } urgentIntelligence { severity serviceName }
  toTriage { severity } myIntelligence { severity } told { severity } deadlines { words } openInvitations { words path dueOn daysOverdue } accessEnding { words path dueOn } requestsDue { words } holdsDue { words dueOn path } retentionDue myServices { serviceName score direction } reports { reference } } }`;
const linesOf = `query ($id: ID!, $kinds: [String!], $from: String, $to: String, $first: Int, $after: String) {
  chronology(serviceId: $id, kinds: $kinds, from: $from, to: $to, first: $first, after: $after) { total nextCursor lines { id kind words detail happenedAt path who agencyName } } }`;

interface Line { id: string; kind: string; words: string; detail: string | null; happenedAt: string; path: string; who: string | null; agencyName: string | null }
interface Lines { chronology: { total: number; nextCursor: string | null; lines: Line[] } | null }
/** An answer looked into without its schema: the document above says what it holds. */
type Answer = ReturnType<typeof JSON.parse>;

let house: House;
let willow: SeededService;
beforeAll(async () => {
  house = await openHouse();
  willow = await seedService(house);
});
afterAll(() => house.close());

const serviceAs = async (actor: Actor, id = willow.serviceId): Promise<Answer | null> => (await house.gql<{ service: Answer | null }>(actor, servicePage, { id })).data.service;
const homeAs = async (actor: Actor): Promise<Answer> => (await house.gql<{ home: Answer }>(actor, homePage)).data.home;
const chronologyAs = async (actor: Actor, variables: Record<string, unknown> = {}): Promise<NonNullable<Lines['chronology']>> => {
  const { data, errors } = await house.gql<Lines>(actor, linesOf, { id: willow.serviceId, ...variables });
  if (data?.chronology === null || data === null) throw new Error(errors?.[0]?.message ?? 'No chronology.');
  return data.chronology;
};
/** The data statements of one piece of work: what is no BEGIN, read record or COMMIT. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const pool = house.get<Pool>(READ_POOL as never);
  let count = 0;
  const listen = (client: { query: (...args: unknown[]) => unknown }): void => {
    const query = client.query.bind(client);
    client.query = (...args: unknown[]) => {
      const [sent] = args as [string | { text: string }];
      const text = typeof sent === 'string' ? sent : sent.text;
      if (!/^(start transaction|commit|insert into reads)/i.test(text.trim())) count += 1;
      return query(...args);
    };
    restored.push(() => { client.query = query as never; });
  };
  const restored: (() => void)[] = [];
  const connect = pool.connect.bind(pool);
  pool.connect = (async () => {
    const client = await connect();
    listen(client as never);
    return client;
  }) as never;
  await work();
  pool.connect = connect as never;
  for (const restore of restored) restore();
  return count;
}

describe('the service page', () => {
  it('has one service whole: ratings with history, stage with its decider, restrictions, people by funder, clocks', async () => {
    expect(await serviceAs(house.cast.chair)).toMatchObject({
      name: 'Willow Lodge', stage: 'enhanced', stageSince: '2026-10-15', stageDecidedBy: 'Assistant Director', stageReviewOn: '2026-11-10', leadOfficer: { name: 'Priya Nair' },
      ratings: [
        { domain: 'overall', rating: 'inadequate', publishedOn: '2026-09-20', inherited: false, history: [{ rating: 'good', publishedOn: '2023-02-01', inherited: true }] },
        { domain: 'safe', rating: 'inadequate' }, { domain: 'caring', rating: 'good', publishedOn: null },
      ],
      restrictions: [{
        bars: 'No new nursing placements', kindWords: 'Partial restriction', reasonWords: ['Safety: medicines, risk assessments or other failings'], startsOn: '2026-10-16', decidedBy: 'Assistant Director',
        reviewOn: '2026-11-10', confirmBy: '2026-10-30', exceptions: 'the Head of Service',
      }],
      openIntelligenceTotal: 2,
      openIntelligence: [{ severity: 'P1', category: 'Staffing', caveat: 'sourceProtected', agencyName: 'Example council' }, { severity: 'P2', category: 'Medicines', agencyName: 'Example icb' }],
      openActions: [{ daysOverdue: 7, state: 'overdue' }, { daysOverdue: 0, state: 'reportedComplete' }, { daysOverdue: 0, dueOn: '2026-11-20' }],
      clocks: [{ words: 'Letter on the restriction served', daysOverdue: 15 }, { words: 'Review of the restriction', dueOn: '2026-11-10', daysOverdue: 0 }],
      risks: [{ score: 20, bandWords: 'Critical' }, { score: 9 }], riskDirection: 'deteriorating',
      recommendationsWaiting: [{ codeWords: 'Invoke serious concerns', decideBy: '2026-10-30' }], decisions: [{ codeWords: 'Place a restriction' }, { codeWords: 'Start enhanced monitoring' }],
      nextPanel: { id: willow.nextMeetingId }, letters: [{ subject: 'Restriction of placements' }], representations: [{ state: 'received', text: 'We have changed our agency.' }], contracts: [{ capacity: 45, annualValue: 1_250_000 }],
    });
  });

  it('R29 shows every funder, self-funders included, and says where nobody has counted', async () => {
    expect((await serviceAs(house.cast.chair))?.['people']).toEqual([
      { funder: 'thisCouncil', people: 16, asAt: '2026-10-01', source: 'Contract return' }, { funder: 'otherCouncils', people: null, asAt: null, source: null },
      { funder: 'icb', people: 4, asAt: '2026-10-01', source: 'Contract return' }, { funder: 'selfFunding', people: 21, asAt: '2026-10-01', source: 'Contract return' },
    ]);
  });

  it('R10 says in one sentence what may not be placed', async () => {
    expect((await serviceAs(house.cast.chair))?.['effectiveRule']).toBe('No new nursing placements, since 16 October 2026, by Assistant Director, exceptions to the Head of Service.');
  });

  it('has what is new since the last panel by agency, and what came of what that panel agreed', async () => {
    expect((await serviceAs(house.cast.chair))?.['sinceLastPanel']).toMatchObject({
      panel: { id: willow.meetingId },
      agencies: [{ agencyName: 'Example council', records: [{ severity: 'P1' }] }, { agencyName: 'Example icb', records: [{ severity: 'P2' }] }],
      recommendations: [{ state: 'decided', outcome: 'approved' }, { state: 'decided' }, { state: 'awaitingDecision', outcome: null }],
      actions: expect.arrayContaining([{ state: 'verified' }, { state: 'overdue' }]),
    });
  });

  it('calls a stage what the council calls it, on the service’s page and in the list', async () => {
    const [kept] = await house.sql<{ content: object }>('select content from procedures where council_id = $1', [house.councilId]);
    await house.sql(`update procedures set content = jsonb_set(content, '{stages,1,words}', '"Closer watch"') where council_id = $1`, [house.councilId]);
    const { data } = await house.gql<{ service: { stageWords: string }; services: { rows: { id: string; stageWords: string }[] } }>(
      house.cast.chair, 'query ($id: ID!) { service(id: $id) { stageWords } services(stage: "enhanced") { rows { id stageWords } } }', { id: willow.serviceId });
    await house.sql('update procedures set content = $2 where council_id = $1', [house.councilId, JSON.stringify(kept?.content)]);
    expect(data.service.stageWords).toBe('Closer watch');
    expect(data.services.rows.find(({ id }) => id === willow.serviceId)?.stageWords).toBe('Closer watch');
  });

  it('says for every next step of the stage what is missing', async () => {
    const steps = (await serviceAs(house.cast.chair))?.['allowedActions'] as { event: string; unmet: { sentence: string }[] }[];
    expect(steps.map(({ event }) => event)).toEqual(['CONTINUE', 'STEP_DOWN_TO_ROUTINE', 'PROPOSE_SERIOUS_CONCERNS', 'ESCALATE_URGENTLY', 'CLOSE']);
    expect(steps[1]?.unmet.map(({ sentence }) => sentence)).toContain('Every action of the plan is closed.');
  });

  it('R35 calls an agency what it was called when it told us', async () => {
    await house.sql(`update agency_names set valid_to = '2026-10-25' where agency_id = $1`, [house.cast.icbNurse.agencyId]);
    await house.sql(`insert into agency_names (id, agency_id, name, valid_from) values (gen_random_uuid(), $1, 'Renamed ICB', '2026-10-26')`, [house.cast.icbNurse.agencyId]);
    expect((await serviceAs(house.cast.chair))?.['openIntelligence'][1].agencyName).toBe('Example icb');
    await house.sql(`delete from agency_names where name = 'Renamed ICB'`);
    await house.sql(`update agency_names set valid_to = null where agency_id = $1`, [house.cast.icbNurse.agencyId]);
  });

  it('R21 hides from somebody ruled out of an item what was recommended there, and leaves the rest of the service', async () => {
    await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id) values ($1, $2, $3)', [house.councilId, willow.itemId, house.cast.icbNurse.membershipId]);
    const seen = await serviceAs(house.cast.icbNurse);
    expect(seen).toMatchObject({ name: 'Willow Lodge', recommendationsWaiting: [], sinceLastPanel: { recommendations: [] } });
    expect((await chronologyAs(house.cast.icbNurse)).lines.filter(({ kind }) => kind === 'recommendation')).toEqual([]);
    await house.sql('delete from item_exclusions where agenda_item_id = $1', [willow.itemId]);
  });

  it('reads nothing that is not asked for', async () => {
    const { data } = await house.gql<{ service: Answer }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { name effectiveRule } }', { id: willow.serviceId });
    expect(data.service).toEqual({ name: 'Willow Lodge', effectiveRule: expect.stringContaining('No new nursing placements') });
  });

  it('is empty, in every part, for a service nothing has happened to', async () => {
    const { serviceId } = await house.service({ name: 'Fern House' });
    expect(await serviceAs(house.cast.chair, serviceId)).toMatchObject({
      stage: 'routine', stageDecidedBy: null, effectiveRule: 'No restriction on new placements.', ratings: [], restrictions: [], openIntelligence: [], openActions: [], clocks: [], risks: [], riskDirection: null, letters: [],
    });
  });
});

describe('who may see a service', () => {
  it.each(['brokerage', 'provider', 'boardReader', 'administrator'] as const)('refuses %s the page and the chronology, naming who may', async (role) => {
    for (const source of [servicePage, linesOf]) {
      const { errors } = await house.gql(house.cast[role], source, { id: willow.serviceId });
      expect(errors?.[0]).toMatchObject({ message: 'You may not see this. It may be seen by members of the panel.', extensions: { code: 'NOT_PERMITTED' } });
    }
  });

  it('finds nothing for another council, and nothing by what is no id', async () => {
    const stranger = await house.neighbour();
    expect(await serviceAs(stranger)).toBeNull();
    expect((await house.gql<Lines>(stranger, linesOf, { id: willow.serviceId })).data.chronology).toBeNull();
    expect(await serviceAs(house.cast.chair, 'nonsense')).toBeNull();
    expect((await homeAs(stranger))['decisionsWaiting']).toEqual([]);
  });

  it.each(['chair', 'safeguardingLead', 'icbNurse', 'auditor'] as const)('R25 names no source that is sealed, to %s', async (role) => {
    const actor = house.cast[role];
    const answers = JSON.stringify([await serviceAs(actor), await chronologyAs(actor), await homeAs(actor)]);
    expect(answers).toContain('Staffing');
    expect(answers).not.toContain(sealedName);
  });

  it('records the read of a service with who and when', async () => {
    await serviceAs(house.cast.icbNurse);
    const [read] = await house.sql<{ n: string }>(`select count(*) as n from reads where operation = 'service' and subject_id = $1 and membership_id = $2`, [willow.serviceId, house.cast.icbNurse.membershipId]);
    expect(Number(read?.n)).toBeGreaterThan(0);
  });
});

describe('the chronology', () => {
  it('has every kind of line, newest first, each with its words, its date and a link', async () => {
    const { lines, total } = await chronologyAs(house.cast.chair);
    expect(total).toBe(lines.length);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['rating', 'intelligence', 'risk', 'action', 'meeting', 'recommendation', 'decision', 'stage', 'restriction', 'letter', 'representation', 'people']));
    expect(lines.map(({ happenedAt }) => happenedAt)).toEqual(lines.map(({ happenedAt }) => happenedAt).toSorted().reverse());
    expect(lines.every(({ path }) => path.startsWith('/'))).toBe(true);
    const words = lines.map((line) => line.words.replaceAll(/[A-Z]{3}-\w{10}/g, 'REF')).join('\n');
    for (const said of [
      'CQC rating: Inadequate (safe Inadequate)', 'CQC rating (caring Good), date of publication not given', 'REF, Medicines: P2 received from Example icb, happened on 20 October 2026', 'Risk assessed: 20 (likelihood 4 × impact 5)',
      'REF: opened, due 27 October 2026', 'REF: overdue', 'REF: verified by an officer', 'REF, Provider Escalation Panel: discussed', 'REF, Place a restriction: recommended by the panel', 'REF, Place a restriction: approved',
      'Enhanced monitoring started', 'REF, Partial restriction: in force at once as a precaution', 'REF, Restriction of placements: issued', 'REF, Restriction of placements: served by email', 'REF: provider told, answer by 28 October 2026',
    ]) expect(words).toContain(said);
    expect(words).not.toContain('A draft nobody has issued');
  });

  it('says who by job title and agency', async () => {
    const { lines } = await chronologyAs(house.cast.chair, { kinds: ['decision'] });
    expect(lines).toEqual([expect.objectContaining({ who: 'Assistant Director', agencyName: 'Example council', detail: 'Nursing cannot be made safe now.' }), expect.objectContaining({ who: 'Assistant Director' })]);
  });

  it('is narrowed by kind and by days, both inclusive, in London', async () => {
    const { lines, total } = await chronologyAs(house.cast.chair, { kinds: ['letter', 'stage'], from: '15 10 2026', to: '2026-10-19' });
    expect(total).toBe(4);
    expect(lines.map(({ kind }) => kind)).toEqual(['letter', 'letter', 'stage', 'stage']);
  });

  it('is paged without a gap or a repeat, also where many lines are of one instant and one is written meanwhile', async () => {
    const whole = (await chronologyAs(house.cast.chair)).lines.map(({ id }) => id);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: NonNullable<Lines['chronology']> = await chronologyAs(house.cast.chair, { first: 3, after });
      paged.push(...page.lines.map(({ id }) => id));
      after = page.nextCursor;
      if (paged.length === 3) await house.sql(`update letters set served_on = '2026-11-03' where subject = 'Restriction of placements'`);
    } while (after !== null);
    await house.sql(`update letters set served_on = '2026-10-19' where subject = 'Restriction of placements'`);
    expect(paged).toEqual(whole.filter((id) => !id.endsWith(':served')));
  });

  it('refuses more than 200 lines and a cursor that is none', async () => {
    expect((await house.gql(house.cast.chair, linesOf, { id: willow.serviceId, first: 201 })).errors?.[0]?.extensions).toMatchObject({ code: 'PAGE_TOO_LARGE' });
    expect((await house.gql(house.cast.chair, linesOf, { id: willow.serviceId, after: 'nonsense' })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    for (const cursor of ['2026-02-30T10:00:00.000000Z x', '2026-13-01T10:00:00.000000Z x', '0000-01-01T10:00:00.000000Z x', '2026-02-03T25:00:00.000000Z x', '2026-02-03T10:00:00.000000Z \0']) {
      const after = Buffer.from(cursor).toString('base64url');
      expect((await house.gql(house.cast.chair, linesOf, { id: willow.serviceId, after })).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    }
  });
});

describe('home, by role', () => {
  it('shows the chair the next panel with its agenda, reasons, contributions and quorum, what waits and what is late', async () => {
    expect(await homeAs(house.cast.chair)).toMatchObject({
      screen: 'panel',
      panel: {
        id: willow.nextMeetingId, quorum: expect.stringContaining('If everybody comes who has not sent apologies: Quorate for a sanction'), itemsByStage: [{ stage: 'enhanced', items: 1 }],
        agenda: [{ serviceId: willow.serviceId, forNoting: false, sectionTitle: 'Services at enhanced monitoring', reasons: expect.arrayContaining([{ words: '1 new P1, 1 new P2 records since 13 October' }, { words: '1 action overdue' }]) }],
        members: expect.arrayContaining([expect.objectContaining({ name: 'Grace Okafor', contribution: 'returned' }), expect.objectContaining({ name: 'Ruth Adeyemi', contribution: 'none', own: true })]),
      },
      decisionsWaiting: [{ serviceId: willow.serviceId, daysOverdue: 4, representation: 'received' }], overdueActions: [{ serviceId: willow.serviceId }], urgentIntelligence: [{ severity: 'P1', serviceName: 'Willow Lodge' }],
      toTriage: [], told: [],
    });
  });

  it('shows the QA officer the log, their records, actions, deadlines and services by risk', async () => {
    expect(await homeAs(house.cast.qaOfficer)).toMatchObject({
      screen: 'officer', toTriage: [{ severity: 'P1' }], myIntelligence: [{ severity: 'P2' }], myServices: [{ serviceName: 'Willow Lodge', score: 20, direction: 'deteriorating' }],
      deadlines: [{ words: 'Letter on the restriction served' }, { words: 'Review of the restriction' }], decisionsWaiting: [],
    });
    expect((await homeAs(house.cast.qaOfficer))['myActions']).toHaveLength(3);
  });

  it('shows a partner what became of what their own agency told, and nobody else’s', async () => {
    expect(await homeAs(house.cast.icbNurse)).toMatchObject({ screen: 'partner', told: [{ severity: 'P2' }, { severity: 'P3' }], urgentIntelligence: [], toTriage: [] });
    expect((await homeAs(house.cast.cqcInspector))['told']).toEqual([]);
  });

  it('shows an authorised officer what to decide, confirm and review', async () => {
    expect(await homeAs(house.cast.assistantDirector)).toMatchObject({
      screen: 'decider', decisionsWaiting: [{ decideBy: '2026-10-30' }], toConfirm: [{ words: 'Partial restriction', dueOn: '2026-10-30' }], reviewsDue: [{ words: 'Restriction: partial restriction' }, { words: 'Stage' }], panel: null,
    });
  });

  it('shows the administrator whose invitation is open and whose access ends, and no record', async () => {
    const { membershipId, personId } = house.cast.brokerage;
    await house.sql(`insert into invitations (council_id, id, membership_id, token_hash, sent_by, sent_at, expires_at, person_id) values ($1, gen_random_uuid(), $2, '\\x01', $3, '2026-10-20T09:00:00Z', '2026-10-27T09:00:00Z', $4)`, [house.councilId, membershipId, house.cast.administrator.membershipId, personId]);
    await house.sql(`update memberships set valid_to = '2026-11-20' where id = $1`, [membershipId]);
    const path = `/administration/memberships/${membershipId}`;
    expect(await homeAs(house.cast.administrator)).toMatchObject({
      screen: 'administrator', openInvitations: [{ words: expect.stringContaining(house.cast.brokerage.personName ?? ''), path, dueOn: '2026-10-27' }], accessEnding: [{ path, dueOn: '2026-11-20' }],
      holdsDue: [], requestsDue: [], retentionDue: null,
    });
    await house.sql(`update memberships set valid_to = null where id = $1`, [membershipId]);
    await house.sql('delete from invitations where membership_id = $1', [membershipId]);
  });

  it('shows the records officer and the auditor holds to review, requests and what may be let go', async () => {
    await house.sql(`insert into legal_holds (council_id, id, reference, service_id, reason, since, review_on, set_by, set_at) values ($1, gen_random_uuid(), 'HLD-2026-90001', $2, 'A claim', '2026-10-01', '2026-11-05', $3, '2026-10-01T09:00:00Z')`, [house.councilId, willow.serviceId, house.cast.recordsOfficer.membershipId]);
    for (const [actor, screen] of [[house.cast.recordsOfficer, 'records'], [house.cast.auditor, 'auditor']] as const) {
      expect(await homeAs(actor)).toMatchObject({ screen, holdsDue: [{ words: 'HLD-2026-90001', dueOn: '2026-11-05', path: '/records/holds' }], requestsDue: [], retentionDue: 0, openInvitations: [] });
    }
    expect(await homeAs(house.cast.chair)).toMatchObject({ holdsDue: [], retentionDue: null });
  });

  it('leaves out of the agenda what somebody is out of (R21)', async () => {
    const itemId = (await house.sql<{ id: string }>(
      `insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, recorded_by, recorded_at)
       values ($1, gen_random_uuid(), $2, $3, 9, 1, 'Willow Lodge', $4, '2026-11-01') returning id`, [house.councilId, willow.nextMeetingId, willow.serviceId, house.cast.coordinator.membershipId],
    ))[0]?.id;
    await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id) values ($1, $2, $3)', [house.councilId, itemId, house.cast.icbNurse.membershipId]);
    expect((await homeAs(house.cast.icbNurse))['panel'].agenda).toEqual([]);
    expect((await homeAs(house.cast.chair))['panel'].agenda).toHaveLength(1);
    await house.sql('delete from item_exclusions where agenda_item_id = $1', [itemId]);
    await house.sql('delete from agenda_items where id = $1', [itemId]);
  });
});

describe('cost', () => {
  it.each([['service', () => serviceAs(house.cast.chair)], ['chronology', () => chronologyAs(house.cast.chair)], ['home', () => homeAs(house.cast.chair)]] as const)('reads %s in one data statement', async (_, work) => {
    expect(await statementsOf(work)).toBe(1);
  });
});

describe('the pages', () => {
  const cookieOf = async (actor: Actor): Promise<string> => `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}`;
  const open = async (actor: Actor, url: string) => house.app.inject({ method: 'GET', url, headers: { cookie: await cookieOf(actor) } });

  it.each(['', '/chronology', '/intelligence', '/restrictions', '/actions', '/people', '/letters', '/representations'])('shows the service%s with one heading, and no sealed source', async (part) => {
    const { statusCode, body } = await open(house.cast.chair, `/services/${willow.serviceId}${part}`);
    expect(statusCode).toBe(200);
    expect(body.match(/<h1/g)).toHaveLength(1);
    expect(body.match(/aria-label="Breadcrumb"/g)).toHaveLength(1);
    expect(body).toContain('Willow Lodge');
    expect(body).not.toContain(sealedName);
  });

  it('marks today’s state in the drawing of the stages', async () => {
    const { body } = await open(house.cast.chair, `/services/${willow.serviceId}`);
    expect(body).toMatch(/>enhanced<\/text><text [^>]*>today<\/text>/);
  });

  it('gives the chronology as CSV, exactly what the filters leave', async () => {
    const { body, headers } = await open(house.cast.chair, `/services/${willow.serviceId}/chronology?kinds=stage&kinds=decision&format=csv`);
    expect(headers['content-type']).toContain('text/csv');
    expect(body.trim().split('\r\n')).toHaveLength(5);
    expect(body).toContain('Enhanced monitoring started');
  });

  it('for lawyers it is read from beginning to end, as CSV and PDF: who, when, recorded when, on what authority, from which record; what a caveat keeps is left out and counted', async () => {
    const at = `/services/${willow.serviceId}/chronology`;
    const caveated = await house.sql<{ id: string; reference: string; what_happened: string }>(`update intelligence set caveat = 'police', what_happened = 'CANARY-CAVEATED' where id = (select id from intelligence where service_id = $1 and caveat = 'none' order by id limit 1) returning id, reference`, [willow.serviceId]);
    const reference = caveated[0]?.reference ?? '';
    expect((await open(house.cast.qaOfficer, at)).body).toContain('CANARY-CAVEATED');
    const csv = (await open(house.cast.qaOfficer, `${at}?format=csv`)).body;
    const rows = csv.trim().split('\r\n');
    expect(rows[0]?.replace('\uFEFF', '')).toBe('Line,Happened,Recorded,Service,Kind,What,Text,Who,Agency,On what authority,Source,Page');
    expect(rows[1]?.startsWith('1,')).toBe(true);
    expect(csv).not.toContain('CANARY-CAVEATED');
    expect(csv).not.toContain(reference);
    expect(rows.at(-1)).toMatch(/Left out: \d+ lines? of records that are handled with a caveat/);
    const pdf = await open(house.cast.qaOfficer, `${at}.pdf`);
    expect(pdf.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
    const text = pdfText(pdf.rawPayload);
    for (const heading of ['Happened', 'Recorded', 'Who', 'On what authority', 'Source', 'Left out']) expect(text).toContain(heading);
    expect(text.indexOf('Enhanced monitoring proposed')).toBeGreaterThan(-1);
    expect(text.indexOf('Enhanced monitoring proposed')).toBeLessThan(text.indexOf('Enhanced monitoring started'));
    expect(text).not.toContain('CANARY-CAVEATED');
    expect(text).not.toContain(sealedName);
    expect(await house.sql(`select operation from reads where operation like 'download:chronology%' and person_id = $1 order by recorded_at`, [house.cast.qaOfficer.personId])).toEqual([{ operation: 'download:chronology' }, { operation: 'download:chronologyPaper' }]);
    expect((await open(await house.neighbour(), `${at}.pdf`)).statusCode).toBe(404);
    await house.sql(`update intelligence set caveat = 'none' where id = $1`, [caveated[0]?.id]);
  });

  it('says what is wrong with a day, and shows the lines all the same', async () => {
    const { body } = await open(house.cast.chair, `/services/${willow.serviceId}/chronology?from=nonsense`);
    expect(body).toContain('Enter the first day, for example 17 5 2026');
    expect(body).toContain('<title>Error: ');
    expect(body).toContain('Enhanced monitoring started');
  });

  it('is not found for what is not there, and refused in words to who may not', async () => {
    expect((await open(house.cast.chair, '/services/nonsense')).statusCode).toBe(404);
    expect((await open(await house.neighbour(), `/services/${willow.serviceId}`)).statusCode).toBe(404);
    const refused = await open(house.cast.brokerage, `/services/${willow.serviceId}`);
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain('It may be seen by members of the panel.');
  });

  it.each([['brokerage', '/placing'], ['provider', '/letters']] as const)('sends %s from home to %s', async (role, path) => {
    const { statusCode, headers } = await open(house.cast[role], '/');
    expect([statusCode, headers.location]).toEqual([303, path]);
  });

  it.each(['chair', 'qaOfficer', 'icbNurse', 'assistantDirector', 'boardReader', 'auditor', 'administrator'] as const)('has a first screen for %s', async (role) => {
    const { statusCode, body } = await open(house.cast[role], '/');
    expect(statusCode).toBe(200);
    expect(body.match(/<h1/g)).toHaveLength(1);
    expect(body).not.toContain(sealedName);
  });

  it('asks a stranger to sign in first', async () => {
    const { statusCode, headers } = await house.app.inject({ method: 'GET', url: '/' });
    expect(statusCode).toBeLessThan(400);
    expect(headers.location).toBe('/sign-in?next=%2F');
  });
});
