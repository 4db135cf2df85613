import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { tellStory } from '../../src/demo/story/story.js';
import { type DemoMailbox, startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { testSettings } from '../support/house.js';

describe('the demo story', () => {
  let database: TestDatabase;
  let mailbox: DemoMailbox;
  let folder: string;
  let client: Client;
  const count = async (text: string) => Number((await client.query<{ count: string }>(`select count(*) ${text}`)).rows[0]?.count);

  beforeAll(async () => {
    database = await cloneDatabase();
    folder = await mkdtemp(join(tmpdir(), 'story-'));
    mailbox = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir: folder });
    await tellStory({ ...testSettings, smtpUrl: mailbox.smtpUrl }, database.appUrl, Temporal.PlainDate.from('2026-11-22'));
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
  }, 300_000);
  afterAll(async () => {
    await client.end();
    await mailbox.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is told without a refusal, about 120 records of intelligence with it', async () => {
    expect(await count(`from trail where action like 'refused:%'`)).toBe(0);
    expect(await count('from intelligence')).toBeGreaterThan(115);
    expect(await count(`from mail_messages where sent_at is null`)).toBe(0);
  });
});
