import { DecisionsResolver } from '../../domain/decisions/decisions.resolver.js';
import { TellingsResolver } from '../../domain/decisions/tellings.resolver.js';
import { StagesResolver } from '../../domain/escalation/stages.resolver.js';
import { LettersResolver } from '../../domain/letters/letters.resolver.js';
import { AppealsResolver } from '../../domain/representations/appeals.resolver.js';
import { RepresentationsResolver } from '../../domain/representations/representations.resolver.js';
import { RestrictionsResolver } from '../../domain/restrictions/restrictions.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Player } from './player.js';
import { decisionCalled, liveRestriction, newestAssessment, step } from './step.js';
import { assess, versioned, visited } from './steps-first-days.js';

const newestRepresentation = 'select id from representations where council_id = $1 and service_id = $2 order by recorded_at desc limit 1';
const monthly = `select id from meetings where council_id = $1 and $2::uuid is not null and series = 'panel' and (starts_at at time zone 'Europe/London')::date = $3::date order by recorded_at desc limit 1`;
const openTellings = 'select id from tellings where council_id = $1 and service_id = $2 and told_on is null order by changed_at';
const openTelling = 'select id from tellings where council_id = $1 and service_id = $2 and told_on is null order by changed_at limit 1';

async function asks(player: Player, kind: string, text: string): Promise<string> {
  const representationId = await player.id(newestRepresentation);
  return (await player.done(player.get(RepresentationsResolver).askAboutHearing({ idempotencyKey: newId(), representationId, kind, text }, player.cast.provider))).id;
}

/** Days 9 to 30: letters, the appeal, people told, the hearing, the panel, the full stop. */
export const hearing = [
  step(9, '10:30', 'Letter R1 served by hand; the limit for it and what it discloses is seven working days, day 11', async (player) => {
    const desk = player.get(LettersResolver);
    const { coordinator, qaOfficer } = player.cast;
    const letter = await player.id(`select id from letters where council_id = $1 and service_id = $2 and kind = 'R1' order by recorded_at limit 1`);
    await player.done(desk.issueLetter({ ...(await player.case(letter)), method: 'paper', toName: 'Carol Finch' }, coordinator));
    await player.done(desk.recordLetterServed({ ...(await player.case(letter)), servedOn: player.on(9), servedTime: '10:15', method: 'hand', proof: 'Signed for by the interim manager' }, coordinator));
    await player.done(player.get(RestrictionsResolver).recordDisclosure({
      ...(await player.case(await player.id(liveRestriction))), disclosedOn: player.on(9), disclosed: 'The risk assessment it rests on and the findings of the night visit; a plan is asked for.', withheld: ['What members of staff told us: they asked not to be known.'],
    }, qaOfficer));
  }),
  step(10, '16:10', 'The provider appeals on the scope: in time, because the five working days count from service', async (player) => {
    await player.done(player.get(AppealsResolver).lodgeAppeal({
      idempotencyKey: newId(), decisionId: await player.id(decisionCalled, 'D08'), text: 'Respite guests do not stay on the nursing unit at night: they should be let in.', groundsFollow: false,
    }, player.cast.provider));
  }),
  step(14, '11:00', 'Letter to residents and families, 43 self-funders among them', async (player) => {
    const { coordinator, qaOfficer } = player.cast;
    const desk = player.get(TellingsResolver);
    const telling = await player.id(openTelling);
    await player.done(desk.planTelling({ ...(await player.case(telling)), whoIsTold: 'Every person living there, their families and advocates: 16 of this council, 11 of others, 43 who pay for themselves', whoTells: 'The lead officer, with the interim manager', tellOn: player.on(14) }, qaOfficer));
    const { id } = await player.done(player.get(LettersResolver).startLetter({ idempotencyKey: newId(), kind: 'PF', serviceId: player.serviceId, aboutId: null }, coordinator));
    await player.done(player.get(LettersResolver).editLetter({ ...(await player.case(id)), parts: [{ key: 'facts', text: 'On some nights there was no nurse on the nursing unit, and two people were harmed. Days are well staffed.' }] }, coordinator));
    await player.done(player.get(LettersResolver).issueLetter({ ...(await player.case(id)), method: 'paper', addressees: [{ name: 'The people living at Brindlemoor Court' }, { name: 'Their families and advocates' }] }, coordinator));
    await player.done(desk.recordTold({ ...(await player.case(telling)), toldOn: player.on(14), toldNote: '70 letters by hand and by post, and a meeting in the lounge.' }, qaOfficer));
  }),
  step(18, '10:00', 'The report is disclosed, six working days before the findings meeting on day 28', async (player) => {
    await player.done(player.get(RepresentationsResolver).tellProvider({ idempotencyKey: newId(), serviceId: player.serviceId, toldOn: player.on(18), toldTime: '09:50', how: 'The report of the enquiries by hand, to the interim manager' }, player.cast.coordinator));
  }),
  step(18, '14:00', 'The provider asks to bring a companion: allowed; and for three more days: refused with reasons', async (player) => {
    const desk = player.get(RepresentationsResolver);
    const companion = await asks(player, 'companion', 'Our solicitor would come with the interim manager.');
    await player.done(desk.answerHearingRequest({ ...(await player.case(companion)), outcome: 'granted', reasons: 'A companion may always come.' }, player.cast.coordinator));
    const days = await asks(player, 'moreTime', 'Three more days, to go through the care records.');
    await player.done(desk.answerHearingRequest({ ...(await player.case(days)), outcome: 'refused', reasons: 'The report came six working days before the meeting.' }, player.cast.coordinator));
  }),
  step(21, '12:00', 'It asks again, and the chair grants the three days', async (player) => {
    const days = await asks(player, 'moreTime', 'The records are in storage until Tuesday: three more days.');
    await player.done(player.get(RepresentationsResolver).answerHearingRequest({ ...(await player.case(days)), outcome: 'granted', reasons: 'What it needs is out of its reach until Tuesday.', newLastDay: player.on(28) }, player.cast.chair));
  }),
  step(22, '10:00', 'Members are asked what they bring to the monthly panel', async (player) => {
    await player.callForItems(await player.schedule(29, '14:00'), 27);
  }),
  step(25, '15:00', 'CQC, which cannot come, sends its return in writing', async (player) => {
    await player.contributes(await player.id(monthly, player.on(29)), 'cqcInspector', [{ code: 'enforcement', words: 'CQC has asked for the rotas of eight weeks and comes to inspect within the month.' }]);
  }),
  step(28, '09:00', 'The provider answers the report', async (player) => {
    await player.done(player.get(RepresentationsResolver).submitRepresentation({ id: await player.id(newestRepresentation), idempotencyKey: newId(), text: 'We accept what was found at night. Day care is good, and respite guests are safe.' }, player.cast.provider));
  }),
  step(28, '11:00', 'Findings meeting', async (player) => {
    await player.done(player.get(StagesResolver).holdFindingsMeeting({ serviceId: player.serviceId, ...versioned(await player.stage()), heldOn: player.on(28), text: 'Neglect at night is found on the balance of probabilities. Day care is sound. What remains: nights, wounds, leadership.' } as never, player.cast.coordinator));
  }),
  step(29, '13:30', 'Monthly panel, quorate by one; CQC absent, with a written return', async (player) => {
    await player.meeting({
      day: 29, time: '14:00', id: await player.id(monthly, player.on(29)), summary: 'CQC is absent and sent its return in writing. Two nights of the last seven had no nurse. The panel recommends a wider stop and a notice.', away: { cqcInspector: 'apologies', trustNurse: 'apologies', socialWorker: 'apologies', secondOfficer: 'apologies' }, onTrack: false,
      recommends: [{ code: 'D10', text: 'A Notice to Remedy Breach: night nursing, wound care, leadership.', noticeKind: 'remedy' }],
    });
  }),
  step(30, '09:30', 'A second visit', async (player) => {
    await visited(player, 30, 'At 05:30 no nurse on the nursing unit; two wounds without a plan.', { outOfHours: true, faultReasons: ['safety'] });
    await assess(player, 5, 4, 'Nights are no safer than four weeks ago.');
  }),
  step(30, '14:00', 'The review of week 4 extends to a full stop', async (player) => {
    const id = await player.id(liveRestriction);
    await player.done(player.get(DecisionsResolver).varyRestriction({
      ...(await player.case(id)), ...player.words('Two of the last seven nights had no nurse; a second visit found the same.', 'It says that day care is good: so the people there stay.', 'Nobody new comes; the 70 who live there are reviewed.'),
      kind: 'fullStop', covers: 'all', reasonCodes: ['safety'], riskAssessmentId: await player.id(newestAssessment), liftConditions: 'A nurse on the unit on every night of four weeks, seen by two unannounced night visits; every wound with a plan.',
      reviewNote: 'The night visit of this morning and the rota of the week.', reviewOn: player.on(57), informingPeople: 'Families are told on day 32 by the lead officer.', answers: await player.answers('Day care was looked at and is not what the stop is about; nights are.'),
    } as never, player.cast.assistantDirector));
    await player.issueLetters();
  }),
  step(30, '16:00', 'The appeal, heard by a different Assistant Director, is partly upheld: respite is let in', async (player) => {
    const appeal = await player.id('select id from appeals where council_id = $1 and service_id = $2 order by recorded_at desc limit 1');
    await player.done(player.get(DecisionsResolver).decideAppeal({
      ...(await player.case(appeal)), ...player.words('Respite guests sleep on the residential floor, where nights are staffed.', 'Its argument about respite is right.', 'Families who care get their weeks of rest.'), outcome: 'partlyUpheld', effect: 'vary',
      arguments: [{ argument: 'Respite guests do not stay on the nursing unit at night', answer: 'Upheld: the rota shows it.' }], kind: 'partial', covers: 'need', coverDetail: 'except respite', liftConditions: 'A nurse on the unit on every night of four weeks, seen by two unannounced night visits; every wound with a plan.', reviewOn: player.on(57),
      notHeardReason: 'It is decided for the provider, who asked for it.',
    } as never, player.cast.secondDirector));
    await player.issueLetters();
  }),
  step(32, '11:00', 'People and families are told of the stop', async (player) => {
    const { qaOfficer } = player.cast;
    const desk = player.get(TellingsResolver);
    for (const { id } of await player.read<{ id: string }>(openTellings, [player.serviceId])) {
      await player.done(desk.planTelling({ ...(await player.case(id)), whoIsTold: 'Everybody living there, their families and advocates', whoTells: 'The lead officer', tellOn: player.on(32) }, qaOfficer));
      await player.done(desk.recordTold({ ...(await player.case(id)), toldOn: player.on(32), toldNote: 'By letter, and at a meeting in the lounge.' }, qaOfficer));
    }
  }),
];
