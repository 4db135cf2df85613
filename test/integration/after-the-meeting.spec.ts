import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { openHouse, type House } from '../support/house.js';

interface Answer {
  __typename: string; id: string; version: number; reference: string | null; message?: string;
  fields?: { field: string; message: string }[]; unmet?: { requirement: string; sentence: string }[];
}
interface Accuracy {
  version: number; open: boolean; mayComment: boolean; mayAnswer: boolean; unanswered: number; commentsBy: string;
  sections: { id: string; heading: string; paragraphs: { number: number; text: string; comments: { id: string; text: string; by: string; answer: { accepted: boolean; reason: string } | null }[] }[] }[];
}

describe('after the meeting', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));

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
  const ask = async <T>(actor: Actor, source: string, variables: Record<string, unknown>): Promise<T> => {
    const { data, errors } = await house.gql<T>(actor, source, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const step = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => {
    const [row] = await house.sql<{ version: number }>('select version from workflows where id = $1', [id]);
    return done(actor, mutation, { id, version: row?.version, ...more });
  };
  const refusal = async (actor: Actor, mutation: string, id: string, more: Record<string, unknown> = {}): Promise<Answer> => {
    const [row] = await house.sql<{ version: number }>('select version from workflows where id = $1', [id]);
    return send(actor, mutation, { id, version: row?.version, ...more });
  };
  const accuracy = async (actor: Actor, id: string): Promise<Accuracy> =>
    (await ask<{ minutesAccuracy: Accuracy }>(actor, `query ($id: ID!) { minutesAccuracy(id: $id) { version open mayComment mayAnswer unanswered commentsBy
      sections { id heading paragraphs { number text comments { id text by answer { accepted reason } } } } } }`, { id })).minutesAccuracy;

  /** A service at serious concerns. */
  const concern = async (name: string): Promise<string> => {
    const { serviceId } = await house.service({ name });
    const id = newId();
    const [procedure] = await house.sql<{ id: string }>('select id from procedures where council_id = $1', [house.councilId]);
    await house.sql(`insert into stages (council_id, id, service_id, since, review_on) values ($1, $2, $3, '2026-10-03', null)`, [house.councilId, id, serviceId]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      values ($1, $2, 'stage', 1, 'seriousConcerns', '{"cameFrom":"routine","leadOfficerId":null,"reviewOn":null,"urgent":null}', 1, $3, $4, $5, '2026-10-03T09:00:00Z')`, [house.councilId, id, procedure?.id, serviceId, house.cast.chair.membershipId]);
    return serviceId;
  };
  const schedule = (startsOn: string): Promise<Answer> => done(house.cast.coordinator, 'scheduleMeeting', {
    startsOn, startTime: '14:00', lengthMinutes: 120, venue: 'Room 2, County Hall', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [],
  });
  const opened = async (startsOn: string): Promise<string> => {
    const { id } = await schedule(startsOn);
    await step(house.cast.coordinator, 'buildAgenda', id);
    await step(house.cast.coordinator, 'publishAgenda', id);
    const members = await house.sql<{ id: string; version: number }>('select id, version from meeting_members where meeting_id = $1', [id]);
    await done(house.cast.coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: 'present', left: false })) });
    await step(house.cast.chair, 'openMeeting', id);
    return id;
  };
  /** A meeting whose minutes are approved, with one section about a service: the nurse is out of `outOf`. */
  const approved = async (name: string, summary: string, { outOf }: { outOf?: Actor } = {}): Promise<{ id: string; itemId: string; serviceId: string; section: string; reference: string }> => {
    const serviceId = await concern(name);
    const id = await opened('10 11 2026');
    const [item] = await house.sql<{ id: string }>('select id from agenda_items where meeting_id = $1 and service_id = $2', [id, serviceId]);
    const itemId = item?.id ?? '';
    if (outOf !== undefined) {
      const interest = await done(outOf, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', details: 'My sister is the manager' });
      await done(house.cast.chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'leave' });
    }
    for (const one of await house.sql<{ id: string; version: number }>('select id, version from agenda_items where meeting_id = $1 and service_id is not null and taken_at is null', [id])) {
      if (one.id === itemId) await done(house.cast.chair, 'takeItem', { id: itemId, version: one.version });
      else await done(house.cast.chair, 'deferAgendaItem', { id: one.id, version: one.version, reason: 'No time.' });
    }
    await done(house.cast.coordinator, 'saveItemRecord', { id: itemId, version: 0, summary, differingViews: '' });
    await step(house.cast.chair, 'concludeMeeting', id);
    await house.drain();
    await step(house.cast.chair, 'approveMinutes', id);
    const [section] = await house.sql<{ id: string; reference: string }>('select s.id, m.reference from minute_sections s join meetings m on m.id = s.meeting_id where s.agenda_item_id = $1', [itemId]);
    return { id, itemId, serviceId, section: section?.id ?? '', reference: section?.reference ?? '' };
  };
  const circulated = async (name: string, summary: string, more: { outOf?: Actor } = {}) => {
    const meeting = await approved(name, summary, more);
    await step(house.cast.coordinator, 'circulateMinutes', meeting.id);
    await house.drain();
    return meeting;
  };

  describe('the accuracy of minutes', () => {
    it('R21 R22 R23 is commented on by paragraph, beside the text, by members who see the section; until the day closes', async () => {
      const { id, section } = await circulated('Alder Court', 'Medicines are late.\n\nThe manager left in October.', { outOf: house.cast.icbNurse });
      const said = await done(house.cast.cqcInspector, 'commentOnMinutes', { id, sectionId: section, paragraph: 3, text: 'She left in September.' });
      expect(said.reference).toMatch(/^MTG-/);
      const seen = await accuracy(house.cast.socialWorker, id);
      expect(seen).toMatchObject({ open: true, mayComment: true, mayAnswer: false, unanswered: 1, commentsBy: '2026-11-17' });
      const paragraphs = seen.sections.find((one) => one.id === section)?.paragraphs ?? [];
      expect(paragraphs.slice(1, 3)).toMatchObject([{ text: 'Medicines are late.', comments: [] }, { text: 'The manager left in October.', comments: [{ text: 'She left in September.', by: 'Alison Webb, CQC Inspector', answer: null }] }]);
      // Out of the item: neither section nor comment, nor a comment of one's own.
      expect(JSON.stringify(await accuracy(house.cast.icbNurse, id))).not.toContain('September');
      expect(await send(house.cast.icbNurse, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'No.' })).toMatchObject({ __typename: 'NotFound' });
      // Who was not asked to the meeting reads, and does not comment; a provider does neither.
      expect(await send(house.cast.dass, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'No.' })).toMatchObject({ __typename: 'NotPermitted', message: expect.stringContaining('members of this meeting') });
      expect(await send(house.cast.provider, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'No.' })).toMatchObject({ __typename: 'NotPermitted' });
      expect((await send(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 99, text: '' })).fields?.map(({ field }) => field)).toEqual(['text']);
      expect((await send(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 99, text: 'Where?' })).fields).toEqual([{ field: 'paragraph', message: 'Choose a paragraph of this section' }]);
      house.clock.set('2026-11-17T23:30:00Z');
      await done(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'On the last day.' });
      house.clock.set('2026-11-18T00:30:00Z');
      expect((await send(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'Too late.' })).fields).toEqual([
        { field: 'text', message: 'The last day for comments was 17 November 2026. Raise it at the meeting that confirms these minutes' }]);
      expect(await accuracy(house.cast.socialWorker, id)).toMatchObject({ open: false, mayComment: false });
      const [row] = await house.sql<{ text: string }>('select text from minute_sections where id = $1', [section]);
      expect(row?.text).toContain('The manager left in October.');
      await expect(house.sql('update minute_comments set text = $1', ['Mine.'])).rejects.toThrow(/never changed/);
    });

    it('R23 is not asked for before minutes go round; a comment is answered once, with why, also when two answer at once', async () => {
      const { id, section } = await approved('Beech Court', 'Staffing is thin.');
      expect((await send(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'No.' })).unmet?.[0]?.sentence).toMatch(/once they have gone round/);
      await step(house.cast.coordinator, 'circulateMinutes', id);
      const comment = await done(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'Staffing was full.' });
      const { sections } = await accuracy(house.cast.coordinator, id);
      const commentId = sections.flatMap((one) => one.paragraphs).flatMap((one) => one.comments)[0]?.id;
      expect(comment.id).toBe(commentId);
      expect((await send(house.cast.coordinator, 'answerMinuteComment', { id: commentId, reason: ' ' })).fields?.map(({ field }) => field).sort()).toEqual(['accepted', 'reason']);
      expect(await send(house.cast.socialWorker, 'answerMinuteComment', { id: commentId, accepted: true, reason: 'Mine.' })).toMatchObject({ __typename: 'NotPermitted' });
      const both = await Promise.all([
        send(house.cast.coordinator, 'answerMinuteComment', { id: commentId, accepted: false, reason: 'The rota says otherwise.' }),
        send(house.cast.chair, 'answerMinuteComment', { id: commentId, accepted: true, reason: 'So it was.' }),
      ]);
      expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['AnswerMinuteCommentPayload', 'TransitionRefused']);
      expect(both.flatMap(({ unmet }) => unmet ?? []).map(({ sentence }) => sentence)).toEqual(['This comment is answered: what was answered stands.']);
    });

    it('bad input: approving twice, correcting confirmed minutes, confirming with a comment unanswered: refused in words; the next meeting sees what was said', async () => {
      const { id, section, reference } = await circulated('Cedar Court', 'The roof leaks.');
      const twice = await refusal(house.cast.chair, 'approveMinutes', id);
      expect(twice.unmet).toMatchObject([{ sentence: 'These minutes are approved already, once for all: a correction is added beside them as an amendment.' }]);
      const comment = await done(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'It was mended.' });
      house.clock.set('2026-12-08T14:00:00Z');
      await concern('Dogwood Court');
      const next = await opened('9 12 2026');
      const before = async (actor: Actor) => (await ask<{ minutesBefore: { minutes: { reference: string; state: string; open: boolean; comments: { heading: string; text: string; answer: { reason: string } | null }[] }[] } }>(
        actor, 'query ($id: ID!) { minutesBefore(id: $id) { minutes { reference state open comments { heading text answer { reason } } } } }', { id: next })).minutesBefore.minutes.find((one) => one.reference === reference);
      expect(await before(house.cast.chair)).toMatchObject({ state: 'circulated', open: false, comments: [{ heading: expect.stringContaining('Cedar Court'), text: 'It was mended.', answer: null }] });
      expect((await refusal(house.cast.chair, 'confirmMinutes', id, { nextMeetingId: next })).unmet?.map(({ requirement }) => requirement)).toEqual(['hasAnsweredComments']);
      await done(house.cast.chair, 'answerMinuteComment', { id: comment.id, accepted: true, reason: 'The invoice shows it.' });
      await step(house.cast.coordinator, 'amendMinutes', id, { sectionId: section, text: 'The roof leaked until 1 November.', reason: 'A member’s comment' });
      await step(house.cast.chair, 'confirmMinutes', id, { nextMeetingId: next });
      expect(await before(house.cast.chair)).toMatchObject({ state: 'confirmed', comments: [{ answer: { reason: 'The invoice shows it.' } }] });
      const [version] = await house.sql<{ version: number }>('select version from minute_sections where id = $1', [section]);
      const edit = await send(house.cast.coordinator, 'editMinuteSection', { id: section, version: version?.version, heading: 'Cedar Court', text: 'The roof is new.', audience: 'members', readers: [] });
      expect(edit.unmet?.[0]?.sentence).toBe('Approved minutes never change: add an amendment beside them.');
      expect((await send(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'Again.' })).unmet?.[0]?.sentence).toMatch(/corrected by an amendment/);
      expect((await refusal(house.cast.chair, 'confirmMinutes', id, { nextMeetingId: next })).unmet?.[0]?.sentence).toMatch(/confirmed already/);
    });
  });
});
