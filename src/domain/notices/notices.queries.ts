import { Injectable } from '@nestjs/common';
import { type Actor, councilOfficers } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { allowedActions } from '../../platform/workflow/decide.js';
import { practitionerOf } from '../providers/insolvency.js';
import { defaultCounts } from './default-counts.js';
import { type NoticeContext, type NoticeKind, noticeMachine } from './notice.machine.js';
import { noticeKinds } from './notice.requirements.js';
import type { NoticeForm, NoticeList, NoticeListArgs, NoticeView, OwnNotice } from './notice.types.js';
import { periodWords, type RemedyPeriod } from './remedy-period.js';

const pageSize = 25;
/** States in which a notice is off the list of those that run (R15). */
const ended = `('remedied', 'withdrawn', 'concluded', 'notIssued')`;

const named = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id
  where m.council_id = n.council_id and m.id = ${membership})`;
const running = (kinds: string): string => `from deadlines d where d.council_id = n.council_id and d.workflow_id = n.id and d.withdrawn_at is null and d.fired_at is null${kinds}`;
const term = `(select pr.content->'terms'->>'remedyNotice' from procedures pr where pr.council_id = n.council_id and pr.id = w.procedure_id)`;
/** SQL: what a notice is called. @param n its row @param term SQL of the council's own word for a notice to remedy a breach */
export const noticeName = (n: string, ownWord: string): string => `case ${n}.kind when 'warning' then 'Warning letter' when 'breach' then 'Breach notice' else ${ownWord} end`;

const standing = `'id', n.id, 'version', w.version, 'reference', n.reference, 'kind', n.kind, 'name', ${noticeName('n', term)}, 'state', w.state, 'serviceName', l.name,
  'issuedOn', n.issued_on, 'servedOn', n.served_on, 'remedyOn', n.remedy_on, 'planBy', (select max(d.due_on) ${running(` and d.kind = 'noticePlan'`)})`;
const next = `'dueOn', (select min(d.due_on) ${running('')}), 'daysOverdue', greatest(0, coalesce($1::date - (select min(d.due_on) ${running('')}), 0))`;
const from = `notices n
  join workflows w on w.council_id = n.council_id and w.id = n.id
  join services s on s.council_id = n.council_id and s.id = n.service_id
  join register_locations l on l.id = s.location_id`;
const withProvider = `${from} join register_providers v on v.id = n.provider_id`;
const ofNotice = (table: string, alias: string): string => `${table} ${alias} where ${alias}.council_id = n.council_id and ${alias}.notice_id = n.id`;

const steps = `(select coalesce(json_agg(json_build_object('id', t.id, 'number', t.number, 'step', t.step, 'doneOn', t.done_on) order by t.number), '[]')
  from notice_steps t where t.council_id = c.council_id and t.clause_id = c.id)`;
const contents = `${standing}, 'contract', n.contract_reference, 'periodClause', n.period_clause, 'shortReason', n.short_reason, 'warnedOn', n.warned_on, 'warnedHow', n.warned_how, 'notWarnedReason', n.not_warned_reason,
  'supportOffered', n.support_offered, 'extendedOn', n.extended_on, 'endedOn', n.ended_on, 'periodCount', n.period_count, 'periodUnit', n.period_unit,
  'clauses', (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'clause', c.clause, 'facts', c.facts, 'withdrawnOn', c.withdrawn_on, 'withdrawalReason', c.withdrawal_reason,
    'steps', ${steps}) order by c.number), '[]') from ${ofNotice('notice_clauses', 'c')}),
  'plans', (select coalesce(json_agg(json_build_object('id', p.id, 'number', p.number, 'lines', p.lines, 'receivedOn', p.received_on, 'outcome', r.outcome, 'reasons', r.reasons, 'answeredAt', r.recorded_at)
    order by p.number desc), '[]') from notice_plans p left join notice_plan_reviews r on r.council_id = p.council_id and r.plan_id = p.id where p.council_id = n.council_id and p.notice_id = n.id)`;

const own = statement(`
  select coalesce(json_agg(json_build_object(${contents}, 'context', w.context) order by w.state in ${ended}, n.remedy_on, n.id), '[]') as result
  from ${from} where n.provider_id = $1`);
const list = statement(`
  with found as (
    select n.id, w.state in ${ended} as over, n.issued_on, n.recorded_at, json_build_object(${standing}, ${next}, 'serviceId', n.service_id, 'providerName', v.name,
      'steps', (select count(*) from notice_steps t join notice_clauses c on c.council_id = t.council_id and c.id = t.clause_id and c.withdrawn_on is null where t.council_id = n.council_id and t.notice_id = n.id),
      'doneSteps', (select count(*) from notice_steps t join notice_clauses c on c.council_id = t.council_id and c.id = t.clause_id and c.withdrawn_on is null where t.council_id = n.council_id and t.notice_id = n.id and t.done_on is not null)) as row
    from ${withProvider} where ($2::boolean or w.state not in ${ended}) and ($3::uuid is null or n.service_id = $3)
  )
  select json_build_object('total', (select count(*) from found), 'page', $4::int, 'pageSize', ${pageSize}, 'rows', (
    select coalesce(json_agg(row order by over, (row->>'dueOn') nulls last, recorded_at desc, id), '[]') from (
      select * from found order by over, (row->>'dueOn') nulls last, recorded_at desc, id limit ${pageSize} offset ($4::int - 1) * ${pageSize}) page)) as result`);
const one = statement(`
  select json_build_object(${contents}, ${next}, 'context', w.context, 'serviceId', n.service_id, 'providerName', v.name, 'followsId', f.id, 'follows', f.reference,
    'inAdministration', n.in_administration, 'practitioner', n.practitioner, 'practitionerOnRecord', ${practitionerOf('n.provider_id', '$1::date')}, 'serviceMethod', n.service_method,
    'checks', (select coalesce(json_agg(json_build_object('id', c.id, 'stepId', c.step_id, 'done', c.done, 'checkedOn', c.checked_on, 'method', c.method, 'seen', c.seen, 'by', ${named('c.recorded_by')})
      order by c.checked_on desc, c.recorded_at desc, c.id), '[]') from ${ofNotice('notice_checks', 'c')}),
    'legalChecks', (select coalesce(json_agg(json_build_object('id', c.id, 'outcome', c.outcome, 'checkedBy', c.checked_by, 'checkedOn', c.checked_on, 'remarks', c.remarks) order by c.recorded_at desc, c.id), '[]')
      from ${ofNotice('notice_legal_checks', 'c')}),
    'findings', (select coalesce(json_agg(json_build_object('id', c.id, 'finding', c.finding, 'followedBy', c.followed_by, 'reasons', c.reasons, 'foundOn', c.found_on, 'by', ${named('c.recorded_by')})
      order by c.recorded_at desc, c.id), '[]') from ${ofNotice('notice_findings', 'c')}),
    'decisions', (select coalesce(json_agg(json_build_object('id', d.id, 'reference', d.reference, 'decidedAt', d.decided_at, 'decidedBy', ${named('d.decided_by')},
      'act', case d.terms->>'change' when 'extend' then 'extended' when 'withdraw' then 'withdrawn' when 'withdrawClauses' then 'clausesWithdrawn' else 'issued' end) order by d.decided_at, d.id), '[]')
      from ${ofNotice('decisions', 'd')}),
    'defaultCounts', (select coalesce(json_agg(x order by x.contract), '[]') from (${defaultCounts('n.council_id', 'n.service_id', '$1::date')}) x),
    'history', (select coalesce(json_agg(json_build_object('event', t.event, 'toState', t.to_state, 'at', t.happened_at, 'by', ${named('t.membership_id')}) order by t.seq), '[]')
      from transitions t where t.council_id = n.council_id and t.workflow_id = n.id)) as result
  from ${withProvider}
  left join notices f on f.council_id = n.council_id and f.id = n.follows_id
  where n.id = $2`);
const form = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'remedyNotice', d.content->'terms'->>'remedyNotice',
    'contracts', (select coalesce(json_agg(json_build_object('id', k.id, 'reference', k.reference, 'defaults', t.defaults, 'months', t.months, 'clause', t.clause) order by k.reference), '[]')
      from contracts k left join lateral (select * from default_terms e where e.council_id = k.council_id and e.contract_id = k.id order by e.recorded_at desc, e.id desc limit 1) t on true
      where k.council_id = s.council_id and k.service_id = s.id and k.provider_id = s.provider_id and k.starts_on <= $2::date and (k.ends_on is null or k.ends_on >= $2::date)),
    'before', (select coalesce(json_agg(json_build_object('code', n.id, 'words', n.reference || ': ' || ${noticeName('n', `(d.content->'terms'->>'remedyNotice')`)}) order by n.served_on desc, n.id), '[]')
      from notices n where n.council_id = s.council_id and n.service_id = s.id and n.served_on is not null)) as result
  from services s join register_locations l on l.id = s.location_id
  join lateral (select content from procedures where council_id = s.council_id and effective_from <= $2::date order by effective_from desc, version desc limit 1) d on true
  where s.id = $1`);

interface Stored {
  readonly state: string;
  readonly context: NoticeContext;
  readonly periodCount: number | null;
  readonly periodUnit: RemedyPeriod['unit'] | null;
}
/** Mutations by the step they take: what nobody of a role may do is not offered to it. D10 and D11 are decided in `decisions/`. */
const mutationOf: Readonly<Record<string, string>> = {
  DRAFT: 'draftNotice', EDIT: 'draftNotice', SEND_TO_LEGAL: 'sendNoticeToLegal', CLEAR: 'recordNoticeLegalCheck', RETURN_TO_DRAFT: 'returnNoticeToDraft', DROP: 'dropNotice', ISSUE: 'decideNotice',
  SUBMIT_PLAN: 'recordNoticePlan', ACCEPT_PLAN: 'reviewNoticePlan', RETURN_PLAN: 'reviewNoticePlan', CHECK_STEPS: 'checkNoticeSteps', FIND_REMEDIED: 'recordNoticeOutcome',
  FIND_BREACHED: 'recordNoticeOutcome', CONCLUDE: 'concludeNotice', EXTEND: 'decideNoticeChange', WITHDRAW: 'decideNoticeChange', WITHDRAW_CLAUSES: 'decideNoticeChange',
};

/** Reads of notices; one data statement each. */
@Injectable()
export class NoticesQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, { ended: also, serviceId, page }: NoticeListArgs): Promise<NoticeList> {
    const found = await this.reads.one<NoticeList>(actor, list, [this.today, also === true, serviceId ?? null, pageNumber(page)], { operation: 'notices', subjectKind: 'notice' });
    if (found === null) throw new Error('The list of notices has no result.');
    return found;
  }

  async one(actor: Actor, id: string): Promise<NoticeView | null> {
    const found = await this.reads.one<NoticeView & Stored>(actor, one, [this.today, id], { operation: 'notice', subjectKind: 'notice', subjectId: id });
    return found && { ...found, period: periodOf(found), allowedActions: openSteps(actor, found) };
  }

  async own(actor: Actor): Promise<OwnNotice[]> {
    const found = (await this.reads.one<(OwnNotice & Stored)[]>(actor, own, [actor.providerId], { operation: 'myNotices', subjectKind: 'notice' })) ?? [];
    return found.map((notice) => ({ ...notice, period: periodOf(notice), mayPlan: allowedActions(noticeMachine, notice).some(({ event, allowed }) => event === 'SUBMIT_PLAN' && allowed) }));
  }

  async form(actor: Actor, serviceId: string): Promise<NoticeForm | null> {
    const found = await this.reads.one<NoticeForm & { remedyNotice: string }>(actor, form, [serviceId, this.today], { operation: 'noticeForm', subjectKind: 'service', subjectId: serviceId });
    return found && { ...found, kinds: noticeKinds.map((code) => ({ code, words: kindWords(found.remedyNotice)[code] })) };
  }

  private get today(): string {
    return this.clock.today().toString();
  }
}

const kindWords = (remedyNotice: string): Readonly<Record<NoticeKind, string>> => ({ warning: 'Warning letter', remedy: remedyNotice, breach: 'Breach notice: a breach that cannot be remedied' });

function periodOf({ periodCount, periodUnit }: Stored): string | null {
  return periodCount === null || periodUnit === null ? null : periodWords({ count: periodCount, unit: periodUnit });
}

/** What the draft holds and who decides is judged by the step itself; here everything but what its place already forbids is taken as given. */
function openSteps(actor: Actor, found: NoticeView & Stored): NoticeView['allowedActions'] {
  const officer = { officer: actor.membershipId, isOfficer: councilOfficers.includes(actor.role) };
  const steps = found.clauses.filter(({ withdrawnOn }) => withdrawnOn === null).flatMap((clause) => clause.steps);
  const progress = { openSteps: steps.filter(({ doneOn }) => doneOn === null).length, doneSteps: steps.filter(({ doneOn }) => doneOn !== null).length, lastCheckedOn: found.checks[0]?.checkedOn ?? null };
  const decider = { decidedBy: actor.membershipId, deciderIsAuthorised: true, reasonsGiven: true };
  const known = {
    DROP: { reasonsGiven: true }, RETURN_TO_DRAFT: { reasonsGiven: true }, SEND_TO_LEGAL: termsOf(found), ACCEPT_PLAN: officer, RETURN_PLAN: { ...officer, reasonsGiven: true }, CHECK_STEPS: officer,
    FIND_REMEDIED: { ...officer, ...progress }, FIND_BREACHED: { ...officer, ...progress, reasonsGiven: true }, CONCLUDE: { ...officer, reasonsGiven: true },
    EXTEND: { ...decider, lastCheckedOn: progress.lastCheckedOn }, WITHDRAW: decider, WITHDRAW_CLAUSES: decider,
  };
  return allowedActions(noticeMachine, found, known).filter(({ event }) => event !== 'ISSUE' && may(actor, mutationOf[event] ?? ''));
}

/** What the draft still lacks, as its page lists it before it goes to Legal. */
function termsOf({ clauses, periodCount, shortReason, warnedOn, notWarnedReason, supportOffered, inAdministration, practitioner }: NoticeView & Stored) {
  return {
    contractInForce: true, clauses: clauses.length, clausesWithoutFacts: clauses.filter(({ facts }) => facts === '').length, clausesWithoutSteps: clauses.filter((clause) => clause.steps.length === 0).length,
    clausesUnderAnother: 0, periodGiven: periodCount !== null, remedyWorkingDays: null, shortestWorkingDays: 0, shortReasonGiven: shortReason !== null,
    meetingOrWarningGiven: warnedOn !== null || notWarnedReason !== null, supportOfferedGiven: supportOffered !== null, addressGiven: inAdministration === false || practitioner !== null,
  };
}
