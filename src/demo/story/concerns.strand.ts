import { AgendasResolver } from '../../domain/meetings/agenda/agendas.resolver.js';
import { ContributionsResolver } from '../../domain/meetings/contributions/contributions.resolver.js';
import { MeetingsResolver } from '../../domain/meetings/meetings.resolver.js';
import { MembersResolver } from '../../domain/meetings/series/members.resolver.js';
import { newId } from '../../platform/database/ids.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import type { CastName } from '../cast.js';
import type { Strand, Teller } from './teller.js';

const asked: readonly CastName[] = ['qaOfficer', 'icbNurse', 'safeguardingLead', 'socialWorker', 'cqcInspector'];

/** The initial meeting about the nursing home at serious concerns: the day after the panel to come. Its agenda is made, and a member's proposal waits for an answer. */
export async function* concernsStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  const { chair, coordinator } = cast;
  const date = addWorkingDays(calendar.nextPanel, 1);
  yield calendar.at(calendar.before(4), '10:50');
  const { id } = await teller.done(teller.get(MeetingsResolver).scheduleMeeting({
    idempotencyKey: newId(), series: 'initial', serviceId: await teller.service('Saltmarrow House'), providerPart: 'part', startsOn: date.toString(), startTime: '10:00', lengthMinutes: 120, venue: 'Committee Room 1, Civic Offices, and by video',
    chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: asked.map((name) => cast[name].membershipId), byName: 'Bridget Oyelaran, nominated individual, Saltmarrow Nursing Homes Limited\nThe interim manager, Saltmarrow House',
  }, coordinator));
  const step = async () => ({ id, version: await teller.version(id), idempotencyKey: newId() });
  await teller.done(teller.get(ContributionsResolver).callForItems({ ...(await step()), contributionsBy: calendar.nextPanel.toString() }, coordinator));

  yield calendar.at(calendar.before(2), '13:05');
  // Nobody had thought of the wound care that started it all.
  await teller.done(teller.get(MembersResolver).addMeetingMember({ id, membershipId: cast.trustNurse.membershipId, idempotencyKey: newId() }, coordinator));
  await teller.done(teller.get(ContributionsResolver).proposeItem({
    id, idempotencyKey: newId(), title: 'Who tells families, and what they may ask for', why: 'Families of self-funders rang the ICB this week: nobody has told them what serious concerns means for them.', minutesWanted: 10,
  }, cast.icbNurse));
  yield calendar.at(calendar.before(1), '15:20');
  await teller.done(teller.get(AgendasResolver).buildAgenda(await step(), coordinator));
}
