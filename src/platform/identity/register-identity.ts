import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ClsService } from 'nestjs-cls';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { AccessTokens } from './access-tokens.js';
import { authentication } from './authentication.hook.js';
import { cookiesFor } from './cookies.js';
import { formGuard } from './form-guard.js';
import { addressLimit, personLimit } from './limits.hook.js';
import { RateLimits } from './rate-limits.js';
import { Sessions } from './sessions.js';

/**
 * Puts limits, cookies, "who is asking" and the check of forms before every route. Call it between
 * `NestFactory.create` and `app.init()`: Fastify applies a hook only to routes registered after it.
 */
export async function registerIdentity(app: NestFastifyApplication): Promise<void> {
  const settings = app.get<Settings>(SETTINGS);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const limits = app.get(RateLimits);
  await fastify.register(cookie, { secret: settings.sessionSecret });
  fastify.decorateRequest('session', null);
  fastify.addHook('onRequest', addressLimit(limits));
  fastify.addHook('onRequest', authentication({
    sessions: app.get(Sessions), accessTokens: app.get(AccessTokens), limits, cookies: cookiesFor(settings.publicUrl), cls: app.get(ClsService),
  }));
  fastify.addHook('onRequest', personLimit(limits));
  fastify.addHook('preHandler', formGuard(settings.publicUrl));
}
