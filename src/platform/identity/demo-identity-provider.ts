import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { exportJWK, generateKeyPair } from 'jose';
import type { Configuration, JWKS, Provider } from 'oidc-provider';
import {
  choosePersonPage, demoProblemPage, govukStylesheet, signedOutPage, signOutPage, signOutScript, type DemoPerson,
} from './demo-identity-pages.js';
import { demoIdentityStore } from './demo-identity-store.js';

export interface DemoIdentityOptions {
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Interface to listen on; this machine alone unless told otherwise. */
  readonly host?: string;
  /** Folder that keeps the signing keys, so that a restart does not sign people out. */
  readonly dataDir: string;
  /** Asked for every page: the demonstration may be told again while this runs. */
  readonly people: () => Promise<readonly DemoPerson[]>;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Where the service hears of people who signed out here; nobody is told unless named. */
  readonly backChannelUri?: string;
}

export interface DemoIdentityProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

const hours = 3_600;
const longestForm = 4_096;
const log = new Logger('DemoIdentityProvider');

/**
 * An OpenID Connect provider that asks for no password: people choose who they are from a list. Real protocol, real
 * signatures, its own port and origin, so signing in takes the one path it takes in production. Never started there.
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startDemoIdentityProvider(options: DemoIdentityOptions): Promise<DemoIdentityProvider> {
  const oidc = await library();
  const keys = await keptKeys(options.dataDir);
  const server = createServer();
  await listen(server, options.port, options.host ?? '127.0.0.1');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new oidc.Provider(issuer, configuration(options, keys));
  provider.on('server_error', (_ctx, error) => log.error(error.message));
  provider.on('backchannel.error', (_ctx, error) => log.warn(`The service could not be told of a sign-out: ${error.message}`));
  const answer = requestHandler(provider, options);
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const known = error instanceof oidc.errors.OIDCProviderError;
      if (!known) log.error(error instanceof Error ? error.message : 'unknown error');
      fail(response, known ? error.status : 500, options);
    });
  });
  return { issuer, stop: () => close(server) };
}

/** Loaded only where the demonstration runs. It warns of every Node that has not been named LTS; ours is pinned and tested. */
async function library(): Promise<typeof import('oidc-provider')> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => (String(words[0]).includes('Unsupported runtime') ? undefined : warn(...words));
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

interface Keys {
  readonly jwks: JWKS;
  readonly cookieKeys: string[];
}

async function keptKeys(dataDir: string): Promise<Keys> {
  const file = join(dataDir, 'demo-identity-keys.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Keys;
  } catch {
    // Absent, or cut short by a crash: new keys only mean choosing again who to be.
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'RS256' };
    const keys = { jwks: { keys: [key] } as JWKS, cookieKeys: [randomBytes(32).toString('base64url')] };
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
    return keys;
  }
}

function configuration(options: DemoIdentityOptions, { jwks, cookieKeys }: Keys): Configuration {
  const [home = '/'] = options.postLogoutRedirectUris;
  const html = (ctx: { type: string; body: unknown }, page: string) => Object.assign(ctx, { type: 'html', body: page });
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;
  return {
    adapter: demoIdentityStore(),
    jwks,
    clients: [{
      client_id: options.clientId,
      client_secret: options.clientSecret,
      redirect_uris: [...options.redirectUris],
      post_logout_redirect_uris: [...options.postLogoutRedirectUris],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
      require_auth_time: true,
      ...(options.backChannelUri !== undefined && { backchannel_logout_uri: options.backChannelUri, backchannel_logout_session_required: true }),
    }],
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: ['openid'],
    clientBasedCORS: () => false,
    // Cookies know no ports: on localhost these lie beside the service's own, so the names say whose they are.
    cookies: {
      keys: cookieKeys,
      names: { session: 'demo-identity', interaction: 'demo-identity-choice', resume: 'demo-identity-resume' },
      short: cookie,
      long: cookie,
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: hours, Session: 12 * hours, Grant: 12 * hours },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => void html(ctx, signOutPage(form)),
        postLogoutSuccessSource: (ctx) => void html(ctx, signedOutPage()),
      },
    },
    // The library's own way refuses addresses of this machine, which is where the demonstration's service is.
    fetch: (address, given) => {
      const { dispatcher: _, ...plain } = (given ?? {}) as RequestInit & { dispatcher?: unknown };
      return fetch(address, plain);
    },
    interactions: { url: (_ctx, interaction) => `/choose/${interaction.uid}` },
    renderError: (ctx) => void html(ctx, demoProblemPage(home)),
    findAccount: async (_ctx, subject) => {
      const known = (await options.people()).some((person) => person.subject === subject);
      return known ? { accountId: subject, claims: () => ({ sub: subject }) } : undefined;
    },
    // There is one client and nothing to consent to.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function requestHandler(provider: Provider, options: DemoIdentityOptions): Answer {
  const files = new Map([
    ['/govuk.css', { type: 'text/css; charset=utf-8', body: govukStylesheet() }],
    ['/sign-out.js', { type: 'text/javascript; charset=utf-8', body: signOutScript }],
  ]);
  const callback = provider.callback();
  // A form's answer redirects back to the service, and browsers hold redirects to `form-action` too.
  const origins = [...new Set(options.redirectUris.map((uri) => new URL(uri).origin))].join(' ');
  const policy = `default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self' ${origins}; frame-ancestors 'none'; base-uri 'none'`;
  return async (request, response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'same-origin');
    const path = request.url ?? '/';
    const file = files.get(path);
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': file.type, 'cache-control': 'public, max-age=3600' }).end(file.body);
    } else if (path.startsWith('/choose/')) {
      await choose(provider, options, request, response);
    } else {
      await callback(request, response);
    }
  };
}

async function choose(provider: Provider, options: DemoIdentityOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid, session } = await provider.interactionDetails(request, response);
  const everybody = await options.people();
  // Whoever is signed in here proves again who they are; to be somebody else they sign out first.
  const known = everybody.filter(({ subject }) => subject === session?.accountId);
  const people = known.length > 0 ? known : everybody;
  if (request.method === 'POST') {
    const subject = new URLSearchParams(await readForm(request)).get('subject');
    const chosen = people.find((person) => person.subject === subject);
    if (chosen !== undefined) {
      await provider.interactionFinished(request, response, { login: { accountId: chosen.subject } });
      return;
    }
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(choosePersonPage(`/choose/${uid}`, people));
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > longestForm) return '';
  }
  return text;
}

function fail(response: ServerResponse, status: number, options: DemoIdentityOptions): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  const [home = '/'] = options.postLogoutRedirectUris;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(demoProblemPage(home));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
