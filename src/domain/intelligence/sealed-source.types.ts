import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Who told us. Every reading is recorded.' })
export class SealedSource {
  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly identity!: string;

  @Field(() => Boolean)
  readonly protect!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when you may read it, where you broke the glass.' })
  readonly openUntil!: string | null;
}

@ObjectType({ description: 'Somebody the safeguarding lead has named, who may open one source until a day.' })
export class SourceReader {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => DateScalar)
  readonly endsOn!: string;
}

@ObjectType({ description: 'Somebody who may be named as a reader.' })
export class SourceReaderChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly jobTitle!: string;
}

@ObjectType({ description: 'Who may open the source of one record, and whether you may; never who the source is.' })
export class SourceAccess {
  @Field(() => ID)
  readonly intelligenceId!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => Boolean, { description: 'You may open it now.' })
  readonly mayOpen!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when you may open it, where you broke the glass.' })
  readonly openUntil!: string | null;

  @Field(() => Boolean, { description: 'You may break the glass.' })
  readonly mayBreakGlass!: boolean;

  @Field(() => Boolean, { description: 'You say who else may open it.' })
  readonly mayName!: boolean;

  @Field(() => [String], { description: 'The safeguarding leads in force, by name.' })
  readonly leads!: string[];

  @Field(() => [SourceReader], { description: 'For the safeguarding lead and the auditor; others see themselves.' })
  readonly readers!: SourceReader[];

  @Field(() => [SourceReaderChoice], { description: 'For the safeguarding lead: whom they may name.' })
  readonly choices!: SourceReaderChoice[];
}

@ObjectType({ description: 'One breaking of the glass: who opened which source, why, and what its review found.' })
export class SourceOpening {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly intelligenceId!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly openedBy!: string;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => DateTimeScalar)
  readonly openedAt!: string;

  @Field(() => DateTimeScalar)
  readonly endsAt!: string;

  @Field(() => Int, { description: 'How often whoever opened it has read it since, until it ended.' })
  readonly readings!: number;

  @Field(() => DateScalar, { description: 'Two working days after it was opened.' })
  readonly reviewDueOn!: string;

  @Field(() => Boolean)
  readonly overdue!: boolean;

  @Field(() => Int, { description: 'By how many days; 0 where it is not.' })
  readonly daysOverdue!: number;

  @Field(() => Boolean, { description: 'You opened it, so somebody else reviews it.' })
  readonly own!: boolean;

  @Field(() => String, { nullable: true })
  readonly reviewedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly reviewedAt!: string | null;

  @Field(() => String, { nullable: true })
  readonly reviewNote!: string | null;
}

@ObjectType({ description: 'Openings: those not reviewed first, the oldest of them on top.' })
export class SourceOpeningList {
  @Field(() => [SourceOpening])
  readonly rows!: SourceOpening[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly overdue!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}
