import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { isId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { ranBeforeJson } from './provider-people.js';
import { isLikely, isSuggested } from './likely-successor.js';
import type { LikelySuccessor, ServiceLinkForm, ServiceLinkList } from './service-link.types.js';

const choicesShown = 20;
const person = (membership: string): string => `(select coalesce(p.name || ', ' || m.job_title, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = current_council() and m.id = ${membership})`;
/** SQL: a service of a link, where the reader sees it (R37). */
const inSight = (id: string): string => `(select v.id from services v where v.council_id = k.council_id and v.id = ${id})`;

const list = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'links', (
    select coalesce(json_agg(json_build_object('id', k.id, 'reference', k.reference, 'kind', k.kind, 'serviceId', ${inSight('k.service_id')}, 'fromName', k.from_name, 'fromProvider', a.name, 'otherId', ${inSight('k.other_id')}, 'toName', k.to_name,
      'toProvider', b.name, 'happenedOn', k.happened_on, 'source', k.source, 'note', k.note, 'stageFollowed', coalesce((k.followed ->> 'stage')::boolean, false),
      'restrictionsFollowed', (select coalesce(json_agg(r.reference order by r.reference), '[]') from restrictions r where r.council_id = k.council_id and (k.followed -> 'restrictions') ? r.id::text),
      'recordedBy', ${person('k.recorded_by')}, 'recordedAt', k.recorded_at, 'undoneBy', ${person('k.undone_by')}, 'undoneAt', k.undone_at, 'undoneReason', k.undone_reason,
      'novations', (select coalesce(json_agg(json_build_object('id', v.id, 'contract', c.reference, 'novatedOn', v.novated_on, 'source', v.source) order by v.novated_on, v.id), '[]')
        from contract_novations v join contracts c on c.council_id = v.council_id and c.id = v.contract_id where v.council_id = k.council_id and v.link_id = k.id))
      order by k.happened_on desc, k.recorded_at desc, k.id), '[]')
    from service_links k join register_providers a on a.id = k.from_provider_id left join register_providers b on b.id = k.to_provider_id
    where k.council_id = s.council_id and (k.service_id in (select service_id from service_line(s.id)) or k.other_id = s.id))) as result
  from services s join register_locations l on l.id = s.location_id where s.council_id = current_council() and s.id = $1`);

/** $1 service, $2 what is searched for, its wildcards escaped, or null, $3 today. */
const form = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'providerName', p.name, 'deregisteredOn', l.deregistered_on,
    'continuing', (select count(*)::int from restrictions r join workflows w on w.council_id = r.council_id and w.id = r.id
      where r.council_id = s.council_id and r.service_id = s.id and r.kind not in ('voluntary', 'regulatorImposed') and w.state in ('decided', 'inForce', 'underReview', 'phasedLift')),
    'contracts', (select coalesce(json_agg(json_build_object('id', c.id, 'reference', c.reference) order by c.reference, c.id), '[]') from contracts c where c.council_id = s.council_id and c.service_id = s.id),
    'choices', (select coalesce(json_agg(x order by x.likely desc, x.near desc, x.name, x.id), '[]') from (
      select o.id, n.name || case when o.lot = 'whole service' then '' else ' (' || o.lot || ')' end as name, q.name as "providerName", n.address, n.cqc_id as "cqcId", n.registered_on as "registeredOn", ${isLikely} as likely,
        n.postcode_search is not distinct from l.postcode_search as near,
        ${ranBeforeJson('o.provider_id', '$3::date')} as "ranBefore"
      from services o join register_locations n on n.id = o.location_id join register_providers q on q.id = o.provider_id
      where o.council_id = s.council_id and o.id <> s.id and (${isLikely} or ($2::text is null and n.postcode_search = l.postcode_search)
        or ($2::text is not null and (n.name ilike '%' || $2 || '%' or q.name ilike '%' || $2 || '%' or n.cqc_id ilike $2 or n.postcode_search like replace(upper($2), ' ', '') || '%')))
      order by likely desc, near desc, n.name, o.id limit ${choicesShown}) x)) as result
  from services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id where s.council_id = current_council() and s.id = $1`);

const suggestions = statement(`
  select coalesce(json_agg(x order by x."deregisteredOn" desc, x."serviceName", x."otherId"), '[]') as result from (
    select s.id as "serviceId", l.name as "serviceName", l.deregistered_on as "deregisteredOn", o.id as "otherId", n.name as "otherName", q.name as "otherProvider", n.registered_on as "registeredOn", n.address,
      o.provider_id = s.provider_id as "sameOwner"
    from services s join register_locations l on l.id = s.location_id
    join services o on o.council_id = s.council_id join register_locations n on n.id = o.location_id join register_providers q on q.id = o.provider_id
    where s.council_id = current_council() and ${isSuggested}
    order by l.deregistered_on desc, s.id limit 50) x`);

/** Reads of what became of services; one data statement each. */
@Injectable()
export class ServiceLinksQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, serviceId: string): Promise<ServiceLinkList | null> {
    if (!isId(serviceId)) return null;
    const found = await this.reads.one<Omit<ServiceLinkList, 'mayRecord'>>(actor, list, [serviceId], { operation: 'serviceLinks', subjectKind: 'service', subjectId: serviceId });
    return found && { ...found, mayRecord: may(actor, 'recordServiceLink') };
  }

  async form(actor: Actor, serviceId: string, search: string | null): Promise<ServiceLinkForm | null> {
    if (!isId(serviceId)) return null;
    const wanted = search?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`) || null;
    return this.reads.one<ServiceLinkForm>(actor, form, [serviceId, wanted, this.clock.today().toString()], { operation: 'serviceLinkForm', subjectKind: 'service', subjectId: serviceId });
  }

  async likely(actor: Actor): Promise<LikelySuccessor[]> {
    return (await this.reads.one<LikelySuccessor[]>(actor, suggestions, [], { operation: 'likelySuccessors', subjectKind: 'council', subjectId: actor.councilId })) ?? [];
  }
}
