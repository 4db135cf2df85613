import type { PanelDates } from './agenda.js';
import type { DueDeregistration, DueNotice, DueService, DueTermination } from './agenda-facts.js';

/** Case 17: whose stop was not kept, and for whom, is what the panel weighs. */
export function againstWords({ placementsAgainst: all, againstVoluntary, againstSelfFunded }: DueService): string {
  const said = (count: number, words: string): string[] => (count === 0 ? [] : [all === 1 ? words : `${count} ${words}`]);
  const parts = [...said(againstVoluntary, 'against the provider’s own voluntary stop'), ...said(againstSelfFunded, all === 1 ? 'for somebody who pays for themselves' : 'for people who pay for themselves')];
  return [`${all} ${all === 1 ? 'placement' : 'placements'} made against a restriction`, ...parts].join(', ');
}

/** Where a notice stands, and by when (domain.md 2.1, item 12). */
export function noticeWords({ name, reference, state, remedyOn }: DueNotice, day: (date: string) => string): string {
  const by = remedyOn === null ? '' : ` ${day(remedyOn)}`;
  const stands: Record<string, string> = {
    running: `runs until${by}`, planUnderReview: `runs until${by}; its plan waits for an answer`, awaitingRevisedPlan: `runs until${by}; a new plan is awaited`,
    verification: `remedy date was${by}: to be checked and found remedied or not`, breached: 'not remedied: what follows is to be decided',
  };
  return `${name} ${reference}: ${state === 'breached' && remedyOn === null ? 'served, and cannot be remedied: what follows is to be decided' : (stands[state] ?? state)}`;
}

/** Where the end of a contract stands, and a late exit plan (case 24). */
export function terminationWords({ reference, contract, state, endsOn, planBy, peopleLeft }: DueTermination, { today }: PanelDates, day: (date: string) => string): string {
  const by = endsOn === null ? 'not served yet' : `ends ${day(endsOn)}`;
  const stands: Record<string, string> = {
    proposed: 'proposed: to be recommended or not', decided: `decided, ${by}`, underNotice: `under notice, ${by}`, inEffect: `ended; ${peopleLeft} ${peopleLeft === 1 ? 'person is' : 'people are'} not settled yet`,
  };
  const plan = planBy === null ? '' : planBy < today ? `; its exit plan is late, due ${day(planBy)}` : `; its exit plan is due ${day(planBy)}`;
  return `Termination ${reference} of contract ${contract}: ${stands[state] ?? state}${plan}`;
}

/** What is left open at a service whose registration ended. */
export function deregistrationWords({ on, openCase, restrictions, people }: DueDeregistration, day: (date: string) => string): string {
  const left = [
    ...(openCase ? ['its case is open'] : []), ...(restrictions > 0 ? [`${restrictions} ${restrictions === 1 ? 'restriction stands' : 'restrictions stand'}`] : []),
    ...(people > 0 ? [`${people} ${people === 1 ? 'person was' : 'people were'} there by the last count`] : []),
  ];
  return `Its registration with CQC ended ${day(on)}, and nothing carries it on: ${left.join(', ')}`;
}
