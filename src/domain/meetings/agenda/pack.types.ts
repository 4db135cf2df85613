import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { ContributionView } from '../contributions/contribution.types.js';

@ObjectType({ description: 'An action that is open on a service of the pack.' })
export class PackAction {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly description!: string;
  @Field(() => String) readonly owner!: string;
  @Field(() => DateScalar) readonly dueOn!: string;
}
@ObjectType({ description: 'One item of the pack, with its papers.' })
export class PackItem {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly place!: number;
  @Field(() => String) readonly title!: string;
  @Field(() => ID, { nullable: true }) readonly serviceId!: string | null;
  @Field(() => String) readonly sectionTitle!: string;
  @Field(() => Int) readonly minutesEstimate!: number;
  @Field(() => Boolean) readonly forNoting!: boolean;
  @Field(() => Boolean) readonly late!: boolean;
  @Field(() => String, { nullable: true }) readonly lateReason!: string | null;
  @Field(() => String, { nullable: true }) readonly deferredReason!: string | null;
  @Field(() => String, { nullable: true }) readonly presenterName!: string | null;
  @Field(() => [String], { complexity: 4 }) readonly reasons!: readonly string[];
  @Field(() => String, { nullable: true, description: 'How many people use the service, by who pays (R29).' }) readonly people!: string | null;
  @Field(() => String, { nullable: true, description: 'The agency of the council’s world that runs the service, as the published agenda says (case 18).' }) readonly runBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why its papers are closed to you: then none of them are here (R21).' }) readonly closed!: string | null;
  @Field(() => [ContributionView], { complexity: 6, description: 'What agencies bring about it, as far as it is for you.' }) readonly contributions!: readonly ContributionView[];
  @Field(() => [PackAction], { complexity: 4 }) readonly actions!: readonly PackAction[];
}
@ObjectType({ description: 'The papers of a meeting as you may see them at this moment.' })
export class MeetingPack {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => String) readonly venue!: string;
  @Field(() => String) readonly chairName!: string;
  @Field(() => String, { nullable: true, description: 'Who is to come in the chair’s place.' }) readonly chairStandIn!: string | null;
  @Field(() => Int, { description: 'The version of the agenda it is of.' }) readonly number!: number;
  @Field(() => DateTimeScalar) readonly publishedAt!: string;
  @Field(() => [PackItem]) readonly items!: readonly PackItem[];
}
