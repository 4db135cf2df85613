import { firstHandKinds, type Procedure } from '../../../procedures/index.ts';
import { lineOf } from '../providers/service-line.js';

/** A visit that was made, of those of a service. */
export interface MadeVisit {
  readonly kind: string;
  readonly visitedOn: string;
  readonly faultReasons: readonly string[];
}

/** SQL: the visits made at a service, newest first, as `MadeVisit`, also one that the actor is kept from (R21). @param service SQL for the service; one that it carries on counts too (R31) */
export const visitsMade = (service: string): string => `
  (select coalesce(json_agg(json_build_object('kind', v.kind, 'visitedOn', v.visited_on, 'faultReasons', v.fault_reasons) order by v.visited_on desc, v.kind), '[]')
   from ${lineOf(service)} line cross join lateral made_visits(line.service_id) v)`;

/** First-hand checks since a day, of a kind the procedure lists for this kind of service (statechart A). */
export function firstHandChecksSince(procedure: Procedure, serviceKind: string, visits: readonly MadeVisit[], since: string): MadeVisit[] {
  const counted = firstHandKinds(procedure, serviceKind);
  return visits.filter(({ kind, visitedOn }) => counted.includes(kind) && visitedOn >= since);
}

/** Whether a first-hand check of such a kind is on record on a day: what is typed alone shows nothing (R09). */
export function isSeenFirstHand(procedure: Procedure, serviceKind: string, visits: readonly MadeVisit[], on: string): boolean {
  return firstHandChecksSince(procedure, serviceKind, visits, on).some(({ visitedOn }) => visitedOn === on);
}

/** The last day on which a visit found a fault on one of these reasons; null where none ever did. */
export function lastFaultOn(visits: readonly MadeVisit[], reasonCodes: readonly string[]): string | null {
  return visits.filter(({ faultReasons }) => faultReasons.some((code) => reasonCodes.includes(code))).map(({ visitedOn }) => visitedOn).toSorted().at(-1) ?? null;
}
/** What a restriction rests on: its grounds, its first day and the date of its risk assessment, where it has one. */
export interface RestsOn {
  readonly reasonCodes: readonly string[];
  readonly startsOn: string;
  readonly assessedOn: string | null;
}
/** The last day something was found on a reason of a restriction: its first day, its risk assessment's, or a later visit's with a fault on one of them (R09). */
export function lastFindingOn(visits: readonly MadeVisit[], { reasonCodes, startsOn, assessedOn }: RestsOn): string {
  return [startsOn, assessedOn, lastFaultOn(visits, reasonCodes)].filter((day) => day !== null).toSorted().at(-1) ?? startsOn;
}
/** SQL: the date of the risk assessment a restriction `x` rests on. */
export const assessedOn = `(select k.assessed_on::text from risk_assessments k where k.council_id = x.council_id and k.id = x.risk_assessment_id)`;
