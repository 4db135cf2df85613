import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import { part, planAsked, restrictionsNow, whoToAsk } from './parts.js';

/** RC: a restriction continues against the new owner of a service, as a precaution (R31): a letter, a time to answer and a fresh decision of its own. */
export const restrictionContinues: OccasionLetter = {
  code: 'RC',
  occasion: 'continuingRestriction',
  addressee: 'provider',
  legalFirst: false,
  title: 'Restriction on new placements that continues with the change of owner',
  awaitedBy: 'restriction',
  missing: ({ continuing }) => (continuing === null ? 'Choose a restriction that continues against a new owner and waits for its fresh decision' : null),
  parts: (facts) => {
    const { continuing, serviceName } = facts;
    if (continuing === null) return [];
    const { formerOwner, changedOn, confirmBy, answerBy, reasons, liftConditions } = continuing;
    return [
      { heading: 'What continues', text: restrictionsNow(facts) },
      { heading: 'Why it applies to you', text: `It was decided while ${formerOwner} ran the service. Since ${dateInWords(changedOn)} you run ${serviceName}, and it continues against you as a precaution. People who use the service now are not affected by it.` },
      ...part('Grounds', reasons.join('\n')),
      ...part('When it will be lifted', liftConditions),
      { heading: 'A decision to come', text: `You had no part in what led to it. A fresh decision to confirm, change or end it will be made by ${dateInWords(confirmBy)}, with what you tell us by then.` },
      ...part('Your answer', answerBy === null ? null : `You may answer in writing by ${dateInWords(answerBy)}. Every answer is considered, also a later one, and each point is answered in writing.`),
      planAsked,
      ...whoToAsk(facts),
    ];
  },
};
