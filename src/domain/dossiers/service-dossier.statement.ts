import { statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { visitsMade } from '../assurance/first-hand.js';
import { defaultCounts } from '../notices/default-counts.js';
import { noticeName } from '../notices/notices.queries.js';
import { insolvencyJson } from '../providers/insolvency.js';
import { ranBeforeJson } from '../providers/provider-people.js';
import { runByJson } from '../providers/run-by.js';
import { lineOf } from '../providers/service-line.js';
import { liveStates } from '../restrictions/placing.queries.js';
import { actionOpen, actionOverdue, jobTitle, lists, londonDay, rows, section, wordsOf } from './sql.js';

/** How many open records and decisions the page holds; the chronology has all of them. */
const newestRecords = 50;
const newestDecisions = 10;

const member = (membershipId: string): string => `(select json_build_object('membershipId', m.id, 'name', coalesce(mp.name, m.job_title), 'jobTitle', m.job_title,
    'agencyName', ${agencyCalled('m.agency_id', '$4::date')})
  from memberships m left join people mp on mp.id = m.person_id where m.council_id = s.council_id and m.id = ${membershipId})`;
const by = (membershipId: string): string => jobTitle('s.council_id', membershipId);

const ratings = rows(`
  select d.domain, d.place, now.rating, now.published_on as "publishedOn", now.inherited, ${rows(`
    select h.rating, h.published_on as "publishedOn", h.inherited, h.as_at from register_ratings h
    where h.location_id = l.id and h.domain = d.domain and h.id <> now.id`, 'x."publishedOn" desc nulls last, x.as_at desc nulls last')} as history
  from (values ('overall', 1), ('safe', 2), ('effective', 3), ('caring', 4), ('responsive', 5), ('wellLed', 6)) d (domain, place)
  join lateral (select r.id, r.rating, r.published_on, r.inherited from register_ratings r where r.location_id = l.id and r.domain = d.domain
                order by coalesce(r.as_at, r.published_on) desc nulls last, r.published_on desc nulls last limit 1) now on true`, 'x.place');

// Every kind of funder has its row, also where nobody has counted: a gap must not look like nobody (R29).
const people = rows(`
  select f.funder, f.place, c.people, c.as_at as "asAt", c.source
  from (values ('thisCouncil', 1), ('otherCouncils', 2), ('icb', 3), ('selfFunding', 4)) f (funder, place)
  left join lateral (select n.people, n.as_at, n.source from people_counts n where n.council_id = s.council_id and n.service_id = s.id and n.funder = f.funder
                     order by n.as_at desc, n.recorded_at desc limit 1) c on true`, 'x.place');

const live = liveStates.map((state) => `'${state}'`).join(', ');
const restrictions = rows(`
  select r.id, r.reference, r.kind, ${wordsOf('lists.kinds', 'r.kind')} as "kindWords", r.scope, rg.reasons, r.starts_on as "startsOn", r.review_on as "reviewOn",
         r.context ->> 'confirmBy' as "confirmBy", r.exceptions, rg.lift_conditions as "liftConditions",
         (select count(*)::int from placements_against pa where pa.council_id = r.council_id and pa.restriction_id = r.id) as "placementsAgainst", r.state, d.reference as "decisionReference", d.id as "decisionId",
         coalesce(${by(`(r.context ->> 'decidedBy')::uuid`)}, r.stated_decider) as "decidedBy", r.from_earlier_records as "fromEarlierRecords", case when r.from_earlier_records then coalesce(r.stated_decider, 'the council') end as "statedDecider",
         (select coalesce(json_agg(${wordsOf('lists.reasons', 'code')}), '[]') from unnest(r.reason_codes) code) as "reasonWords"
  from restricted r left join restriction_grounds rg on rg.council_id = r.council_id and rg.restriction_id = r.id
    left join decisions d on d.council_id = r.council_id and d.id = r.decision_id
  where r.state in (${live})`, 'x."startsOn" desc, x.id desc');

const notices = rows(`
  select n.id, n.reference, n.kind, ${noticeName('n', `(select p.content->'terms'->>'remedyNotice' from procedures p where p.council_id = n.council_id and p.id = nw.procedure_id)`)} as name, nw.state,
         n.issued_on as "issuedOn", n.served_on as "servedOn", n.remedy_on as "remedyOn", n.ended_on as "endedOn", n.recorded_at
  from notices n join workflows nw on nw.council_id = n.council_id and nw.id = n.id where n.council_id = s.council_id and n.service_id = s.id`, 'x."endedOn" is not null, x.recorded_at desc, x.id');
const terminations = rows(`
  select t.id, t.reference, t.contract_reference as contract, tw.state, case when t.served_on is not null then t.ends_on end as "endsOn", t.ended_on as "endedOn", t.recorded_at
  from terminations t join workflows tw on tw.council_id = t.council_id and tw.id = t.id where t.council_id = s.council_id and t.service_id = s.id`, 'x."endedOn" is not null, x.recorded_at desc, x.id');
const defaults = rows(defaultCounts('s.council_id', 's.id', '$4::date'), 'x.contract');

const record = `i.id, i.reference, i.severity, ${wordsOf('lists.themes', 'i.category')} as category, i.what_happened as "whatHappened", i.happened_on as "happenedOn",
  i.received_at as "receivedAt", i.caveat, ${wordsOf('lists.caveats', 'i.caveat')} as "caveatWords", i.disclosure, ${wordsOf('lists.sources', 'i.source_type')} as source,
  ${agencyCalled('i.source_agency_id', londonDay('i.received_at'))} as "agencyName", i.state, i.people_affected as "peopleAffected"`;
const openIntelligence = rows(`select ${record} from told i where i.closed_at is null order by i.received_at desc, i.id desc limit ${newestRecords}`, 'x."receivedAt" desc, x.id desc');

const action = `a.id, a.reference, a.description, a.must_do as "mustDo", ${member('a.owner_membership_id')} as owner, a.due_on as "dueOn", a.state,
  case when a.state in ${actionOverdue} then greatest($4::date - a.due_on, 0) else 0 end as "daysOverdue"`;
const openActions = rows(`select ${action} from acts a where a.state in ${actionOpen}`, 'x."daysOverdue" desc, x."dueOn", x.id');

const planProgress = `(select json_build_object('total', count(*)::int, 'done', count(*) filter (where a.state not in ${actionOpen})::int, 'mustDoOpen', count(*) filter (where a.must_do and a.state in ${actionOpen})::int,
    'overdue', count(*) filter (where a.state in ${actionOverdue} and a.due_on < $4::date)::int) from acts a where a.state <> 'superseded')`;

const clocks = rows(`
  select d.id, d.kind, dw.machine, d.workflow_id as "workflowId", d.due_on as "dueOn", d.due_at, greatest($4::date - d.due_on, 0) as "daysOverdue"
  from deadlines d join workflows dw on dw.council_id = d.council_id and dw.id = d.workflow_id
  where d.council_id = s.council_id and d.service_id = s.id and d.withdrawn_at is null and d.fired_at is null`, 'x.due_at, x.id');

const risks = rows(`
  select k.id, k.number, k.assessed_on as "assessedOn", k.likelihood, k.impact, k.score, k.text, ${by('k.recorded_by')} as "assessedBy", k.band ->> 'band' as band, k.band ->> 'words' as "bandWords"
         , k.own
  from assessed k`, 'x.own desc, x.number desc');

const recommendation = `c.id, c.reference, c.code, ${wordsOf('lists.authorities', 'c.code')} as "codeWords", c.text, c.made_at as "madeAt", (select m.id from meetings m where m.council_id = c.council_id and m.id = c.meeting_id) as "meetingId",
  c.context ->> 'decideBy' as "decideBy", c.state, cd.outcome, ${by('cd.decided_by')} as "decidedBy"`;
const recommendationsOf = 'from recommended c left join decisions cd on cd.council_id = c.council_id and cd.recommendation_id = c.id';
const waiting = rows(`select ${recommendation} ${recommendationsOf} where c.state = 'awaitingDecision'`, 'x."madeAt", x.id');

const decisions = rows(`
  select e.id, e.reference, e.code, ${wordsOf('lists.authorities', 'e.code')} as "codeWords", e.outcome, e.reasons, e.decided_at as "decidedAt",
         ${by('e.decided_by')} as "decidedBy", e.recommendation_id as "recommendationId"
  from decisions e where e.council_id = s.council_id and e.service_id in ${lineOf('s.id')} order by e.decided_at desc, e.id desc limit ${newestDecisions}`, 'x."decidedAt" desc, x.id desc');

const panelJson = (alias: string): string => `json_build_object('id', ${alias}.id, 'reference', ${alias}.reference, 'title', ${alias}.title, 'startsAt', ${alias}.starts_at)`;
const nextPanel = `(select ${panelJson('n')} from meetings n where n.council_id = s.council_id and n.series = 'panel' and n.closed_at is null and (n.opened_at is not null or n.ends_at >= $3::timestamptz) order by n.starts_at limit 1)`;

// Before the first panel everything open is new, so that nothing told early is overlooked.
const sinceLastPanel = `json_build_object(
  'panel', case when last.id is not null then ${panelJson('last')} end,
  'agencies', ${rows(`
    select coalesce(y."agencyName", 'Not from an agency') as "agencyName", max(y."receivedAt") as newest, json_agg(y order by y."receivedAt" desc, y.id desc) as records
    from (select ${record} from told i where case when last.id is null then i.closed_at is null else i.received_at > last.starts_at end) y group by 1`, 'x.newest desc, x."agencyName"')},
  'refusals', (select count(*)::int from placing_refusals f where f.council_id = s.council_id and f.service_id = s.id and (last.id is null or f.recorded_at > last.starts_at)),
  'recommendations', ${rows(`select ${recommendation} ${recommendationsOf} where c.meeting_id = last.id`, 'x."madeAt", x.id')},
  'actions', ${rows(`select ${action} from acts a where a.agenda_item_id in (select g.id from agenda_items g where g.council_id = s.council_id and g.meeting_id = last.id)`, 'x."dueOn", x.id')})`;

const letters = rows(`
  select t.id, t.reference, t.kind, t.subject, t.issued_at as "issuedAt", t.served_on as "servedOn", t.reply_by as "replyBy", t.document_id as "documentId"
  from letters t where t.council_id = s.council_id and t.service_id = s.id and t.issued_at is not null`, 'x."issuedAt" desc, x.id desc');

const representations = rows(`
  select v.id, v.reference, v.state, v.told_on as "toldOn", v.told_how as "toldHow", v.window_ends_on as "windowEndsOn", v.received_at as "receivedAt", v.text,
         v.consideration, ${by('v.considered_by')} as "consideredBy"
  from represented v`, 'x."toldOn" desc, x.id desc');

// The other service by its name; its page for whoever sees it (R37).
const links = rows(`
  select k.id, k.reference, k.kind, k.happened_on as "happenedOn", k.other_id is not distinct from s.id as continues, (select v.id from services v where v.council_id = k.council_id and v.id = case when k.other_id = s.id then k.service_id else k.other_id end) as "otherId",
         k.from_name as "fromName", k.to_name as "toName", a.name as "fromProvider", b.name as "toProvider"
  from service_links k join register_providers a on a.id = k.from_provider_id left join register_providers b on b.id = k.to_provider_id
  where k.council_id = s.council_id and k.undone_at is null and k.kind <> 'notSuccessor' and s.id in (k.service_id, k.other_id)`, 'x."happenedOn" desc, x.id');
const late = (due: string): string => `case when ${due} is not null then greatest(0, $4::date - ${due}) else 0 end`;
const appeals = rows(`
  select a.id, a.reference, a.state, a.lodged_on as "lodgedOn", a.due as "dueOn", ${late('a.due')} as "daysOverdue", a."restrictionReference"
  from (select a.*, w.state, case w.state when 'groundsAwaited' then (w.context->>'groundsBy')::date when 'toBeHeard' then (w.context->>'hearBy')::date end as due, x.reference as "restrictionReference"
    from appeals a join workflows w on w.council_id = a.council_id and w.id = a.id join restrictions x on x.council_id = a.council_id and x.id = a.restriction_id
    where a.council_id = s.council_id and a.service_id = s.id) a`, 'x."lodgedOn" desc, x.id desc');
const hearingRequests = rows(`
  select h.id, h.representation_id as "representationId", h.reference, h.kind, h.state, h.asked_on as "askedOn", h.due as "dueOn", ${late('h.due')} as "daysOverdue"
  from (select h.*, w.state, case w.state when 'asked' then (w.context->>'answerBy')::date end as due from hearing_requests h join workflows w on w.council_id = h.council_id and w.id = h.id
    where h.council_id = s.council_id and h.service_id = s.id) h`, 'x."askedOn" desc, x.id desc');

const contracts = rows(`
  select k.id, k.reference, k.starts_on as "startsOn", k.ends_on as "endsOn", k.capacity, k.hours_per_week as "hoursPerWeek", k.annual_value as "annualValue",
         k.notice_clause as "noticeClause", k.suspension_clause as "suspensionClause"
  from contracts k where k.council_id = s.council_id and k.service_id = s.id`, 'x."startsOn" desc, x.id');

/** What the stage it is at was decided on; each criterion with what shows it (domain.md 1.2, R02). */
const criteria = `(
  select json_build_object('decisionId', d.id, 'reference', d.reference, 'decidedAt', d.decided_at, 'criteria', (
    select json_agg(c || jsonb_build_object('records', coalesce(c -> 'records', '[]'), 'words', coalesce((select k ->> 'words' from procedures p, jsonb_array_elements(p.content -> 'thresholdCriteria') k
      where p.council_id = d.council_id and p.id = w.procedure_id and k ->> 'code' = c ->> 'code'), c ->> 'code'))) from jsonb_array_elements(d.terms -> 'criteria') c))
  from decisions d where d.council_id = s.council_id and d.service_id = s.id and d.outcome <> 'declined' and jsonb_array_length(coalesce(d.terms -> 'criteria', '[]')) > 0
    and case split_part(w.state, '.', 1) when 'seriousConcerns' then d.code in ('D04', 'D18') when 'enhanced' then d.code = 'D03' and ${londonDay('d.decided_at')} >= g.since else false end
  order by d.decided_at desc, d.id desc limit 1)`;

const liveNow = `('decided', ${live})`;
const stageFacts = `json_build_object('context', w.context, 'state', coalesce(w.state, 'routine'), 'version', coalesce(w.version, 0), 'machineVersion', w.machine_version, 'serviceKind', l.kind, 'since', coalesce(g.since, ${londonDay('s.recorded_at')}),
  'procedure', (select p.content from procedures p where p.council_id = s.council_id and (p.id = w.procedure_id or (w.procedure_id is null and p.effective_from <= $4::date)) order by p.effective_from desc, p.version desc limit 1),
  'visits', ${visitsMade('s.id')}, 'panelsOnTrack', panels_on_track(s.id),
  'liveNotices', (select count(*) from workflows nw where nw.council_id = s.council_id and nw.service_id = s.id and nw.machine = 'notice' and nw.state not in ('remedied', 'withdrawn', 'concluded', 'notIssued')),
  'openTerminations', (select count(*) from terminations t where t.council_id = s.council_id and t.service_id = s.id and t.ended_on is null),
  'liveSafeguardingEnquiries', (select count(*) from intelligence i join workflows iw on iw.council_id = i.council_id and iw.id = i.id where i.council_id = s.council_id and i.service_id in ${lineOf('s.id')} and iw.state = 'linkToS42'),
  'newIntelligence', (select count(*) from intelligence i where i.council_id = s.council_id and i.service_id = s.id and i.duplicate_of is null and i.retraction_reason is null
    and w.state = 'closed' and (i.recorded_at at time zone 'Europe/London')::date >= g.since),
  'openActions', (select count(*) from acts where state in ${actionOpen}), 'unverifiedMustDoActions', (select count(*) from acts where state in ${actionOpen} and must_do),
  'liveRestrictions', (select count(*) from restricted where state in ${liveNow}), 'liveFullStops', (select count(*) from restricted where state in ${liveNow} and kind = 'fullStop'),
  'openWindows', (select count(*) from represented where state = 'windowOpen' and window_ends_on >= $4::date), 'unanswered', (select count(*) from represented where state = 'received'),
  'band', (select band ->> 'band' from assessed order by own desc, number desc limit 1),
  'recommendations', (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'criteria', jsonb_array_length(criteria))), '[]') from recommended where state = 'awaitingDecision'))`;

/** Rows of a kind of case of the service, with where each stands. Several parts ask for them, and every policy of their tables is asked once. */
const casesOf = (name: string, table: string, also = 'true', of = '= $1::uuid'): string => `${name} as materialized (select c.*, cw.state, cw.context
    from ${table} c join workflows cw on cw.council_id = c.council_id and cw.id = c.id where c.council_id = current_council() and c.service_id ${of} and ${also})`;
/** R31: as read at the service that carries the others on. */
const inLine = `in ${lineOf('$1::uuid')}`;

const parts: Record<string, string> = {
  ratings, people, restrictions, notices, terminations, defaultCounts: defaults, openIntelligence, openActions, planProgress, clocks, risks, decisions, nextPanel, sinceLastPanel, letters, representations, appeals, hearingRequests, contracts, links, stageFacts, criteria,
  recommendationsWaiting: waiting,
  openIntelligenceTotal: '(select count(*) from told where closed_at is null)',
  leadOfficer: member('g.lead_officer_id'),
};
/** The parts that are made only when asked for, by the name of their field. */
export const serviceParts: readonly string[] = Object.keys(parts);

/**
 * One service whole. $1 service, $2 the parts wanted, $3 this instant, $4 today.
 * Who told us is in no table named here; a recommendation from whose item the reader is excluded is hidden by its policy (R21).
 */
export const serviceDossier = statement(`
  with ${lists('$4::date')},
  last_panel as materialized (
    select m.id, m.reference, m.title, m.starts_at from meetings m
    where m.council_id = current_council() and m.series = 'panel' and m.opened_at is not null and m.closed_at is not null and m.starts_at <= $3::timestamptz
    order by m.starts_at desc limit 1),
  assessed as materialized (
    select k.*, k.likelihood * k.impact as score, band, k.service_id = $1::uuid as own
    from risk_assessments k
    left join lateral (select b as band from lists, jsonb_array_elements(lists.bands) b where (b ->> 'from')::int <= k.likelihood * k.impact order by (b ->> 'from')::int desc limit 1) b on true
    where k.council_id = current_council() and k.service_id ${inLine} order by own desc, k.number desc limit 2),
  ${casesOf('told', 'intelligence', 'c.duplicate_of is null and (c.closed_at is null or c.received_at > (select starts_at from last_panel))', inLine)},
  ${casesOf('acts', 'actions', 'true', inLine)},
  ${casesOf('restricted', 'restrictions')},
  ${casesOf('recommended', 'recommendations')},
  ${casesOf('represented', 'representations')}
  select row_to_json(dossier) as result from (
    select s.id, l.name, s.lot, l.kind, p.id as "providerId", p.name as "providerName", ${runByJson('s.provider_id', '$4::date')} as "runBy", ${insolvencyJson('s.provider_id', '$4::date')} as "insolvency", ${ranBeforeJson('s.provider_id', '$4::date')} as "ranBefore", l.address, l.postcode, l.cqc_id as "cqcId",
           coalesce(l.url, 'https://www.cqc.org.uk/location/' || l.cqc_id) as "cqcUrl", l.deregistered_on as "deregisteredOn",
           split_part(coalesce(w.state, 'routine'), '.', 1) as stage, nullif(split_part(w.state, '.', 2), '') as "stageStep", coalesce(g.since, ${londonDay('s.recorded_at')}) as "stageSince", g.review_on as "stageReviewOn",
           case when g.from_earlier_records then g.stated_decider else entered.by end as "stageDecidedBy", coalesce(g.from_earlier_records, false) as "stageFromEarlierRecords", entered.reference as "stageDecisionReference", entered.id as "stageDecisionId",
           ${Object.entries(parts).map(([name, sql]) => section('$2', name, sql)).join(',\n           ')}
    from services s
    join register_locations l on l.id = s.location_id
    join register_providers p on p.id = s.provider_id
    left join lists on true
    left join stages g on g.council_id = s.council_id and g.service_id = s.id
    left join workflows w on w.council_id = g.council_id and w.id = g.id
    left join lateral (
      select coalesce(${by('d.decided_by')}, ${by('t.membership_id')}) as by, d.reference, d.id
      from transitions t left join decisions d on d.council_id = t.council_id and d.id = t.decision_id
      where t.council_id = s.council_id and t.workflow_id = g.id and split_part(t.from_state, '.', 1) is distinct from split_part(t.to_state, '.', 1)
      order by t.seq desc limit 1) entered on w.state is distinct from 'routine' or entered.reference is not null
    left join last_panel last on 'sinceLastPanel' = any ($2::text[])
    where s.id = $1::uuid
  ) dossier`);
