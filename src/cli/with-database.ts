import { readDatabaseSettings } from '../config/settings.js';
import type { OpenDatabase } from '../platform/database/embedded-postgres.js';
import { prepareDatabase } from '../platform/database/prepare-database.js';
import { queues } from '../platform/jobs/queues.js';
import { say } from './command.js';

const INTERRUPTED = 130;

/**
 * Runs a command's work on the migrated database: beside a running service, or on a server started for it and stopped after.
 * Interrupted, it gives the server back before it ends; what was committed stays.
 */
export async function withDatabase<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await prepareDatabase(readDatabaseSettings(), { queues, log: say });
  if (database.note) say(database.note);
  const interrupted = () => void database.release().finally(() => process.exit(INTERRUPTED));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work(database);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await database.release();
  }
}
