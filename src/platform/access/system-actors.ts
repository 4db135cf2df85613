import { Injectable } from '@nestjs/common';
import { type Procedure, stageNames } from '../../../procedures/index.ts';
import { Clock } from '../clock/clock.js';
import type { Actor } from './actor.js';
import { newId } from '../database/ids.js';
import { ReadUnit, statement } from '../database/read-unit.js';

/** The work a council's system memberships do without a person (design.md 6). */
export const systemWork = ['deadlines', 'mail', 'import', 'letters', 'reports', 'sources', 'records'] as const;
export type SystemWork = (typeof systemWork)[number];

const membership = statement(`
  select json_build_object('membershipId', m.id, 'councilName', c.name, 'stages',
    (select p.content->'stages' from procedures p where p.council_id = c.id and p.effective_from <= $2::date order by p.effective_from desc, p.version desc limit 1)) as result
  from memberships m join councils c on c.id = m.council_id
  where m.role = 'system' and m.job_title = $1`);

/** Finds the named system membership of a council, as an Actor with a fresh correlation id. */
@Injectable()
export class SystemActors {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  /** @throws Error when the council has no such membership: it was not created through CouncilsService. */
  async of(councilId: string, work: SystemWork): Promise<Actor> {
    const found = await this.reads.one<{ membershipId: string; councilName: string; stages: Procedure['stages'] | null }>(nobodyIn(councilId), membership, [work, this.clock.today().toString()], null);
    if (found === null) throw new Error(`The council ${councilId} has no system membership "${work}".`);
    const { stages, ...member } = found;
    return { ...nobodyIn(councilId), ...member, stageNames: stageNames({ stages: stages ?? [] }), personName: `Automatic: ${work}`, jobTitle: work };
  }
}

/**
 * An actor of the system in a council before its memberships are known: enough for tenancy, and for the one unit that
 * creates a council.
 */
export function nobodyIn(councilId: string): Actor {
  return {
    councilId, councilName: '', stageNames: stageNames({}), membershipId: newId(), personId: null, personName: 'Automatic', agencyId: null, providerId: null,
    role: 'system', seat: null, jobTitle: 'system', grade: 0, delegatedDecisions: [], onBehalfOf: null, correlationId: newId(),
  };
}
