import type { OccasionLetter } from '../letter-kind.js';
import { restrictionsNow, stageInWords, whoToAsk } from './parts.js';

/** To the emergency duty team and the duty director: what they need to know when nobody else is there. */
export const outOfHoursNote: OccasionLetter = {
  code: 'OH',
  occasion: 'service',
  addressee: 'outOfHours',
  legalFirst: false,
  title: 'Handover note for the hours we are closed',
  parts: (facts) => [
    { heading: 'Where it stands', text: `${facts.serviceName}, run by ${facts.providerName}. ${stageInWords(facts)}` },
    { heading: 'Restrictions on new placements', text: restrictionsNow(facts) },
    { key: 'do', needed: true, heading: 'Do', text: 'Ring the duty director if anybody there is in danger. Write down who rang, when, and what was said.' },
    { key: 'dont', needed: true, heading: 'Do not', text: 'Arrange no placement there that a restriction bars. Do not say who told us anything.' },
    { key: 'contacts', needed: true, heading: 'Contacts', text: '' },
    ...whoToAsk(facts),
  ],
};
