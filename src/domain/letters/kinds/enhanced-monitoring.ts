import type { DecisionLetter } from '../letter-kind.js';
import { byTelephone, part, review } from './parts.js';

/** E1: enhanced monitoring begins. */
export const enhancedMonitoring: DecisionLetter = {
  code: 'E1',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Enhanced monitoring',
  tellsOf: ({ code }) => code === 'D03',
  reply: 'answer',
  namesOfficer: true,
  act: ({ serviceName }) => `to start enhanced monitoring of ${serviceName}.`,
  follows: (facts) => [
    ...part('What changes', facts.terms.frequency),
    ...part('Your named officer', facts.leadOfficer === null ? null : `${facts.leadOfficer}${byTelephone(facts.leadPhone)}.`),
    ...review(facts),
    { heading: 'How it ends', text: `Enhanced monitoring ends when ${facts.panelsOnTrack} panels in a row find the service on track and every action of its plan is closed.` },
  ],
};
