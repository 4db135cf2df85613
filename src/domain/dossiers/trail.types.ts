import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

/** Which lines of a trail; days are typed by people. */
@ArgsType()
export class TrailArgs {
  @Field(() => [String], { nullable: true, description: 'read, download, change or refused; none named means all.' })
  readonly kinds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'From this day on, as 2026-05-17 or 17/5/2026; what is no date narrows nothing.' })
  readonly from?: string | null;

  @Field(() => String, { nullable: true, description: 'To this day, inclusive.' })
  readonly to?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many lines: 50 unless told, 200 at most.' })
  readonly first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `nextCursor` of the lines before.' })
  readonly after?: string | null;
}

@ArgsType()
export class RecordTrailArgs extends TrailArgs {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'service, intelligence, action, meeting, recommendation, decision, restriction, letter, representation, appeal or report.' })
  readonly kind!: string;
}

@ArgsType()
export class PersonTrailArgs extends TrailArgs {
  @Field(() => ID)
  readonly personId!: string;
}

@ObjectType({ description: 'One read, download, change or refused act. What was typed is not among it.' })
export class TrailLine {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTimeScalar)
  readonly at!: string;

  @Field(() => String, { description: 'read, download, change or refused.' })
  readonly kind!: string;

  @Field(() => String, { description: 'Name of the person; of work without a person, what it is.' })
  readonly who!: string;

  @Field(() => String, { nullable: true })
  readonly jobTitle!: string | null;

  @Field(() => String, { nullable: true, description: 'Their agency, as it was called then (R35).' })
  readonly agencyName!: string | null;

  @Field(() => String, { nullable: true, description: 'Name and job title of whom they acted for.' })
  readonly onBehalfOf!: string | null;

  @Field(() => String, { description: 'What they did, as the rest of a sentence that begins with who.' })
  readonly words!: string;

  @Field(() => String, { nullable: true, description: 'The record: its reference or name, where whoever asks may see it.' })
  readonly label!: string | null;

  @Field(() => String, { nullable: true, description: 'The page of the record.' })
  readonly path!: string | null;

  @Field(() => [String], { description: 'What changed, from what to what where that is a day, a number, a code or a reference.' })
  readonly changes!: string[];
}

@ObjectType({ description: 'Who has seen and done what, newest first.' })
export class TrailLog {
  @Field(() => String, { nullable: true, description: 'The record or the person.' })
  readonly title!: string | null;

  @Field(() => [TrailLine])
  readonly lines!: TrailLine[];

  @Field(() => String, { nullable: true, description: 'Names where the next lines begin; null where there are none.' })
  readonly nextCursor!: string | null;
}

@ObjectType({ description: 'Somebody whose trail can be read.' })
export class TrailPerson {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => [String], { description: 'Job titles of their memberships, newest first.' })
  readonly memberships!: string[];

  @Field(() => DateScalar, { nullable: true, description: 'The last day of the last of them, where each has one.' })
  readonly endedOn!: string | null;
}
