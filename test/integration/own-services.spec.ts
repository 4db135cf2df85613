import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, openHouse, type TestService } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer {
  readonly __typename: string;
  readonly id?: string;
  readonly version?: number;
  readonly reference?: string;
  readonly message?: string;
  readonly unmet?: readonly { requirement: string; sentence: string }[];
  readonly fields?: readonly { field: string; message: string }[];
}
interface RunBy {
  readonly mayRecord: boolean;
  readonly now: { agency: string; since: string; sits: boolean } | null;
  readonly entries: readonly { agency: string | null; runsFrom: string; corrected: boolean; recordedBy: string }[];
  readonly choices: readonly { id: string; name: string }[];
}
const words = {
  reasons: 'Pressure care failed on two visits.', optionsConsidered: 'A cap.', providerPosition: 'The manager accepts it.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.', equalityNote: 'Nobody is treated less well.',
};
const kept = 'The ICB’s Director of Nursing looks over it, and the home’s line manager is kept out.';

let house: House;
let service: TestService;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set('2026-11-10T10:00:00Z');
  service = await house.service({ name: `Hazel House ${newId().slice(-6)}`, provider: `Adult Services ${newId().slice(-6)}` });
});

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { message }
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  const answer = data?.[mutation];
  if (answer === undefined) throw new Error(JSON.stringify(errors));
  return answer;
};
const done = (answer: Pick<Answer, 'id' | 'version'>): { id: string; version: number } => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0 };
};
const council = (): string => house.cast.chair.agencyId ?? '';
const icb = (): string => house.cast.icbNurse.agencyId ?? '';
const runBy = (agencyId: string | null, changes: object = {}, actor: Actor = house.cast.qaOfficer): Promise<Answer> =>
  send(actor, 'recordRunBy', { serviceId: service.serviceId, agencyId, runsFrom: '1 4 2026', source: 'Cabinet’s decision of 12 February 2026', ...changes });
const read = async (actor: Actor, serviceId = service.serviceId): Promise<RunBy | null> => {
  const { data, errors } = await house.gql<{ runBy: RunBy | null }>(actor, `query ($id: ID!) { runBy(serviceId: $id) { mayRecord now { agency since sits } entries { agency runsFrom corrected recordedBy } choices { id name } } }`, { id: serviceId });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.runBy;
};
const recommend = async (code: string, changes: object = {}): Promise<{ id: string; version: number }> => done(await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
  serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'Stop nursing placements.', criteria: [{ code: 'harmCluster', evidence: 'Two visits' }], proposal: {}, differingViews: null,
  quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, independence: kept, ...changes,
})));
const assess = async (): Promise<string> => {
  const id = newId();
  await house.sql(`insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
    select $1, $2, $3, 1 + (select count(*) from risk_assessments where service_id = $3), '2026-11-09', 4, 4, 'Pressure care.', $4, '2026-11-09T10:00:00Z'`, [house.councilId, id, service.serviceId, house.cast.qaOfficer.membershipId]);
  return id;
};
const restriction = async (on: { id: string; version: number }, changes: object = {}): Promise<Answer> => send(house.cast.assistantDirector, 'decideRestriction', {
  ...on, ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: await assess(), liftConditions: 'Two visits find it safe.', exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026',
  wayIn: 'precautionary', notHeardReason: 'People may be harmed meanwhile.', toldHow: 'By telephone', ...changes,
});
const requirements = ({ unmet = [] }: Answer): string[] => unmet.map(({ requirement }) => requirement);

describe('Case 18 who runs a provider', () => {
  it('is a dated fact of the council: recorded, followed by another, and corrected by a later record of the same day, and every record stays', async () => {
    expect(await read(house.cast.chair)).toMatchObject({ now: null, entries: [] });
    done(await runBy(council()));
    expect(await read(house.cast.icbNurse)).toMatchObject({ mayRecord: false, now: { agency: 'Example council', since: '2026-04-01', sits: true }, entries: [{ agency: 'Example council', recordedBy: 'Priya Nair, Quality Assurance Officer' }] });
    done(await runBy(null, { runsFrom: '1 9 2026', source: 'Sold to Larch Care Limited' }));
    expect((await read(house.cast.qaOfficer))?.now).toBeNull();
    done(await runBy(icb(), { runsFrom: '1 9 2026', source: 'It went to the NHS and not to Larch' }));
    const found = await read(house.cast.qaOfficer);
    expect(found).toMatchObject({ mayRecord: true, now: { agency: 'Example icb', since: '2026-09-01' } });
    expect(found?.entries.map(({ agency, runsFrom, corrected }) => [agency, runsFrom, corrected])).toEqual([['Example icb', '2026-09-01', false], [null, '2026-09-01', true], ['Example council', '2026-04-01', false]]);
    const { data } = await house.gql<{ chronology: { lines: { words: string }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["register"], first: 20) { lines { words } } }', { id: service.serviceId });
    expect(data.chronology.lines.map((one) => one.words.replace(/^REG-2026-\d{5}: /, ''))).toEqual(expect.arrayContaining(['run by Example council from that day', 'run by none of the agencies here from that day']));
    await expect(house.sql('update provider_runners set agency_id = null')).rejects.toThrow(/never change|append/i);
  });

  it('is recorded once of a provider, also by two officers at once at two of its services', async () => {
    const [{ name: provider = '' } = {}] = await house.sql<{ name: string }>('select name from register_providers where id = $1', [service.providerId]);
    const second = await house.service({ name: `Hazel Court ${newId().slice(-6)}`, provider });
    expect(second.providerId).toBe(service.providerId);
    for (const agency of [icb(), council()]) {
      const both = await Promise.all([runBy(agency), runBy(agency, { serviceId: second.serviceId }, house.cast.coordinator), runBy(agency, {}, house.cast.coordinator)]);
      expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'InvalidInput', 'RecordRunByPayload']);
      expect(both.flatMap(({ fields = [] }) => fields)).toEqual([1, 2].map(() => ({ field: 'agencyId', message: 'This is recorded already for that day' })));
    }
    expect(await house.sql('select 1 from provider_runners where provider_id = $1', [service.providerId])).toHaveLength(2);
  });

  it('is recorded by those who keep the register, on what they see, and refused in words with every error at once', async () => {
    const { chair, icbNurse, cqcInspector, auditor, brokerage, provider, boardReader, coordinator, headOfService } = house.cast;
    for (const actor of [chair, icbNurse, cqcInspector, auditor, brokerage, provider, boardReader]) expect(await runBy(council(), {}, actor)).toMatchObject({ __typename: 'NotPermitted', message: expect.stringContaining('coordinator') });
    for (const actor of [brokerage, provider, boardReader]) await expect(read(actor)).rejects.toThrow(/NOT_PERMITTED|may not|only/i);
    const neighbour = await house.neighbour();
    expect(await read(neighbour)).toBeNull();
    expect((await runBy(council(), {}, { ...neighbour, role: 'coordinator' })).__typename).toBe('NotFound');
    expect((await runBy('nobody', { runsFrom: '', source: '' })).fields?.map(({ field }) => field).toSorted()).toEqual(['agencyId', 'runsFrom', 'source']);
    const cqc = cqcInspector.agencyId ?? '';
    expect((await runBy(cqc, { runsFrom: '1 12 2026' })).fields).toEqual([{ field: 'runsFrom', message: 'Enter a date that has come: record it once it is so' }, { field: 'agencyId', message: 'Choose an agency from the list' }]);
    expect((await runBy(null)).fields).toEqual([{ field: 'agencyId', message: expect.stringContaining('nothing to end') }]);
    done(await runBy(council(), {}, coordinator));
    expect((await runBy(council(), {}, headOfService)).fields).toEqual([{ field: 'agencyId', message: 'This is recorded already for that day' }]);
    expect((await read(chair))?.choices.map(({ name }) => name)).toEqual(expect.arrayContaining(['Example council', 'Example icb']));
    expect((await read(chair))?.choices.map(({ name }) => name)).not.toContain('Example cqc');
  });

  it('two officers at once record it once', async () => {
    const answers = await Promise.all([runBy(council()), runBy(council(), {}, house.cast.coordinator)]);
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'RecordRunByPayload']);
  });
});

describe('Case 18 the panel recommends on a service of its chair’s own employer', () => {
  it('is refused without a word on how independence is kept, naming the chair and the agency, and keeps that word and who ran the service then', async () => {
    done(await runBy(council()));
    await expect(recommend('D08', { independence: undefined })).rejects.toMatchObject({ fields: [{ field: 'independence', message: 'Enter how independence is kept: Ruth Adeyemi belongs to Example council, which runs this service' }] });
    const { id } = await recommend('D08');
    done(await runBy(null, { runsFrom: '5 11 2026', source: 'Sold' }));
    expect(await house.sql('select run_by, independence from recommendations where id = $1', [id])).toEqual([{ run_by: council(), independence: kept }]);
  });

  it('asks nothing of an NHS service, whose chair is of the council, of enhanced monitoring, or before anybody ran it', async () => {
    expect((await recommend('D08', { independence: undefined })).id).toBeDefined();
    done(await runBy(icb()));
    expect((await recommend('D08', { independence: undefined })).id).toBeDefined();
    done(await runBy(council(), { runsFrom: '1 5 2026' }));
    expect((await recommend('D03', { independence: undefined })).id).toBeDefined();
    // Of an NHS service chaired by somebody of the NHS it is asked as well.
    done(await runBy(icb(), { runsFrom: '1 6 2026' }));
    await expect(recommend('D08', { independence: undefined, chairedBy: house.cast.icbNurse.membershipId })).rejects.toMatchObject({ fields: [{ field: 'independence', message: expect.stringContaining('Grace Okafor belongs to Example icb') }] });
  });
});

describe('Case 18 an officer decides on a service of their own employer', () => {
  it('a sanction is refused without how independence is kept, by a requirement of the machine, and made with it', async () => {
    done(await runBy(council()));
    const recommended = await recommend('D08');
    const refused = await restriction(recommended);
    expect(refused).toMatchObject({ __typename: 'TransitionRefused', unmet: [{ requirement: 'keepsIndependence', sentence: expect.stringContaining('your own agency runs this service') }] });
    expect(await house.sql('select id from decisions where service_id = $1', [service.serviceId])).toEqual([]);
    const { id } = done(await restriction(recommended, { independence: kept }));
    const { data } = await house.gql<{ decision: object }>(house.cast.chair, 'query ($id: ID!) { decision(id: $id) { runBy independence } }', { id });
    expect(data.decision).toEqual({ runBy: 'Example council', independence: kept });
  });

  it('declining a sanction takes it too: to spare one’s own service is the same conflict', async () => {
    done(await runBy(council()));
    const recommended = await recommend('D08');
    expect(requirements(await send(house.cast.assistantDirector, 'declineRecommendation', { ...recommended, ...words }))).toEqual(['keepsIndependence']);
    done(await send(house.cast.assistantDirector, 'declineRecommendation', { ...recommended, ...words, independence: kept }));
  });

  it('an emergency does not wait for it, and whoever confirms writes it', async () => {
    done(await runBy(council()));
    const made = done(await restriction(await recommend('D08'), { wayIn: 'emergency', emergencyRisk: 'No nurse tonight.', whoWasTried: 'The Director, at 9:40.' }));
    const [row] = await house.sql<{ id: string; version: number }>('select w.id, w.version from decisions d join workflows w on w.id = d.restriction_id where d.id = $1', [made.id]);
    const confirm = (changes: object = {}): Promise<Answer> => send(house.cast.dass, 'confirmRestriction', { ...row, ...words, outcome: 'confirm', notHeardReason: 'It answered by telephone.', ...changes });
    expect(requirements(await confirm())).toEqual(['keepsIndependence']);
    done(await confirm({ independence: kept }));
  });

  it('of what no recommendation asks for, payments withheld and placing that continues take it, and a note does not', async () => {
    done(await runBy(council()));
    const { reasons, optionsConsidered, providerPosition, effectOnPeople, proportionality } = words;
    const weighed = { serviceId: service.serviceId, reasons, optionsConsidered, providerPosition, effectOnPeople, proportionality };
    const payments = (changes: object = {}): Promise<Answer> => send(house.cast.dass, 'measurePayments', { ...weighed, measure: 'A tenth is withheld.', clause: '14.2', ...changes });
    expect(requirements(await payments())).toEqual(['keepsIndependence']);
    done(await payments({ independence: kept }));
    expect(requirements(await send(house.cast.dass, 'continuePlacing', { ...weighed, evidence: 'A visit.', safeguards: 'Weekly calls.', reviewOn: '1 12 2026' }))).toEqual(['keepsIndependence']);
    done(await send(house.cast.dass, 'noteNoFurtherAction', { serviceId: service.serviceId, reasons }));
  });

  it('an NHS service, and one that was the council’s until yesterday, take nothing', async () => {
    done(await runBy(icb()));
    done(await restriction(await recommend('D08', { independence: undefined })));
    service = await house.service({ provider: `Adult Services ${newId().slice(-6)}` });
    done(await runBy(council()));
    done(await runBy(null, { runsFrom: '9 11 2026', source: 'Sold' }));
    done(await restriction(await recommend('D08', { independence: undefined })));
  });

  it('a recommendation that waited since before this was asked loads, and is decided with the word', async () => {
    const recommended = await recommend('D08', { independence: undefined });
    await house.sql('update workflows set machine_version = 1 where id = $1', [recommended.id]);
    done(await runBy(council()));
    expect(requirements(await restriction(recommended))).toEqual(['keepsIndependence']);
    done(await restriction(recommended, { independence: kept }));
  });
});

describe('Case 18 in the meeting, its minutes and the report', () => {
  interface Line { readonly id: string; readonly version: number; readonly takenAt: string | null; readonly title: string; readonly youAreOut: string | null; readonly runBy: { agency: string; members: readonly string[] } | null }
  const meetingOf = async (actor: Actor, id: string) => (await house.gql<{ meeting: { version: number; members: { id: string; version: number }[]; agenda: Line[] } }>(
    actor, 'query ($id: ID!) { meeting(id: $id) { version members { id version } agenda { id version takenAt title youAreOut runBy { agency members } } } }', { id })).data.meeting;

  it('the item lists members of the agency beside it, rules nobody out, tells nothing to whoever is out, and the minutes print the word; the report counts it by who chaired', async () => {
    const { chair, coordinator, icbNurse, assistantDirector } = house.cast;
    done(await runBy(council()));
    const [{ name = '' } = {}] = await house.sql<{ name: string }>('select l.name from services s join register_locations l on l.id = s.location_id where s.id = $1', [service.serviceId]);
    const stage = newId();
    await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, '2026-10-03', null)`, [house.councilId, stage, service.serviceId]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      select $1, $2, 'stage', 1, 'seriousConcerns', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, p.id, $3, $4, '2026-10-03T09:00:00Z' from procedures p where p.council_id = $1`, [house.councilId, stage, service.serviceId, chair.membershipId]);
    const { id } = done(await send(coordinator, 'scheduleMeeting', { startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [], dateIsMeant: true }));
    const due = (await meetingOf(chair, id)).agenda.find(({ title }) => title === name);
    expect(due?.runBy?.agency).toBe('Example council');
    const step = async (actor: Actor, mutation: string, more: object = {}): Promise<void> => void done(await send(actor, mutation, { id, version: (await meetingOf(chair, id)).version, ...more }));
    await step(coordinator, 'buildAgenda');
    await step(coordinator, 'publishAgenda');
    // The papers say it as the agenda does, on the page and as PDF.
    const papers = async (actor: Actor): Promise<string[]> => {
      const headers = { cookie: `session=${await house.get(Sessions).begin(actor as never, 'page')}` };
      const [page, file] = await Promise.all([`/meetings/${id}/pack`, `/meetings/${id}/pack.pdf`].map((url) => house.app.inject({ url, headers })));
      return [page?.body ?? '', pdfText(file?.rawPayload ?? Buffer.of())].map((text) => text.replaceAll(/\s+/g, ' '));
    };
    const said = 'Run by Example council: whoever belongs to it declares an interest';
    // Of this service; others of the council's may be due as well.
    const saidOf = async (actor: Actor): Promise<number[]> => (await papers(actor)).map((text) => text.split(said).length - 1);
    const saidBefore = await saidOf(icbNurse);
    expect(saidBefore.map((count) => count > 0)).toEqual([true, true]);
    const { members } = await meetingOf(coordinator, id);
    done(await send(coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: 'present', left: false })) }));
    await step(chair, 'openMeeting');
    const line = (await meetingOf(chair, id)).agenda.find(({ title }) => title === name);
    expect(line).toMatchObject({ youAreOut: null, runBy: { agency: 'Example council', members: expect.arrayContaining(['Ruth Adeyemi', 'Priya Nair']) } });
    expect(line?.runBy?.members).not.toContain('Grace Okafor');
    const itemId = line?.id ?? '';
    const interest = done(await send(icbNurse, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', details: 'My sister works there' }));
    done(await send(chair, 'ruleOnInterest', { ...interest, ruling: 'leave' }));
    expect((await meetingOf(icbNurse, id)).agenda.find((one) => one.id === itemId)).toMatchObject({ youAreOut: expect.any(String), runBy: null });
    expect(await saidOf(icbNurse)).toEqual(saidBefore.map((count) => count - 1));

    const recommending = { agendaItemId: itemId, code: 'D03', criteria: [], reasonCodes: [], text: 'Monitor it more closely.' };
    const lift = { ...recommending, code: 'D16', text: 'Step down.' };
    expect((await send(chair, 'recordRecommendation', lift)).fields).toEqual([{ field: 'independence', message: expect.stringContaining('Ruth Adeyemi belongs to Example council') }]);
    const recommended = done(await send(chair, 'recordRecommendation', { ...lift, independence: kept }));
    for (const one of (await meetingOf(chair, id)).agenda) if (one.takenAt === null) done(await send(chair, 'takeItem', { id: one.id, version: one.version }));
    await step(chair, 'concludeMeeting');
    await house.drain();
    const { data } = await house.gql<{ meetingMinutes: { sections: { heading: string; text: string }[] } }>(chair, 'query ($id: ID!) { meetingMinutes(id: $id) { sections { heading text } } }', { id });
    expect(data.meetingMinutes.sections.find(({ heading }) => heading.includes(name))?.text).toContain(`The service is run by Example council. How independence is kept: ${kept}`);

    done(await send(assistantDirector, 'declineRecommendation', { ...(await current(recommended.id)), ...words, independence: kept }));
    house.clock.set('2026-11-12T10:00:00Z');
    const report = done(await send(coordinator, 'produceReport', { quarterStart: '2026-10-01' }));
    const figures = await house.gql<{ report: { tables: { caption: string; rows: { label: string; cells: { figure: string; text: string }[] }[] }[] } }>(chair, 'query ($id: ID!) { report(id: $id) { tables { caption rows { label cells { figure text } } } } }', { id: report.id });
    const own = figures.data.report.tables.find(({ caption }) => caption === 'Services that an agency of this council’s world runs');
    const cells = own?.rows.find(({ label }) => label === 'Chaired by Ruth Adeyemi, Head of Commissioning')?.cells ?? [];
    expect(cells).toHaveLength(3);
    const { data: rows } = await house.gql<{ reportFigure: { rows: { words: string }[] } }>(chair, 'query ($id: ID!, $figure: String!) { reportFigure(id: $id, figure: $figure) { rows { words } } }', { id: report.id, figure: cells[1]?.figure });
    expect(rows.reportFigure.rows.map((one) => one.words)).toContain(`Step down: ${name}, run by Example council; decided by Sarah Whitlock, Assistant Director`);
  });

  const current = async (id: string): Promise<{ id: string; version: number }> => ({ id, version: (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0 });
});

describe('Case 18 pages, without JavaScript', () => {
  const visit = async (actor: Actor, url: string, fields?: Record<string, string>) => {
    const answer = await house.app.inject({
      method: fields ? 'POST' : 'GET', url,
      headers: { cookie: `session=${await house.get(Sessions).begin(actor as never, 'page')}`, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    return { status: answer.statusCode, html: answer.body, location: answer.headers.location?.toString() ?? '' };
  };
  it('who runs it is recorded from the register page, with every error at its field; the service page says so, and so does the page of deciding', async () => {
    const { qaOfficer, icbNurse, assistantDirector, chair } = house.cast;
    const at = `/services/${service.serviceId}`;
    expect((await visit(qaOfficer, `${at}/register`)).html).toContain(`href="${at}/run-by"`);
    const empty = await visit(qaOfficer, `${at}/run-by`);
    expect(empty.html).toContain('Nothing is recorded.');
    expect((await visit(icbNurse, `${at}/run-by`)).html).not.toContain('Record who runs it');
    const session = await house.get(Sessions).begin(qaOfficer as never, 'page');
    const page = async (fields?: Record<string, string>) => house.app.inject({
      method: fields ? 'POST' : 'GET', url: `${at}/run-by`,
      headers: { cookie: `session=${session}`, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    const hidden = Object.fromEntries([...(await page()).body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
    expect((await page()).body).not.toMatch(/type="radio"[^>]*checked/);
    const wrong = (await page({ ...hidden, runsFrom: '', source: '' })).body;
    for (const field of ['agencyId', 'runsFrom', 'source']) expect(wrong).toContain(`href="#${field}"`);
    expect(wrong).toContain('<title>Error:');
    expect((await page({ ...hidden, agencyId: council(), runsFrom: '1/4/2026', source: 'Cabinet’s decision' })).headers.location).toBe(`${at}/run-by`);
    expect((await page()).body).toContain('Example council');
    expect((await page({ ...hidden, idempotencyKey: newId(), agencyId: 'nobody', runsFrom: '1/4/2025', source: 'The list' })).body).toContain('there is nothing to end');
    expect((await visit(chair, at)).html).toContain('Run by Example council, whose officers sit on this panel');
    const { id } = await recommend('D08');
    const deciding = (await visit(assistantDirector, `/decisions/${id}`)).html;
    for (const said of ['Run by Example council, whose officers sit on this panel.', 'How the panel keeps independence', 'How is independence kept?']) expect(deciding).toContain(said);

    // A question put in writing says it before it is put, while it is checked, to those who are asked, and when it is recorded.
    const own = /Run by Example council, whose officers sit on this panel\.\s+Whoever has an interest in it answers so, and takes no part\./;
    expect((await visit(chair, `/written/new?service=${service.serviceId}`)).html).toMatch(own);
    const { id: asked } = done(await send(chair, 'putInWriting', { serviceId: service.serviceId, code: 'D03', text: 'Monitor it more closely.', whyNow: 'Before Christmas.', closesOn: '20 11 2026', criteria: [], reasonCodes: [] }));
    expect((await visit(icbNurse, `/written/${asked}`)).html).toMatch(own);
    const recording = (await visit(chair, `/written/${asked}/recommend`)).html;
    expect([own.test(recording), recording.includes('If you belong to Example council: how is independence kept?')]).toEqual([true, true]);
    // Of a service that none of the agencies here runs nothing is said or asked.
    done(await runBy(null, { runsFrom: '2 4 2026', source: 'Sold' }));
    for (const path of [`/written/new?service=${service.serviceId}`, `/written/${asked}`, `/written/${asked}/recommend`]) expect([path, /Run by|independence/.test((await visit(chair, path)).html)]).toEqual([path, false]);
  });
});
