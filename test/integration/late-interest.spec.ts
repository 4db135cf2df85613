import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type House, openHouse } from '../support/house.js';
import { seedService, type SeededService } from '../support/seeded-service.js';

type Answer = { __typename: string; id?: string; version?: number; message?: string; fields?: { field: string; message: string }[] };

describe('Case 5, R21: an interest that comes out after its holder took part', () => {
  let house: House;
  let seeded: SeededService;
  let recommendationId: string;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  /** A service, its item and what came of it, of each test its own. */
  beforeEach(async () => {
    recommendationId = newId();
    seeded = await seedService(house, `Lodge ${recommendationId.slice(-6)}`);
    const { chair, icbNurse, qaOfficer } = house.cast;
    const present = [icbNurse, qaOfficer].map(({ membershipId }) => ({ membershipId, name: 'Then', role: 'Member' }));
    await house.sql(`insert into recommendations (council_id, id, reference, service_id, meeting_id, agenda_item_id, code, text, quorum, present, excluded, chaired_by, signed_by, made_at, recorded_at)
      values ($1, $2, $8, $3, $4, $5, 'D03', 'Enhanced monitoring.', '{"quorate":true,"forSanction":true,"words":"Quorate."}', $6, '[]', $7, $7, '2026-10-13T11:00:00Z', '2026-10-13T11:00:00Z')`,
    [house.councilId, recommendationId, seeded.serviceId, seeded.meetingId, seeded.itemId, JSON.stringify(present), chair.membershipId, reference()]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      select council_id, $2, machine, machine_version, 'awaitingDecision', context, 1, procedure_id, service_id, changed_by, changed_at from workflows where id = $1`, [seeded.recommendationId, recommendationId]);
    await house.sql(`insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance) select $1, $2, $3, $4, 'icb', '2026-10-01T08:00:00Z', 'present'
      where not exists (select from meeting_members where meeting_id = $3 and membership_id = $4)`, [house.councilId, newId(), seeded.meetingId, icbNurse.membershipId]);
  });
  const reference = (): string => `REC-${recommendationId.slice(-10)}`;
  /** The nurse's interest, as the coordinator records it. */
  const recorded = (): Promise<Answer> => send(house.cast.coordinator, 'declareInterest', { agendaItemId: seeded.itemId, nature: 'worksFor', details: 'Her sister manages the home.', membershipId: house.cast.icbNurse.membershipId });

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on Refusal { message } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
    return data[mutation] as Answer;
  };
  const late = async (actor: Actor): Promise<{ name: string; nature: string; ruledOn: string }[] | undefined> =>
    (await house.gql<{ recommendation: { lateInterests: { name: string; nature: string; ruledOn: string }[] } | null }>(actor, 'query ($id: ID!) { recommendation(id: $id) { lateInterests { name nature ruledOn } } }', { id: recommendationId })).data.recommendation?.lateInterests;
  const reasons = async (): Promise<string[]> => {
    const { data } = await house.gql<{ meeting: { agenda: { serviceId: string | null; reasons: { kind: string; words: string }[] }[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { kind words } } } }', { id: seeded.nextMeetingId });
    return data.meeting.agenda.find(({ serviceId }) => serviceId === seeded.serviceId)?.reasons.filter(({ kind }) => kind === 'lateInterest').map(({ words }) => words) ?? [];
  };

  it('is recorded of another by the chair or the coordinator alone, of somebody who was asked', async () => {
    const { icbNurse, coordinator, qaOfficer, brokerage } = house.cast;
    const form = { agendaItemId: seeded.itemId, nature: 'worksFor', details: 'Her sister manages the home.', membershipId: icbNurse.membershipId };
    expect(await send(qaOfficer, 'declareInterest', form)).toMatchObject({ __typename: 'NotPermitted', message: expect.stringContaining('the chair or the coordinator') });
    expect(await send(coordinator, 'declareInterest', { ...form, membershipId: brokerage.membershipId })).toMatchObject({ __typename: 'NotFound' });
    expect(await send(coordinator, 'declareInterest', { ...form, membershipId: 'nobody' })).toMatchObject({ fields: [{ field: 'membershipId' }] });
    // Two at once: one records it, and the other is told, not written over.
    const both = await Promise.all([coordinator, house.cast.chair].map((actor) => send(actor, 'declareInterest', form)));
    expect(both.map((answer) => answer.__typename).toSorted()).toEqual(['DeclareInterestPayload', 'InvalidInput']);
    expect(both.find(({ fields }) => fields !== undefined)?.fields).toEqual([{ field: 'membershipId', message: expect.stringContaining('recorded already') }]);
    // Another council's member is nobody here.
    const stranger = await house.neighbour();
    expect(await send(coordinator, 'declareInterest', { ...form, membershipId: stranger.membershipId })).toMatchObject({ __typename: 'NotFound' });
    const [kept] = await house.sql('select membership_id, ruling from item_interests where agenda_item_id = $1', [seeded.itemId]);
    expect(kept).toEqual({ membership_id: icbNurse.membershipId, ruling: null });
    expect(await house.sql(`select 1 from trail where subject_id = $1 and action = 'interestRecorded'`, [seeded.itemId])).toHaveLength(1);
    // Until the chair rules, nothing follows.
    expect(await late(house.cast.headOfService)).toEqual([]);
    expect(await reasons()).toEqual([]);
  });

  it('brings what they took part in back to the panel without them, and tells whoever decides it, and the page of it', async () => {
    const { chair, icbNurse, headOfService } = house.cast;
    const { id, version } = await recorded();
    expect(await send(chair, 'ruleOnInterest', { id, version, ruling: 'leave' })).toMatchObject({ __typename: 'RuleOnInterestPayload' });
    await house.drain();
    expect(await late(headOfService)).toEqual([{ name: icbNurse.personName, nature: expect.stringContaining('Her sister manages the home.'), ruledOn: house.clock.today().toString() }]);
    expect(await late(icbNurse)).toBeUndefined();
    expect(await reasons()).toEqual([`To be looked at again without somebody whose interest came out later: ${reference()}`]);
    const mails = await house.sql<{ subject: string; body: string }>(`select subject, body from mail_messages where dedupe_key like 'interest-found-late:%' and to_membership_id = $1 and body like '%' || $2 || '%'`, [headOfService.membershipId, recommendationId]);
    expect(mails).toEqual([{ subject: `An interest came out after a recommendation: reference ${reference()}`, body: expect.stringContaining(`/decisions/${recommendationId}`) }]);
    expect(mails[0]?.body).not.toMatch(/sister|Grace/);
  });

  it('is one too where they may speak and then leave: they took part in what is recommended, which nobody who leaves does', async () => {
    const { chair, icbNurse, headOfService } = house.cast;
    const { id, version } = await recorded();
    const left = await send(chair, 'ruleOnInterest', { id, version, ruling: 'leave' });
    await house.drain();
    await house.sql(`delete from mail_messages where dedupe_key like 'interest-found-late:%'`);
    expect(await send(chair, 'ruleOnInterest', { id, version: left.version, ruling: 'speakThenLeave' })).toMatchObject({ __typename: 'RuleOnInterestPayload' });
    await house.drain();
    expect(await late(headOfService)).toMatchObject([{ name: icbNurse.personName }]);
    expect(await reasons()).toEqual([`To be looked at again without somebody whose interest came out later: ${reference()}`]);
    expect(await house.sql(`select 1 from mail_messages where dedupe_key like 'interest-found-late:%' and to_membership_id = $1`, [headOfService.membershipId])).toHaveLength(1);
    const [last] = await house.sql<{ content: object }>(`select content from trail where subject_id = $1 and action = 'interestRuled' order by seq desc limit 1`, [seeded.itemId]);
    expect(last?.content).toEqual({ before: { ruling: 'leave' }, after: { membershipId: icbNurse.membershipId, ruling: 'speakThenLeave' } });
  });

  it('is no late interest where its holder was not there, or stays', async () => {
    const { chair } = house.cast;
    const { id, version } = await recorded();
    expect(await send(chair, 'ruleOnInterest', { id, version, ruling: 'stay' })).toMatchObject({ __typename: 'RuleOnInterestPayload' });
    expect(await late(house.cast.headOfService)).toEqual([]);
    expect(await reasons()).toEqual([]);
    const other = await house.sql<{ id: string }>('select id from meeting_members where meeting_id = $1 and membership_id = $2', [seeded.meetingId, house.cast.socialWorker.membershipId]);
    if (other.length === 0) await house.sql(`insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance) values ($1, $2, $3, $4, 'socialWork', '2026-10-01T08:00:00Z', 'apologies')`, [house.councilId, newId(), seeded.meetingId, house.cast.socialWorker.membershipId]);
    const absent = await send(house.cast.coordinator, 'declareInterest', { agendaItemId: seeded.itemId, nature: 'worksFor', details: 'Was not there.', membershipId: house.cast.socialWorker.membershipId });
    expect(await send(chair, 'ruleOnInterest', { id: absent.id, version: absent.version, ruling: 'leave' })).toMatchObject({ __typename: 'RuleOnInterestPayload' });
    expect(await late(house.cast.headOfService)).toEqual([]);
  });
});
