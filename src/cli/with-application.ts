import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import type { Clock } from '../platform/clock/clock.js';
import { withDatabase } from './with-database.js';

/**
 * Runs a command's work inside the application without its listener: beside a running service, or on a database started for
 * it. Faults are logged on stderr; stdout stays the command's.
 */
export async function withApplication<T>(work: (app: INestApplicationContext) => Promise<T>, given?: Settings, clock?: Clock): Promise<T> {
  const [{ NestFactory }, { AppModule }, { readSettings }, { clockOf }] = await Promise.all([
    import('@nestjs/core'), import('../app.module.js'), import('../config/settings.js'), import('../platform/clock/demo-clock.js'),
  ]);
  const settings = given ?? readSettings();
  return withDatabase(async ({ appUrl }) => {
    const app = await NestFactory.createApplicationContext(AppModule.with(settings, appUrl, clock ?? clockOf(settings)), { logger: ['fatal', 'error'], abortOnError: false });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  });
}
