import { MeetingsResolver } from '../../domain/meetings/meetings.resolver.js';
import { SeriesResolver } from '../../domain/meetings/series/series.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Strand, Teller } from './teller.js';

/** The provider forum of the autumn: held, and its notes written down two days later. Providers sit there, so no service is spoken of. */
export async function* forumStrand(teller: Teller): Strand {
  const { chair, coordinator } = teller.cast;
  yield teller.at([2, 5, '16:10']);
  const startsOn = teller.today();
  yield teller.at([2, 7, '11:20']);
  const { id, version } = await teller.done(teller.get(MeetingsResolver).scheduleMeeting({
    idempotencyKey: newId(), series: 'forum', startsOn: startsOn.toString(), startTime: '10:00', lengthMinutes: 120, venue: 'Council Chamber, Civic Offices', chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [],
  }, coordinator));
  await teller.done(teller.get(SeriesResolver).recordMeetingNotes({
    id, version, idempotencyKey: newId(), attended: 31, attendance: 'Twenty-four providers of care homes and home support\nThe county’s care association\nICB medicines team',
    themes: 'Nurses at night\nOne form for monitoring returns\nWinter vaccination', notes: 'Providers asked for one monitoring form in place of three, and for notice of visits where there is no reason against it. The ICB will come to the next forum with a plan for vaccinations. The care association offers places on its night-staffing course.',
  }, coordinator));
}

/** The Service Improvement Board met on the last working day; its notes are not written down yet. */
export async function* improvementBoardStrand(teller: Teller): Strand {
  const { calendar, cast } = teller;
  const { chair, coordinator } = cast;
  yield teller.at([3, 2, '11:10']);
  await teller.done(teller.get(MeetingsResolver).scheduleMeeting({
    idempotencyKey: newId(), series: 'improvementBoard', title: 'Service Improvement Board: nursing homes', startsOn: calendar.before(0).toString(), startTime: '13:00', lengthMinutes: 90, venue: 'Council Chamber, Civic Offices',
    chairId: chair.membershipId, coordinatorId: coordinator.membershipId, memberIds: [cast.qaOfficer.membershipId, cast.icbNurse.membershipId],
  }, coordinator));
}
