import { Inject, Injectable, Logger } from '@nestjs/common';
import * as oidc from 'openid-client';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { recentMinutes } from '../access/actor.js';

/** What a sign-in under way must remember until the person comes back. */
export interface SignInFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** They are signed in and prove again who they are. */
  readonly again?: true;
}

/** Whom the identity provider vouches for, and its own word for this sign-in where it has one (`sid`). */
export interface SignedInAs {
  readonly issuer: string;
  readonly subject: string;
  readonly providerSession: string | null;
  /** How long ago they proved who they are when the provider said so; null where it did not say (`auth_time`). */
  readonly provedSecondsAgo: number | null;
}

/** The identity provider does not answer, or answers with its own failure: nothing the person did. */
export class IdentityProviderUnavailable extends Error {
  override readonly name = 'IdentityProviderUnavailable';
}

/** What came back is not a sign-in we asked for, or the identity provider refused it. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

const answerWithinSeconds = 5;
const outOfReach = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

/**
 * The OpenID Connect client: code flow with PKCE, state and nonce (RFC 9700). Only RS256 signatures of the configured
 * issuer are believed, so neither `alg: none` nor a token signed with our own secret passes.
 */
@Injectable()
export class RelyingParty {
  private readonly log = new Logger(RelyingParty.name);
  private discovered: Promise<oidc.Configuration> | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  get issuer(): string {
    return this.settings.oidc.issuer;
  }

  /**
   * @param again asks the provider to have them prove who they are, whatever session they have there
   * @throws IdentityProviderUnavailable
   */
  async begin({ again = false }: { again?: boolean } = {}): Promise<{ url: URL; flow: SignInFlow }> {
    const configuration = await this.discover();
    const flow = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), ...(again && { again: true as const }) };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.settings.publicUrl}/sign-in/callback`,
      scope: 'openid',
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      // `prompt` can be taken out of the address on its way; the provider's answer to `max_age` is checked in `finish`.
      ...(again && { prompt: 'login', max_age: String(recentMinutes * 60) }),
    });
    return { url, flow };
  }

  /**
   * @param pathAndQuery what the identity provider sent the browser back with
   * @returns whom the identity provider vouches for
   * @throws IdentityProviderUnavailable, SignInRefused
   */
  async finish(pathAndQuery: string, flow: SignInFlow): Promise<SignedInAs> {
    const configuration = await this.discover();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, new URL(pathAndQuery, this.settings.publicUrl), {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
        ...(flow.again && { maxAge: recentMinutes * 60 }),
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInRefused('no id token');
      const { sid, iat, auth_time: provedAt } = claims;
      return {
        issuer: claims.iss, subject: claims.sub, providerSession: typeof sid === 'string' ? sid : null,
        // Both by the provider's clock: ours may differ.
        provedSecondsAgo: provedAt === undefined ? null : Math.max(0, iat - provedAt),
      };
    } catch (error) {
      throw this.inWords(error);
    }
  }

  /** Where signing out goes on, or null where the provider has no such place or does not answer: we have signed out already. */
  async endSessionUrl(): Promise<URL | null> {
    try {
      const configuration = await this.discover();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${this.settings.publicUrl}/signed-out` });
    } catch {
      return null;
    }
  }

  /** What the provider says of itself. @throws IdentityProviderUnavailable */
  async metadata(): Promise<oidc.ServerMetadata> {
    return (await this.discover()).serverMetadata();
  }

  /** Asked once; a failure is not kept, so the next person to sign in asks again. */
  private discover(): Promise<oidc.Configuration> {
    this.discovered ??= this.askDiscovery().catch((error: unknown) => {
      this.discovered = null;
      this.log.error(`The identity provider does not answer: ${causeOf(error)}`);
      throw new IdentityProviderUnavailable('discovery failed', { cause: error });
    });
    return this.discovered;
  }

  private askDiscovery(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings.oidc;
    const server = new URL(issuer);
    const onThisMachine = server.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(server.hostname);
    return oidc.discovery(
      server,
      clientId,
      { client_secret: clientSecret, id_token_signed_response_alg: 'RS256' },
      oidc.ClientSecretPost(clientSecret),
      // Non-repudiation checks: without them the library trusts the connection and leaves the signature unread.
      { timeout: answerWithinSeconds, execute: [oidc.enableNonRepudiationChecks, ...(onThisMachine ? [oidc.allowInsecureRequests] : [])] },
    );
  }

  private inWords(error: unknown): Error {
    if (error instanceof SignInRefused) return error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (outOfReach.has(code) || (error instanceof TypeError && error.message === 'fetch failed')) {
      this.log.error(`The identity provider does not answer: ${causeOf(error)}`);
      return new IdentityProviderUnavailable('no answer', { cause: error });
    }
    this.log.warn(`A sign-in was refused: ${causeOf(error)}`);
    return new SignInRefused('refused', { cause: error });
  }
}

/** A code where there is one: messages of the provider, and what stands in an address, may hold anything. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { error: oauthError, code } = error as { error?: unknown; code?: unknown };
  if (typeof oauthError === 'string' && /^[a-z_]{1,40}$/.test(oauthError)) return oauthError;
  if (error.cause instanceof Error && 'code' in error.cause) return String(error.cause.code);
  return typeof code === 'string' ? code : error.name;
}
