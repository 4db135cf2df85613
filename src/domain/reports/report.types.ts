import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType()
export class ReportSummary {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly periodStart!: string;

  @Field(() => DateScalar)
  readonly periodEnd!: string;

  @Field(() => DateTimeScalar)
  readonly asAt!: string;

  @Field(() => DateTimeScalar)
  readonly producedAt!: string;

  @Field(() => String)
  readonly producedBy!: string;

  @Field(() => ID, { nullable: true, description: 'The PDF, at /documents/<id>.' })
  readonly documentId!: string | null;

  @Field(() => Boolean, { description: 'Whether it names services and providers; otherwise a service is "Service 1 …", the same all through the report.' })
  readonly named!: boolean;
}

@ObjectType()
export class ReportList {
  @Field(() => [ReportSummary])
  readonly rows!: ReportSummary[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ObjectType()
export class ReportCell {
  @Field(() => String, { description: 'The figure whose rows stand behind this number.' })
  readonly figure!: string;

  @Field(() => String)
  readonly text!: string;
}

@ObjectType()
export class ReportLine {
  @Field(() => String)
  readonly label!: string;

  @Field(() => Boolean)
  readonly total!: boolean;

  @Field(() => [ReportCell])
  readonly cells!: ReportCell[];
}

@ObjectType()
export class ReportTableView {
  @Field(() => String)
  readonly key!: string;

  @Field(() => String)
  readonly caption!: string;

  @Field(() => String)
  readonly note!: string;

  @Field(() => [String])
  readonly columns!: string[];

  @Field(() => [ReportLine])
  readonly rows!: ReportLine[];
}

@ObjectType({ description: 'A piece of a sentence of the summary.' })
export class ReportSentencePart {
  @Field(() => String)
  readonly text!: string;

  @Field(() => String, { nullable: true, description: 'The figure whose rows stand behind it, where it is a number.' })
  readonly figure!: string | null;
}

@ObjectType()
export class ReportSentence {
  @Field(() => [ReportSentencePart])
  readonly parts!: ReportSentencePart[];
}

@ObjectType()
export class ReportView extends ReportSummary {
  @Field(() => [String])
  readonly summary!: string[];

  @Field(() => [ReportSentence], { description: 'The summary with its numbers led back to their figures.' })
  readonly changes!: ReportSentence[];

  @Field(() => [ReportTableView])
  readonly tables!: ReportTableView[];

  @Field(() => String, { description: 'The chart as SVG.' })
  readonly chart!: string;

  @Field(() => String, { description: 'The chart in words.' })
  readonly chartAlt!: string;
}

@ObjectType()
export class ReportRowView {
  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateScalar)
  readonly on!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { nullable: true })
  readonly path!: string | null;
}

@ObjectType()
export class ReportFigure {
  @Field(() => ID)
  readonly reportId!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => DateTimeScalar)
  readonly asAt!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => String)
  readonly text!: string;

  @Field(() => [ReportRowView])
  readonly rows!: ReportRowView[];
}
