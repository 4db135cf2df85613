import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { may } from '../../platform/access/policy.js';
import { RefusedReads } from '../../platform/audit/refused-reads.js';
import '../../platform/identity/identity-request.js';
import { LettersQueries } from './letters.queries.js';

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A draft as a Word file, for Legal to change and send back. */
@Controller('letters')
export class LetterFileController {
  constructor(
    private readonly letters: LettersQueries,
    private readonly refused: RefusedReads,
  ) {}

  @Get(':id/legal.docx')
  async file(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = request.session?.actor;
    if (actor === undefined) throw new UnauthorizedException();
    const allowed = may(actor, 'downloadLetterForLegal');
    const copy = allowed ? await this.letters.copyForLegal(actor, id) : null;
    if (copy === null) {
      await this.refused.record(actor, 'letterCopy', id, allowed ? 'NOT_FOUND' : 'NOT_PERMITTED');
      throw new NotFoundException();
    }
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(copy.bytes, { type: word, disposition: `attachment; filename="${copy.reference}-for-legal.docx"`, length: copy.bytes.length });
  }
}
