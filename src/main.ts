import { progressDisplay } from './cli/progress.js';
import { readSettings, type Settings, SettingsInvalid } from './config/settings.js';
import type { OpenDatabase } from './platform/database/embedded-postgres.js';
import { clockOf } from './platform/clock/demo-clock.js';
import { DatabaseUnavailable } from './platform/database/postgres-cluster.js';
import { prepareDatabase } from './platform/database/prepare-database.js';
import { queues } from './platform/jobs/queues.js';
import { demandFreePorts, PortInUse } from './ports.js';
import { type Stopping, untilStopped } from './stopping.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm start`: serve and worker in one process, with the demonstration around them unless settings say otherwise. */
export async function run(): Promise<void> {
  const stopping = untilStopped();
  try {
    const settings = readSettings();
    await demandFreePorts(settings);
    const database = await prepareDatabase(settings, { queues, log: say });
    stopping.later(() => database.release());
    if (database.note) say(database.note);
    const lines = settings.demo ? await demonstrate(settings, database, stopping) : [];
    await serve(settings, database, stopping);
    say([`Open ${settings.publicUrl}`, ...lines].join('\n'));
  } catch (error) {
    // An expected failure is told in words, without a stack.
    const expected = error instanceof SettingsInvalid || error instanceof DatabaseUnavailable || error instanceof PortInUse;
    // Stopped by a person while the story was told: the next start begins it again.
    if ((error as Error).name !== 'AbortError') process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`);
    await stopping.now(1);
  }
}

async function demonstrate(settings: Settings, database: OpenDatabase, stopping: Stopping): Promise<readonly string[]> {
  const { startDemo } = await import('./demo/demo.js');
  const progress = progressDisplay('Telling the demo story');
  const cutOff = new AbortController();
  const starting = startDemo(settings, database, { say, telling: progress.update, signal: cutOff.signal }).finally(progress.stop);
  stopping.later(async () => {
    cutOff.abort();
    await starting.then((demo) => demo.stop(), () => undefined);
  });
  return (await starting).lines;
}

async function serve(settings: Settings, database: OpenDatabase, stopping: Stopping): Promise<void> {
  const [{ createServer }, { startWork }] = await Promise.all([import('./server.js'), import('./worker.js')]);
  const server = await createServer(settings, database.appUrl, { clock: clockOf(settings) });
  stopping.later(() => server.close());
  if (settings.demo) {
    const { openDesk, openSignIn } = await import('./demo/demo.js');
    await openSignIn(server, settings, database);
    const desk = await openDesk(server, settings, database);
    if (desk !== null) {
      stopping.later(() => desk.stop());
      say(`Let the demonstration’s days pass, or play one case from beginning to end: ${desk.url}`);
    }
  }
  await startWork(server);
  // The demo lets anybody be anybody, so only this machine may ask it.
  await server.listen(settings.port, settings.demo ? 'localhost' : '::');
}
