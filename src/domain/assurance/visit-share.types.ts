import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'That what a visit found was given to the provider.' })
export class VisitShareView {
  @Field(() => DateTimeScalar)
  readonly sharedAt!: string;

  @Field(() => String)
  readonly sharedBy!: string;

  @Field(() => Boolean, { description: 'Whether it is what the record says now; otherwise it was corrected since.' })
  readonly isCurrent!: boolean;
}

@ObjectType({ description: 'A report of a visit, as the provider was given it: what was found, and nothing of what is kept.' })
export class OwnReport {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => DateScalar)
  readonly visitedOn!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => DateTimeScalar)
  readonly sharedAt!: string;
}
