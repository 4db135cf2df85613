import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, justNow, openHouse, type TestService } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer { __typename: string; id?: string; version?: number; message?: string; fields?: { message: string }[]; unmet?: { sentence: string }[] }

/** What this council calls its stages, in place of the usual names. */
const ownNames = [['nhanced monitoring', 'loser watch', 'E', 'C'], ['erious concerns', 'hole service review', 'S', 'W'], ['outine monitoring', 'veryday contact', 'R', 'E']] as const;
const usual = /enhanced monitoring|serious concerns|routine monitoring|\{(routine|enhanced|seriousConcerns)\w*\}/gi;

describe('a council that calls its stages otherwise', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    const [kept] = await house.sql<{ content: object }>('select content from procedures where council_id = $1', [house.councilId]);
    const content = ownNames.reduce((text, [from, to, capital, own]) => text.replaceAll(capital + from, own + to).replaceAll(capital.toLowerCase() + from, own.toLowerCase() + to), JSON.stringify(kept?.content));
    await house.sql('update procedures set content = $2 where council_id = $1', [house.councilId, content]);
    house.clock.set('2026-11-10T10:00:00Z');
    await history();
  });
  afterAll(() => house.close());

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(
      actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on Refusal { message } ... on TransitionRefused { unmet { sentence } } ... on InvalidInput { fields { message } } } }`,
      { input: { idempotencyKey: newId(), ...input } });
    if (data[mutation] === undefined) throw new Error(JSON.stringify(errors));
    return data[mutation];
  };
  const done = async (...sent: Parameters<typeof send>): Promise<{ id: string; version: number }> => {
    const answer = await send(...sent);
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return { id: answer.id, version: answer.version ?? 0 };
  };
  const words = { reasons: 'Pressure care failed on two visits.', optionsConsidered: 'Wait for the panel.', proportionality: 'Nothing less keeps people safe.', providerPosition: 'The provider accepts it.', effectOnPeople: 'People stay.', notHeardReason: 'Harm was near.' };
  const versionOf = async ({ serviceId }: TestService): Promise<number> =>
    (await house.sql<{ version: number }>('select w.version from stages g join workflows w on w.id = g.id where g.service_id = $1', [serviceId]))[0]?.version ?? 0;
  const recommend = ({ serviceId }: TestService, code: string): Promise<{ id: string; version: number }> => house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
    serviceId, meetingId: null, agendaItemId: null, code, text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two people.' }], proposal: {}, differingViews: null,
    quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
  }));
  const ofDecision = ({ id, version }: { id: string; version: number }): object => ({ id, version, ...words });

  let watched: TestService;
  let reviewed: TestService;
  let letters: string[];
  let reportId: string;
  /** One service at each stage that is decided on, one proposed for each, one escalated urgently, letters issued, a report produced. */
  async function history(): Promise<void> {
    const { chair, coordinator, qaOfficer, headOfService, dass, assistantDirector } = house.cast;
    const invocation = { leadOfficerId: qaOfficer.membershipId, concernsChairId: chair.membershipId, policePosition: 'Asked; no enquiry.', informingPeople: 'Families are written to on Thursday.', reviewOn: '8 12 2026' };
    watched = house.providersService;
    reviewed = await house.service({ name: 'Larch House', provider: 'Rowan Court Care Limited' });
    const [proposed, both, urgent] = [await house.service({ name: 'Alder House' }), await house.service({ name: 'Beech House' }), await house.service({ name: 'Cedar House' })];
    for (const { serviceId } of [proposed, watched]) await done(qaOfficer, 'recordRiskAssessment', { serviceId, assessedOn: '9 11 2026', likelihood: '4', impact: '4', text: 'Nights are short of staff.' });
    await done(qaOfficer, 'proposeEnhancedMonitoring', { serviceId: proposed.serviceId, text: 'Sores again.', criteria: [{ code: 'harmCluster', evidence: 'Two people.' }] });
    await done(headOfService, 'decideEnhancedMonitoring', { ...ofDecision(await recommend(watched, 'D03')), leadOfficerId: qaOfficer.membershipId, frequency: 'A visit a month.', reviewOn: '8 12 2026' });
    await done(dass, 'decideSeriousConcerns', { ...ofDecision(await recommend(reviewed, 'D04')), ...invocation });
    for (const [code, service] of [['D03', both], ['D04', both], ['D16', reviewed], ['D16', watched]] as const) await recommend(service, code);
    await done(assistantDirector, 'escalateUrgently', {
      id: urgent.serviceId, version: await versionOf(urgent), ...words, ...invocation, criteria: [{ code: 'seriousIncident', evidence: 'No nurse on the night shift.', records: [] }], immediateDanger: true,
      emergencyRisk: 'Nobody can give medicines tonight.', whoWasTried: 'The Director, by telephone.',
    });
    await done(coordinator, 'scheduleMeeting', { startsOn: '12 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [], dateIsMeant: true });
    for (const { serviceId } of [watched, reviewed]) for (const kind of ['PA', 'OH']) await send(coordinator, 'startLetter', { serviceId, kind });
    await house.drain();
    const drafts = await house.sql<{ id: string; version: number; addressee: string }>(`select t.id, w.version, t.addressee from letters t join workflows w on w.id = t.id where w.state = 'draft'`);
    letters = drafts.map(({ id }) => id);
    for (const { id, version, addressee } of drafts) if (addressee === 'provider') await done(coordinator, 'issueLetter', { id, version, method: 'paper', toName: 'Carol Finch' });
    reportId = (await done(coordinator, 'produceReport', { quarterStart: '2026-10-01' })).id;
    await house.drain();
  }

  const cookieOf = async (actor: Actor): Promise<string> => {
    const [membership] = await house.get(Accounts).membershipsOf(actor.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    return `session=${await house.get(Sessions).begin(membership, 'page', justNow(house))}`;
  };
  const open = async (cookie: string, url: string): Promise<{ type: string; text: string; links: string[] }> => {
    const answer = await house.app.inject({ method: 'GET', url, headers: { cookie } });
    const type = String(answer.headers['content-type']);
    const text = type.startsWith('application/pdf') ? pdfText(answer.rawPayload) : type.startsWith('text/') ? answer.body : '';
    return { type, text, links: [answer.headers.location?.toString() ?? [], type.startsWith('text/html') ? [...answer.body.matchAll(/ href="(\/(?!\/|assets|sign-out)[^"#]*)/g)].map(([, link = '']) => link.replaceAll('&amp;', '&')) : []].flat() };
  };
  /** Every page and file that links lead somebody to, one of a kind for each service. */
  const walk = async (actor: Actor, beginnings: readonly string[]): Promise<{ opened: string[]; named: string[]; faults: string[] }> => {
    const cookie = await cookieOf(actor);
    const waiting = ['/', ...beginnings];
    const met = new Set(waiting);
    const kinds = new Map<string, number>();
    const [opened, named, faults] = [[] as string[], [] as string[], [] as string[]];
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const kind = url.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/figures\/.+$/, '/figures').replace(/(page|month|stage|due|kind|from|to|after|sort)=[^&]*/g, '$1');
      const before = kinds.get(kind) ?? 0;
      if (before >= 2) continue;
      kinds.set(kind, before + 1);
      const { text, links } = await open(cookie, url);
      opened.push(kind);
      if (/closer watch|whole service review/i.test(text)) named.push(kind);
      const found = [...new Set(text.match(usual) ?? [])];
      if (found.length > 0) faults.push(`${actor.role} ${url}: ${found.join(', ')}: ${text.slice(Math.max(0, text.search(usual) - 60), text.search(usual) + 60)}`);
      waiting.push(...links.filter((link) => !met.has(link)));
      for (const link of links) met.add(link);
    }
    return { opened, named, faults };
  };

  it('no reader meets another name: pages, letters, reports, chronology and files', async () => {
    const { chair, coordinator, qaOfficer, headOfService, dass, brokerage, provider, boardReader, auditor, icbNurse } = house.cast;
    const files = [watched, reviewed].flatMap(({ serviceId }) => ['', '?format=csv', '.pdf'].map((end) => `/services/${serviceId}/chronology${end}`));
    const beginnings = ['/placing', '/placing/sheet', '/placing/sheet.pdf', '/search?words=sores', '/providers?format=csv', '/deadlines', '/trail', ...letters.map((id) => `/letters/${id}`), `/reports/${reportId}`, ...files];
    const walked = [];
    for (const actor of [chair, coordinator, qaOfficer, headOfService, dass, brokerage, provider, boardReader, auditor, icbNurse]) walked.push(await walk(actor, beginnings));
    expect(walked.flatMap((one) => one.faults)).toEqual([]);
    const named = new Set(walked.flatMap((one) => one.named));
    const taken = ['/services/:id/chronology', '/services/:id/chronology?format=csv', '/services/:id/chronology.pdf', '/placing/sheet.pdf', '/providers?format=csv'];
    for (const kind of ['/', '/placing/sheet', '/decisions/:id', '/services/:id/stage', '/meetings/:id', '/letters/:id', '/reports/:id', '/services/:id', '/trail', '/deadlines', '/search?words=sores', ...taken]) expect([kind, named.has(kind)]).toEqual([kind, true]);
    expect((await house.sql<{ said: string }>('select subject || body as said from mail_messages')).filter(({ said }) => said.search(usual) >= 0)).toEqual([]);
  });

  it('a refusal names the stage as the council does', async () => {
    const { serviceId } = await house.service({ name: 'Dogwood House' });
    const answer = await send(house.cast.assistantDirector, 'escalateUrgently', { id: serviceId, version: 0, ...words, criteria: [], immediateDanger: true, emergencyRisk: 'x', whoWasTried: 'x', leadOfficerId: '', concernsChairId: '', policePosition: 'x', informingPeople: 'x', reviewOn: '8 12 2026' });
    expect(answer.fields?.map(({ message }) => message)).toEqual(expect.arrayContaining(['Choose at least one criterion for whole service review and give its evidence', 'Choose who chairs the whole service review meetings']));
    const { data } = await house.gql<{ service: { allowedActions: { unmet: { sentence: string }[] }[] } }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { allowedActions { unmet { sentence } } } }', { id: serviceId });
    expect(data.service.allowedActions.flatMap(({ unmet }) => unmet.map(({ sentence }) => sentence))).toContain('A minuted recommendation of a multi-agency meeting proposes whole service review.');
  });

  it('a report and a letter that are made keep the names they were made with; what is read afterwards has the new one', async () => {
    const cookie = await cookieOf(house.cast.chair);
    await house.sql(`update procedures set content = jsonb_set(content, '{stages,1,words}', '"Quality partnership"') where council_id = $1`, [house.councilId]);
    expect((await open(cookie, `/services/${watched.serviceId}`)).text).toContain('Quality partnership');
    const report = await open(cookie, `/reports/${reportId}`);
    expect([report.text.includes('Closer watch'), report.text.includes('Quality partnership')]).toEqual([true, false]);
    const [letter] = await house.sql<{ id: string }>(`select document_id as id from letters where kind = 'E1'`);
    expect((await open(cookie, `/documents/${letter?.id ?? ''}`)).text).toContain('Closer watch');
  });
});
