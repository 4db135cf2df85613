import { lateInterestsOf } from '../../decisions/late-interests.js';
import { narrowCaveats } from '../../intelligence/caveats.js';
import { defaultCounts } from '../../notices/default-counts.js';
import { noticeName } from '../../notices/notices.queries.js';

/** What is due for one service, as the database knows it; `agenda.ts` turns it into an item with reasons in words. */
export interface DueService {
  readonly serviceId: string;
  readonly name: string;
  readonly lot: string;
  readonly stage: string;
  /** The day the stage began; null where the service is routine. */
  readonly stageSince: string | null;
  readonly stageReviewOn: string | null;
  /** Whether the stage changed since the last panel. */
  readonly stageChanged: boolean;
  /** Records received since the last panel, duplicates left out, by severity. */
  readonly newRecords: { readonly P1: number; readonly P2: number; readonly P3: number; readonly P4: number };
  /** Records that triage sent to the panel, and why. */
  readonly referrals: readonly { readonly reference: string; readonly reason: string | null }[];
  /** Reviews of restrictions that an officer held alone and extended since the last panel (R06): which decision, and until when. */
  readonly extended: readonly { readonly reference: string; readonly kind: string; readonly reviewOn: string }[];
  /** Why placing has to be decided on again: no decision to continue (D20) stands since the last panel, or since the rating fell. */
  readonly placingOpen: 'aboveRoutine' | 'ratingFell' | null;
  /** The fall of its CQC rating since which no action plan was required or linked (R16). */
  readonly planless: { readonly rating: string; readonly publishedOn: string } | null;
  /** Review dates of restrictions in force, soonest first; the caller leaves out those beyond the next panel. */
  readonly restrictionReviews: readonly string[];
  /** References of decisions one officer took alone in an emergency since the last panel (R03). */
  readonly emergencyDecisions: readonly string[];
  /** Notices that run or wait for what follows them, what is due next first. */
  readonly notices: readonly DueNotice[];
  /** Contracts whose end is proposed or under way. */
  readonly terminations: readonly DueTermination[];
  /** Contracts whose own count of defaults is reached (R14). */
  readonly defaultsReached: readonly { readonly contract: string; readonly defaults: number; readonly months: number; readonly counted: number }[];
  /** How its risk was last assessed since the last panel, and how it stood before that; null where it was not (R27). */
  readonly risk: DueRisk | null;
  /** Placements made against a restriction and recorded since the last panel (R40). */
  readonly placementsAgainst: number;
  /** Of them, against a stop that the provider had promised itself, and of people who pay for themselves (case 17). */
  readonly againstVoluntary: number;
  readonly againstSelfFunded: number;
  /** Questions put to the panel in writing that ended since the last panel. */
  readonly written: readonly { readonly reference: string; readonly state: string }[];
  /** References of recommendations with somebody among their makers whose interest came out since the last panel (R21). */
  readonly lateInterests: readonly string[];
  readonly overdueActions: number;
  readonly overdueMustDo: number;
  readonly longestOverdueFrom: string | null;
  /** How often the one of its open actions was opened again that was so most often (case 25). */
  readonly reopened: number;
  /** Actions reported as done whose day has passed and that nobody has checked (R17, case 25), and the first of those days. */
  readonly unchecked: number;
  readonly uncheckedFrom: string | null;
  /** Clocks of the service past their day, its actions and records left out (R18). */
  readonly overdueClocks: number;
  readonly oldestClock: string | null;
  readonly ratingFall: { readonly from: string; readonly to: string; readonly publishedOn: string } | null;
  /** Its registration ended, no service carries it on, and something is still open there. */
  readonly deregistered: DueDeregistration | null;
  /** Why it was put off at the last panel. */
  readonly deferredReason: string | null;
  /** How often in a row, and the day of the first panel that did. */
  readonly deferredTimes: number;
  readonly deferredSince: string | null;
}

/** Likelihood and impact, 1 to 5 each. */
export interface DueRisk {
  readonly now: readonly [number, number];
  /** Null where this is the first assessment. */
  readonly before: readonly [number, number] | null;
  readonly assessedOn: string;
}

/** A notice as an agenda tells of it. */
export interface DueNotice {
  /** The council's own word for it. */
  readonly name: string;
  readonly reference: string;
  readonly state: string;
  readonly remedyOn: string | null;
}

/** A termination as an agenda tells of it. */
export interface DueTermination {
  readonly reference: string;
  readonly contract: string;
  readonly state: string;
  readonly endsOn: string | null;
  /** The day an exit plan was or is due; null where there is one, or none is due yet. */
  readonly planBy: string | null;
  readonly peopleLeft: number;
}

/** A registration that ended while something is open (R31, domain.md 1.6). */
export interface DueDeregistration {
  readonly on: string;
  /** Whether its stage is above routine. */
  readonly openCase: boolean;
  readonly restrictions: number;
  /** By the last count of each funder. */
  readonly people: number;
}

/** A subject without a service that the last panel put off. */
export interface DeferredSubject {
  readonly title: string;
  readonly section: number;
  readonly minutesEstimate: number;
  readonly reason: string;
  readonly times: number;
  readonly since: string | null;
}

/** What was said of circulated minutes that wait to be confirmed: how many comments wait or were answered, and remarks of providers. */
export interface SaidOfMinutes {
  readonly reference: string;
  readonly waiting: number;
  readonly takenUp: number;
  readonly declined: number;
  readonly remarks: number;
  /** Corrections of these minutes, beside them (R23). */
  readonly amendments: number;
}

/** States in which a meeting has been held: what came after it is new. */
export const heldStates = ['inProgress', 'inquorate', 'adjourned', 'suspended', 'concluded', 'draftMinutes', 'approved', 'circulated', 'confirmed'] as const;
const held = heldStates.map((state) => `'${state}'`).join(', ');

// An agenda is read by every member, so its reasons say nothing of records that some of them may not read (ADR 0020).
const forEveryMember = `i.caveat not in (${Object.keys(narrowCaveats).map((code) => `'${code}'`).join(', ')})`;

/** Panels in a row that put the same off, up to the one before this: how many, and the day of the first. @param same SQL that says an item `o` is the same */
const inARow = (same: string): string => `
  select count(*)::int as times, (min(h.starts_at) at time zone 'Europe/London')::date as since
  from agenda_items o join meetings h on h.council_id = o.council_id and h.id = o.meeting_id join workflows hw on hw.council_id = h.council_id and hw.id = h.id and hw.state in (${held})
  where o.council_id = panel.council_id and ${same} and h.panel_id = panel.panel_id and h.starts_at <= panel.since and o.deferred_at is not null
    and not exists (select from agenda_items o join meetings t on t.council_id = o.council_id and t.id = o.meeting_id
      where o.council_id = panel.council_id and ${same} and t.panel_id = panel.panel_id and t.starts_at > h.starts_at and t.starts_at <= panel.since and o.deferred_at is null)`;

/** SQL for what was said of the minutes that the meeting confirms, beside `duePanel`. */
export const saidOfMinutes = `
  (select coalesce(json_agg(json_build_object('reference', x.reference, 'waiting', x.waiting, 'takenUp', x.taken_up, 'declined', x.declined, 'remarks', x.remarks, 'amendments', x.amendments)), '[]') from panel cross join lateral said_of_minutes(panel.id) x)`;

/** SQL for the subjects that the panel before this one put off, beside `duePanel`. */
export const deferredSubjects = `
  (select coalesce(json_agg(json_build_object('title', i.title, 'section', i.section, 'minutesEstimate', i.minutes_estimate, 'reason', i.deferred_reason, 'times', r.times, 'since', r.since) order by i.position, i.id), '[]')
   from agenda_items i join panel on i.meeting_id = panel.previous_id cross join lateral (${inARow('o.service_id is null and o.title = i.title')}) r
   where i.council_id = current_council() and i.deferred_at is not null and i.service_id is null)`;

/** States in which a restriction bars placements, or will. */
const liveRestriction = ['decided', 'inForce', 'underReview', 'phasedLift'].map((state) => `'${state}'`).join(', ');

/** SQL: `b` is of the same line of meetings as `m`: of its panel and kind, or about its service, whatever the kind. "Since last time" looks along it. */
export const sameLine = (b: string, m: string): string =>
  `(${b}.council_id = ${m}.council_id and ${b}.panel_id = ${m}.panel_id and ${b}.service_id is not distinct from ${m}.service_id and (${m}.service_id is not null or ${b}.series = ${m}.series))`;

/**
 * CTEs `panel` and `due`. `panel` is the meeting with the panel before it; `due` has one row a service that the panel looks at (R37), with `facts`.
 * A restriction is reviewed at most 35 days apart (R06), so 60 days ahead holds every review before the next panel.
 * @param meeting SQL for the meeting's id @param today SQL for today's date
 */
export const duePanel = (meeting: string, today: string): string => `
  panel as (
    select m.council_id, m.id, m.panel_id, (m.starts_at at time zone 'Europe/London')::date as held_on, ${today} as today,
           before.id as previous_id, before.starts_at as since,
           -- Reckoned here, and not where it is searched by: see wanted.
           coalesce(before.starts_at, '-infinity') as new_from
    from meetings m
    left join lateral (
      select b.id, b.starts_at from meetings b join workflows bw on bw.council_id = b.council_id and bw.id = b.id
      where ${sameLine('b', 'm')} and b.starts_at < m.starts_at and bw.state in (${held})
      order by b.starts_at desc limit 1) before on true
    where m.council_id = current_council() and m.id = ${meeting}
  ), staged as (
    select g.council_id, g.service_id, w.state, g.since, g.review_on
    from stages g join workflows w on w.council_id = g.council_id and w.id = g.id
    where g.council_id = current_council() and w.state not in ('routine', 'closed')
  ), referred as (
    select i.service_id, json_agg(json_build_object('reference', i.reference, 'reason', i.disposition_reason) order by i.received_at) refs
    from workflows w join intelligence i on i.council_id = w.council_id and i.id = w.id
    where w.council_id = current_council() and w.machine = 'intelligence' and w.state = 'toPanel' and i.panel_taken_at is null and i.service_id is not null and ${forEveryMember}
    group by i.service_id
  ), reviewed as (
    select r.service_id, json_agg(r.review_on order by r.review_on) dates
    from workflows w join restrictions r on r.council_id = w.council_id and r.id = w.id, panel
    where w.council_id = current_council() and w.machine = 'restriction' and w.state in ('inForce', 'underReview', 'phasedLift')
      and r.review_on <= panel.held_on + 60
    group by r.service_id
  ), alone as (
    select d.service_id, json_agg(d.reference order by d.decided_at) made_alone from decisions d, panel
    where d.council_id = current_council() and (d.code = 'D18' or (d.code in ('D08', 'D14') and d.terms ->> 'wayIn' = 'emergency')) and d.terms ->> 'outcome' is null and d.decided_at > coalesce(panel.since, '-infinity')
    group by d.service_id
  ), carried as (
    select d.service_id, json_agg(json_build_object('reference', d.reference, 'kind', d.terms ->> 'kind', 'reviewOn', d.review_on) order by d.decided_at) extended from decisions d, panel
    where d.council_id = current_council() and d.code = 'D09' and d.terms ->> 'outcome' = 'extend' and d.decided_at > panel.new_from
    group by d.service_id
  ), sunk as (
    -- The newest fall to a rating below good, while the rating still stands.
    select distinct on (f.service_id) f.service_id, f.to_rating rating, f.published_on, (f.published_on::timestamp at time zone 'Europe/London') fell_at
    from rating_falls f
    where f.council_id = current_council() and f.to_rating in ('requiresImprovement', 'inadequate')
      and not exists (select from register_ratings r where r.location_id = f.location_id and r.domain = 'overall' and r.published_on > f.published_on and r.rating in ('good', 'outstanding'))
    order by f.service_id, f.published_on desc
  ), unplanned as (
    select f.service_id, json_build_object('rating', f.rating, 'publishedOn', f.published_on) planless from sunk f
    where not exists (select from decisions d where d.council_id = current_council() and d.service_id = f.service_id and d.code = 'D06' and d.decided_at >= f.fell_at)
  ), open_placing as (
    select x.service_id, case when bool_or(x.why = 'aboveRoutine') then 'aboveRoutine' else 'ratingFell' end placing_open
    from panel, lateral (
      select g.service_id, 'aboveRoutine' why, panel.new_from since from staged g
      where split_part(g.state, '.', 1) in ('enhanced', 'seriousConcerns')
        and not exists (select from workflows r where r.council_id = g.council_id and r.service_id = g.service_id and r.machine = 'restriction' and r.state in (${liveRestriction}))
      union all
      select f.service_id, 'ratingFell', f.fell_at from sunk f
      where not exists (select from restrictions r join workflows rw on rw.council_id = r.council_id and rw.id = r.id and rw.state in (${liveRestriction}) where r.council_id = panel.council_id and r.service_id = f.service_id and r.kind = 'fullStop')) x
    where not exists (select from decisions d where d.council_id = current_council() and d.service_id = x.service_id and d.code = 'D20' and d.decided_at > x.since)
    group by x.service_id
  ), noticed as (
    select n.service_id, json_agg(json_build_object('name', ${noticeName('n', `(select p.content->'terms'->>'remedyNotice' from procedures p where p.council_id = n.council_id and p.id = w.procedure_id)`)},
      'reference', n.reference, 'state', w.state, 'remedyOn', n.remedy_on) order by n.remedy_on, n.reference) notices
    from workflows w join notices n on n.council_id = w.council_id and n.id = w.id
    where w.council_id = current_council() and w.machine = 'notice' and w.state in ('running', 'planUnderReview', 'awaitingRevisedPlan', 'verification', 'breached')
    group by n.service_id
  ), ending as (
    select t.service_id, json_agg(json_build_object('reference', t.reference, 'contract', t.contract_reference, 'state', w.state, 'endsOn', t.ends_on,
      'planBy', (select max(d.due_on) from deadlines d where d.council_id = t.council_id and d.workflow_id = t.id and d.kind = 'exitPlan' and d.withdrawn_at is null and d.fired_at is null),
      'peopleLeft', (select count(*)::int from exit_people e where e.council_id = t.council_id and e.termination_id = t.id and e.settled_on is null)) order by t.reference) terminations
    from terminations t join workflows w on w.council_id = t.council_id and w.id = t.id
    where t.council_id = current_council() and t.ended_on is null
    group by t.service_id
  ), defaulted as (
    select s.id as service_id, json_agg(json_build_object('contract', t.contract, 'defaults', t.defaults, 'months', t.months, 'counted', t.counted) order by t.contract) reached
    from (select distinct k.council_id, k.service_id as id from default_terms d join contracts k on k.council_id = d.council_id and k.id = d.contract_id where d.council_id = current_council()) s, panel,
      lateral (${defaultCounts('s.council_id', 's.id', 'panel.today')}) t
    where t.counted >= t.defaults
    group by s.id
  ), weighed as (
    select k.service_id, json_build_object('now', json_build_array(k.likelihood, k.impact), 'before', case when k.likelihood_before is not null then json_build_array(k.likelihood_before, k.impact_before) end,
      'assessedOn', k.assessed_on) risk from panel cross join lateral risks_since(panel.new_from) k
  ), placed as (
    select p.service_id, count(*)::int against, count(*) filter (where r.kind = 'voluntary')::int against_voluntary, count(*) filter (where p.funder = 'selfFunding')::int against_self_funded
    from placements_against p join restrictions r on r.council_id = p.council_id and r.id = p.restriction_id, panel
    where p.council_id = current_council() and p.recorded_at > panel.new_from
    group by p.service_id
  ), answered as (
    select p.service_id, json_agg(json_build_object('reference', p.reference, 'state', w.state) order by p.reference) written
    from written_procedures p join workflows w on w.council_id = p.council_id and w.id = p.id, panel
    where p.council_id = current_council() and w.state in ('recommended', 'notRecommended') and p.panel_id = panel.panel_id and p.ended_at > panel.new_from
    group by p.service_id
  ), tainted as (
    select c.service_id, json_agg(c.reference order by c.reference) late_interests from recommendations c, panel
    where c.council_id = current_council() and c.meeting_id <> panel.id and exists (select from ${lateInterestsOf('c')} and i.ruled_at > panel.new_from)
    group by c.service_id
  ), late as (
    select a.service_id, count(*) filter (where x.late)::int n, count(*) filter (where x.late and a.must_do)::int must_do, min(a.due_on) filter (where x.late) longest, max(a.reopened) reopened,
           count(*) filter (where x.unchecked)::int unchecked, min(a.due_on) filter (where x.unchecked) unchecked_from
    from standing_actions() a, panel, lateral (select a.state = 'reportedComplete' and a.due_on < panel.today as unchecked, a.state in ('open', 'inProgress', 'overdue', 'extensionRequested', 'notVerified') and a.due_on < panel.today as late) x
    where x.late or x.unchecked or a.reopened > 0
    group by a.service_id
  ), fell as (
    select distinct on (f.service_id) f.service_id, f.from_rating, f.to_rating, f.published_on
    from rating_falls f, panel
    where f.council_id = current_council()
      and f.published_on > coalesce((panel.since at time zone 'Europe/London')::date, panel.held_on - 35)
    order by f.service_id, f.published_on desc
  ), run_out as (
    select d.service_id, count(*)::int clocks, min(d.due_on) oldest
    from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id, panel
    where d.council_id = current_council() and d.withdrawn_at is null and d.fired_at is null and d.due_on < panel.today and d.service_id is not null
      and w.machine not in ('action', 'intelligence')
    group by d.service_id
  ), gone as (
    select s.id as service_id, json_build_object('on', e.ended_on, 'openCase', coalesce(w.state, 'routine') not in ('routine', 'closed'), 'restrictions', open.restrictions, 'people', open.people) deregistered
    from panel join services s on s.council_id = panel.council_id and s.carried_on_by is null
    join register_locations l on l.id = s.location_id
    left join workflows w on w.council_id = s.council_id and w.service_id = s.id and w.machine = 'stage'
    cross join lateral (select coalesce(l.deregistered_on, (select max(k.happened_on) from service_links k where k.council_id = s.council_id and k.service_id = s.id and k.kind = 'deregistered' and k.undone_at is null)) ended_on) e
    cross join lateral (
      select (select count(*)::int from workflows rw where rw.council_id = s.council_id and rw.service_id = s.id and rw.machine = 'restriction' and rw.state in ('decided', 'inForce', 'underReview', 'phasedLift')) restrictions,
        -- Who closed the case said what became of the people.
        case when coalesce(w.state, 'routine') = 'closed' then 0 else
          (select coalesce(sum(n.people), 0)::int from (select distinct on (c.funder) c.people from people_counts c where c.council_id = s.council_id and c.service_id = s.id order by c.funder, c.as_at desc, c.recorded_at desc) n) end people
      where e.ended_on is not null) open
    where e.ended_on <= panel.today and (coalesce(w.state, 'routine') not in ('routine', 'closed') or open.restrictions > 0 or open.people > 0)
  ), put_off as (
    select i.service_id, i.deferred_reason, r.times, r.since as put_off_since from panel join agenda_items i on i.council_id = panel.council_id cross join lateral (${inARow('o.service_id = i.service_id')}) r
    where i.council_id = current_council() and i.meeting_id = panel.previous_id and i.deferred_at is not null and i.service_id is not null
  ), wanted as materialized (
    -- Full joins are hashed or merged, however few rows PostgreSQL expects of each: left joins to a list of services were nested loops. Kept apart,
    -- since beneath a policy it takes no coalesce, which a full join's column is, into the search of an index: it might tell of hidden rows.
    select * from staged full join referred using (service_id) full join reviewed using (service_id) full join alone using (service_id) full join weighed using (service_id) full join placed using (service_id) full join noticed using (service_id) full join ending using (service_id) full join defaulted using (service_id) full join late using (service_id) full join answered using (service_id) full join tainted using (service_id)
      full join fell using (service_id) full join put_off using (service_id) full join run_out using (service_id) full join gone using (service_id) full join carried using (service_id) full join unplanned using (service_id) full join open_placing using (service_id)
  ), due as (
    select s.id as service_id, json_build_object(
      'serviceId', s.id, 'name', l.name, 'lot', s.lot, 'stage', coalesce(split_part(wanted.state, '.', 1), 'routine'),
      'stageSince', wanted.since, 'stageReviewOn', wanted.review_on,
      'stageChanged', coalesce(wanted.since >= (panel.since at time zone 'Europe/London')::date, wanted.state is not null),
      'newRecords', fresh.counts, 'referrals', coalesce(wanted.refs, '[]'), 'restrictionReviews', coalesce(wanted.dates, '[]'), 'emergencyDecisions', coalesce(wanted.made_alone, '[]'),
      'extended', coalesce(wanted.extended, '[]'), 'placingOpen', wanted.placing_open, 'planless', wanted.planless,
      'risk', wanted.risk, 'placementsAgainst', coalesce(wanted.against, 0), 'againstVoluntary', coalesce(wanted.against_voluntary, 0), 'againstSelfFunded', coalesce(wanted.against_self_funded, 0), 'notices', coalesce(wanted.notices, '[]'), 'terminations', coalesce(wanted.terminations, '[]'), 'defaultsReached', coalesce(wanted.reached, '[]'),
      'written', coalesce(wanted.written, '[]'), 'lateInterests', coalesce(wanted.late_interests, '[]'), 'overdueActions', coalesce(wanted.n, 0), 'overdueMustDo', coalesce(wanted.must_do, 0), 'longestOverdueFrom', wanted.longest, 'reopened', coalesce(wanted.reopened, 0), 'unchecked', coalesce(wanted.unchecked, 0), 'uncheckedFrom', wanted.unchecked_from,
      'overdueClocks', coalesce(wanted.clocks, 0), 'oldestClock', wanted.oldest,
      'ratingFall', case when wanted.to_rating is not null then json_build_object('from', wanted.from_rating, 'to', wanted.to_rating, 'publishedOn', wanted.published_on) end,
      'deregistered', wanted.deregistered, 'deferredReason', wanted.deferred_reason, 'deferredTimes', coalesce(wanted.times, 0), 'deferredSince', wanted.put_off_since) facts
    from panel
    cross join wanted
    join services s on s.council_id = panel.council_id and s.id = wanted.service_id
    join panel_services covered on covered.council_id = panel.council_id and covered.panel_id = panel.panel_id and covered.service_id = s.id
    join register_locations l on l.id = s.location_id
    cross join lateral (
      select json_build_object('P1', count(*) filter (where i.severity = 'P1'), 'P2', count(*) filter (where i.severity = 'P2'),
                               'P3', count(*) filter (where i.severity = 'P3'), 'P4', count(*) filter (where i.severity = 'P4')) counts
      from intelligence i
      where i.council_id = s.council_id and i.service_id = s.id and i.duplicate_of is null and i.retraction_reason is null and ${forEveryMember}
        and i.received_at > panel.new_from) fresh
  )`;
