import { Injectable } from '@nestjs/common';
import { defaultProcedure } from '../../../procedures/index.ts';
import { type Actor, personRoles } from '../../platform/access/actor.js';
import { roleNames } from '../../platform/access/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { type ReadRecord, ReadUnit, type Statement } from '../../platform/database/read-unit.js';
import { pageNumber } from '../../platform/graphql/paging.js';
import { agencies, agency, form, memberships, panels, person, shares } from './administration.statements.js';
import type { AdministrationForm, AgencyView, MembershipList, MembershipListArgs, MembershipRow, PanelView, PersonView, ShareView } from './administration.types.js';

const pageSize = 25;

type Unnamed<View> = Omit<View, 'roleName' | 'delegatedDecisionNames'>;
const decisions: Readonly<Record<string, string>> = Object.fromEntries(defaultProcedure.authorities.map(({ code, words }) => [code, words]));
/** Codes as people read them: the role, and what is delegated to them. Every council shares the codes of decisions. */
const named = (row: Unnamed<MembershipRow>): MembershipRow => ({
  ...row, roleName: roleNames[row.role as keyof typeof roleNames], delegatedDecisionNames: row.delegatedDecisions.map((code) => [code, decisions[code]].filter((part) => part !== undefined).join(', ')),
});

/** A list of the council's own: what names people, or says with whom something is shared, is recorded as read (Sec-3). */
const listed = ({ councilId }: Actor, operation: string): ReadRecord => ({ operation, subjectKind: 'council', subjectId: councilId });

/** What administrators read of people, agencies and panels. Each is one statement. */
@Injectable()
export class AdministrationQueries {
  constructor(
    private readonly reads: ReadUnit,
    private readonly clock: Clock,
  ) {}

  async memberships(actor: Actor, { search, role, state, sort, page }: MembershipListArgs): Promise<MembershipList> {
    const values = [this.today(), this.clock.now().toString(), search?.trim() || null, role || null, state || 'current', sort || 'name', pageNumber(page), pageSize];
    const found = await this.must<Omit<MembershipList, 'rows'> & { rows: Unnamed<MembershipRow>[] }>(actor, memberships, values, listed(actor, 'memberships'));
    return { ...found, rows: found.rows.map(named) };
  }

  async person(actor: Actor, membershipId: string): Promise<PersonView | null> {
    const record = { operation: 'person', subjectKind: 'membership', subjectId: membershipId };
    const found = await this.reads.one<PersonView>(actor, person, [this.today(), this.clock.now().toString(), membershipId], record);
    return found && { ...found, membership: named(found.membership), memberships: found.memberships.map(named) };
  }

  agencies(actor: Actor): Promise<AgencyView[]> {
    return this.must(actor, agencies, [this.today(), null]);
  }

  async agency(actor: Actor, id: string): Promise<AgencyView | null> {
    return (await this.must<AgencyView[]>(actor, agency, [this.today(), id]))[0] ?? null;
  }

  panels(actor: Actor): Promise<PanelView[]> {
    return this.must(actor, panels, [this.today(), null]);
  }

  async panel(actor: Actor, id: string): Promise<PanelView | null> {
    return (await this.must<PanelView[]>(actor, panels, [this.today(), id]))[0] ?? null;
  }

  async form(actor: Actor): Promise<AdministrationForm> {
    const found = await this.must<Omit<AdministrationForm, 'roles'>>(actor, form, [this.today()]);
    return { ...found, roles: personRoles.map((role) => ({ id: role, name: roleNames[role] })) };
  }

  shares(actor: Actor, serviceId: string | null): Promise<ShareView[]> {
    return this.must(actor, shares, [this.today(), serviceId], serviceId === null ? listed(actor, 'shares') : { operation: 'shares', subjectKind: 'service', subjectId: serviceId });
  }

  private async must<Found>(actor: Actor, asked: Statement, values: readonly unknown[], record: ReadRecord | null = null): Promise<Found> {
    const found = await this.reads.one<Found>(actor, asked, values, record);
    if (found === null) throw new Error('A statement of administration has no result.');
    return found;
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
