import { agencyCalled } from '../../councils/agency-called.js';
import type { WriteUnit } from '../../../platform/database/write-unit.js';
import type { MeetingFacts } from './minutes.js';

const who = (membership: string): string => `
  (select coalesce(p.name, pm.job_title) from memberships pm left join people p on p.id = pm.person_id where pm.council_id = m.council_id and pm.id = ${membership})`;

const facts = `
  select json_build_object(
    'openedAt', m.opened_at, 'closedAt', m.closed_at, 'openingQuorum', m.opening_quorum,
    'quorumChanges', (select coalesce(json_agg(json_build_object('at', t.happened_at, 'quorate', t.event = 'REGAIN_QUORUM') order by t.seq), '[]')
      from transitions t where t.council_id = m.council_id and t.workflow_id = m.id and t.event in ('LOSE_QUORUM', 'REGAIN_QUORUM')),
    'members', (select coalesce(json_agg(json_build_object(
        'name', coalesce(p.name, ms.job_title), 'jobTitle', ms.job_title, 'attendance', mm.attendance, 'deputyName', mm.deputy_name,
        'stays', (select coalesce(json_agg(json_build_object('deputyName', r.deputy_name, 'arrivedAt', r.arrived_at, 'leftAt', r.left_at) order by r.arrived_at), '[]')
                  from presences r where r.council_id = mm.council_id and r.member_id = mm.id),
        'accepted', mm.confidentiality_accepted_at is not null, 'acceptedBy', coalesce(${who('mm.confidentiality_accepted_by')}, mm.deputy_name),
        'agencyName', ${agencyCalled('ms.agency_id', 'm.starts_at::date')})
        order by p.name, mm.id), '[]')
      from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id left join people p on p.id = ms.person_id
      where mm.council_id = m.council_id and mm.meeting_id = m.id),
    'guests', (select coalesce(json_agg(json_build_object('name', g.name, 'fromWhom', g.from_whom, 'forProvider', g.for_provider, 'part', g.part, 'accepted', g.confidentiality_accepted_at is not null,
        'stays', json_build_array(json_build_object('deputyName', null, 'arrivedAt', g.arrived_at, 'leftAt', g.left_at))) order by g.name, g.id), '[]')
      from meeting_guests g where g.council_id = m.council_id and g.meeting_id = m.id),
    'interests', (select coalesce(json_agg(json_build_object('name', ${who('n.membership_id')}, 'nature', n.nature, 'ruling', n.ruling, 'item', i.title) order by i.position, n.id), '[]')
      from item_interests n join agenda_items i on i.council_id = n.council_id and i.id = n.agenda_item_id
      where n.council_id = m.council_id and n.meeting_id = m.id),
    'items', (select coalesce(json_agg(json_build_object(
        'id', i.id, 'serviceId', i.service_id, 'title', i.title, 'forNoting', i.for_noting, 'lateReason', i.late_reason, 'deferredReason', i.deferred_reason,
        'taken', i.taken_at is not null,
        'part', (select json_build_object('part', q.part, 'purpose', q.purpose,
                   'notIn', (select coalesce(json_agg(coalesce(p.name, ms.job_title) order by p.name, mm.id), '[]') from meeting_members mm join memberships ms on ms.council_id = mm.council_id and ms.id = mm.membership_id left join people p on p.id = ms.person_id
                            where mm.council_id = q.council_id and mm.meeting_id = q.meeting_id and mm.attendance in ('present', 'deputy') and q.part <> all (mm.parts)),
                   'guests', (select coalesce(json_agg(g.name || ', ' || g.from_whom order by g.name, g.id), '[]') from meeting_guests g where g.council_id = q.council_id and g.meeting_id = q.meeting_id and (g.part = q.part or g.part is null)))
                 from meeting_parts q where q.council_id = i.council_id and q.meeting_id = i.meeting_id and q.part = i.part
                   -- What was taken before the meeting was divided was in no part of it, whichever it was put in afterwards.
                   and coalesce((select bool_or(t.part is not null) from item_turns t where t.council_id = i.council_id and t.agenda_item_id = i.id), q.part = 'B')),
        'summary', r.summary, 'differingViews', r.differing_views, 'nextDate', r.next_date, 'onTrack', r.on_track,
        'out', (select coalesce(json_agg(${who('n.membership_id')} order by n.id), '[]') from item_interests n
                where n.council_id = i.council_id and n.agenda_item_id = i.id and n.ruling in ('leave', 'speakThenLeave')),
        'recommendations', (select coalesce(json_agg(json_build_object('reference', c.reference, 'code', c.code, 'text', c.text, 'differingViews', c.differing_views,
                              'quorumWords', c.quorum->>'words', 'runBy', ${agencyCalled('c.run_by', `(c.made_at at time zone 'Europe/London')::date`)}, 'independence', c.independence) order by c.reference), '[]')
                            from recommendations c where c.council_id = i.council_id and c.agenda_item_id = i.id),
        'actions', (select coalesce(json_agg(json_build_object('reference', a.reference, 'description', a.description, 'owner', ${who('a.owner_membership_id')}, 'dueOn', a.due_on) order by a.reference), '[]')
                    from actions a where a.council_id = i.council_id and a.agenda_item_id = i.id))
        order by i.position, i.id), '[]')
      from agenda_items i left join item_records r on r.council_id = i.council_id and r.agenda_item_id = i.id
      where i.council_id = m.council_id and i.meeting_id = m.id)
  ) as facts
  from meetings m where m.council_id = $1 and m.id = $2`;

/** Everything recorded of a meeting, in one statement. Row-level security leaves out what the actor is out of. */
export async function meetingFacts(unit: WriteUnit, meetingId: string, nextOn: string | null): Promise<MeetingFacts> {
  const [row] = await unit.query<{ facts: Omit<MeetingFacts, 'nextOn'> }>(facts, [unit.actor.councilId, meetingId]);
  if (row === undefined) throw new Error('There is no such meeting.');
  return { ...row.facts, nextOn };
}
