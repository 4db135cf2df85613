import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedPostgres, jobQueues, migrations } from './built.ts';

/** A database of the bench's own, migrated and empty. */
export interface BenchDatabase {
  readonly appUrl: string;
  /** Connects as superuser, for the seed. */
  readonly superuserUrl: string;
  remove(): Promise<void>;
}

// Commits are as durable as in service (fsync on). A checkpoint in the middle of one round and not of its neighbour would be noise.
const flags = ['shared_buffers=256MB', 'max_wal_size=4GB', 'checkpoint_timeout=1h', 'max_connections=60'].flatMap((flag) => ['-c', flag]);

export async function openDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'manage-provider-concerns-bench-'));
  // Another user runs PostgreSQL where we are root.
  chmodSync(folder, 0o711);
  const { openEmbedded, APP_ROLE, DATABASE_NAME } = await embeddedPostgres();
  const server = await openEmbedded(folder, flags);
  const { migrate } = await migrations();
  await migrate(server.ownerUrl, APP_ROLE, { queues: (await jobQueues()).queues, log: () => undefined });
  const superuserUrl = new URL(server.superuserUrl);
  superuserUrl.pathname = `/${DATABASE_NAME}`;
  return {
    appUrl: server.appUrl,
    superuserUrl: superuserUrl.href,
    async remove() {
      await server.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
