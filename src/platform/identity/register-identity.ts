import cookie from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ClsService } from 'nestjs-cls';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { authentication } from './authentication.hook.js';
import { cookiesFor } from './cookies.js';
import { formGuard } from './form-guard.js';
import { Sessions } from './sessions.js';

/**
 * Puts cookies, "who is asking" and the check of forms before every route. Call it between
 * `NestFactory.create` and `app.init()`: Fastify applies a hook only to routes registered after it.
 */
export async function registerIdentity(app: NestFastifyApplication): Promise<void> {
  const settings = app.get<Settings>(SETTINGS);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await fastify.register(cookie, { secret: settings.sessionSecret });
  fastify.decorateRequest('session', null);
  fastify.addHook('onRequest', authentication(app.get(Sessions), cookiesFor(settings.publicUrl), app.get(ClsService)));
  fastify.addHook('preHandler', formGuard(settings.publicUrl));
}
