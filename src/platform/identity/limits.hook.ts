import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { tooManyRequestsPage } from './identity-pages.js';
import { isApi, isSigningIn } from './identity-request.js';
import type { RateLimits } from './rate-limits.js';

/** Probes of a load balancer come from one address for ever, and cost nothing. */
const uncounted = '/health/';

/** Before anything is looked up: what one network address asks for. */
export function addressLimit(limits: RateLimits): onRequestAsyncHookHandler {
  return async (request, reply) => {
    if (request.url.startsWith(uncounted)) return undefined;
    const wait = (await limits.ofAddress(request.ip)) ?? (isSigningIn(request) ? await limits.ofSignIn(request.ip) : null);
    return wait === null ? undefined : refuseForNow(request, reply, wait);
  };
}

/** Once it is known who asks. */
export function personLimit(limits: RateLimits): onRequestAsyncHookHandler {
  return async (request, reply) => {
    if (request.session === null) return undefined;
    const wait = await limits.ofPerson(request.session.actor.personId ?? request.session.actor.membershipId);
    return wait === null ? undefined : refuseForNow(request, reply, wait);
  };
}

/** 429 in the shape of whoever asked, and when to ask again. */
export function refuseForNow(request: FastifyRequest, reply: FastifyReply, seconds: number): FastifyReply {
  void reply.code(429).header('retry-after', String(seconds));
  if (isApi(request)) {
    return reply.send({ errors: [{ message: 'You asked for more than is answered in a minute. Try again later.', extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: seconds } }] });
  }
  return reply.type('text/html; charset=utf-8').send(tooManyRequestsPage(Math.ceil(seconds / 60)));
}
