import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { givenAway } from '../support/discreet-mail.js';
import { type House, openHouse, type TestService } from '../support/house.js';
import { replayOf } from '../support/replay.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; limit?: string; unmet?: { requirement: string }[]; fields?: { field: string; message: string }[] };
interface Placed {
  readonly decisionId: string;
  readonly id: string;
  readonly version: number;
  readonly reference: string;
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
// A Tuesday evening: the next working day is Wednesday.
beforeEach(() => house.clock.set('2026-11-10T21:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { code message }
      ... on TransitionRefused { unmet { requirement } } ... on InvalidInput { fields { field message } } ... on AuthorityExceeded { limit } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  const answer = data?.[mutation];
  if (errors !== undefined || answer === undefined) throw new Error(JSON.stringify(errors));
  return answer;
};
const done = (answer: Answer): { id: string; reference: string } => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, reference: answer.reference ?? '' };
};
const unmet = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
const fields = (answer: Answer): string[] => (answer.fields ?? []).map(({ field }) => field).toSorted();
const words = { reasons: 'No nurse is on duty tonight.', optionsConsidered: 'A cap.', providerPosition: 'The manager does not dispute it.', effectOnPeople: 'Nobody moves.', proportionality: 'Nothing less keeps people safe tonight.', equalityNote: 'Nobody is treated less well.' };
const assess = async (service: TestService): Promise<string> => {
  const id = newId();
  await house.sql(
    `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
     values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Nights.', $4, '2026-11-09T10:00:00Z')`,
    [house.councilId, id, service.serviceId, house.cast.qaOfficer.membershipId],
  );
  return id;
};
const formOf = async (service: TestService, changes: object = {}): Promise<{ [name: string]: unknown; idempotencyKey: string }> => ({
  id: service.serviceId, version: 0, idempotencyKey: newId(), ...words, kind: 'partial', covers: 'nursing', reasonCodes: ['safety'], riskAssessmentId: await assess(service), liftConditions: 'Two nurses on every night.',
  exceptions: 'the Head of Service', startsOn: '10 11 2026', reviewOn: '8 12 2026', emergencyRisk: 'Nobody can give medicines tonight.', whoWasTried: 'The Director, by telephone at 20:40 and 20:55.',
  notHeardReason: 'People may be harmed tonight.', ...changes,
});
const placedBy = async (decisionId: string): Promise<Placed> => {
  const [row] = await house.sql<Placed>(
    'select d.id as "decisionId", x.id, w.version, x.reference from decisions d join restrictions x on x.id = d.restriction_id join workflows w on w.id = x.id where d.id = $1', [decisionId]);
  if (row === undefined) throw new Error('Nothing is restricted.');
  return row;
};
const restrict = async (service: TestService, changes: object = {}, actor = house.cast.assistantDirector): Promise<Placed> => placedBy(done(await send(actor, 'restrictUrgently', await formOf(service, changes))).id);
const nothingOn = async ({ serviceId }: TestService): Promise<void> => {
  for (const table of ['restrictions', 'decisions', 'representations']) expect(await house.sql(`select id from ${table} where service_id = $1`, [serviceId])).toEqual([]);
};
const running = (id: string): Promise<{ kind: string; due_on: string }[]> =>
  house.sql('select kind, due_on::text from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null order by kind', [id]);
const mailTo = async ({ membershipId }: Actor, subject: string): Promise<number> => (await house.sql('select 1 as one from mail_messages where to_membership_id = $1 and subject = $2', [membershipId, subject])).length;

describe('R03 one authorised officer restricts placements alone, in an emergency', () => {
  it('R04 in force at once with no recommendation, also where no step ever moved the service’s stage, which stays as it is', async () => {
    const service = await house.service();
    const placed = await restrict(service);
    expect(await house.sql('select event, to_state from transitions where workflow_id = $1 order by recorded_at, id', [placed.id])).toEqual([{ event: 'START', to_state: 'draft' }, { event: 'DECIDE_IN_EMERGENCY', to_state: 'inForce' }]);
    expect(await house.sql('select fairness, confirm_by::text, starts_on::text from restrictions where id = $1', [placed.id])).toEqual([{ fairness: 'emergency', confirm_by: '2026-11-11', starts_on: '2026-11-10' }]);
    expect(await house.sql(`select code, outcome, recommendation_id, terms ->> 'wayIn' as way, terms ->> 'notHeardReason' as unheard from decisions where id = $1`, [placed.decisionId]))
      .toEqual([{ code: 'D08', outcome: 'approved', recommendation_id: null, way: 'emergency', unheard: 'People may be harmed tonight.' }]);
    expect(await house.sql('select w.state, w.version from stages g join workflows w on w.id = g.id where g.service_id = $1', [service.serviceId])).toEqual([{ state: 'routine', version: 1 }]);
    expect((await house.gql(house.cast.brokerage, 'query ($id: ID!) { placingAnswer(serviceId: $id) { mayPlace why } }', { id: service.serviceId })).data).toMatchObject({ placingAnswer: { mayPlace: 'partly' } });
    expect(await replayOf(house, placed.id)).toBeUndefined();
  });

  it('R01 takes the rank of deciding alone and the rank of the kind of restriction, and says so beside who, when, the risk and who was tried', async () => {
    const service = await house.service();
    const cap = { kind: 'cap', covers: 'all', perWeek: 1 };
    expect(await send(house.cast.headOfService, 'restrictUrgently', await formOf(service, cap)))
      .toMatchObject({ __typename: 'AuthorityExceeded', limit: 'Emergency decision outside a meeting: an Assistant Director or an officer of higher rank, or a deputy named for it.' });
    const deputy = { ...house.cast.headOfService, delegatedDecisions: ['D18'] };
    const form = await formOf(await house.service());
    expect(await send(deputy, 'restrictUrgently', form)).toMatchObject({ __typename: 'AuthorityExceeded', limit: expect.stringMatching(/^Place a restriction: an Assistant Director/) });
    for (const name of ['chair', 'qaOfficer', 'coordinator', 'icbNurse', 'brokerage', 'provider'] as const) expect((await send(house.cast[name], 'restrictUrgently', form)).__typename).toBe('NotPermitted');
    await nothingOn(service);
    const capped = await house.service();
    const { decisionId } = await restrict(capped, cap, deputy);
    const { data } = await house.gql<{ decision: { authority: string; decidedBy: string; decidedAt: string; recommendationId: string | null; particulars: { label: string; value: string }[] } }>(
      house.cast.chair, 'query ($id: ID!) { decision(id: $id) { authority decidedBy decidedAt recommendationId particulars { label value } } }', { id: decisionId });
    expect(data.decision).toEqual({
      authority: expect.stringMatching(/^Emergency decision outside a meeting: .* Place a restriction: a Head of Service .* Decided by Martin Cole/), decidedBy: 'Martin Cole', decidedAt: expect.stringContaining('2026-11-10'), recommendationId: null,
      particulars: [{ label: 'Risk to people then', value: 'Nobody can give medicines tonight.' }, { label: 'Who was tried before deciding alone', value: 'The Director, by telephone at 20:40 and 20:55.' }],
    });
  });

  it('R03, R04, R06 and R41: every lack is named at once, and nothing is kept', async () => {
    const service = await house.service();
    const refused = await send(house.cast.assistantDirector, 'restrictUrgently', await formOf(service, {
      kind: 'fullStop', covers: 'unit', emergencyRisk: ' ', whoWasTried: '', notHeardReason: '', reasonCodes: [], liftConditions: '', exceptions: '', reviewOn: '', equalityNote: '',
    }));
    expect(fields(refused)).toEqual(['coverDetail', 'covers', 'emergencyRisk', 'equalityNote', 'exceptions', 'informingPeople', 'liftConditions', 'notHeardReason', 'reasonCodes', 'reviewOn', 'whoWasTried']);
    expect(refused.fields).toContainEqual({ field: 'whoWasTried', message: 'Enter who was tried before deciding alone' });
    expect(fields(await send(house.cast.assistantDirector, 'restrictUrgently', await formOf(await house.service(), { kind: 'cap', covers: 'all' })))).toEqual(['perWeek']);
    await nothingOn(service);
  });

  it('R06 rests on a risk assessment of this service, begins today, and is first reviewed within 28 days', async () => {
    const [service, other] = [await house.service(), await house.service()];
    const form = await formOf(service);
    const by = (changes: object): Promise<Answer> => send(house.cast.assistantDirector, 'restrictUrgently', { ...form, idempotencyKey: newId(), ...changes });
    expect(fields(await by({ riskAssessmentId: await assess(other), reasonCodes: ['noSuchReason'] }))).toEqual(['reasonCodes', 'riskAssessmentId']);
    expect(fields(await by({ startsOn: '11 11 2026' }))).toEqual(['startsOn']);
    expect(unmet(await by({ reviewOn: '9 12 2026' }))).toEqual(['isReviewedInTime']);
    await nothingOn(service);
  });

  it('R06 where nobody has assessed the risk yet, the officer who decides alone does, and then decides', async () => {
    const service = await house.service();
    const { riskAssessmentId: _, ...form } = await formOf(await house.service(), { id: service.serviceId });
    const { assistantDirector } = house.cast;
    expect(fields(await send(assistantDirector, 'restrictUrgently', { ...form, riskAssessmentId: newId() }))).toEqual(['riskAssessmentId']);
    const assessment = done(await send(assistantDirector, 'recordRiskAssessment', { serviceId: service.serviceId, assessedOn: '10 11 2026', likelihood: '5', impact: '5', text: 'No nurse tonight.' }));
    done(await send(assistantDirector, 'restrictUrgently', { ...form, idempotencyKey: newId(), riskAssessmentId: assessment.id }));
  });

  it('R41 a full stop is decided with who tells people and families, and that is followed up', async () => {
    const { decisionId } = await restrict(await house.service(), { kind: 'fullStop', covers: 'all', informingPeople: 'The lead officer rings families tomorrow.' }, house.cast.dass);
    const { data } = await house.gql<{ telling: object | null }>(house.cast.chair, 'query ($id: ID!) { telling(decisionId: $id) { state } }', { id: decisionId });
    expect(data.telling).not.toBeNull();
  });

  it('another council, and an id of nobody, find nothing', async () => {
    const service = await house.service();
    const stranger = { ...(await house.neighbour()), role: 'authorisedOfficer' as const, grade: 5 };
    const form = await formOf(service);
    expect((await send(stranger, 'restrictUrgently', form)).__typename).toBe('NotFound');
    expect((await send(house.cast.dass, 'restrictUrgently', { ...form, id: newId() })).__typename).toBe('NotFound');
    expect((await house.gql(stranger, 'query ($id: ID!) { urgentRestrictionForm(serviceId: $id) { serviceName } }', { id: service.serviceId })).data).toEqual({ urgentRestrictionForm: null });
    await nothingOn(service);
  });
});

describe('at once and twice', () => {
  it('of two officers at once one restricts, and the other is told what stands already', async () => {
    const service = await house.service();
    const form = await formOf(service);
    const answers = await Promise.all([send(house.cast.assistantDirector, 'restrictUrgently', form), send(house.cast.dass, 'restrictUrgently', { ...form, idempotencyKey: newId() })]);
    expect(answers.map(({ __typename: name }) => name).toSorted()).toEqual(['RestrictUrgentlyPayload', 'TransitionRefused']);
    const [{ reference } = { reference: '' }, ...others] = await house.sql<{ reference: string }>('select reference from restrictions where service_id = $1', [service.serviceId]);
    expect(others).toEqual([]);
    expect(answers.find(({ __typename: name }) => name === 'TransitionRefused')?.message).toBe(`${reference} restricts the same placements here already: read it, and change or confirm that one.`);
  });

  it('R10 what bars something else stands beside it', async () => {
    const service = await house.service();
    const form = await formOf(service);
    const answers = await Promise.all([
      send(house.cast.assistantDirector, 'restrictUrgently', form),
      send(house.cast.dass, 'restrictUrgently', { ...form, idempotencyKey: newId(), kind: 'fullStop', covers: 'all', informingPeople: 'Not tonight; considered at nine.' }),
    ]);
    expect(answers.map(({ __typename: name }) => name)).toEqual(['RestrictUrgentlyPayload', 'RestrictUrgentlyPayload']);
  });

  it('the same form sent twice decides once and answers the same', async () => {
    const service = await house.service();
    const form = await formOf(service);
    const [first, second] = await Promise.all([send(house.cast.assistantDirector, 'restrictUrgently', form), send(house.cast.assistantDirector, 'restrictUrgently', form)]);
    expect(done(first)).toEqual(done(second));
    expect(await house.sql('select id from decisions where service_id = $1', [service.serviceId])).toHaveLength(1);
  });

  it('a page that saw another stage of the service is refused, naming who moved it', async () => {
    const service = await house.service();
    const form = await formOf(service);
    done(await send(house.cast.qaOfficer, 'proposeEnhancedMonitoring', { serviceId: service.serviceId, text: 'Sores again.', criteria: [] }));
    expect(await send(house.cast.assistantDirector, 'restrictUrgently', form)).toMatchObject({ __typename: 'StaleVersion', message: expect.stringContaining('Priya Nair changed this') });
    expect(await house.sql('select id from restrictions where service_id = $1', [service.serviceId])).toEqual([]);
    const { data } = await house.gql<{ urgentRestrictionForm: { version: number } }>(house.cast.assistantDirector, 'query ($id: ID!) { urgentRestrictionForm(serviceId: $id) { version } }', { id: service.serviceId });
    done(await send(house.cast.assistantDirector, 'restrictUrgently', { ...form, idempotencyKey: newId(), version: data.urgentRestrictionForm.version }));
  });
});

describe('what follows', () => {
  it('R03 by the next working day a senior officer confirms it, never the decider or one of equal rank', async () => {
    const { id, version } = await restrict(await house.service());
    const fresh = { id, version, ...words, outcome: 'confirm' };
    expect(unmet(await send(house.cast.assistantDirector, 'confirmRestriction', fresh))).toEqual(['isConfirmedBySenior']);
    expect(unmet(await send({ ...house.cast.headOfService, grade: 4 }, 'confirmRestriction', { ...fresh, otherDirector: true }))).toEqual(['isConfirmedBySenior']);
    expect(await running(id)).toContainEqual({ kind: 'restrictionConfirmation', due_on: '2026-11-11' });
    done(await send(house.cast.dass, 'confirmRestriction', fresh));
    expect((await running(id)).map(({ kind }) => kind)).not.toContain('restrictionConfirmation');
    expect(await replayOf(house, id)).toBeUndefined();
  });

  it('R03 what the DASS decided is confirmed, changed or ended by another director', async () => {
    const { id, version } = await restrict(await house.service(), {}, house.cast.dass);
    const other = { ...house.cast.headOfService, grade: 5 };
    const end = { id, version, ...words, outcome: 'end' };
    expect(unmet(await send(other, 'confirmRestriction', end))).toEqual(['isConfirmedBySenior']);
    done(await send(other, 'confirmRestriction', { ...end, otherDirector: true }));
    expect(await house.sql('select state from workflows where id = $1', [id])).toEqual([{ state: 'lifted' }]);
  });

  it('R03 it goes to the DASS at once, by a link and no more; the DASS who placed it knows', async () => {
    const { id, reference } = await restrict(await house.service({ name: 'Sorrel House' }), { covers: 'nursing' });
    await house.drain();
    const subject = `A decision made in an emergency: reference ${reference}`;
    expect(await house.sql<{ to: string; body: string }>('select to_membership_id as to, body from mail_messages where subject = $1', [subject])).toEqual([{ to: house.cast.dass.membershipId, body: expect.stringContaining(`/restrictions/${id}`) as string }]);
    const [mail] = await house.sql<{ body: string }>('select body from mail_messages where subject = $1', [subject]);
    expect(mail?.body).not.toMatch(/Sorrel|nurse|tonight|telephone/i);
    const own = await restrict(await house.service(), { startsOn: '10 11 2026' }, house.cast.dass);
    await house.drain();
    expect(await mailTo(house.cast.dass, `A decision made in an emergency: reference ${own.reference}`)).toBe(0);
  });

  it('R04 unconfirmed it goes to the DASS every day, over a weekend too', async () => {
    // A Friday evening: the next working day is Monday.
    house.clock.set('2026-11-13T21:00:00Z');
    const { id, reference } = await restrict(await house.service(), { startsOn: '13 11 2026' });
    expect(await running(id)).toContainEqual({ kind: 'restrictionConfirmation', due_on: '2026-11-16' });
    for (const [day, mails] of [['2026-11-16', 0], ['2026-11-17', 1], ['2026-11-18', 2]] as const) {
      house.clock.set(`${day}T09:00:00Z`);
      await house.get(DeadlineSweeper).sweep();
      await house.drain();
      expect([day, await mailTo(house.cast.dass, `A fresh decision is overdue: reference ${reference}`)]).toEqual([day, mails]);
    }
  });

  it('R07 its letter is drafted at once, says that it was an emergency, and is due by the next working day; the evidence within seven', async () => {
    const service = await house.service({ name: 'Hazel Lodge' });
    const { decisionId, id } = await restrict(service, { letterParagraph: 'We ring at nine.' });
    expect(await running(id)).toEqual([
      { kind: 'restrictionConfirmation', due_on: '2026-11-11' }, { kind: 'restrictionDisclosure', due_on: '2026-11-19' }, { kind: 'restrictionLetter', due_on: '2026-11-11' }, { kind: 'restrictionReview', due_on: '2026-12-08' },
    ]);
    await house.drain();
    const [{ id: letterId } = { id: '' }] = await house.sql<{ id: string }>('select id from letters where decision_id = $1', [decisionId]);
    const { data } = await house.gql<{ letter: { kind: string; state: string; serveBy: string; paragraph: string; parts: { heading: string; text: string }[] } }>(
      house.cast.coordinator, 'query ($id: ID!) { letter(id: $id) { kind state serveBy paragraph parts { heading text } } }', { id: letterId });
    expect(data.letter).toMatchObject({ kind: 'R1', state: 'draft', serveBy: '2026-11-11', paragraph: 'We ring at nine.' });
    expect(data.letter.parts).toContainEqual({ heading: 'Why', text: words.reasons });
    expect(data.letter.parts.find(({ heading }) => heading === 'A decision to come')?.text).toContain('11 November 2026');
    expect(JSON.stringify(data.letter)).not.toMatch(/recommend|medicines tonight|20:40/i);
  });

  it('R04 the provider told today may answer from now; untold, from the service of the letter', async () => {
    const [told, untold] = [await house.service(), await house.service()];
    await restrict(told, { toldHow: 'By telephone, to the manager' });
    await restrict(untold);
    await house.drain();
    const windows = ({ serviceId }: TestService) => house.sql('select told_how, served, decision_id is not null as own from representations where service_id = $1', [serviceId]);
    expect(await windows(told)).toEqual([{ told_how: 'By telephone, to the manager', served: true, own: true }]);
    expect(await windows(untold)).toEqual([]);
    const [letter] = await house.sql<{ id: string; version: number }>('select l.id, w.version from letters l join workflows w on w.id = l.id where l.service_id = $1', [untold.serviceId]);
    done(await send(house.cast.coordinator, 'issueLetter', { ...letter, method: 'email', toName: 'Carol Finch', toAddress: 'carol.finch@example.org' }));
    expect(await windows(untold)).toEqual([expect.objectContaining({ served: false, own: true })]);
  });

  it('R40 brokerage and partners are alerted, R08 the list of people opens, and R03 the next panel is told', async () => {
    const service = await house.service({ name: 'Rowan Bank' });
    const panel = await send(house.cast.coordinator, 'scheduleMeeting', {
      panelId: null, startsOn: '17 11 2026', startTime: '14:00', lengthMinutes: 120, venue: 'Room 2', chairId: house.cast.chair.membershipId, coordinatorId: house.cast.coordinator.membershipId, memberIds: [],
    });
    const { decisionId, reference } = await restrict(service);
    await house.drain();
    const alerts = await house.sql<{ subject: string; body: string; calendar: string | null }>('select subject, body, calendar from mail_messages where subject = $1', [`A placement alert: reference ${reference}`]);
    for (const actor of [house.cast.brokerage, house.cast.icbNurse]) expect(await mailTo(actor, `A placement alert: reference ${reference}`)).toBe(1);
    for (const mail of alerts) expect(givenAway(mail, ['Rowan', 'nursing', 'stop', 'suspen'])).toEqual([]);
    expect((await house.gql(house.cast.chair, 'query ($id: ID!) { peopleList(serviceId: $id) { open restrictionReference } }', { id: service.serviceId })).data).toEqual({ peopleList: { open: true, restrictionReference: reference } });
    const [{ reference: decision } = { reference: '' }] = await house.sql<{ reference: string }>('select reference from decisions where id = $1', [decisionId]);
    const { data } = await house.gql<{ meeting: { agenda: { serviceId: string | null; reasons: { words: string }[] }[] } }>(house.cast.coordinator, 'query ($id: ID!) { meeting(id: $id) { agenda { serviceId reasons { words } } } }', { id: panel.id });
    expect(data.meeting.agenda.find(({ serviceId }) => serviceId === service.serviceId)?.reasons).toContainEqual({ words: `Emergency decision to be reported: ${decision}` });
  });

  it('a recommendation that waits for its own decision is left waiting', async () => {
    const service = await house.service();
    const { id } = await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'The panel recommends it.', criteria: [], proposal: {}, differingViews: null, quorum: { quorate: true, forSanction: true, words: 'Quorate.' },
      present: [], excluded: [], chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId,
    }));
    await restrict(service);
    expect(await house.sql('select state from workflows where id = $1', [id])).toEqual([{ state: 'awaitingDecision' }]);
  });

  it('stands in the chronology and in the trail with its decision', async () => {
    const service = await house.service();
    const { reference } = await restrict(service);
    const { data } = await house.gql<{ chronology: { lines: { words: string; detail: string | null }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id, kinds: ["restriction", "decision"]) { lines { words detail } } }', { id: service.serviceId });
    expect(data.chronology.lines.map(({ words: line }) => line)).toEqual(expect.arrayContaining([expect.stringContaining(reference)]));
    expect(data.chronology.lines).toHaveLength(2);
  });
});

describe('before it is decided', () => {
  it('the letter is shown from the form that decides, with everything wrong with the form', async () => {
    const service = await house.service({ name: 'Alder Court' });
    const form = await formOf(service);
    const preview = 'query ($form: RestrictUrgentlyInput) { letterPreview(urgentRestriction: $form) { subject parts { heading text } problems { field } } }';
    type Preview = { letterPreview: { subject: string; parts: { heading: string; text: string }[]; problems: object[] } | null };
    const shown = (await house.gql<Preview>(house.cast.assistantDirector, preview, { form })).data.letterPreview;
    expect(shown).toMatchObject({ subject: 'Restriction on new placements: Alder Court', problems: [] });
    expect(shown?.parts.find(({ heading }) => heading === 'A decision to come')?.text).toContain('11 November 2026');
    expect((await house.gql<Preview>(house.cast.assistantDirector, preview, { form: { ...form, whoWasTried: '' } })).data.letterPreview).toMatchObject({ parts: [], problems: [{ field: 'whoWasTried' }] });
    const stranger = { ...(await house.neighbour()), role: 'authorisedOfficer' as const, grade: 5 };
    expect((await house.gql<Preview>(stranger, preview, { form })).data.letterPreview).toBeNull();
    const { decisionId } = await placedBy(done(await send(house.cast.assistantDirector, 'restrictUrgently', form)).id);
    await house.drain();
    const [{ id } = { id: '' }] = await house.sql<{ id: string }>('select id from letters where decision_id = $1', [decisionId]);
    const { data } = await house.gql<{ letter: { parts: { heading: string }[] } }>(house.cast.coordinator, 'query ($id: ID!) { letter(id: $id) { parts { heading } } }', { id });
    expect(data.letter.parts.map(({ heading }) => heading)).toEqual(shown?.parts.map(({ heading }) => heading));
  });
});
