import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { Clock } from '../platform/clock/clock.js';
import { DemoClock, demoClockFile } from '../platform/clock/demo-clock.js';
import type { OpenDatabase } from '../platform/database/embedded-postgres.js';
import { startDemoIdentityProvider } from '../platform/identity/demo-identity-provider.js';
import { startDemoMailbox } from '../platform/mail/demo-mailbox.js';
import { demoCast, demoPeople } from './cast.js';
import { beginAgain, demoState } from './demo-state.js';
import { linkIdentities } from './founding.js';
import { type Desk, startDesk } from './desk/desk.js';
import { tellStory } from './story/story.js';

/** Hears how much of the story is told. */
export type Telling = (done: number, all: number) => void;

export interface Start {
  say(line: string): void;
  readonly telling: Telling;
  /** Cuts the story off between two beats. */
  readonly signal: AbortSignal;
}

export interface Demo {
  /** Where people go and whom they can be, a line each. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/**
 * What the demonstration needs beside the service: a mailbox, an identity provider, and the story, told when the database has none
 * or only the beginning of one.
 * @throws DatabaseUnavailable when a story that was cut off cannot be told again here
 */
export async function startDemo(settings: Settings, database: OpenDatabase, { say, telling, signal }: Start): Promise<Demo> {
  const mailbox = await startDemoMailbox({ smtpPort: settings.port + 2, httpPort: settings.port + 3, dataDir: settings.dataDir });
  const begun = await demoState(database);
  if (!begun.told) {
    if (begun.councilId !== null) await beginAgain(database, begun, say);
    await rm(join(settings.dataDir, 'mailbox'), { recursive: true, force: true });
    await rm(demoClockFile(settings.dataDir), { force: true });
    await tellStory(settings, database.appUrl, new Clock().today(), { telling, signal });
  }
  const { oidc, publicUrl, dataDir } = settings;
  const identityProvider = await startDemoIdentityProvider({
    port: settings.port + 1, dataDir, people: () => Promise.resolve(demoPeople()), clientId: oidc.clientId, clientSecret: oidc.clientSecret,
    redirectUris: [`${publicUrl}/sign-in/callback`], postLogoutRedirectUris: [`${publicUrl}/signed-out`], backChannelUri: `${publicUrl}/sign-in/back-channel`,
  });
  return {
    lines: linesOf(mailbox.url),
    stop: async () => {
      await Promise.all([identityProvider.stop(), mailbox.stop()]);
    },
  };
}

/** Lets the cast sign in at the issuer this process was given: its port may be another than last time. */
export async function openSignIn(app: INestApplicationContext, settings: Settings, database: Pick<OpenDatabase, 'appUrl'>): Promise<void> {
  const { councilId } = await demoState(database);
  if (councilId !== null) await linkIdentities(app, councilId, settings.oidc.issuer);
}

/** The page that lets the demonstration's days pass; it plays through the service that runs. */
export async function openDesk(app: INestApplicationContext, settings: Settings, database: Pick<OpenDatabase, 'appUrl'>): Promise<Desk | null> {
  const { councilId } = await demoState(database);
  return councilId === null ? null : startDesk({ app, clock: new DemoClock(settings.dataDir), councilId, serviceUrl: settings.publicUrl, port: settings.port + 4 });
}

function linesOf(mailboxUrl: string): string[] {
  const people = Object.values(demoCast).map(({ name, jobTitle }) => `  ${name}, ${jobTitle}`);
  return ['Sign in as any of these; nobody needs a password:', ...people, `Mail of the demonstration: ${mailboxUrl}`];
}
