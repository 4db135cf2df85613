import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { ClsService } from 'nestjs-cls';
import type { Actor } from '../access/actor.js';
import { type AccessTokens, TokenRefused } from './access-tokens.js';
import type { Cookies } from './cookies.js';
import { isApi, isImpersonal } from './identity-request.js';
import { refuseForNow } from './limits.hook.js';
import type { RateLimits } from './rate-limits.js';
import type { Session, Sessions } from './sessions.js';

/** Our own tokens have no dots; a signed token of the identity provider has two. */
const bearer = /^Bearer ([A-Za-z0-9_.-]+)$/i;
const retryAfterSeconds = 60;

export interface Recognising {
  readonly sessions: Sessions;
  readonly accessTokens: AccessTokens;
  readonly limits: RateLimits;
  readonly cookies: Cookies;
  readonly cls: ClsService;
}

/**
 * Says who is asking, once a request, before anything else looks at it: `request.session` and, for everything below,
 * `cls.get('actor')`. Pages know people by cookie alone, /graphql by bearer token alone: a stolen form cannot use the
 * API, a leaked token opens no page.
 */
export function authentication(by: Recognising): onRequestHookHandler {
  return (request, reply, done) => {
    const { cls } = by;
    identify(request, by).then((session) => {
      request.session = session;
      if (session === null && isApi(request)) {
        refuseToken(request, reply, by.limits, nobody);
        return;
      }
      cls.run({ ifNested: 'reuse' }, () => {
        if (session !== null) cls.set('actor', session.actor);
        done();
      });
    }).catch((error: unknown) => {
      if (error instanceof TokenRefused) refuseToken(request, reply, by.limits, error);
      else done(error as Error);
    });
  };
}

async function identify(request: FastifyRequest, { sessions, accessTokens, cookies }: Recognising): Promise<Session | null> {
  if (isImpersonal(request)) return null;
  if (isApi(request)) {
    const token = bearer.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return null;
    return accessTokens.takes(token) ? sessionOf(await accessTokens.actorOf(token, wantedOf(request))) : await sessions.byId(token, 'token');
  }
  const secret = request.cookies[cookies.session];
  const session = secret === undefined ? null : await sessions.byId(secret, 'page');
  if (session !== null) await sessions.touch(session);
  return session;
}

function wantedOf(request: FastifyRequest): string | undefined {
  const wanted = request.headers['x-membership'];
  return Array.isArray(wanted) ? wanted[0] : wanted;
}

/** For one request: the identity provider's token is the session, and no form is ever sent with it. */
function sessionOf(actor: Actor): Session {
  return { id: actor.correlationId, actor, csrfSecret: '', lastSeenAt: null };
}

const nobody = new TokenRefused(401, 'UNAUTHENTICATED', 'Send a bearer token that is in force.');

/** A refused token counts as a step of signing in: guessing is slowed down before the next one is looked at. */
function refuseToken(request: FastifyRequest, reply: FastifyReply, limits: RateLimits, { status, code, message, extensions }: TokenRefused): void {
  void limits.ofSignIn(request.ip).then((wait) => {
    if (wait !== null) return refuseForNow(request, reply, wait);
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    if (code === 'INSUFFICIENT_SCOPE') void reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${String(extensions['scope'])}"`);
    if (status === 503) void reply.header('retry-after', String(retryAfterSeconds));
    return reply.code(status).send({ errors: [{ message, extensions: { code, ...extensions } }] });
  }).catch((error: Error) => reply.send(error));
}
