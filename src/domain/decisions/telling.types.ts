import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'What was decided on telling people, families and advocates, and what became of it (R41).' })
export class Telling {
  @Field(() => ID, { description: 'Of the decision.' })
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly decisionReference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String, { description: 'decided, planned, deferred or told.' })
  readonly state!: string;

  @Field(() => String, { nullable: true, description: 'As the decision itself says it.' })
  readonly decided!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day by which the next step is due; null once they are told.' })
  readonly dueOn!: string | null;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => String, { nullable: true })
  readonly whoIsTold!: string | null;

  @Field(() => String, { nullable: true })
  readonly whoTells!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly tellOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly whyNotYet!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly considerOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly toldOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly toldNote!: string | null;

  @Field(() => String)
  readonly changedBy!: string;

  @Field(() => DateTimeScalar)
  readonly changedAt!: string;
}
