import { within } from '../../../platform/access/own-words.js';
import type { DecisionLetter } from '../letter-kind.js';
import { part, review } from './parts.js';

/** S4: the service steps down, or an urgent escalation has ended (R03). Of a case that is closed another letter tells. */
export const stepDown: DecisionLetter = {
  code: 'S4',
  occasion: 'decision',
  addressee: 'provider',
  legalFirst: false,
  title: () => 'Step down',
  tellsOf: ({ code, change }) => (code === 'D16' && change !== 'close') || (code === 'D18' && change === 'end'),
  reply: null,
  inYourFavour: () => true,
  act: ({ serviceName, terms, decision, stageNames }) => `that ${serviceName} ${decision.code === 'D18' ? 'goes back' : 'steps down'} to ${within(terms.to === 'enhanced' ? stageNames.enhanced : stageNames.routine)}.`,
  follows: (facts) => [
    ...part('What we relied on', facts.terms.evidence),
    { heading: 'What continues', text: facts.terms.to === 'enhanced' ? `${facts.stageNames.enhanced} continues until it too is stepped down.` : 'Planned reviews continue as for every service.' },
    ...review(facts),
  ],
};
