import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { APP_OPTIONS } from '../../src/platform/database/app-options.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** Tables without row-level security, each with why. */
const open: Readonly<Record<string, string>> = {
  item_exclusions: 'Ids only, and read by other tables’ policies (ADR 0007).',
  migrations: 'TypeORM’s own list of what ran; the app role may only read it.',
};

/** Tables without a view of the council in hand (ADR 0016), each with why. */
const everybodys = 'Shared by councils, and reached through their own memberships and services (walls.spec).';
const ofNobody = 'Counts and hashes of the platform, of no council.';
const withoutView: Readonly<Record<string, string>> = {
  councils: everybodys, people: everybodys, contact_details: everybodys, agencies: everybodys, agency_names: everybodys, agency_kinds: everybodys, agency_successions: everybodys,
  register_providers: everybodys, register_locations: everybodys, register_ratings: everybodys,
  rate_limits: ofNobody, spent_tokens: ofNobody,
  migrations: 'TypeORM’s own list of what ran.',
};

/** Functions that run as their owner, each with why: nobody but the app role may call one, and each has a fixed search path. */
const beforeAnActor = 'A door before an actor exists (design.md 6): it answers about one secret, identity or person alone.';
const keepsIds = 'Keeps a table of ids in step, whoever writes: a trigger, which nobody calls.';
const asOwner: Readonly<Record<string, string>> = {
  session_by_hash: beforeAnActor, person_by_identity: beforeAnActor, memberships_of: beforeAnActor, actors_by_identity: beforeAnActor, end_sign_ins: beforeAnActor,
  invitation_by_hash: beforeAnActor, deputising_of: beforeAnActor,
  serves_elsewhere: 'Whether a person also belongs to another council: yes or no, of rows that no council sees of another.',
  has_sign_in: 'Whether a person can sign in: yes or no, of rows that are that person’s own.',
  person_by_mail: 'Whose mail address this is, as an id, for an administrator who invites: people of another council are seen no other way.',
  address_mail: 'The address of a mail, for whoever causes it and may not read addresses: a trigger, which nobody calls.',
  open_work_of: 'References of what somebody leaves behind, for an administrator, who sees no record of care.',
  cover_added_services: keepsIds, cover_of_panel_changed: keepsIds, cover_of_kind_changed: keepsIds,
  kept_back: 'Ids of cases a policy keeps from the actor: who may not see a row cannot ask for it (ADR 0020).',
  appealable: 'What an appeal against a decision rests on, and whom R11 keeps from hearing it: a provider is answered for its own letters’ decisions alone.',
  appeal_outcome: 'How a provider’s own appeal was answered: it sees no decision.',
  meetings_asked_to: 'Ids of meetings that a partner or CQC member is asked to one by one: who is asked is seen only with the meeting (R37).',
  own_extract: 'Ids of agenda items whose minutes a provider reads: providers see neither agendas nor meetings (ADR 0019).',
  standing_actions: 'How many actions a service has, and when they are due, for acts and agendas that must count them all: no id and no word (ADR 0021).',
  last_risk: 'Number and score of a service’s last risk assessment, for acts that must obey it: no id and no word (ADR 0021).',
  made_visits: 'Kind, day and codes of the visits made at a service, for acts that must count them all: no id and no word (ADR 0021).',
  risks_since: 'How the scores of services moved since a panel, for agendas that must list them all: no id of an assessment and no word (R27, ADR 0021).',
  panels_on_track: 'How many panels in a row found a service on track, for a step down that must count them all: no id and no word (R21).',
  answer_proposal: 'Marks the proposal that waits as answered by a decision of whoever asks, also one they are kept from; it answers nothing (ADR 0021).',
  has_section: 'Whether minutes have a section for an item, whomever it is for: yes or no, for the policy of what was written of it (R22).',
  take_by_panel: 'Marks what was sent to the panel as taken with its item, also what whoever takes it may not read; it answers nothing (ADR 0021).',
  said_of_minutes: 'Counts of what was said of minutes, the same for every member of the meeting that confirms them, also of a section somebody does not see; no word of any (R21).',
  search_hits: 'Ids of rows of the council whose words were searched for: they are joined to what the searcher may see, before anything is counted or shown (ADR 0038).',
  records_for_disclosure: 'Words for a disclosure set, for the records officer, who reads no table of the panel (ADR 0018).',
  names_for_redaction: 'Names of people the council knows, to propose for redaction, for the records officer (ADR 0018).',
  record_named: 'Where a record of a reference is, and no word of it, for whoever sets a hold (ADR 0018).',
  falls_due: 'What the retention schedule says is due, for who previews a purge (ADR 0018).',
  purge_subject: 'The one way content leaves the database (ADR 0018).',
};

const root = join(import.meta.dirname, '../..');
let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
const names = async (sql: string): Promise<string[]> => (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);

describe('Sec-2 row-level security of every table', () => {
  it('is on and forced, save on the tables listed', async () => {
    const without = await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity) order by 1`);
    expect(without).toEqual(Object.keys(open).toSorted());
  });

  it('has a policy for reading and one for adding, and every table of a council asks which council', async () => {
    const bare = await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and not (exists (select from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}' and p.polcmd in ('r', '*'))
           and exists (select from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}' and p.polcmd in ('a', '*'))) order by 1`);
    expect(bare).toEqual([]);
    // People’s own rows and what everybody shares have other rules; a permissive policy of a council table always names the council.
    const careless = await names(`select distinct c.relname || '.' || p.polname as name from pg_policy p join pg_class c on c.oid = p.polrelid
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'council_id' and a.attnotnull
      where p.polroles = '{0}' and p.polpermissive and c.relname <> 'sessions'
        and coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) not like '%council_id = %current_council%' order by 1`);
    expect(careless).toEqual([]);
  });

  it('reads no other table whole: its rows are looked up, or asked for through a function, so that its policies are not planned into every statement (ADR 0019)', async () => {
    const whole = await names(`select tablename || '.' || policyname as name from pg_policies where schemaname = 'public'
      and coalesce(qual, '') || coalesce(with_check, '') ~ 'IN \\( *SELECT \\w+\\.\\w+\\s+FROM \\w+ \\w+(\\)|\\s+UNION)' order by 1`);
    expect(whole).toEqual([]);
  });

  it('lets the owner’s migrations through by name and nobody else', async () => {
    const others = await names(`select c.relname || '.' || p.polname as name from pg_policy p join pg_class c on c.oid = p.polrelid
      where p.polroles <> '{0}' and (p.polname <> 'owner_all' or p.polroles <> array[c.relowner]) order by 1`);
    expect(others).toEqual([]);
  });

  it('is passed by no view: each asks as whoever reads it', async () => {
    const views = await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}') order by 1`);
    expect(views).toEqual([]);
  });

  it('is passed by no function but those listed, each with a fixed search path, called by the app role alone', async () => {
    const { rows } = await client.query<{ name: string; path: boolean; everybody: boolean; trigger: boolean }>(`
      select p.proname as name, coalesce(p.proconfig, '{}') @> '{"search_path=public, pg_temp"}' as path, p.prorettype = 'trigger'::regtype as trigger,
        p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0) as everybody
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(asOwner).toSorted());
    expect(rows.filter(({ path }) => !path)).toEqual([]);
    expect(rows.filter(({ everybody, trigger }) => everybody && !trigger)).toEqual([]);
  });
});

describe('Sec-2 the view of the council in hand before every table (ADR 0016)', () => {
  it('stands before every table but those listed, with exactly the columns of the table', async () => {
    const bare = await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and to_regclass(format('council.%I', c.relname)) is null order by 1`);
    expect(bare).toEqual(Object.keys(withoutView).toSorted());
    const other = await names(`select c.relname as name from pg_class c where c.relnamespace = 'council'::regnamespace and columns_of(c.oid) is distinct from columns_of(to_regclass(format('public.%I', c.relname))) order by 1`);
    expect(other).toEqual([]);
  });

  it('asks as whoever reads, gives rows of the council or the person alone, and takes no others', async () => {
    const { rows } = await client.query<{ name: string; options: string[]; text: string }>(`
      select c.relname as name, c.reloptions as options, pg_get_viewdef(c.oid) as text from pg_class c where c.relnamespace = 'council'::regnamespace`);
    expect(rows.length).toBeGreaterThan(50);
    const personal = ['identities', 'sessions'];
    for (const { name, options, text } of rows) {
      expect([name, options.toSorted()]).toEqual([name, ['check_option=cascaded', 'security_invoker=true']]);
      const [, where] = text.replaceAll(/\s+/g, ' ').split(' WHERE ');
      expect([name, where]).toEqual([name, personal.includes(name) ? '(person_id = ( SELECT current_person() AS current_person));' : '(council_id = ( SELECT current_council() AS current_council));']);
    }
  });

  it('is what every connection of the application finds first, and no statement names the schema of the tables', async () => {
    const app = new Client({ connectionString: database.appUrl, options: APP_OPTIONS });
    await app.connect();
    try {
      const { rows } = await app.query<{ found: string }>(`select n.nspname || '.' || c.relname as found from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = 'intelligence'::regclass`);
      expect(rows).toEqual([{ found: 'council.intelligence' }]);
    } finally {
      await app.end();
    }
    const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.spec.ts'));
    const texts = sources.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
    // pg-boss names its own schema in every statement; migrations, reset and the questions before start are no statements of the service.
    const connects = texts.filter(({ text }) => /new (pg\.)?(Client|Pool|DataSource|PgBoss)\(/.test(text)).map(({ file }) => file);
    expect(connects.toSorted()).toEqual(['src/platform/database/embedded-postgres.ts', 'src/platform/database/migrate.ts', 'src/platform/database/pools.ts', 'src/platform/database/reset-database.ts', 'src/platform/jobs/jobs.service.ts']);
    expect(texts.filter(({ file, text }) => !file.endsWith('reset-database.ts') && /\b(from|join|into|update) public\./i.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
