import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { extraPoints } from '../identity/cost-plugin.js';
import '../identity/identity-request.js';
import { RateLimits } from '../identity/rate-limits.js';
import { Operations } from './operations.js';
import { isRehearsal } from './rehearsal.js';

/** What nobody shipped is refused where the installation says so, as production does unless it is told otherwise. */
const shippedOnly = { errors: [{ message: 'Send the id of a shipped document: this service runs no others here.', extensions: { code: 'DOCUMENT_ID_NEEDED' } }] };

/**
 * `POST /graphql {documentId, variables}`: a shipped document by its id, past Apollo's parsing and validation but with
 * the same sign-in, resolvers, policies and masks (design.md 10).
 */
export function registerTrustedDocuments(app: NestFastifyApplication): void {
  const { adHoc } = app.get<Settings>(SETTINGS);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql' || request.session === null) return undefined;
    const { documentId, variables } = (request.method === 'POST' ? (request.body ?? {}) : {}) as { documentId?: unknown; variables?: unknown };
    if (typeof documentId !== 'string') return adHoc ? undefined : reply.status(403).send(shippedOnly);
    const operations = app.get(Operations);
    const trusted = operations.trustedDocument(documentId);
    if (trusted === undefined) {
      return reply.status(404).send({ errors: [{ message: 'There is no document with this id.', extensions: { code: 'UNKNOWN_DOCUMENT' } }] });
    }
    const points = extraPoints(trusted.cost);
    const { actor } = request.session;
    if (points > 0) await app.get(RateLimits).ofPerson(actor.personId ?? actor.membershipId, points);
    const given = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
    const result = await operations[isRehearsal(request) ? 'rehearse' : 'run'](trusted, given, request.session.actor);
    return reply.type('application/json; charset=utf-8').send(trusted.compiled.stringify(result));
  });
}
