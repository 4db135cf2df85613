import type { INestApplicationContext } from '@nestjs/common';
import { readSettings, SettingsInvalid } from './config/settings.js';
import { ActionDigest } from './domain/actions/action-digest.js';
import { DeadlineReminders } from './domain/dossiers/deadline-reminders.js';
import { DatabaseUnavailable } from './platform/database/postgres-cluster.js';
import { clockOf } from './platform/clock/demo-clock.js';
import { prepareDatabase } from './platform/database/prepare-database.js';
import { Sealer } from './platform/audit/sealer.js';
import { Drafts } from './platform/drafts/drafts.js';
import { Jobs } from './platform/jobs/jobs.service.js';
import { queues } from './platform/jobs/queues.js';
import { DeadlineSweeper } from './platform/workflow/deadline-sweeper.js';
import { untilStopped } from './stopping.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Takes jobs, sweeps deadlines and seals the trail until the application closes. */
export async function startWork(app: INestApplicationContext): Promise<void> {
  const sweeper = app.get(DeadlineSweeper, { strict: false });
  const sealer = app.get(Sealer, { strict: false });
  const reminders = app.get(DeadlineReminders, { strict: false });
  const digest = app.get(ActionDigest, { strict: false });
  const drafts = app.get(Drafts, { strict: false });
  const morning = async (): Promise<void> => {
    await drafts.sweep();
    await reminders.remind();
    await digest.send();
  };
  await app.get(Jobs, { strict: false }).work({ deadlines: () => sweeper.sweep(), seals: () => sealer.seal(), reminders: morning });
}

/** `npm run worker`: jobs, deadlines and seals alone, beside any number of others on the same database. */
export async function run(): Promise<void> {
  const stopping = untilStopped();
  try {
    const settings = readSettings();
    const database = await prepareDatabase(settings, { queues, log: say });
    stopping.later(() => database.release());
    if (database.note) say(database.note);
    const [{ NestFactory }, { AppModule }, { Logger }] = await Promise.all([import('@nestjs/core'), import('./app.module.js'), import('nestjs-pino')]);
    const app = await NestFactory.createApplicationContext(AppModule.with(settings, database.appUrl, clockOf(settings)), { bufferLogs: true, abortOnError: false });
    app.useLogger(app.get(Logger));
    stopping.later(() => app.close());
    await startWork(app);
    say('Working: jobs, deadlines and seals. Ctrl-C stops it.');
  } catch (error) {
    const expected = error instanceof SettingsInvalid || error instanceof DatabaseUnavailable;
    process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`);
    await stopping.now(1);
  }
}
