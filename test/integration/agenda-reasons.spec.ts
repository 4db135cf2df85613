import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';

interface Answer { readonly __typename: string; readonly id: string; readonly version: number; readonly fields?: readonly { field: string }[] }
interface Line { readonly serviceId: string | null; readonly reasons: readonly { kind: string; words: string }[] }

/** What brings a service to the panel though nobody put it there (domain.md 2.1). */
describe('reasons of an agenda', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));

  const send = async (actor: Actor, name: string, input: object): Promise<Answer> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { id version } ... on Refusal { message } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
    const answer = data?.[name];
    if (answer === undefined || !answer.__typename.endsWith('Payload')) throw new Error(JSON.stringify(errors ?? answer));
    return answer;
  };
  const schedule = (startsOn: string): Promise<Answer> => send(house.cast.coordinator, 'scheduleMeeting', {
    panelId: null, startsOn, startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], dateIsMeant: true,
  });
  const reasons = async (meetingId: string, serviceId: string): Promise<string[]> => {
    const { data } = await house.gql<{ meeting: { agenda: Line[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind words } } } }', { id: meetingId });
    return data.meeting.agenda.find((line) => line.serviceId === serviceId)?.reasons.map(({ kind }) => kind) ?? [];
  };
  const staged = async (stage: string): Promise<string> => {
    const { serviceId } = await house.service();
    const [id, [procedure]] = [newId(), await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId])];
    await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, '2026-10-20', '2026-11-20')`, [house.councilId, id, serviceId]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      values ($1, $2, 'stage', 1, $3, '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":"2026-11-20","urgent":null}', 1, $4, $5, $6, '2026-10-20T09:00:00Z')`, [house.councilId, id, stage, procedure?.id, serviceId, house.cast.chair.membershipId]);
    return serviceId;
  };
  const weighed = { reasons: 'Fit to go on.', optionsConsidered: 'A cap.', providerPosition: 'It agrees.', effectOnPeople: 'None.', proportionality: 'Enough.' };
  const fall = async (serviceId: string): Promise<void> => {
    await house.sql(`insert into rating_falls (council_id, id, location_id, service_id, from_rating, to_rating, from_published_on, published_on, recorded_at)
      select $1, $2, s.location_id, s.id, 'good', 'requiresImprovement', '2024-03-01', '2026-10-30', '2026-10-31T09:00:00Z' from services s where s.id = $3`, [house.councilId, newId(), serviceId]);
  };

  it('D20 above routine without a restriction asks whether placing continues, until an officer decides it, which sets the review of the stage', async () => {
    const meeting = await schedule('10 11 2026');
    const [watched, routine] = [await staged('enhanced'), await staged('routine')];
    expect(await reasons(meeting.id, watched)).toEqual(['stage', 'continuePlacing', 'stageReview']);
    expect(await reasons(meeting.id, routine)).toEqual([]);
    await send(house.cast.dass, 'continuePlacing', { ...weighed, serviceId: watched, evidence: 'The visit of 2 November', safeguards: 'A call in week one', reviewOn: '1 12 2026' });
    expect(await reasons(meeting.id, watched)).toEqual(['stage', 'stageReview']);
    expect(await house.sql('select review_on::text as on from stages where service_id = $1', [watched])).toEqual([{ on: '2026-12-01' }]);
  });

  it('D20 a record of the item alone moves no review of a stage: the evidence on which placing continues is on record first', async () => {
    // After every other meeting here: what it opens is before none of them.
    const meeting = await schedule('20 11 2026');
    const [bare, decided] = [await staged('enhanced'), await staged('enhanced')];
    await send(house.cast.dass, 'continuePlacing', { ...weighed, serviceId: decided, evidence: 'The visit of 2 November', safeguards: 'A call in week one', reviewOn: '1 12 2026' });
    const step = async (actor: Actor, name: string, more: object = {}): Promise<void> => {
      const [now] = await house.sql<{ version: number }>('select version from workflows where id = $1', [meeting.id]);
      await send(actor, name, { id: meeting.id, version: now?.version, ...more });
    };
    await step(house.cast.coordinator, 'buildAgenda');
    await step(house.cast.coordinator, 'publishAgenda');
    house.clock.set('2026-11-20T14:00:00Z');
    const members = await house.sql<{ id: string; version: number }>('select id, version from meeting_members where meeting_id = $1', [meeting.id]);
    await send(house.cast.coordinator, 'recordAttendance', { id: meeting.id, entries: members.map(({ id, version }) => ({ memberId: id, version, attendance: 'present', left: false })) });
    await step(house.cast.chair, 'openMeeting');
    for (const service of [bare, decided]) {
      const [item] = await house.sql<{ id: string }>('select id from agenda_items where meeting_id = $1 and service_id = $2', [meeting.id, service]);
      await send(house.cast.coordinator, 'saveItemRecord', { id: item?.id, version: 0, summary: 'It stays as it is.', nextDate: '15 12 2026' });
    }
    const review = async (service: string): Promise<unknown> => (await house.sql('select review_on::text as on from stages where service_id = $1', [service]))[0];
    expect([await review(bare), await review(decided)]).toEqual([{ on: '2026-11-20' }, { on: '2026-12-15' }]);
  });

  it('R16 D20 a rating that fell asks for a plan where the procedure says so, and whether placing continues, until each is decided', async () => {
    await house.sql(`update procedures set content = jsonb_set(content, '{actionPlanOnRating}', '["requiresImprovement"]') where council_id = $1`, [house.councilId]);
    const meeting = await schedule('12 11 2026');
    const { serviceId } = await house.service();
    await fall(serviceId);
    expect(await reasons(meeting.id, serviceId)).toEqual(['continuePlacing', 'planRequired', 'ratingFall']);
    await send(house.cast.qaOfficer, 'requireActionPlan', { serviceId, reasons: 'Rated down.', issues: '1. Medicines', cqcPlan: 'Linked.', dueOn: '17 11 2026', ownerMembershipId: house.cast.qaOfficer.membershipId });
    expect(await reasons(meeting.id, serviceId)).toEqual(['continuePlacing', 'ratingFall']);
    await send(house.cast.dass, 'continuePlacing', { ...weighed, serviceId, evidence: 'The visit of 2 November', safeguards: 'A call in week one', reviewOn: '1 12 2026' });
    expect(await reasons(meeting.id, serviceId)).toEqual(['ratingFall']);
  });

  it('R06 reports that an officer kept a restriction on a written note', async () => {
    const meeting = await schedule('13 11 2026');
    const { serviceId } = await house.service();
    await house.sql(`insert into decisions (council_id, id, reference, service_id, code, outcome, reasons, authority, options_considered, provider_position, effect_on_people, terms, decided_by, decided_at, review_on, recorded_at)
      values ($1, $2, 'DEC-2026-70001', $3, 'D09', 'approved', 'Seen.', 'Delegated.', 'None.', 'None.', 'None.', '{"kind":"partial","outcome":"extend"}', $4, '2026-11-02T10:00:00Z', '2026-12-01', '2026-11-02T10:00:00Z')`,
      [house.councilId, newId(), serviceId, house.cast.headOfService.membershipId]);
    const { data } = await house.gql<{ meeting: { agenda: Line[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind words } } } }', { id: meeting.id });
    expect(data.meeting.agenda.find((line) => line.serviceId === serviceId)?.reasons).toEqual([{ kind: 'restrictionExtended', words: 'Review by an officer to be reported: DEC-2026-70001 keeps “Partial restriction” until its review on 1 December' }]);
  });

  it('R31 measures a risk that rose along the line of a service', async () => {
    const meeting = await schedule('16 11 2026');
    const [before, after] = [await house.service(), await house.service()];
    const assess = (serviceId: string, number: number, scores: readonly [number, number], on: string): Promise<unknown> => house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at) values ($1, $2, $3, $4, $5::date, $6, $7, 'Risk.', $8, $5::date)`,
      [house.councilId, newId(), serviceId, number, on, ...scores, house.cast.qaOfficer.membershipId]);
    await house.sql('update services set carried_on_by = $1 where id = $2', [after.serviceId, before.serviceId]);
    // A panel was held between the two.
    const panel = newId();
    await house.sql(`insert into meetings (council_id, id, reference, title, panel_id, series, starts_at, ends_at, venue, chair_id, coordinator_id, recorded_at)
      select council_id, $2, 'MTG-2026-70001', title, panel_id, series, '2026-10-13T13:00:00Z', '2026-10-13T15:00:00Z', venue, chair_id, coordinator_id, recorded_at from meetings where id = $1`, [meeting.id, panel]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, changed_by, changed_at) select council_id, $2, machine, machine_version, 'confirmed', context, 1, procedure_id, changed_by, changed_at from workflows where id = $1`, [meeting.id, panel]);
    await assess(before.serviceId, 1, [4, 4], '2026-09-01');
    await assess(after.serviceId, 1, [5, 5], '2026-11-02');
    const { data } = await house.gql<{ meeting: { agenda: Line[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind words } } } }', { id: meeting.id });
    expect(data.meeting.agenda.find((line) => line.serviceId === after.serviceId)?.reasons).toEqual([{ kind: 'risk', words: 'Risk rose from red to critical, assessed 2 November' }]);
  });
});
