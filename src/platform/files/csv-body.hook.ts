import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest, type preParsingHookHandler } from 'fastify';
import { largestCsv } from './received-csv.js';

/** Routes that take one CSV file as the whole body, as a stream. A body of this type sent anywhere else is refused. */
const csvRoutes = new Set(['/api/import/cqc', '/api/import/contracts']);
const takesCsv = (request: FastifyRequest): boolean => csvRoutes.has(request.routeOptions.url ?? '');

/**
 * Hands bodies of `text/csv` to these routes unread; what is something else, or says itself that it is too large, is refused in
 * words before any of it is read. Call it before `app.init()`.
 */
export function registerCsvBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('text/csv', (request, payload, done) => {
    if (takesCsv(request)) done(null, payload);
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('text/csv'), undefined);
  });
  fastify.addHook('preParsing', refuseUnread);
}

const refuseUnread: preParsingHookHandler = (request, reply, payload, done) => {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': coding } = request.headers;
  const hasBody = coding !== undefined || Number(length ?? 0) > 0;
  if (!takesCsv(request) || !hasBody) done(null, payload);
  else if (!/^text\/csv\s*(;|$)/i.test(type ?? '')) void reply.code(415).send({ code: 'NOT_CSV', message: 'Send one CSV file as the body, with the header Content-Type: text/csv. Nothing was changed.' });
  else if (Number(length ?? 0) > largestCsv) void refuseTooLarge(reply);
  else done(null, payload);
};

/** The rest of the body is not waited for. */
export function refuseTooLarge(reply: FastifyReply): FastifyReply {
  return reply.code(413).header('connection', 'close').send({ code: 'FILE_TOO_LARGE', message: 'The file is larger than 200 MB. Send the rows of your own council alone. Nothing was changed.' });
}
