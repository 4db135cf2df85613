import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { stageNames } from '../../procedures/index.ts';
import { CouncilsService } from '../domain/councils/councils.service.js';
import { PeopleService } from '../domain/people/people.service.js';
import { ContractsImport } from '../domain/providers/import/contracts-import.service.js';
import type { ImportReport } from '../domain/providers/import/import-tally.js';
import { RegisterImport } from '../domain/providers/import/register-import.service.js';
import { Accounts } from '../platform/identity/accounts.js';
import type { Actor } from '../platform/access/actor.js';
import { nobodyIn } from '../platform/access/system-actors.js';
import { newId } from '../platform/database/ids.js';
import { ReadUnit, statement } from '../platform/database/read-unit.js';
import { WriteUnit } from '../platform/database/write-unit.js';
import type { StoryCalendar } from './calendar.js';
import { type CastName, demoAddress, demoAgencies, demoCast, demoCouncil, demoManagers, type DemoMember } from './cast.js';
import { contractsFile } from './register/contracts-file.js';
import { providerId } from './register/places.js';
import { registerFile } from './register/register-file.js';

/** The cast as actors: who acts in the story. */
export type Cast = Readonly<Record<CastName, Actor>>;

/** The council, its contracts and register, its agencies and people, as they stand on the story's first day. */
export async function foundCouncil(app: INestApplicationContext, { firstDay, lastDay, cadence }: StoryCalendar): Promise<Cast> {
  const council = await app.get(CouncilsService, { strict: false }).create({ ...demoCouncil, panelDay: cadence });
  const office: Actor = { ...nobodyIn(council.id), councilName: council.name };
  await importContracts(app, firstDay.subtract({ days: 10 }));
  await importRegister(app, firstDay, lastDay);
  return addCast(app, office);
}

/** What CQC had published by a day; ratings that fell since the file before become intelligence. */
export async function importRegister(app: INestApplicationContext, on: Temporal.PlainDate, lastDay: Temporal.PlainDate): Promise<void> {
  await withFile(registerFile(on, lastDay), (path) => app.get(RegisterImport, { strict: false }).run(path, demoCouncil.name));
}

/** What CQC publishes of one place, as `registerOfNewOwner` writes it. */
export async function importOneOfRegister(app: INestApplicationContext, file: string): Promise<void> {
  await withFile(file, (path) => app.get(RegisterImport, { strict: false }).run(path, demoCouncil.name));
}

async function importContracts(app: INestApplicationContext, countedOn: Temporal.PlainDate): Promise<void> {
  await withFile(contractsFile(countedOn), (path) => app.get(ContractsImport, { strict: false }).run(path, demoCouncil.name));
}

/** @throws Error when a row is rejected: the demonstration's own files hold none that should be. */
async function withFile(text: string, run: (path: string) => Promise<ImportReport>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'harrowmere-'));
  try {
    const path = join(folder, 'file.csv');
    await writeFile(path, text);
    const { result } = await run(path);
    const [rejected] = result.rejected;
    if (rejected !== undefined) throw new Error(`Line ${rejected.line} of a demo file: ${rejected.reason}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addCast(app: INestApplicationContext, office: Actor): Promise<Cast> {
  const people = app.get(PeopleService, { strict: false });
  return app.get(WriteUnit, { strict: false }).run(office, async () => {
    const agencies = new Map<string, string>();
    for (const [key, agency] of Object.entries(demoAgencies)) agencies.set(key, await addAgency(people, agency));
    const joined: [string, Actor][] = [];
    for (const [key, member] of Object.entries(demoCast)) joined.push([key, await addMember(app, office, member, agencies.get(member.agency) ?? null)]);
    const cast = Object.fromEntries(joined) as Record<CastName, Actor>;
    for (const [name, manager] of Object.entries(demoManagers)) await people.nameManager(cast[name as CastName].membershipId, cast[manager].membershipId);
    return cast;
  });
}

async function addAgency(people: PeopleService, agency: (typeof demoAgencies)[keyof typeof demoAgencies]): Promise<string> {
  if (!('before' in agency)) return people.addAgency(agency.name, agency.kind, agency.since);
  const id = await people.addAgency(agency.before.name, agency.before.kind, agency.before.since);
  await people.renameAgency(id, agency.name, agency.since);
  await people.changeAgencyKind(id, agency.kind, agency.since);
  return id;
}

async function addMember(app: INestApplicationContext, office: Actor, member: DemoMember, agencyId: string | null): Promise<Actor> {
  const people = app.get(PeopleService, { strict: false });
  const { name, role, seat, jobTitle, grade, phone } = member;
  const ofProvider = role === 'provider' ? await providerOf(app, demoAgencies[member.agency].name) : null;
  const personId = await people.addPerson({ name, email: demoAddress(member), ...(phone !== undefined && { phone }) });
  const membershipId = await people.addMembership({ personId, agencyId, role, seat, jobTitle, grade, ...(ofProvider !== null && { providerId: ofProvider }) });
  return { ...office, membershipId, personId, personName: name, agencyId, providerId: ofProvider, role, seat, jobTitle, grade, correlationId: newId() };
}

const providerByCqcId = 'select id from register_providers where cqc_id = $1';

async function providerOf(app: INestApplicationContext, name: string): Promise<string> {
  const [row] = await app.get(WriteUnit, { strict: false }).query<{ id: string }>(providerByCqcId, [providerId(name)]);
  if (row === undefined) throw new Error(`The demo register has no provider "${name}".`);
  return row.id;
}

/** Somebody of the cast has lost their access meanwhile, as people do who try what an administrator may. */
export class CastIncomplete extends Error {
  override readonly name = 'CastIncomplete';

  constructor(gone: readonly CastName[]) {
    super(`The story needs people who have no access any more: ${gone.map((name) => demoCast[name].name).join(', ')}. Give them a role again under Administration, or begin anew with npm run demo:reset.`);
  }
}

/**
 * The cast of a council that stands, as they act there today.
 * @throws CastIncomplete where somebody of it may not act today
 */
export async function castOf(app: INestApplicationContext, councilId: string): Promise<Cast> {
  const names = new Map(Object.entries(demoCast).map(([name, member]) => [demoAddress(member), name as CastName]));
  const found = (await app.get(ReadUnit, { strict: false }).one<{ personId: string; address: string }[]>(nobodyIn(councilId), castByAddress, [[...names.keys()]], null)) ?? [];
  const cast: Partial<Record<CastName, Actor>> = {};
  for (const { personId, address } of found) {
    const [membership] = await app.get(Accounts, { strict: false }).membershipsOf(personId);
    const name = names.get(address);
    if (membership === undefined || name === undefined) continue;
    const { onBehalfOfName: _deputies, ...own } = membership;
    cast[name] = { ...own, stageNames: stageNames({}), grade: demoCast[name].grade, delegatedDecisions: [], onBehalfOf: null, correlationId: newId() };
  }
  const gone = [...names.values()].filter((name) => cast[name] === undefined);
  if (gone.length > 0) throw new CastIncomplete(gone);
  return cast as Cast;
}

const castByAddress = statement(`select coalesce(json_agg(json_build_object('personId', person_id, 'address', value)), '[]') as result from contact_details where kind = 'mail' and value = any ($1)`);

/** Lets the cast sign in through this issuer, whose port may be another than last time. */
export async function linkIdentities(app: INestApplicationContext, councilId: string, issuer: string): Promise<void> {
  const subjects = new Map(Object.values(demoCast).map((member) => [demoAddress(member), member.subject]));
  const found = await app.get(ReadUnit, { strict: false }).one<{ personId: string; address: string }[]>(nobodyIn(councilId), castByAddress, [[...subjects.keys()]], null);
  for (const { personId, address } of found ?? []) {
    const subject = subjects.get(address);
    if (subject === undefined) continue;
    await app.get(WriteUnit, { strict: false }).run({ ...nobodyIn(councilId), personId }, () => app.get(PeopleService, { strict: false }).linkIdentity(issuer, subject));
  }
}
