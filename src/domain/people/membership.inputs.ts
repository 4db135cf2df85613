import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { personRoles, seats } from '../../platform/access/actor.js';
import {
  id, idempotencyKey, oneOf, optionalDate, parseDay, optionalId, optionalLine, requiredDate, requiredLine, version, wholeNumber, withRules,
} from '../../platform/graphql/input-fields.js';

export const endReasons = ['left', 'movedJob', 'noLongerNeeded', 'addedByMistake'] as const;

@InputType({ isAbstract: true })
abstract class PlaceInput {
  @Field(() => ID, { nullable: true, description: 'The agency they come from.' })
  agencyId?: string | null;

  @Field(() => String)
  role!: string;

  @Field(() => String, { nullable: true, description: 'The seat they fill when quorum is counted; none where absent.' })
  seat?: string | null;

  @Field(() => String, { description: 'As letters and minutes name them.' })
  jobTitle!: string;

  @Field(() => Int, { nullable: true, description: 'Rank for delegated decisions, 0 to 5.' })
  grade?: number | null;

  @Field(() => [String], { nullable: true, description: 'Decisions delegated to them beside those of their rank: D03 to D16.' })
  delegatedDecisions?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Panels they sit on: partners and CQC see the services of those panels alone (R37).' })
  panelIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'For the role provider: whose letters and representations they see.' })
  providerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Whom an overdue action of theirs is told to (R18).' })
  managerMembershipId?: string | null;
}

const limits = {
  seat: z.preprocess((value) => (value === '' ? null : (value ?? null)), z.enum(seats, 'Choose the seat').nullable()),
  grade: wholeNumber('the grade', 0, 5).default(0),
  delegatedDecisions: z.array(z.string().regex(/^D(0[3-9]|1[0-9]|2[01])$/, 'Choose decisions of the list, D03 to D21')).nullish().transform((codes) => [...new Set(codes ?? [])].sort()),
  managerMembershipId: optionalId('the manager'),
};
const place = {
  agencyId: id('the agency'),
  role: oneOf(personRoles, 'Choose the role'),
  jobTitle: requiredLine('the job title'),
  panelIds: z.array(id('the panels')).nullish().transform((ids) => [...new Set(ids ?? [])]),
  providerId: optionalId('the provider'),
  ...limits,
};
const placeRules = [
  { field: 'providerId', message: 'Choose the provider whose letters they see', broken: ({ role, providerId }: { role?: string; providerId?: string | undefined }) => role === 'provider' && providerId === undefined },
  { field: 'providerId', message: 'Only the role of a provider goes with a provider', broken: ({ role, providerId }: { role?: string; providerId?: string | undefined }) => role !== 'provider' && providerId !== undefined },
  { field: 'panelIds', message: 'Choose at least one panel: partners and CQC see the services of their panels alone', broken: ({ role, panelIds }: { role?: string; panelIds?: string[] }) => (role === 'partner' || role === 'cqcObserver') && panelIds?.length === 0 },
];
export type Place = z.output<z.ZodObject<typeof place>>;

@InputType()
export class InviteMemberInput extends PlaceInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Where the invitation goes. Somebody of this address who is there already gets another membership.' })
  mail!: string;

  @Field(() => String, { nullable: true })
  phone?: string | null;
}
const mail = requiredLine('the mail address').pipe(z.email('Enter the mail address, for example name@example.org'));
export const inviteMemberInput = withRules(z.object({ idempotencyKey, name: requiredLine('the name'), mail, phone: optionalLine('the telephone number', 40), ...place }), placeRules);
export type InviteMember = z.output<typeof inviteMemberInput>;

@InputType()
export class AddMembershipInput extends PlaceInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  personId!: string;
}
export const addMembershipInput = withRules(z.object({ idempotencyKey, personId: id('the person'), ...place }), placeRules);
export type AddMembership = z.output<typeof addMembershipInput>;

@InputType({ isAbstract: true })
abstract class ChangeInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = { id: id('the membership'), version, idempotencyKey };

@InputType()
export class ChangeMembershipInput extends ChangeInput {
  @Field(() => String, { nullable: true })
  seat?: string | null;

  @Field(() => Int, { nullable: true })
  grade?: number | null;

  @Field(() => [String], { nullable: true })
  delegatedDecisions?: string[] | null;

  @Field(() => ID, { nullable: true })
  managerMembershipId?: string | null;
}
export const changeMembershipInput = z.object({ ...change, ...limits });
export type ChangeMembership = z.output<typeof changeMembershipInput>;

@InputType()
export class MoveMemberInput extends PlaceInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
export const moveMemberInput = withRules(z.object({ ...change, ...place }), placeRules);
export type MoveMember = z.output<typeof moveMemberInput>;

@InputType()
export class EndMembershipInput extends ChangeInput {
  @Field(() => String, { description: 'left, movedJob, noLongerNeeded or addedByMistake' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The last day of access, today or later; at once where absent.' })
  lastDay?: string | null;

  @Field(() => ID, { nullable: true, description: 'The membership all their open work goes to that can go; what stays says why in `openWork`.' })
  workGoesTo?: string | null;
}
export const endMembershipInput = (today: Temporal.PlainDate) =>
  z.object({
    ...change,
    reason: oneOf(endReasons, 'Choose why it ends'),
    lastDay: optionalDate('the last day').pipe(z.string().refine((day) => day >= today.toString(), 'The last day must be today or later').optional()),
    workGoesTo: optionalId('who takes the work'),
  });
export type EndMembership = z.output<ReturnType<typeof endMembershipInput>>;

@InputType()
export class HandOverWorkInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The membership whose work it is, in force or ended.' })
  id!: string;

  @Field(() => ID, { description: 'The membership that has it from now on.' })
  workGoesTo!: string;

  @Field(() => [ID], { description: 'Which pieces, by their ids in `openWork`.' })
  workIds!: string[];
}
export const handOverWorkInput = z.object({
  idempotencyKey, id: id('the membership'), workGoesTo: id('who takes the work'),
  workIds: z.array(id('the work')).min(1, 'Choose what is handed over').transform((ids) => [...new Set(ids)]),
});
export type HandOverWork = z.output<typeof handOverWorkInput>;

@InputType()
export class ChangePersonInput extends ChangeInput {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  mail!: string;

  @Field(() => String, { nullable: true })
  phone?: string | null;
}
export const changePersonInput = z.object({ ...change, name: requiredLine('the name'), mail, phone: optionalLine('the telephone number', 40) });
export type ChangePerson = z.output<typeof changePersonInput>;

@InputType()
export class SendInvitationInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  membershipId!: string;
}
export const sendInvitationInput = z.object({ idempotencyKey, membershipId: id('the membership') });

@InputType()
export class WithdrawInvitationInput extends ChangeInput {}
export const withdrawInvitationInput = z.object({ ...change, id: id('the invitation') });
export type Withdrawal = z.output<typeof withdrawInvitationInput>;

@InputType()
export class NameDeputyInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'Whose place is taken.' })
  membershipId!: string;

  @Field(() => ID, { description: 'Who takes it.' })
  deputyId!: string;

  @Field(() => String)
  from!: string;

  @Field(() => String)
  to!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the deputy signs in as deputy throughout, as in an absence; otherwise they choose.' })
  automatic?: boolean | null;
}
/** A deputy for longer is another membership. */
const longestDeputyDays = 366;
/** What was typed may be no date: then that is what is said of it. */
const isLongerThan = (days: number, from: string | undefined, to: string | undefined): boolean => {
  const [first, last] = [from, to].map((typed) => parseDay(typed ?? ''));
  return first != null && last != null && Temporal.PlainDate.from(first).until(last, { largestUnit: 'day' }).days > days;
};
export const nameDeputyInput = (today: Temporal.PlainDate) =>
  withRules(
    z.object({
      idempotencyKey, membershipId: id('whose place is taken'), deputyId: id('the deputy'), from: requiredDate('the first day'), to: requiredDate('the last day'),
      automatic: z.boolean().nullish().transform((value) => value ?? false),
    }),
    [
      { field: 'to', message: 'The last day must be on or after the first day, and today or later', broken: ({ from, to }) => from !== undefined && to !== undefined && (to < from || to < today.toString()) },
      { field: 'to', message: 'Choose a year or less', broken: ({ from, to }) => isLongerThan(longestDeputyDays, from, to) },
      { field: 'deputyId', message: 'Choose somebody else: nobody is their own deputy', broken: ({ membershipId, deputyId }) => membershipId !== undefined && membershipId === deputyId },
    ],
  );
export type NameDeputy = z.output<ReturnType<typeof nameDeputyInput>>;

@InputType()
export class WithdrawDeputyInput extends ChangeInput {}
export const withdrawDeputyInput = z.object({ ...change, id: id('the deputy') });
