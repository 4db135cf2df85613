import { Injectable } from '@nestjs/common';
import { stageName } from '../../../procedures/index.ts';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { jobTitle, londonDay } from './sql.js';
import type { ServiceList, ServiceListArgs } from './service-list.types.js';

const pageSize = 25;

const liveRestrictions = `(select count(*)::int from restrictions r join workflows rw on rw.council_id = r.council_id and rw.id = r.id
  where r.council_id = current_council() and r.service_id = x.id and rw.state in ('inForce', 'underReview', 'phasedLift'))`;
const openRecords = (service: string): string => `(select count(*)::int from intelligence i where i.council_id = current_council() and i.service_id = ${service} and i.closed_at is null)`;

// What is counted is counted for the page shown, and for every service only where the list is sorted by it. Stage and severity sort by seriousness, not by the alphabet. `total` is of all pages.
const list = statement(`
  with found as (
    select s.id, l.name, s.lot, p.name "providerName", l.kind, l.postcode, l.cqc_id "cqcId",
           split_part(coalesce(w.state, 'routine'), '.', 1) stage, g.id "stageId", coalesce(g.since, ${londonDay('s.recorded_at')}) "stageSince", g.review_on "reviewOn",
           coalesce(g.from_earlier_records, false) "fromEarlierRecords", g.stated_decider "statedDecider", g.lead_officer_id "leadOfficerId", r.rating, r.published_on "ratingPublishedOn"
    from services s
    join register_locations l on l.id = s.location_id
    join register_providers p on p.id = s.provider_id
    left join stages g on g.council_id = s.council_id and g.service_id = s.id
    left join workflows w on w.council_id = g.council_id and w.id = g.id
    left join lateral (select rating, published_on from register_ratings r where r.location_id = l.id and r.domain = 'overall'
                       order by coalesce(as_at, published_on) desc nulls last, published_on desc nulls last limit 1) r on true
    where ($1::text is null or l.name ilike '%' || $1 || '%' or p.name ilike '%' || $1 || '%' or l.cqc_id = $2
           or l.postcode_search like replace(upper($1), ' ', '') || '%')
      and ($3::text is null or split_part(coalesce(w.state, 'routine'), '.', 1) = $3 or ($3 = 'aboveRoutine' and split_part(coalesce(w.state, 'routine'), '.', 1) not in ('routine', 'closed')))
      and ($4::text is null or coalesce(r.rating, 'notRated') = $4)
      and ($5::text is null or l.kind = $5)
  ), sorted as (
    select found.*, row_number() over (order by
      case when $6 = 'stage' then array_position(array['seriousConcerns', 'seriousConcernsProposed', 'enhanced', 'enhancedProposed', 'routine', 'closed'], stage) end,
      case when $6 = 'rating' then array_position(array['inadequate', 'requiresImprovement', 'good', 'outstanding'], rating) end,
      case when $6 = 'intelligence' then -${openRecords('found.id')} end,
      lower(btrim(name)), id) place
    from found
  )
  select json_build_object(
    'total', (select count(*) from found), 'page', $7::int, 'pageSize', $8::int,
    'rows', coalesce((
      select json_agg(to_jsonb(x) || jsonb_build_object('restrictions', ${liveRestrictions}, 'openIntelligence', ${openRecords('x.id')}, 'stageDecidedBy', case when x."fromEarlierRecords" then x."statedDecider" else ${jobTitle('current_council()', 'entered.by')} end,
        'leadOfficer', (select coalesce(p.name || ', ', '') || m.job_title from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = x."leadOfficerId")) order by place)
      from sorted x left join lateral (
        select d.id, coalesce(d.decided_by, t.membership_id) as by
        from transitions t left join decisions d on d.council_id = t.council_id and d.id = t.decision_id
        where t.council_id = current_council() and t.workflow_id = x."stageId" and split_part(t.from_state, '.', 1) is distinct from split_part(t.to_state, '.', 1)
        order by t.seq desc limit 1) entered on x.stage <> 'routine' or entered.id is not null
      where place > ($7::int - 1) * $8 and place <= $7::int * $8), '[]')
  ) as result`);

/** The list of providers' services with where each stands (pages.md, Providers). */
@Injectable()
export class ServiceListQueries {
  constructor(
    private readonly reads: ReadUnit,
  ) {}

  async list(actor: Actor, { search, stage, rating, kind, sort, page }: ServiceListArgs): Promise<ServiceList> {
    const wanted = search?.trim() || null;
    const escaped = wanted?.replaceAll(/[\\%_]/g, String.raw`\$&`) ?? null;
    const number = pageNumber(page);
    const values = [escaped, wanted, stage || null, rating || null, kind || null, sort || 'name', number, pageSize];
    const found = await this.reads.one<ServiceList>(actor, list, values, { operation: 'services', subjectKind: 'service' });
    if (found === null) throw new Error('The list of services has no result.');
    return { ...found, rows: found.rows.map((row) => ({ ...row, stageWords: stageName(actor.stageNames, row.stage) })) };
  }
}
