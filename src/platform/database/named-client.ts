import { createHash } from 'node:crypto';
import pg from 'pg';

const names = new Map<string, string>();

/** A statement's name is the hash of its text: PostgreSQL then plans it once a connection, not once a call (design.md 10). */
export function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    names.set(text, name);
  }
  return name;
}

/** What pg keeps of the wire under a client, which its types leave out. */
interface Wire {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

/**
 * A client that names every statement with parameters, and writes statements sent in one go as one packet.
 * TypeORM never names its statements, which halves its speed; and each packet costs a system call here and wakes PostgreSQL.
 * Texts of changing length (`in ($1, $2, …)`) would fill the server's memory: write `= any($1)`.
 */
export class NamedClient extends pg.Client {
  private gathering = false;

  // pg's own overloads cannot be restated: what comes in goes out, with a name added.
  override query(...args: unknown[]): never {
    const [text, values] = args;
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      args[0] = { name: statementName(text), text, values };
      args.splice(1, 1);
    }
    this.gather();
    return (super.query as (...all: unknown[]) => never)(...args);
  }

  /** Holds the wire until the code now running has come to its next wait. */
  private gather(): void {
    if (this.gathering) return;
    const { stream } = (this as unknown as Wire).connection;
    this.gathering = true;
    stream.cork();
    process.nextTick(() => {
      this.gathering = false;
      stream.uncork();
    });
  }
}
