import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg, { escapeIdentifier } from 'pg';
import { PgBoss } from 'pg-boss';
import { DataSource, type MigrationInterface } from 'typeorm';
import { DatabaseUnavailable } from './postgres-cluster.js';

type MigrationClass = new () => MigrationInterface;

/** Beside src/ and dist/ alike; Node itself runs the TypeScript. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'migrations');
const MIGRATION_FILE = /^\d{14}-[a-z0-9-]+\.ts$/;
/** Any number, as long as every process of this service uses the same: the digits of the first migration. */
const MIGRATION_LOCK = 20261122;
const OLDEST_SERVER = 150_000;

/** Rows that are added and never changed (design.md 6): the app role has neither UPDATE nor DELETE on them. */
export const APPEND_ONLY_TABLES = [
  'trail', 'reads', 'transitions', 'documents', 'agenda_versions', 'minute_amendments', 'recommendations', 'decisions', 'risk_assessments', 'reports', 'report_annexes', 'visit_shares', 'deliveries', 'seals',
  'restriction_disclosures', 'restriction_reviews', 'caveat_changes', 'visit_corrections', 'stage_notes', 'point_answers', 'import_rows', 'contributions', 'provider_runners', 'action_checks', 'action_extensions', 'handling_choices', 'provider_insolvencies',
] as const;

/** The doors that open before an actor exists (design.md 6): they run as the owner, so nobody else may call them. */
const DOORS = [
  'session_by_hash(bytea, timestamptz)', 'person_by_identity(text, text)', 'memberships_of(uuid, date)',
  'actors_by_identity(text, text, date)', 'end_sign_ins(text, text, text, timestamptz)',
  'invitation_by_hash(bytea, timestamptz)', 'deputising_of(uuid, date)', 'serves_elsewhere(uuid)', 'has_sign_in(uuid)', 'open_work_of(uuid)', 'person_by_mail(text)',
  // As somebody, for what their role reads of no table: words for a disclosure set, what falls due, and the one way content leaves (ADR 0018).
  'records_for_disclosure(uuid[], text[], date, date, uuid[])', 'names_for_redaction()', 'record_named(text)', 'falls_due(jsonb, date, uuid)', 'purge_subject(uuid, text, uuid)', 'kept_back()', 'own_extract()',
  // As somebody, for what an act must obey though its words are kept from whoever acts (ADR 0021).
  'standing_actions()', 'last_risk(uuid)', 'made_visits(uuid)', 'risks_since(timestamptz)', 'take_by_panel(uuid, timestamptz)', 'panels_on_track(uuid)', 'answer_proposal(uuid)', 'appealable(uuid)', 'appeal_outcome(uuid)',
  // As somebody, for the index of words: ids alone, which the statement that asks joins to what they may see (ADR 0038).
  'search_hits(text)',
  // As somebody, for how much was said of the minutes that a meeting confirms: counts alone (R21).
  'said_of_minutes(uuid)',
  // As somebody, for the ids of the meetings they are asked to one by one (R37).
  'meetings_asked_to()',
  // As somebody, for whether what was written of an item stands in the minutes, whomever its section is for (R22).
  'has_section(uuid)',
];

/** A queue pg-boss is to have; `retryDelay` in seconds. */
export interface QueueToMake {
  readonly name: string;
  readonly retryLimit: number;
  readonly retryDelay: number;
}

export interface MigrateOptions {
  queues: readonly QueueToMake[];
  /** Takes one line of progress. */
  log: (line: string) => void;
}

/**
 * Brings the schema up to date: our migrations, then pg-boss's schema and queues, then what the app role may do.
 * One process at a time; quick when there is nothing to do.
 * @throws DatabaseUnavailable when the server is older than PostgreSQL 15
 */
export async function migrate(ownerUrl: string, appRole: string, { queues, log }: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await demandServerVersion(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(ownerUrl, log);
    // After a restore the server counts transactions from where it stands, perhaps below what is stored (ADR 0014).
    await client.query('select rebase_units()');
    await prepareQueues(ownerUrl, queues, log);
    await client.query(grants(appRole));
  } finally {
    await client.end();
  }
}

/**
 * For a process that was given no owner: the schema must already be ours.
 * @throws DatabaseUnavailable naming the first migration that is missing
 */
export async function demandMigrated(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    const ran = new Set<string>();
    const exists = await client.query(`select from pg_tables where schemaname = 'public' and tablename = 'migrations'`);
    if (exists.rowCount) {
      for (const { name } of (await client.query<{ name: string }>('select name from migrations')).rows) ran.add(name);
    }
    const missing = (await migrationClasses()).find((migration) => !ran.has(migration.name));
    if (missing) {
      throw new DatabaseUnavailable(`The database lacks ${missing.name}: set DATABASE_OWNER_URL, or run npm run cli -- migrate with it.`);
    }
    // A migration that broke off leaves them lowered, and statements would find the tables instead.
    const bare = await client.query<{ name: string }>(`select name from tables_behind_views() where to_regclass(format('council.%I', name)) is null order by name limit 1`);
    if (bare.rows[0]) throw new DatabaseUnavailable(`The table ${bare.rows[0].name} has no view of its council: set DATABASE_OWNER_URL, or run npm run cli -- migrate with it.`);
  } finally {
    await client.end();
  }
}

/**
 * The service never runs as the owner or above: row-level security would guard nothing.
 * @throws DatabaseUnavailable in one line
 */
export async function refuseOwner(appUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string; above: boolean; owner: boolean }>(`
      select current_user as role, rolsuper or rolbypassrls as above,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and pg_has_role(current_user, c.relowner, 'member')) as owner
      from pg_roles where rolname = current_user`);
    const [found] = rows;
    if (found && (found.above || found.owner)) {
      const reason = found.owner ? 'owns the tables' : 'is a superuser or passes by row-level security';
      throw new DatabaseUnavailable(`The service does not run as ${found.role}, which ${reason}: give DATABASE_URL the app role (npm run cli -- db prepare prints how to make it).`);
    }
  } finally {
    await client.end();
  }
}

async function demandServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; words: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as words`,
  );
  if (Number(rows[0]?.number) < OLDEST_SERVER) {
    throw new DatabaseUnavailable(`PostgreSQL 15 or newer is needed; this server is ${rows[0]?.words}.`);
  }
}

async function migrationClasses(): Promise<MigrationClass[]> {
  const files = readdirSync(FOLDER).filter((file) => MIGRATION_FILE.test(file)).sort();
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(FOLDER, file)).href) as Promise<Record<string, MigrationClass>>),
  );
  return modules.flatMap((module) => Object.values(module));
}

async function runMigrations(url: string, log: MigrateOptions['log']): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations: await migrationClasses(), migrationsTransactionMode: 'each' });
  await source.initialize();
  try {
    const changing = await source.showMigrations();
    // A view would hold back a migration that drops or retypes a column. A service that runs meanwhile falls back on tables and their policies.
    if (changing && (await hasCouncilViews(source))) await source.query('select lower_council_views()');
    for (const { name } of await source.runMigrations()) log(`migrated ${name}`);
  } finally {
    await source.destroy();
  }
}

async function hasCouncilViews(source: DataSource): Promise<boolean> {
  const [found] = await source.query<{ there: boolean }[]>(`select to_regproc('lower_council_views') is not null as there`);
  return found?.there === true;
}

async function prepareQueues(connectionString: string, queues: readonly QueueToMake[], log: MigrateOptions['log']): Promise<void> {
  // Neither supervises nor schedules: it is here only to make the schema.
  const boss = new PgBoss({ connectionString, max: 1, supervise: false, schedule: false });
  const failures: Error[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  try {
    const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
    for (const { name, retryLimit, retryDelay } of queues) {
      const found = existing.get(name);
      if (found?.retryLimit === retryLimit && found.retryDelay === retryDelay) continue;
      if (found) await boss.updateQueue(name, { retryLimit, retryDelay });
      else await boss.createQueue(name, { retryLimit, retryDelay });
      log(`${found ? 'changed' : 'made'} the queue ${name}`);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures[0]) throw failures[0];
}

/** One text, so one transaction: a running service never meets the moment between revoke and grant, or a view without its grant. */
function grants(appRole: string): string {
  const app = escapeIdentifier(appRole);
  const statements = [
    'select raise_council_views()',
    `grant usage on schema public, council, pgboss to ${app}`,
    // The views ask as whoever reads them, so a table's own grants hold beneath; theirs say the same.
    `grant select, insert, update, delete on all tables in schema council to ${app}`,
    `grant select, insert, update, delete on all tables in schema public to ${app}`,
    `revoke update, delete on ${APPEND_ONLY_TABLES.flatMap((table) => [`public.${table}`, `council.${table}`]).join(', ')} from ${app}`,
    `revoke insert, update, delete on migrations from ${app}`,
    `grant select, insert, update, delete on all tables in schema pgboss to ${app}`,
    `grant usage on all sequences in schema pgboss to ${app}`,
    `grant execute on all functions in schema pgboss to ${app}`,
    ...DOORS.flatMap((door) => [`revoke all on function ${door} from public`, `grant execute on function ${door} to ${app}`]),
  ];
  return statements.join(';\n');
}
