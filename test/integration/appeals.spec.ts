import { type NewRecommendation, RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

type Answer = { __typename: string; id?: string; version?: number; reference?: string; message?: string; unmet?: { requirement: string; sentence: string }[]; fields?: { field: string; message: string }[] };
type Outcome = { id: string; version: number; reference: string };
interface Placed { readonly service: TestService; readonly decisionId: string; readonly restrictionId: string }

/** The one reason this council's procedure opens no appeal for. */
const excluded = 'infection';
let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.sql(`update procedures set content = jsonb_set(content, '{appealExclusions}', $1::jsonb)`, [JSON.stringify([{ reasonCode: excluded, legalOfficer: 'A Solicitor', agreedOn: '2026-10-01' }])]);
});
afterAll(() => house.close());
beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await house.gql<Record<string, Answer>>(
    actor,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version reference } ... on Refusal { code message }
      ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
    { input: { idempotencyKey: newId(), ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[mutation] as Answer;
};
const done = (answer: Answer): Outcome => {
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return { id: answer.id, version: answer.version ?? 0, reference: answer.reference ?? '' };
};
const unmet = (answer: Answer): string[] => (answer.unmet ?? []).map(({ requirement }) => requirement);
const words = { reasons: 'Nights are unsafe.', optionsConsidered: 'A cap.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried twice.', equalityNote: 'Nobody is treated less well.' };

const restrict = async (service: TestService, decider = house.cast.assistantDirector, recommendation: Partial<NewRecommendation> = {}, reasonCodes = ['safety']): Promise<Placed> => {
  const riskAssessmentId = newId();
  await house.sql(
    `insert into risk_assessments (council_id, id, service_id, number, assessed_on, likelihood, impact, text, recorded_by, recorded_at)
     values ($1, $2, $3, 1, '2026-11-09', 4, 4, 'Nights.', $4, '2026-11-09T10:00:00Z')`,
    [house.councilId, riskAssessmentId, service.serviceId, house.cast.qaOfficer.membershipId],
  );
  const { id, version } = await house.unit.run(house.cast.chair, () =>
    house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'The panel recommends it.', criteria: [{ code: 'harmCluster', evidence: 'Two visits.' }],
      proposal: {}, differingViews: null, quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [],
      chairedBy: house.cast.chair.membershipId, signedBy: house.cast.chair.membershipId, ...recommendation,
    }));
  const decision = done(await send(decider, 'decideRestriction', {
    id, version, ...words, kind: 'partial', covers: 'nursing', reasonCodes, riskAssessmentId, liftConditions: 'Two clean night checks', exceptions: 'the Head of Service',
    startsOn: '10 11 2026', reviewOn: '8 12 2026', wayIn: 'precautionary', notHeardReason: 'People were at risk that night', toldHow: 'By telephone',
  }));
  const [row] = await house.sql<{ restriction_id: string }>('select restriction_id from decisions where id = $1', [decision.id]);
  return { service, decisionId: decision.id, restrictionId: row?.restriction_id ?? '' };
};
/** Letter R1 is issued on paper and served on the day. */
const serve = async ({ decisionId }: Placed, servedOn: string, servedTime = '10:00'): Promise<void> => {
  await house.drain();
  const [letter] = await house.sql<{ id: string; version: number }>('select l.id, w.version from letters l join workflows w on w.id = l.id where l.decision_id = $1', [decisionId]);
  const issued = done(await send(house.cast.coordinator, 'issueLetter', { id: letter?.id, version: letter?.version, method: 'paper', toName: 'The registered manager' }));
  done(await send(house.cast.coordinator, 'recordLetterServed', { id: issued.id, version: issued.version, servedOn, servedTime, method: 'hand', proof: 'Signed for' }));
};
const record = (placed: Placed, changes: object = {}): Promise<Answer> =>
  send(house.cast.qaOfficer, 'recordAppeal', { decisionId: placed.decisionId, text: 'The night staffing was never short.', receivedOn: '10 11 2026', how: 'By mail', ...changes });
const stateOf = async (id: string): Promise<string | undefined> => (await house.sql<{ state: string }>('select state from workflows where id = $1', [id]))[0]?.state;
const running = (id: string): Promise<{ kind: string; due_on: string }[]> =>
  house.sql('select kind, due_on::text from deadlines where workflow_id = $1 and withdrawn_at is null and fired_at is null order by kind', [id]);
const hearing = (appeal: Outcome, changes: object = {}): object => ({
  id: appeal.id, version: appeal.version, ...words, outcome: 'dismissed', arguments: [{ argument: 'The rotas were full.', answer: 'The rotas shown are of another month.' }], ...changes,
});

describe('R11 an appeal against a restriction', () => {
  it('is lodged by the provider on its page within 5 working days of service, not of the decision (case 28), and the restriction stays in force', async () => {
    const placed = await restrict(house.providersService);
    house.clock.set('2026-11-10T18:00:00Z');
    await serve(placed, '10 11 2026', '17:30');
    const { data } = await house.gql<{ myAppeals: { open: { appealBy: string; groundsBy: string; servedOn: string }[] } }>(house.cast.provider, '{ myAppeals { open { appealBy groundsBy servedOn } } }');
    expect(data.myAppeals.open).toEqual([{ servedOn: '2026-11-11', appealBy: '2026-11-18', groundsBy: '2026-11-25' }]);
    house.clock.set('2026-11-18T22:00:00Z');
    const appeal = done(await send(house.cast.provider, 'lodgeAppeal', { decisionId: placed.decisionId, text: 'CANARY-GROUNDS' }));
    expect(await stateOf(appeal.id)).toBe('toBeHeard');
    expect(await stateOf(placed.restrictionId)).toBe('inForce');
    expect(await running(appeal.id)).toEqual([{ kind: 'appealHearing', due_on: '2026-11-27' }]);
    const shown = await house.gql<{ standingRestriction: { appeals: { reference: string; state: string }[] } }>(house.cast.chair, 'query ($id: ID!) { standingRestriction(id: $id) { appeals { reference state } } }', { id: placed.restrictionId });
    expect(shown.data.standingRestriction.appeals).toEqual([{ reference: appeal.reference, state: 'toBeHeard' }]);
    const dated = await house.gql(house.cast.chair, 'query ($id: ID!) { service(id: $id) { clocks { words } } }', { id: placed.service.serviceId });
    expect(JSON.stringify(dated)).toContain('Appeal heard and answered');

    const acknowledged = done(await send(house.cast.coordinator, 'startLetter', { serviceId: placed.service.serviceId, kind: 'AL', aboutId: appeal.id }));
    const acknowledgement = (await house.sql<{ body: string }>('select body::text from letters where id = $1', [acknowledged.id]))[0]?.body ?? '';
    for (const said of [appeal.reference, 'CANARY-GROUNDS', 'It is heard by 27 November 2026', 'The restriction stays in force while your appeal is heard.', 'Send them to us by 25 November 2026']) expect(acknowledgement).toContain(said);
    const outcome = done(await send(house.cast.dass, 'decideAppeal', hearing(appeal)));
    expect((await send(house.cast.coordinator, 'startLetter', { serviceId: (await house.service()).serviceId, kind: 'AL', aboutId: appeal.id })).__typename).toBe('NotFound');
    await house.drain();
    const [letter] = await house.sql<{ id: string }>(`select id from letters where decision_id = $1 and kind = 'AH'`, [outcome.id]);
    const written = await house.gql<{ letter: { parts: { heading: string; text: string }[] } }>(house.cast.coordinator, 'query ($id: ID!) { letter(id: $id) { parts { heading text } } }', { id: letter?.id });
    const says = written.data.letter.parts.map(({ heading, text }) => `${heading}: ${text}`).join('\n');
    for (const words of [`to dismiss your appeal ${appeal.reference}`, '1. You argued: The rotas were full.\nOur answer: The rotas shown are of another month.', 'It stays as it is', 'Ombudsman']) expect(says).toContain(words);
    expect(await stateOf(placed.restrictionId)).toBe('inForce');
    expect(await running(appeal.id)).toEqual([]);
    const own = await house.gql<{ myAppeals: object }>(house.cast.provider, '{ myAppeals { open { decisionId } appeals { reference state grounds decidedOn arguments { argument answer } } } }');
    expect(own.data.myAppeals).toEqual({
      open: [],
      appeals: [{ reference: appeal.reference, state: 'dismissed', grounds: 'CANARY-GROUNDS', decidedOn: '2026-11-18', arguments: [{ argument: 'The rotas were full.', answer: 'The rotas shown are of another month.' }] }],
    });
    const lines = await house.gql<{ chronology: { lines: { words: string }[] } }>(house.cast.chair, 'query ($id: ID!) { chronology(serviceId: $id) { lines { words } } }', { id: placed.service.serviceId });
    const said = lines.data.chronology.lines.map(({ words: line }) => line);
    expect(said).toEqual(expect.arrayContaining([`${appeal.reference}, appeal: lodged by the provider, to be heard`, `${appeal.reference}, appeal: dismissed`]));
    expect(JSON.stringify(await house.sql('select content from trail where subject_id = $1', [appeal.id]))).not.toContain('CANARY');
  });

  it('too late it is out of time, and taken as a representation that the next decision answers (R05)', async () => {
    const placed = await restrict(await house.service());
    await serve(placed, '10 11 2026');
    house.clock.set('2026-11-18T09:00:00Z');
    const appeal = done(await record(placed, { receivedOn: '18 11 2026' }));
    expect(await stateOf(appeal.id)).toBe('outOfTime');
    const { data } = await house.gql<{ appeal: { representationId: string } }>(house.cast.chair, 'query ($id: ID!) { appeal(id: $id) { representationId } }', { id: appeal.id });
    const representation = await house.gql(house.cast.chair, 'query ($id: ID!) { representation(id: $id) { state text late } }', { id: data.appeal.representationId });
    expect(representation.data).toEqual({ representation: { state: 'received', text: 'The night staffing was never short.', late: true } });
    expect(unmet(await send(house.cast.dass, 'decideAppeal', hearing(appeal)))).toEqual([]);
    expect(await stateOf(appeal.id)).toBe('outOfTime');
  });

  it('grounds may follow within 10 working days; without them it is heard on what there is', async () => {
    const placed = await restrict(await house.service());
    await serve(placed, '10 11 2026');
    const appeal = done(await record(placed, { groundsFollow: true }));
    expect(await running(appeal.id)).toEqual([{ kind: 'appealGrounds', due_on: '2026-11-24' }]);
    expect((await send(house.cast.dass, 'decideAppeal', hearing(appeal))).__typename).toBe('TransitionRefused');
    house.clock.set('2026-11-25T09:00:00Z');
    await house.get(DeadlineSweeper).sweep();
    expect(await stateOf(appeal.id)).toBe('toBeHeard');
    done(await send(house.cast.qaOfficer, 'giveAppealGrounds', { id: appeal.id, text: 'The rotas.' }));
    const { data } = await house.gql(house.cast.chair, 'query ($id: ID!) { appeal(id: $id) { grounds } }', { id: appeal.id });
    expect(data).toEqual({ appeal: { grounds: 'The night staffing was never short.\n\nAdded on 25 November 2026:\nThe rotas.' } });
  });

  it('may be lodged before the letter is served: no day of it has begun', async () => {
    const placed = await restrict(await house.service());
    house.clock.set('2026-12-14T10:00:00Z');
    const appeal = done(await record(placed, { receivedOn: '14 12 2026' }));
    expect(await stateOf(appeal.id)).toBe('toBeHeard');
  });

  it('is heard by nobody who decided it, of lower rank, who recommended it or attended the meeting', async () => {
    const appeal = done(await record(await restrict(await house.service())));
    const decider = await send(house.cast.assistantDirector, 'decideAppeal', hearing(appeal));
    expect(decider.unmet).toEqual([{ requirement: 'tookNoPart', sentence: 'Whoever hears it neither decided, recommended nor attended the meeting.' }]);
    expect(unmet(await send(house.cast.headOfService, 'decideAppeal', hearing(appeal)))).toEqual(['isOfEqualRank']);
    const recommended = done(await record(await restrict(await house.service(), undefined, { signedBy: house.cast.dass.membershipId })));
    expect(unmet(await send(house.cast.dass, 'decideAppeal', hearing(recommended)))).toEqual(['tookNoPart']);
    const meetingId = newId();
    await house.sql(
      `insert into meetings (council_id, id, reference, series, title, starts_at, ends_at, venue, chair_id, coordinator_id, recorded_at, panel_id)
       select $1, $2, 'MTG-APPEAL', 'panel', 'Panel', '2026-11-10T08:00:00Z', '2026-11-10T09:00:00Z', 'Room 1', $3, $4, '2026-11-01T08:00:00Z', id from panels limit 1`,
      [house.councilId, meetingId, house.cast.chair.membershipId, house.cast.coordinator.membershipId],
    );
    await house.sql(
      `insert into meeting_members (council_id, id, meeting_id, membership_id, seat, invited_at, attendance) values ($1, $2, $3, $4, 'other', '2026-11-01T08:00:00Z', 'present')`,
      [house.councilId, newId(), meetingId, house.cast.dass.membershipId],
    );
    const attended = done(await record(await restrict(await house.service(), undefined, { meetingId })));
    expect(unmet(await send(house.cast.dass, 'decideAppeal', hearing(attended)))).toEqual(['tookNoPart']);
  });

  it('over the Director of Adult Social Services is heard by the Chief Executive’s nominee, kept by name', async () => {
    const appeal = done(await record(await restrict(await house.service(), house.cast.dass)));
    expect(unmet(await send(house.cast.assistantDirector, 'decideAppeal', hearing(appeal)))).toEqual(['isOfEqualRank']);
    done(await send(house.cast.assistantDirector, 'decideAppeal', hearing(appeal, { nominee: 'Wendy Marlow, Director of Place' })));
    const { data } = await house.gql(house.cast.chair, 'query ($id: ID!) { appeal(id: $id) { state nominee heardBy } }', { id: appeal.id });
    expect(data).toEqual({ appeal: { state: 'dismissed', nominee: 'Wendy Marlow, Director of Place', heardBy: 'Sarah Whitlock' } });
  });

  it('upheld, it lifts the restriction in the same press; upheld in part, it changes it', async () => {
    const lifted = await restrict(await house.service());
    const first = done(await record(lifted));
    const without = await send(house.cast.dass, 'decideAppeal', hearing(first, { outcome: 'upheld' }));
    expect(without.fields).toEqual([{ field: 'effect', message: 'Choose what becomes of the restriction: it is lifted or changed' }]);
    const decision = done(await send(house.cast.dass, 'decideAppeal', hearing(first, { outcome: 'upheld', effect: 'lift' })));
    expect([await stateOf(first.id), await stateOf(lifted.restrictionId)]).toEqual(['upheld', 'lifted']);
    const { data } = await house.gql<{ decision: { code: string; authority: string } }>(house.cast.chair, 'query ($id: ID!) { decision(id: $id) { code authority } }', { id: decision.id });
    expect(data.decision).toMatchObject({ code: 'D19', authority: expect.stringContaining('Decided by Joan Prentice') });

    const varied = await restrict(await house.service());
    const second = done(await record(varied));
    done(await send(house.cast.dass, 'decideAppeal', hearing(second, {
      outcome: 'partlyUpheld', effect: 'vary', kind: 'partial', covers: 'residential', liftConditions: 'One clean night check', reviewOn: '8 12 2026', notHeardReason: 'It was heard on its appeal',
    })));
    expect([await stateOf(second.id), await stateOf(varied.restrictionId)]).toEqual(['partlyUpheld', 'inForce']);
    const scope = await house.sql("select scope->>'covers' as covers from restrictions where id = $1", [varied.restrictionId]);
    expect(scope).toEqual([{ covers: 'residential' }]);
  });

  it('is open for every reason, unless the procedure excludes one with Legal’s name and date', async () => {
    const placed = await restrict(await house.service(), undefined, {}, [excluded]);
    const refused = await record(placed);
    expect(refused.unmet).toEqual([{
      requirement: 'isOpenForReason', sentence: 'The council’s procedure, agreed by Legal, opens no appeal for the reason of this restriction: say it as a representation, which is always read.',
    }]);
    expect(await house.sql('select id from appeals where decision_id = $1', [placed.decisionId])).toEqual([]);
    const { data } = await house.gql(house.cast.qaOfficer, 'query ($id: ID!) { appealForm(decisionId: $id) { exclusion { legalOfficer agreedOn } } }', { id: placed.decisionId });
    expect(data).toEqual({ appealForm: { exclusion: { legalOfficer: 'A Solicitor', agreedOn: '2026-10-01' } } });
    done(await record(await restrict(await house.service(), undefined, {}, [excluded, 'safety'])));
  });

  it('where Legal agreed that none is open, the letter and the pages say so, with who and when, and how to be heard instead', async () => {
    const placed = await restrict(await house.service(), undefined, {}, [excluded]);
    const open = await restrict(await house.service(), undefined, {}, [excluded, 'safety']);
    await house.drain();
    const says = async ({ decisionId }: Placed): Promise<string> => {
      const [letter] = await house.sql<{ id: string }>(`select id from letters where decision_id = $1 and kind = 'R1'`, [decisionId]);
      const { data } = await house.gql<{ letter: { parts: { heading: string; text: string }[] } }>(house.cast.coordinator, 'query ($id: ID!) { letter(id: $id) { parts { heading text } } }', { id: letter?.id });
      return data.letter.parts.find(({ heading }) => heading === 'How to answer')?.text ?? '';
    };
    expect(await says(placed)).toContain('No appeal is open against this decision: the council’s procedure opens none for the reason of the restriction, as agreed with A Solicitor of Legal on 1 October 2026. What you say against it is a representation');
    expect(await says(placed)).not.toContain('You may appeal');
    expect(await says(open)).toContain('You may appeal in writing by');
    const mayBeAppealed = async ({ restrictionId }: Placed) => (await house.gql<{ standingRestriction: { decisions: { mayBeAppealed: boolean }[] } }>(house.cast.coordinator, 'query ($id: ID!) { standingRestriction(id: $id) { decisions { mayBeAppealed } } }', { id: restrictionId })).data.standingRestriction.decisions;
    expect([await mayBeAppealed(placed), await mayBeAppealed(open)]).toEqual([[{ mayBeAppealed: false }], [{ mayBeAppealed: true }]]);
  });

  it('against a later decision, is not heard by whoever first imposed the restriction', async () => {
    const placed = await restrict(await house.service());
    const [standing] = await house.sql<{ version: number }>('select version from workflows where id = $1', [placed.restrictionId]);
    const confirmed = done(await send(house.cast.dass, 'confirmRestriction', { id: placed.restrictionId, version: standing?.version, ...words, outcome: 'confirm', notHeardReason: 'It answered by telephone.' }));
    const appeal = done(await record({ ...placed, decisionId: confirmed.id }));
    const nominee = 'Wendy Marlow, Director of Place';
    expect(unmet(await send(house.cast.assistantDirector, 'decideAppeal', hearing(appeal, { nominee })))).toEqual(['tookNoPart']);
    done(await send(house.cast.headOfService, 'decideAppeal', hearing(appeal, { nominee })));
  });

  it('is upheld without effect where the restriction has ended before it is heard, and the letter says so', async () => {
    const placed = await restrict(await house.service());
    const appeal = done(await record(placed));
    const [standing] = await house.sql<{ version: number }>('select version from workflows where id = $1', [placed.restrictionId]);
    done(await send(house.cast.assistantDirector, 'confirmRestriction', { id: placed.restrictionId, version: standing?.version, ...words, outcome: 'end' }));
    const outcome = done(await send(house.cast.dass, 'decideAppeal', hearing(appeal, { outcome: 'upheld' })));
    expect([await stateOf(appeal.id), await stateOf(placed.restrictionId)]).toEqual(['upheld', 'lifted']);
    await house.drain();
    const [letter] = await house.sql<{ body: string }>(`select body::text from letters where decision_id = $1 and kind = 'AH'`, [outcome.id]);
    expect(letter?.body).toContain('It had ended before your appeal was heard');
  });

  it('R19 no service closes while one is to be heard', async () => {
    const placed = await restrict(await house.service());
    const appeal = done(await record(placed));
    const closing = async () => unmet(await send(house.cast.dass, 'closeService', { ...words, id: placed.service.serviceId, version: 0, closingReason: 'contractEnded' }));
    expect(await closing()).toContain('hasNoOpenAppeal');
    done(await send(house.cast.qaOfficer, 'withdrawAppeal', { id: appeal.id, version: appeal.version, how: 'By mail' }));
    expect(await closing()).toEqual(['hasNoLiveSanction']);
  });

  it('is lodged once, however many send it at once, and heard once', async () => {
    const placed = await restrict(await house.service());
    const answers = await Promise.all([record(placed), record(placed)]);
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['RecordAppealPayload', 'TransitionRefused']);
    const appeal = done(answers.find(({ id }) => id !== undefined) as Answer);
    const heard = await Promise.all([send(house.cast.dass, 'decideAppeal', hearing(appeal)), send(house.cast.dass, 'decideAppeal', hearing(appeal))]);
    expect(heard.map(({ __typename }) => __typename).toSorted()).toEqual(['DecideAppealPayload', 'StaleVersion']);
  });

  it('is of its own provider alone, and of a decision on placing alone', async () => {
    const other = await restrict(await house.service({ provider: 'Another Provider Ltd' }));
    await serve(other, '10 11 2026');
    expect((await send(house.cast.provider, 'lodgeAppeal', { decisionId: other.decisionId, text: 'Not mine.' })).__typename).toBe('NotFound');
    const appeal = done(await record(other));
    expect((await send(house.cast.provider, 'giveAppealGrounds', { id: appeal.id, text: 'Not mine.' })).__typename).toBe('NotFound');
    const outcome = done(await send(house.cast.dass, 'decideAppeal', hearing(appeal)));
    expect((await record({ ...other, decisionId: outcome.id })).__typename).toBe('NotFound');
  });

  it('is withdrawn by the provider’s own words', async () => {
    const appeal = done(await record(await restrict(await house.service())));
    done(await send(house.cast.qaOfficer, 'withdrawAppeal', { id: appeal.id, version: appeal.version, how: 'By mail on 10 November' }));
    expect(await stateOf(appeal.id)).toBe('withdrawn');
    expect(await running(appeal.id)).toEqual([]);
  });
});
