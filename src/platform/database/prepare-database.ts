import type { DatabaseSettings } from '../../config/settings.js';
import { openDatabase, type OpenDatabase } from './embedded-postgres.js';
import { demandMigrated, migrate, refuseOwner, type MigrateOptions } from './migrate.js';
import { DatabaseUnavailable } from './postgres-cluster.js';

/**
 * The database opened, migrated (or found migrated, where we are not given its owner) and safe to serve from.
 * Whoever calls this releases it.
 * @throws DatabaseUnavailable in one line that says what to do
 */
export async function prepareDatabase(settings: DatabaseSettings, options: MigrateOptions): Promise<OpenDatabase> {
  const database = await openDatabase(settings);
  try {
    const appRole = decodeURIComponent(new URL(database.appUrl).username);
    if (database.ownerUrl) await migrate(database.ownerUrl, appRole, options);
    else await demandMigrated(database.appUrl);
    await refuseOwner(database.appUrl);
    return database;
  } catch (error) {
    await database.release();
    throw unavailable(error, database) ?? error;
  }
}

/** What a server says when it is not there or does not let us in, in words; null for any other error. */
function unavailable(error: unknown, { ownerUrl, appUrl }: OpenDatabase): DatabaseUnavailable | null {
  const { code, message } = error as NodeJS.ErrnoException;
  const { host } = new URL(ownerUrl ?? appUrl);
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return new DatabaseUnavailable(`PostgreSQL at ${host} does not answer (${code}): start it, or correct DATABASE_URL and DATABASE_OWNER_URL.`);
    case '28P01': // wrong password
    case '28000': // not allowed by pg_hba.conf
    case '3D000': // no such database
      return new DatabaseUnavailable(`PostgreSQL at ${host} does not let us in (${message}): correct DATABASE_URL and DATABASE_OWNER_URL.`);
    default:
      return null;
  }
}
