import type { Actor } from '../../src/platform/access/actor.js';
import { minutesPaper } from '../../src/domain/meetings/minutes/minutes-press.js';
import { newId } from '../../src/platform/database/ids.js';
import { DocumentsQueries } from '../../src/platform/documents/documents.queries.js';
import { Documents } from '../../src/platform/documents/documents.service.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { openHouse, type House } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer {
  readonly id?: string;
  readonly reference?: string;
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
}
interface Proposal {
  readonly panelId: string;
  readonly title: string;
  readonly panels: readonly { id: string; name: string }[];
  readonly people: readonly { id: string; role: string; seat: string | null }[];
}

let house: House;
let support: string;
beforeAll(async () => {
  house = await openHouse();
  const added = await send(house.cast.administrator, 'addPanel', { name: 'Home Support Panel', kind: 'other', covers: ['homeSupport'] });
  support = added.id ?? '';
  for (const [member, seat] of [[house.cast.chair, 'chair'], [house.cast.safeguardingLead, 'safeguarding']] as const) await send(house.cast.administrator, 'seatMember', { panelId: support, membershipId: member.membershipId, seat });
});
afterAll(() => house.close());

const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
  const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
  const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id reference } ... on InvalidInput { message fields { field message } } ... on NotPermitted { message } } }`, { input: { idempotencyKey: newId(), ...input } });
  const answer = data?.[mutation];
  if (answer === undefined) throw new Error(JSON.stringify(errors));
  return answer;
};
const schedule = (panelId: string | null, more: Record<string, unknown> = {}): Promise<Answer> => send(house.cast.coordinator, 'scheduleMeeting', {
  panelId, startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], dateIsMeant: true, ...more,
});
const proposal = async (panelId: string | null): Promise<Proposal | null> =>
  (await house.gql<{ meetingProposal: Proposal | null }>(house.cast.coordinator, 'query ($panelId: ID) { meetingProposal(panelId: $panelId) { panelId title panels { id name } people { id role seat } } }', { panelId })).data.meetingProposal;
const firstPanel = async (): Promise<string> => (await proposal(null))?.panelId ?? '';
const membersOf = async (id: string | undefined): Promise<string[]> => (await house.sql<{ id: string }>('select membership_id as id from meeting_members where meeting_id = $1', [id])).map((one) => one.id);
const escalated = async (kind: string): Promise<string> => {
  const { serviceId } = await house.service({ kind });
  const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
  const id = newId();
  await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, '2026-10-20', null)`, [house.councilId, id, serviceId]);
  await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
    values ($1, $2, 'stage', 1, 'enhanced', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $3, $4, $5, '2026-10-20T09:00:00Z')`, [house.councilId, id, procedure?.id, serviceId, house.cast.chair.membershipId]);
  return serviceId;
};
/** An ICB partner with a seat on this panel alone. */
const guestOf = async (panelId: string): Promise<Actor> => {
  const [membershipId, personId, { agencyId }] = [newId(), newId(), house.cast.icbNurse];
  await house.sql(`insert into people (id, name, created_at) values ($1, 'Hazel Winterbourne', '2026-01-01T09:00:00Z')`, [personId]);
  await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, job_title, valid_from) values ($1, $2, $3, $4, 'partner', 'Community Nurse', '2026-01-01')`, [house.councilId, membershipId, personId, agencyId]);
  await house.sql(`insert into panel_seats (council_id, id, panel_id, membership_id, seat, valid_from, recorded_at) values ($1, $2, $3, $4, 'icbNurse', '2026-01-01', '2026-01-01T09:00:00Z')`, [house.councilId, newId(), panelId, membershipId]);
  return { ...house.cast.icbNurse, membershipId, personId };
};

describe('R37 a council with two panels', () => {
  it('proposes each with its own name and the seats in force; a partner without a seat on it is not offered', async () => {
    const [first, other] = [await proposal(null), await proposal(support)];
    expect(first?.panels.map(({ name }) => name)).toContain('Home Support Panel');
    expect([first?.title, other?.title]).toEqual(['Provider Escalation Panel', 'Home Support Panel']);
    expect(other?.people.filter(({ seat }) => seat !== null).map(({ id, seat }) => [id, seat]).toSorted()).toEqual([[house.cast.chair.membershipId, 'chair'], [house.cast.safeguardingLead.membershipId, 'safeguarding']].toSorted());
    expect(first?.people.map(({ id }) => id)).toContain(house.cast.icbNurse.membershipId);
    expect(other?.people.map(({ id }) => id)).not.toContain(house.cast.icbNurse.membershipId);
    expect([await proposal('x'), await proposal(newId())]).toEqual([null, null]);
  });

  it('schedules for the panel chosen, asks those with a seat on it, and refuses a panel that is not there or people who may not see it', async () => {
    const meeting = await schedule(support);
    expect((await membersOf(meeting.id)).toSorted()).toEqual([house.cast.chair, house.cast.coordinator, house.cast.safeguardingLead].map(({ membershipId }) => membershipId).toSorted());
    expect(await house.sql('select title, panel_id from meetings where id = $1', [meeting.id])).toEqual([{ title: 'Home Support Panel', panel_id: support }]);
    expect(await house.sql('select panel_id from meetings where id = $1', [(await schedule(null)).id])).toEqual([{ panel_id: await firstPanel() }]);
    expect((await schedule(newId())).fields?.map(({ field }) => field)).toEqual(['panelId']);
    expect((await schedule(support, { memberIds: [house.cast.icbNurse.membershipId] })).fields?.map(({ field }) => field)).toEqual(['memberIds']);
    expect((await send(house.cast.qaOfficer, 'scheduleMeeting', { panelId: support, startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [] })).reference).toBeUndefined();
  });

  it('has on each agenda what that panel looks at, and takes nothing else by hand', async () => {
    const [home, visited] = [await escalated('nursingHome'), await escalated('homeSupport')];
    const agenda = async (id: string | undefined): Promise<(string | null)[]> =>
      (await house.gql<{ meeting: { agenda: { serviceId: string | null }[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId } } }', { id })).data.meeting.agenda.map(({ serviceId }) => serviceId);
    const [first, other] = [await schedule(null, { startTime: '9:00' }), await schedule(support, { startTime: '10:00' })];
    expect(await agenda(first.id)).toEqual(expect.arrayContaining([home, visited]));
    expect(await agenda(other.id)).toContain(visited);
    expect(await agenda(other.id)).not.toContain(home);
    await send(house.cast.coordinator, 'buildAgenda', { id: other.id, version: 1 });
    expect((await house.sql<{ id: string }>('select service_id as id from agenda_items where meeting_id = $1 and service_id is not null', [other.id])).map(({ id }) => id)).toEqual([visited]);
    expect((await send(house.cast.coordinator, 'addAgendaItem', { id: other.id, serviceId: home, section: 5, minutesEstimate: 10, reason: 'By hand.' })).fields).toMatchObject([{ field: 'serviceId' }]);
  });

  it('names a service to guests only while their panel looks at it, also where it stands on an agenda kept before', async () => {
    const visited = await escalated('homeSupport');
    const meeting = await schedule(support, { startTime: '8:00' });
    await send(house.cast.coordinator, 'buildAgenda', { id: meeting.id, version: 1 });
    const [item] = await house.sql<{ id: string; title: string }>(`update agenda_items set reasons = '[{"kind":"added","words":"Falls at night.","count":null}]' where meeting_id = $1 and service_id = $2 returning id, title`, [meeting.id, visited]);
    await house.sql(`insert into item_records (council_id, agenda_item_id, meeting_id, summary, changed_by, changed_at) values ($1, $2, $3, 'Falls were discussed.', $4, '2026-11-03T09:00:00Z')`, [house.councilId, item?.id, meeting.id, house.cast.coordinator.membershipId]);
    const guest = await guestOf(support);
    const asked = async (actor: Actor): Promise<{ line: object | undefined; told: string; home: string }> => {
      const { data } = await house.gql<{ runningMeeting: { item: { line: object } | null }; home: object }>(actor, `query ($id: ID!, $itemId: ID) {
        runningMeeting(id: $id, itemId: $itemId) { meeting { agenda { id serviceId title reasons { words } } } item { line { id serviceId title reasons { words } } record { summary } } }
        home { panel { agenda { id serviceId title } } } }`, { id: meeting.id, itemId: item?.id });
      return { line: data.runningMeeting.item?.line, told: JSON.stringify(data.runningMeeting), home: JSON.stringify(data.home) };
    };
    const seen = await asked(guest);
    expect(seen.line).toMatchObject({ serviceId: visited, title: item?.title, reasons: expect.arrayContaining([{ words: 'Falls at night.' }]) });
    expect(seen.told).toContain('Falls were discussed.');
    expect(seen.home).toContain(visited);

    await house.sql(`update register_locations set kind = 'nursingHome' where id = (select location_id from services where id = $1)`, [visited]);
    const after = await asked(guest);
    expect(after.line).toEqual({ id: item?.id, serviceId: null, title: 'A service that your panels do not look at', reasons: [] });
    for (const kept of [visited, item?.title ?? '', 'Falls']) expect([kept, after.told.includes(kept), after.home.includes(kept)]).toEqual([kept, false, false]);
    // The council goes on seeing whose item it was.
    expect((await asked(house.cast.chair)).line).toMatchObject({ serviceId: visited, title: item?.title });
  });

  it('gives guests of the minutes and the pack what their panel looks at now; a copy that was sent to somebody by name stays theirs', async () => {
    const visited = await escalated('homeSupport');
    const meeting = await schedule(support, { startTime: '7:00' });
    await send(house.cast.coordinator, 'buildAgenda', { id: meeting.id, version: 1 });
    await send(house.cast.coordinator, 'publishAgenda', { id: meeting.id, version: 2 });
    const [item] = await house.sql<{ id: string; title: string }>('select id, title from agenda_items where meeting_id = $1 and service_id = $2', [meeting.id, visited]);
    for (const [position, itemId, heading] of [[1, null, 'Those present'], [2, item?.id, item?.title]] as const) {
      await house.sql(`insert into minute_sections (council_id, id, meeting_id, agenda_item_id, position, heading, text, audience, recorded_at) values ($1, $2, $3, $4, $5, $6, 'Heard.', 'members', '2026-11-03T09:00:00Z')`, [house.councilId, newId(), meeting.id, itemId, position, heading]);
    }
    const [present, joiner] = [await guestOf(support), await guestOf(support)];
    const copy = await house.unit.run(house.cast.coordinator, () => house.get(Documents).storePaper(
      { kind: 'minutes', title: 'Minutes', fileName: 'minutes.pdf', audience: 'named', recipients: [present.membershipId], agendaItems: [item?.id ?? ''] },
      minutesPaper({ title: 'Minutes', reference: 'MTG', marking: '', note: '', startsAt: Temporal.Instant.from('2026-11-03T09:00:00Z'), venue: 'Room 2' } as never, [{ heading: item?.title ?? '', text: 'Heard.', amendments: [], agendaItemId: item?.id ?? '' }] as never, 'Exampleshire', '2026-11-03T09:00:00Z'),
    ));
    const headings = async (actor: Actor): Promise<string[]> =>
      (await house.gql<{ meetingMinutes: { sections: { heading: string }[] } }>(actor, 'query ($id: ID!) { meetingMinutes(id: $id) { sections { heading } } }', { id: meeting.id })).data.meetingMinutes.sections.map(({ heading }) => heading);
    const pack = async (actor: Actor): Promise<string> => {
      const headers = { cookie: `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' }, 'page')}` };
      return pdfText((await house.app.inject({ method: 'GET', url: `/meetings/${meeting.id ?? ''}/agenda.pdf`, headers })).rawPayload).replaceAll(/\s+/g, ' ');
    };
    expect(await headings(joiner)).toEqual(['Those present', item?.title]);
    expect(await pack(joiner)).toContain(item?.title);

    await house.sql(`update register_locations set kind = 'nursingHome' where id = (select location_id from services where id = $1)`, [visited]);
    for (const guest of [present, joiner]) {
      expect(await headings(guest)).toEqual(['Those present']);
      expect(await pack(guest)).not.toContain(item?.title);
    }
    expect(await headings(house.cast.chair)).toEqual(['Those present', item?.title]);
    expect(await pack(house.cast.chair)).toContain(item?.title);
    // It was sent: what a panel looks at afterwards does not unsend it. To whom it was not sent, it stays closed (ADR 0026).
    expect((await house.get(DocumentsQueries).file(present, copy.id))?.fileName).toBe('minutes.pdf');
    expect(await house.get(DocumentsQueries).file(joiner, copy.id)).toBeNull();
  });

  it('is chosen on the page, which then shows that panel’s seats', async () => {
    const cookie = `session=${await house.get(Sessions).begin({ ...house.cast.coordinator, personId: house.cast.coordinator.personId ?? '' }, 'page')}`;
    const get = async (url: string): Promise<string> => (await house.app.inject({ method: 'GET', url, headers: { cookie } })).body;
    expect(await get('/meetings/new')).toContain('Schedule the Provider Escalation Panel');
    const page = await get(`/meetings/new?panelId=${support}`);
    expect(page).toContain('Schedule the Home Support Panel');
    expect(page).toContain(`<input type="hidden" name="panelId" value="${support}">`);
    expect(page).not.toContain(`value="${house.cast.icbNurse.membershipId}"`);
    expect((await house.app.inject({ method: 'GET', url: '/meetings/new?panelId=x', headers: { cookie } })).statusCode).toBe(404);
  });
});
