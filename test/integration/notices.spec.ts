import { RecommendationsService, type NewRecommendation } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; limit?: string; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };
interface Own { id: string; state: string; mayPlan: boolean; remedyOn: string | null; planBy: string | null; clauses: { id: string; clause: string; withdrawnOn: string | null; steps: { id: string; doneOn: string | null }[] }[]; plans: { outcome: string | null; reasons: string | null }[] }

/** Words no provider may read: why it was considered, what Legal and officers wrote. */
const canaries = ['CANARY-CONSIDERED', 'CANARY-LEGAL', 'CANARY-SEEN', 'CANARY-METHOD', 'CANARY-FOUND', 'CANARY-RECOMMENDATION'];

describe('notices (statechart C)', () => {
  let house: House;
  let service: TestService;
  beforeAll(async () => {
    house = await openHouse();
    service = house.providersService;
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set('2026-11-11T10:00:00Z'));

  const send = async (actor: Actor, mutation: string, input: object, type?: string): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type ?? name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { code message }
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } ... on AuthorityExceeded { limit } } }`, { input: { idempotencyKey: newId(), ...input } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data as Record<string, Answer>)[mutation] as Answer;
  };
  const done = (answer: Answer): { id: string; version: number; reference: string } => {
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return answer as never;
  };
  const missing = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
  const version = async (id: string): Promise<number> => (await house.sql<{ version: number }>('select version from workflows where id = $1', [id]))[0]?.version ?? 0;
  const at = async (id: string): Promise<{ id: string; version: number }> => ({ id, version: await version(id) });
  const state = async (id: string): Promise<string | undefined> => (await house.sql<{ state: string }>('select state from workflows where id = $1', [id]))[0]?.state;
  const clocks = (id: string): Promise<{ kind: string; due: string }[]> => house.sql('select kind, due_on::text as due from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null order by due_on, kind', [id]);
  const sweep = async (): Promise<void> => {
    await house.get(DeadlineSweeper).sweep();
    await house.drain();
  };
  const own = async (id: string, actor = house.cast.provider): Promise<Own | undefined> =>
    (await house.gql<{ myNotices: Own[] }>(actor, '{ myNotices { id state mayPlan remedyOn planBy clauses { id clause facts withdrawnOn withdrawalReason steps { id step doneOn } } plans { outcome reasons lines { text } } supportOffered contract reference } }')).data.myNotices.find((one) => one.id === id);

  const contractOf = async (of: TestService, change: { ends?: string } = {}): Promise<string> => {
    const id = newId();
    await house.sql('insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, ends_on, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [house.councilId, id, of.serviceId, of.providerId, `C-${id.slice(-8)}`, '2024-04-01', change.ends ?? null, '2026-09-01T09:00:00Z']);
    return id;
  };
  const recommend = async (of: TestService, changes: Partial<NewRecommendation> = {}): Promise<{ id: string; version: number }> => {
    const { id, version: seen } = await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
      serviceId: of.serviceId, meetingId: null, agendaItemId: null, code: 'D10', text: 'CANARY-RECOMMENDATION', criteria: [], proposal: { noticeKind: 'remedy' }, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate for a sanction.' }, present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, ...changes,
    }));
    return { id, version: seen };
  };
  const words = {
    reasons: 'Agreed support has not changed what was found.', optionsConsidered: 'A warning letter; more support.', providerPosition: 'The provider asks for time, which the notice gives.',
    effectOnPeople: 'People stay; their reviews go on.', proportionality: 'It asks for no more than the contract does.', equalityNote: 'People who cannot speak up are helped by it most.',
  };
  const draftOf = (clauses: readonly string[], changes: object = {}): object => ({
    clauses: clauses.map((clause) => ({ clause, facts: `What clause ${clause} asks was not done on three days.`, steps: [`Do what clause ${clause} asks, every day`] })),
    periodCount: 28, periodUnit: 'days', periodClause: '21.2', warnedOn: '20 10 2026', warnedHow: 'Meeting with the registered manager', supportOffered: 'A nurse one day a week, accepted', inAdministration: false, ...changes,
  });
  const considered = async (of: TestService, kind = 'remedy', contractId?: string): Promise<string> =>
    done(await send(house.cast.qaOfficer, 'considerNotice', { serviceId: of.serviceId, kind, contractId: contractId ?? (await contractOf(of)), because: 'CANARY-CONSIDERED' })).id;
  const drafted = async (of: TestService, clauses: readonly string[], { kind = 'remedy', contractId, ...changes }: { kind?: string; contractId?: string; [name: string]: unknown } = {}): Promise<string> => {
    const id = await considered(of, kind, contractId);
    done(await send(house.cast.qaOfficer, 'draftNotice', { ...(await at(id)), ...draftOf(clauses, changes) }));
    return id;
  };
  const checked = async (of: TestService, clauses: readonly string[], how: Parameters<typeof drafted>[2] = {}): Promise<string> => {
    const id = await drafted(of, clauses, how);
    done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
    done(await send(house.cast.qaOfficer, 'recordNoticeLegalCheck', { ...(await at(id)), outcome: 'cleared', checkedBy: 'Anne Lake, solicitor', checkedOn: '11 11 2026', remarks: 'CANARY-LEGAL' }));
    return id;
  };
  const issue = async (noticeId: string, of: TestService, actor = house.cast.headOfService, recommendation?: { id: string; version: number }): Promise<Answer> =>
    send(actor, 'decideNotice', { ...words, ...(recommendation ?? (await recommend(of))), noticeId, noticeVersion: await version(noticeId) });
  const letterOf = async (noticeId: string, kind: string): Promise<{ id: string; body: string }> => {
    await house.drain();
    const [letter] = await house.sql<{ id: string; body: string }>('select t.id, t.body::text from letters t join decisions d on d.id = t.decision_id where d.notice_id = $1 and t.kind = $2 order by t.recorded_at desc limit 1', [noticeId, kind]);
    if (letter === undefined) throw new Error(`There is no letter ${kind}.`);
    return letter;
  };
  const serve = async (noticeId: string, kind = 'N2', on = '11 11 2026', time = '10:00'): Promise<string> => {
    const { id } = await letterOf(noticeId, kind);
    done(await send(house.cast.coordinator, 'issueLetter', { ...(await at(id)), method: 'paper', toName: 'Carol Finch' }));
    house.clock.set(`${on.split(' ').reverse().join('-')}T${time}:00Z`);
    done(await send(house.cast.coordinator, 'recordLetterServed', { ...(await at(id)), servedOn: on, servedTime: time, method: 'hand', proof: 'Signed for by the manager' }));
    return id;
  };
  const running = async (of: TestService, clauses: readonly string[], how: Parameters<typeof drafted>[2] = {}): Promise<string> => {
    const id = await checked(of, clauses, how);
    done(await issue(id, of));
    await serve(id);
    return id;
  };
  const plan = async (id: string, text = 'The manager does it by Friday.'): Promise<object> => ({ id, lines: ((await own(id))?.clauses ?? []).flatMap(({ steps }) => steps).map((step) => ({ stepId: step.id, text })) });
  const check = async (id: string, found: readonly boolean[], checkedOn: string): Promise<Answer> => {
    const steps = ((await own(id))?.clauses ?? []).filter(({ withdrawnOn }) => withdrawnOn === null).flatMap((clause) => clause.steps);
    return send(house.cast.qaOfficer, 'checkNoticeSteps', { ...(await at(id)), checkedOn, method: 'CANARY-METHOD visit', checks: steps.slice(0, found.length).map((step, index) => ({ stepId: step.id, done: found[index], seen: 'CANARY-SEEN' })) });
  };
  const change = async (id: string, input: object, actor = house.cast.headOfService): Promise<Answer> => send(actor, 'decideNoticeChange', { ...words, equalityNote: null, ...(await at(id)), ...input });

  it('domain.md 14: day 37 to day 93, with every date it states', async () => {
    // Day 37 is Wednesday 11 November: three clauses, 28 days.
    const id = await running(service, ['12.1', '12.4', '15.2']);
    expect(await state(id)).toBe('running');
    expect(await clocks(id)).toEqual([{ kind: 'noticePlan', due: '2026-11-25' }, { kind: 'noticeRemedy', due: '2026-12-09' }]);
    house.clock.set('2026-11-20T10:00:00Z'); // day 46
    done(await send(house.cast.provider, 'submitNoticePlan', await plan(id)));
    expect(await clocks(id)).toEqual([{ kind: 'noticePlanResponse', due: '2026-12-04' }, { kind: 'noticeRemedy', due: '2026-12-09' }]);
    house.clock.set('2026-11-22T10:00:00Z'); // day 48, a Sunday
    done(await send(house.cast.qaOfficer, 'reviewNoticePlan', { ...(await at(id)), outcome: 'returned', reasons: 'It names nobody for clause 15.2.' }));
    expect(await own(id)).toMatchObject({ state: 'awaitingRevisedPlan', mayPlan: true, planBy: '2026-12-04', plans: [{ outcome: 'returned', reasons: 'It names nobody for clause 15.2.' }] });
    house.clock.set('2026-11-26T10:00:00Z'); // day 52
    done(await send(house.cast.provider, 'submitNoticePlan', await plan(id, 'The clinical lead does it by 4 December.')));
    done(await send(house.cast.qaOfficer, 'reviewNoticePlan', { ...(await at(id)), outcome: 'accepted' }));
    expect(await own(id)).toMatchObject({ state: 'running', mayPlan: false });
    house.clock.set('2026-12-09T10:00:00Z'); // day 65
    done(await check(id, [true, true, false], '9 12 2026'));
    expect(await state(id)).toBe('verification');
    expect(missing(await send(house.cast.qaOfficer, 'recordNoticeOutcome', { ...(await at(id)), outcome: 'remedied', reasons: 'CANARY-FOUND' }))).toEqual(['isEveryStepDone']);
    done(await change(id, { change: 'extend', remedyOn: '6 1 2027' }));
    expect(await state(id)).toBe('running');
    expect(await clocks(id)).toEqual([{ kind: 'noticeRemedy', due: '2027-01-06' }]);
    expect((await letterOf(id, 'N4')).body).toContain('6 January 2027');
    house.clock.set('2027-01-06T10:00:00Z'); // day 93
    done(await check(id, [true, true], '6 1 2027'));
    const clause = (await own(id))?.clauses.find((one) => one.clause === '15.2');
    done(await change(id, { change: 'withdrawClauses', ground: 'providerChanged', clauseIds: [clause?.id] }));
    expect((await letterOf(id, 'N5')).body).toContain('15.2');
    done(await send(house.cast.qaOfficer, 'recordNoticeOutcome', { ...(await at(id)), outcome: 'remedied', reasons: 'CANARY-FOUND' }));
    expect(await state(id)).toBe('remedied');
    expect(await clocks(id)).toEqual([]);
    const last = await own(id);
    expect(last?.clauses.map(({ clause: name, withdrawnOn, steps }) => [name, withdrawnOn, steps[0]?.doneOn])).toEqual([['12.1', null, '2027-01-06'], ['12.4', null, '2027-01-06'], ['15.2', '2027-01-06', null]]);
    // R38, domain.md 2.6: the provider reads its notice, its dates and steps, and no word of what was written inside.
    const told = JSON.stringify(last) + (await house.sql<{ body: string }>(`select body::text from letters where service_id = $1`, [service.serviceId])).map(({ body }) => body).join();
    for (const canary of canaries) expect(told).not.toContain(canary);
    const { data } = await house.gql<{ chronology: { lines: { words: string }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["notice"], first: 200) { lines { words detail } } }', { id: service.serviceId });
    const lines = data.chronology.lines.map((line) => line.words).join('\n');
    for (const said of ['under consideration', 'checked by Legal', 'issued', 'served', 'plan 1: provider’s plan received', 'provider’s plan returned', 'provider’s plan accepted', 'clause 15.2, step 1: step checked and found not done', 'given more time', 'withdrawn in part', 'found remedied']) expect(lines).toContain(said);
  });

  describe('before it is issued', () => {
    it('R12 R04 Legal is sent no draft with gaps: everything that is missing is said at once', async () => {
      const of = await house.service();
      const id = await drafted(of, [], { periodCount: null, periodUnit: null, periodClause: null, warnedOn: null, warnedHow: null, supportOffered: null, inAdministration: null });
      expect(missing(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)))).toEqual(['hasClauses', 'hasRightPeriod', 'hasMeetingOrWarning', 'hasSupportOffered', 'hasAddressForService']);
    });

    it('R12 names a contract of this service that is in force', async () => {
      const of = await house.service();
      for (const contractId of [await contractOf(of, { ends: '2026-11-10' }), await contractOf(await house.service())]) {
        expect((await send(house.cast.qaOfficer, 'considerNotice', { serviceId: of.serviceId, kind: 'remedy', contractId, because: 'x' })).fields).toEqual([{ field: 'contractId', message: 'Choose a contract of this service that is in force' }]);
      }
    });

    it('R04 without a meeting or warning it says in writing why not; a warning letter needs none', async () => {
      const of = await house.service();
      const none = { warnedOn: null, warnedHow: null };
      const id = await drafted(of, ['1'], none);
      expect(missing(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)))).toEqual(['hasMeetingOrWarning']);
      done(await send(house.cast.qaOfficer, 'draftNotice', { ...(await at(id)), ...draftOf(['1'], { ...none, notWarnedReason: 'The manager could not be reached for a month.' }) }));
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
      const warning = await drafted(of, ['2'], { ...none, kind: 'warning', supportOffered: null });
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(warning)));
    });

    it('R13 a period under 5 working days needs a reason', async () => {
      const id = await drafted(await house.service(), ['1'], { periodCount: 4, periodUnit: 'workingDays' });
      const refused = await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id));
      expect(refused.unmet).toEqual([{ requirement: 'hasReasonForShortPeriod', sentence: expect.stringContaining('shorter than 5 working days') }]);
      done(await send(house.cast.qaOfficer, 'draftNotice', { ...(await at(id)), ...draftOf(['1'], { periodCount: 4, periodUnit: 'workingDays', shortReason: 'Nobody checks the alarms at night.' }) }));
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
    });

    it('case 16 it names no record that must not reach the provider', async () => {
      const of = await house.service();
      const id = await considered(of);
      await house.sql(`insert into intelligence (council_id, id, reference, service_id, source_type, severity, category, what_happened, happened_on, received_at, caveat, disclosure, recorded_by, recorded_at)
        values ($1, $2, 'INT-2026-77777', $3, 'cqc', 'P2', 'staffing', 'A nurse slept on every night shift of that week.', '2026-11-01', '2026-11-02T10:00:00Z', 'none', 'no', $4, '2026-11-02T10:00:00Z')`, [house.councilId, newId(), of.serviceId, house.cast.qaOfficer.membershipId]);
      const refused = await send(house.cast.qaOfficer, 'draftNotice', { ...(await at(id)), ...draftOf(['1'], { supportOffered: 'See INT-2026-77777' }) });
      expect(refused.fields?.map(({ field, message }) => [field, message.includes('INT-2026-77777')])).toEqual([['clauses', true]]);
    });

    it('what Legal returns is drafted again; what is dropped is not issued', async () => {
      const id = await drafted(await house.service(), ['1']);
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
      expect((await send(house.cast.qaOfficer, 'recordNoticeLegalCheck', { ...(await at(id)), outcome: 'returned', checkedBy: 'Anne Lake', checkedOn: '11 11 2026' })).fields?.map(({ field }) => field)).toEqual(['remarks']);
      done(await send(house.cast.qaOfficer, 'recordNoticeLegalCheck', { ...(await at(id)), outcome: 'returned', checkedBy: 'Anne Lake', checkedOn: '11 11 2026', remarks: 'Clause 1 is another.' }));
      expect(await state(id)).toBe('drafting');
      done(await send(house.cast.qaOfficer, 'dropNotice', { ...(await at(id)), reason: 'Support has worked.' }, 'NoticeReason'));
      expect(await state(id)).toBe('notIssued');
    });
  });

  describe('D10', () => {
    it('R01 R39 is decided by an authorised officer, on the panel’s recommendation, who neither chaired nor signed it', async () => {
      const of = await house.service();
      const id = await checked(of, ['1']);
      const chaired = await recommend(of, { chairedBy: house.cast.headOfService.membershipId });
      expect(missing(await issue(id, of, house.cast.headOfService, chaired))).toContain('isIndependentDecider');
      expect((await issue(id, of, house.cast.chair))).toMatchObject({ __typename: 'NotPermitted', message: expect.stringContaining('authorised officer') });
      const junior = { ...house.cast.headOfService, grade: 2 };
      expect((await issue(id, of, junior)).__typename).toBe('AuthorityExceeded');
      expect(await state(id)).toBe('awaitingDecision');
      done(await issue(id, of, house.cast.assistantDirector, chaired));
      expect(await state(id)).toBe('issued');
    });

    it('is refused in words before Legal has checked it, for a notice of another service, and without the equality note', async () => {
      const of = await house.service();
      const id = await drafted(of, ['1']);
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
      expect((await issue(id, of)).unmet).toEqual([{ requirement: 'isLegallyChecked', sentence: 'Legal has checked it, with name and date.' }]);
      const other = await house.service();
      expect((await issue(await checked(other, ['1']), of)).__typename).toBe('NotFound');
      expect((await send(house.cast.headOfService, 'decideNotice', { ...words, equalityNote: '', ...(await recommend(of)), noticeId: id, noticeVersion: 1 })).fields?.map(({ field }) => field)).toEqual(['equalityNote']);
    });

    it('a clause stands in one running notice of a contract', async () => {
      const of = await house.service();
      const contractId = await contractOf(of);
      await running(of, ['12.1'], { contractId });
      const second = await drafted(of, ['12.1', '9'], { contractId });
      expect(missing(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(second)))).toEqual(['isUnderNoOtherNotice']);
    });

    it('of two decisions at once one is made', async () => {
      const of = await house.service();
      const id = await checked(of, ['1']);
      const [one, other] = [await recommend(of), await recommend(of)];
      const seen = await version(id);
      const both = await Promise.all([one, other].map((recommendation, index) => send([house.cast.headOfService, house.cast.assistantDirector][index] as Actor, 'decideNotice', { ...words, ...recommendation, noticeId: id, noticeVersion: seen })));
      expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['DecideNoticePayload', 'StaleVersion']);
    });
  });

  describe('service', () => {
    it.each([
      ['R32 after 17:00 it counts as the next working day', '13 11 2026', '17:30', '2026-11-16'],
      ['R32 case 23 on a Saturday it counts as Monday', '14 11 2026', '10:00', '2026-11-16'],
    ])('%s', async (_rule, on, time, counts) => {
      const of = await house.service();
      const id = await checked(of, ['1']);
      done(await issue(id, of));
      await serve(id, 'N2', on, time);
      expect(await house.sql('select served_on::text, remedy_on::text from notices where id = $1', [id])).toEqual([{ served_on: counts, remedy_on: '2026-12-14' }]);
    });

    it('case 28 nothing runs before it is served, and the provider reads it once it is issued', async () => {
      const of = service;
      const id = await checked(of, ['77']);
      expect(await own(id)).toBeUndefined();
      done(await issue(id, of));
      expect(await clocks(id)).toEqual([]);
      expect(await own(id)).toMatchObject({ state: 'issued', remedyOn: null, mayPlan: false });
    });

    it('case 23 of a provider in administration it goes to the insolvency practitioner', async () => {
      const of = await house.service();
      const id = await drafted(of, ['1'], { inAdministration: true });
      expect((await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id))).unmet?.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('insolvency practitioner')]);
      done(await send(house.cast.qaOfficer, 'draftNotice', { ...(await at(id)), ...draftOf(['1'], { inAdministration: true, practitioner: 'Hugh Lennox, Lennox Insolvency, 3 Bank Street, Exampleton' }) }));
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
      done(await send(house.cast.qaOfficer, 'recordNoticeLegalCheck', { ...(await at(id)), outcome: 'cleared', checkedBy: 'Anne Lake', checkedOn: '11 11 2026' }));
      done(await issue(id, of));
      const letter = await serve(id);
      const [paper] = await house.sql<{ data: { recipient: string[] } }>('select d.merge_data as data from documents d join letters t on t.document_id = d.id where t.id = $1', [letter]);
      expect(paper?.data.recipient).toEqual(['Carol Finch', 'Hugh Lennox', 'Lennox Insolvency', '3 Bank Street', 'Exampleton', expect.stringMatching(/^for /)]);
    });

    it('R15 one withdrawn before its letter arrives begins nothing', async () => {
      const of = await house.service();
      const id = await checked(of, ['1']);
      done(await issue(id, of));
      const { id: letter } = await letterOf(id, 'N2');
      done(await send(house.cast.coordinator, 'issueLetter', { ...(await at(letter)), method: 'paper', toName: 'Carol Finch' }));
      done(await change(id, { change: 'withdraw', ground: 'issuedInError' }));
      done(await send(house.cast.coordinator, 'recordLetterServed', { ...(await at(letter)), servedOn: '11 11 2026', servedTime: '09:59', method: 'hand', proof: 'x' }));
      expect([await state(id), await clocks(id)]).toEqual(['withdrawn', []]);
    });
  });

  it('R15 the letter of a withdrawn notice is not sent any more; that of the withdrawal is', async () => {
    const of = await house.service();
    const id = await checked(of, ['1']);
    done(await issue(id, of));
    const { id: letter } = await letterOf(id, 'N2');
    done(await change(id, { change: 'withdraw', ground: 'issuedInError' }));
    const refused = await send(house.cast.coordinator, 'issueLetter', { ...(await at(letter)), method: 'paper', toName: 'Carol Finch' });
    expect(refused.unmet).toEqual([{ requirement: 'tellsOfWhatStands', sentence: 'The notice this letter tells of is withdrawn: do not send it; the letter of the withdrawal tells the provider.' }]);
    const { id: withdrawal } = await letterOf(id, 'N5');
    done(await send(house.cast.coordinator, 'issueLetter', { ...(await at(withdrawal)), method: 'paper', toName: 'Carol Finch' }));
  });

  describe('while it runs', () => {
    it('a plan answers every step, and only its own provider sends it', async () => {
      const id = await running(service, ['31', '32']);
      const whole = (await plan(id)) as { lines: object[] };
      expect(missing(await send(house.cast.provider, 'submitNoticePlan', { ...whole, lines: whole.lines.slice(1) }))).toEqual(['hasAnswerToEveryStep']);
      const stranger = { ...house.cast.provider, providerId: (await house.service({ provider: 'Elsewhere Care Limited' })).providerId };
      expect((await send(stranger, 'submitNoticePlan', whole)).__typename).toBe('NotFound');
      const both = await Promise.all([1, 2].map(() => send(house.cast.provider, 'submitNoticePlan', whole)));
      expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['SubmitNoticePlanPayload', 'TransitionRefused']);
      expect(await house.sql('select count(*)::int as n from notice_plans where notice_id = $1', [id])).toEqual([{ n: 1 }]);
    });

    it('R32 its answer goes by letter, saying what the provider may do next; days for a new plan begin when everybody of the provider has it', async () => {
      const id = await running(service, ['33']);
      const answer = async (planNumber: number): Promise<{ id: string; body: string; kind: string; state: string }> => {
        await house.drain();
        const [letter] = await house.sql<{ id: string; body: string; kind: string; state: string }>(
          'select t.id, t.kind, t.body::text, w.state from letters t join workflows w on w.id = t.id join notice_plans p on p.id = t.plan_id where p.notice_id = $1 and p.number = $2', [id, planNumber]);
        if (letter === undefined) throw new Error('There is no letter.');
        return letter;
      };
      const sees = async (letterId: string): Promise<{ state: string } | null> => (await house.gql<{ letter: { state: string } | null }>(house.cast.provider, 'query ($id: ID!) { letter(id: $id) { state } }', { id: letterId })).data.letter;
      house.clock.set('2026-11-13T10:00:00Z');
      done(await send(house.cast.provider, 'submitNoticePlan', await plan(id)));
      done(await send(house.cast.qaOfficer, 'reviewNoticePlan', { ...(await at(id)), outcome: 'returned', reasons: 'It says by when and not who.' }));
      expect(await clocks(id)).toEqual([{ kind: 'noticePlan', due: '2026-11-27' }, { kind: 'noticeRemedy', due: '2026-12-09' }]);
      const returned = await answer(1);
      expect(returned).toMatchObject({ kind: 'N6', state: 'draft' });
      for (const said of ['We return it to you', 'It says by when and not who.', 'Send us a new plan by 27 November 2026', 'to be remedied by 9 December 2026', 'Do what clause 33 asks, every day', 'The manager does it by Friday.', 'Ombudsman']) expect(returned.body).toContain(said);
      expect(await clocks(returned.id)).toEqual([{ kind: 'letterDue', due: '2026-11-16' }]);
      expect(await sees(returned.id)).toBeNull();
      expect((await send(house.cast.coordinator, 'editLetter', { ...(await at(returned.id)), parts: [{ key: 'Why', text: '' }] })).fields?.[0]?.message).toContain('what comes from the record stays');
      expect((await send(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind: 'N6', aboutId: id })).fields).toEqual([{ field: 'kind', message: 'Choose which letter to start' }]);
      done(await send(house.cast.coordinator, 'issueLetter', { ...(await at(returned.id)), method: 'paper', toName: 'Carol Finch', addressees: [{ name: 'Dev Patel, nominated individual' }, { name: 'NHS Exampleshire ICB', copy: true }] }));
      expect(await sees(returned.id)).toEqual({ state: 'issued' });
      const to = Object.fromEntries((await house.sql<{ name: string; id: string }>('select name, id from letter_addressees where letter_id = $1', [returned.id])).map((one) => [one.name, one.id]));
      house.clock.set('2026-11-20T10:00:00Z');
      const served = { method: 'hand', proof: 'Signed for.', servedTime: '09:00' };
      const serveOn = async (name: string, servedOn: string): Promise<Answer> => send(house.cast.coordinator, 'recordLetterServed', { ...(await at(returned.id)), addresseeId: to[name], servedOn, ...served });
      done(await serveOn('Dev Patel, nominated individual', '18 11 2026'));
      expect([await state(returned.id), await clocks(id)]).toEqual(['issued', [{ kind: 'noticePlan', due: '2026-11-27' }, { kind: 'noticeRemedy', due: '2026-12-09' }]]);
      // Recorded last, had first: the days are counted from the later of the two.
      done(await serveOn('Carol Finch', '16 11 2026'));
      expect([await state(returned.id), await clocks(id)]).toEqual(['served', [{ kind: 'noticePlan', due: '2026-12-02' }, { kind: 'noticeRemedy', due: '2026-12-09' }]]);
      expect((await serveOn('NHS Exampleshire ICB', '12 11 2026')).fields?.[0]?.message).toBe('The date of service is not before the date of issue');
      done(await serveOn('NHS Exampleshire ICB', '20 11 2026'));
      expect((await serveOn('NHS Exampleshire ICB', '20 11 2026')).fields?.[0]?.field).toBe('addresseeId');
      expect(await house.sql('select served_on::text as on from letters where id = $1', [returned.id])).toEqual([{ on: '2026-11-18' }]);
      done(await send(house.cast.provider, 'submitNoticePlan', await plan(id, 'The manager does it by 25 November.')));
      done(await send(house.cast.qaOfficer, 'reviewNoticePlan', { ...(await at(id)), outcome: 'accepted' }));
      const accepted = await answer(2);
      for (const said of ['We accept it', 'Carry it out by 9 December 2026', 'does not mean that the breach is remedied', 'The manager does it by 25 November.']) expect(accepted.body).toContain(said);
      // R15: withdrawn before it goes, its letter is not sent.
      done(await change(id, { change: 'withdraw', ground: 'issuedInError' }));
      expect(missing(await send(house.cast.coordinator, 'issueLetter', { ...(await at(accepted.id)), method: 'paper', toName: 'Carol Finch' }))).toEqual(['tellsOfWhatStands']);
    });

    it('R17 no step is done by the provider’s word: an officer checks it, with date, method and what was seen', async () => {
      const of = service;
      const id = await running(of, ['41']);
      const [step] = (await own(id))?.clauses[0]?.steps ?? [];
      const byProvider = await send(house.cast.provider, 'checkNoticeSteps', { ...(await at(id)), checkedOn: '11 11 2026', method: 'x', checks: [{ stepId: step?.id, done: true, seen: 'x' }] });
      expect(byProvider.__typename).toBe('NotPermitted');
      expect((await send(house.cast.qaOfficer, 'checkNoticeSteps', { ...(await at(id)), checkedOn: '', method: '', checks: [{ stepId: step?.id, done: true, seen: '' }] })).fields?.map(({ field }) => field).toSorted()).toEqual(['checkedOn', 'checks.0.seen', 'method']);
      expect(missing(await check(id, [true], '10 11 2026'))).toEqual(['hasCheckDate']);
      expect(missing(await change(id, { change: 'extend', remedyOn: '11 12 2026' }))).toEqual(['isChecked']);
      done(await check(id, [true], '11 11 2026'));
      done(await send(house.cast.qaOfficer, 'recordNoticeOutcome', { ...(await at(id)), outcome: 'remedied', reasons: 'Seen.' }));
    });

    it('case 23 more time is given once, and ends on a working day', async () => {
      const id = await running(await house.service({ provider: 'Rowan Court Care Limited' }), ['51']);
      house.clock.set('2026-12-09T10:00:00Z');
      done(await check(id, [false], '9 12 2026'));
      expect((await change(id, { change: 'extend', remedyOn: '25 12 2026' })).fields).toEqual([{ field: 'remedyOn', message: 'Enter a working day: the next is 29 December 2026' }]);
      const seen = await version(id);
      const both = await Promise.all([1, 2].map(() => send(house.cast.headOfService, 'decideNoticeChange', { ...words, equalityNote: null, id, version: seen, change: 'extend', remedyOn: '29 12 2026' })));
      expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['DecideNoticeChangePayload', 'StaleVersion']);
      expect(missing(await change(id, { change: 'extend', remedyOn: '30 12 2026' }))).toEqual(['isNotExtended']);
    });

    it('not remedied it is a breach, nothing follows by itself, and what did is written down', async () => {
      const id = await running(await house.service({ provider: 'Rowan Court Care Limited' }), ['61']);
      house.clock.set('2026-12-10T00:01:00Z');
      await sweep();
      expect(await state(id)).toBe('verification');
      expect(await clocks(id)).toEqual([{ kind: 'noticeVerification', due: '2026-12-09' }]);
      const fail = async (): Promise<Answer> => send(house.cast.qaOfficer, 'recordNoticeOutcome', { ...(await at(id)), outcome: 'notRemedied', reasons: 'Charts are still empty.' });
      expect(missing(await fail())).toEqual(['isChecked']);
      house.clock.set('2026-12-10T10:00:00Z');
      done(await check(id, [false], '10 12 2026'));
      done(await fail());
      expect([await state(id), await clocks(id)]).toEqual(['breached', []]);
      expect(await house.sql(`select code from decisions where notice_id = $1 and code <> 'D10'`, [id])).toEqual([]);
      done(await send(house.cast.qaOfficer, 'concludeNotice', { ...(await at(id)), followedBy: 'secondNotice', reasons: 'The panel of 8 December recommends a second one.' }));
      expect(await state(id)).toBe('concluded');
    });

    it('R15 a withdrawn notice leaves the list of those that run, and stays on file', async () => {
      const of = await house.service();
      const id = await running(of, ['1']);
      const listed = async (ended: boolean): Promise<string[]> =>
        (await house.gql<{ notices: { rows: { id: string }[] } }>(house.cast.chair, 'query ($s: ID, $e: Boolean) { notices(serviceId: $s, ended: $e) { rows { id } } }', { s: of.serviceId, e: ended })).data.notices.rows.map((row) => row.id);
      expect(await listed(false)).toEqual([id]);
      expect((await change(id, { change: 'withdraw' })).fields?.map(({ field }) => field)).toEqual(['ground']);
      expect((await change(id, { change: 'withdraw', ground: 'issuedInError' }, { ...house.cast.headOfService, grade: 2 })).__typename).toBe('AuthorityExceeded');
      done(await change(id, { change: 'withdraw', ground: 'issuedInError' }));
      expect([await listed(false), await listed(true), await clocks(id)]).toEqual([[], [id], []]);
    });

    it('a warning goes by a letter of its own: what is breached, by when it is put right, and that a notice may follow; its days run from its service', async () => {
      const of = await house.service();
      const id = await checked(of, ['3'], { kind: 'warning' });
      done(await issue(id, of));
      const letterId = await serve(id, 'N1');
      const { parts, subject } = (await house.gql<{ letter: { subject: string; parts: { heading: string; text: string }[] } }>(house.cast.coordinator, 'query ($id: ID!) { letter(id: $id) { subject parts { heading text } } }', { id: letterId })).data.letter;
      expect([subject.startsWith('Warning under the contract'), parts.map(({ heading }) => heading)]).toEqual([true, ['What we have decided', 'Why', 'The contract', 'Clause 3', 'By when', 'What went before', 'The support we offered', 'What may follow', 'How to answer', 'How to reach us']]);
      expect([await state(id), (await clocks(id)).length > 0]).toEqual(['running', true]);
    });

    it('R12 a breach that cannot be remedied has no period, and is a breach once it is served', async () => {
      const of = await house.service();
      const id = await drafted(of, ['1'], { kind: 'breach' });
      expect(missing(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)))).toEqual(['hasRightPeriod']);
      done(await send(house.cast.qaOfficer, 'draftNotice', { ...(await at(id)), ...draftOf(['1'], { periodCount: null, periodUnit: null, periodClause: null }) }));
      done(await send(house.cast.qaOfficer, 'sendNoticeToLegal', await at(id)));
      done(await send(house.cast.qaOfficer, 'recordNoticeLegalCheck', { ...(await at(id)), outcome: 'cleared', checkedBy: 'Anne Lake', checkedOn: '11 11 2026' }));
      done(await issue(id, of));
      const letterId = await serve(id, 'N3');
      expect([await state(id), await clocks(id)]).toEqual(['breached', []]);
      // What cannot be remedied is not asked to be.
      const said = (await house.gql<{ letter: { parts: { text: string }[] } }>(house.cast.coordinator, 'query ($id: ID!) { letter(id: $id) { parts { text } } }', { id: letterId })).data.letter.parts.map(({ text }) => text).join('\n');
      expect([said.includes('So that it is not repeated:'), said.includes('To remedy it:')]).toEqual([true, false]);
    });
  });

  it('R14 a contract’s own count of defaults raises a reason for the panel, and recommends nothing; unset, nothing is forced', async () => {
    const of = await house.service();
    const contractId = await contractOf(of);
    const counts = async (): Promise<object[]> => (await house.gql<{ service: { defaultCounts: object[] } }>(house.cast.chair, 'query ($id: ID!) { service(id: $id) { defaultCounts { defaults months counted } notices { name state } } }', { id: of.serviceId })).data.service.defaultCounts;
    await running(of, ['1'], { contractId });
    const second = await running(of, ['2'], { contractId });
    expect(await counts()).toEqual([]);
    expect((await send(house.cast.qaOfficer, 'setDefaultTerms', { contractId, defaults: 2 })).fields?.map(({ field }) => field)).toEqual(['months']);
    done(await send(house.cast.qaOfficer, 'setDefaultTerms', { contractId, defaults: 2, months: 24, clause: '22.1' }));
    expect(await counts()).toEqual([{ defaults: 2, months: 24, counted: 2 }]);
    const before = await house.sql('select count(*)::int as n from recommendations where service_id = $1', [of.serviceId]);
    // R15: a withdrawn one counts no more.
    done(await change(second, { change: 'withdraw', ground: 'issuedInError' }));
    expect(await counts()).toEqual([{ defaults: 2, months: 24, counted: 1 }]);
    expect(await house.sql('select count(*)::int as n from recommendations where service_id = $1', [of.serviceId])).toEqual(before);
  });

  it('R05 what the provider said on the notice is answered when more time is given or it is withdrawn', async () => {
    const of = await house.service();
    const id = await checked(of, ['12.1']);
    const recommendation = await recommend(of);
    const window = done(await send(house.cast.coordinator, 'tellProvider', { serviceId: of.serviceId, recommendationId: recommendation.id, toldOn: '11 11 2026', toldTime: '09:00', how: 'By telephone' }));
    done(await send(house.cast.headOfService, 'decideNotice', { ...words, ...recommendation, noticeId: id, noticeVersion: await version(id), notHeardReason: 'It said that it had nothing to add.' }));
    await serve(id);
    done(await send(house.cast.coordinator, 'recordRepresentation', { ...(await at(window.id)), text: 'The clinical lead began on Monday.', receivedOn: '11 11 2026' }));
    house.clock.set('2026-12-10T10:00:00Z');
    await sweep();
    const withdrawal = { change: 'withdraw', ground: 'issuedInError' };
    const refused = await change(id, withdrawal);
    expect(missing(refused)).toEqual(['hasAnsweredEveryRepresentation']);
    expect(refused.unmet?.[0]?.sentence).toMatch(/^Answer every point of what the provider said before the decision: point 1 of REP-[-\d]+\.$/);
    const [point] = await house.sql<{ id: string }>('select id from representation_points where representation_id = $1', [window.id]);
    done(await change(id, { ...withdrawal, answers: [{ pointId: point?.id, outcome: 'accepted', answer: 'It did.', changed: 'The notice is withdrawn.' }] }));
    expect(await state(id)).toBe('withdrawn');
  });
});
