/** Somebody whose interest in an item came out after they had taken part in what it recommended. */
export interface LateInterest {
  readonly name: string;
  readonly nature: string;
  readonly ruledOn: string;
}

/** SQL: the person of a membership was among those present when a recommendation was made. @param recommendation alias of its row @param membership SQL of an id */
export const tookPartThen = (recommendation: string, membership: string): string => `exists (
    select from jsonb_array_elements(${recommendation}.present) q join memberships was on was.council_id = ${recommendation}.council_id and was.id = (q ->> 'membershipId')::uuid
    join memberships him on him.council_id = was.council_id and him.id = ${membership} where was.id = him.id or was.person_id = him.person_id)`;

/**
 * SQL: the interests `i` of a recommendation that the chair ruled on, "leave" or "speak, then leave", after it was made by them too (R21; bad case 5: what was
 * decided is looked at again without them). @param recommendation alias of its row
 */
export const lateInterestsOf = (recommendation: string): string => `item_interests i where i.council_id = ${recommendation}.council_id and i.agenda_item_id = ${recommendation}.agenda_item_id
    and i.ruling in ('leave', 'speakThenLeave') and i.ruled_at > ${recommendation}.made_at and ${tookPartThen(recommendation, 'i.membership_id')}`;

/** SQL of `LateInterest`s. */
export const lateInterestsJson = (recommendation: string): string => `(select coalesce(json_agg(json_build_object('name', (select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id
    where m.council_id = i.council_id and m.id = i.membership_id), 'nature', i.nature, 'ruledOn', (i.ruled_at at time zone 'Europe/London')::date) order by i.ruled_at, i.id), '[]') from ${lateInterestsOf(recommendation)})`;
