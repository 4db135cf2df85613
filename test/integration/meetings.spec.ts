import { newId } from '../../src/platform/database/ids.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { DecidingFactsReader } from '../../src/domain/decisions/deciding-facts.js';
import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { ActionsService } from '../../src/domain/actions/actions.service.js';
import { DocumentsQueries } from '../../src/platform/documents/documents.queries.js';
import { pdfText } from '../support/pdf-text.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { openHouse, type House } from '../support/house.js';

/** A payload or a refusal, as every mutation answers. */
interface Answer {
  __typename: string;
  id: string;
  version: number;
  reference: string | null;
  code?: string;
  message?: string;
  fields?: { field: string; message: string }[];
  unmetWords?: string[];
  unmet?: { requirement: string; sentence: string }[];
  currentVersion?: number;
  changedBy?: string;
}
interface Line {
  id: string | null; version: number; title: string; section: number; place: number; reasons: { kind: string; words: string; count: number | null }[];
  forNoting: boolean; youAreOut: string | null; deferredReason: string | null; placedByHand?: boolean; interests: { id: string; version: number; ruling: string | null }[];
}
interface Meeting {
  id: string; version: number; state: string; agendaIsLive: boolean; agenda: Line[]; quorum: { words: string; quorate: boolean; forSanction: boolean };
  members: { id: string; version: number; membershipId: string; name: string; attendance: string; contribution: string }[];
  allowedActions: { event: string; allowed: boolean; unmet: { sentence: string }[] }[]; agendaVersions: { number: number; items: number }[];
}

const meetingFields = `id version state agendaIsLive quorum { words quorate forSanction }
  agenda { id version title section place forNoting youAreOut deferredReason reasons { kind words count } interests { id version ruling } }
  members { id version membershipId name attendance contribution } agendaVersions { number items } allowedActions { event allowed unmet { sentence } }`;

describe('the panel meets', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  // Whatever a test did with it, also where it failed half way.
  afterEach(() => house.clock.set('2026-11-03T10:00:00Z'));

  const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
    const source = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version reference }
      ... on Refusal { code message } ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { requirement sentence } }
      ... on QuorumNotMet { unmetWords: unmet } ... on StaleVersion { currentVersion changedBy } } }`;
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
  const read = async (actor: Actor, id: string): Promise<Meeting> => {
    const { data, errors } = await house.gql<{ meeting: Meeting | null }>(actor, `query ($id: ID!) { meeting(id: $id) { ${meetingFields} } }`, { id });
    if (data?.meeting == null) throw new Error(JSON.stringify(errors ?? 'no meeting'));
    return data.meeting;
  };
  const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    done(actor, mutation, { id, version: (await read(house.cast.coordinator, id)).version, ...more });
  const schedule = (more: Record<string, unknown> = {}): Promise<Answer> =>
    send(house.cast.coordinator, 'scheduleMeeting', {
      startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2, County Hall', chairId: house.cast.chair.membershipId,
      coordinatorId: house.cast.coordinator.membershipId, memberIds: [], dateIsMeant: true, ...more,
    });
  const record = async (serviceId: string, severity = 'P2', actor = house.cast.icbNurse): Promise<string> => {
    const id = newId();
    const number = `INT-2026-${id.slice(-5)}`;
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, source_agency_id, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
      values ($1, $2, $3, $4, 'icbQualityNurse', $5, 'medicines', $6, 'Medicines were late.', '2026-11-01', $7, 'none', 'no', $8, $7)`,
      [house.councilId, id, number, serviceId, actor.agencyId, severity, house.clock.now().toString(), actor.membershipId]);
    return id;
  };
  const stageOf = async (serviceId: string, stage: string, since: string): Promise<void> => {
    const id = newId();
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, $4, null)`, [house.councilId, id, serviceId, since]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      values ($1, $2, 'stage', 1, $3, '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $4, $5, $6, $7)`,
      [house.councilId, id, stage, procedure?.id, serviceId, house.cast.chair.membershipId, `${since}T09:00:00Z`]);
  };
  const everybody = async (id: string, absent: readonly Actor[] = []): Promise<void> => {
    const { members } = await read(house.cast.coordinator, id);
    const out = new Set(absent.map((one) => one.membershipId));
    await done(house.cast.coordinator, 'recordAttendance', {
      id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: out.has(one.membershipId) ? 'apologies' : 'present', left: false })),
    });
  };

  /** A meeting in session with one service, everybody there but those named, and the item of that service. */
  const inSession = async (absent: readonly Actor[] = [], name = `Fern House ${newId().slice(-6)}`): Promise<{ id: string; itemId: string; serviceId: string }> => {
    const { serviceId } = await house.service({ name });
    await stageOf(serviceId, 'seriousConcerns', '2026-10-03');
    const { id } = await schedule();
    await step(house.cast.coordinator, 'buildAgenda', id);
    await step(house.cast.coordinator, 'publishAgenda', id);
    await everybody(id, absent);
    await step(house.cast.chair, 'openMeeting', id);
    return { id, serviceId, itemId: lineOf(await read(house.cast.chair, id), name).id ?? '' };
  };
  const lineOf = (meeting: Meeting, title: string): Line => {
    const line = meeting.agenda.find((one) => one.title === title);
    if (line === undefined) throw new Error(`No item ${title} among ${meeting.agenda.map((one) => one.title).join(', ')}`);
    return line;
  };
  const leave = async (itemId: string, who: Actor): Promise<void> => {
    const interest = await done(who, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', details: 'My sister is the manager' });
    await done(house.cast.chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'leave' });
  };
  const run = async (actor: Actor, id: string, itemId: string) => {
    const source = `query ($id: ID!, $itemId: ID) { runningMeeting(id: $id, itemId: $itemId) { item { line { title youAreOut reasons { words } interests { name } } quorum { words quorate forSanction }
      record { version summary } recommendations { reference text } actions { reference } } } }`;
    type Running = { runningMeeting: { item: { line: Line; quorum: Meeting['quorum']; record: { version: number; summary: string } | null; recommendations: unknown[]; actions: unknown[] } } };
    return (await house.gql<Running>(actor, source, { id, itemId })).data.runningMeeting.item;
  };
  const minutesOf = async (actor: Actor, id: string) => {
    const source = 'query ($id: ID!) { meetingMinutes(id: $id) { version state documentId youAreOutOf sections { id version heading text audience amendments { number text } } } }';
    type Minutes = { meetingMinutes: { version: number; state: string; documentId: string | null; youAreOutOf: string[]; sections: { id: string; version: number; heading: string; text: string; audience: string; amendments: { number: number }[] }[] } };
    return (await house.gql<Minutes>(actor, source, { id })).data.meetingMinutes;
  };
  const restriction = { code: 'D08', criteria: [], text: 'No new nursing placements.', restrictionKind: 'partial', covers: 'nursing', reasonCodes: ['safety'] };

  describe('the invitation', () => {
    it('schedules the next panel with a reference and invites everybody with a seat, the chair and the coordinator', async () => {
      const scheduled = await schedule();
      expect(scheduled.reference).toMatch(/^MTG-2026-\d{5}$/);
      const { members, state } = await read(house.cast.coordinator, scheduled.id);
      expect(state).toBe('scheduled');
      expect(members.map((one) => one.name)).toEqual(['Alison Webb', 'Daniel Reyes', 'Grace Okafor', 'Helen Marsh', 'Priya Nair', 'Ruth Adeyemi', 'Tom Fielding']);
      await house.drain();
      const mails = await house.sql<{ calendar: string }>(`select calendar from mail_messages where dedupe_key like 'meeting-invitation:' || $1 || '%'`, [scheduled.id]);
      expect(mails).toHaveLength(7);
      expect(mails.every((mail) => mail.calendar.includes('METHOD:REQUEST') && mail.calendar.includes('DTSTART;TZID=Europe/London:20261110T140000'))).toBe(true);
    });

    it('refuses a meeting in the past, and says every problem at once', async () => {
      const past = await schedule({ startsOn: '2 11 2026' });
      expect(past).toMatchObject({ __typename: 'InvalidInput', fields: [{ field: 'startsOn', message: 'Enter a date and time that is still to come' }] });
      const wrong = await schedule({ startsOn: '31 2 2026', startTime: '2pm', venue: '' });
      expect(wrong.fields?.map((one) => one.field)).toEqual(['startsOn', 'startTime', 'venue']);
      expect((await schedule({ chairId: house.cast.icbNurse.membershipId })).fields?.[0]?.field).toBe('chairId');
    });

    it('invites again with a higher sequence when the meeting moves', async () => {
      const { id } = await schedule();
      await step(house.cast.coordinator, 'rescheduleMeeting', id, { startsOn: '11 11 2026', startTime: '10:00', lengthMinutes: 90, venue: 'Room 3', dateIsMeant: true, reason: 'The chair is away.' });
      await house.drain();
      const mails = await house.sql<{ calendar: string }>(`select calendar from mail_messages where dedupe_key like 'meeting-invitation:' || $1 || ':1:%'`, [id]);
      expect(mails).toHaveLength(7);
      expect(mails[0]?.calendar).toContain('SEQUENCE:1');
    });

    it('keeps why a meeting moved in a row of its own: the trail has ids and codes alone', async () => {
      const { id } = await schedule();
      await step(house.cast.coordinator, 'rescheduleMeeting', id, { startsOn: '11 11 2026', startTime: '10:00', lengthMinutes: 90, venue: 'Room 3', dateIsMeant: true, reason: 'Zebedee is away.' });
      const { id: other } = await inSession();
      await step(house.cast.chair, 'adjournMeeting', other, { reason: 'Zebedee fell ill.' });
      const { data } = await house.gql<{ meeting: { changes: { kind: string; reason: string; by: string }[] } }>(house.cast.icbNurse, 'query ($id: ID!) { meeting(id: $id) { changes { kind reason by } } }', { id });
      expect(data.meeting.changes).toEqual([{ kind: 'rescheduled', reason: 'Zebedee is away.', by: 'Tom Fielding' }]);
      expect(await house.sql('select kind, reason from meeting_changes where meeting_id = $1', [other])).toEqual([{ kind: 'adjourned', reason: 'Zebedee fell ill.' }]);
      const trail = await house.sql<{ content: string }>('select content::text from trail where subject_id = any ($1)', [[id, other]]);
      expect(trail.filter(({ content }) => content.includes('Zebedee'))).toEqual([]);
      await expect(house.unit.run(house.cast.chair, () => house.unit.query(`update meeting_changes set reason = 'other' where meeting_id = $1`, [id]))).rejects.toThrow();
    });

    it('cancels a meeting that has not begun: everybody asked gets METHOD:CANCEL with the next sequence, and no reason in a mail', async () => {
      const { id } = await schedule();
      await step(house.cast.coordinator, 'rescheduleMeeting', id, { startsOn: '11 11 2026', startTime: '10:00', lengthMinutes: 90, venue: 'Room 3', dateIsMeant: true, reason: 'The chair is away.' });
      await house.drain();
      await step(house.cast.coordinator, 'cancelMeeting', id, { reason: 'Zebedee cannot come.' });
      await house.drain();
      const mails = await house.sql<{ subject: string; body: string; calendar: string }>(`select subject, body, calendar from mail_messages where dedupe_key like 'meeting-cancelled:' || $1 || ':%'`, [id]);
      expect(mails).toHaveLength(7);
      for (const { subject, body, calendar } of mails) {
        expect(subject).toMatch(/^Provider Escalation Panel: cancelled \(MTG-2026-\d{5}\)$/);
        for (const line of ['METHOD:CANCEL', 'SEQUENCE:2', 'STATUS:CANCELLED', `UID:meeting-${id}@manage-provider-concerns`]) expect(calendar.replaceAll('\r\n ', '')).toContain(line);
        expect(`${subject} ${body} ${calendar}`).not.toContain('Zebedee');
      }
      const trail = await house.sql<{ content: string }>('select content::text from trail where subject_id = $1', [id]);
      expect(trail.filter(({ content }) => content.includes('Zebedee'))).toEqual([]);
      const cancelled = await read(house.cast.chair, id);
      expect(cancelled).toMatchObject({ state: 'cancelled', allowedActions: [] });
      expect(await send(house.cast.coordinator, 'rescheduleMeeting', { id, version: cancelled.version, startsOn: '12 11 2026', startTime: '10:00', lengthMinutes: 90, venue: 'Room 3', dateIsMeant: true, reason: 'Again.' })).toMatchObject({ __typename: 'TransitionRefused' });
    });

    it('invites nobody to a meeting cancelled before the invitation went out', async () => {
      const { id } = await schedule();
      await step(house.cast.coordinator, 'cancelMeeting', id, { reason: 'Scheduled by mistake.' });
      await house.drain();
      expect(await house.sql(`select from mail_messages where dedupe_key like 'meeting-invitation:' || $1 || '%'`, [id])).toEqual([]);
    });

    it('refuses to cancel without a reason, by a member, in session; of two who cancel at once one wins', async () => {
      const { id } = await schedule();
      const { version } = await read(house.cast.chair, id);
      expect((await send(house.cast.coordinator, 'cancelMeeting', { id, version, reason: ' ' })).fields).toEqual([{ field: 'reason', message: 'Enter why the meeting is cancelled' }]);
      expect(await send(house.cast.icbNurse, 'cancelMeeting', { id, version, reason: 'No.' })).toMatchObject({ __typename: 'NotPermitted' });
      const both = await Promise.all([house.cast.chair, house.cast.coordinator].map((actor) => send(actor, 'cancelMeeting', { id, version, reason: 'Nothing is due.' })));
      expect(both.map((one) => one.__typename).toSorted()).toEqual(['CancelMeetingPayload', 'StaleVersion']);
      const held = await inSession();
      expect(await send(house.cast.chair, 'cancelMeeting', { id: held.id, version: (await read(house.cast.chair, held.id)).version, reason: 'Too late.' })).toMatchObject({ __typename: 'TransitionRefused' });
    });

    it('R36 keeps contribution and attendance apart', async () => {
      const { id } = await schedule();
      await done(house.cast.icbNurse, 'returnNothing', { id });
      const nurse = (await read(house.cast.chair, id)).members.find((one) => one.membershipId === house.cast.icbNurse.membershipId);
      expect(nurse).toMatchObject({ contribution: 'nilReturn', attendance: 'expected' });
      expect(await send(house.cast.headOfService, 'returnNothing', { id })).toMatchObject({ __typename: 'NotFound' });
    });

    it('hides a meeting from another council, and answers its steps with NotFound', async () => {
      const { id } = await schedule();
      const stranger = await house.neighbour();
      expect((await house.gql<{ meeting: null }>(stranger, 'query ($id: ID!) { meeting(id: $id) { id } }', { id })).data.meeting).toBeNull();
      expect(await send(stranger, 'buildAgenda', { id, version: 1 })).toMatchObject({ __typename: 'NotFound' });
    });
  });

  describe('the agenda', () => {
    it('is what is due until it is published: one service, one item, every reason, at its most serious', async () => {
      const name = 'Birch Lodge';
      const { serviceId } = await house.service({ name });
      await stageOf(serviceId, 'seriousConcerns', '2026-10-03');
      await record(serviceId);
      await house.unit.run(house.cast.qaOfficer, async () => {
        await house.get(ActionsService).open({ serviceId, description: 'Check the medicines round.', mustDo: true, ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '2026-11-04' });
      });
      house.clock.set('2026-11-06T10:00:00Z');
      const { id } = await schedule();
      const meeting = await read(house.cast.icbNurse, id);
      expect(meeting.agendaIsLive).toBe(true);
      expect(meeting.agenda.filter((one) => one.title === name)).toHaveLength(1);
      const line = lineOf(meeting, name);
      expect(line.section).toBe(8);
      expect(line.reasons.map((reason) => reason.words)).toEqual(['Serious concerns since 3 October', expect.stringMatching(/^To be decided: whether placing continues/), '1 new P2 record', '1 action overdue']);
    });

    it('R31 has a service whose registration ended while something is open there, until another carries it on or it is settled', async () => {
      const services: Awaited<ReturnType<House['service']>>[] = [];
      for (const name of ['Ended open', 'Ended restricted', 'Ended with people', 'Ended closed', 'Ended empty', 'Ended carried on', 'Not ended']) services.push(await house.service({ name }));
      const [open, restricted, peopled, closed, , carried, running] = services;
      for (const one of services.slice(0, 6)) await house.sql(`update register_locations set deregistered_on = '2026-11-01' where id = $1`, [one.locationId]);
      await stageOf(open?.serviceId ?? '', 'enhanced', '2026-10-03');
      await done(house.cast.qaOfficer, 'recordImposedRestriction', { serviceId: restricted?.serviceId, kind: 'voluntary', covers: 'all', source: 'Letter L-1', sourceOn: '2 11 2026', endCondition: 'Two audits', reasonCode: 'infection', startsOn: '2 11 2026', reviewOn: '24 11 2026', exceptions: 'the Head of Service' });
      await stageOf(closed?.serviceId ?? '', 'closed', '2026-10-03');
      for (const { serviceId } of [peopled, closed, carried, running].filter((one) => one !== undefined)) await done(house.cast.qaOfficer, 'recordPeopleCount', { serviceId, countedOn: '1 10 2026', thisCouncil: '2', otherCouncils: '0', icb: '0', selfFunding: '3', source: 'Return' });
      await house.sql('update services set carried_on_by = $2 where id = $1', [carried?.serviceId, running?.serviceId]);
      const { id } = await schedule();
      const told = async (): Promise<[string, string][]> => (await read(house.cast.icbNurse, id)).agenda.flatMap(({ title, reasons }) => reasons.filter(({ kind }) => kind === 'deregistered').map(({ words }): [string, string] => [title, words])).toSorted();
      const ended = 'Its registration with CQC ended 1 November, and nothing carries it on: ';
      expect(await told()).toEqual([['Ended open', `${ended}its case is open`], ['Ended restricted', `${ended}1 restriction stands`], ['Ended with people', `${ended}5 people were there by the last count`]]);
      await done(house.cast.qaOfficer, 'recordPeopleCount', { serviceId: peopled?.serviceId, countedOn: '2 11 2026', thisCouncil: '0', otherCouncils: '0', icb: '0', selfFunding: '0', source: 'Everybody moved' });
      // Known from elsewhere before the register says so.
      await done(house.cast.qaOfficer, 'recordServiceLink', { serviceId: running?.serviceId, kind: 'deregistered', happenedOn: '2 11 2026', source: 'Notice of CQC' });
      expect((await told()).map(([title]) => title)).toEqual(['Ended open', 'Ended restricted', 'Not ended']);
      for (const one of services) await house.sql('update register_locations set deregistered_on = null where id = $1', [one.locationId]);
    });

    it('lets a P2 added later join its item, and keeps what people added or moved', async () => {
      const [first, second] = [await house.service({ name: 'Ash View' }), await house.service({ name: 'Zinnia Court' })];
      await stageOf(first.serviceId, 'enhanced', '2026-10-20');
      await stageOf(second.serviceId, 'enhanced', '2026-10-20');
      const { id } = await schedule();
      await step(house.cast.coordinator, 'buildAgenda', id);
      const built = await read(house.cast.coordinator, id);
      const zinnia = lineOf(built, 'Zinnia Court');
      await done(house.cast.coordinator, 'moveAgendaItem', { id: zinnia.id, version: zinnia.version, direction: 'to', position: 1 });
      const rose = await house.service({ name: 'Rose Cottage' });
      await done(house.cast.coordinator, 'addAgendaItem', { id, serviceId: rose.serviceId, section: 16, minutesEstimate: 5, reason: 'Good practice to share' });
      await record(first.serviceId);
      await step(house.cast.coordinator, 'buildAgenda', id);
      const now = await read(house.cast.coordinator, id);
      expect(lineOf(now, 'Ash View').id).toBe(lineOf(built, 'Ash View').id);
      expect(lineOf(now, 'Ash View').reasons.map((reason) => reason.words)).toContain('1 new P2 record');
      expect(now.agenda[0]?.title).toBe('Zinnia Court');
      expect(lineOf(now, 'Rose Cottage').reasons).toEqual([{ kind: 'added', words: 'Good practice to share', count: null }]);
      expect(await send(house.cast.coordinator, 'addAgendaItem', { id, serviceId: rose.serviceId, section: 9, minutesEstimate: 5, reason: 'Again' })).toMatchObject({ __typename: 'InvalidInput' });
    });

    it('is locked when published: only the chair takes a late item in, as a new version, and the first never changes', async () => {
      const { id } = await schedule();
      await step(house.cast.coordinator, 'buildAgenda', id);
      await step(house.cast.coordinator, 'publishAgenda', id);
      const published = await read(house.cast.chair, id);
      const [line] = published.agenda;
      expect(await send(house.cast.coordinator, 'moveAgendaItem', { id: line?.id, version: line?.version, direction: 'down' })).toMatchObject({ __typename: 'TransitionRefused' });
      expect(await send(house.cast.coordinator, 'buildAgenda', { id, version: published.version })).toMatchObject({ __typename: 'TransitionRefused' });
      expect(await send(house.cast.coordinator, 'acceptLateItem', { id, version: published.version, title: 'Flood', minutesEstimate: 5, urgency: 'Tonight' })).toMatchObject({ __typename: 'NotPermitted' });
      await step(house.cast.chair, 'acceptLateItem', id, { title: 'Flood at two homes', minutesEstimate: 5, urgency: 'People move tonight.' });
      const now = await read(house.cast.chair, id);
      expect(now.agendaVersions.map((one) => one.number)).toEqual([2, 1]);
      expect(now.agendaVersions[0]?.items).toBe((now.agendaVersions[1]?.items ?? 0) + 1);
      await expect(house.unit.run(house.cast.chair, () => house.unit.query(`update agenda_versions set content = '{}' where meeting_id = $1`, [id]))).rejects.toThrow();
    });

    it('is locked when published for deferring too, until the meeting itself puts an item off; a subject without a service comes back as well', async () => {
      const { id } = await schedule();
      await step(house.cast.coordinator, 'buildAgenda', id);
      await done(house.cast.coordinator, 'addAgendaItem', { id, title: 'Winter plans', section: 16, minutesEstimate: 5, reason: 'Ask of the board' });
      await step(house.cast.coordinator, 'publishAgenda', id);
      const plans = lineOf(await read(house.cast.chair, id), 'Winter plans');
      const deferral = { id: plans.id, version: plans.version, reason: 'No time was left.' };
      expect(await send(house.cast.coordinator, 'deferAgendaItem', deferral)).toMatchObject({ __typename: 'TransitionRefused' });
      await everybody(id);
      await step(house.cast.chair, 'openMeeting', id);
      await done(house.cast.coordinator, 'deferAgendaItem', deferral);
      const opens = lineOf(await read(house.cast.chair, id), 'Confidentiality statement');
      expect(await send(house.cast.coordinator, 'deferAgendaItem', { id: opens.id, version: opens.version, reason: 'Later.' })).toMatchObject({ __typename: 'TransitionRefused' });
      const next = await schedule({ startsOn: '12 11 2026' });
      const reasons = async (): Promise<string[]> => lineOf(await read(house.cast.chair, next.id), 'Winter plans').reasons.map((reason) => reason.words);
      expect(await reasons()).toEqual(['Deferred from the last panel: No time was left.']);
      await step(house.cast.coordinator, 'buildAgenda', next.id);
      await step(house.cast.coordinator, 'buildAgenda', next.id);
      expect(await reasons()).toEqual(['Deferred from the last panel: No time was left.']);
    });

    it('puts an item off with a reason, which the next panel finds due', async () => {
      const { id, itemId, serviceId } = await inSession();
      const meeting = await read(house.cast.chair, id);
      const version = meeting.agenda.find((one) => one.id === itemId)?.version;
      await done(house.cast.coordinator, 'deferAgendaItem', { id: itemId, version, reason: 'The report is not in.' });
      // The words stand in the item's own row: the trail says that there are some.
      const trail = await house.sql<{ row: string }>(`select to_json(t)::text as row from trail t where subject_id = $1 and action = 'agendaItemDeferred'`, [itemId]);
      expect(trail.map(({ row }) => [row.includes('reasonGiven'), row.includes('The report')])).toEqual([[true, false]]);
      const next = await schedule({ startsOn: '8 12 2026' });
      const line = (await read(house.cast.chair, next.id)).agenda.find((one) => one.reasons.some((reason) => reason.kind === 'deferred'));
      expect(line?.reasons.map((reason) => reason.words)).toContain('Deferred from the last panel: The report is not in.');
      expect(serviceId).toBeDefined();
    });
  });

  describe('in session', () => {
    it('R20 takes the quorum at opening in words, and without one shares information only', async () => {
      const { id, itemId } = await inSession([house.cast.safeguardingLead, house.cast.cqcInspector]);
      const meeting = await read(house.cast.chair, id);
      expect(meeting.state).toBe('inquorate');
      expect(meeting.quorum.words).toBe('Not quorate: information is shared and nothing is recommended. Missing: safeguarding. CQC absent.');
      const refused = await send(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, ...restriction });
      expect(refused).toMatchObject({ __typename: 'QuorumNotMet', unmetWords: ['safeguarding'] });
      const lead = meeting.members.find((one) => one.membershipId === house.cast.safeguardingLead.membershipId);
      await done(house.cast.coordinator, 'recordAttendance', { id, entries: [{ memberId: lead?.id, version: lead?.version, attendance: 'deputy', deputyName: 'Sam Poole', left: false }] });
      expect(await read(house.cast.chair, id)).toMatchObject({ state: 'inProgress', quorum: { words: 'Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse. CQC absent.' } });
      // The trail says of whom it was changed, and from what to what; a name that somebody typed is not in it.
      const kept = await house.sql<{ content: object }>(`select content from trail where subject_id = $1 and action = 'attendanceRecorded' and content -> 'after' ->> 'memberId' = $2 order by seq`, [id, lead?.id]);
      const state = { left: false, confidentialityAccepted: false };
      expect(kept.map(({ content }) => content)).toEqual([
        { before: { attendance: 'expected', ...state }, after: { memberId: lead?.id, membershipId: house.cast.safeguardingLead.membershipId, attendance: 'apologies', ...state, changed: [] } },
        { before: { attendance: 'apologies', ...state }, after: { memberId: lead?.id, membershipId: house.cast.safeguardingLead.membershipId, attendance: 'deputy', ...state, changed: ['deputyName'] } },
      ]);
    });

    it('R20 asks for a member from outside the council before a sanction', async () => {
      const { itemId } = await inSession([house.cast.icbNurse]);
      expect(await send(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, ...restriction })).toMatchObject({ __typename: 'QuorumNotMet', unmetWords: ['a member from outside the council'] });
      await done(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Enhanced monitoring.', reasonCodes: [] });
    });

    it('R21 takes whoever leaves out of the item: quorum in words, papers, record and recommendation', async () => {
      const { id, itemId } = await inSession([house.cast.socialWorker, house.cast.cqcInspector]);
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Secret of the item.' });
      expect((await run(house.cast.icbNurse, id, itemId)).record?.summary).toBe('Secret of the item.');
      await leave(itemId, house.cast.icbNurse);
      const nurse = await run(house.cast.icbNurse, id, itemId);
      expect(nurse).toMatchObject({ record: null, recommendations: [], actions: [] });
      expect(nurse.line.youAreOut).toBe('by your declared interest (works, or a relative works, for the provider, or did recently: My sister is the manager)');
      expect(nurse.line.reasons).toEqual([]);
      const chair = await run(house.cast.chair, id, itemId);
      expect(chair.quorum.words).toBe('Not quorate: information is shared and nothing is recommended. Missing: the ICB quality nurse or social work. Out for this item: ICB quality nurse. CQC absent.');
      expect(await send(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, ...restriction })).toMatchObject({ __typename: 'QuorumNotMet' });
      expect((await read(house.cast.chair, id)).quorum.quorate).toBe(true);
      expect((await house.unit.run(house.cast.icbNurse, () => house.unit.query('select * from item_records where agenda_item_id = $1', [itemId])))).toEqual([]);
    });

    it('R21 takes the person out, whichever of their memberships they come by, and the item’s actions with its papers', async () => {
      const { id, itemId } = await inSession([house.cast.cqcInspector]);
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Secret of the item.' });
      await done(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Enhanced monitoring.', reasonCodes: [] });
      const action = await done(house.cast.chair, 'recordItemAction', { agendaItemId: itemId, description: 'Visit at night.', ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '20 11 2026', mustDo: true });
      await leave(itemId, house.cast.icbNurse);
      const second: Actor = { ...house.cast.icbNurse, membershipId: newId() };
      await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, seat, job_title, grade, delegated_decisions, valid_from)
        select council_id, $2, person_id, agency_id, 'qaOfficer', null, job_title, grade, delegated_decisions, valid_from from memberships where id = $1`, [house.cast.icbNurse.membershipId, second.membershipId]);
      for (const actor of [house.cast.icbNurse, { ...second, role: 'qaOfficer' as const }]) {
        expect(await run(actor, id, itemId)).toMatchObject({ record: null, recommendations: [], actions: [] });
        for (const table of ['item_records', 'recommendations', 'actions']) {
          expect(await house.unit.run(actor, () => house.unit.query(`select from ${table} where agenda_item_id = $1`, [itemId]))).toEqual([]);
        }
        expect(await send(actor, 'declareInterest', { agendaItemId: itemId, nature: 'other' })).toMatchObject({ __typename: 'NotFound' });
      }
      const seen = await house.unit.run(house.cast.chair, () => house.unit.query<{ id: string }>('select id from actions where agenda_item_id = $1', [itemId]));
      expect(seen.map((one) => one.id)).toEqual([action.id]);
    });

    it('R21 lets nobody rule on their own interest', async () => {
      const { itemId } = await inSession();
      const own = await done(house.cast.chair, 'declareInterest', { agendaItemId: itemId, nature: 'other' });
      expect(await send(house.cast.chair, 'ruleOnInterest', { id: own.id, version: 1, ruling: 'stay' })).toMatchObject({ __typename: 'NotPermitted' });
    });

    it('R21 lets an interest be declared again after the ruling: the chair rules anew', async () => {
      const { itemId } = await inSession();
      const first = await done(house.cast.icbNurse, 'declareInterest', { agendaItemId: itemId, nature: 'other' });
      await done(house.cast.chair, 'ruleOnInterest', { id: first.id, version: 1, ruling: 'stay' });
      const again = await done(house.cast.icbNurse, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', details: 'My sister is the manager' });
      expect(again).toMatchObject({ id: first.id, version: 3 });
      const [row] = await house.sql('select nature, ruling, ruled_by from item_interests where id = $1', [first.id]);
      expect(row).toEqual({ nature: expect.stringContaining('My sister') as string, ruling: null, ruled_by: null });
      expect(await send(house.cast.chair, 'ruleOnInterest', { id: first.id, version: 2, ruling: 'stay' })).toMatchObject({ __typename: 'StaleVersion' });
      await done(house.cast.chair, 'ruleOnInterest', { id: first.id, version: 3, ruling: 'leave' });
      expect(await send(house.cast.icbNurse, 'declareInterest', { agendaItemId: itemId, nature: 'other' })).toMatchObject({ __typename: 'NotFound' });
    });

    it('refuses an action due in the past, a next date before the meeting, and a restriction of another service', async () => {
      const { itemId } = await inSession();
      const action = { agendaItemId: itemId, description: 'Visit at night.', ownerMembershipId: house.cast.qaOfficer.membershipId, mustDo: true };
      expect((await send(house.cast.chair, 'recordItemAction', { ...action, dueOn: '2 11 2026' })).fields).toEqual([{ field: 'dueOn', message: 'The date it is due must be today or later' }]);
      for (const nextDate of ['3 11 2026', '9 11 2026']) {
        expect((await send(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Words.', nextDate })).fields?.[0]?.field).toBe('nextDate');
      }
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Words.', nextDate: '8 12 2026' });
      const other = newId();
      const { serviceId } = await house.service({ name: 'Another service' });
      await house.sql(`insert into restrictions (council_id, id, reference, service_id, kind, scope, reason_codes, exceptions, fairness, starts_on, review_on, recorded_at)
        values ($1, $2, $3, $4, 'partial', '{}', '{safety}', 'e', 'notApplicable', '2026-11-01', '2026-11-30', $5)`, [house.councilId, other, `RES-${other}`, serviceId, house.clock.now().toString()]);
      const lift = { agendaItemId: itemId, code: 'D09', criteria: [], text: 'Lift it.', reasonCodes: [] };
      for (const restrictionId of [other, newId()]) {
        expect((await send(house.cast.chair, 'recordRecommendation', { ...lift, restrictionId })).fields).toEqual([{ field: 'restrictionId', message: 'Choose a restriction of this service' }]);
      }
      await house.sql('update restrictions set service_id = (select service_id from agenda_items where id = $2) where id = $1', [other, itemId]);
      await done(house.cast.chair, 'recordRecommendation', { ...lift, restrictionId: other });
    });

    it('R20 R24 keeps a recommendation with its quorum, those present, those out and the differing views', async () => {
      const { itemId } = await inSession([house.cast.cqcInspector]);
      await leave(itemId, house.cast.socialWorker);
      const recommended = await done(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, ...restriction, differingViews: 'Contracts would have waited.' });
      expect(recommended.reference).toMatch(/^REC-2026-/);
      const [row] = await house.sql<{ quorum: { words: string }; present: { name: string }[]; excluded: { name: string; reason: string }[]; differing_views: string }>('select quorum, present, excluded, differing_views from recommendations where id = $1', [recommended.id]);
      expect(row?.quorum.words).toContain('Quorate for a sanction: chair, contracts, safeguarding, ICB quality nurse.');
      expect(row?.excluded).toEqual([expect.objectContaining({ name: 'Daniel Reyes', reason: expect.stringContaining('works, or a relative works, for the provider') as string })]);
      expect(row?.present.map((one) => one.name)).not.toContain('Daniel Reyes');
      expect(row?.differing_views).toBe('Contracts would have waited.');
    });

    it('R02 asks for a criterion with evidence for serious concerns', async () => {
      const { itemId } = await inSession();
      const refused = await send(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D04', criteria: [], text: 'Invoke.', reasonCodes: [] });
      expect(refused.fields).toEqual([{ field: 'criteria', message: 'Choose at least one criterion for serious concerns and give its evidence' }]);
      expect((await send(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D04', criteria: [{ code: 'invented', evidence: 'x' }], text: 'Invoke.', reasonCodes: [] })).fields?.[0]?.field).toBe('criteria');
      await done(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D04', criteria: [{ code: 'whistleblowing', evidence: 'INT-2026-00001' }], text: 'Invoke.', reasonCodes: [] });
    });

    it('lets one of two who save the same record win, and tells the other who wrote', async () => {
      const { itemId } = await inSession();
      const [a, b] = await Promise.all([
        send(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'As the coordinator heard it.' }),
        send(house.cast.chair, 'saveItemRecord', { id: itemId, version: 0, summary: 'As the chair heard it.' }),
      ]);
      const [won, lost] = a.__typename === 'SaveItemRecordPayload' ? [a, b] : [b, a];
      expect(won.__typename).toBe('SaveItemRecordPayload');
      expect(lost).toMatchObject({ __typename: 'StaleVersion', currentVersion: 1 });
      expect(['Tom Fielding', 'Ruth Adeyemi']).toContain(lost.changedBy);
      expect(await send(house.cast.chair, 'saveItemRecord', { id: itemId, version: 1, summary: 'Together.' })).toMatchObject({ version: 2 });
    });

    it('concludes only when every item is taken or deferred', async () => {
      const { id } = await inSession();
      const { version } = await read(house.cast.chair, id);
      const refused = await send(house.cast.chair, 'concludeMeeting', { id, version });
      expect(refused.unmet?.map((one) => one.requirement)).toEqual(['hasTakenEveryItem']);
    });
  });

  describe('in the room', () => {
    type Run = { meeting: { state: string; quorum: { words: string; quorate: boolean }; parts: { part: string; version: number }[]; agenda: { id: string; isNow: boolean; minutesTaken: number | null; inRoom: string[]; part: string | null; youAreOut: string | null }[] }; item: { quorum: { words: string; quorate: boolean }; record: { version: number; summary: string; differingViews: string; onTrack: boolean | null } | null } | null };
    const running = async (actor: Actor, id: string, itemId: string): Promise<Run> => {
      const source = `query ($id: ID!, $itemId: ID) { runningMeeting(id: $id, itemId: $itemId) { meeting { state quorum { words quorate } parts { part version } agenda { id isNow minutesTaken inRoom part youAreOut } } item { quorum { words quorate } record { version summary differingViews onTrack } } } }`;
      const { data, errors } = await house.gql<{ runningMeeting: Run }>(actor, source, { id, itemId });
      if (data?.runningMeeting == null) throw new Error(JSON.stringify(errors));
      return data.runningMeeting;
    };
    const lineIn = (run: Run, itemId: string) => run.meeting.agenda.find((one) => one.id === itemId);
    const attends = async (id: string, who: Actor, entry: Record<string, unknown>, by = house.cast.coordinator): Promise<Answer> => {
      const member = (await read(by, id)).members.find((one) => one.membershipId === who.membershipId);
      return send(by, 'recordAttendance', { id, entries: [{ memberId: member?.id, version: member?.version, attendance: 'present', left: false, ...entry }] });
    };

    it('R20 follows people who come and go: lost in the middle of an item, nothing is recommended; regained, it goes on; who was there for what is kept', async () => {
      const { id, itemId } = await inSession();
      await done(house.cast.chair, 'beginItem', { id: itemId });
      house.clock.advance({ minutes: 7 });
      await attends(id, house.cast.safeguardingLead, { left: true });
      const lost = await running(house.cast.chair, id, itemId);
      expect([lost.meeting.state, lost.item?.quorum.quorate]).toEqual(['inquorate', false]);
      expect(lost.item?.quorum.words).toContain('Missing: safeguarding');
      const recommend = { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Enhanced monitoring.', reasonCodes: [] };
      expect((await send(house.cast.chair, 'recordRecommendation', recommend)).unmetWords).toEqual(['safeguarding']);
      house.clock.advance({ minutes: 5 });
      const later = lost.meeting.agenda.find((one) => one.id !== itemId && one.youAreOut === null)?.id ?? '';
      await done(house.cast.coordinator, 'beginItem', { id: later });
      house.clock.advance({ minutes: 3 });
      await attends(id, house.cast.safeguardingLead, { left: false });
      const back = await running(house.cast.chair, id, itemId);
      expect(back.meeting.state).toBe('inProgress');
      expect([lineIn(back, itemId)?.minutesTaken, lineIn(back, later)?.minutesTaken, lineIn(back, later)?.isNow]).toEqual([12, 3, true]);
      expect(lineIn(back, itemId)?.inRoom).toContain('Helen Marsh (safeguarding)');
      house.clock.advance({ minutes: 1 });
      const third = back.meeting.agenda.find((one) => ![itemId, later].includes(one.id))?.id ?? '';
      await done(house.cast.coordinator, 'beginItem', { id: third });
      // She came back while the second was taken: she was there for it, and two stays are kept.
      expect(lineIn(await running(house.cast.chair, id, itemId), later)?.inRoom).toContain('Helen Marsh (safeguarding)');
      expect(await house.sql('select p.left_at is null as here from presences p join meeting_members m on m.id = p.member_id where p.meeting_id = $1 and m.membership_id = $2 order by p.arrived_at', [id, house.cast.safeguardingLead.membershipId])).toEqual([{ here: false }, { here: true }]);
      await done(house.cast.chair, 'recordRecommendation', recommend);
    });

    it('asks a deputy for the confidentiality statement anew, and lets two people record different members at once', async () => {
      const { id } = await inSession();
      await done(house.cast.safeguardingLead, 'acceptConfidentiality', { id });
      const accepted = async (): Promise<unknown> => (await house.sql('select confidentiality_accepted_at is not null as accepted, confidentiality_recorded_by as by, deputy_name as deputy from meeting_members where meeting_id = $1 and membership_id = $2', [id, house.cast.safeguardingLead.membershipId]))[0];
      expect(await accepted()).toEqual({ accepted: true, by: null, deputy: null });
      await attends(id, house.cast.safeguardingLead, { attendance: 'deputy', deputyName: 'Ivy Ross' });
      expect(await accepted()).toEqual({ accepted: false, by: null, deputy: 'Ivy Ross' });
      await attends(id, house.cast.safeguardingLead, { attendance: 'deputy', deputyName: 'Ivy Ross', accepted: true });
      expect(await accepted()).toEqual({ accepted: true, by: house.cast.coordinator.membershipId, deputy: 'Ivy Ross' });
      const { members } = await read(house.cast.coordinator, id);
      const whole = (change: string, left: boolean) => members.map((one) => ({ memberId: one.id, version: one.version, attendance: one.attendance, deputyName: one.attendance === 'deputy' ? 'Ivy Ross' : null, left: one.membershipId === change && left }));
      await done(house.cast.coordinator, 'recordAttendance', { id, entries: whole(house.cast.cqcInspector.membershipId, true) });
      await done(house.cast.chair, 'recordAttendance', { id, entries: whole(house.cast.socialWorker.membershipId, true).filter((one) => one.memberId !== members.find((x) => x.membershipId === house.cast.cqcInspector.membershipId)?.id) });
      expect(await send(house.cast.chair, 'recordAttendance', { id, entries: whole('', false) })).toMatchObject({ __typename: 'StaleVersion' });
    });

    it('is looked at while the chair has suspended the meeting: nothing is written until it goes on', async () => {
      const { id, itemId } = await inSession();
      const version = async (): Promise<number> => (await read(house.cast.chair, id)).version;
      expect((await send(house.cast.coordinator, 'suspendMeeting', { id, version: await version(), reason: 'A journalist is in the room.' })).__typename).toBe('NotPermitted');
      expect((await send(house.cast.chair, 'suspendMeeting', { id, version: await version(), reason: ' ' })).fields?.[0]?.message).toBe('Enter why the meeting is suspended');
      await done(house.cast.chair, 'suspendMeeting', { id, version: await version(), reason: 'A journalist is in the room.' });
      expect((await send(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Heard.' })).unmet?.[0]?.sentence).toBe('Open the meeting first, or resume it.');
      expect((await send(house.cast.chair, 'resumeMeeting', { id, version: await version() })).unmet?.map((one) => one.requirement)).toEqual(['hasSeenRoom']);
      await attends(id, house.cast.cqcInspector, { left: true });
      await done(house.cast.chair, 'resumeMeeting', { id, version: await version() });
      const resumed = await running(house.cast.chair, id, itemId);
      expect([resumed.meeting.state, resumed.meeting.agenda.some((one) => one.isNow)]).toEqual(['inProgress', true]);
    });

    it('R22 may be two, with different people: each reads the part they were in, and absentees what the chair decides', async () => {
      const { id, itemId } = await inSession([house.cast.cqcInspector]);
      const { members } = await read(house.cast.chair, id);
      const member = (who: Actor): string => members.find((one) => one.membershipId === who.membershipId)?.id ?? '';
      const arrangement = { id, version: 0, A: { purpose: 'The panel', absentees: 'minutes' }, B: { purpose: 'The provider is heard', absentees: 'nothing' }, itemsInB: [itemId], onlyInA: [member(house.cast.icbNurse), member(house.cast.socialWorker)], onlyInB: [] };
      expect((await send(house.cast.coordinator, 'arrangeParts', arrangement)).__typename).toBe('NotPermitted');
      const wrong = await send(house.cast.chair, 'arrangeParts', { ...arrangement, onlyInA: [member(house.cast.chair)], onlyInB: [member(house.cast.chair)] });
      expect(wrong.fields?.map((one) => one.field)).toEqual(['onlyInA', 'onlyInB', 'onlyInB']);
      expect((await send(house.cast.coordinator, 'addMeetingGuest', { id, part: 'B', name: 'Carol Finch', fromWhom: 'The provider', forProvider: true, confidentialityAccepted: true })).fields?.[0]?.field).toBe('part');
      const [one, other] = await Promise.all([send(house.cast.chair, 'arrangeParts', arrangement), send(house.cast.chair, 'arrangeParts', { ...arrangement, B: { purpose: 'Another', absentees: 'nothing' } })]);
      expect([one.__typename, other.__typename].sort()).toEqual(['ArrangePartsPayload', 'StaleVersion']);
      await done(house.cast.coordinator, 'addMeetingGuest', { id, part: 'B', name: 'Carol Finch', fromWhom: 'The provider', forProvider: true, confidentialityAccepted: true });

      // R21: who is not in the part is out of the item; the service's own file stays open to them. R20: the quorum is the part's.
      const nurse = await running(house.cast.icbNurse, id, itemId);
      expect([lineIn(nurse, itemId)?.youAreOut, nurse.item?.record]).toEqual(['It is taken in part B, which you are not in', null]);
      expect((await send(house.cast.socialWorker, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor' })).__typename).toBe('NotFound');
      await done(house.cast.chair, 'beginItem', { id: itemId });
      const part = await running(house.cast.chair, id, itemId);
      expect([part.meeting.state, part.item?.quorum.words.includes('Missing: the ICB quality nurse or social work')]).toEqual(['inquorate', true]);
      await done(house.cast.chair, 'arrangeParts', { ...arrangement, version: part.meeting.parts[0]?.version, onlyInA: [member(house.cast.icbNurse)] });
      expect((await running(house.cast.chair, id, itemId)).meeting.state).toBe('inProgress');

      house.clock.advance({ minutes: 10 });
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'The provider was heard.' });
      const others = (await read(house.cast.chair, id)).agenda.filter((line) => line.id !== itemId);
      const first = others[0]?.id ?? '';
      await done(house.cast.chair, 'beginItem', { id: first });
      await done(house.cast.coordinator, 'saveItemRecord', { id: first, version: 0, summary: 'Apologies were given.' });
      for (const line of others.slice(1)) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
      await step(house.cast.chair, 'concludeMeeting', id);
      await house.drain();
      const reads = async (who: Actor): Promise<string> => (await minutesOf(who, id)).sections.map((section) => section.text).join('\n');
      const [chair, safeguarding, onlyA, absent] = await Promise.all([house.cast.chair, house.cast.safeguardingLead, house.cast.icbNurse, house.cast.cqcInspector].map(reads));
      expect([chair, safeguarding].map((text) => text?.includes('The provider was heard.') && text.includes('Apologies were given.'))).toEqual([true, true]);
      expect([onlyA?.includes('Apologies were given.'), onlyA?.includes('The provider was heard.')]).toEqual([true, false]);
      expect([absent?.includes('Apologies were given.'), absent?.includes('The provider was heard.')]).toEqual([true, false]);
      // The provider was in part B, by its guest: that item's section may be for it.
      const heard = (await minutesOf(house.cast.coordinator, id)).sections.find((section) => section.text.includes('The provider was heard.'));
      const forProvider = { id: heard?.id, version: heard?.version, heading: 'Heard', text: 'The provider was heard.', audience: 'provider' };
      await house.sql('update meeting_guests set for_provider = false where meeting_id = $1', [id]);
      expect((await send(house.cast.coordinator, 'editMinuteSection', forProvider)).fields?.[0]?.message).toContain('Nobody was in part B for the provider');
      await house.sql('update meeting_guests set for_provider = true where meeting_id = $1', [id]);
      await done(house.cast.coordinator, 'editMinuteSection', forProvider);
    });

    it('R22 whoever was there before the meeting was divided alone has not attended the part its item goes on in', async () => {
      const { id, itemId } = await inSession();
      await done(house.cast.chair, 'beginItem', { id: itemId });
      house.clock.advance({ minutes: 5 });
      await attends(id, house.cast.cqcInspector, { left: true });
      house.clock.advance({ minutes: 1 });
      await done(house.cast.chair, 'arrangeParts', { id, version: 0, A: { purpose: 'The panel', absentees: 'minutes' }, B: { purpose: 'The provider is heard', absentees: 'nothing' }, itemsInB: [itemId], onlyInA: [], onlyInB: [] });
      expect(await house.sql('select part from item_turns where agenda_item_id = $1 order by begun_at', [itemId])).toEqual([{ part: null }, { part: 'B' }]);
      house.clock.advance({ minutes: 5 });
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'The provider was heard.' });
      for (const line of (await read(house.cast.chair, id)).agenda.filter((one) => one.id !== itemId)) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
      await step(house.cast.chair, 'concludeMeeting', id);
      await house.drain();
      const reads = async (who: Actor): Promise<boolean> => (await minutesOf(who, id)).sections.some((section) => section.text.includes('The provider was heard.'));
      expect([await reads(house.cast.safeguardingLead), await reads(house.cast.cqcInspector)]).toEqual([true, false]);
    });

    it('takes late items in while it is in session, quorate or not: the chair alone, with the reason, as a new version; in two parts it stands in part A', async () => {
      const { id, itemId } = await inSession();
      const late = { title: 'Flood at two homes', minutesEstimate: 5, urgency: 'People move tonight.' };
      expect(await send(house.cast.coordinator, 'acceptLateItem', { id, version: (await read(house.cast.chair, id)).version, ...late })).toMatchObject({ __typename: 'NotPermitted' });
      expect((await send(house.cast.chair, 'acceptLateItem', { id, version: (await read(house.cast.chair, id)).version, ...late, urgency: '' })).fields?.map((one) => one.field)).toEqual(['urgency']);
      await step(house.cast.chair, 'acceptLateItem', id, late);
      await done(house.cast.chair, 'saveItemRecord', { id: lineOf(await read(house.cast.chair, id), 'Flood at two homes').id, version: 0, summary: 'Eleven people move.' });
      // Without the nurse and the social worker it is not quorate: what is urgent is told all the same.
      for (const who of [house.cast.icbNurse, house.cast.socialWorker]) await attends(id, who, { left: true });
      expect((await read(house.cast.chair, id)).state).toBe('inquorate');
      const { members } = await read(house.cast.chair, id);
      await done(house.cast.chair, 'arrangeParts', { id, version: 0, A: { purpose: 'The panel', absentees: 'nothing' }, B: { purpose: 'The provider is heard', absentees: 'nothing' }, itemsInB: [itemId], onlyInA: [], onlyInB: members.filter((one) => one.membershipId === house.cast.qaOfficer.membershipId).map((one) => one.id) });
      await step(house.cast.chair, 'acceptLateItem', id, { ...late, title: 'Power cut at a home' });
      const { agendaVersions, agenda } = await read(house.cast.chair, id);
      expect([agendaVersions.map((one) => one.number), agenda.filter((line) => ['Flood at two homes', 'Power cut at a home'].includes(line.title)).length]).toEqual([[3, 2, 1], 2]);
      expect(lineOf(await read(house.cast.qaOfficer, id), 'Power cut at a home').youAreOut).toBe('It is taken in part A, which you are not in');
      await house.drain();
      expect(await house.sql(`select distinct subject from mail_messages where dedupe_key like 'agenda:' || $1 || ':3:%'`, [id])).toEqual([{ subject: expect.stringContaining('agenda, version 3') as string }]);
    });

    it('adjourned to another day is told to everybody with a younger entry; who is there is recorded anew that day', async () => {
      const { id } = await inSession();
      const day = { startsOn: '12 11 2026', startTime: '10:00', lengthMinutes: 60, venue: 'Room 3', dateIsMeant: true, reason: 'The alarm rang.' };
      expect(await send(house.cast.chair, 'rescheduleMeeting', { id, version: (await read(house.cast.chair, id)).version, ...day })).toMatchObject({ __typename: 'TransitionRefused' });
      await step(house.cast.chair, 'adjournMeeting', id, { reason: 'The alarm rang.' });
      const version = (await read(house.cast.chair, id)).version;
      expect((await send(house.cast.coordinator, 'rescheduleMeeting', { id, version, ...day, startsOn: '2 11 2026' })).fields?.map((one) => one.field)).toEqual(['startsOn']);
      const both = await Promise.all([house.cast.chair, house.cast.coordinator].map((actor) => send(actor, 'rescheduleMeeting', { id, version, ...day })));
      expect(both.map((one) => one.__typename).toSorted()).toEqual(['RescheduleMeetingPayload', 'StaleVersion']);
      await house.drain();
      const mails = await house.sql<{ calendar: string }>(`select calendar from mail_messages where dedupe_key like 'meeting-invitation:' || $1 || ':1:%'`, [id]);
      expect([mails.length, mails.every(({ calendar }) => calendar.includes('SEQUENCE:1') && calendar.includes('DTSTART;TZID=Europe/London:20261112T100000'))]).toEqual([7, true]);
      house.clock.set('2026-11-12T10:00:00Z');
      expect((await read(house.cast.chair, id)).quorum.quorate).toBe(false);
      for (const { membershipId } of (await read(house.cast.chair, id)).members) await attends(id, { ...house.cast.chair, membershipId }, {});
      await step(house.cast.chair, 'resumeMeeting', id);
      expect((await read(house.cast.chair, id)).state).toBe('inProgress');
      expect((await house.sql<{ n: number }>('select count(*)::int as n from presences where meeting_id = $1 group by member_id order by n desc limit 1', [id]))[0]?.n).toBe(2);
      house.clock.set('2026-11-03T10:00:00Z');
    });

    it('keeps what two write in different fields of one record, and asks where both wrote in one', async () => {
      const { id, itemId } = await inSession();
      const was = { summary: '', differingViews: '', nextDate: '', onTrack: null };
      await done(house.cast.chair, 'saveItemRecord', { id: itemId, version: 0, summary: 'As the chair heard it.', onTrack: true, was });
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, differingViews: 'Social work would wait.', was });
      expect((await running(house.cast.chair, id, itemId)).item?.record).toEqual({ version: 2, summary: 'As the chair heard it.', differingViews: 'Social work would wait.', onTrack: true });
      expect(await send(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'As the coordinator heard it.', was })).toMatchObject({ __typename: 'StaleVersion', currentVersion: 2, changedBy: 'Tom Fielding' });
    });
  });

  describe('in writing', () => {
    const question = async (closesOn = '6 11 2026', more: Record<string, unknown> = {}): Promise<{ id: string; serviceId: string; reference: string }> => {
      const { serviceId } = await house.service({ name: `Ash House ${newId().slice(-6)}` });
      const { id, reference } = await done(house.cast.chair, 'putInWriting', { serviceId, code: 'D03', criteria: [], text: 'Start enhanced monitoring: two falls.', reasonCodes: [], whyNow: 'The panel meets in four weeks.', closesOn, ...more });
      return { id, serviceId, reference: reference ?? '' };
    };
    type Written = { version: number; state: string; youAreOut: boolean; recommendationId: string | null; quorum: { words: string; quorate: boolean }; answers: { membershipId: string; version: number; answer: string | null; words: string | null }[] };
    const written = async (actor: Actor, id: string): Promise<Written> => {
      const { data } = await house.gql<{ writtenProcedure: Written }>(actor, `query ($id: ID!) { writtenProcedure(id: $id) { version state youAreOut recommendationId quorum { words quorate } answers { membershipId version answer words } } }`, { id });
      return data.writtenProcedure;
    };
    const answers = async (actor: Actor, id: string, answer: string, words?: string): Promise<Answer> =>
      send(actor, 'answerInWriting', { id, version: (await written(actor, id)).answers.find((one) => one.membershipId === actor.membershipId)?.version ?? 1, answer, words });

    it('R20 R24 a question is put to the members, answered, closed by its day, and recommended on by the quorum of those who answered, differing views with it', async () => {
      expect((await send(house.cast.coordinator, 'putInWriting', { serviceId: newId(), code: 'D03', criteria: [], text: 'x', reasonCodes: [], whyNow: 'x', closesOn: '6 11 2026' })).__typename).toBe('NotPermitted');
      const { serviceId: any } = await house.service({});
      const wrong = await send(house.cast.chair, 'putInWriting', { serviceId: any, code: 'D04', criteria: [], text: '', reasonCodes: [], whyNow: '', closesOn: '3 11 2026' });
      expect(wrong.fields?.map((one) => one.field).sort()).toEqual(['closesOn', 'criteria', 'text', 'whyNow']);
      const { id, serviceId, reference } = await question();
      await house.drain();
      const mails = await house.sql<{ subject: string; body: string }>(`select subject, body from mail_messages where subject like $1`, [`%${reference}`]);
      expect(mails.length).toBeGreaterThan(4);
      expect(mails.every(({ subject, body }) => !`${subject}${body}`.includes('Ash House') && body.includes(`/written/${id}`))).toBe(true);

      expect((await answers(house.cast.safeguardingLead, id, 'differ')).fields?.[0]?.field).toBe('words');
      await answers(house.cast.safeguardingLead, id, 'differ', 'A visit first would show more.');
      await answers(house.cast.chair, id, 'agree');
      expect((await send(house.cast.chair, 'closeWrittenProcedure', { id, version: (await written(house.cast.chair, id)).version })).unmet?.map((one) => one.requirement)).toEqual(['isOver']);
      const [a, b] = await Promise.all([send(house.cast.qaOfficer, 'answerInWriting', { id, version: 1, answer: 'agree' }), send(house.cast.qaOfficer, 'answerInWriting', { id, version: 1, answer: 'differ', words: 'No.' })]);
      expect([a.__typename, b.__typename].sort()).toEqual(['AnswerInWritingPayload', 'StaleVersion']);
      house.clock.set('2026-11-07T09:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      const closed = await written(house.cast.chair, id);
      expect([closed.state, closed.quorum.quorate]).toEqual(['closed', false]);
      expect((await answers(house.cast.icbNurse, id, 'agree')).unmet?.[0]?.sentence).toBe('Answers are taken until the closing date.');
      expect((await send(house.cast.chair, 'recommendInWriting', { id, version: closed.version, text: 'Enhanced monitoring.' })).unmetWords).toEqual(['the ICB quality nurse or social work']);
      await done(house.cast.chair, 'endWrittenProcedure', { id, version: closed.version, reason: 'Too few answered.' });

      house.clock.set('2026-11-03T10:00:00Z');
      const again = await question('6 11 2026');
      for (const who of [house.cast.chair, house.cast.qaOfficer, house.cast.icbNurse]) await answers(who, again.id, 'agree');
      await answers(house.cast.safeguardingLead, again.id, 'differ', 'A visit first would show more.');
      house.clock.set('2026-11-07T09:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      const { reference: recommended } = await done(house.cast.chair, 'recommendInWriting', { id: again.id, version: (await written(house.cast.chair, again.id)).version, text: 'Enhanced monitoring.', differingViews: 'Helen Marsh: a visit first.' });
      const [kept] = await house.sql<Record<string, unknown>>(`select meeting_id as meeting, differing_views as views, quorum ->> 'words' as words, jsonb_array_length(present) as present from recommendations where reference = $1`, [recommended]);
      expect(kept).toMatchObject({ meeting: null, views: 'Helen Marsh: a visit first.', present: 4 });
      expect(String(kept?.['words'])).toContain(`By written procedure ${again.reference}. Quorate for a sanction`);

      // What came of it is an item of the next panel.
      const next = await schedule({ startsOn: '9 11 2026' });
      const due = (await read(house.cast.chair, next.id)).agenda.filter((line) => line.reasons.some((one) => one.kind === 'writtenProcedure'));
      expect(due.flatMap((line) => line.reasons.filter((one) => one.kind === 'writtenProcedure').map((one) => one.words)).sort()).toEqual([
        `Written procedure ${reference} to be reported: nothing was recommended`, `Written procedure ${again.reference} to be reported: a recommendation was made`].sort());
      expect(serviceId).not.toBe(again.serviceId);
    });

    it('R21 whoever has an interest takes no part: no answer of others, no recommendation, and no way back', async () => {
      const { id, serviceId, reference } = await question('6 11 2026', { criteria: [{ code: 'harmCluster', evidence: 'Two falls on one night.' }] });
      type Told = { codeWords: string | null; question: string | null; whyNow: string | null; criteria: { evidence: string }[] };
      /** What somebody reads of the question: on its own page, in the service's chronology, in the trail and the record of reads. */
      const told = async (who: Actor): Promise<[own: Told, lines: number, whole: string, kept: number]> => {
        const { data: own } = await house.gql<{ writtenProcedure: Told }>(who, 'query ($id: ID!) { writtenProcedure(id: $id) { codeWords question whyNow criteria { evidence } } }', { id });
        const { data } = await house.gql<{ chronology: { lines: { words: string; detail: string | null }[] } }>(who, 'query ($id: ID!) { chronology(serviceId: $id, first: 200) { lines { words detail } } }', { id: serviceId });
        const kept = await house.unit.run(who, () => house.unit.query<{ n: number }>('select ((select count(*) from trail where subject_id = $1) + (select count(*) from reads where subject_id = $1))::int as n', [id]));
        return [own.writtenProcedure, data.chronology.lines.filter(({ detail }) => detail?.includes('two falls')).length, JSON.stringify([own, data]), kept[0]?.n ?? 0];
      };
      const [open, lines, whole, history] = await told(house.cast.icbNurse);
      expect([open.question, open.whyNow, open.criteria, lines, open.codeWords !== null, history > 0]).toEqual(['Start enhanced monitoring: two falls.', 'The panel meets in four weeks.', [{ evidence: 'Two falls on one night.' }], 1, true, true]);
      expect(whole).toContain(reference);
      await answers(house.cast.safeguardingLead, id, 'differ', 'A visit first would show more.');
      await answers(house.cast.icbNurse, id, 'interest', 'My sister works there.');
      const nurse = await written(house.cast.icbNurse, id);
      expect([nurse.youAreOut, nurse.answers.map((one) => one.membershipId)]).toEqual([true, [house.cast.icbNurse.membershipId]]);
      const [closed, none, left, gone] = await told(house.cast.icbNurse);
      expect([closed, none, gone]).toEqual([{ codeWords: null, question: null, whyNow: null, criteria: [] }, 0, 0]);
      expect(left).not.toMatch(/two falls|four weeks/i);
      // The chair still reads it.
      expect((await told(house.cast.chair))[0].question).toBe('Start enhanced monitoring: two falls.');
      expect((await answers(house.cast.icbNurse, id, 'agree')).unmet?.[0]?.sentence).toBe('You declared an interest in this: you take no part in it.');
      for (const who of [house.cast.chair, house.cast.qaOfficer, house.cast.socialWorker, house.cast.cqcInspector]) await answers(who, id, 'agree');
      const asked = (await written(house.cast.chair, id)).answers.filter((one) => one.answer === null);
      for (const one of asked) {
        const who = Object.values(house.cast).find((actor) => actor.membershipId === one.membershipId);
        if (who !== undefined) await answers(who, id, 'agree');
      }
      await done(house.cast.chair, 'closeWrittenProcedure', { id, version: (await written(house.cast.chair, id)).version });
      await done(house.cast.chair, 'recommendInWriting', { id, version: (await written(house.cast.chair, id)).version, text: 'Enhanced monitoring.' });
      const seen = async (who: Actor): Promise<number> => (await house.gql<{ service: { recommendationsWaiting: unknown[] } }>(who, 'query ($id: ID!) { service(id: $id) { recommendationsWaiting { id } } }', { id: serviceId })).data.service.recommendationsWaiting.length;
      expect([await seen(house.cast.chair), await seen(house.cast.icbNurse)]).toEqual([1, 0]);
      expect((await written(house.cast.icbNurse, id)).recommendationId).toBeNull();
    });

    it('R21 a chair who has an interest neither closes nor ends it: its day does', async () => {
      const { id } = await question();
      await answers(house.cast.chair, id, 'interest', 'My brother owns it.');
      const { version } = await written(house.cast.chair, id);
      for (const [mutation, more] of [['closeWrittenProcedure', {}], ['withdrawWrittenProcedure', { reason: 'Later.' }]] as const) expect((await send(house.cast.chair, mutation, { id, version, ...more })).__typename).toBe('NotFound');
      house.clock.set('2026-11-07T09:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      expect((await written(house.cast.safeguardingLead, id)).state).toBe('closed');
      house.clock.set('2026-11-03T10:00:00Z');
    });
  });

  describe('minutes', () => {
    /** Every item taken, one recommendation and one action, the nurse out of the item; concluded and drafted. */
    const drafted = async (): Promise<{ id: string; itemId: string; name: string }> => {
      const name = `Larch Grange ${newId().slice(-6)}`;
      const { id, itemId } = await inSession([house.cast.cqcInspector], name);
      await leave(itemId, house.cast.icbNurse);
      await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary: 'Falls at night were discussed.', differingViews: 'Social work would have waited.' });
      for (const line of (await read(house.cast.chair, id)).agenda.filter((one) => one.id !== itemId)) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
      await done(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, code: 'D03', criteria: [], text: 'Enhanced monitoring.', reasonCodes: [] });
      await done(house.cast.chair, 'recordItemAction', { agendaItemId: itemId, description: 'Visit at night.', ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '20 11 2026', mustDo: true });
      await step(house.cast.chair, 'concludeMeeting', id);
      await house.drain();
      return { id, itemId, name };
    };

    it('R24 write themselves from what was recorded, differing views with them', async () => {
      const { id, name } = await drafted();
      const minutes = await minutesOf(house.cast.chair, id);
      expect(minutes.state).toBe('draftMinutes');
      const item = minutes.sections.find((one) => one.heading.endsWith(name));
      for (const words of ['Falls at night were discussed.', 'Social work would have waited.', 'Start enhanced monitoring', 'Visit at night.', 'Out for this item: Grace Okafor.']) expect(item?.text).toContain(words);
    });

    it('statechart A: say that a service was found on track where nothing else was written down, and a step down counts it once they are confirmed', async () => {
      const { id, itemId, serviceId } = await inSession();
      await done(house.cast.chair, 'saveItemRecord', { id: itemId, version: 0, summary: '', onTrack: true });
      for (const line of (await read(house.cast.chair, id)).agenda.filter((one) => one.id !== itemId)) await done(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
      await house.sql('update agenda_items set for_noting = true where id = $1', [itemId]);
      await step(house.cast.chair, 'concludeMeeting', id);
      await house.drain();
      const section = (await minutesOf(house.cast.coordinator, id)).sections.find((one) => one.text.includes('The panel found the service on track.'));
      expect(section).toBeDefined();
      const counted = async (who: Actor): Promise<number | undefined> => (await house.unit.run(who, () => house.unit.query<{ n: number }>('select panels_on_track($1) as n', [serviceId])))[0]?.n;
      const records = async (who: Actor): Promise<number> => (await house.unit.run(who, () => house.unit.query('select 1 from item_records where agenda_item_id = $1', [itemId]))).length;
      const everybodySees = [house.cast.headOfService, house.cast.qaOfficer, house.cast.icbNurse];
      expect(await Promise.all(everybodySees.map(async (who) => [await counted(who), await records(who)]))).toEqual([[1, 1], [1, 1], [1, 1]]);
      // A section for Legal keeps the words from others, and not the count from a decision.
      await done(house.cast.coordinator, 'editMinuteSection', { id: section?.id, version: section?.version, heading: section?.heading, text: section?.text, audience: 'legal' });
      expect(await Promise.all(everybodySees.map(async (who) => [await counted(who), await records(who)]))).toEqual([[1, 1], [1, 0], [1, 0]]);
      await step(house.cast.chair, 'approveMinutes', id);
      await step(house.cast.coordinator, 'circulateMinutes', id);
      const later = await schedule({ startsOn: '30 11 2026' });
      await step(house.cast.coordinator, 'buildAgenda', later.id);
      await step(house.cast.coordinator, 'publishAgenda', later.id);
      await everybody(later.id);
      await step(house.cast.chair, 'openMeeting', later.id);
      await step(house.cast.chair, 'confirmMinutes', id, { nextMeetingId: later.id });
      const recommendation = await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
        serviceId, meetingId: null, agendaItemId: null, code: 'D16', text: 'Step down.', criteria: [], proposal: {}, differingViews: null, quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [],
        chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
      }));
      const facts = await house.unit.run(house.cast.headOfService, () => house.get(DecidingFactsReader).ofRecommendation(recommendation.id));
      expect(facts).toMatchObject({ panelsOnTrack: 1 });
      // Minuted before sections spoke of it, a record has none: it is not lost with it.
      await house.sql('alter table minute_sections disable trigger user');
      await house.sql('delete from minute_sections where agenda_item_id = $1', [itemId]);
      await house.sql('alter table minute_sections enable trigger user');
      expect(await Promise.all(everybodySees.map(async (who) => [await counted(who), await records(who)]))).toEqual([[1, 1], [1, 1], [1, 1]]);
    });

    it('R21 R22 differ by reader: in GraphQL, by SQL and in the papers', async () => {
      const { id, name } = await drafted();
      const council = (await minutesOf(house.cast.coordinator, id)).sections.find((one) => one.heading === 'Confidentiality');
      await done(house.cast.coordinator, 'editMinuteSection', { id: council?.id, version: council?.version, heading: 'Confidentiality', text: 'For the council alone.', audience: 'council' });
      await step(house.cast.chair, 'approveMinutes', id);
      await step(house.cast.coordinator, 'circulateMinutes', id);
      await house.drain();
      const [chair, nurse, lead] = await Promise.all([minutesOf(house.cast.chair, id), minutesOf(house.cast.icbNurse, id), minutesOf(house.cast.safeguardingLead, id)]);
      const headings = (of: typeof chair): string[] => of.sections.map((one) => one.heading);
      expect(headings(chair).some((one) => one.endsWith(name))).toBe(true);
      expect(headings(nurse).some((one) => one.endsWith(name))).toBe(false);
      expect(headings(nurse)).not.toContain('Confidentiality');
      expect(nurse.youAreOutOf).toEqual([name]);
      expect(chair.documentId).toBe(lead.documentId);
      expect(nurse.documentId).not.toBe(chair.documentId);
      expect(await house.get(DocumentsQueries).file(house.cast.icbNurse, chair.documentId ?? '')).toBeNull();
      const own = await house.get(DocumentsQueries).file(house.cast.icbNurse, nurse.documentId ?? '');
      const whole = await house.get(DocumentsQueries).file(house.cast.safeguardingLead, chair.documentId ?? '');
      expect(pdfText(whole?.bytes ?? Buffer.alloc(0))).toContain('Falls at night');
      expect(pdfText(own?.bytes ?? Buffer.alloc(0))).not.toContain('Falls at night');
      expect(own?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    });

    it('R23 never change once approved, not even by SQL; amendments stand beside, numbered', async () => {
      const { id } = await drafted();
      await step(house.cast.chair, 'approveMinutes', id);
      const [section] = (await minutesOf(house.cast.coordinator, id)).sections;
      expect(await send(house.cast.coordinator, 'editMinuteSection', { id: section?.id, version: section?.version, heading: 'x', text: 'y', audience: 'members' })).toMatchObject({ __typename: 'TransitionRefused' });
      const bySql = (text: string): Promise<unknown> => house.unit.run(house.cast.chair, () => house.unit.query(text, [id]));
      await expect(bySql(`update minute_sections set text = 'other' where meeting_id = $1`)).rejects.toThrow('never changed');
      await expect(bySql(`delete from minute_sections where meeting_id = $1`)).rejects.toThrow('never changed');
      await expect(bySql(`insert into minute_sections (council_id, id, meeting_id, position, heading, text, audience, recorded_at)
        select council_id, gen_random_uuid(), meeting_id, 99, 'h', 't', 'members', recorded_at from minute_sections where meeting_id = $1 limit 1`)).rejects.toThrow('never added to');
      await step(house.cast.coordinator, 'amendMinutes', id, { sectionId: section?.id, text: 'It opened at 10:05.', reason: 'Misheard.' });
      expect((await minutesOf(house.cast.chair, id)).sections[0]).toMatchObject({ text: section?.text, amendments: [{ number: 1 }] });
    });

    it('R23 carry an amendment made before they went round in every copy that holds its section, the whole one too', async () => {
      const { id, name } = await drafted();
      await step(house.cast.chair, 'approveMinutes', id);
      const section = (await minutesOf(house.cast.chair, id)).sections.find((one) => one.heading.endsWith(name));
      await step(house.cast.chair, 'amendMinutes', id, { sectionId: section?.id, text: 'The falls were in the morning.', reason: 'Misheard.' });
      await step(house.cast.coordinator, 'circulateMinutes', id);
      await house.drain();
      const textFor = async (actor: Actor): Promise<string> => pdfText((await house.get(DocumentsQueries).file(actor, (await minutesOf(actor, id)).documentId ?? ''))?.bytes ?? Buffer.alloc(0));
      expect(await textFor(house.cast.safeguardingLead)).toContain('The falls were in the morning.');
      expect(await textFor(house.cast.chair)).toContain('The falls were in the morning.');
      expect(await textFor(house.cast.icbNurse)).not.toContain('The falls were in the morning.');
    });

    it('are told of to the chair when drafted; returned with a reason to the coordinator, who edits them and sends them again', async () => {
      const { id } = await drafted();
      const told = (subject: string) => house.sql<{ to_name: string; subject: string; body: string }>(
        `select to_name, subject, body from mail_messages where body like '%' || $1 || '%' and subject like '%: ' || $2 || ' (%' order by queued_at, id`, [id, subject]);
      expect((await told('minutes to approve')).map((mail) => mail.to_name)).toEqual(['Ruth Adeyemi']);
      const { version, sections: [section] } = await minutesOf(house.cast.chair, id);
      expect((await send(house.cast.chair, 'returnMinutes', { id, version, reason: '' })).fields).toEqual([{ field: 'reason', message: 'Enter what the minutes still need' }]);
      expect(await send(house.cast.coordinator, 'returnMinutes', { id, version, reason: 'x' })).toMatchObject({ __typename: 'NotPermitted' });
      expect((await send(house.cast.headOfService, 'returnMinutes', { id, version, reason: 'x' })).unmet?.map((one) => one.requirement)).toEqual(['isChair']);
      await done(house.cast.chair, 'returnMinutes', { id, version, reason: 'Zebedee said no such thing.' });
      await house.drain();
      const [mail] = await told('minutes returned');
      expect(mail?.to_name).toBe('Tom Fielding');
      expect(mail?.body).not.toContain('Zebedee');
      expect(await house.sql(`select from trail where subject_id = $1 and content::text like '%Zebedee%'`, [id])).toEqual([]);
      expect(await send(house.cast.chair, 'approveMinutes', { id, version: version + 1 })).toMatchObject({ __typename: 'TransitionRefused' });
      await done(house.cast.coordinator, 'editMinuteSection', { id: section?.id, version: section?.version, heading: section?.heading, text: 'As it was said.', audience: 'members' });
      await step(house.cast.coordinator, 'submitMinutes', id);
      await house.drain();
      expect(await told('minutes to approve')).toHaveLength(2);
      const again = await minutesOf(house.cast.chair, id);
      expect(again.sections[0]?.text).toBe('As it was said.');
      expect(await send(house.cast.coordinator, 'submitMinutes', { id, version: again.version })).toMatchObject({ __typename: 'TransitionRefused' });
      await step(house.cast.chair, 'approveMinutes', id);
    });

    it('R21 tell what returned minutes need only to those who make them and were out of no item', async () => {
      const { id, itemId } = await drafted();
      await step(house.cast.chair, 'returnMinutes', id, { reason: 'Name the ward.' });
      const seen = async (actor: Actor): Promise<number> => (await house.unit.run(actor, () => house.unit.query('select from meeting_changes where meeting_id = $1', [id]))).length;
      expect([await seen(house.cast.coordinator), await seen(house.cast.icbNurse), await seen(house.cast.safeguardingLead)]).toEqual([1, 0, 0]);
      await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, itemId, house.cast.coordinator.membershipId, house.cast.coordinator.personId]);
      expect(await seen(house.cast.coordinator)).toBe(0);
    });

    it('R23 are confirmed by the chair once a later meeting has opened; the day for comments then closes by itself', async () => {
      const { id } = await drafted();
      await step(house.cast.chair, 'approveMinutes', id);
      await step(house.cast.coordinator, 'circulateMinutes', id);
      const comments = async () => (await house.sql<{ open: boolean }>(`select fired_at is null and withdrawn_at is null as open from deadlines where workflow_id = $1 and kind = 'accuracyWindow'`, [id]))[0]?.open;
      expect(await comments()).toBe(true);
      const later = await schedule({ startsOn: '30 11 2026' });
      const { version } = await minutesOf(house.cast.chair, id);
      for (const nextMeetingId of [id, later.id]) {
        expect((await send(house.cast.chair, 'confirmMinutes', { id, version, nextMeetingId })).unmet?.map((one) => one.requirement)).toEqual(['isAtLaterMeeting']);
      }
      await step(house.cast.coordinator, 'buildAgenda', later.id);
      await step(house.cast.coordinator, 'publishAgenda', later.id);
      await everybody(later.id);
      await step(house.cast.chair, 'openMeeting', later.id);
      expect(await send(house.cast.coordinator, 'confirmMinutes', { id, version, nextMeetingId: later.id })).toMatchObject({ __typename: 'NotPermitted' });
      house.clock.set('2026-12-30T10:00:00Z');
      await house.get(DeadlineSweeper).sweep();
      house.clock.set('2026-11-03T10:00:00Z');
      expect(await comments()).toBe(false);
      await step(house.cast.chair, 'confirmMinutes', id, { nextMeetingId: later.id });
      expect((await minutesOf(house.cast.chair, id)).state).toBe('confirmed');
    });

    it('R21 are approved by an authorised officer where every chair was out of an item, and by the chair where not', async () => {
      const { id, itemId } = await drafted();
      const { version } = await minutesOf(house.cast.coordinator, id);
      expect((await send(house.cast.headOfService, 'approveMinutes', { id, version })).unmet?.map((one) => one.requirement)).toContain('isChair');
      await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, itemId, house.cast.chair.membershipId, house.cast.chair.personId]);
      expect((await send(house.cast.chair, 'approveMinutes', { id, version })).unmet?.map((one) => one.requirement)).toContain('isChair');
      await done(house.cast.headOfService, 'approveMinutes', { id, version });
      expect((await minutesOf(house.cast.headOfService, id)).state).toBe('approved');
    });

    it('are approved by the chair alone', async () => {
      const { id } = await drafted();
      const { version } = await minutesOf(house.cast.coordinator, id);
      expect(await send(house.cast.coordinator, 'approveMinutes', { id, version })).toMatchObject({ __typename: 'NotPermitted' });
    });
  });

  it('names no service, person or sanction in any subject or calendar entry, whatever the meeting was about', async () => {
    const name = 'Unmistakable Manor';
    const { id, itemId } = await inSession([], name);
    await done(house.cast.chair, 'recordRecommendation', { agendaItemId: itemId, ...restriction });
    await done(house.cast.chair, 'recordItemAction', { agendaItemId: itemId, description: 'Stop placements.', ownerMembershipId: house.cast.qaOfficer.membershipId, dueOn: '20 11 2026', mustDo: true });
    await house.drain();
    const mails = await house.sql<{ subject: string; calendar: string | null; body: string }>(`select subject, calendar, body from mail_messages where dedupe_key not like 'placement-alert%'`);
    expect(mails.length).toBeGreaterThan(7);
    for (const { subject, calendar, body } of mails) {
      expect(`${subject} ${calendar ?? ''} ${body}`).not.toMatch(/Unmistakable|restriction|placement|sanction|Rowan|Fern|serious concerns/i);
    }
    expect(id).toBeDefined();
  });
});
