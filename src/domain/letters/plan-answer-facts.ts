import { revisedPlanBy } from '../notices/remedy-period.js';
import { noticeName } from '../notices/notices.queries.js';

/** A provider's plan under a notice and the council's answer, as the letter that answers it is written from them. */
export interface StoredPlanAnswer {
  readonly notice: { readonly reference: string; readonly name: string; readonly contract: string; readonly remedyOn: string | null; readonly extended: boolean; readonly practitioner: string | null };
  readonly receivedOn: string;
  readonly outcome: 'accepted' | 'returned';
  readonly reasons: string | null;
  readonly answeredOn: string;
  readonly answeredBy: { readonly name: string; readonly title: string };
  /** What the provider wrote under each step. */
  readonly lines: readonly { readonly clause: string; readonly number: number; readonly step: string; readonly text: string }[];
  readonly timescales: { readonly remediationPlanWorkingDays: number };
}
export interface PlanAnswer extends StoredPlanAnswer {
  /** Of one returned: the last day for the next, counted as if the letter is served today. */
  readonly planBy: string | null;
}

/** SQL: the answered plan of an id as JSON, beside the service `s`; null where it is not answered. @param named SQL of a membership's name and title */
export const planAnswerJson = (id: string, named: (membership: string) => string): string => `(select json_build_object('receivedOn', p.received_on, 'outcome', v.outcome, 'reasons', v.reasons,
    'answeredOn', (v.recorded_at at time zone 'Europe/London')::date, 'answeredBy', ${named('v.recorded_by')}, 'timescales', np.content -> 'timescales',
    'notice', json_build_object('reference', n.reference, 'name', ${noticeName('n', `(np.content -> 'terms' ->> 'remedyNotice')`)}, 'contract', n.contract_reference, 'remedyOn', n.remedy_on,
      'extended', n.extended_on is not null, 'practitioner', n.practitioner),
    'lines', (select coalesce(json_agg(json_build_object('clause', c.clause, 'number', t.number, 'step', t.step, 'text', line ->> 'text') order by c.number, t.number), '[]')
      from jsonb_array_elements(p.lines) line join notice_steps t on t.council_id = p.council_id and t.id = (line ->> 'stepId')::uuid join notice_clauses c on c.council_id = t.council_id and c.id = t.clause_id))
  from notice_plans p join notice_plan_reviews v on v.council_id = p.council_id and v.plan_id = p.id join notices n on n.council_id = p.council_id and n.id = p.notice_id
    join workflows nw on nw.council_id = n.council_id and nw.id = n.id join procedures np on np.council_id = nw.council_id and np.id = nw.procedure_id
  where p.council_id = s.council_id and p.id = ${id} and n.service_id = s.id)`;

/** With the day for the next plan, counted from the day the letter counts as served (R32). */
export function planAnswerAsServed(plan: StoredPlanAnswer, served: Temporal.PlainDate): PlanAnswer {
  return { ...plan, planBy: plan.outcome === 'returned' ? revisedPlanBy(served, plan.notice.remedyOn, plan.timescales) : null };
}
