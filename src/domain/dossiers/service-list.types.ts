import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';

/** What the list of providers is narrowed, sorted and paged by; every text comes from the address bar. */
@ArgsType()
export class ServiceListArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name, a postcode or its beginning, or a CQC id.' })
  readonly search?: string | null;

  @Field(() => String, { nullable: true, description: 'A stage, or aboveRoutine for all that are watched.' })
  readonly stage?: string | null;

  @Field(() => String, { nullable: true })
  readonly rating?: string | null;

  @Field(() => String, { nullable: true })
  readonly kind?: string | null;

  @Field(() => String, { nullable: true, description: 'name, stage, rating or intelligence.' })
  readonly sort?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType()
export class ServiceListRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly lot!: string;

  @Field(() => String)
  readonly providerName!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, { nullable: true })
  readonly postcode!: string | null;

  @Field(() => String, { nullable: true })
  readonly cqcId!: string | null;

  @Field(() => String)
  readonly stage!: string;

  @Field(() => String, { description: 'What the council calls the stage.' })
  readonly stageWords!: string;

  @Field(() => DateScalar)
  readonly stageSince!: string;

  @Field(() => String, { nullable: true, description: 'Job title of who decided it; null for a service that was always routine.' })
  readonly stageDecidedBy!: string | null;

  @Field(() => Boolean, { description: 'Brought in from an earlier record and not decided here since: evidence not held.' })
  readonly fromEarlierRecords!: boolean;

  @Field(() => DateScalar, { nullable: true })
  readonly reviewOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Name and job title.' })
  readonly leadOfficer!: string | null;

  @Field(() => String, { nullable: true })
  readonly rating!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly ratingPublishedOn!: string | null;

  @Field(() => Int)
  readonly restrictions!: number;

  @Field(() => Int)
  readonly openIntelligence!: number;
}

@ObjectType()
export class ServiceList {
  @Field(() => [ServiceListRow])
  readonly rows!: ServiceListRow[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}
