import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';
import { CriterionView } from './criteria.js';

@ObjectType({ description: 'An officer who may be named in a step of a stage.' })
export class StageOfficer {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType({ description: 'What an officer proposes for a service, and what it rests on.' })
export class StageProposalView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'enhanced or seriousConcerns.' })
  readonly stage!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => [CriterionView])
  readonly criteria!: readonly CriterionView[];

  @Field(() => String)
  readonly proposedBy!: string;

  @Field(() => DateTimeScalar)
  readonly proposedAt!: string;
}

@ObjectType({ description: 'The stage of a service with what its steps are taken with.' })
export class StageForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => Int, { description: '0 for a service that never left routine monitoring.' })
  readonly version!: number;

  @Field(() => DateScalar, { description: 'The last day for the next review.' })
  readonly reviewBy!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the findings meeting.' })
  readonly findingsOn!: string | null;

  @Field(() => [StageOfficer])
  readonly officers!: readonly StageOfficer[];

  @Field(() => [ChoiceView], { description: 'Criteria for serious concerns.' })
  readonly criteria!: readonly ChoiceView[];

  @Field(() => StageProposalView, { nullable: true, description: 'The proposal of an officer that waits.' })
  readonly proposal!: StageProposalView | null;
}
