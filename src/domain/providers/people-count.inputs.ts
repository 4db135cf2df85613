import { Field, ID, InputType } from '@nestjs/graphql';
import { z } from 'zod';
import { id, idempotencyKey, requiredDate, requiredLine, wholeNumber } from '../../platform/graphql/input-fields.js';

@InputType({ description: 'How many people use a service, by who pays, whoever that is (R29). Numbers as people type them; 0 where there is nobody.' })
export class RecordPeopleCountInput {
  @Field(() => ID)
  idempotencyKey!: string;

  @Field(() => ID)
  serviceId!: string;

  @Field(() => String)
  thisCouncil!: string;

  @Field(() => String)
  otherCouncils!: string;

  @Field(() => String, { description: 'Paid for by the NHS.' })
  icb!: string;

  @Field(() => String)
  selfFunding!: string;

  @Field(() => String, { description: 'A date as people type it, not in the future.' })
  countedOn!: string;

  @Field(() => String, { description: 'Who counted, or where the count comes from.' })
  source!: string;
}

const people = (of: string) => wholeNumber(`the number of people ${of}`, 0, 100_000);
export const recordPeopleCountInput = z.object({
  idempotencyKey,
  serviceId: id('the service'),
  thisCouncil: people('this council pays for'),
  otherCouncils: people('other councils pay for'),
  icb: people('the NHS pays for'),
  selfFunding: people('who pay for themselves'),
  countedOn: requiredDate('the date of the count'),
  source: requiredLine('where the count comes from'),
});
export type RecordPeopleCount = z.output<typeof recordPeopleCountInput>;
