import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { Trail } from '../../../platform/audit/trail.js';
import { newId } from '../../../platform/database/ids.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import type { Outcome } from '../../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../../platform/graphql/refusals.js';
import { liesIn } from './secure-domain.js';
import type { SecureMailDomain } from './secure-domains.resolver.js';

const listed = statement(`
  select coalesce(json_agg(json_build_object('id', d.id, 'domain', d.domain, 'reason', d.reason, 'addedAt', d.added_at,
    'addedBy', (select coalesce(p.name, m.job_title) from memberships m left join people p on p.id = m.person_id where m.council_id = d.council_id and m.id = d.added_by)) order by d.domain), '[]') as result
  from secure_mail_domains d where d.ended_at is null`);
const inForce = 'select domain from secure_mail_domains where council_id = $1 and ended_at is null order by domain';
const add = `
  insert into secure_mail_domains (council_id, id, domain, reason, added_by, added_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (council_id, domain) where ended_at is null do nothing returning id`;
const end = 'update secure_mail_domains set ended_by = $3, ended_at = $4 where council_id = $1 and id = $2 and ended_at is null returning domain';

/** Mail domains that the council holds for secure: the only writer of them. */
@Injectable()
export class SecureDomains {
  constructor(
    private readonly unit: WriteUnit,
    private readonly reads: ReadUnit,
    private readonly trail: Trail,
  ) {}

  async list(actor: Actor): Promise<readonly SecureMailDomain[]> {
    return (await this.reads.one<readonly SecureMailDomain[]>(actor, listed, [], null)) ?? [];
  }

  async add({ domain, reason }: { domain: string; reason: string }): Promise<Outcome> {
    const { actor, at } = this.unit;
    const id = newId();
    const added = await this.unit.query(add, [actor.councilId, id, domain, reason, actor.membershipId, at.toString()]);
    if (added.length === 0) throw new InvalidInput([{ field: 'domain', message: 'This domain is on the list already' }]);
    await this.trail.record({ subjectKind: 'secureDomain', subjectId: id, action: 'secureDomainAdded', after: { domain } });
    return { id, version: 1 };
  }

  async end(id: string): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [ended] = await this.unit.query<{ domain: string }>(end, [actor.councilId, id, actor.membershipId, at.toString()]);
    if (ended === undefined) throw new NotFound('domain');
    await this.trail.record({ subjectKind: 'secureDomain', subjectId: id, action: 'secureDomainEnded', before: { domain: ended.domain } });
    return { id, version: 2 };
  }

  /** The listed domain an address lies in; null where papers do not go to it. Inside a unit of work. */
  async domainOf(address: string): Promise<string | null> {
    const domains = await this.unit.query<{ domain: string }>(inForce, [this.unit.actor.councilId]);
    return domains.find(({ domain }) => liesIn(address, domain))?.domain ?? null;
  }
}
