import type { Procedure } from '../../../procedures/index.ts';
import { addWorkingDays } from '../../platform/clock/working-days.js';

/** What an appeal against a decision rests on. `decided`, `recommended` and `attended` are people, by id. */
export interface Appealable {
  readonly decisionId: string;
  readonly decisionReference: string;
  readonly code: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly providerId: string;
  readonly restrictionId: string;
  readonly restrictionReference: string;
  readonly reasonCodes: readonly string[];
  readonly restrictionState: string;
  readonly procedureId: string;
  readonly decidedGrade: number;
  readonly servedOn: string | null;
  readonly decided: readonly string[];
  readonly recommended: readonly string[];
  readonly attended: readonly string[];
}
/** $1 the decision; null for one no appeal is open against, or that this actor may not see. */
export const appealable = 'select appealable($1) as result';

/** States of a restriction an appeal can still change. */
export const appealableStates: readonly string[] = ['decided', 'inForce', 'underReview', 'phasedLift'];

/** SQL: whether the restriction's procedure excludes an appeal for every reason of it, as `exclusionOf` does. @param ground SQL for what `appealable` answers, as jsonb */
const isExcluded = (ground: string): string => `(jsonb_array_length(${ground}->'reasonCodes') > 0 and not exists (select from jsonb_array_elements_text(${ground}->'reasonCodes') reason(code) where not exists (
  select from procedures pr cross join jsonb_array_elements(coalesce(pr.content->'appealExclusions', '[]')) each
  where pr.council_id = current_council() and pr.id = (${ground}->>'procedureId')::uuid and each->>'reasonCode' = reason.code)))`;

/** SQL: whether an appeal can be lodged against a decision today: what it placed or changed stands, its reasons are open to one, and none was lodged. @param decision SQL for its id */
export const mayBeAppealed = (decision: string): string => `coalesce((select may.ground->>'restrictionState' in (${appealableStates.map((state) => `'${state}'`).join(', ')}) and not ${isExcluded('may.ground')}
  and not exists (select from appeals al where al.council_id = current_council() and al.decision_id = ${decision}) from (select appealable(${decision})::jsonb as ground) may), false)`;

/** The last days to appeal and for the grounds, from service of the letter; none has begun before it (case 28). */
export function appealDates({ timescales }: Procedure, servedOn: string | null): { appealBy: string; groundsBy: string } | null {
  if (servedOn === null) return null;
  const served = Temporal.PlainDate.from(servedOn);
  return { appealBy: addWorkingDays(served, timescales.appealWorkingDays).toString(), groundsBy: addWorkingDays(served, timescales.appealGroundsWorkingDays).toString() };
}

/** With whom in Legal, and when, the procedure's exclusion of every reason of this restriction was agreed; null where an appeal is open (R11). */
export function exclusionOf({ appealExclusions = [] }: Pick<Procedure, 'appealExclusions'>, reasonCodes: readonly string[]): { legalOfficer: string; agreedOn: string } | null {
  const found = reasonCodes.map((code) => appealExclusions.find(({ reasonCode }) => reasonCode === code));
  return found.length > 0 && found.every((one) => one !== undefined) ? (found[0] ?? null) : null;
}
