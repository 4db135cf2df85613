import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView } from '../../../platform/graphql/shared.types.js';
import { RunByView } from '../../providers/run-by.types.js';
import { QuorumView } from '../meeting.types.js';
import { RecommendationChoices } from '../session/recommendation-choices.types.js';

@ObjectType({ description: 'What one member answered to a question put in writing.' })
export class WrittenAnswerView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => ID) readonly membershipId!: string;
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly jobTitle!: string;
  @Field(() => String, { nullable: true }) readonly agencyName!: string | null;
  @Field(() => String) readonly seat!: string;
  @Field(() => String, { nullable: true, description: 'agree, differ or interest; null where nothing has come.' }) readonly answer!: string | null;
  @Field(() => String, { nullable: true }) readonly words!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly answeredAt!: string | null;
}

@ObjectType()
export class WrittenProcedureRow {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => String) readonly serviceName!: string;
  @Field(() => DateScalar) readonly closesOn!: string;
  @Field(() => Int, { description: 'Members who have answered.' }) readonly answered!: number;
  @Field(() => Int) readonly asked!: number;
  @Field(() => Boolean, { description: 'Whether the reader was asked and has not answered.' }) readonly waitsForYou!: boolean;
}
@ObjectType()
export class WrittenProcedureList {
  @Field(() => [WrittenProcedureRow]) readonly rows!: readonly WrittenProcedureRow[];
  @Field(() => Int) readonly total!: number;
  @Field(() => Int) readonly page!: number;
  @Field(() => Int) readonly pageSize!: number;
}

@ObjectType({ description: 'A criterion that the question rests on.' })
export class WrittenCriterionView {
  @Field(() => String) readonly words!: string;
  @Field(() => String) readonly evidence!: string;
}

@ObjectType('WrittenProcedure', { description: 'A question put to the panel in writing, between two meetings (domain.md 2.4).' })
export class WrittenProcedureView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly reference!: string;
  @Field(() => String, { description: 'open, closed, recommended, notRecommended or withdrawn.' }) readonly state!: string;
  @Field(() => String) readonly panelName!: string;
  @Field(() => ID) readonly serviceId!: string;
  @Field(() => String) readonly serviceName!: string;
  @Field(() => RunByView, { nullable: true, description: 'Where an agency of this council’s world runs the service; as it was once the question has ended (case 18).' }) readonly runBy!: RunByView | null;
  @Field(() => String, { nullable: true, description: 'Null where you have an interest in it, as all it says (R21).' }) readonly codeWords!: string | null;
  @Field(() => String, { nullable: true }) readonly question!: string | null;
  @Field(() => String, { nullable: true }) readonly whyNow!: string | null;
  @Field(() => [WrittenCriterionView]) readonly criteria!: readonly WrittenCriterionView[];
  @Field(() => DateScalar) readonly closesOn!: string;
  @Field(() => String) readonly putBy!: string;
  @Field(() => DateTimeScalar) readonly putAt!: string;
  @Field(() => DateTimeScalar, { nullable: true }) readonly endedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Why nothing was recommended, or why it was withdrawn.' }) readonly outcome!: string | null;
  @Field(() => ID, { nullable: true }) readonly recommendationId!: string | null;
  @Field(() => QuorumView, { description: 'Of those who answered and have no interest in it (R20).' }) readonly quorum!: QuorumView;
  @Field(() => [WrittenAnswerView], { description: 'Your own alone, where you have an interest (R21).' }) readonly answers!: readonly WrittenAnswerView[];
  @Field(() => Boolean) readonly youAreOut!: boolean;
  @Field(() => [AllowedActionView]) readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType({ description: 'What the form for a question in writing starts from.' })
export class WrittenProcedureForm {
  @Field(() => ID) readonly serviceId!: string;
  @Field(() => String) readonly serviceName!: string;
  @Field(() => String) readonly panelName!: string;
  @Field(() => RunByView, { nullable: true, description: 'Where an agency of this council’s world runs the service (case 18).' }) readonly runBy!: RunByView | null;
  @Field(() => RecommendationChoices) readonly choices!: RecommendationChoices;
  @Field(() => [ChoiceView], { description: 'Restrictions of the service that could be extended, varied or lifted.' }) readonly restrictions!: readonly ChoiceView[];
}
