import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import csrfTokens from '@fastify/csrf';
import pg from 'pg';
import { type Procedure, stageNames } from '../../../procedures/index.ts';
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
  /** Null where nothing is kept: a signed token of the identity provider. */
  readonly lastSeenAt: Temporal.Instant | null;
}

/** Which sign-in at the identity provider a browser session came from: it may be ended from there. */
export interface SignInOrigin {
  readonly issuer: string;
  /** The provider's own word for it (claim `sid`), where it has one. */
  readonly providerSession: string | null;
  /** When they proved there who they are, where the provider said so. */
  readonly signedInAt: string | null;
}

/** One of somebody's browser sessions in force, as their account page lists it. */
export interface OwnSession {
  readonly id: string;
  readonly membershipId: string;
  /** Of a session as somebody's deputy: whose place they take. */
  readonly onBehalfOf: string | null;
  readonly beganAt: string;
  readonly lastSeenAt: string;
}

/** Pages and tokens end after 12 hours whatever happens; pages also after 30 minutes of silence (in `session_by_hash`). */
const absoluteHours = 12;
const silenceMinutes = 30;
/** The limit of 30 minutes needs no finer clock than this, and a write a request would cost more than the request. */
const touchEverySeconds = 60;

const secretShape = /^[A-Za-z0-9_-]{43}$/;
const csrf = new csrfTokens.Tokens({});

const byHash = `
  select session_id as "sessionId", csrf_secret as "csrfSecret", last_seen_at as "lastSeenAt", signed_in_at as "signedInAt", council_id as "councilId",
         council_name as "councilName", membership_id as "membershipId", person_id as "personId", person_name as "personName",
         agency_id as "agencyId", provider_id as "providerId", role, seat, job_title as "jobTitle", grade,
         delegated_decisions as "delegatedDecisions", on_behalf_of as "onBehalfOf", on_behalf_of_name as "onBehalfOfName", stages
  from session_by_hash($1, $2) where kind = $3`;

type SessionRow = Omit<Actor, 'correlationId' | 'personId' | 'onBehalfOfName' | 'signedInAt' | 'stageNames'> & {
  onBehalfOfName: string | null;
  sessionId: string; csrfSecret: string; lastSeenAt: Date; signedInAt: Date | null; personId: string; stages: Procedure['stages'];
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
  async begin(membership: Membership, kind: SessionKind, origin: SignInOrigin | null = null): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const at = this.clock.now();
    const person = literal(membership.personId);
    const values = [
      newId(), `\\x${hashOf(secret).toString('hex')}`, kind, membership.personId, membership.councilId, membership.membershipId,
      csrf.secretSync(), at.toString(), at.toString(), at.add({ hours: absoluteHours }).toString(),
      origin?.issuer ?? null, origin?.providerSession ?? null, membership.onBehalfOf ?? null, origin?.signedInAt ?? null,
    ];
    await this.pool.writeAs(person, `
      insert into sessions (id, secret_hash, kind, person_id, council_id, membership_id, csrf_secret, created_at, last_seen_at, expires_at, issuer, provider_session, on_behalf_of, signed_in_at)
      values (${values.map(literal).join(', ')})`);
    return secret;
  }

  /** @returns null for a secret that is unknown, ended, expired, of the other kind, or whose membership has ended. */
  async byId(secret: string, kind: SessionKind): Promise<Session | null> {
    if (!secretShape.test(secret)) return null;
    const [row] = await this.pool.ask<SessionRow>(byHash, [hashOf(secret), this.clock.now().toString(), kind]);
    if (row === undefined) return null;
    const { sessionId, csrfSecret, lastSeenAt, signedInAt, onBehalfOfName, stages, ...actor } = row;
    return {
      id: sessionId,
      csrfSecret,
      lastSeenAt: Temporal.Instant.fromEpochMilliseconds(lastSeenAt.getTime()),
      actor: { ...actor, stageNames: stageNames({ stages }), signedInAt: signedInAt?.toISOString() ?? null, ...(onBehalfOfName !== null && { onBehalfOfName }), correlationId: newId() },
    };
  }

  /** Notes activity, at most once a minute. A database that takes no writes must not shut people out of reading. */
  async touch(session: Session): Promise<void> {
    const at = this.clock.now();
    if (session.lastSeenAt === null || at.since(session.lastSeenAt).total('seconds') < touchEverySeconds) return;
    try {
      await this.change(session, `last_seen_at = ${literal(at.toString())}`);
    } catch (error) {
      this.log.warn(`Activity could not be noted: ${error instanceof Error ? error.message : 'unknown error'}`);
    }
  }

  /**
   * The same person proved again who they are: the session goes on under a new secret, and forms opened in it still count.
   * @returns the new secret; the old one opens nothing
   */
  async renew(session: Session, { providerSession, signedInAt }: SignInOrigin): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const at = this.clock.now().toString();
    await this.change(session, `secret_hash = ${literal(`\\x${hashOf(secret).toString('hex')}`)}, provider_session = ${literal(providerSession)}, signed_in_at = ${literal(signedInAt)}, last_seen_at = ${literal(at)}`);
    return secret;
  }

  /** From here on the secret opens nothing; the row stays as the record of the session. */
  async end(session: Session): Promise<void> {
    await this.change(session, `ended_at = ${literal(this.clock.now().toString())}`);
  }

  /** Where a session came from, so that the next one of the same sign-in (another role) can be ended from there too. */
  async originOf(session: Session): Promise<SignInOrigin | null> {
    const [row] = await this.askOwn<{ issuer: string | null; providerSession: string | null }>(session.actor.personId, `
      select issuer, provider_session as "providerSession" from sessions where id = ${literal(session.id)}`);
    if (row === undefined || row.issuer === null) return null;
    return { issuer: row.issuer, providerSession: row.providerSession, signedInAt: session.actor.signedInAt ?? null };
  }

  /** Browser sessions in force of a person, whichever role they are in, the newest first. */
  async ofPerson(personId: string): Promise<OwnSession[]> {
    const rows = await this.askOwn<Omit<OwnSession, 'beganAt' | 'lastSeenAt'> & { beganAt: Date; lastSeenAt: Date }>(personId, `
      select id, membership_id as "membershipId", on_behalf_of as "onBehalfOf", created_at as "beganAt", last_seen_at as "lastSeenAt" from sessions
      where kind = 'page' and ${this.inForce()} order by created_at desc, id desc`);
    return rows.map(({ beganAt, lastSeenAt, ...row }) => ({ ...row, beganAt: beganAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() }));
  }

  /** The membership a person last acted through in a browser. */
  async lastMembershipOf(personId: string): Promise<string | null> {
    const [row] = await this.askOwn<{ membershipId: string }>(personId, `
      select membership_id as "membershipId" from sessions where kind = 'page' order by created_at desc, id desc limit 1`);
    return row?.membershipId ?? null;
  }

  /** Ends one of a person's own sessions. Somebody else's id and one that has ended are the same: nothing happens. */
  async endOne(personId: string, sessionId: string): Promise<void> {
    await this.pool.writeAs(literal(personId), `
      update sessions set ended_at = ${literal(this.clock.now().toString())} where id::text = ${literal(sessionId)} and kind = 'page' and ended_at is null`);
  }

  /** Signs a person out everywhere: every browser and every API token of theirs, from the next request on. */
  async endAll(personId: string): Promise<void> {
    await this.pool.writeAs(literal(personId), `update sessions set ended_at = ${literal(this.clock.now().toString())} where ended_at is null`);
  }

  /**
   * What the identity provider asks for by its back channel: ends the browser sessions of one sign-in, or, where it names none
   * that we know, all that a person began through it.
   * @returns how many ended
   */
  async endFromProvider(issuer: string, subject: string | null, providerSession: string | null): Promise<number> {
    const [row] = await this.pool.ask<{ ended: number }>('select end_sign_ins($1, $2, $3, $4) as ended', [issuer, subject, providerSession, this.clock.now().toString()]);
    return row?.ended ?? 0;
  }

  private inForce(): string {
    const at = this.clock.now();
    return `ended_at is null and expires_at > ${literal(at.toString())} and last_seen_at > ${literal(at.subtract({ minutes: silenceMinutes }).toString())}`;
  }

  /** As the person: the policies of `sessions` show people only their own. */
  private async askOwn<T extends pg.QueryResultRow>(personId: string | null, statement: string): Promise<T[]> {
    return personId === null ? [] : this.pool.askAs<T>(literal(personId), statement);
  }

  private async change(session: Session, assignment: string): Promise<void> {
    const person = literal(session.actor.personId ?? '');
    await this.pool.writeAs(person, `update sessions set ${assignment} where id = ${literal(session.id)} and ended_at is null`);
  }
}

function literal(value: string | null): string {
  return value === null ? 'null' : pg.escapeLiteral(value);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
