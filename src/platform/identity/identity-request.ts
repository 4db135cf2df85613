import type { FastifyRequest } from 'fastify';
import type { Session } from './sessions.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, on pages through the cookie and on /graphql through the bearer token; null for nobody. */
    session: Session | null;
    /** For `<script nonce>`; new for every request. */
    cspNonce: string;
  }
}

/** Anybody may have these: they tell nothing about anybody. */
const openRoutes = new Set(['/sign-in', '/sign-in/callback', '/sign-in/again', '/sign-in/role', '/signed-out', '/invitations/:token', '/invitations/:token/sign-in', '/invitations/accept']);
/** The identity provider itself asks here, server to server: it has no session and comes from no page of ours. */
const backChannelRoute = '/sign-in/back-channel';
/** Asked between the identity provider's answer and the session; its form carries a token of its own. */
const choiceRoute = '/sign-in/role';
/** Files of the API: as /graphql, by bearer token alone. */
const apiFiles = '/api/';
const openPrefixes = ['/assets/', '/health/'];

/** The route as registered, not as typed: the router also takes `/%67raphql` to /graphql. */
function route(request: FastifyRequest): string {
  return request.routeOptions.url ?? '';
}

export function isApi(request: FastifyRequest): boolean {
  return route(request) === '/graphql' || route(request).startsWith(apiFiles);
}

/** Style sheets, scripts and health: asked without a session and kept by browsers where they are files. */
export function isImpersonal(request: FastifyRequest): boolean {
  return openPrefixes.some((prefix) => route(request).startsWith(prefix));
}

export function isBackChannel(request: FastifyRequest): boolean {
  return route(request) === backChannelRoute;
}

export function isChoice(request: FastifyRequest): boolean {
  return route(request) === choiceRoute;
}

/** The steps of signing in: what a stranger can ask for without end. The back channel counts what it refuses itself. */
export function isSigningIn(request: FastifyRequest): boolean {
  return route(request).startsWith('/sign-in') && !isBackChannel(request);
}

export function isOpen(request: FastifyRequest): boolean {
  return openRoutes.has(route(request)) || isImpersonal(request);
}

export function changesNothing(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
