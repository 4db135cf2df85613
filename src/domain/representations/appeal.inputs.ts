import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, requiredDate, requiredLine, requiredText, version } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'An appeal of the provider itself against a decision on placing (R11).' })
export class LodgeAppealInput {
  @Field(() => ID, { description: 'The decision, as its letter says.' })
  decisionId!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'What is appealed against, and why.' })
  text!: string;

  @Field(() => Boolean, { nullable: true, description: 'True where the grounds follow later.' })
  groundsFollow?: boolean | null;
}
const lodging = {
  decisionId: id('the decision it is against'),
  idempotencyKey,
  text: requiredText('what is appealed against, and why'),
  groundsFollow: z.boolean().nullish().transform((follow) => follow === true),
};
export const lodgeAppealInput = z.object(lodging);
export type LodgeAppeal = z.output<typeof lodgeAppealInput>;

@InputType({ description: 'An appeal that came on paper or by mail.' })
export class RecordAppealInput extends LodgeAppealInput {
  @Field(() => String, { description: 'The date it came, day first.' })
  receivedOn!: string;

  @Field(() => String, { description: 'How it came: "By mail, from the registered manager".' })
  how!: string;
}
export const recordAppealInput = z.object({ ...lodging, receivedOn: requiredDate('the date it was received'), how: requiredLine('how it came') });
export type RecordAppeal = z.output<typeof recordAppealInput>;

@InputType({ description: 'Grounds, or more of them. It carries no version: it is added to what is there, so whatever moved meanwhile it is accepted (R11).' })
export class GiveAppealGroundsInput {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String)
  text!: string;
}
export const giveAppealGroundsInput = z.object({ id: id('the appeal'), idempotencyKey, text: requiredText('the grounds of the appeal') });
export type GiveAppealGrounds = z.output<typeof giveAppealGroundsInput>;

@InputType({ description: 'The provider has withdrawn its appeal.' })
export class WithdrawAppealInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => String, { description: 'How and when the provider withdrew it.' })
  how!: string;
}
export const withdrawAppealInput = z.object({ id: id('the appeal'), version, idempotencyKey, how: requiredText('how and when the provider withdrew it', 2000) });
export type WithdrawAppeal = z.output<typeof withdrawAppealInput>;
