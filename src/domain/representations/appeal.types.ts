import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'One argument of an appeal, and the answer to it.' })
export class AppealArgument {
  @Field(() => String)
  readonly argument!: string;

  @Field(() => String)
  readonly answer!: string;
}

@ObjectType({ isAbstract: true, description: 'An appeal as both sides see it.' })
export class AppealFacts {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String, { description: 'groundsAwaited, toBeHeard, upheld, partlyUpheld, dismissed, withdrawn or outOfTime.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly lodgedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to appeal; null while the letter is not served.' })
  readonly appealBy!: string | null;

  @Field(() => DateScalar)
  readonly groundsBy!: string;

  @Field(() => DateScalar)
  readonly hearBy!: string;

  @Field(() => String, { nullable: true })
  readonly grounds!: string | null;
}

@ObjectType('OwnAppeal', { description: 'A provider’s own appeal: what it said and the day it came. Its outcome is told with the answer to each argument.' })
export class OwnAppeal extends AppealFacts {
  @Field(() => [AppealArgument], { description: 'Once it is decided.' })
  readonly arguments!: readonly AppealArgument[];

  @Field(() => DateScalar, { nullable: true })
  readonly decidedOn!: string | null;
}

@ObjectType('Appeal', { description: 'An appeal against a decision on placing (R11).' })
export class AppealView extends AppealFacts {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => ID)
  readonly restrictionId!: string;

  @Field(() => String)
  readonly restrictionReference!: string;

  @Field(() => ID)
  readonly decisionId!: string;

  @Field(() => String)
  readonly decisionReference!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => String)
  readonly lodgedHow!: string;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly groundsReceivedAt!: string | null;

  @Field(() => Boolean, { description: 'Whether the Director of Adult Social Services decided, so that the Chief Executive’s nominee hears it.' })
  readonly overDirector!: boolean;

  @Field(() => ID, { nullable: true, description: 'Of one out of time: the representation it was taken as.' })
  readonly representationId!: string | null;

  @Field(() => ID, { nullable: true })
  readonly outcomeDecisionId!: string | null;

  @Field(() => String, { nullable: true })
  readonly outcomeDecisionReference!: string | null;

  @Field(() => String, { nullable: true })
  readonly heardBy!: string | null;

  @Field(() => String, { nullable: true })
  readonly nominee!: string | null;

  @Field(() => String, { nullable: true })
  readonly withdrawnHow!: string | null;

  @Field(() => [AppealArgument])
  readonly arguments!: readonly AppealArgument[];
}

@ObjectType({ description: 'Who in Legal agreed, and when, that no appeal is open for a reason.' })
export class AppealExclusion {
  @Field(() => String)
  readonly legalOfficer!: string;

  @Field(() => DateScalar)
  readonly agreedOn!: string;
}

@ObjectType({ description: 'What the form of an appeal against a decision says.' })
export class AppealForm {
  @Field(() => ID)
  readonly decisionId!: string;

  @Field(() => String)
  readonly decisionReference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly servedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day to appeal; null while the letter is not served.' })
  readonly appealBy!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly groundsBy!: string | null;

  @Field(() => AppealExclusion, { nullable: true, description: 'Set where the procedure opens no appeal here.' })
  readonly exclusion!: AppealExclusion | null;
}

@ObjectType({ description: 'A provider’s appeals, and the letters on decisions it may appeal against.' })
export class OwnAppeals {
  @Field(() => [OwnAppeal])
  readonly appeals!: readonly OwnAppeal[];

  @Field(() => [AppealForm], { description: 'Decisions on placing it was sent a letter about and has not appealed against.' })
  readonly open!: readonly AppealForm[];
}
