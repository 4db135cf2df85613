import { newId } from '../../src/platform/database/ids.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { MeetingsService } from '../../src/domain/meetings/meetings.service.js';
import { calendarEntry } from '../support/calendar-entry.js';
import { openHouse, type House, type TestService } from '../support/house.js';

interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly version: number;
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly unmet?: readonly { sentence: string }[];
}
interface Member { readonly id: string; readonly version: number; readonly membershipId: string; readonly name: string; readonly standIn: { name: string; until: string | null } | null }
interface Seen {
  readonly id: string; readonly version: number; readonly members: Member[]; readonly about: { byName: string | null };
  readonly agenda: { id: string | null; version: number; minutesEstimate: number; audience: string }[]; readonly changes: { kind: string; reason: string; by: string }[];
}
const fields = `id version about { byName } changes { kind reason by } agenda { id version minutesEstimate audience } members { id version membershipId name standIn { name until } }`;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
// Whatever a test did with it, also where it failed half way.
afterEach(() => house.clock.set('2026-11-03T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
  const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const inputType = mutation.endsWith('MeetingName') ? 'MeetingName' : type;
  const source = `mutation ($input: ${inputType}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version } ... on Refusal { message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { sentence } } } }`;
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
const read = async (id: string, actor = house.cast.coordinator): Promise<Seen> => {
  const seen = await see(actor, id);
  if (seen === null) throw new Error('No meeting.');
  return seen;
};
const member = async (id: string, { membershipId }: Actor): Promise<Member> => {
  const found = (await read(id)).members.find((one) => one.membershipId === membershipId);
  if (found === undefined) throw new Error('No member.');
  return found;
};
const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => done(actor, mutation, { id, version: (await read(id)).version, ...more });
const schedule = (more: Record<string, unknown>): Promise<Answer> => done(house.cast.coordinator, 'scheduleMeeting', {
  startTime: '14:00', lengthMinutes: 60, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], ...more,
});
const about = ({ serviceId }: TestService, more: Record<string, unknown>): Promise<Answer> => schedule({ series: 'initial', providerPart: 'part', serviceId, memberIds: [house.cast.qaOfficer.membershipId], ...more });
const messages = ({ fields: wrong }: Answer): string[] => (wrong ?? []).map(({ field, message }) => `${field}: ${message}`);
const sentences = ({ unmet }: Answer): string[] => (unmet ?? []).map(({ sentence }) => sentence);
const takeOff = async (id: string, who: Actor, actor = house.cast.coordinator): Promise<Answer> => {
  const { id: memberId, version } = await member(id, who);
  return send(actor, 'takeOffMeetingMember', { memberId, version, reason: 'It is about another area.' });
};
/** Somebody more, of an agency that has no seat here or of one that is there. */
const newcomer = async (name: string, role: string, agencyId?: string | null): Promise<Actor> => {
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
/** Calendar files sent of a meeting, as an independent reader has them: to whom, how, with which sequence. */
const entries = async (id: string): Promise<{ to: string; method: string; sequence: number; subject: string; uid: string }[]> => {
  await house.drain();
  const mails = await house.sql<{ to_name: string; subject: string; calendar: string }>(`select to_name, subject, calendar from mail_messages where calendar is not null and dedupe_key like '%' || $1 || '%' order by queued_at, id`, [id]);
  return mails.map(({ to_name: to, subject, calendar }) => {
    const { method, event } = calendarEntry(calendar);
    return { to, method, sequence: event.sequence, subject, uid: event.uid };
  });
};
const of = async (id: string, name: string): Promise<[string, number][]> => (await entries(id)).filter(({ to }) => to === name).map(({ method, sequence }) => [method, sequence]);

describe('a member added to a scheduled meeting', () => {
  it('gets its entry, and whoever runs it the changed one; nobody else hears a second time; once, even by two at once', async () => {
    const { chair, coordinator, qaOfficer, safeguardingLead } = house.cast;
    const { id } = await about(await house.service(), { startsOn: '16 11 2026' });
    const before = (await entries(id)).length;
    const both = await Promise.all([coordinator, chair].map((actor) => send(actor, 'addMeetingMember', { id, membershipId: safeguardingLead.membershipId })));
    expect(both.map((one) => one.__typename).toSorted()).toEqual(['AddMeetingMemberPayload', 'InvalidInput']);
    expect(both.flatMap(messages)).toEqual(['membershipId: They are asked to this meeting already']);
    expect((await read(id)).members.filter(({ membershipId }) => membershipId === safeguardingLead.membershipId)).toHaveLength(1);
    const runner = both[0]?.__typename === 'AddMeetingMemberPayload' ? chair : coordinator;
    const after = (await entries(id)).slice(before);
    expect(after.map(({ to, method, sequence }) => [to, method, sequence]).toSorted()).toEqual([[runner.personName, 'REQUEST', 1], [safeguardingLead.personName, 'REQUEST', 1]].toSorted());
    expect(after.find(({ to }) => to === safeguardingLead.personName)?.subject).toContain('invitation');
    expect(await of(id, qaOfficer.personName)).toEqual([['REQUEST', 0]]);
    await step(coordinator, 'rescheduleMeeting', id, { startsOn: '17 11 2026', startTime: '10:00', lengthMinutes: 60, venue: 'Room 3', reason: 'The room is taken.' });
    expect([await of(id, qaOfficer.personName), await of(id, safeguardingLead.personName)]).toEqual([[['REQUEST', 0], ['REQUEST', 2]], [['REQUEST', 1], ['REQUEST', 2]]]);
  });

  it('R37 of an agency without a seat is shown the service by a share with its reason, where the kind asks guests at all; the share ends with its last guest', async () => {
    const { coordinator, provider } = house.cast;
    const officer = await newcomer('Derek Hall', 'partner');
    const colleague = await newcomer('Rita Shaw', 'partner', officer.agencyId);
    const service = await house.service({ name: 'Ivy Bank' });
    const { id } = await about(service, { startsOn: '18 11 2026' });
    const panel = await schedule({ startsOn: '10 11 2026' });
    const alone = await about(service, { series: 'provider', startsOn: '19 11 2026' });
    for (const meeting of [panel.id, alone.id]) expect(messages(await send(coordinator, 'addMeetingMember', { id: meeting, membershipId: officer.membershipId, sharingReason: 'x' }))[0]).toMatch(/^membershipId: Choose somebody who may be asked/);
    expect(messages(await send(coordinator, 'addMeetingMember', { id, membershipId: officer.membershipId }))).toEqual(['sharingReason: Enter why the service is shared with their agency: it has no seat on the panel']);
    expect(messages(await send(coordinator, 'addMeetingMember', { id, membershipId: provider.membershipId }))[0]).toMatch(/^membershipId: Choose somebody/);
    expect(await see(officer, id)).toBeNull();
    await done(coordinator, 'addMeetingMember', { id, membershipId: officer.membershipId, sharingReason: 'They enquire into two thefts there.' });
    await done(coordinator, 'addMeetingMember', { id, membershipId: colleague.membershipId });
    await house.drain();
    expect([await see(officer, id), await see(colleague, id)].map((seen) => seen?.id)).toEqual([id, id]);
    const shares = () => house.sql<{ reason: string; ends_on: string; ended_at: string | null }>('select reason, ends_on::text, ended_at from shares where meeting_id = $1', [id]);
    expect(await shares()).toEqual([{ reason: 'They enquire into two thefts there.', ends_on: '2026-12-07', ended_at: null }]);
    // What a guest sees lasts as long as the meeting's papers take, from its new day.
    await step(coordinator, 'rescheduleMeeting', id, { startsOn: '25 11 2026', startTime: '10:00', lengthMinutes: 60, venue: 'Room 3', reason: 'The room is taken.' });
    expect((await shares()).map(({ ends_on: until }) => until)).toEqual(['2026-12-14']);
    await house.drain();
    expect((await takeOff(id, officer)).__typename).toBe('TakeOffMeetingMemberPayload');
    expect([await see(officer, id), (await see(colleague, id))?.id, (await shares())[0]?.ended_at]).toEqual([null, id, null]);
    expect((await takeOff(id, colleague)).__typename).toBe('TakeOffMeetingMemberPayload');
    expect([await see(colleague, id), (await shares())[0]?.ended_at === null]).toEqual([null, false]);
    expect(await of(id, 'Derek Hall')).toEqual([['REQUEST', 2], ['REQUEST', 3], ['CANCEL', 5]]);
  });

  it('is chosen from those who are not asked yet, by whoever runs the meeting', async () => {
    const { coordinator, icbNurse, safeguardingLead, qaOfficer } = house.cast;
    const { id } = await about(await house.service(), { startsOn: '20 11 2026' });
    const choices = async (actor: Actor) => house.gql<{ meetingMemberChoices: { id: string; isGuest: boolean }[] }>(actor, 'query ($meetingId: ID!) { meetingMemberChoices(meetingId: $meetingId) { id isGuest } }', { meetingId: id });
    const { data } = await choices(coordinator);
    expect(data.meetingMemberChoices.map((one) => one.id)).toEqual(expect.arrayContaining([icbNurse.membershipId, safeguardingLead.membershipId]));
    expect(data.meetingMemberChoices.some((one) => one.id === qaOfficer.membershipId)).toBe(false);
    expect(data.meetingMemberChoices.find((one) => one.id === icbNurse.membershipId)?.isGuest).toBe(false);
    expect((await choices(icbNurse)).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
    expect((await send(qaOfficer, 'addMeetingMember', { id, membershipId: safeguardingLead.membershipId })).__typename).toBe('NotPermitted');
  });
});

describe('a member taken off before the meeting', () => {
  it('and whoever was to come for them get the end of the entry; the reason is for members and in no mail; asked again, they get a younger entry', async () => {
    const { coordinator, chair, icbNurse } = house.cast;
    const deputy = await newcomer('Nadia Boyle', 'partner', icbNurse.agencyId);
    const { id } = await schedule({ startsOn: '24 11 2026' });
    await house.drain();
    const nurse = await member(id, icbNurse);
    await done(icbNurse, 'nameMeetingDeputy', { memberId: nurse.id, version: nurse.version, deputyId: deputy.membershipId });
    expect(await of(id, 'Nadia Boyle')).toEqual([['REQUEST', 1]]);
    expect((await takeOff(id, icbNurse)).__typename).toBe('TakeOffMeetingMemberPayload');
    expect(await see(deputy, id)).toBeNull();
    const all = await entries(id);
    expect([all.filter(({ to }) => to === icbNurse.personName), all.filter(({ to }) => to === 'Nadia Boyle')].map((own) => own.map(({ method, sequence }) => [method, sequence]))).toEqual([[['REQUEST', 0], ['CANCEL', 2]], [['REQUEST', 1], ['CANCEL', 2]]]);
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(1);
    expect(all.filter(({ to, sequence }) => to === chair.personName && sequence === 2)).toMatchObject([{ method: 'REQUEST' }]);
    const { changes, members } = await read(id);
    expect([changes, members.some(({ membershipId }) => membershipId === icbNurse.membershipId)]).toMatchObject([[{ kind: 'memberTakenOff', reason: 'It is about another area.', by: coordinator.personName }], false]);
    expect(JSON.stringify(await house.sql('select subject, body, calendar from mail_messages where dedupe_key like $1', [`%${id}%`]))).not.toContain('another area');
    expect(JSON.stringify(await house.sql(`select content from trail where subject_id = $1`, [id]))).not.toContain('another area');
    await done(coordinator, 'addMeetingMember', { id, membershipId: icbNurse.membershipId });
    expect((await of(id, icbNurse.personName)).at(-1)).toEqual(['REQUEST', 3]);
  });

  it('is nobody who chairs or coordinates it, presents an item, or was in the room; and nobody once it is open', async () => {
    const { coordinator, chair, qaOfficer, safeguardingLead, icbNurse } = house.cast;
    const { id } = await schedule({ startsOn: '25 11 2026' });
    for (const who of [chair, coordinator]) expect(sentences(await takeOff(id, who))).toEqual(['They chair or coordinate this meeting: hand it over to somebody else first.']);
    const stale = await member(id, icbNurse);
    expect((await send(coordinator, 'takeOffMeetingMember', { memberId: stale.id, version: stale.version + 1, reason: 'x' })).__typename).toBe('StaleVersion');
    expect(messages(await send(coordinator, 'takeOffMeetingMember', { memberId: stale.id, version: stale.version, reason: ' ' }))).toEqual(['reason: Enter why they are taken off']);
    await step(coordinator, 'buildAgenda', id);
    const [line] = (await read(id)).agenda;
    await done(coordinator, 'arrangeAgendaItem', { id: line?.id, version: line?.version, presenterId: qaOfficer.membershipId, minutesEstimate: line?.minutesEstimate, audience: line?.audience });
    expect(sentences(await takeOff(id, qaOfficer))).toEqual(['They present item 1 of the agenda: choose another presenter first.']);
    await step(coordinator, 'publishAgenda', id);
    const { members } = await read(id);
    await done(coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: 'present', left: false })) });
    expect(sentences(await takeOff(id, safeguardingLead))).toEqual(['Attendance has had them in the room already: what was recorded stays. Record that they were absent instead.']);
    await step(chair, 'openMeeting', id);
    const late = await newcomer('Ola Quist', 'qaOfficer', qaOfficer.agencyId);
    expect(sentences(await send(coordinator, 'addMeetingMember', { id, membershipId: late.membershipId }))).toEqual(['Who is asked changes before the meeting is opened; once it is held, attendance says who came.']);
    expect(sentences(await takeOff(id, safeguardingLead))).toEqual(['Who is asked changes before the meeting is opened; once it is held, attendance says who came.']);
  });
});

describe('calendars of deputies', () => {
  it('a deputy taken back, or replaced, gets the end of the entry they were sent; the member keeps theirs and hears of what another did', async () => {
    const { coordinator, icbNurse } = house.cast;
    const [deputy, other] = [await newcomer('Ines Rolf', 'partner', icbNurse.agencyId), await newcomer('Ugo Bright', 'partner', icbNurse.agencyId)];
    const { id } = await schedule({ startsOn: '26 11 2026' });
    await house.drain();
    const name = async (actor: Actor, input: Record<string, unknown>): Promise<Answer> => {
      const { id: memberId, version } = await member(id, icbNurse);
      return done(actor, 'nameMeetingDeputy', { memberId, version, ...input });
    };
    await name(icbNurse, { deputyId: deputy.membershipId });
    await house.drain();
    await name(coordinator, { deputyId: other.membershipId });
    expect([await of(id, 'Ines Rolf'), await of(id, 'Ugo Bright')]).toEqual([[['REQUEST', 1], ['CANCEL', 2]], [['REQUEST', 2]]]);
    const nurse = await member(id, icbNurse);
    await done(coordinator, 'withdrawMeetingDeputy', { memberId: nurse.id, version: nurse.version });
    expect([await of(id, 'Ugo Bright'), await of(id, icbNurse.personName)]).toEqual([[['REQUEST', 2], ['CANCEL', 3]], [['REQUEST', 0]]]);
    const told = await house.sql<{ body: string; calendar: null }>(`select body, calendar from mail_messages where dedupe_key like 'meeting-deputy:' || $1 || ':%' order by queued_at, id`, [id]);
    expect(told.map(({ body }) => body.split(' to the ')[0])).toEqual(['Somebody is named to come in your place', 'Whoever was named to come in your place is taken back: you are asked yourself']);
    expect(JSON.stringify(told)).not.toContain('Ugo');
  });

  it('one known by name alone, or taken back before the mail went, is sent nothing', async () => {
    const { coordinator, icbNurse } = house.cast;
    const deputy = await newcomer('Kit Larch', 'partner', icbNurse.agencyId);
    const { id } = await schedule({ startsOn: '27 11 2026' });
    await house.drain();
    const first = await member(id, icbNurse);
    await done(coordinator, 'nameMeetingDeputy', { memberId: first.id, version: first.version, deputyId: deputy.membershipId });
    const second = await member(id, icbNurse);
    await done(coordinator, 'nameMeetingDeputy', { memberId: second.id, version: second.version, deputyName: 'Sam Poole' });
    expect(await of(id, 'Kit Larch')).toEqual([]);
  });

  it('what a deputy sees lasts as long as the papers of the moved meeting take', async () => {
    const { coordinator, icbNurse } = house.cast;
    const deputy = await newcomer('Lea Frost', 'partner', icbNurse.agencyId);
    const { id } = await schedule({ startsOn: '1 12 2026' });
    const nurse = await member(id, icbNurse);
    await done(icbNurse, 'nameMeetingDeputy', { memberId: nurse.id, version: nurse.version, deputyId: deputy.membershipId });
    const until = async (): Promise<string | null | undefined> => (await member(id, icbNurse)).standIn?.until;
    const before = await until();
    await step(coordinator, 'rescheduleMeeting', id, { startsOn: '8 12 2026', startTime: '10:00', lengthMinutes: 60, venue: 'Room 3', reason: 'The room is taken.' });
    const after = await until();
    expect([before, after]).toEqual(['2026-12-24', '2027-01-05']);
    house.clock.set('2026-12-30T10:00:00Z');
    expect((await see(deputy, id))?.id).toBe(id);
    house.clock.set('2027-01-06T10:00:00Z');
    expect(await see(deputy, id)).toBeNull();
  });
});

describe('people known by name alone', () => {
  it('are added and taken off a meeting about one service, see nothing, and stand in no trail', async () => {
    const { coordinator, chair, icbNurse } = house.cast;
    const { id } = await about(await house.service(), { startsOn: '30 11 2026', byName: 'Carol Finch, registered manager' });
    const sent = await entries(id);
    const both = await Promise.all([[coordinator, 'Sgt Omar Dale, police'], [chair, 'Liz Marsh, Ashgrove council']].map(([actor, name]) => send(actor as Actor, 'addMeetingName', { id, name })));
    expect(both.map((one) => one.__typename)).toEqual(['AddMeetingNamePayload', 'AddMeetingNamePayload']);
    expect((await read(id)).about.byName?.split('\n').toSorted()).toEqual(['Carol Finch, registered manager', 'Liz Marsh, Ashgrove council', 'Sgt Omar Dale, police']);
    expect(messages(await send(coordinator, 'addMeetingName', { id, name: 'carol finch, Registered manager' }))).toEqual(['name: They stand in the list already']);
    await done(coordinator, 'takeOffMeetingName', { id, name: 'Carol Finch, registered manager' });
    expect(messages(await send(coordinator, 'takeOffMeetingName', { id, name: 'Carol Finch, registered manager' }))).toEqual(['name: Nobody of that name stands in the list any more']);
    expect((await read(id)).about.byName).not.toContain('Carol');
    expect(await entries(id)).toHaveLength(sent.length);
    expect(JSON.stringify(await house.sql('select content from trail where subject_id = $1', [id]))).not.toMatch(/Carol|Omar|Liz/);
    const panel = await schedule({ startsOn: '2 12 2026' });
    expect(messages(await send(coordinator, 'addMeetingName', { id: panel.id, name: 'Carol Finch' }))[0]).toMatch(/^name: .*people known by name alone come to meetings about one service/);
    expect((await send(icbNurse, 'addMeetingName', { id, name: 'x' })).__typename).toBe('NotPermitted');
  });
});

/** A seat on the panel that meets, for a newcomer. */
const seat = async ({ membershipId }: Actor, as: string, from: string): Promise<void> => {
  const [panel] = await house.sql<{ id: string }>(`select id from panels where council_id = $1 and kind = 'escalation' limit 1`, [house.councilId]);
  await house.sql(`insert into panel_seats (council_id, id, panel_id, membership_id, seat, valid_from, recorded_at) values ($1, $2, $3, $4, $5, $6, '2026-11-03T09:00:00Z')`, [house.councilId, newId(), panel?.id, membershipId, as, from]);
};

describe('who sits where', () => {
  it('is the panel’s seat on the day of the meeting, for whoever is chosen and for whoever it is handed over to', async () => {
    const { chair, coordinator, icbNurse } = house.cast;
    const [vice, nurse] = [await newcomer('Vera Quist', 'chair', chair.agencyId), await newcomer('Una Frame', 'partner', icbNurse.agencyId)];
    await seat(vice, 'chair', '2026-01-01');
    await seat(nurse, 'icbNurse', '2026-11-10');
    const { id } = await about(await house.service(), { startsOn: '23 11 2026' });
    const { data } = await house.gql<{ meetingMemberChoices: { id: string; isGuest: boolean; seat: string | null }[] }>(coordinator, 'query ($meetingId: ID!) { meetingMemberChoices(meetingId: $meetingId) { id isGuest seat } }', { meetingId: id });
    expect(data.meetingMemberChoices.find((one) => one.id === nurse.membershipId)).toMatchObject({ isGuest: false, seat: 'icbNurse' });
    await done(coordinator, 'addMeetingMember', { id, membershipId: nurse.membershipId });
    await house.drain();
    await house.unit.run(coordinator, () => house.get(MeetingsService).give(id, 'chair', vice.membershipId));
    expect(await house.sql('select seat from meeting_members where meeting_id = $1 and membership_id = any ($2) order by seat', [id, [vice.membershipId, nurse.membershipId]])).toEqual([{ seat: 'chair' }, { seat: 'icbNurse' }]);
    // The coordinator handed it over and the new chair has the entry: with the next sequence.
    expect(await of(id, 'Vera Quist')).toEqual([['REQUEST', 2]]);
    const colleague = await newcomer('Tess Orr', 'coordinator', chair.agencyId);
    await house.unit.run(chair, () => house.get(MeetingsService).give(id, 'coordinator', colleague.membershipId));
    expect((await of(id, 'Vera Quist')).at(-1)).toEqual(['REQUEST', 3]);
  });
});

describe('an entry in a calendar', () => {
  it('leaves whoever was taken off just before the meeting was called off, too; once', async () => {
    const { coordinator, safeguardingLead } = house.cast;
    const { id } = await about(await house.service(), { startsOn: '24 11 2026', memberIds: [safeguardingLead.membershipId] });
    await house.drain();
    expect((await takeOff(id, safeguardingLead)).__typename).toBe('TakeOffMeetingMemberPayload');
    await step(coordinator, 'cancelMeeting', id, { reason: 'The service has closed.' });
    expect((await of(id, safeguardingLead.personName)).map(([method]) => method)).toEqual(['REQUEST', 'CANCEL']);
  });

  it('of whoever takes a place for some days comes when they are named, leaves with a day outside them and when they are taken back; who has left is written to no more', async () => {
    const { coordinator, socialWorker } = house.cast;
    const deputy = await newcomer('Ivor Lamb', 'partner', socialWorker.agencyId);
    const { id } = await about(await house.service(), { startsOn: '25 11 2026', memberIds: [socialWorker.membershipId] });
    await house.drain();
    const name = (to: string) => done(socialWorker, 'nameDeputy', { membershipId: socialWorker.membershipId, deputyId: deputy.membershipId, from: '20 11 2026', to, automatic: false });
    const first = await name('26 11 2026');
    expect(await of(id, 'Ivor Lamb')).toEqual([['REQUEST', 1]]);
    await step(coordinator, 'rescheduleMeeting', id, { startsOn: '27 11 2026', startTime: '10:00', lengthMinutes: 60, venue: 'Room 3', reason: 'The room is taken.' });
    expect(await of(id, 'Ivor Lamb')).toEqual([['REQUEST', 1], ['CANCEL', 2]]);
    await done(socialWorker, 'withdrawDeputy', { id: first.id, version: first.version });
    const second = await name('30 11 2026');
    expect((await of(id, 'Ivor Lamb')).at(-1)).toEqual(['REQUEST', 3]);
    await done(socialWorker, 'withdrawDeputy', { id: second.id, version: second.version });
    expect((await of(id, 'Ivor Lamb')).at(-1)).toEqual(['CANCEL', 4]);
    const { id: memberId, version } = await member(id, socialWorker);
    await house.sql(`update memberships set valid_to = '2026-11-02' where id = $1`, [socialWorker.membershipId]);
    await done(coordinator, 'nameMeetingDeputy', { memberId, version, deputyName: 'Sam Poole' });
    await house.drain();
    expect(await house.sql(`select id from mail_messages where dedupe_key like 'meeting-deputy:' || $1 || '%'`, [id])).toEqual([]);
    await house.sql('update memberships set valid_to = null where id = $1', [socialWorker.membershipId]);
  });
});
