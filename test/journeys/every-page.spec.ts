import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { Client } from 'pg';
import { playChronology } from '../../src/demo/chronology/chronology.js';
import { castOf } from '../../src/demo/founding.js';
import { type CastName, demoCast } from '../../src/demo/cast.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { newId } from '../../src/platform/database/ids.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { justNow } from '../support/house.js';
import { fileAccess, documentsRoute } from '../support/access-table.js';
import { chromiumLaunch } from '../support/chromium.js';
import { pdf } from '../support/files.js';
import { followLinks, type LinkedPage, routeOf } from '../support/linked-pages.js';
import { routesOf } from '../support/routes.js';
import { openStory, type Story } from '../support/story.js';
import { inspectorIn, Visitor } from './visitor.js';

type Done = { readonly id: string; readonly version: number };
type Meeting = Done & { readonly members: readonly Done[]; readonly agenda: readonly Done[] };

/** Between them they may see every page. */
const people = [
  'chair', 'coordinator', 'qaOfficer', 'icbNurse', 'safeguardingLead', 'assistantDirector', 'brokerage', 'placingCouncil', 'boardReader', 'provider', 'recordsOfficer', 'secondRecordsOfficer', 'auditor', 'administrator',
] as const satisfies readonly CastName[];
type Who = (typeof people)[number];

/** No page stands there: they lead on to another, answer machines, or are looked at in `tour.spec` (the identity provider's list). */
const withoutPage: readonly string[] = ['GET /administration', 'GET /sign-in', 'GET /sign-in/again', 'GET /sign-in/callback', 'GET /invitations/accept', 'GET /invitations/:token/sign-in', 'GET /health/live', 'GET /health/ready', 'GET /placing/sheet.pdf', 'GET /imports/:id/rejects', 'GET /live/:kind/:id', documentsRoute, ...Object.keys(fileAccess).filter((route) => route.startsWith('GET '))];

/** Of what neither the story nor the chronology has on that day. */
const notTold: readonly string[] = [
  // Above the rank of everybody who walks here; and no registration ends in the story.
  'GET /terminations/:id/decision/:name', 'GET /services/:id/register/dismiss/:other',
];

/** Pages of nobody: before signing in, and where there is nothing. */
const ofStrangers: readonly string[] = ['/signed-out', '/sign-in/role', `/invitations/${'x'.repeat(43)}`];

const narrow = { width: 320, height: 900 };
const wide = { width: 1280, height: 900 };

/**
 * Every page there is, once, in a browser, as somebody who may see it (issue 2: axe, 320 pixels; Sec-9: no report of the content security
 * policy). Pages are found by following links through the story, so a page nobody links to, or of which the story has no example, fails by its name.
 */
describe('every page in a browser', () => {
  let story: Story;
  let browser: Browser;
  let sql: Client;
  let pages: LinkedPage[];
  const sessions = new Map<Who, string>();
  const tokens = new Map<Who, string>();
  const memberships = new Map<Who, string>();
  beforeAll(async () => {
    [browser, story] = await Promise.all([chromiumLaunch().then((launch) => chromium.launch(launch)), openStory()]);
    sql = new Client({ connectionString: story.superuserUrl });
    await sql.connect();
    // Until the notice is served: appeals, visits, what a provider asked, and the notice have their pages then, the provider’s own too.
    const { rows: [council] } = await sql.query<{ id: string }>('select id from councils limit 1');
    await playChronology(story.app, story.clock, await castOf(story.app, council?.id ?? ''), { untilDay: 37 });
    for (const who of people) await begin(who);
    pages = await followLinks(story.app, new Map([...sessions].map(([who, session]) => [who, `session=${session}`])), await furnish());
  }, 300_000);
  afterAll(async () => {
    await sql.end();
    await browser.close();
    await story.close();
  });

  const begin = async (who: Who): Promise<void> => {
    const { rows: [person] } = await sql.query<{ id: string }>('select id from people where name = $1', [demoCast[who].name]);
    const [membership] = await story.app.get(Accounts, { strict: false }).membershipsOf(person?.id ?? '');
    if (membership === undefined) throw new Error(`${demoCast[who].name} has no membership.`);
    const kept = story.app.get(Sessions, { strict: false });
    const recently = justNow({ clock: story.app.get(Clock, { strict: false }) });
    sessions.set(who, await kept.begin(membership, 'page', recently));
    tokens.set(who, await kept.begin(membership, 'token', recently));
    memberships.set(who, membership.membershipId);
  };
  const ask = async <Data>(who: Who, query: string, variables: object): Promise<Data> => {
    const { body } = await story.app.inject({ method: 'POST', url: '/graphql', payload: { query, variables }, headers: { authorization: `Bearer ${tokens.get(who) ?? ''}` } });
    const { data, errors } = JSON.parse(body) as { data?: Data; errors?: object };
    if (data === undefined || errors !== undefined) throw new Error(body);
    return data;
  };
  /** @throws when it is refused */
  const send = async (who: Who, mutation: string, input: object, inputType = ''): Promise<Done> => {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
    const asked = `mutation ($input: ${inputType || `${type}Input`}!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version } ... on Refusal { code message } ... on InvalidInput { fields { field message } } } }`;
    const { [mutation]: done } = await ask<Record<string, Done & { __typename: string }>>(who, asked, { input: { idempotencyKey: newId(), ...input } });
    if (done?.__typename !== `${type}Payload`) throw new Error(`${mutation}: ${JSON.stringify(done)}`);
    return done;
  };
  const idOf = async (from: string, ...values: string[]): Promise<string> => {
    const { rows: [row] } = await sql.query<{ id: string }>(from, values);
    if (row === undefined) throw new Error(`The story has no example: ${from}`);
    return row.id;
  };

  /** What the story leaves undone, and where it starts: pages that a case shows in one state alone, or after a form. */
  const furnish = async (): Promise<Record<string, string[]>> => {
    const [running, planned] = await openNextMeeting();
    const record = await idOf('select id from intelligence where not source_sealed order by recorded_at limit 1');
    const sealed = await idOf('select intelligence_id as id from sealed_sources limit 1');
    const request = await send('recordsOfficer', 'recordInformationRequest', { kind: 'foi', receivedOn: '20 11 2026', requesterReference: 'CRM-1', asked: 'Everything.' });
    await send('recordsOfficer', 'startGathering', { id: request.id, version: request.version }, 'RequestStepInput');
    // Nothing falls due for years.
    const purge = await idOf(`insert into purges (council_id, id, reference, until, schedule, procedure_id, proposed_by, proposed_person_id, proposed_at)
      select m.council_id, $1, 'PRG-2026-00001', '2026-11-20', '{}', p.id, m.id, m.person_id, '2026-11-21T10:00:00Z' from memberships m join procedures p on p.council_id = m.council_id where m.id = $2 limit 1 returning id`, newId(), memberships.get('recordsOfficer') ?? '');
    // Every visit of the story is made.
    const visit = await idOf(`insert into visits (council_id, id, reference, service_id, kind, announced, out_of_hours, planned_on, focus, decided_by, decided_at, version, recorded_by, recorded_at)
      select m.council_id, $1, 'VIS-2026-90001', i.service_id, 'responsive', false, true, '2026-12-31', 'Nights', m.id, '2026-11-20T10:00:00Z', 1, m.id, '2026-11-20T10:00:00Z'
      from memberships m join intelligence i on i.council_id = m.council_id where m.id = $2 and i.id = $3 returning id`, newId(), memberships.get('qaOfficer') ?? '', record);
    const form = new FormData();
    form.set('idempotencyKey', newId());
    form.set('audience', 'members');
    form.set('file', new Blob([new Uint8Array(pdf())]), 'visit.pdf');
    const sent = await fetch(`${story.url}/api/evidence/intelligence/${record}`, { method: 'POST', headers: { authorization: `Bearer ${tokens.get('chair') ?? ''}` }, body: form });
    if (!sent.ok) throw new Error(await sent.text());
    await story.drain();
    // The days for comments on the last minutes of the story are over on the day that is walked: here they last until tomorrow.
    await sql.query(`set session_replication_role = replica; update minute_circulations set comments_by = '${story.clock.today().add({ days: 1 }).toString()}'; set session_replication_role = default`);
    // Of many meetings the walk looks at few: those about a service in draft, and the one whose notes wait, are shown to it.
    const [initial, board] = [await idOf(`select m.id from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.series = 'initial' and w.state in ('scheduled', 'agendaDraft') limit 1`), await idOf(`select id from meetings where series = 'improvementBoard' limit 1`)];
    const minutes = await idOf(`select meeting_id as id from minute_sections limit 1`);
    // Nobody outside has asked for minutes in the story.
    const redacted = await idOf(`select w.id from workflows w join meetings m on m.id = w.id where w.state in ('circulated', 'confirmed') order by m.starts_at limit 1`);
    await send('coordinator', 'redactMinutes', { id: redacted, madeFor: 'The coroner', sectionIds: [], coherent: false, summary: 'One fall was spoken of.' });
    // On that day what was disclosed, a request about being heard and a link of the register lie behind pages that lead to them no longer.
    const pack = await idOf('select id from disclosure_packs order by id limit 1');
    const asked = await idOf(`select representation_id || '/requests/' || id as id from hearing_requests order by id limit 1`);
    const link = await idOf(`select service_id || '/register/links/' || id as id from service_links order by id limit 1`);
    const runBy = await idOf('select service_id as id from provider_people where until_on is null and mistake is null order by id limit 1');
    return {
      chair: ['/search?words=Fern', `/meetings/${running}`, `/meetings/${running}/late-item`, `/meetings/${running}/confirm?event=CONCLUDE`, `/meetings/${running}/run/recommendation`, `/meetings/${planned}`, `/meetings/${planned}/add-item`, `/meetings/${initial}`, `/meetings/${initial}/contributions`, `/meetings/${board}`, `/meetings/${minutes}/minutes/return`, `/evidence/intelligence/${record}`, `/intelligence/${record}/added`],
      coordinator: [`/meetings/${redacted}/minutes/redacted`, `/representations/${asked}`, `/services/${link}/undo`],
      qaOfficer: [`/services/${runBy}/people-who-run-it`, `/intelligence/${sealed}`, `/disclosures/${pack}`, `/disclosures/${pack}/serve`, `/visits/${visit}/cancel`], safeguardingLead: [`/intelligence/${sealed}`], assistantDirector: [`/intelligence/${sealed}`],
      recordsOfficer: [`/records/requests/${request.id}`, `/records/purges/${purge}`],
    };
  };

  /** So that the last is run, and one is yet to come. */
  const openNextMeeting = async (): Promise<[running: string, planned: string]> => {
    const id = await idOf('select m.id from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.series = $3 and w.state in ($1, $2) order by m.starts_at desc limit 1', 'scheduled', 'agendaDraft', 'panel');
    const read = async (): Promise<Meeting> => (await ask<{ meeting: Meeting }>('chair', 'query ($id: ID!) { meeting(id: $id) { id version members { id version } agenda { id version } } }', { id })).meeting;
    await send('chair', 'publishAgenda', { id, version: (await read()).version });
    await send('chair', 'recordAttendance', { id, entries: (await read()).members.map(({ id: memberId, version }) => ({ memberId, version, attendance: 'present', left: false })) });
    await send('chair', 'openMeeting', { id, version: (await read()).version });
    const [item] = (await read()).agenda;
    await send('chair', 'takeItem', { id: item?.id, version: item?.version });
    const planned = await send('coordinator', 'scheduleMeeting', { dateIsMeant: true, startsOn: story.clock.today().add({ days: 14 }).toString(), startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: memberships.get('chair'), coordinatorId: memberships.get('coordinator'), memberIds: [] });
    return [id, planned.id];
  };

  it('has an example of every page', () => {
    const routes = routesOf(story).filter((route) => route.startsWith('GET '));
    const found = new Set([...pages.map(({ page }) => page), ...ofStrangers.map((path) => path.replace(/x{43}/, ':token'))].map((page) => routeOf(page, routes)));
    expect({ withoutExample: routes.filter((route) => !found.has(route) && !withoutPage.includes(route) && !notTold.includes(route)).sort(), gone: [...withoutPage, ...notTold].filter((route) => !routes.includes(route)) }).toEqual({ withoutExample: [], gone: [] });
  });

  it('says its name in one heading and a title, is clean to axe, fits 320 pixels and breaks no policy', async () => {
    const inspector = await inspectorIn(browser);
    const wrong: string[] = [];
    const contextOf = (): Promise<BrowserContext> => browser.newContext({ baseURL: story.url, viewport: wide, locale: 'en-GB' });
    const visits = [...people.map((who) => ({ who, addresses: pages.filter((one) => one.who === who).map(({ address }) => address) })), { who: null, addresses: [...ofStrangers] }];
    /** Two at a time: while one page is judged the other is fetched. */
    const one = async (): Promise<void> => {
      for (let next = visits.shift(); next !== undefined; next = visits.shift()) {
        const context = await contextOf();
        const session = next.who === null ? undefined : sessions.get(next.who);
        if (session !== undefined) await context.addCookies([{ name: 'session', value: session, url: story.url }]);
        const visitor = await Visitor.at(context, inspector, true);
        for (const address of [...next.addresses, ...(next.who === 'chair' || next.who === null ? ['/nothing-here'] : [])]) wrong.push(...(await faultsAt(visitor, address)).map((fault) => `${next.who ?? 'a stranger'} ${address} ${fault}`));
        await context.close();
      }
    };
    await Promise.all([one(), one()]);
    expect(wrong).toEqual([]);
  }, 900_000);

  const faultsAt = async (visitor: Visitor, address: string): Promise<string[]> => {
    const { page } = visitor;
    await page.goto(address);
    const violations = await visitor.violations();
    // As text: the test's own types know no document.
    const { headings, lang, title } = await page.evaluate<{ headings: number; lang: string; title: string }>(`({ headings: document.querySelectorAll('h1').length, lang: document.documentElement.lang, title: document.title })`);
    await page.setViewportSize(narrow);
    const over = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    await page.setViewportSize(wide);
    return [
      ...violations, ...visitor.takeFaults(), ...(headings === 1 ? [] : [`has ${headings} h1`]), ...(lang === 'en-GB' ? [] : [`speaks ${lang}`]),
      ...(/.+ [–-] Manage provider concerns$/.test(title) ? [] : [`is called “${title}”`]), ...(over > 0 ? [`is ${over} pixels too wide at 320`] : []),
    ];
  };
});
