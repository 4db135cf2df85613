import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, optionalDate, optionalLine, optionalText, requiredDate, requiredLine, withRules } from '../../platform/graphql/input-fields.js';
import { caseReference, funders } from './placing.inputs.js';

const otherFunders = ['otherCouncils', 'icb'] as const;
const named = (funder: string): boolean => otherFunders.some((other) => other === funder);

@InputType({ description: 'Somebody who uses the service, by case reference alone (R08).' })
export class ListPersonInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'The council’s case number; no name.' })
  caseReference!: string;

  @Field(() => String, { description: 'thisCouncil, otherCouncils, icb or selfFunding.' })
  funder!: string;

  @Field(() => String, { nullable: true, description: 'Which other council or integrated care board.' })
  funderName?: string | null;

  @Field(() => String, { description: 'Who reviews, by team or post.' })
  reviewer!: string;

  @Field(() => String, { description: 'now, soon or planned.' })
  priority!: string;
}
export const listPersonInput = withRules(
  z.object({
    idempotencyKey, serviceId: id('the service'), caseReference,
    funder: oneOf(funders, 'Choose who pays'),
    funderName: optionalLine('which council or integrated care board pays'),
    reviewer: requiredLine('who reviews: the team or post'),
    priority: oneOf(['now', 'soon', 'planned'], 'Choose how soon the review is needed'),
  }),
  [{ field: 'funderName', message: 'Enter which council or integrated care board pays', broken: ({ funder, funderName }) => named(funder) && funderName === undefined }],
);
export type ListPerson = z.output<typeof listPersonInput>;

@InputType({ description: 'The review of somebody on the list, and of who pays for themselves the offer of one (R08).' })
export class RecordPersonReviewInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: 'accepted or declined: what a self-funder said to the offer of a review or welfare check.' })
  offer?: string | null;

  @Field(() => String, { nullable: true, description: 'The date a self-funder was offered it: recorded at once, whatever they say later.' })
  offeredOn?: string | null;

  @Field(() => String, { nullable: true, description: 'The date the review was done.' })
  reviewedOn?: string | null;
}
export const recordPersonReviewInput = withRules(
  z.object({
    id: id('the person'), idempotencyKey,
    offer: z.preprocess((value) => (value === '' ? undefined : (value ?? undefined)), z.enum(['accepted', 'declined'], 'Choose what they said to the offer').optional()),
    offeredOn: optionalDate('the date it was offered'),
    reviewedOn: optionalDate('the date of the review'),
  }),
  [
    { field: 'reviewedOn', message: 'Enter the date of the review, or of a self-funder the date it was offered or what they said to it', broken: ({ offer, offeredOn, reviewedOn }) => offer === undefined && offeredOn === undefined && reviewedOn === undefined },
    { field: 'reviewedOn', message: 'Leave the date of the review empty: they declined it', broken: ({ offer, reviewedOn }) => offer === 'declined' && reviewedOn !== undefined },
  ],
);
export type RecordPersonReview = z.output<typeof recordPersonReviewInput>;

@InputType({ description: 'What another funder was asked about the people it pays for (R08).' })
export class RecordFunderRequestInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String, { description: 'otherCouncils or icb.' })
  funder!: string;

  @Field(() => String)
  funderName!: string;

  @Field(() => String)
  sentOn!: string;
}
export const recordFunderRequestInput = z.object({
  idempotencyKey, serviceId: id('the service'), funder: oneOf(otherFunders, 'Choose who was asked'),
  funderName: requiredLine('which council or integrated care board was asked'), sentOn: requiredDate('the date it was sent'),
});
export type RecordFunderRequest = z.output<typeof recordFunderRequestInput>;

@InputType({ description: 'What another funder answered (R08).' })
export class RecordFunderAnswerInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  answeredOn!: string;

  @Field(() => String, { nullable: true })
  answer?: string | null;
}
export const recordFunderAnswerInput = z.object({ id: id('the request'), idempotencyKey, answeredOn: requiredDate('the date of the answer'), answer: optionalText('the answer', 2000) });
export type RecordFunderAnswer = z.output<typeof recordFunderAnswerInput>;
