import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalDate, optionalId, optionalText, requiredDate, requiredText, version } from '../../platform/graphql/input-fields.js';

@InputType()
export class CreateActionInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { nullable: true, description: 'The service it is about, if one.' })
  serviceId?: string | null;

  @Field(() => String)
  description!: string;

  @Field(() => Boolean, { nullable: true, description: 'Without it a service does not step down.' })
  mustDo?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'The provider of the service does it, and reads what is to be done; the owner follows it.' })
  forProvider?: boolean | null;

  @Field(() => ID, { description: 'The membership of whoever does it.' })
  ownerMembershipId!: string;

  @Field(() => String, { description: 'A date as people type it, today or later.' })
  dueOn!: string;
}

const fromToday = (label: string, today: Temporal.PlainDate) =>
  requiredDate(label).pipe(z.string().refine((date) => date >= today.toString(), `${capital(label)} must be today or later`));
const untilToday = (label: string, today: Temporal.PlainDate) =>
  requiredDate(label).pipe(z.string().refine((date) => date <= today.toString(), `${capital(label)} must be today or in the past`));
const capital = (label: string): string => `${label[0]?.toUpperCase()}${label.slice(1)}`;

export const createActionInput = (today: Temporal.PlainDate) =>
  z.object({
    idempotencyKey,
    serviceId: optionalId('the service'),
    description: requiredText('what is to be done', 2_000),
    mustDo: z.boolean().nullish().transform((value) => value ?? false),
    forProvider: z.boolean().nullish().transform((value) => value ?? false),
    ownerMembershipId: id('who does it'),
    dueOn: fromToday('the date it is due', today),
  });

@InputType({ isAbstract: true })
abstract class ActionChangeInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;
}
const change = { id: id('the action'), version, idempotencyKey };

@InputType()
export class BeginActionInput extends ActionChangeInput {}
export const beginActionInput = z.object(change);
export type BeginAction = z.output<typeof beginActionInput>;

@InputType()
export class ReportActionCompleteInput extends ActionChangeInput {
  @Field(() => String, { description: 'What shows that it is done.' })
  evidence!: string;
}
export const reportActionCompleteInput = z.object({ ...change, evidence: requiredText('what shows that it is done', 4_000) });
export type ReportActionComplete = z.output<typeof reportActionCompleteInput>;

@InputType()
export class VerifyActionInput extends ActionChangeInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether it is done.' })
  done?: boolean | null;

  @Field(() => String, { description: 'When it was checked.' })
  checkedOn!: string;

  @Field(() => String, { description: 'How it was checked and what was found.' })
  method!: string;

  @Field(() => String, { nullable: true, description: 'Where it is not done: the date it is due now.' })
  newDueOn?: string | null;
}
export const verifyActionInput = (today: Temporal.PlainDate) =>
  z
    .object({
      ...change,
      done: z.boolean('Choose whether it is done'),
      checkedOn: untilToday('the date it was checked', today),
      method: requiredText('how it was checked and what was found', 4_000),
      newDueOn: optionalDate('the date it is due now'),
    })
    .refine(({ done, newDueOn }) => done || (newDueOn !== undefined && newDueOn >= today.toString()), {
      path: ['newDueOn'], message: 'Enter the date it is due now, today or later', when: ({ value }) => (value as { done?: unknown } | null)?.done === false,
    });
export type VerifyAction = z.output<ReturnType<typeof verifyActionInput>>;

@InputType()
export class RequestActionExtensionInput extends ActionChangeInput {
  @Field(() => String)
  newDueOn!: string;

  @Field(() => String)
  reason!: string;
}
export const requestActionExtensionInput = (today: Temporal.PlainDate) =>
  z.object({ ...change, newDueOn: fromToday('the new date', today), reason: requiredText('the reason for more time', 2_000) });
export type RequestActionExtension = z.output<ReturnType<typeof requestActionExtensionInput>>;

@InputType()
export class ExtendActionInput extends ActionChangeInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether more time is agreed.' })
  agreed?: boolean | null;

  @Field(() => String, { nullable: true })
  newDueOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Why more time is given or refused; where it was asked for in writing, only why it is refused.' })
  reason?: string | null;
}
export const extendActionInput = (today: Temporal.PlainDate) =>
  z
    .object({
      ...change,
      agreed: z.boolean('Choose whether more time is agreed'),
      newDueOn: optionalDate('the new date'),
      reason: optionalText('the reason', 2_000),
    })
    .superRefine(({ agreed, newDueOn, reason }, context) => {
      if (agreed && (newDueOn === undefined || newDueOn < today.toString())) context.addIssue({ code: 'custom', path: ['newDueOn'], message: 'Enter the new date, today or later' });
      if (!agreed && reason === undefined) context.addIssue({ code: 'custom', path: ['reason'], message: 'Enter why more time is refused' });
    });
export type ExtendAction = z.output<ReturnType<typeof extendActionInput>>;

@InputType()
export class SupersedeActionInput extends ActionChangeInput {
  @Field(() => String, { description: 'What replaces it and why.' })
  reason!: string;
}
export const supersedeActionInput = z.object({ ...change, reason: requiredText('what replaces it and why', 2_000) });
export type SupersedeAction = z.output<typeof supersedeActionInput>;
