import { Test, type TestingModule } from '@nestjs/testing';
import fc from 'fast-check';
import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../../../test/support/database.js';
import { parcelMachine, type ParcelContext, type ParcelEvents } from '../../../test/support/parcel.machine.js';
import type { Actor } from '../access/actor.js';
import { nobodyIn } from '../access/system-actors.js';
import { ClockModule } from '../clock/clock.module.js';
import { MovingClock } from '../clock/moving-clock.js';
import { DatabaseModule } from '../database/database.module.js';
import { newId } from '../database/ids.js';
import { WriteUnit } from '../database/write-unit.js';
import { NotFound, StaleVersion, TransitionRefused } from '../graphql/refusals.js';
import { Jobs } from '../jobs/jobs.service.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { DeadlineSweeper } from './deadline-sweeper.js';
import { WorkflowRegistry } from './workflow-registry.js';
import { WorkflowRunner } from './workflow-runner.js';
import { WorkflowVerification } from './workflow-verification.js';
import { WorkflowModule } from './workflow.module.js';

let database: TestDatabase;
let superuser: Client;
let house: TestingModule;
let runner: WorkflowRunner;
let unit: WriteUnit;
let actor: Actor;
let neighbour: Actor;
let procedureId: string;
const clock = new MovingClock('2026-11-23T09:00:00Z');
const context: ParcelContext = { weight: null, collectBy: '2026-12-01', reminders: 0 };
const sent: ParcelEvents['SEND'] = { stampGiven: true, addressGiven: true };
const delivered: Record<string, string>[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  house = await Test.createTestingModule({
    imports: [ClockModule.with(clock), DatabaseModule.connect(database.appUrl, []), JobsModule, WorkflowModule],
  }).compile();
  await house.init();
  runner = house.get(WorkflowRunner);
  unit = house.get(WriteUnit);
  house.get(WorkflowRegistry).register(parcelMachine);
  house.get(Jobs).subscribe('parcelSent', 'test.parcelSent', async ({ ids }) => void delivered.push({ ...ids }));
  [actor, procedureId] = await addCouncil('Exampleshire', 'Ruth Adeyemi');
  [neighbour] = await addCouncil('Neighbourshire', 'Tom Fielding');
});

afterAll(async () => {
  await superuser.end();
  await house.close();
  await database.drop();
});

async function addCouncil(name: string, personName: string): Promise<[Actor, string]> {
  const councilId = newId();
  const procedure = newId();
  const at = clock.now().toString();
  await superuser.query('insert into councils (id, name, register_name, created_at) values ($1, $2, $2, $3)', [councilId, name, at]);
  await superuser.query(`insert into procedures (council_id, id, name, version, effective_from, content, recorded_at) values ($1, $2, 'test', 1, '2026-01-01', '{}', $3)`, [councilId, procedure, at]);
  for (const work of ['deadlines', 'letters']) {
    await superuser.query(`insert into memberships (council_id, id, role, job_title, valid_from) values ($1, $2, 'system', $3, '2026-01-01')`, [councilId, newId(), work]);
  }
  const personId = newId();
  const membershipId = newId();
  await superuser.query('insert into people (id, name, created_at) values ($1, $2, $3)', [personId, personName, at]);
  await superuser.query(`insert into memberships (council_id, id, person_id, role, job_title, valid_from) values ($1, $2, $3, 'coordinator', 'Coordinator', '2026-01-01')`, [councilId, membershipId, personId]);
  return [{ ...nobodyIn(councilId), councilName: name, membershipId, personId, personName, role: 'coordinator' }, procedure];
}

const sql = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await superuser.query(text, [...values])).rows as Row[];
const start = (id = newId()) => unit.run(actor, () => runner.start(parcelMachine, { id, procedureId, context }));
const send = <Event extends keyof ParcelEvents & string>(event: Event, id: string, version: number | 'latest', facts: ParcelEvents[Event]) =>
  unit.run(actor, () => runner.send(parcelMachine, event, { id, version, facts }));
const rowCounts = async () => (await sql(`select (select count(*) from workflows) w, (select count(*) from transitions) t, (select count(*) from deadlines) d,
  (select count(*) from trail) r, (select count(*) from pgboss.job) j, (select json_agg(w order by id)::text from workflows w) rows`))[0];
const verify = () => house.get(WorkflowVerification).replayAll(actor);

describe('the runner', () => {
  it('writes a step whole: case, log, trail, deadlines and job', async () => {
    const { id } = await start();
    await send('WEIGH', id, 1, { weight: 2 });
    const after = await send('SEND', id, 2, sent);
    expect(after).toEqual({ id, version: 3, state: 'waiting.atOffice', context: { ...context, weight: 2 } });
    expect(await sql('select state, version, context, changed_by from workflows where id = $1', [id])).toEqual([
      { state: 'waiting.atOffice', version: 3, context: { ...context, weight: 2 }, changed_by: actor.membershipId },
    ]);
    expect(await sql('select seq, from_state, event, to_state, facts from transitions where workflow_id = $1 order by seq', [id])).toEqual([
      { seq: 1, from_state: null, event: 'START', to_state: 'packed', facts: { context } },
      { seq: 2, from_state: 'packed', event: 'WEIGH', to_state: 'packed', facts: { weight: 2 } },
      { seq: 3, from_state: 'packed', event: 'SEND', to_state: 'waiting.atOffice', facts: sent },
    ]);
    expect(await sql('select action from trail where subject_kind = $1 and subject_id = $2 order by seq', ['parcel', id])).toEqual([
      { action: 'START' }, { action: 'WEIGH' }, { action: 'SEND' },
    ]);
    expect(await sql(`select kind, due_on::text, due_at = '2026-12-01T23:59:59.999Z' end_of_day, due_at = '2026-12-01T00:00:00Z' start_of_day from deadlines where workflow_id = $1 order by kind`, [id])).toEqual([
      { kind: 'collection', due_on: '2026-12-01', end_of_day: true, start_of_day: false },
      { kind: 'storage', due_on: '2026-12-01', end_of_day: false, start_of_day: true },
    ]);
    await house.get(Jobs).drain();
    expect(delivered).toContainEqual({ parcelId: id });
  });

  it('a refused event changes no row and names every reason', async () => {
    const { id } = await start();
    const before = await rowCounts();
    const refused = send('SEND', id, 1, { stampGiven: false, addressGiven: false });
    await expect(refused).rejects.toMatchObject({ from: 'packed', event: 'SEND', unmet: [{ requirement: 'hasWeight' }, { requirement: 'hasStamp' }, { requirement: 'hasAddress' }] });
    await expect(send('COLLECT', id, 1, { collectedBy: 'somebody' })).rejects.toBeInstanceOf(TransitionRefused);
    expect(await rowCounts()).toEqual(before);
  });

  it('a unit that fails later leaves no row, no deadline and no job', async () => {
    const { id } = await start();
    await send('WEIGH', id, 1, { weight: 1 });
    const before = await rowCounts();
    const failing = unit.run(actor, async () => {
      await runner.send(parcelMachine, 'SEND', { id, version: 2, facts: sent });
      throw new Error('later');
    });
    await expect(failing).rejects.toThrow('later');
    expect(await rowCounts()).toEqual(before);
  });

  it('of two clients at once one wins, and the other is told who was first', async () => {
    const { id } = await start();
    const outcomes = await Promise.allSettled([send('WEIGH', id, 1, { weight: 1 }), send('WEIGH', id, 1, { weight: 2 })]);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(lost?.reason).toBeInstanceOf(StaleVersion);
    expect(lost?.reason).toMatchObject({ currentVersion: 2, changedBy: 'Ruth Adeyemi', changedAt: '2026-11-23T09:00:00.000Z' });
    expect(await sql('select count(*)::int count from transitions where workflow_id = $1', [id])).toEqual([{ count: 2 }]);
  });

  it('does not find a case of another council, nor one of another machine', async () => {
    const { id } = await start();
    await expect(unit.run(neighbour, () => runner.send(parcelMachine, 'WEIGH', { id, version: 1, facts: { weight: 1 } }))).rejects.toBeInstanceOf(NotFound);
    const letters = { ...parcelMachine, name: 'letter' };
    await expect(unit.run(actor, () => runner.send(letters, 'WEIGH', { id, version: 1, facts: { weight: 1 } }))).rejects.toBeInstanceOf(NotFound);
  });

  it('gathers facts under the lock, from what the case remembers', async () => {
    const { id } = await start();
    await send('WEIGH', id, 1, { weight: 4 });
    const after = await unit.run(actor, () => runner.send(parcelMachine, 'WEIGH', { id, version: 2, facts: (locked) => ({ weight: (locked.context.weight ?? 0) * 2 }) }));
    expect(after.context.weight).toBe(8);
  });

  it('asks two statements a step, beside the trail', async () => {
    const { id } = await start();
    const asked: string[] = [];
    await unit.run(actor, async () => {
      const client = unit.client;
      const query = client.query.bind(client);
      client.query = ((...args: unknown[]) => {
        asked.push(String(args[0]));
        return (query as (...all: unknown[]) => unknown)(...args);
      }) as never;
      try {
        await runner.send(parcelMachine, 'WEIGH', { id, version: 1, facts: { weight: 1 } });
      } finally {
        client.query = query;
      }
    });
    expect(asked.filter((text) => !text.includes('insert into trail '))).toHaveLength(2);
  });
});

describe('deadlines', () => {
  const sweeper = () => house.get(DeadlineSweeper);
  const sentParcel = async (): Promise<string> => {
    const { id } = await start();
    await send('WEIGH', id, 1, { weight: 1 });
    await send('SEND', id, 2, sent);
    return id;
  };
  const deadlines = (id: string) => sql('select kind, withdrawn_at is not null withdrawn, fired_at is not null fired from deadlines where workflow_id = $1 order by kind', [id]);

  it('send their event once the day is over, as the deadlines membership, and happened when they fell due', async () => {
    clock.set('2026-11-23T09:00:00Z');
    const id = await sentParcel();
    clock.set('2026-12-01T23:59:59.998Z');
    expect(await sweeper().sweep()).toBe(0);
    clock.set('2026-12-04T08:00:00Z');
    expect(await sweeper().sweep()).toBeGreaterThanOrEqual(1);
    expect(await sweeper().sweep()).toBe(0);
    expect(await sql(`select t.event, m.job_title, to_char(t.happened_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') happened from transitions t
      join memberships m on m.id = t.membership_id where t.workflow_id = $1 order by t.seq desc limit 1`, [id])).toEqual([
      { event: 'REMIND', job_title: 'deadlines', happened: '2026-12-01 23:59' },
    ]);
    expect(await deadlines(id)).toEqual([{ kind: 'collection', withdrawn: false, fired: true }, { kind: 'storage', withdrawn: false, fired: false }]);
  });

  it('are withdrawn by the step that makes them pointless', async () => {
    clock.set('2026-11-23T09:00:00Z');
    const id = await sentParcel();
    await send('COLLECT', id, 'latest', { collectedBy: 'somebody' });
    expect(await deadlines(id)).toEqual([{ kind: 'collection', withdrawn: true, fired: false }, { kind: 'storage', withdrawn: true, fired: false }]);
    clock.set('2026-12-04T08:00:00Z');
    expect(await sweeper().sweep()).toBe(0);
  });

  it('pass without effect, and on the trail, where their event is no longer possible', async () => {
    clock.set('2026-11-23T09:00:00Z');
    const id = await sentParcel();
    await send('GIVE_UP', id, 'latest', { attempts: 3 });
    expect(await deadlines(id)).toEqual([{ kind: 'collection', withdrawn: false, fired: false }, { kind: 'storage', withdrawn: true, fired: false }]);
    clock.set('2026-12-04T08:00:00Z');
    expect(await sweeper().sweep()).toBe(1);
    expect(await sql('select state from workflows where id = $1', [id])).toEqual([{ state: 'returned' }]);
    expect(await sql('select action from trail where subject_id = $1 order by seq desc limit 1', [id])).toEqual([{ action: 'refused:REMIND' }]);
  });

  it('of a case somebody holds wait for the next sweep, and two sweepers share the work', async () => {
    clock.set('2026-11-23T09:00:00Z');
    const ids = [await sentParcel(), await sentParcel(), await sentParcel()];
    clock.set('2026-12-04T08:00:00Z');
    await superuser.query('begin');
    await superuser.query('select from workflows where id = $1 for update', [ids[0]]);
    const shared = await Promise.all([sweeper().sweep(), sweeper().sweep()]);
    await superuser.query('rollback');
    expect(shared[0] + shared[1]).toBe(2);
    expect(await sweeper().sweep()).toBe(1);
    for (const id of ids) expect(await sql('select count(*)::int count from transitions where workflow_id = $1 and event = $2', [id, 'REMIND'])).toEqual([{ count: 1 }]);
  });
});

describe('the log', () => {
  it('rebuilds every stored snapshot, whatever was sent', async () => {
    const steps: { [Event in keyof ParcelEvents]: ParcelEvents[Event] } = {
      WEIGH: { weight: 1 }, SEND: sent, REMIND: { reminder: 1 }, COLLECT: { collectedBy: 'somebody' }, GIVE_UP: { attempts: 3 },
    };
    const event = fc.constantFrom(...(Object.keys(steps) as (keyof ParcelEvents & string)[]));
    await fc.assert(fc.asyncProperty(fc.array(event, { maxLength: 6 }), async (events) => {
      const { id } = await start();
      for (const name of events) await send(name, id, 'latest', steps[name]).catch((error: unknown) => expect(error).toBeInstanceOf(TransitionRefused));
    }), { numRuns: 15 });
    const { cases, faults } = await verify();
    expect(cases).toBeGreaterThan(15);
    expect(faults).toEqual([]);
  });

  it('betrays a stored state that was altered by hand', async () => {
    const { id } = await start();
    await sql(`update workflows set state = 'collected' where id = $1`, [id]);
    expect((await verify()).faults).toEqual([{ workflowId: id, machine: 'parcel', fault: 'it is stored as "collected", and the log leads to "packed"' }]);
    await sql(`update workflows set state = 'packed' where id = $1`, [id]);
  });

  it('stops the start, in one line, where a stored state is unknown', async () => {
    const verification = house.get(WorkflowVerification);
    await expect(verification.checkStoredStates()).resolves.toBeUndefined();
    const { id } = await start();
    await sql(`update workflows set state = 'mislaid' where id = $1`, [id]);
    await expect(verification.checkStoredStates()).rejects.toThrow('parcel 1 "mislaid" (1 in Exampleshire)');
    await sql(`update workflows set state = 'packed' where id = $1`, [id]);
  });
});
