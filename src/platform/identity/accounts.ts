import { Injectable } from '@nestjs/common';
import { type Procedure, stageNames } from '../../../procedures/index.ts';
import type { Actor, Role, Seat } from '../access/actor.js';
import { Clock } from '../clock/clock.js';
import { newId } from '../database/ids.js';
import { IdentityPool } from './identity-pool.js';

/** One membership in force, with the names a session shows. */
export interface Membership {
  readonly councilId: string;
  readonly councilName: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly personName: string;
  readonly agencyId: string | null;
  readonly providerId: string | null;
  readonly role: Role;
  readonly seat: Seat | null;
  readonly jobTitle: string;
  /** As deputy: the membership whose place is taken (whose role, seat and agency these then are), and its person. */
  readonly onBehalfOf?: string | null;
  readonly onBehalfOfName?: string | null;
  /** As deputy: from signing in, without being asked. */
  readonly automatic?: boolean;
}

/** What a form names one of somebody's roles by: the membership, and whose place it takes. */
export function roleKey({ membershipId, onBehalfOf }: Pick<Membership, 'membershipId' | 'onBehalfOf'>): string {
  return onBehalfOf === undefined || onBehalfOf === null ? membershipId : `${membershipId}:${onBehalfOf}`;
}

const personByIdentity = 'select person_id as "personId" from person_by_identity($1, $2)';
const membershipsOf = `
  select council_id as "councilId", council_name as "councilName", membership_id as "membershipId", person_id as "personId",
         person_name as "personName", agency_id as "agencyId", provider_id as "providerId", role, seat, job_title as "jobTitle"
  from memberships_of($1, $2)`;
const deputisingOf = `
  select council_id as "councilId", council_name as "councilName", membership_id as "membershipId", person_id as "personId", person_name as "personName",
         agency_id as "agencyId", provider_id as "providerId", role, seat, job_title as "jobTitle", on_behalf_of as "onBehalfOf",
         on_behalf_of_name as "onBehalfOfName", automatic
  from deputising_of($1, $2)`;
const actorsByIdentity = `
  select council_id as "councilId", council_name as "councilName", membership_id as "membershipId", person_id as "personId",
         person_name as "personName", agency_id as "agencyId", provider_id as "providerId", role, seat, job_title as "jobTitle", grade,
         delegated_decisions as "delegatedDecisions", stages
  from actors_by_identity($1, $2, $3) order by council_name, job_title, membership_id`;

/** Whom an identity belongs to and what they may act as. Nothing here makes an account: people are invited, never self-made. */
@Injectable()
export class Accounts {
  constructor(
    private readonly pool: IdentityPool,
    private readonly clock: Clock,
  ) {}

  /** By issuer and subject, never by mail: a mail address can be given to somebody else. */
  async personOf(issuer: string, subject: string): Promise<string | null> {
    const [row] = await this.pool.ask<{ personId: string }>(personByIdentity, [issuer, subject]);
    return row?.personId ?? null;
  }

  /** Everything an identity may act as today: a person's memberships, and those of a service account. One statement: an API client waits for it. */
  async actorsOf(issuer: string, subject: string): Promise<Actor[]> {
    const rows = await this.pool.ask<Omit<Actor, 'onBehalfOf' | 'correlationId' | 'stageNames'> & Pick<Procedure, 'stages'>>(actorsByIdentity, [issuer, subject, this.clock.today().toString()]);
    return rows.map(({ stages, ...row }) => ({ ...row, stageNames: stageNames({ stages }), onBehalfOf: null, correlationId: newId() }));
  }

  /** Memberships in force today, always in the same order: council, job title, id. */
  membershipsOf(personId: string): Promise<Membership[]> {
    return this.pool.ask<Membership>(membershipsOf, [personId, this.clock.today().toString()]);
  }

  /** Every way somebody may act today: their memberships, then those whose place they take as deputy (domain.md 2.4). */
  async rolesOf(personId: string): Promise<Membership[]> {
    const [own, deputising] = await Promise.all([
      this.membershipsOf(personId), this.pool.ask<Membership>(deputisingOf, [personId, this.clock.today().toString()]),
    ]);
    return [...own, ...deputising];
  }
}
