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

/** The last day on which a visit found a fault on one of these reasons; null where none ever did (R09). */
export function lastFindingOn(visits: readonly MadeVisit[], reasonCodes: readonly string[]): string | null {
  const days = visits.filter(({ faultReasons }) => faultReasons.some((code) => reasonCodes.includes(code))).map(({ visitedOn }) => visitedOn);
  return days.toSorted().at(-1) ?? null;
}
