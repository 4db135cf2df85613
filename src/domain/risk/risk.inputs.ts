import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, requiredDate, requiredText, wholeNumber } from '../../platform/graphql/input-fields.js';

@InputType()
export class RecordRiskAssessmentInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  assessedOn!: string;

  @Field(() => String, { description: '1 to 5' })
  likelihood!: string;

  @Field(() => String, { description: '1 to 5' })
  impact!: string;

  @Field(() => String, { description: 'Why: a number cannot see the context.' })
  text!: string;
}

/** @param today an assessment is not of a later day */
export const recordRiskAssessmentInput = (today: Temporal.PlainDate) =>
  z.object({
    idempotencyKey,
    serviceId: id('the service'),
    assessedOn: requiredDate('the date of the assessment').pipe(z.string().refine((date) => date <= today.toString(), 'The date of the assessment must be today or in the past')),
    likelihood: wholeNumber('the likelihood', 1, 5),
    impact: wholeNumber('the impact', 1, 5),
    text: requiredText('what the assessment rests on'),
  });
export type RecordRiskAssessment = z.output<ReturnType<typeof recordRiskAssessmentInput>>;
