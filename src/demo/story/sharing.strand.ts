import { IntelligenceResolver } from '../../domain/intelligence/intelligence.resolver.js';
import { AgenciesResolver } from '../../domain/people/agencies.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Strand, Teller } from './teller.js';

const agencyOf = 'select agency_id as id from memberships where council_id = $1 and id = $2';
const eveningVisit = `select id from intelligence where council_id = $1 and service_id = $2 and source_type = 'qualityAssessment' order by recorded_at limit 1`;

/** Another council has people at two homes: it is shown one of them with one record, and the other only while it was needed (R37). */
export async function* sharingStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  const desk = teller.get(AgenciesResolver);
  const read = async (text: string, ...values: string[]): Promise<string> => (await teller.read<{ id: string }>(text, [cast.chair.councilId, ...values]))[0]?.id ?? '';

  yield teller.at([1, 10, '10:40']);
  const agencyId = await read(agencyOf, cast.placingCouncil.membershipId);
  const outbreak = await teller.done(desk.shareService({
    idempotencyKey: newId(), serviceId: await teller.service('Oakenmere Manor'), agencyId, reason: 'Four of its residents live there while admissions are stopped for norovirus.',
  }, cast.qaOfficer));

  yield teller.at([2, 2, '09:50']);
  const serviceId = await teller.service('Saltmarrow House');
  const endsOn = calendar.nextPanel.add({ months: 6 }).toString();
  await teller.done(desk.shareService({
    idempotencyKey: newId(), serviceId, agencyId, endsOn,
    reason: 'It has people there and must review each of them: serious concerns began yesterday and new nursing placements have stopped.',
  }, cast.coordinator));
  await teller.done(teller.get(IntelligenceResolver).shareIntelligence({
    id: await read(eveningVisit, serviceId), idempotencyKey: newId(), agencyId, endsOn, reason: 'Its reviewing officer needs to know what the evening visit found before she sees its people.',
  }, cast.coordinator));

  yield teller.at([2, 4, '13:10']);
  await teller.done(desk.endShare({ ...outbreak, idempotencyKey: newId() }, cast.qaOfficer));
}
