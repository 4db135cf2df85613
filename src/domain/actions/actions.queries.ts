import { Injectable } from '@nestjs/common';
import { type Actor, councilOfficers, panelCircle } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { lineOf } from '../providers/service-line.js';
import { type ActionContext, actionMachine } from './action.machine.js';
import type { ActionForm, ActionList, ActionListArgs, ActionView } from './action.types.js';
import { daysOverdue } from './days-overdue.js';

const pageSize = 25;

const person = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, 'Automatic') from memberships m left join people p on p.id = m.person_id
  where m.council_id = a.council_id and m.id = ${membership})`;
// $1 is today.
const row = `a.id, a.reference, w.state, a.description, a.must_do as "mustDo", s.id as "serviceId", l.name as "serviceName",
  ${person('a.owner_membership_id')} as "ownerName", n.name as "agencyName", g.meeting_id as "meetingId", t.reference as "meetingReference", a.due_on as "dueOn", ${daysOverdue} as "daysOverdue", a.from_earlier_records as "fromEarlierRecords",
  (select count(*)::int from action_checks k where k.council_id = a.council_id and k.action_id = a.id and not k.done) as reopened`;
const from = `actions a join workflows w on w.council_id = a.council_id and w.id = a.id
  left join services s on s.council_id = a.council_id and s.id = a.service_id
  left join register_locations l on l.id = s.location_id
  left join memberships o on o.council_id = a.council_id and o.id = a.owner_membership_id
  left join agency_names n on n.agency_id = o.agency_id and n.valid_from <= $1::date and (n.valid_to is null or n.valid_to >= $1::date)
  left join agenda_items g on g.council_id = a.council_id and g.id = a.agenda_item_id
  left join meetings t on t.council_id = g.council_id and t.id = g.meeting_id`;
// Of every action that is seen, whatever the log is narrowed to now.
const choice = (id: string, words: string, order: string): string => `(select coalesce(json_agg(json_build_object('code', c.id, 'words', c.words) order by c.place, c.words, c.id), '[]')
  from (select distinct ${id} as id, ${words} as words, ${order} as place from every where ${id} is not null) c)`;

const list = statement(`
  with every as (
    select ${row}, a.owner_membership_id as owner, o.agency_id as agency, s.provider_id as provider, (select v.name from register_providers v where v.id = s.provider_id) as "providerName", t.starts_at as "meetingAt",
      coalesce((w.context ->> 'extensions')::int, 0) as extensions, a.extension_reason as "extensionReason", a.verified_on as "verifiedOn" from ${from}
  ), found as (
    select * from every
    where ($2::uuid is null or owner = $2) and ($3::uuid is null or "serviceId" in ${lineOf('$3::uuid')})
      and ($4::boolean is not true or "daysOverdue" > 0)
      and ($5::boolean is true or state not in ('closed', 'superseded'))
      and ($8::uuid is null or agency = $8) and ($9::uuid is null or provider = $9) and ($10::uuid is null or "meetingId" = $10)
  ), sorted as (
    select found.*, row_number() over (order by "daysOverdue" desc, state in ('closed', 'superseded'), "dueOn", id) place from found
  )
  select json_build_object('total', (select count(*) from found), 'overdue', (select count(*) from found where "daysOverdue" > 0), 'page', $6::int, 'pageSize', $7::int,
    'choices', json_build_object('owners', ${choice('owner', '"ownerName"', '0')}, 'agencies', ${choice('agency', '"agencyName"', '0')}, 'services', ${choice('"serviceId"', '"serviceName"', '0')},
      'providers', ${choice('provider', '"providerName"', '0')}, 'meetings', ${choice('"meetingId"', '"meetingReference"', `-extract(epoch from "meetingAt")`)}),
    'rows', coalesce((select json_agg(x order by place) from sorted x where place > ($6::int - 1) * $7 and place <= $6::int * $7), '[]')) as result`);

const one = statement(`
  select to_jsonb(x) as result from (
    select ${row}, w.version, w.context, ${person('a.recorded_by')} as "recordedBy", a.for_provider as "forProvider", a.provider_reported as "providerReported", a.evidence,
      (select ${person('x.membership_id')} from transitions x where x.council_id = a.council_id and x.workflow_id = a.id and x.event = 'REPORT_COMPLETE' order by x.seq desc limit 1) as "reportedBy", a.verification, a.verified_on as "verifiedOn",
      a.extension_due_on as "extensionDueOn", a.extension_reason as "extensionReason", a.extension_refusal as "extensionRefusal",
      a.extension_requested_by as "extensionRequestedBy", a.replaced_by as "replacedBy",
      coalesce((select json_agg(json_build_object('done', k.done, 'checkedOn', k.checked_on, 'method', k.method, 'newDueOn', k.new_due_on, 'by', ${person('k.recorded_by')}, 'at', k.recorded_at) order by k.recorded_at, k.id)
        from action_checks k where k.council_id = a.council_id and k.action_id = a.id), '[]') as checks,
      coalesce((select json_agg(json_build_object('step', k.step, 'until', k.until, 'words', k.words, 'by', ${person('k.recorded_by')}, 'at', k.recorded_at) order by k.recorded_at, k.id)
        from action_extensions k where k.council_id = a.council_id and k.action_id = a.id), '[]') as "moreTime",
      coalesce((select json_agg(json_build_object('event', x.event, 'toState', x.to_state, 'at', x.happened_at, 'by', coalesce(${person('x.membership_id')}, 'Automatic')) order by x.seq)
        from transitions x where x.council_id = a.council_id and x.workflow_id = a.id), '[]') as steps
    from ${from} where a.id = $2) x`);

const form = statement(`
  select json_build_object(
    'serviceName', (select l.name from services s join register_locations l on l.id = s.location_id where s.id = $2),
    'owners', coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title) order by p.name, m.id)
      from memberships m join people p on p.id = m.person_id
      where m.role = any ($3) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)), '[]')) as result`);

type StoredAction = Omit<ActionView, 'allowedActions'> & { context: ActionContext; extensionRequestedBy: string | null };
const mutationOf: Readonly<Record<string, string>> = {
  BEGIN: 'beginAction', REPORT_COMPLETE: 'reportActionComplete', REQUEST_EXTENSION: 'requestActionExtension', AGREE_EXTENSION: 'extendAction', REFUSE_EXTENSION: 'extendAction',
  VERIFY: 'verifyAction', REFUSE_VERIFICATION: 'verifyAction', SUPERSEDE: 'supersedeAction',
};

@Injectable()
export class ActionsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** Those overdue first, the longest first; then by the day they are due. */
  async list(actor: Actor, { mine, overdue, closed, serviceId, ownerMembershipId, agencyId, providerId, meetingId, page }: ActionListArgs): Promise<ActionList> {
    const values = [this.today(), mine === true ? actor.membershipId : (ownerMembershipId ?? null), serviceId ?? null, overdue ?? null, closed ?? null, pageNumber(page), pageSize, agencyId ?? null, providerId ?? null, meetingId ?? null];
    const found = await this.reads.one<ActionList>(actor, list, values, { operation: 'actions', subjectKind: 'action' });
    if (found === null) throw new Error('The list of actions has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<ActionView | null> {
    const found = await this.reads.one<StoredAction>(actor, one, [this.today(), id], { operation: 'action', subjectKind: 'action', subjectId: id });
    return found && { ...found, allowedActions: openSteps(actor, found) };
  }

  async form(actor: Actor, serviceId: string | null): Promise<ActionForm> {
    const owners = panelCircle.filter((role) => role !== 'auditor');
    const found = await this.reads.one<ActionForm>(actor, form, [this.today(), serviceId, owners], { operation: 'actionForm', subjectKind: 'service', subjectId: serviceId });
    if (found === null) throw new Error('The form has no result.');
    return found;
  }

  private today(): string {
    return this.clock.today().toString();
  }
}

function openSteps(actor: Actor, { state, context, extensionRequestedBy }: StoredAction): ActionView['allowedActions'] {
  const isOfficer = councilOfficers.includes(actor.role);
  const checker = { verifiedBy: actor.membershipId, verifiedByIsOfficer: isOfficer };
  const known = {
    VERIFY: checker, REFUSE_VERIFICATION: checker,
    AGREE_EXTENSION: { agreedBy: actor.membershipId, agreedByIsOfficer: isOfficer, requestedBy: extensionRequestedBy ?? context.ownerId },
  };
  const ownOrOfficer = isOfficer || context.ownerId === actor.membershipId;
  return allowedActions(actionMachine, { state, context }, known)
    .filter(({ event }) => may(actor, mutationOf[event] ?? '') && ownOrOfficer)
    .map((step) => ({ ...step, unmet: [...step.unmet] }));
}
