import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { actorSession, appOptions } from '../built.ts';
import { beChild } from '../child.ts';
import { type Filling, type Ids, type Recipe, recipe, type Recording, type Step } from './recipe.ts';

/**
 * The secured floor: the least that a server on `node:http` and `pg` has to do for the same answer with the same security.
 * It recognises the bearer token by the same function, opens the same transaction as the same role under the same policies,
 * sends the product's own statements with the read record, commits, and passes PostgreSQL's JSON on as text. It has no GraphQL,
 * no checks of input, no machine that decides, no log.
 */
const [appUrl] = process.argv.slice(2);
if (appUrl === undefined) throw new Error('Say which database.');
const { beginAs } = await actorSession();
const { APP_OPTIONS } = await appOptions();

/** What a request is about, and by which transactions it is answered. */
interface Task {
  /** Further ids by the id that the request names. */
  readonly known: Readonly<Record<string, Ids>>;
  readonly recipe: Recipe;
  /** A read goes down the wire whole, a change step by step, as the product's do. */
  readonly pipelined: boolean;
}
const tasks = new Map<string, Task>();

const asText = { getTypeParser: (oid: number, format?: string) => (oid === 114 || oid === 3802 ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text')) };
const pool = (max: number, pipeline: boolean) =>
  new pg.Pool({ connectionString: appUrl, max, pipeline, idleTimeoutMillis: 0, options: APP_OPTIONS, types: asText } as pg.PoolConfig);
const sessions = pool(2, true);
const reads = pool(8, true);
const writes = pool(8, false);

const names = new Map<string, string>();
function named({ text, values }: Step, filling: Filling): pg.QueryConfig {
  if (values.length === 0) return { text };
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = createHash('sha256').update(text).digest('base64url').slice(0, 40)));
  return { name, text, values: values.map((value) => value(filling)) };
}

type Session = Parameters<typeof beginAs>[0];

async function sessionOf(request: IncomingMessage, text: string): Promise<Session | undefined> {
  const secret = request.headers.authorization?.slice('Bearer '.length) ?? '';
  const hash = createHash('sha256').update(secret).digest();
  const { rows } = await sessions.query<Session>({ name: 'session', text, values: [hash, new Date().toISOString(), 'token'] });
  return rows[0];
}

/** One transaction in one round trip. @returns the JSON of its data statement, as text */
async function read(steps: readonly Step[], session: Session, filling: Filling): Promise<string> {
  const client = await reads.connect();
  const [, ...others] = steps;
  const begun = client.query(beginAs(session, new Date().toISOString().slice(0, 10), new Date().toISOString()));
  const sent = others.map((step) => client.query<{ result?: string }>(named(step, filling)));
  const [, ...answers] = await Promise.all([begun, ...sent]).finally(() => client.release());
  return answers.flatMap(({ rows }) => rows[0]?.result ?? [])[0] ?? 'null';
}

/** One transaction a statement at a time, as a change must. */
async function change(steps: readonly Step[], session: Session, filling: Filling): Promise<void> {
  const client = await writes.connect();
  try {
    const [, ...others] = steps;
    await client.query(beginAs(session, new Date().toISOString().slice(0, 10), new Date().toISOString()));
    for (const step of others) {
      const { rows } = await client.query<{ value?: number }>(named(step, filling));
      if (typeof rows[0]?.value === 'number') filling.number = rows[0].value;
    }
  } finally {
    client.release();
  }
}

async function answer(request: IncomingMessage, body: string): Promise<string> {
  const { task: name, variables } = JSON.parse(body) as { task: string; variables: { id?: string; input?: { id: string; idempotencyKey: string } } };
  const task = tasks.get(name);
  const id = variables.id ?? variables.input?.id;
  if (task === undefined || id === undefined) throw new Error('There is no such task.');
  const session = await sessionOf(request, task.recipe.session);
  if (session === undefined) throw new Error('Sign in first.');
  const filling: Filling = { about: { ...task.known[id], id, key: variables.input?.idempotencyKey ?? '' }, made: new Map(), number: 0 };
  const { transactions, answer: text } = task.recipe;
  if (!task.pipelined) {
    for (const steps of transactions) await change(steps, session, filling);
    return String(text(filling));
  }
  const results = await Promise.all(transactions.map((steps) => read(steps, session, filling)));
  return `{"data":{${results.map((result, index) => `"${index}":${result}`).join(',')}}}`;
}

const listener = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const reply = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text);
    answer(request, Buffer.concat(chunks).toString()).then((text) => reply(200, text), (error: Error) => reply(500, JSON.stringify({ errors: [{ message: error.message }] })));
  });
});

interface Lesson {
  readonly task: string;
  readonly recordings: readonly [Recording, Recording];
  readonly known: Task['known'];
  readonly pipelined: boolean;
}
listener.listen(0, '127.0.0.1', () => {
  beChild((listener.address() as AddressInfo).port, {
    learn({ task, recordings, known, pipelined }: Lesson) {
      tasks.set(task, { recipe: recipe(...recordings), known, pipelined });
    },
  });
});
