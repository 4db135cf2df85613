import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { agencyCalled } from '../councils/agency-called.js';
import { sameLine } from '../meetings/agenda/agenda-facts.js';
import { unnamed } from '../meetings/meeting.statement.js';
import { cameAndWent, type MeetingFacts } from '../meetings/minutes/minutes.js';
import type { MeetingRecord } from './meeting-record.types.js';
import { lists, londonDay, rows, wordsOf } from './sql.js';

const nameOf = (membership: string): string => `(select coalesce(p.name, pm.job_title) from memberships pm left join people p on p.id = pm.person_id where pm.council_id = m.council_id and pm.id = ${membership})`;
const pageSize = 20;
/** A service may have had hundreds since the panel before: the last ones, and how many there are. */
const recordsShown = 20;
/** When what was known then ends: the end of the meeting, or of its day where it has none yet. */
const end = 'coalesce(m.closed_at, m.ends_at)';
const before = `(select max(b.starts_at) from meetings b where ${sameLine('b', 'm')} and b.starts_at < m.starts_at and b.opened_at is not null)`;

const received = `from intelligence n where n.council_id = i.council_id and n.service_id = s.id and n.received_at <= ${end} and (${before} is null or n.received_at > ${before})`;
const known = `(select json_build_object(
    'stage', (select split_part(t.to_state, '.', 1) from transitions t where t.council_id = i.council_id and t.service_id = s.id and t.machine = 'stage' and t.happened_at <= ${end} order by t.happened_at desc, t.seq desc limit 1),
    'rating', (select r.rating from register_ratings r where r.location_id = s.location_id and r.domain = 'overall' and r.published_on <= ${londonDay(end)} order by r.published_on desc limit 1),
    'riskScore', (select k.likelihood * k.impact from risk_assessments k where k.council_id = i.council_id and k.service_id = s.id and k.recorded_at <= ${end} order by k.number desc limit 1),
    'restrictions', (select coalesce(json_agg(x.reference order by x.starts_on, x.reference), '[]') from restrictions x where x.council_id = i.council_id and x.service_id = s.id and x.starts_on <= ${londonDay(end)} and (x.ended_on is null or x.ended_on > ${londonDay(end)})),
    'records', ${rows(`select n.id, n.reference, n.severity, n.received_at as "receivedAt" ${received} order by n.received_at desc, n.id desc limit ${recordsShown}`, `"receivedAt", id`)}, 'recordsTotal', (select count(*)::int ${received}))
  where s.id is not null)`;
const recommendations = rows(`select c.id, c.reference, ${wordsOf('lists.authorities', 'c.code')} as words, c.text, c.differing_views as "differingViews", c.quorum ->> 'words' as "quorumWords", c.independence, w.state,
    ${rows(`select d.id, d.reference, d.outcome, ${nameOf('d.decided_by')} as "decidedBy", d.decided_at as "decidedAt" from decisions d where d.council_id = c.council_id and d.recommendation_id = c.id`, `"decidedAt", id`)} as decisions
  from recommendations c join workflows w on w.council_id = c.council_id and w.id = c.id left join lists on true where c.council_id = i.council_id and c.agenda_item_id = i.id`, 'reference');
const actions = rows(`select a.id, a.reference, a.description, ${nameOf('a.owner_membership_id')} as owner, a.due_on as "dueOn", w.state, a.verified_on as "verifiedOn"
  from actions a join workflows w on w.council_id = a.council_id and w.id = a.id where a.council_id = i.council_id and a.agenda_item_id = i.id`, 'reference');

const amendments = rows(`select a.number, a.text, a.reason, a.recorded_at as "recordedAt" from minute_sections s join minute_amendments a on a.council_id = s.council_id and a.section_id = s.id where s.council_id = i.council_id and s.agenda_item_id = i.id`, 'number');

// An item the reader is out of, or whose service has left their panels, stands without a word of it (R21, R37). $1 meeting, $2 today, $3 page.
const record = statement(`
  with ${lists('$2::date')}
  select json_build_object('id', m.id, 'reference', m.reference, 'title', m.title, 'state', mw.state, 'startsAt', m.starts_at, 'venue', m.venue, 'chairName', ${nameOf('m.chair_id')},
    'openedAt', m.opened_at, 'closedAt', m.closed_at, 'quorumWords', m.opening_quorum ->> 'words',
    'agendaVersions', ${rows(`select v.number, v.published_at as "publishedAt", ${nameOf('v.published_by')} as "publishedBy", jsonb_array_length(coalesce(v.content -> 'items', '[]')) as items from agenda_versions v where v.council_id = m.council_id and v.meeting_id = m.id`, 'number')},
    'members', ${rows(`select coalesce(p.name, ms.job_title) as name, ms.job_title as "jobTitle", ${agencyCalled('ms.agency_id', londonDay('m.starts_at'))} as "agencyName", mm.seat, mm.attendance, mm.deputy_name as "deputyName",
        ${rows(`select r.deputy_name as "deputyName", r.arrived_at as "arrivedAt", r.left_at as "leftAt" from presences r where r.council_id = mm.council_id and r.member_id = mm.id`, `"arrivedAt"`)} as stays
      from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id left join people p on p.id = ms.person_id where mm.council_id = m.council_id and mm.meeting_id = m.id`, 'name')},
    'guests', ${rows(`select g.name, g.from_whom as "fromWhom", g.for_provider as "forProvider", g.part, g.arrived_at as "arrivedAt", g.left_at as "leftAt" from meeting_guests g where g.council_id = m.council_id and g.meeting_id = m.id`, 'name')},
    'total', (select count(*)::int from agenda_items t where t.council_id = m.council_id and t.meeting_id = m.id), 'page', $3::int, 'pageSize', ${pageSize},
    'items', ${rows(`select i.id, i.place, case when x.in_sight then i.title else '${unnamed}' end as title, case when x.told then s.id end as "serviceId", x.is_out as "youAreOut",
        i.taken_at is not null as taken, i.for_noting as "forNoting", case when x.told then i.deferred_reason end as "deferredReason",
        case when x.told then (select coalesce(json_agg(r ->> 'words'), '[]') from jsonb_array_elements(i.reasons) r) else '[]'::json end as reasons, case when x.told then ${known} end as known,
        x.told and mw.state in ('draftMinutes', 'minutesReturned', 'approved', 'circulated', 'confirmed') and i.taken_at is not null and i.deferred_at is null and not i.for_noting and not exists (select from minute_sections s where s.council_id = i.council_id and s.agenda_item_id = i.id) as "minutedApart",
        case when x.told then ${amendments} else '[]'::json end as amendments, case when x.told then nullif(q.summary, '') end as summary, case when x.told then nullif(q.differing_views, '') end as "differingViews",
        case when x.told then ${recommendations} else '[]'::json end as recommendations, case when x.told then ${actions} else '[]'::json end as actions,
        case when x.told then split_part(sw.state, '.', 1) end as "stageNow", case when x.told then g.since end as "stageSince"
      from (select n.*, row_number() over (order by n.position, n.id)::int as place from agenda_items n where n.council_id = m.council_id and n.meeting_id = m.id order by place limit ${pageSize} offset ($3::int - 1) * ${pageSize}) i
      left join services s on s.council_id = i.council_id and s.id = i.service_id
      cross join lateral (select y.is_out, y.in_sight, y.in_sight and not y.is_out as told from (select is_out_of(i.id) as is_out, i.service_id is null or s.id is not null as in_sight) y) x
      left join item_records q on q.council_id = i.council_id and q.agenda_item_id = i.id left join lists on true
      left join stages g on g.council_id = i.council_id and g.service_id = s.id left join workflows sw on sw.council_id = g.council_id and sw.id = g.id`, 'place')}) as result
  from meetings m join workflows mw on mw.council_id = m.council_id and mw.id = m.id where m.id = $1::uuid`);

type Stays = MeetingFacts['members'][number]['stays'];
type Row = Omit<MeetingRecord, 'members' | 'guests'> & {
  readonly members: readonly (Omit<MeetingRecord['members'][number], 'cameAndWent'> & { readonly stays: Stays })[];
  readonly guests: readonly (Omit<MeetingRecord['guests'][number], 'cameAndWent'> & Omit<Stays[number], 'deputyName'>)[];
};

/** A meeting whole, years later, in one statement. */
@Injectable()
export class MeetingRecordQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @param page of its items */
  async one(actor: Actor, id: string, page: number | null): Promise<MeetingRecord | null> {
    const row = await this.reads.one<Row>(actor, record, [id, this.clock.today().toString(), pageNumber(page)], { operation: 'meetingRecord', subjectKind: 'meeting', subjectId: id });
    if (row === null) return null;
    const { openedAt, closedAt } = row;
    return {
      ...row, members: row.members.map(({ stays, ...one }) => ({ ...one, cameAndWent: cameAndWent({ stays, deputyName: one.deputyName }, openedAt, closedAt) || null })),
      guests: row.guests.map(({ arrivedAt, leftAt, ...one }) => ({ ...one, cameAndWent: cameAndWent({ stays: [{ deputyName: null, arrivedAt, leftAt }], deputyName: null }, openedAt, closedAt) || null })),
    };
  }
}
