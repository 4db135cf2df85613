import type { Actor } from '../../src/platform/access/actor.js';
import { wordText } from '../support/word-text.js';
import { newId } from '../../src/platform/database/ids.js';
import { DocumentsQueries } from '../../src/platform/documents/documents.queries.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { pdfText } from '../support/pdf-text.js';
import { openHouse, type House, type TestService } from '../support/house.js';

interface Answer { __typename: string; id: string; version: number; reference: string | null; fields?: { field: string; message: string }[] }
interface Section { id: string; version: number; heading: string; text: string; audience: string; amendments: { number: number }[] }
interface Extract { id: string; reference: string; documentId: string; open: boolean; commentsBy: string | null; title: string; sections: Section[]; comments: { text: string }[] }
interface Preview { reader: { code: string } | null; readers: { code: string; words: string }[]; sections: { heading: string }[]; leftOut: string[]; keptBack: string[]; youAreOutOf: string[] }
type Line = { id: string; version: number; title: string; deferredReason: string | null; youAreOut: string | null };

describe('who may see a part of a paper', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set('2026-11-03T10:00:00Z'));

  const send = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
    const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version reference }
      ... on Refusal { code message } ... on InvalidInput { fields { field message } } } }`, { input: { idempotencyKey: newId(), ...input } });
    const answer = data?.[mutation];
    if (answer === undefined) throw new Error(JSON.stringify(errors));
    return answer;
  };
  const done = async (actor: Actor, mutation: string, input: Record<string, unknown>): Promise<Answer> => {
    const answer = await send(actor, mutation, input);
    if (!answer.__typename.endsWith('Payload')) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const agendaOf = async (actor: Actor, id: string) =>
    (await house.gql<{ meeting: { version: number; agenda: Line[]; members: { id: string; version: number }[] } }>(actor, 'query ($id: ID!) { meeting(id: $id) { version agenda { id version title deferredReason youAreOut } members { id version } } }', { id })).data.meeting;
  const step = async (actor: Actor, mutation: string, id: string, more: object = {}): Promise<Answer> => done(actor, mutation, { id, version: (await agendaOf(house.cast.coordinator, id)).version, ...more });
  const minutesOf = async (actor: Actor, id: string) => (await house.gql<{ meetingMinutes: { documentId: string; youAreOutOf: string[]; sections: Section[]; extracts: Extract[] } }>(actor, `query ($id: ID!) { meetingMinutes(id: $id) {
    documentId youAreOutOf sections { id version heading text audience amendments { number } } extracts { id reference documentId comments { text } } } }`, { id })).data.meetingMinutes;
  const extractsOf = async (actor: Actor): Promise<Extract[]> => (await house.gql<{ myMinuteExtracts: Extract[] }>(actor, `{ myMinuteExtracts { id reference documentId open commentsBy title comments { text }
    sections { id version heading text audience amendments { number } } } }`)).data.myMinuteExtracts;
  const previewOf = async (actor: Actor, id: string, as: string | null, field = 'minutesPreview'): Promise<Preview> => {
    const parts = field === 'minutesPreview' ? 'keptBack sections { heading }' : 'sections: lines { heading: title }';
    const { data, errors } = await house.gql<Record<string, Preview>>(actor, `query ($id: ID!, $as: String) { ${field}(id: $id, as: $as) { reader { code } readers { code words } leftOut youAreOutOf ${parts} } }`, { id, as });
    const found = data?.[field];
    if (found === undefined || found === null) throw new Error(JSON.stringify(errors ?? 'nothing'));
    return found;
  };
  const headings = ({ sections }: { sections: readonly { heading: string }[] }): string[] => sections.map((one) => one.heading.replace(/^\d+\. /, ''));
  const pdf = async (actor: Actor, id: string): Promise<string | null> => {
    const file = await house.get(DocumentsQueries).file(actor, id);
    return file && pdfText(file.bytes);
  };
  const cookieOf = async (actor: Actor): Promise<string> => `session=${await house.get(Sessions).begin({ ...actor, personId: actor.personId ?? '' } as never, 'page')}`;
  const page = async (actor: Actor, url: string) => house.app.inject({ method: 'GET', url, headers: { cookie: await cookieOf(actor) } });
  const bySql = (actor: Actor, text: string, values: unknown[]): Promise<unknown[]> => house.unit.run(actor, () => house.unit.query(text, values));
  const leave = async (itemId: string, who: Actor): Promise<void> => {
    const interest = await done(who, 'declareInterest', { agendaItemId: itemId, nature: 'worksFor', details: 'My sister is the manager' });
    await done(house.cast.chair, 'ruleOnInterest', { id: interest.id, version: interest.version, ruling: 'leave' });
    await house.drain();
  };

  /** A meeting in session with Rowan Court, whose provider is of the cast, and another service; both with a summary of their own. */
  const held = async (heard = true): Promise<{ id: string; rowan: Line; other: Line; service: TestService }> => {
    const { coordinator, chair } = house.cast;
    const service = await house.service({ name: `Larch Grange ${newId().slice(-6)}`, provider: 'Larch Care Limited' });
    const { id } = await done(coordinator, 'scheduleMeeting', { dateIsMeant: true, startsOn: '10 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [] });
    for (const [serviceId, title] of [[house.providersService.serviceId, 'Rowan Court'], [service.serviceId, 'Larch Grange']]) {
      await house.sql(`insert into agenda_items (council_id, id, meeting_id, service_id, section, position, title, reasons, minutes_estimate, placed_by_hand, recorded_by, recorded_at) values ($1, $2, $3, $4, 5, 1, $5, $6, 10, true, $7, $8)`,
        [house.councilId, newId(), id, serviceId, title, JSON.stringify([{ kind: 'added', words: `Reason for ${title ?? ''}`, count: null }]), coordinator.membershipId, house.clock.now().toString()]);
    }
    await step(coordinator, 'buildAgenda', id);
    await step(coordinator, 'publishAgenda', id);
    const { members, agenda } = await agendaOf(chair, id);
    await done(coordinator, 'recordAttendance', { id, entries: members.map((one) => ({ memberId: one.id, version: one.version, attendance: 'present', left: false })) });
    await step(chair, 'openMeeting', id);
    const [rowan, other] = ['Rowan Court', 'Larch Grange'].map((title) => agenda.find((line) => line.title === title));
    if (rowan === undefined || other === undefined) throw new Error('An item is missing.');
    if (heard) await done(coordinator, 'saveItemRecord', { id: rowan.id, version: 0, summary: 'Falls at night were discussed.' });
    await done(coordinator, 'saveItemRecord', { id: other.id, version: 0, summary: 'Medicines of the Larch were discussed.' });
    return { id, rowan, other, service };
  };
  const drafted = async (): Promise<Awaited<ReturnType<typeof held>>> => {
    const meeting = await held();
    for (const line of (await agendaOf(house.cast.chair, meeting.id)).agenda.filter((one) => ![meeting.rowan.id, meeting.other.id].includes(one.id) && one.deferredReason === null)) await send(house.cast.coordinator, 'takeItem', { id: line.id, version: line.version });
    await step(house.cast.chair, 'concludeMeeting', meeting.id);
    await house.drain();
    return meeting;
  };
  const mark = async (id: string, heading: string, audience: string, more: Record<string, unknown> = {}): Promise<Answer> => {
    const section = (await minutesOf(house.cast.coordinator, id)).sections.find((one) => one.heading.endsWith(heading));
    return send(house.cast.coordinator, 'editMinuteSection', { id: section?.id, version: section?.version, heading: section?.heading, text: section?.text, audience, ...more });
  };
  const circulate = async (id: string): Promise<void> => {
    await step(house.cast.chair, 'approveMinutes', id);
    await step(house.cast.coordinator, 'circulateMinutes', id);
    await house.drain();
  };
  const keep = async (whatHappened: string): Promise<string> => {
    const id = newId();
    const reference = `INT-2026-9${String(Math.floor(Math.random() * 9000) + 1000)}`;
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, source_agency_id, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
      values ($1, $2, $3, $4, 'police', $5, 'safeguarding', 'P1', $6, '2026-11-01', '2026-11-10T15:00:00Z', 'notToProvider', 'no', $7, '2026-11-10T15:00:00Z')`,
      [house.councilId, id, reference, house.providersService.serviceId, house.cast.safeguardingLead.agencyId, whatHappened, house.cast.safeguardingLead.membershipId]);
    await house.sql(`insert into workflows (council_id, id, machine, machine_version, state, context, version, procedure_id, service_id, changed_by, changed_at)
      select $1, $2, 'intelligence', 1, 'logged', '{}', 1, p.id, $3, $4, '2026-11-10T15:00:00Z' from procedures p where p.council_id = $1 limit 1`, [house.councilId, id, house.providersService.serviceId, house.cast.safeguardingLead.membershipId]);
    return reference;
  };

  it('R22 minutes for CQC, for those who take legal advice and for people named are theirs: in GraphQL, by SQL and in the papers', async () => {
    const { id } = await drafted();
    const { chair, coordinator, icbNurse, socialWorker, cqcInspector, qaOfficer, safeguardingLead } = house.cast;
    expect(await mark(id, 'Confidentiality', 'cqc')).toMatchObject({ __typename: 'EditMinuteSectionPayload' });
    expect(await mark(id, 'Declarations of interest', 'legal')).toMatchObject({ __typename: 'EditMinuteSectionPayload' });
    for (const readers of [[], [house.cast.brokerage.membershipId]]) expect((await mark(id, 'Larch Grange', 'named', { readers })).fields?.[0]?.field).toBe('readers');
    expect(await mark(id, 'Larch Grange', 'named', { readers: [icbNurse.membershipId] })).toMatchObject({ __typename: 'EditMinuteSectionPayload' });
    await circulate(id);
    const expected: [Actor, string[]][] = [
      [chair, ['Confidentiality', 'Declarations of interest', 'Larch Grange']], [coordinator, ['Confidentiality', 'Declarations of interest', 'Larch Grange']],
      [icbNurse, ['Larch Grange']], [socialWorker, []], [cqcInspector, ['Confidentiality']], [qaOfficer, ['Confidentiality']], [safeguardingLead, ['Confidentiality']],
    ];
    const narrow = ['Confidentiality', 'Declarations of interest', 'Larch Grange'];
    for (const [actor, seen] of expected) {
      const minutes = await minutesOf(actor, id);
      const rows = await bySql(actor, 'select heading from minute_sections where meeting_id = $1', [id]) as { heading: string }[];
      const paper = await pdf(actor, minutes.documentId) ?? '';
      expect([actor.jobTitle, headings(minutes).filter((one) => narrow.includes(one))]).toEqual([actor.jobTitle, seen]);
      expect(headings({ sections: rows }).filter((one) => narrow.includes(one)).sort()).toEqual([...seen].sort());
      expect([actor.jobTitle, paper.includes('Medicines of the Larch')]).toEqual([actor.jobTitle, seen.includes('Larch Grange')]);
      expect(paper).toContain('Falls at night');
    }
  });

  it('R22 a provider gets an extract of exactly what is meant for it, is told by reference alone, and says beside it what is not accurate', async () => {
    const { id } = await drafted();
    const { provider, coordinator, chair, icbNurse, boardReader } = house.cast;
    expect((await mark(id, 'Confidentiality', 'provider')).fields?.[0]?.message).toContain('no provider');
    expect(await mark(id, 'Rowan Court', 'provider')).toMatchObject({ __typename: 'EditMinuteSectionPayload' });
    expect(await extractsOf(provider)).toEqual([]);
    await circulate(id);
    const [extract] = await extractsOf(provider);
    expect(extract).toMatchObject({ open: true, commentsBy: '2026-11-17', comments: [] });
    expect(headings(extract as Extract)).toEqual(['Rowan Court']);
    const paper = await pdf(provider, extract?.documentId ?? '');
    expect(paper).toContain('Falls at night');
    for (const other of ['Larch', 'Attendance', 'Grace Okafor']) expect(paper).not.toContain(other);
    expect(await extractsOf(boardReader)).toEqual([]);
    const stranger: Actor = { ...provider, membershipId: newId(), personId: newId(), providerId: (await house.service({ provider: 'Another Care Limited' })).providerId };
    expect(await extractsOf(stranger)).toEqual([]);
    expect(await pdf(stranger, extract?.documentId ?? '')).toBeNull();
    expect(await send(stranger, 'commentOnMinuteExtract', { id: extract?.id, text: 'x' })).toMatchObject({ __typename: 'NotFound' });
    const [mail] = await house.sql<{ subject: string; body: string; to_name: string }>(`select subject, body, to_name from mail_messages where dedupe_key like 'extract:' || $1 || ':%'`, [extract?.id]);
    expect(mail).toMatchObject({ to_name: 'Carol Finch', subject: `An extract of minutes for you: reference ${extract?.reference ?? ''}` });
    expect(mail?.body).not.toMatch(/Rowan|Falls/);

    const idempotencyKey = newId();
    const [first, again] = await Promise.all([0, 1].map(() => send(provider, 'commentOnMinuteExtract', { id: extract?.id, text: 'There were <b>two</b> falls.', idempotencyKey })));
    expect([first?.__typename, again?.__typename]).toEqual(['CommentOnMinuteExtractPayload', 'CommentOnMinuteExtractPayload']);
    expect(await send(icbNurse, 'commentOnMinuteExtract', { id: extract?.id, text: 'x' })).toMatchObject({ __typename: 'NotPermitted' });
    const [seen] = (await minutesOf(coordinator, id)).extracts;
    expect(seen?.comments).toEqual([{ text: 'There were <b>two</b> falls.' }]);
    expect((await minutesOf(icbNurse, id)).extracts).toEqual([]);
    expect((await minutesOf(chair, id)).sections.find((one) => one.heading.endsWith('Rowan Court'))?.text).toContain('Falls at night');
    expect((await page(coordinator, `/meetings/${id}/minutes`)).body).toContain('There were &lt;b&gt;two&lt;/b&gt; falls.');
    expect((await page(provider, '/extracts')).body).toContain('Falls at night were discussed.');
    expect((await page(provider, '/letters')).body).toContain(extract?.reference);
    const word = await page(provider, `/extracts/${extract?.id ?? ''}/extract.docx`);
    const inWord = await wordText(word.rawPayload);
    expect([word.headers['content-disposition'], inWord.includes('Falls at night'), inWord.includes('There were &lt;b&gt;two&lt;/b&gt; falls.')]).toEqual([`attachment; filename="${extract?.reference ?? ''}.docx"`, true, true]);
    for (const other of ['Larch', 'Attendance', 'Grace Okafor']) expect(inWord).not.toContain(other);
    expect(await house.sql(`select membership_id from reads where operation = 'download:extractWord' and subject_id = $1`, [extract?.documentId])).toEqual([{ membership_id: provider.membershipId }]);
    for (const other of [boardReader, icbNurse]) expect((await page(other, `/extracts/${extract?.id ?? ''}/extract.docx`)).statusCode).toBe(other === boardReader ? 404 : 403);
    await expect(bySql(house.cast.chair, `update extract_comments set text = 'other' where extract_id = $1`, [extract?.id])).rejects.toThrow();
    house.clock.set('2026-11-18T10:00:00Z');
    expect((await send(provider, 'commentOnMinuteExtract', { id: extract?.id, text: 'Late.' })).fields?.[0]?.message).toContain('17 November 2026');
    expect((await extractsOf(provider))[0]).toMatchObject({ open: false });
  });

  it('R22 the Board reads a part that is for it in an extract of its own, and nothing else of the minutes', async () => {
    const { id } = await drafted();
    await mark(id, 'Larch Grange', 'board');
    await circulate(id);
    const [extract] = await extractsOf(house.cast.boardReader);
    expect(headings(extract as Extract)).toEqual(['Larch Grange']);
    expect(await pdf(house.cast.boardReader, extract?.documentId ?? '')).toContain('Medicines of the Larch');
    expect(await bySql(house.cast.boardReader, 'select heading from minute_sections where meeting_id = $1', [id])).toHaveLength(1);
    expect((await extractsOf(house.cast.provider)).filter((one) => one.id === extract?.id)).toEqual([]);
    expect((await page(house.cast.boardReader, '/extracts')).body).toContain('Medicines of the Larch');
  });

  it('R21 an interest found after minutes went round closes every paper made before, by every membership and as a deputy; a copy without the item is made', async () => {
    const { id, rowan } = await drafted();
    const { safeguardingLead: lead, coordinator, chair, socialWorker, provider } = house.cast;
    await mark(id, 'Rowan Court', 'provider');
    await circulate(id);
    const before = (await minutesOf(lead, id)).documentId;
    expect(await pdf(lead, before)).toContain('Falls at night');
    await leave(rowan.id, lead);
    const second: Actor = { ...lead, membershipId: newId(), role: 'qaOfficer' };
    await house.sql(`insert into memberships (council_id, id, person_id, agency_id, role, seat, job_title, grade, delegated_decisions, valid_from)
      select council_id, $2, person_id, agency_id, 'qaOfficer', null, job_title, grade, delegated_decisions, valid_from from memberships where id = $1`, [lead.membershipId, second.membershipId]);
    const asDeputy: Actor = { ...lead, role: 'partner', onBehalfOf: socialWorker.membershipId };
    for (const actor of [lead, second, asDeputy]) {
      expect(await pdf(actor, before)).toBeNull();
      expect(headings(await minutesOf(actor, id))).not.toContain('Rowan Court');
      expect(await bySql(actor, 'select from minute_extracts where meeting_id = $1', [id])).toEqual([]);
    }
    expect((await page(lead, `/documents/${before}`)).statusCode).toBe(404);
    expect(pdfText((await page(lead, `/meetings/${id}/agenda.pdf`)).rawPayload)).not.toContain('Reason for Rowan Court');
    const after = (await minutesOf(lead, id)).documentId;
    expect(after).not.toBe(before);
    const copy = await pdf(lead, after);
    expect(copy).toContain('Medicines of the Larch');
    expect(copy).not.toContain('Falls at night');
    // Whoever stands in for somebody who is out has no interest of their own: they read the item.
    const deputy: Actor = { ...socialWorker, role: 'safeguardingLead', onBehalfOf: lead.membershipId };
    expect(headings(await minutesOf(deputy, id))).toContain('Rowan Court');
    expect(await pdf(chair, (await minutesOf(chair, id)).documentId)).toContain('Falls at night');

    // The coordinator's own record copy of the pack and the provider's extract close as well.
    const [pack] = await house.sql<{ document_id: string }>('select document_id from agenda_versions where meeting_id = $1', [id]);
    const [extract] = await extractsOf(provider);
    expect(await pdf(coordinator, pack?.document_id ?? '')).toContain('Rowan Court');
    await leave(rowan.id, coordinator);
    expect(await pdf(coordinator, pack?.document_id ?? '')).toBeNull();
    expect(await pdf(coordinator, extract?.documentId ?? '')).toBeNull();
    expect(await pdf(provider, extract?.documentId ?? '')).toContain('Falls at night');
    expect((await minutesOf(coordinator, id)).extracts).toEqual([]);
    expect((await minutesOf(chair, id)).extracts).toHaveLength(1);
  });

  it('R21 why an item was put off is for nobody who is out of it: on the agenda, in the chronology and in the minutes', async () => {
    const { id, rowan, other } = await held(false);
    const line = (await agendaOf(house.cast.coordinator, id)).agenda.find((one) => one.id === rowan.id);
    await leave(rowan.id, house.cast.icbNurse);
    await done(house.cast.chair, 'deferAgendaItem', { id: rowan.id, version: line?.version, reason: 'Quince tree enquiry first.' });
    for (const one of (await agendaOf(house.cast.chair, id)).agenda.filter((entry) => ![rowan.id, other.id].includes(entry.id))) await send(house.cast.coordinator, 'takeItem', { id: one.id, version: one.version });
    await step(house.cast.chair, 'concludeMeeting', id);
    await house.drain();
    const said = async (actor: Actor): Promise<boolean[]> => [
      JSON.stringify(await agendaOf(actor, id)), JSON.stringify(await minutesOf(actor, id)),
      (await page(actor, `/services/${house.providersService.serviceId}/chronology`)).body, (await page(actor, `/meetings/${id}`)).body,
    ].map((text) => text.includes('Quince'));
    expect(await said(house.cast.chair)).toEqual([true, true, true, true]);
    expect(await said(house.cast.icbNurse)).toEqual([false, false, false, false]);
  });

  it('a preview is what its reader gets, by the same function; never more than the previewer may see, for whoever circulates alone', async () => {
    const { id, rowan } = await drafted();
    const { chair, coordinator, icbNurse, provider } = house.cast;
    await leave(rowan.id, icbNurse);
    await mark(id, 'Larch Grange', 'council');
    await mark(id, 'Rowan Court', 'provider');
    const asProvider = `provider:${house.providersService.providerId}`;
    const early = Object.fromEntries(await Promise.all([`member:${icbNurse.membershipId}`, `member:${house.cast.socialWorker.membershipId}`, 'cqc', 'board', asProvider].map(async (as) => [as, headings(await previewOf(coordinator, id, as))])));
    expect(early[asProvider]).toEqual(['Rowan Court']);
    expect(early['board']).toEqual([]);
    expect(early['cqc']).toContain('Rowan Court');
    expect(early['cqc']).not.toContain('Larch Grange');
    expect((await previewOf(coordinator, id, null)).reader).toBeNull();
    expect((await previewOf(coordinator, id, 'provider:nobody')).sections).toEqual([]);
    const file = await page(coordinator, `/meetings/${id}/minutes-preview.pdf?as=${asProvider}`);
    expect(pdfText(file.rawPayload)).toContain('Preview: as Rowan Court Care Limited (provider) will see it');
    expect(pdfText(file.rawPayload)).toContain('Falls at night');
    // Whom a section is for was changed: the trail says from whom to whom.
    const [edited] = await house.sql<{ content: object }>(`select content from trail where subject_id = $1 and action = 'minuteSectionEdited' order by seq desc limit 1`, [id]);
    expect(edited?.content).toMatchObject({ before: { audience: 'members', readers: [] }, after: { audience: 'provider', readers: [], changed: [] } });
    expect((await page(coordinator, `/meetings/${id}/agenda-preview.pdf?as=cqc`)).statusCode).toBe(200);
    expect((await page(coordinator, `/meetings/${id}/pack.pdf`)).statusCode).toBe(200);
    expect((await page(provider, `/meetings/${id}/pack.pdf`)).statusCode).toBe(404);
    type History = { recordAccess: { lines: { kind: string; who: string; words: string }[] } };
    const { lines } = (await house.gql<History>(house.cast.auditor, 'query ($id: ID!) { recordAccess(kind: "meeting", id: $id, first: 100) { lines { kind who words } } }', { id })).data.recordAccess;
    const by = (who: string | null, kind: string): string[] => lines.filter((line) => line.kind === kind && line.who === who).map(({ words }) => words);
    expect(by(coordinator.personName, 'download')).toEqual(['downloaded the papers of the meeting', 'downloaded a preview of the agenda', 'downloaded a preview of the minutes']);
    // What was refused is one line, by what was asked for.
    expect([by(provider.personName, 'refused'), by(provider.personName, 'read'), by(provider.personName, 'download')]).toEqual([['asked and was not shown: downloaded the papers of the meeting'], [], []]);
    expect((await page(chair, `/meetings/${id}/minutes/preview?as=board`)).body).toContain('no part of these minutes is for this reader');
    for (const actor of [icbNurse, provider, house.cast.headOfService]) {
      expect([403, 404]).toContain((await page(actor, `/meetings/${id}/minutes/preview?as=cqc`)).statusCode);
      expect((await page(actor, `/meetings/${id}/minutes-preview.pdf?as=cqc`)).statusCode).toBe(404);
      expect((await page(actor, `/meetings/${id}/agenda-preview.pdf?as=cqc`)).statusCode).toBe(404);
    }
    await leave(rowan.id, chair).catch(() => undefined);
    await circulate(id);
    expect(early[`member:${icbNurse.membershipId}`]).toEqual(headings(await minutesOf(icbNurse, id)));
    expect(early[`member:${house.cast.socialWorker.membershipId}`]).toEqual(headings(await minutesOf(house.cast.socialWorker, id)));
    expect(early[asProvider]).toEqual(headings((await extractsOf(provider))[0] as Extract));

    await leave(rowan.id, coordinator);
    for (const as of [asProvider, 'cqc', `member:${chair.membershipId}`]) {
      const preview = await previewOf(coordinator, id, as);
      expect([...headings(preview), ...preview.leftOut].join()).not.toContain('Rowan Court');
      expect(preview.youAreOutOf).toEqual(['Rowan Court']);
    }
    expect((await previewOf(coordinator, id, null)).readers.map((one) => one.code)).not.toContain(asProvider);
  });

  it('R21 an agenda is previewed before it is published: a member without the items they are out of, the provider and the Board without any', async () => {
    const { id, rowan } = await held();
    await leave(rowan.id, house.cast.icbNurse);
    const { coordinator, icbNurse, socialWorker } = house.cast;
    const seen = async (as: string): Promise<string[]> => headings(await previewOf(coordinator, id, as, 'agendaPreview'));
    expect(await seen(`member:${socialWorker.membershipId}`)).toEqual(expect.arrayContaining(['Rowan Court', 'Larch Grange']));
    expect(await seen(`member:${icbNurse.membershipId}`)).not.toContain('Rowan Court');
    expect(await seen('board')).toEqual([]);
    expect(await seen(`provider:${house.providersService.providerId}`)).toEqual([]);
    const file = pdfText((await page(coordinator, `/meetings/${id}/agenda-preview.pdf?as=member:${icbNurse.membershipId}`)).rawPayload);
    expect(file).toContain('Preview: as Grace Okafor');
    expect(file).not.toContain('Reason for Rowan Court');
    expect(file).toContain('Reason for Larch Grange');
    expect((await page(coordinator, `/meetings/${id}/agenda-preview?as=cqc`)).body).toContain('Larch Grange');
  });

  it('the screen in the room shows no record under a caveat, no form, and who is out by name alone', async () => {
    const { id, rowan } = await held();
    await leave(rowan.id, house.cast.icbNurse);
    const reference = await keep('Xanthippe of the police asks for silence about the keys.');
    const running = (await page(house.cast.chair, `/meetings/${id}/run?item=${rowan.id}`)).body;
    expect(running.includes(reference)).toBe(true);
    const screen = (await page(house.cast.chair, `/meetings/${id}/run/projector?item=${rowan.id}`)).body;
    expect(screen).not.toMatch(new RegExp(`${reference}|Xanthippe|My sister`));
    expect(screen).not.toContain('<textarea');
    expect(screen).toContain('Out for this item: Grace Okafor.');
    expect(screen).toContain('Falls at night were discussed.');
    expect((await page(house.cast.icbNurse, `/meetings/${id}/run/projector?item=${rowan.id}`)).body).not.toContain('Falls at night');
  });

  it('R23 bad case 16: a record the police keep from the provider reaches nothing it can see, wherever somebody writes it', async () => {
    const { id } = await drafted();
    const { provider, coordinator, chair } = house.cast;
    const words = 'Detectives search the zephyrine cupboard for the missing morphine on Thursday.';
    const section = (await minutesOf(coordinator, id)).sections.find((one) => one.heading.endsWith('Rowan Court'));
    const reference = await keep(words);
    for (const text of [`As in ${reference.toLowerCase()}.`, `The panel heard: ${words.toUpperCase()}`]) {
      expect((await mark(id, 'Rowan Court', 'provider', { text })).fields).toEqual([{ field: 'audience', message: expect.stringContaining(reference) as string }]);
    }
    // Asked only after the section was written: it is kept among the members when minutes go round, and the preview says so before.
    const later = 'Zephyrine officers will come at dawn to look at the blue ledger of the night.';
    expect(await mark(id, 'Rowan Court', 'provider', { text: later })).toMatchObject({ __typename: 'EditMinuteSectionPayload' });
    const second = await keep(later);
    const preview = await previewOf(coordinator, id, `provider:${house.providersService.providerId}`);
    expect([preview.sections, preview.keptBack]).toEqual([[], [section?.heading]]);
    await circulate(id);
    expect((await minutesOf(chair, id)).sections.find((one) => one.id === section?.id)).toMatchObject({ audience: 'members', text: later });
    await expect(bySql(chair, `update minute_sections set audience = 'provider' where id = $1`, [section?.id])).rejects.toThrow('never changed');

    const kept = new RegExp(`zephyrine|${reference}|${second}`, 'i');
    const tables = await house.sql<{ name: string }>(`select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'pgmigrations%' order by 1`);
    for (const { name } of tables) {
      const rows = await house.unit.run(provider, () => house.unit.query<{ row: string }>(`select to_jsonb(x)::text as row from ${name} x`)).catch(() => []);
      expect([name, rows.filter(({ row }) => kept.test(row))]).toEqual([name, []]);
    }
    for (const url of ['/', '/letters', '/extracts', '/account', '/trail', `/services/${house.providersService.serviceId}`, `/meetings/${id}`, `/meetings/${id}/minutes`, `/meetings/${id}/agenda.pdf`, '/providers', '/intelligence']) {
      const { rawPayload, body } = await page(provider, url);
      expect([url, kept.test(body), rawPayload.subarray(0, 4).toString() === '%PDF' && kept.test(pdfText(rawPayload))]).toEqual([url, false, false]);
    }
    for (const { id: document } of await house.sql<{ id: string }>('select id from documents')) expect(kept.test((await pdf(provider, document)) ?? '')).toBe(false);
    const mails = await house.sql<{ subject: string; body: string }>('select subject, body from mail_messages');
    expect(mails.filter((mail) => kept.test(`${mail.subject} ${mail.body}`))).toEqual([]);
  });
});
