import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import { queues } from '../jobs/queues.js';
import { APP_ROLE } from './embedded-postgres.js';
import { APPEND_ONLY_TABLES, demandMigrated, migrate, refuseOwner } from './migrate.js';

describe('migrate', () => {
  let database: TestDatabase;
  let app: Client;

  beforeAll(async () => {
    database = await cloneDatabase();
    app = new Client({ connectionString: database.appUrl });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await database.drop();
  });

  it('has nothing to do the second time', async () => {
    const lines: string[] = [];
    await migrate(database.ownerUrl, APP_ROLE, { queues, log: (line) => lines.push(line) });
    expect(lines).toEqual([]);
    await expect(demandMigrated(database.appUrl)).resolves.toBeUndefined();
  });

  it('waits its turn when two processes begin at once', async () => {
    const turn = () => migrate(database.ownerUrl, APP_ROLE, { queues, log: () => undefined });
    await expect(Promise.all([turn(), turn()])).resolves.toHaveLength(2);
  });

  it('makes the queues, and changes one whose retries changed', async () => {
    const lines: string[] = [];
    const changed = [...queues.map((queue) => ({ ...queue, retryLimit: queue.retryLimit + 1 })), { name: 'another', retryLimit: 1, retryDelay: 5 }];
    await migrate(database.ownerUrl, APP_ROLE, { queues: changed, log: (line) => lines.push(line) });
    expect(lines).toEqual([...queues.map(({ name }) => `changed the queue ${name}`), 'made the queue another']);
  });

  it.each(APPEND_ONLY_TABLES)('lets the app role add to %s and never change or remove', async (table) => {
    const { rows } = await app.query<{ adds: boolean; changes: boolean; removes: boolean; empties: boolean }>(
      `select has_table_privilege($1, 'insert') as adds, has_any_column_privilege($1, 'update') as changes,
              has_table_privilege($1, 'delete') as removes, has_table_privilege($1, 'truncate') as empties`,
      [table],
    );
    expect(rows).toEqual([{ adds: true, changes: false, removes: false, empties: false }]);
    await expect(app.query(`update ${table} set council_id = council_id`)).rejects.toThrow('permission denied');
  });

  it('gives the app role no table to make and no migration to write', async () => {
    await expect(app.query('create table mine (id int)')).rejects.toThrow('permission denied');
    await expect(app.query(`delete from migrations`)).rejects.toThrow('permission denied');
  });

  it('opens the doors to the app role alone', async () => {
    const { rows } = await app.query<{ name: string; open: boolean; everybody: boolean }>(
      `select proname as name, has_function_privilege(oid, 'execute') as open,
              exists (select from aclexplode(proacl) where grantee = 0) as everybody
       from pg_proc where prosecdef and pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype order by proname`,
    );
    expect(rows).toEqual([
      'actors_by_identity', 'answer_proposal', 'appeal_outcome', 'appealable', 'deputising_of', 'end_sign_ins', 'falls_due', 'has_section', 'has_sign_in', 'invitation_by_hash', 'kept_back', 'last_risk', 'made_visits', 'meetings_asked_to', 'memberships_of', 'names_for_redaction', 'open_work_of', 'own_extract', 'panels_on_track', 'person_by_identity', 'person_by_mail', 'purge_subject',
      'record_named', 'records_for_disclosure', 'risks_since', 'said_of_minutes', 'search_hits', 'serves_elsewhere', 'session_by_hash', 'standing_actions', 'take_by_panel',
    ].map((name) => ({ name, open: true, everybody: false })));
  });

  it('gives the app role the queues to work on, without leave to change their schema', async () => {
    await expect(app.query('select name from pgboss.queue')).resolves.toBeDefined();
    await expect(app.query('create table pgboss.mine (id int)')).rejects.toThrow('permission denied');
  });

  // item_exclusions is what the policies of other tables read: a policy of its own would be asked again and again.
  it('every table has forced row-level security, but the one that policies read', async () => {
    const { rows } = await app.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migrations'
       and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(rows).toEqual([{ relname: 'item_exclusions' }]);
  });

  it('the service refuses to run as owner or superuser', async () => {
    await expect(refuseOwner(database.appUrl)).resolves.toBeUndefined();
    await expect(refuseOwner(database.ownerUrl)).rejects.toThrow('which owns the tables');
    await expect(refuseOwner(database.superuserUrl)).rejects.toThrow('does not run as');
  });

  it('raises the views of the council in hand anew after a column came or changed, with what the app role may do', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      await owner.query('alter table seals add column remark text; drop view council.risk_assessments');
      await expect(demandMigrated(database.appUrl)).rejects.toThrow('risk_assessments has no view');
      await migrate(database.ownerUrl, APP_ROLE, { queues, log: () => undefined });
      await expect(demandMigrated(database.appUrl)).resolves.toBeUndefined();
      await expect(app.query('select remark from council.seals')).resolves.toBeDefined();
      await expect(app.query('select id from council.risk_assessments')).resolves.toBeDefined();
      // A view holds its columns fast, so tables change with the views away.
      await expect(owner.query('alter table seals drop column remark')).rejects.toThrow('other objects depend on it');
      await owner.query('select lower_council_views(); alter table seals drop column remark');
      await migrate(database.ownerUrl, APP_ROLE, { queues, log: () => undefined });
    } finally {
      await owner.end();
    }
  });

  it('says what is missing in a database nobody migrated', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('delete from migrations where name = $1', ['CreateDomain20261122070100']);
    await owner.end();
    await expect(demandMigrated(database.appUrl)).rejects.toThrow('lacks CreateDomain20261122070100');
  });
});
