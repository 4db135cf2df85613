import { SealedSourcesResolver } from '../../domain/intelligence/sealed-sources.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Strand, Teller } from './teller.js';

const sealedAt = `
  select i.id from intelligence i join services s on s.council_id = i.council_id and s.id = i.service_id join register_locations l on l.id = s.location_id
  where i.council_id = $1 and i.source_sealed and l.name = $2 order by i.recorded_at limit 1`;

/** Who told us stays sealed: an officer breaks the glass and is reviewed, another is named as a reader, and one opening waits for its review too long. */
export async function* sourceStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  const desk = teller.get(SealedSourcesResolver);
  const record = async (place: string): Promise<string> => (await teller.read<{ id: string }>(sealedAt, [cast.chair.councilId, place]))[0]?.id ?? '';

  yield teller.at([2, 4, '07:50']);
  const brindlemoor = await record('Brindlemoor Grange');
  const opened = await teller.done(desk.openSealedSource({
    idempotencyKey: newId(), id: brindlemoor, reason: 'The provider has threatened agency staff by name; whoever told us must be warned before the morning shift.',
  }, teller.justSignedIn(cast.headOfService)));
  await desk.sealedSource(brindlemoor, cast.headOfService);
  yield teller.at([2, 5, '09:40']);
  await teller.done(desk.reviewSourceOpening({
    idempotencyKey: newId(), id: opened.id, note: 'Right to open it: I could not be reached before the shift, and the warning was given in time. Nobody else was told.',
  }, cast.safeguardingLead));

  yield teller.at([3, 1, '11:15']);
  await teller.done(desk.giveSourceReader({
    idempotencyKey: newId(), id: brindlemoor, membershipId: cast.secondOfficer.membershipId, endsOn: calendar.nextPanel.add({ months: 1 }).toString(),
    reason: 'Speaks with whoever told us about the rotas until the next panel.',
  }, teller.justSignedIn(cast.safeguardingLead)));

  yield calendar.at(calendar.before(4), '17:30');
  await teller.done(desk.openSealedSource({
    idempotencyKey: newId(), id: await record('Saltmarrow House'), reason: 'The manager asked today who had rung; I must know whether that person is on shift tonight.',
  }, teller.justSignedIn(cast.assistantDirector)));
}
