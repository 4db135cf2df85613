import pg from 'pg';
import type { Actor } from '../access/actor.js';

/**
 * BEGIN and "who is asking" in one round trip: row-level policies read these settings, which end with the transaction.
 * It is one text of two statements, so the values are literals; `escapeLiteral` makes them safe.
 * `today` is the day in London, as 2026-11-22: seats and shares are in force by it, and SQL never asks the time.
 * `at` is the instant of the unit, in ISO 8601: access given for hours ends by it.
 */
export function beginAs(actor: Actor, today: string, at: string): string {
  const settings: Record<string, string | null> = {
    'app.council_id': actor.councilId,
    'app.person_id': actor.personId,
    'app.membership_id': actor.membershipId,
    'app.agency_id': actor.agencyId,
    'app.provider_id': actor.providerId,
    'app.role': actor.role,
    'app.on_behalf_of': actor.onBehalfOf,
    'app.today': today,
    'app.at': at,
  };
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value ?? '')}, true)`);
  return `start transaction; select ${calls.join(', ')}`;
}
