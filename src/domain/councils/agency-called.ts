/** SQL for what an agency was called on a day (R35): an old record keeps the name of its day. */
export const agencyCalled = (agency: string, day: string): string => `(select n.name from agency_names n
  where n.agency_id = ${agency} and n.valid_from <= ${day} and (n.valid_to is null or n.valid_to >= ${day}) order by n.valid_from desc limit 1)`;
