import { ActionDigest } from '../../src/domain/actions/action-digest.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { wordText } from '../support/word-text.js';
import { openHouse, type House } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

interface Answer {
  __typename: string; id: string; version: number; reference: string | null; message?: string;
  fields?: { field: string; message: string }[]; unmet?: { requirement: string; sentence: string }[];
}
interface Accuracy {
  version: number; open: boolean; mayComment: boolean; mayAnswer: boolean; unanswered: number; commentsBy: string;
  sections: { id: string; heading: string; paragraphs: { number: number; text: string }[]; comments: { paragraph: number; id: string; text: string; by: string; answer: { accepted: boolean; reason: string } | null }[] }[];
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
  const cookies = new Map<string, string>();
  const fetchAs = async (actor: Actor, url: string): Promise<{ statusCode: number; headers: Record<string, unknown>; rawPayload: Buffer; payload: string }> => {
    const session = cookies.get(actor.membershipId) ?? (await house.get(Sessions).begin({ ...actor, personEmail: 'x@example.org' } as never, 'page'));
    cookies.set(actor.membershipId, session);
    return house.app.inject({ url, headers: { cookie: `session=${session}` } }) as never;
  };
  const accuracy = async (actor: Actor, id: string): Promise<Accuracy> =>
    (await ask<{ minutesAccuracy: Accuracy }>(actor, `query ($id: ID!) { minutesAccuracy(id: $id) { version open mayComment mayAnswer unanswered commentsBy
      sections { id heading paragraphs { number text } comments { paragraph id text by answer { accepted reason } } } } }`, { id })).minutesAccuracy;

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
    startsOn, startTime: '14:00', lengthMinutes: 120, venue: 'Room 2, County Hall', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [], dateIsMeant: true,
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
  const approved = async (name: string, summary: string, { outOf, audience }: { outOf?: Actor; audience?: string } = {}): Promise<{ id: string; itemId: string; serviceId: string; section: string; reference: string }> => {
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
    if (audience !== undefined) await house.sql('update minute_sections set audience = $1 where agenda_item_id = $2', [audience, itemId]);
    await step(house.cast.chair, 'approveMinutes', id);
    const [section] = await house.sql<{ id: string; reference: string }>('select s.id, m.reference from minute_sections s join meetings m on m.id = s.meeting_id where s.agenda_item_id = $1', [itemId]);
    return { id, itemId, serviceId, section: section?.id ?? '', reference: section?.reference ?? '' };
  };
  const circulated = async (name: string, summary: string, more: { outOf?: Actor; audience?: string } = {}) => {
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
      const { paragraphs = [], comments = [] } = seen.sections.find((one) => one.id === section) ?? {};
      expect(paragraphs.slice(1, 3)).toEqual([{ number: 2, text: 'Medicines are late.' }, { number: 3, text: 'The manager left in October.' }]);
      expect(comments).toMatchObject([{ paragraph: 3, text: 'She left in September.', by: 'Alison Webb, CQC Inspector', answer: null }]);
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
      const commentId = sections.flatMap((one) => one.comments)[0]?.id;
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

    it('R21 stands on the next agenda as the reason of the item that confirms them: counts, the same for every member, what waits and what it led to', async () => {
      const { id, section, reference } = await circulated('Aspen Court', 'Call bells ring long.', { outOf: house.cast.icbNurse });
      const { id: next } = await schedule('9 12 2026');
      const reasons = async (actor: Actor): Promise<string[]> => (await ask<{ meeting: { agenda: { title: string; reasons: { kind: string; words: string }[] }[] } }>(actor, 'query ($id: ID!) { meeting(id: $id) { agenda { title reasons { kind words } } } }', { id: next }))
        .meeting.agenda.flatMap((line) => line.reasons.filter(({ words }) => words.includes(reference)).map(({ kind, words }) => `${line.title}: ${kind}: ${words}`));
      expect(await reasons(house.cast.coordinator)).toEqual([]);
      const first = await done(house.cast.socialWorker, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'They ring for two minutes.' });
      await done(house.cast.cqcInspector, 'commentOnMinutes', { id, sectionId: section, paragraph: 1, text: 'Only at night.' });
      const item = 'Minutes of the last meeting and matters arising: minutesSaid: Minutes';
      // Also whoever is out of that item reads that something was said, and nothing of what.
      for (const actor of [house.cast.coordinator, house.cast.icbNurse, house.cast.chair]) expect(await reasons(actor)).toEqual([`${item} ${reference}: 2 comments on accuracy (2 wait for an answer)`]);
      await done(house.cast.coordinator, 'answerMinuteComment', { id: first.id, accepted: true, reason: 'The log shows it.' });
      await step(house.cast.coordinator, 'amendMinutes', id, { sectionId: section, text: 'Call bells rang for two minutes.', reason: 'A member’s comment' });
      await step(house.cast.coordinator, 'buildAgenda', next);
      expect(await reasons(house.cast.icbNurse)).toEqual([`${item} ${reference}: 2 comments on accuracy (1 waits for an answer, 1 taken up); 1 amendment beside them`]);
      // Nobody asks the counts of a meeting that is not theirs to see.
      await expect(house.unit.run(house.cast.provider, () => house.unit.query('select * from said_of_minutes($1)', [next]))).resolves.toEqual([]);
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
      // A correction of confirmed minutes stands beside them too, with the next number.
      await step(house.cast.coordinator, 'amendMinutes', id, { sectionId: section, text: 'The roof leaked until 2 November.', reason: 'The invoice was read again.' });
      expect(await house.sql('select number, text from minute_amendments where section_id = $1 order by number', [section])).toEqual([{ number: 1, text: 'The roof leaked until 1 November.' }, { number: 2, text: 'The roof leaked until 2 November.' }]);
      expect((await refusal(house.cast.coordinator, 'amendMinutes', id, { sectionId: section, text: 'x', reason: ' ' })).fields?.map(({ field }) => field)).toEqual(['reason']);
    });

    it('R23 bad case 8 amended after they went round: whoever has a copy or an extract that holds the section is told by a link, once; nobody else', async () => {
      const { id, section, serviceId } = await circulated('Sorrel Court', 'Meals are cold.', { outOf: house.cast.icbNurse, audience: 'provider' });
      const [{ provider } = { provider: '' }] = await house.sql<{ provider: string }>('select provider_id as provider from services where id = $1', [serviceId]);
      await house.sql('update memberships set provider_id = $1 where id = $2', [provider, house.cast.provider.membershipId]);
      await step(house.cast.coordinator, 'amendMinutes', id, { sectionId: section, text: 'Meals were cold on two days.', reason: 'Misheard.' });
      await house.drain();
      const told = await house.sql<{ to_name: string; subject: string; body: string }>(`select to_name, subject, body from mail_messages where dedupe_key like 'minutes-amended:' || $1 || ':%' or (dedupe_key like 'extract-amended:%' and dedupe_key like (select '%' || e.id || '%' from minute_extracts e where e.meeting_id::text = $1 and e.provider_id is not null)) order by to_name`, [id]);
      expect(told.map((mail) => mail.to_name)).toEqual(['Alison Webb', 'Carol Finch', 'Daniel Reyes', 'Helen Marsh', 'Priya Nair', 'Ruth Adeyemi', 'Tom Fielding']);
      expect(told.every(({ subject, body }) => body.includes('Sign in to read it') && !`${subject} ${body}`.match(/Sorrel|cold/))).toBe(true);
      await house.sql('update memberships set provider_id = $1 where id = $2', [house.providersService.providerId, house.cast.provider.membershipId]);
    });
  });

  describe('papers of a meeting', () => {
    it('R21 R22 are the same page, PDF/UA paper and Word file, each with exactly what its reader may see; that they were taken is recorded', async () => {
      const { id, reference } = await approved('Elm Court', 'Nights are short of staff.', { outOf: house.cast.icbNurse });
      const told = async (actor: Actor, part: string): Promise<string> => {
        const { statusCode, rawPayload } = await fetchAs(actor, `/meetings/${id}/${part}`);
        expect([part, statusCode]).toEqual([part, 200]);
        if (part.endsWith('.docx')) return wordText(rawPayload);
        if (!part.endsWith('.pdf')) return rawPayload.toString();
        expect(rawPayload.toString('latin1')).toMatch(/pdfuaid:part/);
        return pdfText(rawPayload);
      };
      for (const part of ['minutes', 'minutes.pdf', 'minutes.docx']) {
        expect([part, /Nights are short of staff/.test(await told(house.cast.socialWorker, part)), /Nights are short of staff/.test(await told(house.cast.icbNurse, part))]).toEqual([part, true, false]);
      }
      // A notice may lie on a desk: it names no service.
      for (const part of ['notice', 'notice.pdf']) expect(await told(house.cast.icbNurse, part)).toEqual(expect.not.stringContaining('Elm Court'));
      expect(await told(house.cast.coordinator, 'attendance-sheet.pdf')).toMatch(/As recorded[\s\S]*Grace Okafor[\s\S]*Present[\s\S]*Leaves for the item/);
      const { id: planned } = await schedule('8 12 2026');
      expect(pdfText((await fetchAs(house.cast.coordinator, `/meetings/${planned}/attendance-sheet.pdf`)).rawPayload)).toMatch(/Signature/);
      const taken = await house.sql<{ operation: string }>(`select operation from reads where subject_id = $1 and operation like 'download:%' and membership_id = $2 order by operation`, [id, house.cast.icbNurse.membershipId]);
      expect(taken.map(({ operation }) => operation)).toEqual(['download:meetingNotice', 'download:minutesPaper', 'download:minutesWord']);
      expect((await fetchAs(house.cast.provider, `/meetings/${id}/minutes.docx`)).statusCode).toBe(403);
      expect((await fetchAs(house.cast.socialWorker, `/meetings/${id}/minutes.docx`)).headers['content-disposition']).toBe(`attachment; filename="${reference}-minutes.docx"`);
    });

    it('a redacted copy leaves out sections and covers words; where that is no fair and coherent record, an officer writes a summary', async () => {
      const { id, section, serviceId: _ } = await approved('Fir Court', 'Mrs Jane Smith fell twice.');
      const copy = (more: Record<string, unknown>): Promise<Answer> => send(house.cast.coordinator, 'redactMinutes', { id, madeFor: 'The coroner', sectionIds: [], ...more });
      expect((await copy({ madeFor: '' })).fields?.map(({ field }) => field).sort()).toEqual(['coherent', 'madeFor']);
      expect((await copy({ coherent: false })).fields).toEqual([{ field: 'summary', message: 'Write the summary that stands instead of it' }]);
      expect((await copy({ coherent: true })).fields?.[0]?.message).toMatch(/no redacted copy/);
      expect((await copy({ coherent: true, cover: 'Mr Nobody' })).fields).toEqual([{ field: 'cover', message: 'These words stand in no section that stays: Mr Nobody' }]);
      const made = await copy({ coherent: true, cover: 'jane smith' });
      const [row] = await house.sql<{ document_id: string; words_covered: number }>('select document_id, words_covered from minute_redactions where id = $1', [made.id]);
      const paper = pdfText((await fetchAs(house.cast.coordinator, `/documents/${row?.document_id ?? ''}`)).rawPayload);
      expect([row?.words_covered, paper.includes('Jane'), paper.includes('[covered]'), paper.includes('The coroner')]).toEqual([1, false, true, true]);
      const summary = await copy({ coherent: false, sectionIds: [section], summary: 'The meeting spoke of one fall.' });
      const [short] = await house.sql<{ document_id: string }>('select document_id from minute_redactions where id = $1', [summary.id]);
      const told = pdfText((await fetchAs(house.cast.chair, `/documents/${short?.document_id ?? ''}`)).rawPayload);
      expect([told.includes('no fair and coherent record'), told.includes('one fall'), told.includes('Fir Court')]).toEqual([true, true, false]);
      // The same, word for word, on a page: for the officers who keep it, of that meeting, and for nobody who is out of an item of it.
      const place = (document: string | undefined, of = id): string => `/meetings/${of}/minutes/redacted/${document ?? ''}`;
      const page = await fetchAs(house.cast.chair, place(row?.document_id));
      expect([page.statusCode, page.payload.includes('Jane'), page.payload.includes('Mrs [covered] fell twice.'), page.payload.includes('Copy for The coroner'), page.payload.includes(`/documents/${row?.document_id ?? ''}`)]).toEqual([200, false, true, true, true]);
      expect((await fetchAs(house.cast.chair, place(short?.document_id))).payload).toMatch(/no fair and coherent record[\s\S]*The meeting spoke of one fall\./);
      expect((await fetchAs(house.cast.coordinator, `/meetings/${id}/minutes/redacted`)).payload).toContain(`href="${place(row?.document_id)}"`);
      const other = (await schedule('10 12 2026')).id;
      expect([(await fetchAs(house.cast.socialWorker, place(row?.document_id))).statusCode, (await fetchAs(house.cast.chair, place(row?.document_id, other))).statusCode, (await fetchAs(house.cast.chair, place(newId()))).statusCode]).toEqual([403, 404, 404]);
      const told404 = async (): Promise<number> => (await fetchAs(house.cast.chair, place(row?.document_id))).statusCode;
      const [{ item } = { item: '' }] = await house.sql<{ item: string }>('select agenda_item_id as item from minute_sections where id = $1', [section]);
      await house.sql('insert into item_exclusions (council_id, agenda_item_id, membership_id, person_id) values ($1, $2, $3, $4)', [house.councilId, item, house.cast.chair.membershipId, house.cast.chair.personId]);
      expect(await told404()).toBe(404);
      await house.sql('delete from item_exclusions where agenda_item_id = $1', [item]);
      // The officers who keep it alone: no member, and nobody else.
      expect([(await fetchAs(house.cast.socialWorker, `/documents/${short?.document_id ?? ''}`)).statusCode, (await fetchAs(house.cast.qaOfficer, `/documents/${short?.document_id ?? ''}`)).statusCode]).toEqual([404, 404]);
      expect(await send(house.cast.socialWorker, 'redactMinutes', { id, madeFor: 'Me', sectionIds: [], coherent: true })).toMatchObject({ __typename: 'NotPermitted' });
      const { id: planned } = await schedule('9 12 2026');
      expect((await send(house.cast.coordinator, 'redactMinutes', { id: planned, madeFor: 'X', sectionIds: [section], coherent: true })).unmet?.[0]?.sentence).toBe('A redacted copy is made of approved minutes.');
    });
  });

  describe('the action log', () => {
    it('narrows to an owner, agency, provider and meeting, overdue first; R21 tells nothing of an item somebody is out of', async () => {
      const { id, serviceId, itemId } = await approved('Gorse Court', 'Two actions.', { outOf: house.cast.icbNurse });
      const action = (owner: Actor, dueOn: string, agendaItemId: string | null = null): Promise<void> => house.sql(`insert into actions (council_id, id, reference, service_id, agenda_item_id, description, owner_membership_id, due_on, recorded_by, recorded_at)
        values ($1, $2, $3, $4, $5, 'Visit at night.', $6, $7, $8, '2026-11-03T10:00:00Z')`, [house.councilId, newId(), `ACT-2026-9${newId().slice(-4)}`, serviceId, agendaItemId, owner.membershipId, dueOn, house.cast.chair.membershipId]).then(async () => {
        await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
          select a.council_id, a.id, 'action', 1, 'open', '{"extensions":0}', 1, (select id from procedures where council_id = $1 limit 1), a.service_id, $2, '2026-11-03T10:00:00Z' from actions a
          where a.council_id = $1 and not exists (select from workflows w where w.id = a.id)`, [house.councilId, house.cast.chair.membershipId]);
      });
      await action(house.cast.qaOfficer, '2026-11-20', itemId);
      await action(house.cast.qaOfficer, '2026-10-20');
      await action(house.cast.socialWorker, '2026-11-30');
      interface Log { total: number; rows: { ownerName: string; meetingId: string | null; daysOverdue: number; agencyName: string }[]; choices: { owners: { code: string }[]; meetings: { code: string }[] } }
      const log = async (actor: Actor, args: string, variables: Record<string, unknown> = {}): Promise<Log> => (await ask<{ actions: Log }>(actor, `query (${Object.keys(variables).map((name) => `$${name}: ID`).join(', ')}) { actions(${args}) { total rows { ownerName meetingId daysOverdue agencyName } choices { owners { code } meetings { code } } } }`, variables)).actions;
      const ours = await log(house.cast.chair, 'serviceId: $a', { a: serviceId });
      expect(ours.rows.map(({ daysOverdue }) => daysOverdue)).toEqual([14, 0, 0]);
      expect((await log(house.cast.chair, 'meetingId: $a', { a: id })).rows).toMatchObject([{ meetingId: id }]);
      expect((await log(house.cast.chair, 'serviceId: $a, ownerMembershipId: $b', { a: serviceId, b: house.cast.qaOfficer.membershipId })).total).toBe(2);
      expect((await log(house.cast.chair, 'serviceId: $a, agencyId: $b', { a: serviceId, b: house.cast.icbNurse.agencyId })).total).toBe(0);
      const [service] = await house.sql<{ provider_id: string }>('select provider_id from services where id = $1', [serviceId]);
      expect((await log(house.cast.chair, 'providerId: $a, serviceId: $b', { a: service?.provider_id, b: serviceId })).total).toBe(3);
      // Out of the item: neither its action nor its meeting among the choices.
      const hers = await log(house.cast.icbNurse, 'serviceId: $a', { a: serviceId });
      expect([hers.total, hers.choices.meetings.some(({ code }) => code === id), ours.choices.meetings.some(({ code }) => code === id)]).toEqual([2, false, true]);
      const { payload, rawPayload } = await fetchAs(house.cast.chair, `/actions?meeting=${id}&format=csv`);
      expect(payload.split('\n').filter((line) => line.includes('ACT-'))).toHaveLength(1);
      expect(rawPayload.length).toBeGreaterThan(0);
      const paper = pdfText((await fetchAs(house.cast.chair, `/actions?service=${serviceId}&format=pdf`)).rawPayload);
      expect(paper).toMatch(/3 actions, 1 overdue[\s\S]*Overdue by 14 days/);
      expect(paper).toContain('service Gorse Court');
    });

    it('a weekly digest goes on the day of the procedure, once, to those with something: counts, references and a link, and no service or word of it', async () => {
      house.clock.set('2026-11-10T07:00:00Z');
      expect(await house.get(ActionDigest).send()).toBe(0);
      house.clock.set('2026-11-16T07:00:00Z');
      const told = await house.get(ActionDigest).send();
      expect(told).toBe(2);
      await house.get(ActionDigest).send();
      const mails = await house.sql<{ to_membership_id: string; subject: string; body: string }>(`select to_membership_id, subject, body from mail_messages where dedupe_key like 'action-digest:%'`);
      expect(mails.map((mail) => mail.to_membership_id).toSorted()).toEqual([house.cast.qaOfficer.membershipId, house.cast.socialWorker.membershipId].toSorted());
      const [officer] = mails.filter((mail) => mail.to_membership_id === house.cast.qaOfficer.membershipId);
      expect(officer?.subject).toBe('Your actions this week: 2 actions, 1 overdue');
      expect(officer?.body).toMatch(/Overdue[\s\S]*ACT-[\s\S]*Due by this day next week[\s\S]*ACT-[\s\S]*\/actions/);
      expect(mails.map(({ subject, body }) => subject + body).join()).not.toMatch(/Court|night|Visit/);
    });
  });

  it('bad input: a member who left the agency last week opens neither the minutes nor a copy from an old link', async () => {
    const { id } = await circulated('Juniper Court', 'Doors were locked.');
    const { cqcInspector } = house.cast;
    const [copy] = await house.sql<{ document: string }>('select minutes_document_id as document from meeting_members where meeting_id = $1 and membership_id = $2', [id, cqcInspector.membershipId]);
    const links = [`/meetings/${id}/minutes`, `/meetings/${id}/minutes/accuracy`, `/meetings/${id}/minutes.docx`, `/documents/${copy?.document ?? ''}`, '/search?words=locked'];
    expect(await Promise.all(links.map(async (link) => (await fetchAs(cqcInspector, link)).statusCode))).toEqual(links.map(() => 200));
    await house.sql(`update memberships set valid_to = '2026-11-05' where id = $1`, [cqcInspector.membershipId]);
    house.clock.set('2026-11-12T10:00:00Z');
    const answers = await Promise.all(links.map((link) => fetchAs(cqcInspector, link)));
    expect(answers.map(({ statusCode, payload }) => [200, 500].includes(statusCode) || payload.includes('locked'))).toEqual(links.map(() => false));
    await house.sql('update memberships set valid_to = null where id = $1', [cqcInspector.membershipId]);
  });

  describe('the search', () => {
    interface Found { asked: boolean; total: number; counts: { kind: string; count: number }[]; rows: { kind: string; reference: string | null; title: string; path: string; excerpt: { text: string; hit: boolean }[] }[] }
    const search = async (actor: Actor, args: Record<string, unknown>): Promise<Found> => (await ask<{ search: Found }>(actor, `query ($words: String, $kinds: [String!], $from: String, $to: String, $serviceId: ID, $membershipId: ID, $decision: String, $page: Int) {
      search(words: $words, kinds: $kinds, from: $from, to: $to, serviceId: $serviceId, membershipId: $membershipId, decision: $decision, page: $page) { asked total counts { kind count } rows { kind reference title path excerpt { text hit } } } }`, args)).search;
    const record = async (serviceId: string, whatHappened: string, caveat = 'none'): Promise<string> => {
      const id = newId();
      await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, category, severity, what_happened, happened_on, received_at, caveat, caveat_review_on, disclosure, recorded_by, recorded_at)
        values ($1, $2, $3, $4, 'police', 'medicines', 'P2', $5, '2026-11-01', '2026-11-02T10:00:00Z', $6, '2026-12-01', 'no', $7, '2026-11-02T10:00:00Z')`, [house.councilId, id, `INT-2026-7${id.slice(-4)}`, serviceId, whatHappened, caveat, house.cast.qaOfficer.membershipId]);
      return id;
    };

    it('finds words in every kind, shows where they stand as text, and narrows by kind, date, decision, service and person', async () => {
      const { serviceId, id } = await circulated('Hazel Court', 'The xylophone lessons stopped.');
      await record(serviceId, 'A <b>xylophone</b> was broken & nobody mended it.');
      const { rows, counts, total } = await search(house.cast.chair, { words: 'xylophones' });
      expect([total, counts]).toEqual([2, [{ kind: 'intelligence', count: 1 }, { kind: 'minutes', count: 1 }]]);
      const told = rows.find(({ kind }) => kind === 'intelligence');
      expect(told?.excerpt.map(({ text }) => text).join('')).toContain('xylophone</b> was broken & nobody');
      expect(told?.excerpt.filter(({ hit }) => hit)).toEqual([{ text: 'xylophone', hit: true }]);
      const { payload } = await fetchAs(house.cast.chair, '/search?words=xylophone');
      expect([payload.includes('<mark>xylophone</mark>&lt;/b&gt; was broken &amp; nobody'), payload.includes('xylophone</b>')]).toEqual([true, false]);
      expect(rows.find(({ kind }) => kind === 'minutes')?.path).toBe(`/meetings/${id}/minutes`);
      expect((await search(house.cast.chair, { words: 'xylophone', kinds: ['minutes'] })).rows.map(({ kind }) => kind)).toEqual(['minutes']);
      expect((await search(house.cast.chair, { words: 'xylophone', to: '3 11 2026' })).rows.map(({ kind }) => kind)).toEqual(['intelligence']);
      expect((await search(house.cast.chair, { words: 'xylophone', membershipId: house.cast.qaOfficer.membershipId })).rows.map(({ kind }) => kind)).toEqual(['intelligence']);
      expect((await search(house.cast.chair, { words: 'xylophone -lessons' })).total).toBe(1);
      expect((await search(house.cast.chair, { serviceId, kinds: ['meeting'] })).rows.map(({ path }) => path)).toEqual([`/meetings/${id}`]);
      expect((await search(house.cast.chair, { words: 'Hazel' })).rows.map(({ kind }) => kind)).toContain('service');
      expect((await search(house.cast.chair, { words: 'Okafor', kinds: ['person'] })).rows).toMatchObject([{ kind: 'person', title: 'Grace Okafor, ICB Quality Nurse', path: `/search?person=${house.cast.icbNurse.membershipId}` }]);
      const [reference] = await house.sql<{ reference: string }>('select reference from meetings where id = $1', [id]);
      expect((await search(house.cast.chair, { words: reference?.reference.toLowerCase() })).rows[0]).toMatchObject({ reference: reference?.reference });
      expect((await search(house.cast.chair, { decision: 'D08' })).asked).toBe(true);
      // Common words alone, nothing, and signs of a query language: answered, never a fault.
      for (const words of ['the of', '', '"', "x' & | ! <-> :*", '((((']) expect(await search(house.cast.chair, { words })).toMatchObject({ total: 0 });
      expect((await search(house.cast.chair, { words: 'the of' })).asked).toBe(false);
    });

    it('R21 R22 R25 R37 tells nobody of what is kept from them, not even how much of it there is; nor another council', async () => {
      const { serviceId } = await circulated('Ivy Court', 'The zeppelin was seen.', { outOf: house.cast.icbNurse });
      await record(serviceId, 'A zeppelin, as CQC will publish.', 'cqcPrePublication');
      const sourced = await record(serviceId, 'Told in confidence.', 'sourceProtected');
      await house.sql('update intelligence set source_sealed = true where id = $1', [sourced]);
      const [key] = await house.sql<{ n: number }>('select count(*)::int n from sealed_sources');
      expect((await search(house.cast.chair, { words: 'zeppelin' })).counts).toEqual([{ kind: 'intelligence', count: 1 }, { kind: 'minutes', count: 1 }]);
      // Out of the item: neither its minutes nor, until its meeting closed, its records; and no caveat of somebody else's.
      expect(await search(house.cast.icbNurse, { words: 'zeppelin' })).toMatchObject({ total: 0, counts: [], rows: [] });
      expect((await search(house.cast.socialWorker, { words: 'zeppelin' })).counts).toEqual([{ kind: 'minutes', count: 1 }]);
      expect(await search(await house.neighbour(), { words: 'zeppelin' })).toMatchObject({ total: 0, counts: [] });
      const stranger = await house.neighbour();
      for (const args of [{ serviceId }, { membershipId: house.cast.chair.membershipId }, { words: 'Ivy' }, { kinds: ['person'], words: 'Okafor' }]) expect(await search(stranger, args)).toMatchObject({ total: 0 });
      // The chair is kept out by a ruling as anybody else: what the ids of the index hold is never told.
      await expect(search(house.cast.provider, { words: 'zeppelin' })).rejects.toThrow(/members of the panel/);
      await expect(search(house.cast.brokerage, { words: 'zeppelin' })).rejects.toThrow(/members of the panel/);
      const indexes = await house.sql<{ tablename: string }>(`select tablename from pg_indexes where indexname like 'search\\_%' order by tablename`);
      expect(indexes.map(({ tablename }) => tablename)).not.toContain('sealed_sources');
      expect([indexes.length, key?.n]).toEqual([34, 0]);
      const reads = await house.sql<{ operation: string }>(`select operation from reads where operation = 'search' and membership_id = $1`, [house.cast.icbNurse.membershipId]);
      expect(reads.length).toBeGreaterThan(0);
    });
  });
});
