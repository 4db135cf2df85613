import { faultOf, type StoredCase } from '../../src/platform/workflow/replay.js';
import { WorkflowRegistry } from '../../src/platform/workflow/workflow-registry.js';
import type { House } from './house.js';

/** What does not fit between a case and its log, in words; undefined where the log rebuilds it. */
export async function replayOf(house: House, id: string): Promise<string | undefined> {
  const [row] = await house.sql<{ stored: StoredCase }>(`select json_build_object('id', w.id, 'machine', w.machine, 'machineVersion', w.machine_version, 'state', w.state, 'context', w.context, 'version', w.version,
    'log', (select json_agg(json_build_object('seq', t.seq, 'machineVersion', t.machine_version, 'fromState', t.from_state, 'event', t.event, 'facts', t.facts, 'toState', t.to_state) order by t.seq) from transitions t where t.workflow_id = w.id)) as stored from workflows w where w.id = $1`, [id]);
  return row === undefined ? 'there is none' : faultOf(row.stored, (version) => house.get(WorkflowRegistry).findVersion(row.stored.machine, version));
}
