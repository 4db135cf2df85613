import { Injectable } from '@nestjs/common';
import { type Actor, councilOfficers } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { defaultCounts } from '../notices/default-counts.js';
import { type TerminationContext, terminationMachine } from './termination.machine.js';
import type { TerminationForm, TerminationList, TerminationListArgs, TerminationView } from './termination.types.js';

const pageSize = 25;
const over = 't.ended_on is not null';
const named = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id
  where m.council_id = t.council_id and m.id = ${membership})`;
const dueOn = `(select min(d.due_on) from deadlines d where d.council_id = t.council_id and d.workflow_id = t.id and d.withdrawn_at is null and d.fired_at is null)`;
const people = 'exit_people e where e.council_id = t.council_id and e.termination_id = t.id';
const standing = `'id', t.id, 'version', w.version, 'reference', t.reference, 'state', w.state, 'serviceId', t.service_id, 'serviceName', l.name, 'providerName', v.name, 'contract', t.contract_reference,
  'endsOn', case when t.served_on is not null then t.ends_on end, 'dueOn', ${dueOn}, 'daysOverdue', greatest(0, coalesce($1::date - ${dueOn}, 0)),
  'listedPeople', (select count(*)::int from ${people}), 'settledPeople', (select count(*)::int from ${people} and e.settled_on is not null)`;
const from = `terminations t
  join workflows w on w.council_id = t.council_id and w.id = t.id
  join services s on s.council_id = t.council_id and s.id = t.service_id
  join register_locations l on l.id = s.location_id
  join register_providers v on v.id = t.provider_id`;

const list = statement(`
  with found as (select t.id, ${over} as over, t.recorded_at, json_build_object(${standing}) as row from ${from} where $2::boolean or not ${over})
  select json_build_object('total', (select count(*) from found), 'page', $3::int, 'pageSize', ${pageSize}, 'rows', (
    select coalesce(json_agg(row order by over, (row->>'dueOn') nulls last, recorded_at desc, id), '[]') from (
      select * from found order by over, (row->>'dueOn') nulls last, recorded_at desc, id limit ${pageSize} offset ($3::int - 1) * ${pageSize}) page)) as result`);
const one = statement(`
  select json_build_object(${standing}, 'context', w.context, 'ground', t.ground, 'noticeId', n.id, 'noticeReference', n.reference, 'facts', t.facts, 'options', t.options, 'equalityNote', t.equality_note,
    'proportionality', t.proportionality, 'periodCount', t.period_count, 'periodUnit', t.period_unit, 'periodClause', t.period_clause, 'decidedOn', t.decided_on, 'confirmBy', t.confirm_by,
    'servedOn', t.served_on, 'earliestEndsOn', t.earliest_ends_on, 'effectOn', t.effect_on, 'endedOn', t.ended_on, 'leadOfficerId', t.lead_id, 'lead', case when t.lead_id is not null then ${named('t.lead_id')} end,
    'countedPeople', (select sum(c.people)::int from (select distinct on (q.funder) q.people from people_counts q where q.council_id = t.council_id and q.service_id = t.service_id
      order by q.funder, q.as_at desc, q.recorded_at desc) c),
    'plans', (select coalesce(json_agg(json_build_object('id', x.id, 'number', x.number, 'leadOfficerId', x.lead_id, 'lead', ${named('x.lead_id')}, 'endsOn', x.ends_on, 'telling', x.telling, 'moving', x.moving,
      'funders', x.funders, 'records', x.records, 'staff', x.staff, 'communications', x.communications, 'plannedAt', x.recorded_at) order by x.number desc), '[]')
      from exit_plans x where x.council_id = t.council_id and x.termination_id = t.id),
    'people', (select coalesce(json_agg(json_build_object('id', e.id, 'caseReference', e.case_reference, 'funder', e.funder, 'settlement', e.settlement, 'whereNow', e.where_now, 'choice', e.choice,
      'packGone', e.pack_gone, 'settledOn', e.settled_on) order by e.settled_on is not null, e.case_reference), '[]') from ${people}),
    'notes', (select coalesce(json_agg(json_build_object('id', o.id, 'kind', o.kind, 'text', o.text, 'happenedOn', o.happened_on, 'by', ${named('o.recorded_by')}) order by o.recorded_at, o.id), '[]')
      from termination_notes o where o.council_id = t.council_id and o.termination_id = t.id),
    'recommendationId', (select r.id from recommendations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id
      where r.council_id = t.council_id and r.service_id = t.service_id and r.code = 'D14' and rw.state = 'awaitingDecision' order by r.made_at desc, r.id limit 1),
    'decisions', (select coalesce(json_agg(json_build_object('id', d.id, 'reference', d.reference, 'act', d.terms->>'change', 'decidedAt', d.decided_at, 'decidedBy', ${named('d.decided_by')}) order by d.decided_at, d.id), '[]')
      from decisions d where d.council_id = t.council_id and d.termination_id = t.id),
    'waiting', (select coalesce(json_agg(json_build_object('id', r.id, 'reference', r.reference, 'text', r.text,
      'points', (select coalesce(json_agg(json_build_object('id', q.id, 'number', q.number, 'words', q.words) order by q.number), '[]') from representation_points q where q.council_id = r.council_id and q.representation_id = r.id
        and not exists (select from point_answers a where a.council_id = q.council_id and a.point_id = q.id))) order by r.reference), '[]')
      from representations r join workflows rw on rw.council_id = r.council_id and rw.id = r.id where r.council_id = t.council_id and r.service_id = t.service_id and rw.state = 'received'),
    'officers', (select coalesce(json_agg(json_build_object('code', m.id, 'words', p.name || ', ' || m.job_title) order by p.name, m.id), '[]') from memberships m join people p on p.id = m.person_id
      where m.council_id = t.council_id and m.role in (${councilOfficers.map((role) => `'${role}'`).join(', ')}) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)),
    'history', (select coalesce(json_agg(json_build_object('event', h.event, 'toState', h.to_state, 'at', h.happened_at, 'by', ${named('h.membership_id')}) order by h.seq), '[]')
      from transitions h where h.council_id = t.council_id and h.workflow_id = t.id)) as result
  from ${from}
  left join notices n on n.council_id = t.council_id and n.id = t.notice_id
  where t.id = $2`);
const inForce = 'k.starts_on <= $2::date and (k.ends_on is null or k.ends_on >= $2::date)';
const form = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name,
    'contracts', (select coalesce(json_agg(json_build_object('code', k.id, 'words', k.reference || coalesce(', notice clause ' || k.notice_clause, '')) order by k.reference), '[]')
      from contracts k where k.council_id = s.council_id and k.service_id = s.id and k.provider_id = s.provider_id and ${inForce}),
    'notices', (select coalesce(json_agg(json_build_object('code', n.id, 'words', n.reference || ', contract ' || n.contract_reference) order by n.served_on desc, n.id), '[]')
      from notices n join workflows w on w.council_id = n.council_id and w.id = n.id
      where n.council_id = s.council_id and n.service_id = s.id and n.kind in ('remedy', 'breach') and n.served_on is not null and w.state in ('breached', 'concluded')),
    'defaultCounts', (select coalesce(json_agg(x order by x.contract), '[]') from (${defaultCounts('s.council_id', 's.id', '$2::date')}) x)) as result
  from services s join register_locations l on l.id = s.location_id where s.id = $1`);

interface Stored {
  readonly state: string;
  readonly context: TerminationContext;
}
/** Mutations by the step they take: what nobody of a role may do is not offered to it. */
const mutationOf: Readonly<Record<string, string>> = {
  EDIT: 'editTermination', WITHDRAW: 'withdrawTermination', DECIDE_IN_EMERGENCY: 'terminateInEmergency', CONFIRM: 'confirmTermination', END_UNCONFIRMED: 'confirmTermination', RESCIND: 'rescindTermination',
  PLAN_EXIT: 'planExit', LIST_PERSON: 'listExitPerson', SETTLE_PERSON: 'settleExitPerson', TAKE_EFFECT: 'recordTerminationEffect', RECORD_HANDOVER: 'recordExitHandover', COMPLETE: 'completeTermination',
};

/** Reads of terminations; one data statement each. */
@Injectable()
export class TerminationsQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, { ended, page }: TerminationListArgs): Promise<TerminationList> {
    const found = await this.reads.one<TerminationList>(actor, list, [this.today, ended === true, pageNumber(page)], { operation: 'terminations', subjectKind: 'termination' });
    if (found === null) throw new Error('The list of terminations has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<TerminationView | null> {
    const found = await this.reads.one<TerminationView & Stored>(actor, one, [this.today, id], { operation: 'termination', subjectKind: 'termination', subjectId: id });
    return found && { ...found, allowedActions: this.openSteps(actor, found) };
  }

  form(actor: Actor, serviceId: string): Promise<TerminationForm | null> {
    return this.reads.one<TerminationForm>(actor, form, [serviceId, this.today], { operation: 'terminationForm', subjectKind: 'service', subjectId: serviceId });
  }

  /** What is typed and who decides is judged by the step itself; here everything but what its place already forbids is taken as given. */
  private openSteps(actor: Actor, found: TerminationView & Stored): TerminationView['allowedActions'] {
    const officer = { officer: actor.membershipId, isOfficer: councilOfficers.includes(actor.role) };
    const decider = { decidedBy: actor.membershipId, deciderIsAuthorised: true, deciderGrade: actor.grade, confirmerIsOtherDirector: true, reasonsGiven: true, openWindows: 0, unansweredRepresentations: 0 };
    const proposal = { contractInForce: true, groundStands: true, factsGiven: true, optionsGiven: true, equalityNoteGiven: true, proportionalityGiven: true, periodGiven: true };
    const known = {
      DECIDE_IN_EMERGENCY: { ...decider, ...proposal, deciderChairedOrSigned: false, confirmBy: this.today }, WITHDRAW: { ...officer, reasonsGiven: true }, CONFIRM: decider, END_UNCONFIRMED: decider, RESCIND: decider,
      PLAN_EXIT: officer, LIST_PERSON: officer, SETTLE_PERSON: officer, TAKE_EFFECT: { ...officer, on: this.today }, RECORD_HANDOVER: officer,
      COMPLETE: {
        ...decider, peopleLeft: found.listedPeople - found.settledPeople, peopleListed: found.listedPeople, peopleCounted: found.countedPeople,
        // Actions, the provider's answers and enquiries are counted when it is done.
        openActions: 0, openRepresentations: 0, openAppeals: 0, openNotices: 0, liveRestrictions: 0, liveSafeguardingEnquiries: 0,
      },
    };
    return allowedActions(terminationMachine, found, known).filter(({ event }) => may(actor, mutationOf[event] ?? ''));
  }

  private get today(): string {
    return this.clock.today().toString();
  }
}
