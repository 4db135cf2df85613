import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { type Appealable, appealableStates, appealDates, exclusionOf } from './appealable.js';
import type { AppealForm, AppealView, OwnAppeal, OwnAppeals } from './appeal.types.js';

/** An appeal `a` as both sides see it. @param w alias of its workflow @param l of its location */
const factsOf = (w: string, l: string): string => `'id', a.id, 'version', ${w}.version, 'reference', a.reference, 'serviceName', ${l}.name, 'state', ${w}.state, 'lodgedOn', a.lodged_on,
  'appealBy', ${w}.context->>'appealBy', 'groundsBy', ${w}.context->>'groundsBy', 'hearBy', ${w}.context->>'hearBy', 'grounds', a.grounds`;
const from = `appeals a join workflows w on w.council_id = a.council_id and w.id = a.id
  join services s on s.council_id = a.council_id and s.id = a.service_id join register_locations l on l.id = s.location_id`;
const nameOf = (membership: string): string =>
  `(select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = a.council_id and m.id = ${membership})`;
/** What an appeal against a decision rests on, with the procedure its restriction began under. */
const withProcedure = (decision: string): string => `(select g.ground || jsonb_build_object('procedure', (select p.content from procedures p where p.council_id = current_council() and p.id = (g.ground->>'procedureId')::uuid))
  from (select (appealable(${decision}))::jsonb as ground) g)`;

const one = statement(`
  select json_build_object(${factsOf('w', 'l')}, 'serviceId', a.service_id, 'restrictionId', a.restriction_id, 'restrictionReference', x.reference, 'decisionId', a.decision_id, 'decisionReference', d.reference,
    'servedOn', a.served_on, 'lodgedHow', a.lodged_how, 'groundsReceivedAt', a.grounds_received_at, 'overDirector', (w.context->>'decidedGrade')::int >= 5, 'representationId', a.representation_id,
    'outcomeDecisionId', o.id, 'outcomeDecisionReference', o.reference, 'heardBy', ${nameOf('a.heard_by')}, 'nominee', a.nominee, 'withdrawnHow', a.withdrawn_how,
    'arguments', coalesce(o.terms->'arguments', '[]')) as result
  from ${from} join restrictions x on x.council_id = a.council_id and x.id = a.restriction_id join decisions d on d.council_id = a.council_id and d.id = a.decision_id
  left join decisions o on o.council_id = a.council_id and o.id = a.outcome_decision_id
  where a.id = $1`);
// A provider sees no decision: the answers to its own arguments are in the function's answer.
const own = statement(`
  select json_build_object(
    'appeals', (select coalesce(json_agg(json_build_object(${factsOf('w', 'l')}, 'arguments', coalesce(t.outcome->'arguments', '[]'), 'decidedOn', t.outcome->>'decidedOn') order by a.lodged_on desc, a.id), '[]')
      from ${from} left join lateral (select appeal_outcome(a.id) as outcome) t on true where a.provider_id = $1),
    'open', (select coalesce(json_agg(f.ground order by f.decision_id), '[]') from (
      select t.decision_id, ${withProcedure('t.decision_id')} as ground
      from letters t where t.provider_id = $1 and t.issued_at is not null and t.decision_id is not null
        and not exists (select from appeals a where a.council_id = t.council_id and a.decision_id = t.decision_id)) f
      where f.ground is not null)) as result`);
const form = statement(`
  select ${withProcedure('$1')} as result`);

type Stored = Appealable & { readonly procedure: Procedure };

@Injectable()
export class AppealsQueries {
  constructor(private readonly reads: ReadUnit) {}

  one(actor: Actor, id: string): Promise<AppealView | null> {
    return this.reads.one(actor, one, [id], { operation: 'appeal', subjectKind: 'appeal', subjectId: id });
  }

  async own(actor: Actor): Promise<OwnAppeals> {
    const found = await this.reads.one<{ appeals: OwnAppeal[]; open: Stored[] }>(actor, own, [actor.providerId], { operation: 'myAppeals', subjectKind: 'appeal' });
    const open = (found?.open ?? []).filter(({ restrictionState }) => appealableStates.includes(restrictionState));
    return { appeals: found?.appeals ?? [], open: open.map(formOf) };
  }

  async form(actor: Actor, decisionId: string): Promise<AppealForm | null> {
    const found = await this.reads.one<Stored>(actor, form, [decisionId], { operation: 'appealForm', subjectKind: 'decision', subjectId: decisionId });
    return found === null ? null : formOf(found);
  }
}

function formOf({ decisionId, decisionReference, serviceId, serviceName, servedOn, reasonCodes, procedure }: Stored): AppealForm {
  const dates = appealDates(procedure, servedOn);
  return { decisionId, decisionReference, serviceId, serviceName, servedOn, appealBy: dates?.appealBy ?? null, groundsBy: dates?.groundsBy ?? null, exclusion: exclusionOf(procedure, reasonCodes) };
}
