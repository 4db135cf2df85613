import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { RefusedReads } from '../../platform/audit/refused-reads.js';
import { fileKinds } from '../../platform/files/file-kinds.js';
import '../../platform/files/uploads.hook.js';
import { UploadDoor, type Uploaded } from '../../platform/files/upload-door.js';
import '../../platform/identity/identity-request.js';
import { EvidenceQueries } from './evidence.queries.js';

const statuses: Readonly<Record<string, number>> = { NOT_PERMITTED: 403, NOT_FOUND: 404, KEY_REUSED: 409, STALE_VERSION: 409 };

/** Files as bytes: to pages by the session, to the API by bearer token, always to save and never to show. */
@Controller()
export class EvidenceFilesController {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly refused: RefusedReads,
    private readonly door: UploadDoor,
  ) {}

  @Get(['evidence/files/:id', 'api/evidence/files/:id'])
  async file(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = actorOf(request);
    if (!may(actor, 'downloadEvidence')) return this.refuse(actor, id, 'NOT_PERMITTED');
    const found = await this.queries.bytes(actor, id);
    if (found === null) return this.refuse(actor, id, 'NOT_FOUND');
    const { mediaType, extension } = fileKinds[found.kind];
    // Named by us: nothing a sender typed stands in a header. The sandbox holds what a browser might yet show.
    void reply.header('x-sha256', found.sha256).header('content-security-policy', "default-src 'none'; sandbox").header('cache-control', 'no-store');
    return new StreamableFile(found.bytes, { type: mediaType, disposition: `attachment; filename="${found.reference}.${extension}"`, length: found.bytes.length });
  }

  /** Multipart, with the fields of `UploadFields` and one `file`; answers `{id, version, reference, state}` or `{code, message, fields}`. */
  @Post('api/evidence/:kind/:id')
  async upload(@Param('kind') recordKind: string, @Param('id') recordId: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const body = (request.body ?? {}) as Readonly<Record<string, string | undefined>>;
    const { idempotencyKey = '', description = '', audience = '', caveat = '', replacesId = '' } = body;
    const uploaded = await this.door.take(actorOf(request), { recordKind, recordId, idempotencyKey, description, audience, caveat, replacesId }, request.upload);
    void reply.status(statusOf(uploaded));
    if (uploaded.done !== null) return { ...uploaded.done, state: uploaded.state };
    const { refusedAs: _, ...refusal } = uploaded.refused;
    return refusal;
  }

  private async refuse(actor: Actor, id: string, code: 'NOT_PERMITTED' | 'NOT_FOUND'): Promise<never> {
    await this.refused.record(actor, 'download:evidence', id, code);
    throw new NotFoundException();
  }
}

function actorOf(request: FastifyRequest): Actor {
  if (request.session === null) throw new UnauthorizedException();
  return request.session.actor;
}

function statusOf(uploaded: Uploaded): number {
  return uploaded.done === null ? (statuses[uploaded.refused.code] ?? 422) : 201;
}
