import { DecisionsResolver } from '../../domain/decisions/decisions.resolver.js';
import { SuccessionsResolver } from '../../domain/decisions/successions.resolver.js';
import { IntelligenceResolver } from '../../domain/intelligence/intelligence.resolver.js';
import { newId } from '../../platform/database/ids.js';
import { importOneOfRegister } from '../founding.js';
import { registerOfNewOwner } from '../register/register-file.js';
import { place } from './player.js';
import { liveRestriction, step } from './step.js';
import { extend } from './steps-notice.js';

/** As CQC registers it anew, with a location id of its own. */
export const newOwner = { locationId: '1-990000801', providerId: '1-980000801', provider: 'Tarnfield Care Limited' } as const;

/** Days 80 to 91: the rating, the sale, and the fresh decision that a new owner is owed (R31). */
export const sale = [
  step(80, '09:30', 'CQC publishes Inadequate and special measures', async (player) => {
    await player.done(player.get(IntelligenceResolver).recordIntelligence({
      idempotencyKey: newId(), serviceId: player.serviceId, sourceType: 'cqcPublished', category: 'ratingFall', severity: 'P2', whatHappened: 'CQC has published its report: Inadequate overall, special measures.', happenedOn: player.on(80), disclosure: 'yes',
    } as never, player.cast.cqcInspector));
  }),
  step(80, '15:00', 'The owner sells; a new CQC location id: history, stage and restrictions follow, against the new owner as a precaution', async (player) => {
    const { qaOfficer } = player.cast;
    await importOneOfRegister(player.app, registerOfNewOwner(place, newOwner, 'I', player.day(80)));
    const id = await player.id('select s.id from services s join register_locations l on l.id = s.location_id where s.council_id = $1 and $2::uuid is not null and l.cqc_id = $3', newOwner.locationId);
    await player.done(player.get(SuccessionsResolver).recordServiceLink({
      idempotencyKey: newId(), serviceId: player.serviceId, kind: 'newOwner', otherId: id, happenedOn: player.on(80), source: 'CQC’s register of this morning, and the sale agreement', toldHow: 'By telephone to the new owner’s director',
    } as never, qaOfficer));
    player.serviceId = id;
    await player.issueLetters();
  }),
  step(85, '13:30', 'Monthly panel, with the new owner’s first plan', async (player) => {
    await player.meeting({ day: 85, time: '14:00', summary: 'The new owner has sent its plan. Nights are staffed; two unannounced visits are still to come.', onTrack: false });
  }),
  step(90, '10:00', 'The fresh decision on the restriction, within ten working days: it stays', async (player) => {
    await player.done(player.get(DecisionsResolver).confirmRestriction({
      ...(await player.case(await player.id(liveRestriction))), ...player.words('The home and its nights are the same until two visits have seen otherwise.', 'The new owner asks for time until its plan is looked at.', 'Respite goes on; nobody else comes yet.'), outcome: 'confirm',
      answers: await player.answers('Weighed: the plan is looked at on day 100.'), notHeardReason: 'The new owner has said that it has nothing to add.',
    } as never, player.cast.secondDirector));
    await player.issueLetters();
  }),
  step(91, '10:00', 'Its review of the month: it stays until the night visits', (player) => extend(player, 120)),
];
