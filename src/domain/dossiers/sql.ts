/** Pieces of SQL that the read models of this folder share; all text is ours, values come as parameters. */

/** Rows as a JSON array, empty rather than null. @param order of the columns of `select`, as they are named there */
export const rows = (select: string, order: string): string => `(select coalesce(json_agg(x order by ${order}), '[]') from (${select}) x)`;

/** A part of the answer that is made only when its name is among those asked for. @param asked a parameter of type text[] */
export const section = (asked: string, name: string, sql: string): string => `case when '${name}' = any (${asked}::text[]) then ${sql} end as "${name}"`;

/** The job title of a membership: a person who changes job has another one, so what was done keeps its title. */
export const jobTitle = (councilId: string, membershipId: string): string =>
  `(select m.job_title from memberships m where m.council_id = ${councilId} and m.id = ${membershipId})`;

export const londonDay = (instant: string): string => `(${instant} at time zone 'Europe/London')::date`;

/** The words of a code in one of the procedure's lists; the code itself where the list has lost it. */
export const wordsOf = (list: string, code: string): string =>
  `coalesce(jsonb_path_query_first(${list}, '$[*] ? (@.code == $code).words', jsonb_build_object('code', ${code})) #>> '{}', ${code})`;

/** CTE `lists`: the coded lists of the procedure in force. One function takes it apart, so that its 20 kB are unpacked once. @param today SQL of a date */
export const lists = (today: string): string => `
  lists as materialized (
    select p.intelligence -> 'caveats' as caveats, p.intelligence -> 'themes' as themes, p."visitKinds" as visits, p.intelligence -> 'sources' as sources, p.intelligence -> 'dispositions' as dispositions,
           p."restrictionReasons" as reasons, p."restrictionKinds" as kinds, p.authorities, p.risk -> 'bands' as bands
    from (select content from procedures where effective_from <= ${today} order by effective_from desc, version desc limit 1) in_force,
      jsonb_to_record(in_force.content) as p (intelligence jsonb, "restrictionReasons" jsonb, "restrictionKinds" jsonb, authorities jsonb, risk jsonb, "visitKinds" jsonb)
  )`;

/** States in which an action still waits for somebody (R17: reported complete is not closed). */
export const actionOpen = `('open', 'inProgress', 'overdue', 'extensionRequested', 'reportedComplete', 'notVerified')`;
/** States in which a day past makes it overdue: what is reported complete waits for the officer who verifies it. */
export const actionOverdue = `('open', 'inProgress', 'overdue', 'extensionRequested', 'notVerified')`;
