import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { seats } from '../../platform/access/actor.js';
import { id, idempotencyKey, oneOf, optionalDate, optionalId, optionalLine, optionalText, requiredDate, requiredLine, version, withRules } from '../../platform/graphql/input-fields.js';
import { agencyKinds } from './agency.entity.js';
import { panelKinds, serviceKinds } from './panel.js';

@InputType({ isAbstract: true })
abstract class ChangeInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = (what: string) => ({ id: id(what), version, idempotencyKey });

@InputType()
export class AddAgencyInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  kind!: string;

  @Field(() => String, { description: 'The day the name came into use.' })
  from!: string;
}
export const addAgencyInput = z.object({ idempotencyKey, name: requiredLine('the name'), kind: oneOf(agencyKinds, 'Choose the kind of agency'), from: requiredDate('the day the name came into use') });
export type AddAgency = z.output<typeof addAgencyInput>;

@InputType()
export class ChangeAgencyInput extends ChangeInput {
  @Field(() => String, { nullable: true, description: 'Its new name; the present one stays where absent.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Its new kind; the present one stays where absent. From the first day of a kind that was mistyped, it corrects that kind.' })
  kind?: string | null;

  @Field(() => String, { description: 'The first day; what was recorded before keeps the old name and kind (R35).' })
  from!: string;
}
export const changeAgencyInput = withRules(
  z.object({
    ...change('the agency'), name: optionalLine('the new name', 200), from: requiredDate('the first day'),
    kind: z.preprocess((value) => (value === '' || value === null ? undefined : value), z.enum(agencyKinds, 'Choose the kind of agency').optional()),
  }),
  [{ field: 'name', message: 'Enter the new name, or choose the new kind', broken: ({ name, kind }: { name?: string | undefined; kind?: string | undefined }) => name === undefined && kind === undefined }],
);
export type ChangeAgency = z.output<typeof changeAgencyInput>;

@InputType()
export class SucceedAgencyInput extends ChangeInput {
  @Field(() => ID, { description: 'The agency that takes its place.' })
  successorId!: string;

  @Field(() => String, { description: 'succeeded or merged' })
  kind!: string;

  @Field(() => String, { description: 'The first day of the successor.' })
  on!: string;
}
export const succeedAgencyInput = z.object({
  ...change('the agency'), successorId: id('the agency that takes its place'), kind: oneOf(['succeeded', 'merged'], 'Choose whether it was succeeded or merged'), on: requiredDate('the day'),
});
export type SucceedAgency = z.output<typeof succeedAgencyInput>;

const covers = z.array(oneOf(serviceKinds, 'Choose kinds of service of the list')).nullish().transform((kinds) => (kinds === null || kinds === undefined || kinds.length === 0 ? null : [...new Set(kinds)]));

@InputType()
export class AddPanelInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'escalation, strategic, triage or other' })
  kind!: string;

  @Field(() => [String], { nullable: true, description: 'Kinds of service it looks at; every kind where absent.' })
  covers?: string[] | null;
}
export const addPanelInput = z.object({ idempotencyKey, name: requiredLine('the name'), kind: oneOf(panelKinds, 'Choose the kind of panel'), covers });
export type AddPanel = z.output<typeof addPanelInput>;

@InputType()
export class ChangePanelInput extends ChangeInput {
  @Field(() => String)
  name!: string;

  @Field(() => [String], { nullable: true })
  covers?: string[] | null;
}
export const changePanelInput = z.object({ ...change('the panel'), name: requiredLine('the name'), covers });
export type ChangePanel = z.output<typeof changePanelInput>;

@InputType()
export class ClosePanelInput extends ChangeInput {}
export const closePanelInput = z.object(change('the panel'));
export type ClosePanel = z.output<typeof closePanelInput>;

@InputType()
export class SeatMemberInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  panelId!: string;

  @Field(() => ID)
  membershipId!: string;

  @Field(() => String)
  seat!: string;

  @Field(() => ID, { nullable: true, description: 'The membership whose place they take when it is away.' })
  deputyOf?: string | null;
}
export const seatMemberInput = z.object({ idempotencyKey, panelId: id('the panel'), membershipId: id('who sits'), seat: oneOf(seats, 'Choose the seat'), deputyOf: optionalId('whose deputy they are') });
export type SeatMember = z.output<typeof seatMemberInput>;

@InputType()
export class EndSeatInput extends ChangeInput {}
export const endSeatInput = z.object(change('the seat'));
export type EndSeat = z.output<typeof endSeatInput>;

@InputType()
export class ShareServiceInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => ID, { description: 'The host or placing council it is shared with.' })
  agencyId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { nullable: true, description: 'What the law allows it by; cooperation between councils where absent.' })
  lawfulBasis?: string | null;

  @Field(() => String, { nullable: true, description: 'The last day; until it is ended where absent.' })
  endsOn?: string | null;
}
export const shareServiceInput = (today: Temporal.PlainDate) =>
  z.object({
    idempotencyKey, serviceId: id('the service'), agencyId: id('the council it is shared with'), reason: requiredLine('why it is shared', 500),
    lawfulBasis: optionalText('the lawful basis', 400),
    endsOn: optionalDate('the last day').pipe(z.string().refine((day) => day >= today.toString(), 'The last day must be today or later').optional()),
  });
export type ShareService = z.output<ReturnType<typeof shareServiceInput>>;

@InputType()
export class EndShareInput extends ChangeInput {}
export const endShareInput = z.object(change('the share'));
export type EndShare = z.output<typeof endShareInput>;
