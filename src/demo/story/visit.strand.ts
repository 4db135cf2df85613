import { VisitSharesResolver } from '../../domain/assurance/visit-shares.resolver.js';
import { VisitsResolver } from '../../domain/assurance/visits.resolver.js';
import { newId } from '../../platform/database/ids.js';
import type { Strand, Teller } from './teller.js';

/** What two officers saw on a planned visit, and its report given to the provider (domain.md 7). */
export async function* visitStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  yield teller.at([2, 8, '16:20']);
  const { id } = await teller.done(teller.get(VisitsResolver).recordVisit({
    idempotencyKey: newId(), serviceId: await teller.service('Brindlemoor Grange'), kind: 'planned', announced: true, outOfHours: false,
    officerIds: [cast.qaOfficer.membershipId, cast.secondOfficer.membershipId], visitedOn: calendar.after(2, 7).toString(),
    finding: 'Falls diaries of twelve people were read with the registered manager: each is complete since the first of the month. Two call bells hung out of reach and were moved while we were there. Both lifts work. The night rota of next week has two names on every night; we will ask for it again.',
    faultReasons: [], actionIds: [],
  }, cast.qaOfficer));
  yield teller.at([2, 9, '11:30']);
  await teller.done(teller.get(VisitSharesResolver).shareVisitReport({ id, version: 1, idempotencyKey: newId() }, cast.qaOfficer));
}
