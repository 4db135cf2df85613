import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { TestService } from '../support/house.js';
import type { Journey } from './journey.js';

/** A service that the panel watches from now on: recommended, decided. */
export async function underEnhancedMonitoring({ house, send }: Journey, service: TestService): Promise<TestService> {
  const { chair, headOfService, qaOfficer } = house.cast;
  const { id, version } = await house.unit.run(chair, () => house.get(RecommendationsService).record({
    serviceId: service.serviceId, meetingId: null, agendaItemId: null, code: 'D03', text: 'Watch it.', criteria: [], proposal: {}, differingViews: null,
    quorum: { quorate: true, forSanction: false, words: 'Quorate.' }, present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
  }));
  await send(headOfService, 'decideEnhancedMonitoring', {
    id, version, leadOfficerId: qaOfficer.membershipId, frequency: 'Pressure care, every week', reviewOn: '1 12 2026', reasons: 'Two visits found pressure damage.',
    optionsConsidered: 'None other.', providerPosition: 'It agrees.', effectOnPeople: 'None.', proportionality: 'Advice alone was tried twice.', notHeardReason: 'It agreed by telephone.',
  });
  return service;
}
