import { Controller, Get, Inject, NotFoundException, Param, ParseUUIDPipe, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { may } from '../access/policy.js';
import { RefusedReads } from '../audit/refused-reads.js';
import { ReadUnit } from '../database/read-unit.js';
import { cookiesFor } from '../identity/cookies.js';
import '../identity/identity-request.js';
import { Sessions } from '../identity/sessions.js';
import { LiveStreams } from './live-streams.js';
import { LiveSubjects } from './live-subjects.js';

/** Where a page hears that what it shows has changed. */
@Controller('live')
export class LiveController {
  constructor(
    private readonly subjects: LiveSubjects,
    private readonly streams: LiveStreams,
    private readonly reads: ReadUnit,
    private readonly refused: RefusedReads,
    private readonly sessions: Sessions,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get(':kind/:id')
  async follow(@Param('kind') kind: string, @Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readable> {
    const { session } = request;
    if (session === null) throw new UnauthorizedException();
    const subject = this.subjects.of(kind);
    if (subject === undefined) throw new NotFoundException();
    const allowed = may(session.actor, subject.act);
    // Hidden, forbidden and missing are the same "not found".
    if (!allowed || (await this.reads.one(session.actor, subject.follows, [id], null)) === null) {
      await this.refused.record(session.actor, subject.act, id, allowed ? 'NOT_FOUND' : 'NOT_PERMITTED');
      throw new NotFoundException();
    }
    const secret = request.cookies[cookiesFor(this.settings.publicUrl).session] ?? '';
    void reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    return this.streams.follow({
      kind, id, subject, sessionId: session.id, actor: session.actor,
      // Following is no sign of life: the session is asked for, and its silence is not ended by it.
      still: async () => (await this.sessions.byId(secret, 'page'))?.actor ?? null,
    });
  }
}
