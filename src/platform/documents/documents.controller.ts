import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { may } from '../access/policy.js';
import { RefusedReads } from '../audit/refused-reads.js';
import '../identity/identity-request.js';
import './document.policy.js';
import { DocumentsQueries } from './documents.queries.js';

/** Downloads. Row-level security decides who gets which; hidden and missing are the same "not found". */
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentsQueries,
    private readonly refused: RefusedReads,
  ) {}

  /** The exact bytes that were kept, always as a download; the read is recorded before they leave. */
  @Get(':id')
  async file(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    if (request.session === null) throw new UnauthorizedException();
    const { actor } = request.session;
    const allowed = may(actor, 'documentFile');
    const file = allowed ? await this.documents.file(actor, id) : null;
    if (file === null) {
      await this.refused.record(actor, 'documentFile', id, allowed ? 'NOT_FOUND' : 'NOT_PERMITTED');
      throw new NotFoundException();
    }
    void reply.header('x-sha256', file.sha256);
    return new StreamableFile(file.bytes, { type: file.mediaType, disposition: `attachment; filename="${file.fileName}"`, length: file.bytes.length });
  }
}
