/**
 * SQL for who is to come in a member's place, one row at most: named for this meeting, or whose place they take for some days
 * that the meeting falls in (domain.md 2.4). `until` is the last day a deputy named for the meeting sees its papers.
 * @param member alias of the `meeting_members` row @param startsAt SQL for when the meeting begins
 */
export const standIn = (member: string, startsAt: string): string => `
  select named.membership_id, named.person_id, coalesce(named.name, ${member}.deputy_expected) as name, named.for_meeting, named.until
  from (select 1) one left join lateral (
    select dm.id as membership_id, dm.person_id, dp.name, true as for_meeting,
           (select max(s.valid_to) from panel_seats s where s.council_id = ${member}.council_id and s.meeting_id = ${member}.meeting_id and s.membership_id = dm.id and s.deputy_of = ${member}.membership_id) as until
      from memberships dm join people dp on dp.id = dm.person_id where dm.council_id = ${member}.council_id and dm.id = ${member}.deputy_membership_id
    union all
    select * from (
      select dm.id, dm.person_id, dp.name, false, d.valid_to
      from deputies d join memberships dm on dm.council_id = d.council_id and dm.id = d.deputy_id join people dp on dp.id = dm.person_id
      where d.council_id = ${member}.council_id and d.membership_id = ${member}.membership_id and d.withdrawn_at is null and ${member}.deputy_expected is null and ${member}.deputy_membership_id is null
        and (${startsAt} at time zone 'Europe/London')::date between d.valid_from and d.valid_to
      order by d.valid_from, d.id limit 1) for_days
    limit 1) named on true
  where named.membership_id is not null or ${member}.deputy_expected is not null`;

/**
 * SQL for whether a row of `meeting_members` is the place of whoever asks: their own, or that of whom they come for, named for the meeting, for days, or
 * acting for them (domain.md 2.4). @param member alias of the row @param stand alias of its `standIn`
 */
export const isYourPlace = (member: string, stand: string): string =>
  `(is_your_place(${member}.meeting_id, ${member}.membership_id) or ${stand}.membership_id is not distinct from current_membership())`;

/** SQL for whether a ruling on an interest of `declared` takes whoever sits in a member's place out of the item: the member, or the deputy who came (R21). @param declared, membership aliases of memberships */
export const isTheirs = (declared: string, member: string, membership: string, stand: string): string =>
  `(${declared}.id = ${membership}.id or ${declared}.person_id = ${membership}.person_id or (${member}.attendance = 'deputy' and ${declared}.person_id = ${stand}.person_id))`;

/** SQL for whether somebody's membership has ended: they are asked to nothing, shown nothing, and stand in old meetings as having left. */
export const hasGone = (membership: string, today: string): string => `(${membership}.valid_to is not null and ${membership}.valid_to < ${today})`;
