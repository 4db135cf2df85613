import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Query, Req, Res, StreamableFile, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../platform/access/actor.js';
import { may } from '../../../platform/access/policy.js';
import { RefusedReads } from '../../../platform/audit/refused-reads.js';
import { Clock } from '../../../platform/clock/clock.js';
import { dateTimeInWords } from '../../../platform/clock/words.js';
import type { Paper } from '../../../platform/documents/documents.service.js';
import { compilePaper } from '../../../platform/documents/typst.js';
import '../../../platform/identity/identity-request.js';
import { agendaPaper } from '../agenda/agenda-press.js';
import { extractNote, minutesPaper, ownCopy } from './minutes-press.js';
import { Previews } from './previews.queries.js';

/** Previews as PDF, marked as such: made for the one who asks, and kept nowhere. */
@Controller('meetings')
export class PreviewFileController {
  constructor(
    private readonly previews: Previews,
    private readonly clock: Clock,
    private readonly refused: RefusedReads,
  ) {}

  @Get(':id/minutes-preview.pdf')
  async minutes(@Param('id', ParseUUIDPipe) id: string, @Query('as') as: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = await this.asked(request, id, 'minutesPreview');
    const preview = await this.previews.minutes(actor, id, typeof as === 'string' ? as : null, 'download:minutesPreview');
    if (preview?.reader == null) return this.refuse(actor, id, 'minutesPreview', 'NOT_FOUND');
    const { title, reference, startsAt, venue, sections, reader } = preview;
    const note = /^(provider|board)/.test(reader.code) ? extractNote : ownCopy;
    const marking = `Preview: as ${reader.words} will see it`;
    return this.send(reply, `${reference}-minutes-preview`, minutesPaper(
      { title: `Preview: ${title}, minutes`, reference, marking, note, startsAt: Temporal.Instant.from(startsAt), venue }, sections, actor.councilName, this.clock.now().toString(),
    ));
  }

  @Get(':id/agenda-preview.pdf')
  async agenda(@Param('id', ParseUUIDPipe) id: string, @Query('as') as: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const actor = await this.asked(request, id, 'agendaPreview');
    const preview = await this.previews.agenda(actor, id, typeof as === 'string' ? as : null, 'download:agendaPreview');
    if (preview?.reader == null) return this.refuse(actor, id, 'agendaPreview', 'NOT_FOUND');
    const { title, reference, startsAt, venue, lines, reader, nextVersion } = preview;
    const content = { title: `Preview: ${title}`, reference, when: dateTimeInWords(startsAt), venue, number: nextVersion, items: lines.map((line) => ({ ...line, id: line.id ?? '' })) };
    return this.send(reply, `${reference}-agenda-preview`, agendaPaper(content, actor.councilName, this.clock.now().toString(), `Preview: as ${reader.words} will see it`));
  }

  private async asked(request: FastifyRequest, id: string, act: string): Promise<Actor> {
    const actor = request.session?.actor;
    if (actor === undefined) throw new UnauthorizedException();
    if (!may(actor, act)) return this.refuse(actor, id, act, 'NOT_PERMITTED');
    return actor;
  }

  private async send(reply: FastifyReply, name: string, paper: Paper): Promise<StreamableFile> {
    const bytes = await compilePaper(paper.template, paper.data);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename="${name}.pdf"`, length: bytes.length });
  }

  private async refuse(actor: Actor, id: string, act: string, code: 'NOT_PERMITTED' | 'NOT_FOUND'): Promise<never> {
    await this.refused.record(actor, `download:${act}`, id, code);
    throw new NotFoundException();
  }
}
