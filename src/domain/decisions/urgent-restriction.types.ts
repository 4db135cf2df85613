import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';
import { OtherRestriction, RiskChoice } from './standing-restriction.types.js';

@ObjectType({ description: 'What the page on which one officer restricts placements alone needs (R03, R04).' })
export class UrgentRestrictionForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => Int, { description: 'The version of its stage; 0 where no step has moved it yet.' })
  readonly version!: number;

  @Field(() => String, { description: 'Who may decide alone, and who may place a restriction.' })
  readonly limit!: string;

  @Field(() => [ChoiceView], { description: 'Kinds this officer may place alone; none where they may not decide alone.' })
  readonly kindChoices!: readonly ChoiceView[];

  @Field(() => [ChoiceView])
  readonly reasonChoices!: readonly ChoiceView[];

  @Field(() => [RiskChoice], { description: 'The latest first.' })
  readonly riskAssessments!: readonly RiskChoice[];

  @Field(() => [OtherRestriction], { description: 'Restrictions in force there, whoever imposed them (R10).' })
  readonly standing!: readonly OtherRestriction[];

  @Field(() => DateScalar)
  readonly today!: string;

  @Field(() => DateScalar, { description: 'The last day for its first review (R06).' })
  readonly firstReviewBy!: string;

  @Field(() => DateScalar, { description: 'The last day for a senior officer to confirm, change or end it (R03).' })
  readonly confirmBy!: string;

  @Field(() => DateScalar, { description: 'The last day for its letter (R07).' })
  readonly letterBy!: string;
}
