import { newId } from '../../src/platform/database/ids.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { openHouse, type House } from '../support/house.js';

interface Answer {
  readonly __typename: string; readonly id: string; readonly version: number; readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[]; readonly unmet?: readonly { sentence: string }[]; readonly unmetWords?: readonly string[];
}
interface Member { readonly id: string; readonly version: number; readonly membershipId: string; readonly name: string; readonly isYours: boolean; readonly confidentialityAcceptedAt: string | null; readonly acceptedBy: string | null; readonly youAccepted: boolean; readonly contribution: string }
interface Seen { readonly version: number; readonly state: string; readonly members: Member[]; readonly agenda: { id: string; version: number; serviceId: string | null; youAreOut: string | null; interests: { id: string; version: number; name: string; ruling: string | null }[] }[] }
interface Running { readonly item: { quorum: { words: string; quorate: boolean }; record: { summary: string } | null } }
const fields = `version state members { id version membershipId name isYours confidentialityAcceptedAt acceptedBy youAccepted contribution } agenda { id version serviceId youAreOut interests { id version name ruling } }`;

let house: House;
let nadia: Actor;
let ivor: Actor;
beforeAll(async () => {
  house = await openHouse();
  nadia = await newcomer('Nadia Boyle', house.cast.icbNurse);
  // Ivor Lamb takes the social worker's place for some days, and signs in as doing so.
  const lamb = await newcomer('Ivor Lamb', house.cast.socialWorker);
  ivor = { ...lamb, onBehalfOf: house.cast.socialWorker.membershipId };
  await done(house.cast.socialWorker, 'nameDeputy', { membershipId: house.cast.socialWorker.membershipId, deputyId: lamb.membershipId, from: '3 11 2026', to: '30 11 2026', automatic: false });
});
afterAll(() => house.close());
afterEach(() => house.clock.set('2026-11-03T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
  const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const source = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version } ... on Refusal { message } ... on InvalidInput { fields { field message } }
    ... on TransitionRefused { unmet { sentence } } ... on QuorumNotMet { unmetWords: unmet } } }`;
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
const read = async (actor: Actor, id: string): Promise<Seen> => {
  const { data, errors } = await house.gql<{ meeting: Seen | null }>(actor, `query ($id: ID!) { meeting(id: $id) { ${fields} } }`, { id });
  if (data?.meeting == null) throw new Error(JSON.stringify(errors ?? 'No meeting.'));
  return data.meeting;
};
const running = async (actor: Actor, id: string, itemId: string): Promise<Running> =>
  (await house.gql<{ runningMeeting: Running }>(actor, 'query ($id: ID!, $itemId: ID) { runningMeeting(id: $id, itemId: $itemId) { item { quorum { words quorate } record { summary } } } }', { id, itemId })).data.runningMeeting;
const newcomer = async (name: string, like: Actor): Promise<Actor> => {
  const [membershipId, personId] = [newId(), newId()];
  await house.sql(`insert into people (id, name, created_at) values ($1, $2, '2026-01-01T09:00:00Z')`, [personId, name]);
  await house.sql(`insert into contact_details (person_id, kind, value) values ($1, 'mail', $2)`, [personId, `${personId}@example.org`]);
  await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, job_title, valid_from) values ($1, $2, $3, $4, $5, 'Officer', '2026-01-01')`, [house.councilId, membershipId, personId, like.agencyId, like.role]);
  return { ...like, membershipId, personId, personName: name, seat: null };
};
const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => done(actor, mutation, { id, version: (await read(house.cast.coordinator, id)).version, ...more });
const member = async (id: string, { membershipId }: Actor, as = house.cast.coordinator): Promise<Member> => {
  const found = (await read(as, id)).members.find((one) => one.membershipId === membershipId);
  if (found === undefined) throw new Error('No member.');
  return found;
};
let day = 8;
/** A panel with a service at enhanced monitoring, its agenda published; Nadia Boyle comes for the ICB nurse. */
const published = async (): Promise<{ id: string; itemId: string; serviceId: string }> => {
  const { icbNurse, chair, coordinator } = house.cast;
  const { serviceId } = await house.service();
  const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
  const stage = newId();
  await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, '2026-10-03', null)`, [house.councilId, stage, serviceId]);
  await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    values ($1, $2, 'stage', 1, 'seriousConcerns', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $3, $4, $5, '2026-10-03T09:00:00Z')`, [house.councilId, stage, procedure?.id, serviceId, chair.membershipId]);
  const { id } = await done(coordinator, 'scheduleMeeting', {
    startsOn: `${day++} 11 2026`, dateIsMeant: true, startTime: '14:00', lengthMinutes: 60, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [],
  });
  const nurse = await member(id, icbNurse);
  await done(coordinator, 'nameMeetingDeputy', { memberId: nurse.id, version: nurse.version, deputyId: nadia.membershipId });
  await step(coordinator, 'buildAgenda', id);
  await step(coordinator, 'publishAgenda', id);
  return { id, serviceId, itemId: (await read(coordinator, id)).agenda.find((line) => line.serviceId === serviceId)?.id ?? '' };
};
const deputies = (): Record<string, string> => ({ [house.cast.icbNurse.membershipId]: 'Nadia Boyle', [house.cast.socialWorker.membershipId]: 'Ivor Lamb' });
const attend = async (id: string, more: Record<string, unknown> = {}): Promise<void> => {
  const { members } = await read(house.cast.coordinator, id);
  await done(house.cast.coordinator, 'recordAttendance', {
    id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: deputies()[one.membershipId] === undefined ? 'present' : 'deputy', deputyName: deputies()[one.membershipId] ?? null, left: false, ...more })),
  });
};
/** As `published`, in session; both deputies sit there. */
const inSession = async (): Promise<{ id: string; itemId: string; serviceId: string }> => {
  const found = await published();
  await attend(found.id);
  await step(house.cast.chair, 'openMeeting', found.id);
  return found;
};
const conclude = async (id: string): Promise<void> => {
  const { agenda } = await read(house.cast.coordinator, id);
  const open = await house.sql<{ id: string }>('select id from agenda_items where meeting_id = $1 and taken_at is null', [id]);
  for (const line of agenda.filter((one) => open.some((item) => item.id === one.id))) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
  await step(house.cast.chair, 'concludeMeeting', id);
  await house.drain();
};

describe('a deputy in a meeting of two parts', () => {
  const arrangement = async (id: string, itemId: string, who: readonly Actor[]) => ({
    id, version: 0, A: { purpose: 'The panel', absentees: 'nothing' }, B: { purpose: 'The provider is heard', absentees: 'nothing' }, itemsInB: [itemId],
    onlyInA: await Promise.all(who.map(async (one) => (await member(id, one)).id)), onlyInB: [],
  });
  const reads = async (actor: Actor, id: string, itemId: string): Promise<unknown[]> => {
    const { data } = await house.gql<{ meetingMinutes: { sections: { text: string }[] } }>(actor, 'query ($id: ID!) { meetingMinutes(id: $id) { sections { text } } }', { id });
    const { data: pack } = await house.gql<{ meetingPack: { items: { id: string; closed: string | null }[] } }>(actor, 'query ($id: ID!) { meetingPack(id: $id) { items { id closed } } }', { id });
    const line = (await read(actor, id)).agenda.find((one) => one.id === itemId);
    return [line?.youAreOut ?? null, (await running(actor, id, itemId)).item.record, data.meetingMinutes.sections.some(({ text }) => text.includes('The provider was heard.')), pack.meetingPack.items.find((one) => one.id === itemId)?.closed != null];
  };
  const out = ['It is taken in part B, which you are not in', null, false, true];

  it('R22 reads neither papers, record nor minutes of the part their member was not in, named for the meeting or for some days; and all of the part they were in', async () => {
    const { icbNurse, socialWorker, chair, coordinator } = house.cast;
    const { id, itemId } = await inSession();
    const both = await arrangement(id, itemId, [icbNurse, socialWorker]);
    await done(chair, 'arrangeParts', both);
    await done(coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'The provider was heard.' });
    await conclude(id);
    for (const one of [icbNurse, nadia, ivor]) expect(await reads(one, id, itemId)).toEqual(out);
    expect(await reads(house.cast.safeguardingLead, id, itemId)).toMatchObject([null, { summary: 'The provider was heard.' }, true, false]);
  });

  it('R22 reads what their member was in; named after the parts were arranged, the same holds; with a seat of their own in the part they stay', async () => {
    const { icbNurse, socialWorker, chair } = house.cast;
    const { id, itemId } = await published();
    const nurse = await member(id, icbNurse);
    await done(house.cast.coordinator, 'withdrawMeetingDeputy', { memberId: nurse.id, version: nurse.version });
    await done(chair, 'arrangeParts', await arrangement(id, itemId, [icbNurse]));
    const { id: memberId, version } = await member(id, icbNurse);
    await done(house.cast.coordinator, 'nameMeetingDeputy', { memberId, version, deputyId: nadia.membershipId });
    const isOut = async (who: Actor): Promise<boolean> => (await read(who, id)).agenda.find((one) => one.id === itemId)?.youAreOut !== null;
    expect([await isOut(nadia), await isOut(ivor)]).toEqual([true, false]);
    // Whoever comes for two is in the part that either of them is in.
    expect(await isOut({ ...nadia, onBehalfOf: socialWorker.membershipId })).toBe(false);
  });
});

describe('the confidentiality statement', () => {
  it('is accepted by whoever comes in a member’s place, for the meeting or for days, and taking attendance keeps it; another who sits there accepts anew', async () => {
    const { icbNurse, socialWorker } = house.cast;
    const { id } = await published();
    const accepted = async (who: Actor, as?: Actor): Promise<unknown[]> => {
      const { isYours, acceptedBy, youAccepted, confidentialityAcceptedAt } = await member(id, who, as);
      return [isYours, acceptedBy, youAccepted, confidentialityAcceptedAt !== null];
    };
    expect([await accepted(icbNurse, nadia), await accepted(socialWorker, ivor)]).toEqual([[true, null, false, false], [true, null, false, false]]);
    for (const one of [nadia, ivor]) await done(one, 'acceptConfidentiality', { id });
    await attend(id);
    expect([await accepted(icbNurse, nadia), await accepted(socialWorker, ivor), await accepted(icbNurse)]).toEqual([[true, 'Nadia Boyle', true, true], [true, 'Ivor Lamb', true, true], [false, 'Nadia Boyle', false, true]]);
    const nurse = await member(id, icbNurse);
    await done(house.cast.coordinator, 'recordAttendance', { id, entries: [{ memberId: nurse.id, version: nurse.version, attendance: 'present', left: false }] });
    expect(await accepted(icbNurse)).toEqual([false, null, false, false]);
    expect((await send(house.cast.auditor, 'acceptConfidentiality', { id })).__typename).toBe('NotPermitted');
  });

  it('read out in the room is recorded with attendance for whoever sits there, also known by name alone, and taken back', async () => {
    const { icbNurse, coordinator } = house.cast;
    const { id } = await published();
    const record = async (entry: Record<string, unknown>): Promise<Member> => {
      const { id: memberId, version } = await member(id, icbNurse);
      await done(coordinator, 'recordAttendance', { id, entries: [{ memberId, version, left: false, ...entry }] });
      return member(id, icbNurse);
    };
    expect(await record({ attendance: 'deputy', deputyName: 'Sam Poole', accepted: true })).toMatchObject({ acceptedBy: null, confidentialityAcceptedAt: expect.stringContaining('2026-11-03') as string });
    expect((await record({ attendance: 'deputy', deputyName: 'Sam Poole', accepted: false })).confidentialityAcceptedAt).toBeNull();
    await record({ attendance: 'deputy', deputyName: 'Sam Poole', accepted: true });
    // Who did not come heard nothing; whoever comes instead has not heard it yet.
    expect((await record({ attendance: 'apologies', accepted: true })).confidentialityAcceptedAt).toBeNull();
    expect((await record({ attendance: 'present' })).confidentialityAcceptedAt).toBeNull();
  });
});

describe('an interest of a deputy', () => {
  it('R21 is declared by themselves, whichever way they come, and takes them out of the quorum for page and server alike', async () => {
    const { chair, coordinator, icbNurse, socialWorker } = house.cast;
    const { id, itemId } = await inSession();
    const recommend = { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Start enhanced monitoring.', reasonCodes: [] };
    for (const one of [nadia, ivor]) {
      const interest = await done(one, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor' });
      await done(chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'leave' });
    }
    const { quorum } = (await running(chair, id, itemId)).item;
    expect([quorum.quorate, quorum.words]).toEqual([false, expect.stringContaining('Out for this item: social work, ICB quality nurse.')]);
    expect((await send(coordinator, 'recordRecommendation', recommend)).unmetWords).toEqual(['the ICB quality nurse or social work']);
    // The members come back themselves: the interests were not theirs.
    for (const one of [icbNurse, socialWorker]) {
      const { id: memberId, version } = await member(id, one);
      await done(coordinator, 'recordAttendance', { id, entries: [{ memberId, version, attendance: 'present', left: false }] });
    }
    expect((await running(chair, id, itemId)).item.quorum.quorate).toBe(true);
    expect((await send(coordinator, 'recordRecommendation', recommend)).unmetWords).toBeUndefined();
  });

  it('that came out is recorded by whoever runs the meeting, of one who comes for some days too; of nobody who does not come', async () => {
    const { coordinator, brokerage } = house.cast;
    const { id, itemId } = await inSession();
    const stranger = await newcomer('Rita Shaw', house.cast.icbNurse);
    for (const membershipId of [nadia.membershipId, ivor.membershipId]) await done(coordinator, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', membershipId });
    expect((await read(coordinator, id)).agenda.find((line) => line.id === itemId)?.interests.map(({ name }) => name).toSorted()).toEqual(['Ivor Lamb', 'Nadia Boyle']);
    for (const { membershipId } of [stranger, brokerage]) expect((await send(coordinator, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', membershipId })).__typename).toBe('NotFound');
  });
});

describe('what a deputy brings', () => {
  it('R36 for one meeting is their member’s contribution, read and corrected by them, whatever its audience; and items they propose', async () => {
    const { coordinator, icbNurse } = house.cast;
    const { id, serviceId } = await published();
    const said = (words: string, version: number) => ({ id, serviceId, version, entries: [{ code: 'clinicalVisits', words }], caveat: 'none', audience: 'council', ...(version > 0 && { reason: 'The day was wrong.' }) });
    await done(nadia, 'contribute', said('We visited on Monday.', 0));
    await done(nadia, 'contribute', said('We visited on Tuesday.', 1));
    const { data } = await house.gql<{ meetingContributions: { form: { title: string } | null; services: { serviceId: string; own: { number: number; by: string }[] }[] } }>(nadia, 'query ($id: ID!) { meetingContributions(id: $id) { form { title } services { serviceId own { number by } } } }', { id });
    expect(data.meetingContributions.form?.title).toBe('Integrated care board');
    expect(data.meetingContributions.services.find((one) => one.serviceId === serviceId)?.own.map(({ number, by }) => [number, by])).toEqual([[2, 'Grace Okafor'], [1, 'Grace Okafor']]);
    expect((await member(id, icbNurse, coordinator)).contribution).toBe('returned');
    const stranger = await newcomer('Rita Shaw', icbNurse);
    expect((await send(stranger, 'contribute', said('We visited.', 0))).__typename).toBe('NotFound');
  });
});

describe('whoever comes without a place in the meeting', () => {
  interface Guests { readonly guests: { id: string; version: number; name: string; part: string | null; leftAt: string | null; confidentialityAcceptedAt: string | null }[] }
  const guestsOf = async (id: string): Promise<Guests['guests']> => (await house.gql<{ meeting: Guests }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { guests { id version name part leftAt confidentialityAcceptedAt } } }', { id })).data.meeting.guests;

  it('is recorded by whoever runs it, in two parts or in one, with when they came and left and that they accepted; the minutes say so', async () => {
    const { chair, coordinator, icbNurse } = house.cast;
    const { id } = await inSession();
    house.clock.advance({ minutes: 20 });
    const carol = { id, name: 'Carol Finch', fromWhom: 'Rowan Court Care Limited, Registered Manager', forProvider: true, confidentialityAccepted: false };
    expect((await send(icbNurse, 'addMeetingGuest', carol)).__typename).toBe('NotPermitted');
    expect((await send(coordinator, 'addMeetingGuest', { ...carol, part: 'B' })).fields).toEqual([{ field: 'part', message: 'The meeting runs in one: arrange its two parts first, or record that they are there for all of it' }]);
    expect((await send(coordinator, 'addMeetingGuest', { ...carol, name: '', fromWhom: '' })).fields?.map(({ field }) => field)).toEqual(['name', 'fromWhom']);
    const guest = await done(coordinator, 'addMeetingGuest', carol);
    await done(coordinator, 'addMeetingGuest', { id, name: 'Ann Lee', fromWhom: 'An advocate', forProvider: false, confidentialityAccepted: true });
    house.clock.advance({ minutes: 10 });
    const leaving = { id: guest.id, version: guest.version, left: true, accepted: true };
    const both = await Promise.all([coordinator, chair].map((actor) => send(actor, 'recordMeetingGuest', leaving)));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['RecordMeetingGuestPayload', 'StaleVersion']);
    expect((await guestsOf(id)).map(({ name, part, leftAt, confidentialityAcceptedAt }) => [name, part, leftAt !== null, confidentialityAcceptedAt !== null])).toEqual([['Ann Lee', null, false, true], ['Carol Finch', null, true, true]]);
    await conclude(id);
    const { data } = await house.gql<{ meetingMinutes: { sections: { heading: string; text: string }[] } }>(coordinator, 'query ($id: ID!) { meetingMinutes(id: $id) { sections { heading text } } }', { id });
    const [attendance, confidentiality] = data.meetingMinutes.sections;
    expect(attendance?.text).toContain('Others in the room:\nAnn Lee, An advocate (came at 10:20am)\nCarol Finch, Rowan Court Care Limited, Registered Manager, for the provider (came at 10:20am; left at 10:30am)');
    expect(confidentiality?.text).toBe('The confidentiality statement was accepted by Ann Lee, Carol Finch.');
    for (const [mutation, more] of [['recordMeetingGuest', { version: 2, left: false, accepted: true }], ['removeMeetingGuest', {}]] as const) expect((await send(coordinator, mutation, { id: guest.id, ...more })).__typename).toBe('TransitionRefused');
  });
});
