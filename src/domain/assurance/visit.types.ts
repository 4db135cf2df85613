import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';
import { VisitShareView } from './visit-share.types.js';

@ObjectType({ description: 'Somebody who visits, or something that a visit is about, as it is chosen from a list.' })
export class VisitChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly words!: string;
}

@ObjectType({ description: 'A visit in a list.' })
export class VisitRow {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => Boolean)
  readonly announced!: boolean;

  @Field(() => Boolean)
  readonly outOfHours!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'Null until it is made.' })
  readonly visitedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Of a responsive visit: the last day for it.' })
  readonly plannedOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day it was cancelled.' })
  readonly cancelledOn!: string | null;

  @Field(() => Boolean, { description: 'Whether it counts as seen first-hand at this kind of service.' })
  readonly firstHand!: boolean;

  @Field(() => String, { nullable: true })
  readonly finding!: string | null;

  @Field(() => [String], { description: 'Reasons for restrictions on which it found a fault, in words.' })
  readonly faultWords!: readonly string[];
}

@ObjectType({ description: 'A visit as it stood before it was corrected.' })
export class VisitCorrectionView {
  @Field(() => Int)
  readonly number!: number;

  @Field(() => String)
  readonly reason!: string;

  @Field(() => String)
  readonly correctedBy!: string;

  @Field(() => DateTimeScalar)
  readonly correctedAt!: string;

  @Field(() => String)
  readonly kindWords!: string;

  @Field(() => DateScalar)
  readonly visitedOn!: string;

  @Field(() => Boolean)
  readonly announced!: boolean;

  @Field(() => String)
  readonly finding!: string;

  @Field(() => [String])
  readonly faultWords!: readonly string[];
}

@ObjectType('Visit', { description: 'A visit, or another first-hand check, with what it found and what was corrected in its record.' })
export class VisitView extends VisitRow {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => [VisitChoice])
  readonly officers!: readonly VisitChoice[];

  @Field(() => ID, { nullable: true, description: 'The record it answers, where the reader may see it.' })
  readonly intelligenceId!: string | null;

  @Field(() => String, { nullable: true })
  readonly intelligenceReference!: string | null;

  @Field(() => String, { nullable: true })
  readonly focus!: string | null;

  @Field(() => String, { nullable: true })
  readonly decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  readonly decidedAt!: string | null;

  @Field(() => [String])
  readonly faultReasons!: readonly string[];

  @Field(() => String, { nullable: true })
  readonly verified!: string | null;

  @Field(() => [VisitChoice], { description: 'Actions it found done.' })
  readonly actions!: readonly VisitChoice[];

  @Field(() => String)
  readonly recordedBy!: string;

  @Field(() => DateTimeScalar)
  readonly recordedAt!: string;

  @Field(() => [VisitCorrectionView], { description: 'The latest first.' })
  readonly corrections!: readonly VisitCorrectionView[];

  @Field(() => String, { nullable: true, description: 'Why it was cancelled.' })
  readonly cancelReason!: string | null;

  @Field(() => [VisitShareView], { description: 'When the provider was given what it found, the latest first.' })
  readonly shares!: readonly VisitShareView[];

  @Field(() => Boolean, { description: 'Whether you may give the provider what it found: it was made, and the provider has not this report yet.' })
  readonly mayShare!: boolean;

  @Field(() => Boolean)
  readonly mayRecord!: boolean;

  @Field(() => Boolean, { description: 'Whether you may cancel it: it was decided on and is still to be made.' })
  readonly mayCancel!: boolean;
}

@ObjectType({ description: 'A service’s visits: those still to be made, then the newest first.' })
export class VisitList {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [VisitRow])
  readonly rows!: readonly VisitRow[];

  @Field(() => Boolean)
  readonly mayRecord!: boolean;

  @Field(() => Boolean)
  readonly mayDecide!: boolean;
}

@ObjectType({ description: 'What a visit is recorded with.' })
export class VisitForm {
  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => [ChoiceView])
  readonly kinds!: readonly ChoiceView[];

  @Field(() => [ChoiceView], { description: 'Of a responsive visit.' })
  readonly reactiveKinds!: readonly ChoiceView[];

  @Field(() => Boolean, { description: 'Whether only reactive visits may be unannounced here.' })
  readonly unannouncedReactiveOnly!: boolean;

  @Field(() => [ChoiceView])
  readonly reasons!: readonly ChoiceView[];

  @Field(() => [VisitChoice])
  readonly officers!: readonly VisitChoice[];

  @Field(() => [VisitChoice], { description: 'Actions of the service that are not yet closed.' })
  readonly actions!: readonly VisitChoice[];

  @Field(() => [VisitChoice], { description: 'Open records of intelligence on the service.' })
  readonly intelligence!: readonly VisitChoice[];
}
