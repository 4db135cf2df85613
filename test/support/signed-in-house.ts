import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { Settings } from '../../src/config/settings.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { startDemoIdentityProvider } from '../../src/platform/identity/demo-identity-provider.js';
import { type House, openHouse, testSettings } from './house.js';
import { PlainBrowser } from './plain-browser.js';

/** A house that listens, with an identity provider that knows its people; each subject is the id of a membership. */
export interface SignedInHouse {
  readonly house: House;
  readonly url: string;
  readonly issuer: string;
  /** Where the identity provider keeps its keys. */
  readonly dataDir: string;
  /** From /sign-in to the address the identity provider sends the browser back to, not yet opened. */
  chosen(browser: PlainBrowser, actor: Actor, next?: string): Promise<string>;
  /** A browser in which this person has signed in, whose one role opened the home page. */
  browserOf(actor: Actor): Promise<PlainBrowser>;
  close(): Promise<void>;
}

export async function openSignedInHouse(settings: Partial<Settings> = {}): Promise<SignedInHouse> {
  Logger.overrideLogger(false);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'sign-in-'));
  const { clientId, clientSecret } = testSettings.oidc;
  const known: { subject: string; name: string; jobTitle: string; agency: string }[] = [];
  const provider = await startDemoIdentityProvider({
    port: 0, dataDir, people: async () => known, clientId, clientSecret, redirectUris: [`${url}/sign-in/callback`], postLogoutRedirectUris: [`${url}/signed-out`],
    backChannelUri: `${url}/sign-in/back-channel`,
  });
  const house = await openHouse({ publicUrl: url, ...settings, oidc: { issuer: provider.issuer, clientId, clientSecret } });
  for (const actor of Object.values(house.cast)) {
    await house.unit.run(actor, () => house.get(PeopleService).linkIdentity(provider.issuer, actor.membershipId));
    known.push({ subject: actor.membershipId, name: actor.personName, jobTitle: actor.jobTitle, agency: actor.councilName });
  }
  await house.app.listen(port, 'localhost');
  const chosen: SignedInHouse['chosen'] = async (browser, actor, next = '/') => {
    const choose = await browser.follow(await browser.open(`/sign-in?next=${encodeURIComponent(next)}`));
    return (await browser.follow(await browser.open(choose.url.href, { subject: actor.membershipId }), (address) => address.startsWith(`${url}/sign-in/callback`))).location;
  };
  return {
    house, url, issuer: provider.issuer, dataDir, chosen,
    async browserOf(actor) {
      const browser = new PlainBrowser(url);
      const answer = await browser.open(await chosen(browser, actor));
      if (answer.location !== '/') throw new Error(`${actor.personName} was not signed in: ${answer.status} ${answer.location}`);
      return browser;
    },
    async close() {
      await house.close();
      await provider.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The address must be known before the house is built: its pages and its sign-in name it. */
async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
