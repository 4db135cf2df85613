import { statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { watchedKinds } from '../assurance/watched-kinds.js';
import { noticeName } from '../notices/notices.queries.js';
import { lineOf } from '../providers/service-line.js';
import { chronologySteps } from './chronology.words.js';
import { lists, londonDay, wordsOf } from './sql.js';

/** A day without a time stands at its first instant in London. */
const dayStart = (date: string): string => `(${date}::timestamp at time zone 'Europe/London')`;
const words = (entries: Record<string, string>): string => `json_build_object(${Object.entries(entries).map(([name, value]) => `'${name}', ${value}`).join(', ')})`;

/** One kind of line: its columns in one order, so that all kinds are one list. */
function line(of: {
  kind: string; step: string; key: string; at: string; timed?: boolean; recorded: string; by: string; reference?: string; about?: string; detail?: string;
  facts?: string; machine: string; id: string; from: string;
  /** SQL of what gave the right to it, in words; and of whether a handling caveat keeps it off papers. */
  authority?: string; caveated?: string;
}): string {
  return `select '${of.kind}'::text as kind, ${of.step}::text as step, ${of.key} as key, ${of.at} as at, ${String(of.timed ?? true)} as timed, ${of.recorded} as recorded,
    ${of.by}::uuid as by, ${of.reference ?? 'null'}::text as reference, ${of.about ?? 'null'}::text as about, ${of.detail ?? 'null'}::text as detail, ${of.facts ?? 'null'}::json as facts,
    '${of.machine}'::text as machine, ${of.id} as record, s.id as place, ${of.authority ?? 'null'}::text as authority, ${of.caveated ?? 'false'} as caveated from ${of.from}`;
}

const here = (table: string, alias: string): string => `service s join ${table} ${alias} on ${alias}.council_id = s.council_id and ${alias}.service_id = s.id left join lists on true`;
const stepsOf = (machine: string): string =>
  `join transitions t on t.council_id = s.council_id and t.service_id = s.id and t.machine = '${machine}' and t.event in (${chronologySteps.flatMap((one) => (one.startsWith(`${machine}.`) ? [`'${one.slice(machine.length + 1)}'`] : [])).join(', ')})`;
// A step rests on the decision that took it, where one did.
const stepAuthority = `(select 'Decision ' || d.reference || ': ' || d.authority from decisions d where d.council_id = t.council_id and d.id = t.decision_id)`;
const stepLine = (machine: string, record: string, about: string, caveated = 'false'): string => line({
  kind: machine, step: 't.event', key: `t.id::text`, at: 't.happened_at', recorded: 't.recorded_at', by: 't.membership_id', reference: 'r.reference', about,
  facts: words({ to: 't.to_state' }), machine, id: 't.workflow_id', authority: stepAuthority, caveated,
  from: `service s ${stepsOf(machine)} join ${record} r on r.council_id = t.council_id and r.id = t.workflow_id left join lists on true`,
});

// What is waited for, in its words.
const watched = `case r.kind ${Object.entries(watchedKinds).map(([kind, one]) => `when '${kind}' then '${one.words.replaceAll(`'`, `''`)}'`).join(' ')} end`;

const kinds = [
  `select 'rating'::text, case when r.published_on is null then 'undated' else 'rated' end, 'rating:' || min(r.id::text),
     ${dayStart(`coalesce(r.published_on, max(r.as_at), ${londonDay('r.recorded_at')})`)}, false, r.recorded_at, null::uuid, null::text,
     null::text, null::text, json_object_agg(r.domain, r.rating), 'rating'::text, s.id, s.id, null::text, false
   from service s join register_ratings r on r.location_id = s.location_id group by s.id, r.published_on, r.recorded_at`,
  line({
    kind: 'intelligence', step: `'received'`, key: 'i.id::text', at: 'i.received_at', recorded: 'i.recorded_at', by: 'i.recorded_by', reference: 'i.reference',
    about: wordsOf('lists.themes', 'i.category'), detail: 'i.what_happened', machine: 'intelligence', id: 'i.id', caveated: `i.caveat <> 'none'`, from: here('intelligence', 'i'),
    facts: words({ earlier: 'i.from_earlier_records::text', severity: 'i.severity', happenedOn: 'i.happened_on', agency: agencyCalled('i.source_agency_id', londonDay('i.received_at')) }),
  }),
  stepLine('intelligence', 'intelligence', 'null', `r.caveat <> 'none'`),
  line({
    kind: 'risk', step: `'assessed'`, key: 'k.id::text', at: dayStart('k.assessed_on'), timed: false, recorded: 'k.recorded_at', by: 'k.recorded_by', detail: 'k.text', machine: 'risk', id: 'k.id',
    facts: words({ likelihood: 'k.likelihood::text', impact: 'k.impact::text', score: '(k.likelihood * k.impact)::text' }), from: here('risk_assessments', 'k'),
  }),
  line({
    kind: 'action', step: `'opened'`, key: 'a.id::text', at: 'a.recorded_at', recorded: 'a.recorded_at', by: 'a.recorded_by', reference: 'a.reference', detail: 'a.description',
    facts: words({ earlier: 'a.from_earlier_records::text', dueOn: `coalesce((select f.facts #>> '{context,dueOn}' from transitions f where f.council_id = a.council_id and f.workflow_id = a.id and f.seq = 1), a.due_on::text)` }),
    machine: 'action', id: 'a.id', from: here('actions', 'a'),
  }),
  stepLine('action', 'actions', 'null'),
  line({
    kind: 'meeting', step: `'discussed'`, key: `g.id || ':discussed'`, at: 'm.opened_at', recorded: 'm.opened_at', by: 'm.chair_id', reference: 'm.reference', about: 'm.title', machine: 'meeting', id: 'm.id',
    from: `${here('agenda_items', 'g')} join meetings m on m.council_id = g.council_id and m.id = g.meeting_id and m.opened_at is not null and g.deferred_at is null`,
  }),
  line({
    kind: 'meeting', step: `case when b.number = 1 then 'contributed' else 'corrected' end`, key: 'b.id::text', at: 'b.returned_at', recorded: 'b.returned_at', by: 'b.recorded_by', reference: 'm.reference', about: 'm.title',
    detail: `(select string_agg(entry ->> 'words', E'\n') from jsonb_array_elements(b.entries) entry)`, facts: words({ agency: agencyCalled('b.agency_id', londonDay('b.returned_at')) }),
    machine: 'meeting', id: 'm.id', caveated: `b.caveat <> 'none' or b.audience in ('council', 'cqc')`,
    from: `${here('contributions', 'b')} join meetings m on m.council_id = b.council_id and m.id = b.meeting_id and b.answer = 'returned'`,
  }),
  line({
    kind: 'meeting', step: `'deferred'`, key: `g.id || ':deferred'`, at: 'g.deferred_at', recorded: 'g.deferred_at', by: 'm.chair_id', reference: 'm.reference', about: 'm.title', detail: 'case when not is_out_of(g.id) then g.deferred_reason end',
    machine: 'meeting', id: 'm.id', from: `${here('agenda_items', 'g')} join meetings m on m.council_id = g.council_id and m.id = g.meeting_id and g.deferred_at is not null`,
  }),
  line({
    kind: 'recommendation', step: `'recommended'`, key: 'c.id::text', at: 'c.made_at', recorded: 'c.recorded_at', by: 'c.signed_by', reference: 'c.reference', about: wordsOf('lists.authorities', 'c.code'),
    authority: `(select 'Panel ' || m.reference from meetings m where m.council_id = c.council_id and m.id = c.meeting_id)`, detail: 'c.text', machine: 'recommendation', id: 'c.id', from: here('recommendations', 'c'),
  }),
  line({
    kind: 'decision', step: 'd.outcome', key: 'd.id::text', at: 'd.decided_at', recorded: 'd.recorded_at', by: 'd.decided_by', reference: 'd.reference', about: wordsOf('lists.authorities', 'd.code'),
    authority: 'd.authority', detail: 'd.reasons', machine: 'decision', id: 'd.id', from: here('decisions', 'd'),
  }),
  line({
    kind: 'stage', step: 't.event', key: 't.id::text', at: 't.happened_at', recorded: 't.recorded_at', by: 't.membership_id', facts: words({ to: 't.to_state' }),
    // The words beside a step that no decision holds are written in its unit of work, so at its instant.
    detail: '(select n.text from stage_notes n where n.council_id = t.council_id and n.service_id = t.service_id and n.event = t.event and n.recorded_at = t.recorded_at)',
    machine: 'stage', id: 't.workflow_id', authority: stepAuthority, from: `service s ${stepsOf('stage')}`,
  }),
  line({
    kind: 'stage', step: `'proposed'`, key: `q.id || ':proposed'`, at: 'q.proposed_at', recorded: 'q.proposed_at', by: 'q.proposed_by', reference: 'q.reference', detail: 'q.text', machine: 'stage', id: 'q.id', from: here('stage_proposals', 'q'),
  }),
  line({
    kind: 'visit', step: `'decided'`, key: `v.id || ':decided'`, at: 'v.decided_at', recorded: 'v.decided_at', by: 'v.decided_by', reference: 'v.reference', about: wordsOf('lists.visits', 'v.kind'), detail: 'v.focus',
    facts: words({ plannedOn: 'v.planned_on::text' }), machine: 'visit', id: 'v.id', from: `${here('visits', 'v')} where v.decided_at is not null`,
  }),
  line({
    kind: 'visit', step: `'made'`, key: `v.id || ':made'`, at: dayStart('v.visited_on'), timed: false, recorded: 'v.recorded_at', by: 'v.recorded_by', reference: 'v.reference', about: wordsOf('lists.visits', 'v.kind'), detail: 'v.finding',
    facts: words({ announced: 'v.announced::text', outOfHours: 'v.out_of_hours::text' }), machine: 'visit', id: 'v.id', from: `${here('visits', 'v')} where v.visited_on is not null`,
  }),
  line({
    kind: 'visit', step: `'cancelled'`, key: `v.id || ':cancelled'`, at: dayStart('v.cancelled_on'), timed: false, recorded: 'v.recorded_at', by: 'v.recorded_by', reference: 'v.reference', about: wordsOf('lists.visits', 'v.kind'), detail: 'v.cancel_reason',
    machine: 'visit', id: 'v.id', from: `${here('visits', 'v')} where v.cancelled_on is not null`,
  }),
  line({
    kind: 'visit', step: `'shared'`, key: 'h.id::text', at: 'h.shared_at', recorded: 'h.shared_at', by: 'h.shared_by', reference: 'h.reference', about: wordsOf('lists.visits', 'h.kind'), machine: 'visit', id: 'h.visit_id', from: here('visit_shares', 'h'),
  }),
  line({
    kind: 'visit', step: `'corrected'`, key: 'c.id::text', at: 'c.corrected_at', recorded: 'c.corrected_at', by: 'c.corrected_by', reference: 'v.reference', about: wordsOf('lists.visits', 'v.kind'), detail: 'c.reason',
    machine: 'visit', id: 'v.id', from: `${here('visits', 'v')} join visit_corrections c on c.council_id = v.council_id and c.visit_id = v.id`,
  }),
  stepLine('watchedDate', 'watched_dates', watched),
  line({
    kind: 'watchedDate', step: `'started'`, key: `r.id || ':started'`, at: 'r.recorded_at', recorded: 'r.recorded_at', by: 'r.recorded_by', reference: 'r.reference', about: watched, detail: `concat_ws(E'\\n', 'Due ' || r.due_on::text, r.about)`,
    machine: 'watchedDate', id: 'r.id', from: here('watched_dates', 'r'),
  }),
  // R41: what was set out or done about telling people, beside the decision that it is about.
  line({
    kind: 'telling', step: 't.event', key: 't.id::text', at: 't.happened_at', recorded: 't.recorded_at', by: 't.membership_id', reference: 'd.reference', machine: 'telling', id: 't.workflow_id',
    from: `service s ${stepsOf('telling')} join tellings r on r.council_id = t.council_id and r.id = t.workflow_id join decisions d on d.council_id = r.council_id and d.id = r.id left join lists on true`,
  }),
  // R40: who was alerted, and how many have acknowledged it.
  line({
    kind: 'restriction', step: `'alerted'`, key: `a.id || ':alerted'`, at: 'a.sent_at', recorded: 'a.sent_at', by: 'null', reference: 'r.reference', about: wordsOf('lists.kinds', 'r.kind'),
    detail: `(select count(*) || ' alerted, ' || count(k.acknowledged_at) || ' acknowledged' from alert_receipts k where k.council_id = a.council_id and k.alert_id = a.id)`,
    machine: 'restriction', id: 'r.id', from: `${here('placement_alerts', 'a')} join restrictions r on r.council_id = a.council_id and r.id = a.restriction_id`,
  }),
  // R08: what funders were asked and answered, and on which days people were reviewed; no line names anybody.
  line({
    kind: 'people', step: `'asked'`, key: `f.id || ':asked'`, at: dayStart('f.sent_on'), timed: false, recorded: 'f.recorded_at', by: 'f.recorded_by', reference: 'f.funder_name', machine: 'people', id: 'f.id', from: here('funder_requests', 'f'),
  }),
  line({
    kind: 'people', step: `'answered'`, key: `f.id || ':answered'`, at: dayStart('f.answered_on'), timed: false, recorded: 'f.recorded_at', by: 'f.recorded_by', reference: 'f.funder_name', detail: 'f.answer', machine: 'people', id: 'f.id',
    from: `${here('funder_requests', 'f')} where f.answered_on is not null`,
  }),
  ...(['offered', 'reviewed'] as const).map((step) => line({
    kind: 'people', step: `'${step}'`, key: `s.id || ':${step}:' || p.day`, at: dayStart('p.day'), timed: false, recorded: 'p.recorded_at', by: 'null', facts: words({ people: 'p.people::text' }), machine: 'people', id: 's.id',
    from: `service s cross join lateral (select ${step}_on as day, count(*) as people, max(recorded_at) as recorded_at from listed_people where council_id = s.council_id and service_id = s.id and ${step}_on is not null group by ${step}_on) p`,
  })),
  stepLine('restriction', 'restrictions', wordsOf('lists.kinds', 'r.kind')),
  line({
    kind: 'restriction', step: `'disclosed'`, key: 'o.id::text', at: dayStart('o.disclosed_on'), timed: false, recorded: 'o.recorded_at', by: 'o.recorded_by', reference: 'r.reference',
    about: wordsOf('lists.kinds', 'r.kind'), detail: `concat_ws(E'\\n', o.disclosed, 'Kept back: ' || nullif(array_to_string(o.withheld, '; '), ''))`, machine: 'restriction', id: 'r.id',
    from: `${here('restrictions', 'r')} join restriction_disclosures o on o.council_id = r.council_id and o.restriction_id = r.id`,
  }),
  line({
    kind: 'restriction', step: `'reviewed'`, key: 'v.id::text', at: dayStart('v.reviewed_on'), timed: false, recorded: 'v.recorded_at', by: 'v.recorded_by', reference: 'r.reference',
    about: wordsOf('lists.kinds', 'r.kind'), detail: 'v.note', machine: 'restriction', id: 'r.id',
    from: `${here('restrictions', 'r')} join restriction_reviews v on v.council_id = r.council_id and v.restriction_id = r.id`,
  }),
  stepLine('notice', 'notices', noticeName('r', `(select p.content->'terms'->>'remedyNotice' from procedures p where p.council_id = r.council_id order by p.version desc limit 1)`)),
  line({
    kind: 'notice', step: `'considered'`, key: `n.id || ':considered'`, at: 'n.recorded_at', recorded: 'n.recorded_at', by: 'n.recorded_by', reference: 'n.reference', machine: 'notice', id: 'n.id',
    detail: `(select f.reasons from notice_findings f where f.council_id = n.council_id and f.notice_id = n.id order by f.recorded_at, f.id limit 1)`, from: here('notices', 'n'),
  }),
  line({
    kind: 'notice', step: `'planned'`, key: 'p.id::text', at: 'p.recorded_at', recorded: 'p.recorded_at', by: 'p.recorded_by', reference: 'n.reference', machine: 'notice', id: 'n.id',
    about: `'plan ' || p.number`, detail: `(select string_agg(line ->> 'text', E'\n') from jsonb_array_elements(p.lines) line)`,
    from: `${here('notices', 'n')} join notice_plans p on p.council_id = n.council_id and p.notice_id = n.id`,
  }),
  line({
    kind: 'notice', step: 'v.outcome', key: 'v.id::text', at: 'v.recorded_at', recorded: 'v.recorded_at', by: 'v.recorded_by', reference: 'n.reference', detail: 'v.reasons', machine: 'notice', id: 'n.id',
    from: `${here('notices', 'n')} join notice_plan_reviews v on v.council_id = n.council_id and v.notice_id = n.id`,
  }),
  line({
    kind: 'notice', step: `case when k.done then 'done' else 'open' end`, key: 'k.id::text', at: dayStart('k.checked_on'), timed: false, recorded: 'k.recorded_at', by: 'k.recorded_by', reference: 'n.reference',
    about: `'clause ' || c.clause || ', step ' || t.number`, detail: `concat_ws(E'\n', k.method, k.seen)`, machine: 'notice', id: 'n.id',
    from: `${here('notices', 'n')} join notice_checks k on k.council_id = n.council_id and k.notice_id = n.id join notice_steps t on t.council_id = k.council_id and t.id = k.step_id join notice_clauses c on c.council_id = t.council_id and c.id = t.clause_id`,
  }),
  stepLine('termination', 'terminations', `'contract ' || r.contract_reference`),
  line({
    kind: 'termination', step: `'proposed'`, key: `t.id || ':proposed'`, at: 't.recorded_at', recorded: 't.recorded_at', by: 't.recorded_by', reference: 't.reference', about: `'contract ' || t.contract_reference`,
    detail: 't.facts', machine: 'termination', id: 't.id', from: here('terminations', 't'),
  }),
  line({
    kind: 'termination', step: `'planned'`, key: 'p.id::text', at: 'p.recorded_at', recorded: 'p.recorded_at', by: 'p.recorded_by', reference: 't.reference', about: `'exit plan ' || p.number`,
    detail: `concat_ws(E'\n', 'Telling people: ' || p.telling, 'Moving with choice: ' || p.moving, 'Funders: ' || p.funders, 'Records and keys: ' || p.records, 'Staff: ' || p.staff, 'Communications: ' || p.communications)`,
    machine: 'termination', id: 't.id', from: `${here('terminations', 't')} join exit_plans p on p.council_id = t.council_id and p.termination_id = t.id`,
  }),
  line({
    kind: 'termination', step: `'handedOver'`, key: 'o.id::text', at: dayStart('o.happened_on'), timed: false, recorded: 'o.recorded_at', by: 'o.recorded_by', reference: 't.reference', about: `'contract ' || t.contract_reference`,
    detail: 'o.text', machine: 'termination', id: 't.id', from: `${here('terminations', 't')} join termination_notes o on o.council_id = t.council_id and o.termination_id = t.id and o.kind = 'handedOver'`,
  }),
  line({
    kind: 'restriction', step: `'placed'`, key: 'p.id::text', at: dayStart('p.placed_on'), timed: false, recorded: 'p.recorded_at', by: 'p.recorded_by', reference: 'r.reference',
    about: wordsOf('lists.kinds', 'r.kind'), detail: `p.reference || coalesce(', case ' || p.case_reference, ', paid for by themselves') || ', placed by ' || p.placed_by || E'\\n' || p.why`, machine: 'restriction', id: 'r.id',
    from: `${here('restrictions', 'r')} join placements_against p on p.council_id = r.council_id and p.restriction_id = r.id`,
  }),
  line({
    kind: 'restriction', step: `case when f.restriction_id is null then 'placementRefused' else 'placementBarred' end`, key: 'f.id::text', at: dayStart('f.refused_on'), timed: false, recorded: 'f.recorded_at', by: 'f.recorded_by', reference: 'f.reference',
    detail: `concat_ws(E'\n', concat_ws(', ', 'case ' || f.case_reference, 'by ' || f.refused_by, (select r.reference from restrictions r where r.council_id = f.council_id and r.id = f.restriction_id)), f.why)`, machine: 'placingRefusal', id: 'f.id', from: here('placing_refusals', 'f'),
  }),
  line({
    kind: 'restriction', step: `'asked'`, key: `e.id || ':asked'`, at: 'e.asked_at', recorded: 'e.asked_at', by: 'e.asked_by', reference: 'r.reference',
    about: wordsOf('lists.kinds', 'r.kind'), detail: `e.reference || ', case ' || e.case_reference || E'\\n' || e.why`, machine: 'restriction', id: 'r.id',
    from: `${here('restrictions', 'r')} join placing_exceptions e on e.council_id = r.council_id and e.restriction_id = r.id`,
  }),
  line({
    kind: 'restriction', step: 'e.outcome', key: `e.id || ':decided'`, at: 'e.decided_at', recorded: 'e.decided_at', by: 'e.decided_by', reference: 'r.reference',
    about: wordsOf('lists.kinds', 'r.kind'), detail: `e.reference || ', case ' || e.case_reference || E'\\n' || e.reasons`, machine: 'restriction', id: 'r.id',
    from: `${here('restrictions', 'r')} join placing_exceptions e on e.council_id = r.council_id and e.restriction_id = r.id and e.outcome is not null`,
  }),
  line({
    kind: 'letter', step: `'issued'`, key: `l.id || ':issued'`, at: 'l.issued_at', recorded: 'l.issued_at', by: 'l.issued_by', reference: 'l.reference', about: 'l.subject', machine: 'letter', id: 'l.id',
    from: `${here('letters', 'l')} where l.issued_at is not null`,
  }),
  line({
    kind: 'letter', step: `concat_ws(' ', 'served', case l.service_method when 'email' then 'by email' when 'post' then 'by post' when 'hand' then 'by hand' end)`, key: `l.id || ':served'`, at: dayStart('l.served_on'), timed: false,
    recorded: `coalesce((select max(t.recorded_at) from transitions t where t.council_id = l.council_id and t.workflow_id = l.id and t.event = 'SERVE'), ${dayStart('l.served_on')})`, by: 'l.issued_by',
    reference: 'l.reference', about: 'l.subject', machine: 'letter', id: 'l.id', from: `${here('letters', 'l')} where l.issued_at is not null and l.served_on is not null`,
  }),
  stepLine('disclosurePack', 'disclosure_packs', `case when r.number > 1 then 'supplement ' || (r.number - 1) else 'disclosure' end`),
  stepLine('writtenProcedure', 'written_procedures', 'null'),
  line({
    kind: 'writtenProcedure', step: `'put'`, key: `q.id || ':put'`, at: 'q.put_at', recorded: 'q.put_at', by: 'q.put_by', reference: 'q.reference', detail: 'q.question', machine: 'writtenProcedure', id: 'q.id',
    // R21: what was asked is not for whoever has an interest in it.
    from: `${here('written_procedures', 'q')} where current_person() is null or not current_person() = any (q.out_people)`,
  }),
  stepLine('appeal', 'appeals', `'appeal'`),
  stepLine('hearingRequest', 'hearing_requests', `case r.kind when 'moreTime' then 'more time to answer' when 'companion' then 'bringing somebody' else 'another day for a meeting' end`),
  line({
    kind: 'representation', step: `'told'`, key: `v.id || ':told'`, at: dayStart('v.told_on'), timed: false, recorded: 'v.recorded_at', by: 'null', reference: 'v.reference', detail: 'v.told_how',
    facts: words({ until: 'v.window_ends_on' }), machine: 'representation', id: 'v.id', from: `${here('representations', 'v')} where v.served`,
  }),
  line({
    kind: 'representation', step: `'received'`, key: `v.id || ':received'`, at: 'v.received_at', recorded: 'v.received_at', by: 'v.received_by', reference: 'v.reference', detail: 'v.text',
    machine: 'representation', id: 'v.id', from: `${here('representations', 'v')} where v.received_at is not null`,
  }),
  line({
    kind: 'representation', step: `'considered'`, key: `v.id || ':considered'`, at: 'v.considered_at', recorded: 'v.considered_at', by: 'v.considered_by', reference: 'v.reference', detail: 'v.consideration',
    machine: 'representation', id: 'v.id', from: `${here('representations', 'v')} where v.considered_at is not null`,
  }),
  line({
    kind: 'register', step: `case when k.undone_at is null then k.kind else k.kind || 'Undone' end`, key: `k.id || ':linked'`, at: dayStart('k.happened_on'), timed: false, recorded: 'k.recorded_at', by: 'k.recorded_by', reference: 'k.reference',
    detail: `concat_ws(E'\\n', 'Source: ' || k.source, k.note, 'Undone: ' || k.undone_reason)`, machine: 'register', id: 'k.id',
    facts: words({ from: 'k.from_name', to: 'k.to_name', fromProvider: '(select r.name from register_providers r where r.id = k.from_provider_id)', toProvider: '(select r.name from register_providers r where r.id = k.to_provider_id)' }),
    from: `service s join service_links k on k.council_id = s.council_id and (k.service_id = s.id or (k.other_id = s.id and k.service_id not in (select id from service)))`,
  }),
  line({
    kind: 'register', step: `'novated'`, key: `n.id || ':novated'`, at: dayStart('n.novated_on'), timed: false, recorded: 'n.recorded_at', by: 'n.recorded_by', reference: 'k.reference', detail: `'Source: ' || n.source`,
    about: 'c.reference', machine: 'register', id: 'k.id', from: `${here('service_links', 'k')} join contract_novations n on n.council_id = k.council_id and n.link_id = k.id join contracts c on c.council_id = n.council_id and c.id = n.contract_id`,
  }),
  line({
    kind: 'register', step: `case when h.agency_id is null then 'runByNone' else 'runBy' end`, key: `h.id || ':runBy'`, at: dayStart('h.runs_from'), timed: false, recorded: 'h.recorded_at', by: 'h.recorded_by', reference: 'h.reference', detail: `'Source: ' || h.source`,
    facts: words({ from: agencyCalled('h.agency_id', 'h.runs_from') }), machine: 'register', id: 'h.id',
    from: 'service s join services hs on hs.council_id = s.council_id and hs.id = s.id join provider_runners h on h.council_id = s.council_id and h.provider_id = hs.provider_id left join lists on true',
  }),
  line({
    kind: 'register', step: `case when h.practitioner is null then 'notInAdministration' else 'inAdministration' end`, key: `h.id || ':insolvency'`, at: dayStart('h.from_on'), timed: false, recorded: 'h.recorded_at', by: 'h.recorded_by', reference: 'h.reference', detail: `'Source: ' || h.source`,
    facts: words({ from: `concat_ws(', ', h.practitioner, h.firm)` }), machine: 'register', id: 'h.id',
    from: 'service s join services hs on hs.council_id = s.council_id and hs.id = s.id join provider_insolvencies h on h.council_id = s.council_id and h.provider_id = hs.provider_id left join lists on true',
  }),
  line({
    kind: 'people', step: 'c.funder', key: 'c.id::text', at: dayStart('c.as_at'), timed: false, recorded: 'c.recorded_at', by: 'c.recorded_by', detail: `'Source: ' || c.source`, facts: words({ people: 'c.people::text' }),
    machine: 'people', id: 'c.id', from: here('people_counts', 'c'),
  }),
];

/**
 * Everything that happened to one service and to those it carries on (R31), newest first. $1 service, $2 kinds or null, $3 from day, $4 to day (inclusive), $5 and $6 the line
 * to go on after (its instant and key), $7 how many, $8 today. One line more than asked for tells whether there are more.
 */
export const chronology = statement(`
  with service as (
    select s.council_id, s.id, s.location_id, s.lot, l.name, s.id = $1::uuid as head from services s join register_locations l on l.id = s.location_id where s.id in ${lineOf('$1::uuid')}
  ), ${lists('$8::date')}, line (kind, step, key, at, timed, recorded, by, reference, about, detail, facts, machine, record, place, authority, caveated) as (
    ${kinds.join('\n    union all ')}
  ), chosen as (
    select * from line
    where ($2::text[] is null or kind = any ($2)) and ($3::date is null or at >= ${dayStart('$3::date')}) and ($4::date is null or at < ${dayStart('($4::date + 1)')})
  ), page as (
    select * from chosen where $5::timestamptz is null or (at, key) < ($5, $6::text) order by at desc, key desc limit $7::int + 1
  )
  select json_build_object('serviceId', s.id, 'serviceName', s.name, 'lot', s.lot, 'carriesOn', (select coalesce(json_agg(f.name order by f.name, f.id), '[]') from service f where not f.head), 'total', (select count(*) from chosen), 'lines', (
    select coalesce(json_agg(json_build_object('kind', p.kind, 'step', p.step, 'key', p.key, 'at', to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'timed', p.timed,
      'recordedAt', p.recorded, 'reference', p.reference, 'about', p.about, 'detail', p.detail, 'facts', p.facts, 'machine', p.machine, 'record', p.record, 'place', p.place, 'authority', p.authority, 'caveated', p.caveated, 'formerly', (select f.name from service f where f.id = p.place and not f.head),
      'who', case when m.role = 'system' then 'Automatic' else m.job_title end, 'agencyName', ${agencyCalled('m.agency_id', londonDay('p.recorded'))}) order by p.at desc, p.key desc), '[]')
    from page p left join memberships m on m.council_id = s.council_id and m.id = p.by)) as result
  from service s where s.head`);
