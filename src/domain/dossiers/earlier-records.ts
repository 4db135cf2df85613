import { liveStates } from '../restrictions/placing.queries.js';

const live = liveStates.map((state) => `'${state}'`).join(', ');
/** How many records of each kind still rest on earlier records alone, as SQL. What somebody may not see is not counted for them. */
export const stillEarlier = {
  stages: `(select count(*)::int from stages g where g.council_id = current_council() and g.from_earlier_records)`,
  restrictions: `(select count(*)::int from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
    where x.council_id = current_council() and x.from_earlier_records and w.state in (${live}))`,
  actions: `(select count(*)::int from actions a join workflows w on w.council_id = a.council_id and w.id = a.id
    where a.council_id = current_council() and a.from_earlier_records and w.state not in ('closed', 'superseded'))`,
  intelligence: `(select count(*)::int from intelligence i where i.council_id = current_council() and i.from_earlier_records and i.closed_at is null)`,
} as const;
