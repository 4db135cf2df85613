import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, oneOf, requiredDate, requiredLine, requiredText, version, withRules } from '../../platform/graphql/input-fields.js';

/** Who pays for somebody's care, as the counts of people have it (R29). */
export const funders = ['thisCouncil', 'otherCouncils', 'icb', 'selfFunding'] as const;
/** Why a placement may be an exception (domain.md 3.2). */
export const exceptionGrounds = ['returningFromHospital', 'respiteBooked', 'couple', 'other'] as const;

/** A case number of the council: no name fits in, and so none is kept (R08, R40). */
export const caseReference = requiredLine('the case reference', 40).pipe(
  z.string().regex(/^[A-Za-z]{0,6}[-/ ]?[0-9][0-9A-Za-z/-]*$/, 'Enter the case reference alone, such as “C-10482”: no name, and at least one number'),
);

@InputType({ description: 'That the alert was read.' })
export class AcknowledgeAlertInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;
}
export const acknowledgeAlertInput = z.object({ id: id('the alert'), idempotencyKey });

@InputType({ description: 'An exception to a restriction, asked for before anybody is placed (R40).' })
export class AskForExceptionInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  restrictionId!: string;

  @Field(() => String, { description: 'The council’s case number; no name.' })
  caseReference!: string;

  @Field(() => String, { description: 'returningFromHospital, respiteBooked, couple or other.' })
  ground!: string;

  @Field(() => String)
  why!: string;
}
export const askForExceptionInput = z.object({
  idempotencyKey, restrictionId: id('the restriction'), caseReference,
  ground: oneOf(exceptionGrounds, 'Choose why this is an exception'),
  why: requiredText('why the placement is asked for and how it would be safe', 4000),
});
export type AskForException = z.output<typeof askForExceptionInput>;

@InputType({ description: 'The answer to an exception that was asked for (R40).' })
export class DecideExceptionInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => Boolean)
  granted!: boolean;

  @Field(() => String)
  reasons!: string;
}
export const decideExceptionInput = z.object({
  id: id('the exception'), version, idempotencyKey, granted: z.boolean('Choose whether it is granted'), reasons: requiredText('the reasons', 4000),
});
export type DecideException = z.output<typeof decideExceptionInput>;

@InputType({ description: 'A placement that was made against a restriction (R40, case 11).' })
export class RecordPlacementAgainstInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  restrictionId!: string;

  @Field(() => String, { description: 'Who pays: thisCouncil, otherCouncils, icb or selfFunding.' })
  funder!: string;

  @Field(() => String, { nullable: true, description: 'The council’s case number; no name. Somebody who pays for themselves may have none (case 17).' })
  caseReference?: string | null;

  @Field(() => String)
  placedOn!: string;

  @Field(() => String, { description: 'The team or body that placed.' })
  placedBy!: string;

  @Field(() => String)
  why!: string;
}
export const recordPlacementInput = withRules(z.object({
  idempotencyKey, restrictionId: id('the restriction'), funder: oneOf(funders, 'Choose who pays'),
  caseReference: z.preprocess((value) => (value === '' ? undefined : (value ?? undefined)), caseReference.optional()),
  placedOn: requiredDate('the date of the placement'),
  placedBy: requiredLine('who placed: the team or body', 200),
  why: requiredText('why it was made against the restriction', 4000),
}), [{ field: 'caseReference', message: 'Enter the case reference: only somebody who pays for themselves has none', broken: ({ funder, caseReference: given }) => funder !== 'selfFunding' && given === undefined }]);
export type RecordPlacement = z.output<typeof recordPlacementInput>;
