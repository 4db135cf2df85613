import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../../platform/graphql/scalars.js';
import { NameableOfficer } from './to-decide.types.js';

@ObjectType({ description: 'A kind of decision an officer may record on a service, and who may.' })
export class RecordableDecision {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'Who decides it.' })
  readonly limit!: string;

  @Field(() => Boolean)
  readonly allowed!: boolean;
}

@ObjectType({ description: 'What the page that records a decision on a service needs.' })
export class RecordedDecisionForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [RecordableDecision])
  readonly kinds!: readonly RecordableDecision[];

  @Field(() => [NameableOfficer], { description: 'Who may own the action that a plan comes back.' })
  readonly officers!: readonly NameableOfficer[];

  @Field(() => DateScalar, { description: 'The last day for the next review of a service above routine.' })
  readonly reviewBy!: string;

  @Field(() => DateScalar, { description: 'When a plan is due, by the procedure.' })
  readonly planDueOn!: string;
}
