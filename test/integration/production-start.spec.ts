import { addMember, linkSignIn } from '../../src/cli/add-member.js';
import { CommandFailed } from '../../src/cli/command.js';
import { CouncilsService } from '../../src/domain/councils/councils.service.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { openHouse, testSettings, type House } from '../support/house.js';

describe('a production install from nothing', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.get(CouncilsService).create({ name: 'Northby', registerName: 'Northby', procedure: 'default', administrator: { name: 'Ada First', email: 'ada@example.org' } });
  });
  afterAll(() => house.close());

  const chair = { council: 'northby', mail: 'Chair@example.org', name: 'Chris Chair', role: 'chair', jobTitle: 'Head of Commissioning', seat: 'chair', grade: '3', agency: 'Northby Council', agencyKind: 'council' };
  const whoIs = async (subject: string): Promise<{ role: string }[]> => {
    const personId = await house.get(Accounts).personOf(testSettings.oidc.issuer, subject);
    return personId === null ? [] : house.get(Accounts).membershipsOf(personId);
  };

  it('lets the administrator in by issuer and subject, and nobody by mail alone', async () => {
    expect(await whoIs('subject-of-ada')).toEqual([]);
    await linkSignIn(house.app, 'ADA@example.org', 'subject-of-ada');
    expect(await whoIs('subject-of-ada')).toEqual([expect.objectContaining({ role: 'administrator' })]);
  });

  it('adds people with their agency and role, and lets them in', async () => {
    await addMember(house.app, chair);
    await linkSignIn(house.app, 'chair@example.org', 'subject-of-chris');
    expect(await whoIs('subject-of-chris')).toEqual([expect.objectContaining({ role: 'chair', seat: 'chair', jobTitle: 'Head of Commissioning' })]);
  });

  it('names every option at fault at once, and what is not there', async () => {
    await expect(addMember(house.app, { ...chair, mail: 'no mail', role: 'king', grade: '9' })).rejects.toThrow(/--mail[^]*--role[^]*--grade/);
    await expect(addMember(house.app, { ...chair, role: 'system' })).rejects.toThrow(/--role is one of: (?!.*system)/);
    await expect(addMember(house.app, { ...chair, council: 'Nowhere' })).rejects.toThrow('no council called "Nowhere"');
    await expect(addMember(house.app, { ...chair, role: 'provider', provider: '1-000' })).rejects.toThrow('no provider 1-000');
    await expect(addMember(house.app, { ...chair, manager: 'nobody@example.org' })).rejects.toThrow('Nobody who works with this council');
    await addMember(house.app, { ...chair, mail: 'officer@example.org', role: 'qaOfficer', seat: undefined, manager: chair.mail });
    const managers = await house.sql<{ email: string }>(`select p.value as email from memberships o join contact_details me on me.person_id = o.person_id and me.kind = 'mail' join memberships m on m.id = o.manager_membership_id join contact_details p on p.person_id = m.person_id and p.kind = 'mail' where me.value = 'officer@example.org'`);
    expect(managers).toEqual([{ email: chair.mail }]);
    await expect(linkSignIn(house.app, 'nobody@example.org', 'x')).rejects.toThrow(CommandFailed);
  });
});
