import { Client } from 'pg';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { openHouse, type House } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly version: number;
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly unmet?: readonly { sentence: string }[];
  readonly currentVersion?: number;
}
interface Contribution { readonly serviceId: string; readonly number: number; readonly answer: string; readonly entries: readonly { label: string; words: string }[]; readonly reason: string | null; readonly late: boolean; readonly agencyName: string }
interface Before {
  readonly version: number; readonly contributionsBy: string | null; readonly proposedClosing: string; readonly open: boolean;
  readonly form: { title: string; asks: readonly { code: string }[]; keptFromProvider: string | null } | null;
  readonly services: readonly { serviceId: string; closed: boolean; own: readonly Contribution[]; others: readonly Contribution[] }[];
  readonly members: readonly { membershipId: string; contribution: string; contributionLate: boolean; attendance: string }[];
  readonly proposals: readonly { id: string; version: number; title: string; outcome: string | null; outcomeReason: string | null }[];
}
interface Line { readonly id: string; readonly version: number; readonly title: string; readonly serviceId: string | null; readonly reasons: readonly { words: string }[]; readonly youAreOut: string | null; readonly forNoting: boolean; readonly takenAt: string | null; readonly place: number; readonly minutesEstimate: number; readonly presenterName: string | null }

const contributionFields = 'serviceId number answer entries { label words } reason late agencyName';
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
  const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const source = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version } ... on Refusal { message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { sentence } } ... on StaleVersion { currentVersion } } }`;
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
const before = async (actor: Actor, id: string): Promise<Before> => {
  const source = `query ($id: ID!) { meetingContributions(id: $id) { version contributionsBy proposedClosing open form { title asks { code } keptFromProvider } services { serviceId closed own { ${contributionFields} } others { ${contributionFields} } }
    members { membershipId contribution contributionLate attendance } proposals { id version title outcome outcomeReason } } }`;
  const { data, errors } = await house.gql<{ meetingContributions: Before | null }>(actor, source, { id });
  if (data?.meetingContributions == null) throw new Error(JSON.stringify(errors ?? 'nothing'));
  return data.meetingContributions;
};
const meetingOf = async (actor: Actor, id: string): Promise<{ version: number; state: string; agenda: Line[]; agendaVersions: { number: number; changes: string[] }[] }> => {
  const source = 'query ($id: ID!) { meeting(id: $id) { version state agenda { id version title serviceId reasons { words } youAreOut forNoting takenAt place minutesEstimate presenterName } agendaVersions { number changes } } }';
  return (await house.gql<{ meeting: { version: number; state: string; agenda: Line[]; agendaVersions: { number: number; changes: string[] }[] } }>(actor, source, { id })).data.meeting;
};
const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => done(actor, mutation, { id, version: (await meetingOf(house.cast.coordinator, id)).version, ...more });
const schedule = async (startsOn = '8 12 2026'): Promise<string> => (await done(house.cast.coordinator, 'scheduleMeeting', {
  startsOn, startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], dateIsMeant: true,
})).id;
const escalated = async (name: string, since = '2026-10-20'): Promise<string> => {
  const { serviceId } = await house.service({ name });
  const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
  const id = newId();
  await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, $4, null)`, [house.councilId, id, serviceId, since]);
  await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    values ($1, $2, 'stage', 1, 'enhanced', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $3, $4, $5, '2026-10-20T09:00:00Z')`, [house.councilId, id, procedure?.id, serviceId, house.cast.chair.membershipId]);
  return serviceId;
};
const bring = (id: string, serviceId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ id, serviceId, version: 0, entries: [{ code: 'clinicalVisits', words: 'Two visits; pressure care is better.' }], caveat: 'none', audience: 'members', ...more });
const mailsTo = (key: string): Promise<{ to: string; body: string }[]> => house.sql(`select to_membership_id as to, body from mail_messages where dedupe_key like $1 order by 1`, [`${key}%`]);
const publish = async (id: string): Promise<void> => {
  await step(house.cast.coordinator, 'buildAgenda', id);
  await step(house.cast.coordinator, 'publishAgenda', id);
};
/** With everybody there. */
const opened = async (id: string): Promise<void> => {
  const { coordinator, chair } = house.cast;
  const { members } = (await house.gql<{ meeting: { members: { id: string; version: number }[] } }>(coordinator, 'query ($id: ID!) { meeting(id: $id) { members { id version } } }', { id })).data.meeting;
  await done(coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: 'present', left: false })) });
  await step(chair, 'openMeeting', id);
};
const lineOf = async (actor: Actor, id: string, title: string): Promise<Line> => {
  const line = (await meetingOf(actor, id)).agenda.find((one) => one.title === title);
  if (line === undefined) throw new Error(`No item ${title}`);
  return line;
};
const packOf = async (actor: Actor, id: string) => {
  const source = `query ($id: ID!) { meetingPack(id: $id) { number items { id title closed reasons contributions { ${contributionFields} } } } }`;
  return (await house.gql<{ meetingPack: { items: { title: string; closed: string | null; reasons: string[]; contributions: Contribution[] }[] } | null }>(actor, source, { id })).data.meetingPack;
};
const fetchAs = async (actor: Actor, url: string) => {
  const cookie = `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}`;
  return house.app.inject({ method: 'GET', url, headers: { cookie } });
};

describe('the call for items', () => {
  it('opens with a closing date before the meeting, tells members by mail with a link, and reminds the silent before and on the day, and by a press', async () => {
    const { coordinator, icbNurse } = house.cast;
    const serviceId = await escalated('Called House');
    const id = await schedule();
    expect(await before(coordinator, id)).toMatchObject({ contributionsBy: null, proposedClosing: '2026-12-01', open: true });
    const { version } = await meetingOf(coordinator, id);
    expect(await send(coordinator, 'callForItems', { id, version, contributionsBy: '8 12 2026' })).toMatchObject({ __typename: 'TransitionRefused', unmet: [{ sentence: 'Choose a closing date from today on, and before the day of the meeting.' }] });
    expect(await send(coordinator, 'callForItems', { id, version, contributionsBy: '31 2 2026' })).toMatchObject({ fields: [{ field: 'contributionsBy', message: 'Enter the closing date, for example 17 5 2026' }] });
    expect(await send(icbNurse, 'callForItems', { id, version, contributionsBy: '1 12 2026' })).toMatchObject({ __typename: 'NotPermitted' });
    await done(coordinator, 'callForItems', { id, version, contributionsBy: '1 12 2026' });
    await house.drain();
    expect((await meetingOf(coordinator, id)).state).toBe('callForItems');
    const mails = await mailsTo('call:');
    expect(mails).toHaveLength(7);
    expect(mails.every(({ body }) => body.includes('by 1 December 2026') && body.includes(`/meetings/${id}/contributions`) && !body.includes('Called House'))).toBe(true);

    await done(icbNurse, 'contribute', bring(id, serviceId));
    const due = await house.sql<{ kind: string; on: string }>(`select kind, due_on::text as on from deadlines where workflow_id = $1 and withdrawn_at is null order by due_on`, [id]);
    expect(due).toEqual([{ kind: 'contributionsReminder', on: '2026-11-27' }, { kind: 'contributionsDue', on: '2026-12-01' }]);
    for (const [day, reminded] of [['2026-11-27T09:00:00Z', 1], ['2026-12-01T09:00:00Z', 2]] as const) {
      house.clock.set(Temporal.Instant.from(day));
      await house.get(DeadlineSweeper).sweep();
      await house.drain();
      const sent = await mailsTo('contributions-reminder:');
      expect([day, sent.length, sent.some(({ to }) => to === icbNurse.membershipId)]).toEqual([day, 6 * reminded, false]);
    }
    await step(coordinator, 'remindSilent', id);
    await house.drain();
    expect(await mailsTo('contributions-reminder:')).toHaveLength(18);
  });
});

describe('a contribution', () => {
  it('R21 R22 stands in the preview of an agenda as its reader will see it: by audience, without items they are out of, and to whoever declared an interest not before the chair has ruled', async () => {
    const { coordinator, icbNurse, safeguardingLead, socialWorker, qaOfficer, provider } = house.cast;
    const serviceId = await escalated('Previewed House');
    const id = await schedule('22 12 2026');
    await done(icbNurse, 'contribute', bring(id, serviceId));
    await done(safeguardingLead, 'contribute', bring(id, serviceId, { entries: [{ code: 'counts', words: 'Four enquiries.' }], audience: 'council' }));
    await step(coordinator, 'buildAgenda', id);
    const preview = async (as: string): Promise<string[]> => (await house.gql<{ agendaPreview: { contributions: { entries: { words: string }[] }[] } }>(coordinator, 'query ($id: ID!, $as: String) { agendaPreview(id: $id, as: $as) { contributions { entries { words } } } }', { id, as }))
      .data.agendaPreview.contributions.flatMap(({ entries }) => entries.map(({ words }) => words)).toSorted();
    const of = (actor: Actor): string => `member:${actor.membershipId}`;
    const [visits, counts] = ['Two visits; pressure care is better.', 'Four enquiries.'];
    expect([await preview(of(qaOfficer)), await preview(of(socialWorker)), await preview(of(safeguardingLead)), await preview('board'), await preview('nobody')]).toEqual([[counts, visits], [visits], [counts, visits], [], []]);
    expect(await preview(`provider:${provider.providerId ?? ''}`)).toEqual([]);
    const line = await lineOf(coordinator, id, 'Previewed House');
    const interest = await done(socialWorker, 'declareInterest', { agendaItemId: line.id, nature: 'worksFor', details: 'My sister is the manager' });
    expect(await preview(of(socialWorker))).toEqual([]);
    await done(house.cast.chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'stay' });
    expect(await preview(of(socialWorker))).toEqual([visits]);
    const { body } = await fetchAs(coordinator, `/meetings/${id}/agenda-preview?as=${of(socialWorker)}`);
    expect([body.includes(visits), body.includes(counts), body.includes('as Daniel Reyes, Social Work Team Manager will see it')]).toEqual([true, false, true]);
  });

  it('asks what the member’s seat brings, and refuses with every problem at once what does not fit', async () => {
    const { icbNurse, safeguardingLead, coordinator } = house.cast;
    const serviceId = await escalated('Formed House');
    const id = await schedule('15 12 2026');
    expect((await before(icbNurse, id)).form).toMatchObject({ title: 'Integrated care board', keptFromProvider: 'detail of one patient' });
    expect((await before(safeguardingLead, id)).form?.asks.map(({ code }) => code)).toEqual(['counts', 'enquiries', 'themes', 'planning']);
    expect((await before(coordinator, id)).form).toMatchObject({ title: 'Any other agency' });
    const wrong = await send(icbNurse, 'contribute', { ...bring(id, serviceId), entries: [{ code: 'clinicalVisits', words: ' ' }], audience: 'everybody', version: 1 });
    expect(wrong.fields?.map(({ field }) => field).toSorted()).toEqual(['audience', 'entries', 'reason']);
    expect((await send(icbNurse, 'contribute', bring(id, serviceId, { audience: 'provider', caveat: 'notToProvider' }))).fields?.[0]?.field).toBe('audience');
    expect((await send(icbNurse, 'contribute', bring(id, serviceId, { caveat: 'namedPeople' }))).fields).toMatchObject([{ field: 'caveat' }]);
    expect((await send(icbNurse, 'contribute', bring(id, serviceId, { entries: [{ code: 'counts', words: 'Four.' }] }))).fields).toMatchObject([{ field: 'entries', message: 'Use the parts of your own form' }]);
    const { serviceId: quiet } = await house.service({ name: 'Quiet House' });
    expect((await send(icbNurse, 'contribute', bring(id, quiet))).fields).toMatchObject([{ field: 'serviceId', message: 'This service is not on the agenda: propose it as an item first' }]);
  });

  it('R36 is corrected beside what stood, is shown as late after its date, and of two at once one is told', async () => {
    const { icbNurse, safeguardingLead, chair, coordinator } = house.cast;
    const serviceId = await escalated('Corrected House');
    const id = await schedule('15 12 2026');
    const called = await meetingOf(coordinator, id);
    await done(coordinator, 'callForItems', { id, version: called.version, contributionsBy: '2 12 2026' });
    const both = await Promise.all([send(icbNurse, 'contribute', bring(id, serviceId)), send(icbNurse, 'contribute', bring(id, serviceId, { entries: [{ code: 'incidents', words: 'One fall.' }] }))]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['ContributePayload', 'StaleVersion']);
    house.clock.set(Temporal.Instant.from('2026-12-03T10:00:00Z'));
    expect((await send(icbNurse, 'contribute', bring(id, serviceId, { version: 1 }))).fields).toMatchObject([{ field: 'reason', message: 'Say what you correct and why' }]);
    await done(icbNurse, 'contribute', bring(id, serviceId, { version: 1, entries: [{ code: 'incidents', words: 'Two falls.' }], reason: 'One more was reported.' }));
    await done(safeguardingLead, 'contribute', bring(id, serviceId, { entries: [{ code: 'counts', words: 'Three concerns.' }] }));
    const own = (await before(icbNurse, id)).services.find((one) => one.serviceId === serviceId)?.own;
    expect(own?.map(({ number, reason, late }) => [number, reason, late])).toEqual([[2, 'One more was reported.', true], [1, null, false]]);
    const seen = (await before(chair, id)).services.find((one) => one.serviceId === serviceId)?.others;
    expect(seen?.map(({ entries }) => entries[0]?.words).toSorted()).toEqual(['Three concerns.', 'Two falls.']);
    const members = new Map((await before(chair, id)).members.map((one) => [one.membershipId, one]));
    // What came first was in time; the correction is late by itself.
    expect([members.get(icbNurse.membershipId)?.contributionLate, members.get(safeguardingLead.membershipId)?.contributionLate]).toEqual([false, true]);
    await expect(house.sql('update contributions set audience = $1', ['provider'])).rejects.toThrow(/never changed/);
  });

  it('a nil return is for one service or for every one left, and never over what was returned', async () => {
    const { icbNurse, chair } = house.cast;
    const [one, two] = [await escalated('Nil One'), await escalated('Nil Two')];
    const id = await schedule('15 12 2026');
    await done(icbNurse, 'contribute', bring(id, one));
    expect(await send(icbNurse, 'returnNothing', { id, serviceId: one })).toMatchObject({ unmet: [{ sentence: 'You returned something about this service: correct that instead.' }] });
    await done(icbNurse, 'returnNothing', { id, serviceId: two });
    await done(icbNurse, 'returnNothing', { id });
    const answers = new Map((await before(icbNurse, id)).services.map((service) => [service.serviceId, service.own[0]?.answer]));
    expect([answers.get(one), answers.get(two)]).toEqual(['returned', 'nilReturn']);
    expect([...answers.values()].every((answer) => answer !== undefined)).toBe(true);
    expect((await before(chair, id)).members.find(({ membershipId }) => membershipId === icbNurse.membershipId)?.contribution).toBe('returned');
  });

  it('is not taken from a member who has left the agency, in words, nor once the meeting has begun', async () => {
    const { icbNurse } = house.cast;
    house.clock.set('2026-12-01T09:00:00Z');
    const serviceId = await escalated('Left House');
    const id = await schedule('15 12 2026');
    const [old, next] = [newId(), newId()];
    await house.sql(`insert into people (id, name, created_at) values ($1, 'Mover Jones', '2026-01-01T09:00:00Z')`, [old]);
    await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, job_title, valid_from, valid_to) values ($1, $2, $3, $4, 'partner', 'Nurse', '2026-01-01', '2026-11-27')`, [house.councilId, old, old, icbNurse.agencyId]);
    await house.sql(`insert into memberships (council_id, id, person_id, role, job_title, valid_from) values ($1, $2, $3, 'qaOfficer', 'Officer', '2026-11-28')`, [house.councilId, next, old]);
    await house.sql(`insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance, contribution, version) values ($1, $2, $3, $4, 'other', '2026-11-01T09:00:00Z', 'expected', 'none', 1)`, [house.councilId, newId(), id, old]);
    const moved: Actor = { ...house.cast.qaOfficer, membershipId: next, personId: old };
    const refused = await send(moved, 'contribute', bring(id, serviceId));
    expect(refused).toMatchObject({ __typename: 'NotPermitted' });
    expect(refused.message).toMatch(/whoever sits for .+ now: you were asked to this meeting for it and left on 27 November 2026/);

    await publish(id);
    await opened(id);
    expect(await send(icbNurse, 'contribute', bring(id, serviceId))).toMatchObject({ unmet: [{ sentence: 'The meeting has begun: say it there, or add it as intelligence.' }] });
  });

  it('R21 R22 R37 is seen by whom it is for: members, officers, CQC, the provider; never by who is out of the item', async () => {
    const { icbNurse, safeguardingLead, contracts, chair, coordinator, provider } = { ...house.cast, contracts: house.cast.qaOfficer };
    const serviceId = await escalated('Audience House');
    const id = await schedule('15 12 2026');
    await done(safeguardingLead, 'contribute', bring(id, serviceId, { entries: [{ code: 'counts', words: 'For officers alone.' }], audience: 'council' }));
    await done(icbNurse, 'contribute', bring(id, serviceId, { entries: [{ code: 'incidents', words: 'For the members.' }] }));
    const wordsFor = async (actor: Actor): Promise<string[]> => (await before(actor, id)).services.filter((one) => one.serviceId === serviceId).flatMap(({ own, others }) => [...own, ...others]).flatMap(({ entries }) => entries.map(({ words }) => words)).toSorted();
    expect(await wordsFor(chair)).toEqual(['For officers alone.', 'For the members.']);
    expect(await wordsFor(contracts)).toEqual(['For officers alone.', 'For the members.']);
    expect(await wordsFor(icbNurse)).toEqual(['For the members.']);
    expect((await house.gql(provider, 'query ($id: ID!) { meetingContributions(id: $id) { id } }', { id })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
    await publish(id);
    const line = await lineOf(coordinator, id, 'Audience House');
    expect((await packOf(icbNurse, id))?.items.find(({ title }) => title === 'Audience House')).toMatchObject({ closed: null, contributions: [{ entries: [{ words: 'For the members.' }] }] });

    // Yesterday's link: declared this morning, and closed at once; open again once the chair rules that they stay.
    const interest = await done(icbNurse, 'declareInterest', { agendaItemId: line.id, nature: 'worksFor' });
    const closed = (await packOf(icbNurse, id))?.items.find(({ title }) => title === 'Audience House');
    expect(closed).toMatchObject({ contributions: [], reasons: [], closed: expect.stringMatching(/^You declared an interest in this item .*closed to you until the chair has ruled/) as string });
    expect(await wordsFor(icbNurse)).toEqual([]);
    const page = await fetchAs(icbNurse, `/meetings/${id}/pack`);
    expect([page.statusCode, page.body.includes('For the members.'), page.body.includes('closed to you until the chair has ruled')]).toEqual([200, false, true]);
    const pdf = await fetchAs(icbNurse, `/meetings/${id}/pack.pdf`);
    expect(pdfText(pdf.rawPayload)).not.toContain('For the members.');
    // Also by another of their memberships: whoever declared it is a person.
    const elsewhere = newId();
    await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, job_title, valid_from) values ($1, $2, $3, $4, 'qaOfficer', 'Officer', '2026-01-01')`, [house.councilId, elsewhere, icbNurse.personId, house.cast.qaOfficer.agencyId]);
    expect((await packOf({ ...house.cast.qaOfficer, membershipId: elsewhere, personId: icbNurse.personId }, id))?.items.find(({ title }) => title === 'Audience House')).toMatchObject({ contributions: [], reasons: [], closed: expect.stringContaining('until the chair has ruled') as string });
    expect(await send(icbNurse, 'contribute', bring(id, serviceId, { version: 1, reason: 'More.' }))).toMatchObject({ unmet: [{ sentence: 'You declared an interest in this item, or are out of it: its papers are closed to you.' }] });
    const ruled = await done(chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'stay' });
    expect(await wordsFor(icbNurse)).toEqual(['For the members.']);
    await done(chair, 'ruleOnInterest', { id: interest.id, version: ruled.version, ruling: 'leave' });
    expect((await packOf(icbNurse, id))?.items.find(({ title }) => title === 'Audience House')?.closed).toMatch(/the chair ruled that you leave it/);
    expect(pdfText((await fetchAs(chair, `/meetings/${id}/pack.pdf`)).rawPayload)).toContain('For officers alone.');
  });
});

describe('a proposed item', () => {
  it('waits for an answer: taken onto the agenda, joined to its service’s item, or declined with the reason its proposer reads', async () => {
    const { icbNurse, safeguardingLead, coordinator, chair } = house.cast;
    const serviceId = await escalated('Proposed House');
    const id = await schedule('15 12 2026');
    const propose = (more: Record<string, unknown>): Promise<Answer> => send(icbNurse, 'proposeItem', { id, why: 'Three homes asked for it.', minutesWanted: 15, ...more });
    expect((await propose({ title: 'x'.repeat(350) })).fields).toEqual([{ field: 'title', message: 'Shorten the subject to 200 characters or fewer: it has 350' }]);
    expect((await propose({})).fields).toMatchObject([{ field: 'title' }]);
    const [subject, service, declined] = [await propose({ title: 'Winter plans' }), await propose({ serviceId, why: 'The manager resigned.' }), await propose({ title: 'Parking' })];
    await house.drain();
    expect((await mailsTo('item-proposed:')).map(({ to }) => to)).toEqual([coordinator.membershipId, coordinator.membershipId, coordinator.membershipId]);
    expect((await before(safeguardingLead, id)).proposals).toEqual([]);
    const accept = { accepted: true, section: 16, version: 1 };
    expect(await send(coordinator, 'answerProposal', { id: subject.id, ...accept })).toMatchObject({ unmet: [{ sentence: 'Build the agenda first: then proposed items are taken into it.' }] });
    await step(coordinator, 'buildAgenda', id);
    const { version } = await meetingOf(coordinator, id);
    expect((await send(coordinator, 'publishAgenda', { id, version })).unmet).toEqual([{ sentence: 'Every proposed item is accepted, or declined with a reason.' }]);
    await done(coordinator, 'answerProposal', { id: subject.id, ...accept });
    await done(coordinator, 'answerProposal', { id: service.id, ...accept, section: 9 });
    expect((await send(chair, 'answerProposal', { id: declined.id, accepted: false, version: 1 })).fields).toMatchObject([{ field: 'reason' }]);
    await done(chair, 'answerProposal', { id: declined.id, accepted: false, version: 1, reason: 'It is not ours: ask facilities.' });
    expect(await send(chair, 'answerProposal', { id: declined.id, accepted: false, version: 1, reason: 'Again.' })).toMatchObject({ __typename: 'StaleVersion' });
    const { agenda } = await meetingOf(icbNurse, id);
    expect(agenda.filter((line) => line.serviceId === serviceId)).toHaveLength(1);
    expect(agenda.find((line) => line.serviceId === serviceId)?.reasons.map(({ words }) => words)).toEqual(expect.arrayContaining([expect.stringMatching(/^Proposed by .+: The manager resigned\.$/)]));
    expect(agenda.find(({ title }) => title === 'Winter plans')).toMatchObject({ minutesEstimate: 15 });
    expect((await before(icbNurse, id)).proposals.find(({ title }) => title === 'Parking')).toMatchObject({ outcome: 'declined', outcomeReason: 'It is not ours: ask facilities.' });
    await house.drain();
    expect((await mailsTo('proposal-answered:')).every(({ to }) => to === icbNurse.membershipId)).toBe(true);
    await step(coordinator, 'publishAgenda', id);
    expect(await propose({ title: 'Too late' })).toMatchObject({ unmet: [{ sentence: 'The agenda is published: ask the chair to take it as a late item.' }] });
  });
});

describe('the agenda', () => {
  it('says who presents an item, how long it gets and who may see it; partners and CQC are wholly out of what is for officers', async () => {
    const { icbNurse, coordinator, chair, qaOfficer } = house.cast;
    await escalated('Arranged House');
    const id = await schedule('15 12 2026');
    await step(coordinator, 'buildAgenda', id);
    const line = await lineOf(coordinator, id, 'Arranged House');
    expect((await send(coordinator, 'arrangeAgendaItem', { id: line.id, version: line.version, presenterId: newId(), minutesEstimate: 200, audience: 'friends' })).fields?.map(({ field }) => field).toSorted()).toEqual(['audience', 'minutesEstimate']);
    expect((await send(coordinator, 'arrangeAgendaItem', { id: line.id, version: line.version, presenterId: newId(), minutesEstimate: 20, audience: 'council' })).fields).toMatchObject([{ field: 'presenterId' }]);
    await done(coordinator, 'arrangeAgendaItem', { id: line.id, version: line.version, presenterId: chair.membershipId, minutesEstimate: 20, audience: 'council' });
    const [arranged] = await house.sql<{ content: object }>(`select content from trail where subject_id = $1 and action = 'agendaItemArranged'`, [line.id]);
    expect(arranged?.content).toEqual({ before: { membershipId: null, minutes: expect.any(Number) as number, audience: 'members' }, after: { membershipId: chair.membershipId, minutes: 20, audience: 'council' } });
    expect(await lineOf(qaOfficer, id, 'Arranged House')).toMatchObject({ minutesEstimate: 20, presenterName: expect.any(String) as string, youAreOut: null });
    expect(await lineOf(icbNurse, id, 'Arranged House')).toMatchObject({ reasons: [], youAreOut: 'it is for the council’s officers' });
    await step(coordinator, 'publishAgenda', id);
    expect((await packOf(icbNurse, id))?.items.find(({ title }) => title === 'Arranged House')?.closed).toMatch(/for the council’s officers/);
    expect(pdfText((await fetchAs(icbNurse, `/meetings/${id}/agenda.pdf`)).rawPayload)).not.toContain('Arranged House');
  });

  it('tells what changed from version to version, and takes what is for noting in one act', async () => {
    const { chair, icbNurse, dass } = house.cast;
    const serviceId = await escalated('Versioned House', '2026-06-01');
    // That placing continues is decided, and nothing else is new there.
    await house.insert('decisions', { reference: 'DEC-2026-90001', service_id: serviceId, code: 'D20', outcome: 'approved', reasons: 'Fit to go on.', authority: 'Scheme of delegation', decided_by: dass.membershipId, decided_at: '2026-12-20T09:00:00Z', recorded_at: '2026-12-20T09:00:00Z', terms: '{}' });
    await escalated('Lately House', '2026-12-20');
    // What is new, and a decision that stands, count from the panel before.
    const earlier = await schedule('16 12 2026');
    await publish(earlier);
    await opened(earlier);
    const id = await schedule('22 12 2026');
    await publish(id);
    const { version } = await meetingOf(chair, id);
    expect((await send(chair, 'acceptLateItem', { id, version, title: 'y'.repeat(350), minutesEstimate: 5, urgency: 'It cannot wait.' })).fields).toEqual([{ field: 'title', message: 'Shorten the subject to 200 characters or fewer: it has 350' }]);
    await done(chair, 'acceptLateItem', { id, version, title: 'Flood plan', minutesEstimate: 5, urgency: 'It cannot wait.' });
    const { agendaVersions } = await meetingOf(icbNurse, id);
    expect(agendaVersions.map(({ number, changes }) => [number, changes])).toEqual([[2, [expect.stringMatching(/^Late item at \d+: Flood plan$/)]], [1, []]]);
    const noting = (await meetingOf(chair, id)).agenda.filter(({ forNoting }) => forNoting);
    expect(noting.length).toBeGreaterThan(0);
    expect(await send(chair, 'noteTogether', { id, version: 1 })).toMatchObject({ unmet: [{ sentence: 'Open the meeting first, or resume it.' }] });
    await opened(id);
    await step(chair, 'noteTogether', id);
    const after = (await meetingOf(chair, id)).agenda;
    expect(after.filter(({ forNoting, takenAt }) => forNoting && takenAt === null)).toEqual([]);
    expect(after.some(({ forNoting, serviceId, takenAt }) => !forNoting && serviceId !== null && takenAt === null)).toBe(true);
    expect((await send(chair, 'noteTogether', { id, version: 1 })).unmet).toEqual([{ sentence: 'Nothing is left to be noted.' }]);
  });

  it('counts how often the same is put off in a row, and since when', async () => {
    const { coordinator } = house.cast;
    await escalated('Deferred House', '2026-06-01');
    let last = '';
    for (const [index, day] of ['12 1 2027', '9 2 2027', '9 3 2027'].entries()) {
      const id = await schedule(day);
      await step(coordinator, 'buildAgenda', id);
      const line = await lineOf(coordinator, id, 'Deferred House');
      if (index === 1) expect(line.reasons.map(({ words }) => words)).toContain('Deferred from the last panel: No time.');
      if (index === 2) {
        expect(line.reasons.map(({ words }) => words)).toContain('Deferred 2 times, since the panel of 12 January: No time.');
        break;
      }
      await done(coordinator, 'deferAgendaItem', { id: line.id, version: line.version, reason: 'No time.' });
      await step(coordinator, 'publishAgenda', id);
      await opened(id);
      last = id;
    }
    expect(last).not.toBe('');
  });

  it('holds 200 items of services that are due: built, moved and published by as many statements as one of 20; agenda page, run screen and papers answer', async () => {
    const { coordinator, chair } = house.cast;
    const { serviceId } = await house.service({ name: 'Poplar Court' });
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    /** So many services more at serious concerns, as rows like that one. */
    const due = (from: number, to: number): Promise<unknown> => house.sql(`
      with made as (
        insert into services select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'lot', 'Lot ' || n))).* from services s, generate_series($3::int, $4::int) n where s.id = $1 returning council_id, id
      ), staged as (insert into stages (council_id, id, service_id, since) select council_id, gen_random_uuid(), id, '2026-10-03' from made returning council_id, id, service_id)
      insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
        select council_id, id, 'stage', 1, 'seriousConcerns', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $2, service_id, $5, '2026-10-03T09:00:00Z' from staged`, [serviceId, procedure?.id, from, to, chair.membershipId]);
    const statementsOf = async (work: () => Promise<unknown>): Promise<number> => {
      const { query } = Client.prototype;
      let sent = 0;
      Client.prototype.query = function count(this: Client, ...args: unknown[]) {
        sent += 1;
        return (query as (...all: unknown[]) => unknown).apply(this, args);
      } as never;
      await work().finally(() => { Client.prototype.query = query; });
      return sent;
    };
    const whole = async (day: string): Promise<{ id: string; taken: number }> => {
      const id = await schedule(day);
      const taken = await statementsOf(async () => {
        await step(coordinator, 'buildAgenda', id);
        const last = (await meetingOf(coordinator, id)).agenda.at(-1);
        await done(coordinator, 'moveAgendaItem', { id: last?.id, version: last?.version, direction: 'to', position: 3 });
        await step(coordinator, 'publishAgenda', id);
        expect((await meetingOf(coordinator, id)).agenda[2]?.title).toBe(last?.title);
      });
      return { id, taken };
    };
    await due(1, 20);
    const few = await whole('16 3 2027');
    await due(21, 200);
    const { id, taken } = await whole('17 3 2027');
    expect((await meetingOf(coordinator, id)).agenda.filter((line) => line.title.startsWith('Poplar Court (Lot ')).length).toBe(200);
    // Not one statement an item: what else asks meanwhile, and what is remembered, is a handful.
    expect(taken).toBeLessThan(few.taken + 20);
    const cookie = `session=${await house.get(Sessions).begin({ ...coordinator, personId: coordinator.personId ?? '' } as never, 'page')}`;
    const pages = async (of: string): Promise<number[]> => {
      const counts: number[] = [];
      for (const place of ['', '/run', '/pack', '/agenda-preview']) {
        counts.push(await statementsOf(async () => expect([place, (await house.app.inject({ method: 'GET', url: `/meetings/${of}${place}`, headers: { cookie } })).statusCode]).toEqual([place, 200])));
      }
      return counts;
    };
    const [many, some] = [await pages(id), await pages(few.id)];
    expect(many.map((count, index) => count - (some[index] ?? 0)).filter((more) => more > 20)).toEqual([]);
  });
});

describe('papers by mail', () => {
  it('go attached to listed domains alone, each member their own and on the trail; everybody else gets the link', async () => {
    const { administrator, coordinator, icbNurse } = house.cast;
    const list = (domain: string): Promise<Answer> => send({ ...administrator, signedInAt: house.clock.now().toString() }, 'addSecureMailDomain', { domain, reason: 'Assured by the ICB.' });
    expect((await list('*.co.uk')).fields).toEqual([{ field: 'domain', message: 'Name the domain of one organisation: below this one anybody may have a name' }]);
    expect((await list('nhs')).fields?.[0]?.message).toMatch(/^Enter the domain as it stands after the @/);
    expect(await send(coordinator, 'addSecureMailDomain', { domain: 'nhs.net', reason: 'x' })).toMatchObject({ __typename: 'NotPermitted' });
    const [{ value } = { value: '' }] = await house.sql<{ value: string }>(`select value from contact_details where person_id = $1 and kind = 'mail'`, [icbNurse.personId]);
    await house.sql(`update contact_details set value = 'nurse@trust.nhs.example' where person_id = $1 and kind = 'mail'`, [icbNurse.personId]);
    const domain = await list('@*.NHS.example');
    expect((await list('*.nhs.example')).fields).toMatchObject([{ field: 'domain', message: 'This domain is on the list already' }]);
    await escalated('Attached House');
    const id = await schedule('20 4 2027');
    await publish(id);
    await house.drain();
    const mails = await house.sql<{ to: string; body: string; document: string | null }>('select to_membership_id as to, body, document_id as document from mail_messages where dedupe_key like $1', [`agenda:${id}:%`]);
    expect(mails.map(({ to, document }) => [to, document !== null]).filter(([, attached]) => attached)).toEqual([[icbNurse.membershipId, true]]);
    expect(mails.every(({ body }) => body.includes(`/meetings/${id}/pack`) && !body.includes('Attached House'))).toBe(true);
    const [paper] = await house.sql<{ bytes: Buffer; recipients: string[] }>('select bytes, recipients from documents where id = $1', [mails.find(({ to }) => to === icbNurse.membershipId)?.document]);
    expect(paper?.recipients).toEqual([icbNurse.membershipId]);
    const text = pdfText(paper?.bytes ?? Buffer.alloc(0));
    expect(text).toContain('Attached House');
    expect(text).not.toContain('For officers alone.');
    expect(paper?.bytes.includes('/Outlines')).toBe(true);
    expect(await house.sql(`select action, content #>> '{after,domain}' as domain from trail where subject_id = $1 and action = 'packSent'`, [id])).toEqual([{ action: 'packSent', domain: '*.nhs.example' }]);

    await done(administrator, 'endSecureMailDomain', { id: domain.id });
    const { version } = await meetingOf(house.cast.chair, id);
    await done(house.cast.chair, 'acceptLateItem', { id, version, title: 'Flood plan', minutesEstimate: 5, urgency: 'It cannot wait.' });
    await house.drain();
    expect(await house.sql('select id from mail_messages where dedupe_key like $1 and document_id is not null', [`agenda:${id}:2:%`])).toEqual([]);
    await house.sql(`update contact_details set value = $2 where person_id = $1 and kind = 'mail'`, [icbNurse.personId, value]);
  });
});

describe('the triage meeting', () => {
  it('puts a record to the panel with its reason on the agenda, or says no further action; shows what may be the same, themes and outcomes', async () => {
    const { qaOfficer, safeguardingLead, icbNurse, coordinator } = house.cast;
    const { serviceId } = await house.service({ name: 'Triaged House' });
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    const record = async (state: string, at: string, reference: string): Promise<{ id: string; reference: string }> => {
      const id = newId();
      await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, source_agency_id, category, severity, what_happened, happened_on, received_at, caveat, disclosure, allocated_to, recorded_by, recorded_at)
        values ($1, $2, $3, $4, 'icbQualityNurse', $5, 'medicines', 'P3', 'Medicines were late.', '2026-12-01', $6, 'none', 'no', $7, $8, $6)`, [house.councilId, id, reference, serviceId, icbNurse.agencyId, at, state === 'allocated' ? qaOfficer.membershipId : null, icbNurse.membershipId]);
      await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
        values ($1, $2, 'intelligence', 4, $3, '{"severity":"P3","allocatedTo":${state === 'allocated' ? `"${qaOfficer.membershipId}"` : 'null'},"needsAction":null,"duplicateOf":null,"retracted":false}', 1, $4, $5, $6, $7)`, [house.councilId, id, state, procedure?.id, serviceId, qaOfficer.membershipId, at]);
      return { id, reference };
    };
    const [first, again, small, untriaged] = [await record('allocated', '2026-12-02T09:00:00Z', 'INT-2026-90001'), await record('allocated', '2026-12-02T10:00:00Z', 'INT-2026-90002'), await record('allocated', '2026-12-02T11:00:00Z', 'INT-2026-90003'), await record('logged', '2026-12-02T12:00:00Z', 'INT-2026-90004')];
    const triage = async (actor: Actor) => {
      const source = 'query { triageMeeting(since: "1 12 2026") { waiting { reference } inHand { id reference likelySame } themes { code records services } toPanel { reference dispositionReason } noFurtherAction { reference } } }';
      const { data, errors } = await house.gql<{ triageMeeting: { waiting: { reference: string }[]; inHand: { reference: string; likelySame: string | null }[]; themes: { code: string; records: number }[]; toPanel: { reference: string; dispositionReason: string }[]; noFurtherAction: { reference: string }[] } }>(actor, source);
      return { meeting: data?.triageMeeting, errors };
    };
    const { meeting } = await triage(qaOfficer);
    expect(meeting?.waiting.map(({ reference }) => reference)).toContain('INT-2026-90004');
    expect(meeting?.inHand.filter(({ reference }) => reference.startsWith('INT-2026-9')).map(({ reference, likelySame }) => [reference, likelySame])).toEqual([['INT-2026-90001', null], ['INT-2026-90002', 'INT-2026-90001'], ['INT-2026-90003', 'INT-2026-90001']]);
    expect(meeting?.themes.find(({ code }) => code === 'medicines')?.records).toBe(4);
    expect((await triage(icbNurse)).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });

    expect((await send(safeguardingLead, 'settleAtTriage', { id: first.id, version: 1, outcome: 'elsewhere', reason: '' })).fields?.map(({ field }) => field).toSorted()).toEqual(['outcome', 'reason']);
    expect(await send(safeguardingLead, 'settleAtTriage', { id: untriaged.id, version: 1, outcome: 'toPanel', reason: 'Again.' })).toMatchObject({ __typename: 'TransitionRefused' });
    const both = await Promise.all([qaOfficer, safeguardingLead].map((actor) => send(actor, 'settleAtTriage', { id: first.id, version: 1, outcome: 'toPanel', reason: 'Third medicines error in a month.' })));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['SettleAtTriagePayload', 'StaleVersion']);
    await done(safeguardingLead, 'disposeIntelligence', { id: again.id, version: 1, disposition: 'duplicate', reason: 'The same round.', duplicateOf: first.reference });
    await done(qaOfficer, 'settleAtTriage', { id: small.id, version: 1, outcome: 'noted', reason: 'Explained by the pharmacy.' });
    const after = (await triage(qaOfficer)).meeting;
    expect(after?.toPanel).toEqual([{ reference: 'INT-2026-90001', dispositionReason: 'Third medicines error in a month.' }]);
    expect(after?.noFurtherAction.map(({ reference }) => reference).toSorted()).toEqual(['INT-2026-90002', 'INT-2026-90003']);
    const id = await schedule('18 5 2027');
    expect((await lineOf(coordinator, id, 'Triaged House')).reasons.map(({ words }) => words)).toContain('Referred from triage: INT-2026-90001 (Third medicines error in a month.)');
    const page = await fetchAs(qaOfficer, '/triage?since=1+12+2026');
    expect([page.statusCode, page.body.includes('Explained by the pharmacy.'), page.body.includes('Triage it')]).toEqual([200, true, true]);
  });
});

describe('the pages', () => {
  it('take a contribution, a nil return, a proposal and a call without JavaScript, and show each problem at its field', async () => {
    const { icbNurse, coordinator } = house.cast;
    const serviceId = await escalated('Paged House');
    const id = await schedule('15 6 2027');
    const cookies = new Map<string, string>();
    const visit = async (actor: Actor, url: string, fields?: Record<string, string>) => {
      const cookie = cookies.get(actor.membershipId) ?? `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}`;
      cookies.set(actor.membershipId, cookie);
      const from = await house.app.inject({ method: 'GET', url: fields === undefined ? url : url.replace(/\/(call|nil|remind)$/, ''), headers: { cookie } });
      if (fields === undefined) return from;
      const hidden = Object.fromEntries([...from.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
      return house.app.inject({ method: 'POST', url, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, payload: new URLSearchParams({ ...hidden, ...fields }).toString() });
    };
    const base = `/meetings/${id}/contributions`;
    expect((await visit(coordinator, `${base}/call`, { contributionsBy: '1/6/2027' })).statusCode).toBe(303);
    const form = await visit(icbNurse, `${base}/services/${serviceId}`);
    expect([form.statusCode, form.body.includes('Usually not shown to the provider: detail of one patient')]).toEqual([200, true]);
    const wrong = await visit(icbNurse, `${base}/services/${serviceId}`, { entry_clinicalVisits: '', audience: 'members', caveat: 'none', version: '0' });
    expect([wrong.statusCode, wrong.body.includes('href="#entry_clinicalVisits"'), wrong.body.includes('Enter what you bring, or send a nil return')]).toEqual([422, true, true]);
    // What she typed and did not send comes back to her, in this meeting alone, and is gone once it is sent.
    const token = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const typed = { meeting: id, entry_clinicalVisits: 'Two vis', audience: 'council', caveat: 'none', version: '0' };
    const drafted = await visit(icbNurse, '/drafts', { _csrf: token, form: `contribution:${id}:${serviceId}`, fields: JSON.stringify(typed) });
    expect(drafted.statusCode).toBe(204);
    expect((await visit(icbNurse, `${base}/services/${serviceId}`)).body).toMatch(/What you typed and did not send[\s\S]*>Two vis<\/textarea>[\s\S]*value="council" checked/);
    const another = await schedule('20 7 2027');
    expect((await visit(icbNurse, `/meetings/${another}/contributions/services/${serviceId}`)).body).not.toContain('Two vis');
    expect((await visit(icbNurse, `${base}/services/${serviceId}`, { entry_clinicalVisits: 'Two visits.', audience: 'members', caveat: 'none', version: '0' })).statusCode).toBe(303);
    expect(await house.sql('select form from drafts')).toEqual([]);
    expect((await visit(icbNurse, `${base}/nil`, {})).statusCode).toBe(303);
    const list = await visit(coordinator, base);
    expect([list.body.includes('Two visits.'), list.body.includes('Nothing yet from'), list.body.includes('Change the closing date')]).toEqual([true, true, true]);
    const tooLong = await visit(icbNurse, `${base}/propose`, { subject: 'x'.repeat(350), why: 'Why.', minutesWanted: '5' });
    expect([tooLong.statusCode, tooLong.body.includes('Shorten the subject to 200 characters or fewer: it has 350')]).toEqual([422, true]);
    expect((await visit(icbNurse, `${base}/propose`, { subject: 'Winter plans', why: 'Why.', minutesWanted: '5' })).statusCode).toBe(303);
    const [proposal] = (await before(coordinator, id)).proposals;
    expect(proposal).toMatchObject({ title: 'Winter plans' });
    expect((await visit(coordinator, `${base}/proposals/${proposal?.id ?? ''}`)).statusCode).toBe(200);
    const unanswered = await visit(coordinator, `${base}/proposals/${proposal?.id ?? ''}`, { reason: '' });
    expect([unanswered.statusCode, unanswered.body.includes('Choose whether it goes on the agenda')]).toEqual([422, true]);
    expect((await visit(coordinator, `${base}/proposals/${proposal?.id ?? ''}`, { answer: 'decline', reason: 'Next time.' })).statusCode).toBe(303);
    expect((await visit(icbNurse, base)).body).toContain('Next time.');
    expect((await visit(coordinator, `/meetings/${id}`)).body).toContain('minutes of the 120 it lasts');
  });
});
