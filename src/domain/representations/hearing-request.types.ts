import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType('HearingRequest', { description: 'What a provider asked about being heard, and the answer with its reasons.' })
export class HearingRequestView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'moreTime, companion or adjournment.' })
  readonly kind!: string;

  @Field(() => String, { description: 'asked, granted or refused.' })
  readonly state!: string;

  @Field(() => String)
  readonly asked!: string;

  @Field(() => DateScalar)
  readonly askedOn!: string;

  @Field(() => String, { nullable: true })
  readonly reasons!: string | null;

  @Field(() => String, { nullable: true, description: 'Job title.' })
  readonly answeredBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly answeredAt!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly newLastDay!: string | null;
}
