import pg from 'pg';
import type { Actor } from '../access/actor.js';

/**
 * BEGIN and "who is asking" in one round trip: row-level policies read these settings, which end with the transaction.
 * It is one text of two statements, so the values are literals; `escapeLiteral` makes them safe.
 */
export function beginAs(actor: Actor): string {
  const settings: Record<string, string | null> = {
    'app.council_id': actor.councilId,
    'app.person_id': actor.personId,
    'app.membership_id': actor.membershipId,
    'app.agency_id': actor.agencyId,
    'app.provider_id': actor.providerId,
    'app.role': actor.role,
  };
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value ?? '')}, true)`);
  return `start transaction; select ${calls.join(', ')}`;
}
