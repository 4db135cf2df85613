import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { DisclosurePackLine } from './disclosure-pack.types.js';
import { HearingRequestView } from './hearing-request.types.js';

@ObjectType('RepresentationPoint', { description: 'One point of what a provider said, in its words, and the answer to it.' })
export class RepresentationPoint {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => String)
  readonly words!: string;

  @Field(() => String, { nullable: true, description: 'accepted, partly or notAccepted. Null while it is not answered; the provider reads answers once their letter is issued.' })
  readonly outcome!: string | null;

  @Field(() => String, { nullable: true })
  readonly answer!: string | null;

  @Field(() => String, { nullable: true, description: 'What changed because of it.' })
  readonly changed!: string | null;
}

@ObjectType({ isAbstract: true, description: 'A chance to answer: when and by when, and what was said.' })
export class RepresentationFacts {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => DateScalar, { description: 'Reply by the end of this day. What comes later is read all the same (R11).' })
  readonly windowEndsOn!: string;

  @Field(() => String, { nullable: true })
  readonly text!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly receivedAt!: string | null;

  @Field(() => [HearingRequestView], { description: 'What the provider asked about being heard, the earliest first.' })
  readonly requests!: readonly HearingRequestView[];

  @Field(() => [RepresentationPoint], { description: 'What it said, point by point, with the answers (R05).' })
  readonly points!: readonly RepresentationPoint[];

  @Field(() => [DisclosurePackLine], { description: 'What was disclosed before it answered: the first pack, then its supplements.' })
  readonly packs!: readonly DisclosurePackLine[];

  @Field(() => Boolean, { description: 'Whether something came after the last day; it is weighed all the same (R11).' })
  readonly late!: boolean;
}

@ObjectType('OwnRepresentation', { description: 'A provider’s own chance to answer, as the provider sees it.' })
export class OwnRepresentation extends RepresentationFacts {
  @Field(() => String, { description: 'What it is about, in words for the provider.' })
  readonly subject!: string;

  @Field(() => Boolean, { description: 'False while the letter that opens it is not served: its days have not begun.' })
  readonly served!: boolean;

  @Field(() => DateScalar, { description: 'The day the telling counts as served (R32).' })
  readonly toldOn!: string;

  @Field(() => Boolean, { description: 'Whether its last day has not passed.' })
  readonly open!: boolean;

  @Field(() => Int, { description: 'Working days left after today, or after the day of service where that is to come; the last day included; 0 on it and after it.' })
  readonly workingDaysLeft!: number;
}

@ObjectType('Representation', { description: 'What the provider was told, what it said and how that was weighed.' })
export class RepresentationView extends RepresentationFacts {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String, { description: 'windowOpen, received, noneReceived, considered or outcomeSent.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly toldOn!: string;

  @Field(() => String)
  readonly toldHow!: string;

  @Field(() => String, { nullable: true })
  readonly consideration!: string | null;

  @Field(() => String, { nullable: true })
  readonly consideredBy!: string | null;
}
