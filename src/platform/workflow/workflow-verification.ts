import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { SystemActors } from '../access/system-actors.js';
import { ReadUnit, statement } from '../database/read-unit.js';
import { faultOf, type StoredCase } from './replay.js';
import { knowsState } from './state-path.js';
import { WorkflowCouncils } from './workflow-councils.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** A case whose log does not rebuild it. */
export interface WorkflowFault {
  readonly workflowId: string;
  readonly machine: string;
  readonly fault: string;
}

const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

const storedCases = statement(`
  select json_agg(json_build_object(
    'id', w.id, 'machine', w.machine, 'machineVersion', w.machine_version, 'state', w.state, 'context', w.context, 'version', w.version,
    'log', (select coalesce(json_agg(json_build_object('seq', t.seq, 'machineVersion', t.machine_version, 'fromState', t.from_state,
              'event', t.event, 'facts', t.facts, 'toState', t.to_state) order by t.seq), '[]')
            from transitions t where t.council_id = w.council_id and t.workflow_id = w.id)) order by w.id) as result
  from (select * from workflows where id > $1 order by id limit $2) w`);

const storedStates = statement(`
  select coalesce(json_agg(json_build_object('machine', machine, 'version', machine_version, 'state', state, 'cases', cases)
                  order by machine, machine_version, state), '[]') as result
  from (select machine, machine_version, state, count(*) as cases from workflows group by 1, 2, 3) found`);

/** Proves stored cases against their machines: every state resolves (at start), every log replays (`cli verify`). */
@Injectable()
export class WorkflowVerification {
  constructor(
    private readonly reads: ReadUnit,
    private readonly registry: WorkflowRegistry,
    private readonly councils: WorkflowCouncils,
    private readonly systemActors: SystemActors,
  ) {}

  /** Replays every case of the actor's council. @returns how many, and each one whose log does not rebuild it. */
  async replayAll(actor: Actor): Promise<{ cases: number; faults: WorkflowFault[] }> {
    const faults: WorkflowFault[] = [];
    let cases = 0;
    for (let after: string | undefined = FIRST; after !== undefined; ) {
      const page: StoredCase[] = (await this.reads.one<StoredCase[]>(actor, storedCases, [after, PAGE], null)) ?? [];
      for (const stored of page) {
        const fault = faultOf(stored, (version) => this.registry.findVersion(stored.machine, version));
        if (fault !== undefined) faults.push({ workflowId: stored.id, machine: stored.machine, fault });
      }
      cases += page.length;
      after = page.at(-1)?.id;
    }
    return { cases, faults };
  }

  /**
   * Serve and worker call this before they take work.
   * @throws Error naming, in one line, every stored machine, version and state the code does not know
   */
  async checkStoredStates(): Promise<void> {
    const unknown: string[] = [];
    for (const councilId of await this.councils.ids()) unknown.push(...(await this.unknownStates(await this.systemActors.of(councilId, 'deadlines'))));
    if (unknown.length > 0) throw new Error(`Cases are stored in states this version does not know: ${unknown.join('; ')}. Start the version that stored them, or name the states in the machine's renames.`);
  }

  private async unknownStates(actor: Actor): Promise<string[]> {
    const found = (await this.reads.one<{ machine: string; version: number; state: string; cases: number }[]>(actor, storedStates, [], null)) ?? [];
    return found.flatMap(({ machine: name, version, state, cases }) => {
      const machine = this.registry.find(name);
      const known = machine !== undefined && knowsState(machine, version, state);
      return known ? [] : [`${name} ${version} "${state}" (${cases} in ${actor.councilName})`];
    });
  }
}
