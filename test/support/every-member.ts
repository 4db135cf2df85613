import { PeopleService } from '../../src/domain/people/people.service.js';
import { type Actor, personRoles, type PersonRole, type Role, type Seat } from '../../src/platform/access/actor.js';
import { nobodyIn } from '../../src/platform/access/system-actors.js';
import { newId } from '../../src/platform/database/ids.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { type House, justNow } from './house.js';

/** Somebody of one council in one role, signed in both ways. */
export interface Member {
  readonly role: PersonRole;
  readonly actor: Actor;
  readonly cookie: string;
  readonly token: string;
}

const seatOf: Partial<Record<Role, Seat>> = { chair: 'chair', qaOfficer: 'contracts', safeguardingLead: 'safeguarding', partner: 'icbNurse', cqcObserver: 'cqc' };

/** One member of every role that a person can have, of a council, as joiners of its own: nobody is left out, also not a role that comes later. */
export async function everyMember(house: House, council: Pick<Actor, 'councilId' | 'councilName'>, providerId: string): Promise<Member[]> {
  const people = house.get(PeopleService);
  const office: Actor = { ...nobodyIn(council.councilId), councilName: council.councilName };
  const personIds = await house.unit.run(office, async () => {
    const agencyId = await people.addAgency(`Agency ${newId().slice(-6)}`, 'council', '2022-07-01');
    const joined: [PersonRole, string][] = [];
    for (const role of personRoles) {
      const personId = await people.addPerson({ name: `Fictional ${role}`, email: `${role}.${newId().slice(-8)}@example.org` });
      await people.addMembership({ personId, agencyId, role, seat: seatOf[role] ?? null, jobTitle: `Some ${role}`, grade: 3, ...(role === 'provider' && { providerId }) });
      joined.push([role, personId]);
    }
    return joined;
  });
  return Promise.all(personIds.map(([role, personId]) => memberOf(house, role, personId)));
}

async function memberOf(house: House, role: PersonRole, personId: string): Promise<Member> {
  const [membership] = await house.get(Accounts).membershipsOf(personId);
  if (membership === undefined) throw new Error(`${role} has no membership.`);
  const sessions = house.get(Sessions);
  const token = await sessions.begin(membership, 'token', justNow(house));
  const session = await sessions.byId(token, 'token');
  if (session === null) throw new Error(`${role} cannot sign in.`);
  return { role, actor: session.actor, cookie: `session=${await sessions.begin(membership, 'page', justNow(house))}`, token };
}
