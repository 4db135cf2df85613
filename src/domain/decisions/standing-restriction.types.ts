import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.js';
import { ChoiceView } from '../../platform/graphql/shared.types.js';
import { HandlingChoice } from './handling.types.js';
import { RepresentationView } from '../representations/representation.types.js';

@ObjectType({ description: 'A restriction, with what a decision about it needs.' })
export class StandingRestriction {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => ID)
  readonly serviceId!: string;

  @Field(() => String)
  readonly serviceName!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String)
  readonly state!: string;

  @Field(() => String, { description: 'What it bars: "No new nursing placements".' })
  readonly what!: string;

  @Field(() => DateScalar)
  readonly startsOn!: string;

  @Field(() => DateScalar)
  readonly reviewOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day for the fresh decision on a precaution or an emergency (R03, R04).' })
  readonly confirmBy!: string | null;

  @Field(() => Int, { description: 'How long its fresh decision, or else its review, is overdue; 0 where it is not.' })
  readonly daysOverdue!: number;

  @Field(() => String, { nullable: true })
  readonly decidedBy!: string | null;

  @Field(() => Boolean, { description: 'Brought in from an earlier record and not decided here since: evidence not held.' })
  readonly fromEarlierRecords!: boolean;

  @Field(() => String, { nullable: true })
  readonly liftConditions!: string | null;

  @Field(() => String)
  readonly exceptions!: string;
}

@ObjectType({ description: 'What the provider was given of the evidence, and what was kept back (R07).' })
export class DisclosureView {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateScalar)
  readonly disclosedOn!: string;

  @Field(() => String)
  readonly disclosed!: string;

  @Field(() => [String], { description: 'Each thing kept back, with why.' })
  readonly withheld!: readonly string[];

  @Field(() => String)
  readonly recordedBy!: string;
}

@ObjectType({ description: 'By when the provider is given the evidence (R07).' })
export class DisclosureDue {
  @Field(() => DateScalar)
  readonly dueOn!: string;

  @Field(() => Int, { description: '0 where it is not overdue.' })
  readonly daysOverdue!: number;
}

@ObjectType({ description: 'A review of a stop that is not the council’s (R06).' })
export class ImposedReview {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateScalar)
  readonly reviewedOn!: string;

  @Field(() => String)
  readonly note!: string;

  @Field(() => DateScalar, { description: 'The review after it.' })
  readonly reviewOn!: string;

  @Field(() => String)
  readonly recordedBy!: string;
}

@ObjectType({ description: 'A decision on a restriction.' })
export class RestrictionDecision {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => Boolean, { description: 'Whether an appeal can be lodged against it today (R11).' })
  readonly mayBeAppealed!: boolean;

  @Field(() => String, { description: 'placed, confirmed, varied, ended, extended, phased, nextPhase, relapsed, lifted or appealHeard.' })
  readonly act!: string;

  @Field(() => String)
  readonly decidedBy!: string;

  @Field(() => String)
  readonly decidedByTitle!: string;

  @Field(() => DateTimeScalar)
  readonly decidedAt!: string;
}

@ObjectType({ description: 'What a restriction covers, as the form that changes it begins.' })
export class ScopeView {
  @Field(() => String, { description: 'all, nursing, residential, respite, unit, need, clientGroup or area.' })
  readonly covers!: string;

  @Field(() => String, { nullable: true })
  readonly detail!: string | null;

  @Field(() => Int, { nullable: true })
  readonly perWeek!: number | null;
}

@ObjectType({ description: 'An appeal against a decision on a restriction.' })
export class RestrictionAppeal {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'groundsAwaited, toBeHeard, upheld, partlyUpheld, dismissed, withdrawn or outOfTime.' })
  readonly state!: string;

  @Field(() => DateScalar)
  readonly lodgedOn!: string;
}

@ObjectType({ description: 'A version of the risk assessment a restriction may rest on.' })
export class RiskChoice {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly number!: number;

  @Field(() => DateScalar)
  readonly assessedOn!: string;

  @Field(() => String, { nullable: true, description: 'Made at a service that this one carries on: its name (R31).' })
  readonly formerly!: string | null;
}

@ObjectType({ description: 'Another restriction in force on the same service (R10).' })
export class OtherRestriction {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly reference!: string;

  @Field(() => String, { description: 'What it bars.' })
  readonly what!: string;
}

@ObjectType({ description: 'One restriction with what the fresh decision on it looks at.' })
export class RestrictionToDecide extends StandingRestriction {
  @Field(() => String, { description: 'public or notPublic: whether it may be told to whoever asks (ADR 0050).' })
  readonly publicity!: string;

  @Field(() => [HandlingChoice], { description: 'How that was chosen, the latest first; none where the procedure says it.' })
  readonly handlingChoices!: readonly HandlingChoice[];

  @Field(() => String, { nullable: true, description: 'Of a stop that is not the council’s: which letter or document it rests on.' })
  readonly source!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The date on that letter or document.' })
  readonly sourceOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a regulator’s condition: our first review of its effect.' })
  readonly effect!: string | null;

  @Field(() => Boolean, { description: 'Whether your own agency runs the service: then say how independence is kept.' })
  readonly ownService!: boolean;

  @Field(() => ScopeView)
  readonly scope!: ScopeView;

  @Field(() => [String])
  readonly reasonCodes!: readonly string[];

  @Field(() => [ChoiceView])
  readonly reasonChoices!: readonly ChoiceView[];

  @Field(() => [ChoiceView], { description: 'Kinds the council decides on.' })
  readonly kindChoices!: readonly ChoiceView[];

  @Field(() => [RiskChoice], { description: 'The latest first.' })
  readonly riskAssessments!: readonly RiskChoice[];

  @Field(() => [OtherRestriction])
  readonly others!: readonly OtherRestriction[];

  @Field(() => DateScalar, { description: 'The last day for the next review, from today (R06).' })
  readonly reviewBy!: string;

  @Field(() => DateScalar, { nullable: true })
  readonly endedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What showed that it could end.' })
  readonly evidence!: string | null;

  @Field(() => DateScalar, { nullable: true })
  readonly evidenceOn!: string | null;

  @Field(() => [RestrictionDecision], { description: 'The first first; none on a stop that is not the council’s.' })
  readonly decisions!: readonly RestrictionDecision[];

  @Field(() => DisclosureDue, { nullable: true, description: 'Null once it is disclosed, and where nothing is owed.' })
  readonly disclosureDue!: DisclosureDue | null;

  @Field(() => [RestrictionAppeal], { description: 'The earliest first; the restriction stays in force while one is heard (R11).' })
  readonly appeals!: readonly RestrictionAppeal[];

  @Field(() => [DisclosureView], { description: 'The oldest first.' })
  readonly disclosures!: readonly DisclosureView[];

  @Field(() => [ImposedReview], { description: 'Of a stop that is not the council’s; the oldest first.' })
  readonly reviews!: readonly ImposedReview[];

  @Field(() => [RepresentationView], { description: 'Received about the service and not yet answered (R05).' })
  readonly waiting!: readonly RepresentationView[];

  @Field(() => DateScalar, { nullable: true, description: 'The last day of the window for representation that is still open.' })
  readonly windowOpenUntil!: string | null;

  @Field(() => Boolean, { description: 'The letter that opens such a window is not served: none of its days has begun.' })
  readonly windowNotBegun!: boolean;
}
