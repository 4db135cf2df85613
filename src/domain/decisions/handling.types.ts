import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Who may be told of a decision or restriction, chosen after it was made, with why.' })
export class HandlingChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'From 1.' })
  readonly number!: number;

  @Field(() => String, { description: 'Of a decision open, shared or restricted; of a restriction public or notPublic.' })
  readonly choice!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String)
  readonly chosenBy!: string;

  @Field(() => DateTimeScalar)
  readonly chosenAt!: string;
}
