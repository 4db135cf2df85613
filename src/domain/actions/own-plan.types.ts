import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'A line of a provider’s plan: what it is to do, and nothing of what is kept.' })
export class OwnPlanRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => Boolean)
  readonly mustDo!: boolean;

  @Field(() => String)
  readonly state!: string;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int, { description: 'How many days its day has passed; 0 while it has not, or where it is reported complete.' })
  readonly daysOverdue!: number;
}

@ObjectType()
export class OwnPlan {
  @Field(() => [OwnPlanRow])
  readonly rows!: OwnPlanRow[];

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int, { description: 'Of all pages, those whose day has passed.' })
  readonly overdue!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;
}

@ObjectType({ description: 'What happened to an action of a plan, without whose hand it was.' })
export class OwnPlanStep {
  @Field(() => String)
  readonly event!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day that was asked for or given.' })
  readonly until!: string | null;

  @Field(() => DateTimeScalar)
  readonly at!: string;
}

@ObjectType({ description: 'One action of a provider’s plan.' })
export class OwnPlanAction extends OwnPlanRow {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { nullable: true, description: 'What the provider reported, in its own words.' })
  readonly reported!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day until which more time is asked for.' })
  readonly extensionDueOn!: string | null;

  @Field(() => Boolean)
  readonly mayReport!: boolean;

  @Field(() => Boolean)
  readonly mayAskTime!: boolean;

  @Field(() => [OwnPlanStep], { description: 'The first first.' })
  readonly steps!: OwnPlanStep[];
}
