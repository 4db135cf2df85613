import { Body, Controller, Get, Inject, Logger, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Clock } from '../clock/clock.js';
import { Accounts, type Membership, roleKey } from './accounts.js';
import { cookiesFor, type Cookies } from './cookies.js';
import {
  chooseRolePage, noMembershipPage, notProvedAgainPage, notYourMembershipPage, providerUnavailablePage, signedOutPage, signInAgainPage, startAgainPage, unknownPersonPage,
} from './identity-pages.js';
import { nextPath } from './next-path.js';
import { IdentityProviderUnavailable, RelyingParty, SignInRefused, type SignInFlow } from './relying-party.js';
import { RoleChoice } from './role-choice.js';
import { Sessions, type SignInOrigin } from './sessions.js';
import { takesInvitation } from './vouched.js';

const flowMinutes = 10;

/** A sign-in under way, in a signed cookie: nothing is stored for people who never come back. */
interface StartedFlow extends SignInFlow {
  readonly next: string;
  readonly startedAt: string;
}

/** Signing in and out, and choosing in which role. Its pages are plain ones: nobody is signed in yet, or no longer. */
@Controller()
export class SignInController {
  private readonly log = new Logger(SignInController.name);
  private readonly cookies: Cookies;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly relyingParty: RelyingParty,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly choice: RoleChoice,
    private readonly clock: Clock,
  ) {
    this.cookies = cookiesFor(settings.publicUrl);
  }

  @Get('sign-in')
  async signIn(@Query('next') next: unknown, @Query('again') again: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    try {
      const { url, flow } = await this.relyingParty.begin({ again: again === 'yes' });
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
      const { issuer, subject, providerSession, provedSecondsAgo } = await this.relyingParty.finish(request.url, flow);
      if (takesInvitation(request, reply, this.cookies, { issuer, subject }, this.clock.now())) return goTo(reply, '/invitations/accept');
      const signedInAt = provedSecondsAgo === null ? null : this.clock.now().subtract({ seconds: provedSecondsAgo }).toString();
      const origin = { issuer, providerSession, signedInAt };
      const personId = await this.accounts.personOf(issuer, subject);
      if (personId === null) {
        this.log.warn('Somebody signed in whom nobody has invited');
        return show(reply, 403, unknownPersonPage(subject));
      }
      if (flow.again && (await this.renewSession(request, reply, personId, origin))) return goTo(reply, flow.next);
      const [membership, ...others] = await this.rolesAtSignIn(personId);
      if (membership === undefined) return show(reply, 403, noMembershipPage());
      if (others.length > 0) {
        const value = this.choice.begin({ personId, origin, next: flow.next });
        reply.setCookie(this.cookies.choice, value, { ...this.cookies.options, signed: true, maxAge: flowMinutes * 60 });
        return goTo(reply, '/sign-in/role');
      }
      await this.beginSession(request, reply, membership, origin);
      return goTo(reply, flow.next);
    } catch (error) {
      if (flow.again && error instanceof SignInRefused) return show(reply, 403, notProvedAgainPage());
      return this.explain(reply, error);
    }
  }

  /** Before somebody proves again who they are: why, and that they come back to where they were. */
  @Get('sign-in/again')
  again(@Query('next') next: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    return show(reply, 200, signInAgainPage(nextPath(next)));
  }

  /** Between the identity provider's answer and the session, for whoever has several roles. */
  @Get('sign-in/role')
  async askRole(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const open = this.choice.read(this.choiceCookie(request));
    if (open === null) return show(reply, 400, startAgainPage());
    return show(reply, 200, chooseRolePage(await this.choice.rolesOf(open.personId), this.choice.formToken(open)));
  }

  @Post('sign-in/role')
  async takeRole(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { membershipId, _csrf: token } = (body ?? {}) as { membershipId?: unknown; _csrf?: unknown };
    const open = this.choice.read(this.choiceCookie(request));
    if (open === null || !this.choice.isOurs(open, token)) return show(reply, 400, startAgainPage());
    const chosen = (await this.choice.rolesOf(open.personId)).find((role) => roleKey(role) === membershipId);
    // Ended since the page was made, or not theirs: the page again, as it is now.
    if (chosen === undefined) return goTo(reply, '/sign-in/role');
    reply.clearCookie(this.cookies.choice, this.cookies.options);
    if (!(await this.choice.finish(open))) return show(reply, 400, startAgainPage());
    await this.beginSession(request, reply, chosen, open.origin);
    return goTo(reply, open.next);
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (request.session !== null) await this.sessions.end(request.session);
    return this.leave(reply);
  }

  /** Every browser and API token of this person, from the next request on. */
  @Post('sign-out-everywhere')
  async signOutEverywhere(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const personId = request.session?.actor.personId ?? null;
    if (personId !== null) await this.sessions.endAll(personId);
    this.log.log({ msg: 'signed out everywhere', personId });
    return this.leave(reply);
  }

  private async leave(reply: FastifyReply): Promise<string> {
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
    const own = personId === null ? [] : await this.accounts.rolesOf(personId);
    const chosen = own.find((role) => roleKey(role) === membershipId);
    if (chosen === undefined) return show(reply, 403, notYourMembershipPage());
    const origin = request.session === null ? null : await this.sessions.originOf(request.session);
    await this.beginSession(request, reply, chosen, origin);
    return goTo(reply, '/');
  }

  /** Whoever has one role and stands in for somebody absent begins as deputy; their own role is on the account page. */
  private async rolesAtSignIn(personId: string): Promise<Membership[]> {
    const roles = await this.accounts.rolesOf(personId);
    const automatic = roles.filter((role) => role.automatic === true);
    const own = roles.filter((role) => (role.onBehalfOf ?? null) === null);
    return own.length === 1 && automatic.length === 1 ? automatic : roles;
  }

  /** The secret is always new and the old session ends, so one planted before signing in is worth nothing. */
  private async beginSession(request: FastifyRequest, reply: FastifyReply, membership: Membership, origin: SignInOrigin | null): Promise<void> {
    if (request.session !== null) await this.sessions.end(request.session);
    const secret = await this.sessions.begin(membership, 'page', origin);
    reply.setCookie(this.cookies.session, secret, this.cookies.options);
    this.log.log({ msg: 'signed in', personId: membership.personId, membershipId: membership.membershipId });
  }

  /** @returns false where no session of theirs is open here: somebody else at the same computer signs in as anybody does */
  private async renewSession(request: FastifyRequest, reply: FastifyReply, personId: string, origin: SignInOrigin): Promise<boolean> {
    const { session } = request;
    if (session?.actor.personId !== personId) return false;
    reply.setCookie(this.cookies.session, await this.sessions.renew(session, origin), this.cookies.options);
    this.log.log({ msg: 'signed in again', personId });
    return true;
  }

  private choiceCookie(request: FastifyRequest): string | null {
    const { valid, value } = request.unsignCookie(request.cookies[this.cookies.choice] ?? '');
    return valid ? value : null;
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
