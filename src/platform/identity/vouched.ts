import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './cookies.js';

/** How long what the identity provider said of somebody may be used to accept an invitation. */
export const vouchedMinutes = 5;

/**
 * Whether somebody who just signed in came with an invitation: then whom the identity provider vouches for goes along, signed,
 * to `/invitations/accept`, and no session begins before that is settled.
 */
export function takesInvitation(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: Cookies,
  { issuer, subject }: { issuer: string; subject: string },
  at: Temporal.Instant,
): boolean {
  if (request.cookies[cookies.invitation] === undefined) return false;
  const value = Buffer.from(JSON.stringify({ vouchedFor: { issuer, subject }, at: at.toString() })).toString('base64url');
  reply.setCookie(cookies.vouched, value, { ...cookies.options, signed: true, maxAge: vouchedMinutes * 60 });
  return true;
}
