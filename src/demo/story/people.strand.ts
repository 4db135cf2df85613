import { ActionsResolver } from '../../domain/actions/actions.resolver.js';
import { MembershipsResolver } from '../../domain/people/memberships.resolver.js';
import { newId } from '../../platform/database/ids.js';
import { type CastName, demoAddress, formerColleague, invited } from '../cast.js';
import type { Strand, Teller } from './teller.js';

const agencyOf = 'select agency_id as id from memberships where council_id = $1 and id = $2';
const firstPanel = 'select id from panels where council_id = $1 order by valid_from, recorded_at, id limit 1';

/**
 * A contracts officer who falls ill: a deputy takes his place, then he leaves and his work goes to the deputy. A reader of the Board is
 * cleared for names. On the last day a nurse is invited, and the quality officer names her deputy for her leave.
 */
export async function* peopleStrand(teller: Teller): Strand {
  const { cast, calendar } = teller;
  const [desk, actions] = [teller.get(MembershipsResolver), teller.get(ActionsResolver)];
  const read = async (text: string, ...values: string[]): Promise<string> => (await teller.read<{ id: string }>(text, [cast.chair.councilId, ...values], cast.administrator))[0]?.id ?? '';
  const agency = (of: CastName): Promise<string> => read(agencyOf, cast[of].membershipId);

  yield teller.at(['start', 0, '09:10']);
  const { name, jobTitle, role, grade } = formerColleague;
  const former = await teller.done(desk.inviteMember({
    idempotencyKey: newId(), name, mail: demoAddress(formerColleague), agencyId: await agency('secondOfficer'), role, grade, jobTitle, managerMembershipId: cast.headOfService.membershipId,
  }, teller.justSignedIn(cast.administrator)));
  const asked = { serviceId: await teller.service('Sorrelby Living'), description: 'Money records of the last quarter asked for from both houses', dueOn: calendar.after(3, -2).toString() };
  const theirs = await teller.done(actions.createAction({ idempotencyKey: newId(), ...asked, ownerMembershipId: former.id }, cast.qaOfficer));

  yield teller.at([1, 3, '08:50']);
  await teller.done(desk.nameDeputy({
    idempotencyKey: newId(), membershipId: former.id, deputyId: cast.secondOfficer.membershipId, from: teller.today().toString(), to: calendar.after(2, 6).toString(), automatic: false,
  }, teller.justSignedIn(cast.administrator)));
  yield teller.at([2, 3, '16:20']);
  await teller.done(desk.endMembership({ id: former.id, version: former.version, idempotencyKey: newId(), reason: 'left', workGoesTo: cast.secondOfficer.membershipId }, teller.justSignedIn(cast.administrator)));
  yield teller.at([2, 14, '14:40']);
  await teller.done(actions.reportActionComplete({ id: theirs.id, version: await teller.version(theirs.id), idempotencyKey: newId(), evidence: 'Both houses have sent their records of the quarter.' }, cast.secondOfficer));

  yield teller.at([2, 15, '10:10']);
  await teller.done(desk.giveNameClearance({
    idempotencyKey: newId(), membershipId: cast.boardReader.membershipId, reason: 'Chairs the sub-group that follows single services up with the council',
  }, teller.justSignedIn(cast.administrator)));

  yield calendar.at(calendar.lastDay, '11:40');
  await teller.done(desk.inviteMember({
    idempotencyKey: newId(), name: invited.name, mail: demoAddress(invited), agencyId: await agency('trustNurse'), role: 'partner', seat: 'other', jobTitle: 'Community Matron', panelIds: [await read(firstPanel)],
  }, teller.justSignedIn(cast.administrator)));
  await teller.done(desk.nameDeputy({
    idempotencyKey: newId(), membershipId: cast.qaOfficer.membershipId, deputyId: cast.secondOfficer.membershipId,
    from: calendar.toldOn.toString(), to: calendar.toldOn.add({ days: 13 }).toString(), automatic: false,
  }, teller.justSignedIn(cast.qaOfficer)));
}
