import { DecisionsResolver } from '../../domain/decisions/decisions.resolver.js';
import { StageDecisionsResolver } from '../../domain/decisions/stage-decisions.resolver.js';
import type { Player } from './player.js';
import { liveRestriction, step } from './step.js';
import { assess, visited } from './steps-first-days.js';

async function stepDown(player: Player, recommendation: string, reviewOn: number | null): Promise<void> {
  await player.done(player.get(StageDecisionsResolver).decideStepDown({
    ...(await player.case(recommendation)), ...player.words('What was wrong has stayed right, seen first-hand.', 'It agrees.', 'Visits go on as for everybody.'), evidence: 'Two panels on track and an unannounced visit.', reviewOn: reviewOn === null ? null : player.on(reviewOn), answers: await player.answers('Weighed with the step down.'),
  } as never, player.cast.dass));
  await player.issueLetters();
}

/** Days 100 to 220: phased lift, lifted, stepped down twice. */
export const recovery = [
  step(99, '22:30', 'An unannounced night visit finds the nights staffed', async (player) => {
    await visited(player, 99, 'A nurse on the nursing unit all night; call records of four weeks show the same. Every wound has a plan.', { outOfHours: true });
    await assess(player, 2, 4, 'Nights are staffed; a new owner.');
  }),
  step(100, '10:00', 'The successor’s plan is accepted; phased lift, one placement a fortnight', async (player) => {
    await player.done(player.get(DecisionsResolver).startPhasedLift({
      ...(await player.case(await player.id(liveRestriction))), ...player.words('Four weeks of staffed nights, seen unannounced; the new owner’s plan is accepted.', 'The new owner asks for one placement a fortnight to begin with.', 'New people come one by one.'),
      evidenceKind: 'firstHand', evidenceOn: player.on(99), evidence: 'Unannounced night visit of day 99 by two officers.', placements: 1, weeks: 2, reviewOn: player.on(127), answers: await player.answers('Weighed with the lift.'),
    } as never, player.cast.assistantDirector));
    await player.issueLetters();
  }),
  step(127, '10:00', 'The phase is reviewed and goes on', async (player) => {
    await player.done(player.get(DecisionsResolver).passPhase({
      ...(await player.case(await player.id(liveRestriction))), ...player.words('Two people came, and nights stayed safe.', 'It agrees.', 'New people come one by one.'), reviewNote: 'Two placements, both visited within a week.', placements: 1, weeks: 2, reviewOn: player.on(161), answers: await player.answers('Weighed with the phase.'),
    } as never, player.cast.assistantDirector));
    await player.issueLetters();
  }),
  step(155, '13:30', 'Panel: lift it and step down', async (player) => {
    await visited(player, 154, 'Unannounced: nights staffed, wounds healing, a registered manager in post.', { outOfHours: true });
    await assess(player, 2, 3, 'As other homes.');
    await player.meeting({ day: 155, time: '14:00', summary: 'Everything asked for has been seen. Lift the stop and step down to enhanced monitoring.', onTrack: true, recommends: [
      { code: 'D09', text: 'Lift the restriction.', restrictionId: await player.id(liveRestriction) }, { code: 'D16', text: 'Step down to enhanced monitoring.' },
    ] });
  }),
  step(161, '10:00', 'Lifted, and stepped down to enhanced monitoring', async (player) => {
    const restrictionId = await player.id(liveRestriction);
    await player.done(player.get(DecisionsResolver).decideLift({
      ...(await player.case(await player.id(`select id from recommendations where council_id = $1 and service_id = $2 and code = 'D09' order by made_at desc limit 1`))), ...player.words('Every condition is met and has been seen.', 'It agrees.', 'The home is open again.'),
      restrictionId, restrictionVersion: (await player.case(restrictionId)).version, evidenceKind: 'firstHand', evidenceOn: player.on(154), evidence: 'Unannounced visit of day 154.', answers: await player.answers('Weighed with the lift.'),
    } as never, player.cast.assistantDirector));
    await stepDown(player, await player.id(`select id from recommendations where council_id = $1 and service_id = $2 and code = 'D16' order by made_at desc limit 1`), 190);
  }),
  step(190, '13:30', 'Monthly panel: on track', async (player) => {
    await player.meeting({ day: 190, time: '14:00', summary: 'On track.', onTrack: true });
  }),
  step(218, '13:30', 'Monthly panel: on track a second time; routine monitoring is recommended', async (player) => {
    await player.meeting({ day: 218, time: '14:00', summary: 'On track a second time, and the plan is closed.', onTrack: true, recommends: [{ code: 'D16', text: 'Step down to routine monitoring.' }] });
  }),
  step(220, '10:00', 'Routine monitoring', async (player) => {
    await stepDown(player, await player.id(`select id from recommendations where council_id = $1 and service_id = $2 and code = 'D16' order by made_at desc limit 1`), null);
  }),
];
