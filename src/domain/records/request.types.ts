import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView, ChoiceView, WorkflowStepView } from '../../platform/graphql/shared.types.js';

@ObjectType({ isAbstract: true })
class RequestHead {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'foi, subjectAccess or other.' })
  readonly kind!: string;

  @Field(() => String, { description: 'A state of the machine informationRequest.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly receivedOn!: string;

  @Field(() => String, { description: 'The council’s own case number for who asks.' })
  readonly requesterReference!: string;

  @Field(() => DateScalar, { description: 'The last day to answer; while the clock stands, as it was before.' })
  readonly dueOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Since when the clock stands.' })
  readonly stoppedOn!: string | null;

  @Field(() => Int, { description: 'Days past the last day; 0 while it is not, or the clock stands, or it is answered.' })
  readonly daysOverdue!: number;

  @Field(() => Int)
  readonly itemsTotal!: number;
}

@ObjectType()
export class InformationRequestRow extends RequestHead {}

@ObjectType()
export class InformationRequestList {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;

  @Field(() => [InformationRequestRow])
  readonly rows!: readonly InformationRequestRow[];
}

@ObjectType({ description: 'A record in a set, without its words.' })
export class DisclosureItemHead {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly position!: number;

  @Field(() => String)
  readonly recordKind!: string;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => String, { nullable: true })
  readonly caveat!: string | null;

  @Field(() => Boolean, { description: 'False where its caveat kept its words from whoever made the set.' })
  readonly hasWords!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the whole record is withheld.' })
  readonly withheldCode!: string | null;

  @Field(() => Int)
  readonly redactionsTotal!: number;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the words as copied, in hexadecimal.' })
  readonly sha256!: string | null;

  @Field(() => DateTimeScalar)
  readonly copiedAt!: string;
}

@ObjectType()
export class ConsultedProvider {
  @Field(() => ID)
  readonly providerId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Null while it was not consulted.' })
  readonly consultedOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;
}

@ObjectType('InformationRequest')
export class InformationRequestView extends RequestHead {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true })
  readonly requesterName!: string | null;

  @Field(() => String)
  readonly asked!: string;

  @Field(() => String, { nullable: true, description: 'What was last asked of the requester.' })
  readonly clarification!: string | null;

  @Field(() => String, { nullable: true, description: 'clarification or identity, while it is awaited.' })
  readonly awaited!: string | null;

  @Field(() => Boolean)
  readonly extended!: boolean;

  @Field(() => String, { nullable: true })
  readonly extensionReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the second person last returned it.' })
  readonly returnReason!: string | null;

  @Field(() => String, { nullable: true })
  readonly outcomeCode!: string | null;

  @Field(() => String, { nullable: true })
  readonly outcomeReason!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly releasedOn!: string | null;

  @Field(() => String, { nullable: true })
  readonly releaseMethod!: string | null;

  @Field(() => String, { nullable: true })
  readonly releasedBy!: string | null;

  @Field(() => ID, { nullable: true, description: 'The set as it was made, once it is approved.' })
  readonly documentId!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the set’s bytes, in hexadecimal.' })
  readonly documentSha256!: string | null;

  @Field(() => [DisclosureItemHead])
  readonly items!: readonly DisclosureItemHead[];

  @Field(() => [ConsultedProvider], { description: 'Each provider the set is about.' })
  readonly providers!: readonly ConsultedProvider[];

  @Field(() => [WorkflowStepView])
  readonly steps!: readonly WorkflowStepView[];

  @Field(() => [AllowedActionView])
  readonly allowedActions!: readonly AllowedActionView[];

  @Field(() => [ChoiceView], { description: 'The exemptions that words may be withheld by.' })
  readonly exemptions!: readonly ChoiceView[];
}

@ObjectType({ description: 'A record that may be copied into a set. Who told us is in none.' })
export class DisclosableRecord {
  @Field(() => ID)
  readonly recordId!: string;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => String, { nullable: true })
  readonly caveat!: string | null;

  @Field(() => String, { nullable: true, description: 'How it begins; null where its caveat keeps its words from you.' })
  readonly begins!: string | null;

  @Field(() => Boolean)
  readonly inSet!: boolean;
}

@ObjectType()
export class DisclosableRecords {
  @Field(() => String)
  readonly reference!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => Int, { description: 'All that fit; `rows` has the first 200.' })
  readonly total!: number;

  @Field(() => [DisclosableRecord])
  readonly rows!: readonly DisclosableRecord[];

  @Field(() => [ChoiceView])
  readonly services!: readonly ChoiceView[];

  @Field(() => [ChoiceView])
  readonly kinds!: readonly ChoiceView[];
}

@ObjectType()
export class RedactionView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'The words it covers: for those who make the set.' })
  readonly covers!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => Boolean, { description: 'Proposed by the service itself.' })
  readonly automatic!: boolean;
}

@ObjectType()
export class NumberedSentence {
  @Field(() => Int)
  readonly number!: number;

  @Field(() => String)
  readonly text!: string;

  @Field(() => Boolean, { description: 'Whether all of it is blacked out.' })
  readonly covered!: boolean;
}

@ObjectType('DisclosureItem', { description: 'One record of a set with its words, for those who make or check the set.' })
export class DisclosureItemView extends DisclosureItemHead {
  @Field(() => ID)
  readonly requestId!: string;

  @Field(() => String)
  readonly requestReference!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => Int, { description: 'Of the request.' })
  readonly version!: number;

  @Field(() => [NumberedSentence])
  readonly sentences!: readonly NumberedSentence[];

  @Field(() => [RedactionView])
  readonly redactions!: readonly RedactionView[];

  @Field(() => [ChoiceView])
  readonly exemptions!: readonly ChoiceView[];

  @Field(() => ID, { nullable: true })
  readonly nextItemId!: string | null;
}

@ObjectType()
export class ReleasedPieceView {
  @Field(() => String, { description: 'Words, or what stands in the bar.' })
  readonly text!: string;

  @Field(() => Boolean)
  readonly bar!: boolean;
}

@ObjectType()
export class ReleasedParagraph {
  @Field(() => [ReleasedPieceView])
  readonly pieces!: readonly ReleasedPieceView[];
}

@ObjectType()
export class ReleasedItemView {
  @Field(() => Int)
  readonly position!: number;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => [ReleasedParagraph])
  readonly paragraphs!: readonly ReleasedParagraph[];
}

@ObjectType({ description: 'Records that are withheld whole under one exemption: how many, and neither which nor of when.' })
export class WithheldWholeView {
  @Field(() => Int)
  readonly count!: number;

  @Field(() => String)
  readonly label!: string;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType({ description: 'A set as whoever asked will read it: nothing withheld is in it.' })
export class DisclosurePreview {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => [ReleasedItemView])
  readonly items!: readonly ReleasedItemView[];

  @Field(() => [WithheldWholeView], { complexity: 10 })
  readonly withheldWhole!: readonly WithheldWholeView[];

  @Field(() => Int, { description: 'Of how many records the set says nothing, since their existence would itself tell: for those who make the set, and not in it.' })
  readonly unmentioned!: number;

  @Field(() => String, { description: 'What the set ends with.' })
  readonly closing!: string;
}

@ObjectType()
export class ExemptionLogRow {
  @Field(() => Int)
  readonly position!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => DateScalar)
  readonly happenedOn!: string;

  @Field(() => String, { description: '`Whole record`, or how many passages.' })
  readonly what!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { nullable: true })
  readonly proposedBy!: string | null;

  @Field(() => String, { nullable: true })
  readonly approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly approvedAt!: string | null;
}

@ObjectType({ description: 'What was withheld, why and by whom; never what the words were.' })
export class ExemptionLog {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => [ExemptionLogRow])
  readonly rows!: readonly ExemptionLogRow[];
}
