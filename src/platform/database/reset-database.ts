import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg, { escapeIdentifier } from 'pg';
import type { DatabaseSettings } from '../../config/settings.js';
import { removeEmbedded } from './embedded-postgres.js';
import { DatabaseUnavailable } from './postgres-cluster.js';

/**
 * Empties the database, so that the next start tells the demo story from the beginning.
 * @throws DatabaseUnavailable in production, and while a service runs on it
 */
export async function resetDatabase(settings: DatabaseSettings): Promise<void> {
  if (settings.env === 'production') throw new DatabaseUnavailable('A production database is not reset: NODE_ENV is production.');
  // The seals of what is emptied would count as a council gone missing.
  await rm(join(settings.dataDir, 'seals.jsonl'), { force: true });
  if (!settings.databaseUrl) return removeEmbedded(settings.dataDir);
  if (!settings.databaseOwnerUrl) throw new DatabaseUnavailable('Only the owner may empty this database: set DATABASE_OWNER_URL.');
  await emptyDatabase(settings.databaseOwnerUrl, decodeURIComponent(new URL(settings.databaseUrl).username));
}

/**
 * Drops everything in the database; migrate makes it anew.
 * @throws DatabaseUnavailable while somebody works on it
 */
export async function emptyDatabase(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const users = await client.query('select from pg_stat_activity where datname = current_database() and usename = $1', [appRole]);
    if (users.rowCount) throw new DatabaseUnavailable('The service is running on this database: stop it first.');
    // pg_database_owner owns public on PostgreSQL 15 and newer, so the database's owner may drop and remake it.
    await client.query(`
      drop schema if exists pgboss cascade;
      drop schema if exists council cascade;
      drop schema public cascade;
      create schema public;
      grant usage on schema public to ${escapeIdentifier(appRole)}`);
  } finally {
    await client.end();
  }
}
