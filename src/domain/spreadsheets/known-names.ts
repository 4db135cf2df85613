import { Injectable } from '@nestjs/common';
import type { Procedure } from '../../../procedures/index.ts';
import { type Actor, councilOfficers, panelCircle, type Role } from '../../platform/access/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/database/ids.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';

export interface KnownService {
  readonly id: string;
  readonly name: string;
  readonly lot: string;
  readonly provider: string;
  readonly cqcId: string | null;
  readonly postcode: string | null;
}
export interface KnownMember {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly personId: string;
  readonly role: Role;
}
/** What the words of a list are matched against, as whoever brings it in sees it. */
export interface KnownNames {
  readonly services: readonly KnownService[];
  readonly members: readonly KnownMember[];
  /** People by the addresses the list has, in lower case. */
  readonly byAddress: Readonly<Record<string, string>>;
  readonly procedure: Procedure;
}

const known = statement(`
  select json_build_object(
    'services', coalesce((select json_agg(json_build_object('id', s.id, 'name', l.name, 'lot', s.lot, 'provider', p.name, 'cqcId', l.cqc_id, 'postcode', l.postcode))
      from services s join register_locations l on l.id = s.location_id join register_providers p on p.id = s.provider_id where s.council_id = current_council()), '[]'),
    'members', coalesce((select json_agg(json_build_object('id', m.id, 'name', p.name, 'jobTitle', m.job_title, 'personId', p.id, 'role', m.role))
      from memberships m join people p on p.id = m.person_id
      where m.council_id = current_council() and m.role = any ($2) and m.valid_from <= $1::date and (m.valid_to is null or m.valid_to >= $1::date)), '[]'),
    'byAddress', coalesce((select json_object_agg(lower(a.address), person_by_mail(a.address)) from unnest($3::text[]) a (address) where person_by_mail(a.address) is not null), '{}'),
    'procedure', (select content from procedures where council_id = current_council() and effective_from <= $1::date order by effective_from desc, version desc limit 1)) as result`);
const actorOf = statement(`
  select coalesce(json_agg(json_build_object('councilId', m.council_id, 'councilName', c.name, 'membershipId', m.id, 'personId', p.id, 'personName', p.name, 'agencyId', m.agency_id, 'providerId', m.provider_id,
    'role', m.role, 'seat', m.seat, 'jobTitle', m.job_title, 'grade', m.grade, 'delegatedDecisions', m.delegated_decisions, 'onBehalfOf', null)), '[]') as result
  from memberships m join people p on p.id = m.person_id join councils c on c.id = m.council_id
  where m.council_id = current_council() and (lower(p.name) = lower($1) or p.id = person_by_mail($1)) and m.role = any ($3)
    and m.valid_from <= $2::date and (m.valid_to is null or m.valid_to >= $2::date)`);
const owners = panelCircle.filter((role) => role !== 'auditor');

/** Services, members and words of one council, to find out whom and what a list means. */
@Injectable()
export class KnownNamesQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @param addresses those the list names people by */
  async of(actor: Actor, addresses: readonly string[]): Promise<KnownNames> {
    const names = await this.reads.one<KnownNames>(actor, known, [this.clock.today().toString(), owners, addresses], null);
    if (names === null) throw new Error('The names of a council have no result.');
    return names;
  }

  /** The officers of the council who are called so, or have that address. @param actor anybody of the council */
  async officers(actor: Actor, called: string): Promise<Actor[]> {
    const found = await this.reads.one<Omit<Actor, 'correlationId'>[]>(actor, actorOf, [called.trim(), this.clock.today().toString(), councilOfficers], null);
    return (found ?? []).map((one) => ({ ...one, correlationId: newId() }));
  }
}
