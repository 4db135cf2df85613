import type { OpenDatabase } from '../platform/database/embedded-postgres.js';
import { nobodyIn } from '../platform/access/system-actors.js';
import { Clock } from '../platform/clock/clock.js';
import { newId } from '../platform/database/ids.js';
import { migrate } from '../platform/database/migrate.js';
import { readPool } from '../platform/database/pools.js';
import { DatabaseUnavailable } from '../platform/database/postgres-cluster.js';
import { ReadUnit, statement } from '../platform/database/read-unit.js';
import { emptyDatabase } from '../platform/database/reset-database.js';
import { queues } from '../platform/jobs/queues.js';
import { demoCouncil } from './cast.js';

/** The trail's last line of a story that was told whole. */
export const STORY_TOLD = 'demoStoryTold';

export interface DemoState {
  /** Null before the story has begun. */
  readonly councilId: string | null;
  /** False where telling it was cut off. */
  readonly told: boolean;
  /** Councils that are not the demonstration's. */
  readonly otherCouncils: number;
}

const councils = statement(`
  select json_build_object('councilId', (select id from councils where name = $1), 'otherCouncils', (select count(*)::int from councils where name <> $1)) as result`);
const told = statement(`select to_json(exists (select from trail where subject_kind = 'council' and subject_id = $1 and action = $2)) as result`);

/** How far the story of this database was told. */
export async function demoState({ appUrl }: Pick<OpenDatabase, 'appUrl'>): Promise<DemoState> {
  const pool = readPool(appUrl, 1);
  try {
    const reads = new ReadUnit(pool, new Clock());
    // Councils are a shared table: any actor may look them up.
    const found = await reads.one<Pick<DemoState, 'councilId' | 'otherCouncils'>>(nobodyIn(newId()), councils, [demoCouncil.name], null);
    const { councilId = null, otherCouncils = 0 } = found ?? {};
    const whole = councilId !== null && (await reads.one<boolean>(nobodyIn(councilId), told, [councilId, STORY_TOLD], null)) === true;
    return { councilId, told: whole, otherCouncils };
  } finally {
    await pool.end();
  }
}

/**
 * Takes a story that was cut off half way out of the database, which then is as new.
 * @throws DatabaseUnavailable where that would take somebody's own council with it, or we are not the owner
 */
export async function beginAgain({ ownerUrl, appUrl }: Pick<OpenDatabase, 'ownerUrl' | 'appUrl'>, { otherCouncils }: DemoState, say: (line: string) => void): Promise<void> {
  const cutOff = 'The demo story was cut off half way';
  if (otherCouncils > 0) throw new DatabaseUnavailable(`${cutOff}, and this database holds other councils too: npm run demo:reset removes all of them and begins again.`);
  if (ownerUrl === null) throw new DatabaseUnavailable(`${cutOff}: set DATABASE_OWNER_URL, so that it can begin again.`);
  say(`${cutOff}: it begins again.`);
  const appRole = decodeURIComponent(new URL(appUrl).username);
  await emptyDatabase(ownerUrl, appRole);
  await migrate(ownerUrl, appRole, { queues, log: say });
}
