import { nobodyIn } from '../access/system-actors.js';
import { Clock } from '../clock/clock.js';
import { newId } from '../database/ids.js';
import { readPool } from '../database/pools.js';
import { ReadUnit, statement } from '../database/read-unit.js';
import { Accounts } from './accounts.js';
import { IdentityPool } from './identity-pool.js';
import { Sessions } from './sessions.js';

const called = statement('select json_agg(id) as result from people where id = person_by_mail($1) or lower(name) = lower($1)');

/**
 * A bearer token for somebody of the demonstration, so that the API can be tried without a browser.
 * @param person e-mail address, name or subject
 * @returns the token, or in words why there is none
 */
export async function demoToken(appUrl: string, issuer: string, person: string, clock = new Clock()): Promise<{ token: string } | { problem: string }> {
  const pool = new IdentityPool(appUrl);
  const reading = readPool(appUrl, 1);
  try {
    const accounts = new Accounts(pool, clock);
    const bySubject = await accounts.personOf(issuer, person);
    // `people` belongs to no council: any actor may look a name up.
    const found = bySubject !== null ? [bySubject] : await new ReadUnit(reading, clock).one<string[]>(nobodyIn(newId()), called, [person], null);
    const [personId, ...others] = found ?? [];
    if (personId === undefined) return { problem: `Nobody here is called "${person}". Give a name or e-mail address as the sign-in page shows it.` };
    if (others.length > 0) return { problem: `Several people are called "${person}": give the e-mail address.` };
    const [membership] = await accounts.membershipsOf(personId);
    if (membership === undefined) return { problem: `"${person}" has no role in force today.` };
    return { token: await new Sessions(pool, clock).begin(membership, 'token') };
  } finally {
    await Promise.all([pool.onModuleDestroy(), reading.end()]);
  }
}
