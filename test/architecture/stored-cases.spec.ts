import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionMachine } from '../../src/domain/actions/action.machine.js';
import { intelligenceMachine } from '../../src/domain/intelligence/intelligence.machine.js';
import { meetingMachine } from '../../src/domain/meetings/meeting.machine.js';
import { noticeMachine } from '../../src/domain/notices/notice.machine.js';
import { informationRequestMachine } from '../../src/domain/records/information-request.machine.js';
import { representationMachine } from '../../src/domain/representations/representation.machine.js';
import { restrictionMachine } from '../../src/domain/restrictions/restriction.machine.js';
import { decide } from '../../src/platform/workflow/decide.js';
import type { AnyMachine, Machine } from '../../src/platform/workflow/machine.js';
import { faultOf, type StoredCase } from '../../src/platform/workflow/replay.js';
import { stateToday, statesOf } from '../../src/platform/workflow/state-path.js';

const machines: Readonly<Record<string, AnyMachine>> = Object.fromEntries(
  [actionMachine, intelligenceMachine, meetingMachine, noticeMachine, informationRequestMachine, representationMachine, restrictionMachine].map((machine) => [machine.name, machine as AnyMachine]));

/** Cases as each earlier version wrote them, with its log and the step it allowed next: taken from the machine as it was then. */
interface Kept extends Omit<StoredCase, 'id' | 'version'> {
  readonly next: { readonly event: string; readonly facts: object; readonly to: string };
}
const kept = JSON.parse(readFileSync(join(import.meta.dirname, '../support/stored-cases.json'), 'utf8')) as Kept[];

describe.each(kept)('a case of $machine that version $machineVersion stored', ({ next, ...one }) => {
  const machine = machines[one.machine];
  if (machine === undefined) throw new Error(`There is no machine ${one.machine}.`);
  const stored: StoredCase = { ...one, id: 'stored', version: one.log.length };
  const state = stateToday(machine, one.machineVersion, one.state);

  it('stands in a state of today, and its log rebuilds it', () => {
    expect(one.machineVersion).toBeLessThan(machine.version);
    expect(statesOf(machine)).toContain(state);
    expect(faultOf(stored, () => machine)).toBeUndefined();
  });

  it('takes the step that came next, and its log goes on', () => {
    const outcome = decide(machine as Machine, { state, context: one.context }, { type: next.event, facts: next.facts });
    expect(outcome).toMatchObject({ kind: 'moved', to: stateToday(machine, one.machineVersion, next.to) });
    if (outcome.kind !== 'moved') return;
    const step = { seq: one.log.length + 1, machineVersion: machine.version, fromState: state, event: next.event, facts: next.facts, toState: outcome.to };
    expect(faultOf({ ...stored, state: outcome.to, context: JSON.parse(JSON.stringify(outcome.context)) as object, machineVersion: machine.version, version: step.seq, log: [...one.log, step] }, () => machine)).toBeUndefined();
  });
});
