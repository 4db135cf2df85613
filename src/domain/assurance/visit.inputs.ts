import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalId, optionalText, requiredDate, requiredLine, requiredText, version } from '../../platform/graphql/input-fields.js';

@InputType({ isAbstract: true })
abstract class VisitFields {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'A code of the procedure’s kinds of visit.' })
  kind!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the provider was told beforehand.' })
  announced?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'At night, at the weekend or on a bank holiday.' })
  outOfHours?: boolean | null;

  @Field(() => [ID], { description: 'Memberships of those who go or went.' })
  officerIds!: string[];
}
const fields = {
  idempotencyKey,
  kind: requiredLine('what kind of visit it is', 40),
  announced: z.boolean('Choose whether the provider is told beforehand'),
  outOfHours: z.boolean('Choose whether it is out of hours'),
  officerIds: z.array(id('who visits'), 'Choose who visits').min(1, 'Choose who visits').max(20),
};

@InputType({ description: 'D02: a responsive visit, on intelligence.' })
export class DecideResponsiveVisitInput extends VisitFields {
  @Field(() => ID)
  serviceId!: string;

  @Field(() => ID, { description: 'The record of intelligence that it answers.' })
  intelligenceId!: string;

  @Field(() => String, { description: 'The last day for it, today or later.' })
  plannedOn!: string;

  @Field(() => String, { description: 'What it looks at.' })
  focus!: string;
}
export const decideResponsiveVisitInput = (today: Temporal.PlainDate) =>
  z.object({
    ...fields,
    serviceId: id('the service'),
    intelligenceId: id('the intelligence that it answers'),
    plannedOn: requiredDate('the last day for the visit').pipe(z.string().refine((day) => day >= today.toString(), 'The last day for the visit must be today or later')),
    focus: requiredText('what the visit looks at', 4_000),
  });
export type DecideResponsiveVisit = z.output<ReturnType<typeof decideResponsiveVisitInput>>;

@InputType({ isAbstract: true })
abstract class FoundFields extends VisitFields {
  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  visitedOn!: string;

  @Field(() => String, { description: 'What was seen, heard and read.' })
  finding!: string;

  @Field(() => [String], { description: 'Reasons for restrictions, by their codes, on which a fault was found (R09).' })
  faultReasons!: string[];

  @Field(() => String, { nullable: true, description: 'What of the plan was found done.' })
  verified?: string | null;

  @Field(() => [ID], { description: 'Actions it found done; each is verified by itself (R17).' })
  actionIds!: string[];
}
const found = (today: Temporal.PlainDate) => ({
  ...fields,
  visitedOn: requiredDate('the date of the visit').pipe(z.string().refine((day) => day <= today.toString(), 'The date of the visit must be today or in the past')),
  finding: requiredText('what was found'),
  faultReasons: z.array(requiredLine('the reason', 40)).max(20),
  verified: optionalText('what of the plan was found done', 4_000),
  actionIds: z.array(id('the action')).max(100),
});

@InputType({ description: 'What a visit found; `plannedVisitId` where it was decided on before (D02).' })
export class RecordVisitInput extends FoundFields {
  @Field(() => ID)
  serviceId!: string;

  @Field(() => ID, { nullable: true })
  plannedVisitId?: string | null;
}
export const recordVisitInput = (today: Temporal.PlainDate) => z.object({ ...found(today), serviceId: id('the service'), plannedVisitId: optionalId('the visit that was decided on') });
export type RecordVisit = z.output<ReturnType<typeof recordVisitInput>>;

@InputType({ description: 'Corrects what was recorded of a visit; what stood before is kept.' })
export class CorrectVisitInput extends FoundFields {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => String, { description: 'What was wrong.' })
  reason!: string;
}
export const correctVisitInput = (today: Temporal.PlainDate) => z.object({ ...found(today), id: id('the visit'), version, reason: requiredText('why it is corrected', 2_000) });
export type CorrectVisit = z.output<ReturnType<typeof correctVisitInput>>;

@InputType({ description: 'A visit that was decided on is not made.' })
export class CancelVisitInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'Why it is not made.' })
  reason!: string;
}
export const cancelVisitInput = z.object({ id: id('the visit'), version, idempotencyKey, reason: requiredText('why it is not made', 2_000) });
export type CancelVisit = z.output<typeof cancelVisitInput>;
