import { periodWords, remedyDate, type RemedyPeriod } from '../notices/remedy-period.js';
import type { TerminationGround } from '../terminations/termination.machine.js';

/** A termination as a letter tells of it: what the provider reads, and nothing of what officers weighed. */
export interface StoredTermination {
  readonly reference: string;
  readonly contract: string;
  readonly ground: TerminationGround;
  readonly noticeReference: string | null;
  readonly facts: string;
  readonly periodCount: number;
  readonly periodUnit: RemedyPeriod['unit'];
  readonly periodClause: string;
  readonly confirmBy: string | null;
  readonly servedOn: string | null;
  /** As the exit plan sets it, where there is one. */
  readonly plannedEndsOn: string | null;
}
export interface TerminationFacts extends StoredTermination {
  /** "28 days". */
  readonly period: string;
  /** The day the contract ends; counted as if it is served today, while it is not served. */
  readonly endsOn: string;
}

/** SQL: a termination `t` as JSON. Options, equality and proportionality are the council's own, and not read. */
export const terminationJson = `json_build_object('reference', t.reference, 'contract', t.contract_reference, 'ground', t.ground, 'facts', t.facts,
  'noticeReference', (select n.reference from notices n where n.council_id = t.council_id and n.id = t.notice_id),
  'periodCount', t.period_count, 'periodUnit', t.period_unit, 'periodClause', t.period_clause, 'confirmBy', t.confirm_by, 'servedOn', t.served_on,
  'plannedEndsOn', (select p.ends_on from exit_plans p where p.council_id = t.council_id and p.termination_id = t.id order by p.number desc limit 1))`;

/** With its end, counted from the day the letter counts as served while it is not served otherwise (R32, case 28). */
export function terminationAsServed(termination: StoredTermination, served: Temporal.PlainDate): TerminationFacts {
  const { periodCount: count, periodUnit: unit, plannedEndsOn } = termination;
  const from = termination.servedOn === null ? served : Temporal.PlainDate.from(termination.servedOn);
  const earliest = remedyDate(from, { count, unit }).toString();
  return { ...termination, period: periodWords({ count, unit }), endsOn: plannedEndsOn !== null && plannedEndsOn > earliest ? plannedEndsOn : earliest };
}
