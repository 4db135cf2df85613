import type { INestApplicationContext } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CouncilsService } from '../domain/councils/councils.service.js';
import { type ServiceAccountRole, serviceAccountRoles, ServiceAccounts } from '../domain/people/service-accounts.service.js';
import type { Actor } from '../platform/access/actor.js';
import { SystemActors } from '../platform/access/system-actors.js';
import { WriteUnit } from '../platform/database/write-unit.js';
import { CommandFailed } from './command.js';

interface Options {
  readonly name: string;
  readonly council: string;
  readonly issuer?: string;
  readonly subject: string;
  readonly role: string;
}

/** @returns what was done, in words. @throws CommandFailed where the council or role is not there, or the identity is somebody's */
export async function addServiceAccount(app: INestApplicationContext, { name, council, issuer, subject, role }: Options): Promise<string> {
  const found = serviceAccountRoles.find((one): one is ServiceAccountRole => one === role);
  if (found === undefined) throw new CommandFailed(`--role is one of: ${serviceAccountRoles.join(', ')}`);
  const { oidc, api } = app.get<Settings>(SETTINGS, { strict: false });
  const actor = await actorIn(app, council);
  const from = issuer ?? oidc.issuer;
  const accounts = app.get(ServiceAccounts, { strict: false });
  const id = await app.get(WriteUnit, { strict: false }).run(actor, () => accounts.add({ name, issuer: from, subject, role: found }));
  if (id === null) throw new CommandFailed(`The subject "${subject}" of ${from} is somebody’s already.`);
  const audience = api === undefined ? 'Set API_AUDIENCE before its tokens are taken.' : `Its access tokens must be for ${api.audience} and hold ${api.scope}.`;
  return `${name} may use the API in ${council} as ${found}, recognised as ${subject} of ${from}. ${audience}`;
}

/** @throws CommandFailed where the council has no such account in force */
export async function endServiceAccount(app: INestApplicationContext, council: string, name: string): Promise<string> {
  const actor = await actorIn(app, council);
  const accounts = app.get(ServiceAccounts, { strict: false });
  if (!(await app.get(WriteUnit, { strict: false }).run(actor, () => accounts.end(name)))) throw new CommandFailed(`${council} has no service account "${name}" in force.`);
  return `${name} has ended: its tokens open nothing from the next request on.`;
}

async function actorIn(app: INestApplicationContext, name: string): Promise<Actor> {
  const council = await app.get(CouncilsService, { strict: false }).byName(name);
  if (council === null) throw new CommandFailed(`There is no council called "${name}".`);
  return app.get(SystemActors, { strict: false }).of(council.id, 'import');
}
