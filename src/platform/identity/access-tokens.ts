import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JWTPayload } from 'jose';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { Actor } from '../access/actor.js';
import { Accounts } from './accounts.js';
import { ProviderKeys } from './provider-keys.js';
import { IdentityProviderUnavailable } from './relying-party.js';

/** Why a token opens nothing, as the API says it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  constructor(
    readonly status: 401 | 403 | 503,
    readonly code: 'UNAUTHENTICATED' | 'INSUFFICIENT_SCOPE' | 'NO_MEMBERSHIP' | 'MEMBERSHIP_NEEDED' | 'IDENTITY_PROVIDER_UNAVAILABLE',
    message: string,
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Three parts of base64url: what we hand out ourselves has no dots. */
const shape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * Access tokens of the identity provider (RFC 9068), checked at every request: signature by its published keys, issuer, audience,
 * time, scope; then whom the subject is here and what they may act as today. Nothing of that is kept between requests, so
 * a membership that ends opens nothing from the next request on.
 */
@Injectable()
export class AccessTokens {
  private readonly log = new Logger(AccessTokens.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly keys: ProviderKeys,
    private readonly accounts: Accounts,
  ) {}

  /** Whether this is a signed token, and signed tokens are taken here at all. */
  takes(token: string): boolean {
    return this.settings.api !== undefined && shape.test(token);
  }

  /**
   * @param wanted the header `x-membership`: which membership, where there are several
   * @throws TokenRefused
   */
  async actorOf(token: string, wanted: string | undefined): Promise<Actor> {
    const { issuer, subject, signedInAt } = await this.believed(token);
    const own = await this.accounts.actorsOf(issuer, subject);
    if (own.length === 0) throw new TokenRefused(403, 'NO_MEMBERSHIP', 'Nobody has added you here, or your role has ended. Ask the person who runs this service.');
    const [only] = wanted === undefined && own.length === 1 ? own : own.filter(({ membershipId }) => membershipId === wanted);
    if (only !== undefined) return { ...only, signedInAt };
    throw new TokenRefused(403, 'MEMBERSHIP_NEEDED', wanted === undefined
      ? 'You have several roles: say which in the header x-membership.'
      : 'The header x-membership names no role of yours that is in force.', {
      memberships: own.map(({ membershipId, jobTitle, role, councilName }) => ({ id: membershipId, jobTitle, role, council: councilName })),
    });
  }

  private async believed(token: string): Promise<{ issuer: string; subject: string; signedInAt: string | null }> {
    const { audience, scope } = this.settings.api ?? { audience: '', scope: '' };
    const payload = await this.checked(token, audience);
    if (!scopesOf(payload).includes(scope)) throw new TokenRefused(403, 'INSUFFICIENT_SCOPE', `The token does not hold the scope ${scope}.`, { scope });
    // RFC 9068, 2.2.1: when the person signed in; a token of another system has none.
    const { iss: issuer = '', sub: subject = '', auth_time: provedAt } = payload;
    return { issuer, subject, signedInAt: typeof provedAt === 'number' ? Temporal.Instant.fromEpochMilliseconds(provedAt * 1_000).toString() : null };
  }

  private async checked(token: string, audience: string): Promise<JWTPayload> {
    try {
      return (await this.keys.verify(token, { audience, claims: ['sub', 'exp', 'iat'] })).payload;
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable) throw new TokenRefused(503, 'IDENTITY_PROVIDER_UNAVAILABLE', 'The service that checks who you are does not answer. Try again in a minute.');
      this.log.warn(`An access token was refused: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}`);
      throw new TokenRefused(401, 'UNAUTHENTICATED', 'Send a bearer token that is in force.');
    }
  }
}

/** `scope` (RFC 9068), `scp` (Entra ID, for people) or `roles` (Entra ID, for applications that act for themselves). */
function scopesOf({ scope, scp, roles }: JWTPayload): readonly unknown[] {
  return [scope, scp, roles].flatMap((claim) => (typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? (claim as unknown[]) : []));
}
