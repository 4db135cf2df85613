import { readSettings, SettingsInvalid } from './config/settings.js';
import { DatabaseUnavailable } from './platform/database/postgres-cluster.js';
import { prepareDatabase } from './platform/database/prepare-database.js';
import { queues } from './platform/jobs/queues.js';
import { demandFreePorts, PortInUse } from './ports.js';
import { untilStopped } from './stopping.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm start`: serve and worker in one process. An expected failure is told in words, without a stack. */
export async function run(): Promise<void> {
  const stopping = untilStopped();
  try {
    const settings = readSettings();
    await demandFreePorts(settings);
    const database = await prepareDatabase(settings, { queues, log: say });
    stopping.later(() => database.release());
    if (database.note) say(database.note);
    const { createServer } = await import('./server.js');
    const server = await createServer(settings, database.appUrl);
    stopping.later(() => server.close());
    // The demo lets anybody be anybody, so only this machine may ask it.
    await server.listen(settings.port, settings.demo ? 'localhost' : '::');
    say(`Open ${settings.publicUrl}`);
  } catch (error) {
    const expected = error instanceof SettingsInvalid || error instanceof DatabaseUnavailable || error instanceof PortInUse;
    process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`);
    await stopping.now(1);
  }
}
