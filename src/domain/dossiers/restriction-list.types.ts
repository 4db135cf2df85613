import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A restriction in force, with the service it bars.' })
export class RestrictionListRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String, { nullable: true })
  readonly postcode!: string | null;

  @Field(() => String, { nullable: true })
  readonly cqcId!: string | null;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => String, { description: 'What it bars by itself: "No new nursing placements".' })
  readonly bars!: string;

  @Field(() => String, { description: 'all, nursing, residential, respite, unit, need, clientGroup or area.' })
  readonly covers!: string;

  @Field(() => String, { nullable: true, description: 'Which unit, need, client group or area.' })
  readonly detail!: string | null;

  @Field(() => Int, { nullable: true, description: 'New placements a week that a cap allows.' })
  readonly perWeek!: number | null;

  @Field(() => [String], { description: 'The coded reasons, in words.' })
  readonly reasonWords!: readonly string[];

  @Field(() => String, { nullable: true })
  readonly reasons!: string | null;

  @Field(() => String, { nullable: true })
  readonly liftConditions!: string | null;

  @Field(() => String, { description: 'Who approves an exception.' })
  readonly exceptions!: string;

  @Field(() => DateScalar)
  readonly startsOn!: string;

  @Field(() => DateScalar)
  readonly reviewOn!: string;

  @Field(() => String, { nullable: true, description: 'Job title, or as an earlier record states it; null for a voluntary stop or a condition of CQC.' })
  readonly decidedBy!: string | null;

  @Field(() => String, { description: 'inForce, underReview or phasedLift.' })
  readonly state!: string;

  @Field(() => Boolean, { description: 'Brought in from an earlier record and not decided here since: evidence not held.' })
  readonly fromEarlierRecords!: boolean;
}

@ObjectType()
export class RestrictionList {
  @Field(() => [RestrictionListRow])
  readonly rows!: readonly RestrictionListRow[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}
