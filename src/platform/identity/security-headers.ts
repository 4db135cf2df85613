import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { isImpersonal } from './identity-request.js';

const aYear = 31_536_000;

/**
 * The same headers on every answer, errors included. Nothing loads from elsewhere, no inline script runs without the
 * request's nonce, nobody may frame a page. `form-action` names the identity provider because browsers hold the
 * redirects after a form to it: signing out ends there.
 */
export function registerSecurityHeaders(fastify: FastifyInstance, publicUrl: string, issuer: string): void {
  const nonces = new WeakMap<IncomingMessage, string>();
  fastify.decorateRequest('cspNonce', '');
  // Made once: Fastify's own plugin for helmet makes and parses all of it again for every request.
  const secure = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", (request) => `'nonce-${nonces.get(request as IncomingMessage) ?? ''}'`],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'", new URL(issuer).origin],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: aYear, includeSubDomains: true } : false,
    // `no-referrer` would make browsers send `Origin: null` with our own forms, and the check of forms would refuse them.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    request.cspNonce = randomBytes(16).toString('base64');
    nonces.set(request.raw, request.cspNonce);
    // No page asks for any of them, and no script that came in by another way may.
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    // Files set their own; everything else is about somebody.
    if (!isImpersonal(request)) reply.header('cache-control', 'no-store');
    secure(request.raw, reply.raw, (error) => done(error as Error | undefined));
  });
}
