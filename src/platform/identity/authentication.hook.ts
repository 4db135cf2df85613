import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { ClsService } from 'nestjs-cls';
import type { Cookies } from './cookies.js';
import { isApi, isImpersonal } from './identity-request.js';
import type { Session, Sessions } from './sessions.js';

const bearer = /^Bearer ([A-Za-z0-9_-]+)$/i;

/**
 * Says who is asking, once a request, before anything else looks at it: `request.session` and, for everything below,
 * `cls.get('actor')`. Pages know people by cookie alone, /graphql by bearer token alone: a stolen form cannot use the
 * API, a leaked token opens no page.
 */
export function authentication(sessions: Sessions, cookies: Cookies, cls: ClsService): onRequestHookHandler {
  return (request, reply, done) => {
    identify(request, sessions, cookies).then((session) => {
      request.session = session;
      if (session === null && isApi(request)) {
        void unauthenticated(reply);
        return;
      }
      cls.run({ ifNested: 'reuse' }, () => {
        if (session !== null) cls.set('actor', session.actor);
        done();
      });
    }, done);
  };
}

async function identify(request: FastifyRequest, sessions: Sessions, cookies: Cookies): Promise<Session | null> {
  if (isImpersonal(request)) return null;
  if (isApi(request)) {
    const secret = bearer.exec(request.headers.authorization ?? '')?.[1];
    return secret === undefined ? null : await sessions.byId(secret, 'token');
  }
  const secret = request.cookies[cookies.session];
  const session = secret === undefined ? null : await sessions.byId(secret, 'page');
  if (session !== null) await sessions.touch(session);
  return session;
}

function unauthenticated(reply: FastifyReply): FastifyReply {
  return reply.code(401).header('www-authenticate', 'Bearer').send({
    errors: [{ message: 'Send a bearer token that is in force.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
}
