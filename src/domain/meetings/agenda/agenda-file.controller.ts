import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../platform/access/actor.js';
import { maySee } from '../../../platform/access/audience.js';
import { may } from '../../../platform/access/policy.js';
import { Clock } from '../../../platform/clock/clock.js';
import { RefusedReads } from '../../../platform/audit/refused-reads.js';
import { ReadUnit, statement } from '../../../platform/database/read-unit.js';
import { compilePaper } from '../../../platform/documents/typst.js';
import '../../../platform/identity/identity-request.js';
import { type AgendaContent, agendaPaper } from './agenda-press.js';
import { packPaper } from './pack-paper.js';
import { Packs } from './pack.queries.js';

const latest = statement(`
  select json_build_object('content', v.content,
    'out', (select coalesce(json_agg(i.id), '[]') from agenda_items i where i.council_id = v.council_id and i.meeting_id = v.meeting_id
      and (is_out_of(i.id) or (i.service_id is not null and not exists (select from services s where s.council_id = i.council_id and s.id = i.service_id))))) as result
  from agenda_versions v where v.meeting_id = $1::uuid order by v.number desc limit 1`);

/** The agenda as PDF, and the papers: the latest version, without the items its reader has been ruled out of since (R21), and of services their panels do not look at now (R37). */
@Controller('meetings')
export class AgendaFileController {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
    private readonly refused: RefusedReads,
    private readonly packs: Packs,
  ) {}

  @Get(':id/agenda.pdf')
  async file(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = request.session?.actor;
    if (actor === undefined) throw new UnauthorizedException();
    if (!may(actor, 'meeting')) return this.refuse(actor, id, 'agendaPack', 'NOT_PERMITTED');
    const record = { operation: 'agendaPack', subjectKind: 'meeting', subjectId: id };
    const found = await this.reads.one<{ content: AgendaContent; out: readonly string[] }>(actor, latest, [id], record);
    if (found === null) return this.refuse(actor, id, 'agendaPack', 'NOT_FOUND');
    const { content, out } = found;
    const reader = { role: actor.role, providerId: actor.providerId, membershipId: actor.membershipId, excludedItems: out };
    const paper = agendaPaper({ ...content, items: content.items.filter(({ id: agendaItemId }) => maySee({ audience: 'members', agendaItemId }, reader)) }, actor.councilName, this.clock.now().toString());
    const bytes = await compilePaper(paper.template, paper.data);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="${content.reference}-agenda-${content.number}.pdf"`, length: bytes.length });
  }

  /** The papers as one PDF with bookmarks, for whoever asks and at that moment; what is closed to them says why. */
  @Get(':id/pack.pdf')
  async pack(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = request.session?.actor;
    if (actor === undefined) throw new UnauthorizedException();
    if (!may(actor, 'meetingPack')) return this.refuse(actor, id, 'download:meetingPack', 'NOT_PERMITTED');
    const pack = await this.packs.of(actor, id, 'download:meetingPack');
    if (pack === null) return this.refuse(actor, id, 'download:meetingPack', 'NOT_FOUND');
    const { template, data } = packPaper(pack, actor.councilName, this.clock.now().toString());
    const bytes = await compilePaper(template, data);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="${pack.reference}-pack-${pack.number}.pdf"`, length: bytes.length });
  }

  private async refuse(actor: Actor, id: string, operation: string, code: 'NOT_PERMITTED' | 'NOT_FOUND'): Promise<never> {
    await this.refused.record(actor, operation, id, code);
    throw new NotFoundException();
  }
}
