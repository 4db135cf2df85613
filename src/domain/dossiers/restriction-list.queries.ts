import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { whatItBars } from '../restrictions/effective-rule.js';
import { liveStates } from '../restrictions/placing.queries.js';
import type { RestrictionList, RestrictionListRow } from './restriction-list.types.js';
import { jobTitle, lists, wordsOf } from './sql.js';

const pageSize = 25;
const live = liveStates.map((state) => `'${state}'`).join(', ');

// $1 today, $2 page, $3 rows a page. The grounds are for the panel's circle, which alone may ask.
const list = statement(`
  with ${lists('$1::date')}, found as (
    select x.id, x.reference, x.kind, x.scope, s.id as "serviceId", l.name as "serviceName", s.lot, p.name as "providerName", l.postcode, l.cqc_id as "cqcId", ${wordsOf('lists.kinds', 'x.kind')} as "kindWords",
      (select coalesce(json_agg(${wordsOf('lists.reasons', 'code')}), '[]') from unnest(x.reason_codes) code) as "reasonWords", g.reasons, g.lift_conditions as "liftConditions", x.exceptions,
      x.starts_on as "startsOn", x.review_on as "reviewOn", coalesce(${jobTitle('x.council_id', `(w.context ->> 'decidedBy')::uuid`)}, x.stated_decider) as "decidedBy", w.state,
      case when w.state = 'phasedLift' then w.context -> 'phase' end as phase, x.from_earlier_records as "fromEarlierRecords",
      row_number() over (order by lower(btrim(l.name)), s.id, x.starts_on, x.reference) as place
    from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id and w.state in (${live})
    join services s on s.council_id = x.council_id and s.id = x.service_id
    join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id
    left join restriction_grounds g on g.council_id = x.council_id and g.restriction_id = x.id left join lists on true
    where x.council_id = current_council()
  )
  select json_build_object('total', (select count(*) from found), 'page', $2::int, 'pageSize', $3::int,
    'rows', coalesce((select json_agg(f order by place) from found f where place > ($2::int - 1) * $3 and place <= $2::int * $3), '[]')) as result`);

type Found = Omit<RestrictionListRow, 'bars' | 'covers' | 'detail' | 'perWeek'> & Parameters<typeof whatItBars>[0];

/** Every restriction in force, by service. */
@Injectable()
export class RestrictionListQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, page: number | null | undefined): Promise<RestrictionList> {
    const values = [this.clock.today().toString(), pageNumber(page), pageSize];
    const found = await this.reads.one<Omit<RestrictionList, 'rows'> & { rows: Found[] }>(actor, list, values, { operation: 'restrictionList', subjectKind: 'restriction' });
    if (found === null) throw new Error('The list of restrictions has no result.');
    return { ...found, rows: found.rows.map((row) => ({ ...row, ...row.scope, bars: whatItBars(row) })) };
  }
}
