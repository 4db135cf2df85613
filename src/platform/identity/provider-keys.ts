import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyResult } from 'jose';
import { Clock } from '../clock/clock.js';
import { IdentityProviderUnavailable, RelyingParty } from './relying-party.js';

/** Signatures by the provider's private key alone: neither `none` nor anything that a public key or our own secret could make. */
const algorithms = ['RS256', 'PS256', 'ES256'];
/** How far the clocks of two well-kept machines may be apart. */
const skewSeconds = 60;
const answerWithinMs = 5_000;
/** A key id nobody knows makes us ask for the keys again, but not more often than this: anybody can invent key ids. */
const askAgainAfterMs = 30_000;
/** Keys that were taken back are not believed for longer than this. */
const keptForMs = 600_000;

export interface Expected {
  readonly audience: string;
  /** Claims that must be there beside issuer and audience. */
  readonly claims: string[];
}

/** Checks what the identity provider has signed, with the keys it publishes; new keys are fetched when they are first used. */
@Injectable()
export class ProviderKeys {
  private keys: ReturnType<typeof createRemoteJWKSet> | null = null;

  constructor(
    private readonly relyingParty: RelyingParty,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws errors.JOSEError where the token is not to be believed
   * @throws IdentityProviderUnavailable where its keys cannot be had
   */
  async verify(token: string, { audience, claims }: Expected): Promise<JWTVerifyResult<JWTPayload>> {
    const keys = await this.published();
    try {
      return await jwtVerify(token, keys, {
        algorithms, audience, issuer: this.relyingParty.issuer, requiredClaims: claims, clockTolerance: skewSeconds,
        currentDate: new Date(this.clock.now().epochMilliseconds),
      });
    } catch (error) {
      throw isOutOfReach(error) ? new IdentityProviderUnavailable('no keys', { cause: error }) : error;
    }
  }

  private async published(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    if (this.keys !== null) return this.keys;
    const { jwks_uri: address } = await this.relyingParty.metadata();
    if (address === undefined) throw new IdentityProviderUnavailable('the provider publishes no keys');
    this.keys = createRemoteJWKSet(new URL(address), { timeoutDuration: answerWithinMs, cooldownDuration: askAgainAfterMs, cacheMaxAge: keptForMs });
    return this.keys;
  }
}

/** What jose throws when asking for the keys failed; everything else it throws is about the token. */
function isOutOfReach(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // "Expected 200 OK from the JSON Web Key Set HTTP response" has only the general code, and fetch its own error.
  return !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC';
}
