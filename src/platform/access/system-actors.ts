import { Injectable } from '@nestjs/common';
import type { Actor } from './actor.js';
import { newId } from '../database/ids.js';
import { ReadUnit, statement } from '../database/read-unit.js';

/** The work a council's system memberships do without a person (design.md 6). */
export const systemWork = ['deadlines', 'mail', 'import', 'letters', 'reports', 'sources', 'records'] as const;
export type SystemWork = (typeof systemWork)[number];

const membership = statement(`
  select json_build_object('membershipId', m.id, 'councilName', c.name) as result
  from memberships m join councils c on c.id = m.council_id
  where m.role = 'system' and m.job_title = $1`);

/** Finds the named system membership of a council, as an Actor with a fresh correlation id. */
@Injectable()
export class SystemActors {
  constructor(private readonly reads: ReadUnit) {}

  /** @throws Error when the council has no such membership: it was not created through CouncilsService. */
  async of(councilId: string, work: SystemWork): Promise<Actor> {
    const found = await this.reads.one<{ membershipId: string; councilName: string }>(nobodyIn(councilId), membership, [work], null);
    if (found === null) throw new Error(`The council ${councilId} has no system membership "${work}".`);
    return { ...nobodyIn(councilId), ...found, personName: `Automatic: ${work}`, jobTitle: work };
  }
}

/**
 * An actor of the system in a council before its memberships are known: enough for tenancy, and for the one unit that
 * creates a council.
 */
export function nobodyIn(councilId: string): Actor {
  return {
    councilId, councilName: '', membershipId: newId(), personId: null, personName: 'Automatic', agencyId: null, providerId: null,
    role: 'system', seat: null, jobTitle: 'system', grade: 0, delegatedDecisions: [], onBehalfOf: null, correlationId: newId(),
  };
}
