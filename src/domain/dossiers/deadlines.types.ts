import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';

/** What the list of deadlines is narrowed and paged by; every text comes from the address bar. */
@ArgsType()
export class DeadlineListArgs {
  @Field(() => String, { nullable: true, description: 'A month, `2026-12`; without it every deadline that runs.' })
  readonly month?: string | null;

  @Field(() => String, { nullable: true, description: 'overdue, week or all.' })
  readonly due?: string | null;

  @Field(() => String, { nullable: true, description: 'A kind of deadline, as listed in `kinds`; `meeting` for meetings alone.' })
  readonly kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Words, each found in what is due, in the name of the service, or in what a watched date is about and its reference.' })
  readonly search?: string | null;

  @Field(() => Int, { nullable: true })
  readonly page?: number | null;
}

@ObjectType({ description: 'A deadline that runs: what must be done by a day, and where.' })
export class DeadlineRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;

  @Field(() => String, { description: 'What it waits for: "Review of the restriction".' })
  readonly words!: string;

  @Field(() => String, { description: 'The page of the case it belongs to.' })
  readonly path!: string;

  @Field(() => ID, { nullable: true })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a date that somebody watches: what it is about.' })
  readonly about!: string | null;
}

@ObjectType({ description: 'A kind of deadline that runs, with how many.' })
export class DeadlineKind {
  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => Int)
  readonly total!: number;
}

@ObjectType({ description: 'One day of a month’s calendar.' })
export class DeadlineDay {
  @Field(() => DateScalar)
  readonly day!: string;

  @Field(() => Int)
  readonly total!: number;

  @Field(() => [DeadlineRow], { complexity: 4, description: 'The first four of it.' })
  readonly first!: readonly DeadlineRow[];
}

@ObjectType({ description: 'A meeting on a month’s calendar.' })
export class CalendarMeeting {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateScalar, { description: 'The day in London.' })
  readonly day!: string;

  @Field(() => DateTimeScalar)
  readonly startsAt!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly title!: string;

  @Field(() => String, { description: 'As of the meeting: scheduled, cancelled and so on.' })
  readonly state!: string;

  @Field(() => String)
  readonly venue!: string;

  @Field(() => String, { nullable: true, description: 'Of a meeting about one service.' })
  readonly serviceName!: string | null;
}

@ObjectType({ description: 'Deadlines that run, the soonest first, of the cases that the reader may see.' })
export class DeadlineList {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => Int)
  readonly overdue!: number;

  @Field(() => Int)
  readonly page!: number;

  @Field(() => Int)
  readonly pageSize!: number;

  @Field(() => [DeadlineRow])
  readonly rows!: readonly DeadlineRow[];

  @Field(() => [DeadlineKind])
  readonly kinds!: readonly DeadlineKind[];

  @Field(() => [DeadlineDay], { complexity: 31, description: 'Of the month asked for: days with a deadline. None without a month.' })
  readonly days!: readonly DeadlineDay[];

  @Field(() => [CalendarMeeting], { complexity: 31, description: 'Of the month asked for, those the reader may see, cancelled ones too. None without a month, or where a kind of deadline is asked for.' })
  readonly meetings!: readonly CalendarMeeting[];

  @Field(() => DateScalar)
  readonly today!: string;
}
