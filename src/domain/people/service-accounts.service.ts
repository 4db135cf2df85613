import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';

/** Roles another system may act in: it adds what it knows, asks whether we place, or sends files. Nothing that needs a person's judgement (docs/adr/0011, 0026). */
export const serviceAccountRoles = ['contributor', 'brokerage', 'importer'] as const satisfies readonly Role[];
export type ServiceAccountRole = (typeof serviceAccountRoles)[number];

export interface NewServiceAccount {
  /** As it stands where a person's name would: "Contact centre system". */
  readonly name: string;
  readonly issuer: string;
  /** What the issuer calls the client in `sub`. */
  readonly subject: string;
  readonly role: ServiceAccountRole;
}

const taken = `
  select 'account' as by from service_accounts where issuer = $1 and subject = $2
  union all select 'person' from person_by_identity($1, $2)`;
const addMembership = `
  insert into memberships (council_id, id, person_id, role, job_title, valid_from) values ($1, $2, null, $3, $4, $5)`;
const addAccount = `
  insert into service_accounts (council_id, id, issuer, subject, membership_id, added_at) values ($1, $2, $3, $4, $5, $6)`;
const endMembership = `
  update memberships m set valid_to = $3::date - 1 from service_accounts s
  where s.council_id = $1 and m.council_id = s.council_id and m.id = s.membership_id and lower(m.job_title) = lower($2) and m.valid_to is null
  returning m.id`;

/** Other systems that act here by the API: a membership without a person, and the identity it is recognised by. */
@Injectable()
export class ServiceAccounts {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  /** @returns null where this identity is a person's, or an account's of this council */
  async add({ name, issuer, subject, role }: NewServiceAccount): Promise<string | null> {
    const { actor, at } = this.unit;
    if ((await this.unit.query(taken, [issuer, subject])).length > 0) return null;
    const membershipId = newId();
    await this.unit.query(addMembership, [actor.councilId, membershipId, role, name, londonDate(at).toString()]);
    await this.unit.query(addAccount, [actor.councilId, newId(), issuer, subject, membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'membership', subjectId: membershipId, action: 'serviceAccountAdded', after: { issuer, subject, role } });
    return membershipId;
  }

  /** Its tokens open nothing from the next request on; what it did stays. @returns whether there was one */
  async end(name: string): Promise<boolean> {
    const ended = await this.unit.query<{ id: string }>(endMembership, [this.unit.actor.councilId, name, londonDate(this.unit.at).toString()]);
    for (const { id } of ended) await this.trail.record({ subjectKind: 'membership', subjectId: id, action: 'serviceAccountEnded' });
    return ended.length > 0;
  }
}
