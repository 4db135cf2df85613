import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../platform/access/actor.js';
import '../platform/identity/identity-request.js';
import { SignInNeeded } from './page-problems.js';

/** One person's visit to one page. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly actor: Actor;
  /** What this visit sends is done only to see whether it would be refused, and nothing of it stays. */
  readonly rehearsal?: true;
}

/** The same visit before its last button: what is sent is rehearsed, and its problems go back to the form. */
export function rehearsing(visit: Visit): Visit {
  return { ...visit, rehearsal: true };
}

/** Parameter decorator: the visit of a signed-in person; anybody else is sent to sign in and comes back here. */
export const Visited = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  if (request.session === null) throw new SignInNeeded();
  return { request, reply, actor: request.session.actor };
});
