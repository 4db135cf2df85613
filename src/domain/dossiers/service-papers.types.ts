import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A letter that went to the provider.' })
export class DossierLetter {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly subject!: string;

  @Field(() => DateTimeScalar)
  readonly issuedAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly replyBy!: string | null;

  @Field(() => ID, { nullable: true })
  readonly documentId!: string | null;
}

@ObjectType({ description: 'The provider’s chance to answer, and how its answer was weighed.' })
export class DossierRepresentation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => DateScalar)
  readonly toldOn!: string;

  @Field(() => String)
  readonly toldHow!: string;

  @Field(() => DateScalar)
  readonly windowEndsOn!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly receivedAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly text!: string | null;

  @Field(() => String, { nullable: true })
  readonly consideration!: string | null;

  @Field(() => String, { nullable: true, description: 'Job title.' })
  readonly consideredBy!: string | null;
}

@ObjectType({ description: 'An appeal of the provider, with its clock.' })
export class DossierAppeal {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'groundsAwaited, toBeHeard, upheld, partlyUpheld, dismissed, withdrawn or outOfTime.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly lodgedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'While it waits: the last day for its grounds, or by when it is heard.' })
  readonly dueOn!: string | null;

  @Field(() => Int, { description: 'Days past that day; 0 while it is not.' })
  readonly daysOverdue!: number;

  @Field(() => String)
  readonly restrictionReference!: string;
}

@ObjectType({ description: 'What a provider asked about being heard, with its clock.' })
export class DossierHearingRequest {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly representationId!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'moreTime, companion or adjournment.' })
  readonly kind!: string;

  @Field(() => String, { description: 'asked, granted or refused.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly askedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'While it waits: by when it is answered.' })
  readonly dueOn!: string | null;

  @Field(() => Int, { description: 'Days past that day; 0 while it is not.' })
  readonly daysOverdue!: number;
}

@ObjectType({ description: 'A contract this council has for the service.' })
export class DossierContract {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly startsOn!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly endsOn!: string | null;

  @Field(() => Int, { nullable: true })
  readonly capacity!: number | null;

  @Field(() => Float, { nullable: true })
  readonly hoursPerWeek!: number | null;

  @Field(() => Float, { nullable: true, description: 'Pounds a year.' })
  readonly annualValue!: number | null;

  @Field(() => String, { nullable: true })
  readonly noticeClause!: string | null;

  @Field(() => String, { nullable: true })
  readonly suspensionClause!: string | null;
}
