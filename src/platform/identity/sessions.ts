import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import csrfTokens from '@fastify/csrf';
import pg from 'pg';
import type { Actor } from '../access/actor.js';
import { Clock } from '../clock/clock.js';
import { newId } from '../database/ids.js';
import type { Membership } from './accounts.js';
import { IdentityPool } from './identity-pool.js';

/** `page`: a browser's cookie. `token`: a bearer token for /graphql. Neither opens the other's door. */
export type SessionKind = 'page' | 'token';

/** A session in force, and the person acting through it. */
export interface Session {
  readonly id: string;
  readonly actor: Actor;
  readonly csrfSecret: string;
  readonly lastSeenAt: Temporal.Instant;
}

/** Pages and tokens end after 12 hours whatever happens; pages also after 30 minutes of silence (in `session_by_hash`). */
const absoluteHours = 12;
/** The limit of 30 minutes needs no finer clock than this, and a write a request would cost more than the request. */
const touchEverySeconds = 60;

const secretShape = /^[A-Za-z0-9_-]{43}$/;
const csrf = new csrfTokens.Tokens({});

const byHash = `
  select session_id as "sessionId", csrf_secret as "csrfSecret", last_seen_at as "lastSeenAt", council_id as "councilId",
         council_name as "councilName", membership_id as "membershipId", person_id as "personId", person_name as "personName",
         agency_id as "agencyId", provider_id as "providerId", role, seat, job_title as "jobTitle", grade,
         delegated_decisions as "delegatedDecisions"
  from session_by_hash($1, $2) where kind = $3`;

type SessionRow = Omit<Actor, 'onBehalfOf' | 'correlationId' | 'personId'> & {
  sessionId: string; csrfSecret: string; lastSeenAt: Date; personId: string;
};

/**
 * Sessions in PostgreSQL. What the browser or API client holds is a random 256-bit secret; the table holds its SHA-256,
 * so a copy of the table opens nothing. Ending a session or a membership works at the next request.
 */
@Injectable()
export class Sessions {
  private readonly log = new Logger(Sessions.name);

  constructor(
    private readonly pool: IdentityPool,
    private readonly clock: Clock,
  ) {}

  /** @returns the secret to hand out; it cannot be read again. */
  async begin(membership: Membership, kind: SessionKind): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const at = this.clock.now();
    const person = pg.escapeLiteral(membership.personId);
    const values = [
      newId(), `\\x${hashOf(secret).toString('hex')}`, kind, membership.personId, membership.councilId, membership.membershipId,
      csrf.secretSync(), at.toString(), at.toString(), at.add({ hours: absoluteHours }).toString(),
    ];
    await this.pool.writeAs(person, `
      insert into sessions (id, secret_hash, kind, person_id, council_id, membership_id, csrf_secret, created_at, last_seen_at, expires_at)
      values (${values.map((value) => pg.escapeLiteral(value)).join(', ')})`);
    return secret;
  }

  /** @returns null for a secret that is unknown, ended, expired, of the other kind, or whose membership has ended. */
  async byId(secret: string, kind: SessionKind): Promise<Session | null> {
    if (!secretShape.test(secret)) return null;
    const [row] = await this.pool.ask<SessionRow>(byHash, [hashOf(secret), this.clock.now().toString(), kind]);
    if (row === undefined) return null;
    const { sessionId, csrfSecret, lastSeenAt, ...actor } = row;
    return {
      id: sessionId,
      csrfSecret,
      lastSeenAt: Temporal.Instant.fromEpochMilliseconds(lastSeenAt.getTime()),
      actor: { ...actor, onBehalfOf: null, correlationId: newId() },
    };
  }

  /** Notes activity, at most once a minute. A database that takes no writes must not shut people out of reading. */
  async touch(session: Session): Promise<void> {
    const at = this.clock.now();
    if (at.since(session.lastSeenAt).total('seconds') < touchEverySeconds) return;
    try {
      await this.change(session, `last_seen_at = ${pg.escapeLiteral(at.toString())}`);
    } catch (error) {
      this.log.warn(`Activity could not be noted: ${error instanceof Error ? error.message : 'unknown error'}`);
    }
  }

  /** From here on the secret opens nothing; the row stays as the record of the session. */
  async end(session: Session): Promise<void> {
    await this.change(session, `ended_at = ${pg.escapeLiteral(this.clock.now().toString())}`);
  }

  private async change(session: Session, assignment: string): Promise<void> {
    const person = pg.escapeLiteral(session.actor.personId ?? '');
    await this.pool.writeAs(person, `update sessions set ${assignment} where id = ${pg.escapeLiteral(session.id)} and ended_at is null`);
  }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
