import { Body, Controller, Logger, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BackChannel, LogoutTokenRefused } from './back-channel.js';
import { RateLimits } from './rate-limits.js';
import { IdentityProviderUnavailable } from './relying-party.js';

const retryAfterSeconds = 60;

/** Where the identity provider ends sign-ins, server to server (OpenID Connect Back-Channel Logout 1.0). */
@Controller()
export class BackChannelController {
  private readonly log = new Logger(BackChannelController.name);

  constructor(
    private readonly backChannel: BackChannel,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Good tokens are taken however many come from the provider's one address: it may sign out a whole council. Each refused one
   * counts as a step of signing in.
   */
  @Post('sign-in/back-channel')
  async signOut(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object | string> {
    try {
      await this.backChannel.signOut((body as { logout_token?: unknown } | null)?.logout_token);
      reply.status(200);
      return '';
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable) return wait(reply, 503, 'temporarily_unavailable', retryAfterSeconds);
      if (!(error instanceof LogoutTokenRefused)) throw error;
      this.log.warn(`A logout token was refused: it ${error.message}`);
      const seconds = await this.limits.ofSignIn(request.ip);
      if (seconds !== null) return wait(reply, 429, 'slow_down', seconds);
      reply.status(400);
      return { error: 'invalid_request' };
    }
  }
}

function wait(reply: FastifyReply, status: 429 | 503, error: string, seconds: number): object {
  reply.status(status).header('retry-after', String(seconds));
  return { error };
}
