import { randomUUIDv7 } from 'node:crypto';

/** A statement the product sent, on the connection of this number. */
export interface Sent {
  readonly connection: number;
  readonly text: string;
  readonly values: readonly unknown[];
}
/** One request to the product: what it was about (ids by name), what was sent to the database, what was answered. */
export interface Recording {
  readonly about: Ids;
  readonly sent: readonly Sent[];
  readonly answer: string;
}
export type Ids = Readonly<Record<string, string>>;

/** What the values of one request are made from. */
export interface Filling {
  readonly about: Ids;
  /** New ids, each made when it is first asked for. */
  readonly made: Map<string, string>;
  /** The number that the counter of references last gave. */
  number: number;
}
type Fill = (filling: Filling) => unknown;

export interface Step {
  readonly text: string;
  readonly values: readonly Fill[];
}
/** A request as the floor does it: the statements of each transaction, and the answer where it is not a row's. */
export interface Recipe {
  /** How a bearer token is recognised. */
  readonly session: string;
  readonly transactions: readonly (readonly Step[])[];
  readonly answer: Fill;
}

const token = /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\b[A-Z]{3}-\d{4}-\d{5}\b)/;

/**
 * The statements of the product, made to be sent again for other rows. Two recordings about two things tell what a value is:
 * the same in both, it stays; an id of what the request is about, it changes with the request; an id in neither, it was made
 * new and is made new each time. So the floor follows the product's SQL wherever it goes, and never drifts from it.
 * @throws Error when the two did not send the same statements
 */
export function recipe(a: Recording, b: Recording): Recipe {
  // BEGIN says the instant, in its text: the floor begins by itself, as who asks and now.
  const texts = (of: Recording) => of.sent.map(({ text }) => text.replace(/'app\.at', '[^']*'/, "'app.at'")).join('\n;\n');
  if (a.sent.length !== b.sent.length || texts(a) !== texts(b)) throw new Error(`Two requests of one kind sent different statements:\n${texts(a)}\n— and —\n${texts(b)}`);
  const fill = filler(a.about, b.about);
  const session = a.sent.find(({ text }) => text.includes('session_by_hash('))?.text;
  if (session === undefined) throw new Error('The request was answered without a look-up of its session.');
  const transactions = new Map<number, Step[]>();
  for (const [index, { connection, text, values }] of a.sent.entries()) {
    if (text === session) continue;
    const others = b.sent[index]?.values ?? [];
    const steps = transactions.get(connection) ?? [];
    transactions.set(connection, steps);
    steps.push({ text, values: values.map((value, place) => fill(value, others[place])) });
  }
  return { session, transactions: [...transactions.values()], answer: fill(a.answer, b.answer) };
}

function filler(aboutA: Ids, aboutB: Ids): (a: unknown, b: unknown) => Fill {
  const names = Object.keys(aboutA);
  const part = (a: string, b: string): Fill => {
    const name = names.find((one) => aboutA[one] === a && aboutB[one] === b);
    if (name !== undefined) return ({ about }) => about[name];
    if (a === b || !token.test(a)) return () => a;
    if (a[3] === '-') return ({ number }) => `${a.slice(0, 9)}${String(number).padStart(5, '0')}`;
    return ({ made }) => made.get(a) ?? remember(made, a);
  };
  return function fill(a, b): Fill {
    if (Array.isArray(a) && Array.isArray(b)) {
      const entries = a.map((entry: unknown, place) => fill(entry, b[place]));
      return (filling) => entries.map((entry) => entry(filling));
    }
    if (typeof a !== 'string' || typeof b !== 'string' || !token.test(a)) return () => a;
    const others = b.split(token);
    const parts = a.split(token).map((piece, place) => part(piece, others[place] ?? ''));
    const [only] = parts.length === 1 ? parts : [];
    return only ?? ((filling) => parts.map((one) => one(filling)).join(''));
  };
}

function remember(made: Map<string, string>, id: string): string {
  const fresh = randomUUIDv7();
  made.set(id, fresh);
  return fresh;
}
