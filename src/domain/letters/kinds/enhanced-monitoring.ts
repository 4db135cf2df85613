import { within } from '../../../platform/access/own-words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { byTelephone, inAList, part, review } from './parts.js';

/** E1: enhanced monitoring begins. */
export const enhancedMonitoring: DecisionLetter = {
  code: 'E1',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: ({ stageNames }) => stageNames.enhanced,
  tellsOf: ({ code }) => code === 'D03',
  reply: 'answer',
  namesOfficer: true,
  act: ({ serviceName, stageNames }) => `to start ${within(stageNames.enhanced)} of ${serviceName}.`,
  follows: (facts) => [
    ...part('What changes', facts.terms.frequency),
    ...part('Your named officer', facts.leadOfficer === null ? null : `${facts.leadOfficer}${byTelephone(facts.leadPhone)}.`),
    ...review(facts),
    { heading: 'How it ends', text: facts.endsWhen.length === 0 ? `${facts.stageNames.enhanced} ends when an authorised officer decides that it is needed no longer.` : `An authorised officer decides that it ends, once ${inAList(facts.endsWhen)}.` },
  ],
};
