import { Body, Controller, Get, Inject, Logger, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Clock } from '../clock/clock.js';
import { Accounts, type Membership } from './accounts.js';
import { cookiesFor, type Cookies } from './cookies.js';
import {
  noMembershipPage, notYourMembershipPage, providerUnavailablePage, signedOutPage, startAgainPage, unknownPersonPage,
} from './identity-pages.js';
import { nextPath } from './next-path.js';
import { IdentityProviderUnavailable, RelyingParty, SignInRefused, type SignInFlow } from './relying-party.js';
import { Sessions } from './sessions.js';
import { takesInvitation } from './vouched.js';

const flowMinutes = 10;

/** A sign-in under way, in a signed cookie: nothing is stored for people who never come back. */
interface StartedFlow extends SignInFlow {
  readonly next: string;
  readonly startedAt: string;
}

/** Signing in and out, and choosing in which role. The pages themselves are words only; the forms lie in `web/`. */
@Controller()
export class SignInController {
  private readonly log = new Logger(SignInController.name);
  private readonly cookies: Cookies;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly relyingParty: RelyingParty,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {
    this.cookies = cookiesFor(settings.publicUrl);
  }

  @Get('sign-in')
  async signIn(@Query('next') next: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    try {
      const { url, flow } = await this.relyingParty.begin();
      const started: StartedFlow = { ...flow, next: nextPath(next), startedAt: this.clock.now().toString() };
      const value = Buffer.from(JSON.stringify(started)).toString('base64url');
      reply.setCookie(this.cookies.flow, value, { ...this.cookies.options, signed: true, maxAge: flowMinutes * 60 });
      return goTo(reply, url.href);
    } catch (error) {
      return this.explain(reply, error);
    }
  }

  @Get('sign-in/callback')
  async callback(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const flow = this.startedFlow(request);
    reply.clearCookie(this.cookies.flow, this.cookies.options);
    if (flow === null) return show(reply, 400, startAgainPage());
    try {
      const { issuer, subject } = await this.relyingParty.finish(request.url, flow);
      if (takesInvitation(request, reply, this.cookies, { issuer, subject }, this.clock.now())) return goTo(reply, '/invitations/accept');
      const personId = await this.accounts.personOf(issuer, subject);
      if (personId === null) {
        this.log.warn('Somebody signed in whom nobody has invited');
        return show(reply, 403, unknownPersonPage(subject));
      }
      const [membership] = await this.accounts.membershipsOf(personId);
      if (membership === undefined) return show(reply, 403, noMembershipPage());
      await this.beginSession(request, reply, membership);
      return goTo(reply, flow.next);
    } catch (error) {
      return this.explain(reply, error);
    }
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (request.session !== null) await this.sessions.end(request.session);
    reply.clearCookie(this.cookies.session, this.cookies.options);
    // Not "cookies": that would clear every cookie of the council's whole domain.
    reply.header('clear-site-data', '"cache", "storage"');
    const url = await this.relyingParty.endSessionUrl();
    return goTo(reply, url?.href ?? '/signed-out');
  }

  @Get('signed-out')
  signedOut(@Res({ passthrough: true }) reply: FastifyReply): string {
    return show(reply, 200, signedOutPage());
  }

  /** Another of one's own roles: a new session, because a role is a privilege (ASVS 7.2.4). */
  @Post('membership')
  async chooseMembership(
    @Body('membershipId') membershipId: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const personId = request.session?.actor.personId ?? null;
    const own = personId === null ? [] : await this.accounts.membershipsOf(personId);
    const chosen = own.find((membership) => membership.membershipId === membershipId);
    if (chosen === undefined) return show(reply, 403, notYourMembershipPage());
    await this.beginSession(request, reply, chosen);
    return goTo(reply, '/');
  }

  /** The secret is always new and the old session ends, so one planted before signing in is worth nothing. */
  private async beginSession(request: FastifyRequest, reply: FastifyReply, membership: Membership): Promise<void> {
    if (request.session !== null) await this.sessions.end(request.session);
    const secret = await this.sessions.begin(membership, 'page');
    reply.setCookie(this.cookies.session, secret, this.cookies.options);
    this.log.log({ msg: 'signed in', personId: membership.personId, membershipId: membership.membershipId });
  }

  private startedFlow(request: FastifyRequest): StartedFlow | null {
    const { valid, value } = request.unsignCookie(request.cookies[this.cookies.flow] ?? '');
    if (!valid) return null;
    const flow = JSON.parse(Buffer.from(value, 'base64url').toString()) as StartedFlow;
    const age = this.clock.now().since(Temporal.Instant.from(flow.startedAt));
    return age.total('minutes') <= flowMinutes ? flow : null;
  }

  private explain(reply: FastifyReply, error: unknown): string {
    if (error instanceof IdentityProviderUnavailable) return show(reply, 503, providerUnavailablePage());
    if (error instanceof SignInRefused) return show(reply, 400, startAgainPage());
    throw error;
  }
}

function goTo(reply: FastifyReply, address: string): string {
  reply.status(303).header('location', address);
  return '';
}

function show(reply: FastifyReply, status: number, page: string): string {
  reply.status(status).type('text/html; charset=utf-8');
  return page;
}
