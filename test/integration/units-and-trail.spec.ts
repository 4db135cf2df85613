import { setTimeout } from 'node:timers/promises';
import { SystemActors } from '../../src/platform/access/system-actors.js';
import { Trail } from '../../src/platform/audit/trail.js';
import { verifyTrail } from '../../src/platform/audit/verify-trail.js';
import { newId } from '../../src/platform/database/ids.js';
import { ReadUnit, statement } from '../../src/platform/database/read-unit.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { openHouse, type House } from '../support/house.js';

describe('units of work', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const counts = async (): Promise<Record<string, unknown> | undefined> => (await house.sql(`
    select (select count(*) from agencies) agencies, (select count(*) from trail) trail, (select count(*) from pgboss.job) jobs, (select count(*) from reference_counters) counters`))[0];

  it('a write outside a unit throws', () => {
    expect(() => house.unit.manager).toThrow('A write outside a unit of work');
  });

  it('a unit that fails leaves no row, no trail, no job and no number used', async () => {
    house.get(Jobs).subscribe('tried', `test.tried.${newId()}`, async () => undefined);
    const before = await counts();
    await expect(house.unit.run(house.cast.chair, async () => {
      await house.unit.query(`insert into agencies (id, created_at) values ($1, $2)`, [newId(), house.unit.at.toString()]);
      await house.get(Trail).record({ subjectKind: 'test', subjectId: newId(), action: 'tried' });
      await house.get(Jobs).publish('tried', {});
      await house.unit.reference('TRY');
      throw new Error('on purpose');
    })).rejects.toThrow('on purpose');
    expect(await counts()).toEqual(before);
  });

  it('a commit that the database turned into a rollback is an error, not a success', async () => {
    await expect(house.unit.run(house.cast.chair, async () => {
      await house.unit.query('select 1 / 0').catch(() => undefined);
    })).rejects.toThrow('rolled back');
  });

  it('a deadlock is tried again from the start, and both units end well', async () => {
    const [a, b] = [newId(), newId()];
    for (const id of [a, b]) await house.sql(`insert into agencies (id, created_at) values ($1, '2026-01-01')`, [id]);
    let met = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (open = resolve));
    const change = (first: string, second: string): Promise<void> => house.unit.run(house.cast.chair, async () => {
      await house.unit.query(`update agencies set version = version + 1 where id = $1`, [first]);
      met += 1;
      if (met === 2) open();
      await both;
      await house.unit.query(`update agencies set version = version + 1 where id = $1`, [second]);
    });
    await Promise.all([change(a, b), change(b, a)]);
    // The one that lost may lose again before it wins.
    expect(met).toBeGreaterThanOrEqual(3);
  });

  it('references of a council and year have no gaps and no doubles, also at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => house.unit.run(house.cast.chair, () => house.unit.reference('SEQ'))));
    expect(made.sort()).toEqual(Array.from({ length: 8 }, (_, index) => `SEQ-2026-0000${index + 1}`));
  });

  it('a consequence happens once, however often it is delivered', async () => {
    const done: string[] = [];
    const subscriber = `test.once.${newId()}`;
    house.get(Jobs).subscribe('happened', subscriber, async ({ eventId }) => void done.push(eventId));
    await house.unit.run(house.cast.chair, () => house.get(Jobs).publish('happened', {}));
    await house.drain();
    await house.sql(`update pgboss.job set state = 'created' where data ->> 'subscriber' = $1`, [subscriber]);
    await house.drain();
    expect(done).toHaveLength(1);
  });

  it('a job that fails leaves its kind with the queue, never its text, whether drained or worked', async () => {
    const canary = 'Zebedee Quagmire <z.quagmire@example.org>';
    const fault = (): Error => Object.assign(new TypeError(`No mail to\n${canary}`), { code: 'EENVELOPE', response: canary, cause: new Error(canary) });
    let tried = 0;
    house.get(Jobs).subscribe('failing', `test.failing.${newId()}`, async () => {
      tried += 1;
      throw fault();
    });
    const publish = () => house.unit.run(house.cast.chair, () => house.get(Jobs).publish('failing', {}));
    const failed = (kind: string) => house.sql(`select id from pgboss.job where output ->> 'message' = $1`, [kind]);
    await publish();
    await house.drain();
    expect(await failed('TypeError EENVELOPE')).toHaveLength(1);
    const due = async (): Promise<never> => {
      throw fault();
    };
    await house.get(Jobs).work({ deadlines: due, seals: due, reminders: due });
    await publish();
    for (let waited = 0; waited < 100 && (await failed('TypeError EENVELOPE')).length < 2; waited += 1) await setTimeout(100);
    expect(tried).toBe(2);
    expect(await failed('TypeError EENVELOPE')).toHaveLength(2);
    for (const { table } of await house.sql<{ table: string }>(`select format('pgboss.%I', tablename) as table from pg_tables where schemaname = 'pgboss'`)) {
      expect(await house.sql(`select t::text from ${table} t where t::text ~ 'Quagmire|units-and-trail'`)).toEqual([]);
    }
  }, 20_000);

  it('a read whose record cannot be written is not answered (Sec-3)', async () => {
    await house.sql('revoke insert on reads from mpc_app');
    try {
      const read = house.get(ReadUnit).one(house.cast.chair, statement('select json_build_object() as result'), [], { operation: 'test', subjectKind: 'service' });
      await expect(read).rejects.toThrow('permission denied');
    } finally {
      await house.sql('grant insert on reads to mpc_app');
    }
    expect(await house.get(ReadUnit).one(house.cast.chair, statement(`select '1'::json as result`), [], null)).toBe(1);
  });
});

describe('Rel-26 the trail proves itself', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const recorded = async (): Promise<string> => {
    const subjectId = newId();
    for (const step of [1, 2, 3]) await house.unit.run(house.cast.chair, () => house.get(Trail).record({ subjectKind: 'test', subjectId, action: 'stepTaken', after: { step } }));
    return subjectId;
  };
  const faults = async (): Promise<object[]> => (await verifyTrail(house.get(ReadUnit), await house.get(SystemActors).of(house.councilId, 'deadlines'))).faults;
  const tamper = async (sql: string, id: string): Promise<void> => {
    await house.sql('alter table trail disable trigger trail_append_only');
    await house.sql(sql, [id]);
  };

  it('holds while nothing is touched', async () => {
    await recorded();
    expect(await faults()).toEqual([]);
  });

  it.each([
    ['an altered content', `update trail set content = '{"after": {"step": 9}}' where subject_id = $1 and seq = 2`, [{ seq: 2, fault: 'altered content' }]],
    ['an altered row', `update trail set action = 'nothingDone' where subject_id = $1 and seq = 2`, [{ seq: 2, fault: 'altered row' }]],
    ['a missing row', 'delete from trail where subject_id = $1 and seq = 2', [{ seq: 3, fault: 'missing row' }]],
    ['a cut tail', 'delete from trail where subject_id = $1 and seq = 3', [{ seq: 3, fault: 'cut tail' }]],
    ['a trail that is gone', 'delete from trail where subject_id = $1', [{ seq: 3, fault: 'cut tail' }]],
    ['a cut tail whose head was cut too', 'with cut as (delete from trail where subject_id = $1 and seq = 3 returning subject_id) delete from trail_heads h using cut where h.subject_id = cut.subject_id', [{ seq: 2, fault: 'missing head' }]],
    ['a head that was turned back', 'update trail_heads set seq = 2 where subject_id = $1', [{ seq: 2, fault: 'altered head' }]],
    ['a head of another hash', `update trail_heads set hash = '' where subject_id = $1`, [{ seq: 3, fault: 'altered head' }]],
    ['a chain that was joined anew', `update trail set previous_hash = '' where subject_id = $1 and seq = 3`, [{ seq: 3, fault: 'broken chain' }]],
  ])('finds %s and says where', async (_, sql, expected) => {
    const subjectId = await recorded();
    await tamper(sql, subjectId);
    expect(await faults()).toEqual(expected.map((fault) => ({ subjectKind: 'test', subjectId, ...fault })));
  });

  it('tells a content that was blanked, though the chain covers its hash, and nothing where the trail lists it', async () => {
    const subjectId = await recorded();
    await tamper('update trail set content = null where subject_id = $1 and seq = 2', subjectId);
    expect(await faults()).toEqual([{ subjectKind: 'test', subjectId, seq: 2, fault: 'blanked content' }]);
    await house.unit.run(house.cast.chair, () => house.get(Trail).record({ subjectKind: 'test', subjectId: newId(), action: 'contentBlanked', after: { blanked: [['test', subjectId, 2]] } }));
    expect(await faults()).toEqual([]);
  });
});
