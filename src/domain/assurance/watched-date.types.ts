import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { AllowedActionView } from '../../platform/graphql/shared.types.js';

@ObjectType('WatchedDate', { description: 'A date that somebody waits for, counted by the council’s procedure (domain.md 1.5).' })
export class WatchedDateView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => String, { description: 'How it is counted, by the procedure it began under.' })
  readonly counted!: string;

  @Field(() => ID, { nullable: true, description: 'Null where it is of the whole council.' })
  readonly serviceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => String, { nullable: true })
  readonly about!: string | null;

  @Field(() => DateScalar, { description: 'The day it is counted from.' })
  readonly happenedOn!: string;

  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Where hours count.' })
  readonly dueAt!: string | null;

  @Field(() => Int, { description: 'How many days its day has passed, while it is waited for.' })
  readonly daysOverdue!: number;

  @Field(() => String, { description: 'open, overdue, done or withdrawn.' })
  readonly state!: string;

  @Field(() => String)
  readonly startedBy!: string;

  @Field(() => DateTimeScalar)
  readonly startedAt!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly doneOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What was done or came, or why nobody waits for it any more.' })
  readonly outcome!: string | null;

  @Field(() => String, { nullable: true })
  readonly endedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly endedAt!: string | null;

  @Field(() => [AllowedActionView])
  readonly allowedActions!: readonly AllowedActionView[];
}

@ObjectType({ description: 'A kind of date somebody may start.' })
export class WatchedDateKind {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { description: 'How it is counted, by the procedure of today.' })
  readonly counted!: string;
}

@ObjectType({ description: 'What somebody needs who starts a date: at a service, or of the whole council.' })
export class WatchedDateForm {
  @Field(() => String, { nullable: true })
  readonly serviceName!: string | null;

  @Field(() => [WatchedDateKind])
  readonly kinds!: readonly WatchedDateKind[];
}
