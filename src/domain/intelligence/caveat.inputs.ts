import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, optionalDate, optionalText, requiredDate, requiredText, version } from '../../platform/graphql/input-fields.js';

@InputType()
export class ChangeCaveatInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version you saw.' })
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'Who may see it: a caveat of the local procedure; the same again keeps it.' })
  caveat!: string;

  @Field(() => String, { description: 'Read by whoever may read the record.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'The day, after today, on which somebody looks again; demanded for what CQC has not published (R28).' })
  reviewOn?: string | null;

  @Field(() => String, { nullable: true, description: 'What in the record is not as CQC published it.' })
  correction?: string | null;
}
/** @param today the day of the review is after it, by a year at most */
export const changeCaveatInput = (today: Temporal.PlainDate) =>
  z.object({
    id: id('the record'), version, idempotencyKey,
    caveat: z.string('Choose who may see it').regex(/^[a-zA-Z][a-zA-Z0-9]{0,60}$/, 'Choose who may see it'),
    reason: requiredText('why who may see it changes, or stays', 2_000),
    reviewOn: optionalDate('the day on which it is looked at again').pipe(
      z.string().optional().refine((date) => date === undefined || isAhead(date, today), 'The day on which it is looked at again must be after today, and at most a year ahead'),
    ),
    correction: optionalText('what is not as CQC published it', 4_000),
  });
export type ChangeCaveat = z.output<ReturnType<typeof changeCaveatInput>>;

export const isAhead = (date: string, today: Temporal.PlainDate): boolean => date > today.toString() && date <= today.add({ years: 1 }).toString();

@InputType()
export class ShareIntelligenceInput {
  @Field(() => ID, { description: 'The record of intelligence.' })
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The host or placing council it is shared with.' })
  agencyId!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => String, { nullable: true, description: 'What the law allows it by; cooperation between councils where absent.' })
  lawfulBasis?: string | null;

  @Field(() => String, { description: 'The last day, at most a year ahead.' })
  endsOn!: string;
}
/** @param today the last day is it or later, by a year at most */
export const shareIntelligenceInput = (today: Temporal.PlainDate) =>
  z.object({
    id: id('the record'), idempotencyKey, agencyId: id('the council it is shared with'), reason: requiredText('why it is shared', 500), lawfulBasis: optionalText('the lawful basis', 400),
    endsOn: requiredDate('the last day').pipe(z.string().refine((date) => date === today.toString() || isAhead(date, today), 'The last day must be today or later, and at most a year ahead')),
  });
export type ShareIntelligence = z.output<ReturnType<typeof shareIntelligenceInput>>;

@InputType()
export class NameRecordReaderInput {
  @Field(() => ID, { description: 'The record of intelligence.' })
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  membershipId!: string;
}
export const nameRecordReaderInput = z.object({ id: id('the record'), idempotencyKey, membershipId: id('who may read it') });
export type NameRecordReader = z.output<typeof nameRecordReaderInput>;

@InputType()
export class EndRecordReaderInput extends NameRecordReaderInput {}
export const endRecordReaderInput = z.object({ id: id('the record'), idempotencyKey, membershipId: id('who is no longer to read it') });
export type EndRecordReader = z.output<typeof endRecordReaderInput>;
