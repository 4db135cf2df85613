import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars.js';

/** Which lines of a chronology; days are typed by people, so all but the ids are text. */
@ArgsType()
export class ChronologyArgs {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => [String], { nullable: true, description: 'Kinds of line; none named means all.' })
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

@ObjectType({ description: 'One thing that happened to a service.' })
export class ChronologyLine {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'rating, intelligence, risk, action, meeting, writtenProcedure, visit, recommendation, decision, stage, restriction, letter, representation, appeal, hearingRequest, disclosurePack, register, people, telling or watchedDate.' })
  readonly kind!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { nullable: true, description: 'What was written then, as it was written.' })
  readonly detail!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened; intelligence happened to us when we were told.' })
  readonly happenedAt!: string;

  @Field(() => Boolean, { description: 'Whether the time of day is known, or only the day.' })
  readonly timed!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was written down here.' })
  readonly recordedAt!: string;

  @Field(() => String, { description: 'The page of the record.' })
  readonly path!: string;

  @Field(() => String, { nullable: true, description: 'The reference of the record it stands in.' })
  readonly reference!: string | null;

  @Field(() => String, { nullable: true, description: 'What gave the right to it: the decision and its authority, or the panel.' })
  readonly authority!: string | null;

  @Field(() => Boolean, { description: 'Handled with a caveat: it stands here for those who may read it, and on no paper.' })
  readonly caveated!: boolean;

  @Field(() => String, { nullable: true, description: 'The service it happened at, where this one carries that one on (R31).' })
  readonly formerly!: string | null;

  @Field(() => String, { nullable: true, description: 'Job title of who did or wrote it.' })
  readonly who!: string | null;

  @Field(() => String, { nullable: true, description: 'Their agency, as it was called then (R35).' })
  readonly agencyName!: string | null;
}

@ObjectType({ description: 'Everything that happened to a service, newest first: the lawyers’ export is the same list.' })
export class Chronology {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => [String], { description: 'Names of services it carries on, whose lines stand here too (R31).' })
  readonly carriesOn!: string[];

  @Field(() => Int, { description: 'Lines of all pages.' })
  readonly total!: number;

  @Field(() => [ChronologyLine])
  readonly lines!: ChronologyLine[];

  @Field(() => String, { nullable: true, description: 'Names where the next lines begin; null where there are none.' })
  readonly nextCursor!: string | null;
}
