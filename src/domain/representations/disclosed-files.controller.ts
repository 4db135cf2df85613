import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { may } from '../../platform/access/policy.js';
import { RefusedReads } from '../../platform/audit/refused-reads.js';
import { fileKinds } from '../../platform/files/file-kinds.js';
import '../../platform/identity/identity-request.js';
import { DisclosurePacksQueries } from './disclosure-packs.queries.js';

/** A file of a pack, byte for byte as it was disclosed: to save, never to show. */
@Controller('disclosures/files')
export class DisclosedFilesController {
  constructor(
    private readonly packs: DisclosurePacksQueries,
    private readonly refused: RefusedReads,
  ) {}

  @Get(':id')
  async file(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = request.session?.actor;
    if (actor === undefined) throw new UnauthorizedException();
    const allowed = may(actor, 'downloadDisclosed');
    const found = allowed ? await this.packs.bytes(actor, id) : null;
    if (found === null) {
      await this.refused.record(actor, 'download:disclosure', id, allowed ? 'NOT_FOUND' : 'NOT_PERMITTED');
      throw new NotFoundException();
    }
    const { mediaType, extension } = fileKinds[found.kind];
    void reply.header('x-sha256', found.sha256).header('content-security-policy', "default-src 'none'; sandbox").header('cache-control', 'no-store');
    return new StreamableFile(found.bytes, { type: mediaType, disposition: `attachment; filename="${found.reference}-${found.position}.${extension}"`, length: found.bytes.length });
  }
}
