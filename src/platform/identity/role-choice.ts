import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import csrfTokens from '@fastify/csrf';
import { Clock } from '../clock/clock.js';
import { newId } from '../database/ids.js';
import { Accounts, type Membership } from './accounts.js';
import { Sessions, type SignInOrigin } from './sessions.js';
import { SpentTokens } from './spent-tokens.js';

const openMinutes = 10;
const csrf = new csrfTokens.Tokens({});

interface Asked {
  readonly personId: string;
  readonly origin: SignInOrigin;
  /** The page that was asked for, already checked to be ours. */
  readonly next: string;
}

/** Somebody who proved who they are and has not yet said in which role they come: in a signed cookie, not in the database. */
export interface OpenChoice extends Asked {
  readonly id: string;
  readonly csrfSecret: string;
  readonly askedAt: string;
}

/** The step between the identity provider's answer and the session, for people with several roles. It opens one session, once. */
@Injectable()
export class RoleChoice {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly spent: SpentTokens,
    private readonly clock: Clock,
  ) {}

  /** @returns what the cookie holds, to be signed */
  begin(asked: Asked): string {
    const open: OpenChoice = { ...asked, id: newId(), csrfSecret: csrf.secretSync(), askedAt: this.clock.now().toString() };
    return Buffer.from(JSON.stringify(open)).toString('base64url');
  }

  /** @param value of a cookie whose signature held; null for none. @returns null where it is older than ten minutes */
  read(value: string | null): OpenChoice | null {
    if (value === null) return null;
    const open = JSON.parse(Buffer.from(value, 'base64url').toString()) as OpenChoice;
    return this.clock.now().since(Temporal.Instant.from(open.askedAt)).total('minutes') <= openMinutes ? open : null;
  }

  formToken({ csrfSecret }: OpenChoice): string {
    return csrf.create(csrfSecret);
  }

  isOurs({ csrfSecret }: OpenChoice, token: unknown): boolean {
    return typeof token === 'string' && csrf.verify(csrfSecret, token);
  }

  /** Roles in force today, the one used last first. */
  async rolesOf(personId: string): Promise<Membership[]> {
    const [roles, last] = await Promise.all([this.accounts.rolesOf(personId), this.sessions.lastMembershipOf(personId)]);
    return roles.sort((a, b) => Number(b.membershipId === last) - Number(a.membershipId === last));
  }

  /** @returns false where this choice has opened a session already: a copy of its cookie is worth nothing */
  finish({ id, askedAt }: OpenChoice): Promise<boolean> {
    const hash = createHash('sha256').update(`choice\n${id}`).digest();
    return this.spent.spend(hash, Temporal.Instant.from(askedAt).add({ minutes: openMinutes + 1 }));
  }
}
