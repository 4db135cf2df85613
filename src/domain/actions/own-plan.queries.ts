import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { type ActionContext, actionMachine } from './action.machine.js';
import { daysOverdue } from './days-overdue.js';
import type { OwnPlan, OwnPlanAction } from './own-plan.types.js';

const pageSize = 25;
// Row-level security gives a provider the actions of its own plan alone; these columns are all it reads of them: never how officers checked, or why.
const row = `a.id, a.reference, l.name as "serviceName", a.description, a.must_do as "mustDo", w.state, a.due_on as "dueOn", ${daysOverdue} as "daysOverdue"`;
const from = `actions a join workflows w on w.council_id = a.council_id and w.id = a.id
  join services s on s.council_id = a.council_id and s.id = a.service_id
  join register_locations l on l.id = s.location_id
  where a.for_provider and s.provider_id = $2`;

const list = statement(`
  with found as (select ${row} from ${from}),
  sorted as (select found.*, row_number() over (order by state in ('verified', 'closed', 'superseded'), "serviceName", "dueOn", id) place from found)
  select json_build_object('total', (select count(*) from found), 'overdue', (select count(*) from found where "daysOverdue" > 0), 'page', $3::int, 'pageSize', $4::int,
    'rows', coalesce((select json_agg(x order by place) from sorted x where place > ($3::int - 1) * $4 and place <= $3::int * $4), '[]')) as result`);

const one = statement(`
  select to_jsonb(x) as result from (
    select ${row}, w.version, w.context, case when a.provider_reported then a.evidence end as reported, a.extension_due_on as "extensionDueOn",
      coalesce((select json_agg(json_build_object('event', t.event, 'at', t.happened_at, 'until', coalesce(t.facts ->> 'requestedDueOn', t.facts ->> 'newDueOn')) order by t.seq)
        from transitions t where t.council_id = a.council_id and t.workflow_id = a.id and t.event not in ('HAND_OVER', 'CLOSE')), '[]') as steps
    from ${from} and a.id = $3) x`);

type Stored = Omit<OwnPlanAction, 'mayReport' | 'mayAskTime'> & { context: ActionContext };

/** What a provider is to do, as it may read it (domain.md 2.6). */
@Injectable()
export class OwnPlanQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** Open ones first, by service and the day they are due. */
  async list(actor: Actor, page: number | null): Promise<OwnPlan> {
    const found = await this.reads.one<OwnPlan>(actor, list, [this.today(), actor.providerId, pageNumber(page), pageSize], { operation: 'myPlan', subjectKind: 'action' });
    if (found === null) throw new Error('The plan has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<OwnPlanAction | null> {
    const found = await this.reads.one<Stored>(actor, one, [this.today(), actor.providerId, id], { operation: 'myPlanAction', subjectKind: 'action', subjectId: id });
    if (found === null) return null;
    const { state, context } = found;
    const open = allowedActions(actionMachine, { state, context }, {}).map(({ event }) => event);
    return { ...found, mayReport: open.includes('REPORT_COMPLETE'), mayAskTime: open.includes('REQUEST_EXTENSION') };
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
