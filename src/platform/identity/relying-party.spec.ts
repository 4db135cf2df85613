import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { readSettings } from '../../config/settings.js';
import { RelyingParty, SignInRefused, type SignInFlow } from './relying-party.js';

const clientSecret = 'shared word of 32 bytes and more, as HS256 needs';
const clientId = 'manage-provider-concerns';
const base64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** An issuer that hands out whatever id token the test wants: a broken one, or somebody in its place. */
describe('an id token', () => {
  let server: Server;
  let issuer: string;
  let idToken: string;
  let flow: SignInFlow;
  let relyingParty: RelyingParty;
  let key: CryptoKey;
  let claims: JWTPayload;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
    const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
    server = createServer((request, response) => {
      const answers: Record<string, object> = {
        '/.well-known/openid-configuration': {
          issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        },
        '/jwks': jwks,
        '/token': { access_token: 'a', token_type: 'bearer', id_token: idToken },
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[request.url ?? '']));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(async () => {
    const settings = readSettings({ NODE_ENV: 'test', OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret });
    relyingParty = new RelyingParty(settings);
    ({ flow } = await relyingParty.begin());
    const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);
    claims = { iss: issuer, sub: 'priya', aud: clientId, iat: now, exp: now + 300, nonce: flow.nonce };
  });

  afterAll(() => new Promise((done) => server.close(done)));

  const finish = () => relyingParty.finish(`/sign-in/callback?code=c&state=${flow.state}`, flow);
  const signed = (changed: JWTPayload = {}) => new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);

  it('signed by the issuer, for us, now, says who it is', async () => {
    idToken = await signed();
    expect(await finish()).toEqual({ issuer, subject: 'priya', providerSession: null, provedSecondsAgo: null });
  });

  it('may say which sign-in it is of', async () => {
    idToken = await signed({ sid: 'this-one' });
    expect(await finish()).toMatchObject({ providerSession: 'this-one' });
  });

  it('may say how long ago they proved who they are, by the provider’s own clock', async () => {
    idToken = await signed({ auth_time: (claims.iat ?? 0) - 240 });
    expect(await finish()).toMatchObject({ provedSecondsAgo: 240 });
  });

  it('asked for again, must say that they proved it within 5 minutes', async () => {
    const again = await relyingParty.begin({ again: true });
    expect(Object.fromEntries(again.url.searchParams)).toMatchObject({ prompt: 'login', max_age: '300' });
    flow = again.flow;
    const { nonce } = flow;
    idToken = await signed({ nonce });
    await expect(finish()).rejects.toThrow(SignInRefused);
    idToken = await signed({ nonce, auth_time: (claims.iat ?? 0) - 3_600 });
    await expect(finish()).rejects.toThrow(SignInRefused);
    idToken = await signed({ nonce, auth_time: claims.iat });
    expect(await finish()).toMatchObject({ subject: 'priya', provedSecondsAgo: 0 });
  });

  it('without a signature is refused', async () => {
    idToken = `${base64({ alg: 'none' })}.${base64(claims)}.`;
    await expect(finish()).rejects.toThrow(SignInRefused);
  });

  it('signed with our own client secret is refused', async () => {
    idToken = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(clientSecret));
    await expect(finish()).rejects.toThrow(SignInRefused);
  });

  it.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'https://login.example/other-tenant' }],
    ['for another client', { aud: 'somebody-else' }],
    ['that has expired', { exp: 1_000_000_000 }],
    ['with another nonce', { nonce: 'another' }],
  ])('%s is refused', async (_name, changed) => {
    idToken = await signed(changed);
    await expect(finish()).rejects.toThrow(SignInRefused);
  });

  it('with claims changed after signing is refused', async () => {
    const [head, , signature] = (await signed()).split('.');
    idToken = [head, base64({ ...claims, sub: 'chair' }), signature].join('.');
    await expect(finish()).rejects.toThrow(SignInRefused);
  });

  it('is not asked for when the issuer reports an error', async () => {
    await expect(relyingParty.finish(`/sign-in/callback?error=access_denied&state=${flow.state}`, flow)).rejects.toThrow(SignInRefused);
  });
});
