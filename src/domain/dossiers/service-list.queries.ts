import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { jobTitle, londonDay } from './sql.js';
import type { ServiceList, ServiceListArgs } from './service-list.types.js';

const pageSize = 25;

// Stage and severity sort by seriousness, not by the alphabet. `total` is of all pages.
const list = statement(`
  with found as (
    select s.id, l.name, s.lot, p.name "providerName", l.kind, l.postcode, l.cqc_id "cqcId",
           coalesce(w.state, 'routine') stage, g.id "stageId", coalesce(g.since, ${londonDay('s.recorded_at')}) "stageSince", r.rating, r.published_on "ratingPublishedOn",
           (select count(*)::int from restrictions x join workflows xw on xw.council_id = x.council_id and xw.id = x.id
             where x.service_id = s.id and xw.state in ('inForce', 'underReview', 'phasedLift')) restrictions,
           (select count(*)::int from intelligence i where i.service_id = s.id and i.closed_at is null) "openIntelligence"
    from services s
    join register_locations l on l.id = s.location_id
    join register_providers p on p.id = s.provider_id
    left join stages g on g.council_id = s.council_id and g.service_id = s.id
    left join workflows w on w.council_id = g.council_id and w.id = g.id
    left join lateral (select rating, published_on from register_ratings r where r.location_id = l.id and r.domain = 'overall'
                       order by coalesce(as_at, published_on) desc nulls last, published_on desc nulls last limit 1) r on true
    where ($1::text is null or l.name ilike '%' || $1 || '%' or p.name ilike '%' || $1 || '%' or l.cqc_id = $2
           or l.postcode_search like replace(upper($1), ' ', '') || '%')
      and ($3::text is null or split_part(coalesce(w.state, 'routine'), '.', 1) = $3)
      and ($4::text is null or coalesce(r.rating, 'notRated') = $4)
      and ($5::text is null or l.kind = $5)
  ), sorted as (
    select found.*, row_number() over (order by
      case when $6 = 'stage' then array_position(array['seriousConcerns', 'seriousConcernsProposed', 'enhanced', 'enhancedProposed', 'routine', 'closed'], stage) end,
      case when $6 = 'rating' then array_position(array['inadequate', 'requiresImprovement', 'good', 'outstanding'], rating) end,
      case when $6 = 'intelligence' then -"openIntelligence" end,
      lower(btrim(name)), id) place
    from found
  )
  , shown as materialized (select * from sorted where place > ($7::int - 1) * $8 and place <= $7::int * $8), entered as (
    select x.id, coalesce(d.decided_by, t.membership_id) as by
    from shown x join lateral (
      select t.* from transitions t where t.council_id = current_council() and t.workflow_id = x."stageId" and split_part(t.from_state, '.', 1) is distinct from split_part(t.to_state, '.', 1) order by t.seq desc limit 1) t on true
    left join decisions d on d.council_id = t.council_id and d.id = t.decision_id
    where x.stage <> 'routine' or d.id is not null
  )
  select json_build_object(
    'total', (select count(*) from found), 'page', $7::int, 'pageSize', $8::int,
    'rows', coalesce((select json_agg(to_jsonb(x) || jsonb_build_object('stageDecidedBy', ${jobTitle('current_council()', 'e.by')}) order by place) from shown x left join entered e on e.id = x.id), '[]')
  ) as result`);

/** The list of providers' services with where each stands (pages.md, Providers). */
@Injectable()
export class ServiceListQueries {
  constructor(private readonly reads: ReadUnit) {}

  async list(actor: Actor, { search, stage, rating, kind, sort, page }: ServiceListArgs): Promise<ServiceList> {
    const wanted = search?.trim() || null;
    const escaped = wanted?.replaceAll(/[\\%_]/g, String.raw`\$&`) ?? null;
    const number = pageNumber(page);
    const values = [escaped, wanted, stage || null, rating || null, kind || null, sort || 'name', number, pageSize];
    const found = await this.reads.one<ServiceList>(actor, list, values, { operation: 'services', subjectKind: 'service' });
    if (found === null) throw new Error('The list of services has no result.');
    return found;
  }
}
