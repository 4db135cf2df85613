import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType('OwnRepresentation', { description: 'A provider’s own chance to answer, as the provider sees it.' })
export class OwnRepresentation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar, { description: 'Reply by the end of this day. What comes later is read all the same (R11).' })
  readonly windowEndsOn!: string;

  @Field(() => String, { nullable: true })
  readonly text!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly receivedAt!: string | null;
}

@ObjectType('Representation', { description: 'What the provider was told, what it said and how that was weighed.' })
export class RepresentationView extends OwnRepresentation {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String, { description: 'windowOpen, received, noneReceived, considered or outcomeSent.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly toldOn!: string;

  @Field(() => String)
  readonly toldHow!: string;

  @Field(() => Boolean)
  readonly late!: boolean;

  @Field(() => String, { nullable: true })
  readonly consideration!: string | null;

  @Field(() => String, { nullable: true })
  readonly consideredBy!: string | null;
}
