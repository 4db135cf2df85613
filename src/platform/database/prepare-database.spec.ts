import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import type { DatabaseSettings } from '../../config/settings.js';
import { queues } from '../jobs/queues.js';
import { prepareDatabase } from './prepare-database.js';
import { resetDatabase } from './reset-database.js';

const options = { queues, log: () => undefined };
const settings = (given: Partial<DatabaseSettings>): DatabaseSettings => ({ env: 'test', dataDir: '/nowhere', logLevel: 'silent', ...given });

describe('a provided database', () => {
  let database: TestDatabase;
  let given: DatabaseSettings;

  beforeAll(async () => {
    database = await cloneDatabase();
    given = settings({ databaseUrl: database.appUrl, databaseOwnerUrl: database.ownerUrl });
  });
  afterAll(() => database.drop());

  it('is migrated by its owner, or found migrated where only the app role is known', async () => {
    await expect(prepareDatabase(given, options)).resolves.toMatchObject({ appUrl: database.appUrl });
    await expect(prepareDatabase(settings({ databaseUrl: database.appUrl }), options)).resolves.toMatchObject({ ownerUrl: null });
  });

  it('is not served from as its owner', async () => {
    await expect(prepareDatabase(settings({ databaseUrl: database.ownerUrl }), options)).rejects.toThrow('does not run as mpc_owner');
  });

  it('that is down or shuts us out says so in one line', async () => {
    const wrong = new URL(database.appUrl);
    wrong.password = 'wrong';
    await expect(prepareDatabase(settings({ databaseUrl: 'postgres://app:word@127.0.0.1:1/mpc' }), options)).rejects.toThrow(
      'PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED)',
    );
    await expect(prepareDatabase(settings({ databaseUrl: wrong.href.replace('mpc_app', 'mpc_nobody') }), options)).rejects.toThrow(/does not let us in|does not exist/);
  });

  it('is emptied for the demo only while nobody serves from it, and never in production', async () => {
    await expect(resetDatabase({ ...given, env: 'production' })).rejects.toThrow('not reset');
    await expect(resetDatabase(settings({ databaseUrl: database.appUrl }))).rejects.toThrow('DATABASE_OWNER_URL');
    const service = new Client({ connectionString: database.appUrl });
    await service.connect();
    await expect(resetDatabase(given)).rejects.toThrow('stop it first');
    await service.end();
    await resetDatabase(given);
    const lines: string[] = [];
    await prepareDatabase(given, { queues, log: (line) => lines.push(line) });
    expect(lines[0]).toMatch(/^migrated CreatePlatform/);
  });
});
