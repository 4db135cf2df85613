import { DecisionsResolver } from '../../domain/decisions/decisions.resolver.js';
import { LettersResolver } from '../../domain/letters/letters.resolver.js';
import { NoticesResolver } from '../../domain/notices/notices.resolver.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { newId } from '../../platform/database/ids.js';
import type { Player } from './player.js';
import { liveRestriction, step } from './step.js';

/** It was issued to the former owner, and stays with that service (R31). */
const theNotice = 'select id from notices where council_id = $1 and $2::uuid is not null and service_id = $3 order by recorded_at desc limit 1';
const steps = `select s.id, c.clause from notice_steps s join notice_clauses c on c.council_id = s.council_id and c.id = s.clause_id where s.council_id = $1 and s.notice_id = $2 and c.withdrawn_on is null order by c.number, s.id`;
const clauses = [
  ['12.1', 'No nurse was on the nursing unit on nine nights of four weeks.', 'A nurse on the nursing unit on every night, shown by the rota and by call records'],
  ['12.4', 'Two wounds had no plan.', 'Every wound has a plan within a day, looked at by the tissue viability nurse'],
  ['15.2', 'No registered manager has been in post since before day 0.', 'A registered manager in post'],
] as const;

async function plan(player: Player, text: string): Promise<void> {
  const id = await player.id(theNotice, player.formerServiceId);
  const lines = (await player.read<{ id: string }>(steps, [id])).map((one) => ({ stepId: one.id, text }));
  await player.done(player.get(NoticesResolver).submitNoticePlan({ id, idempotencyKey: newId(), lines }, player.cast.provider));
}
async function check(player: Player, day: number, found: Readonly<Record<string, boolean>>): Promise<void> {
  const id = await player.id(theNotice, player.formerServiceId);
  const checks = (await player.read<{ id: string; clause: string }>(steps, [id])).filter(({ clause }) => clause in found).map((one) => ({ stepId: one.id, done: found[one.clause] === true, seen: found[one.clause] === true ? 'Seen at the visit and in the records.' : 'Not found: the post is advertised.' }));
  await player.done(player.get(NoticesResolver).checkNoticeSteps({ ...(await player.case(id)), checkedOn: player.on(day), method: 'Visit, night and day, by two officers', checks }, player.cast.qaOfficer));
}
async function review(player: Player, outcome: 'accepted' | 'returned', reasons: string | null): Promise<void> {
  await player.done(player.get(NoticesResolver).reviewNoticePlan({ ...(await player.case(await player.id(theNotice, player.formerServiceId))), outcome, reasons }, player.cast.qaOfficer));
  await player.issueLetters();
}
async function change(player: Player, input: object, reasons: string): Promise<void> {
  await player.done(player.get(DecisionsResolver).decideNoticeChange({
    ...(await player.case(await player.id(theNotice, player.formerServiceId))), ...player.words(reasons, 'It asks for what is decided here.', 'Nobody moves.'), ...input,
  } as never, player.cast.headOfService));
  await player.issueLetters();
}

/** Days 37 to 93: the notice from issue to its end. */
export const notice = [
  step(36, '10:00', 'The notice is drafted and Legal clears it', async (player) => {
    const desk = player.get(NoticesResolver);
    const { qaOfficer } = player.cast;
    const contractId = await player.id('select id from contracts where council_id = $1 and service_id = $2 limit 1');
    const { id } = await player.done(desk.considerNotice({ idempotencyKey: newId(), serviceId: player.serviceId, kind: 'remedy', contractId, because: 'Nights have not changed in five weeks.' }, qaOfficer));
    await player.done(desk.draftNotice({
      ...(await player.case(id)), clauses: clauses.map(([clause, facts, what]) => ({ clause, facts, steps: [what] })), periodCount: 28, periodUnit: 'days', periodClause: '38.1', warnedOn: player.on(8), warnedHow: 'The initial meeting, with the operations manager',
      supportOffered: 'A council nurse two nights a week and the tissue viability nurse, accepted', inAdministration: false,
    }, qaOfficer));
    await player.done(desk.sendNoticeToLegal(await player.case(id), qaOfficer));
    await player.done(desk.recordNoticeLegalCheck({ ...(await player.case(id)), outcome: 'cleared', checkedBy: 'Anne Lake, solicitor', checkedOn: player.on(36), remarks: 'Clauses and period are right.' }, qaOfficer));
  }),
  step(37, '09:00', 'Notice to Remedy Breach: three clauses, 28 days', async (player) => {
    const { headOfService, coordinator } = player.cast;
    const id = await player.id(theNotice, player.formerServiceId);
    const recommendation = await player.id(`select id from recommendations where council_id = $1 and service_id = $2 and code = 'D10' order by made_at desc limit 1`);
    await player.done(player.get(DecisionsResolver).decideNotice({
      ...(await player.case(recommendation)), ...player.words('Agreed support has not changed what was found at night.', 'It asks for time, which the notice gives.', 'People stay; their reviews go on.'), noticeId: id, noticeVersion: (await player.case(id)).version, answers: await player.answers('Answered with the decision on the stop.'), notHeardReason: 'What the provider says of nights was answered on day 30, and the plan and the period are its answer to the notice.',
    } as never, headOfService));
    await player.get(Jobs).drain();
    const letter = await player.id(`select id from letters where council_id = $1 and service_id = $2 and kind = 'N2' order by recorded_at desc limit 1`);
    await player.done(player.get(LettersResolver).issueLetter({ ...(await player.case(letter)), method: 'paper', toName: 'Carol Finch' }, coordinator));
    player.clock.set(player.at(37, '11:00'));
    await player.done(player.get(LettersResolver).recordLetterServed({ ...(await player.case(letter)), servedOn: player.on(37), servedTime: '10:30', method: 'hand', proof: 'Signed for by the interim manager' }, coordinator));
  }),
  step(46, '10:00', 'The remediation plan is in', (player) => plan(player, 'The interim manager sees to it.')),
  step(48, '10:00', 'The plan is returned with reasons', (player) => review(player, 'returned', 'It names nobody for the registered manager, and no dates.')),
  step(52, '10:00', 'It comes again', (player) => plan(player, 'The clinical lead, by the end of the month; agency nurses until then.')),
  step(52, '15:00', 'The plan is accepted', (player) => review(player, 'accepted', null)),
  step(57, '13:30', 'Monthly panel', async (player) => {
    await player.meeting({ day: 57, time: '14:00', summary: 'Nights are staffed for two weeks. The stop stays until two unannounced night visits have seen it.', onTrack: false });
    await extend(player, 91);
  }),
  step(65, '10:00', 'Verification visit: two of three remedied', (player) => check(player, 65, { '12.1': true, '12.4': true, '15.2': false })),
  step(65, '15:00', 'One extension, to day 93', (player) => change(player, { change: 'extend', remedyOn: player.on(93) }, 'Two of three are done; a manager takes notice to come.')),
];

/** Day 93, after the home has been sold. */
export const noticeEnds = [
  step(93, '11:00', 'The extension ends: two clauses remedied', (player) => check(player, 93, { '12.1': true, '12.4': true })),
  step(93, '14:00', 'The third is withdrawn because the owner has changed; the notice is closed', async (player) => {
    const id = await player.id(theNotice, player.formerServiceId);
    const clause = await player.id(`select id from notice_clauses where council_id = $1 and $2::uuid is not null and notice_id = $3 and clause = '15.2'`, id);
    await change(player, { change: 'withdrawClauses', ground: 'providerChanged', clauseIds: [clause] }, 'The home was sold: the manager is for the new owner to appoint.');
    await player.done(player.get(NoticesResolver).recordNoticeOutcome({ ...(await player.case(id)), outcome: 'remedied', reasons: 'Two clauses remedied and verified, the third withdrawn.' }, player.cast.qaOfficer));
  }),
];

/** The review of the restriction at a panel: it stays. */
export async function extend(player: Player, reviewOn: number): Promise<void> {
  const id = await player.id(liveRestriction);
  await player.done(player.get(DecisionsResolver).extendRestriction({
    ...(await player.case(id)), ...player.words('Better, and not yet seen for long enough.', 'It asks when it ends: when two night visits have seen it.', 'Nobody new comes to the nursing unit.'), reviewNote: 'The panel’s review of the rota and call records.', reviewOn: player.on(reviewOn), answers: await player.answers('Weighed with the review.'),
  } as never, player.cast.assistantDirector));
  await player.issueLetters();
}
