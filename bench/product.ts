import { setTimeout } from 'node:timers/promises';
import { parse } from 'graphql';
import pg from 'pg';
import { operations, server } from './built.ts';
import { beChild } from './child.ts';
import type { Sent } from './floor/recipe.ts';

// As a production install runs: settings, log level and all. Only jobs are not worked off, so that nothing runs beside a round.
const settings = {
  env: 'production', dataDir: '/nonexistent', logLevel: 'info', port: 0, publicUrl: 'http://localhost:3000', demo: false, adHoc: true, shedLoad: true,
  // One person asks for everybody: the limits count as always and never refuse.
  trustedProxies: [], limits: { perPerson: 100_000_000, perAddress: 100_000_000, signIn: 100_000_000 },
  oidc: { issuer: 'http://localhost:3001', clientId: 'bench', clientSecret: 'x'.repeat(32) },
  sessionSecret: 's'.repeat(48), smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'provider.concerns@example.org',
  seal: { keyFile: '/nonexistent/seal-key.pem', file: '/nonexistent/seals.jsonl' },
} as const;

const [appUrl] = process.argv.slice(2);
if (appUrl === undefined) throw new Error('Say which database.');
const { createServer } = await server();
const app = await createServer(settings, appUrl);
await app.listen(0, '127.0.0.1');

/** What the product sends is heard where every statement passes; between recordings the method is pg's own. */
const ownQuery = pg.Client.prototype.query as (...args: unknown[]) => unknown;
type Connection = pg.Client & { readonly processID: number; readonly connectionParameters: { readonly application_name?: string } };
let sent: Sent[] = [];

function listening(this: Connection, ...args: unknown[]): unknown {
  const [first, values] = args;
  const { text, values: named } = typeof first === 'string' ? { text: first, values } : (first as { text: string; values?: unknown });
  // The job queue keeps house on connections of its own.
  if (this.connectionParameters.application_name === 'manage-provider-concerns') sent.push({ connection: this.processID, text, values: (named ?? []) as unknown[] });
  return ownQuery.apply(this, args);
}

const { port } = app.getHttpServer().address() as { port: number };
// As a load balancer would wait: while it starts, the server still counts itself as overloaded.
while (!(await fetch(`http://127.0.0.1:${port}/health/ready`)).ok) await setTimeout(100);

const { Operations } = await operations();
beChild(port, {
  trust(documents: readonly string[]) {
    for (const document of documents) app.get(Operations).trust(parse(document));
  },
  record() {
    sent = [];
    pg.Client.prototype.query = listening as typeof pg.Client.prototype.query;
  },
  recorded() {
    pg.Client.prototype.query = ownQuery as typeof pg.Client.prototype.query;
    return sent;
  },
});
