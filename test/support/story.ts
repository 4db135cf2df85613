import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { demoPeople } from '../../src/demo/cast.js';
import { openSignIn } from '../../src/demo/demo.js';
import { tellStory } from '../../src/demo/story/story.js';
import { MovingClock } from '../../src/platform/clock/moving-clock.js';
import { startDemoIdentityProvider } from '../../src/platform/identity/demo-identity-provider.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { startDemoMailbox } from '../../src/platform/mail/demo-mailbox.js';
import { createServer } from '../../src/server.js';
import { cloneDatabase, keptDatabase } from './database.js';
import { freshLogger, gatherLogs } from './fresh-logs.js';
import { testSettings } from './house.js';

const root = join(import.meta.dirname, '../..');
/** A Sunday: the panel meets on the Tuesday after. */
const toldOn = Temporal.PlainDate.from(process.env['STORY_TOLD_ON'] ?? '2026-11-22');
const thatMorning = '2026-11-22T09:30:00Z';

/** The demonstration as a stranger meets it, on a database of its own: service, sign-in, mailbox, three months of history. */
export interface Story {
  /** For looking at what the story left, past every policy. */
  readonly superuserUrl: string;
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly mailboxUrl: string;
  readonly clock: MovingClock;
  /** Delivers every consequence that is ready: what the worker does within a second. */
  drain(): Promise<number>;
  close(): Promise<void>;
}

/**
 * The story is told once a run (half a minute), and cloned for each who wants it.
 * @returns the name of its database, for `cloneDatabase`; in its schema `story` stand the mails it sent and all it logged, at the finest level
 */
export const storyDatabase = (): Promise<string> => keptDatabase(`story_${storyHash()}`, async (appUrl, superuserUrl) => {
  const folder = mkdtempSync(join(tmpdir(), 'mpc-telling-'));
  const mailbox = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir: folder });
  const logs = gatherLogs();
  try {
    await freshLogger();
    await tellStory({ ...testSettings, logLevel: 'trace', smtpUrl: mailbox.smtpUrl }, appUrl, toldOn);
  } finally {
    logs.stop();
    // Whoever opens a house next has a logger of their own level.
    await freshLogger();
    await mailbox.stop();
  }
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query('create schema story; create table story.mails (file text, bytes bytea); create table story.log (log text)');
  await client.query('insert into story.log values ($1)', [logs.text()]);
  for (const file of readdirSync(join(folder, 'mailbox'))) await client.query('insert into story.mails values ($1, $2)', [file, readFileSync(join(folder, 'mailbox', file))]);
  await client.end();
  rmSync(folder, { recursive: true, force: true });
});

export async function openStory(): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), 'mpc-story-'));
  const mailbox = await startDemoMailbox({ smtpPort: 0, httpPort: 0, dataDir: folder });
  const database = await cloneDatabase(await storyDatabase());
  const [port, identityPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const settings = { ...testSettings, port, publicUrl: url, oidc: { ...testSettings.oidc, issuer: `http://localhost:${identityPort}` }, smtpUrl: mailbox.smtpUrl, demo: true };
  const clock = new MovingClock(thatMorning);
  const identityProvider = await startDemoIdentityProvider({
    port: identityPort, dataDir: folder, people: () => Promise.resolve(demoPeople()), clientId: settings.oidc.clientId, clientSecret: settings.oidc.clientSecret,
    redirectUris: [`${url}/sign-in/callback`], postLogoutRedirectUris: [`${url}/signed-out`],
  });
  const server = await createServer(settings, database.appUrl, { clock });
  await openSignIn(server, settings, database);
  await server.listen(port, 'localhost');
  return {
    superuserUrl: database.superuserUrl, app: server, url, mailboxUrl: mailbox.url, clock,
    drain: () => server.get(Jobs, { strict: false }).drain(),
    async close() {
      await server.close();
      await identityProvider.stop();
      await mailbox.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another program, another story. */
function storyHash(): string {
  const hash = createHash('sha256').update(toldOn.toString());
  for (const file of globSync('{src/{demo,domain,platform},procedures,migrations}/**/*.{ts,typ}', { cwd: root }).sort()) {
    if (!file.endsWith('.spec.ts')) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createNetServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
