import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import underPressure from '@fastify/under-pressure';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { Clock } from './platform/clock/clock.js';
import { SourceKeys } from './domain/intelligence/source-keys.service.js';
import { WorkflowVerification } from './platform/workflow/workflow-verification.js';
import type { Settings } from './config/settings.js';
import { registerSecurityHeaders } from './platform/identity/security-headers.js';
import { registerCsvBodies } from './platform/files/csv-body.hook.js';
import { registerUploads } from './platform/files/uploads.hook.js';
import { RateLimits } from './platform/identity/rate-limits.js';
import { registerIdentity } from './platform/identity/register-identity.js';
import { registerTrustedDocuments } from './platform/graphql/trusted-route.js';

/** Forms carry minutes and summaries; more than this is no form (qualities.md 3.6). */
const bodyLimit = 1_048_576;

/**
 * The application, ready to listen: headers, sign-in, the one door, pages, health. The caller listens and closes.
 * @param appUrl connection of the app role
 * @param clock another than the machine's: tests and the demo's story move theirs
 */
export async function createServer(settings: Settings, appUrl: string, { clock = new Clock() }: { clock?: Clock } = {}): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit, trustProxy: settings.trustedProxies.length > 0 && [...settings.trustedProxies], routerOptions: { maxParamLength: 200 }, requestIdHeader: false });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, appUrl, clock), adapter, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  registerSecurityHeaders(fastify, settings.publicUrl, settings.oidc.issuer);
  // Before sign-in, which asks the database.
  const shedding = settings.shedLoad ? await shedLoad(fastify) : null;
  await registerIdentity(app);
  await registerUploads(fastify, app.get(RateLimits));
  registerCsvBodies(fastify);
  await fastify.register(fastifyStatic, { root: join(import.meta.dirname, '../dist/web/assets'), prefix: '/assets/', maxAge: '1h', decorateReply: false });
  registerTrustedDocuments(app);
  await app.init();
  await app.get(WorkflowVerification).checkStoredStates();
  await app.get(SourceKeys, { strict: false }).begin();
  await fastify.ready();
  shedding?.begin();
  return app;
}

/** What booting took is no overload: shedding begins once two samples have passed after it. */
const settlingMs = 2_000;

/** Answers 503 with Retry-After while the event loop lags over a second (Perf-12), from `begin` on. */
async function shedLoad(fastify: FastifyInstance): Promise<{ begin(): void }> {
  let shedding = false;
  await fastify.register(underPressure, {
    maxEventLoopDelay: 1_000,
    retryAfter: 10,
    exposeStatusRoute: false,
    pressureHandler: (_request, reply) => {
      if (!shedding) return undefined;
      void reply.code(503).header('retry-after', '10');
      // What is returned is sent as the answer; the plugin's types leave that out.
      return 'The service is busy: try again in a few seconds. Nothing was changed.' as unknown as undefined;
    },
  });
  return { begin: () => void setTimeout(() => (shedding = true), settlingMs).unref() };
}
