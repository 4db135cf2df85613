import { Body, Controller, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import '../identity/identity-request.js';
import './draft.policy.js';
import { Drafts } from './drafts.js';

/** A form has few fields, and none longer than a long text; what the page says of itself is not what somebody typed. */
const input = z.object({ form: z.string().regex(/^[a-zA-Z]{3,40}(:[0-9a-f-]{36}){1,2}$/), fields: z.string().max(100_000) });
const typed = z.record(z.string().max(60), z.string().max(20_000)).refine((fields) => Object.keys(fields).length <= 60);
const ofThePage = ['_csrf', 'idempotencyKey'];

/** Where a form keeps what is typed into it. */
@Controller('drafts')
export class DraftsController {
  constructor(private readonly drafts: Drafts) {}

  @Post()
  async keep(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (request.session === null) throw new UnauthorizedException();
    const given = input.safeParse(body);
    const fields = typed.safeParse(given.success ? jsonOf(given.data.fields) : null);
    if (!given.success || !fields.success) return void reply.status(422);
    await this.drafts.keep(request.session.actor, given.data.form, Object.fromEntries(Object.entries(fields.data).filter(([name]) => !ofThePage.includes(name))));
    void reply.status(204);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
