import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest, preValidationAsyncHookHandler } from 'fastify';
import '../identity/identity-request.js';
import { refuseForNow } from '../identity/limits.hook.js';
import type { RateLimits } from '../identity/rate-limits.js';
import { largestFile } from './file-kinds.js';
import type { ReceivedFile } from './upload-door.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The file that came with this form; null where there was none. */
    upload: ReceivedFile | null;
  }
}

/** Routes that take a file. A multipart form sent anywhere else is refused: no page reads one. */
const uploadRoutes = new Set(['/evidence/:kind/:id', '/api/evidence/:kind/:id']);
const limits = { fileSize: largestFile, files: 1, fields: 20, parts: 21, fieldSize: 100_000, fieldNameSize: 100, headerPairs: 20 } as const;
/** 20 MB at a quarter of a megabit a second. */
const longestMs = 660_000;
/** At once in one process: with a picture drawn anew each may hold some 200 MB for a second. */
const atOnce = 6;
/** What an upload counts as, in requests a minute: it is held, unpacked and scanned. */
const points = 20;

/**
 * Reads multipart forms into `request.body` and `request.upload`, before the check of forms, which then finds its token where it
 * always is. Only for people who are signed in; bytes are in memory, never on a disk, so one that breaks off leaves nothing.
 * Call it after `registerIdentity`, before `app.init()`.
 */
export async function registerUploads(fastify: FastifyInstance, rates: Pick<RateLimits, 'ofPerson'>): Promise<void> {
  await fastify.register(multipart, { limits, throwFileSizeLimit: false });
  fastify.decorateRequest('upload', null);
  fastify.addHook('preValidation', readUploads(rates));
}

function readUploads(rates: Pick<RateLimits, 'ofPerson'>): preValidationAsyncHookHandler {
  let underWay = 0;
  return async (request, reply) => {
    if (!request.isMultipart()) return undefined;
    if (!uploadRoutes.has(request.routeOptions.url ?? '')) return reply.code(415).type('text/plain; charset=utf-8').send('No file can be sent here.');
    if (request.session === null) {
      // The check of forms answers; what is still coming is let go.
      request.raw.resume();
      return undefined;
    }
    const { actor } = request.session;
    const wait = await rates.ofPerson(actor.personId ?? actor.membershipId, points);
    if (wait !== null) return refuseForNow(request, reply, wait);
    if (underWay >= atOnce) return busy(reply);
    underWay += 1;
    reply.raw.once('close', () => (underWay -= 1));
    await readInTime(request);
    return undefined;
  };
}

function busy(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('retry-after', '10').type('text/plain; charset=utf-8').send('Many files are being received: try again in a few seconds. Nothing was changed.');
}

async function readInTime(request: FastifyRequest): Promise<void> {
  const late = setTimeout(() => request.raw.destroy(), longestMs);
  try {
    await read(request);
  } finally {
    clearTimeout(late);
  }
}

async function read(request: FastifyRequest): Promise<void> {
  const fields: Record<string, string> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else request.upload = await receive(part.filename, part.file);
  }
  request.body = fields;
}

/** A browser sends a part without name and bytes where no file was chosen. */
async function receive(name: string | undefined, stream: AsyncIterable<Buffer> & { truncated: boolean }): Promise<ReceivedFile | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.truncated) chunks.length = 0;
    else chunks.push(chunk);
  }
  const bytes = stream.truncated ? Buffer.alloc(0) : Buffer.concat(chunks);
  if ((name ?? '') === '' && bytes.length === 0 && !stream.truncated) return null;
  return { name: asTyped(name ?? ''), bytes, tooLarge: stream.truncated };
}

/** Browsers write these three characters of a file's name so, and no other (HTML, multipart/form-data). */
const written: Readonly<Record<string, string>> = { '%22': '"', '%0D': '\r', '%0A': '\n' };
function asTyped(name: string): string {
  return name.replaceAll(/%(?:22|0D|0A)/g, (one) => written[one] ?? one);
}
