import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { agencyCalled } from '../councils/agency-called.js';
import { shareableCaveats } from '../intelligence/caveats.js';
import { effectiveRule, type LiveRestriction } from '../restrictions/effective-rule.js';
import { liveRestrictionsJson } from '../restrictions/placing.queries.js';
import type { SharedLine, SharedRecord, SharedService, Sharing } from './sharing.types.js';
import { jobTitle, lists, londonDay, rows, wordsOf } from './sql.js';

const newest = 50;
const inForce = (today: string): string => `h.ended_at is null and (h.ends_on is null or h.ends_on >= ${today})`;
const serviceName = `case when s.lot = 'whole service' then l.name else l.name || ' (' || s.lot || ')' end`;
const unkept = `i.caveat in (${shareableCaveats.map((code) => `'${code}'`).join(', ')})`;

// A record that was shared and is now kept from the reader shows as a share without its reference.
const sharing = statement(`
  select json_build_object('serviceId', s.id, 'serviceName', l.name, 'lot', s.lot,
    'shares', ${rows(`
      select h.id, h.version, ${agencyCalled('h.agency_id', londonDay('h.shared_at'))} as "agencyName", h.reason, h.lawful_basis as "lawfulBasis", ${jobTitle('h.council_id', 'h.shared_by')} as "sharedBy",
        case when h.record_id is not null then coalesce((select i.reference from intelligence i where i.council_id = h.council_id and i.id = h.record_id), 'a record') end as "recordReference",
        h.shared_at as "sharedAt", h.ends_on as "endsOn", h.ended_at as "endedAt", ${inForce('$2::date')} as "inForce"
      from shares h where h.council_id = s.council_id and h.service_id = s.id`, 'x."inForce" desc, x."sharedAt" desc, x.id')},
    'councils', ${rows(`select a.id, ${agencyCalled('a.id', '$2::date')} as name from agencies a where agency_kind(a.id, $2::date) = 'otherCouncil' and a.ended_on is null`, 'x.name, x.id')},
    'records', ${rows(`
      select i.id, i.reference || ', ' || to_char(i.happened_on, 'FMDD/FMMM/YYYY') || ', ' || i.severity as name, i.received_at from intelligence i
      where i.council_id = s.council_id and i.service_id = s.id and ${unkept} and i.retraction_reason is null and i.duplicate_of is null
      order by i.received_at desc limit ${newest}`, 'x.received_at desc, x.id')}) as result
  from services s join register_locations l on l.id = s.location_id where s.id = $1`);

const withUs = statement(`
  select ${rows(`
    select h.id, h.service_id as "serviceId", ${serviceName} as "serviceName", i.id as "recordId", i.reference as "recordReference",
      h.reason, h.lawful_basis as "lawfulBasis", ${jobTitle('h.council_id', 'h.shared_by')} as "sharedBy", h.shared_at as "sharedAt", h.ends_on as "endsOn"
    from shares h join services s on s.council_id = h.council_id and s.id = h.service_id join register_locations l on l.id = s.location_id
    left join intelligence i on i.council_id = h.council_id and i.id = h.record_id
    where h.agency_id = current_agency() and ${inForce('$1::date')} and (h.record_id is null or i.id is not null)`, 'x."serviceName", x."recordReference" nulls first, x.id')} as result`);

const service = statement(`
  select json_build_object('id', s.id, 'name', l.name, 'lot', s.lot, 'kind', l.kind, 'providerName', p.name, 'address', concat_ws(', ', l.address, l.postcode),
    'rating', (select r.rating from register_ratings r where r.location_id = l.id and r.domain = 'overall' order by coalesce(r.as_at, r.published_on) desc nulls last, r.published_on desc nulls last limit 1),
    'restrictions', ${liveRestrictionsJson},
    'peopleOfOtherCouncils', (select n.people from people_counts n where n.council_id = s.council_id and n.service_id = s.id and n.funder = 'otherCouncils' order by n.as_at desc, n.recorded_at desc limit 1)) as result
  from services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id
  where s.id = $1 and s.id in (select services_shared())`);

const record = statement(`
  with ${lists('$2::date')}
  select json_build_object('id', i.id, 'reference', i.reference, 'serviceName', ${serviceName}, 'severity', i.severity, 'categoryWords', ${wordsOf('lists.themes', 'i.category')},
    'caveatWords', ${wordsOf('lists.caveats', 'i.caveat')}, 'whatHappened', i.what_happened, 'immediateAction', i.immediate_action, 'happenedOn', i.happened_on, 'receivedAt', i.received_at) as result
  from intelligence i join services s on s.council_id = i.council_id and s.id = i.service_id join register_locations l on l.id = s.location_id left join lists on true
  where i.id = $1 and i.id in (select records_shared())`);

/** What is shared with other councils, as its officers see it, and as those it is shared with do (R37). Every read is recorded. */
@Injectable()
export class SharingQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  of(actor: Actor, serviceId: string): Promise<Sharing | null> {
    return this.reads.one<Sharing>(actor, sharing, [serviceId, this.today()], { operation: 'sharing', subjectKind: 'service', subjectId: serviceId });
  }

  async withUs(actor: Actor): Promise<SharedLine[]> {
    return (await this.reads.one<SharedLine[]>(actor, withUs, [this.today()], { operation: 'sharedWithUs', subjectKind: 'share' })) ?? [];
  }

  async service(actor: Actor, id: string): Promise<SharedService | null> {
    const found = await this.reads.one<Omit<SharedService, 'effectiveRule'> & { restrictions: LiveRestriction[] }>(actor, service, [id], { operation: 'sharedService', subjectKind: 'service', subjectId: id });
    if (found === null) return null;
    const { restrictions, ...rest } = found;
    return { ...rest, effectiveRule: effectiveRule(restrictions).sentence };
  }

  record(actor: Actor, id: string): Promise<SharedRecord | null> {
    return this.reads.one<SharedRecord>(actor, record, [id, this.today()], { operation: 'sharedRecord', subjectKind: 'intelligence', subjectId: id });
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
