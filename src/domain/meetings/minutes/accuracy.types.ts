import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../../platform/graphql/scalars.js';
import { MinuteAmendmentView } from '../meeting.types.js';

@ObjectType({ description: 'What became of a comment on minutes.' })
export class MinuteCommentAnswerView {
  @Field(() => Boolean) readonly accepted!: boolean;
  @Field(() => String, { description: 'In a word, why.' }) readonly reason!: string;
  @Field(() => String) readonly by!: string;
  @Field(() => DateTimeScalar) readonly at!: string;
}
@ObjectType()
export class AccuracyParagraph {
  @Field(() => Int, { description: 'From 1 in each section.' }) readonly number!: number;
  @Field(() => String) readonly text!: string;
}
@ObjectType({ description: 'What a member says of the accuracy of one paragraph: filed beside it, never in it.' })
export class MinuteCommentLine {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly text!: string;
  @Field(() => String) readonly by!: string;
  @Field(() => DateTimeScalar) readonly at!: string;
  @Field(() => MinuteCommentAnswerView, { nullable: true }) readonly answer!: MinuteCommentAnswerView | null;
  @Field(() => String, { description: 'Of the section.' }) readonly heading!: string;
  @Field(() => Int, { description: 'From 1 in its section.' }) readonly paragraph!: number;
}
@ObjectType()
export class AccuracySection {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly heading!: string;
  @Field(() => [AccuracyParagraph]) readonly paragraphs!: readonly AccuracyParagraph[];
  @Field(() => [MinuteCommentLine]) readonly comments!: readonly MinuteCommentLine[];
  @Field(() => [MinuteAmendmentView]) readonly amendments!: readonly MinuteAmendmentView[];
}
@ObjectType({ description: 'Circulated minutes, paragraph by paragraph, with what members say of their accuracy: the sections that are yours to see (R22).' })
export class MinutesAccuracy {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly version!: number;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => DateScalar, { nullable: true, description: 'When they went round; null before.' }) readonly circulatedOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day for comments.' }) readonly commentsBy!: string | null;
  @Field(() => Boolean, { description: 'Whether comments are taken today.' }) readonly open!: boolean;
  @Field(() => Boolean, { description: 'Whether you may comment today: a member of the meeting, while comments are taken.' }) readonly mayComment!: boolean;
  @Field(() => Boolean, { description: 'Whether you say what becomes of a comment.' }) readonly mayAnswer!: boolean;
  @Field(() => Int, { description: 'Comments that you see and nobody has answered.' }) readonly unanswered!: number;
  @Field(() => [AccuracySection]) readonly sections!: readonly AccuracySection[];
  @Field(() => [String], { description: 'Items you are out of: none of their minutes are told (R21).' }) readonly youAreOutOf!: readonly string[];
}

@ObjectType({ description: 'Minutes of an earlier meeting that a meeting is to confirm, or has confirmed, with what was said of them.' })
export class MinutesToConfirm {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => String) readonly state!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => DateScalar, { nullable: true }) readonly commentsBy!: string | null;
  @Field(() => Boolean, { description: 'Whether comments are still taken today.' }) readonly open!: boolean;
  @Field(() => [MinuteCommentLine], { description: 'As far as you see the sections they are on.' }) readonly comments!: readonly MinuteCommentLine[];
  @Field(() => Int, { description: 'What providers said of their extracts.' }) readonly extractRemarks!: number;
  @Field(() => Int, { description: 'Numbered amendments that you see.' }) readonly amendments!: number;
}
@ObjectType({ description: 'The standing item of a meeting: minutes of the meetings before.' })
export class MinutesBefore {
  @Field(() => ID) readonly id!: string;
  @Field(() => String) readonly reference!: string;
  @Field(() => String) readonly title!: string;
  @Field(() => DateTimeScalar) readonly startsAt!: string;
  @Field(() => [MinutesToConfirm]) readonly minutes!: readonly MinutesToConfirm[];
}
