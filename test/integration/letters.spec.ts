import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionMachine } from '../../src/domain/actions/action.machine.js';
import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { intelligenceMachine } from '../../src/domain/intelligence/intelligence.machine.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type DemoMailbox, startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { statesOf } from '../../src/platform/workflow/state-path.js';
import { stateWords } from '../../src/web/state-words.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; message?: string; fields?: { field: string; message: string }[]; unmet?: { requirement: string }[] };
type Fields = Record<string, string>;
interface Read {
  id: string; version: number; state: string; servedOn: string | null; replyBy: string | null; serviceMethod: string | null; serviceProof: string | null;
  mail: { attempts: number; lastError: string | null; sentAt: string | null } | null; parts: { heading: string; text: string }[]; representation: { id: string } | null;
}

describe('a letter on its way to a provider', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpc-letters-'));
  let mailbox: DemoMailbox;
  let house: House;
  const start = async (smtpPort = 0): Promise<DemoMailbox> => startDemoMailbox({ smtpPort, httpPort: 0, dataDir });
  beforeAll(async () => {
    mailbox = await start();
    house = await openHouse({ smtpUrl: mailbox.smtpUrl });
  });
  afterAll(async () => {
    await house.close();
    await mailbox.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(
      actor,
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on Refusal { message }
        ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } } }`,
      { input: { idempotencyKey: newId(), ...input } },
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[mutation] ?? { __typename: 'nothing' };
  };
  const done = (answer: Answer): { id: string; version: number } => {
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return { id: answer.id, version: answer.version ?? 0 };
  };
  const recommend = (service: TestService, code: string): Promise<{ id: string; version: number }> =>
    house.unit.run(house.cast.chair, () =>
      house.get(RecommendationsService).record({
        serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'CANARY-RECOMMENDATION', criteria: [{ code: 'harmCluster', evidence: 'CANARY-EVIDENCE' }], proposal: {},
        differingViews: 'CANARY-DISSENT', quorum: { quorate: true, forSanction: true, words: 'Quorate for a sanction.' }, present: [], excluded: [],
        chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
      }));
  const words = { reasons: 'Pressure care failed on two visits.', optionsConsidered: 'Nothing.', providerPosition: 'It accepts.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice alone was tried twice.', equalityNote: 'Nobody is treated less well.' };
  const draftOf = async (decisionId: string): Promise<Read> => {
    await house.drain();
    const [row] = await house.sql<{ id: string }>('select id from letters where decision_id = $1', [decisionId]);
    return read(row?.id ?? newId());
  };
  /** A draft that tells of enhanced monitoring: its own window opens with it. */
  const draft = async (service: TestService): Promise<Read> => {
    const { id, version } = await recommend(service, 'D03');
    const decision = await send(house.cast.headOfService, 'decideEnhancedMonitoring', {
      id, version, ...words, answers: [], leadOfficerId: house.cast.qaOfficer.membershipId, frequency: 'Monthly visits.', reviewOn: '8 12 2026', notHeardReason: 'It was heard at the visit.',
    });
    return draftOf(done(decision).id);
  };
  const restrict = async (service: TestService): Promise<{ draft: Read; restrictionId: string }> => {
    const riskAssessmentId = newId();
    await house.sql(
      `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
       values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'CANARY-RISK', $4, '2026-11-09T10:00:00Z')`, [house.councilId, riskAssessmentId, service.serviceId, house.cast.qaOfficer.membershipId]);
    const { id, version } = await recommend(service, 'D08');
    const decision = done(await send(house.cast.assistantDirector, 'decideRestriction', {
      id, version, ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId, liftConditions: 'Two clear visits.', exceptions: 'the Head of Service',
      startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', notHeardReason: 'People may be harmed meanwhile.', toldHow: 'By telephone, to the registered manager',
    }));
    const [row] = await house.sql<{ restriction_id: string }>('select restriction_id from decisions where id = $1', [decision.id]);
    return { draft: await draftOf(decision.id), restrictionId: row?.restriction_id ?? '' };
  };
  const read = async (id: string, actor = house.cast.coordinator): Promise<Read> => (await house.gql<{ letter: Read }>(actor, `query ($id: ID!) { letter(id: $id) {
    id version state servedOn replyBy serviceMethod serviceProof mail { attempts lastError sentAt } parts { heading text } representation { id } } }`, { id })).data.letter;
  const issue = async ({ id, version }: { id: string; version: number }, method: 'email' | 'paper' = 'email'): Promise<Read> => {
    done(await send(house.cast.coordinator, 'issueLetter', { id, version, method, toName: 'Carol Finch', ...(method === 'email' && { toAddress: 'carol.finch@example.org' }) }));
    return read(id);
  };
  const windowOf = async (letter: Read): Promise<object | undefined> =>
    (await house.sql(`select r.told_on::text, r.told_how, r.window_ends_on::text, r.served, w.context->>'windowEndsOn' as runs_to,
      (select d.due_on::text from deadlines d where d.workflow_id = r.id and d.kind = 'representationWindow' and d.withdrawn_at is null and d.fired_at is null) as closes
      from representations r join workflows w on w.id = r.id where r.id = $1`, [letter.representation?.id]))[0];
  const openDeadlines = (ids: string[]): Promise<{ kind: string }[]> => house.sql(`select kind from deadlines where workflow_id = any ($1) and kind in ('letterDue', 'restrictionLetter') and withdrawn_at is null order by kind`, [ids]);
  const again = () => house.sql(`update pgboss.job set start_after = now() where name = 'mail' and state = 'retry'`);
  const cookies = new Map<string, string>();
  const visit = async (actor: Actor, method: 'GET' | 'POST', url: string, fields?: Fields): Promise<{ status: number; html: string; location: string }> => {
    // A session ends when nothing is done for a while: the clock jumps here.
    const key = `${actor.membershipId} ${house.clock.now().toString()}`;
    const cookie = cookies.get(key) ?? `session=${await house.get(Sessions).begin(actor as never, 'page')}`;
    cookies.set(key, cookie);
    const answer = await house.app.inject({
      method, url,
      headers: { cookie, ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }) },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    });
    return { status: answer.statusCode, html: answer.body, location: answer.headers.location?.toString() ?? '' };
  };
  const hiddenOf = (html: string, action: string): Fields => {
    const from = html.indexOf(`action="${action}"`);
    const form = html.slice(from, html.indexOf('</form>', from));
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));
  };

  it('R32 is served when a mail server has it, not when it is queued; case 28 its days to answer begin then', async () => {
    const issued = await issue(await draft(await house.service()));
    expect(issued).toMatchObject({ state: 'issued', servedOn: null, replyBy: '2026-11-17', mail: { attempts: 0, sentAt: null } });
    expect(await windowOf(issued)).toMatchObject({ served: false, told_how: expect.stringContaining('not served yet'), runs_to: null, closes: null });
    house.clock.set('2026-11-11T10:00:00Z');
    await house.drain();
    const served = await read(issued.id);
    expect(served).toMatchObject({ state: 'served', servedOn: '2026-11-11', serviceMethod: 'email', replyBy: '2026-11-18', mail: { attempts: 1, lastError: null } });
    expect(served.serviceProof).toMatch(/^Accepted for carol\.finch@example\.org by the mail server on 11 November 2026 at 10am, Message-ID </);
    expect(await windowOf(served)).toMatchObject({ served: true, told_on: '2026-11-11', window_ends_on: '2026-11-18', runs_to: '2026-11-18', closes: '2026-11-18' });
    // What the paper says stays, with what to do when it came later.
    expect(served.parts).toEqual(issued.parts);
    expect(served.parts.at(-1)?.text).toContain('counted from 10 November 2026. If this letter is served on you later, you have as many days from then.');
  });

  it('case 28 of several of the provider’s the days to answer begin once the last has it; who has a copy holds nothing up', async () => {
    const drafted = await draft(await house.service({ name: 'Medlar House' }));
    done(await send(house.cast.coordinator, 'issueLetter', {
      id: drafted.id, version: drafted.version, method: 'email', toName: 'Carol Finch, registered manager', toAddress: 'carol.finch@example.org',
      addressees: [{ name: 'Dev Patel, nominated individual' }, { name: 'Exampleton ICB', address: 'quality@icb.example.org', copy: true }],
    }));
    house.clock.set('2026-11-11T10:00:00Z');
    await house.drain();
    const waiting = await read(drafted.id);
    expect(waiting).toMatchObject({ state: 'issued', servedOn: null, mail: null });
    expect(await windowOf(waiting)).toMatchObject({ served: false, runs_to: null });
    const people = (): Promise<{ id: string; name: string; on: string | null; how: string | null; proof: string | null }[]> =>
      house.sql('select id, name, served_on::text as on, service_method as how, service_proof as proof from letter_addressees where letter_id = $1 order by position', [drafted.id]);
    expect(await people()).toMatchObject([
      { name: 'Carol Finch, registered manager', on: '2026-11-11', how: 'email', proof: expect.stringContaining('Accepted for carol.finch@example.org') as string }, { name: 'Dev Patel, nominated individual', on: null, how: null },
      { name: 'Exampleton ICB', on: '2026-11-11', how: 'email' },
    ]);
    const { html } = await visit(house.cast.coordinator, 'GET', `/letters/${drafted.id}`);
    for (const said of ['not served yet on Dev Patel, nominated individual', 'Not served yet on Dev Patel, nominated individual.', 'Exampleton ICB (has a copy)', 'Accepted for carol.finch@example.org']) expect(html).toContain(said);
    expect((await visit(house.cast.coordinator, 'GET', '/letters?search=medlar')).html).toContain('not served yet on Dev Patel, nominated individual');
    expect(await openDeadlines([drafted.id])).toEqual([{ kind: 'letterDue' }]);
    house.clock.set('2026-11-13T10:00:00Z');
    const [, other] = await people();
    done(await send(house.cast.coordinator, 'recordLetterServed', { id: drafted.id, version: waiting.version, addresseeId: other?.id, servedOn: '12 11 2026', servedTime: '16:00', method: 'hand', proof: 'Signed for by Dev Patel' }));
    const served = await read(drafted.id);
    expect(served).toMatchObject({ state: 'served', servedOn: '2026-11-12', replyBy: '2026-11-19' });
    expect(await windowOf(served)).toMatchObject({ served: true, told_on: '2026-11-12', runs_to: '2026-11-19' });
    expect(await openDeadlines([drafted.id])).toEqual([]);
    // The provider learns neither who else had it nor how.
    const provider = { ...house.cast.provider, providerId: (await house.sql<{ id: string }>('select provider_id as id from letters where id = $1', [drafted.id]))[0]?.id ?? '' };
    const seen = await house.gql<{ letter: { addressees: unknown[] } }>(provider, 'query ($id: ID!) { letter(id: $id) { addressees { id } } }', { id: drafted.id });
    expect(seen.data.letter.addressees).toEqual([]);
    expect((await send(house.cast.coordinator, 'issueLetter', { id: (await draft(await house.service())).id, version: 1, method: 'paper', toName: '', addressees: [{ name: 'Dev Patel' }] })).fields).toEqual([{ field: 'toName', message: 'Enter the person or office it is addressed to' }]);
  });

  it('R32 accepted after 17:00 counts as the next working day, also over a weekend', async () => {
    const letter = await draft(await house.service());
    house.clock.set('2026-11-13T17:00:01Z');
    await issue(letter);
    await house.drain();
    expect(await read(letter.id)).toMatchObject({ state: 'served', servedOn: '2026-11-16', replyBy: '2026-11-23' });
    expect((await visit(house.cast.coordinator, 'GET', `/letters/${letter.id}`)).html).toContain('Sent 13 November 2026 at 5pm by email, counts as served on 16 November 2026.');
  });

  it('R07 served, it meets the restriction’s deadline too; a window that opened by telephone keeps its days', async () => {
    const { draft: letter, restrictionId } = await restrict(await house.service());
    const issued = await issue(letter);
    expect(await openDeadlines([letter.id, restrictionId])).toEqual([{ kind: 'letterDue' }, { kind: 'restrictionLetter' }]);
    expect(issued.parts.at(-1)?.text).toMatch(/appeal in writing by 17 November 2026[^]*The days to appeal are counted from 10 November 2026/);
    house.clock.set('2026-11-12T10:00:00Z');
    await house.drain();
    expect(await openDeadlines([letter.id, restrictionId])).toEqual([]);
    expect(await read(letter.id)).toMatchObject({ state: 'served', servedOn: '2026-11-12', replyBy: '2026-11-17' });
  });

  it('R38 stays not served while the mail server is down, with the reason on its page, and is served once when it is up', async () => {
    const letter = await draft(await house.service());
    const port = Number(new URL(mailbox.smtpUrl).port);
    await mailbox.stop();
    await issue(letter);
    await house.drain();
    expect(await read(letter.id)).toMatchObject({ state: 'issued', servedOn: null, mail: { attempts: 1, lastError: 'ESOCKET', sentAt: null } });
    for (const actor of [house.cast.coordinator, house.cast.headOfService]) {
      const { html } = await visit(actor, 'GET', `/letters/${letter.id}`);
      expect(html).toContain('Its mail to carol.finch@example.org has not arrived: the mail server could not be reached');
      expect(html).toContain('1 attempt, since 10 November 2026 at 10am');
    }
    expect((await visit(house.cast.chair, 'GET', '/letters?state=notAccepted')).html).toContain(letter.id);
    mailbox = await start(port);
    house.clock.set('2026-11-10T11:00:00Z');
    await again();
    await house.drain();
    await house.drain();
    expect(await read(letter.id)).toMatchObject({ state: 'served', servedOn: '2026-11-10', mail: { attempts: 2, lastError: null } });
    expect(await house.sql(`select event from transitions where workflow_id = $1 and event = 'SERVE'`, [letter.id])).toHaveLength(1);
    expect((await visit(house.cast.chair, 'GET', '/letters?state=notAccepted')).html).not.toContain(letter.id);
  });

  it('R38 whose mail fails is served by hand with time, method and proof; a mail accepted afterwards changes nothing', async () => {
    const letter = await draft(await house.service());
    const port = Number(new URL(mailbox.smtpUrl).port);
    await mailbox.stop();
    const issued = await issue(letter);
    await house.drain();
    house.clock.set('2026-11-12T09:00:00Z');
    const form = { id: letter.id, version: issued.version, servedOn: '11 11 2026', servedTime: '17:30', method: 'hand', proof: 'Signed for by the registered manager' };
    const both = await Promise.all([send(house.cast.coordinator, 'recordLetterServed', form), send(house.cast.headOfService, 'recordLetterServed', form)]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['RecordLetterServedPayload', 'StaleVersion']);
    const served = { state: 'served', servedOn: '2026-11-12', serviceMethod: 'hand', serviceProof: 'Signed for by the registered manager', replyBy: '2026-11-19' };
    expect(await read(letter.id)).toMatchObject(served);
    mailbox = await start(port);
    await again();
    await house.drain();
    expect(await read(letter.id)).toMatchObject({ ...served, mail: { lastError: null } });
    expect((await visit(house.cast.coordinator, 'GET', `/letters/${letter.id}`)).html).toContain('Served 12 November 2026 by hand. Signed for by the registered manager.');
  });

  it('R38 refuses service without proof, in a way that is none, at a time to come or before it was issued, and by who does not send', async () => {
    const issued = await issue(await draft(await house.service()), 'paper');
    const form = { id: issued.id, version: issued.version, servedOn: '10 11 2026', servedTime: '9:30', method: 'post', proof: 'Tracked' };
    const wrong = await send(house.cast.coordinator, 'recordLetterServed', { ...form, servedTime: 'noon', method: 'pigeon', proof: '' });
    expect(wrong.fields?.map(({ field }) => field).sort()).toEqual(['method', 'proof', 'servedTime']);
    expect((await send(house.cast.coordinator, 'recordLetterServed', { ...form, servedOn: '11 11 2026' })).fields).toEqual([{ field: 'servedOn', message: 'Enter a time that has come: record it once it is served' }]);
    expect((await send(house.cast.coordinator, 'recordLetterServed', { ...form, servedOn: '9 11 2026' })).unmet).toEqual([{ requirement: 'isServedAfterIssue' }]);
    expect((await send(house.cast.qaOfficer, 'recordLetterServed', form)).__typename).toBe('NotPermitted');
    expect(await read(issued.id)).toMatchObject({ state: 'issued', mail: null });
    done(await send(house.cast.coordinator, 'recordLetterServed', form));
    expect(await read(issued.id)).toMatchObject({ state: 'served', serviceMethod: 'post', servedOn: '2026-11-10' });
  });

  it('R11 an answer is taken before the letter’s service is recorded, and its days still begin with service', async () => {
    const { providersService: service, cast } = house;
    const issued = await issue(await draft(service), 'paper');
    const mine = async (): Promise<{ id: string; version: number; served: boolean; open: boolean; late: boolean }[]> =>
      (await house.gql<{ myRepresentations: never[] }>(cast.provider, '{ myRepresentations { id version served open late } }')).data.myRepresentations;
    const own = (await mine()).find(({ id }) => id === issued.representation?.id);
    expect(own).toMatchObject({ served: false, open: true });
    house.clock.set('2026-11-30T10:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    done(await send(cast.provider, 'submitRepresentation', { id: own?.id, text: 'We have the letter.' }));
    expect((await mine()).find(({ id }) => id === own?.id)).toMatchObject({ open: true, late: false });
    done(await send(cast.coordinator, 'recordLetterServed', { id: issued.id, version: issued.version, servedOn: '30 11 2026', servedTime: '10:00', method: 'post', proof: 'Tracked' }));
    expect(await windowOf(issued)).toMatchObject({ served: true, window_ends_on: '2026-12-07', closes: '2026-12-07' });
  });

  it('R11 a reply from a page opened before the mail served the letter is taken; an officer’s stale form learns that it moved by itself', async () => {
    const { cast } = house;
    const service = await house.service({ provider: 'Rowan Court Care Limited', name: 'Rowan Barn' });
    const issued = await issue(await draft(service));
    const action = `/replies/${issued.representation?.id ?? ''}`;
    const opened = await visit(cast.provider, 'GET', action);
    expect(opened.html).toMatch(/<h1 class="govuk-heading-l">[^<]*Rowan Barn<\/h1>/);
    expect(opened.html.match(/<h1[^>]*>([^<]*)/)?.[1]?.match(/Rowan Barn/g)).toHaveLength(1);
    await house.drain();
    expect(await windowOf(issued)).toMatchObject({ served: true });
    const check = await visit(cast.provider, 'POST', action, { ...hiddenOf(opened.html, action), text: 'Here at once.', step: 'check' });
    expect(check.html).toContain('Check your reply');
    expect(await visit(cast.provider, 'POST', action, { ...hiddenOf(check.html, action), step: 'confirm' })).toMatchObject({ status: 303, location: action });
    expect((await visit(cast.provider, 'GET', action)).html).toContain('Here at once.');

    const late = await send(cast.coordinator, 'recordLetterServed', { id: issued.id, version: issued.version, servedOn: '10 11 2026', servedTime: '9:30', method: 'post', proof: 'Tracked' });
    expect(late).toMatchObject({ __typename: 'StaleVersion', message: 'Something changed this by itself after you opened it. Read what it says now, then make your change again.' });
  });

  it('case 28 a window whose letter is not served stays open after the day the letter says, also for whoever decides', async () => {
    const service = await house.service({ name: 'Juniper House' });
    await issue(await draft(service), 'paper');
    house.clock.set('2026-11-30T10:00:00Z');
    const { id, version } = await recommend(service, 'D04');
    const form = { id, version, ...words, answers: [], leadOfficerId: house.cast.qaOfficer.membershipId, concernsChairId: house.cast.chair.membershipId, policePosition: 'Told.', informingPeople: 'The manager, today.', reviewOn: '8 12 2026' };
    expect((await send(house.cast.dass, 'decideSeriousConcerns', form)).unmet).toContainEqual({ requirement: 'hasHeardProvider' });
    const { html } = await visit(house.cast.dass, 'GET', `/decisions/${id}`);
    expect(html).toContain('Its days to answer have not begun: the letter is not served yet.');
    const listed = /Juniper House[^]*?<\/tr>/.exec((await visit(house.cast.dass, 'GET', '/decisions')).html)?.[0];
    expect(listed).toContain('Days to answer have not begun');
  });

  it('bad case 16: is not sent while it names a record that must not reach the provider, whoever wrote it in', async () => {
    const service = await house.service();
    const letter = await draft(service);
    const happened = 'Police will search the linen room of the west wing before Friday morning.';
    await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, source_agency_id, category, severity, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
      values ($1, $2, 'INT-2026-87654', $3, 'police', $4, 'safeguarding', 'P1', $5, '2026-11-09', '2026-11-10T09:00:00Z', 'notToProvider', 'no', $6, '2026-11-10T09:00:00Z')`,
      [house.councilId, newId(), service.serviceId, house.cast.coordinator.agencyId, happened, house.cast.safeguardingLead.membershipId]);
    let { id, version } = letter;
    for (const paragraph of ['See our record int-2026-87654.', `We heard: ${happened}`]) {
      ({ id, version } = done(await send(house.cast.coordinator, 'editLetter', { id, version, paragraph })));
      const answer = await send(house.cast.coordinator, 'issueLetter', { id, version, method: 'email', toName: 'Carol Finch', toAddress: 'carol.finch@example.org' });
      expect(answer.fields).toEqual([{ field: 'paragraph', message: 'This letter names INT-2026-87654, which must not reach the provider: take that out before it is sent' }]);
    }
    expect(await house.sql('select from documents d join letters l on l.document_id = d.id where l.id = $1', [id])).toEqual([]);
    ({ id, version } = done(await send(house.cast.coordinator, 'editLetter', { id, version, paragraph: 'We look forward to your reply.' })));
    expect((await issue({ id, version })).state).toBe('issued');
  });

  describe('the provider’s own page', () => {
    const page = (): Promise<{ html: string }> => visit(house.cast.provider, 'GET', '/letters');

    it('R04 lists a window opened by telephone with what it is about, its days and a reply box; R11 a late answer is taken and marked', async () => {
      const { providersService: service, cast } = house;
      const recommendation = await recommend(service, 'D04');
      const told = done(await send(cast.coordinator, 'tellProvider', { serviceId: service.serviceId, recommendationId: recommendation.id, toldOn: '10 11 2026', toldTime: '9:00', how: 'CANARY-HOW by telephone' }));
      const action = `/replies/${told.id}`;
      const { html } = await page();
      const keys = [...html.matchAll(/name="idempotencyKey" value="([^"]+)"/g)].map(([, key]) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(html).toContain('The serious concerns process is proposed: Rowan Court');
      expect(html).toContain('5 working days, by 17 November 2026.');
      expect(html).toContain(`action="${action}"`);
      expect(html).toContain('You may ask for the particulars, for more time, or for a meeting');
      expect(html).not.toMatch(/CANARY|likelihood|score/i);

      const check = await visit(cast.provider, 'POST', action, { ...hiddenOf(html, action), text: 'We <b>disagree</b>.', step: 'check' });
      expect(check.html).toContain('We &lt;b&gt;disagree&lt;/b&gt;.');
      const end = await visit(cast.provider, 'POST', action, { ...hiddenOf(check.html, action), text: 'We <b>disagree</b>.', step: 'confirm' });
      expect(end).toMatchObject({ status: 303, location: action });
      expect((await visit(cast.provider, 'GET', action)).html).toContain('Received 10 November 2026 at 10am.');
      expect((await page()).html).toContain('We &lt;b&gt;disagree&lt;/b&gt;.');

      house.clock.set('2026-11-18T10:00:00Z');
      const past = await visit(cast.provider, 'GET', action);
      expect(past.html).toContain('The last day was 17 November 2026.');
      const late = await visit(cast.provider, 'POST', action, { ...hiddenOf(past.html, action), text: 'One more thing.', step: 'confirm' });
      expect(late.status).toBe(303);
      const list = (await page()).html;
      expect(list).toContain('Past their last day');
      expect(list).toContain('Received 18 November 2026 at 10am, after the last day: marked as late.');
    });

    it('R32 told on a Saturday it counts as told on Monday, and its five working days are the five after that', async () => {
      const { providersService: service, cast } = house;
      house.clock.set('2026-11-21T11:00:00Z');
      const told = done(await send(cast.coordinator, 'tellProvider', { serviceId: service.serviceId, toldOn: '21 11 2026', toldTime: '10:00', how: 'By telephone' }));
      const { html } = await visit(cast.provider, 'GET', `/replies/${told.id}`);
      expect(html).toContain('A decision is proposed: Rowan Court');
      expect(html).toContain('It counts as told on 23 November 2026. <strong>5 working days, by 30 November 2026.</strong>');
    });

    it('keeps what was typed and says what is wrong when there is nothing in the box or somebody was first', async () => {
      const { providersService: service, cast } = house;
      const told = done(await send(cast.coordinator, 'tellProvider', { serviceId: service.serviceId, recommendationId: (await recommend(service, 'D08')).id, toldOn: '10 11 2026', toldTime: '9:00', how: 'By telephone' }));
      const action = `/replies/${told.id}`;
      const fields = hiddenOf((await visit(cast.provider, 'GET', action)).html, action);
      const empty = await visit(cast.provider, 'POST', action, { ...fields, text: '', step: 'confirm' });
      expect(empty.status).toBe(422);
      expect(empty.html).toContain('href="#text"');
      const again = hiddenOf(empty.html, action);
      expect(again).not.toHaveProperty('version');
      expect((await visit(cast.provider, 'POST', action, { ...again, text: 'Taken', step: 'confirm' })).status).toBe(303);
    });

    it('is for the provider it is about: another finds nothing, an officer has no such page', async () => {
      const { cast } = house;
      const told = done(await send(cast.coordinator, 'tellProvider', { serviceId: (await house.service()).serviceId, toldOn: '10 11 2026', toldTime: '9:00', how: 'By telephone' }));
      expect((await visit(cast.provider, 'GET', `/replies/${told.id}`)).status).toBe(404);
      expect((await visit(cast.provider, 'POST', `/replies/${told.id}`, { text: 'Not mine', step: 'confirm' })).status).not.toBe(303);
      expect((await visit(cast.coordinator, 'GET', `/replies/${told.id}`)).status).toBe(403);
    });
  });

  it('R05 a provider that answered in its days may add to it: the list and the form of the decision say the same, also once they are over', async () => {
    const { cast } = house;
    const service = await house.service({ provider: 'Rowan Court Care Limited', name: 'Rowan Lodge' });
    const recommendation = await recommend(service, 'D04');
    const told = done(await send(cast.coordinator, 'tellProvider', { serviceId: service.serviceId, recommendationId: recommendation.id, toldOn: '10 11 2026', toldTime: '9:00', how: 'By telephone' }));
    const form = async (): Promise<string> => (await visit(cast.dass, 'GET', `/decisions/${recommendation.id}`)).html;
    const row = async (): Promise<string> => /Rowan Lodge[^]*?<\/tr>/.exec((await visit(cast.dass, 'GET', '/decisions')).html)?.[0] ?? '';
    expect(await form()).toContain('The provider may answer until 17 November 2026.');
    expect(await row()).toContain('May answer until 17 November 2026');
    done(await send(cast.provider, 'submitRepresentation', { id: told.id, text: 'We answer.' }));
    expect(await form()).toContain('The provider has answered, and may add to it until 17 November 2026.');
    expect(await form()).not.toContain('No days to answer are running');
    expect(await row()).toContain('May add to it until 17 November 2026');
    house.clock.set('2026-11-18T10:00:00Z');
    expect(await form()).toContain('The provider has answered, and the days to answer are over.');
    expect(await row()).not.toContain('until 17 November 2026');
  });

  describe('the office’s list', () => {
    it('stands under Decisions, page by page, filtered and searched; the CSV has every row in words', async () => {
      const { cast } = house;
      const service = await house.service({ name: 'Quince Bank' });
      const letter = await draft(service);
      const { html } = await visit(cast.qaOfficer, 'GET', '/letters?state=draft&search=quince');
      expect(html).toContain('Enhanced monitoring: Quince Bank');
      expect(html).toContain('<caption class="govuk-table__caption govuk-table__caption--m">1 letter</caption>');
      expect(html).toMatch(/href="\/decisions" aria-current="true"|aria-current="true" href="\/decisions"/);
      expect((await visit(cast.qaOfficer, 'GET', '/decisions')).html).toContain('href="/letters"');
      expect((await visit(cast.qaOfficer, 'GET', '/letters?search=nobody%25')).html).toContain('No letter fits.');
      expect((await visit(cast.qaOfficer, 'GET', '/letters?page=-1')).status).toBe(200);
      const csv = async (): Promise<string> => (await visit(cast.qaOfficer, 'GET', '/letters?search=quince&format=csv')).html.trim();
      expect(await csv()).toMatch(/,Fernbank Care Limited,"Draft, to send",11 November 2026,0,$/);
      await issue(letter);
      await house.drain();
      expect(await csv()).toMatch(/,Fernbank Care Limited,Served 10 November 2026 by email,11 November 2026,0,17 November 2026$/);
      house.clock.set('2026-11-13T10:00:00Z');
      const late = await draft(await house.service({ name: 'Quince Green' }));
      house.clock.set('2026-11-20T10:00:00Z');
      expect(late.state).toBe('draft');
      expect((await visit(cast.qaOfficer, 'GET', '/letters?search=quince+green')).html).toContain('Overdue by 4 days');
    });

    it.each(['icbNurse', 'cqcInspector', 'brokerage', 'boardReader'] as const)('is not for %s', async (name) => {
      expect((await visit(house.cast[name], 'GET', '/letters')).status).toBe(403);
      expect((await visit(house.cast[name], 'GET', '/decisions')).html).not.toContain('href="/letters"');
    });
  });

  it('R38 by row-level security alone only the office and the provider addressed read a letter, issued or not', async () => {
    const { cast, providersService: service } = house;
    const own = await issue(await draft(await house.service({ provider: 'Rowan Court Care Limited' })));
    const foreign = await issue(await draft(await house.service()));
    const seeing = async (letterId: string): Promise<string[]> => {
      const names: string[] = [];
      for (const [name, actor] of Object.entries(cast)) {
        const rows = await house.unit.run(actor, () => house.unit.query('select id from letters where id = $1', [letterId]));
        const mails = await house.unit.run(actor, () => house.unit.query(`select id from mail_messages where dedupe_key = $1`, [`letter:${letterId}`]));
        if (rows.length > 0) names.push(name);
        if (mails.length > 0) expect([...names, 'administrator']).toContain(name);
      }
      return names.sort();
    };
    expect(await seeing((await draft(await house.service({ provider: 'Rowan Court Care Limited' }))).id)).not.toContain('provider');
    const office = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'headOfService', 'assistantDirector', 'dass', 'auditor'];
    expect(await seeing(foreign.id)).toEqual([...office].sort());
    expect(await seeing(own.id)).toEqual([...office, 'provider'].sort());
    for (const name of ['icbNurse', 'cqcInspector'] as const) {
      const { html } = await visit(cast[name], 'GET', `/services/${service.serviceId}/letters`);
      expect(html).toContain('Letters are between the council and the provider.');
      expect(html).not.toMatch(/LET-2026/);
      expect((await visit(cast[name], 'GET', `/services/${service.serviceId}/chronology?kinds=letter`)).html).not.toMatch(/LET-2026/);
    }
  });

  it('a file taken from a list says every state in the words of the page', () => {
    for (const [words, machine] of [[stateWords.action, actionMachine], [stateWords.record, intelligenceMachine]] as const) {
      expect(Object.keys(words)).toEqual(expect.arrayContaining([...statesOf(machine)]));
    }
  });
});
