import type ICAL from 'ical.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { calendarEntry } from '../support/calendar-entry.js';
import { pdfText } from '../support/pdf-text.js';
import { openHouse, type House, type TestService } from '../support/house.js';

interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly version: number;
  readonly reference: string | null;
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly unmet?: readonly { requirement: string; sentence: string }[];
}
interface Member { readonly id: string; readonly version: number; readonly membershipId: string; readonly name: string; readonly leftOn: string | null; readonly attendance: string; readonly standIn: { name: string; forMeeting: boolean; until: string | null } | null }
interface Seen {
  readonly id: string; readonly version: number; readonly state: string; readonly title: string; readonly kind: { key: string; recommends: boolean; shape: string };
  readonly about: { serviceId: string | null; providerPart: string | null; byName: string | null; clocks: { words: string; late: boolean }[]; notes: { attended: number; themes: string[] } | null };
  readonly agenda: { id: string | null; version: number; serviceId: string | null; title: string; reasons: { words: string }[] }[];
  readonly members: Member[]; readonly quorum: { words: string; quorate: boolean };
}
const fields = `id version state title kind { key recommends shape } about { serviceId providerPart byName clocks { words late } notes { attended themes } }
  agenda { id version serviceId title reasons { words } } members { id version membershipId name leftOn attendance standIn { name forMeeting until } } quorum { words quorate }`;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
  const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const source = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version reference }
    ... on Refusal { message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { requirement sentence } } } }`;
  const { data, errors } = await house.gql<Record<string, Answer>>(actor, source, { input: { idempotencyKey: newId(), ...input } });
  const answer = data?.[mutation];
  if (answer === undefined) throw new Error(JSON.stringify(errors));
  return answer;
};
const done = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
  const answer = await send(actor, mutation, input);
  if (!answer.__typename.endsWith('Payload')) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return answer;
};
const see = async (actor: Actor, id: string): Promise<Seen | null> => {
  const { data, errors } = await house.gql<{ meeting: Seen | null }>(actor, `query ($id: ID!) { meeting(id: $id) { ${fields} } }`, { id });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.meeting;
};
const read = async (actor: Actor, id: string): Promise<Seen> => {
  const seen = await see(actor, id);
  if (seen === null) throw new Error('No meeting.');
  return seen;
};
const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => done(actor, mutation, { id, version: (await read(house.cast.coordinator, id)).version, ...more });
const plan = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 60, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], ...more,
});
const schedule = (more: Record<string, unknown> = {}): Promise<Answer> => send(house.cast.coordinator, 'scheduleMeeting', plan(more));
const about = (series: string, { serviceId }: TestService, more: Record<string, unknown> = {}): Promise<Answer> =>
  done(house.cast.coordinator, 'scheduleMeeting', plan({ series, serviceId, providerPart: series === 'strategy' ? null : 'part', ...more }));
const messages = ({ fields: wrong }: Answer): string[] => (wrong ?? []).map(({ field, message }) => `${field}: ${message}`);
const everybody = async (id: string): Promise<void> => {
  const { members } = await read(house.cast.coordinator, id);
  await done(house.cast.coordinator, 'recordAttendance', { id, entries: members.filter(({ leftOn }) => leftOn === null).map((one) => ({ memberId: one.id, version: one.version, attendance: 'present', left: false })) });
};
const opened = async (id: string): Promise<Seen> => {
  await step(house.cast.coordinator, 'buildAgenda', id);
  await step(house.cast.coordinator, 'publishAgenda', id);
  await everybody(id);
  await step(house.cast.chair, 'openMeeting', id);
  return read(house.cast.chair, id);
};
/** A service at serious concerns whose initial meeting is due, as the procedure has it. */
const concerned = async (): Promise<TestService> => {
  const service = await house.service();
  const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
  const id = newId();
  await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, '2026-11-02', '2026-11-30')`, [house.councilId, id, service.serviceId]);
  await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    values ($1, $2, 'stage', 4, 'seriousConcerns.initialMeetingDue', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":"2026-11-30","urgent":null}', 1, $3, $4, $5, '2026-11-02T09:00:00Z')`, [house.councilId, id, procedure?.id, service.serviceId, house.cast.chair.membershipId]);
  await house.sql(`insert into deadlines (council_id, id, workflow_id, service_id, kind, due_on, due_at, recorded_at) values ($1, $2, $3, $4, 'initialMeeting', '2026-11-09', '2026-11-09T23:59:59Z', '2026-11-02T09:00:00Z')`, [house.councilId, newId(), id, service.serviceId]);
  return service;
};
/** Somebody more, of an agency that has no seat here or of one that is there. */
const newcomer = async (name: string, role: string, agencyId?: string): Promise<Actor> => {
  const [membershipId, personId, agency] = [newId(), newId(), agencyId ?? newId()];
  if (agencyId === undefined) {
    await house.sql(`with a as (insert into agencies (id, created_at) values ($1, '2026-01-01T09:00:00Z') returning id) insert into agency_kinds (id, agency_id, kind, kind_from, recorded_at) select gen_random_uuid(), id, 'police', '2026-01-01', '2026-01-01T09:00:00Z' from a`, [agency]);
    await house.sql(`insert into agency_names (agency_id, id, name, valid_from) values ($1, $2, 'Example Police', '2020-01-01')`, [agency, newId()]);
  }
  await house.sql(`insert into people (id, name, created_at) values ($1, $2, '2026-01-01T09:00:00Z')`, [personId, name]);
  await house.sql(`insert into contact_details (person_id, kind, value) values ($1, 'mail', $2)`, [personId, `${personId}@example.org`]);
  await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, job_title, valid_from) values ($1, $2, $3, $4, $5, 'Officer', '2026-01-01')`, [house.councilId, membershipId, personId, agency, role]);
  return { ...house.cast.icbNurse, membershipId, personId, personName: name, agencyId: agency, role: role as Actor['role'], seat: null };
};
const calendars = async (id: string): Promise<{ to: string; subject: string; event: ICAL.Event; method: string }[]> => {
  await house.drain();
  const mails = await house.sql<{ to_name: string; subject: string; calendar: string }>(`select to_name, subject, calendar from mail_messages where calendar is not null and dedupe_key like '%' || $1 || '%' order by queued_at, id`, [id]);
  return mails.map(({ to_name: to, subject, calendar }) => ({ to, subject, ...calendarEntry(calendar) }));
};
const instantOf = (time: ICAL.Time): string => time.toJSDate().toISOString();

describe('a meeting about one service', () => {
  it('has that service as its item whether or not anything is due, by the template of its kind', async () => {
    const service = await house.service({ name: 'Quiet House' });
    const { id } = await about('strategy', service, { startsOn: '12 11 2026' });
    const { agenda, kind, title } = await read(house.cast.chair, id);
    expect([kind.key, title]).toEqual(['strategy', 'Strategy meeting']);
    expect(agenda.filter(({ serviceId }) => serviceId !== null).map((line) => line.title)).toEqual(['Quiet House']);
    expect(agenda.map((line) => line.title)).toEqual(expect.arrayContaining(['Risk assessment', 'Plan of the enquiry', 'Outcome of each allegation']));
    expect(agenda.length).toBe(10);
  });

  it('is refused in words, every problem at once, where it does not fit its kind', async () => {
    const { serviceId } = await house.service();
    expect(messages(await schedule({ series: 'initial', title: 'Rowan Court', guestIds: [house.cast.icbNurse.membershipId] }))).toEqual([
      'serviceId: Choose the service the meeting is about', 'title: The meeting is called “Initial serious concerns meeting”: mails and calendars name it so, and nothing it is about',
      'providerPart: Choose what part the provider has: none, part of the meeting or all of it', 'sharingReason: Enter why the service is shared with the guests’ agencies',
    ]);
    expect(messages(await schedule({ series: 'strategy', serviceId, providerPart: 'whole' }))).toEqual(['providerPart: Strategy meeting: the provider takes no part in it']);
    expect(messages(await schedule({ serviceId }))).toEqual(['serviceId: Provider Escalation Panel: it is about no single service']);
    expect(messages(await schedule({ series: 'gathering' }))).toEqual(['series: Choose the kind of meeting']);
    expect(messages(await schedule({ series: 'triage' }))).toEqual(['panelId: There is no open panel for this: Pre-panel triage. An administrator adds one of that kind under Administration, Panels']);
    expect(messages(await schedule({ series: 'initial', serviceId: newId(), providerPart: 'never' }))).toEqual(['serviceId: Choose a service of this council']);
    expect(messages(await schedule({ series: 'forum', title: 'x'.repeat(350) }))).toEqual(['title: Shorten the name of the meeting to 120 characters or fewer']);
  });

  it('shows the clock it answers; ending it sets the findings meeting, and a review on that day is the findings meeting', async () => {
    const service = await concerned();
    const stage = async (): Promise<unknown> => (await house.sql(`select state, context ->> 'findingsOn' as findings from workflows where machine = 'stage' and service_id = $1`, [service.serviceId]))[0];
    const late = await about('initial', service, { startsOn: '11 11 2026', startTime: '9:00' });
    expect((await read(house.cast.chair, late.id)).about.clocks).toEqual([{ words: 'The initial meeting is due by 9 November 2026', late: true }]);
    const { id } = await about('initial', service, { startsOn: '6 11 2026' });
    expect((await read(house.cast.chair, id)).about).toMatchObject({ serviceId: service.serviceId, providerPart: 'part', clocks: [{ late: false }] });
    const running = await opened(id);
    const item = running.agenda.find(({ serviceId }) => serviceId !== null);
    for (const line of running.agenda.filter((one) => one.serviceId === null)) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
    await done(house.cast.coordinator, 'saveItemRecord', { id: item?.id, version: 0, summary: 'Nights are short of staff.' });
    await done(house.cast.chair, 'takeItem', { id: item?.id, version: (await read(house.cast.chair, id)).agenda.find((line) => line.id === item?.id)?.version });
    expect((await send(house.cast.chair, 'concludeMeeting', { id, version: (await read(house.cast.chair, id)).version })).unmet?.map(({ sentence }) => sentence)).toEqual(['Set the next date in the item of the service: it is the day of the findings meeting.']);
    await done(house.cast.coordinator, 'saveItemRecord', { id: item?.id, version: 1, summary: 'Nights are short of staff.', nextDate: '20 11 2026' });
    await step(house.cast.chair, 'concludeMeeting', id);
    expect(await stage()).toEqual({ state: 'seriousConcerns.enquiriesAndImprovement', findings: '2026-11-20' });
    expect(await house.sql(`select kind from deadlines where service_id = $1 and kind = 'initialMeeting' and withdrawn_at is null`, [service.serviceId])).toEqual([]);

    const review = await about('review', service, { startsOn: '20 11 2026' });
    expect((await read(house.cast.chair, review.id)).about.clocks).toMatchObject([{ words: 'The findings meeting is due by 20 November 2026', late: false }]);
    for (const [on, held] of [['2026-11-18', 'seriousConcerns.enquiriesAndImprovement'], ['2026-11-20', 'seriousConcerns.decisionOnOutcome']] as const) {
      house.clock.set(`${on}T08:00:00Z`);
      const { id: reviewId } = await about('review', service, { startsOn: `${on.slice(8)} 11 2026`, startTime: '9:00', dateIsMeant: true });
      const { agenda } = await opened(reviewId);
      for (const line of agenda) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
      await step(house.cast.chair, 'concludeMeeting', reviewId);
      expect(await stage()).toMatchObject({ state: held });
    }
    house.clock.set('2026-11-03T10:00:00Z');
  });

  it('R20 recommends by the panel’s quorum, and a meeting with the provider recommends nothing', async () => {
    const service = await house.service();
    const recommendation = { code: 'D03', criteria: [], text: 'Enhanced monitoring.', reasonCodes: [] };
    const initial = await opened((await about('initial', service, { startsOn: '13 11 2026' })).id);
    expect(initial.quorum.words).toBe('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse.');
    await done(house.cast.chair, 'recordRecommendation', { agendaItemId: initial.agenda.find(({ serviceId }) => serviceId !== null)?.id, ...recommendation });
    const provider = await opened((await about('provider', service, { startsOn: '13 11 2026', startTime: '16:00' })).id);
    expect(provider.quorum).toEqual({ words: 'No quorum is set for this kind of meeting.', quorate: true });
    const refused = await send(house.cast.chair, 'recordRecommendation', { agendaItemId: provider.agenda.find(({ serviceId }) => serviceId !== null)?.id, ...recommendation });
    expect(refused.unmet?.map(({ sentence }) => sentence)).toEqual(['This kind of meeting recommends nothing: bring the service to the panel, or to a serious concerns meeting.']);
  });

  it('"since the last panel" looks along the panel’s own meetings: a meeting about one service is none of them', async () => {
    const panel = await done(house.cast.coordinator, 'scheduleMeeting', plan({ startsOn: '8 12 2026' }));
    const { data } = await house.gql<{ meeting: { lastOn: string | null } }>(house.cast.chair, 'query ($id: ID!) { meeting(id: $id) { lastOn } }', { id: panel.id });
    expect(data.meeting.lastOn).toBeNull();
  });
});

describe('R37 who sees a meeting about one service', () => {
  it('those of the panel’s guests who are asked to it, and the council; a provider meeting no guest at all', async () => {
    const service = await house.service();
    const { icbNurse, socialWorker, cqcInspector, qaOfficer, provider } = house.cast;
    const initial = await about('initial', service, { startsOn: '16 11 2026', memberIds: [icbNurse.membershipId] });
    const seenBy = async (id: string): Promise<string[]> => (await Promise.all([icbNurse, socialWorker, cqcInspector, qaOfficer].map(async (who) => ((await see(who, id)) === null ? [] : [who.personName])))).flat();
    expect(await seenBy(initial.id)).toEqual(['Grace Okafor', 'Priya Nair']);
    expect((await house.gql<{ meetings: { rows: { id: string }[] } }>(socialWorker, '{ meetings(filter: "all") { rows { id } } }')).data.meetings.rows.map(({ id }) => id)).not.toContain(initial.id);
    const alone = await about('provider', service, { startsOn: '17 11 2026', byName: 'Carol Finch, registered manager' });
    expect(await seenBy(alone.id)).toEqual(['Priya Nair']);
    expect((await read(qaOfficer, alone.id)).about.byName).toBe('Carol Finch, registered manager');
    expect(messages(await schedule({ series: 'provider', serviceId: service.serviceId, providerPart: 'whole', startsOn: '18 11 2026', memberIds: [icbNurse.membershipId] }))).toEqual(['memberIds: Choose people who are members of this panel today']);
    for (const id of [initial.id, alone.id]) expect((await house.gql(provider, 'query ($id: ID!) { meeting(id: $id) { id } }', { id })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('an agency without a seat only by a share with its reason, of that service, until the meeting’s papers are done; ending the share closes it', async () => {
    const [service, other] = [await house.service({ name: 'Ivy Bank' }), await house.service({ name: 'Moss End' })];
    const officer = await newcomer('Derek Hall', 'partner');
    expect(messages(await schedule({ series: 'initial', serviceId: service.serviceId, providerPart: 'never', startsOn: '19 11 2026', memberIds: [officer.membershipId] }))).toEqual(['memberIds: Choose people who are members of this panel today']);
    const { id } = await about('initial', service, { startsOn: '19 11 2026', guestIds: [officer.membershipId], sharingReason: 'They enquire into two thefts there.' });
    const services = async (): Promise<string[]> => (await house.unit.run(officer, () => house.unit.query<{ id: string }>('select id from services'))).map((one) => one.id);
    expect(await services()).toEqual([service.serviceId]);
    expect((await read(officer, id)).agenda.some(({ title }) => title === 'Ivy Bank')).toBe(true);
    const [share] = await house.sql<{ id: string; version: number; reason: string; ends_on: string; shared_by: string }>('select id, version, reason, ends_on::text, shared_by from shares where meeting_id = $1', [id]);
    expect(share).toMatchObject({ reason: 'They enquire into two thefts there.', ends_on: '2026-12-08', shared_by: house.cast.coordinator.membershipId });
    expect((await house.sql<{ content: string }>(`select content::text from trail where subject_id = $1`, [share?.id])).map(({ content }) => content.includes('thefts'))).toEqual([false]);
    await done(house.cast.chair, 'endShare', { id: share?.id, version: share?.version });
    expect([await services(), await see(officer, id)]).toEqual([[], null]);
    expect(other.serviceId).not.toBe(service.serviceId);
  });
});

describe('deputies', () => {
  it('one with a membership is asked, counts once for the member’s seat, and sees that meeting alone until its papers are done', async () => {
    const { icbNurse, coordinator, chair } = house.cast;
    const deputy = await newcomer('Nadia Boyle', 'partner', icbNurse.agencyId ?? '');
    const stranger = await newcomer('Derek Hall', 'partner');
    const [{ id }, later] = [await done(coordinator, 'scheduleMeeting', plan({ startsOn: '24 11 2026' })), await done(coordinator, 'scheduleMeeting', plan({ startsOn: '25 11 2026' }))];
    const nurse = (await read(chair, id)).members.find(({ membershipId }) => membershipId === icbNurse.membershipId);
    const naming = { memberId: nurse?.id, version: nurse?.version };
    expect(messages(await send(icbNurse, 'nameMeetingDeputy', naming))).toEqual(['deputyId: Choose who comes, or enter their name']);
    expect(messages(await send(icbNurse, 'nameMeetingDeputy', { ...naming, deputyId: stranger.membershipId }))).toEqual(['deputyId: Choose somebody of the same agency: a deputy speaks for it']);
    expect((await send(house.cast.socialWorker, 'nameMeetingDeputy', { ...naming, deputyName: 'Somebody' })).message).toContain('the member whose place it is');
    expect(await see(deputy, id)).toBeNull();
    const both = await Promise.all([icbNurse, coordinator].map((actor) => send(actor, 'nameMeetingDeputy', { ...naming, deputyId: deputy.membershipId })));
    expect(both.map((one) => one.__typename).toSorted()).toEqual(['NameMeetingDeputyPayload', 'StaleVersion']);
    expect((await read(deputy, id)).members.find((one) => one.id === nurse?.id)?.standIn).toEqual({ name: 'Nadia Boyle', forMeeting: true, until: '2026-12-17' });
    expect(await see(deputy, later.id)).toBeNull();
    expect((await calendars(id)).filter(({ to }) => to === 'Nadia Boyle')).toMatchObject([{ method: 'REQUEST' }]);
    await step(coordinator, 'buildAgenda', id);
    await step(coordinator, 'publishAgenda', id);
    const { members } = await read(chair, id);
    const entry = (one: Member) => ({ memberId: one.id, version: one.version, attendance: one.id === nurse?.id ? 'deputy' : 'present', deputyName: one.id === nurse?.id ? 'Nadia Boyle' : null, left: false });
    await done(coordinator, 'recordAttendance', { id, entries: members.map(entry) });
    await done(deputy, 'acceptConfidentiality', { id });
    expect((await read(chair, id)).quorum.words).toContain('ICB quality nurse');
    house.clock.set('2026-12-18T10:00:00Z');
    expect(await see(deputy, id)).toBeNull();
    house.clock.set('2026-11-03T10:00:00Z');
  });

  it('one known by name alone counts and sees nothing; taken back, the seat ends at once; named before the meeting alone', async () => {
    const { icbNurse, coordinator, chair } = house.cast;
    const { id } = await done(coordinator, 'scheduleMeeting', plan({ startsOn: '26 11 2026' }));
    const nurse = async (): Promise<Member | undefined> => (await read(chair, id)).members.find(({ membershipId }) => membershipId === icbNurse.membershipId);
    const name = async (input: Record<string, unknown>): Promise<Answer> => done(coordinator, 'nameMeetingDeputy', { memberId: (await nurse())?.id, version: (await nurse())?.version, ...input });
    const deputy = await newcomer('Nadia Boyle', 'partner', icbNurse.agencyId ?? '');
    await name({ deputyId: deputy.membershipId });
    expect(await see(deputy, id)).not.toBeNull();
    await name({ deputyName: 'Sam Poole' });
    expect([(await nurse())?.standIn, await see(deputy, id)]).toEqual([{ name: 'Sam Poole', forMeeting: true, until: null }, null]);
    await done(icbNurse, 'withdrawMeetingDeputy', { memberId: (await nurse())?.id, version: (await nurse())?.version });
    expect((await nurse())?.standIn).toBeNull();
    await opened(id);
    expect((await send(coordinator, 'nameMeetingDeputy', { memberId: (await nurse())?.id, version: (await nurse())?.version, deputyName: 'Sam Poole' })).unmet?.map(({ sentence }) => sentence)).toEqual(['A deputy is named before the meeting; once it is held, attendance says who came.']);
  });

  it('in the chair’s place is named with the chair: on the meeting’s page, in its notice, on its attendance sheet and in its papers', async () => {
    const { coordinator, chair, icbNurse } = house.cast;
    const { id } = await done(coordinator, 'scheduleMeeting', plan({ startsOn: '19 11 2026' }));
    const ruth = (await read(chair, id)).members.find(({ membershipId }) => membershipId === chair.membershipId);
    await done(coordinator, 'nameMeetingDeputy', { memberId: ruth?.id, version: ruth?.version, deputyName: 'Olive Marsh' });
    await step(coordinator, 'buildAgenda', id);
    await step(coordinator, 'publishAgenda', id);
    const headers = { cookie: `session=${await house.get(Sessions).begin(icbNurse as never, 'page')}` };
    for (const [path, said] of [['', 'Chair: Ruth Adeyemi; Olive Marsh comes for them.'], ['/pack', 'Chair: Ruth Adeyemi; Olive Marsh comes for them.'], ['/pack.pdf', 'Ruth Adeyemi. In their place: Olive Marsh'], ['/notice', 'Ruth Adeyemi. In their place: Olive Marsh'], ['/notice.pdf', 'Ruth Adeyemi. In their place: Olive Marsh'], ['/attendance-sheet', 'Ruth Adeyemi. In their place: Olive Marsh']]) {
      const { rawPayload, body } = await house.app.inject({ url: `/meetings/${id}${path ?? ''}`, headers });
      const text = (path?.endsWith('.pdf') === true ? pdfText(rawPayload) : body).replaceAll(/\s+/g, ' ');
      expect([path, text.includes(said ?? '')]).toEqual([path, true]);
    }
  });

  it('for some days is whoever takes the member’s place on the day of the meeting, and is asked with them', async () => {
    const { socialWorker, chair, coordinator } = house.cast;
    const deputy = await newcomer('Ivor Lamb', 'partner', socialWorker.agencyId ?? '');
    await done(socialWorker, 'nameDeputy', { membershipId: socialWorker.membershipId, deputyId: deputy.membershipId, from: '23 11 2026', to: '27 11 2026', automatic: false });
    const [inside, outside] = [await done(coordinator, 'scheduleMeeting', plan({ startsOn: '27 11 2026' })), await done(coordinator, 'scheduleMeeting', plan({ startsOn: '30 11 2026' }))];
    const standIn = async (id: string) => (await read(chair, id)).members.find(({ membershipId }) => membershipId === socialWorker.membershipId)?.standIn;
    expect([await standIn(inside.id), await standIn(outside.id)]).toEqual([{ name: 'Ivor Lamb', forMeeting: false, until: '2026-11-27' }, null]);
    const asked = async (id: string): Promise<string[]> => (await calendars(id)).map(({ to }) => to);
    expect([(await asked(inside.id)).includes('Ivor Lamb'), (await asked(outside.id)).includes('Ivor Lamb')]).toEqual([true, false]);
  });
});

it('asks nobody who has left the agency, waits for none of them, and lists them as left', async () => {
  const { coordinator, chair } = house.cast;
  const leaver = await newcomer('Una Rowe', 'qaOfficer', house.cast.qaOfficer.agencyId ?? '');
  const { id } = await done(coordinator, 'scheduleMeeting', plan({ startsOn: '1 12 2026', memberIds: [leaver.membershipId, house.cast.qaOfficer.membershipId, house.cast.safeguardingLead.membershipId, house.cast.icbNurse.membershipId] }));
  expect((await calendars(id)).map(({ to }) => to)).toContain('Una Rowe');
  await house.sql(`update memberships set valid_to = '2026-11-02' where id = $1`, [leaver.membershipId]);
  await step(coordinator, 'rescheduleMeeting', id, { startsOn: '2 12 2026', startTime: '14:00', lengthMinutes: 60, venue: 'Room 2', reason: 'The room is taken.' });
  expect((await calendars(id)).filter(({ event }) => event.sequence === 1).map(({ to }) => to)).not.toContain('Una Rowe');
  expect((await read(chair, id)).members.find(({ name }) => name === 'Una Rowe')).toMatchObject({ leftOn: '2026-11-02', attendance: 'expected' });
  expect((await opened(id)).state).toBe('inProgress');
  expect(messages(await schedule({ startsOn: '3 12 2026', memberIds: [leaver.membershipId] }))).toEqual(['memberIds: Choose people who are members of this panel today']);
});

describe('dates', () => {
  it('asks about a bank holiday, a weekend and a time that the clock change skips, and takes them once they are meant', async () => {
    expect(messages(await schedule({ startsOn: '25 12 2026', startTime: '14:00' }))).toEqual(['startsOn: 25 December 2026 is a bank holiday (Christmas Day). Choose another day, or tick that this day is meant']);
    expect(messages(await schedule({ startsOn: '28 3 2027', startTime: '1:30' }))).toEqual([
      'startsOn: 28 March 2027 is a Sunday. Choose another day, or tick that this day is meant', 'startTime: The clocks go forward on 28 March 2027: there is no 01:30. Enter another time',
    ]);
    expect(messages(await schedule({ startsOn: '29 2 2027' }))).toEqual(['startsOn: Enter the date of the meeting, for example 17 5 2026']);
    await done(house.cast.coordinator, 'scheduleMeeting', plan({ startsOn: '25 12 2026', dateIsMeant: true }));
  });

  it('lets one of two who schedule the same day win, and tells the other of that meeting', async () => {
    const both = await Promise.all([house.cast.chair, house.cast.coordinator].map((actor) => send(actor, 'scheduleMeeting', plan({ startsOn: '4 12 2026' }))));
    const [won, lost] = both[0]?.__typename === 'ScheduleMeetingPayload' ? both : both.toReversed();
    expect(messages(lost as Answer)).toEqual([`startsOn: ${won?.reference ?? ''} is a meeting of this kind on 4 December 2026 already. Choose another day, or tick that this day is meant`]);
  });

  it.each([['26 3 2027', '2027-03-26T11:00:00.000Z'], ['29 3 2027', '2027-03-29T10:00:00.000Z'], ['29 2 2028', '2028-02-29T11:00:00.000Z']])(
    'on %s at 11:00 is the same instant in an independent reader, moved and called off by the same entry', async (startsOn, instant) => {
      const { id } = await done(house.cast.coordinator, 'scheduleMeeting', plan({ startsOn, startTime: '11:00', dateIsMeant: true }));
      const asked = await calendars(id);
      await step(house.cast.coordinator, 'rescheduleMeeting', id, { startsOn, startTime: '15:30', lengthMinutes: 90, venue: 'Room 3', reason: 'The room is taken.', dateIsMeant: true });
      await calendars(id);
      await step(house.cast.coordinator, 'cancelMeeting', id, { reason: 'Nothing is due.' });
      const all = await calendars(id);
      expect(asked.length).toBeGreaterThan(5);
      expect(new Set(asked.map(({ event }) => instantOf(event.startDate)))).toEqual(new Set([instant]));
      expect(new Set(all.map(({ event }) => event.uid)).size).toBe(1);
      for (const { to } of asked) {
        const own = all.filter((one) => one.to === to).map(({ event, method }) => [method, event.sequence, event.startDate.toString().slice(11, 16), event.duration.toSeconds() / 60]);
        expect(own).toEqual([['REQUEST', 0, '11:00', 60], ['REQUEST', 1, '15:30', 90], ['CANCEL', 2, '15:30', 90]]);
      }
    },
  );
});

describe('a year laid out ahead', () => {
  interface Year { readonly from: string; readonly to: string; readonly dates: { startsOn: string; movedFrom: string | null; movedBecause: string | null; reference: string | null }[] }
  const ahead = async (from: string, series = 'panel'): Promise<Year> => {
    const { data, errors } = await house.gql<{ meetingProposal: { year: Year } }>(house.cast.coordinator, 'query ($from: String, $series: String) { meetingProposal(from: $from, series: $series) { year { from to dates { startsOn movedFrom movedBecause reference } } } }', { from, series });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data.meetingProposal.year;
  };
  const lay = (dates: readonly Record<string, unknown>[], more: Record<string, unknown> = {}, actor = house.cast.coordinator): Promise<Answer> => {
    const { startsOn: _, memberIds: _all, ...rest } = plan();
    return send(actor, 'layOutMeetings', { ...rest, dates, ...more });
  };

  it('has the dates of the rhythm, off the bank holidays with the reason, and the meetings there are', async () => {
    await house.sql(`update procedures set content = jsonb_set(content, '{panel,cadence}', '{"weekday": 1, "nth": 1}') where council_id = $1`, [house.councilId]);
    const { dates, to } = await ahead('2027-01-01');
    expect([dates.length, to]).toEqual([12, '2027-12-31']);
    expect(dates.filter(({ movedFrom }) => movedFrom !== null)).toEqual([{ startsOn: '2027-05-04', movedFrom: '2027-05-03', movedBecause: 'Early May bank holiday', reference: null }]);
  });

  it('is created in one act, one date changed and one left out; again, and by two at once, there are no doubles', async () => {
    const { dates } = await ahead('2027-01-01');
    const chosen = dates.slice(0, 6).map(({ startsOn }, index) => ({ startsOn: index === 0 ? '2027-01-05' : startsOn }));
    const two = await Promise.all([lay(chosen), lay(chosen)]);
    expect(two.map((one) => one.__typename).toSorted()).toEqual(['InvalidInput', 'LayOutMeetingsPayload']);
    expect(messages(two.find((one) => one.__typename === 'InvalidInput') as Answer)).toEqual(['dates: Every one of these dates has a meeting of this kind already']);
    await lay([...chosen, { startsOn: '2027-07-05' }]);
    const there = await house.sql<{ on: string }>(`select (starts_at at time zone 'Europe/London')::text as on from meetings where series = 'panel' and starts_at > '2027-01-01' and starts_at < '2028-01-01' and title = 'Provider Escalation Panel' order by starts_at`);
    expect(there.map(({ on }) => on.slice(0, 16)).filter((on) => on.endsWith('14:00') && !on.startsWith('2027-03-26') && !on.startsWith('2027-03-29'))).toEqual(['2027-01-05 14:00', '2027-02-01 14:00', '2027-03-01 14:00', '2027-04-05 14:00', '2027-05-04 14:00', '2027-06-07 14:00', '2027-07-05 14:00']);
    expect((await ahead('2027-01-01')).dates.filter(({ reference }) => reference !== null)).toHaveLength(6);
  });

  it('refuses every date that speaks against itself at once, a date twice, and a kind that is held when somebody calls', async () => {
    expect(messages(await lay([{ startsOn: '1 10 2026' }, { startsOn: '27 12 2027' }, { startsOn: '27 12 2027x' }]))).toEqual(['dates.2.startsOn: Enter the date, for example 17 5 2026']);
    expect(messages(await lay([{ startsOn: '1 10 2026' }, { startsOn: '27 12 2027' }]))).toEqual([
      'dates.0.startsOn: Enter a date and time that is still to come', 'dates.1.startsOn: 27 December 2027 is a bank holiday (Christmas Day (substitute day)). Choose another day, or tick that this day is meant',
    ]);
    expect(messages(await lay([{ startsOn: '6 12 2027' }, { startsOn: '2027-12-06' }]))).toEqual(['dates: A date stands twice: take one of them out']);
    expect(messages(await lay([{ startsOn: '6 12 2027' }], { series: 'initial' }))[0]).toContain('series: Initial serious concerns meeting: it is held when somebody calls for it');
    expect((await lay([{ startsOn: '6 12 2027' }], {}, house.cast.icbNurse)).message).toContain('coordinator');
  });
});

describe('a meeting where providers sit', () => {
  const notes = { attendance: 'Rowan Court Care\nFernbank Care', attended: 14, themes: 'Recruitment\nWinter plans\nRecruitment', notes: 'Providers asked for one form.' };

  it('is recorded after the fact with who came, themes and notes; nobody is asked to what has been', async () => {
    const { id } = await done(house.cast.coordinator, 'scheduleMeeting', plan({ series: 'forum', title: 'Home care forum, autumn', startsOn: '22 10 2026' }));
    await step(house.cast.coordinator, 'recordMeetingNotes', id, notes);
    const seen = await read(house.cast.icbNurse, id);
    expect(seen).toMatchObject({ state: 'noted', title: 'Home care forum, autumn', agenda: [], about: { notes: { attended: 14, themes: ['Recruitment', 'Winter plans'] } } });
    expect(await calendars(id)).toEqual([]);
    await step(house.cast.chair, 'recordMeetingNotes', id, { ...notes, attended: 15 });
    expect((await read(house.cast.chair, id)).about.notes?.attended).toBe(15);
  });

  it('has no agenda of services and no papers, whoever asks, and no notes before its day', async () => {
    const service = await house.service();
    const { id } = await done(house.cast.coordinator, 'scheduleMeeting', plan({ series: 'forum', startsOn: '9 12 2026' }));
    const { version } = await read(house.cast.coordinator, id);
    expect((await send(house.cast.coordinator, 'buildAgenda', { id, version })).unmet?.map(({ requirement }) => requirement)).toEqual(['keepsAgenda', 'hasItems']);
    expect((await send(house.cast.coordinator, 'addAgendaItem', { id, serviceId: service.serviceId, section: 1, minutesEstimate: 5, reason: 'x' })).__typename).toBe('TransitionRefused');
    expect((await send(house.cast.coordinator, 'recordMeetingNotes', { id, version, ...notes })).unmet?.map(({ requirement }) => requirement)).toEqual(['hasBegun']);
    expect(messages(await send(house.cast.coordinator, 'recordMeetingNotes', { id, version, attendance: '', attended: -1, themes: ' ', notes: '' })).map((one) => one.split(':')[0])).toEqual(['attendance', 'attended', 'themes', 'notes']);
    const panel = await done(house.cast.coordinator, 'scheduleMeeting', plan({ startsOn: '10 12 2026' }));
    expect((await send(house.cast.coordinator, 'recordMeetingNotes', { id: panel.id, version: 1, ...notes })).unmet?.map(({ requirement }) => requirement)).toContain('keepsNotes');
  });
});

it('the list is of one kind or year, with every kind of the council', async () => {
  const list = async (args: string) => (await house.gql<{ meetings: { rows: { series: string; startsAt: string }[]; kinds: { key: string }[]; years: number[] } }>(house.cast.chair, `{ meetings(filter: "all", ${args}) { rows { series startsAt } kinds { key } years } }`)).data.meetings;
  const forums = await list('series: "forum"');
  expect(new Set(forums.rows.map(({ series }) => series))).toEqual(new Set(['forum']));
  expect(forums.kinds).toHaveLength(10);
  expect(forums.years).toEqual([2026, 2027, 2028]);
  expect(new Set((await list('year: 2028')).rows.map(({ startsAt }) => startsAt.slice(0, 4)))).toEqual(new Set(['2028']));
});
