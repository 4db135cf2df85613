import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AgencyKindView, AgencyNameView } from './agency-history.types.js';
import { NameClearanceView } from './clearance.types.js';

@ArgsType()
export class MembershipListArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name, job title or agency.' })
  readonly search?: string | null;

  @Field(() => String, { nullable: true })
  readonly role?: string | null;

  @Field(() => String, { nullable: true, description: 'current (also where absent), ended, notSignedIn or all' })
  readonly state?: string | null;

  @Field(() => String, { nullable: true, description: 'name (also where absent), role, agency or newest' })
  readonly sort?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType({ description: 'An invitation of a membership, the newest.' })
export class InvitationView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateTimeScalar)
  readonly sentAt!: string;

  @Field(() => DateTimeScalar)
  readonly expiresAt!: string;

  @Field(() => String, { description: 'open, used, withdrawn or expired' })
  readonly state!: string;
}

@ObjectType({ description: 'A place on a panel.' })
export class SeatView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => ID)
  readonly panelId!: string;

  @Field(() => String)
  readonly panelName!: string;

  @Field(() => ID)
  readonly membershipId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String, { nullable: true })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly seat!: string;

  @Field(() => String, { nullable: true, description: 'Whose place they take when that person is away.' })
  readonly deputyOf!: string | null;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly to!: string | null;

  @Field(() => Boolean)
  readonly inForce!: boolean;
}

@ObjectType({ description: 'Somebody who takes the place of a membership for a while.' })
export class DeputyView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { description: 'Whose place is taken.' })
  readonly ofName!: string;

  @Field(() => String)
  readonly deputyName!: string;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateScalar)
  readonly to!: string;

  @Field(() => Boolean)
  readonly automatic!: boolean;

  @Field(() => Boolean)
  readonly withdrawn!: boolean;
}

@ObjectType({ description: 'A membership as an administrator sees it.' })
export class MembershipRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => ID)
  readonly personId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'For administrators and the person alone.' })
  readonly mail!: string | null;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => ID, { nullable: true })
  readonly agencyId!: string | null;

  @Field(() => String, { nullable: true, description: 'As it was called on the last day of the membership, or is called today (R35).' })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly role!: string;

  @Field(() => String)
  readonly roleName!: string;

  @Field(() => String, { nullable: true })
  readonly seat!: string | null;

  @Field(() => Int)
  readonly grade!: number;

  @Field(() => [String], { description: 'By code, beside those of their rank.' })
  readonly delegatedDecisions!: string[];

  @Field(() => [String], { description: 'The same in words.' })
  readonly delegatedNames!: string[];

  @Field(() => ID, { nullable: true })
  readonly managerMembershipId!: string | null;

  @Field(() => String, { nullable: true })
  readonly managerName!: string | null;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day of access; absent where none is set.' })
  readonly to!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was ended at once.' })
  readonly endedAt!: string | null;

  @Field(() => Boolean)
  readonly inForce!: boolean;

  @Field(() => String, { nullable: true, description: 'Who took the open work.' })
  readonly succeededBy!: string | null;

  @Field(() => Boolean, { description: 'Whether the person can sign in.' })
  readonly signsIn!: boolean;

  @Field(() => InvitationView, { nullable: true })
  readonly invitation!: InvitationView | null;
}

@ObjectType()
export class MembershipList {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;

  @Field(() => [MembershipRow])
  readonly rows!: MembershipRow[];
}

@ObjectType({ description: 'What somebody has open: a reference, never the record.' })
export class OpenWork {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'action, intelligence, chair or coordinator (of a meeting), or leadOfficer (of a service)' })
  readonly kind!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly dueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it cannot be handed over here: narrow (few may read it), begun (the meeting is open); null where it can.' })
  readonly stays!: string | null;
}

@ObjectType({ description: 'A person with every membership of this council, and what the chosen one has open.' })
export class PersonView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'For administrators and the person alone.' })
  readonly mail!: string | null;

  @Field(() => String, { nullable: true })
  readonly phone!: string | null;

  @Field(() => Boolean, { description: 'Whether the person also serves another council: then their name and address are not changed here.' })
  readonly servesElsewhere!: boolean;

  @Field(() => MembershipRow, { description: 'The membership that was asked for.' })
  readonly membership!: MembershipRow;

  @Field(() => [MembershipRow], { description: 'All of them, those in force first.' })
  readonly memberships!: MembershipRow[];

  @Field(() => [SeatView])
  readonly seats!: SeatView[];

  @Field(() => [DeputyView])
  readonly deputies!: DeputyView[];

  @Field(() => [NameClearanceView], { description: 'Of the membership that was asked for, the newest first.' })
  readonly clearances!: NameClearanceView[];

  @Field(() => [OpenWork])
  readonly openWork!: OpenWork[];
}

@ObjectType({ description: 'What became of an agency, or what it came from.' })
export class SuccessionView {
  @Field(() => ID)
  readonly agencyId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'succeeded or merged' })
  readonly kind!: string;

  @Field(() => DateScalar)
  readonly on!: string;

  @Field(() => Boolean, { description: 'Whether it took the place of this agency; otherwise this agency took its place.' })
  readonly isSuccessor!: boolean;
}

@ObjectType()
export class AgencyView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => [AgencyNameView], { description: 'Every name with its days, the newest first (R35).' })
  readonly names!: AgencyNameView[];

  @Field(() => [AgencyKindView], { description: 'Every kind with its first day, the newest first, what was corrected among them (R35).' })
  readonly kinds!: AgencyKindView[];

  @Field(() => [SuccessionView])
  readonly successions!: SuccessionView[];

  @Field(() => Int, { description: 'Memberships of this council in force.' })
  readonly members!: number;

  @Field(() => DateScalar, { nullable: true })
  readonly endedOn!: string | null;

  @Field(() => Boolean, { description: 'Whether this council keeps its names.' })
  readonly isOurs!: boolean;
}

@ObjectType()
export class PanelView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => [String], { nullable: true, description: 'Kinds of service it looks at; every kind where absent.' })
  readonly covers!: string[] | null;

  @Field(() => Int, { description: 'Services it looks at.' })
  readonly services!: number;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly to!: string | null;

  @Field(() => [SeatView])
  readonly seats!: SeatView[];
}

@ObjectType()
export class Choosable {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;
}

@ObjectType()
export class ChoosableMember extends Choosable {
  @Field(() => ID, { nullable: true, description: 'A deputy comes from the same agency.' })
  readonly agencyId!: string | null;
}

@ObjectType({ description: 'What the forms of administration offer.' })
export class AdministrationForm {
  @Field(() => [Choosable])
  readonly agencies!: Choosable[];

  @Field(() => [Choosable])
  readonly panels!: Choosable[];

  @Field(() => [Choosable], { description: 'Providers of services of this council.' })
  readonly providers!: Choosable[];

  @Field(() => [ChoosableMember], { description: 'Memberships in force, by name.' })
  readonly members!: ChoosableMember[];

  @Field(() => [Choosable], { description: 'Decisions that may be delegated, by code.' })
  readonly decisions!: Choosable[];

  @Field(() => [Choosable], { description: 'Roles a person may hold, by code.' })
  readonly roles!: Choosable[];
}

@ObjectType({ description: 'A service shared with another council (R37).' })
export class ShareView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String, { nullable: true })
  readonly agencyName!: string | null;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String)
  readonly sharedBy!: string;

  @Field(() => DateTimeScalar)
  readonly sharedAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly endsOn!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly endedAt!: string | null;
}
