import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AgendaVersionView, MinuteAmendmentView } from '../meetings/meeting.types.js';

@ObjectType()
export class RecordedAttendance {
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly jobTitle!: string;
  @Field(() => String, { nullable: true, description: 'As it was called on the day (R35).' }) readonly agencyName!: string | null;
  @Field(() => String) readonly seat!: string;
  @Field(() => String, { description: 'expected, present, deputy, apologies or absent.' }) readonly attendance!: string;
  @Field(() => String, { nullable: true }) readonly deputyName!: string | null;
  @Field(() => String, { nullable: true, description: 'When they came and left, where it was not from the opening to the close.' }) readonly cameAndWent!: string | null;
}
@ObjectType({ description: 'Somebody who came and had no place in the meeting.' })
export class MeetingRecordGuest {
  @Field(() => String) readonly name!: string;
  @Field(() => String) readonly fromWhom!: string;
  @Field(() => Boolean) readonly forProvider!: boolean;
  @Field(() => String, { nullable: true, description: 'A or B; null where they were there for the whole meeting.' }) readonly part!: string | null;
  @Field(() => String, { nullable: true }) readonly cameAndWent!: string | null;
}
@ObjectType()
export class RecordedIntelligence {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly severity!: string;
  @Field(() => DateTimeScalar) readonly receivedAt!: string;
}
@ObjectType({ description: 'What was known of the service when the meeting closed, as far as you may see it today.' })
export class KnownThen {
  @Field(() => String, { nullable: true }) readonly stage!: string | null;
  @Field(() => String, { nullable: true, description: 'The overall CQC rating published by then.' }) readonly rating!: string | null;
  @Field(() => Int, { nullable: true, description: 'Likelihood times impact of the last assessment by then.' }) readonly riskScore!: number | null;
  @Field(() => [String], { description: 'Restrictions that had begun and not ended, by reference.' }) readonly restrictions!: readonly string[];
  @Field(() => [RecordedIntelligence], { complexity: 20, description: 'The last 20 received between the panel before and the end of this one.' }) readonly records!: readonly RecordedIntelligence[];
  @Field(() => Int, { description: 'How many were received in that time.' }) readonly recordsTotal!: number;
}
@ObjectType({ description: 'A decision that followed a recommendation.' })
export class DecisionThatFollowed {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly outcome!: string;
  @Field(() => String) readonly decidedBy!: string;
  @Field(() => DateTimeScalar) readonly decidedAt!: string;
}
@ObjectType()
export class RecordedRecommendation {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly words!: string;
  @Field(() => String) readonly text!: string;
  @Field(() => String, { nullable: true }) readonly differingViews!: string | null;
  @Field(() => String, { nullable: true }) readonly quorumWords!: string | null;
  @Field(() => String, { nullable: true, description: 'How independence is kept, where whoever chaired belongs to the agency that runs the service.' }) readonly independence!: string | null;
  @Field(() => String, { description: 'Where it stands today.' }) readonly state!: string;
  @Field(() => [DecisionThatFollowed], { complexity: 2 }) readonly decisions!: readonly DecisionThatFollowed[];
}
@ObjectType()
export class RecordedAction {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly description!: string;
  @Field(() => String) readonly owner!: string;
  @Field(() => DateScalar) readonly dueOn!: string;
  @Field(() => String, { description: 'Where it stands today.' }) readonly state!: string;
  @Field(() => DateScalar, { nullable: true }) readonly verifiedOn!: string | null;
}
@ObjectType()
export class MeetingRecordItem {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly place!: number;
  @Field(() => String) readonly title!: string;
  @Field(() => ID, { nullable: true }) readonly serviceId!: string | null;
  @Field(() => Boolean, { description: 'Whether you are out of it: nothing more of it is told (R21).' }) readonly youAreOut!: boolean;
  @Field(() => Boolean) readonly taken!: boolean;
  @Field(() => Boolean) readonly forNoting!: boolean;
  @Field(() => String, { nullable: true }) readonly deferredReason!: string | null;
  @Field(() => [String], { description: 'Why it was on the agenda.' }) readonly reasons!: readonly string[];
  @Field(() => KnownThen, { nullable: true, description: 'Null where the item is about no service.' }) readonly known!: KnownThen | null;
  @Field(() => Boolean, { description: 'Whether its minutes are for others: what was said is not told (R22).' }) readonly minutedApart!: boolean;
  @Field(() => [MinuteAmendmentView], { description: 'Corrections beside its minutes (R23).' }) readonly amendments!: readonly MinuteAmendmentView[];
  @Field(() => String, { nullable: true }) readonly summary!: string | null;
  @Field(() => String, { nullable: true }) readonly differingViews!: string | null;
  @Field(() => [RecordedRecommendation], { complexity: 3 }) readonly recommendations!: readonly RecordedRecommendation[];
  @Field(() => [RecordedAction], { complexity: 5 }) readonly actions!: readonly RecordedAction[];
  @Field(() => String, { nullable: true, description: 'The stage of the service today.' }) readonly stageNow!: string | null;
  @Field(() => DateScalar, { nullable: true }) readonly stageSince!: string | null;
}
@ObjectType({ description: 'A meeting that was held, read years later: what was known, who was there, what was recommended, what was decided, and what came of it.' })
export class MeetingRecord {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => String) readonly venue!: string;
  @Field(() => String) readonly chairName!: string;
  @Field(() => DateTimeScalar, { nullable: true }) readonly openedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) readonly closedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'The quorum as it was at opening.' }) readonly quorumWords!: string | null;
  @Field(() => [AgendaVersionView]) readonly agendaVersions!: readonly AgendaVersionView[];
  @Field(() => [RecordedAttendance], { complexity: 20 }) readonly members!: readonly RecordedAttendance[];
  @Field(() => [MeetingRecordGuest], { complexity: 5 }) readonly guests!: readonly MeetingRecordGuest[];
  @Field(() => [MeetingRecordItem], { complexity: 20, description: 'Of one page, 20 a page.' }) readonly items!: readonly MeetingRecordItem[];
  @Field(() => Int) readonly total!: number;
  @Field(() => Int) readonly page!: number;
  @Field(() => Int) readonly pageSize!: number;
}
