import { AccuracyResolver } from '../../domain/meetings/minutes/accuracy.resolver.js';
import { MinuteExtractsResolver } from '../../domain/meetings/minutes/minute-extracts.resolver.js';
import { MinutesResolver } from '../../domain/meetings/minutes/minutes.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { CastName } from '../cast.js';
import type { Strand, Teller } from './teller.js';

const sectionOf = `select s.id, s.meeting_id as "meetingId" from minute_sections s join agenda_items i on i.council_id = s.council_id and i.id = s.agenda_item_id join meetings m on m.council_id = s.council_id and m.id = s.meeting_id
  where s.council_id = $1 and i.service_id = $2 and (m.starts_at at time zone 'Europe/London')::date = $3::date`;
const ownExtract = 'select id from minute_extracts where council_id = $1 and provider_id is not null order by recorded_at desc limit 1';

/** What members and a provider say of circulated minutes: one comment taken up beside them, one that waits, and a remark beside an extract (R23, bad case 8). */
export async function* accuracyStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  yield teller.at([2, 6, '19:15']);
  const [extract] = await teller.read<{ id: string }>(ownExtract, [cast.chair.councilId]);
  if (extract === undefined) throw new Error('The provider has no extract of the second panel.');
  await teller.done(teller.get(MinuteExtractsResolver).commentOnMinuteExtract({
    id: extract.id, idempotencyKey: newId(), text: 'Falls records were incomplete for five of twelve people on the day, not seven: two were in the office for the night sister to sign. The rest we accept.',
  }, cast.provider));

  yield teller.at([3, 5, '10:10']);
  const brindlemoor = await section(teller, 'Brindlemoor Grange');
  const comment = await says(teller, brindlemoor, 'socialWorker', 'It says that social work wanted a cap. We wanted a cap on nursing beds alone, with sign-off by the head of service.');
  yield teller.at([3, 7, '17:20']);
  await says(teller, await section(teller, 'Elderwath Homecare'), 'icbNurse', 'The four missed calls were in five weeks, not four: the call data began a week earlier.');
  yield teller.at([3, 8, '09:15']);
  await teller.done(teller.get(AccuracyResolver).answerMinuteComment({ id: comment, idempotencyKey: newId(), accepted: true, reason: 'Helen Marsh and the minute-taker’s notes say the same.' }, cast.coordinator));
  await teller.done(teller.get(MinutesResolver).amendMinutes({
    id: brindlemoor.meetingId, version: await teller.version(brindlemoor.meetingId), idempotencyKey: newId(), sectionId: brindlemoor.id,
    text: 'Social work: a cap on nursing beds alone, with sign-off by the head of service.', reason: `A member’s comment of ${calendar.after(3, 5).toLocaleString('en-GB', { day: 'numeric', month: 'long' })}`,
  }, cast.coordinator));
}

async function section(teller: Teller, place: string): Promise<{ id: string; meetingId: string }> {
  const [found] = await teller.read<{ id: string; meetingId: string }>(sectionOf, [teller.cast.chair.councilId, await teller.service(place), teller.calendar.panels[2].toString()]);
  if (found === undefined) throw new Error(`The third panel's minutes say nothing of ${place}.`);
  return found;
}

async function says(teller: Teller, { id: sectionId, meetingId }: { id: string; meetingId: string }, who: CastName, text: string): Promise<string> {
  // Of each section the first paragraph says who was there for it, the second what was heard.
  const { id } = await teller.done(teller.get(AccuracyResolver).commentOnMinutes({ id: meetingId, idempotencyKey: newId(), sectionId, paragraph: 2, text }, teller.cast[who]));
  return id;
}
