import { statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { duePanel } from '../meetings/agenda/agenda-facts.js';
import { liveStates } from '../restrictions/placing.queries.js';
import { newestRisk, riskOfLine } from '../risk/risk-of-line.js';
import { stillEarlier } from './earlier-records.js';
import { actionOpen, actionOverdue, lists, londonDay, rows, section, wordsOf } from './sql.js';

/** How far ahead a review or deadline is on the first screen. */
const daysAhead = 14;
const longest = 30;
const live = liveStates.map((state) => `'${state}'`).join(', ');
const late = (date: string): string => `greatest($3::date - ${date}, 0)`;

const serviceName = `case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end`;
const joinService = (of: string): string => `left join services s on s.council_id = ${of}.council_id and s.id = ${of}.service_id left join register_locations l on l.id = s.location_id`;

// The clock's answer, the procedure's rules and the rows: agenda and quorum are then worked out as the meeting itself does.
const panel = `(select json_build_object('id', n.id, 'reference', n.reference, 'title', n.title, 'startsAt', n.starts_at, 'venue', n.venue, 'state', n.state,
    'procedure', (select json_build_object('agenda', d.content -> 'agenda', 'risk', d.content -> 'risk', 'stages', d.content -> 'stages', 'timescales', d.content -> 'timescales', 'restrictionKinds', d.content -> 'restrictionKinds', 'actionPlanOnRating', d.content -> 'actionPlanOnRating', 'quorum', d.content -> 'quorum', 'cadence', d.content #> '{panel,cadence}')
                  from procedures d where d.council_id = n.council_id and d.id = n.procedure_id),
    'dates', (select json_build_object('heldOn', held_on, 'lastOn', ${londonDay('since')}) from panel),
    'due', (select coalesce(json_agg(facts), '[]') from due),
    'kept', ${rows(`
      select i.id, i.version, s.id as "serviceId", i.section, i.title, i.reasons, i.minutes_estimate as "minutesEstimate", i.for_noting as "forNoting", i.late,
             i.late_reason as "lateReason", i.deferred_reason as "deferredReason", i.placed_by_hand as "placedByHand", i.position,
             is_out_of(i.id) as hidden
      from agenda_items i left join services s on s.council_id = i.council_id and s.id = i.service_id where i.council_id = n.council_id and i.meeting_id = n.id`, 'x.position, x.id')},
    'stages', (select coalesce(json_object_agg(g.service_id, split_part(w.state, '.', 1)), '{}') from stages g join workflows w on w.council_id = g.council_id and w.id = g.id where g.council_id = n.council_id),
    'members', ${rows(`
      select coalesce(p.name, m.job_title) as name, m.job_title as "jobTitle", mm.seat, mm.attendance, mm.contribution, mm.deputy_name as "deputyName", mm.left_at is not null as left, coalesce(m.person_id, m.id) as "personId",
             m.id = current_membership() as own, coalesce(agency_kind(m.agency_id, $3::date), 'council') <> 'council' or mm.seat = 'icbNurse' as outside, ${agencyCalled('m.agency_id', '$3::date')} as "agencyName"
      from meeting_members mm join memberships m on m.council_id = mm.council_id and m.id = mm.membership_id
      left join people p on p.id = m.person_id
      where mm.council_id = n.council_id and mm.meeting_id = n.id`, 'x.name')})
  from next_panel n)`;

const decisionsWaiting = rows(`
  select c.id, c.reference, ${wordsOf('lists.authorities', 'c.code')} as "codeWords", c.service_id as "serviceId", ${serviceName} as "serviceName", c.made_at as "madeAt",
         cw.context ->> 'decideBy' as "decideBy", coalesce(${late(`(cw.context ->> 'decideBy')::date`)}, 0) as "daysOverdue",
         (select vw.state from representations v join workflows vw on vw.council_id = v.council_id and vw.id = v.id
          where v.council_id = c.council_id and v.recommendation_id = c.id order by v.told_on desc, v.id desc limit 1) as representation
  from workflows cw join recommendations c on c.council_id = cw.council_id and c.id = cw.id left join lists on true ${joinService('c')}
  where cw.council_id = current_council() and cw.machine = 'recommendation' and cw.state = 'awaitingDecision'`, 'x."decideBy" nulls last, x."madeAt", x.id');

const dated = `x."dueOn", x.words, x.id`;
const toConfirm = rows(`
  select r.id, ${wordsOf('lists.kinds', 'r.kind')} as words, 'restriction' as machine, r.service_id as "serviceId", ${serviceName} as "serviceName", (rw.context ->> 'confirmBy')::date as "dueOn",
         ${late(`(rw.context ->> 'confirmBy')::date`)} as "daysOverdue"
  from workflows rw join restrictions r on r.council_id = rw.council_id and r.id = rw.id left join lists on true ${joinService('r')}
  where rw.council_id = current_council() and rw.machine = 'restriction' and rw.state in (${live}) and rw.context ->> 'confirmBy' is not null
  union all
  select gw.id, 'Urgent escalation to {seriousConcerns}', 'stage', gw.service_id, ${serviceName}, (gw.context #>> '{urgent,confirmBy}')::date, ${late(`(gw.context #>> '{urgent,confirmBy}')::date`)}
  from workflows gw ${joinService('gw')} where gw.council_id = current_council() and gw.machine = 'stage' and gw.context #>> '{urgent,confirmBy}' is not null`, dated);
const reviewsDue = rows(`
  select r.id, 'Restriction: ' || lower(${wordsOf('lists.kinds', 'r.kind')}) as words, 'restriction' as machine, r.service_id as "serviceId", ${serviceName} as "serviceName", r.review_on as "dueOn", ${late('r.review_on')} as "daysOverdue"
  from workflows rw join restrictions r on r.council_id = rw.council_id and r.id = rw.id left join lists on true ${joinService('r')}
  where rw.council_id = current_council() and rw.machine = 'restriction' and rw.state in (${live}) and r.review_on <= $3::date + ${daysAhead}
  union all
  select g.id, 'Stage', 'stage', g.service_id, ${serviceName}, g.review_on, ${late('g.review_on')} from stages g ${joinService('g')}
  where g.council_id = current_council() and g.review_on <= $3::date + ${daysAhead}`, dated);
const deadlines = rows(`
  select d.id, d.kind as words, dw.machine, d.workflow_id as record, d.service_id as "serviceId", ${serviceName} as "serviceName", d.due_on as "dueOn", ${late('d.due_on')} as "daysOverdue"
  from deadlines d join workflows dw on dw.council_id = d.council_id and dw.id = d.workflow_id ${joinService('d')}
  where d.council_id = current_council() and d.withdrawn_at is null and d.fired_at is null and d.due_on <= $3::date + ${daysAhead} order by d.due_on, d.id limit ${longest}`, dated);

const actions = (where: string): string => rows(`
  select a.id, a.reference, a.description, a.must_do as "mustDo", s.id as "serviceId", ${serviceName} as "serviceName", (select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = a.council_id and m.id = a.owner_membership_id) as owner,
         a.due_on as "dueOn", case when aw.state in ${actionOverdue} then ${late('a.due_on')} else 0 end as "daysOverdue", aw.state
  from workflows aw join actions a on a.council_id = aw.council_id and a.id = aw.id ${joinService('a')}
  where aw.council_id = current_council() and aw.machine = 'action' and ${where}`, 'x."dueOn", x.id');

const records = (where: string, order = 'x."receivedAt" desc, x.id desc'): string => rows(`
  select i.id, i.reference, i.severity, ${wordsOf('lists.themes', 'i.category')} as category, s.id as "serviceId", coalesce(${serviceName}, i.not_listed) as "serviceName",
         i.received_at as "receivedAt", ${agencyCalled('i.source_agency_id', londonDay('i.received_at'))} as "agencyName", coalesce(iw.state, 'received') as state,
         triage.due_at as "triageBy", coalesce(triage.due_at <= $2::timestamptz, false) as "triageOverdue",
         ${wordsOf('lists.dispositions', 'i.disposition')} as disposition
  from intelligence i left join workflows iw on iw.council_id = i.council_id and iw.id = i.id left join lists on true ${joinService('i')}
  left join lateral (select d.due_at from deadlines d where d.council_id = i.council_id and d.workflow_id = i.id and d.kind = 'triage' and d.withdrawn_at is null and d.fired_at is null
    and iw.state in ('received', 'logged')) triage on true
  where i.council_id = current_council() and ${where} order by i.received_at desc, i.id desc limit ${longest}`, order);

const myServices = rows(`
  select s.id as "serviceId", ${serviceName} as "serviceName", split_part(w.state, '.', 1) as stage, k.scores[1] as score,
         case when k.scores[2] is null then null when k.scores[1] > k.scores[2] then 'deteriorating' when k.scores[1] < k.scores[2] then 'improving' else 'unchanged' end as direction
  from stages g join workflows w on w.council_id = g.council_id and w.id = g.id ${joinService('g')}
  cross join lateral (select array_agg(k.likelihood * k.impact order by ${newestRisk('g.service_id')}) as scores from ${riskOfLine('g.service_id')}) k
  where g.council_id = current_council() and g.lead_officer_id = current_membership()`, 'x.score desc nulls last, x."serviceName"');

// Row-level security gives these to who oversees them; who broke the glass sees their own, which is no work of theirs.
const sourceReviews = rows(`
  select o.id, o.reference as words, 'sourceOpening' as machine, i.service_id as "serviceId", ${serviceName} as "serviceName", o.review_due_on as "dueOn", ${late('o.review_due_on')} as "daysOverdue"
  from source_openings o left join intelligence i on i.council_id = o.council_id and i.id = o.intelligence_id ${joinService('i')}
  where o.council_id = current_council() and o.reviewed_at is null and acting_as() in ('safeguardingLead', 'auditor', 'recordsOfficer')`, dated);

// People's access: the administrator sees names and days, no record. A month is long enough to ask whether somebody stays.
const whose = `coalesce(p.name || ', ', '') || m.job_title`;
const ofMember = `m.id, ${whose} as words, 'membership' as machine, null::uuid as "serviceId", null as "serviceName"`;
const openInvitations = rows(`
  select ${ofMember}, ${londonDay('i.expires_at')} as "dueOn", ${late(londonDay('i.expires_at'))} as "daysOverdue"
  from invitations i join memberships m on m.council_id = i.council_id and m.id = i.membership_id left join people p on p.id = m.person_id
  where i.council_id = current_council() and i.used_at is null and i.withdrawn_at is null and m.ended_at is null
    and not exists (select from invitations n where n.council_id = i.council_id and n.membership_id = i.membership_id and n.sent_at > i.sent_at)`, dated);
const accessEnding = rows(`
  select ${ofMember}, m.valid_to as "dueOn", 0 as "daysOverdue" from memberships m left join people p on p.id = m.person_id
  where m.council_id = current_council() and m.role <> 'system' and m.valid_to between $3::date and $3::date + 31`, dated);
const requestsDue = rows(`
  select q.id, q.reference as words, 'informationRequest' as machine, null::uuid as "serviceId", null as "serviceName", q.due_on as "dueOn",
         case when qw.context ->> 'stoppedOn' is null then ${late('q.due_on')} else 0 end as "daysOverdue"
  from information_requests q join workflows qw on qw.council_id = q.council_id and qw.id = q.id
  where q.council_id = current_council() and qw.state not in ('released', 'refused', 'withdrawn')`, dated);
const holdsDue = rows(`
  select h.id, h.reference as words, 'legalHold' as machine, h.service_id as "serviceId", ${serviceName} as "serviceName", h.review_on as "dueOn", ${late('h.review_on')} as "daysOverdue"
  from legal_holds h ${joinService('h')} where h.council_id = current_council() and h.ended_at is null and h.review_on <= $3::date + ${daysAhead}`, dated);
const retentionDue = `(select count(*)::int from (select c.content #> '{retention,rules}' as rules from procedures c where c.council_id = current_council() and c.effective_from <= $3::date
  order by c.effective_from desc, c.version desc limit 1) plan, falls_due(plan.rules, $3::date) f where f.held_by = '{}')`;

// Whoever sent a file leaves it to another officer.
const filesWaiting = `(select count(*)::int from evidence_files e where e.council_id = current_council() and e.state = 'waiting' and e.withdrawn_at is null and e.uploaded_by <> current_membership()
  and not exists (select from evidence_files n where n.council_id = e.council_id and n.replaces_id = e.id))`;

const parts = {
  filesWaiting, panel, decisionsWaiting, toConfirm, reviewsDue, deadlines, myServices, sourceReviews, openInvitations, accessEnding, requestsDue, holdsDue, retentionDue,
  earlierRecords: `(${Object.values(stillEarlier).join(' + ')})`,
  overdueActions: actions(`aw.state in ${actionOverdue} and a.due_on < $3::date`),
  myActions: actions(`aw.state in ${actionOpen} and a.owner_membership_id = current_membership()`),
  urgentIntelligence: records(`i.severity in ('P1', 'P2') and i.received_at >= $4::timestamptz`),
  toTriage: records(`iw.state in ('received', 'logged', 'triaged')`, 'x.severity, x."receivedAt", x.id'),
  myIntelligence: records(`i.allocated_to = current_membership() and i.closed_at is null`, 'x.severity, x."receivedAt", x.id'),
  told: records(`(i.recorded_by = current_membership() or exists (select from memberships o where o.council_id = i.council_id and o.id = i.recorded_by and o.agency_id = current_agency()))`),
  reports: rows(`select q.id, q.reference, q.period_start as "periodStart", q.period_end as "periodEnd", q.as_at as "asAt" from reports q where q.council_id = current_council()`, 'x."periodEnd" desc, x."asAt" desc'),
};
export type HomePart = keyof typeof parts;

/** The first screen. $1 the parts wanted, $2 this instant, $3 today, $4 the start of yesterday. */
export const homeStatement = statement(`
  with ${lists('$3::date')}, next_panel as materialized (
    select m.*, mw.state, mw.procedure_id from meetings m join workflows mw on mw.council_id = m.council_id and mw.id = m.id
    where m.council_id = current_council() and m.series = 'panel' and m.closed_at is null and (mw.state in ('inProgress', 'inquorate', 'adjourned', 'suspended') or m.ends_at >= $2::timestamptz)
    order by m.starts_at limit 1
  ), ${duePanel('(select id from next_panel)', '$3::date')}
  select row_to_json(home) as result from (select ${Object.entries(parts).map(([name, sql]) => section('$1', name, sql)).join(',\n    ')}) home`);
