import { statement } from '../../../platform/database/read-unit.js';
import { agencyCalled } from '../../councils/agency-called.js';
import { hasGone, standIn } from './stand-in.js';
import { seatedOn } from './who-may-be-asked.js';

export interface Invited {
  readonly membershipId: string;
  readonly name: string;
  readonly email: string;
}

/** Who is asked to a meeting: who has left the agency is told nothing any more; who comes in a member's place is told with them. $1 council, $2 meeting, $3 today. */
const membersAsked = (which: string): string => `
  select m.id as "membershipId", p.name, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'mail') as email
  from (
    select mm.council_id, mm.id, mm.membership_id from meeting_members mm where mm.council_id = $1 and mm.meeting_id = $2 ${which}
    union all
    select mm.council_id, mm.id, stand.membership_id from meeting_members mm join meetings g on g.council_id = mm.council_id and g.id = mm.meeting_id
      cross join lateral (${standIn('mm', 'g.starts_at')}) stand
      where mm.council_id = $1 and mm.meeting_id = $2 ${which} and stand.membership_id not in (select x.membership_id from meeting_members x where x.council_id = $1 and x.meeting_id = $2)
  ) asked join memberships m on m.council_id = asked.council_id and m.id = asked.membership_id join people p on p.id = m.person_id
  -- Whoever has left meanwhile is not written to.
  where not ${hasGone('m', '$3::date')} order by asked.id, m.id`;

export const invited = membersAsked('');
export const silentMembers = membersAsked(`and mm.contribution = 'none'`);

/** What everybody was last sent of a meeting: its entry, or the end of it. $1 council, $2 meeting. */
export const entriesSent = `
  select distinct on (e.to_membership_id) e.to_membership_id as "membershipId", e.dedupe_key like 'meeting-invitation:%' as holds from mail_messages e
  where e.council_id = $1 and (e.dedupe_key like 'meeting-invitation:' || $2 || ':%' or e.dedupe_key like 'meeting-uninvited:' || $2 || ':%') and e.to_membership_id is not null
  order by e.to_membership_id, e.queued_at desc, e.id desc`;

/** Who is asked no longer, as the end of the entry names them. $1 council, $2 memberships, $3 today. */
export const formerly = `
  select m.id as "membershipId", p.name, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'mail') as email
  from memberships m join people p on p.id = m.person_id where m.council_id = $1 and m.id = any ($2::uuid[]) and not ${hasGone('m', '$3::date')} order by m.id`;

const heldOn = `greatest($2::date, (m.starts_at at time zone 'Europe/London')::date)`;
/** Meetings to come that somebody is a member of: whoever takes their place for some days is asked to those of these days. $1 council, $2 membership, $3 this instant. */
export const toComeWith = `
  select m.id from meeting_members mm join meetings m on m.council_id = mm.council_id and m.id = mm.meeting_id join workflows w on w.council_id = m.council_id and w.id = m.id
  where mm.council_id = $1 and mm.membership_id = $2 and m.starts_at > $3 and m.opened_at is null and w.state <> 'cancelled' order by m.starts_at, m.id`;

/** Who may be asked to a meeting besides its members, today and on its day; $1 meeting, $2 today, $3 roles. Without a seat on its panel, partners and CQC are guests (R37). */
export const memberChoices = statement(`
  select json_build_object('series', m.series, 'procedure', (select json_build_object('panel', c.content -> 'panel', 'quorum', c.content -> 'quorum', 'agenda', c.content -> 'agenda', 'timescales', c.content -> 'timescales', 'series', c.content -> 'series')
      from procedures c where c.council_id = w.council_id and c.id = w.procedure_id),
    'people', (select coalesce(json_agg(json_build_object('id', ms.id, 'name', p.name, 'jobTitle', ms.job_title, 'role', ms.role, 'seat', seated.seat, 'isGuest', seated.id is null and ms.role in ('partner', 'cqcObserver'),
        'agencyName', ${agencyCalled('ms.agency_id', '$2::date')}) order by p.name, ms.id), '[]')
      from memberships ms join people p on p.id = ms.person_id
      ${seatedOn('ms', 'm.panel_id', heldOn)}
      where ms.council_id = m.council_id and ms.role = any ($3) and ms.valid_from <= $2::date and (ms.valid_to is null or ms.valid_to >= ${heldOn})
        and not exists (select from meeting_members mm where mm.council_id = m.council_id and mm.meeting_id = m.id and mm.membership_id = ms.id))) as result
  from meetings m join workflows w on w.council_id = m.council_id and w.id = m.id where m.id = $1::uuid`);
