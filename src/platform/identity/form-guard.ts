import { createHash } from 'node:crypto';
import csrfTokens from '@fastify/csrf';
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { foreignFormPage, notYourFormPage, signedOutWhileTypingPage, staleFormPage } from './identity-pages.js';
import { changesNothing, isApi, isBackChannel, isChoice, isOpen } from './identity-request.js';
import type { Session } from './sessions.js';

const csrf = new csrfTokens.Tokens({});

/**
 * The value of the hidden field `_csrf` of every form; a new one each time, all good while the session lasts. Behind the dot
 * stands whose form it is: what one person typed before a session ended is not sent as somebody else.
 */
export function formToken({ csrfSecret, actor }: Session): string {
  return `${csrf.create(csrfSecret)}.${ownerMark(actor.personId)}`;
}

function ownerMark(personId: string | null): string {
  return createHash('sha256').update(`form of ${personId ?? ''}`).digest('base64url').slice(0, 16);
}

/**
 * Pages are for people who signed in, and a form counts only when it is ours twice over: the browser says that it came
 * from this origin, and it carries the token of this session. `/graphql` needs neither, because it ignores cookies.
 */
export function formGuard(publicUrl: string): preHandlerAsyncHookHandler {
  const { origin } = new URL(publicUrl);
  return async (request, reply) => {
    if (isApi(request) || isBackChannel(request) || request.is404) return undefined;
    if (changesNothing(request)) return isOpen(request) || request.session !== null ? undefined : signInFirst(request, reply);
    if (!cameFrom(origin, request)) return refuse(reply, foreignFormPage());
    if (isChoice(request)) return undefined;
    const { _csrf: given } = (request.body ?? {}) as { _csrf?: unknown };
    const [token = '', owner] = typeof given === 'string' ? given.split('.') : [];
    const { session } = request;
    if (session === null) return refuse(reply, signedOutWhileTypingPage(request.url, request.body));
    if (csrf.verify(session.csrfSecret, token)) return undefined;
    if (owner !== undefined && owner !== ownerMark(session.actor.personId)) return refuse(reply, notYourFormPage());
    return refuse(reply, staleFormPage(request.url, request.body, formToken(session)));
  };
}

/** Browsers send one or both; whatever is sent must be right. */
function cameFrom(origin: string, { headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined && headers.origin === undefined) return false;
  return (site === undefined || site === 'same-origin') && (headers.origin === undefined || headers.origin === origin);
}

function refuse(reply: FastifyReply, page: string): FastifyReply {
  return reply.code(403).type('text/html; charset=utf-8').send(page);
}

/** Only a person's own step is redirected: a script or picture on an old page must not start a sign-in behind one under way. */
function signInFirst(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wanted = request.headers['sec-fetch-dest'] ?? 'document';
  if (wanted !== 'document') return reply.code(401).type('text/plain; charset=utf-8').send('Sign in first.');
  return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 302);
}
