import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JWTPayload, JWTVerifyResult } from 'jose';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Clock } from '../clock/clock.js';
import { ProviderKeys } from './provider-keys.js';
import { IdentityProviderUnavailable } from './relying-party.js';
import { Sessions } from './sessions.js';
import { SpentTokens } from './spent-tokens.js';

/** The logout token is not one we act on (OpenID Connect Back-Channel Logout 1.0, 2.6 and 2.8). */
export class LogoutTokenRefused extends Error {
  override readonly name = 'LogoutTokenRefused';
}

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** A logout token is sent as it is made; an old one was kept by somebody. */
const oldestMinutes = 10;

/**
 * Back-channel sign-out: the identity provider tells us, server to server, that somebody signed out or was shut out there.
 * Whoever reaches this route needs no session, so the token is all there is to believe.
 */
@Injectable()
export class BackChannel {
  private readonly log = new Logger(BackChannel.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly keys: ProviderKeys,
    private readonly sessions: Sessions,
    private readonly spent: SpentTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws LogoutTokenRefused, IdentityProviderUnavailable */
  async signOut(token: unknown): Promise<void> {
    if (typeof token !== 'string') throw new LogoutTokenRefused('no token');
    const { payload, protectedHeader } = await this.verified(token);
    const { iss: issuer = '', sub: subject = null, jti = '', exp, iat = 0 } = payload;
    const providerSession = typeof payload['sid'] === 'string' ? payload['sid'] : null;
    this.demandLogout(payload, protectedHeader.typ);
    if (subject === null && providerSession === null) throw new LogoutTokenRefused('names neither person nor session');
    const until = Temporal.Instant.fromEpochMilliseconds(Math.max(exp ?? 0, iat + oldestMinutes * 60) * 1_000).add({ minutes: 2 });
    if (!(await this.spent.spend(hashOf(issuer, jti), until))) throw new LogoutTokenRefused('was used before');
    const ended = await this.sessions.endFromProvider(issuer, subject, providerSession);
    this.log.log({ msg: 'signed out by the identity provider', sessions: ended });
  }

  private async verified(token: string): Promise<JWTVerifyResult> {
    try {
      return await this.keys.verify(token, { audience: this.settings.oidc.clientId, claims: ['iat', 'jti', 'events'] });
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable) throw error;
      throw new LogoutTokenRefused('is not to be believed', { cause: error });
    }
  }

  /** What tells a logout token from an id token: neither may be taken for the other. */
  private demandLogout({ events, nonce, jti, iat = 0 }: JWTPayload, type: string | undefined): void {
    if (type !== undefined && !/^(application\/)?(logout\+)?jwt$/i.test(type)) throw new LogoutTokenRefused('is of another kind');
    if (typeof events !== 'object' || events === null || !isObject((events as Record<string, unknown>)[event])) throw new LogoutTokenRefused('is about something else');
    if (nonce !== undefined) throw new LogoutTokenRefused('has a nonce');
    if (typeof jti !== 'string' || jti === '') throw new LogoutTokenRefused('has no id');
    const age = this.clock.now().since(Temporal.Instant.fromEpochMilliseconds(iat * 1_000)).total('minutes');
    if (age > oldestMinutes || age < -1) throw new LogoutTokenRefused('is old');
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hashOf(issuer: string, id: string): Buffer {
  return createHash('sha256').update(`${issuer}\n${id}`).digest();
}
