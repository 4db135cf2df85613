import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType('RiskAssessment', { description: 'One dated judgement of the risk at a service; never changed.' })
export class RiskAssessmentView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => DateScalar)
  readonly assessedOn!: string;

  @Field(() => String, { nullable: true, description: 'Made at a service that this one carries on: its name (R31).' })
  readonly formerly!: string | null;

  @Field(() => Int)
  readonly likelihood!: number;

  @Field(() => Int)
  readonly impact!: number;

  @Field(() => Int, { description: 'Likelihood × impact.' })
  readonly score!: number;

  @Field(() => String, { description: 'The band of the local procedure.' })
  readonly bandWords!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;
}

@ObjectType({ description: 'A service’s risk assessments, newest first, and what a new one is made with.' })
export class RiskAssessments {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [RiskAssessmentView])
  readonly assessments!: RiskAssessmentView[];

  @Field(() => [String], { description: 'Words for 1 to 5.' })
  readonly likelihoods!: string[];

  @Field(() => [String], { description: 'Words for 1 to 5.' })
  readonly impacts!: string[];

  @Field(() => Boolean)
  readonly mayRecord!: boolean;
}
