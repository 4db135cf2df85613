import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/access/actor.js';
import { may } from '../../platform/access/policy.js';
import { RefusedReads } from '../../platform/audit/refused-reads.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import '../../platform/identity/identity-request.js';

const kept = statement(`
  select json_build_object('reference', q.reference, 'bytes', encode(f.bytes, 'base64'), 'sha256', encode(f.sha256, 'hex')) as result
  from information_requests q join workflows w on w.council_id = q.council_id and w.id = q.id
  join documents f on f.council_id = q.council_id and f.id = (w.context ->> 'documentId')::uuid where q.id = $1::uuid and length(f.bytes) > 0`);

/** The approved set exactly as it was made, for the records office: also for who joins it later. */
@Controller('records/requests')
export class SetFileController {
  constructor(
    private readonly reads: ReadUnit,
    private readonly refused: RefusedReads,
  ) {}

  @Get(':id/set.pdf')
  async file(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = request.session?.actor;
    if (actor === undefined) throw new UnauthorizedException();
    if (!may(actor, 'disclosurePreview')) return this.refuse(actor, id, 'NOT_PERMITTED');
    const found = await this.reads.one<{ reference: string; bytes: string; sha256: string }>(actor, kept, [id], { operation: 'disclosureSet', subjectKind: 'informationRequest', subjectId: id });
    if (found === null) return this.refuse(actor, id, 'NOT_FOUND');
    const bytes = Buffer.from(found.bytes, 'base64');
    void reply.header('cache-control', 'no-store').header('x-sha256', found.sha256);
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="${found.reference}.pdf"`, length: bytes.length });
  }

  private async refuse(actor: Actor, id: string, code: 'NOT_PERMITTED' | 'NOT_FOUND'): Promise<never> {
    await this.refused.record(actor, 'disclosureSet', id, code);
    throw new NotFoundException();
  }
}
