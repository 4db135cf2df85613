import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { ChoiceView } from '../../../platform/graphql/shared.types.js';
import { AgendaSectionView, MeetingMemberView } from '../meeting.types.js';

@ObjectType()
export class ContributionPart {
  @Field(() => String) readonly code!: string;
  @Field(() => String, { description: 'What the form asks.' }) readonly label!: string;
  @Field(() => String) readonly words!: string;
}

@ObjectType({ description: 'What a member brings about one service (domain.md 2.5), as it stands after its corrections.' })
export class ContributionView {
  @Field(() => ID) readonly id!: string;
  @Field(() => ID) readonly serviceId!: string;
  @Field(() => Int, { description: 'How often it was returned: 1, and one more for each correction.' }) readonly number!: number;
  @Field(() => String, { description: 'returned or nilReturn.' }) readonly answer!: string;
  @Field(() => [ContributionPart], { complexity: 4 }) readonly entries!: readonly ContributionPart[];
  @Field(() => String, { description: 'The handling caveat, in words.' }) readonly caveatWords!: string;
  @Field(() => String) readonly caveat!: string;
  @Field(() => String, { description: 'members, council, cqc or provider.' }) readonly audience!: string;
  @Field(() => String, { nullable: true, description: 'Why it was corrected.' }) readonly reason!: string | null;
  @Field(() => Boolean, { description: 'Whether it came after the closing date.' }) readonly late!: boolean;
  @Field(() => String) readonly agencyName!: string;
  @Field(() => String, { description: 'Whose form it is.' }) readonly formTitle!: string;
  @Field(() => String) readonly by!: string;
  @Field(() => DateTimeScalar) readonly returnedAt!: string;
}
@ObjectType({ description: 'The parts of your form, from the procedure.' })
export class ContributionFormView {
  @Field(() => String) readonly title!: string;
  @Field(() => [ChoiceView], { complexity: 6 }) readonly asks!: readonly ChoiceView[];
  @Field(() => String, { nullable: true, description: 'What usually must not be shown to the provider.' }) readonly keptFromProvider!: string | null;
}

@ObjectType({ description: 'A service on the agenda, with what was brought about it.' })
export class ContributionService {
  @Field(() => ID) readonly serviceId!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => [String], { complexity: 4 }) readonly reasons!: readonly string[];
  @Field(() => Boolean) readonly forNoting!: boolean;
  @Field(() => Boolean, { description: 'Whether its papers are closed to you by an interest (R21).' }) readonly closed!: boolean;
  @Field(() => [ContributionView], { complexity: 3, description: 'What you returned, the newest first: the others are its history.' }) readonly own!: readonly ContributionView[];
  @Field(() => [ContributionView], { complexity: 6, description: 'What the others bring, as far as it is for you.' }) readonly others!: readonly ContributionView[];
}

@ObjectType({ description: 'An item that a member wants on the agenda, and its answer.' })
export class ItemProposalView {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => ID, { nullable: true }) readonly serviceId!: string | null;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly why!: string;
  @Field(() => Int) readonly minutesWanted!: number;
  @Field(() => String) readonly by!: string;
  @Field(() => Boolean) readonly isYours!: boolean;
  @Field(() => DateTimeScalar) readonly proposedAt!: string;
  @Field(() => String, { nullable: true, description: 'accepted or declined; null while it waits.' }) readonly outcome!: string | null;
  @Field(() => String, { nullable: true }) readonly outcomeReason!: string | null;
}

@ObjectType({ description: 'A meeting before it is held: the call for items, what its members bring, what they propose.' })
export class MeetingContributions {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which a contribution is in time.' }) readonly contributionsBy!: string | null;
  @Field(() => DateScalar, { description: 'The closing date the procedure asks for.' }) readonly proposedClosing!: string;
  @Field(() => Boolean, { description: 'Whether contributions are still taken.' }) readonly open!: boolean;
  @Field(() => ContributionFormView, { nullable: true, description: 'Your form; null for somebody who was not asked.' }) readonly form!: ContributionFormView | null;
  @Field(() => [ChoiceView], { description: 'Handling caveats a contribution may have.' }) readonly caveats!: readonly ChoiceView[];
  @Field(() => [ContributionService]) readonly services!: readonly ContributionService[];
  @Field(() => [MeetingMemberView]) readonly members!: readonly MeetingMemberView[];
  @Field(() => [ItemProposalView], { description: 'Those who make the agenda see all; a member their own.' }) readonly proposals!: readonly ItemProposalView[];
  @Field(() => [AgendaSectionView]) readonly sections!: readonly AgendaSectionView[];
}
