import { statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { keptFromProvider } from '../intelligence/kept-from-provider.js';
import { isOfRunner, runnerRow } from '../providers/run-by.js';
import { extractParts } from './minutes/minute-extracts.queries.js';
import { missedDates } from './agenda/council-dates.js';
import { excludedItems, providerOfItem } from './minutes/minute-sections.js';
import { deferredSubjects, duePanel, heldStates, saidOfMinutes, sameLine } from './agenda/agenda-facts.js';
import { hasGone, isTheirs, isYourPlace, standIn } from './series/stand-in.js';
import { aboutMeeting, proceduresParts } from './series/series.statement.js';
import { roomParts } from './session/room.statement.js';

const nameOf = (membership: string): string => `
  (select coalesce(p.name, pm.job_title) from memberships pm left join people p on p.id = pm.person_id where pm.council_id = m.council_id and pm.id = ${membership})`;

const members = `(select coalesce(json_agg(json_build_object(
    'id', mm.id, 'version', mm.version, 'membershipId', mm.membership_id, 'name', coalesce(p.name, ms.job_title), 'jobTitle', ms.job_title, 'seat', mm.seat,
    'agencyName', ${agencyCalled('ms.agency_id', '$2::date')},
    'attendance', mm.attendance, 'deputyName', mm.deputy_name, 'leftOn', case when ${hasGone('ms', '$2::date')} then ms.valid_to end,
    'standIn', case when stand.name is not null then json_build_object('membershipId', stand.membership_id, 'personId', stand.person_id, 'name', stand.name, 'forMeeting', coalesce(stand.for_meeting, true), 'until', stand.until) end, 'arrivedAt', mm.arrived_at, 'leftAt', mm.left_at,
    'isYours', ${isYourPlace('mm', 'stand')}, 'confidentialityAcceptedAt', mm.confidentiality_accepted_at, 'acceptedBy', ${nameOf('mm.confidentiality_accepted_by')},
    'youAccepted', mm.confidentiality_accepted_at is not null and coalesce(mm.confidentiality_accepted_by, current_membership()) = current_membership(), 'parts', mm.parts, 'contribution', mm.contribution, 'contributedAt', mm.contributed_at,
    'contributionLate', coalesce((mm.contributed_at at time zone 'Europe/London')::date > (w.context ->> 'contributionsBy')::date, false),
    'personId', coalesce(ms.person_id, ms.id), 'outside', coalesce(agency_kind(ms.agency_id, $2::date), 'council') <> 'council' or mm.seat = 'icbNurse',
    'newRecords', (select count(*)::int from intelligence i where i.council_id = mm.council_id and i.source_agency_id = ms.agency_id and i.recorded_by = ms.id
                   and i.received_at > panel.new_from))
    order by p.name, mm.id), '[]')
  from meeting_members mm
  join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
  left join people p on p.id = ms.person_id
  left join lateral (${standIn('mm', 'm.starts_at')}) stand on true
  where mm.council_id = m.council_id and mm.meeting_id = m.id)`;

// A service may leave what the panel looks at after its item was kept: guests, who see their panels' services alone, then see that an item stands and no more (R37).
export const unnamed = 'A service that your panels do not look at';
const joinService = 'left join services s on s.council_id = i.council_id and s.id = i.service_id';
const inSight = '(i.service_id is null or s.id is not null)';
const itemTitle = `case when ${inSight} then i.title else '${unnamed}' end`;

// Of an item the reader is out of, its title and that they are out: its reasons and interests stay with those who are in (R21).
const kept = `(select coalesce(json_agg(json_build_object(
    'id', i.id, 'version', i.version, 'serviceId', s.id, 'section', i.section, 'title', ${itemTitle},
    'reasons', case when x.is_told then i.reasons else '[]'::jsonb end,
    'minutesEstimate', i.minutes_estimate, 'forNoting', i.for_noting, 'late', i.late, 'lateReason', case when x.is_told then i.late_reason end,
    'part', i.part, 'deferredReason', case when x.is_told or i.deferred_reason is null then i.deferred_reason when x.is_out then 'You are out of this item' else '${unnamed}' end, 'placedByHand', i.placed_by_hand, 'takenAt', i.taken_at, 'excluded', x.is_out, 'told', x.is_told,
    'audience', i.audience, 'presenterId', i.presenter_id, 'presenterName', ${nameOf('i.presenter_id')},
    'interests', (select coalesce(json_agg(json_build_object('id', n.id, 'version', n.version, 'membershipId', n.membership_id, 'name', ${nameOf('n.membership_id')},
                    'nature', n.nature, 'ruling', n.ruling) order by n.declared_at, n.id), '[]')
                  from item_interests n where n.council_id = i.council_id and n.agenda_item_id = i.id and (x.is_told or n.membership_id = current_membership())),
    'outMembers', (select coalesce(json_agg(mm.id), '[]') from item_interests n join memberships nm on nm.council_id = n.council_id and nm.id = n.membership_id
                  join meeting_members mm on mm.council_id = n.council_id and mm.meeting_id = n.meeting_id join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
                  left join lateral (${standIn('mm', 'm.starts_at')}) stand on true
                  where n.council_id = i.council_id and n.agenda_item_id = i.id and n.ruling in ('leave', 'speakThenLeave') and x.is_told and ${isTheirs('nm', 'mm', 'ms', 'stand')}))
    order by i.position, i.id), '[]')
  from agenda_items i ${joinService}
  cross join lateral (select y.is_out, ${inSight} and not y.is_out as is_told from (select is_out_of(i.id) as is_out) y) x
  where i.council_id = m.council_id and i.meeting_id = m.id)`;

const laterMeetingId = `(select b.id from meetings b join workflows bw on bw.council_id = b.council_id and bw.id = b.id
  where (${sameLine('b', 'm')} or (m.service_id is not null and b.council_id = m.council_id and b.panel_id = m.panel_id and b.series = 'panel')) and b.starts_at > m.starts_at and bw.state in (${heldStates.map((state) => `'${state}'`).join(', ')}) order by b.starts_at limit 1)`;
const chairsOut = `not exists (select from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
  where mm.council_id = m.council_id and mm.meeting_id = m.id and ms.role = 'chair'
    and not exists (select from agenda_items i join item_exclusions x on x.council_id = i.council_id and x.agenda_item_id = i.id
                    where i.council_id = m.council_id and i.meeting_id = m.id and (x.membership_id = ms.id or x.person_id = ms.person_id)))`;

const record = `(select json_build_object('version', r.version, 'summary', r.summary, 'differingViews', r.differing_views, 'nextDate', r.next_date, 'onTrack', r.on_track,
    'changedBy', ${nameOf('r.changed_by')}, 'changedAt', r.changed_at)
  from item_records r join agenda_items i on i.council_id = r.council_id and i.id = r.agenda_item_id ${joinService}
  where r.council_id = m.council_id and r.agenda_item_id = $3::uuid and ${inSight})`;
const recommendations = `(select coalesce(json_agg(json_build_object('id', c.id, 'reference', c.reference, 'code', c.code, 'text', c.text,
    'differingViews', c.differing_views, 'quorumWords', c.quorum ->> 'words', 'independence', c.independence) order by c.reference), '[]')
  from recommendations c where c.council_id = m.council_id and c.agenda_item_id = $3::uuid)`;
// As it was on the day of a meeting that is past (ADR 0039).
const meetingDay = 'least($2::date, panel.held_on)';
// Services that an agency of the council's world runs, with the members of the meeting who belong to it (case 18).
const runners = `(select coalesce(json_agg(json_build_object('serviceId', s.id, 'agency', ${agencyCalled('r.id', meetingDay)}, 'members', (
    select coalesce(json_agg(${nameOf('mm.membership_id')} order by ${nameOf('mm.membership_id')}), '[]') from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id
    where mm.council_id = m.council_id and mm.meeting_id = m.id and ${isOfRunner('ms', 'r.id')}))), '[]')
  from (select distinct h.provider_id from provider_runners h where h.council_id = m.council_id) v cross join lateral ${runnerRow('v.provider_id', meetingDay)} r
  join services s on s.council_id = m.council_id and s.provider_id = v.provider_id where r.id is not null)`;
const actions = `(select coalesce(json_agg(json_build_object('id', a.id, 'reference', a.reference, 'description', a.description,
    'owner', ${nameOf('a.owner_membership_id')}, 'dueOn', a.due_on) order by a.reference), '[]')
  from actions a where a.council_id = m.council_id and a.agenda_item_id = $3::uuid)`;

/**
 * A meeting whole, and of one item what is written down. $1 meeting, $2 today, $3 item or null.
 * What is due is worked out only until the agenda is published. Row-level security hides records, recommendations and
 * actions of items the reader is out of (R21).
 */
export const meetingWhole = `
  with ${duePanel('$1::uuid', '$2::date')}
  select json_build_object(
    'id', m.id, 'version', w.version, 'reference', m.reference, 'title', m.title, 'state', w.state, 'context', w.context, 'startsAt', m.starts_at, 'endsAt', m.ends_at,
    'venue', m.venue, 'series', m.series, 'about', ${aboutMeeting}, 'contributionsBy', w.context ->> 'contributionsBy', 'proposalsOpen', (select count(*)::int from item_proposals x where x.council_id = m.council_id and x.meeting_id = m.id and x.outcome is null), 'chairId', m.chair_id, 'chairName', ${nameOf('m.chair_id')}, 'coordinatorId', m.coordinator_id, 'coordinatorName', ${nameOf('m.coordinator_id')},
    'laterMeetingId', ${laterMeetingId}, 'chairsOut', ${chairsOut}, 'heldOn', panel.held_on, 'lastOn', (panel.since at time zone 'Europe/London')::date,
    'procedure', (select json_build_object('quorum', c.content -> 'quorum', 'agenda', c.content -> 'agenda', 'risk', c.content -> 'risk', 'stages', c.content -> 'stages', 'actionPlanOnRating', c.content -> 'actionPlanOnRating', 'panel', c.content -> 'panel', 'timescales', c.content -> 'timescales', 'series', c.content -> 'series', 'interests', c.content -> 'interests', 'confidentialityStatement', c.content -> 'confidentialityStatement',
                    'authorities', c.content -> 'authorities', 'criteria', c.content -> 'thresholdCriteria', 'restrictionKinds', c.content -> 'restrictionKinds', 'reasons', c.content -> 'restrictionReasons')
                  from procedures c where c.council_id = w.council_id and c.id = w.procedure_id),
    'due', case when w.state in ('scheduled', 'callForItems', 'agendaDraft') then (select coalesce(json_agg(due.facts), '[]') from due) else '[]' end,
    'deferred', case when w.state in ('scheduled', 'callForItems', 'agendaDraft') then ${deferredSubjects} else '[]' end,
    'said', case when w.state in ('scheduled', 'callForItems', 'agendaDraft') then ${saidOfMinutes} else '[]' end,
    'missed', case when w.state in ('scheduled', 'callForItems', 'agendaDraft') then ${missedDates} end,
    'kept', ${kept}, 'members', ${members}, 'runners', ${runners},
    'changes', (select coalesce(json_agg(json_build_object('kind', g.kind, 'reason', g.reason, 'at', g.recorded_at, 'by', ${nameOf('g.recorded_by')}) order by g.recorded_at desc, g.id desc), '[]')
      from meeting_changes g where g.council_id = m.council_id and g.meeting_id = m.id),
    'agendaVersions', (select coalesce(json_agg(json_build_object('number', v.number, 'publishedAt', v.published_at, 'publishedBy', ${nameOf('v.published_by')},
                         'items', jsonb_array_length(v.content -> 'items'), 'lines', (select coalesce(json_agg(json_build_object('id', line ->> 'id', 'place', line -> 'place', 'title', line ->> 'title', 'minutesEstimate', line -> 'minutesEstimate', 'late', line -> 'late',
                         'reasons', (select coalesce(json_agg(r ->> 'words'), '[]') from jsonb_array_elements(line -> 'reasons') r)) order by (line ->> 'place')::int), '[]') from jsonb_array_elements(v.content -> 'items') line)) order by v.number desc), '[]')
                       from agenda_versions v where v.council_id = m.council_id and v.meeting_id = m.id),
    ${roomParts}, 'record', ${record}, 'recommendations', ${recommendations}, 'actions', ${actions}) as result
  from meetings m join panel on panel.id = m.id join workflows w on w.council_id = m.council_id and w.id = m.id
  where m.id = $1::uuid`;
export const meetingStatement = statement(meetingWhole);

/** $1 which: upcoming, past or all; $2 this instant, $3 page, $4 page size, $5 the kind or null, $6 the year or null, $7 today. */
export const meetingList = statement(`
  with all_of_them as (
    select m.*, w.state, extract(year from m.starts_at at time zone 'Europe/London')::int as year from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id
  ), found as (
    select m.id, m.reference, m.title, m.series, m.state, m.starts_at "startsAt", m.venue, ${nameOf('m.chair_id')} "chairName", about.name "serviceName",
           (select count(*)::int from agenda_items i where i.council_id = m.council_id and i.meeting_id = m.id) items,
           (select count(*)::int from meeting_members mm where mm.council_id = m.council_id and mm.meeting_id = m.id) members,
           (select count(*)::int from meeting_members mm where mm.council_id = m.council_id and mm.meeting_id = m.id and mm.contribution <> 'none') contributions,
           row_number() over (order by m.starts_at desc, m.id) place
    from all_of_them m
    left join lateral (select case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end as name
      from services s join register_locations l on l.id = s.location_id where s.council_id = m.council_id and s.id = m.service_id) about on true
    where ($1 = 'all' or ($1 = 'past') = (m.closed_at is not null or m.ends_at < $2::timestamptz and m.opened_at is null))
      and ($5::text is null or m.series = $5) and ($6::int is null or m.year = $6)
  )
  select json_build_object('total', (select count(*)::int from found), 'page', $3::int, 'pageSize', $4::int,
    'years', (select coalesce(json_agg(distinct y.year), '[]') from all_of_them y),
    'procedure', ${proceduresParts('$7')},
    'rows', coalesce((select json_agg(f order by f.place) from found f where place > ($3::int - 1) * $4 and place <= $3::int * $4), '[]')) as result`);

// Whom a paper of the meeting may be previewed as: its members, and the providers of its services; of items the actor is out of, none.
export const previewReaders = `'members', (select coalesce(json_agg(json_build_object('membershipId', mm.membership_id, 'name', ${nameOf('mm.membership_id')}, 'jobTitle', ms.job_title,
      'role', ms.role, 'providerId', ms.provider_id, 'excludedItems', ${excludedItems('mm', 'ms')}) order by ${nameOf('mm.membership_id')}, mm.id), '[]')
    from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id where mm.council_id = m.council_id and mm.meeting_id = m.id),
  'providers', (select coalesce(json_agg(json_build_object('id', v.id, 'name', v.name, 'records', ${keptFromProvider('v.id')}) order by v.name, v.id), '[]')
    from register_providers v where v.id in (select sv.provider_id from agenda_items gi join services sv on sv.council_id = gi.council_id and sv.id = gi.service_id
      where gi.council_id = m.council_id and gi.meeting_id = m.id and not is_out_of(gi.id)))`;
const sections = `(select coalesce(json_agg(json_build_object('id', s.id, 'version', s.version, 'agendaItemId', s.agenda_item_id, 'heading', s.heading, 'text', s.text,
    'audience', s.audience, 'readers', s.readers, 'approvedAt', s.approved_at, 'providerId', ${providerOfItem('s.council_id', 's.agenda_item_id')},
    'amendments', (select coalesce(json_agg(json_build_object('number', a.number, 'text', a.text, 'reason', a.reason, 'recordedAt', a.recorded_at) order by a.number), '[]')
                   from minute_amendments a where a.council_id = s.council_id and a.section_id = s.id)) order by s.position, s.id), '[]')
  from minute_sections s where s.council_id = m.council_id and s.meeting_id = m.id)`;
const outOf = `(select coalesce(json_agg(json_build_object('id', i.id, 'title', ${itemTitle}) order by i.position), '[]')
  from agenda_items i ${joinService} where i.council_id = m.council_id and i.meeting_id = m.id and is_out_of(i.id))`;

/** $1 meeting. The minutes as the actor may see them, and those they may be previewed as. */
export const minutesPreviewStatement = statement(`
  select json_build_object('id', m.id, 'reference', m.reference, 'title', m.title, 'state', w.state, 'startsAt', m.starts_at, 'venue', m.venue, 'out', ${outOf}, 'sections', ${sections}, ${previewReaders}) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.id = $1::uuid`);

/** $1 meeting. Sections hidden from the reader are not in it; `maySee` looks once more over those that are. */
export const minutesStatement = statement(`
  select json_build_object('id', m.id, 'version', w.version, 'reference', m.reference, 'title', m.title, 'state', w.state, 'context', w.context, 'startsAt', m.starts_at,
    'laterMeetingId', ${laterMeetingId}, 'chairsOut', ${chairsOut},
    'members', (select count(*)::int from meeting_members mm where mm.council_id = m.council_id and mm.meeting_id = m.id),
    'out', ${outOf},
    'documentId', (select mm.minutes_document_id from meeting_members mm where mm.council_id = m.council_id and mm.meeting_id = m.id and mm.membership_id = current_membership()),
    'changes', (select coalesce(json_agg(json_build_object('kind', g.kind, 'reason', g.reason, 'at', g.recorded_at, 'by', ${nameOf('g.recorded_by')}) order by g.recorded_at desc, g.id desc), '[]')
      from meeting_changes g where g.council_id = m.council_id and g.meeting_id = m.id and g.kind = 'minutesReturned'),
    'extracts', (select coalesce(json_agg(json_build_object(${extractParts}) order by e.reference), '[]') from minute_extracts e where e.council_id = m.council_id and e.meeting_id = m.id),
    'commentsBy', (select r.comments_by from minute_circulations r where r.council_id = m.council_id and r.meeting_id = m.id),
    'comments', (select count(*)::int from minute_comments c where c.council_id = m.council_id and c.meeting_id = m.id),
    'commentsOpen', (select count(*)::int from minute_comments c where c.council_id = m.council_id and c.meeting_id = m.id
      and not exists (select from minute_comment_answers a where a.council_id = c.council_id and a.comment_id = c.id)),
    'sections', ${sections}) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id
  where m.id = $1::uuid`);
