import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyRecords } from '../../src/cli/verify.command.js';
import { nobodyIn } from '../../src/platform/access/system-actors.js';
import { Sealer } from '../../src/platform/audit/sealer.js';
import { Trail } from '../../src/platform/audit/trail.js';
import { newId } from '../../src/platform/database/ids.js';
import { ReadUnit, statement } from '../../src/platform/database/read-unit.js';
import { WriteUnit } from '../../src/platform/database/write-unit.js';
import { WorkflowCouncils } from '../../src/platform/workflow/workflow-councils.js';
import { openHouse, type House } from '../support/house.js';

const { privateKey } = generateKeyPairSync('ed25519');
const nothing = statement(`select '1'::json as result`);

let folder: string;
let house: House;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seals-'));
  house = await openHouse({ seal: { key: privateKey, keyFile: join(folder, 'none.pem'), file: join(folder, 'seals.jsonl') } });
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

const sealFile = (): string => join(folder, 'seals.jsonl');
const lines = async (): Promise<string[]> => (await readFile(sealFile(), 'utf8')).split('\n').filter((line) => line !== '');
/** Other suites write on the same server: what is sealed waits for the oldest of all its transactions. */
const settled = async (): Promise<void> => {
  const ask = 'select settled_below() > greatest((select max(unit_number) from trail), (select max(unit_number) from reads)) as yes';
  while ((await house.sql<{ yes: boolean }>(ask))[0]?.yes === false);
};
const seal = async (by = house.get(Sealer)): Promise<number> => {
  await settled();
  return by.seal();
};
const change = async (subjectId = newId(), step = 1): Promise<string> => {
  await house.unit.run(house.cast.chair, () => house.get(Trail).record({ subjectKind: 'test', subjectId, action: 'stepTaken', after: { step } }));
  return subjectId;
};
const look = (subjectId = newId()): Promise<unknown> => house.get(ReadUnit).one(house.cast.chair, nothing, [], { operation: 'looked', subjectKind: 'test', subjectId });
const faults = async (options: { seals?: string[]; publicKey?: string[] } = {}): Promise<{ fault: string; where: string }[]> => {
  const found = await verifyRecords(house.app, { key: privateKey, keyFile: '', file: sealFile() }, options);
  return found.map(({ fault, where }) => ({ fault, where }));
};
/** As whoever owns the database and its triggers. */
const tamper = async (table: 'trail' | 'reads' | 'seals', sql: string, values: unknown[] = []): Promise<void> => {
  await house.sql(`alter table ${table} disable trigger user`);
  await house.sql(sql, values);
};
const headsOf = `with recursive chain as (
    select t.*, sha256(convert_to(concat_ws('|', council_id, id, subject_kind, subject_id, action, coalesce(person_id::text, '-'), membership_id, coalesce(on_behalf_of::text, '-'), encode(content_hash, 'hex'), correlation_id, extract(epoch from recorded_at)) || '|1', 'UTF8')) as fresh, ''::bytea as fresh_before
    from trail t where subject_id = $1 and seq = 1
    union all
    select t.*, sha256(c.fresh || convert_to(concat_ws('|', t.council_id, t.id, t.subject_kind, t.subject_id, t.action, coalesce(t.person_id::text, '-'), t.membership_id, coalesce(t.on_behalf_of::text, '-'), encode(t.content_hash, 'hex'), t.correlation_id, extract(epoch from t.recorded_at)) || '|' || t.seq, 'UTF8')), c.fresh
    from trail t join chain c on t.subject_id = c.subject_id and t.seq = c.seq + 1)`;
/** Rows, hashes and head of a subject made anew, so that the chain proves itself. */
const rewrite = async (subjectId: string, step: number): Promise<void> => {
  await tamper('trail', `update trail set content = '{"after": {"step": 9}}', content_hash = sha256(convert_to('{"after": {"step": 9}}'::jsonb::text, 'UTF8')) where subject_id = $1 and seq = $2`, [subjectId, step]);
  await house.sql(`${headsOf} update trail t set hash = c.fresh, previous_hash = c.fresh_before from chain c where t.id = c.id`, [subjectId]);
  await house.sql(`update trail_heads h set hash = t.hash, previous_hash = t.previous_hash from trail t where h.subject_id = $1 and t.subject_id = $1 and t.seq = h.seq`, [subjectId]);
};

describe('Rel-26 sealing', () => {
  it('covers what every council gained, says it once, and proves itself with the public key alone', async () => {
    const other = await house.neighbour();
    await change();
    await look();
    expect(await seal()).toBe(2);
    expect(await seal()).toBe(0);
    await house.unit.run(other, () => house.get(Trail).record({ subjectKind: 'test', subjectId: newId(), action: 'stepTaken' }));
    expect(await seal()).toBe(1);
    expect((await lines()).map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ councilId: house.councilId, number: 1, readCount: 1, previousHash: '' }),
      expect.objectContaining({ councilId: other.councilId, number: 1 }), expect.objectContaining({ councilId: other.councilId, number: 2, headCount: 1, readCount: 0 }),
    ]);
    const publicKey = join(folder, 'public.pem');
    await writeFile(publicKey, createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }));
    expect(await faults({ publicKey: [publicKey], seals: [sealFile()] })).toEqual([]);
    await writeFile(publicKey, generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }));
    expect((await faults({ publicKey: [publicKey] })).every(({ fault }) => fault.startsWith('seal signed by a key we do not have'))).toBe(true);
  });

  it('two sealers at once seal once', async () => {
    const second = new Sealer(house.get(WriteUnit), house.get(WorkflowCouncils), { seal: { key: privateKey, keyFile: '', file: sealFile() } });
    for (let round = 0; round < 5; round += 1) {
      await change();
      await settled();
      await Promise.all([seal(), second.seal(), seal()]);
      await seal();
    }
    expect(await house.sql('select count(*)::int as seals, max(number) as newest from seals')).toEqual([{ seals: 5, newest: 5 }]);
    expect(await lines()).toHaveLength(5);
    expect(await faults()).toEqual([]);
  });

  it('a row that commits late is in the next seal, never behind the edge of one', async () => {
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let written: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (written = resolve));
    const late = house.unit.run(house.cast.chair, async () => {
      await house.unit.query(`insert into reads (council_id, id, membership_id, operation, subject_kind, correlation_id, recorded_at) values ($1, $2, $2, 'late', 'test', $2, $3)`, [house.councilId, newId(), house.unit.at.toString()]);
      written();
      await held;
    });
    await begun;
    await look();
    await house.get(Sealer).seal();
    const before = (await house.sql<{ n: number }>('select coalesce(sum(read_count), 0)::int as n from seals'))[0]?.n;
    commit();
    await late;
    await seal();
    expect(before).toBe(0);
    expect(await house.sql('select sum(read_count)::int as n from seals')).toEqual([{ n: 2 }]);
    expect(await faults()).toEqual([]);
  });

  it('a worker that was stopped catches up, and the file gains every line it lacks', async () => {
    await change();
    await seal();
    const [first = ''] = await lines();
    for (const _ of [1, 2, 3]) {
      await change();
      await seal();
    }
    // As after a crash between commit and file.
    await writeFile(sealFile(), `${first}\n{"torn`);
    expect(await faults()).toEqual([2, 3, 4].map((number) => ({ fault: 'seal missing in the file', where: `seal ${number}, ${sealFile()}` })));
    const fresh = new Sealer(house.get(WriteUnit), house.get(WorkflowCouncils), { seal: { key: privateKey, keyFile: '', file: sealFile() } });
    await change();
    expect(await seal(fresh)).toBe(1);
    expect(await faults()).toEqual([{ fault: 'line that is no seal', where: `line 2 of ${sealFile()}` }]);
  });

  it('goes on where a dump was restored onto a server that counts from lower', async () => {
    const counting = (from: number) => house.sql(`create or replace function unit_base() returns bigint language sql stable as 'select ${from}::bigint'`);
    await counting(1_000_000);
    await change();
    await seal();
    await counting(0);
    await expect(house.get(Sealer).sealCouncil(house.councilId)).rejects.toThrow('run npm run cli -- migrate');
    await house.sql('select rebase_units()');
    await change();
    expect(await seal()).toBe(1);
    await house.sql('select rebase_units()');
    expect(await faults()).toEqual([]);
  });
});

describe('Rel-26 cli verify', () => {
  let subjectId: string;
  let read: string;
  beforeEach(async () => {
    subjectId = await change();
    await change(subjectId, 2);
    read = newId();
    await look(read);
    await look();
    await seal();
    await change();
    await seal();
    expect(await faults()).toEqual([]);
  });

  it('names an altered row, a missing row and a cut tail, each where it is', async () => {
    await tamper('trail', `update trail set action = 'nothingDone' where subject_id = $1 and seq = 2`, [subjectId]);
    expect(await faults()).toEqual([{ fault: 'altered row', where: `test ${subjectId}, row 2` }]);
    await house.sql('delete from trail where subject_id = $1 and seq = 1', [subjectId]);
    expect(await faults()).toContainEqual({ fault: 'missing row', where: `test ${subjectId}, row 2` });
    await house.sql('delete from trail where subject_id = $1', [subjectId]);
    expect(await faults()).toContainEqual({ fault: 'cut tail', where: `test ${subjectId}, row 2` });
  });

  it('names a tail that was cut together with its head', async () => {
    await tamper('trail', 'delete from trail where subject_id = $1 and seq = 2', [subjectId]);
    await house.sql('update trail_heads h set seq = 1, hash = t.hash, previous_hash = t.previous_hash from trail t where h.subject_id = $1 and t.subject_id = $1', [subjectId]);
    expect(await faults()).toEqual([{ fault: 'rewritten chain', where: expect.stringContaining(`test ${subjectId}, row 2, sealed 2026-11-03T10:00:00Z by seal 1`) }]);
  });

  it('names a chain rewritten whole, rows and head', async () => {
    await rewrite(subjectId, 1);
    expect(await faults()).toEqual([{ fault: 'rewritten chain', where: expect.stringContaining(`test ${subjectId}, row 2`) }]);
  });

  it('finds by the file a chain rewritten by somebody who rewrote the seals too', async () => {
    await rewrite(subjectId, 1);
    await tamper('seals', 'delete from seals');
    const forger = generateKeyPairSync('ed25519').privateKey;
    const own = join(folder, 'forged.jsonl');
    expect(await seal(new Sealer(house.get(WriteUnit), house.get(WorkflowCouncils), { seal: { key: forger, keyFile: '', file: own } }))).toBe(1);
    const found = await faults();
    expect(found).toContainEqual({ fault: 'seal of the database is not the one in the file', where: `seal 1, ${sealFile()}` });
    expect(found).toContainEqual({ fault: 'seal missing in the database', where: 'seal 2' });
    expect(found).toContainEqual({ fault: 'rewritten chain', where: expect.stringContaining('by seal 1') });
  });

  it.each([
    ['a removed read record', 'delete from reads where subject_id = $1', 'missing read record', '2 sealed, 1 found'],
    ['an altered read record', 'update reads set person_id = null where subject_id = $1', 'altered read record', '2 sealed, 2 found'],
  ])('names %s', async (_, sql, fault, where) => {
    await tamper('reads', sql, [read]);
    expect(await faults()).toEqual([{ fault, where: expect.stringContaining(where) }]);
  });

  it('names a row put in behind a seal', async () => {
    await tamper('trail', `with old as (select * from trail where subject_id = $1 and seq = 1) insert into trail select council_id, $2::uuid, subject_kind, $2::uuid, seq, action, person_id, membership_id, on_behalf_of, content, content_hash, previous_hash, hash, correlation_id, recorded_at, unit_number from old`, [subjectId, newId()]);
    expect((await faults()).map(({ fault }) => fault)).toEqual(expect.arrayContaining(['row put in later']));
  });

  it.each([
    ['an altered seal', 'update seals set read_count = 1 where number = 1', [/altered seal: seal 1 in the database/]],
    ['a cut table of seals', 'delete from seals where number = 2', [/seal missing in the database: seal 2/]],
    ['a seal taken from the middle', 'delete from seals where number = 1', [/missing seal: before seal 2/, /seal missing in the database: seal 1/]],
  ])('names %s', async (_, sql, expected) => {
    await tamper('seals', sql);
    const found = (await faults()).map(({ fault, where }) => `${fault}: ${where}`);
    for (const one of expected) expect(found).toContainEqual(expect.stringMatching(one));
  });

  it('names lines of the file that were altered, cut or swapped, and a council that is gone', async () => {
    const [first = '', second = ''] = await lines();
    await writeFile(sealFile(), `${first.replace('"readCount":2', '"readCount":3')}\n`);
    expect((await faults()).map(({ fault }) => fault)).toEqual(expect.arrayContaining(['altered seal', 'seal missing in the file']));
    await writeFile(sealFile(), `${second}\n`);
    expect(await faults()).toContainEqual({ fault: 'missing seal', where: expect.stringContaining('before seal 2') });
    await writeFile(sealFile(), `${first}\n${second}\n${first.replaceAll(house.councilId, newId())}\n`);
    expect(await faults()).toContainEqual({ fault: 'council missing in the database', where: 'every seal of it' });
  });

  it('does not seal on where the file knows another story', async () => {
    await tamper('seals', 'delete from seals where number = 2');
    await change();
    expect(await seal()).toBe(0);
    await expect(house.get(Sealer).sealCouncil(house.councilId)).rejects.toThrow('another seal 2 than the database');
  });

  it('still proves the chain of a content that was blanked, and says which was', async () => {
    await tamper('trail', 'update trail set content = null where subject_id = $1 and seq = 1', [subjectId]);
    expect(await faults()).toEqual([{ fault: 'blanked content', where: expect.stringContaining(`${subjectId}, row 1`) }]);
  });
});

it('trail, reads, transitions and seals are append-only: the app role may neither change nor remove, and the owner is refused by triggers', async () => {
  for (const table of ['trail', 'reads', 'transitions', 'seals']) {
    await house.unit.run(nobodyIn(house.councilId), async () => {
      const [may] = await house.unit.query(`select has_table_privilege('${table}', 'update') u, has_table_privilege('${table}', 'delete') d, has_table_privilege('${table}', 'truncate') t`);
      expect([table, may]).toEqual([table, { u: false, d: false, t: false }]);
    });
    const triggers = (await house.sql<{ def: string }>('select pg_get_triggerdef(oid) as def from pg_trigger where tgrelid = $1::regclass and not tgisinternal', [table])).map(({ def }) => def).join();
    expect([table, triggers]).toEqual([table, expect.stringMatching(/BEFORE (DELETE OR UPDATE|UPDATE OR DELETE)/)]);
    await expect(house.sql(`truncate ${table} cascade`)).rejects.toThrow('are never changed');
  }
});
