import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { Handovers } from './handovers.service.js';
import { InvitationsService } from './invitations.service.js';
import type { AddMembership, ChangeMembership, EndMembership, InviteMember, MoveMember, Place } from './membership.inputs.js';
import { PeopleDesk } from './people-desk.js';
import { PeopleNotices } from './people-notices.js';
import { PeopleService } from './people.service.js';

interface MembershipRow {
  readonly id: string;
  readonly person_id: string | null;
  readonly role: Role;
  readonly seat: string | null;
  readonly grade: number;
  readonly delegated_decisions: string[];
  readonly manager_membership_id: string | null;
  readonly valid_to: string | null;
  readonly version: number;
}

const known = `
  select (select true from agencies where id = $1 and ended_on is null) agency,
         ($2::uuid is null or exists (select from register_providers where id = $2)) provider,
         (select count(*)::int from panels where council_id = $3 and id = any ($4::uuid[]) and (valid_to is null or valid_to >= $5::date)) panels`;
const isHere = 'select from memberships where council_id = $1 and person_id = $2 limit 1';
const same = `
  select from memberships where council_id = $1 and person_id = $2 and role = $3 and agency_id is not distinct from $4::uuid
    and id is distinct from $6::uuid and (valid_to is null or valid_to >= $5::date)`;
const change = `
  update memberships set seat = $3, grade = $4, delegated_decisions = $5, manager_membership_id = $6, version = version + 1, changed_by = $7, changed_at = $8
  where council_id = $1 and id = $2 returning version`;
const end = `
  update memberships set valid_to = $3, ended_at = $4, succeeded_by = $5, version = version + 1, changed_by = $6, changed_at = $7
  where council_id = $1 and id = $2 returning version`;
const endSeats = `
  update panel_seats set valid_to = $3, version = version + 1 where council_id = $1 and membership_id = $2 and (valid_to is null or valid_to > $3::date)`;
const endDeputies = `
  update deputies set withdrawn_at = $3, version = version + 1
  where council_id = $1 and $2 in (membership_id, deputy_id) and withdrawn_at is null and valid_to >= $4::date`;

/** Joiners, movers, leavers: the only writer of what an administrator changes about memberships. Nothing is deleted. Inside a unit. */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
    private readonly people: PeopleService,
    private readonly invitations: InvitationsService,
    private readonly notices: PeopleNotices,
    private readonly handovers: Handovers,
  ) {}

  /** A joiner: the person where they are new, their membership, and the invitation where they cannot sign in yet. */
  async invite({ name, mail, phone, ...place }: InviteMember): Promise<Outcome> {
    await this.desk.administrators();
    const found = await this.people.personByMail(mail);
    await this.check(place, found, null);
    const personId = found ?? (await this.people.addPerson({ name, email: mail, ...(phone !== undefined && { phone }) }));
    return this.begin(place, personId);
  }

  /** Another membership of somebody who is here. */
  async add({ personId, ...place }: AddMembership): Promise<Outcome> {
    await this.desk.administrators();
    // Somebody of another council alone and nobody at all are the same answer.
    if ((await this.unit.query(isHere, [this.unit.actor.councilId, personId])).length === 0) throw new NotFound('person');
    await this.desk.hold('person', personId, null);
    await this.check(place, personId, null);
    return this.begin(place, personId);
  }

  /** Seat, rank, delegated decisions and manager: what may change while the place stays the same. */
  async change({ id, version, seat, grade, delegatedDecisions, managerMembershipId }: ChangeMembership): Promise<Outcome> {
    await this.desk.administrators();
    const held = await this.holdInForce(id, version);
    this.desk.demandAnother(held.person_id);
    await this.desk.demandInForce(managerMembershipId, 'managerMembershipId');
    if (managerMembershipId === id) throw new InvalidInput([{ field: 'managerMembershipId', message: 'Choose somebody else: nobody is their own manager' }]);
    const { actor, at } = this.unit;
    const [row] = await this.unit.query<{ version: number }>(change, [
      actor.councilId, id, seat, grade, delegatedDecisions, managerMembershipId ?? null, actor.membershipId, at.toString(),
    ]);
    await this.trail.record({
      subjectKind: 'membership', subjectId: id, action: 'membershipChanged',
      before: { seat: held.seat, grade: held.grade, delegatedDecisions: held.delegated_decisions, managerMembershipId: held.manager_membership_id },
      after: { seat, grade, delegatedDecisions, managerMembershipId: managerMembershipId ?? null },
    });
    if (grade > held.grade || delegatedDecisions.some((code) => !held.delegated_decisions.includes(code))) await this.notices.accessWidened(id, held.version);
    return { id, version: row?.version ?? version + 1 };
  }

  /**
   * A mover: another job, role or agency is another membership, so that what was recorded under the old one keeps saying what
   * somebody was then (R35, bad case 20).
   * @returns the new membership
   */
  async move({ id, version, ...place }: MoveMember): Promise<Outcome> {
    const administrators = await this.desk.administrators();
    const held = await this.holdInForce(id, version);
    if (held.person_id === null) throw new InvalidInput([{ field: 'form', message: 'Work without a person is not moved' }]);
    this.desk.demandAnother(held.person_id);
    if (place.role !== 'administrator') keepAnAdministrator(administrators, id, null);
    await this.check(place, held.person_id, id);
    const begun = await this.begin(place, held.person_id);
    await this.handovers.takeAlong(id, begun.id);
    await this.finish(held, { lastDay: undefined, workGoesTo: begun.id, reason: 'movedJob' });
    return begun;
  }

  /**
   * A leaver. At once, or after a last day: whoever's membership has ended is out at the next request, and everything they did stays.
   * @throws InvalidInput where nobody would be left to administer the council
   */
  async end({ id, version, lastDay, workGoesTo, reason }: EndMembership): Promise<Outcome> {
    const administrators = await this.desk.administrators();
    const held = await this.holdInForce(id, version);
    if (held.person_id === null) throw new InvalidInput([{ field: 'form', message: 'Work without a person does not end: the council needs it' }]);
    keepAnAdministrator(administrators, id, lastDay ?? null);
    if (workGoesTo !== undefined) await this.handovers.handOverAll(id, workGoesTo);
    return this.finish(held, { lastDay, workGoesTo, reason });
  }

  /** Their manager leaves: somebody else is told of what they have overdue (R18). Nobody is their own manager. */
  async manage(id: string, managerId: string): Promise<void> {
    const { actor, at } = this.unit;
    const manager = managerId === id ? null : managerId;
    const held = await this.desk.hold<MembershipRow>('membership', id, null);
    await this.unit.query(change, [actor.councilId, id, held.seat, held.grade, held.delegated_decisions, manager, actor.membershipId, at.toString()]);
    await this.trail.record({ subjectKind: 'membership', subjectId: id, action: 'membershipChanged', before: { managerMembershipId: held.manager_membership_id }, after: { managerMembershipId: manager } });
  }

  private async begin({ agencyId, role, seat, jobTitle, grade, delegatedDecisions, panelIds, providerId, managerMembershipId }: Place, personId: string): Promise<Outcome> {
    const id = await this.people.addMembership({
      personId, agencyId, role, seat, jobTitle, grade, delegatedDecisions, panelIds,
      ...(providerId !== undefined && { providerId }), ...(managerMembershipId !== undefined && { managerMembershipId }),
    });
    await this.invitations.sendOrTell(id, personId);
    await this.notices.accessWidened(id, 1);
    return { id, version: 1 };
  }

  private async finish(held: MembershipRow, { lastDay, workGoesTo, reason }: Pick<EndMembership, 'lastDay' | 'workGoesTo' | 'reason'>): Promise<Outcome> {
    const { actor, at } = this.unit;
    const until = lastDay ?? this.desk.dayBefore;
    const endedAt = lastDay === undefined ? at.toString() : null;
    const [row] = await this.unit.query<{ version: number }>(end, [
      actor.councilId, held.id, until, endedAt, workGoesTo ?? null, actor.membershipId, at.toString(),
    ]);
    await this.unit.query(endSeats, [actor.councilId, held.id, until]);
    if (lastDay === undefined) await this.unit.query(endDeputies, [actor.councilId, held.id, at.toString(), this.desk.today]);
    await this.invitations.withdrawOpen(held.id);
    await this.trail.record({ subjectKind: 'membership', subjectId: held.id, action: 'membershipEnded', after: { reason, lastDay: lastDay ?? null, endedAt, workGoesTo: workGoesTo ?? null } });
    return { id: held.id, version: row?.version ?? held.version + 1 };
  }

  private async holdInForce(id: string, version: number): Promise<MembershipRow> {
    const held = await this.desk.hold<MembershipRow>('membership', id, version);
    if (held.valid_to !== null && held.valid_to < this.desk.today) throw new InvalidInput([{ field: 'form', message: 'This membership has ended. Add another one instead.' }]);
    return held;
  }

  /** Everything wrong with a place at once. */
  private async check({ agencyId, role, providerId, panelIds, managerMembershipId }: Place, personId: string | null, besides: string | null): Promise<void> {
    const { councilId } = this.unit.actor;
    this.desk.demandAnother(personId);
    const problems: FieldProblem[] = [];
    const [found] = await this.unit.query<{ agency: boolean | null; provider: boolean; panels: number }>(known, [agencyId, providerId ?? null, councilId, panelIds, this.desk.today]);
    if (found?.agency !== true) problems.push({ field: 'agencyId', message: 'Choose an agency that has not ended' });
    if (found?.provider !== true) problems.push({ field: 'providerId', message: 'Choose a provider of the list' });
    if (found?.panels !== panelIds.length) problems.push({ field: 'panelIds', message: 'Choose panels of the list' });
    if (personId !== null && (await this.unit.query(same, [councilId, personId, role, agencyId, this.desk.today, besides])).length > 0) {
      problems.push({ field: 'role', message: 'This person already has this role for this agency' });
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    await this.desk.demandInForce(managerMembershipId, 'managerMembershipId');
  }
}

/** A council is never without somebody who can let others in. @param until the last day, null for at once */
function keepAnAdministrator(administrators: readonly { id: string; validTo: string | null }[], leaving: string, until: string | null): void {
  if (!administrators.some(({ id }) => id === leaving)) return;
  const staysOn = ({ validTo }: { validTo: string | null }): boolean => validTo === null || (until !== null && validTo > until);
  if (!administrators.some((one) => one.id !== leaving && staysOn(one))) {
    throw new InvalidInput([{ field: 'form', message: 'This is the council’s last administrator. Make somebody else an administrator first.' }]);
  }
}
