import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createSocket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Settings } from '../../src/config/settings.js';
import { PeopleService } from '../../src/domain/people/people.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { startDemoIdentityProvider } from '../../src/platform/identity/demo-identity-provider.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { chromiumLaunch } from '../support/chromium.js';
import { type House, justNow, openHouse, testSettings } from '../support/house.js';
import { ChoosePerson } from './pages/sign-in.pages.js';
import { inspectorIn, Visitor } from './visitor.js';

/** What a mutation answers when it was done. */
export interface Done {
  readonly id: string;
  readonly version: number;
  readonly reference: string | null;
}

interface Way {
  /** Runs JavaScript; so it does unless told otherwise. */
  readonly scripts?: boolean;
  /** In CSS pixels; 1280 by 900 unless told otherwise. */
  readonly width?: number;
  readonly height?: number;
}

/** A house that listens, its identity provider and a browser: one of each a spec file. */
export interface Journey {
  readonly house: House;
  /** Somebody who has signed in, in a browser of their own. */
  visitor(actor: Actor, way?: Way): Promise<Visitor>;
  /** Somebody nobody knows yet. */
  stranger(way?: Way): Promise<Visitor>;
  /** Somebody who opens an address in a browser of their own, is asked who they are, and comes to where it leads. */
  arrive(actor: Actor, address: string, way?: Way): Promise<Visitor>;
  /** Does one thing through the API. @throws when it is refused */
  send(actor: Actor, mutation: string, input: object): Promise<Done>;
  close(): Promise<void>;
}

export async function openJourney(settings: Partial<Settings> = {}): Promise<Journey> {
  const closers: (() => Promise<unknown>)[] = [];
  // Last opened, first closed, whatever fails: no browser and no server outlives its spec file.
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    return { ...(await open(closers, settings)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(closers: (() => Promise<unknown>)[], settings: Partial<Settings>): Promise<Omit<Journey, 'close'>> {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'journey-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const { clientId, clientSecret } = testSettings.oidc;
  const known: { subject: string; name: string; jobTitle: string; agency: string }[] = [];
  const identity = await startDemoIdentityProvider({
    port: 0, dataDir: folder, people: async () => known, clientId, clientSecret, redirectUris: [`${publicUrl}/sign-in/callback`], postLogoutRedirectUris: [`${publicUrl}/signed-out`],
  });
  closers.push(() => identity.stop());
  const house = await openHouse({ ...settings, publicUrl, oidc: { issuer: identity.issuer, clientId, clientSecret } });
  closers.push(() => house.close());
  for (const actor of Object.values(house.cast)) {
    await house.unit.run(actor, () => house.get(PeopleService).linkIdentity(identity.issuer, actor.membershipId));
    known.push({ subject: actor.membershipId, name: actor.personName, jobTitle: actor.jobTitle, agency: actor.councilName });
  }
  await house.app.listen(port, '127.0.0.1');
  const browser = await chromium.launch(await chromiumLaunch());
  closers.push(() => browser.close());
  const inspector = await inspectorIn(browser);

  const contextFor = async ({ scripts = true, width = 1280, height = 900 }: Way, session?: string): Promise<Visitor> => {
    const context = await browser.newContext({ baseURL: publicUrl, javaScriptEnabled: scripts, viewport: { width, height }, locale: 'en-GB' });
    if (session !== undefined) await context.addCookies([{ name: 'session', value: session, url: publicUrl }]);
    return Visitor.at(context, inspector, scripts);
  };
  return {
    house,
    stranger: (way = {}) => contextFor(way),
    async visitor(actor, way = {}) {
      const [membership] = await house.get(Accounts).membershipsOf(actor.personId ?? '');
      if (membership === undefined) throw new Error(`${actor.personName} has no membership.`);
      return contextFor(way, await house.get(Sessions).begin(membership, 'page', justNow(house)));
    },
    async arrive(actor, address, way = {}) {
      const visitor = await contextFor(way);
      await (await visitor.open(ChoosePerson, address)).signInAs(actor.personName);
      return visitor;
    },
    async send(actor, mutation, input) {
      const type = `${mutation[0]?.toUpperCase() ?? ''}${mutation.slice(1)}`;
      const { data, errors } = await house.gql<Record<string, Done & { __typename: string }>>(
        actor,
        `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on ${type}Payload { id version reference } ... on Refusal { code message }
          ... on InvalidInput { fields { field message } } ... on TransitionRefused { unmet { sentence } } } }`,
        { input: { idempotencyKey: newId(), ...input } },
      );
      const answer = data?.[mutation];
      if (answer?.__typename !== `${type}Payload`) throw new Error(`${mutation}: ${JSON.stringify(errors ?? answer)}`);
      return answer;
    },
  };
}

/** The address must be known before the house is built: its pages, its policy of forms and its sign-in name it. */
async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
