import { createHash, type KeyObject } from 'node:crypto';
import type { Actor } from '../access/actor.js';
import { type ReadUnit, statement } from '../database/read-unit.js';
import type { SealLine } from './seal-file.js';
import { headsHash, headText, readsHash, sealJson } from './sealed-text.js';
import { faultOf, type Seal } from './seal.js';

/** Something that a seal does not bear out, and where. */
export interface SealFault {
  readonly fault: string;
  readonly where: string;
}
/** A seals file as it was given. */
export interface GivenFile {
  readonly path: string;
  readonly lines: readonly SealLine[];
}
interface Counted {
  readonly number: number;
  readonly headCount: number;
  readonly headsHash: string;
  readonly readCount: number;
  readonly readsHash: string;
}

const PAGE = 1_000;
/** Rows that one statement proves; a seal of more is proved by itself. */
const ROWS = 50_000;

const stored = statement(`select coalesce(json_agg(${sealJson} order by number), '[]') as result from (select * from seals where number > $1::int order by number limit ${PAGE}) s`);

// $1: where each seal of a run begins; $2: where the last ends; $3: the number of the first.
const recount = statement(`
  with heads as (
    select distinct on (number, subject_kind, subject_id) number, subject_kind, subject_id, seq, hash
    from (select t.*, width_bucket(unit_number, $1::bigint[]) + $3::int - 1 as number from trail t where unit_number >= ($1::bigint[])[1] and unit_number < $2::bigint) t
    order by number, subject_kind, subject_id, seq desc
  ), seen as (
    select r.*, width_bucket(unit_number, $1::bigint[]) + $3::int - 1 as number from reads r where unit_number >= ($1::bigint[])[1] and unit_number < $2::bigint
  ), sealed_heads as (select number, count(*)::int n, encode(${headsHash}, 'hex') hash from heads group by number),
  sealed_reads as (select number, count(*)::int n, encode(${readsHash}, 'hex') hash from seen group by number)
  select json_agg(json_build_object('number', number, 'headCount', coalesce(h.n, 0), 'headsHash', coalesce(h.hash, ''), 'readCount', coalesce(r.n, 0), 'readsHash', coalesce(r.hash, ''))) as result
  from sealed_heads h full join sealed_reads r using (number)`);

// The heads that a seal lists, beside those that stand in its place now.
const listed = statement(`select heads as result from seals where number = $1::int`);
const standing = statement(`select coalesce(json_agg(${headText} order by subject_kind collate "C", subject_id), '[]') as result from (
  select distinct on (subject_kind, subject_id) subject_kind, subject_id, seq, hash from trail where unit_number >= $1::bigint and unit_number < $2::bigint
  order by subject_kind, subject_id, seq desc) heads`);

const emptyHash = createHash('sha256').update('').digest('hex');

/** A chain of seals by itself: signatures, numbers, and each one's link to the one before. */
export function verifySealChain(seals: readonly Seal[], keys: ReadonlyMap<string, KeyObject>, place: (seal: Seal) => string): SealFault[] {
  const faults: SealFault[] = [];
  let before: Seal | undefined;
  for (const seal of seals) {
    const own = faultOf(seal, keys);
    if (own !== null) faults.push({ fault: own, where: place(seal) });
    if (seal.number !== (before?.number ?? 0) + 1) faults.push({ fault: 'missing seal', where: `before ${place(seal)}` });
    else if (seal.previousHash !== (before?.hash ?? '') || seal.fromUnit !== (before?.toUnit ?? 0)) faults.push({ fault: 'broken chain of seals', where: place(seal) });
    before = seal;
  }
  return faults;
}

/** The seals of one council in a file: in order, each once; a line written twice is no fault, two different ones are. */
export function sealsIn({ path, lines }: GivenFile, councilId: string): { seals: Seal[]; faults: SealFault[] } {
  const byNumber = new Map<number, Seal>();
  const faults: SealFault[] = [];
  for (const { line, seal } of lines) {
    if (seal?.councilId !== councilId) continue;
    const before = byNumber.get(seal.number);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(seal)) faults.push({ fault: 'two different seals of one number', where: `seal ${seal.number}, line ${line} of ${path}` });
    else byNumber.set(seal.number, seal);
  }
  return { seals: [...byNumber.values()].sort((a, b) => a.number - b.number), faults };
}

/** Holds one council's rows against its seals, and its seals against the files. @param keys public keys by their names */
export async function verifySeals(reads: ReadUnit, actor: Actor, keys: ReadonlyMap<string, KeyObject>, files: readonly GivenFile[]): Promise<{ seals: number; until: number | null; faults: SealFault[] }> {
  const own = await storedSeals(reads, actor);
  const faults = verifySealChain(own, keys, ({ number }) => `seal ${number} in the database`);
  const trusted = new Map(own.map((seal) => [seal.number, seal]));
  for (const file of files) {
    const { seals, faults: doubles } = sealsIn(file, actor.councilId);
    faults.push(...doubles, ...verifySealChain(seals, keys, ({ number }) => `seal ${number} in ${file.path}`), ...compared(own, seals, file.path));
    // What lies outside the database is believed before what lies in it.
    for (const seal of seals) if (faultOf(seal, keys) === null) trusted.set(seal.number, seal);
  }
  const all = [...trusted.values()].sort((a, b) => a.number - b.number);
  for (const run of runsOf(all)) faults.push(...(await verifyRun(reads, actor, run)));
  return { seals: all.length, until: all.at(-1)?.sealedAt ?? null, faults };
}

async function storedSeals(reads: ReadUnit, actor: Actor): Promise<Seal[]> {
  const seals: Seal[] = [];
  for (;;) {
    const page: Seal[] = (await reads.one<Seal[]>(actor, stored, [seals.at(-1)?.number ?? 0], null)) ?? [];
    seals.push(...page);
    if (page.length < PAGE) return seals;
  }
}

function compared(own: readonly Seal[], outside: readonly Seal[], path: string): SealFault[] {
  const inFile = new Map(outside.map((seal) => [seal.number, seal]));
  const inDatabase = new Map(own.map((seal) => [seal.number, seal]));
  return [
    ...outside.filter(({ number }) => !inDatabase.has(number)).map(({ number }) => ({ fault: 'seal missing in the database', where: `seal ${number}` })),
    ...own.flatMap(({ number, hash }) => {
      const same = inFile.get(number);
      if (same === undefined) return [{ fault: 'seal missing in the file', where: `seal ${number}, ${path}` }];
      return same.hash === hash ? [] : [{ fault: 'seal of the database is not the one in the file', where: `seal ${number}, ${path}` }];
    }),
  ];
}

/** Neighbouring seals, as many together as have about `ROWS` rows. */
function runsOf(seals: readonly Seal[]): Seal[][] {
  const runs: Seal[][] = [];
  let rows = 0;
  for (const seal of seals) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    rows += seal.headCount + seal.readCount;
    if (run !== undefined && last?.number === seal.number - 1 && last.toUnit === seal.fromUnit && rows <= ROWS) run.push(seal);
    else {
      runs.push([seal]);
      rows = seal.headCount + seal.readCount;
    }
  }
  return runs;
}

async function verifyRun(reads: ReadUnit, actor: Actor, run: readonly Seal[]): Promise<SealFault[]> {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return [];
  const rows = (await reads.one<Counted[]>(actor, recount, [run.map(({ fromUnit }) => fromUnit), last.toUnit, first.number], null)) ?? [];
  const counted = new Map(rows.map((row) => [row.number, row]));
  const faults: SealFault[] = [];
  for (const seal of run) {
    const now = counted.get(seal.number);
    if ((now?.headsHash || emptyHash) !== seal.headsHash) faults.push(...(await rewritten(reads, actor, seal)));
    if ((now?.readsHash || emptyHash) !== seal.readsHash) faults.push(readFault(seal, now?.readCount ?? 0));
  }
  return faults;
}

function readFault({ number, readCount, sealedAt }: Seal, found: number): SealFault {
  const fault = found < readCount ? 'missing read record' : found > readCount ? 'added read record' : 'altered read record';
  return { fault, where: `seal ${number} of ${Temporal.Instant.fromEpochMilliseconds(sealedAt).toString()}: ${readCount} sealed, ${found} found` };
}

/** Which trails differ from what was sealed: by name where the seal's own list is whole, else by the seal. */
async function rewritten(reads: ReadUnit, actor: Actor, seal: Seal): Promise<SealFault[]> {
  const then = (await reads.one<string[]>(actor, listed, [seal.number], null)) ?? [];
  const sealed = `sealed ${Temporal.Instant.fromEpochMilliseconds(seal.sealedAt).toString()} by seal ${seal.number}`;
  if (createHash('sha256').update(then.join('\n')).digest('hex') !== seal.headsHash) return [{ fault: 'rewritten chain', where: `a trail ${sealed}; which one cannot be told, its list was altered too` }];
  const now = new Set((await reads.one<string[]>(actor, standing, [seal.fromUnit, seal.toUnit], null)) ?? []);
  const gone = then.filter((head) => !now.has(head));
  const known = new Set(gone.map(subjectOf));
  const put = [...now].filter((head) => !then.includes(head) && !known.has(subjectOf(head)));
  return [...gone.map((head) => ({ fault: 'rewritten chain', where: `${rowOf(head)}, ${sealed}` })), ...put.map((head) => ({ fault: 'row put in later', where: `${rowOf(head)}, not among those ${sealed}` }))];
}

function subjectOf(head: string): string {
  const [kind = '', id = ''] = head.split('|');
  return `${kind} ${id}`;
}

function rowOf(head: string): string {
  return `${subjectOf(head)}, row ${head.split('|')[2] ?? ''}`;
}
