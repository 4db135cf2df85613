import { Injectable } from '@nestjs/common';
import { panelCircle, type Role, type Seat } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { Agency, type AgencyKind, AgencyKindRow, AgencyName } from './agency.entity.js';
import { Membership } from './membership.entity.js';
import { Person } from './person.entity.js';

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
}
export interface NewMembership {
  readonly personId: string;
  readonly agencyId: string | null;
  /** Only for the role `provider`: whose letters and representations this person sees. */
  readonly providerId?: string;
  readonly role: Role;
  readonly seat: Seat | null;
  readonly jobTitle: string;
  readonly grade?: number;
  readonly delegatedDecisions?: readonly string[];
  /** The panels this member sits on; where it is not said, a person with a seat, a partner or CQC sits on the council's first panel. */
  readonly panelIds?: readonly string[];
  /** Whom an overdue action of theirs is told to (R18). */
  readonly managerMembershipId?: string;
}

/** Roles that see only the services of panels they sit on (R37); the policies name the same two in `services_in_sight()`. */
const seesBySeat: readonly Role[] = ['partner', 'cqcObserver'];

const manages = `select from memberships where council_id = $1 and id = $2 and id <> $3 and person_id is not null and role = any ($4)
  and valid_from <= $5::date and (valid_to is null or valid_to >= $5::date)`;
const noManager = new InvalidInput([{ field: 'managerMembershipId', message: 'Choose somebody else who works with this council’s panel today' }]);

const firstPanel = 'select id from panels where council_id = $1 order by valid_from, recorded_at, id limit 1';
const addContact = 'insert into contact_details (person_id, kind, value) values ($1, $2, $3)';
const addSeat = `
  insert into panel_seats (council_id, id, panel_id, membership_id, seat, valid_from, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)`;

/** The only writer of people, their identities and memberships, and agencies. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
  ) {}

  async addAgency(name: string, kind: AgencyKind, validFrom: string): Promise<string> {
    const id = newId();
    await this.unit.manager.insert(Agency, { id, councilId: this.unit.actor.councilId, createdAt: this.unit.at.toString() });
    await this.unit.manager.insert(AgencyName, { id: newId(), agencyId: id, name, validFrom, validTo: null });
    await this.addKind(id, kind, validFrom);
    await this.trail.record({ subjectKind: 'agency', subjectId: id, action: 'agencyAdded', after: { name, kind, validFrom } });
    return id;
  }

  /** From this day on the agency has another name; what was recorded before keeps the old one (R35). */
  async renameAgency(id: string, name: string, validFrom: string): Promise<void> {
    const lastDay = Temporal.PlainDate.from(validFrom).subtract({ days: 1 }).toString();
    const [before] = await this.unit.query<{ name: string }>('update agency_names set valid_to = $2 where agency_id = $1 and valid_to is null returning name', [id, lastDay]);
    await this.unit.manager.insert(AgencyName, { id: newId(), agencyId: id, name, validFrom, validTo: null });
    await this.trail.record({ subjectKind: 'agency', subjectId: id, action: 'agencyRenamed', before: { name: before?.name ?? null }, after: { name, validFrom } });
  }

  /** From this day on it is of another kind; of the same day as a kind before, it corrects that one, and both stay (R35). */
  async changeAgencyKind(id: string, kind: AgencyKind, from: string): Promise<void> {
    const [before] = await this.unit.query<{ kind: AgencyKind | null }>('select agency_kind($1, $2::date) as kind', [id, from]);
    await this.addKind(id, kind, from);
    await this.trail.record({ subjectKind: 'agency', subjectId: id, action: 'agencyKindChanged', before: { kind: before?.kind ?? null }, after: { kind, validFrom: from } });
  }

  private async addKind(agencyId: string, kind: AgencyKind, kindFrom: string): Promise<void> {
    await this.unit.manager.insert(AgencyKindRow, { id: newId(), agencyId, kind, kindFrom, recordedAt: this.unit.at.toString() });
  }

  async addPerson({ name, email, phone }: NewPerson): Promise<string> {
    const id = newId();
    await this.unit.manager.insert(Person, { id, name, createdAt: this.unit.at.toString() });
    await this.unit.query(addContact, [id, 'mail', email]);
    if (phone !== undefined) await this.unit.query(addContact, [id, 'phone', phone]);
    // The trail says that a person was added, not their name and mail: those stand in one place.
    await this.trail.record({ subjectKind: 'person', subjectId: id, action: 'personAdded' });
    return id;
  }

  /** A person of any council by mail address, in any case of letters: their id alone, for administrators and the system. */
  async personByMail(email: string): Promise<string | null> {
    const [found] = await this.unit.query<{ id: string | null }>('select person_by_mail($1) as id', [email]);
    return found?.id ?? null;
  }

  /** An agency by a name it bears at this unit's instant. */
  async agencyNamed(name: string): Promise<string | null> {
    const [found] = await this.unit.query<{ id: string }>(
      'select agency_id id from agency_names where lower(name) = lower($1) and valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)', [name, londonDate(this.unit.at).toString()]);
    return found?.id ?? null;
  }

  /** Lets an identity provider's subject sign in as this person. Runs as that person: identities are their own rows. */
  async linkIdentity(issuer: string, subject: string): Promise<void> {
    const { personId } = this.unit.actor;
    if (personId === null) throw new Error('An identity is linked as the person it belongs to.');
    await this.unit.query('insert into identities (id, person_id, issuer, subject) values ($1, $2, $3, $4) on conflict (issuer, subject) do nothing', [newId(), personId, issuer, subject]);
  }

  async addMembership({ personId, agencyId, providerId, role, seat, jobTitle, grade = 0, delegatedDecisions = [], panelIds, managerMembershipId }: NewMembership): Promise<string> {
    const id = newId();
    const { actor, at } = this.unit;
    await this.unit.manager.insert(Membership, {
      councilId: actor.councilId, id, personId, agencyId, providerId: providerId ?? null, role, seat, jobTitle, grade,
      delegatedDecisions: [...delegatedDecisions], managerMembershipId: managerMembershipId ?? null, validFrom: londonDate(at).toString(), validTo: null,
    });
    await this.trail.record({ subjectKind: 'membership', subjectId: id, action: 'membershipAdded', after: { personId, agencyId, role, seat, jobTitle, grade, delegatedDecisions } });
    const sitsBySeat = seat !== null || seesBySeat.includes(role);
    for (const panelId of panelIds ?? (sitsBySeat ? await this.firstPanel() : [])) await this.seat(id, panelId, seat ?? 'other');
    return id;
  }

  /**
   * Names the manager of a member, by membership; null where nobody is. Told first of an action overdue (R18).
   * @throws NotFound where the council has no such member
   * @throws InvalidInput where the manager is the member, or nobody of this council's panel in force
   */
  async nameManager(membershipId: string, managerMembershipId: string | null): Promise<void> {
    const { actor, at } = this.unit;
    if (managerMembershipId !== null) {
      const found = await this.unit.query(manages, [actor.councilId, managerMembershipId, membershipId, panelCircle.filter((role) => role !== 'auditor'), londonDate(at).toString()]);
      if (found.length === 0) throw noManager;
    }
    const before = await this.unit.manager.findOneBy(Membership, { councilId: actor.councilId, id: membershipId });
    if (before === null) throw new NotFound('member');
    await this.unit.manager.update(Membership, { councilId: actor.councilId, id: membershipId }, { managerMembershipId });
    await this.trail.record({ subjectKind: 'membership', subjectId: membershipId, action: 'managerNamed', before: { managerMembershipId: before.managerMembershipId }, after: { managerMembershipId } });
  }

  private async firstPanel(): Promise<string[]> {
    return (await this.unit.query<{ id: string }>(firstPanel, [this.unit.actor.councilId])).map(({ id }) => id);
  }

  private async seat(membershipId: string, panelId: string, seat: Seat): Promise<void> {
    const { actor, at } = this.unit;
    await this.unit.query(addSeat, [actor.councilId, newId(), panelId, membershipId, seat, londonDate(at).toString(), at.toString()]);
  }
}
