import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'That a reader of the Board reads its reports with names, and from when to when.' })
export class NameClearanceView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateScalar)
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, where one was set.' })
  readonly to!: string | null;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String, { nullable: true })
  readonly givenBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly endedAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly endReason!: string | null;

  @Field(() => Boolean)
  readonly inForce!: boolean;
}
