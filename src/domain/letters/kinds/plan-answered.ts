import { dateInWords } from '../../../platform/clock/words.js';
import type { OccasionLetter } from '../letter-kind.js';
import type { PlanAnswer } from '../plan-answer-facts.js';
import { part, remedies, whoToAsk } from './parts.js';

function next({ outcome, planBy, notice: { remedyOn } }: PlanAnswer): string {
  const by = dateInWords(remedyOn ?? '');
  if (outcome === 'accepted') return `Carry it out by ${by}. Tell us as each step is done, and what shows it: sign in and open the notice under “Notices”, or write to us. If you must depart from the plan, tell us before you do, and why.`;
  return [
    `Send us a new plan by ${dateInWords(planBy ?? '')}. Write under every step what you will do, who does it and by when, and answer the reasons above. Sign in and send it under “Notices”, or write to us. You may ask to meet us first, and bring somebody with you.`,
    `That day is counted as if this letter is served on the day it is issued. If it is served on you later, you have as many days from then, until ${by} at the latest, when the breach is to be remedied.`,
  ].join('\n\n');
}

function stays({ outcome, notice: { name, remedyOn, extended } }: PlanAnswer): string {
  const checked = outcome === 'accepted' ? 'That we accept the plan does not mean that the breach is remedied: an officer checks every step.' : 'Do not wait for our answer: begin now with what can be done now. An officer checks every step.';
  const time = extended ? 'More time was given once, and is not given again.' : 'More time may be given once: ask for it in writing before that day, and say why.';
  return `The ${name} stands, and the breach is to be remedied by ${dateInWords(remedyOn ?? '')}. ${checked} ${time}`;
}

/** N6: the answer to a provider's plan under a notice: accepted, or returned with reasons, and what the provider may do next (statechart C). */
export const planAnswered: OccasionLetter = {
  code: 'N6',
  occasion: 'answeredPlan',
  addressee: 'provider',
  legalFirst: false,
  title: 'Our answer to your plan',
  awaitedBy: 'plan',
  parts: (facts) => {
    const { plan } = facts;
    if (plan === null) return [];
    const { notice, receivedOn, outcome, answeredBy, answeredOn, reasons, lines } = plan;
    return [
      {
        heading: 'Our answer',
        text: `We have read your plan under the ${notice.name} ${notice.reference}, contract ${notice.contract}, which we received on ${dateInWords(receivedOn)}. ${outcome === 'accepted' ? 'We accept it.' : 'We return it to you: we do not accept it as it stands.'} ${answeredBy.name}, ${answeredBy.title}, decided this on ${dateInWords(answeredOn)}.`,
      },
      ...part('Why', reasons),
      { heading: 'What you do next', text: next(plan) },
      { heading: 'What stays as it is', text: stays(plan) },
      { heading: outcome === 'accepted' ? 'The plan we accept' : 'The plan we return', text: lines.map(({ clause, number, step, text }) => `Clause ${clause}, step ${number}: ${step}\nYour plan: ${text}`).join('\n\n') },
      {
        heading: 'What may follow',
        text: 'If the breach is not remedied in time, the council may issue a second notice, restrict new placements, or propose to end the contract. None of these follows by itself: each is decided separately, and you are heard first.',
      },
      { heading: 'If you do not agree', text: `You may answer in writing at any time: what you tell us is considered and answered. ${remedies}` },
      ...whoToAsk(facts),
    ];
  },
};
