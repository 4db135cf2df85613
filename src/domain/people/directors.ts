/**
 * SQL: the Director of Adult Social Services; while nobody is, the highest rank there is: what waits for a senior officer never lapses
 * silently (R03, R04). One row a person. $1 council, $2 today
 */
export const directorsToday = `
  with officers as (
    select distinct on (person_id) id, grade from memberships
    where council_id = $1 and role = 'authorisedOfficer' and person_id is not null and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)
    order by person_id, grade desc, id
  ) select id from officers where grade = (select max(grade) from officers) order by id`;
