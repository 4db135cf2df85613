import { Client } from 'pg';
import { fieldWords, untold } from '../../src/domain/dossiers/trail-fields.words.js';
import { MovingClock } from '../../src/platform/clock/moving-clock.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { createServer } from '../../src/server.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { testSettings } from '../support/house.js';
import { storyDatabase } from '../support/story.js';

/** Names of agencies, panels, services and posts: facts of office, not what somebody wrote about somebody. */
const namesOfOffice: readonly RegExp[] = [/^trail (agency|panel)\w+ \/(before|after)\/name$/, /^trail membershipAdded \/after\/jobTitle$/, /^trail contractsImported .*source$/, /^trail registerImported .*(category|name)$/];

/** camelCase, snake_case, a number of ours, an instant or an id: none of it is a word. */
const codeWord = /\b[a-z]+[A-Z]\w*|\w+_\w+|\b[a-z]\d\d\b|\d{4}-\d\d-\d\d(T[\d:.]+Z)?|[0-9a-f]{8}-[0-9a-f]{4}-\S+/g;

describe('the demo story', () => {
  let database: TestDatabase;
  let client: Client | undefined;
  const count = async (text: string) => Number((await client?.query<{ count: string }>(`select count(*) ${text}`))?.rows[0]?.count);

  beforeAll(async () => {
    database = await cloneDatabase(await storyDatabase());
    client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
  }, 300_000);
  afterAll(async () => {
    await client?.end();
    await database.drop();
  });

  const states = async (machine: string) => Object.fromEntries((await client?.query<{ state: string; n: number }>(
    'select state, count(*)::int n from workflows where machine = $1 group by state', [machine]))?.rows.map(({ state, n }) => [state, n]) ?? []);

  /** Whose trail and which records' histories this role may open. */
  const trailPaths = async (role: 'auditor' | 'chair' | 'administrator'): Promise<string[]> => {
    const ids = async (text: string) => (await client?.query<{ kind: string; id: string }>(text))?.rows ?? [];
    const people = role === 'chair' ? [] : await ids(`select 'people' as kind, person_id as id from memberships where person_id is not null`);
    const records = role === 'administrator' ? [] : await ids(`
      select 'records/service' as kind, service_id as id from stages union select 'records/meeting', id from meetings union select 'records/report', id from reports union select 'records/decision', id from decisions`);
    return ['/trail', ...[...people, ...records].map(({ kind, id }) => `/trail/${kind}/${id}`)];
  };

  it('is told without a refusal, about 120 records of intelligence with it, every mail sent', async () => {
    expect(await count(`from trail where action like 'refused:%'`)).toBe(0);
    expect(await count('from intelligence')).toBeGreaterThan(115);
    expect(await count('from mail_messages where sent_at is null')).toBe(0);
  });

  it('leaves three panels behind it, their minutes out, and the agenda of the next one built', async () => {
    expect(await states('meeting')).toEqual({ circulated: 3, agendaDraft: 2, noted: 1, scheduled: 1 });
    expect(await count(`from agenda_items i join workflows w on w.id = i.meeting_id join meetings m on m.id = i.meeting_id where m.series = 'panel' and w.state = 'agendaDraft' and i.service_id is not null`)).toBeGreaterThan(6);
  });

  it('tells what members propose and say of minutes, a remark of the provider, an initial meeting to come, notes that wait, and questions in writing', async () => {
    expect(await states('writtenProcedure')).toEqual({ notRecommended: 1, open: 1 });
    expect((await client?.query(`select outcome, count(*)::int n from item_proposals group by outcome order by outcome`))?.rows).toEqual([{ outcome: 'accepted', n: 1 }, { outcome: 'declined', n: 1 }, { outcome: null, n: 1 }]);
    expect((await client?.query(`select count(*)::int as all, count(a.comment_id)::int as answered from minute_comments c left join minute_comment_answers a on a.comment_id = c.id`))?.rows).toEqual([{ all: 2, answered: 1 }]);
    expect([await count('from minute_amendments'), await count('from extract_comments')]).toEqual([1, 1]);
    const reasons = (await client?.query<{ words: string }>(`select r ->> 'words' as words from agenda_items i join meetings m on m.id = i.meeting_id join workflows w on w.id = m.id cross join jsonb_array_elements(i.reasons) r where m.series = 'panel' and w.state = 'agendaDraft'`))?.rows.map(({ words }) => words) ?? [];
    expect(reasons.filter((words) => /^Minutes |^Written procedure |^Proposed by /.test(words)).map((words) => words.replaceAll(/(MTG|WPR)-\d{4}-\d+/g, '$1')).toSorted()).toEqual([
      'Minutes MTG: 1 remark of providers on their extracts', 'Minutes MTG: 2 comments on accuracy (1 waits for an answer, 1 taken up); 1 amendment beside them', 'Proposed by Wold Community Health NHS Trust: Three homes of two owners this autumn: it may be one supplier, and no home sees the others.', 'Written procedure WPR to be reported: nothing was recommended',
    ]);
    expect(await count(`from agenda_items i join meetings m on m.id = i.meeting_id where i.presenter_id is not null and m.series = 'panel'`)).toBe(1);
    expect(await count(`from meeting_members mm join meetings m on m.id = mm.meeting_id where m.series = 'initial'`)).toBe(8);
  });

  it('leaves one recommendation for the Assistant Director, with what the provider says beside it', async () => {
    expect(await count(`from recommendations r join workflows w on w.id = r.id where w.state = 'awaitingDecision'`)).toBe(1);
    expect(await count(`from recommendations r join workflows w on w.id = r.id join representations p on p.recommendation_id = r.id join workflows pw on pw.id = p.id
      where w.state = 'awaitingDecision' and pw.state = 'received'`)).toBe(1);
  });

  it('leaves a nursing home restricted, a cap and a voluntary stop lifted, and every letter served', async () => {
    expect(await count(`from restrictions x join workflows w on w.id = x.id where w.state = 'inForce' and x.kind = 'partial' and x.scope->>'covers' = 'nursing'`)).toBe(1);
    expect(await count(`from restrictions x join workflows w on w.id = x.id where w.state = 'lifted'`)).toBe(2);
    // One is with Legal still.
    expect(Object.keys(await states('letter')).toSorted()).toEqual(['legalReview', 'served']);
  });

  it('leaves services at every stage and actions open, overdue, reported and closed', async () => {
    expect(await states('stage')).toEqual({ 'seriousConcerns.initialMeetingDue': 1, enhanced: 3, routine: 1 });
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

  it('is told by the trail in words that people read: no code, id or instant on any page of access history', async () => {
    const server = await createServer(testSettings, database.appUrl, { clock: new MovingClock('2026-11-22T09:30:00Z') });
    const wrong = new Set<string>();
    try {
      for (const role of ['auditor', 'chair', 'administrator'] as const) {
        const actor = (await client?.query<Parameters<Sessions['begin']>[0]>(`select m.person_id as "personId", m.council_id as "councilId", m.id as "membershipId", null as "onBehalfOf" from memberships m where m.role = $1 and m.person_id is not null limit 1`, [role]))?.rows[0];
        if (actor === undefined) throw new Error(`The story has no ${role}.`);
        const cookie = `session=${await server.get(Sessions, { strict: false }).begin(actor, 'page')}`;
        for (const path of await trailPaths(role)) {
          for (let url: string | undefined = path; url !== undefined;) {
            const { body, statusCode }: { body: string; statusCode: number } = await server.inject({ method: 'GET', url, headers: { cookie } });
            expect([url, statusCode]).toEqual([url, 200]);
            const [, table = ''] = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(body) ?? [];
            const shown = table.replaceAll(/<[^>]+>/g, ' ');
            for (const [code] of shown.matchAll(codeWord)) wrong.add(code);
            url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
          }
        }
      }
    } finally {
      await server.close();
    }
    expect([...wrong]).toEqual([]);
  }, 120_000);

  it('has words for every field of its trail, or says that the field is not told', async () => {
    const fields = (await client?.query<{ field: string }>(`select distinct k.field from trail t, jsonb_object_keys(coalesce(t.content -> 'before', '{}') || coalesce(t.content -> 'after', '{}')) k (field)`))?.rows ?? [];
    expect(fields.length).toBeGreaterThan(60);
    expect(fields.map(({ field }) => field).filter((field) => !(field in fieldWords) && !untold.has(field))).toEqual([]);
  });

  it('leaves a service and a record shared with the council that places people there, and a share that has ended (R37)', async () => {
    expect(await count(`from shares where ended_at is null and record_id is null and reason <> ''`)).toBe(1);
    expect(await count(`from shares where ended_at is null and record_id is not null`)).toBe(1);
    expect(await count('from shares where ended_at is not null')).toBe(1);
  });

  it('leaves files released by another officer than who sent them, and one that waits', async () => {
    expect(await count(`from evidence_files where state = 'released' and decided_by <> uploaded_by`)).toBe(3);
    expect(await count(`from evidence_files where state = 'waiting' and audience = 'provider'`)).toBe(1);
  });

  it('leaves somebody who left, with a deputy before and whoever took the work after; an invitation open; and a deputy of today', async () => {
    expect(await count(`from memberships m join deputies d on d.membership_id = m.id join actions a on a.owner_membership_id = m.succeeded_by where m.ended_at is not null and m.succeeded_by = d.deputy_id`)).toBeGreaterThan(0);
    expect(await count(`from invitations where used_at is null and withdrawn_at is null and expires_at > '2026-11-22'`)).toBe(1);
    expect(await count(`from deputies where withdrawn_at is null and valid_from <= '2026-11-22' and valid_to >= '2026-11-22'`)).toBe(1);
  });

  it('leaves a quarterly report', async () => {
    expect(await count('from reports')).toBe(1);
  });
});
