/** How widely a decision may be told (domain.md 3.1), from everybody to the fewest. Labels for whoever handles it: who reads a record is decided elsewhere (ADR 0050). */
export const confidentialityClasses = ['open', 'shared', 'restricted'] as const;
/** Whether a restriction may be told to whoever asks (domain.md 3.2). */
export const publicities = ['public', 'notPublic'] as const;

const latest = (column: string, of: string): string => `(select h.choice from handling_choices h where h.council_id = ${of}.council_id and h.${column} = ${of}.id order by h.number desc limit 1)`;
/** SQL: what was chosen after a decision or restriction `of` was made, the latest first. */
const choices = (column: string, of: string): string => `(select coalesce(json_agg(json_build_object('id', h.id, 'number', h.number, 'choice', h.choice, 'reason', h.reason, 'chosenAt', h.chosen_at, 'chosenBy',
    (select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = h.council_id and m.id = h.chosen_by)) order by h.number desc), '[]')
  from handling_choices h where h.council_id = ${of}.council_id and h.${column} = ${of}.id)`;

/** SQL: fields of a decision `d`. */
export const decisionHandling = `'confidentiality', coalesce(${latest('decision_id', 'd')}, d.confidentiality), 'handlingChoices', ${choices('decision_id', 'd')}`;
/** SQL: fields of a restriction `x`. @param procedure SQL of the procedure its case began under */
export const restrictionHandling = (procedure: string): string =>
  `'publicity', coalesce(${latest('restriction_id', 'x')}, case when (${procedure}->'handling'->>'restrictionsArePublic')::boolean then 'public' else 'notPublic' end), 'handlingChoices', ${choices('restriction_id', 'x')}`;
