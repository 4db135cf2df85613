import { fileURLToPath } from 'node:url';
import { type Case, cases, requests, type Task } from './cases.ts';
import { type Child, startChild } from './child.ts';
import { openDatabase } from './database.ts';
import type { Recording, Sent } from './floor/recipe.ts';
import { ask, post, press } from './load.ts';
import { lines } from './table.ts';
import { seed, type Seeded } from './seed.ts';

const rounds = 9;
const milliseconds = 1_600;
const warmUp = 1_500;

/** What one server did in one round. */
export interface Measured {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds of its CPU a request. */
  readonly cpu: number;
}
/** One thing measured: a task on the floor, or a case on the product. */
interface Runner {
  readonly name: string;
  run(milliseconds: number): Promise<Measured>;
}

const module = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const closing: (() => Promise<void>)[] = [];
let closed: Promise<void> | undefined;
const closeAll = (): Promise<void> => (closed ??= closing.toReversed().reduce((before, close) => before.then(close), Promise.resolve()));
// Stopped half way it still leaves no server and no folder behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeAll().finally(() => process.exit(1)));

try {
  const database = await openDatabase();
  closing.push(() => database.remove());
  log('Seeding 1,000 locations with 20 records each …');
  const seeded = await seed(database.superuserUrl);
  closing.push(() => seeded.close());
  const product = await startChild(module('product.ts'), database.appUrl);
  closing.push(() => product.stop());
  const floor = await startChild(module('floor/server.ts'), database.appUrl);
  closing.push(() => floor.stop());
  await measureAll(seeded, product, floor);
} finally {
  await closeAll();
}

type Bench = Seeded & { undecide(): Promise<void>; readsRecorded(): Promise<number> };

async function measureAll(seeded: Bench, product: Child, floor: Child): Promise<void> {
  const measured = cases(seeded);
  await product.ask('trust', measured.documents);
  const tasks = new Map(measured.cases.map((one) => [one.task, one]));
  const statements = new Map<Task, number>();
  for (const [task, one] of tasks) {
    statements.set(task, await teach(one, seeded, product, floor));
    await seeded.undecide();
  }
  const runners: Runner[] = [
    ...[...tasks.keys()].map((task) => runner(`floor ${task.name}`, floor, seeded, task, (variables) => ({ task: task.name, variables }))),
    ...measured.cases.map(({ ratio, task, body }) => runner(ratio, product, seeded, task, body)),
  ];
  for (const one of runners) await one.run(warmUp);
  const results = new Map(runners.map(({ name }) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round += 1) {
    log(`Round ${round + 1} of ${rounds} …`);
    // There and back: what comes first in one round comes last in the next.
    for (const one of round % 2 === 0 ? runners : runners.toReversed()) results.get(one.name)?.push(await one.run(milliseconds));
  }
  report(measured.cases, results, statements);
}

/** Lets the floor learn a task from what the product sends for it. @returns the number of statements of one request, look-up, BEGIN and COMMIT included */
async function teach({ task, body }: Case, seeded: Seeded, product: Child, floor: Child): Promise<number> {
  const record = async (n: number): Promise<Recording> => {
    const variables = task.variables(n);
    await product.ask('record');
    const answer = await ask(product.port, post(seeded.token, body(variables)));
    const sent = await product.ask<readonly Sent[]>('recorded');
    if (!task.right(Buffer.from(answer))) throw new Error(`The product does not answer ${task.name} as it should: ${answer.slice(0, 600)}`);
    const { id, idempotencyKey: key = '' } = 'input' in variables ? variables.input : { id: variables.id };
    return { about: { ...task.known[id], id, key }, sent, answer };
  };
  await record(0);
  const recordings = [await record(1), await record(2)] as const;
  await floor.ask('learn', { task: task.name, recordings, known: task.known, pipelined: task.pipelined });
  return recordings[0].sent.reduce((sum, { text }) => sum + text.split(';').length, 0);
}

/** @throws Error where a read was answered that the record does not have, or recorded that nobody was answered (Sec-3) */
function runner(name: string, server: Child, seeded: Bench, task: Task, body: Case['body']): Runner {
  return {
    name,
    async run(length) {
      const recorded = await seeded.readsRecorded();
      const before = await server.ask<number>('cpu');
      const once = task.name === 'decision';
      const { requests: done, seconds } = await press(server.port, requests(seeded.token, task, body, once ? task.count : Infinity), task.right, { milliseconds: length });
      const cpu = ((await server.ask<number>('cpu')) - before) / 1000 / done;
      const reads = (await seeded.readsRecorded()) - recorded;
      if (!once && reads !== done) throw new Error(`${name}: ${done} reads were answered, and ${reads} are recorded.`);
      if (once) await seeded.undecide();
      return { rate: done / seconds, cpu };
    },
  };
}

function report(all: readonly Case[], results: ReadonlyMap<string, readonly Measured[]>, statements: ReadonlyMap<Task, number>): void {
  const rows = all.map((one) => ({ one, floor: results.get(`floor ${one.task.name}`) ?? [], product: results.get(one.ratio) ?? [], statements: statements.get(one.task) ?? 0 }));
  const { table, ratios } = lines(rows);
  console.log(table);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ratios }));
}
