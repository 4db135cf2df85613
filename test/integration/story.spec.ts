import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { tellStory } from '../../src/demo/story/story.js';
import { type DemoMailbox, startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { testSettings } from '../support/house.js';

/** Names of agencies, panels, services and posts: facts of office, not what somebody wrote about somebody. */
const namesOfOffice: readonly RegExp[] = [/^trail (agency|panel)\w+ \/after\/name$/, /^trail membershipAdded \/after\/jobTitle$/, /^trail contractsImported .*source$/, /^trail registerImported .*(category|name)$/];

describe('the demo story', () => {
  let database: TestDatabase;
  let mailbox: DemoMailbox;
  let folder: string;
  let client: Client | undefined;
  const count = async (text: string) => Number((await client?.query<{ count: string }>(`select count(*) ${text}`))?.rows[0]?.count);

  beforeAll(async () => {
    database = await cloneDatabase();
    folder = await mkdtemp(join(tmpdir(), 'story-'));
    mailbox = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir: folder });
    await tellStory({ ...testSettings, smtpUrl: mailbox.smtpUrl }, database.appUrl, Temporal.PlainDate.from(process.env['STORY_TOLD_ON'] ?? '2026-11-22'));
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
  }, 300_000);
  afterAll(async () => {
    await client?.end();
    await mailbox.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const states = async (machine: string) => Object.fromEntries((await client?.query<{ state: string; n: number }>(
    'select state, count(*)::int n from workflows where machine = $1 group by state', [machine]))?.rows.map(({ state, n }) => [state, n]) ?? []);

  it('is told without a refusal, about 120 records of intelligence with it, every mail sent', async () => {
    expect(await count(`from trail where action like 'refused:%'`)).toBe(0);
    expect(await count('from intelligence')).toBeGreaterThan(115);
    expect(await count('from mail_messages where sent_at is null')).toBe(0);
  });

  it('leaves three panels behind it, their minutes out, and the agenda of the next one built', async () => {
    expect(await states('meeting')).toEqual({ circulated: 3, agendaDraft: 1 });
    expect(await count(`from agenda_items i join workflows w on w.id = i.meeting_id where w.state = 'agendaDraft' and i.service_id is not null`)).toBeGreaterThan(6);
  });

  it('leaves one recommendation for the Assistant Director, with what the provider says beside it', async () => {
    expect(await count(`from recommendations r join workflows w on w.id = r.id where w.state = 'awaitingDecision'`)).toBe(1);
    expect(await count(`from recommendations r join workflows w on w.id = r.id join representations p on p.recommendation_id = r.id join workflows pw on pw.id = p.id
      where w.state = 'awaitingDecision' and pw.state = 'received'`)).toBe(1);
  });

  it('leaves a nursing home restricted, a cap and a voluntary stop lifted, and every letter served', async () => {
    expect(await count(`from restrictions x join workflows w on w.id = x.id where w.state = 'inForce' and x.kind = 'partial' and x.scope->>'covers' = 'nursing'`)).toBe(1);
    expect(await count(`from restrictions x join workflows w on w.id = x.id where w.state = 'lifted'`)).toBe(2);
    expect(Object.keys(await states('letter'))).toEqual(['served']);
  });

  it('leaves services at every stage and actions open, overdue, reported and closed', async () => {
    expect(await states('stage')).toEqual({ seriousConcerns: 1, enhanced: 3, routine: 1 });
    expect(await states('action')).toMatchObject({ overdue: expect.any(Number), reportedComplete: expect.any(Number), closed: expect.any(Number) });
  });

  it('R25 keeps ids, codes and dates in the trail and the logs of cases, never what somebody wrote', async () => {
    const sentences = await client?.query<{ place: string; path: string; value: string }>(`
      with recursive kept (place, path, value) as (
        select 'trail ' || action, '', content from trail where content is not null
        union all select 'transition ' || machine || ' ' || event, '', facts from transitions
        union all
        select kept.place, kept.path || '/' || coalesce(one.key, ''), one.value from kept, lateral (
          select o.key, o.value from jsonb_each(case jsonb_typeof(kept.value) when 'object' then kept.value else '{}' end) o
          union all select null, a from jsonb_array_elements(case jsonb_typeof(kept.value) when 'array' then kept.value else '[]' end) a) one
      )
      select distinct on (place, path) place, path, value #>> '{}' as value from kept
      where jsonb_typeof(value) = 'string' and value #>> '{}' ~ '[^ ]+ +[^ ]+ +[^ ]+' order by place, path`);
    expect(sentences?.rows.filter(({ place, path }) => !namesOfOffice.some((one) => one.test(`${place} ${path}`)))).toEqual([]);
  });

  it('leaves a quarterly report', async () => {
    expect(await count('from reports')).toBe(1);
  });
});
