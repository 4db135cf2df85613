import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Clock } from '../clock/clock.js';
import { Accounts } from './accounts.js';
import { type Cookies, cookiesFor } from './cookies.js';
import { invitationPage, invitationRefusedPage } from './invitation-pages.js';
import { type Acceptance, Invitations, isToken } from './invitations.js';
import { vouchedMinutes } from './vouched.js';

/** As long as a sign-in may take, and a person may read before it. */
const cookieMinutes = 30;

const vouchedFor = z.object({ vouchedFor: z.object({ issuer: z.string(), subject: z.string() }), at: z.string() });

/** What an invitation's link opens. Looking at it uses nothing: mail programs look before people do. */
@Controller('invitations')
export class InvitationController {
  private readonly cookies: Cookies;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly invitations: Invitations,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {
    this.cookies = cookiesFor(settings.publicUrl);
  }

  /** On the way back from the identity provider: who signed in is known, and what they were invited to. */
  @Get('accept')
  async accept(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const token = request.cookies[this.cookies.invitation] ?? '';
    const vouched = this.vouchedFor(request);
    reply.clearCookie(this.cookies.invitation, this.cookies.options);
    reply.clearCookie(this.cookies.vouched, this.cookies.options);
    if (vouched === null) return goTo(reply, '/sign-in');
    const answer = await this.invitations.accept(token, vouched, await this.accounts.personOf(vouched.issuer, vouched.subject));
    // Signing in again begins the session, by the one path there is.
    return answer === 'linked' ? goTo(reply, '/sign-in') : refuse(reply, answer);
  }

  @Get(':token')
  async open(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const invitation = await this.invitations.byToken(token);
    if (invitation?.state !== 'open') return refuse(reply, invitation?.state ?? 'unknown');
    void reply.type('text/html; charset=utf-8');
    return invitationPage(invitation, `/invitations/${token}/sign-in`);
  }

  /** Takes the invitation along to the sign-in, which asks for it on the way back. Not signed: we vouch for nothing in it. */
  @Get(':token/sign-in')
  signIn(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): string {
    if (!isToken(token)) return refuse(reply, 'unknown');
    reply.setCookie(this.cookies.invitation, token, { ...this.cookies.options, maxAge: cookieMinutes * 60 });
    return goTo(reply, '/sign-in');
  }

  private vouchedFor(request: FastifyRequest): { issuer: string; subject: string } | null {
    const { valid, value } = request.unsignCookie(request.cookies[this.cookies.vouched] ?? '');
    if (!valid) return null;
    const parsed = vouchedFor.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString()));
    if (!parsed.success) return null;
    const age = this.clock.now().since(Temporal.Instant.from(parsed.data.at)).total('minutes');
    return age < vouchedMinutes ? parsed.data.vouchedFor : null;
  }
}

const statusOf: Partial<Record<Acceptance, number>> = { unknown: 404, used: 410, withdrawn: 410, expired: 410 };

function refuse(reply: FastifyReply, why: Exclude<Acceptance, 'linked'>): string {
  void reply.status(statusOf[why] ?? 403).type('text/html; charset=utf-8');
  return invitationRefusedPage(why);
}

function goTo(reply: FastifyReply, path: string): string {
  void reply.status(302).header('location', path);
  return '';
}
