import { Field, ObjectType } from '@nestjs/graphql';
import { ChoiceView } from '../../../platform/graphql/shared.types.js';

@ObjectType({ description: 'The lists a recommendation is made from.' })
export class RecommendationChoices {
  @Field(() => [ChoiceView]) readonly decisions!: readonly ChoiceView[];
  @Field(() => [ChoiceView]) readonly criteria!: readonly ChoiceView[];
  @Field(() => [ChoiceView]) readonly restrictionKinds!: readonly ChoiceView[];
  @Field(() => [ChoiceView]) readonly reasons!: readonly ChoiceView[];
}
