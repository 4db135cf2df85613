import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, requiredDate, requiredText } from '../../platform/graphql/input-fields.js';

/** A reason shorter than this says nothing (qualities.md 3.3). */
const leastReason = 20;
const longestReason = 2_000;
const reason = (label: string): z.ZodType<string, unknown> =>
  requiredText(label, longestReason).pipe(z.string().refine((text) => [...text].length >= leastReason, `Say ${label} in at least ${leastReason} characters`));

@InputType()
export class OpenSealedSourceInput {
  @Field(() => ID, { description: 'The record of intelligence.' })
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'At least 20 characters. Read by the safeguarding lead and the auditor.' })
  reason!: string;
}
export const openSealedSourceInput = z.object({ id: id('the record'), idempotencyKey, reason: reason('why you must know who told us') });
export type OpenSealedSource = z.output<typeof openSealedSourceInput>;

@InputType()
export class GiveSourceReaderInput {
  @Field(() => ID, { description: 'The record of intelligence.' })
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  membershipId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { description: 'The last day, a date as people type it; at most a year ahead.' })
  endsOn!: string;
}
/** @param today the last day may not be before it, nor over a year after it */
export const giveSourceReaderInput = (today: Temporal.PlainDate) =>
  z.object({
    id: id('the record'),
    idempotencyKey,
    membershipId: id('who may open it'),
    reason: reason('why they must know who told us'),
    endsOn: requiredDate('the last day they may open it').pipe(
      z.string().refine((date) => date >= today.toString() && date <= today.add({ years: 1 }).toString(), 'The last day must be today or later, and at most a year ahead'),
    ),
  });
export type GiveSourceReader = z.output<ReturnType<typeof giveSourceReaderInput>>;

@InputType()
export class EndSourceReaderInput {
  @Field(() => ID, { description: 'The reader, as `sourceAccess` lists them.' })
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;
}
export const endSourceReaderInput = z.object({ id: id('who may no longer open it'), idempotencyKey });

@InputType()
export class ReviewSourceOpeningInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'Whether it was right to open it, and what follows.' })
  note!: string;
}
export const reviewSourceOpeningInput = z.object({ id: id('the opening'), idempotencyKey, note: requiredText('what you found', longestReason) });
export type ReviewSourceOpening = z.output<typeof reviewSourceOpeningInput>;
