import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CouncilsService } from '../domain/councils/councils.service.js';
import { agencyKinds } from '../domain/people/agency.entity.js';
import { PeopleService } from '../domain/people/people.service.js';
import { panelCircle, personRoles, seats } from '../platform/access/actor.js';
import { nobodyIn, SystemActors } from '../platform/access/system-actors.js';
import { Clock } from '../platform/clock/clock.js';
import { newId } from '../platform/database/ids.js';
import { WriteUnit } from '../platform/database/write-unit.js';
import { CommandFailed } from './command.js';

const memberInput = z.object({
  council: z.string(),
  mail: z.email('--mail is not a mail address'),
  name: z.string().trim().min(1, '--name is empty'),
  role: z.enum(personRoles, `--role is one of: ${personRoles.join(', ')}`),
  jobTitle: z.string().trim().min(1, '--job-title is empty'),
  seat: z.enum(seats, `--seat is one of: ${seats.join(', ')}`).optional(),
  grade: z.coerce.number('--grade is a number from 0 to 5').int('--grade is a number from 0 to 5').min(0, '--grade is a number from 0 to 5').max(5, '--grade is a number from 0 to 5'),
  agency: z.string().trim().min(1).optional(),
  agencyKind: z.enum(agencyKinds, `--agency-kind is one of: ${agencyKinds.join(', ')}`),
  manager: z.email('--manager is not a mail address').optional(),
  provider: z.string().trim().min(1).optional(),
}).refine(({ role, provider }) => (role === 'provider') === (provider !== undefined), '--provider goes with --role provider, and with no other');

/** @returns what was done, in words. @throws CommandFailed naming every option at fault, or the council or provider that is not there */
export async function addMember(app: INestApplicationContext, options: object): Promise<string> {
  const parsed = memberInput.safeParse(options);
  if (!parsed.success) throw new CommandFailed(parsed.error.issues.map(({ message }) => message).join('\n'));
  const { council: councilName, mail, name, role, jobTitle, seat, grade, agency, agencyKind, manager, provider } = parsed.data;
  const council = await app.get(CouncilsService, { strict: false }).byName(councilName);
  if (council === null) throw new CommandFailed(`There is no council called "${councilName}".`);
  const unit = app.get(WriteUnit, { strict: false });
  const people = app.get(PeopleService, { strict: false });
  const actor = await app.get(SystemActors, { strict: false }).of(council.id, 'import');
  const today = app.get(Clock, { strict: false }).today().toString();
  await unit.run(actor, async () => {
    const providerId = provider === undefined ? undefined : await providerOf(unit, provider);
    const personId = (await people.personByMail(mail)) ?? (await people.addPerson({ name, email: mail }));
    const agencyId = agency === undefined ? null : ((await people.agencyNamed(agency)) ?? (await people.addAgency(agency, agencyKind, today)));
    const membershipId = await people.addMembership({ personId, agencyId, role, seat: seat ?? null, jobTitle, grade, ...(providerId !== undefined && { providerId }) });
    if (manager !== undefined) await people.nameManager(membershipId, await managerCalled(unit, council.id, manager, today));
  });
  return `${name} is ${jobTitle} (${role}) in ${council.name}. When they first sign in they are shown a code: npm run cli -- person link ${mail} CODE`;
}

/** @throws CommandFailed when nobody has this mail address */
export async function linkSignIn(app: INestApplicationContext, mail: string, subject: string): Promise<string> {
  const unit = app.get(WriteUnit, { strict: false });
  const people = app.get(PeopleService, { strict: false });
  const { oidc } = app.get<Settings>(SETTINGS, { strict: false });
  const nobody = nobodyIn(newId());
  const personId = await unit.run(nobody, () => people.personByMail(mail));
  if (personId === null) throw new CommandFailed(`Nobody here has the mail address ${mail}. Add them first: npm run cli -- person add --help`);
  await unit.run({ ...nobody, personId }, () => people.linkIdentity(oidc.issuer, subject));
  return `${mail} may sign in through ${oidc.issuer}.`;
}

// Of several memberships, the one of the highest rank.
const membershipByMail = `select m.id from memberships m where m.council_id = $1 and m.person_id = person_by_mail($2) and m.role = any ($4)
  and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date) order by m.grade desc, m.id limit 1`;

async function managerCalled(unit: WriteUnit, councilId: string, mail: string, today: string): Promise<string> {
  const [found] = await unit.query<{ id: string }>(membershipByMail, [councilId, mail, today, panelCircle.filter((role) => role !== 'auditor')]);
  if (found === undefined) throw new CommandFailed(`Nobody who works with this council’s panel has the mail address ${mail}: add the manager first.`);
  return found.id;
}

async function providerOf(unit: WriteUnit, cqcId: string): Promise<string> {
  const [found] = await unit.query<{ id: string }>('select id from register_providers where cqc_id = $1', [cqcId]);
  if (found === undefined) throw new CommandFailed(`The register has no provider ${cqcId}.`);
  return found.id;
}
