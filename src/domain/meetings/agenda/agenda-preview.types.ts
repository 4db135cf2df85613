import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { ChoiceView } from '../../../platform/graphql/shared.types.js';
import { ContributionView } from '../contributions/contribution.types.js';
import { AgendaLineView } from '../meeting.types.js';

@ObjectType({ description: 'An agenda as somebody else will see it, as far as you see it yourself (R21).' })
export class AgendaPreview {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => [ChoiceView]) readonly readers!: readonly ChoiceView[];
  @Field(() => ChoiceView, { nullable: true }) readonly reader!: ChoiceView | null;
  @Field(() => [AgendaLineView]) readonly lines!: readonly AgendaLineView[];
  @Field(() => [ContributionView], { complexity: 20, description: 'What is brought about the services of these items, as the reader will see it.' }) readonly contributions!: readonly ContributionView[];
  @Field(() => [String], { description: 'Titles of items that you see and this reader does not.' }) readonly leftOut!: readonly string[];
  @Field(() => [String], { description: 'Items you are out of: no preview shows them to you.' }) readonly youAreOutOf!: readonly string[];
}
